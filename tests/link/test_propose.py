"""Records made from groups: what is included, quoted, titled, placed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.anchoring import find_quote
from builder.link.propose import (
    Named,
    Setting,
    choose_place,
    find_speaker,
    find_subject,
    is_recorded,
    make_title,
    quote_uniquely,
)
from builder.model import (
    Article,
    ArticleRecord,
    EventMention,
    Evidence,
    FoundClaim,
    FoundReport,
    PlaceRecord,
    SourceRecord,
    TimeExpression,
)
from builder.taxonomy import GENERAL, load_kinds

ARTICLE = Article(
    ArticleRecord(id="a", evidence=Evidence(file="a", sha256="0")), "", ()
)
PLACES = {
    "land": PlaceRecord(name="Land", kind="country"),
    "shire": PlaceRecord(name="the Shire", kind="province", within=["land"]),
    "town": PlaceRecord(name="Town", kind="town", within=["shire"]),
}


def report(
    modality: str = "asserted",
    places: tuple[str, ...] = (),
    claimed: bool = True,
    definite: bool = False,
    facets: tuple[str, ...] = ("target",),
    kind: str = "attack",
) -> FoundReport:
    mention = EventMention((0, 1), kind, (0, 9), modality, "test/rule", definite)  # type: ignore[arg-type]
    return FoundReport(
        article="a",
        passage=(0, 9),
        evidence=(0, 9),
        mention=mention,
        source="s",
        via=(),
        rule="test",
        places=places,
        claims=tuple(
            FoundClaim(facet, (0, 1))  # type: ignore[arg-type]
            for facet in facets
            if claimed
        ),
    )


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (report("planned", ("town",)), "a plan stays a candidate"),
        (report("background", ("town",)), "so does background"),
        (report("negated", ("town",)), "and what is said not to have happened"),
        (report("possible"), "a possible event needs a date or a place"),
        (report("possible", ("town",), claimed=False), "and a claim"),
        (report(), "an attack on somebody, nowhere and never, is told by one article"),
        (report("asserted", ("town",), kind=GENERAL), "a town has many happenings"),
        (report(facets=("when",), kind="statement/message"), "who said it?"),
    ],
)
def test_what_is_not_recorded(found: FoundReport, why: str) -> None:
    assert not is_recorded([found]), why


def test_what_is_recorded() -> None:
    assert is_recorded([report("asserted", ("town",), claimed=False)])
    assert is_recorded([report("planned"), report("possible", ("town",))])


def test_a_noun_in_passing_with_a_date_is_no_event_of_its_own() -> None:
    time = TimeExpression((0, 1), "DATE", "2031", "2031", "test/date")
    found = replace(report(facets=("kind", "when"), kind="election"), times=(time,))
    passing = replace(found, mention=replace(found.mention, rule="en/noun"))
    assert not is_recorded([passing]), "since the election of 2031"
    told = replace(found, mention=replace(found.mention, rule="en/noun/told"))
    assert is_recorded([told]), "the election was held in 2031"
    verb = replace(found, mention=replace(found.mention, rule="en/verb"))
    assert is_recorded([verb]), "they voted in 2031"


def test_what_tells_an_event_of_one_article_apart() -> None:
    assert is_recorded([report(facets=("killed",), kind=GENERAL)]), "it cost lives"
    assert is_recorded([report(facets=("actor", "target"))]), "who did it to whom"
    assert is_recorded([report(), report()]), "it is told twice"
    assert is_recorded([report(), replace(report(), article="b")]), "by two articles"
    said = replace(report(kind="statement/message"), rule="citation/en/verb-that")
    assert not is_recorded([replace(said, source="mayor")]), "the mayor tweeted"
    speech = replace(said, mention=replace(said.mention, rule="en/noun"))
    assert is_recorded([replace(speech, source="mayor")]), "in her first message"
    assert not is_recorded([replace(speech, source="sources@a")])
    threat = replace(report(kind="statement/threat"), rule="citation/en/verb-that")
    assert is_recorded([replace(threat, source="sources@a")]), "a threat is an act"
    assert is_recorded([report()], {"a": [(0, 5)]}), "another event is dated from it"
    assert not is_recorded([report()], {"a": [(4, 5)], "b": [(0, 5)]})


def test_no_place_is_unknown() -> None:
    assert choose_place([report()], PLACES) == "unknown"


def test_the_most_precise_place_wins_over_a_country_and_a_province() -> None:
    reports = [report(places=("land", "shire")), report(places=("land", "town"))]
    assert choose_place(reports, PLACES) == "town"


def test_a_country_alone_is_better_than_nothing() -> None:
    assert choose_place([report(places=("land",))], PLACES) == "land"


def test_a_passing_reference_counts_less_than_an_account() -> None:
    places = {"a": PlaceRecord(name="A"), "b": PlaceRecord(name="B")}
    reports = [report(places=("a",), definite=True), report(places=("b",))]
    assert choose_place(reports, places) == "b"


def test_a_country_that_one_of_three_articles_names_is_not_where_it_happened() -> None:
    three = [replace(report(kind=GENERAL), article=name) for name in "abc"]
    once = [replace(three[0], places=("land",)), *three[1:]]
    assert choose_place(once, PLACES) == "unknown"
    twice = [*once[:2], replace(three[2], places=("land",))]
    assert choose_place(twice, PLACES) == "land"
    assert choose_place(once[:2], PLACES) == "land"
    attack = replace(report(), places=("land",))
    assert choose_place([attack, *three[1:]], PLACES) == "land"


def test_a_word_met_twice_is_quoted_with_its_neighbours() -> None:
    body = "une attaque suit une autre attaque ici"
    assert quote_uniquely(body, (0, len(body)), (4, 11)) == "une attaque"
    assert quote_uniquely(body, (0, len(body)), (27, 34)) == "autre attaque"


def test_a_word_met_once_is_quoted_alone() -> None:
    assert quote_uniquely("le port brûle", (0, 13), (3, 7)) == "port"


@given(st.text("ab \u00a0.", min_size=1, max_size=30), st.data())
def test_a_quote_holds_its_span_and_is_unique_where_it_can_be(
    body: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    quote = quote_uniquely(body, (0, len(body)), (start, end))
    assert body[start:end] in quote
    assert quote == body or len(find_quote(body, quote)) <= 1


def setting(language: str) -> Setting:
    sources = {"mayor": SourceRecord(name="the mayor", kind="official")}
    return Setting({}, PLACES, sources, language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_has_a_title_without_a_place_and_with_one(language: str) -> None:
    for kind in load_kinds():
        alone = make_title(Named(kind), setting(language))
        placed = make_title(Named(kind, "shire"), setting(language))
        assert alone[0].isupper()
        assert placed.startswith("The Shire")
        assert "  " not in placed + alone


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("unknown", ""),
        ("[2031-03-04,2031-03-11]", ""),
        ("2031-03/2031-05", ""),
        ("2031/..", ""),
        ("2031-03-04", ", 4 mars 2031"),
        ("2031-03~", ", vers mars 2031"),
        ("XXXX-03-04", ""),
    ],
)
def test_a_title_ends_with_a_date_that_is_short(date: str, words: str) -> None:
    plain = make_title(Named("attack", "shire"), setting("fr"))
    title = make_title(Named("attack", "shire", date), setting("fr"))
    assert title == plain + words


def test_a_statement_is_titled_by_its_speaker() -> None:
    said = replace(report(), source="mayor", rule="citation/en/verb-that")
    assert find_speaker([report(), said], setting("en")) == "the mayor"
    title = make_title(
        Named("statement/threat", "town", "unknown", "the mayor"), setting("en")
    )
    assert title.startswith("The mayor: ")


def test_who_tells_of_a_threat_has_not_threatened() -> None:
    told = replace(report(), source="mayor", rule="citation/en/x", speaks=False)
    assert find_speaker([told], setting("en")) == ""


def test_an_article_and_a_nameless_source_title_nothing() -> None:
    nameless = replace(report(), source="sources@a", rule="citation/en/verb-that")
    assert find_speaker([report(), nameless], setting("en")) == ""


def about(*bodies: str) -> str:
    """The subject of an event that each body tells."""
    texts = {
        str(n): replace(ARTICLE, record=replace(ARTICLE.record, id=str(n)), body=body)
        for n, body in enumerate(bodies)
    }
    told = [
        replace(report(), article=name, passage=(0, len(article.body)))
        for name, article in texts.items()
    ]
    return find_subject(told, replace(setting("en"), articles=texts))


def test_names_most_articles_give_title_what_no_kind_does() -> None:
    bodies = (
        "On Monday the bakers of Halden Mills baked for the Lantern Fair.",
        "Halden Mills said its bakers were at the Lantern Fair.",
        "This year the Lantern Fair is held by Halden Mills, says Mr Dale.",
    )
    assert about(*bodies) == "Halden Mills, Lantern Fair"
    assert about(*bodies[:2]) == "", "two articles may have the word of one another"
    assert about("He baked.", "She baked.", "They baked on Monday.") == ""
    named = Named(GENERAL, "shire", "unknown", "", "Lantern Fair")
    assert make_title(named, setting("en")) == "Lantern Fair: event reported"
    placed = replace(named, kind="talks")
    assert make_title(placed, setting("en")) == "The Shire: meeting reported"
