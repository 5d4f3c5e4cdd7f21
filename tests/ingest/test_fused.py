"""Furniture inside a paragraph; what is prose and must stay comes first."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.ingest.furniture import Aside
from builder.ingest.fused import split_fused
from builder.ingest.paragraphs import find_paragraphs

PROSE = "The ferry reached the harbour at noon."


def cut(text: str, language: str = "en") -> list[tuple[str, str]]:
    """(words, rule) of every piece; no rule for the article's own."""
    pieces, asides = split_fused(find_paragraphs(text), language)
    return [
        (piece.text, aside.rule if isinstance(aside, Aside) else "")
        for piece, aside in zip(pieces, asides, strict=True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "About 1/3 of the crew and 2/3 of the guests were saved.",
        "The vote was 3 of 5, then 4 of 5, said the clerk.",
        "The club won 2/1, 3/1 and lost 1/4 in three games.",
        "The image caption on the poster said so.",
        "She asked him to thank you for subscribing to the fund.",
        "He painted (photo albums apart) nothing at all.",
        "Nobody may share this video with a stranger.",
    ],
)
def test_prose_stays_whole(text: str) -> None:
    assert cut(text) == [(text, "")]


def test_a_gallery_goes_with_its_first_and_last_sentence() -> None:
    gallery = (
        "The week in pictures 1/3 A swan on the lake Agency 2/3 Bakers at work in the "
        "town. They bake at night Agency 3/3 The fair opens on Sunday."
    )
    assert cut(f"{PROSE} {gallery} {PROSE}") == [
        (PROSE, ""),
        (gallery, "any/gallery"),
        (PROSE, ""),
    ]


def test_a_caption_ends_with_its_sentence() -> None:
    caption = "Image caption The harbour in winter."
    assert cut(f"{PROSE} {caption} {PROSE}") == [
        (PROSE, ""),
        (caption, "any/fused-caption"),
        (PROSE, ""),
    ]


def test_a_small_word_with_a_capital_begins_a_sentence() -> None:
    caption = "Media caption Bakers from across the US work at night"
    assert cut(f"{caption} They bake for the fair.") == [
        (caption, "any/fused-caption"),
        ("They bake for the fair.", ""),
    ]


def test_credits_and_notices_are_cut_as_they_stand() -> None:
    notice = "Click to share on Some Site (Opens in new window)"
    assert cut(f"{PROSE} (Photo: A. Baker/Agency) {PROSE} {notice} {PROSE}") == [
        (PROSE, ""),
        ("(Photo: A. Baker/Agency)", "any/fused-credit"),
        (PROSE, ""),
        (notice, "any/fused-notice"),
        (PROSE, ""),
    ]


def test_french() -> None:
    prose = "Le bac est arrivé à midi."
    notice = "Cliquez pour partager sur Untel (ouvre dans une nouvelle fenêtre)"
    assert cut(f"{prose} {notice} {prose}", "fr") == [
        (prose, ""),
        (notice, "any/fused-notice"),
        (prose, ""),
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                PROSE,
                "Image caption The harbour",
                "(Photo: Agency)",
                "1/9",
                "2/9",
                "3/9",
                "Skip Ad",
                "Invalid Email",
                "\n",
                "\n\n",
                "word",
            ]
        ),
        max_size=14,
    )
)
def test_nothing_is_lost_and_every_piece_knows_its_place(words: list[str]) -> None:
    text = " ".join(words)
    pieces, _ = split_fused(find_paragraphs(text), "en")
    assert Counter("".join(p.text for p in pieces).replace(" ", "")) == Counter(
        "".join(text.split())
    )
    for piece in pieces:
        told = " ".join(text[slice(*line)] for line in piece.lines)
        assert told.split() == piece.text.split()
