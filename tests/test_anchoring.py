"""Exact words are found where they stand, and nowhere else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.anchoring import find_longer, find_nearest, find_quote, fold_quote

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


@pytest.mark.parametrize(
    ("quote", "near"),
    [
        ("xyz qrst uvw", ""),
        ("Trois roquettes ont frappé la base", "Deux roquettes ont frappé la base"),
        ("Deux roquettes ont touché la base", "Deux roquettes ont frappé la base"),
        ("roquettes ont frappé le camp", "roquettes ont frappé la base"),
        ("Il neige. Deux roquettes ont frappé", "Il pleut. Deux roquettes ont frappé"),
        ("frappé la base hier. Plus rien d’autre", "frappé la base hier. Rien d'autre"),
        ("Rien d’autre : c’est tout.", "Rien d'autre."),
    ],
)
def test_the_nearest_words(quote: str, near: str) -> None:
    body = "Il pleut. Deux roquettes ont frappé la base hier. Rien d'autre."
    assert find_nearest(body, quote) == near


def test_the_nearest_words_are_those_that_replaced_the_old_ones() -> None:
    """The whole sentence, not only the half of it that is as it was."""
    said = "L'agence écrit : « Le pont a {} cette nuit », puis se tait."
    rest = "\n\nLe pont est vieux. Cette nuit fut longue.\n"
    old, new = said.format("craqué vers"), said.format("cédé peu après minuit")
    assert find_nearest(new + rest, old) == new


BRIDGES = "Le vieux pont a cédé. Le pont neuf tient. Au pont, la nuit."


@pytest.mark.parametrize(
    ("at", "longer"), [(0, "pont a"), (1, "pont neuf"), (2, "pont, la")]
)
def test_longer_words_stand_once(at: int, longer: str) -> None:
    spans = find_quote(BRIDGES, "pont")
    assert find_longer(BRIDGES, spans[at]) == longer
    assert len(find_quote(BRIDGES, longer)) == 1


@pytest.mark.parametrize("body", ["ah ah", "ah " * 60, "ah", " ah\n\nah "])
def test_where_nothing_is_between_no_words_are_offered(body: str) -> None:
    offered = [find_longer(body, span) for span in find_quote(body, "ah")]
    assert all(not words or len(find_quote(body, words)) == 1 for words in offered)


@given(st.text("ab .«»'\n", max_size=60), st.text("ab .«»'", max_size=20))
def test_what_is_offered_stands_in_the_body(body: str, quote: str) -> None:
    assert find_nearest(body, quote) in body
    for span in find_quote(body, quote)[:3]:
        longer = find_longer(body, span)
        assert longer == "" or len(find_quote(body, longer)) == 1
