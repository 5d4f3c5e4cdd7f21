"""Exact words are found where they stand, and nowhere else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.anchoring import find_nearest, find_quote, fold_quote

BODY = (
    "Selon l’agence\u00a0: «\u202fdeux roquettes\u00a0» ont touché la base, "
    "dit l'agence. 13 blessés, 3 morts."
)


@pytest.mark.parametrize(
    "quote",
    [
        "",
        " ",
        "Deux roquettes",
        "deux roquette s",
        "ont touche la base",
        "trois morts",
        "dit l agence",
    ],
)
def test_other_words_are_not_found(quote: str) -> None:
    assert find_quote(BODY, quote) == []


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("l'agence :", "l’agence\u00a0:"),
        ('"deux roquettes"', "«\u202fdeux roquettes\u00a0»"),
        ("« deux roquettes »", "«\u202fdeux roquettes\u00a0»"),
        ("“deux roquettes” ont", "«\u202fdeux roquettes\u00a0» ont"),
        ("deux\n  roquettes", "deux roquettes"),
        ("touché", "touché"),
        (unicodedata.normalize("NFD", "touché la"), "touché la"),
        ("3 morts", "3 morts"),
    ],
)
def test_what_nobody_sees_does_not_count(quote: str, found: str) -> None:
    ((start, end),) = find_quote(BODY, quote)
    assert BODY[start:end] == found


def test_the_very_characters_win_over_folded_ones() -> None:
    assert [BODY[a:b] for a, b in find_quote(BODY, "l'agence")] == ["l'agence"]


def test_whole_words_win_over_parts_of_words() -> None:
    ((start, _),) = find_quote(BODY, "3")
    assert BODY[start:] == "3 morts."


def test_several_places_come_in_order_or_by_nearness() -> None:
    body = "un tir, un tir, un tir"
    assert find_quote(body, "un tir") == [(0, 6), (8, 14), (16, 22)]
    assert find_quote(body, "un tir", near=15)[0] == (16, 22)


def test_a_body_of_composed_and_separate_accents() -> None:
    body = unicodedata.normalize("NFD", "été à l’est")
    ((start, end),) = find_quote(body, "été à l'est")
    assert body[start:end] == body
    ((start, end),) = find_quote(body, "été")
    assert unicodedata.normalize("NFC", body[start:end]) == "été"


@given(st.text(), st.text(min_size=1), st.text())
def test_what_stands_there_is_found(before: str, quote: str, after: str) -> None:
    body = f"{before}\n{quote}\n{after}"
    if quote.strip():
        spans = find_quote(body, quote)
        assert spans
        for start, end in spans:
            assert fold_quote(body[start:end]) == fold_quote(quote)


@given(st.text(alphabet="ab «»\"'’\u00a0\n…"), st.text(alphabet="ab «\"'\u00a0…"))
def test_what_is_found_folds_alike(body: str, quote: str) -> None:
    for start, end in find_quote(body, quote):
        assert 0 <= start < end <= len(body)
        assert fold_quote(quote) in fold_quote(body[start:end])


def test_the_nearest_sentence() -> None:
    body = "Il pleut. Deux roquettes ont frappé la base hier. Rien d'autre."
    near = find_nearest(body, "Trois roquettes ont frappé la base")
    assert near == "Deux roquettes ont frappé la base hier."
    assert find_nearest(body, "xyz qrst uvw") == "", "rather none than a wrong one"
