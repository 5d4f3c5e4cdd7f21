"""How claims on one facet relate: each verdict with the rule that leads to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.compare import Stated, Verdict, find_inside, judge, make_comparison
from builder.compare.verdicts import MOST_COMPARED
from builder.languages import known_languages
from builder.model import Claim, EventRecord, Facet, PlaceRecord, Report
from builder.taxonomy import (
    VERDICTS,
    load_facets,
    load_readings,
    load_verdict_labels,
    load_verdict_rules,
)
from builder.voices import make_voice
from tests.publish.sample import make_article, make_report

PLACES: Mapping[str, PlaceRecord] = {
    "vallon": PlaceRecord(name="Vallon", kind="country"),
    "rive": PlaceRecord(name="Rive", kind="province", within=["vallon"]),
    "port": PlaceRecord(
        name="Port", within=["rive"], near=["quai"], latitude=45.0, longitude=5.0
    ),
    "quai": PlaceRecord(name="Quai"),
    "cime": PlaceRecord(name="Cime", latitude=46.0, longitude=6.0),
    "pied": PlaceRecord(name="Pied", latitude=45.1, longitude=5.1),
    "sarenne": PlaceRecord(name="Sarenne", kind="river", latitude=47.0, longitude=7.0),
}


def say(
    facet: Facet,
    speaker: str,
    quote: str,
    value: int | str | None = None,
    *,
    article: str = "gazette",
    headline: bool = False,
    language: str = "fr",
    **more: int | str,
) -> Stated:
    claim = Claim(facet=facet, quote=quote, value=value, **more)  # type: ignore[arg-type]
    report = make_report(f"r-{speaker}-{quote}", article, speaker, quote, claim)
    return Stated(claim, make_voice(speaker, {}), report, headline, language)


def rules(found: tuple[Verdict, ...]) -> list[tuple[str, str]]:
    return [(verdict.kind, verdict.rule) for verdict in found]


def between(*stated: Stated) -> list[tuple[str, str]]:
    """Verdicts between sources; they do not depend on who comes first."""
    facet = stated[0].claim.facet
    found = rules(judge(facet, stated, PLACES))
    assert rules(judge(facet, stated[::-1], PLACES)) == found
    return found


# --- must not ------------------------------------------------------------------------


def test_the_same_is_said_of_one_value_at_a_time() -> None:
    """Two who say three and two who say five do not all give the same number."""
    stated = [
        say("killed", speaker, f"{number} morts", number, unit="dead")
        for speaker, number in (("A", 3), ("B", 5), ("C", 3), ("D", 5), ("E", 3))
    ]
    same = [v for v in judge("killed", stated, PLACES) if v.kind == "same"]
    told = [[one.claim.value for one in verdict.claims] for verdict in same]
    assert told == [[3, 3, 3], [5, 5]]


def test_not_stated_is_never_none_and_unknown_is_never_zero() -> None:
    unknown = say("killed", "A", "on ignore s’il y a des morts", "unknown")
    zero = say("killed", "B", "aucun mort", 0, unit="dead")
    three = say("killed", "C", "trois morts", 3, unit="dead")
    assert between(unknown) == [("silent", "one-says-not-known")]
    assert between(unknown, zero) == [("not_comparable", "one-says-unknown")]
    assert between(unknown, three) == [("not_comparable", "one-says-unknown")]
    assert between(zero, three) == [("conflicts", "none-and-some")]
    assert rules(judge("killed", [], PLACES)) == [("silent", "nobody-speaks")]


def test_one_source_in_two_articles_agrees_with_nobody() -> None:
    told = [say("killed", "A", f"{n} morts", 4, article=f"a{n}") for n in range(3)]
    assert between(*told) == [("silent", "one-speaks")]


def test_other_units_are_not_held_against_each_other() -> None:
    rockets = say("means", "A", "3 roquettes", 3, unit="rocket")
    blasts = say("means", "B", "dix explosions", 10, unit="explosion")
    assert between(rockets, blasts) == [("not_comparable", "other-unit")]


def test_a_word_in_common_is_not_a_common_name() -> None:
    one = say("blamed_on", "A", "des milices du nord")
    other = say("blamed_on", "B", "des milices royales")
    assert between(one, other) == [("differs", "other-words")]


def test_words_of_two_languages_are_not_said_to_differ() -> None:
    one = say("blamed_on", "A", "les douaniers", language="fr")
    other = say("blamed_on", "B", "customs officers", language="en")
    assert between(one, other) == [("not_comparable", "other-language")]


def test_who_names_town_and_province_does_not_contradict_who_names_the_town() -> None:
    told = [
        say("where", "A", "à Port", "port"),
        say("where", "A", "dans la Rive", "rive"),
        say("where", "B", "à Port", "port"),
    ]
    assert between(*told) == [("same", "same-place")]


def test_within_one_article_places_told_more_or_less_closely_are_no_news() -> None:
    told = [
        say("where", "A", "à Port", "port"),
        say("where", "A", "au Vallon", "vallon"),
    ]
    assert find_inside("where", told, PLACES) == ()


def test_places_that_somebody_leaves_and_reaches_contradict_nobody() -> None:
    left, reached = (
        say("where", "A", words, place)
        for words, place in (("de Port", "port"), ("à Cime", "cime"))
    )
    headline = replace(reached, headline=True)
    assert find_inside("where", [left, reached], PLACES) == ()
    (verdict,) = find_inside("where", [left, headline], PLACES)
    assert verdict.rule == "places-apart"


def test_means_told_one_after_the_other_contradict_nobody() -> None:
    guns, drones = (say("means", "A", words) for words in ("les canons", "les drones"))
    trucks = say("means", "A", "six camions", 6, unit="vehicle")
    rockets = say("means", "A", "3 roquettes", 3, unit="rocket")
    assert find_inside("means", [guns, drones, trucks, rockets], PLACES) == ()
    more = say("means", "A", "9 roquettes", 9, unit="rocket")
    (verdict,) = find_inside("means", [rockets, guns, more], PLACES)
    assert (verdict.kind, verdict.claims) == ("conflicts", (rockets, more))
    title = replace(drones, headline=True)
    (verdict,) = find_inside("means", [guns, title], PLACES)
    assert (verdict.kind, verdict.rule) == ("differs", "other-words")


def test_two_places_in_a_series_differ_and_do_not_exclude_each_other() -> None:
    first = say("rank", "A", "1re grève", 1)
    second = say("rank", "B", "pour la deuxième fois en un an", 2)
    again = say("rank", "C", "second strike", 2, language="en")
    assert between(first, second) == [("differs", "other-rank")]
    assert between(second, again) == [("same", "same-rank")]


def test_numbers_given_of_one_thing_and_of_two() -> None:
    troops = say("number", "A", "200 soldats", 200, unit="soldier")
    more = say(
        "number", "B", "au moins dix fois plus", 2000, at_least=2000, unit="soldier"
    )
    trucks = say("number", "C", "40 camions", 40, unit="vehicle")
    denied = say("number", "D", "ne comptait pas 200 effectifs")
    assert between(troops, trucks) == [("not_comparable", "other-unit")]
    assert between(troops, denied) == [("differs", "number-denied")]
    assert between(troops, more) == [("conflicts", "numbers-apart")]


def test_two_articles_of_one_source_are_not_one_article() -> None:
    told = [
        say("killed", "A", "trois morts", 3, unit="dead", article="lundi"),
        say("killed", "A", "neuf morts", 9, unit="dead", article="mardi"),
    ]
    assert find_inside("killed", told, PLACES) == ()


# --- counts --------------------------------------------------------------------------

COUNTS = [
    ({"at_least": 2}, {"value": 3}, "number-in-range"),
    ({"at_least": 4}, {"value": 3}, "numbers-apart"),
    ({"value": 20, "hedge": "une vingtaine"}, {"value": 18}, "number-in-range"),
    ({"value": 20, "hedge": "une vingtaine"}, {"value": 30}, "numbers-apart"),
    ({"value": 20, "hedge": "une vingtaine"}, {"value": 20}, "number-in-range"),
    ({"value": 3}, {"value": 3}, "same-number"),
    ({"at_least": 3, "at_most": 5}, {"at_least": 5}, "number-in-range"),
    ({"at_most": 2}, {"value": 0}, "number-in-range"),
]


@pytest.mark.parametrize(("one", "other", "rule"), COUNTS)
def test_numbers_with_their_hedges(
    one: dict[str, int | str], other: dict[str, int | str], rule: str
) -> None:
    told = [
        say("killed", "A", "des morts", unit="dead", **one),  # type: ignore[arg-type]
        say("killed", "B", "les morts", unit="dead", **other),  # type: ignore[arg-type]
    ]
    assert between(*told) == [(load_verdict_rules()[rule].verdict, rule)]


def test_a_part_and_the_whole_and_two_parts() -> None:
    people = say("killed", "A", "cinq morts", 5, unit="dead")
    soldiers = say("killed", "B", "3 soldats", 3, unit="soldier")
    more = say("killed", "B", "9 soldats", 9, unit="soldier")
    fighters = say("killed", "C", "7 combattants", 7, unit="fighter")
    assert between(people, soldiers) == [("compatible", "part-of-all")]
    assert between(people, more) == [("conflicts", "numbers-apart")]
    assert between(soldiers, fighters) == [("not_comparable", "other-people")]


def test_those_counted_by_sort_make_up_the_whole_and_contradict_nobody() -> None:
    men = say("killed", "A", "six hommes", 6, unit="person")
    woman = say("killed", "A", "une femme", 1, unit="person")
    seven = say("killed", "B", "sept morts", 7, unit="dead")
    eight = say("killed", "C", "huit hommes", 8, unit="person")
    assert between(men, woman, seven) == [("compatible", "part-of-all")]
    assert between(men, eight) == [("conflicts", "numbers-apart")]
    assert find_inside("killed", [men, woman], PLACES) == ()


@pytest.mark.parametrize(
    ("quote", "language"),
    [
        ("three remaining victims", "en"),
        ("three of the victims", "en"),
        ("trois autres victimes", "fr"),
        ("trois d’entre elles", "fr"),
    ],
)
def test_a_part_of_the_victims_is_not_their_number(quote: str, language: str) -> None:
    part = say("killed", "A", quote, 3, unit="dead", language=language)
    seven = say("killed", "B", "7", 7, unit="dead")
    assert between(part, seven) == [("compatible", "part-of-all")]


def test_an_indefinite_article_leaves_others_open() -> None:
    body = say("killed", "A", "un corps", 1, unit="dead")
    one = say("killed", "C", "1 mort", 1, unit="dead")
    seven = say("killed", "B", "7 morts", 7, unit="dead")
    assert between(body, seven) == [("compatible", "number-in-range")]
    assert between(one, seven) == [("conflicts", "numbers-apart")]


def test_what_is_named_agrees_with_what_is_counted() -> None:
    three = say("means", "A", "trois drones", 3, unit="drone")
    named = say("means", "B", "au drone armé")
    english = say("means", "C", "a UAV", language="en")
    other = say("means", "D", "au missile")
    assert between(three, named) == [("compatible", "count-and-its-words")]
    assert between(named, english) == [("same", "same-unit")]
    assert between(three, other) == [("not_comparable", "other-unit")]
    assert between(named, other) == [("differs", "other-words")]


# --- words, dates, places, kinds -----------------------------------------------------


def test_damage_told_in_parts_is_compatible() -> None:
    one = say("damage", "A", "un entrepôt a brûlé")
    other = say("damage", "B", "la grue est tombée")
    assert between(one, other) == [("compatible", "parts-of-one")]


def test_the_dead_may_be_named_one_by_one() -> None:
    one = say("killed", "A", "le capitaine")
    other = say("killed", "B", "un matelot")
    two = say("killed", "C", "deux marins", 2, unit="sailor")
    assert between(one, other) == [("compatible", "parts-of-one")]
    assert between(one, two) == [("not_comparable", "count-and-words")]


def test_the_same_words_in_other_clothes() -> None:
    one = say("blamed_on", "A", "« Les Bateliers libres »")
    other = say("blamed_on", "B", "des bateliers libres")
    longer = say("blamed_on", "B", "un groupe de bateliers libres")
    assert between(one, other) == [("same", "same-words")]
    assert between(one, longer) == [("compatible", "words-shared")]


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("2031-03-04", "2031-03-04", "same-date"),
        ("2031-03", "2031-03-04", "dates-overlap"),
        ("2031-03-04", "2031-03-05", "dates-next"),
        ("2031-03-04", "2031-03-06", "dates-apart"),
        ("2031-02", "2031-03", "dates-next"),
        ("2031-03-04~", "2031-03-09", "dates-about"),
        ("XXXX-03-04", "2031-03-04", "dates-overlap"),
    ],
)
def test_dates(one: str, other: str, rule: str) -> None:
    told = [say("when", "A", "ce jour", one), say("when", "B", "ce jour-là", other)]
    assert between(*told) == [(load_verdict_rules()[rule].verdict, rule)]


def test_a_date_told_from_something_else_is_not_comparable() -> None:
    told = [say("when", "A", "lundi", "2031-03-04"), say("when", "B", "le lendemain")]
    assert between(*told) == [("not_comparable", "date-not-fixed")]


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("port", "port", "same-place"),
        ("port", "vallon", "place-within"),
        ("quai", "port", "place-near"),
        ("port", "cime", "places-apart"),
        ("port", "pied", "places-close"),
        ("cime", "quai", "other-place"),
        ("port", "sarenne", "place-too-wide"),
        ("port", "Ailleurs", "place-not-listed"),
    ],
)
def test_places(one: str, other: str, rule: str) -> None:
    told = [say("where", "A", "ici", one), say("where", "B", "là", other)]
    assert between(*told) == [(load_verdict_rules()[rule].verdict, rule)]


def test_kinds() -> None:
    rockets = say("kind", "A", "tirs", "attack/rockets")
    attack = say("kind", "B", "attaque", "attack")
    strike = say("kind", "C", "grève", "protest/strike")
    assert between(rockets, attack) == [("compatible", "kinds-fit")]
    assert between(rockets, strike) == [("differs", "other-kind")]


# --- several -------------------------------------------------------------------------


def test_three_sources_the_gravest_first_with_their_claims() -> None:
    told = [
        say("killed", "A", "trois morts", 3, unit="dead"),
        say("killed", "B", "au moins deux morts", at_least=2, unit="dead"),
        say("killed", "C", "neuf morts", 9, unit="dead"),
        say("killed", "D", "3 morts", 3, unit="dead"),
    ]
    found = judge("killed", told, PLACES)
    assert rules(found) == [
        ("conflicts", "numbers-apart"),
        ("compatible", "number-in-range"),
        ("same", "same-number"),
    ]
    named = [[one.speaker.ref for one in verdict.claims] for verdict in found]
    assert named == [["A", "C"], ["A", "B", "C"], ["A", "D"]]


def test_headline_against_text() -> None:
    told = [
        say("killed", "A", "Neuf morts", 9, unit="dead", headline=True),
        say("killed", "A", "trois personnes", 3, unit="person"),
    ]
    (verdict,) = find_inside("killed", told, PLACES)
    assert (verdict.kind, verdict.scope, verdict.headline) == (
        "conflicts", "inside", True,
    )  # fmt: skip


def test_the_words_of_a_headline_are_known_by_the_title() -> None:
    article = make_article(
        "a", "# Neuf morts au pont\n\nIl y a trois morts.", title="Neuf morts au pont"
    )
    nine = Claim(facet="killed", value=9, unit="dead", quote="Neuf morts")
    three = Claim(facet="killed", value=3, unit="dead", quote="trois morts")
    reports: list[Report] = [
        make_report("r1", "a", "unknown@a", "Neuf morts au pont", nine),
        make_report("r2", "a", "unknown@a", "Il y a trois morts.", three),
    ]
    event = EventRecord(id="e", title="t", kind="event", reports=reports)
    found = make_comparison(event, {"a": article}, {}, {}).verdicts["killed"]
    assert [(v.kind, v.scope) for v in found] == [
        ("silent", "between"),
        ("conflicts", "inside"),
    ]
    assert found[1].headline


def test_words_of_no_known_kind_agree_about_nothing() -> None:
    def told(kind: str) -> str:
        claim = Claim(facet="kind", value=kind, quote="ceci")
        reports = [make_report(f"r{n}", "a", f"S{n}", "ceci", claim) for n in range(2)]
        event = EventRecord(id="e", title="t", kind=kind, reports=reports)
        return make_comparison(event, {}, {}, {}).verdicts["kind"][0].rule

    assert told("event") == "nobody-speaks"
    assert told("attack") == "same-kind"


# --- laws ----------------------------------------------------------------------------

_STATED = st.builds(
    say,
    st.just("killed"),
    st.sampled_from("ABCD"),
    st.sampled_from(["des morts", "trois morts", "personne"]),
    st.one_of(st.none(), st.integers(0, 9), st.just("unknown")),
    unit=st.sampled_from(["dead", "person", "soldier", "fighter"]),
)


@given(st.lists(_STATED, max_size=8))
def test_verdicts_do_not_hang_on_the_order_of_reports(told: list[Stated]) -> None:
    """Who comes first may stand for the others; which verdicts there are does not
    change, and every verdict is about claims that were made."""
    found = judge("killed", told, {})
    assert found
    assert {v.kind for v in found} == {v.kind for v in judge("killed", told[::-1], {})}
    assert all(one in told for verdict in found for one in verdict.claims)
    assert [VERDICTS.index(v.kind) for v in found] == sorted(
        VERDICTS.index(v.kind) for v in found
    )


def test_very_many_accounts_are_cut_not_squared() -> None:
    told = [
        say("means", f"S{n}", f"engin {n}", n, unit=f"u{n}")
        for n in range(MOST_COMPARED * 3)
    ]
    (verdict,) = judge("means", told, {})
    assert len(verdict.claims) == MOST_COMPARED


# --- the data ------------------------------------------------------------------------


def test_every_rule_and_label_speaks_every_language_of_the_interface() -> None:
    languages = set(known_languages("interface"))
    for rule in load_verdict_rules().values():
        assert set(rule.says) == languages, rule.id
    for name, label in load_verdict_labels().items():
        assert set(label) == languages, name
    assert tuple(load_verdict_labels()) == VERDICTS
    assert set(load_readings()) == set(load_facets())


def test_a_replaced_claim_is_another_meaning() -> None:
    one = say("killed", "A", "trois morts", 3, unit="dead")
    other = replace(one, claim=replace(one.claim, value=4), speaker=make_voice("B", {}))
    assert between(one, other) == [("conflicts", "numbers-apart")]
