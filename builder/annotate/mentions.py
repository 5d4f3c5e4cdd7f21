"""Words that tell of, or point at, a happening.

Comes in: an article with its sentences, times, places, citations and quantities, and
``events.yaml`` of its language. Goes out: event mentions, each with the passage that
tells it, its modality and its roles. It decides nothing about which mentions are one
event.

A sentence is cut into segments; the triggers of a segment that name one happening
make one mention; a trigger in a temporal adjunct ("after the strike ...") makes one
of its own; a segment that harms or blames without a trigger goes on with the event
told before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from builder.annotate.modality import find_modality, is_finite
from builder.annotate.roles import Scene, _cues, find_roles, weapons
from builder.annotate.segments import Range, find_segments
from builder.annotate.triggers import Trigger, find_triggers, load_events
from builder.annotate.words import (
    PhraseTable,
    Word,
    find_words,
    inflection,
    make_verb_forms,
)
from builder.model import (
    Annotations,
    Article,
    Citation,
    EventMention,
    Modality,
    PlaceMention,
    Quantity,
    Role,
    Span,
    TimeExpression,
)
from builder.taxonomy import GENERAL, compatible, family, load_units, takes

_ADJUNCT = 6
"""Words between a temporal preposition and the noun it governs."""
_BACK = 3
"""Sentences an event may be gone on with."""

_Spanned = TypeVar("_Spanned", TimeExpression, PlaceMention, Citation, Quantity)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with all that was found in it."""

    words: tuple[Word, ...]
    segments: tuple[Range, ...]
    triggers: tuple[Trigger, ...]
    quantities: tuple[Quantity, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    cited: bool
    language: str
    heading: bool

    def span(self, part: Range) -> Span:
        return self.words[part[0]].start, self.words[part[1] - 1].end


def find_mentions(article: Article, so_far: Annotations) -> tuple[EventMention, ...]:
    """Every mention of an event, in the order of the text."""
    language = article.record.language
    if not load_events(language):
        return ()
    found: list[EventMention] = []
    before: list[EventMention] = []
    headings = [b.span for b in article.blocks if b.kind == "heading"]
    for span in so_far.sentences:
        sentence = _read(article, so_far, span, language, headings)
        if not sentence.words:
            continue
        mentions = list(_find_in(sentence, before[-1] if before else None))
        found += mentions
        told = [m for m in mentions if m.modality in ("asserted", "possible")]
        before = [*before, *told][-8:]
        if not told:
            before = [m for m in before if span[0] - m.passage[1] < 900]
    return tuple(_resumed(found))


def _resumed(found: Sequence[EventMention]) -> Iterator[EventMention]:
    """Mentions; a plan that the next one points back to as done was carried out."""
    for mention, following in zip(found, [*found[1:], None], strict=True):
        done = (
            mention.modality == "planned"
            and mention.rule.endswith("/decided")
            and following is not None
            and following.definite
            and following.modality == "asserted"
            and compatible(mention.kind, following.kind)
        )
        yield replace(mention, modality="asserted") if done else mention


def _read(
    article: Article,
    so_far: Annotations,
    span: Span,
    language: str,
    headings: Sequence[Span],
) -> _Sentence:
    words = find_words(article.body, span, language)
    return _Sentence(
        words,
        find_segments(words, language) if words else (),
        tuple(find_triggers(words, language)),
        _within(so_far.quantities, span),
        _within(so_far.times, span),
        _within(so_far.places, span),
        any(
            c.content and part[0] < span[1] and span[0] < part[1]
            for c in so_far.citations
            for part in c.content
        ),
        language,
        any(h[0] <= span[0] and span[1] <= h[1] for h in headings),
    )


def _within(items: Sequence[_Spanned], span: Span) -> tuple[_Spanned, ...]:
    return tuple(i for i in items if span[0] <= _start(i) and _start(i) < span[1])


def _start(item: _Spanned) -> int:
    return item.cue[0] if isinstance(item, Citation) else item.span[0]


# --- one sentence --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Group:
    """Triggers that tell of one happening, and the words that tell it."""

    triggers: tuple[Trigger, ...]
    head: Trigger
    part: Range
    modality: Modality
    adjunct: bool = False


def _find_in(
    sentence: _Sentence, before: EventMention | None
) -> Iterator[EventMention]:
    groups: list[_Group] = []
    for segment in sentence.segments:
        groups += _group(sentence, segment)
    groups = _merged(groups, sentence)
    made = [_make(group, groups, sentence, before) for group in groups]
    if any(
        m.modality in ("asserted", "possible") and not g.adjunct
        for m, g in zip(made, groups, strict=True)
    ):
        yield from sorted(made, key=lambda m: m.trigger)
        return
    extra = _continued(sentence, before) or _general(sentence)
    yield from sorted([*made, *([extra] if extra else [])], key=lambda m: m.trigger)


def _group(sentence: _Sentence, segment: Range) -> list[_Group]:
    """The groups of one segment."""
    inside = [
        t
        for t in sentence.triggers
        if segment[0] <= t.first < segment[1] and _is_supported(t, sentence, segment)
    ]
    adjuncts, main = [], []
    for trigger in inside:
        opener = _adjunct_opener(trigger, sentence, segment)
        if opener is None:
            main.append(trigger)
        else:
            adjuncts.append((trigger, opener))
    groups = []
    for trigger, opener in adjuncts:
        if groups and groups[-1].part[0] <= trigger.first < groups[-1].part[1]:
            continue
        part = _adjunct_part(trigger, opener, main, sentence, segment)
        modality = find_modality(trigger, sentence.words, part[0], sentence.language)
        if modality == "asserted" or opener[1]:
            groups.append(_Group((trigger,), trigger, part, "asserted", True))
    covered = [g.part for g in groups]
    main = [t for t in main if not any(a <= t.first < b for a, b in covered)]
    if main:
        rest = _without(segment, covered, main)
        groups.append(_cluster(main, sentence, rest))
    return sorted(groups, key=lambda g: g.part)


def _without(
    segment: Range, covered: Sequence[Range], main: Sequence[Trigger]
) -> Range:
    """The segment without adjuncts at its edges."""
    start, end = segment
    for a, b in covered:
        if a <= start + 1 and b <= main[0].first:
            start = b
        elif b >= end and a > main[-1].last:
            end = a
    return start, end


def _cluster(main: list[Trigger], sentence: _Sentence, part: Range) -> _Group:
    """One group of all triggers of a segment: the head says its kind."""
    language = sentence.language
    modality = {t: find_modality(t, sentence.words, part[0], language) for t in main}
    told = [t for t in main if modality[t] in ("asserted", "possible")]
    pool = told or main
    head = pool[0]
    for trigger in pool[1:]:
        if _outranks(trigger, head, sentence, part):
            head = trigger
    kept = tuple(
        t
        for t in pool
        if t is head or compatible(t.kind, head.kind) or takes(head.kind, t.kind)
    )
    certain = modality[head]
    if certain == "asserted" and any(
        modality[t] == "possible" and t.name.verb for t in kept
    ):
        certain = "possible"
    return _Group(kept, head, part, certain)


def _outranks(new: Trigger, head: Trigger, sentence: _Sentence, part: Range) -> bool:
    """Whether a later trigger rather says what happened."""
    if takes(new.kind, head.kind) and not takes(head.kind, new.kind):
        return True
    if takes(head.kind, new.kind):
        return False
    if family(new.kind) == family(head.kind):
        return "/" in new.kind and "/" not in head.kind
    finite_new = is_finite(new, sentence.words, part[0], sentence.language)
    finite_head = is_finite(head, sentence.words, part[0], sentence.language)
    if (
        new.name.verb
        and finite_new
        and not finite_head
        and not compatible(new.kind, head.kind)
    ):
        return new.first - head.last > 0 and family(head.kind) in (
            "statement",
            "decision",
            "talks",
            "agreement",
        )
    return False


def _merged(groups: list[_Group], sentence: _Sentence) -> list[_Group]:
    """Groups; segments that go on with the same happening become one."""
    out: list[_Group] = []
    for group in groups:
        last = out[-1] if out else None
        if (
            last is not None
            and not last.adjunct
            and not group.adjunct
            and last.modality == group.modality
            and (
                takes(last.head.kind, group.head.kind) or _is_pointing(group, sentence)
            )
            and group.part[0] <= last.part[1] + 1
        ):
            out[-1] = replace(
                last,
                triggers=(*last.triggers, *group.triggers),
                part=(last.part[0], group.part[1]),
            )
        else:
            out.append(group)
    return out


def _is_pointing(group: _Group, sentence: _Sentence) -> bool:
    return False


def _is_supported(trigger: Trigger, sentence: _Sentence, segment: Range) -> bool:
    """Whether a weak trigger stands beside a weapon, a count or "against"."""
    if not trigger.name.weak:
        return True
    words, language = sentence.words, sentence.language
    rules = load_events(language)
    if trigger.name.verb and trigger.kind.startswith(("decision", "statement")):
        return False
    if trigger.kind == "killing":
        table = _cues(language, "killed_before"), _cues(language, "wounded_before")
        persons = any(
            q.unit in ("dead", "wounded") or _is_person(q.unit)
            for q in sentence.quantities
            if abs(_index(words, q.span[0]) - trigger.last) < 8
        )
        return persons and bool(table)
    near = words[
        max(segment[0], trigger.first - 12) : min(segment[1], trigger.last + 12)
    ]
    armed = any(weapons(language).find_all(near, i) for i in range(len(near)))
    after = words[trigger.last + 1 : trigger.last + 4]
    aimed = any(w.text in rules["supports"] for w in after)
    placed = any(
        words[segment[0]].start <= p.span[0] < words[segment[1] - 1].end
        for p in sentence.places
    )
    demonstrative = (
        trigger.first > 0 and words[trigger.first - 1].text in rules["demonstratives"]
    )
    if trigger.name.phrase in ("tirer", "lancer", "fire", "launch"):
        return armed
    dated = any(
        words[segment[0]].start <= t.span[0] < words[segment[1] - 1].end and t.edtf
        for t in sentence.times
    )
    return (
        armed
        or (aimed and (placed or dated or not trigger.name.verb))
        or demonstrative
        or (placed and trigger.name.verb)
    )


def _is_person(unit: str) -> bool:
    units = load_units()
    return unit in units and units[unit].person


def _index(words: Sequence[Word], at: int) -> int:
    return bisect_left([w.start for w in words], at)


# --- temporal adjuncts -----------------------------------------------------------------


@cache
def _temporal(language: str) -> frozenset[str]:
    return frozenset(load_events(language)["temporal_adjunct"])


def _adjunct_opener(
    trigger: Trigger, sentence: _Sentence, segment: Range
) -> tuple[int, bool] | None:
    """The temporal preposition that governs a trigger, and whether a compound
    infinitive ("après avoir attaqué") makes it sure."""
    words, language = sentence.words, sentence.language
    rules = load_events(language)["modality"]
    have = make_verb_forms(rules["aux_have"], inflection(language))
    be = make_verb_forms(rules["aux_be"], inflection(language))
    if trigger.name.verb:
        if language == "en":
            gerund = "ger" in trigger.tenses
            previous = words[trigger.first - 1].text if trigger.first else ""
            if gerund and previous in _temporal(language):
                return trigger.first - 1, True
            return None
        auxiliary = trigger.first - 1
        while (
            auxiliary > segment[0]
            and trigger.first - auxiliary < 3
            and words[auxiliary].text not in ("avoir", "être")
        ):
            auxiliary -= 1
        if (
            auxiliary > 0
            and words[auxiliary].text in ("avoir", "être")
            and words[auxiliary - 1].text in _temporal(language)
        ):
            return auxiliary - 1, True
        return None
    for index in range(
        trigger.first - 1, max(segment[0], trigger.first - _ADJUNCT) - 1, -1
    ):
        text = words[index].text
        if text in _temporal(language):
            return index, False
        if (
            text in ",;:.()«»"
            or text in have
            or text in be
            or text
            in ("que", "qui", "that", "who", "which", "contre", "against", "par", "by")
        ):
            return None
    return None


def _adjunct_part(
    trigger: Trigger,
    opener: tuple[int, bool],
    main: Sequence[Trigger],
    sentence: _Sentence,
    segment: Range,
) -> Range:
    """From the preposition (and the time before it) to the comma that ends it."""
    words = sentence.words
    start = opener[0]
    for time in sentence.times:
        first = _index(words, time.span[0])
        if (
            first >= segment[0]
            and first < opener[0]
            and time.span[1] >= words[opener[0]].start - 1
        ):
            start = first
    if opener[0] - segment[0] <= 6 and not any(t.last < opener[0] for t in main):
        leads = True
    else:
        leads = False
    if leads:
        commas = [
            i for i in range(trigger.last + 1, segment[1]) if words[i].text == ","
        ]
        later = [t.first for t in main if t.first > trigger.last]
        for comma in commas:
            if not later or comma < later[0]:
                return segment[0], comma + 1
        return segment[0], segment[1] if not later else min(later[0], segment[1])
    return start, segment[1]


# --- from a group to a mention ---------------------------------------------------------


def _make(
    group: _Group,
    groups: Sequence[_Group],
    sentence: _Sentence,
    before: EventMention | None,
) -> EventMention:
    part = _passage(group, groups, sentence)
    scene = _scene(sentence, part, group.triggers, group.head.kind)
    kind = _refine(group, scene)
    head = group.head
    pointing = _points_back(head, sentence)
    rule = f"{sentence.language}/{'verb' if head.name.verb else 'noun'}"
    if group.modality == "planned" and _is_decided(head, sentence):
        rule += "/decided"
    definite = pointing == "demonstrative" or (
        pointing == "bare" and before is not None
    )
    if not definite and _goes_on(group, sentence, before):
        assert before is not None
        definite, kind, rule = True, before.kind, rule + "/goes-on"
    roles = find_roles(replace(scene, kind=kind))
    return EventMention(
        trigger=scene.span(head.first, head.last),
        kind=kind,
        passage=sentence.span(part),
        modality=group.modality,
        rule=rule,
        definite=definite,
        again=_is_again(head, sentence),
        roles=roles,
    )


def _scene(
    sentence: _Sentence, part: Range, triggers: tuple[Trigger, ...], kind: str
) -> Scene:
    return Scene(
        sentence.words, *part, triggers, kind, sentence.quantities, sentence.language
    )


def _passage(group: _Group, groups: Sequence[_Group], sentence: _Sentence) -> Range:
    """The group's words, with neighbour segments that no group has and that tell
    more of it."""
    start, end = group.part
    taken = [g.part for g in groups if g is not group]
    if group.adjunct:
        return _trim(start, end, sentence)
    if not taken and len(sentence.segments) == 1:
        return _trim(0, len(sentence.words), sentence)
    for segment in sentence.segments:
        if any(a < segment[1] and segment[0] < b for a, b in taken):
            continue
        if segment[0] == end and _tells_harm(segment, sentence):
            end = segment[1]
        elif segment[1] == start and _tells_time(segment, sentence):
            start = segment[0]
    return _trim(start, end, sentence)


def _trim(start: int, end: int, sentence: _Sentence) -> Range:
    words = sentence.words
    while end - 1 > start and words[end - 1].text in (
        ",",
        ";",
        ":",
        "et",
        "and",
        "mais",
        "but",
    ):
        end -= 1
    while start < end - 1 and words[start].text in (",", ";", ":", "et", "and", "."):
        start += 1
    return start, end


def _tells_harm(segment: Range, sentence: _Sentence) -> bool:
    start, end = sentence.span(segment)
    if any(
        start <= q.span[0] < end
        and (q.state != "number" or q.unit in ("dead", "wounded") or _is_person(q.unit))
        for q in sentence.quantities
    ):
        return True
    words = sentence.words
    tables = [
        _cues(sentence.language, k) for k in ("damage", "claimed_by", "blamed_to")
    ]
    return any(t.find_all(words, i) for t in tables for i in range(*segment))


def _tells_time(segment: Range, sentence: _Sentence) -> bool:
    start, end = sentence.span(segment)
    return segment[1] - segment[0] < 14 and any(
        start <= t.span[0] < end and t.edtf for t in sentence.times
    )


def _refine(group: _Group, scene: Scene) -> str:
    """A general attack becomes the kind its weapon says."""
    kinds = [
        t.kind for t in group.triggers if family(t.kind) == "attack" and "/" in t.kind
    ]
    kind = group.head.kind
    if kind == "attack" and kinds:
        kind = kinds[0]
    if (
        kind not in ("attack", "attack/shooting", "attack/shelling", "attack/airstrike")
        or family(kind) != "attack"
    ):
        return kind
    if kind != "attack" and not any(
        t.name.phrase
        in (
            "tirer",
            "lancer",
            "fire",
            "launch",
            "bombarder",
            "bomb",
            "shell",
            "raid",
            "pilonner",
        )
        for t in group.triggers
    ):
        return kind
    units = load_units()
    inside = scene.words[scene.first : scene.end]
    for hit in weapons(scene.language).find(inside):
        unit = units[hit.value]
        if unit.kind and unit.kind != "attack/bombing":
            return unit.kind
        if unit.kind and kind == "attack":
            return unit.kind
    return kind


def _points_back(head: Trigger, sentence: _Sentence) -> str:
    """``demonstrative``, ``bare`` (a definite noun with no complement) or nothing."""
    if head.name.verb or head.first == 0:
        return ""
    rules = load_events(sentence.language)
    words = sentence.words
    for index in range(head.first - 1, max(-1, head.first - 4), -1):
        text = words[index].text
        if text in rules["demonstratives"]:
            return "demonstrative"
        if text in rules["definite"]:
            following = words[head.last + 1].text if head.last + 1 < len(words) else ""
            plain = index == head.first - 1
            return (
                "bare"
                if plain
                and following not in rules["complement"]
                and head.last == head.first
                else ""
            )
        if not text[0].isalpha():
            break
    return ""


def _is_decided(head: Trigger, sentence: _Sentence) -> bool:
    near = sentence.words[max(0, head.first - 3) : head.first]
    return any(w.text.startswith(("décid", "decid")) for w in near)


def _goes_on(group: _Group, sentence: _Sentence, before: EventMention | None) -> bool:
    """Whether harm, blasts or blame told here belong to the event told before."""
    if before is None or group.adjunct:
        return False
    kind = group.head.kind
    if kind == "statement/accusation":
        return before.kind != kind
    start, end = sentence.span(group.part)
    if any(start <= t.span[0] < end and t.edtf for t in sentence.times):
        return False
    near = start - before.passage[1] < 500
    return (
        near
        and kind in ("explosion", "killing", "damage")
        and (takes(before.kind, kind) and family(before.kind) != kind)
    )


def _is_again(head: Trigger, sentence: _Sentence) -> bool:
    near = range(max(0, head.first - 3), min(len(sentence.words), head.last + 14))
    table = _again(sentence.language)
    for index in near:
        for hit in table.find_all(sentence.words, index)[:1]:
            one = hit.first == hit.last
            beside = head.first - hit.last in (1, 2) or (
                sentence.words[min(hit.last + 1, len(sentence.words) - 1)].text
                in ("fois", "time")
            )
            if not one or beside:
                return True
    return False


@cache
def _again(language: str) -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable(language)
    for phrase in load_events(language)["again"]:
        table.add_fixed(phrase, "again")
    return table


# --- sentences without a trigger ---------------------------------------------------------


def _continued(sentence: _Sentence, before: EventMention | None) -> EventMention | None:
    """A sentence that blames, claims or counts harm without naming the event."""
    if before is None or sentence.heading:
        return None
    if sentence.words[0].start - before.passage[1] > 700:
        return None
    part = (0, len(sentence.words))
    scene = _scene(sentence, part, (), before.kind)
    roles = [
        r
        for r in find_roles(scene)
        if r.facet
        in ("killed", "wounded", "damage", "blamed_on", "claimed_by", "response")
    ]
    violent = family(before.kind) in (
        "attack",
        "explosion",
        "killing",
        "clash",
        "accident",
        "disaster",
        "crime",
        "kidnapping",
        "protest",
    )
    if not roles or not violent:
        return None
    first = roles[0]
    modality: Modality = "possible" if "identified" in first.rule else "asserted"
    return EventMention(
        trigger=first.span,
        kind=before.kind,
        passage=sentence.span(_trim(*part, sentence)),
        modality=modality,
        rule=f"{sentence.language}/goes-on",
        definite=True,
        roles=tuple(roles),
    )


def _general(sentence: _Sentence) -> EventMention | None:
    """A dated, or attributed and placed, happening of a kind nobody listed."""
    dated = [
        t
        for t in sentence.times
        if t.type in ("DATE", "TIME") and t.edtf and _is_narrow(t.edtf)
    ]
    if not dated and not (sentence.cited and sentence.places):
        return None
    verb = _happening(sentence)
    if verb is None:
        return None
    part = _general_part(sentence, verb)
    inside = sentence.span(part)
    if (
        not any(inside[0] <= t.span[0] < inside[1] for t in dated)
        and not sentence.cited
    ):
        return None
    scene = _scene(sentence, part, (), GENERAL)
    roles: tuple[Role, ...] = find_roles(scene)
    word = sentence.words[verb]
    return EventMention(
        trigger=(word.start, word.end),
        kind=GENERAL,
        passage=inside,
        modality="asserted",
        rule=f"{sentence.language}/happening",
        roles=roles,
    )


def _is_narrow(edtf: str) -> bool:
    return ".." not in edtf and not re.fullmatch(r"\d{4}|\d{3}X", edtf)


def _general_part(sentence: _Sentence, verb: int) -> Range:
    for segment in sentence.segments:
        if segment[0] <= verb < segment[1]:
            return _trim(*segment, sentence)
    return _trim(0, len(sentence.words), sentence)


@cache
def _participle(language: str, key: str) -> re.Pattern[str]:
    return re.compile(load_events(language)["happening"][key])


def _happening(sentence: _Sentence) -> int | None:
    """The verb of a sentence in a past tense; its participle where it has one."""
    language = sentence.language
    rules = load_events(language)["modality"]
    have = make_verb_forms(rules["aux_have"], inflection(language))
    be = make_verb_forms(rules["aux_be"], inflection(language))
    words = sentence.words
    for index, word in enumerate(words):
        if word.text in have or word.text in be:
            tenses = have.get(word.text) or be[word.text]
            if not tenses & {"pres", "past"}:
                continue
            for following in range(index + 1, min(index + 6, len(words))):
                text = words[following].text
                if text in ",;:.":
                    break
                if _participle(language, "participle").search(text) and len(text) > 3:
                    return following
        elif (
            len(word.text) > 4
            and not word.cased
            and _participle(language, "simple").search(word.text)
        ):
            return index
    return None
