"""Two runs never write together; a killed one keeps nobody out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder.locking import Locked, project_lock

HOLD = """
import sys, time
from pathlib import Path
from builder.locking import project_lock
with project_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def hold(root: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until it is killed or gets a line."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, os.fspath(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_a_second_process_does_not_get_in(tmp_path: Path) -> None:
    other = hold(tmp_path)
    try:
        with pytest.raises(Locked) as caught, project_lock(tmp_path, wait=0):
            pytest.fail("two runs at once")
        assert caught.value.pid == other.pid
        problem = caught.value.problem()
        assert problem.code == "E034"
        assert f"(process {other.pid}) is at work here" in problem.message
    finally:
        other.communicate("\n")
    with project_lock(tmp_path, wait=0):
        pass


def test_a_killed_process_keeps_nobody_out(tmp_path: Path) -> None:
    other = hold(tmp_path)
    other.kill()
    other.communicate()
    with project_lock(tmp_path, wait=0):
        assert (tmp_path / ".cache" / "lock").read_text() == f"{os.getpid()}\n"


def test_a_second_process_waits_and_says_so_once(tmp_path: Path) -> None:
    other = hold(tmp_path)
    said: list[str] = []

    def say(sentence: str) -> None:
        said.append(sentence)
        other.communicate("\n")

    with project_lock(tmp_path, wait=60, say=say):
        pass
    assert said == [
        f"waiting for another run of recoupe (process {other.pid}) to finish"
    ]


def test_an_error_inside_lets_go(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), project_lock(tmp_path):
        raise RuntimeError("a bug")
    with project_lock(tmp_path, wait=0):
        pass


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (root / ".cache").symlink_to(outside)
    with pytest.raises(PermissionError, match="leads out"), project_lock(root):
        pytest.fail("a lock elsewhere")
    assert not list(outside.iterdir())


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "mine.txt"
    outside.write_text("mine", encoding="utf-8")
    (tmp_path / "root" / ".cache").mkdir(parents=True)
    (tmp_path / "root" / ".cache" / "lock").symlink_to(outside)
    with pytest.raises(OSError), project_lock(tmp_path / "root"):  # noqa: PT011
        pytest.fail("a lock elsewhere")
    assert outside.read_text(encoding="utf-8") == "mine"


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file", encoding="utf-8")
    with pytest.raises(OSError), project_lock(tmp_path):  # noqa: PT011
        pytest.fail("no lock")


@pytest.mark.parametrize("text", ["", "no number", "999999999999999999999999999"])
def test_whatever_stands_in_the_file_the_lock_counts(tmp_path: Path, text: str) -> None:
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "lock").write_text(text, encoding="utf-8")
    with project_lock(tmp_path, wait=0):
        pass
