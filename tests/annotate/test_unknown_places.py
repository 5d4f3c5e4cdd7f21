"""Names that no list knows, where places stand: what is none of them first."""

from __future__ import annotations

import pytest

from builder.annotate.placecontexts import load_place_words
from builder.annotate.unknownplaces import find_unknown_names
from builder.model import (
    Annotations,
    Article,
    ArticleRecord,
    Block,
    Citation,
    Evidence,
    PlaceMention,
)


def find(
    text: str,
    language: str = "fr",
    known: tuple[str, ...] = (),
    source: str = "",
) -> list[str]:
    evidence = Evidence(file="seeds/a.txt", sha256="0")
    record = ArticleRecord(id="a", evidence=evidence, language=language)
    article = Article(record, text, (Block("paragraph", (0, len(text))),))

    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    citations = ()
    if source:
        citations = (
            Citation((at(text),), at(text[:1]), at(source), source, source, "person",
                     "indirect", "fr/test"),
        )  # fmt: skip
    places = tuple(PlaceMention(at(words), words, "x") for words in known)
    notes = Annotations("a", citations=citations, places=places)
    return list(find_unknown_names(article, notes))


@pytest.mark.parametrize(
    "text",
    [
        "Le préfet pense à Mirelle depuis lundi.",
        "Près de Mardi, rien ne bouge.",
        "Le secrétaire à la Défense Marc Espère a démissionné.",
        "Selon Oudrac, près de trois cents personnes ont fui.",
        "En 2031, à 20 heures, près de la gare.",
    ],
)
def test_what_may_be_anything_is_not_proposed(text: str) -> None:
    assert find(text) == []


def test_known_places_and_those_who_are_cited_are_not_proposed() -> None:
    text = "Une explosion a eu lieu près de Verfeil."
    assert find(text) == ["Verfeil"]
    assert find(text, known=("Verfeil",)) == []
    assert find(text, source="Verfeil") == []


def test_words_that_suit_only_a_place_are_enough() -> None:
    text = "Le feu a pris dans le village de Sainte-Ourle, au nord d’al-Mirad."
    assert find(text) == ["Sainte-Ourle", "al-Mirad"]
    assert find("A fire broke out near Upper Ashby.", "en") == ["Upper Ashby"]


def test_words_that_suit_much_need_a_second_time() -> None:
    assert find("Des combats à Oudrac.") == []
    assert find("Des combats à Oudrac. Lundi, à Oudrac, le calme.") == ["Oudrac"]


def test_a_language_without_words_for_places_proposes_nothing() -> None:
    assert load_place_words("xx") is None
    assert find("près de Verfeil", "xx") == []
