"""Events that are only named to date another: "after the strike", "48 heures après".

Comes in: a trigger among the words of its segment. Goes out: whether a temporal
preposition governs it, and which words are its own.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from builder.annotate.nominals import auxiliaries, grammar
from builder.annotate.segments import Range
from builder.annotate.triggers import Trigger, load_events
from builder.annotate.words import Words

_REACH = 6
"""Words between a temporal preposition and the noun it governs."""
_COMMA = frozenset(",")
_LEADS = 7
"""Words before the preposition of an adjunct that opens its segment."""


class Adjunct(NamedTuple):
    """A trigger governed by a temporal preposition."""

    trigger: Trigger
    opener: int
    """The preposition."""
    part: Range
    """The adjunct's words."""
    leading: bool
    """It opens its segment; the main clause follows."""


@cache
def _openers(language: str) -> frozenset[str]:
    return frozenset(load_events(language)["temporal_adjunct"])


@cache
def _infinitives(language: str) -> frozenset[str]:
    """Infinitives of the auxiliaries: "après avoir attaqué"."""
    return frozenset(
        form
        for key in ("aux_have", "aux_be")
        for form, tenses in auxiliaries(language, key).items()
        if "inf" in tenses and tenses <= {"inf"}
    )


def find_adjunct(
    trigger: Trigger, words: Words, segment: Range, language: str
) -> Adjunct | None:
    """The adjunct a trigger stands in; None where it stands in none."""
    if trigger.name.verb:
        opener = _verb_opener(trigger, words, segment, language)
    else:
        opener = _noun_opener(trigger, words, segment, language)
    if opener is None:
        return None
    leading = opener - segment[0] < _LEADS and _is_bare(
        words, segment[0], opener, language
    )
    end = segment[1]
    texts = words.texts
    for index in words.find_among(_COMMA, trigger.last + 1, segment[1]):
        following = texts[index + 1] if index + 1 < segment[1] else ""
        if following not in grammar(language, "apposed"):
            end = index + 1
            break
    start = segment[0] if leading else opener + 1
    while start < trigger.first and texts[start] in grammar(language, "of"):
        start += 1
    return Adjunct(trigger, opener, (start, end), leading)


def _is_bare(words: Words, start: int, end: int, language: str) -> bool:
    """Whether no verb stands between the segment's start and the preposition."""
    have, be = auxiliaries(language, "aux_have"), auxiliaries(language, "aux_be")
    near = words.texts[start:end]
    return not any(text in have or text in be for text in near)


def _verb_opener(
    trigger: Trigger, words: Words, segment: Range, language: str
) -> int | None:
    openers = _openers(language)
    if language == "en":
        gerund = "ger" in trigger.tenses and trigger.first > segment[0]
        before = trigger.first - 1
        return before if gerund and words.texts[before] in openers else None
    for index in range(trigger.first - 1, max(segment[0], trigger.first - 4), -1):
        if words.texts[index] in _infinitives(language):
            return index - 1 if words.texts[index - 1] in openers else None
    return None


def _noun_opener(
    trigger: Trigger, words: Words, segment: Range, language: str
) -> int | None:
    openers, texts = _openers(language), words.texts
    first = max(segment[0], trigger.first - _REACH)
    if openers.isdisjoint(texts[first : trigger.first]):
        return None
    barred = _barred(language)
    for index in range(trigger.first - 1, first - 1, -1):
        text = texts[index]
        if text in openers:
            return index
        if text in ",;:.()«»" or text in barred:
            return None
    return None


@cache
def _barred(language: str) -> frozenset[str]:
    """Words that govern what stands behind them themselves, and auxiliaries."""
    rules = load_events(language)["roles"]
    forms = (*auxiliaries(language, "aux_have"), *auxiliaries(language, "aux_be"))
    barred = {*rules["by"], *rules["target"], *grammar(language, "subject_breaks")}
    return frozenset((*barred - _openers(language), *forms))
