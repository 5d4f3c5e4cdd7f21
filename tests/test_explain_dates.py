"""The sentences that say why a date is read as it is."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from builder.annotate.timex import find_times
from builder.explain_dates import explain_anchor, explain_time
from builder.languages import known_languages, load_rules
from builder.model import (
    Anchor,
    Article,
    ArticleRecord,
    Block,
    Evidence,
    Reason,
    TimeExpression,
)


def _only(text: str, anchor: str) -> TimeExpression:
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256=""), language="fr"
    )
    article = Article(record, text, (Block("paragraph", (0, len(text))),))
    (found,) = find_times(article, (), Anchor(anchor))
    return found


@pytest.mark.parametrize(
    ("text", "anchor", "sentence"),
    [
        (
            "Il est mort samedi 14 novembre.",
            "2021-01-10",
            "« samedi 14 novembre » : un jour et un mois (règle fr/day-month) ; lu "
            "comme 14 novembre 2020 ; par rapport à la publication (10 janvier 2021) ; "
            "l’année retenue est la plus proche de la publication ; écarté : "
            "14 novembre 2019 (autre jour de la semaine), "
            "14 novembre 2021 (autre jour de la semaine).",
        ),
        (
            "Il est mort le 14 novembre.",
            "unknown",
            "« le 14 novembre » : un jour et un mois (règle fr/day-month) ; lu comme "
            "14 novembre, année inconnue ; l’année de publication trancherait.",
        ),
        (
            "Il est mort hier.",
            "unknown",
            "« hier » : un jour compté depuis la publication (règle fr/today) ; aucune "
            "date n’en découle ; une date de publication plus précise trancherait.",
        ),
        (
            "Il est mort mardi.",
            "2022-01",
            "« mardi » : un jour de la semaine (règle fr/weekday) ; lu comme un des "
            "quatre mardis de janvier 2022 ; par rapport à la publication (janvier "
            "2022) ; 4 dates restent possibles ; écarté : 28 décembre 2021 (hors de la "
            "période de publication) ; une date de publication plus précise "
            "trancherait.",
        ),
    ],
)
def test_explains_a_time(text: str, anchor: str, sentence: str) -> None:
    assert explain_time(_only(text, anchor), text, "fr") == sentence


def test_explains_the_anchor() -> None:
    reasons = (Reason(rule="year-in-text", quote="2011"),)
    said = explain_anchor(Anchor("2011/..", reasons), "en")
    assert said == (
        "Publication: since 2011 – not before “2011”, which the text names."
    )
    assert explain_anchor(Anchor("unknown"), "en").startswith("Nothing")


def _messages(data: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _messages(value, f"{path}{key}.")
        else:
            fields = sorted(f[1] or "" for f in string.Formatter().parse(str(value)))
            yield f"{path}{key}", " ".join(filter(None, fields))


@pytest.mark.parametrize("stage", ["explain", "calendar"])
def test_every_language_has_the_same_messages(stage: str) -> None:
    shape = {
        language: {k for k, _ in _messages(load_rules(language, stage))}
        for language in known_languages(stage)
    }
    optional = {"century_number.second", "century_number.third"}
    assert len({frozenset(keys - optional) for keys in shape.values()}) == 1


def test_messages_of_the_explanations_take_the_same_values() -> None:
    fields = [dict(_messages(load_rules(code, "explain"))) for code in ("fr", "en")]
    assert fields[0] == fields[1]
