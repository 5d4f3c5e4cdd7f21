"""YAML text to plain values whose places are known, read strictly.

Comes in: the text of a file. Goes out: ``Loaded``: plain data (dict, list, str, int,
float, bool, None), the place of every value, and Problems. It knows nothing of
records. Writing is in ``emit``, editing in ``splicing``.

Read strictly: only true/false, null, decimal whole numbers without leading zero and
numbers with a point are typed. Dates, NO, yes, 12:30, 010 and 1_000 stay text. Anchors,
aliases, tags, merge keys, doubled keys and several documents are refused, because each
of them makes a file mean something else than what a person reads in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from builder.problems import Problem, Severity, find_place, make_problem
from builder.yamlio.hints import explain_error, find_conflict_marker

KeyPath = tuple[str | int, ...]
"""Keys and list indexes from the root of a file."""

MAX_CHARS = 2_000_000
MAX_DEPTH = 64

_DEEP = f"values are nested more than {MAX_DEPTH} deep"
_DEEP_HINT = "delete the brackets or dashes; a text in double quotes may hold them"

_INT = r"-?(?:0|[1-9][0-9]{0,17})"
_FLOAT = r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,40}"
_TAG = "tag:yaml.org,2002:"
_RESOLVERS = (
    ("bool", r"true|false", "tf"),
    ("int", _INT, "-0123456789"),
    ("float", _FLOAT, "-0123456789"),
    ("null", r"~|null|", ("~", "n", "")),
)
_CUT = re.compile(r"\S[ \t]+#[^\s#]")
_CUT_HERE = re.compile(r"[ \t]+#(?=[^\s#])")
_LONG_PREFIX = re.compile(r"^(?:[ \t]|[-?:](?=[ \t])){200}", re.MULTILINE)


def _make_resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Tag and pattern of the typed plain scalars, by their first character."""
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for name, pattern, first in _RESOLVERS:
        for char in first:
            row = (_TAG + name, re.compile(f"(?:{pattern})\\Z"))
            table.setdefault(char, []).append(row)
    return table


_TYPED = _make_resolvers()
_STR, _SEQ, _MAP = _TAG + "str", _TAG + "seq", _TAG + "map"


class _Loader(yaml.CSafeLoader):
    """libyaml's composer with our own reading of plain scalars."""

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        if kind is ScalarNode:
            for tag, pattern in _TYPED.get(value[:1], ()) if implicit[0] else ():
                if pattern.match(value):
                    return tag
            return _STR
        return _SEQ if kind is SequenceNode else _MAP

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """No tag depends on a path."""

    def ascend_resolver(self) -> None:
        """No tag depends on a path."""


