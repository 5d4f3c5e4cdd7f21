"""The accounts one by one and the words of each voice, as an event's page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

import lxml.html
import pytest

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.model import Article, Claim, EventRecord
from builder.publish.library import make_library
from builder.publish.pages import event_pages, front_pages
from builder.publish.readings import MOST_READ
from builder.publish.render import Renderer
from builder.publish.source_pages import source_pages
from tests.publish.sample import COLLAPSE, CONTENT, Config, make_article, make_report

Page = lxml.html.HtmlElement
PAGE = "event/pont-sarenne-2031-03-04.html"
ARMED = make_article(
    "courrier-02",
    "Des rebelles ont visé une caserne libyenne, selon le Courrier. Les rebelles ont"
    " fui. « Ces lâches terroristes ont visé nos soldats », a déclaré la mairie."
    + " La rivière coule."
    * 40,
    outlet="courrier-valombre",
    published="2031-03-06",
    language="fr",
)
NONE = "aucun terme–"
MORE = "Des jeunes rebelles armés sont restés."
RAID = EventRecord(
    id="raid",
    title="Tir signalé",
    kind="attack",
    reports=[
        make_report(
            "r-w1",
            ARMED.id,
            "courrier-valombre",
            "Des rebelles ont visé une caserne libyenne, selon le Courrier. Les"
            " rebelles ont fui.",
            Claim(facet="actor", quote="Des rebelles"),
            Claim(facet="target", quote="une caserne libyenne"),
        ),
        make_report(
            "r-w2",
            ARMED.id,
            "mairie",
            "« Ces lâches terroristes ont visé nos soldats », a déclaré la mairie.",
            Claim(facet="actor", quote="lâches terroristes"),
        ),
    ],
)


def render(
    *events: EventRecord, articles: Mapping[str, Article] | None = None, **more: object
) -> dict[str, Page]:
    """The front page, pages of events and sources, made from their own articles."""
    known = {**CONTENT.articles, ARMED.id: ARMED, **(articles or {})}
    names = [report.article for event in events for report in event.reports]
    content = replace(
        CONTENT,
        articles={name: known[name] for name in names},
        events={event.id: event for event in events},
    )
    notes = {name: annotate(a, Knowledge()) for name, a in content.articles.items()}
    config = Config(**more)  # type: ignore[arg-type]
    library = make_library(content, notes, config)
    renderer = Renderer(library)
    return {
        page.path: lxml.html.document_fromstring(renderer.render(page).decode())
        for page in chain(
            front_pages(library), event_pages(library), source_pages(library)
        )
    }


def find(element: Page, *classes: str) -> list[Page]:
    """The elements below that bear one of the classes."""
    tests = " or ".join(
        f"contains(concat(' ', @class, ' '), ' {name} ')" for name in classes
    )
    return list(element.xpath(f".//*[{tests}]"))


def text(element: Page) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def told() -> Page:
    return render(COLLAPSE)[PAGE]


@pytest.fixture(scope="module")
def raid() -> Page:
    return render(RAID)["event/raid.html"]


# --- must not ------------------------------------------------------------------------


def test_the_front_page_shows_the_table_only() -> None:
    front = render(COLLAPSE)["index.html"]
    assert front.get_element_by_id("compare") is not None
    assert not find(front, "readings", "wording", "on-page")


def test_one_voice_alone_makes_no_reading() -> None:
    one = replace(RAID, reports=RAID.reports[:1])
    page = render(one)["event/raid.html"]
    assert not find(page, "readings")
    assert find(page, "wording")


def test_words_that_are_not_reproduced_are_counted_and_not_said() -> None:
    """Claims' words are always shown; what else names the same needs room."""
    page = render(RAID, excerpt_share=0.0)["event/raid.html"]
    assert ["Le Courrier de Valombre en son nom", "rebelles 2 fois", NONE] in rows_of(
        page
    )
    told = replace(RAID.reports[0], quote=f"{RAID.reports[0].quote} {MORE}")
    body = ARMED.body.replace(RAID.reports[0].quote, told.quote)
    event = replace(RAID, reports=[told])
    armed = replace(ARMED, body=body)
    page = render(event, articles={armed.id: armed}, excerpt_share=0.0)[
        "event/raid.html"
    ]
    assert "jeunes rebelles armés" not in text(page)
    (row,) = [row for row in rows_of(page) if "rebelles" in "".join(row[1:])]
    assert row[1].endswith("1 terme n’est pas reproduit.")


def test_what_is_written_in_a_text_stays_text() -> None:
    claim = Claim(facet="actor", quote="<b>des rebelles</b>")
    body = "On accuse <b>des rebelles</b> & d’autres."
    article = make_article("x", body, outlet="o", title="<i>Titre</i>", language="fr")
    reports = [
        make_report("r1", "x", "o", body, claim),
        make_report("r2", "x", "<u>mairie</u>", body, claim),
    ]
    event = EventRecord(id="raid", title="t", kind="attack", reports=reports)
    page = render(event, articles={"x": article})["event/raid.html"]
    parts = find(page, "readings", "wording")
    assert parts
    assert not [bad for part in parts for bad in part.xpath(".//b | .//i | .//u")]


def test_no_two_elements_share_an_id(told: Page) -> None:
    ids = told.xpath("//@id")
    assert len(ids) == len(set(ids))


# --- by outlet and by source ---------------------------------------------------------


