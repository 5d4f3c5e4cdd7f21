"""Which named places locate an event, and the words that say so.

Comes in: the words of a passage, one place named in it, the event's mention, the
words of place in the language's ``events.yaml``. Goes out: the locative phrase with
its preposition and determiner, and how closely it locates. A place that acts, is
spoken with, or describes a person locates nothing. It knows no gazetteer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from builder.annotate.triggers import load_events
from builder.annotate.words import PhraseTable, Words, find_words, list_phrases
from builder.model import EventMention, PlaceMention, Span
from builder.taxonomy import family

_STEPS = 14
"""Words before a place in which what locates it is looked for."""
_ADJECTIVES = 3
"""Words between a noun of place and the "of" behind it, or the determiner before."""
_QUOTES = frozenset('«»“”"')


@dataclass(frozen=True, slots=True)
class Located:
    """A place that locates the event."""

    place: PlaceMention
    span: Span
    """The locative phrase."""
    wide: bool
    """The words say a country, a region or a direction rather than a spot."""


@dataclass(slots=True)
class _Reading:
    """One passage being read, and the phrases that locate found so far."""

    words: Words
    rules: Mapping[str, Any]
    language: str
    mention: EventMention
    ends: dict[int, bool]
    """Index of the last word of a located phrase -> whether it is wide."""


def find_located(
    body: str, places: Sequence[PlaceMention], mention: EventMention, language: str
) -> tuple[Located, ...]:
    """The places of a passage that locate its event, in the order of the text."""
    words = find_words(body, mention.passage, language)
    reading = _Reading(words, load_events(language)["where"], language, mention, {})
    index = {start: i for i, start in enumerate(words.starts)}
    found: list[Located] = []
    for place in sorted(places, key=lambda p: p.span):
        at = index.get(place.span[0])
        if at is None or _is_told_of_something_else(reading, at):
            continue
        read = _read(reading, at, place)
        if read is None:
            continue
        first, wide = read
        last = at
        while last + 1 < len(words) and words.starts[last + 1] < place.span[1]:
            last += 1
        behind = _NEXT.match(body, place.span[1])  # it may begin another passage
        if behind is not None and behind[1].casefold() in _sorts(language):
            continue  # "in the US election": what sort of election it was
        reading.ends[last] = wide
        span = (min(words.starts[first], place.span[0]), place.span[1])
        found.append(Located(place, span, wide))
    return tuple(found)


# --- words ---------------------------------------------------------------------


@cache
def _set(language: str, key: str) -> frozenset[str]:
    return frozenset(str(w).casefold() for w in load_events(language)["where"][key])


_NEXT = re.compile(r"(?:\.(?= [a-z]))?[ \u00a0]+([^\W\d_]+)")


@cache
def _sorts(language: str) -> frozenset[str]:
    """Nouns that a place's name before them only describes."""
    return frozenset(load_events(language)["where"].get("sorts", ()))


@cache
def _prepositions(language: str) -> PhraseTable[str]:
    """Prepositions that locate, the wide ones too, by their first word."""
    table: PhraseTable[str] = PhraseTable(language)
    rules = load_events(language)["where"]
    for key in ("prepositions", "wide_prepositions", "aiming", "moving"):
        for phrase in rules[key]:
            table.add_fixed(phrase, key)
    return table


def _preposition(reading: _Reading, end: int) -> tuple[int, str] | None:
    """First word and sort of the preposition that ends before a word."""
    table = _prepositions(reading.language)
    for first in range(max(0, end - 4), end):
        for hit in table.find_all(reading.words, first):
            if hit.last == end - 1:
                return first, hit.value
    return None


# --- one place -----------------------------------------------------------------


def _read(reading: _Reading, at: int, place: PlaceMention) -> tuple[int, bool] | None:
    """First word of the locative phrase, and whether it is wide; None for no one."""
    words, language = reading.words, reading.language
    start, wide, closed = at, False, False
    site = words.texts[at] in _set(language, "nouns") - _set(language, "directions")
    for _ in range(_STEPS):
        if start == 0:
            return _alone(reading, start, place, site, wide)
        text = words.texts[start - 1]
        if text in _set(language, "against"):
            return _alone(reading, start, place, site, wide)
        between = text in _set(language, "between") and start > 1
        if between and words.texts[start - 2] in _set(language, "nouns"):
            start, site, wide, closed = start - 2, True, True, False
            continue
        if text in _set(language, "not_located"):
            return None
        led = _preposition(reading, start)
        if led is not None:
            first, sort = led
            if not _locates(reading, first, sort, site):
                return _alone(reading, start, place, site, wide)
            return first, wide or (sort == "wide_prepositions" and not site)
        if text in _set(language, "determiners") or text in _QUOTES:
            start -= 1
            closed = text not in _QUOTES
        elif text in _set(language, "possessive") and start > 1:
            start -= 2
        elif text in _set(language, "of"):
            head = _noun_of_place(reading, start - 1)
            if head is None:
                return _complement(reading, start, place, site, wide)
            if words.texts[head] in _set(language, "of_states"):
                return None
            if not site and _is_owned(reading, start, at, head):
                return None
            wide = wide or words.texts[head] in _set(language, "wide_nouns")
            start, site, closed = head, True, False
        elif text in _set(language, "naming"):
            return start, wide
        elif closed or not _describes(reading, start - 1, site):
            break
        else:
            wide = wide or text in _set(language, "wide_nouns")
            wide = wide or text in _set(language, "directions")
            site = site or text in _set(language, "nouns")
            start -= 1
    return _alone(reading, start, place, site, wide)


