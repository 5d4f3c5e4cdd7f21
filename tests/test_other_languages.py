"""A German and a Spanish article, from evidence to pages: their dates are read.

Neither language has date rules of its own, nor words for happenings: the event is one
that a person wrote, and what the passages say stands beside its date.
"""

from __future__ import annotations

import pytest

from builder.explain import explain
from tests.line.project import Project

GERMAN = """Explosion im Hafen von Querne

Veröffentlicht am 5. Januar 2022

Am 3. Januar hat eine Explosion im Hafen von Querne drei Menschen getötet. Die Polizei \
sagte, dass sie vor vier Tagen gewarnt worden sei, und die Bewohner mussten das \
Viertel mit den 2500 Wohnungen verlassen.

Gestern sprach der Bürgermeister mit den Angehörigen der Opfer. Die Untersuchung hatte \
schon im Mai 2020 begonnen, als ein erster Brand das Lager zerstörte.
"""
SPANISH = """Explosión en el puerto de Querne

QUERNE, 5 de enero de 2022 - El lunes 3 de enero una explosión mató a tres personas en \
el puerto. La policía dijo que hace cuatro días había recibido una advertencia, y que \
los vecinos de las 2500 viviendas tuvieron que salir por la mañana.

La investigación había comenzado en mayo de 2020, cuando un primer incendio destruyó \
el depósito.
"""
EVENT = """format: 1
id: querne
title: Explosion im Hafen von Querne
kind: explosion
date: 2022-01-03
why: beide Artikel nennen den Tag
reports:
  - id: r-de
    article: hafen
    source: unknown
    quote: "Am 3. Januar hat eine Explosion im Hafen von Querne drei Menschen getötet."
    claims:
      - {facet: when, value: 2022-01-03, quote: "Am 3. Januar"}
  - id: r-es
    article: puerto
    source: unknown
    quote: "El lunes 3 de enero una explosión mató a tres personas en el puerto."
    claims:
      - {facet: when, value: 2022-01-03, quote: "El lunes 3 de enero"}
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("others")
    (root / "seeds").mkdir()
    (root / "content" / "events").mkdir(parents=True)
    (root / "seeds" / "hafen.txt").write_text(GERMAN, encoding="utf-8")
    (root / "seeds" / "puerto.txt").write_text(SPANISH, encoding="utf-8")
    event = root / "content" / "events" / "querne.yaml"
    event.write_text(EVENT, encoding="utf-8")
    project = Project(root)
    assert [p for p in project.build().problems if p.severity == "error"] == []
    return project


def _told(project: Project, what: str) -> str:
    lines, found = explain(project.root, what)
    assert found, lines
    return "\n".join(lines)


@pytest.mark.parametrize("words", ["2500", "por la mañana"])
def test_what_is_no_date_stays_none(built: Project, words: str) -> None:
    for article in ("hafen", "puerto"):
        assert f"“{words}”" not in _told(built, article)


def test_the_publication_date_is_found(built: Project) -> None:
    articles = built.content().articles
    assert {a.record.language for a in articles.values()} == {"de", "es"}
    said = {
        name: (a.record.published, a.record.because) for name, a in articles.items()
    }
    assert said["hafen"][0] == said["puerto"][0] == "2022-01-05"
    rules = {name: because.rule for name, (_, because) in said.items() if because}
    assert rules == {"hafen": "header/published", "puerto": "header/dateline"}


@pytest.mark.parametrize(
    ("article", "words", "rule", "date"),
    [
        ("hafen", "3. Januar", "de/dateparser/day-month", "3 January 2022"),
        ("hafen", "vor vier Tagen", "de/dateparser/ago-day", "1 January 2022"),
        ("hafen", "Gestern", "de/dateparser/today", "4 January 2022"),
        ("hafen", "Mai 2020", "de/dateparser/month-year", "May 2020"),
        ("puerto", "lunes 3 de enero", "es/dateparser/day-month", "3 January 2022"),
        ("puerto", "hace cuatro días", "es/dateparser/ago-day", "1 January 2022"),
        ("puerto", "mayo de 2020", "es/dateparser/month-year", "May 2020"),
    ],
)
def test_dates_of_the_text_are_read_and_say_by_which_rule(
    built: Project, article: str, words: str, rule: str, date: str
) -> None:
    told = _told(built, f"{article}:{words}")
    assert f"“{words}”" in told
    assert f"(rule {rule})" in told
    assert f"read as {date}" in told


def test_the_pages_show_them(built: Project) -> None:
    page = built.page("article/hafen.html")
    assert "3. Januar</span>" in page
    assert "de/dateparser/day-month" in page
    event = built.page("event/querne.html")
    assert '<time datetime="2022-01-03">' in event
    assert "El lunes 3 de enero" in event


def test_a_second_build_changes_nothing(built: Project) -> None:
    before = built.records(), built.site()
    built.build()
    assert (built.records(), built.site()) == before
