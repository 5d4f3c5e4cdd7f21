"""Sentences that tell of a happening and name none.

Comes in: a sentence without an asserted trigger, and the event told before it. Goes
out: a mention that goes on with that event (it counts harm, blames, claims), or one
of the general kind: a dated, or attributed and placed, happening that no list knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from builder.annotate.grouping import Sentence
from builder.annotate.nominals import Scene, auxiliaries
from builder.annotate.roles import find_roles
from builder.annotate.segments import Range
from builder.annotate.tolls import find_toll
from builder.annotate.triggers import load_events
from builder.model import EventMention, Modality
from builder.taxonomy import GENERAL, family

_FAR = 700
"""Characters after which a sentence no longer goes on with an event."""
_MARKS = frozenset(",;:.()!?")
_BETWEEN = 7
"""Words between an auxiliary and its participle."""
_GOES_ON = frozenset(
    ["killed", "wounded", "damage", "blamed_on", "claimed_by", "response"]
)
_WIDE = re.compile(r"\d{4}|\d{3}X|.*\.\..*")


def find_continuation(
    sentence: Sentence, before: EventMention | None
) -> EventMention | None:
    """A sentence that harms, blames or claims goes on with the event before it."""
    violent = load_events(sentence.language)["violent"]
    if before is None or sentence.heading or family(before.kind) not in violent:
        return None
    if sentence.words[0].start - before.passage[1] > _FAR:
        return None
    part = trim((0, len(sentence.words)), sentence)
    scene = make_scene(sentence, part, before.kind)
    roles = tuple(r for r in find_roles(scene) if r.facet in _GOES_ON)
    if not roles:
        return None
    toll = find_toll(sentence.words, *part, sentence.language)
    identified = roles[0].rule.endswith("/identified")
    modality: Modality = "possible" if identified else "asserted"
    return EventMention(
        trigger=roles[0].span,
        kind=before.kind,
        passage=sentence.span(part),
        modality=modality,
        rule=f"{sentence.language}{'/toll' * (toll is not None)}/goes-on",
        definite=True,
        roles=roles,
    )


def may_go_on(start: int, before: Sequence[EventMention], language: str) -> bool:
    """Whether a violent event was told so near before that a sentence may go on."""
    violent = load_events(language)["violent"]
    return any(
        start - mention.passage[1] <= _FAR and family(mention.kind) in violent
        for mention in before
    )


def find_general(sentence: Sentence) -> EventMention | None:
    """A dated, or attributed and placed, happening of a kind nobody listed."""
    dated = [
        t
        for t in sentence.times
        if t.type in ("DATE", "TIME") and t.edtf and not _WIDE.fullmatch(t.edtf)
    ]
    if not dated and not (sentence.cited and sentence.places):
        return None
    for segment in sentence.segments:
        verb = _find_main(sentence, segment)
        part = trim(segment, sentence)
        pronouns = load_events(sentence.language)["grammar"]["pronouns"]
        opening = (w.text for w in sentence.words[part[0] : part[1]])
        first = next((text for text in opening if text[0].isalnum()), "")
        if verb is None or first in pronouns:
            continue
        start, end = sentence.span(part)
        near = any(start <= t.span[0] < end for t in dated)
        placed = any(start <= p.span[0] < end for p in sentence.places)
        if not near and not (sentence.cited and placed):
            continue
        scene = make_scene(sentence, part, GENERAL)
        word = sentence.words[verb]
        return EventMention(
            trigger=(word.start, word.end),
            kind=GENERAL,
            passage=(start, end),
            modality="asserted",
            rule=f"{sentence.language}/happening",
            roles=find_roles(scene),
        )
    return None


def _find_main(sentence: Sentence, part: Range) -> int | None:
    """A verb in a past tense that does not tell of one of the nouns only."""
    verb = find_happening(sentence, part)
    while verb is not None and _is_of_noun(sentence, part[0], verb):
        verb = find_happening(sentence, (verb + 1, part[1]))
    return verb


def _is_of_noun(sentence: Sentence, start: int, verb: int) -> bool:
    """Whether a verb stands in a relative clause: "the war that it began in 2001"."""
    grammar, words = load_events(sentence.language)["grammar"], sentence.words
    for index in range(verb - 1, start + 1, -1):
        if words[index].text in _MARKS:
            return False
        if words[index].text in grammar["of_noun"]:
            told = words[index - 1].text in grammar["content_nouns"]
            return not told and words[index - 2].text in grammar["before_noun"]
    return False


def make_scene(sentence: Sentence, part: Range, kind: str) -> Scene:
    """A scene without triggers."""
    return Scene(
        sentence.words, *part, (), kind, sentence.quantities, sentence.language
    )


def trim(part: Range, sentence: Sentence) -> Range:
    """A range without commas and conjunctions at its edges."""
    words = sentence.words
    start, end = part
    loose = load_events(sentence.language)["clauses"]["loose"]
    while end - 1 > start and words[end - 1].text in loose:
        end -= 1
    while start < end - 1 and words[start].text in (",", ";", ":", ".", "…"):
        start += 1
    return start, end


@cache
def _shape(language: str, key: str) -> re.Pattern[str]:
    return re.compile(load_events(language)["happening"][key])


@cache
def _listed(language: str, key: str) -> frozenset[str]:
    return frozenset(str(w) for w in load_events(language)["happening"][key])


def find_happening(sentence: Sentence, part: Range) -> int | None:
    """A verb in a past tense; its participle where it has one."""
    language, words = sentence.language, sentence.words
    have = auxiliaries(language, "aux_have")
    be = auxiliaries(language, "aux_be")
    modals = frozenset(load_events(language)["grammar"]["modals"])
    negation = load_events(language)["modality"]["negation"]
    for index in range(*part):
        text = words[index].text
        if text in have or text in be:
            near = {w.text for w in words[max(part[0], index - 2) : index]}
            negated = not near.isdisjoint(negation) or not near.isdisjoint(modals)
            if (have.get(text) or be[text]) & {"pres", "past"} and not negated:
                found = _participle_after(sentence, index, part)
                if found is not None and found not in sentence.cues:
                    return found
        elif (
            len(text) > 3
            and not words[index].cased
            and index not in sentence.cues
            and _shape(language, "simple").search(text)
            and text not in _listed(language, "not_happening")
            and not modals & {w.text for w in words[max(part[0], index - 3) : index]}
        ):
            return index
    return None


def _participle_after(sentence: Sentence, auxiliary: int, part: Range) -> int | None:
    language, words = sentence.language, sentence.words
    dates = {
        i
        for t in sentence.times
        for i in range(*part)
        if t.span[0] <= words[i].start < t.span[1]
    }
    for index in range(auxiliary + 1, min(auxiliary + 1 + _BETWEEN, part[1])):
        text = words[index].text
        if text in _listed(language, "not_happening"):
            return None
        between = text in _listed(language, "between") or index in dates
        if between or _shape(language, "adverb").search(text):
            continue
        if _shape(language, "participle").search(text) and not words[index].cased:
            return index
        return None
    return None
