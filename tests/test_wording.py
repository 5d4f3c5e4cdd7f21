"""Whose words are whose: voices kept apart, referents only where claims settle them."""

from __future__ import annotations

import pytest

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.compare.wording import Referent, Use, make_wording
from builder.model import Annotations, Article, Claim, EventRecord, Report, Span
from builder.publish.quotes import locate
from tests.publish.sample import COLLAPSE, CONTENT, make_article, make_report

SOURCES = CONTENT.sources

Table = dict[str, dict[tuple[str, str], tuple[dict[str, int], dict[str, int]]]]
"""Referent, then speaker and outlet, then the plain words and the quoted ones."""


def compare(reports: list[Report], *articles: Article, annotated: bool = True) -> Table:
    event = EventRecord(id="e", title="t", kind="attack", reports=reports)
    shelf = {article.id: article for article in articles}
    notes: dict[str, Annotations] = {}
    if annotated:
        notes = {name: annotate(a, Knowledge()) for name, a in shelf.items()}

    def find(article: str, quote: str, within: Span | None = None) -> Span | None:
        return locate(shelf[article].body, quote, within)

    made = make_wording(event, shelf, SOURCES, notes, find)
    return {
        words.referent: {
            (one.speaker.ref, one.outlet.ref): (count(one.plain), count(one.quoted))
            for one in words.by
        }
        for words in made
    }


def count(uses: tuple[Use, ...]) -> dict[str, int]:
    return {use.words: len(use.places) for use in uses}


def tell(
    name: str, body: str, source: str, *claims: Claim, quote: str = ""
) -> tuple[Report, Article]:
    """A report of a whole article, or of a part of it."""
    article = make_article(name, body, outlet=f"outlet-{name}", language="fr")
    report = make_report(f"r-{name}", name, source, quote or body, *claims)
    return report, article


def one_voice(body: str, *claims: Claim) -> Table:
    report, article = tell("a", body, "outlet-a", *claims)
    return compare([report], article)


SELF = ("outlet-a", "outlet-a")


# --- must not ------------------------------------------------------------------------


def test_words_of_no_claim_and_of_no_claims_noun_name_nobody() -> None:
    found = one_voice(
        "Des rebelles ont visé une caserne. Des pêcheurs regardaient.",
        Claim(facet="actor", quote="Des rebelles"),
    )
    assert found == {"attackers": {SELF: ({"rebelles": 1}, {})}}


def test_a_noun_that_two_referents_bear_is_given_to_neither() -> None:
    found = one_voice(
        "Des soldats tchadiens ont tiré sur des soldats maliens. Les soldats ont fui.",
        Claim(facet="actor", quote="Des soldats tchadiens"),
        Claim(facet="target", quote="des soldats maliens"),
    )
    assert found["attackers"] == {SELF: ({"soldats tchadiens": 1}, {})}
    assert found["force"] == {SELF: ({"soldats maliens": 1}, {})}


def test_a_people_on_both_sides_tells_nothing() -> None:
    found = one_voice(
        "L’armée tchadienne a visé une base tchadienne. Des troupes tchadiennes"
        " ont fui.",
        Claim(facet="actor", quote="L’armée tchadienne"),
        Claim(facet="target", quote="une base tchadienne"),
    )
    said = [term for by in found.values() for plain, _ in by.values() for term in plain]
    assert "troupes tchadiennes" not in said


def test_another_base_is_not_the_one_that_was_hit() -> None:
    found = one_voice(
        "Une base libyenne a été visée, au lendemain d’un tir sur une autre base"
        " libyenne.",
        Claim(facet="target", quote="Une base libyenne"),
    )
    assert found["force"] == {SELF: ({"base libyenne": 1}, {})}


def test_a_second_act_in_the_same_sentence_is_not_this_act() -> None:
    found = one_voice(
        "Ce raid a suivi une agression. Une attaque est redoutée.",
        Claim(facet="kind", value="attack", quote="Ce raid"),
    )
    assert found["act"] == {SELF: ({"raid": 1}, {})}


def test_who_is_said_to_be_unknown_has_no_name() -> None:
    words = "ne pas pouvoir les déterminer"
    found = one_voice(
        f"Interrogée sur les auteurs de l’attaque, la mairie dit {words}.",
        Claim(facet="blamed_on", value="unknown", quote=words),
    )
    assert found == {}


def test_a_sentence_is_no_term() -> None:
    words = "le vieux pont que la ville voulait fermer depuis onze longues années"
    found = one_voice(
        f"Ils ont visé {words}.", Claim(facet="target", quote=f"Ils ont visé {words}")
    )
    assert found == {}


# --- whose words ---------------------------------------------------------------------


