"""Whether a word that may tell an event stands beside what shows that it does.

Comes in: a trigger and its sentence. Goes out: yes or no. "Strike" and "advance" have
other senses; a weapon, a count, a place, a verb of reporting tell which is meant. It
knows no groups.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from builder.annotate.contexts import (
    displaces,
    is_clear,
    is_in_words,
    is_medical,
    is_of_sport,
    moves_no_troops,
)
from builder.annotate.nominals import persons, weapons
from builder.annotate.segments import Range
from builder.annotate.surroundings import Sentence
from builder.annotate.triggers import Name, Trigger, load_events
from builder.annotate.words import PhraseTable, Words, list_phrases
from builder.model import PlaceMention, Span, TimeExpression
from builder.taxonomy import family, load_units

_NEAR = 12
"""Words around a weak trigger in which its support is looked for."""
_AIMED = 9
"""Words after a weak trigger in which "against" is looked for."""
_REPORTED = 6
"""Words before a weak trigger in which a verb of reporting is looked for."""
_PERSONS = 8
"""Words between a weak trigger of death and a count of persons."""
_FEW = 20
"""Times of one clause that are looked at."""
_Item = TypeVar("_Item", PlaceMention, TimeExpression)


def is_supported(trigger: Trigger, sentence: Sentence, segment: Range) -> bool:
    """Whether a weak trigger stands beside a weapon, a count or "against"."""
    if _is_in_date(trigger, sentence) or _is_in_name(trigger, sentence):
        return False
    if _needs_none(trigger.name, sentence.language):
        return True
    rules = load_events(sentence.language)
    if family(trigger.kind) == "decision" and sentence.is_cue(trigger.first):
        return False  # "dismissed claims"
    opinion = family(trigger.kind) == "trial" and "part" not in trigger.tenses
    if opinion and sentence.is_cue(trigger.first):
        return False  # "juge le texte « timide »"
    if is_of_sport(trigger, sentence.words, sentence.quantities, sentence.language):
        return False
    if is_in_words(trigger, sentence.words, sentence.language):
        return False
    if moves_no_troops(trigger, sentence.words, segment, sentence.language):
        leave = displaces(trigger, sentence.language)
        hurt = is_medical(sentence.words, segment, sentence.language)
        return leave and not hurt and _names_persons(trigger, sentence)
    if trigger.name.phrase in rules["person_verbs"]:
        return _has_persons(trigger, sentence) or _names_persons(trigger, sentence)
    if trigger.name.phrase in rules["office_verbs"]:
        return _names_office(trigger, sentence)
    if not trigger.name.weak:
        return True
    if trigger.kind.startswith(("decision", "statement")):
        return False
    if trigger.kind in ("killing", "health/outbreak"):
        return _has_persons(trigger, sentence)
    words, language = sentence.words, sentence.language
    armed = _is_armed(trigger, words, segment, language)
    if trigger.kind == "attack/shooting":
        return armed
    after = words.texts[trigger.last + 1 : trigger.last + 1 + _AIMED]
    aimed = rules["supports"][0] in after
    aimed = aimed or any(text in rules["supports"] for text in after[:2])
    span = sentence.span(segment)
    placed = bool(_begin_in(sentence.places, span))
    dated = any(t.edtf for t in _begin_in(sentence.times, span)[:_FEW])
    shown = (
        trigger.first > 0
        and words.texts[trigger.first - 1] in rules["demonstratives"]
        and not trigger.name.verb
    )
    return (
        armed
        or shown
        or ((placed or dated) and _is_reported(trigger, sentence))
        or (aimed and (placed or dated))
        or (
            placed
            and trigger.name.verb
            and trigger.name.phrase in rules["placed_verbs"]
        )
    )


@cache
def _needs_none(name: Name, language: str) -> bool:
    """Whether a trigger says by itself what happened, whatever stands beside it."""
    rules = load_events(language)
    return not (
        name.weak
        or family(name.kind) in ("decision", "trial")
        or not is_clear(name, language)
        or name.phrase in rules["person_verbs"]
        or name.phrase in rules["office_verbs"]
    )


def _is_armed(trigger: Trigger, words: Words, segment: Range, language: str) -> bool:
    """Whether a weapon stands near; a blast is none: "a blast hit the plant"."""
    first = max(segment[0], trigger.first - _NEAR)
    end = min(segment[1], trigger.last + _NEAR)
    return any(
        hit.last < end and (hit.value != "explosion" or trigger.kind != "attack")
        for index in weapons(language).find_firsts(words, first, end)
        for hit in weapons(language).find_all(words, index)
    )


@cache
def _reporting(language: str) -> PhraseTable[str]:
    """Verbs whose object is news: "report an advance"."""
    return list_phrases(language, verbs=load_events(language)["reporting"])


def _is_reported(trigger: Trigger, sentence: Sentence) -> bool:
    """Whether a noun is what somebody reports."""
    if trigger.name.verb:
        return False
    table, words = _reporting(sentence.language), sentence.words
    first = max(0, trigger.first - _REPORTED)
    return any(
        hit.last < trigger.first
        for index in table.find_firsts(words, first, trigger.first)
        for hit in table.find_all(words, index)
    )


def _is_in_date(trigger: Trigger, sentence: Sentence) -> bool:
    """Whether a word belongs to a date, not to an event that hangs on it: "March 3"."""
    if not sentence.times:
        return False
    start = sentence.words.starts[trigger.first]
    return any(
        time.span[0] <= start < time.span[1] and time.offset is None
        for time in sentence.times
    )


def _is_in_name(trigger: Trigger, sentence: Sentence) -> bool:
    """Whether a single noun is part of a name: "the City Fire Department"."""
    words, first = sentence.words, trigger.first
    if trigger.name.verb or trigger.last != first or not words.cased[first]:
        return False
    if first == 0 or sentence.heading:
        return False
    near = (words.cased[first - 1], *words.cased[first + 1 : first + 2])
    starts = first == 1 and not words.texts[0].isalnum()
    return not starts and any(near) and not _is_titled(words)


def _is_titled(words: Words) -> bool:
    """Whether most words begin with a capital, as in an English headline."""
    written = zip(words.texts, words.cased, strict=True)
    small = sum([text.isalpha() and not cased for text, cased in written])
    return small <= sum(words.cased)


def _has_persons(trigger: Trigger, sentence: Sentence) -> bool:
    units = load_units()
    words = sentence.words
    left = words.starts[max(0, trigger.first - _PERSONS)]
    right = words.ends[min(len(words) - 1, trigger.last + _PERSONS)]
    return any(
        q.unit in ("dead", "wounded") or (q.unit in units and units[q.unit].person)
        for q in sentence.quantities
        if left <= q.span[0] < right
    )


def _names_persons(trigger: Trigger, sentence: Sentence) -> bool:
    words = sentence.words
    near = max(0, trigger.first - _PERSONS), trigger.last + _PERSONS
    return persons(sentence.language).stands_in(words, *near)


def _names_office(trigger: Trigger, sentence: Sentence) -> bool:
    """Whether somebody's name or an office stands beside a verb of replacing."""
    rules, words = load_events(sentence.language), sentence.words
    after = slice(trigger.last + 1, trigger.last + 6)
    before = slice(max(0, trigger.first - 8), trigger.first)
    near = (*words.texts[before], *words.texts[after])
    if any(text in rules["offices"] for text in near):
        return True
    cased = words.cased[after]
    return any(
        named and (following or behind in rules["roles"]["by"])
        for behind, named, following in zip(
            words.texts[after], cased[1:], [*cased[2:], *cased[:1]], strict=False
        )
    )


def _begin_in(items: Sequence[_Item], span: Span) -> Sequence[_Item]:
    """What begins in a span, of items sorted by their spans."""
    first = bisect_left(items, span[0], key=lambda item: item.span[0])
    last = bisect_left(items, span[1], key=lambda item: item.span[0])
    return items[first:last]
