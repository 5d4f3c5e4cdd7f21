"""What a cell adds to the words it quotes: marks around them, a value beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.model import Claim
from builder.publish.library import make_library
from builder.publish.render import Renderer, quote_marks
from tests.publish.sample import CONTENT, Config


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("milices", ""),
        ("« milices pro Iran »", "bare"),
        ("“no trace”", "bare"),
        ('"rien"', "bare"),
        ("« milices", "bare"),
        ("pertes humaines»", "bare"),
        ("des « milices » pro Iran", "inner"),
        ("« l’un » et « l’autre »", "inner"),
        ("« l’un » et l’autre", "inner"),
    ],
)
def test_no_quotation_mark_is_doubled(words: str, style: str) -> None:
    assert quote_marks(words) == style


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        (Claim(facet="means", value=3, unit="rocket", quote="3 roquettes"), ""),
        (Claim(facet="means", value=10, unit="rocket", quote="dix roquettes"), ""),
        (Claim(facet="killed", value=3000, quote="3 000 morts"), ""),
        (Claim(facet="killed", at_least=20, quote="au moins 20 morts"), ""),
        (Claim(facet="where", value="valombre", quote="près de VALOMBRE"), ""),
        (Claim(facet="when", value="2031-03-04", quote="le 4 mars 2031"), ""),
        (Claim(facet="means", quote="une explosion"), ""),
        (Claim(facet="killed", value=24, quote="2 fois 12 morts"), "24"),
        (
            Claim(facet="killed", at_least=15, at_most=25, quote="environ 20 morts"),
            "de 15 à 25",
        ),
        (Claim(facet="means", at_least=2, quote="plusieurs roquettes"), "au moins 2"),
        (Claim(facet="when", value="2031-03-04", quote="mardi"), "4 mars 2031"),
        (Claim(facet="where", value="valombre", quote="la ville"), "Valombre"),
        (Claim(facet="killed", value="unknown", quote="on ignore"), "dit inconnu"),
    ],
)
def test_a_value_is_shown_where_it_says_more_than_the_words(
    claim: Claim, shown: str
) -> None:
    library = make_library(CONTENT, {}, Config())
    assert Renderer(library).value_beyond(claim) == shown


def test_a_list_says_a_date_once() -> None:
    renderer = Renderer(make_library(CONTENT, {}, Config()))
    entry = next(iter(renderer.library.entries.values()))
    entry = replace(entry, date="2031-03-04")
    for title, shown in (
        ("Pont effondré, 4 mars 2031", "Pont effondré"),
        ("Pont effondré, 5 mars 2031", "Pont effondré, 5 mars 2031"),
        ("Pont effondré le 4 mars 2031", "Pont effondré le 4 mars 2031"),
        (", 4 mars 2031", ", 4 mars 2031"),
    ):
        assert renderer.short_title(replace(entry, title=title)) == shown
