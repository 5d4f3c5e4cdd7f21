"""How much work something is, counted: the same however busy the machine.

Comes in: a call. Goes out: a number. How long it takes is for the benchmarks. What a
call of something built in does inside counts as one step: of patterns it is counted by
``tests.regex_steps``, of what is cut out of a text by ``Text``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any, SupportsIndex

_MORE = 1.2
"""How much more than an early part a late one may cost."""


class Text(str):
    """A text that counts the code points that are cut out of it."""

    cut = 0

    def __getitem__(self, at: SupportsIndex | slice) -> str:
        part = super().__getitem__(at)
        self.cut += len(part)
        return part


def count_steps(work: Callable[[], object]) -> int:
    """Calls that some work makes, of functions and of what is built in."""
    steps = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return steps


def find_patterns(work: Callable[[], object]) -> set[re.Pattern[str]]:
    """The patterns that some work reads a text with."""
    found = set[re.Pattern[str]]()

    def note(_frame: object, event: str, called: Any) -> None:
        owner = getattr(called, "__self__", None) if event == "c_call" else None
        if isinstance(owner, re.Pattern):
            found.add(owner)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
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
