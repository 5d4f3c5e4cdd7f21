"""Terms: what names nobody first, then how far a phrase goes, and whom it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.annotate.lexicon import load_lexicon
from builder.languages import known_languages, load_rules
from builder.model import Article, ArticleRecord, Evidence, Term
from builder.working_copy import find_blocks


def read(body: str, language: str) -> tuple[Term, ...]:
    evidence = Evidence(file="seeds/a.txt", sha256="")
    record = ArticleRecord(id="a", evidence=evidence, language=language)
    return annotate(Article(record, body, find_blocks(body)), Knowledge()).terms


def words(body: str, language: str) -> list[str]:
    """The listed nouns."""
    found = read(body, language)
    return [body[slice(*term.span)] for term in found if term.concept != "named"]


# --- must not ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("fr", "La tempête frappe la côte et force chacun à rester chez soi."),
        ("fr", "Le budget est établi sur la base de prévisions."),
        ("fr", "À force de patience, la mairie a obtenu la base de données."),
        ("fr", "Un homme politique a repris la parole."),
        ("fr", "Le groupe publie ses comptes."),
        ("fr", "Le maire est mort hier."),
        ("en", "They strike a deal and force a vote."),
        ("en", "The storm forced the council to move."),
        ("en", "The army spokesman and the police chief spoke."),
        ("en", "Crews attack the problem and base their answer on figures."),
        ("en", "The group published its accounts."),
        ("en", "Investors will protest and march on."),
        ("de", "Soldaten griffen die Stadt an."),
    ],
)
def test_no_term(language: str, body: str) -> None:
    assert words(body, language) == []


def test_an_adjective_of_a_people_names_nobody() -> None:
    assert words("Le vin français et la cuisine italienne plaisent.", "fr") == []
    assert words("French wine and Italian food are liked.", "en") == []


def test_a_participle_with_a_complement_is_no_part_of_the_name() -> None:
    assert words("Une caserne visée par des drones.", "fr") == ["caserne"]
    assert words("Un village situé près du fleuve.", "fr") == ["village"]


# --- how far a phrase goes -----------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Les milices pro Ruritanie avancent.", ["milices pro Ruritanie"]),
        ("Une « armée fantoche » recule.", ["armée"]),
        (
            "Des combattants soutenus par l’Iran ont fui.",
            ["combattants soutenus par l’Iran"],
        ),
        (
            "Les forces armées françaises et belges partent.",
            ["forces armées françaises et belges"],
        ),
        ("La lâche attaque terroriste de mardi.", ["lâche attaque terroriste"]),
        ("Un groupe armé local, puis un groupe.", ["groupe armé local"]),
        ("Un campement US a brûlé.", ["campement US"]),
        ("Les Américains et l’armée américaine.", ["Américains", "armée américaine"]),
        ("Dans la province de Valombre.", ["province de Valombre"]),
        ("Les groupes de résistance tchadiens.", ["groupes de résistance tchadiens"]),
        ("Au moins 12 jeunes civils sont tombés.", ["jeunes civils"]),
    ],
)
def test_french_phrases(body: str, found: list[str]) -> None:
    assert words(body, "fr") == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("The Iran-backed militias moved.", ["Iran-backed militias"]),
        ("They hit a US army base.", ["US army base"]),
        ("The brutal terrorist attack was told.", ["brutal terrorist attack"]),
        ("Some Russian and Ukrainian troops met.", ["Russian and Ukrainian troops"]),
        ("Militias loyal to Iran met.", ["Militias loyal to Iran"]),
        ("In the town of Valombre.", ["town of Valombre"]),
        ("At least three young civilians fled.", ["young civilians"]),
        ("An armed group and a group.", ["armed group"]),
        ("The Americans left.", ["Americans"]),
        ("The occupation forces remained.", ["occupation forces"]),
    ],
)
def test_english_phrases(body: str, found: list[str]) -> None:
    assert words(body, "en") == found


# --- what is known of it -------------------------------------------------------------


def test_determiner_number_and_preposition_stand_apart() -> None:
    body = "Contre au moins 12 soldats tchadiens."
    (term,) = read(body, "fr")
    assert body[term.lead : term.span[0]] == "Contre au moins 12 "
    assert (term.head, term.concept, term.peoples) == ("soldat", "force", ("TD",))


@pytest.mark.parametrize(
    ("language", "body", "found"),
    [
        ("fr", "Le Front du Nord a attaqué le vieux moulin.", "vieux moulin"),
        ("en", "The Northern Front attacked the old mill.", "old mill"),
    ],
)
def test_what_fills_a_facet_is_a_term_without_its_determiner(
    language: str, body: str, found: str
) -> None:
    (term,) = [term for term in read(body, language) if body[: term.lead].strip()]
    assert (term.concept, body[slice(*term.span)]) == ("named", found)


def test_another_one_is_said_to_be_another() -> None:
    (first, second) = read("Une base libyenne, puis une autre base libyenne.", "fr")
    assert not first.other
    assert second.other
    (first, second) = read("A Libyan base, then another Libyan base.", "en")
    assert not first.other
    assert second.other


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_people_is_known_by_adjective_name_and_compound(language: str) -> None:
    bodies = {
        "fr": ["L’armée iranienne.", "Des milices pro-iraniennes.", "Les Iraniens."],
        "en": ["The Iranian army.", "The Iran-backed militias.", "The Iranians."],
    }
    for body in bodies[language]:
        (term,) = read(body, language)
        assert term.peoples == ("IR",), body


_PIECES = st.lists(
    st.sampled_from(
        [
            *"«»“”\"'’.,;:-– ()é",
            "les",
            "forces",
            "américaines",
            "de",
            "l’",
            "base",
            "US",
            "pro",
            "soutenues",
            "par",
            "et",
            "22",
            "autre",
            "the",
            "militia",
            "Iran-backed",
            "of",
            "Valombre",
            "al-Omar",
            "group",
            "attack",
            "another",
        ]
    ),
    max_size=30,
)


@given(pieces=_PIECES, language=st.sampled_from(["fr", "en"]))
def test_terms_lie_in_the_text_in_order_and_bear_words(
    pieces: list[str], language: str
) -> None:
    body = " ".join(pieces)
    found = read(body, language)
    assert [t.span for t in found] == sorted(t.span for t in found)
    for term in found:
        assert 0 <= term.lead <= term.span[0] < term.span[1] <= len(body)
        words = body[slice(*term.span)]
        assert words == words.strip()
        assert any(letter.isalpha() for letter in words)


def test_one_lexicon_has_the_lists_of_the_other() -> None:
    assert known_languages("wording") == ("en", "fr")
    first, second = (load_rules(name, "wording") for name in ("fr", "en"))
    assert set(second) >= set(first)
    assert load_lexicon("de") is None
    for key in ("heads", "weak"):
        assert first[key].keys() == second[key].keys()  # type: ignore[attr-defined]


def test_a_noun_names_one_concept_in_each_language() -> None:
    for language in known_languages("wording"):
        rules = load_rules(language, "wording")
        listed = [
            noun
            for key in ("heads", "weak")
            for nouns in rules[key].values()  # type: ignore[attr-defined]
            for noun in nouns
        ]
        twice = {noun for noun in listed if listed.count(noun) > 1}
        assert twice == set(), language
