"""Which values and items of a record carry a comment.

Comes in: the YAML text of a record. Goes out: paths as in the base. What carries a
comment is never removed by the machine, since the comment would go with it; ``splice``
says which comments belong to what, and this module must agree with it. May not know
who owns what.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from builder.reconcile.fields import Items, Parts, Rules, make_keys
from builder.yamlio import KeyPath, SpliceRefused, load
from builder.yamlio.layout import Spot, Text
from builder.yamlio.read import compose

_MODELINE: Final = re.compile(
    r"^[ \t]*#[ \t]*(?:yaml-language-server:[ \t]*\$schema=|\$schema:[ \t]*)"
    r"[^\s#]+[ \t\r]*$",
    re.MULTILINE,
)
_HASH: Final = re.compile(r"(?:^|(?<=[ \t]))#", re.MULTILINE)


def find_comments(part: str) -> tuple[int, ...]:
    """Offsets of the comments in a YAML text, modelines for editors left out."""
    if "#" not in _MODELINE.sub("", part):
        return ()
    root = compose(part)
    text = Text(part)
    scalars = sorted(_scalars(root, text)) if root is not None else []
    starts = [start for start, _ in scalars]
    modelines = {
        match.group().index("#") + match.start() for match in _MODELINE.finditer(part)
    }
    found: list[int] = []
    for match in _HASH.finditer(part):
        at = match.start()
        before = bisect_right(starts, at) - 1
        inside = before >= 0 and at < scalars[before][1]
        in_comment = found and "\n" not in part[found[-1] : at]
        if not inside and not in_comment and at not in modelines:
            found.append(at)
    return tuple(found)


def find_commented(part: str, rules: Rules) -> frozenset[str]:
    """Paths of the values and items that a comment belongs to."""
    comments = find_comments(part)
    root = compose(part) if comments else None
    if root is None:
        return frozenset()
    found: set[str] = set()
    walk = _Walk(Text(part), root, comments, found)
    data = load(part, "").data
    if isinstance(data, dict):
        walk.mapping("", (), rules, data)
    return frozenset(found)


def _scalars(node: Node, text: Text) -> list[tuple[int, int]]:
    if isinstance(node, ScalarNode):
        return [(node.start_mark.index, text.content_end(node))]
    found = []
    if isinstance(node, MappingNode):
        for key, value in node.value:
            found += _scalars(key, text) + _scalars(value, text)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            found += _scalars(item, text)
    return found


class _Walk:
    """One pass over a record with comments."""

    def __init__(
        self, text: Text, root: Node, comments: tuple[int, ...], found: set[str]
    ) -> None:
        self.text = text
        self.root = root
        self.comments = comments
        self.found = found

    def mapping(
        self, path: str, at: KeyPath, rules: Rules, data: Mapping[str, object]
    ) -> None:
        for name, rule in rules.items():
            here = f"{path}/{name}" if path else name
            value = data.get(name)
            if isinstance(rule, Parts):
                if isinstance(value, dict):
                    self.mapping(here, (*at, name), rule.fields, value)
            elif isinstance(rule, Items):
                if isinstance(value, list):
                    self.items(here, (*at, name), rule, value)
            elif name in data:
                self.note(here, (*at, name))

    def items(self, path: str, at: KeyPath, rule: Items, items: list[object]) -> None:
        for index, key in enumerate(make_keys(rule, items)):
            here, item = f"{path}/{key}", items[index]
            self.note(here, (*at, index))
            if here in self.found and rule.fields and isinstance(item, dict):
                self.mapping(here, (*at, index), rule.fields, item)

    def note(self, path: str, at: KeyPath) -> None:
        spot = self.text.find_spot(self.root, at)
        if spot is None:
            return
        try:
            start, end = _range(self.text, spot)
        except SpliceRefused:
            start, end = 0, len(self.text.text)  # a layout not understood: hands off
        if any(start <= comment < end for comment in self.comments):
            self.found.add(path)


def _range(text: Text, spot: Spot) -> tuple[int, int]:
    """From the comments above an entry to those behind and below it."""
    assert spot.parent is not None
    assert spot.home is not None
    start = text.entry_start(spot.parent, spot.index)
    end = text.content_end(spot.node)
    if not text.is_first(start):
        return start, text.line_end(end)
    previous = spot.parent.value[spot.index - 1] if spot.index else None
    floor = spot.home.floor if previous is None else text.content_end(previous)
    return text.head(start, floor), text.tail(end, text.column(start))
