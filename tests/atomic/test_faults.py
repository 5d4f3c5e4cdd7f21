"""Every step that changes the disk goes wrong once: killed, disk full, read-only."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from tests.atomic.faults import FAULTS
from tests.atomic.project import Change, make_accept, make_change, make_first

pytestmark = pytest.mark.xdist_group("faults")

FULL = """
import resource, sys
from builder.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
sys.exit(main(["build", "--root", sys.argv[1]]))
"""
"""No file may grow beyond so many bytes: writing itself fails, as on a full disk."""


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("faults")
    found = {
        "next": make_change(folder / "next", 6),
        "first": make_first(folder / "first", 2),
    }
    found["accept"] = make_accept(folder / "accept", found["next"])
    for name, change in found.items():
        (folder / name / "change.pickle").write_bytes(pickle.dumps(change))
    return {name: folder / name for name in found}


@pytest.mark.parametrize(
    ("which", "stride"),
    [
        ("first", 59),
        ("accept", 1),
        pytest.param("first", 1, marks=pytest.mark.long),
        pytest.param("next", 1, marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_at_any_step_loses_nothing(
    changes: dict[str, Path], fault: str, which: str, stride: int
) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.atomic.faults"),
            *(os.fspath(changes[which]), fault, str(stride)),
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    print(which, done.stdout)


@pytest.mark.parametrize(
    "room",
    [0, *(pytest.param(n, marks=pytest.mark.long) for n in (700, 3000, 10000, 20000))],
)
def test_files_that_cannot_grow_are_told(
    changes: dict[str, Path], tmp_path: Path, room: int
) -> None:
    change: Change = pickle.loads((changes["next"] / "change.pickle").read_bytes())
    root = change.copy(tmp_path / "project")
    done = subprocess.run(
        [sys.executable, "-c", FULL, os.fspath(root), str(room)],
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 1, done.stdout
    assert "E031" in done.stdout + done.stderr
    assert "make room" in done.stdout + done.stderr
    change.check_whole(root)
    again = subprocess.run(
        [sys.executable, "-m", "builder", "build", "--root", os.fspath(root)],
        capture_output=True,
        text=True,
    )
    assert again.returncode == 0, again.stderr
    change.check_finished(root)
