"""A build killed at any moment leaves nothing torn, and the next one completes.

The moments are spread over the time that an undisturbed build takes here, each drawn
from its own seed: ``-k "[17]"`` plays case 17 again, as nearly as a clock allows. The
kills of ``test_faults`` happen at every step instead, and always at the same ones.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.atomic.project import Change, build, make_change, make_first

SHORT, LONG = 6, 50
KILLS = [
    pytest.param(n, marks=[] if n < SHORT else [pytest.mark.long]) for n in range(LONG)
]
MOMENTS: Counter[str] = Counter()

pytestmark = pytest.mark.xdist_group("kills")


def start(root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "builder", "build", "--root", os.fspath(root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def measure(change: Change, folder: Path) -> float:
    began = time.monotonic()
    assert start(change.copy(folder)).wait() == 0
    shutil.rmtree(folder)
    return time.monotonic() - began


@pytest.fixture(scope="module")
def changes(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[list[tuple[Change, float]]]:
    """A project amid a change, a project never built, and how long each build takes."""
    folder = tmp_path_factory.mktemp("kills")
    made = [make_change(folder / "next", 6), make_first(folder / "first", 4)]
    yield [(change, measure(change, folder / "once")) for change in made]
    print("moments hit:", dict(sorted(MOMENTS.items())), file=sys.stderr)


def kill(root: Path, after: float) -> bool:
    """Whether the build still ran when it was killed."""
    run = start(root)
    time.sleep(after)
    run.kill()
    _, said = run.communicate()
    assert b"Traceback" not in said, said.decode()
    return run.returncode != 0


@pytest.mark.parametrize("seed", KILLS)
def test_a_kill_loses_nothing(
    changes: list[tuple[Change, float]], tmp_path: Path, seed: int
) -> None:
    change, duration = changes[seed % 3 == 2]
    after = random.Random(seed).uniform(0, duration)
    root = tmp_path / "project"
    while not kill(change.copy(root), after):
        # It was quicker than the one that was measured.
        after *= 0.8
        shutil.rmtree(root)
    print(f"seed {seed}: killed after {after:.3f} of {duration:.3f} s")
    MOMENTS[change.find_moment(root)] += 1
    change.check_whole(root)
    build(root)
    change.check_finished(root)
