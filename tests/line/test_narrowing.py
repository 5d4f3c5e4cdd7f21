"""A word a person writes about one article narrows what hangs on it at the next build,
and the page says by what."""

from __future__ import annotations

from builder.publish.addresses import page_path
from tests.line.project import Project, edit, text_of

FIRST, LAST = "001_6c7814d4588fa08b", "004_a8c355fc950ad76c"


def _dates(project: Project, article: str) -> dict[str, object]:
    """Dates of the events an article tells of, by their first quoted words."""
    return {
        event.because.quote: event.date
        for event in project.events().values()
        if event.because and any(r.article == article for r in event.reports)
    }


def _write(project: Project, article: str, line: str) -> None:
    key = line.partition(":")[0]
    edit(project.article_path(article), f"{key}: unknown", line)
    project.build()


def _page(project: Project, article: str) -> str:
    return text_of(project.page(page_path("article", article)))


def test_without_a_year_the_year_stays_open(shipped: Project) -> None:
    found = _dates(shipped, FIRST)
    assert found["samedi 14 novembre"] == "XXXX-11-14"
    assert found["10 novembre"] == "XXXX-11-10"
    assert found["Cette semaine"] == "XXXX-11~", "no finer than the words allow"
    page = _page(shipped, FIRST)
    assert "il y a deux jours" in page
    assert "dans la même semaine, « Cette semaine »" in page


def test_a_capture_drops_the_years_after_it(own_shipped: Project) -> None:
    _write(own_shipped, FIRST, "captured: 2021")
    found = _dates(own_shipped, FIRST)
    assert found["samedi 14 novembre"] == ["2009-11-14", "2015-11-14", "2020-11-14"]
    assert found["10 novembre"] == ["2009-11-10", "2015-11-10", "2020-11-10"]
    page = _page(own_shipped, FIRST)
    assert "pas après la capture (2021)" in page
    assert "2026" not in page


def test_a_capture_parts_no_event_in_two(
    shipped: Project, own_shipped: Project
) -> None:
    _write(own_shipped, FIRST, "captured: 2021")
    assert len(own_shipped.events()) == len(shipped.events())


def test_the_year_of_publication_settles_them(own_shipped: Project) -> None:
    _write(own_shipped, FIRST, "published: 2020")
    found = _dates(own_shipped, FIRST)
    assert found["samedi 14 novembre"] == "2020-11-14"
    assert found["10 novembre"] == "2020-11-10"
    assert found["Cette semaine"] == "2020-11-09~/2020-11-15~"
    assert found["début octobre"] == "2020-10-01/2020-10-10~"
    assert "d’après la fiche de l’article" in _page(own_shipped, FIRST)


def test_the_day_of_publication_settles_what_hangs_on_it(own_shipped: Project) -> None:
    before = _dates(own_shipped, LAST)
    assert before["lundi 18 juin"] == "XXXX-06-18"
    assert before["cette semaine"] == "XXXX-06~"
    _write(own_shipped, LAST, "published: 2018-06-21")
    after = _dates(own_shipped, LAST)
    assert after["lundi 18 juin"] == "2018-06-18"
    (offset,) = (q for q in after if q.startswith("Trois jours après"))
    assert after[offset] == "2018-06-21", "three days after the 18th"
    week = after["début de semaine"]
    assert week == "2018-06-18/2018-06-20~"
    assert "XXXX" not in str(after)
    assert "21 juin 2018" in _page(own_shipped, LAST)
