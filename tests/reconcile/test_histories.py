"""No edit lost, no comment lost, nothing deleted comes back: random histories.

``RECOUPE_HISTORY=<seed>`` replays one; a failure prints its seed and what was done.
``RECOUPE_FIRST=<seed>`` plays others than those of every day.
"""

from __future__ import annotations

import os
import sys
from collections import Counter

import pytest

from tests.reconcile.history import History

EVERY_DAY, LONG, CHUNK = 200, 2000, 25
FIRST = int(os.environ.get("RECOUPE_FIRST", "0"))
REPLAY = os.environ.get("RECOUPE_HISTORY")


def chunks() -> list[object]:
    """The first seed of each row of histories."""
    rows = range(FIRST, FIRST + EVERY_DAY + LONG, CHUNK)
    return [
        pytest.param(n, marks=[] if n < FIRST + EVERY_DAY else [pytest.mark.long])
        for n in rows
    ]


def play(seed: int) -> Counter[str]:
    """One history; what was done in it."""
    history = History(seed)
    try:
        history.run()
    except Exception as error:
        done = "\n".join(history.log)
        message = f"RECOUPE_HISTORY={seed} replays this\n{done}"
        raise AssertionError(message) from error
    return history.done


@pytest.mark.parametrize("first", [int(REPLAY)] if REPLAY else chunks())
def test_histories(first: int) -> None:
    seeds = [first] if REPLAY else range(first, first + CHUNK)
    done: Counter[str] = Counter()
    for seed in seeds:
        done += play(seed)
    edited, refused = (
        done.pop(f"{w}", 0) for w in ("records edited", "layout refused")
    )
    print(
        f"seeds {seeds[0]} to {seeds[-1]}: {done.total()} acts of a person,"
        f" {edited} records edited by builds, {refused} layouts left alone",
        file=sys.stderr,
    )
