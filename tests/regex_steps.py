"""How much work a pattern is on a text, counted: the same however busy the machine.

Comes in: a compiled pattern, a text. Goes out: how many code points are looked at when
all matches are found one after the other, with all that is tried again. The pattern is
followed as the ``re`` module parses it and in the order in which it tries things, but
for its short cuts; it is for short texts, as this is some hundred times as slow.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

_parser: Final = importlib.import_module("re._parser")
_compiler: Final = importlib.import_module("re._compiler")

After = Callable[[int], int]
"""What is to match from a place on; where it ends, or -1."""
_DEEP: Final = 1_000_000
_ONE_SIGN: Final = frozenset(("LITERAL", "NOT_LITERAL", "ANY", "IN"))
_GREEDY: Final = frozenset(("MAX_REPEAT", "POSSESSIVE_REPEAT"))
_REPEATS: Final = _GREEDY | {"MIN_REPEAT"}


def count_regex_steps(pattern: Any, text: str) -> int:
    """Code points looked at by all of ``pattern.finditer(text)``."""
    reader = _Reader(pattern, text)
    with _deep():
        at = 0
        while at <= len(text):
            end = reader.match(at)
            at = max(end, at + 1)
    return reader.steps


@contextmanager
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEEP)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class _Reader:
    """One pattern on one text."""

    def __init__(self, pattern: Any, text: str) -> None:
        self.text, self.steps = text, 0
        self._tree = _parser.parse(pattern.pattern, pattern.flags)
        self._small: dict[int, Any] = {}
        """Nodes that look at one sign, or at a place, as patterns of their own."""
        self._prepare(self._tree, pattern.flags)
        self._groups: dict[int, tuple[int, int]] = {}

    def _prepare(self, nodes: Sequence[Any], flags: int) -> None:
        for node in nodes:
            name, told = str(node[0]), node[1]
            if name in _ONE_SIGN or name == "AT":
                tree = _parser.SubPattern(self._tree.state, [node])
                self._small[id(node)] = _compiler.compile(tree, flags)
            elif name == "BRANCH":
                for way in told[1]:
                    self._prepare(way, flags)
            elif name == "SUBPATTERN":
                self._prepare(told[3], (flags | told[1]) & ~told[2])
            elif name == "ATOMIC_GROUP":
                self._prepare(told, flags)
            elif name != "GROUPREF":
                self._prepare(told[-1], flags)

    def match(self, at: int) -> int:
        """Where a match that begins here ends; -1 where there is none."""
        self._groups.clear()
        return self._read(self._tree, 0, at, lambda end: end)

    def _read(self, nodes: Sequence[Any], index: int, at: int, after: After) -> int:
        """The nodes from ``index`` on, and what comes after them."""
        if index == len(nodes):
            return after(at)
        node = nodes[index]
        name, told = str(node[0]), node[1]
        if name in _ONE_SIGN or name == "AT":
            self.steps += 1
            found = self._small[id(node)].match(self.text, at)
            return self._read(nodes, index + 1, found.end(), after) if found else -1

        def go_on(end: int) -> int:
            return self._read(nodes, index + 1, end, after)

        if name in _REPEATS:
            return self._repeat(name, told, at, go_on)
        if name == "BRANCH":
            ends = (self._read(way, 0, at, go_on) for way in told[1])
            return next((end for end in ends if end >= 0), -1)
        if name == "SUBPATTERN":
            return self._group(told, at, go_on)
        if name == "GROUPREF":
            start, stop = self._groups.get(told, (0, -1))
            said = self.text[start:stop]
            self.steps += len(said)
            met = stop >= start and self.text.startswith(said, at)
            return go_on(at + len(said)) if met else -1
        if name == "ATOMIC_GROUP":
            end = self._read(told, 0, at, lambda end: end)
            return go_on(end) if end >= 0 else -1
        assert name in ("ASSERT", "ASSERT_NOT"), f"a pattern says {name}"
        way, inner = told
        if way < 0:
            at_first = at - inner.getwidth()[0]  # those behind have one width
            end = (
                self._read(inner, 0, at_first, lambda end: end) if at_first >= 0 else -1
            )
        else:
            end = self._read(inner, 0, at, lambda end: end)
        return go_on(at) if (end >= 0) == (name == "ASSERT") else -1

    def _group(self, told: Any, at: int, go_on: After) -> int:
        number, _, _, inner = told

        def close(end: int) -> int:
            before = self._groups.get(number)
            self._groups[number] = at, end
            last = go_on(end)
            if last < 0 and before is not None:
                self._groups[number] = before
            return last

        return self._read(inner, 0, at, go_on if number is None else close)

    def _repeat(self, name: str, told: Any, at: int, go_on: After) -> int:
        least, most, inner = told
        most = min(int(most), len(self.text) + 1)
        if len(inner) == 1 and str(inner[0][0]) in _ONE_SIGN:
            return self._repeat_sign(name, (least, most), inner[0], at, go_on)
        if name == "POSSESSIVE_REPEAT":
            end = self._again(True, (least, most), inner, (0, at, -1), lambda e: e)
            return go_on(end) if end >= 0 else -1
        return self._again(name in _GREEDY, (least, most), inner, (0, at, -1), go_on)

    def _again(
        self,
        greedy: bool,
        bounds: tuple[int, int],
        inner: Any,
        so_far: tuple[int, int, int],
        go_on: After,
    ) -> int:
        """``so_far``: how often it was read, where it stands, where it stood."""
        count, at, before = so_far

        def once_more() -> int:
            if count >= bounds[1] or at == before:
                return -1
            return self._read(
                inner, 0, at,
                lambda end: self._again(
                    greedy, bounds, inner, (count + 1, end, at), go_on
                ),
            )  # fmt: skip

        if count < bounds[0]:
            return once_more() if at != before else go_on(at)
        if not greedy:
            end = go_on(at)
            return end if end >= 0 else once_more()
        end = once_more()
        return end if end >= 0 else go_on(at)

    def _repeat_sign(
        self, name: str, bounds: tuple[int, int], node: Any, at: int, go_on: After
    ) -> int:
        """The same of a single sign, without a call for each."""
        fits, text, (least, most) = self._small[id(node)].match, self.text, bounds
        if name == "MIN_REPEAT":
            for count in range(most + 1):
                if count >= least and (end := go_on(at + count)) >= 0:
                    return end
                self.steps += 1
                if not fits(text, at + count):
                    break
            return -1
        high = at
        while high - at < most and fits(text, high):
            high += 1
        self.steps += high - at + 1
        if name == "POSSESSIVE_REPEAT":
            return go_on(high) if high - at >= least else -1
        for last in range(high, at + least - 1, -1):
            self.steps += 1
            if (end := go_on(last)) >= 0:
                return end
        return -1
