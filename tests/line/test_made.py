"""Two stories of an invented country, told by three invented outlets.

French and English, an English interface: the outlet view, and what stays apart.
"""

from __future__ import annotations

import re

import pytest

from builder.compare import Comparison, make_comparison
from builder.model import EventRecord
from builder.pipeline import update_content
from tests.line.project import Project, text_of

OUTLETS = {"courrier-de-brisance", "halden-herald", "radio-litorale"}
ARTICLES = {
    "ferry": {"courrier-ferry", "herald-ferry", "radio-ferry"},
    "march": {"courrier-march", "herald-march", "radio-march"},
}


def articles_of(event: EventRecord) -> set[str]:
    return {report.article for report in event.reports}


def story(project: Project, name: str) -> EventRecord:
    """The event that all three outlets tell."""
    found = [e for e in project.events().values() if articles_of(e) >= ARTICLES[name]]
    assert len(found) == 1, [e.id for e in project.events().values()]
    return found[0]


def compare(project: Project, event: EventRecord) -> Comparison:
    state = update_content(project.root, write=False)
    known = state.knowledge
    return make_comparison(event, state.content.articles, known.sources, known.places)


# --- must not ------------------------------------------------------------------------


def test_two_stories_of_one_town_stay_apart(made: Project) -> None:
    """Three days apart, in one town, told by the same outlets: two events."""
    for event in made.events().values():
        told = articles_of(event)
        assert not (told & ARTICLES["ferry"] and told & ARTICLES["march"]), event.id
    assert story(made, "ferry").id != story(made, "march").id


def test_an_outlet_that_is_quoted_publishes_nothing(made: Project) -> None:
    """Radio Litorale quotes the Herald: the words stay in the radio's column."""
    view = compare(made, story(made, "ferry")).by_outlet
    (herald,) = [c for c in view.columns if c.voice.ref == "halden-herald"]
    assert herald.articles == ("herald-ferry",)


# --- the outlet view -----------------------------------------------------------------


def test_the_outlets_are_known_by_what_the_pages_say(made: Project) -> None:
    records = {name: a.record for name, a in made.articles().items()}
    assert {record.outlet for record in records.values()} == OUTLETS
    assert {name: r.language for name, r in records.items()} == {
        name: "en" if name.startswith("herald") else "fr" for name in records
    }
    assert records["herald-ferry"].published == "2031-05-04"
    assert records["radio-march"].published == "2031-05-06"


@pytest.mark.parametrize(
    ("name", "kind", "date"),
    [("ferry", "accident/sea", "2031-05-03"), ("march", "protest", "2031-05-05")],
)
def test_one_event_over_three_outlets(
    made: Project, name: str, kind: str, date: str
) -> None:
    event = story(made, name)
    assert (event.kind, event.date, event.place) == (kind, date, "port-ancel")
    assert articles_of(event) == ARTICLES[name]


@pytest.mark.parametrize("name", ["ferry", "march"])
def test_a_column_for_each_outlet_with_its_own_account(
    made: Project, name: str
) -> None:
    comparison = compare(made, story(made, name))
    assert comparison.default == "outlet"
    assert not comparison.one_outlet
    view = comparison.by_outlet
    assert {column.voice.ref for column in view.columns} == OUTLETS
    assert len(view.columns) == 3
    for number, column in enumerate(view.columns):
        (article,) = column.articles
        said = [one for row in view.rows for one in row.cells[number]]
        assert {one.report.article for one in said} == {article}
        assert {one.claim.facet for one in said} >= {"kind", "when", "where"}


