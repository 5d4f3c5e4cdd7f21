"""What is committed is what ``build`` makes, and a clone needs nothing else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from builder.pipeline import build_project

ROOT = Path(__file__).resolve().parent.parent


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def tracked(*folders: str) -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    return [name for name in listed.decode().split("\0") if name]


def test_a_build_leaves_the_committed_content_as_it_is(tmp_path: Path) -> None:
    """Otherwise ``make site`` in a fresh clone would dirty it; run build, commit."""
    for name in tracked("content", "seeds", "templates"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, path)
    before = files_of(tmp_path / "content")
    build_project(tmp_path)
    after = files_of(tmp_path / "content")
    changed = [
        name
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    ]
    assert sorted(changed) == []
    assert len(list((tmp_path / "content" / "events").glob("*.yaml"))) >= 8
    assert len(list((tmp_path / "content" / "articles").glob("*.md"))) == 5


@pytest.mark.long
def test_make_site_in_a_fresh_clone(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    made = subprocess.run(
        ["make", "site"], cwd=clone, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    page = clone / "site" / "index.html"
    last = f"open {page}, or run recoupe serve to edit and watch"
    assert made.stdout.splitlines()[-1] == last
    status = ["git", "status", "--porcelain"]
    assert subprocess.run(status, cwd=clone, capture_output=True).stdout == b""
    assert page.is_file()