def test_headlines_stand_side_by_side_with_their_dates(
    told: Page,
) -> None:
    cards = [text(card) for card in find(told, "headlines")[0].xpath("./li")]
    assert len(cards) == 3
    assert "Three dead as river bridge gives way" in cards[0]
    assert "4 mars 2031" in cards[0]
    assert "5 mars 2031" in cards[1]
    assert "date de publication inconnue" in cards[2]


def test_an_account_says_what_is_stated_cited_and_left_out(
    told: Page,
) -> None:
    (herald,) = (
        account
        for account in find(find(told, "reading-outlet")[0], "account")
        if "Northern Herald" in text(account.xpath("./h4")[0])
    )
    titles = [text(title) for title in herald.xpath("./h5")]
    assert titles[0] == "En son nom"
    assert "Cite Regional fire service" in titles
    assert text(find(herald, "claims")[0]) == "Blessés 18 injured people"
    beside = text(find(herald, "beside")[0])
    assert "Imputé à (dit par" in beside
    assert "Syndicat des bateliers" in beside
    assert "un riverain" not in beside


def test_an_outlet_without_any_claim_is_not_said_to_repeat_others() -> None:
    silent = [
        replace(r, claims=[]) if r.article.startswith("herald") else r
        for r in COLLAPSE.reports
    ]
    page = render(replace(COLLAPSE, reports=silent))[PAGE]
    (herald,) = (
        account
        for account in find(find(page, "reading-outlet")[0], "account")
        if "Northern Herald" in text(account.xpath("./h4")[0])
    )
    assert "autrui" not in text(herald)
    assert "En son nom" not in text(herald)
    assert "Aucune affirmation" in text(herald)


def test_every_words_of_an_account_lead_to_their_passage(
    told: Page,
) -> None:
    links = find(find(told, "readings")[0], "to-words")
    assert links
    for link in links:
        assert link.get("href").startswith("../article/")
        assert "#" in link.get("href")


def test_both_readings_are_there_without_scripts(told: Page) -> None:
    """Which one is seen is for a style sheet; without one, both are."""
    assert told.get_element_by_id("read-outlet").get("checked") is not None
    assert len(find(told, "reading")) == 2
    sources = [text(h) for h in find(told, "reading-source")[0].xpath(".//h4")]
    assert "« Des témoins »" in "".join(sources)
    assert len(sources) == 11


# --- words ---------------------------------------------------------------------------


def rows_of(page: Page) -> list[list[str]]:
    return [
        [text(cell) for cell in row.xpath("./th | ./td")]
        for row in find(page, "wording")[0].xpath(".//tbody/tr")
    ]


def test_words_stand_by_referent_voice_and_quotation_marks(
    raid: Page,
) -> None:
    rows = rows_of(raid)
    assert ["Qui agit, ou est mis en cause"] in rows
    assert [
        "Le Courrier de Valombre en son nom",
        "rebelles 2 fois",
        NONE,
    ] in rows
    assert ["mairie", NONE, "lâches terroristes"] in rows


def test_the_other_interface_language_says_the_same() -> None:
    page = render(RAID, language="en")["event/raid.html"]
    assert ["mairie", "no term–", "lâches terroristes"] in rows_of(page)
    assert text(page.get_element_by_id("wording")) == "The words they choose"


def test_every_term_is_in_the_language_of_its_article(
    raid: Page,
) -> None:
    quotes = find(raid, "wording")[0].xpath(".//q")
    assert quotes
    assert {quote.get("lang") for quote in quotes} == {"fr"}


def test_the_parts_of_the_page_are_listed(raid: Page) -> None:
    links = [link.get("href") for link in find(raid, "on-page")[0].xpath(".//a")]
    assert links == ["#compare", "#readings", "#wording", "#passages"]
    assert all(raid.get_element_by_id(link[1:]) is not None for link in links)


# --- a source's own page -------------------------------------------------------------


def test_a_source_has_its_words_of_all_its_events() -> None:
    claim = Claim(facet="actor", quote="des voyous")
    body = "Le Courrier accuse des voyous, et la mairie des voyous aussi."
    other = make_article("autre", body, outlet="autre", language="fr")
    reports = [make_report("r-z", "autre", "mairie", body, claim)]
    second = EventRecord(id="z", title="t", kind="attack", reports=reports)
    page = render(RAID, second, articles={"autre": other})["source/mairie.html"]
    rows = rows_of(page)
    assert ["mairie par Le Courrier de Valombre", NONE, "lâches terroristes"] in rows
    assert ["mairie par autre", "des voyous", NONE] in rows
    assert "2 événements" in text(find(page, "wording")[0])
    assert "rebelles" not in text(find(page, "wording")[0])


def test_a_source_of_very_many_events_says_what_is_not_counted() -> None:
    many = [replace(RAID, id=f"raid-{n}") for n in range(MOST_READ + 3)]
    page = render(*many)["source/mairie.html"]
    words = text(find(page, "wording")[0])
    assert f"{MOST_READ} événements" in words
    assert "3 autres événements" in words
    (row,) = [row for row in rows_of(page) if "lâches terroristes" in row]
    assert row[2] == "lâches terroristes", "one place is counted once"


def test_a_source_that_names_nobody_has_no_table() -> None:
    bare = replace(RAID, reports=[replace(RAID.reports[1], claims=[])])
    assert not find(render(bare)["source/mairie.html"], "wording")
