"""Completion as shells do it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from builder.cli import main, make_parser
from builder.completion import render_completion


def complete(folder: Path, *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    script = render_completion("bash", make_parser())
    typed = " ".join(f"'{word}'" for word in words)
    ask = f"COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _recoupe"
    show = "printf '%s\\n' \"${COMPREPLY[@]}\""
    answer = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{ask}\n{show}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stderr == ""
    return answer.stdout.split()


def test_nothing_is_offered_for_what_is_none(tmp_path: Path) -> None:
    assert complete(tmp_path, "recoupe", "zzz") == []
    assert complete(tmp_path, "recoupe", "nothing", "--") == []
    assert complete(tmp_path, "recoupe", "explain", "x") == []


def test_verbs_and_options(tmp_path: Path) -> None:
    assert complete(tmp_path, "recoupe", "bu") == ["build"]
    assert complete(tmp_path, "recoupe", "build", "--f") == ["--format", "--frozen"]
    assert complete(tmp_path, "recoupe", "build", "--format", "j") == ["json"]
    assert "--frozen" not in complete(tmp_path, "recoupe", "check", "--")


def test_ids_of_the_project(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "events"
    folder.mkdir(parents=True)
    (folder / "any name.yaml").write_text("id: flood-2031\n", encoding="utf-8")
    assert complete(tmp_path, "recoupe", "explain", "fl") == ["flood-2031"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_verb_is_in_every_script(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for verb in ("build", "serve", "check", "explain", "completion", "frozen"):
        assert verb in script
    if shutil.which(shell):
        checked = subprocess.run(
            [shell, "-n"], input=script, capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stderr
