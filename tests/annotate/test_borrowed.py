"""Dates in languages without rules of their own: what is none, what is one."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.borrowed import borrow_rules
from builder.annotate.timex import find_times
from builder.annotate.timex_rules import rules_for
from builder.edtf import parse_edtf
from builder.languages import known_languages
from builder.model import (
    Anchor,
    Article,
    ArticleRecord,
    Block,
    Evidence,
    TimeExpression,
)
from tests.examples import examples

CORPUS = Path(__file__).parents[1] / "corpus"
REVIEWED = ("ar", "de", "es", "it", "nl", "pt", "ru")
"""Those with phrases; the other languages of the tables are checked as a crowd."""
ALL: list[str] = [
    code
    for code in import_module("dateparser.data.languages_info").language_order
    if code not in known_languages("dates")
]
NO_DATES = (
    "2500", "T-2", "67 %", "1.2.3", "3.12.4", "3-1", "19", "5,2", "18:30", "12:05",
    "030 123 45 67", "2011", "2 500", "5", "1/2", "03/04/21", "2021-13-45", "H.R. 1",
    "31.02.2021", "10.0.0.1", "555-1234", "1990-91",
)  # fmt: skip


def _rows(section: str) -> list[Any]:
    out = []
    for language in REVIEWED:
        text = (CORPUS / language / "borrowed.yaml").read_text(encoding="utf-8")
        for row in yaml.safe_load(text)[section]:
            out.append(pytest.param(language, *row, id=f"{language}:{row[0]}"))
    return out


def _times(
    text: str, language: str, anchor: str = "unknown"
) -> tuple[TimeExpression, ...]:
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256=""), language=language
    )
    article = Article(record, text, (Block("paragraph", (0, len(text))),))
    return find_times(article, (), Anchor(anchor))


@pytest.mark.parametrize(("language", "phrase", "why"), _rows("none"))
def test_is_no_date(language: str, phrase: str, why: str) -> None:
    found = [
        (phrase[t.span[0] : t.span[1]], t.rule)
        for t in _times(phrase, language, "2022-01-05")
    ]
    assert found == [], why


@pytest.mark.parametrize("language", ALL)
def test_figures_and_abbreviations_are_no_dates_in_any_language(language: str) -> None:
    tables = import_module(f"dateparser.data.date_translation_data.{language}").info
    forms = {
        form
        for name, words in tables.items()
        if isinstance(words, list) and name not in ("skip", "simplifications")
        for form in words
    }
    months = {f for f in forms if isinstance(f, str) and len(f.rstrip(".")) < 3}
    for text in (*NO_DATES, *sorted(months), *(f"{m} 5 x" for m in sorted(months))):
        assert [t.rule for t in _times(text, language, "2022-01-05")] == [], text


@pytest.mark.parametrize(
    ("language", "phrase", "anchor", "mention", "edtf", "rule"), _rows("read")
)
def test_reads(
    language: str, phrase: str, anchor: str, mention: str, edtf: str, rule: str
) -> None:
    found = {
        phrase[t.span[0] : t.span[1]]: (t.edtf, t.rule)
        for t in _times(phrase, language, anchor)
    }
    assert found.get(mention) == (edtf, f"{language}/dateparser/{rule}")


@pytest.mark.parametrize("language", ALL)
def test_every_month_that_is_read_is_the_one_dateparser_reads(language: str) -> None:
    """The words of the tables, day and year stated: nothing may be guessed."""
    rules = rules_for(language)
    assert rules is not None
    for form, month in rules.lexicons.get("month", {}).items():
        for text in (f"5 {form} 2021", f"2021 {form} 5"):
            for time in _times(text, language):
                assert time.edtf in (f"2021-{month:02}-05", f"2021-{month:02}")
                assert time.rule.startswith(f"{language}/dateparser/")


@pytest.mark.parametrize("language", REVIEWED)
def test_agrees_with_dateparser_on_dates_in_full(language: str) -> None:
    from dateparser.date import DateDataParser

    rules = rules_for(language)
    assert rules is not None
    parser = DateDataParser(
        languages=[language],
        settings={"RELATIVE_BASE": datetime(2022, 1, 5), "TIMEZONE": "UTC"},
    )
    of = "de " if language in ("es", "pt") else ""
    stop = "." if language == "de" else ""
    own = {str(word) for forms in _own_months(language) for word in forms}
    for form, month in rules.lexicons["month"].items():
        text = f"5{stop} {of}{form} {of}2021"
        (found,) = _times(text, language)
        assert found.edtf == f"2021-{month:02}-05"
        theirs = parser.get_date_data(text).date_obj
        if form not in own:
            assert theirs is not None, text
            assert theirs.date() == date(2021, month, 5), text


def _own_months(language: str) -> list[list[str]]:
    months = borrow_rules(language).get("months", {})
    return list(months.values())


@pytest.mark.parametrize("language", [*REVIEWED, "pl", "tr", "hu", "el", "sv", "fa"])
def test_without_publication_no_day_is_filled_in(language: str) -> None:
    rules = rules_for(language)
    assert rules is not None
    for form in rules.lexicons["today"]:
        for time in _times(form, language):
            assert time.edtf == ""


def test_a_language_nobody_has_words_for_gives_no_dates() -> None:
    assert rules_for("xx") is None
    assert rules_for("unknown") is None
    assert _times("5 May 2020, 2020-05-05", "unknown") == ()


def test_rules_of_ones_own_come_first() -> None:
    assert borrow_rules("fr") == {}
    assert borrow_rules("en") == {}


@pytest.mark.parametrize("language", ["fr", "en", "unknown"])
def test_french_and_english_never_load_dateparser(language: str) -> None:
    program = (
        "import sys\n"
        "from builder.annotate.header_dates import find_published_in_line\n"
        "from builder.annotate.timex_rules import rules_for\n"
        f"rules_for({language!r})\n"
        f"find_published_in_line('PARIS, 5 mai 2020 - Un', {language!r})\n"
        "assert 'dateparser' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


WORDS = st.sampled_from(
    ["am", "Montag", "3.", "Januar", "2022", "Mai", "vor", "zwei", "Tagen", "gestern",
     "Letzte", "Woche", "el", "lunes", "3", "de", "enero", "hace", "días", ",", "\n"]
)  # fmt: skip


@examples(80)
@given(
    st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=200),
    st.sampled_from((*REVIEWED, "pl", "zh", "hi", "th")),
    st.sampled_from(("unknown", "2022-01-05", "2022-01", "2011/..", "9999")),
)
def test_any_text_gets_an_answer(text: str, language: str, anchor: str) -> None:
    last = 0
    for time in _times(text, language, anchor):
        assert last <= time.span[0] < time.span[1] <= len(text)
        last = time.span[1]
        if time.edtf:
            assert parse_edtf(time.edtf).text == time.edtf
