"""No edit lost where articles and rules change: random histories on the real line.

``RECOUPE_HISTORY=<seed>`` replays one; a failure prints its seed and what was done.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.line.history import play
from tests.line.project import Project

EVERY_DAY, LONG = 10, 200
REPLAY = os.environ.get("RECOUPE_HISTORY")
SEEDS = [
    pytest.param(n, marks=[] if n < EVERY_DAY else [pytest.mark.long])
    for n in range(EVERY_DAY + LONG)
]


@pytest.mark.parametrize("seed", [int(REPLAY)] if REPLAY else SEEDS)
def test_histories(
    made: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    project = made.copy(tmp_path / "project")
    print(play(seed, project, monkeypatch), file=sys.stderr)
