"""``accept`` and ``reset`` on a real project: what they write, say and leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.cli import main
from builder.locking import project_lock
from builder.problems import Problem
from tests.line.project import Project, diff, edit

MARCH = "port-ancel-protest-2031-05-05"
NEWS = (
    ("courrier-march", "lundi 5 mai 2031", "jeudi 8 mai 2031"),
    ("herald-march", "Monday 5 May 2031", "Thursday 8 May 2031"),
    ("radio-march", "le 5 mai 2031", "le 8 mai 2031"),
)


def run(project: Project, *words: str) -> int:
    return main([*words, "--root", str(project.root)])


def change_articles(project: Project) -> None:
    """Every article now gives another day: a person has mended their texts."""
    for name, old, new in NEWS:
        path = project.article_path(name)
        text = path.read_text("utf-8").replace(old, new)
        path.write_text(text, "utf-8")


def told(project: Project) -> list[Problem]:
    return [p for p in project.build().problems if p.code == "W133"]


@pytest.fixture
def disputed(own_made: Project) -> tuple[Project, Path]:
    """A date by hand, which the articles then contradict."""
    path = own_made.event_path(MARCH)
    edit(path, '\ndate: "2031-05-05"\n', '\ndate: "2031-05-04"  # I was there\n')
    own_made.build()
    change_articles(own_made)
    return own_made, path


# --- nothing to do -------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["accept", "reset"])
@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("port-ancel-protst-2031-05-05", 2, f"did you mean '{MARCH}'?"),
        ("", 2, "no record is called ''"),
        (f"{MARCH}.datum", 1, "datum"),
        (f"{MARCH}.r-000000", 1, "r-000000"),
    ],
)
def test_what_is_not_there_is_told_and_nothing_is_written(
    own_made: Project,
    capsys: pytest.CaptureFixture[str],
    verb: str,
    what: str,
    status: int,
    words: str,
) -> None:
    before = own_made.records()
    assert run(own_made, verb, what) == status
    printed = capsys.readouterr()
    assert words in printed.err
    assert printed.out == ""
    assert diff(before, own_made.records()) == []


def test_nothing_is_accepted_where_nothing_is_proposed(
    own_made: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = own_made.records()
    assert run(own_made, "accept", MARCH) == 1
    assert "nothing else is proposed" in capsys.readouterr().err
    assert diff(before, own_made.records()) == []


@pytest.mark.parametrize("verb", ["accept", "reset"])
@pytest.mark.parametrize("built", [False, True])
def test_an_old_id_leads_to_the_new_one(
    own_made: Project, verb: str, built: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """What its base still knows would be forgotten with it."""
    event, article = own_made.event_path(MARCH), own_made.article_path("radio-march")
    edit(event, f"id: {MARCH}\n", f"id: march\nwas: [{MARCH}]\n")
    edit(article, "id: radio-march\n", "id: radio\n")
    if built:
        own_made.build()
    before = own_made.records()
    for old, new in ((MARCH, "march"), ("radio-march", "radio")):
        assert run(own_made, verb, f"{old}.date") == 2
        assert f"{old} is called {new} now" in capsys.readouterr().err
    assert own_made.records() == before


@pytest.mark.parametrize("verb", ["accept", "reset"])
def test_a_record_that_cannot_be_read_is_named(
    own_made: Project, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    edit(own_made.event_path(MARCH), "kind: protest\ndate", "kind: [protest\ndate")
    before = own_made.records()
    assert run(own_made, verb, f"{MARCH}.date") == 1
    assert f"{MARCH}.yaml cannot be read" in capsys.readouterr().err
    assert diff(before, own_made.records()) == []


def test_a_record_above_all_others_keeps_all_proposals_back(
    disputed: tuple[Project, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    project, _ = disputed
    edit(project.root / "content" / "places.yaml", "port-ancel:", "port-ancel: [")
    before = project.records()
    assert run(project, "accept", MARCH) == 1
    assert "E4" in capsys.readouterr().err
    assert diff(before, project.records()) == []


def test_nothing_is_accepted_that_would_take_a_comment_along(
    own_made: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """The machine no longer gives a report; a person's words stand in it."""
    path = own_made.event_path(MARCH)
    said = "    source: police@courrier-march\n"
    edit(path, said, f"{said}    # asked them again\n")
    article = own_made.article_path("courrier-march")
    edit(article, "Selon la police, 3", "La police compte, 3")
    own_made.build()
    before = own_made.records()
    assert run(own_made, "accept", f"{MARCH}.r-cc66ef") == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"{MARCH}.r-cc66ef was left as it was: the comment " in printed.err
    assert "'# asked them again' would be lost" in printed.err
    assert "make the change by hand" in printed.err
    assert diff(before, own_made.records()) == []

    edit(path, "    # asked them again\n", "")
    own_made.build()
    assert "r-cc66ef" not in path.read_text("utf-8")


