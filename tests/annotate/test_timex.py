"""Time expressions: what is none, what is one, and what stays open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.timex import find_times
from builder.annotate.timex_rules import rules_for
from builder.edtf import parse_edtf
from builder.model import (
    Anchor,
    Article,
    ArticleRecord,
    Block,
    Evidence,
    Quotation,
    TimeExpression,
)
from tests.examples import examples
from tests.steps import count_steps

CORPUS = Path(__file__).parents[1] / "corpus"
LANGUAGES = ("fr", "en")


def _load(language: str, name: str) -> dict[str, list[list[str]]]:
    text = (CORPUS / language / name).read_text(encoding="utf-8")
    found: dict[str, list[list[str]]] = yaml.safe_load(text)
    return found


def _phrases(section: str) -> list[Any]:
    out = []
    for language in LANGUAGES:
        rows = _load(language, "dates.yaml")[section]
        out += [pytest.param(language, *row, id=f"{language}:{row[0]}") for row in rows]
    return out


def _constructs() -> list[Any]:
    return [
        pytest.param(language, *row, id=f"{language}:{construct}:{row[0]}")
        for language in LANGUAGES
        for construct, rows in _load(language, "times.yaml").items()
        for row in rows
    ]


def _article(text: str, language: str) -> Article:
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256=""), language=language
    )
    return Article(record, text, (Block("paragraph", (0, len(text))),))


def _times(
    text: str, language: str, anchor: str = "unknown"
) -> tuple[TimeExpression, ...]:
    return find_times(_article(text, language), (), Anchor(anchor))


@pytest.mark.parametrize(("language", "phrase", "why"), _phrases("none"))
def test_is_no_date(language: str, phrase: str, why: str) -> None:
    points = [
        (phrase[t.span[0] : t.span[1]], t.value, t.rule)
        for t in _times(phrase, language, "2020-05-14")
        if t.type in ("DATE", "TIME")
    ]
    assert points == [], why


@pytest.mark.parametrize(
    ("language", "phrase", "anchor", "mention", "value", "edtf", "rule"), _constructs()
)
def test_reads(
    language: str,
    phrase: str,
    anchor: str,
    mention: str,
    value: str,
    edtf: str,
    rule: str,
) -> None:
    found = {
        phrase[t.span[0] : t.span[1]]: (t.value, t.edtf, t.rule)
        for t in _times(phrase, language, anchor)
    }
    assert found.get(mention) == (value, edtf, f"{language}/{rule}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_phrase(language: str) -> None:
    rules = rules_for(language)
    assert rules
    shown = {row[5] for rows in _load(language, "times.yaml").values() for row in rows}
    told = {f"{language}/{name}" for name in shown}
    named = {r.id for r in rules.rules if r.make not in ("offset", "nothing")}
    assert named <= told


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_phrases_enough(language: str) -> None:
    constructs = _load(language, "times.yaml")
    assert sum(len(rows) for rows in constructs.values()) >= 250
    assert len(_load(language, "dates.yaml")["none"]) >= 150


@pytest.mark.parametrize(
    ("language", "phrase", "direction", "least", "most", "event"), _phrases("offsets")
)
def test_keeps_the_distance_from_another_event(
    language: str, phrase: str, direction: str, least: str, most: str, event: str
) -> None:
    (found,) = (t for t in _times(phrase, language) if t.offset)
    assert found.offset is not None
    words = phrase[found.offset.event[0] : found.offset.event[1]]
    said = (found.offset.direction, found.offset.at_least, found.offset.at_most)
    assert (*said, words) == (direction, least, most, event)
    assert found.edtf == ""


def test_says_rule_anchor_and_candidates() -> None:
    (found,) = _times("Il a été tué samedi 14 novembre.", "fr", "2021-01-10")
    assert (found.rule, found.anchor) == ("fr/day-month", "2021-01-10")
    assert [(c.edtf, c.kept, c.why) for c in found.candidates] == [
        ("2020-11-14", True, "nearest-year"),
        ("2019-11-14", False, "weekday"),
        ("2021-11-14", False, "weekday"),
    ]


def test_drops_what_lies_outside_a_month() -> None:
    (found,) = _times("Il est mort mardi.", "fr", "2022-01")
    dropped = [c for c in found.candidates if not c.kept]
    assert [(c.edtf, c.why) for c in dropped] == [("2021-12-28", "outside-anchor")]


def test_a_stated_date_hangs_on_no_anchor() -> None:
    (found,) = _times("le 3 janvier 2020", "fr", "2022-01-05")
    assert found.anchor == ""


def test_knows_what_is_quoted() -> None:
    text = "Il a dit : « Je viendrai mardi » mercredi."
    quotation = Quotation((11, 32), (13, 30))
    found = find_times(_article(text, "fr"), (quotation,), Anchor("2022-01-07"))
    assert [t.quoted for t in found] == [True, False]


def test_has_no_answer_in_a_language_without_rules() -> None:
    assert _times("3 Mai 2019", "xx") == ()


ANCHORS = (
    "unknown",
    "2022-01-05",
    "2022-01",
    "2020",
    "2011/..",
    "[2009-11-14,2020]",
    "0001-01-01",
    "9999-12-31",
    "9999",
    "../2020",
    "2020-06-01~",
    "XXXX-11",
)
VOCABULARY = """
mardi samedi 14 novembre 2020 hier le la il y a deux jours semaine en depuis du au 4 7
janvier début fin été soir 18h 30 , . ( « T-2 1er 29 février siècle années 60 dernier
prochain trois mois après que cette 0001 9999 31/12/9999 ago last
"""
WORDS = st.sampled_from(VOCABULARY.split())


@examples(150)
@given(
    st.lists(WORDS, max_size=14), st.sampled_from(ANCHORS), st.sampled_from(LANGUAGES)
)
def test_whatever_is_found_is_sound(
    words: list[str], anchor: str, language: str
) -> None:
    text = " ".join(words)
    last = 0
    for found in _times(text, language, anchor):
        assert last <= found.span[0] < found.span[1] <= len(text)
        last = found.span[1]
        if found.edtf:
            assert parse_edtf(found.edtf).text == found.edtf


@examples(100)
@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_gives_an_answer(text: str, language: str) -> None:
    for found in _times(text, language, "2022-01"):
        assert text[found.span[0] : found.span[1]].strip()


@pytest.mark.parametrize("unit", ["mardi ", "le 3 ", "2011 ", "il y a ", "1/1/", "(("])
def test_cost_grows_with_length_only(unit: str) -> None:
    def work(length: int) -> int:
        return count_steps(lambda: _times(unit * length, "fr", "2022-01-05"))

    work(20)  # what is read once is read
    assert work(1500) < 12 * work(150)
