"""The steps of the Pages workflow, by hand and in order, in a fresh clone.

The network is not asked for: where the workflow installs what is pinned, the present
environment stands in, running the clone's code.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workflows import FOLDER, ROOT, load_workflow

INSTALL = "make environment"
COMMANDS = [
    step["run"]
    for step in load_workflow(FOLDER / "pages.yml")["jobs"]["build"]["steps"]
    if "run" in step
]

pytestmark = pytest.mark.long


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "a fork"
    run(tmp_path, f"git clone --quiet --no-hardlinks '{ROOT}' '{folder}'")
    return folder


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """As the hosted runner does: ``bash -e``, nobody at the keyboard."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=folder,
        env=os.environ | {"CI": "true", "GITHUB_ACTIONS": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def put_environment(clone: Path) -> None:
    """Commands of the clone's code in the present environment."""
    tools = clone / ".venv" / "bin"
    tools.mkdir(parents=True)
    script = tools / "recoupe"
    script.write_text(
        f'#!/bin/sh\nPYTHONPATH="{clone}" exec "{sys.executable}" -m builder "$@"\n'
    )
    script.chmod(0o755)


def run_steps(clone: Path) -> list[subprocess.CompletedProcess[str]]:
    """Every step up to the first that fails."""
    answers = []
    for command in COMMANDS:
        if command == INSTALL:
            put_environment(clone)
            continue
        answers.append(run(clone, command))
        if answers[-1].returncode:
            break
    return answers


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_steps_succeed_and_change_nothing_that_is_tracked(clone: Path) -> None:
    before = files_below(clone / "content")
    for answer in run_steps(clone):
        assert answer.returncode == 0, answer.stdout + answer.stderr
    assert files_below(clone / "content") == before
    assert run(clone, "git status --porcelain --untracked-files=all").stdout == ""
    site = files_below(clone / "site")
    assert {"index.html", "404.html", ".nojekyll"} <= set(site)
    assert len([path for path in site if path.startswith("event/")]) > 5


def test_a_new_seed_without_its_content_fails_with_the_diff(clone: Path) -> None:
    words = "Le 3 mars 2019, une explosion a fait douze morts à Valombre."
    (clone / "seeds" / "nouveau.txt").write_text(f"{words}\n", encoding="utf-8")
    said = fail_frozen(clone)
    assert "content/articles/nouveau" in said
    lines = [line.lstrip() for line in said.splitlines()]
    assert any(line.startswith("+") and words[:20] in line for line in lines), said


def test_a_changed_seed_fails_and_is_named(clone: Path) -> None:
    """Evidence is never read anew under an old fingerprint."""
    seed = max((clone / "seeds").glob("*.txt"), key=lambda path: path.stat().st_size)
    seed.write_bytes(seed.read_bytes() + b"\n\nUne phrase de plus.\n")
    assert f"seeds/{seed.name}" in fail_frozen(clone)


def fail_frozen(clone: Path) -> str:
    """What the frozen build says; the steps before it pass and no record changes."""
    before = files_below(clone / "content")
    answer = run_steps(clone)[-1]
    said = answer.stdout + answer.stderr
    assert answer.args[-1].endswith("build --frozen"), said
    assert answer.returncode == 1, said
    assert files_below(clone / "content") == before, "a frozen build writes no record"
    return said


def test_a_record_edited_by_hand_and_committed_still_builds(clone: Path) -> None:
    """What a person corrects is content, no drift."""
    record = next(iter(sorted((clone / "content" / "events").glob("*.yaml"))))
    text = record.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith("title:"))
    lines[at] = 'title: "Un titre écrit à la main"\n'
    record.write_text("".join(lines), encoding="utf-8")
    run(clone, "git -c user.name=x -c user.email=x@example.org commit -qam hand")
    for answer in run_steps(clone):
        assert answer.returncode == 0, answer.stdout + answer.stderr