def test_nothing_is_written_while_another_run_is_at_work(
    disputed: tuple[Project, Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project, _ = disputed
    monkeypatch.setattr("builder.deciding.PATIENCE", 0.0)
    before = project.records()
    with project_lock(project.root):
        assert run(project, "accept", MARCH) == 1
    assert "E034" in capsys.readouterr().err
    assert diff(before, project.records()) == []


# --- told once, taken, given back ----------------------------------------------------


def test_what_a_person_keeps_out_is_told_once(disputed: tuple[Project, Path]) -> None:
    project, _ = disputed
    (problem,) = told(project)
    assert problem.source_line == 'date: "2031-05-04"  # I was there'
    assert '"2031-05-08"' in problem.message
    assert f"recoupe accept {MARCH}.date" in problem.hint
    assert told(project) == []
    assert told(project) == []


def test_a_build_that_writes_nothing_tells_nothing_for_good(
    disputed: tuple[Project, Path],
) -> None:
    from builder.pipeline import build_project, preview_project

    project, _ = disputed
    for run_it in (preview_project, lambda root: build_project(root, frozen=True)):
        found = [p.code for p in run_it(project.root).problems]
        assert "W133" in found
    assert len(told(project)) == 1


def test_what_is_accepted_is_one_record_and_stays(
    disputed: tuple[Project, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    project, path = disputed
    before = project.records()
    assert run(project, "accept", f"{MARCH}.date") == 0
    printed = capsys.readouterr().out
    assert '-date: "2031-05-04"  # I was there\n' in printed
    assert '+date: "2031-05-08"  # I was there\n' in printed
    assert "accepted: date" in printed
    assert diff(before, project.records()) == [
        f".base/events/{MARCH}.txt",
        f"events/{MARCH}.yaml",
    ]
    assert '\ndate: "2031-05-08"  # I was there\n' in path.read_text("utf-8")
    assert told(project) == []
    for name, old, new in NEWS:
        path = project.article_path(name)
        path.write_text(path.read_text("utf-8").replace(new, old), "utf-8")
    assert len(told(project)) == 1
    assert project.events()[MARCH].date == "2031-05-08"


def test_what_is_reset_follows_from_then_on(
    disputed: tuple[Project, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    project, path = disputed
    project.build()
    before = path.read_text("utf-8").splitlines()
    assert run(project, "reset", f"{MARCH}.date") == 0
    assert "given back: date" in capsys.readouterr().out
    after = path.read_text("utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert 'date: "2031-05-08"  # I was there' in changed
    assert all(line.startswith(("title", "date", "because")) for line in changed)
    for name, _, new in NEWS:
        edit(project.article_path(name), new, new.replace("8", "15"))
    project.build()
    assert project.events()[MARCH].date == "2031-05-15"


def test_a_reset_record_is_what_a_first_build_makes(own_made: Project) -> None:
    before = own_made.records()
    path = own_made.event_path(MARCH)
    edit(path, "kind: protest\ndate", "kind: attack\ndate")
    edit(path, "status: machine", "status: checked\nchecked: [place]")
    text = path.read_text("utf-8")
    at, end = text.index("  - id: r-cc66ef"), text.index("  - id: r-9fb931")
    path.write_text(text[:at] + text[end:], "utf-8")
    own_made.build()
    assert run(own_made, "reset", MARCH) == 0
    own_made.build()
    after = own_made.records()
    changed = [name for name in diff(before, after) if name != ".base/refused.txt"]
    assert changed == [f"events/{MARCH}.yaml"]
    new = path.read_text("utf-8")
    assert new.replace("checked: []\n", "") == before[f"events/{MARCH}.yaml"].decode()


def test_a_deleted_working_copy_and_a_deleted_event_are_made_again(
    own_made: Project,
) -> None:
    before = own_made.records()
    own_made.event_path(MARCH).unlink()
    own_made.article_path("radio-march").unlink()
    own_made.build()
    own_made.build()
    assert run(own_made, "reset", "radio-march") == 0
    assert run(own_made, "reset", MARCH) == 0
    own_made.build()
    assert own_made.events().keys() == {
        name.removeprefix("events/").removesuffix(".yaml")
        for name in before
        if name.startswith("events/")
    }
    assert diff(before, own_made.records()) == []


def test_nothing_is_taken_for_deleted_while_a_file_may_hold_it(
    own_made: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    own_made.event_path(MARCH).write_text("torn: [", "utf-8")
    before = own_made.records()
    assert run(own_made, "reset", MARCH) == 1
    assert f"{MARCH}.yaml cannot be read" in capsys.readouterr().err
    assert diff(before, own_made.records()) == []
