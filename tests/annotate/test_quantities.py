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
