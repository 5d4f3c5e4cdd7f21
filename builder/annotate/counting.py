"""Numbers that are stated of something: "there are 200 troops", "not 200, but 2,000".

Comes in: the words of a sentence with its counts, ``stated`` of the language's
``quantities.yaml``, what was said before. Goes out: roles of statements, and mentions
of sentences that go on counting what a statement was about. How many were killed or
fired is told of an event, and no matter of this module.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress
from typing import Any

from builder.annotate.nominals import list_units
from builder.annotate.surroundings import Sentence
from builder.annotate.triggers import load_events
from builder.annotate.words import PhraseTable, Words, list_phrases
from builder.languages import load_rules
from builder.model import EventMention, Quantity, Role
from builder.taxonomy import GENERAL, family, load_units

_FAR = 500
"""Characters after which a sentence no longer counts what a statement was about."""
_LONGEST = 420
"""Characters of a passage."""
_GAP = 2
"""Characters between two sentences."""
_MARKS = frozenset(',;:()«»“”"')
_REACH = 4
"""Words before a number in which what states or denies it is looked for."""
_NAMED = 4
"""Words between "the number of" and the noun that is counted."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement told before says the number of."""

    mention: EventMention
    end: int
    """Where it was told of last."""
    units: frozenset[str]
    names: frozenset[str]
    """Words in capitals."""
    told: EventMention | None = None
    """The sentence that went on counting, where nobody is cited with it."""


def find_stated(
    words: Words, quantities: Sequence[Quantity], language: str
) -> Iterator[tuple[Role, str]]:
    """Each number that is stated or denied, with its unit."""
    rules = _rules(language)
    if not rules:
        return
    starts = words.starts
    for quantity in quantities:
        if quantity.state != "number" or quantity.rule.endswith(("/one", "/vague")):
            continue
        first = bisect_left(starts, quantity.span[0])
        last = bisect_left(starts, quantity.span[1]) - 1
        if not 0 <= first <= last < len(words):
            continue
        denial = _find_denial(words, first, language)
        at = first if denial is None else denial
        multiple = "/multiple" in quantity.rule
        if (
            denial is None
            and not multiple
            and not _is_stated(words, at, last, language)
        ):
            continue
        start = quantity.span[0] if denial is None else words.starts[denial]
        rule = f"{language}/{'stated' if denial is None else 'denied'}"
        yield Role("number", (start, quantity.span[1]), rule), quantity.unit


def _find_denial(words: Words, first: int, language: str) -> int | None:
    """Index of the first word that denies the number at ``first``."""
    rules = _rules(language)
    near = range(max(0, first - _REACH), first)
    denials = [i for i in near if words.texts[i] in rules["denied"]]
    if not denials or first - denials[-1] > 2:
        return None
    opening = [i for i in near if words.texts[i] in rules["negation"]]
    return min((*opening[-1:], denials[-1]))


def _is_stated(words: Words, first: int, last: int, language: str) -> bool:
    """Whether a verb of being or counting stands right beside the number."""
    adverbs = _rules(language)["adverbs"]
    before = first
    while before and words.texts[before - 1] in adverbs:
        before -= 1
    table = _table(language, "before")
    for start in table.find_firsts(words, max(0, before - _REACH), before):
        if any(hit.last == before - 1 for hit in table.find_all(words, start)):
            return True
    after = last + 1
    while after < len(words) and words.texts[after] in adverbs:
        after += 1
    return after < len(words) and bool(_table(language, "after").find_all(words, after))


# --- what a statement was about ------------------------------------------------------


def find_subject(mention: EventMention, sentence: Sentence) -> Subject | None:
    """What a statement says the number of; None where it speaks of none."""
    said = mention.kind == GENERAL and sentence.cited
    if family(mention.kind) != "statement" and not said:
        return None
    language, words = sentence.language, sentence.words
    end = words.ends[-1]
    units = frozenset(_find_named(words, language))
    if not units:
        stated = find_stated(words, sentence.quantities, language)
        units = frozenset(unit for _, unit in stated)
    names = frozenset(compress(words.texts[1:], words.cased[1:]))
    return Subject(mention, end, units, names) if units else None


def _find_named(words: Words, language: str) -> Iterator[str]:
    """Units of the nouns behind "the number of"."""
    if not _rules(language):
        return
    nouns = _nouns(language)
    for hit in _table(language, "number_of").find_each(words, 0, len(words)):
        stop = min(len(words), hit.last + 1 + _NAMED)
        found = (noun.value for noun in nouns.find_each(words, hit.last + 1, stop))
        yield from list(found)[:1]


def find_count(sentence: Sentence, subject: Subject | None) -> EventMention | None:
    """A sentence that tells of no event and counts what a statement was about."""
    start, end = sentence.words.starts[0], sentence.words.ends[-1]
    if subject is None or sentence.heading or start - subject.end > _FAR:
        return None
    if end - start > _LONGEST:
        return None
    counts = find_stated(sentence.words, sentence.quantities, sentence.language)
    roles = tuple(role for role, unit in counts if unit in subject.units)
    if not roles or not (
        _is_retort(roles, sentence) or _is_of(subject, roles, sentence)
    ):
        return None
    return EventMention(
        trigger=roles[0].span,
        kind=subject.mention.kind,
        passage=(start, end),
        modality="asserted",
        rule=f"{sentence.language}/counts/goes-on",
        definite=True,
        roles=roles,
    )


def _is_retort(roles: Sequence[Role], sentence: Sentence) -> bool:
    """Whether a number is denied, or told as so many times the one before."""
    multiples = {q.span for q in sentence.quantities if "/multiple" in q.rule}
    return any(r.rule.endswith("/denied") or r.span in multiples for r in roles)


def _is_of(subject: Subject, roles: Sequence[Role], sentence: Sentence) -> bool:
    """Whether somebody else is cited with a number that may be of the same: whose
    clause has no other name before it."""
    if not sentence.cited:
        return False
    breaks = load_events(sentence.language)["grammar"]["subject_breaks"]
    words = sentence.words
    for index in range(bisect_left(words.starts, roles[0].span[0]) - 1, 0, -1):
        text = words.texts[index]
        if text in _MARKS or text in breaks:
            break
        if words.cased[index] and text not in subject.names:
            return False
    return True


def join_counts(
    mentions: Sequence[EventMention], subject: Subject | None, sentence: Sentence
) -> EventMention | None:
    """One mention of two sentences in a row with which nobody is cited: "They are not
    200. But ten times more."; None where they are not."""
    last = subject.told if subject else None
    if last is None or len(mentions) != 1 or sentence.cited:
        return None
    (mention,) = mentions
    start, end = last.passage[0], mention.passage[1]
    near = 0 <= mention.passage[0] - last.passage[1] <= _GAP
    if "/counts" not in mention.rule or not near or end - start > _LONGEST:
        return None
    return replace(last, passage=(start, end), roles=last.roles + mention.roles)


# --- rules ---------------------------------------------------------------------------


def _rules(language: str) -> Any:
    return load_rules(language, "quantities").get("stated")


@cache
def _table(language: str, key: str) -> PhraseTable[str]:
    rules = _rules(language)
    verbs = rules["verbs"] if key == "before" else ()
    return list_phrases(language, fixed=rules[key], verbs=verbs)


@cache
def _nouns(language: str) -> PhraseTable[str]:
    """Nouns of what can be counted; of persons, those that name a sort of them."""
    return list_units(language, load_units())
