"""The triggers of a sentence, sorted into happenings.

Comes in: a sentence with its triggers and what else was found in it. Goes out:
groups, each with the words that tell it and its modality. It fills no facets.

In one segment the triggers that may name one happening make one group; the one that
takes the others as consequences gives the kind. A relative clause ("which was
foiled") belongs to the group before it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from builder.annotate.adjuncts import Adjunct, find_adjunct
from builder.annotate.contexts import (
    displaces,
    is_charge,
    is_clear,
    is_in_words,
    is_medical,
    is_of_sport,
    moves_no_troops,
)
from builder.annotate.modality import find_modality, is_finite
from builder.annotate.nominals import auxiliaries, grammar, persons, weapons
from builder.annotate.segments import Range
from builder.annotate.triggers import Name, Trigger, load_events
from builder.annotate.words import PhraseTable, Words
from builder.model import (
    Citation,
    Modality,
    PlaceMention,
    Quantity,
    Span,
    TimeExpression,
)
from builder.taxonomy import compatible, family, load_units, takes

_NEAR = 12
"""Words around a weak trigger in which its support is looked for."""
_AIMED = 9
"""Words after a weak trigger in which "against" is looked for."""
_REPORTED = 6
"""Words before a weak trigger in which a verb of reporting is looked for."""
_PERSONS = 8
"""Words between a weak trigger of death and a count of persons."""


_RELATIVE = 4
"""Words between a relative pronoun and its verb."""
_FEW = 20
"""Times of one clause that are looked at."""

_Item = TypeVar("_Item", PlaceMention, TimeExpression)


class Sentence(NamedTuple):
    """A sentence with all that was found in it."""

    words: Words
    segments: tuple[Range, ...]
    """Those of a sentence with triggers."""
    triggers: Sequence[Trigger]
    quantities: Sequence[Quantity]
    times: Sequence[TimeExpression]
    places: Sequence[PlaceMention]
    cited: bool
    language: str
    heading: bool
    citations: Sequence[Citation] = ()
    """Those announced in it."""

    def is_cue(self, index: int) -> bool:
        """Whether a word belongs to a cue."""
        start = self.words.starts[index]
        return any(c.cue[0] <= start < c.cue[1] for c in self.citations)

    def span(self, part: Range) -> Span:
        """A range of words in code points."""
        return self.words.starts[part[0]], self.words.ends[part[1] - 1]


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
        if not _is_supported(trigger, sentence, segment):
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


def _begin_in(items: Sequence[_Item], span: Span) -> Sequence[_Item]:
    """What begins in a span, of items sorted by their spans."""
    first = bisect_left(items, span[0], key=lambda item: item.span[0])
    last = bisect_left(items, span[1], key=lambda item: item.span[0])
    return items[first:last]


# --- weak triggers -------------------------------------------------------------


def _is_supported(trigger: Trigger, sentence: Sentence, segment: Range) -> bool:
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
    table: PhraseTable[str] = PhraseTable(language)
    for verb in load_events(language)["reporting"]:
        table.add_verb(verb, verb)
    return table


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
