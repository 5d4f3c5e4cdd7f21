"""How two reports agree, facet by facet."""

from __future__ import annotations

import pytest

from builder.edtf import parse_edtf
from builder.link.grounds import Facts, compare_times, find_names, make_facts, stems
from builder.model import EventMention, FoundClaim, FoundReport, PlaceRecord


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Incendie dans une usine", "a word that only begins a sentence"),
        ("il est arrivé mardi. Deux", "nor after a stop"),
        ("on Tuesday in March", "months and weekdays are no names"),
        ("the MP and the PM", "short signs say too little"),
    ],
)
def test_what_is_no_name(text: str, why: str) -> None:
    assert find_names(text) == frozenset(), why


def test_names_are_folded() -> None:
    found = find_names("l'usine de Vénissieux, près de Lyon, et l’Isère")
    assert found == {"venissieux", "lyon", "isere"}


def test_a_plural_has_the_stem_of_its_singular() -> None:
    assert stems("rockets") == stems("rocket")
    assert stems("des drones") == ("drone",)


@pytest.mark.parametrize(
    ("a", "b", "agreement"),
    [
        ("2020-01-02", "2020-01-02", "same"),
        ("2020-01-02", "2020-01-03", "close"),
        ("2020-01-02", "2020-01-04", "disjoint"),
        ("2020-01-02", "2020-01", "overlap"),
        ("2018-06-18", "XXXX-06-18", "same"),
        ("XXXX-06-18", "XXXX-06-20", "disjoint"),
        ("2020-01-02~", "2020-01-04", "likely"),
        ("2020-01-02~", "2020-02-04", "open"),
        ("2020-01~", "2020-01", "open"),
        ("XXXX-06~", "XXXX-06-20", "likely"),
        ("XXXX-06~", "XXXX-07-20", "open"),
        ("XXXX-06-18~", "XXXX-06-20", "open"),
    ],
)
def test_times(a: str, b: str, agreement: str) -> None:
    assert compare_times(parse_edtf(a), parse_edtf(b)) == agreement
    assert compare_times(parse_edtf(b), parse_edtf(a)) == agreement


def test_an_unknown_date_agrees_with_nothing_and_excludes_nothing() -> None:
    assert compare_times(None, parse_edtf("2020-01-02")) == "open"


VARNE = {"varne": PlaceRecord(name="Varne", kind="country")}


def read(body: str, trigger: str, target: str = "", language: str = "fr") -> Facts:
    """The facts of a report that is all of ``body``."""
    start = body.index(trigger)
    span = (start, start + len(trigger))
    whole = (0, len(body))
    mention = EventMention(span, "attack", whole, "asserted", f"{language}/noun")
    hit = body.index(target)
    return make_facts(
        FoundReport(
            article="a",
            passage=whole,
            evidence=whole,
            mention=mention,
            source="paper",
            via=(),
            rule="test",
            times=(),
            places=("varne",),
            claims=(FoundClaim("target", (hit, hit + len(target))),) if target else (),
        ),
        body,
        VARNE,
    )


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("une attaque a visé Ostrel, selon Marbeuil", "no preposition of place"),
        ("une attaque en Varne", "a country"),
        ("une attaque à dix heures", "no name"),
    ],
)
def test_what_names_no_site(body: str, why: str) -> None:
    assert read(body, "attaque").sites == frozenset(), why


@pytest.mark.parametrize(
    ("body", "target", "sites"),
    [
        ("une attaque contre la base d’al-Kherat", "la base d’al-Kherat", {"kherat"}),
        ("une attaque à Port-Melin jeudi", "", {"melin", "port"}),
        ("une attaque près d’Ostrel", "", {"ostrel"}),
    ],
)
def test_a_site_is_named_where_it_is_hit(
    body: str, target: str, sites: set[str]
) -> None:
    assert read(body, "attaque", target).sites >= sites - {"port"}


def test_what_follows_an_event_is_told_from_it() -> None:
    body = "Après l’attaque, les canons de la ville ont pilonné les champs"
    assert "attaqu" in read(body, "pilonné").beside
    body = "Following the attack the guns of the town shelled the fields"
    assert "attack" in read(body, "shelled", language="en").beside
    body = "Après l’attaque contre la base, on craint le pire"
    assert "attaqu" not in read(body, "attaque").beside


def test_the_verb_of_one_language_is_no_article_of_another() -> None:
    assert not read("La base a été visée hier", "visée").indefinite
    assert read("on a visited base", "base", language="en").indefinite
