"""Words that tell of, or point at, a happening.

Comes in: an article with its sentences, times, places, citations and counts, and
``events.yaml`` of its language. Goes out: event mentions, each with the passage that
tells it, its modality and its roles. It decides nothing about which mentions are one
event, but says which ones point back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypeVar

from builder.annotate.again import is_again
from builder.annotate.contexts import (
    is_clear,
    is_downing,
    is_of_sport,
    moves_no_troops,
)
from builder.annotate.counting import (
    Subject,
    find_count,
    find_stated,
    find_subject,
    join_counts,
)
from builder.annotate.grouping import Group, make_groups, points_back
from builder.annotate.happenings import (
    find_continuation,
    find_general,
    find_happening,
    find_reach,
    trim,
)
from builder.annotate.harm import cues, may_tell_harm
from builder.annotate.nominals import Scene, grammar, overlap, weapons
from builder.annotate.roles import find_roles
from builder.annotate.segments import Range, find_segments
from builder.annotate.surroundings import Sentence
from builder.annotate.tolls import find_toll
from builder.annotate.triggers import (
    Trigger,
    find_senses,
    find_triggers,
    load_events,
)
from builder.annotate.words import find_sentences_words
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

_KEPT = 8
"""How many of the events told last a sentence may point back to."""
_CONSEQUENCES = (
    "explosion",
    "killing",
    "death",
    "damage",
    "movement/displacement",
    "accident/fire",
)
"""Kinds that go on with the event that took lives or homes."""
_FAR = 500
"""Characters after which blasts, deaths and damage no longer go on with an event."""
_SHORT = 14
"""Words of a neighbouring segment that only dates what is told."""
_LONGEST = 420
"""Characters of a passage."""
_AROUND = 24
"""Words on either side of a trigger where no comma cuts."""
_CUTS = frozenset(",;()")
_CLOSE = 6
"""Words after a word that points back in which its weapon is looked for."""

_Item = TypeVar("_Item", TimeExpression, PlaceMention, Quantity, Citation)


def find_mentions(article: Article, so_far: Annotations) -> tuple[EventMention, ...]:
    """Every mention of an event, in the order of the text."""
    language = article.record.language
    if not load_events(language):
        return ()
    found: list[EventMention] = []
    before: list[EventMention] = []
    reach = -1
    headings = [b.span for b in article.blocks if b.kind == "heading"]
    cited = _find_cited(so_far)
    borders = ([s[0] for s in so_far.sentences], [s[1] for s in so_far.sentences])
    announced = _by_sentence(*borders, so_far.citations, attrgetter("cue"))
    counts = _by_sentence(*borders, so_far.quantities, _span)
    times = _by_sentence(*borders, so_far.times, _span)
    places = _by_sentence(*borders, so_far.places, _span)
    subject: Subject | None = None
    each = list(find_sentences_words(article, so_far.sentences))
    senses = find_senses([words for _, words in each], language)
    for number, (span, words) in enumerate(each):
        if not words:
            continue
        triggers = find_triggers(words, language, senses)
        dated = number in times or (number in places and number in cited)
        counted = subject is not None and number in counts
        if not (triggers or dated or counted or words.starts[0] <= reach):
            continue
        sentence = Sentence(
            words,
            find_segments(words, language) if triggers else (),
            triggers,
            counts.get(number, ()),
            times.get(number, ()),
            places.get(number, ()),
            number in cited,
            language,
            any(h[0] <= span[0] and span[1] <= h[1] for h in headings),
            announced.get(number, ()),
        )
        mentions = sorted(_find_in(sentence, before, subject), key=_trigger)
        if not mentions:
            continue
        joined = join_counts(mentions, subject, sentence)
        if joined is not None:
            found[-1] = joined
            continue
        told = [m for m in mentions if m.modality in ("asserted", "possible")]
        subject = _next_subject(subject, told, sentence)
        found += mentions
        before = [*before, *told][-_KEPT:]
        reach = find_reach(before, language)
    return tuple(_resumed(found))


_trigger, _span = attrgetter("trigger"), attrgetter("span")


def _next_subject(
    subject: Subject | None, told: Sequence[EventMention], sentence: Sentence
) -> Subject | None:
    """What sentences that follow may count: the matter of the last statement, until
    another event is told."""
    if subject is not None and any("/counts" in m.rule for m in told):
        last = None if sentence.cited else told[-1]
        return replace(subject, end=sentence.words.ends[-1], told=last)
    return find_subject(told[-1], sentence) if told else subject


def _find_cited(so_far: Annotations) -> frozenset[int]:
    """Numbers of the sentences that hold what somebody is cited with."""
    starts = [span[0] for span in so_far.sentences]
    found: set[int] = set()
    for citation in so_far.citations:
        for start, end in citation.content:
            first = max(0, bisect_right(starts, start) - 1)
            if starts and so_far.sentences[first][1] <= start:
                first += 1
            found.update(range(first, bisect_left(starts, end, first)))
    return frozenset(found)


def _by_sentence(
    starts: Sequence[int],
    ends: Sequence[int],
    items: Sequence[_Item],
    where: Callable[[_Item], Span],
) -> Mapping[int, Sequence[_Item]]:
    """Items in the order of the text, by the number of the sentence they begin in.

    ``starts`` and ``ends`` are those of the sentences.
    """
    found: dict[int, list[_Item]] = {}
    for item in sorted(items, key=where):
        start = where(item)[0]
        number = bisect_right(starts, start) - 1
        if number >= 0 and start < ends[number]:
            found.setdefault(number, []).append(item)
    return found


def _resumed(found: Sequence[EventMention]) -> Iterator[EventMention]:
    """Mentions; a decision to act that the next one points back to was carried out."""
    for mention, following in zip(found, [*found[1:], None], strict=False):
        done = (
            mention.modality == "planned"
            and mention.rule.endswith("/decided")
            and following is not None
            and following.definite
            and following.modality == "asserted"
            and compatible(mention.kind, following.kind)
        )
        yield replace(mention, modality="asserted") if done else mention


def _find_in(
    sentence: Sentence, before: Sequence[EventMention], subject: Subject | None
) -> Iterator[EventMention]:
    groups = make_groups(sentence) if sentence.triggers else []
    told = False
    for group in groups:
        mention = _make(group, groups, sentence, before)
        told = told or (
            mention.modality in ("asserted", "possible") and not group.adjunct
        )
        yield mention
    if not told:
        extra = _continue(sentence, before) or find_count(sentence, subject)
        if extra is None and not _is_of_something_else(sentence):
            general = find_general(sentence)
            extra = _with_numbers(general, sentence) if general else None
        if extra is not None:
            yield extra


def _continue(
    sentence: Sentence, before: Sequence[EventMention]
) -> EventMention | None:
    """A mention that goes on with the last event told, or the last deadly one."""
    words, language = sentence.words, sentence.language
    if not before or not may_tell_harm(words, sentence.quantities, language):
        return None
    deadly = _last_deadly(before) if _has_toll((0, len(words)), sentence) else None
    return find_continuation(sentence, deadly or before[-1])


def _is_of_something_else(sentence: Sentence) -> bool:
    """Whether a trigger stands there whose surroundings give it another sense."""
    words, language = sentence.words, sentence.language
    for trigger in sentence.triggers:
        if is_clear(trigger.name, language):
            continue
        if is_of_sport(trigger, words, sentence.quantities, language):
            return True
        if moves_no_troops(trigger, words, (0, len(words)), language):
            return True
    return False


def _make(
    group: Group,
    groups: Sequence[Group],
    sentence: Sentence,
    before: Sequence[EventMention],
) -> EventMention:
    language, head = sentence.language, group.head
    part = _passage(group, groups, sentence)
    told = (
        min(group.told[0], part[0]) if part[0] < group.part[0] else group.told[0],
        max(group.told[1], part[1]) if part[1] > group.part[1] else group.told[1],
    )
    scene = Scene(
        sentence.words, *told, group.triggers, head.kind, sentence.quantities, language
    )
    pointing = points_back(head, sentence)
    kind = refined = _refine(group, scene, pointing)
    rule = f"{language}/{'verb' if head.name.verb else 'noun'}"
    toll = _has_toll(part, sentence)
    if toll:
        rule += "/toll"
    if not head.name.verb and (
        sentence.heading or find_happening(sentence, part) is not None
    ):
        rule += "/told"
    if group.modality == "planned" and _is_decided(head, sentence):
        rule += "/decided"
    definite = pointing == "demonstrative" or (
        (pointing == "bare" or toll) and any(compatible(m.kind, kind) for m in before)
    )
    fatal = toll and family(kind) in ("killing", "death")
    goes_on = _goes_on(group, kind, sentence, before) if fatal or not definite else None
    if goes_on is not None:
        definite, kind, rule = True, goes_on.kind, rule + "/goes-on"
    left = goes_on is not None and refined == "movement/displacement"
    roles = find_roles(scene._replace(kind=refined if left else kind))
    if left:  # people brought to safety: what was done about it
        emptied = [q.span for q in scene.find_quantities() if q.unit == "village"]
        roles = tuple(
            replace(r, facet="response")
            for r in roles
            if r.facet == "target" and not any(overlap(r.span, e) for e in emptied)
        )
    elif kind == "killing" and roles and not _is_deadly(roles):
        kind = GENERAL  # wounded, nobody killed
    if head.kind == "statement/accusation" and goes_on is not None:
        roles = tuple(r for r in roles if r.facet not in ("actor", "target"))
    mention = EventMention(
        trigger=scene.span(head.first, head.last),
        kind=kind,
        passage=sentence.span(part),
        modality=_certain(group, sentence, roles),
        rule=rule,
        definite=definite,
        again=is_again(head, sentence),
        roles=roles,
    )
    return _with_numbers(mention, sentence) if family(kind) == "statement" else mention


def _with_numbers(mention: EventMention, sentence: Sentence) -> EventMention:
    """What is said, with the numbers it gives of anything."""
    inside = [
        quantity
        for quantity in sentence.quantities
        if mention.passage[0] <= quantity.span[0] < mention.passage[1]
        and not any(overlap(quantity.span, role.span) for role in mention.roles)
    ]
    stated = find_stated(sentence.words, inside, sentence.language)
    numbers = tuple(role for role, _ in stated)
    return replace(mention, roles=mention.roles + numbers) if numbers else mention


def _is_deadly(roles: Sequence[Role]) -> bool:
    """Whether anybody is said to be killed, or nobody to be wounded."""
    facets = {role.facet for role in roles}
    return "killed" in facets or "wounded" not in facets


def _certain(group: Group, sentence: Sentence, roles: Sequence[Role]) -> Modality:
    """The group's modality; a habit without date or count is background."""
    if sentence.heading and group.modality == "background":
        return "asserted"
    if group.modality != "asserted" or group.adjunct or sentence.heading:
        return group.modality
    if any(t.type == "DATE" and t.edtf for t in sentence.times) or any(
        q.unit in load_units() for q in sentence.quantities
    ):
        return group.modality
    head, words = group.head, sentence.words
    if not head.name.verb or "part" in head.tenses:
        return group.modality
    language = sentence.language
    imperfect = load_events(language)["grammar"]["imperfect"].strip("(?:)$").split("|")
    past = "past" in head.tenses and words.texts[head.first].endswith(tuple(imperfect))
    before = words.texts[max(0, head.first - 2) : head.first]
    relative = not grammar(language, "relatives").isdisjoint(before)
    habit = "pres" in head.tenses and relative
    return "background" if past or habit else group.modality


