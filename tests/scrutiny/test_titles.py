"""Words in titles that judge; what is somebody's, or a name, is not asked about."""

from __future__ import annotations

import pytest

from builder.languages import load_rules
from builder.neutral import STAGE, expand, find_loaded, load_lexicon
from builder.taxonomy import label, load_kinds, reported

NAMES = frozenset(("place des martyrs", "liberation", "regime verlag"))


def found(title: str, language: str) -> list[str]:
    return [words for words, _ in find_loaded(title, language, NAMES)]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "Valombre : attaque « terroriste » selon la préfecture"),
        ("fr", "La radio parle d’un “massacre” au port"),
        ("fr", 'Le maire accuse "le régime" de la capitale'),
        ("fr", "Rassemblement sur la place des Martyrs"),
        ("fr", "Réforme du régime de retraite des marins"),
        ("fr", "Un nouveau régime fiscal pour les bateliers"),
        ("fr", "Boucher et charpentier de marine à Valombre"),
        ("fr", "Attaque meurtrière contre un convoi : douze morts"),
        ("fr", "Un tribunal saisi d’une plainte"),
        ("fr", "Libération de quatre otages"),
        ("en", "Harbour office calls raid “terrorist” act"),
        ("en", "Mayor calls shelling a “massacre”"),
        ("en", "Braves win the regatta"),
        ("en", "Herald reports strike on fuel depot, nine killed"),
        ("en", "Bridge at Port-Ancel collapses"),
        ("de", "Das Regime und die Terroristen"),
        ("en", ""),
    ],
)
def test_what_is_neutral_or_somebody_s_is_not_asked_about(
    language: str, title: str
) -> None:
    assert found(title, language) == []


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("fr", "Attaque terroriste contre le port", ["terroriste"]),
        ("fr", "Le régime bombarde Valombre", ["régime"]),
        ("fr", "Le RÉGIME et ses SBIRES", ["RÉGIME", "SBIRES"]),
        ("fr", "Bain de sang au marché", ["Bain de sang"]),
        ("fr", "Forces d'occupation : deux morts", ["Forces d'occupation"]),
        ("fr", "De cruelles frappes, selon « le préfet »", ["cruelles"]),
        ("en", "Brutal raid on harbour", ["Brutal"]),
        ("en", "Regime forces shell the port", ["Regime"]),
        ("en", "So-called council meets", ["So-called"]),
        ("en", "Bloodbaths and collateral damage", ["Bloodbaths", "collateral damage"]),
    ],
)  # fmt: skip
def test_what_judges_is_found_as_it_is_written(
    language: str, title: str, words: list[str]
) -> None:
    assert found(title, language) == words


def test_an_unclosed_quotation_mark_hides_nothing_before_it() -> None:
    assert found("Massacre au port, « dit le maire", "fr") == ["Massacre"]


def test_forms_of_a_word() -> None:
    assert set(expand("cruel(le)(s)")) == {"cruel", "cruels", "cruelle", "cruelles"}
    assert list(expand("héros")) == ["héros"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_word_of_the_program_s_own_titles_judges(language: str) -> None:
    for kind in load_kinds():
        words = f"{label(kind, language)} {reported(kind, language)}"
        assert find_loaded(words, language) == [], kind


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_stands_in_one_group_and_every_sense_at_a_word(
    language: str,
) -> None:
    groups = load_rules(language, STAGE)["groups"]
    assert isinstance(groups, list)
    forms = [form for g in groups for w in g["words"] for form in expand(w)]
    assert len(forms) == len(set(forms))
    assert all(set(g.get("unless", {})) <= set(g["words"]) for g in groups)
    assert len(load_lexicon(language)) > 80
