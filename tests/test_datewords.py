"""EDTF in words, in both languages of the interface."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.datewords import words
from builder.edtf import parse_edtf

SAID = [
    ("unknown", "date inconnue", "date unknown"),
    ("2020-01-01", "1er janvier 2020", "1 January 2020"),
    ("2022-01~", "vers janvier 2022", "about January 2022"),
    ("2022?", "2022 (?)", "2022 (?)"),
    ("XXXX-11-14", "14 novembre, année inconnue", "14 November, year unknown"),
    ("2011/..", "depuis 2011", "since 2011"),
    ("../2014", "jusqu’à 2014", "until 2014"),
    ("2022-01-04/2022-01-07", "du 4 au 7 janvier 2022", "4 to 7 January 2022"),
    ("2020-12-30/2021-01-02", "du 30 décembre 2020 au 2 janvier 2021",
     "30 December 2020 to 2 January 2021"),
    ("201X", "années 2010", "the 2010s"),
    ("18XX", "XIXe siècle", "19th century"),
    ("2018-22", "été 2018", "summer 2018"),
    ("-0043", "44 av. J.-C.", "44 BC"),
    ("[2022-01-04,2022-01-11,2022-01-18,2022-01-25]",
     "un des quatre mardis de janvier 2022",
     "one of the four Tuesdays of January 2022"),
    ("[2022-01-04,2022-01-11]", "soit 4 janvier 2022 ou 11 janvier 2022",
     "either 4 January 2022 or 11 January 2022"),
    ("2020-11-14T18:30:00", "14 novembre 2020 à 18 h 30", "14 November 2020, 18:30"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "french", "english"), SAID)
def test_says(text: str, french: str, english: str) -> None:
    assert (words(text, "fr"), words(text, "en")) == (french, english)


def test_a_language_without_words_is_said_in_english() -> None:
    assert words("2022-01", "xx") == "January 2022"


def test_text_that_is_no_date_is_given_back() -> None:
    assert words("hier", "fr") == "hier"


PARTS = st.builds(
    lambda y, m, d, q: f"{y:04}-{m:02}-{d:02}"[: (4, 7, 10)[q % 3]]
    + ("?", "~", "%", "")[q % 4],
    st.integers(0, 2100), st.integers(1, 12), st.integers(1, 28), st.integers(0, 11),
)  # fmt: skip


@given(PARTS, st.sampled_from(["fr", "en"]))
def test_every_date_has_words_with_its_year(text: str, language: str) -> None:
    said = words(parse_edtf(text), language)
    assert str(int(text[:4])) in said
