"""How much work something is, counted: the same however busy the machine.

Comes in: a call. Goes out: a number. How long it takes is for the benchmarks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable


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
