"""The triggers of a sentence, sorted into happenings.

Comes in: a sentence with its triggers and what else was found in it. Goes out:
groups, each with the words that tell it and its modality. It fills no facets.

In one segment the triggers that may name one happening make one group; the one that
takes the others as consequences gives the kind. A relative clause ("which was
foiled") belongs to the group before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from builder.annotate.adjuncts import Adjunct, find_adjunct
from builder.annotate.contexts import (
    is_charge,
)
from builder.annotate.modality import find_modality, is_finite
from builder.annotate.nominals import auxiliaries, grammar
from builder.annotate.segments import Range
from builder.annotate.support import is_supported
from builder.annotate.surroundings import Sentence
from builder.annotate.triggers import Trigger, load_events
from builder.annotate.words import Words
from builder.model import (
    Modality,
)
from builder.taxonomy import compatible, family, takes

_RELATIVE = 4
"""Words between a relative pronoun and its verb."""


class Group(NamedTuple):
    """Triggers that tell of one happening, and the words that tell it."""

    triggers: tuple[Trigger, ...]
    head: Trigger
    part: Range
    told: Range
    """The words whose roles are its own; ``part`` may hold more."""
    modality: Modality
    adjunct: bool = False


def make_groups(sentence: Sentence) -> list[Group]:
    """The groups of a sentence, in the order of the text."""
    groups: list[Group] = []
    for segment in sentence.segments:
        inside = [t for t in sentence.triggers if segment[0] <= t.first < segment[1]]
        if inside:
            groups += _group(inside, sentence, segment)
    return _joined(groups, sentence)


def _group(
    triggers: Sequence[Trigger], sentence: Sentence, segment: Range
) -> list[Group]:
    """The groups of a segment that holds these triggers."""
    words, language = sentence.words, sentence.language
    adjuncts: list[Adjunct] = []
    main: list[Trigger] = []
    for trigger in triggers:
        if not is_supported(trigger, sentence, segment):
            continue
        if is_charge(trigger, triggers, words, segment, language):
            continue
        if any(a.part[0] <= trigger.first < a.part[1] for a in adjuncts):
            continue
        adjunct = find_adjunct(trigger, words, segment, language)
        if (
            adjunct is None
            or _is_planned(trigger, words, segment, language)
            or _took_lives(adjunct, main, sentence)
        ):
            main.append(trigger)
        else:
            adjuncts.append(adjunct)
    groups = [
        Group((a.trigger,), a.trigger, a.part, a.part, "asserted", True)
        for a in adjuncts
    ]
    if main:
        groups.append(_cluster(main, sentence, segment, adjuncts))
    return sorted(groups, key=lambda g: (g.told, g.adjunct)) if adjuncts else groups


def _took_lives(adjunct: Adjunct, main: Sequence[Trigger], sentence: Sentence) -> bool:
    """Whether deaths told before are those of the event behind "after" or "in":
    nothing else happened, and no distance lies between."""
    if not main or main[-1].first > adjunct.opener:
        return False
    if any(t.kind not in ("killing", "death") for t in main):
        return False
    before = sentence.words.starts[adjunct.opener - 1]
    behind = sentence.span(adjunct.part)
    apart = any(
        (t.span[0] <= before < t.span[1] and (t.type != "DATE" or t.offset is not None))
        or (t.type == "DATE" and behind[0] <= t.span[0] < behind[1])
        for t in sentence.times
    )
    kind = adjunct.trigger.kind
    return not apart and family(kind) != "protest" and takes(kind, main[-1].kind)


def _is_planned(trigger: Trigger, words: Words, segment: Range, language: str) -> bool:
    if trigger.name.verb:
        return False
    return find_modality(trigger, words, segment[0], language) == "planned"


def _cluster(
    main: list[Trigger],
    sentence: Sentence,
    segment: Range,
    adjuncts: Sequence[Adjunct],
) -> Group:
    """One group of all triggers of a segment: the head says its kind."""
    language = sentence.language
    modality = {
        t.first: find_modality(t, sentence.words, segment[0], language) for t in main
    }
    if len(main) == 1:
        head = main[0]
        part, told = _extent(segment, head, sentence, adjuncts)
        return Group((head,), head, part, told, modality[head.first])
    pool = [t for t in main if modality[t.first] in ("asserted", "possible")] or main
    head = pool[0]
    for trigger in pool[1:]:
        if _outranks(trigger, head, sentence, segment):
            head = trigger
    kept = tuple(
        t
        for t in pool
        if t is head or compatible(t.kind, head.kind) or takes(head.kind, t.kind)
    )
    certain = modality[head.first]
    if certain == "asserted" and any(
        modality[t.first] == "possible" and t.name.verb for t in kept
    ):
        certain = "possible"
    part, told = _extent(segment, head, sentence, adjuncts)
    return Group(kept, head, part, told, certain)


def _extent(
    segment: Range, head: Trigger, sentence: Sentence, adjuncts: Sequence[Adjunct]
) -> tuple[Range, Range]:
    """The words of a group: without a leading adjunct that tells an event of its
    own; an adjunct behind stays in the passage, and its roles stay out."""
    start, end = segment
    told_start, told_end = segment
    for adjunct in adjuncts:
        if adjunct.leading and adjunct.part[1] <= head.first:
            told_start = adjunct.part[1]
            if not points_back(adjunct.trigger, sentence):
                start = told_start
        elif adjunct.opener > head.last:
            told_end = min(told_end, adjunct.opener)
    return (start, end), (told_start, told_end)


def _outranks(new: Trigger, head: Trigger, sentence: Sentence, segment: Range) -> bool:
    """Whether a later trigger rather says what happened."""
    rules = load_events(sentence.language)
    if _is_relative(new, head, sentence, segment):
        return False
    if takes(new.kind, head.kind) and not takes(head.kind, new.kind):
        return True
    if takes(head.kind, new.kind) or compatible(new.kind, head.kind):
        return (
            family(new.kind) == family(head.kind)
            and "/" in new.kind
            and "/" not in head.kind
        )
    violent, soft = rules["violent"], (*rules["soft"], "statement")
    if family(new.kind) in violent and family(head.kind) in soft:
        return True
    return (
        new.name.verb
        and not head.name.verb
        and family(head.kind) in soft
        and is_finite(new, sentence.words, segment[0], sentence.language)
    )


def _is_relative(
    new: Trigger, head: Trigger, sentence: Sentence, segment: Range
) -> bool:
    """Whether a later verb only says of whom the main verb tells: "freed the pupils
    who were abducted in May"."""
    words, language = sentence.words, sentence.language
    if not (new.name.verb and head.name.verb and new.first > head.last):
        return False
    near = words.texts[max(head.last + 1, new.first - _RELATIVE) : new.first]
    if grammar(language, "relatives").isdisjoint(near):
        return False
    return is_finite(head, words, segment[0], language)