def test_own_words_and_words_in_quotation_marks_stand_apart() -> None:
    body = (
        "Selon l’agence Levant, des rebelles ont visé le pont. « Ces terroristes ont"
        " visé le pont », a dit le maire."
    )
    article = make_article("a", body, outlet="outlet-a", language="fr")
    first = "Selon l’agence Levant, des rebelles ont visé le pont."
    second = "« Ces terroristes ont visé le pont », a dit le maire."
    reports = [
        make_report(
            "r1",
            "a",
            "agence-levant",
            first,
            Claim(facet="actor", quote="des rebelles"),
        ),
        make_report(
            "r2", "a", "maire", second, Claim(facet="actor", quote="Ces terroristes")
        ),
    ]
    assert compare(reports, article)["attackers"] == {
        ("agence-levant", "outlet-a"): ({"rebelles": 1}, {}),
        ("maire", "outlet-a"): ({}, {"terroristes": 1}),
    }


def test_the_name_of_who_is_cited_is_the_outlets_word() -> None:
    body = "Les rebelles ont affirmé que leurs combattants avaient pris le fort."
    report, article = tell(
        "a", body, "rebelles@a", Claim(facet="actor", quote="Les rebelles")
    )
    found = compare([report], article)["attackers"]
    assert found == {SELF: ({"rebelles": 1}, {})}


def test_one_source_in_two_outlets_has_a_row_in_each() -> None:
    claims = [Claim(facet="actor", quote=q) for q in ("des rebelles", "des miliciens")]
    told = [
        tell("a", "La mairie accuse des rebelles.", "mairie", claims[0]),
        tell("b", "La mairie accuse des miliciens.", "mairie", claims[1]),
    ]
    found = compare([r for r, _ in told], *(a for _, a in told))["attackers"]
    assert found == {
        ("mairie", "outlet-a"): ({"rebelles": 1}, {}),
        ("mairie", "outlet-b"): ({"miliciens": 1}, {}),
    }


# --- counts and referents ------------------------------------------------------------


def test_the_same_noun_is_counted_wherever_the_reports_bear_it() -> None:
    found = one_voice(
        "Des rebelles ont tiré. Les rebelles ont fui ; ces rebelles sont connus.",
        Claim(facet="actor", quote="Des rebelles"),
    )
    assert found["attackers"] == {SELF: ({"rebelles": 3}, {})}


def test_a_people_names_the_force_by_other_nouns_too() -> None:
    found = one_voice(
        "Des tirs ont visé un campement libyen. L’occupation libyenne n’a rien dit, et"
        " les Libyens se taisent.",
        Claim(facet="target", quote="un campement libyen"),
    )
    assert found["force"] == {
        SELF: ({"campement libyen": 1, "occupation libyenne": 1, "Libyens": 1}, {})
    }


def test_words_told_twice_are_counted_once_for_the_closest_report() -> None:
    body = "Des rebelles ont tiré, et les rebelles ont fui, dit la mairie."
    article = make_article("a", body, outlet="outlet-a", language="fr")
    reports = [
        make_report("r1", "a", "outlet-a", body),
        make_report(
            "r2", "a", "mairie", body[:25], Claim(facet="actor", quote="Des rebelles")
        ),
    ]
    assert compare(reports, article)["attackers"] == {
        SELF: ({"rebelles": 1}, {}),
        ("mairie", "outlet-a"): ({"rebelles": 1}, {}),
    }


@pytest.mark.parametrize(
    ("facet", "quote", "referent", "words"),
    [
        ("killed", "12 jeunes soldats", "victims", "jeunes soldats"),
        ("kind", "cette lâche attaque", "act", "lâche attaque"),
        ("where", "dans la province de Valombre", "territory", "province de Valombre"),
        ("claimed_by", "le groupe armé local", "attackers", "groupe armé local"),
    ],
)
def test_a_claim_gives_its_referent_the_whole_noun_phrase(
    facet: str, quote: str, referent: Referent, words: str
) -> None:
    body = f"On parle de ceci : {quote}."
    found = one_voice(body, Claim(facet=facet, quote=quote))  # type: ignore[arg-type]
    assert found == {referent: {SELF: ({words: 1}, {})}}


def test_without_annotations_a_claims_own_words_are_its_terms() -> None:
    report, article = tell(
        "a",
        "La mairie accuse « des voyous ».",
        "mairie",
        Claim(facet="blamed_on", quote="« des voyous »"),
    )
    found = compare([report], article, annotated=False)
    assert found == {"attackers": {("mairie", "outlet-a"): ({}, {"des voyous": 1})}}


def test_reports_of_articles_that_are_not_there_break_nothing() -> None:
    assert compare(COLLAPSE.reports) == {}
