"""How two reports agree, facet by facet."""

from __future__ import annotations

import pytest

from builder.edtf import parse_edtf
from builder.link.grounds import compare_times, find_names, stems


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Incendie dans une usine", "a word that only begins a sentence"),
        ("il est arrivé mardi. Deux", "nor after a stop"),
        ("on Tuesday in March", "months and weekdays are no names"),
        ("the MP and the PM", "short signs say too little"),
    ],
)
def test_what_is_no_name(text: str, why: str) -> None:
    assert find_names(text) == frozenset(), why


def test_names_are_folded() -> None:
    found = find_names("l'usine de Vénissieux, près de Lyon, et l’Isère")
    assert found == {"venissieux", "lyon", "isere"}


def test_a_plural_has_the_stem_of_its_singular() -> None:
    assert stems("rockets") == stems("rocket")
    assert stems("des drones") == ("drone",)


@pytest.mark.parametrize(
    ("a", "b", "agreement"),
    [
        ("2020-01-02", "2020-01-02", "same"),
        ("2020-01-02", "2020-01-03", "close"),
        ("2020-01-02", "2020-01-04", "disjoint"),
        ("2020-01-02", "2020-01", "overlap"),
        ("2018-06-18", "XXXX-06-18", "same"),
        ("XXXX-06-18", "XXXX-06-20", "disjoint"),
        ("2020-01-02~", "2020-01-04", "likely"),
        ("2020-01-02~", "2020-02-04", "open"),
        ("2020-01~", "2020-01", "open"),
    ],
)
def test_times(a: str, b: str, agreement: str) -> None:
    assert compare_times(parse_edtf(a), parse_edtf(b)) == agreement
    assert compare_times(parse_edtf(b), parse_edtf(a)) == agreement


def test_an_unknown_date_agrees_with_nothing_and_excludes_nothing() -> None:
    assert compare_times(None, parse_edtf("2020-01-02")) == "open"
