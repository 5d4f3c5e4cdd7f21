"""Edits of plain values: what ``splice`` is asked to do to a text.

Comes in: data and edits. Goes out: the data as wished. ``splice`` compares the text it
made with this; that is why it stands apart and knows nothing of text.

All paths and indexes are those of the ORIGINAL, however many edits come together.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from builder.problems import BuilderError
from builder.yamlio.read import KeyPath


@dataclass(frozen=True, slots=True)
class SetValue:
    """Replace a value; a missing last key is added."""

    path: KeyPath
    value: Any


@dataclass(frozen=True, slots=True)
class Insert:
    """Add to a list (before an index, at most its length) or to a mapping.

    A container that is missing or empty (null) is made. ``before`` names keys of a
    mapping: the new one goes before the first of them that is there, else last.
    """

    path: KeyPath
    key: str | int
    value: Any
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out a list item or a key with its value."""

    path: KeyPath


Edit = SetValue | Insert | Remove


class SpliceRefused(BuilderError):
    """An edit that cannot be made without touching what is not its own."""

    def __init__(self, reason: str, edit: Edit | None = None) -> None:
        super().__init__(f"{reason}: {edit}" if edit is not None else reason)
        self.edit = edit


def order_edits(edits: Sequence[Edit]) -> list[Edit]:
    """The edits in an order in which no one moves the place of a later one.

    Later list indexes go first and what lies inside a value before the value itself;
    of two at one place the removal goes first, and insertions end up as given. What
    lies inside something removed is left out.

    Raises: SpliceRefused where two edits are about one value.
    """
    edits = _without_overlaps(edits)
    seen: dict[str, int] = {}
    for edit in edits:
        for step in target(edit):
            if isinstance(step, str):
                seen.setdefault(step, -len(seen))

    def rank(item: tuple[int, Edit]) -> tuple[Any, ...]:
        number, edit = item
        path = target(edit)
        steps = tuple((0, s) if isinstance(s, int) else (1, seen[s]) for s in path)
        return steps, not isinstance(edit, Insert), number

    ranked = sorted(enumerate(edits), key=rank, reverse=True)
    return [edit for _, edit in ranked]


def _without_overlaps(edits: Sequence[Edit]) -> list[Edit]:
    owned: dict[KeyPath, Edit] = {}
    for edit in edits:
        if not isinstance(edit, Insert):
            if edit.path in owned:
                raise SpliceRefused("two edits of one value", edit)
            owned[edit.path] = edit
    kept: list[Edit] = []
    for edit in edits:
        path = target(edit)
        above = [owned[path[:n]] for n in range(len(path)) if path[:n] in owned]
        if any(isinstance(other, SetValue) for other in above):
            raise SpliceRefused("an edit inside a value that is set as a whole", edit)
        if not above:
            kept.append(edit)
    return kept


def target(edit: Edit) -> KeyPath:
    """The path of what an edit sets, adds or removes."""
    return (*edit.path, edit.key) if isinstance(edit, Insert) else edit.path


def apply_edits(data: Any, edits: Sequence[Edit]) -> Any:
    """The data as it should read after the edits.

    Raises: SpliceRefused where an edit names a place that is not there.
    """
    result = copy.deepcopy(data)
    for edit in order_edits(edits):
        result = _apply(result, edit)
    return result


def _apply(data: Any, edit: Edit) -> Any:
    path = target(edit)
    value = None if isinstance(edit, Remove) else copy.deepcopy(edit.value)
    if not path:
        if isinstance(edit, SetValue):
            return value
        raise SpliceRefused("the whole file cannot be removed", edit)
    if data is None and isinstance(edit, Insert):
        data = empty_for(path[0])
    home: Any = data
    for here, following in pairwise(path):
        home = _step(home, here, following, edit)
    last = path[-1]
    if isinstance(home, dict) and isinstance(last, str):
        _apply_to_map(home, last, value, edit)
    elif isinstance(home, list) and isinstance(last, int):
        _apply_to_list(home, last, value, edit)
    else:
        raise SpliceRefused("a key in a list or an index in a mapping", edit)
    return data


def _step(home: Any, step: str | int, following: str | int, edit: Edit) -> Any:
    """One step down; an Insert makes the last container where there is none."""
    last = isinstance(edit, Insert) and len(target(edit)) >= 2
    makes = last and (step, following) == target(edit)[-2:]
    if isinstance(home, dict) and isinstance(step, str):
        if home.get(step) is None and makes:
            home[step] = empty_for(following)
        if step in home:
            return home[step]
    elif isinstance(home, list) and isinstance(step, int) and 0 <= step < len(home):
        if home[step] is None and makes:
            home[step] = empty_for(following)
        return home[step]
    raise SpliceRefused(f"there is no {step!r}", edit)


def empty_for(step: str | int) -> Any:
    """An empty container for a key or an index."""
    return {} if isinstance(step, str) else []


def _apply_to_map(home: dict[str, Any], key: str, value: Any, edit: Edit) -> None:
    if isinstance(edit, SetValue):
        home[key] = value
    elif isinstance(edit, Remove):
        if key not in home:
            raise SpliceRefused(f"there is no {key!r}", edit)
        del home[key]
    elif key in home:
        raise SpliceRefused(f"{key!r} is there already", edit)
    else:
        home[key] = value


def _apply_to_list(home: list[Any], index: int, value: Any, edit: Edit) -> None:
    if isinstance(edit, Insert) and index >= 0:
        home.insert(index, value)
    elif not 0 <= index < len(home):
        raise SpliceRefused(f"there is no item {index}", edit)
    elif isinstance(edit, Remove):
        del home[index]
    else:
        home[index] = value


def make_edits(old: Any, new: Any, path: KeyPath = ()) -> list[Edit]:
    """The small edits that turn one value into another, so that comments stay."""
    if same(old, new):
        return []
    if isinstance(old, Mapping) and isinstance(new, Mapping) and old and new:
        return _edits_of_map(old, new, path)
    if isinstance(old, list) and isinstance(new, list) and old and new:
        return _edits_of_list(old, new, path)
    return [SetValue(path, new)]


def _edits_of_map(
    old: Mapping[str, Any], new: Mapping[str, Any], path: KeyPath
) -> list[Edit]:
    edits: list[Edit] = [Remove((*path, key)) for key in old if key not in new]
    names = list(new)
    for number, key in enumerate(names):
        if key in old:
            edits += make_edits(old[key], new[key], (*path, key))
        else:
            edits.append(Insert(path, key, new[key], tuple(names[number + 1 :])))
    return edits


def _edits_of_list(old: list[Any], new: list[Any], path: KeyPath) -> list[Edit]:
    edits: list[Edit] = []
    names = [repr(item) for item in old], [repr(item) for item in new]
    matcher = SequenceMatcher(None, *names, autojunk=False)
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = 0  # mappings are changed in place; a word's comment goes with it
        while low + pairs < high and first + pairs < last:
            here, there = old[low + pairs], new[first + pairs]
            if not (isinstance(here, Mapping) and isinstance(there, Mapping)):
                break
            edits += make_edits(here, there, (*path, low + pairs))
            pairs += 1
        edits += [Remove((*path, index)) for index in range(low + pairs, high)]
        edits += [Insert(path, high, item) for item in new[first + pairs : last]]
    return edits


def same(one: Any, other: Any) -> bool:
    """Equal as YAML values: true is not 1, 1 is not 1.0, the order of keys is free."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)
