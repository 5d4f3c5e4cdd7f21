"""``explain``: why a value stands where it stands, for events, articles and words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.explain import explain
from tests.line.project import MADE, Project, edit, lay_out


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("explain") / "project"
    folder.mkdir()
    project = lay_out(folder, MADE / "content", MADE / "seeds")
    project.build()
    return project


def told(project: Project, what: str) -> str:
    lines, found = explain(project.root, what)
    assert found, lines
    return "\n".join(lines)


def ferry(project: Project) -> str:
    return next(name for name in project.events() if "shipwreck" in name)


# --- must not ------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["", ":", "none", "none:words", "content/site.yaml"])
def test_what_is_neither_event_nor_article(built: Project, what: str) -> None:
    lines, found = explain(built.root, what)
    assert not found
    assert lines


def test_the_nearest_name_is_offered(built: Project) -> None:
    lines, found = explain(built.root, "courrier-fery:sombré")
    assert not found
    assert "“courrier-ferry”" in lines[-1]


def test_words_that_nothing_was_read_in(built: Project) -> None:
    assert "Nothing is annotated" in told(built, "herald-ferry:no such words")


# --- events --------------------------------------------------------------------------


def test_an_event_says_what_its_date_rests_on(built: Project) -> None:
    words = told(built, ferry(built))
    assert "3 May 2031 (2031-05-03)" in words
    assert "“samedi 3 mai 2031” (courrier-ferry), rule fr/day-month-year" in words


def test_an_event_says_why_it_is_recorded_and_why_each_report_is_in_it(
    built: Project,
) -> None:
    words = told(built, ferry(built))
    event = built.events()[ferry(built)]
    assert "Recorded because a report asserts it" in words
    assert all(report.id in words for report in event.reports)
    assert "Orvania Coast Guard → The Halden Herald → Radio Litorale" in words
    assert words.count("found by ") == len(event.reports)
    assert "same place, same date, same kind" in words
    assert "“17 morts” = 17" in words


def test_an_undated_event_says_so(built: Project, tmp_path: Path) -> None:
    project = built.copy(tmp_path / "project")
    path = project.event_path(ferry(project))
    text = path.read_text(encoding="utf-8")
    start = text.index("date:")
    stop = text.index("place:")
    path.write_text(text[:start] + "date: unknown\n" + text[stop:], encoding="utf-8")
    assert "Date: unknown" in told(project, ferry(project))


def test_a_date_by_hand_is_called_one(built: Project, tmp_path: Path) -> None:
    project = built.copy(tmp_path / "project")
    path = project.event_path(ferry(project))
    edit(
        path, '\ndate: "2031-05-03"\n', '\ndate: "2031-05-02"\nwhy: The log says so.\n'
    )
    words = told(project, ferry(project))
    assert "2 May 2031 (2031-05-02)" in words
    assert "Set by a person: The log says so." in words.replace(" :", ":")
    assert "samedi 3 mai 2031” (courrier-ferry), rule" not in words


# --- articles and words --------------------------------------------------------------


def test_an_article_says_when_it_was_published_and_what_was_read(
    built: Project,
) -> None:
    words = told(built, "radio-ferry")
    assert "5 May 2031" in words
    assert "Publié le 5 mai 2031" in words
    assert "“le 3 mai 2031”" in words
    assert "fr/day-month-year" in words
    assert "Orvania Coast Guard → The Halden Herald" in words


def test_one_expression_by_its_words(built: Project) -> None:
    words = told(built, "radio-ferry:3 mai")
    assert "“le 3 mai 2031”" in words
    assert "Publié le" not in words


def test_words_are_folded_as_a_person_types_them(built: Project) -> None:
    """No-break spaces and curly apostrophes are not on every keyboard."""
    words = told(built, "radio-ferry:l'équipage avait")
    assert "l’équipage avait" in words


def test_a_french_interface_explains_in_french(built: Project, tmp_path: Path) -> None:
    root = Path(shutil.copytree(built.root, tmp_path / "project"))
    project = Project(root)
    project.settings(language="fr")
    words = told(project, ferry(project))
    assert "3 mai 2031 (2031-05-03)" in words
    assert "Retenu parce que" in words
