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


@pytest.mark.parametrize("where", ["id", "file", "folder"])
def test_nothing_in_a_project_runs(tmp_path: Path, where: str) -> None:
    """A key press reads content that anybody may have written."""
    hostile = "a$(touch PWNED)`touch PWNED`;touch PWNED"
    folder = tmp_path / "content" / "events"
    articles = tmp_path / "content" / "articles"
    folder.mkdir(parents=True)
    articles.mkdir()
    if where == "id":
        (folder / "x.yaml").write_text(f"id: {hostile}\n", encoding="utf-8")
    elif where == "file":
        (articles / f"{hostile}.md").write_text("", encoding="utf-8")
    for words in (["explain", "a"], ["explain", "--root", hostile, "a"]):
        assert complete(tmp_path, "recoupe", *words) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["content"]


def test_verbs_and_options(tmp_path: Path) -> None:
    assert complete(tmp_path, "recoupe", "bu") == ["build"]
    assert complete(tmp_path, "recoupe", "build", "--f") == ["--format", "--frozen"]
    assert complete(tmp_path, "recoupe", "build", "--format", "j") == ["json"]
    assert complete(tmp_path, "recoupe", "build", "--format", "=", "j") == ["json"]
    assert complete(tmp_path, "recoupe", "build", "--format", "=")[0] == "auto"
    assert complete(tmp_path, "recoupe", "build", "j") == []
    assert complete(tmp_path, "recoupe", "build", "--root", "--f") == []
    assert complete(tmp_path, "recoupe", "completion", "f") == ["fish"]
    assert "--frozen" not in complete(tmp_path, "recoupe", "check", "--")


def test_ids_of_the_project(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "events"
    folder.mkdir(parents=True)
    (folder / "any name.yaml").write_text("id: flood-2031\n", encoding="utf-8")
    articles = tmp_path / "content" / "articles"
    articles.mkdir()
    (articles / "flyer.md").write_text("", encoding="utf-8")
    both = ["flood-2031", "flyer"]
    assert complete(tmp_path, "recoupe", "explain", "fl") == both
    away = ["recoupe", "explain", "--root"]
    assert complete(folder, *away, str(tmp_path), "fl") == both
    assert complete(folder, *away, "=", str(tmp_path), "fl") == both
    assert complete(folder, "recoupe", "explain", "fl") == []


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


def test_fish_knows_what_an_option_takes() -> None:
    lines = render_completion("fish", make_parser()).splitlines()
    of_build = [n for n in lines if "__fish_seen_subcommand_from build'" in n]
    chosen = [n for n in of_build if " -l format " in n]
    assert len(chosen) == 1
    assert " -x -a 'auto text json github' " in chosen[0]
    folder = [n for n in of_build if " -l root " in n]
    assert "__fish_complete_directories" in folder[0]
    assert any("from explain' -a '(__recoupe_ids)'" in n for n in lines)
