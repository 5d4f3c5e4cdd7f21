"""A build or an ``accept`` killed at any moment leaves nothing torn, and the next one
completes.

The moments are spread over the time that an undisturbed run takes here, each drawn from
its own seed: ``-k "[17]"`` plays case 17 again, as nearly as a clock allows. The kills
of ``test_faults`` happen at every step instead, and always at the same ones. The long
ones are on a corpus of some 300 records.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from tests.atomic.project import Change, build, make_accept, make_change, make_first

SHORT, LONG = 10, 200
ARTICLES = 180
"""Some 150 events with them."""
MOMENTS: Counter[str] = Counter()

pytestmark = pytest.mark.xdist_group("kills")


Runs = list[tuple[Change, float]]
"""Changes, and how many seconds each takes undisturbed."""


@contextmanager
def start(
    root: Path, command: tuple[str, ...]
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """The run, and the file it says things to: a pipe that is full would stop it."""
    with tempfile.TemporaryFile() as said:
        run = subprocess.Popen(
            [sys.executable, "-m", "builder", *command, "--root", os.fspath(root)],
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        yield run, said


def measure(change: Change, folder: Path) -> float:
    began = time.monotonic()
    with start(change.copy(folder), change.command) as (run, _):
        assert run.wait() == 0
    shutil.rmtree(folder)
    return time.monotonic() - began


def make_runs(folder: Path, *made: Change) -> Iterator[Runs]:
    yield [(change, measure(change, folder / "once")) for change in made]
    print("moments hit:", dict(sorted(MOMENTS.items())), file=sys.stderr)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """A project amid a change, one with a refused title, one never built."""
    folder = tmp_path_factory.mktemp("kills")
    change = make_change(folder / "next", 6)
    other = make_accept(folder / "accept", change)
    yield from make_runs(folder, change, other, make_first(folder / "first", 4))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """The first two of these, of some 300 records."""
    folder = tmp_path_factory.mktemp("kills")
    change = make_change(folder / "next", ARTICLES)
    assert sum(not name.startswith(".") for name in change.after) > 300
    yield from make_runs(folder, change, make_accept(folder / "accept", change))


def kill(root: Path, command: tuple[str, ...], after: float) -> bool:
    """Whether the run was still at work when it was killed."""
    with start(root, command) as (run, said):
        time.sleep(after)
        run.kill()
        status = run.wait()
        said.seek(0)
        assert b"Traceback" not in said.read()
    return status < 0


def play(runs: Runs, folder: Path, seed: int) -> None:
    change, duration = runs[seed % len(runs)]
    pick = random.Random(seed)
    # Half of them late: records are written in the last tenth of an ``accept``.
    after = duration * pick.uniform(0.75 if pick.random() < 0.5 else 0, 1)
    root = folder / "project"
    while not kill(change.copy(root), change.command, after):
        # It was quicker than the one that was measured.
        after *= 0.95
        shutil.rmtree(root)
    print(f"seed {seed}: killed after {after:.3f} of {duration:.3f} s")
    MOMENTS[f"{change.command[0]}, {change.find_moment(root)}"] += 1
    change.check_whole(root)
    if change.command == ("build",):
        build(root)
    else:
        with start(root, change.command) as (run, _):
            run.wait()  # it may have been done already
    change.check_finished(root)


@pytest.mark.parametrize("seed", range(SHORT))
def test_a_kill_loses_nothing(small: Runs, tmp_path: Path, seed: int) -> None:
    play(small, tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(LONG))
def test_a_kill_amid_many_records_loses_nothing(
    large: Runs, tmp_path: Path, seed: int
) -> None:
    play(large, tmp_path, seed)