class Mark(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file holds. ``data`` is None where it could not be read."""

    data: Any
    text: str
    """The whole file."""
    path: str
    problems: tuple[Problem, ...] = ()
    start: int = 0
    """Where the YAML begins in ``text`` (code points)."""
    end: int = 0

    def offset(self, keypath: KeyPath) -> int:
        """Where a value begins in ``text``; where it is absent, its nearest parent."""
        return self._find(keypath, of_key=False)

    def key_offset(self, keypath: KeyPath) -> int:
        """Where the key of a value begins; for a list item, the item itself."""
        return self._find(keypath, of_key=True)

    def mark(self, keypath: KeyPath) -> Mark:
        """Line and column of a value."""
        return Mark(*find_place(self.text, self.offset(keypath)))

    def key_mark(self, keypath: KeyPath) -> Mark:
        """Line and column of a value's key."""
        return Mark(*find_place(self.text, self.key_offset(keypath)))

    def problem(
        self,
        keypath: KeyPath,
        code: str,
        message: str,
        hint: str = "",
        key: bool = False,
        severity: Severity = "error",
    ) -> Problem:
        """A problem at a value, or at its key."""
        at = self._find(keypath, of_key=key)
        return make_problem(self.path, self.text, at, code, message, hint, severity)

    def _find(self, keypath: KeyPath, of_key: bool) -> int:
        node = compose(self.text[self.start : self.end])
        at: int = self.start
        if node is None:
            return at
        at += node.start_mark.index
        for step in keypath:
            found = find_child(node, step)
            if found is None:
                break
            key, node = found
            first = key if key is not None and of_key else node
            at = self.start + first.start_mark.index
        return at


def load(text: str, path: str, start: int = 0, end: int | None = None) -> Loaded:
    """Read YAML; ``start`` and ``end`` bound it where it is only part of a file."""
    end = len(text) if end is None else end
    if text.startswith("\ufeff") and start == 0:
        start = 1  # libyaml does not count the mark; we keep to our own offsets
    part = text[start:end]
    walk = _Walk(path, text, start, [])
    if len(part) > MAX_CHARS:
        what = f"the file is larger than {MAX_CHARS:,} characters"
        hint = "one file holds one record: put back what stood here, or split it"
        walk.say(0, "E401", what, hint)
        return Loaded(None, text, path, tuple(walk.problems), start, end)
    if conflict := find_conflict(text, path, start, end):
        return Loaded(None, text, path, (conflict,), start, end)
    if _may_be_deep(part) and (deep := _find_too_deep(part)) is not None:
        walk.say(deep, "E403", _DEEP, _DEEP_HINT)
        return Loaded(None, text, path, tuple(walk.problems), start, end)
    data = _read(part, walk)
    return Loaded(data, text, path, tuple(walk.problems), start, end)


def _read(part: str, walk: _Walk) -> Any:
    """The data of a text that is safe to give to libyaml."""
    try:
        node = compose(part)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        walk.say(*explain_error(error, part))
        return None
    if node is None:
        return None
    data = walk.value(node, 0)
    return None if walk.problems else data


@lru_cache(maxsize=8)
def compose(part: str) -> Node | None:
    """The node tree of a YAML text; a few are kept for marks and edits.

    Raises: yaml.YAMLError; UnicodeEncodeError for a lone surrogate.
    """
    node: Node | None = yaml.compose(part, Loader=_Loader)
    return node


def find_conflict(text: str, path: str, start: int, end: int) -> Problem | None:
    """A problem where git left a conflict between two offsets of a file."""
    at = find_conflict_marker(text[start:end])
    if at is None:
        return None
    what = "a git conflict is left in the file"
    hint = "keep one version of each value and both versions of lists such as reports, "
    hint += "and delete the lines <<<<<<<, ======= and >>>>>>>"
    return make_problem(path, text, start + at, "E402", what, hint)


def find_cut_texts(loaded: Loaded) -> list[Problem]:
    """Warnings where ``USA #1`` reads as USA: a ``#`` behind a blank ends a text."""
    part = loaded.text[loaded.start : loaded.end]
    if loaded.data is None or not _CUT.search(part):
        return []
    root = compose(part)
    return [
        make_problem(
            loaded.path,
            loaded.text,
            loaded.start + match.end() - 1,
            "E419",
            f"the text ends before this # and reads '{node.value[:40]}'",
            "put the whole text in double quotes; if it is a comment, put a blank "
            "behind the #",
            "warning",
        )
        for node in (_scalars(root) if root is not None else ())
        if node.style not in ("'", '"', "|", ">") and node.tag == _STR
        if (match := _CUT_HERE.match(part, node.end_mark.index))
    ]


def _scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
        return
    for entry in node.value:
        for one in entry if isinstance(entry, tuple) else (entry,):
            yield from _scalars(one)


def find_child(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    """Key node (of a mapping) and value node one step down; None if absent."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    elif isinstance(node, SequenceNode) and isinstance(step, int):
        return (None, node.value[step]) if 0 <= step < len(node.value) else None
    return None


def _may_be_deep(part: str) -> bool:
    return part.count("[") + part.count("{") > 2000 or bool(_LONG_PREFIX.search(part))


def _find_too_deep(part: str) -> int | None:
    """Offset of the first value below the deepest level allowed.

    Composing recurses in C and overruns the stack at some ten thousand levels;
    events do not, so a suspicious text is counted through by its events first.
    """
    depth = 0
    try:
        for event in yaml.parse(part, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    return event.start_mark.index if event.start_mark else 0
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, UnicodeEncodeError):
        return None
    return None


@dataclass(frozen=True, slots=True)
class _Walk:
    """One pass over the nodes of a file, collecting what is refused."""

    path: str
    text: str
    start: int
    problems: list[Problem]

    def say(self, index: int, code: str, message: str, hint: str = "") -> None:
        at = self.start + index
        found = make_problem(self.path, self.text, at, code, message, hint)
        if found not in self.problems:  # an aliased node is met again
            self.problems.append(found)

    def value(self, node: Node, depth: int) -> Any:
        """The plain value of a node; None where something in it is refused."""
        begin = node.start_mark.index
        if self.text[self.start + begin : self.start + begin + 1] in ("&", "!"):
            self._refuse_property(node, begin)
            return None
        if depth > MAX_DEPTH:
            self.say(begin, "E403", _DEEP, _DEEP_HINT)
            return None
        if isinstance(node, ScalarNode):
            return make_value(node)
        if isinstance(node, SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        return dict(self._entries(node, depth))

    def _entries(self, node: Node, depth: int) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key, value in node.value:
            at = key.start_mark.index
            if not isinstance(key, ScalarNode):
                what = "a key must be a single word, not a list or mapping"
                hint = "write 'key: value'; a text that begins with a bracket goes in "
                self.say(at, "E404", what, hint + 'double quotes: "{{ … }}"')
                continue
            name = key.value
            if self.text[self.start + at : self.start + at + 1] in ("&", "!", "*"):
                self._refuse_property(key, at)
                continue
            plain = key.style not in ("'", '"')
            if name == "<<" and plain:
                self.say(
                    at,
                    "E405",
                    "merge keys (<<) are not used here",
                    "write the values out",
                )
                continue
            if plain and name != name.strip():
                self._refuse_odd_space(at, name)
                continue
            if name in seen:
                first = find_place(self.text, self.start + seen[name])[0]
                self.say(
                    at,
                    "E406",
                    f"the key {name!r} appears twice (first on line {first})",
                    "keep one of the two",
                )
                continue
            seen[name] = at
            yield name, self.value(value, depth + 1)

    def _refuse_property(self, node: Node, at: int) -> None:
        char = self.text[self.start + at]
        what = "tags (!)" if char == "!" else "anchors and aliases (& and *)"
        hint = "put the text in double quotes"
        if not isinstance(node, ScalarNode):
            hint = "delete the word that begins with !, or put all in double quotes"
        if char != "!":
            hint = "write the value out where it is used, or put it in double quotes"
        self.say(at, "E407", f"{what} are not used here", hint)

    def _refuse_odd_space(self, at: int, name: str) -> None:
        self.say(
            at,
            "E408",
            f"the key {name.strip()!r} begins or ends with a no-break space",
            "indent with ordinary spaces",
        )


def make_value(node: ScalarNode) -> str | int | float | bool | None:
    """The plain value of a scalar node."""
    text: str = node.value
    tag = node.tag
    if tag == _TAG + "str":
        return text
    if tag == _TAG + "int":
        return int(text)
    if tag == _TAG + "bool":
        return text == "true"
    if tag == _TAG + "float":
        return float(text)
    return None if tag == _TAG + "null" else text
