"""The place in a series that a text gives an event: "the first pull-out", "for the
second time in two days".

Comes in: an event mention, its passage, the triggers of the mentions around it,
times, ``linking.yaml`` of its language. Goes out: spans with the number said. It
knows neither what the series is nor whether the count is right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from builder.annotate.words import PhraseTable, Words, find_words
from builder.languages import load_rules
from builder.model import EventMention, Span, TimeExpression

_ENDS = ".!?\n"


def find_ranks(
    body: str,
    mention: EventMention,
    passage: Span,
    triggers: Sequence[Span],
    times: Sequence[TimeExpression],
    language: str,
) -> Iterator[tuple[Span, int]]:
    """(span, number) for each place in a series that the passage gives its event.

    ``triggers`` are those of every mention around, in the order of the text.
    """
    rules: Any = load_rules(language, "linking").get("rank")
    if not rules:
        return
    words = find_words(body, passage, language)
    yield from _before_the_noun(words, mention, language)
    for hit in _occasions(language).find_each(words):
        before = words.texts[hit.first - 1] if hit.first else ""
        span = words.starts[hit.first], words.ends[hit.last]
        if before in rules["not_after"]:
            continue
        if _nearest(body, span, passage, triggers) == mention.trigger:
            yield _with_time(body, span, passage, times, language), hit.value


def _before_the_noun(
    words: Words, mention: EventMention, language: str
) -> Iterator[tuple[Span, int]]:
    """An ordinal right before the words that name the event; a capital makes a name
    of it, unless a headline or a sentence begins there."""
    rules: Any = load_rules(language, "linking")["rank"]
    starts = words.starts
    at = bisect_left(starts, mention.trigger[0])
    if not 0 < at < len(words) or starts[at] != mention.trigger[0]:
        return
    number = _ordinals(language).get(words.texts[at - 1])
    if number is None:
        return
    before = words.texts[at - 2] if at > 1 else ""
    named = words.cased[at - 1] and before not in ("", *_ENDS)
    if not named and before not in rules["not_after"] and not before.isdigit():
        yield (words.starts[at - 1], mention.trigger[1]), number


def _nearest(
    body: str, span: Span, passage: Span, triggers: Sequence[Span]
) -> Span | None:
    """The event of the same sentence that is told last before the words, or else first
    behind them; None where the sentence tells none."""
    start = max(body.rfind(mark, passage[0], span[0]) for mark in _ENDS)
    found = (body.find(mark, span[1], passage[1]) for mark in _ENDS)
    end = min((at for at in found if at >= 0), default=passage[1])
    at = bisect_left(triggers, span)
    if at and triggers[at - 1][0] > max(start, passage[0] - 1):
        return triggers[at - 1]
    if at < len(triggers) and triggers[at][1] <= end:
        return triggers[at]
    return None


def _with_time(
    body: str, span: Span, passage: Span, times: Sequence[TimeExpression], language: str
) -> Span:
    """The words with the time that bounds the count: "in two days"; "on Monday" says
    when the event was."""
    rules: Any = load_rules(language, "linking")["rank"]
    following = find_words(body, (span[1], passage[1]), language)
    if not len(following) or following.texts[0] not in rules["counted_in"]:
        return span
    for time in times:
        near = following.starts[0] <= time.span[0] <= following.ends[0] + 1
        if near and time.span[1] <= passage[1]:
            return span[0], time.span[1]
    return span


@cache
def _ordinals(language: str) -> dict[str, int]:
    rules: Any = load_rules(language, "linking")["rank"]
    return {
        str(word): number
        for number, words in rules["ordinals"].items()
        for word in words
    }


@cache
def _occasions(language: str) -> PhraseTable[int]:
    """ "for the second time", by its number."""
    rules: Any = load_rules(language, "linking")["rank"]
    table: PhraseTable[int] = PhraseTable(language)
    for word, number in _ordinals(language).items():
        for phrase in rules["occasions"]:
            table.add_fixed(phrase.replace("*", word), number)
    return table
