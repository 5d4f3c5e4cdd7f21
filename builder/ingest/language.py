"""Text -> the code of its language, or ``unknown``.

Comes in: text. Goes out: a two-letter code. A script that one language has decides
alone; among languages in Latin letters the small words vote, each with a weight that
is the greater the fewer languages have it. It knows no other words.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from builder.languages import known_languages, load_rules
from builder.model import UNKNOWN

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("arabic", re.compile(r"[\u0620-\u064a\u066e-\u06d3]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("hebrew", re.compile(r"[\u05d0-\u05ea]")),
)
_PERSIAN = re.compile(r"[پچژگکی]")
_ARABIC_ONLY = re.compile(r"[ةكيىأإ]")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_RUSSIAN = re.compile(r"[ыэъё]", re.IGNORECASE)

_FEWEST_WORDS = 3
"""Small words a language needs before it is believed."""
_LEAST_SHARE = 0.08
"""Weighted share of a language's small words among all words."""
_LEAST_LEAD = 1.25
"""How many times the runner-up's score the winner must have."""


def find_language(text: str) -> str:
    """The language most of the text is written in; ``unknown`` when unsure."""
    counts = [(len(pattern.findall(text)), name) for name, pattern in _SCRIPTS]
    most, script = max(counts)
    total = sum(count for count, _ in counts)
    if not total or most * 10 < total * 6:
        return UNKNOWN
    if script == "latin":
        return _vote(text)
    if most < 12:
        return UNKNOWN
    if script == "arabic":
        persian = len(_PERSIAN.findall(text))
        arabic = len(_ARABIC_ONLY.findall(text))
        return _greater(("fa", persian), ("ar", arabic))
    if script == "cyrillic":
        ukrainian = len(_UKRAINIAN.findall(text))
        return _greater(("uk", ukrainian), ("ru", len(_RUSSIAN.findall(text))))
    return {"greek": "el", "hebrew": "he"}[script]


def _greater(one: tuple[str, int], other: tuple[str, int]) -> str:
    if one[1] == other[1]:
        return UNKNOWN
    return one[0] if one[1] > other[1] else other[0]


def _vote(text: str) -> str:
    words = Counter(_WORD.findall(text.lower()))
    total = sum(words.values())
    weights = _weights()
    scores: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for word, times in words.items():
        for language, weight in weights.get(word, ()):
            scores[language] += times * weight
            hits[language] += times
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return UNKNOWN
    language, best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    if hits[language] < _FEWEST_WORDS or best < total * 60 * _LEAST_SHARE:
        return UNKNOWN
    return language if best >= second * _LEAST_LEAD else UNKNOWN


@cache
def _weights() -> dict[str, tuple[tuple[str, int], ...]]:
    """Word -> languages that have it, each with its weight in sixtieths.

    Whole numbers, so that no sum depends on the order of its terms.
    """
    having: dict[str, list[str]] = {}
    for language in known_languages("stopwords"):
        for word in stopwords(language):
            having.setdefault(word, []).append(language)
    return {
        word: tuple((language, 60 // len(languages)) for language in languages)
        for word, languages in having.items()
    }


@cache
def stopwords(language: str) -> frozenset[str]:
    """The frequent small words of a language, in lower case."""
    words = load_rules(language, "stopwords").get("words", [])
    return frozenset(map(str, words)) if isinstance(words, list) else frozenset()
