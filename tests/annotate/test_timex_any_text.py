"""Any text, however odd, gets an answer, and the cost grows with its length only.

The work is counted: calls, code points cut out of the text, and what the patterns look
at. A short run every day; ``--long`` runs ten minutes of random texts, and texts of ten
million code points.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from functools import cache, partial

import pytest
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
from tests.regex_steps import count_regex_steps
from tests.steps import (
    Text,
    count_steps,
    count_with_reading,
    find_patterns,
    grows_evenly,
)

LANGUAGES = ("fr", "en")
ANCHORS = ("unknown", "2022-01-05", "2022-01", "2011/..", "[2009-11-14,2020]", "9999")
UNITS = (
    "le ", "1 ", "1 1 1 ", "«", "»", "janvier ", "entre ", "mardi ", "le 3 ", "2011 ",
    "il y a ", "1/1/", "((", "\n", " ", "a", "12", "'", "-", "2020-", "les 4, ",
    "deux ", "vingt ", "jour ", "la semaine du ", "é", "\u200d", "\u0301", "1er ",
    "the ", "ago ", "last ", "May ", "Monday ", "the day before ", "trois jours après ",
    "du 4 au ", "de la ", "a été ", "will ", "0", "18h", "years ", "\U0001f600", ".",
    "le premier lundi de ", "des années ", "le 32 mars ", "31/02/2021 ", "XXXX-",
)  # fmt: skip
"""Bricks of pathological texts."""
TEN_MINUTES = 600
TEN_MILLION = 10_000_000


def _article(text: str, language: str) -> Article:
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256=""), language=language
    )
    return Article(record, text, (Block("paragraph", (0, len(text))),))


def _check(text: str, language: str, anchor: str) -> tuple[TimeExpression, ...]:
    """Spans in order, within the text, of words; values that are EDTF."""
    quotation = Quotation((0, len(text)), (0, len(text)))
    found = find_times(_article(text, language), (quotation,), Anchor(anchor))
    last = 0
    for time_ in found:
        assert last <= time_.span[0] < time_.span[1] <= len(text)
        assert text[time_.span[0] : time_.span[1]].strip()
        assert time_.quoted
        last = time_.span[0] + 1 if time_.offset else time_.span[1]
        if time_.edtf:
            assert parse_edtf(time_.edtf).text == time_.edtf
        assert time_.type in ("DATE", "TIME", "DURATION", "SET")
        assert time_.rule.startswith(f"{language}/")
        assert time_.anchor in ("", anchor)
    return found


def _words(language: str) -> list[str]:
    """Every form of the lexicons, figures, marks."""
    rules = rules_for(language)
    assert rules
    forms = {form for forms in rules.lexicons.values() for form in forms}
    marks = [*"0123456789.,;:!?()[]«»\"'’-–/%€$\n\t \u00a0\u202f", "12", "2011", "1er"]
    return sorted(forms) + marks * 3


@examples(60)
@given(st.text(max_size=400), st.sampled_from(LANGUAGES), st.sampled_from(ANCHORS))
def test_random_text_gets_an_answer(text: str, language: str, anchor: str) -> None:
    _check(text, language, anchor)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_calendar_in_any_order_get_an_answer(language: str) -> None:
    chance, words = random.Random(4), _words(language)
    for anchor in ANCHORS * 8:
        _check(_jumble(chance, words, 40), language, anchor)


def _jumble(chance: random.Random, words: list[str], length: int) -> str:
    joints = (" ", " ", " ", "", "-", "\n")
    return "".join(chance.choice(words) + chance.choice(joints) for _ in range(length))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", UNITS)
def test_a_repetition_gets_an_answer(unit: str, language: str) -> None:
    _check(unit * 30, language, "2022-01")
    assert grows_evenly(lambda times: _work(unit * times, language), 30, 10)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", UNITS)
def test_a_long_repetition_costs_what_its_length_says(unit: str, language: str) -> None:
    _find(unit * 2, language)  # what is read once is read
    times = 20_000 // len(unit)
    assert grows_evenly(lambda size: _work(unit * size, language), times, 10)


def _work(words: str, language: str) -> int:
    text = Text(words)
    return count_with_reading(lambda: _find(text, language), "builder") + text.cut


def _find(text: str, language: str) -> tuple[TimeExpression, ...]:
    return find_times(_article(text, language), (), Anchor("2022-01-05"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", UNITS)
def test_no_pattern_tries_a_repetition_again_and_again(
    unit: str, language: str
) -> None:
    _find(unit * 2, language)
    for pattern in find_patterns(lambda: _find(unit * 100, language)):
        assert _reads_evenly(pattern, unit), pattern


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", UNITS)
def test_nor_does_one_that_reads_other_texts(unit: str, language: str) -> None:
    for pattern in _all_patterns(language):
        assert _reads_evenly(pattern, unit), pattern


@cache
def _all_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Those that any of the bricks, or their mixture, brings to work."""
    texts = [*(unit * 20 for unit in UNITS), "".join(UNITS) * 2]
    found = set[re.Pattern[str]]()
    for text in texts:
        _find(text[:40], language)
        found |= find_patterns(partial(_find, text, language))
    return tuple(sorted(found, key=lambda pattern: pattern.pattern))


def _reads_evenly(pattern: re.Pattern[str], unit: str) -> bool:
    def cost(times: int) -> int:
        return count_regex_steps(pattern, unit * times)

    return grows_evenly(cost, max(6, 120 // len(unit)), 5)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_line_of_ten_million_code_points(language: str) -> None:
    chance, words = random.Random(7), [*_words(language), *("mot", "word") * 400]
    text = _jumble(chance, words, 400_000).replace("\n", " ")
    _check((text * 10)[:TEN_MILLION], language, "2022-01-05")


def _odd_texts(seed: int) -> Iterator[tuple[str, str, str]]:
    chance = random.Random(seed)
    words = {language: _words(language) for language in LANGUAGES}
    while True:
        language, anchor = chance.choice(LANGUAGES), chance.choice(ANCHORS)
        kind = chance.randrange(4)
        if kind == 0:  # any code points, surrogates left out
            points = (chance.randrange(0x110000) for _ in range(chance.randrange(800)))
            text = "".join(chr(p) for p in points if not 0xD800 <= p < 0xE000)
        elif kind == 1:
            text = _jumble(chance, words[language], chance.randrange(1, 300))
        elif kind == 2:
            text = chance.choice(UNITS) * chance.randrange(1, 2000)
        else:
            mixed = [*chance.sample(UNITS, 4), *chance.sample(words[language], 4)]
            text = _jumble(chance, mixed, chance.randrange(1, 500))
        yield text, language, anchor


@pytest.mark.long
def test_ten_minutes_of_odd_texts() -> None:
    stop = time.monotonic() + TEN_MINUTES
    for text, language, anchor in _odd_texts(seed=11):
        steps = count_steps(partial(_check, text, language, anchor))
        assert steps < 60_000 + 1_500 * len(text), (text[:200], language, anchor, steps)
        if time.monotonic() > stop:
            break
