"""From empty content/ to records and pages: the articles of this project."""

from __future__ import annotations

import html
import re

import pytest

from builder.compare import Comparison, make_chronology, make_comparison
from builder.model import UNKNOWN, EventRecord
from builder.pipeline import update_content
from builder.records import Content
from tests.line.project import Project, edit, text_of

SILENT = "non dit"


def rocket_attack(content: Content) -> EventRecord:
    """The rocket attack on the base, known by its reports and not by its id."""
    found = [
        event
        for event in content.events.values()
        if event.place == "al-omar"
        and any(
            report.article.startswith("002") and claim.unit == "rocket"
            for report in event.reports
            for claim in report.claims
        )
    ]
    assert len(found) == 1, [event.id for event in found]
    return found[0]


def compare(project: Project, event: EventRecord) -> Comparison:
    state = update_content(project.root, write=False)
    known = state.knowledge
    return make_comparison(event, state.content.articles, known.sources, known.places)


def of_article(content: Content, start: str) -> list[EventRecord]:
    return [
        event
        for event in content.events.values()
        if event.reports and all(r.article.startswith(start) for r in event.reports)
    ]


# --- must not ------------------------------------------------------------------------


def test_no_date_of_a_caption_reaches_the_chronology(shipped: Project) -> None:
    """8 March 2019 stands under a picture in two articles: furniture dates nothing."""
    content = shipped.content()
    dates = [str(event.date) for event in content.events.values()]
    assert [date for date in dates if "2019" in date] == []
    claims = [
        claim
        for event in content.events.values()
        for report in event.reports
        for claim in report.claims
    ]
    assert [c for c in claims if "2019" in f"{c.value} {c.quote}"] == []
    chronology = make_chronology(content.events.values(), content.articles)
    assert not any("2019" in entry.date for entry in chronology.all())
    assert 'datetime="2019' not in shipped.page("index.html")


def test_events_without_a_date_get_no_invented_day(shipped: Project) -> None:
    """Article 000 says neither when it was published nor on which day."""
    content = shipped.content()
    events = of_article(content, "000")
    assert len(events) >= 2
    for event in events:
        if event.date != UNKNOWN:
            assert event.because is not None, event.id
            assert re.search("[0-9]{4}", event.because.quote), event.id
    chronology = make_chronology(events, content.articles)
    attacks = {e.id for e in events if e.kind.startswith("attack")}
    undated = {e.id for e in (*chronology.undated, *chronology.by_relation)}
    assert attacks
    assert attacks <= undated


def test_no_date_without_words_it_rests_on(shipped: Project) -> None:
    content = shipped.content()
    for event in content.events.values():
        if event.date == UNKNOWN:
            assert event.because is None, event.id
            continue
        assert event.because is not None, event.id
        article = content.articles[event.because.article or event.reports[0].article]
        because = article.record.because
        header = because.quote if because else ""
        assert event.because.quote, event.id
        assert event.because.quote in (article.body + header), event.id


def test_every_quote_is_verbatim(shipped: Project) -> None:
    """Promise 1: a claim stands in its report's quote, that one in the article."""
    content = shipped.content()
    count = 0
    for event in content.events.values():
        for report in event.reports:
            assert report.quote in content.articles[report.article].body, report.id
            for claim in report.claims:
                assert claim.quote in report.quote, (report.id, claim)
                count += 1
    assert count > 50


# --- the line ------------------------------------------------------------------------


def test_five_articles_eight_events_and_a_whole_site(shipped: Project) -> None:
    content = shipped.content()
    assert sorted(name[:3] for name in content.articles) == [
        "000", "001", "002", "003", "004",
    ]  # fmt: skip
    assert len(content.events) >= 8
    names = set(shipped.pages())
    assert {"index.html", "method.html", "sources.html", "articles.html"} <= names
    assert len([n for n in names if n.startswith("article/")]) == 5
    assert len([n for n in names if n.startswith("event/")]) == len(content.events)
    assert (shipped.root / "site" / ".gitkeep").is_file()


def test_the_rocket_attack_has_many_voices(shipped: Project) -> None:
    event = rocket_attack(shipped.content())
    view = compare(shipped, event).by_source
    rows = [row for row in view.rows if any(row.cells)]
    filled = [cell for row in view.rows for cell in row.cells if cell]
    assert len(view.columns) >= 5
    assert len(rows) >= 5
    assert len(filled) >= 12


