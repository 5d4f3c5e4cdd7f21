"""Folding; first what must stay apart."""

import re

from hypothesis import given
from hypothesis import strategies as st

from builder.folding import fold, fold_with_offsets, make_slug


def test_different_words_stay_different() -> None:
    assert fold("côte") != fold("coté e")
    assert fold("al-Omar") != fold("al Omar")
    assert fold("c") != fold("(c)")


def test_alike() -> None:
    assert fold("  L’ÉTÉ\u00a0à l‘Œuvre ") == "l'ete a l'oeuvre"
    assert fold("Straße") == fold("STRASSE")
    assert fold("𝐍𝐨𝐮𝐬") == "nous"


@given(st.text(max_size=60))
def test_offsets_lead_back(text: str) -> None:
    folded, origins = fold_with_offsets(text)
    assert len(origins) == len(folded) + 1
    assert origins == sorted(origins)
    assert origins[-1] == len(text)
    assert "".join(folded.split()) == "".join(fold(text).split())


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_a_slug_is_safe_and_its_own_slug(text: str) -> None:
    slug = make_slug(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert make_slug(slug) == slug


def test_words_of_a_slug() -> None:
    assert make_slug("L’Œil de Łódź, 12 mai") == "l-oeil-de-lodz-12-mai"
    assert make_slug("002_b59", "_") == "002_b59"
    assert make_slug("газета") == ""
