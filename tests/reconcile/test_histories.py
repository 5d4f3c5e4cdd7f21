"""No edit lost, no comment lost, nothing deleted comes back: random histories.

``RECOUPE_HISTORY=<seed>`` replays one; a failure prints its seed and what was done.
"""

from __future__ import annotations

import os

import pytest

from tests.reconcile.history import History

EVERY_DAY = 30
LONG = 2000


def play(seed: int) -> None:
    history = History(seed)
    try:
        history.run()
    except Exception as error:
        done = "\n".join(history.log)
        message = f"RECOUPE_HISTORY={seed} replays this\n{done}"
        raise AssertionError(message) from error


def test_histories() -> None:
    replay = os.environ.get("RECOUPE_HISTORY")
    for seed in [int(replay)] if replay else range(EVERY_DAY):
        play(seed)


@pytest.mark.long
def test_many_histories() -> None:
    for seed in range(EVERY_DAY, EVERY_DAY + LONG):
        play(seed)