# --- the passage ---------------------------------------------------------------


def _passage(group: Group, groups: Sequence[Group], sentence: Sentence) -> Range:
    """The group's words, and neighbour segments no group has that tell more of it."""
    start, end = group.part
    if group.adjunct:
        return trim((start, end), sentence)
    if len(sentence.segments) < 2:
        return trim(_shortened((start, end), group, sentence), sentence)
    taken = [g.part for g in groups if g is not group]
    for segment in sentence.segments:
        if any(a < segment[1] and segment[0] < b for a, b in taken):
            continue
        if segment[0] == end and _tells_harm(segment, sentence):
            end = segment[1]
        elif segment[1] == start and _tells_time(segment, sentence):
            start = segment[0]
    return trim(_shortened((start, end), group, sentence), sentence)


def _shortened(part: Range, group: Group, sentence: Sentence) -> Range:
    """A passage nobody would quote whole, cut at commas around its trigger."""
    words, (start, end) = sentence.words, part
    head = group.head
    if words.ends[end - 1] - words.starts[start] <= _LONGEST:
        return part
    if words.starts[head.first] - words.starts[start] > _LONGEST // 2:
        commas = [i + 1 for i in words.find_among(_CUTS, start, head.first)]
        start = max(
            (i for i in commas if words.starts[head.first] - words.starts[i] > 40),
            default=max(start, head.first - _AROUND),
        )
    commas = words.find_among(_CUTS, head.last + 1, end)
    fits = [i for i in commas if words.starts[i] - words.starts[start] <= _LONGEST]
    end = max(fits, default=min(end, head.last + _AROUND))
    return start, end


