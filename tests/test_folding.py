"""Folding; first what must stay apart."""

from hypothesis import given
from hypothesis import strategies as st

from builder.folding import fold, fold_with_offsets


def test_different_words_stay_different() -> None:
    assert fold("côte") != fold("coté e")
    assert fold("al-Omar") != fold("al Omar")
    assert fold("c") != fold("(c)")


def test_alike() -> None:
    assert fold("  L’ÉTÉ\u00a0à l‘Œuvre ") == "l'ete a l'oeuvre"
    assert fold("Straße") == fold("STRASSE")


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