def test_the_rocket_attack_s_verdicts_are_those_of_a_careful_reader(
    shipped: Project,
) -> None:
    event = rocket_attack(shipped.content())
    comparison = compare(shipped, event)
    counts = comparison.counts
    assert comparison.one_outlet
    assert (counts.sources, counts.outlets, counts.origins) == (7, 1, 4)
    found = {
        facet: {
            (verdict.kind, *(stated.claim.quote for stated in verdict.claims))
            for verdict in verdicts
            if verdict.scope == "between"
        }
        for facet, verdicts in comparison.verdicts.items()
    }
    assert found["means"] == {
        ("compatible", "plusieurs roquettes", "3 roquettes"),
        ("not_comparable", "plusieurs roquettes", "3 roquettes", "dix explosions"),
    }
    assert {kind for kind, *_ in found["damage"]} == {"compatible"}
    assert {kind for kind, *_ in found["where"]} == {"compatible"}
    assert {kind for kind, *_ in found["when"]} == {"silent"}
    (killed,) = comparison.verdicts["killed"]
    assert (killed.rule, killed.claims[0].claim.value) == (
        "one-says-not-known", "unknown",
    )  # fmt: skip
    blamed = {verdict.rule: verdict for verdict in comparison.verdicts["blamed_on"]}
    assert set(blamed) == {"other-words", "one-says-unknown"}
    assert [s.claim.quote for s in blamed["other-words"].claims] == [
        "« milices pro Iran »",
        "groupes de résistance syriens",
    ]
    page = text_of(shipped.page(f"event/{event.id}.html"))
    assert "7 sources · 1 média · 4 origines" in page
    assert "Ce n’est pas un zéro." in page


def test_every_cell_is_its_own_source_s_words_or_silence(shipped: Project) -> None:
    """Cell by cell, on the page itself, in the order of the comparison."""
    content = shipped.content()
    event = rocket_attack(content)
    view = compare(shipped, event).by_source
    page = shipped.page(f"event/{event.id}.html")
    table = re.search(
        r'<div class="view view-source">.*?</table>', page, flags=re.DOTALL
    )
    assert table is not None
    cells = re.findall(
        r"<td\b[^>]*data-source[^>]*>.*?</td>", table[0], flags=re.DOTALL
    )
    told = [cell for row in view.rows for cell in row.cells]
    assert len(cells) == len(told)
    own = {column.voice.ref: column.reports for column in view.columns}
    silent = 0
    for shown, said in zip(cells, told, strict=True):
        words = [
            html.unescape(re.sub(r"<[^>]*>", "", q))
            for q in re.findall(r"<q\b.*?</q>", shown, flags=re.DOTALL)
        ]
        assert words == [one.claim.quote for one in said]
        for one in said:
            assert one.report in own[one.speaker.ref]
            assert one.claim.quote in one.report.quote
            assert one.report.quote in content.articles[one.report.article].body
        assert (SILENT in text_of(shown)) == (not said)
        silent += not said
    assert 0 < silent < len(cells)


def test_a_single_outlet_is_said_at_the_top(shipped: Project) -> None:
    event = rocket_attack(shipped.content())
    assert compare(shipped, event).one_outlet
    page = shipped.page(f"event/{event.id}.html")
    assert "Un seul média" in text_of(page)
    assert page.index('class="notice"') < page.index('class="comparison')


def test_first_and_second_withdrawal_are_told_as_places_in_a_series(
    shipped: Project,
) -> None:
    """Of all events of the articles, those two are given a place, and no other."""
    found = {
        (report.source, claim.value, claim.quote)
        for event in shipped.content().events.values()
        for report in event.reports
        for claim in report.claims
        if claim.facet == "rank"
    }
    assert found == {
        ("press-tv", 1, "1er repli"),
        ("sputnik", 2, "pour la deuxième fois au cours des deux derniers jours"),
    }


# --- years that only a person knows --------------------------------------------------


def dates_of(project: Project, words: str) -> set[str]:
    """Dates of the events of article 001 that rest on these words."""
    return {
        str(event.date)
        for event in of_article(project.content(), "001")
        if event.because and words in event.because.quote
    }


@pytest.mark.parametrize(
    ("words", "open_year", "settled"),
    [
        ("samedi 14 novembre", "XXXX-11-14", "2020-11-14"),
        ("10 novembre", "XXXX-11-10", "2020-11-10"),
    ],
)
def test_a_year_stays_open_until_a_person_writes_it(
    shipped: Project, own_shipped: Project, words: str, open_year: str, settled: str
) -> None:
    article = next(n for n in shipped.articles() if n.startswith("001"))
    path = own_shipped.article_path(article)
    assert dates_of(own_shipped, words) == {open_year}
    edit(path, "published: unknown", 'published: "2020"\nwhy: Mark Esper left in 2020.')
    own_shipped.build()
    assert dates_of(own_shipped, words) == {settled}
    assert "why: Mark Esper left in 2020." in path.read_text(encoding="utf-8")
