"""A word a person writes about one article narrows what hangs on it at the next build,
and the page says by what."""

from __future__ import annotations

import pytest

from builder.problems import has_errors, render_problem
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
    lost = "14 novembre 2026 (hors de la période de publication)"
    assert lost in page
    outside = page.count("2026 (hors de") + page.count("2026 – écartée")
    assert page.count("2026") == outside, "as one that is excluded, nowhere else"


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


# --- a date that a person sets in the record of one event -----------------------------


def _set_date(project: Project, quote: str, date: str) -> str:
    """Write another date into the event that is dated by these words."""
    (name,) = (
        event.id
        for event in project.events().values()
        if event.because and event.because.quote == quote
    )
    path = project.event_path(name)
    old = next(
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("date: ")
    )
    edit(path, old, f"date: {date}")
    return name


def test_the_date_of_one_event_settles_the_others(own_shipped: Project) -> None:
    name = _set_date(own_shipped, "10 novembre", "2020-11-10")
    result = own_shipped.build()
    assert not has_errors(result.problems)
    found = _dates(own_shipped, FIRST)
    assert found["samedi 14 novembre"] == "2020-11-14"
    assert found["Cette semaine"] == "2020-11-09~/2020-11-15~"
    assert found["début octobre"] == "2020-10-01/2020-10-10~"
    page = _page(own_shipped, FIRST)
    assert f"{name} : 10 novembre 2020, fixé par une personne" in page
    assert own_shipped.build().counts.changed == 0, "the first build says it all"


def test_it_is_no_second_witness_for_itself(own_shipped: Project) -> None:
    name = _set_date(own_shipped, "10 novembre", "2020-11-10")
    own_shipped.build()
    page = text_of(own_shipped.page(page_path("event", name)))
    assert "Date écrite par une personne" in page


def test_other_articles_stay_as_they_were(
    shipped: Project, own_shipped: Project
) -> None:
    _set_date(own_shipped, "10 novembre", "2020-11-10")
    own_shipped.build()
    assert _dates(own_shipped, LAST) == _dates(shipped, LAST)


def test_taken_back_it_narrows_nothing(shipped: Project, own_shipped: Project) -> None:
    name = _set_date(own_shipped, "10 novembre", "2020-11-10")
    own_shipped.build()
    edit(own_shipped.event_path(name), "date: 2020-11-10", "date: XXXX-11-10")
    own_shipped.build()
    assert _dates(own_shipped, FIRST) == _dates(shipped, FIRST)
    assert own_shipped.events() == shipped.events()


def test_two_dates_that_one_article_cannot_tell_of(own_shipped: Project) -> None:
    one = _set_date(own_shipped, "10 novembre", "2020-11-10")
    other = _set_date(own_shipped, "samedi 14 novembre", "2015-11-14")
    told = [p for p in own_shipped.build().problems if p.code == "W332"]
    assert len(told) == 1
    said = render_problem(told[0])
    assert "content/articles/001_6c7814d4588fa08b.md:" in said
    for words in (one, other, "2020-11-10", "2015-11-14", "samedi 14 novembre"):
        assert words in said
    assert said.count(".md:") == 2, "both passages, each with its line and column"
    assert f"content/events/{one}.yaml" in said
    assert f"content/events/{other}.yaml" in said
    told_by = told[0].source_line[told[0].column - 1 :]
    assert told_by.startswith(("samedi 14 novembre", "10 novembre"))


# --- a publication that the words exclude ---------------------------------------------


def _told(project: Project, code: str) -> list[str]:
    found = [p for p in project.build().problems if p.code == code]
    return [render_problem(problem) for problem in found]


@pytest.mark.parametrize("line", ["published: 2020", "captured: 2021"])
def test_a_publication_that_fits_is_no_contradiction(
    own_shipped: Project, line: str
) -> None:
    _write(own_shipped, FIRST, line)
    assert _told(own_shipped, "W333") == []


def test_a_year_in_which_the_weekday_does_not_fall_so(own_shipped: Project) -> None:
    _write(own_shipped, FIRST, "published: 2019")
    (said,) = _told(own_shipped, "W333")
    assert "samedi 14 novembre" in said
    assert "published 2019 (content/articles/001_6c7814d4588fa08b.md:" in said
    hint = said.partition("write published: ")[2].partition(" ")[0]
    edit(own_shipped.article_path(FIRST), "published: 2019", f"published: {hint}")
    assert _told(own_shipped, "W333") == [], "the hint mends it"
