"""Sentences; first where none ends."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.sentences import find_sentences
from builder.model import Block


def split(text: str, language: str = "fr") -> list[str]:
    blocks = [
        Block("paragraph", match.span()) for match in re.finditer(r"[^\n]+", text)
    ]
    return [text[slice(*span)] for span in find_sentences(text, blocks, language)]


@pytest.mark.parametrize(
    "text",
    [
        "M. Le Goff et Mme. Durand ont vu J.-C. Martin.",
        "Le Dr. Vidal habite à 3.5 km du pont.",
        "Voir l'art. 5, p. 12 et la fig. 3 du rapport.",
        "Les forces, l'aviation, etc. sont parties.",
        "Au Ier siècle av. J.-C. la ville était romaine.",
        "« Venez ! » a-t-il crié.",
        "« Vraiment ? Ce soir ? » demande-t-elle.",
        "Il hésite… puis il part.",
        "Non ! dit-il, et il sort.",
        "Voir www.exemple.fr/page.html pour la suite.",
        "1. Un premier point.",
        "Le n. 3 est là.",
        "Il dit [...] Le reste manque.",
        "Voir Études, Vol. XII, p. 4.",
        "... Mais il est parti.",
        "Le groupe Yahoo! a signé... ou pas.",
    ],
)
def test_one_sentence_in_french(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith met Gen. Lee and Sen. Jones on Jan. 5.",
        "The U.S. Army left.",
        "He read H.R. 1, the bill.",
        "James A. Baker spoke at 3 p.m. on Monday.",
        "It costs $3.5 in No. 10 St. Peter's Road.",
        '"Why?" she asked.',
        "He lives at 5 Park Ave. near the park.",
    ],
)
def test_one_sentence_in_english(text: str) -> None:
    assert split(text, "en") == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Il pleut. Il vente.", 2),
        ("Il pleut ! Il vente ? Oui… Non.", 4),
        ("C'était en 2014. Après, plus rien.", 2),
        ("Ils étaient sept. Le maire aussi.", 2),
        ("Il a tout pris, etc. Les autres sont partis.", 2),
        ("Il est parti. al-Machin l'affirme.", 2),
        ("Il est parti. « Je reviens », dit-il.", 2),
        ("Il pleut.Le vent souffle.", 2),
        ("Il est parti (hier soir). Elle reste.", 2),
        ("« Il pleut. Je rentre. » Elle est partie sans un mot.", 2),
    ],
)
def test_several_sentences_in_french(text: str, count: int) -> None:
    assert len(split(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He left the U.S. The army stayed.", 2),
        ("He said no. Then he left.", 2),
        ("It opens at 9 a.m. The bank is next door.", 2),
        ('He said "No." She left.', 2),
        ("“We leave.” That was all. (It rained.) Then sun.", 4),
    ],
)
def test_several_sentences_in_english(text: str, count: int) -> None:
    assert len(split(text, "en")) == count


LONG = "Nous avons vu les eaux monter dans toutes les rues de la ville basse."


def test_a_long_quotation_is_cut_and_keeps_its_closing_mark() -> None:
    found = split(f"Elle raconte : « {LONG} {LONG} {LONG} ». Puis elle part.")
    assert len(found) == 4
    assert found[2].endswith("basse. ».")


def test_a_closing_mark_never_stands_alone() -> None:
    for close in (" »", "»", '"', "”", " »."):
        opening = {"»": "« ", '"': '"', "”": "“"}[close.strip(" .")]
        found = split(f"{opening}{LONG} {LONG} {LONG}{close} Puis elle part.")
        assert all(re.search(r"\w", sentence) for sentence in found)
        assert len(found) == 4


def test_an_unclosed_quotation_hides_nothing() -> None:
    assert len(split("« Il pleut. Il vente. Elle part.")) == 3


def test_heading_is_one_sentence() -> None:
    text = "Il pleut. Il vente"
    assert find_sentences(text, [Block("heading", (0, 18))], "fr") == ((0, 18),)


def test_unknown_language_still_splits() -> None:
    assert split("Il pleut. Il vente.", "unknown") == ["Il pleut.", "Il vente."]


@given(st.text(st.sampled_from('aB .!?…«»"“”()\n\u00a01M'), max_size=120))
def test_sentences_cover_the_blocks(text: str) -> None:
    blocks = [
        Block("paragraph", match.span()) for match in re.finditer(r"[^\n]+", text)
    ]
    covered = [False] * len(text)
    last = 0
    for start, end in find_sentences(text, blocks, "fr"):
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        last = end
        covered[start:end] = [True] * (end - start)
    assert all(c or char.isspace() for c, char in zip(covered, text, strict=True))
