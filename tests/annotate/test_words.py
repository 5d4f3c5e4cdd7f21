"""Words and runs of a text, and phrases looked for among them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.words import PhraseTable, find_runs, find_words

RUN = re.compile(r"[^\W_]+")
TEXTS = st.text(st.sampled_from("abnstlrd'’-‑_.,0159 éÉİß\n\u00a0»٣"), max_size=40)


@given(TEXTS, st.sampled_from(["fr", "en", "de"]))
def test_runs_do_not_hang_on_how_a_language_cuts_words(
    text: str, language: str
) -> None:
    found = find_runs(text, (0, len(text)), language)
    runs = [(m.group(), m.start(), m.end()) for m in RUN.finditer(text)]
    assert list(zip(*found, strict=True)) == runs


@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_words_lie_in_order_and_hold_every_letter(text: str, language: str) -> None:
    words = find_words(text, (0, len(text)), language)
    assert len(words) == len(words.starts) == len(words.ends) == len(words.cased)
    behind = 0
    for start, end in zip(words.starts, words.ends, strict=True):
        assert behind <= start < end
        assert not RUN.search(text[behind:start])
        behind = end
    assert not RUN.search(text[behind:])


def test_words_of_a_sentence_are_those_of_its_block() -> None:
    text = "Deux camions. L'usine a fermé."
    words = find_words(text, (0, len(text)), "fr").cut((14, len(text)))
    assert words.texts == ("l'", "usine", "a", "fermé", ".")
    assert list(words.starts) == [14, 16, 22, 24, 29]
    assert list(words.cased) == [True, False, False, False, False]
    assert words.known == set(words.texts)
    assert words.find_among({"a", "."}) == [2, 4]
    assert words.find_among({"a", "."}, 3, 4) == []


@pytest.fixture
def table() -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable("en")
    table.add_fixed("run", "short")
    table.add_fixed("run out of", "long")
    table.add_fixed("run ... dry", "gapped")
    table.add_fixed("is said", "common")
    table.add_noun("fire engine", "noun")
    return table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is late, and it is said", [("common", 6, 7)]),
        ("Wells run out of water", [("long", 1, 3)]),
        ("Wells run out and about", [("short", 1, 1)]),
        ("Wells run rather dry", [("gapped", 1, 3)]),
        ("Wells run, dry", [("short", 1, 1)]),
        ("Two fire engines", [("noun", 1, 2)]),
        ("A fire", []),
    ],
)
def test_the_longest_phrase_is_found(
    table: PhraseTable[str], text: str, expected: list[tuple[str, int, int]]
) -> None:
    words = find_words(text, (0, len(text)), "en")
    hits = [(hit.value, hit.first, hit.last) for hit in table.find(words)]
    assert hits == expected
    assert table.stands_in(words) is bool(expected)
    for value, first, last in expected:
        longest = table.find_longest(words, first)
        assert longest is not None
        assert (longest.value, longest.last) == (value, last)


def test_all_phrases_come_longest_first(table: PhraseTable[str]) -> None:
    text = "run out of it dry"
    words = find_words(text, (0, len(text)), "en")
    assert [hit.value for hit in table.find_all(words, 0)] == [
        "long",
        "gapped",
        "short",
    ]


def test_a_phrase_must_stand_in_the_stretch_as_a_whole(
    table: PhraseTable[str],
) -> None:
    text = "they run out of it"
    words = find_words(text, (0, len(text)), "en")
    assert [hit.value for hit in table.find(words, 0, 4)] == ["long"]
    assert [hit.value for hit in table.find(words, 0, 3)] == ["short"]
    assert [hit.value for hit in table.find_each(words, 0, 2)] == ["long"]
    assert table.find(words, 2) == []