def test_the_tolls_stand_side_by_side(made: Project) -> None:
    view = compare(made, story(made, "ferry")).by_outlet
    (killed,) = [row for row in view.rows if row.facet == "killed"]
    tolls = {
        column.voice.ref: {(said.speaker.ref, said.claim.value) for said in cell}
        for column, cell in zip(view.columns, killed.cells, strict=True)
    }
    guard = "orvania-coast-guard"
    assert tolls["courrier-de-brisance"] == {(guard, 17)}
    assert tolls["radio-litorale"] == {(guard, 19)}
    assert tolls["halden-herald"] == {
        ("halden-herald", 14),
        (guard, 14),
        ("union-of-dockers", 20),
    }


def test_each_column_says_whom_it_cites(made: Project) -> None:
    event = story(made, "ferry")
    view = compare(made, event).by_outlet
    cites = {c.voice.ref: {v.ref for v in c.cites} for c in view.columns}
    assert cites == {
        "courrier-de-brisance": {
            "orvania-coast-guard",
            "ministère des Transports@courrier-ferry",
        },
        "halden-herald": {"orvania-coast-guard", "union-of-dockers"},
        "radio-litorale": {"orvania-coast-guard"},
    }
    page = made.page(f"event/{event.id}.html")
    heads = [
        text_of(head)
        for head in re.findall(r"<th\b[^>]*scope=\"col\".*?</th>", page, re.DOTALL)
    ]
    assert any("Halden Herald" in h and "Union of Dockers" in h for h in heads), heads
    relayed = [r for r in event.reports if r.article == "radio-ferry" and r.via]
    assert [(r.source, r.via) for r in relayed] == [
        ("orvania-coast-guard", ["halden-herald"])
    ]


def test_a_switch_offers_both_views_and_no_single_outlet_notice(made: Project) -> None:
    page = made.page(f"event/{story(made, 'ferry').id}.html")
    assert 'id="by-outlet" checked' in page
    assert 'id="by-source"' in page
    assert 'class="notice"' not in page


def part_of(page: str, name: str) -> str:
    """The words of one section of a page."""
    (found,) = re.findall(
        rf'<section class="{name}".*?(?=<section class="(?:wording|passages)")',
        page,
        re.DOTALL,
    )
    return text_of(found)


def test_each_outlet_tells_the_story_its_own_way(made: Project) -> None:
    """Headlines beside each other, who is cited for what, what is left out."""
    page = made.page(f"event/{story(made, 'ferry').id}.html")
    told = part_of(page, "readings")
    for name, article in made.articles().items():
        if name in ARTICLES["march"]:
            assert article.record.title not in told
    cards = re.findall(r'<ul class="headlines">.*?</ul>', page, re.DOTALL)
    assert [text_of(card).count("published:") for card in cards] == [3]
    assert "Ferry sinks off Port-Ancel" in text_of(cards[0])
    assert "Cites Union of Dockers" in told
    assert "Does not cite, while others do: Union of Dockers" in told
    for outlet in ("Le Courrier de Brisance", "The Halden Herald", "Radio Litorale"):
        assert f"through {outlet}" in told


def test_the_words_of_each_voice_stand_beside_each_other(made: Project) -> None:
    page = made.page(f"event/{story(made, 'march').id}.html")
    words = part_of(page, "wording")
    for term in ("manifesté", "défilé", "descendus dans la rue", "marched through"):
        assert term in words
    assert words.index("Who acts, or is blamed") < words.index("What happened")


def test_an_english_interface_by_configuration(made: Project) -> None:
    for name, page in made.pages().items():
        assert '<html lang="en"' in page, name
    page = made.page(f"event/{story(made, 'ferry').id}.html")
    assert "not stated" in text_of(page)
    assert "non dit" not in text_of(page)
    assert story(made, "ferry").title.startswith("Port-Ancel: shipwreck")
    assert '<q lang="fr"' in page, "words of an article keep their language"


def test_a_date_is_no_target(made: Project) -> None:
    view = compare(made, story(made, "ferry")).by_outlet
    target = [row for row in view.rows if row.facet in ("target", "actor")]
    said = [one.claim.quote for row in target for cell in row.cells for one in cell]
    assert not [words for words in said if "2031" in words]
