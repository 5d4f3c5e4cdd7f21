"""How much work something is, counted: the same however busy the machine.

Comes in: a call. Goes out: a number. How long it takes is for the benchmarks. What a
call of something built in does inside counts as one step: of patterns it is counted by
``tests.regex_steps``, of what is cut out of a text by ``Text``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any, SupportsIndex

import pytest

_MORE = 1.2
"""How much more than an early part a late one may cost."""


class Text(str):
    """A text that counts the code points that are cut out of it."""

    cut = 0

    def __getitem__(self, at: SupportsIndex | slice) -> str:
        part = super().__getitem__(at)
        self.cut += len(part)
        return part


def _watch(
    work: Callable[[], object], note: Callable[[object, str, Any], None]
) -> None:
    """Do some work; ``note`` hears of every call it makes."""
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)


def count_steps(work: Callable[[], object]) -> int:
    """Calls that some work makes, of functions and of what is built in."""
    steps = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    _watch(work, count)
    return steps


class Scanned:
    """A pattern that counts the code points it is searched for in."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern, self.read = pattern, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def search(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> re.Match[str] | None:
        return next(self.finditer(text, start, end), None)

    def finditer(
        self, text: str, start: int = 0, end: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        last = start
        for match in self._pattern.finditer(text, start, end):
            self.read += match.end() - last
            last = match.end()
            yield match
        self.read += max(min(end, len(text)) - last, 0)


def count_with_reading(work: Callable[[], object], package: str) -> int:
    """Steps, and what the patterns that stand in modules of a package are searched
    for in: to go through a text again for each word of it is one call a word."""
    scanned = list[Scanned]()
    with pytest.MonkeyPatch.context() as patch:
        for name, module in sorted(sys.modules.items()):
            if f"{name}.".startswith(f"{package}."):
                for key, value in list(vars(module).items()):
                    if isinstance(value, re.Pattern):
                        scanned.append(Scanned(value))
                        patch.setattr(module, key, scanned[-1])
        steps = count_steps(work)
    return steps + sum(pattern.read for pattern in scanned)


def find_patterns(work: Callable[[], object]) -> set[re.Pattern[str]]:
    """The patterns that some work reads a text with."""
    found = set[re.Pattern[str]]()

    def note(_frame: object, event: str, called: Any) -> None:
        owner = getattr(called, "__self__", None) if event == "c_call" else None
        if isinstance(owner, re.Pattern):
            found.add(owner)

    _watch(work, note)
    return found


def grows_evenly(cost: Callable[[int], int], size: int, times: int) -> bool:
    """Whether what comes late costs as much as what comes early, size for size.

    ``cost`` is asked for ``size``, twice ``size`` and ``times`` as much. What grows
    with the square would cost ``(times + 2) / 3`` as much late as early; what is to be
    done once, or is only left out at first, makes no difference.
    """
    first, second, last = (cost(size * n) for n in (1, 2, times))
    early, late = second - first, (last - second) / (times - 2)
    return late <= _MORE * early