def _tells_harm(segment: Range, sentence: Sentence) -> bool:
    start, end = sentence.span(segment)
    units = load_units()
    for quantity in sentence.quantities:
        personal = quantity.unit in units and units[quantity.unit].person
        counted = quantity.state != "number" or quantity.unit in ("dead", "wounded")
        if start <= quantity.span[0] < end and (personal or counted):
            return True
    return any(
        cues(sentence.language, key).stands_in(sentence.words, *segment)
        for key in ("damage", "claimed_by", "blamed_to")
    )


def _tells_time(segment: Range, sentence: Sentence) -> bool:
    start, end = sentence.span(segment)
    return segment[1] - segment[0] < _SHORT and any(
        start <= t.span[0] < end and t.edtf for t in sentence.times
    )


# --- the kind ------------------------------------------------------------------


def _refine(group: Group, scene: Scene, pointing: str) -> str:
    """A general attack becomes the kind its words or its weapon say."""
    kind = group.head.kind
    if kind == "attack/foiled":
        return kind
    if kind == "movement/withdrawal" and moves_no_troops(
        group.head, scene.words, group.part, scene.language
    ):
        return "movement/displacement"
    if is_downing(group.head, scene.words, group.part, scene.language):
        return "attack/foiled"
    if family(kind) != "attack":
        return kind
    named = [t.kind for t in group.triggers if t.kind.startswith("attack/")]
    if kind == "attack" and named:
        kind = named[0]
    open_verbs = load_events(scene.language)["weapon_decides"]
    if kind != "attack" and not any(
        t.name.phrase in open_verbs for t in group.triggers
    ):
        return kind
    units = load_units()
    end = min(scene.end, group.head.last + _CLOSE) if pointing else scene.end
    kinds = [
        units[hit.value].kind
        for hit in weapons(scene.language).find(scene.words, scene.first, end)
        if units[hit.value].kind
    ]
    return kinds[0] if kinds else kind