# --- groups that go on ---------------------------------------------------------


def _joined(groups: list[Group], sentence: Sentence) -> list[Group]:
    """Groups; relative clauses, appositions and consequences join the one before."""
    out: list[Group] = []
    for group in groups:
        last = out[-1] if out else None
        if last is not None and _belongs(group, last, sentence):
            foiled = group.head.kind == "attack/foiled"
            out[-1] = last._replace(
                triggers=(*last.triggers, *group.triggers),
                head=last.head.rename(group.head.name) if foiled else last.head,
                part=(last.part[0], max(last.part[1], group.part[1])),
                told=(last.told[0], max(last.told[1], group.told[1])),
            )
        else:
            out.append(group)
    return out


def _belongs(group: Group, last: Group, sentence: Sentence) -> bool:
    if group.adjunct or not (
        compatible(group.head.kind, last.head.kind)
        or takes(last.head.kind, group.head.kind)
        or group.head.kind == "attack/foiled"
    ):
        return False
    words, language = sentence.words, sentence.language
    opening = words.texts[group.told[0] : group.told[0] + 2]
    if not grammar(language, "relatives").isdisjoint(opening):
        return True
    if not group.head.name.verb and group.head.first == group.told[0]:
        return words.texts[group.head.first - 1] == ","
    return (
        takes(last.head.kind, group.head.kind)
        and not last.adjunct
        and group.modality in (last.modality, "background")
        and not points_back(group.head, sentence)
    )


def _is_described(head: Trigger, sentence: Sentence) -> bool:
    """Whether a complement follows a noun, right away or behind an adjective."""
    rules, language = load_events(sentence.language), sentence.language
    after = sentence.words.texts[head.last + 1 : head.last + 3]
    if not after:
        return False
    if after[0] in rules["complement"]:
        return True
    verbs = (auxiliaries(language, "aux_have"), auxiliaries(language, "aux_be"))
    plain = not any(after[0] in forms for forms in verbs)
    of = (*rules["grammar"]["of"], *rules["roles"]["target"])
    return plain and after[0].isalpha() and after[-1] in of


def points_back(head: Trigger, sentence: Sentence) -> str:
    """``demonstrative``, ``bare`` (a definite noun with no complement) or nothing."""
    if head.name.verb or head.first == 0:
        return ""
    rules = load_events(sentence.language)
    for index in range(head.first - 1, max(-1, head.first - 4), -1):
        text = sentence.words.texts[index]
        if text in rules["demonstratives"]:
            return "demonstrative"
        if text in rules["definite"]:
            plain = index == head.first - 1 and head.last == head.first
            described = _is_described(head, sentence)
            return "bare" if plain and not described else ""
        if not text[0].isalpha():
            break
    return ""
