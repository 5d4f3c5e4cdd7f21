"""Sentences that tell of a happening and name none.

Comes in: a sentence without an asserted trigger, and the event told before it. Goes
out: a mention that goes on with that event (it counts harm, blames, claims), or one
of the general kind: a dated, or attributed and placed, happening that no list knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import compress

from builder.annotate.nominals import Scene, auxiliaries
from builder.annotate.roles import find_harm_alone, find_roles
from builder.annotate.segments import Range, find_segments
from builder.annotate.surroundings import Sentence
from builder.annotate.tolls import find_toll
from builder.annotate.triggers import load_events
from builder.annotate.words import WordTable
from builder.model import EventMention, Modality
from builder.taxonomy import GENERAL, family

_FAR = 700
"""Characters after which a sentence no longer goes on with an event."""
_MARKS = frozenset(",;:.()!?")
_BETWEEN = 7
"""Words between an auxiliary and its participle."""
_WIDE = re.compile(r"\d{4}|\d{3}X|.*\.\..*")


def find_continuation(sentence: Sentence, before: EventMention) -> EventMention | None:
    """A sentence that harms, blames or claims goes on with the event before it."""
    violent = load_events(sentence.language)["violent"]
    if sentence.heading or family(before.kind) not in violent:
        return None
    if sentence.words.starts[0] - before.passage[1] > _FAR:
        return None
    part = trim((0, len(sentence.words)), sentence)
    scene = make_scene(sentence, part, before.kind)
    roles = find_harm_alone(scene)
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


def find_reach(before: Sequence[EventMention], language: str) -> int:
    """Up to where a sentence may begin that goes on with a violent event; or -1."""
    violent = load_events(language)["violent"]
    ends = [m.passage[1] for m in before if family(m.kind) in violent]
    return max(ends) + _FAR if ends else -1


def find_general(sentence: Sentence) -> EventMention | None:
    """A dated, or attributed and placed, happening of a kind nobody listed."""
    said = sentence.cited and sentence.places
    if not sentence.times and not said:
        return None
    dated = [
        t
        for t in sentence.times
        if t.type in ("DATE", "TIME") and t.edtf and not _WIDE.fullmatch(t.edtf)
    ]
    tenses = _tenses(sentence.language)
    if not (dated or said) or not any(map(tenses.__getitem__, sentence.words.texts)):
        return None
    segments = sentence.segments or find_segments(sentence.words, sentence.language)
    for segment in segments:
        part = trim(segment, sentence)
        start, end = sentence.span(part)
        near = any(start <= t.span[0] < end for t in dated)
        if not near and not (
            said and any(start <= p.span[0] < end for p in sentence.places)
        ):
            continue
        verb = _find_main(sentence, segment)
        pronouns = load_events(sentence.language)["grammar"]["pronouns"]
        opening = sentence.words.texts[part[0] : part[1]]
        first = next((text for text in opening if text[0].isalnum()), "")
        if verb is None or first in pronouns:
            continue
        scene = make_scene(sentence, part, GENERAL)
        return EventMention(
            trigger=(sentence.words.starts[verb], sentence.words.ends[verb]),
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
        if words.texts[index] in _MARKS:
            return False
        if words.texts[index] in grammar["of_noun"]:
            told = words.texts[index - 1] in grammar["content_nouns"]
            return not told and words.texts[index - 2] in grammar["before_noun"]
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
    loose = _loose(sentence.language)
    while end - 1 > start and words.texts[end - 1] in loose:
        end -= 1
    while start < end - 1 and words.texts[start] in (",", ";", ":", ".", "…"):
        start += 1
    return start, end


@cache
def _loose(language: str) -> frozenset[str]:
    """Words that open or close no clause of their own."""
    return frozenset(load_events(language)["clauses"]["loose"])


@cache
def _endings(language: str, key: str) -> tuple[str, ...]:
    return tuple(load_events(language)["happening"][key])


@cache
def _listed(language: str, key: str) -> frozenset[str]:
    return frozenset(str(w) for w in load_events(language)["happening"][key])


def find_happening(sentence: Sentence, part: Range) -> int | None:
    """A verb in a past tense; its participle where it has one."""
    language, words = sentence.language, sentence.words
    texts = words.texts
    tenses = list(map(_tenses(language).__getitem__, texts[part[0] : part[1]]))
    for index in compress(range(*part), tenses):
        if tenses[index - part[0]] == "compound":
            if not _unreal(language).isdisjoint(texts[max(part[0], index - 2) : index]):
                continue
            found = _participle_after(sentence, index, part)
            if found is not None and not sentence.is_cue(found):
                return found
        elif not words.cased[index] and not sentence.is_cue(index):
            modals = load_events(language)["grammar"]["modals"].keys()
            if modals.isdisjoint(texts[max(part[0], index - 3) : index]):
                return index
    return None


@cache
def _unreal(language: str) -> frozenset[str]:
    """Words before an auxiliary that say that nothing happened: "not", "may"."""
    rules = load_events(language)
    return frozenset((*rules["modality"]["negation"], *rules["grammar"]["modals"]))


@cache
def _tenses(language: str) -> WordTable[str]:
    """Whether a word is a past tense ("simple"), or begins one ("compound")."""
    be, have = auxiliaries(language, "aux_be"), auxiliaries(language, "aux_have")
    begins = {
        form: "" if tenses.isdisjoint(("pres", "past")) else "compound"
        for form, tenses in {**be, **have}.items()
    }
    others = _listed(language, "not_happening")
    whole, endings = _listed(language, "simple_words"), _endings(language, "simple")

    def read(text: str) -> str:
        if text in begins:
            return begins[text]
        if len(text) < 4 or text in others:
            return ""
        past = text.endswith(endings) or text.rpartition("-")[2] in whole
        return "simple" if past else ""

    return WordTable(read)


def _participle_after(sentence: Sentence, auxiliary: int, part: Range) -> int | None:
    language, words = sentence.language, sentence.words
    for index in range(auxiliary + 1, min(auxiliary + 1 + _BETWEEN, part[1])):
        text = words.texts[index]
        if text in _listed(language, "not_happening"):
            return None
        if text in _listed(language, "between") or _is_in_date(sentence, index):
            continue
        if text.endswith(_endings(language, "adverb")):
            continue
        small = not words.cased[index]
        return index if small and _is_participle(text, language) else None
    return None


def _is_participle(text: str, language: str) -> bool:
    if text.rpartition("-")[2] in _listed(language, "participle_words"):
        return True
    looks = text.endswith(_endings(language, "participle"))
    return looks and not text.endswith(_endings(language, "no_participle"))


def _is_in_date(sentence: Sentence, index: int) -> bool:
    start = sentence.words.starts[index]
    return any(t.span[0] <= start < t.span[1] for t in sentence.times)
