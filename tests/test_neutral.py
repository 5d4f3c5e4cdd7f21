"""Words that judge: what is no matter of ours first, then what the check names."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
import yaml

from builder.languages import known_languages, load_rules
from builder.neutral import find_loaded
from builder.taxonomy import load_facets, load_kinds, load_verdict_rules


def words(text: str, language: str) -> list[str]:
    return [found for found, _ in find_loaded(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Verfeil : attaque de drones signalée, 4 mars 2031",
        "La source parle de « terroristes » et d’une \u201clibération\u201d.",
        'Le titre dit "massacre".',
        "The paper calls them ‘terrorists’ and the raid 'heroic'.",
        "La ville est administrée par la province.",
    ],
)
def test_neutral_words_and_the_words_of_others_are_left_alone(text: str) -> None:
    assert [words(text, language) for language in ("fr", "en")] == [[], []]


def test_a_word_of_another_sense_is_left_alone() -> None:
    assert words("Le régime alimentaire des marins a changé.", "fr") == []


def test_an_apostrophe_opens_no_quotation() -> None:
    assert words("L'armée de l'ennemi n'a rien dit.", "fr") == ["ennemi"]


def test_what_judges_is_named_as_it_stands_and_in_order() -> None:
    text = "Le Régime a avoué le massacre « héroïque » des Terroristes."
    assert words(text, "fr") == ["Régime", "avoué", "massacre", "Terroristes"]
    text = "The regime's cowardly raid, of course."
    assert words(text, "en") == ["regime", "cowardly", "of course"]


def own_sentences() -> Iterator[tuple[str, str, str]]:
    """Where, language, text of all that the program itself says on a page."""
    for kind in load_kinds().values():
        for language, label in (*kind.label.items(), *kind.reported.items()):
            yield kind.id, language, label
    for facet, labels in load_facets().items():
        for language, label in labels.items():
            yield facet, language, label
    for rule in load_verdict_rules().values():
        for language, says in rule.says.items():
            yield rule.id, language, says
    for language in known_languages("interface"):
        for stage in ("interface", "titles", "reasons", "explain"):
            text = yaml.safe_dump(load_rules(language, stage), allow_unicode=True)
            yield stage, language, text.replace("'", " ").replace('"', " ")
        manual = files("builder").parent / "templates/default/pages"  # type: ignore[attr-defined]
        path = manual / f"manual.{language}.md"
        yield "manual", language, path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", known_languages("interface"))
def test_our_own_titles_and_sentences_judge_nobody(language: str) -> None:
    found = {
        where: words(text, language)
        for where, code, text in own_sentences()
        if code == language and words(text, language)
    }
    assert found == {}
