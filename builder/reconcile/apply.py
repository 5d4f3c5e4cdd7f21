"""Decisions become edits of a record's text.

Comes in: the text of a record and the decisions about it. Goes out: the new text. May
not decide anything, nor touch a disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from builder.reconcile.comments import find_comments
from builder.reconcile.decide import EDITS, Decision
from builder.reconcile.fields import Items, Parts, Rule, Rules, make_keys
from builder.yamlio import (
    Edit,
    Insert,
    KeyPath,
    Remove,
    SetValue,
    SpliceRefused,
    load,
    make_edits,
    splice,
)


def apply(
    text: str,
    rules: Rules,
    decisions: Iterable[Decision],
    start: int = 0,
    end: int | None = None,
) -> str:
    """The text with the decisions carried out; ``start`` and ``end`` bound its YAML.

    Raises: SpliceRefused where that cannot be done without losing a byte of what a
    person wrote, a comment for instance.
    """
    wanted = [d for d in decisions if d.action in EDITS and d.path != "body"]
    if not wanted:
        return text
    end = len(text) if end is None else end
    loaded = load(text, "", start, end)
    if loaded.problems or not isinstance(loaded.data, dict):
        raise SpliceRefused("the text cannot be read")
    edits = make_record_edits(loaded.data, rules, wanted)
    shorter = _drop_emptied_lists(loaded.data, edits)
    if shorter != edits:
        try:
            return _splice(text, shorter, start, end)
        except SpliceRefused:
            pass  # a comment stands in the list: it stays, and so does the empty list
    return _splice(text, edits, start, end)


def _splice(text: str, edits: Sequence[Edit], start: int, end: int) -> str:
    """The edited text, unless a comment were lost.  Raises: SpliceRefused."""
    made = splice(text, edits, start, end)
    before = _comments(text[start:end])
    after = _comments(made[start : end + len(made) - len(text)])
    for comment in after:
        if comment in before:
            before.remove(comment)
    if before:
        raise SpliceRefused(f"the comment {before[0]!r} would be lost")
    return made


def _comments(part: str) -> list[str]:
    part = part.removeprefix("\ufeff")
    return [part[at:].splitlines()[0].rstrip() for at in find_comments(part)]


def make_record_edits(
    data: Mapping[str, object], rules: Rules, decisions: Sequence[Decision]
) -> list[Edit]:
    """The edits that carry out decisions; all places are those of ``data``."""
    edits: list[Edit] = []
    new_lists: dict[KeyPath, list[object]] = {}
    orders: dict[KeyPath, tuple[str, ...]] = {}
    for decision in decisions:
        home, at, rule, names = locate(data, rules, decision.path)
        last = at[-1]
        if decision.action == "remove":
            edits.append(Remove(at))
        elif decision.action == "insert":
            listed = home.get(last) if isinstance(home, Mapping) else home
            if isinstance(listed, list):
                edits.append(Insert(at, decision.index, decision.value))
            else:
                new_lists.setdefault(at, []).append(decision.value)
                orders[at] = names
        else:
            edits += _take(home, at, rule, names, decision.value)
    for at, items in new_lists.items():
        edits.append(_set_key(data, at, items, orders[at]))
    return edits


def _drop_emptied_lists(
    data: Mapping[str, object], edits: Sequence[Edit]
) -> list[Edit]:
    """The same edits, where a list of the record that loses all goes with its key."""
    gone: dict[KeyPath, int] = {}
    for edit in edits:
        if isinstance(edit, Remove) and isinstance(edit.path[-1], int):
            gone[edit.path[:-1]] = gone.get(edit.path[:-1], 0) + 1
    filled = {edit.path for edit in edits if isinstance(edit, Insert)}
    emptied = {
        path
        for path, count in gone.items()
        if len(path) == 1
        and path not in filled
        and isinstance(listed := data.get(str(path[0])), list)
        and len(listed) == count
    }
    kept = [e for e in edits if not (e.path[:-1] in emptied and isinstance(e, Remove))]
    return kept + [Remove(path) for path in sorted(emptied, key=str)]


def _take(
    home: object, at: KeyPath, rule: Rule, names: tuple[str, ...], value: object
) -> list[Edit]:
    """Edits that give a value the machine's proposal; None takes it back."""
    last = at[-1]
    if isinstance(home, list) and isinstance(last, int):
        return make_edits(home[last], value, at)
    assert isinstance(home, Mapping)
    there = last in home
    if value is None:
        empty = getattr(rule, "empty", None)
        if empty is None:
            return [Remove(at)] if there else []
        value = list(empty) if isinstance(empty, tuple) else empty
        return [SetValue(at, value)] if there else []
    if there:
        return make_edits(home[last], value, at)
    return [Insert(at[:-1], last, value, names)]


def _set_key(data: object, at: KeyPath, value: object, names: tuple[str, ...]) -> Edit:
    home = data
    for step in at[:-1]:
        assert isinstance(home, (dict, list))
        home = home[step]  # type: ignore[index]
    assert isinstance(home, Mapping)
    last = at[-1]
    return SetValue(at, value) if last in home else Insert(at[:-1], last, value, names)


def locate(
    data: Mapping[str, object], rules: Rules, path: str
) -> tuple[object, KeyPath, Rule, tuple[str, ...]]:
    """What a path stands in, where, its rule, and the keys that follow it in a file.

    For an item that is not there, the place is that of its list.
    """
    home: object = data
    at: KeyPath = ()
    words = path.split("/")
    while True:
        name, *words = words
        rule = rules[name]
        following = list(rules)
        names = tuple(following[following.index(name) + 1 :])
        at = (*at, name)
        if isinstance(rule, Parts):
            assert isinstance(home, Mapping)
            home, rules = home[name], rule.fields
            continue
        if not isinstance(rule, Items) or not words:
            return home, at, rule, names
        assert isinstance(home, Mapping)
        items = home.get(name)
        listed = items if isinstance(items, list) else []
        keys = make_keys(rule, listed)
        key, *words = words
        if key not in keys:
            return home, at, rule, names
        index = keys.index(key)
        at = (*at, index)
        if not words:
            return listed, at, rule, ()
        assert rule.fields is not None
        home, rules = listed[index], rule.fields
