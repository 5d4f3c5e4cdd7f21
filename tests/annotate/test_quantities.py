"""Counts: what is none first, then values, bounds, units and states."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.quantities import find_quantities
from builder.model import Article, ArticleRecord, Block, Evidence, Quantity

CORPUS = Path(__file__).parents[1] / "corpus"


def read(text: str, language: str) -> tuple[Quantity, ...]:
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256="0"), language=language
    )
    block = Block("paragraph", (0, len(text)))
    return find_quantities(Article(record, text, (block,)))


def rows(key: str) -> list[Any]:
    out = []
    for language in ("fr", "en"):
        path = CORPUS / language / "quantities.yaml"
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        out += [pytest.param(language, *row, id=row[0]) for row in data[key]]
    return out


@pytest.mark.parametrize(("language", "text", "why"), rows("none"))
def test_these_figures_count_nothing(language: str, text: str, why: str) -> None:
    assert read(text, language) == (), why


@pytest.mark.parametrize(
    ("language", "text", "value", "least", "most", "unit"), rows("found")
)
def test_counts_have_value_bounds_and_unit(
    language: str,
    text: str,
    value: int | None,
    least: int | None,
    most: int | None,
    unit: str,
) -> None:
    (found,) = read(text, language)
    assert (found.value, found.at_least, found.at_most, found.unit) == (
        value,
        least,
        most,
        unit,
    )
    assert found.state == "number"
    assert found.rule.startswith(f"{language}/")


@pytest.mark.parametrize(("language", "text", "state", "unit"), rows("states"))
def test_none_and_not_known_are_kept_apart(
    language: str, text: str, state: str, unit: str
) -> None:
    (found,) = read(text, language)
    assert (found.state, found.unit) == (state, unit)
    assert found.value == (0 if state == "zero" else None)


def test_a_hedge_is_kept_in_its_own_words() -> None:
    (found,) = read("Au moins une vingtaine de soldats dormaient.", "fr")
    assert found.hedge == "Au moins une vingtaine"


@given(st.integers(min_value=2, max_value=999_999))
def test_french_groups_of_three_are_one_number(number: int) -> None:
    written = f"{number:,}".replace(",", "\u202f")
    (found,) = read(f"{written} soldats", "fr")
    assert found.value == number


@given(st.text(alphabet="12 30,.-àdes centmilleune soldats", max_size=60))
def test_spans_are_ordered_and_lie_in_the_text(text: str) -> None:
    found = read(text, "fr")
    assert all(0 <= q.span[0] < q.span[1] <= len(text) for q in found)
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("language", "text", "why"),
    [
        (
            "fr",
            "200 soldats y vivent. Le pain coûte dix fois plus.",
            "what bread costs",
        ),
        ("fr", "200 soldats, soit dix fois plus qu’en mai.", "more than in May"),
        ("fr", "Au moins dix fois plus.", "nothing was counted"),
        ("fr", "200 soldats, et dix fois plus de camions.", "something else"),
        ("en", "It has 200 inmates. Rents are ten times more.", "rents"),
        ("en", "200 inmates, and ten times more than last year.", "more than before"),
        ("en", "About dozens of men, and three times more.", "no number to multiply"),
    ],
)
def test_what_is_no_multiple_of_a_count(language: str, text: str, why: str) -> None:
    assert not [q for q in read(text, language) if "/multiple" in q.rule], why


@pytest.mark.parametrize(
    ("language", "text", "words", "value", "least", "unit"),
    [
        (
            "fr",
            "La caserne ne comptait pas 40 soldats. Mais au moins dix fois plus.",
            "au moins dix fois plus",
            None,
            400,
            "soldier",
        ),
        (
            "fr",
            "On annonçait 300 élèves ; il y en a trois fois plus.",
            "trois fois plus",
            900,
            None,
            "person",
        ),
        (
            "fr",
            "Ils disent 300 ouvriers, voire deux fois plus d’ouvriers.",
            "deux fois plus d’ouvriers",
            600,
            None,
            "person",
        ),
        (
            "en",
            "Not 40 soldiers, but at least ten times more.",
            "at least ten times more",
            None,
            400,
            "soldier",
        ),
        (
            "en",
            "He spoke of 50 trucks. There were four times as many.",
            "four times as many",
            200,
            None,
            "vehicle",
        ),
    ],
)
def test_a_multiple_counts_what_the_count_before_it_counts(
    language: str,
    text: str,
    words: str,
    value: int | None,
    least: int | None,
    unit: str,
) -> None:
    (found,) = (q for q in read(text, language) if "/multiple" in q.rule)
    assert text[slice(*found.span)] == words
    assert (found.value, found.at_least, found.unit) == (value, least, unit)
    assert found.hedge == words