def _is_decided(head: Trigger, sentence: Sentence) -> bool:
    decided = load_events(sentence.language)["modality"]["decided"]
    near = sentence.words.texts[max(0, head.first - 3) : head.first]
    return any(text in decided for text in near)


def _goes_on(
    group: Group, kind: str, sentence: Sentence, before: Sequence[EventMention]
) -> EventMention | None:
    """The event whose harm, blasts or blame a group without an own date tells."""
    if not before or group.adjunct or sentence.heading:
        return None
    last = before[-1]
    violent = {*load_events(sentence.language)["violent"], "health"}
    if kind == "statement/accusation":
        return last if family(last.kind) in violent else None
    if kind in ("killing", "death") and _has_toll(group.part, sentence):
        return _last_deadly(before)
    if kind not in _CONSEQUENCES:
        return None
    start, end = sentence.span(group.part)
    if any(
        start <= t.span[0] < end and t.type == "DATE" and not _is_of_cue(t, sentence)
        for t in sentence.times
    ):
        return None
    matter = last if takes(last.kind, kind) else _last_deadly(before)
    goes_on = (
        matter is not None
        and start - matter.passage[1] < _FAR
        and takes(matter.kind, kind)
        and family(matter.kind) in violent
        and family(matter.kind) != kind
    )
    return matter if goes_on else None


def _is_of_cue(time: TimeExpression, sentence: Sentence) -> bool:
    """Whether a date stands right behind a cue, and says when somebody spoke."""
    words, before = sentence.words, time.span[0] - 1
    index = bisect_left(words.ends, before)
    return index < len(words) and words.ends[index] == before and sentence.is_cue(index)


def _has_toll(part: Range, sentence: Sentence) -> bool:
    return find_toll(sentence.words, *part, sentence.language) is not None


def _last_deadly(before: Sequence[EventMention]) -> EventMention | None:
    """The last event told that may have cost lives."""
    return next((m for m in reversed(before) if takes(m.kind, "killing")), None)
