"""``explain``: why a value stands where it stands, for events, articles and words."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from builder.explain import explain
from builder.languages import load_rules
from builder.link import clusters, events, grounds
from tests.line.project import MADE, ROOT, Project, edit, lay_out


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
    assert "“samedi 3 mai 2031”: a full date (rule fr/day-month-year)" in words


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


def test_an_event_says_what_is_much_like_it_and_why_it_is_apart(
    built: Project, tmp_path: Path
) -> None:
    assert "Much like it" not in told(built, ferry(built))
    project = built.copy(tmp_path / "project")
    seed = project.root / "seeds" / "herald-again.txt"
    seed.write_text(
        "Ferry sinks off Port-Ancel again\n\nPublished 21 May 2031\n\nA ferry sank off "
        "Port-Ancel on Tuesday 20 May 2031, killing three people.\n\n"
        "SOURCE: The Halden Herald\n",
        encoding="utf-8",
    )
    project.build()
    words = told(project, "port-ancel-shipwreck-2031-05-03")
    assert "Much like it, and apart:" in words
    assert re.search(r"\[port-ancel-shipwreck-2031-05-20\]: their dates exclude", words)


def test_the_verdicts_are_those_of_the_page(built: Project) -> None:
    words = told(built, ferry(built))
    page = built.page(f"event/{ferry(built)}.html")
    rules = set(re.findall(r'data-rule="([a-z-]+)"', page))
    assert rules
    assert rules == set(re.findall(r"\[([a-z-]+)\] [“«]", words))


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
    assert "A person’s decision: The log says so." in words
    assert "“samedi 3 mai 2031”: a full date" not in words


# --- articles and words --------------------------------------------------------------


def test_an_article_says_when_it_was_published_and_what_was_read(
    built: Project,
) -> None:
    words = told(built, "radio-ferry")
    assert "5 May 2031" in words
    assert "Publié le 5 mai 2031" in words
    assert "“le 3 mai 2031”" in words
    assert "fr/day-month-year" in words
    assert "said by Orvania Coast Guard" in words
    assert "passed on by The Halden Herald" in words


def test_a_citation_by_its_cue_its_source_or_what_is_said(built: Project) -> None:
    lines = {
        told(built, f"radio-ferry:{words}")
        for words in ("a démenti", "la compagnie", "navire ait été")
    }
    assert len(lines) == 1
    assert lines.pop().startswith("“le navire ait été surchargé”: ")


def test_the_page_says_what_the_command_says(built: Project, tmp_path: Path) -> None:
    project = built.copy(tmp_path / "project")
    project.settings(excerpt_share="full")
    project.build()
    page = html.unescape(project.page("article/radio-ferry.html"))
    lines = told(project, "radio-ferry").splitlines()
    cited = [line for line in lines if "published by" in line]
    assert len(cited) == 3
    assert [line for line in cited if line not in page] == []


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


# --- what would be untrue ------------------------------------------------------------


def test_a_bare_date_by_hand_does_not_rest_on_the_machines_words(
    built: Project, tmp_path: Path
) -> None:
    """The record still bears the machine's ``because:``, which fits another date."""
    project = built.copy(tmp_path / "project")
    edit(project.event_path(ferry(project)), 'date: "2031-05-03"', 'date: "2031-05-02"')
    words = told(project, ferry(project))
    assert "A date that a person wrote, without a reason.\n" in words
    assert "a full date" not in words


def test_an_event_nobody_asserts_is_not_said_to_be_asserted(
    built: Project, tmp_path: Path
) -> None:
    """A person keeps a record whose only report the machine does not know."""
    project = built.copy(tmp_path / "project")
    path = project.event_path(ferry(project))
    text = path.read_text(encoding="utf-8")
    theirs = text.replace(f"id: {ferry(project)}", "id: by-hand", 1)
    head, _, _ = theirs.partition("reports:")
    head += "reports: []\n"
    (path.parent / "by-hand.yaml").write_text(head, encoding="utf-8")
    assert "Recorded because a person wrote it" in told(project, "by-hand")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_ground_has_words(language: str) -> None:
    texts = load_rules(language, "reasons")
    code = (ROOT / "builder/link/events.py").read_text(encoding="utf-8")
    weights = re.findall(r'\("([a-z-]+)", (_[A-Z_]+) \*', code)
    assert len(weights) > 3
    named = {name for name, weight in weights if getattr(events, weight) > 0}
    for kind, tables in (
        ("place", (events._PLACE, clusters._PLACE)),
        ("time", (events._TIME, clusters._TIME)),
    ):
        named |= {f"{kind}-{n}" for table in tables for n, w in table.items() if w}
    words = texts["grounds"]
    assert isinstance(words, dict)
    assert named - set(words) == set()


def test_what_is_about_may_meet_what_is_about() -> None:
    """Every way two dates can agree has its weight, within an article and between."""
    assert set(get_args(grounds.TimeAgreement)) - {"disjoint"} == set(events._TIME)
    assert set(events._PLACE) == set(get_args(grounds.PlaceAgreement)) - {"disjoint"}