def _describes(reading: _Reading, index: int, site: bool) -> bool:
    """Whether a word before a name or a noun of place belongs to its phrase."""
    language, text = reading.language, reading.words.texts[index]
    if text in _set(language, "nouns") or text in _set(language, "directions"):
        return True
    return site and text.isalpha() and text not in _set(language, "verbal")


def _locates(reading: _Reading, first: int, sort: str, site: bool) -> bool:
    """Whether a preposition locates this event here."""
    before = reading.words.texts[first - 1] if first else ""
    if before in _set(reading.language, "described"):
        return False
    kind = family(reading.mention.kind)
    if sort == "aiming":
        return site or kind in reading.rules["aimed_kinds"]
    return sort != "moving" or kind in reading.rules["moved_kinds"]


def _noun_of_place(reading: _Reading, of: int) -> int | None:
    """The noun of place that "of" completes: "the eastern part of"."""
    language = reading.language
    for index in range(of - 1, max(-1, of - 1 - _ADJECTIVES), -1):
        text = reading.words.texts[index]
        if text in _set(language, "nouns"):
            return index
        if not text.isalpha() or text in _set(language, "verbal"):
            return None
        if text in (*_set(language, "of"), *_set(language, "determiners")):
            return None
    return None


def _is_owned(reading: _Reading, start: int, at: int, head: int) -> bool:
    """Whether the place owns what the noun names: "the base of the US"."""
    words, language = reading.words, reading.language
    articled = at - start > 0 or words.texts[start - 1] in _set(language, "of_the")
    return articled and words.texts[head] in _set(language, "owned")


def _complement(
    reading: _Reading, start: int, place: PlaceMention, site: bool, wide: bool
) -> tuple[int, bool] | None:
    """A place behind "of" with no noun of place: part of the event's own noun, or a
    phrase of place that completes another noun ("the people of the town of X")."""
    words = reading.words
    if site:
        whole = words.texts[start - 1] in _set(reading.language, "of_the")
        return start - whole, wide
    kinds = reading.rules["of_kinds"]
    mention = reading.mention
    named = mention.kind in kinds or family(mention.kind) in kinds
    near = slice(max(0, start - 3), start - 1)
    beside = any(
        mention.trigger[0] <= at < mention.trigger[1] for at in words.starts[near]
    ) and all(text.isalpha() for text in words.texts[near][1:])
    if named and beside:
        return start - 1, wide
    return _alone(reading, start, place, site, wide)


def _alone(
    reading: _Reading, start: int, place: PlaceMention, site: bool, wide: bool
) -> tuple[int, bool] | None:
    """A place no preposition leads: joined to one that is, aimed at, or a dateline."""
    words, language = reading.words, reading.language
    joined = start > 1 and words.texts[start - 1] in _set(language, "joins")
    if joined and start - 2 in reading.ends:
        return start, reading.ends[start - 2]
    if site:
        return start, wide
    kind = reading.mention.kind
    if (
        family(kind) in reading.rules["taken_kinds"]
        or kind in reading.rules["taken_kinds"]
    ):
        for role in reading.mention.roles:
            if role.facet == "target" and role.span[0] in (
                words.starts[start],
                place.span[0],
            ):
                return start, wide
    after = bisect_left(words.starts, place.span[1], start)
    lines = _set(language, "datelines")
    if start == 0 and after < len(words) and words.texts[after] in lines:
        return start, wide
    return None


# --- other things told in the same passage -----------------------------------------


def _is_told_of_something_else(reading: _Reading, at: int) -> bool:
    """Whether a clause about something else opens between the event and the place:
    what it proves, what it is done for."""
    words, language = reading.words, reading.language
    first = bisect_left(words.starts, reading.mention.trigger[1])
    for index in range(first, at):
        text = words.texts[index]
        if text in _set(language, "purposes"):
            return True
        if text in _set(language, "that") and any(
            hit for hit in _proofs(reading, index)
        ):
            return True
    return False


def _proofs(reading: _Reading, that: int) -> Iterator[int]:
    for index in range(max(0, that - 2), that):
        yield from (
            h.last for h in _proving(reading.language).find_all(reading.words, index)
        )


@cache
def _proving(language: str) -> PhraseTable[str]:
    return list_phrases(language, verbs=load_events(language)["prove"])
