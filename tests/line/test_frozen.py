"""``build --frozen``: what is committed is published, and nothing else happens."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from subprocess import PIPE

import pytest

from builder.cli import main
from builder.locking import project_lock
from builder.pipeline import build_project, preview_project
from tests.line.project import MADE, ROOT, files_of, lay_out


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    root = lay_out(folder, MADE / "content", MADE / "seeds").root
    assert not [p for p in build_project(root).problems if p.severity == "error"]
    return root


def codes(root: Path, **options: bool) -> set[str]:
    return {p.code for p in build_project(root, **options).problems}


def edit(root: Path, pattern: str, old: str, new: str) -> Path:
    path = next(root.glob(pattern))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


# --- what fails ----------------------------------------------------------------------


def test_a_new_seed_fails_with_the_diff(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = project / "seeds" / "late.txt"
    seed.write_text("A ferry sank off Port Ancel on 3 May 2031, police said.\n")
    before = files_of(project / "content") | files_of(project / "site")
    assert main(["build", "--frozen", "--root", str(project)]) == 1
    printed = capsys.readouterr()
    assert "+++ b/content/articles/" in printed.out
    assert "+A ferry sank off Port Ancel" in printed.out
    assert "E035" in printed.err
    assert "would be created" in printed.out
    assert files_of(project / "content") | files_of(project / "site") == before


def test_a_changed_seed_fails_with_the_diff(project: Path) -> None:
    seed = edit(project, "seeds/*erald*", "people", "persons")
    result = build_project(project, frozen=True)
    assert {"E019", "E035"} <= {p.code for p in result.problems}
    text = "".join(result.differences)
    assert f"file: {seed.relative_to(project).as_posix()}" in text
    assert "persons" in text
    assert not result.published


def test_it_goes_on_when_asked_and_publishes_what_is_committed(project: Path) -> None:
    (project / "seeds" / "late.txt").write_text("A ferry sank on 3 May 2031.\n")
    before = files_of(project / "site")
    result = build_project(project, frozen=True, keep_going=True)
    assert result.published
    assert result.differences
    assert files_of(project / "site") == before


def test_a_quote_without_its_text_is_an_error_where_the_evidence_is(
    project: Path,
) -> None:
    strip_body(next((project / "content" / "articles").glob("herald*.md")))
    assert {p.severity for p in build_project(project, frozen=True).problems} >= {
        "error"
    }


# --- what is published ---------------------------------------------------------------


def test_what_is_committed_is_published_and_nothing_written(project: Path) -> None:
    wanted = files_of(project / "site")
    content = files_of(project / "content")
    shutil.rmtree(project / "site")
    assert codes(project, frozen=True) <= {"W018"}
    assert files_of(project / "site") == wanted
    assert files_of(project / "content") == content


def test_a_hand_edit_is_no_difference(project: Path) -> None:
    pattern = "content/events/*shipwreck*.yaml"
    edit(project, pattern, "status: machine", "status: checked")
    result = build_project(project, frozen=True)
    assert not result.differences
    assert result.published


def strip_body(path: Path) -> None:
    head = path.read_text(encoding="utf-8").split("\n---\n", 1)[0]
    path.write_text(f"{head}\n---\n", encoding="utf-8")


def test_without_the_evidence_quotes_are_marked(project: Path) -> None:
    shutil.rmtree(project / "seeds")
    result = build_project(project, frozen=True)
    assert {p.code for p in result.problems} == {"W036"}
    assert result.published
    pages = [p.read_text(encoding="utf-8") for p in project.glob("site/event/*.html")]
    assert any('class="unverified"' in page for page in pages)


@pytest.mark.parametrize("whole", [False, True])
def test_without_the_texts_too(project: Path, whole: bool) -> None:
    shutil.rmtree(project / "seeds")
    articles = project / "content" / "articles"
    if whole:
        shutil.rmtree(articles)
    else:
        for path in articles.glob("*.md"):
            strip_body(path)
    content = files_of(project / "content")
    result = build_project(project, frozen=True)
    assert {p.code for p in result.problems} == {"W036"}
    assert result.published
    assert files_of(project / "content") == content
    events = sorted(project.glob("site/event/*.html"))
    assert events
    marked = [p for p in events if 'class="unverified"' in p.read_text("utf-8")]
    assert marked


# --- a preview -----------------------------------------------------------------------


def test_a_preview_is_what_a_build_makes(project: Path, tmp_path: Path) -> None:
    edit(project, "content/articles/herald-march.md", "published: ", "published: ")
    (project / "seeds" / "late.txt").write_text("A ferry sank on 3 May 2031.\n")
    before = files_of(project / "content") | files_of(project / "site")
    result = preview_project(project)
    assert result.published
    assert any("late" in diff for diff in result.differences)
    assert files_of(project / "content") | files_of(project / "site") == before
    shown = files_of(project / ".cache" / "preview")
    build_project(project)
    assert shown == files_of(project / "site")


# --- two runs at once ----------------------------------------------------------------


def test_two_builds_at_once_take_turns(project: Path) -> None:
    (project / "seeds" / "late.txt").write_text("A ferry sank on 3 May 2031.\n")
    command = [sys.executable, "-m", "builder", "build", "--root", str(project)]
    runs = [
        subprocess.Popen(command, cwd=ROOT, stdout=PIPE, stderr=PIPE, text=True)
        for _ in range(2)
    ]
    answers = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], answers
    created = sorted("(0 records created" in out for out, _ in answers)
    assert created == [False, True], "the second finds the work done"


def test_a_run_that_may_not_wait_longer_says_so(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "builder.pipeline.project_lock", partial(project_lock, wait=0.0)
    )
    before = files_of(project)
    with project_lock(project):
        result = build_project(project)
    assert {p.code for p in result.problems} == {"E034"}
    assert not result.published
    after = files_of(project)
    assert {n for n in before if after.get(n) != before[n]} <= {".cache/lock"}
