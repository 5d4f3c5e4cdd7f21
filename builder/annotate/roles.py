"""Who did it, to whom, with what: words that fill the facets of an event.

Comes in: a scene (one event's passage) and ``roles`` of the language's
``events.yaml``. Goes out: roles with exact spans. It reads the words left and right
of a trigger and gives no role where it is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Any

from builder.annotate.harm import cues, find_harm
from builder.annotate.modality import is_finite
from builder.annotate.nominals import (
    Scene,
    auxiliaries,
    find_phrase,
    find_subject,
    grammar,
    holds_trigger,
    is_passive,
    is_weaponry,
    overlap,
    things,
    weapons,
)
from builder.annotate.triggers import Trigger, load_events
from builder.model import Facet, Role, Span
from builder.taxonomy import family, load_units

_BY = 10
"""Words between a trigger and the "by" that names who did it."""
_ARMED = ("attack", "killing", "explosion")
_HARMING = (
    *_ARMED,
    "clash",
    "offensive",
    "sanction",
    "operation",
    "protest",
)
_WITHOUT_OBJECT = ("protest", "death", "strike")
_EXCLUDED: Mapping[Facet, tuple[Facet, ...]] = {
    "target": ("killed", "wounded", "damage", "means", "blamed_on", "actor"),
    "actor": ("claimed_by", "blamed_on", "killed", "wounded"),
    "means": ("damage", "actor"),
}
"""A span is not said twice: which facets win over which."""


def find_roles(scene: Scene) -> tuple[Role, ...]:
    """Every role of one event, in the order of the text."""
    passive = frozenset(t.first for t in scene.triggers if is_passive(scene, t))
    return _settle(
        [
            *find_harm(scene),
            *_find_agents(scene, passive),
            *_find_means(scene),
            *_find_targets(scene, passive),
        ]
    )


def find_harm_alone(scene: Scene) -> tuple[Role, ...]:
    """The same, of those that tell what an event did and who is behind it."""
    return _settle(list(find_harm(scene)))


def _settle(roles: Sequence[Role]) -> tuple[Role, ...]:
    """Roles in the order of the text, without what an earlier one says."""
    found: list[Role] = []
    for role in roles:
        barred = (role.facet, *_EXCLUDED.get(role.facet, ()))
        if not any(r.facet in barred and overlap(r.span, role.span) for r in found):
            found.append(role)
    return tuple(sorted(found, key=lambda r: (r.span, r.facet)))


def _role(scene: Scene, facet: Facet, span: Span, rule: str) -> Role:
    return Role(facet, span, f"{scene.language}/{rule}")


def _rules(scene: Scene) -> Mapping[str, Any]:
    rules: Mapping[str, Any] = load_events(scene.language)["roles"]
    return rules


# --- means ---------------------------------------------------------------------


def _find_means(scene: Scene) -> Iterator[Role]:
    units = load_units()
    kind = family(scene.kind)
    for quantity in scene.find_quantities():
        unit = units.get(quantity.unit)
        if unit is None or quantity.rule.endswith("/one") or quantity.state != "number":
            continue
        if any(
            trigger.name.verb
            and overlap(scene.span(trigger.first, trigger.last), quantity.span)
            for trigger in scene.triggers
        ):
            continue  # "five shot" counts people
        if scene.kind == "accident/fire":
            continue  # the aircraft of those who fight it
        if unit.serves == "means" and kind in (*_HARMING, "accident", "crime"):
            yield _role(scene, "means", quantity.span, "counted-means")
        elif scene.kind == "movement/displacement" or (
            scene.kind == "movement/withdrawal" and unit.id == "person"
        ):
            continue  # people brought to safety move nothing
        elif kind == "movement" and (unit.id == "vehicle" or unit.person):
            yield _role(scene, "means", quantity.span, "moved")
    if kind not in _ARMED:
        return
    for hit in weapons(scene.language).find(scene.words, scene.first, scene.end):
        first = _with_determiner(scene, hit.first)
        if hit.value in ("explosion", "shot") or first < 0:
            continue
        if _is_first_part(scene, hit.first, hit.last):
            span = scene.span(hit.first, hit.last)
            yield _role(scene, "means", span, "weapon")
            continue
        last = _weapon_end(scene, hit.last)
        yield _role(scene, "means", scene.span(first, last), "weapon")


def _is_first_part(scene: Scene, first: int, last: int) -> bool:
    """Whether a weapon opens the event's own noun: "drone strike"."""
    return any(
        trigger.first <= first and last < trigger.last
        for trigger in scene.triggers
        if not trigger.name.verb
    )


def _weapon_end(scene: Scene, last: int) -> int:
    """The last word of a weapon's phrase: before the next noun phrase, and before a
    participle with its agent ("the missile attack carried out by")."""
    words, language = scene.words, scene.language
    span = find_phrase(scene, last)
    determiners = grammar(language, "determiners")
    of = grammar(language, "of")
    by = _rules(scene)["by"]
    index = last + 1
    while span and index < scene.end and words.ends[index] <= span[1]:
        text = words.texts[index]
        if text in determiners and text not in of and words.texts[index - 1] not in of:
            break
        if any(text in by for text in words.texts[index + 1 : index + 3]):
            break
        if any(t.first == index and t.name.verb for t in scene.triggers):
            break
        index += 1
    while index - 1 > last and words.texts[index - 1] in grammar(language, "chain"):
        index -= 1
    return index - 1


def _with_determiner(scene: Scene, first: int) -> int:
    """The word a weapon's phrase begins at; -1 where it only describes another noun
    ("the airfield of the helicopters")."""
    words = scene.words
    determiners = grammar(scene.language, "determiners")
    of = grammar(scene.language, "of")
    start = first
    while start - 1 >= scene.first and (
        words.texts[start - 1] in determiners
        or (
            start - 2 >= scene.first
            and words.texts[start - 2] in determiners
            and words.texts[start - 1] not in of
            and start == first
            and words.texts[start - 1][0].isalpha()
        )
    ):
        start -= 1
    if words.texts[start] in of and start > scene.first:
        before = words.texts[start - 1]
        if before.isalpha() and before not in grammar(scene.language, "weapon_after"):
            return -1
        return start + (words.texts[start] in grammar(scene.language, "bare_of"))
    return start


# --- who did it ----------------------------------------------------------------


def _find_agents(scene: Scene, passive: Set[int]) -> Iterator[Role]:
    """``passive``: where triggers stand that are."""
    rules = _rules(scene)
    table = cues(scene.language, "by_nouns")
    told = not table.telling.isdisjoint(scene.words.known)
    for hit in table.find_each(scene.words, scene.first, scene.end) if told else ():
        span = find_phrase(scene, hit.last + 1)
        if span:
            yield _role(scene, "actor", span, "led-by")
    for trigger in scene.triggers:
        if trigger.kind == "statement/accusation" and trigger.kind != scene.kind:
            continue
        if not trigger.name.verb:
            yield from _by(scene, trigger)
            if _is_of(trigger, rules["of_is_actor"], rules["of_is_target"]):
                yield from _of(scene, trigger, "actor")
        elif trigger.first in passive:
            yield from _by(scene, trigger)
        elif _has_subject(scene, trigger):
            span = find_subject(scene, trigger.first)
            if span and not is_weaponry(scene, span) and not holds_trigger(scene, span):
                yield _role(scene, "actor", span, "subject")


def _has_subject(scene: Scene, trigger: Trigger) -> bool:
    finite = is_finite(trigger, scene.words, scene.first, scene.language)
    return finite and family(trigger.kind) not in ("damage", "accident", "death")


def _is_of(trigger: Trigger, wanted: Sequence[str], other: Sequence[str] = ()) -> bool:
    """Whether "of" after a noun names this role: the nearest entry decides."""
    if trigger.kind in wanted or trigger.kind in other:
        return trigger.kind in wanted
    return family(trigger.kind) in wanted


def _by(scene: Scene, trigger: Trigger) -> Iterator[Role]:
    marks = _by_words(scene.language)
    end = min(scene.end, trigger.last + 1 + _BY)
    if marks.isdisjoint(scene.words.texts[trigger.last + 1 : end]):
        return
    be = auxiliaries(scene.language, "aux_be")
    for index in range(trigger.last + 1, end):
        text = scene.words.texts[index]
        if text in ";:" or (text in be and not trigger.name.verb):
            return  # "the raid was stopped by": that is the agent of another deed
        if text in marks:
            if cues(scene.language, "agents_of_others").find_all(
                scene.words, index - 1
            ):
                return
            span = find_phrase(scene, index + 1)
            counted = span and scene.words.texts[index + 1][0].isdigit()
            if span and not counted and not is_weaponry(scene, span):
                yield _role(scene, "actor", span, "by")
            return


@cache
def _by_words(language: str) -> frozenset[str]:
    return frozenset(load_events(language)["roles"]["by"])


def _of(scene: Scene, trigger: Trigger, facet: Facet) -> Iterator[Role]:
    index = trigger.last + 1
    if index + 1 < scene.end and scene.words.texts[index] in _rules(scene)["of"]:
        span = find_phrase(scene, index + 1)
        number = scene.words.texts[index + 1][0].isdigit()
        if facet == "actor" and family(trigger.kind) in ("attack", "offensive"):
            found = _attack_of(scene, index + 1)
            if found is None:
                return
            facet = found
        if span and not number and not is_weaponry(scene, span):
            yield _role(scene, facet, span, "of")


def _attack_of(scene: Scene, start: int) -> Facet | None:
    """What stands behind "attack of": a camp or a ship is attacked, a group attacks; a
    single bare name may be either."""
    words = scene.words
    index = start
    determiners = grammar(scene.language, "determiners")
    places = load_events(scene.language)["where"]
    while index < scene.end - 1 and (
        words.texts[index] in determiners or words.texts[index] in places["determiners"]
    ):
        index += 1
    thing = things(scene.language).find_all(words, index)
    if words.texts[index] in places["nouns"] or thing:
        return "target"
    behind = index + 1 < scene.end and words.cased[index + 1]
    named = words.cased[index] and not behind
    bare = words.texts[start - 1] in grammar(scene.language, "bare_of")
    return None if named and bare and index == start else "actor"


# --- to whom -------------------------------------------------------------------


def _find_targets(scene: Scene, passive: Set[int]) -> Iterator[Role]:
    """``passive``: where triggers stand that are."""
    if family(scene.kind) in _HARMING:
        table = cues(scene.language, "target")
        for hit in table.find_each(scene.words, scene.first, scene.end):
            if not _aims(scene, hit.first):
                continue
            span = find_phrase(scene, hit.last + 1)
            if span and not is_weaponry(scene, span):
                yield _role(scene, "target", span, "against")
    if scene.kind == "business/layoffs":
        for quantity in scene.find_quantities():
            if quantity.unit == "job":
                yield _role(scene, "target", quantity.span, "counted-jobs")
    for trigger in scene.triggers:
        if trigger.kind == "statement/accusation" and trigger.kind != scene.kind:
            continue
        if not trigger.name.verb:
            rules = _rules(scene)
            if _is_of(trigger, rules["of_is_target"], rules["of_is_actor"]):
                yield from _of(scene, trigger, "target")
        elif trigger.first in passive:
            yield from _passive_target(scene, trigger)
        elif family(trigger.kind) in _WITHOUT_OBJECT or _sentences_to(scene, trigger):
            continue
        elif trigger.kind != "damage" or scene.kind == "damage":
            yield from _object(scene, trigger)


def _sentences_to(scene: Scene, trigger: Trigger) -> bool:
    """ "sentenced to four years": what follows is the penalty, not who gets it."""
    last = scene.words.texts[trigger.last]
    return trigger.kind == "trial/ruling" and last in _rules(scene).get("penalty", ())


def _aims(scene: Scene, index: int) -> bool:
    """Whether a preposition aims: some do so only right behind the event's noun.

    "Near the protests against the dam" aims at nothing but that dam.
    """
    if family(scene.kind) != "protest" and index:
        before = scene.words.texts[index - 1]
        if before.rstrip("s") in _protests(scene.language):
            return False
    if scene.words.texts[index] not in _rules(scene)["target_beside"]:
        return True
    return any(
        not trigger.name.verb and 0 < index - trigger.last <= 2
        for trigger in scene.triggers
    )


@cache
def _protests(language: str) -> frozenset[str]:
    """Words for what people do against somebody without harming them."""
    nouns = load_events(language)["triggers"]["protest"]["nouns"]
    return frozenset(str(noun).rstrip("s") for noun in nouns if " " not in str(noun))


def _passive_target(scene: Scene, trigger: Trigger) -> Iterator[Role]:
    span = find_subject(scene, trigger.first)
    if span and not is_weaponry(scene, span) and not holds_trigger(scene, span):
        yield _role(scene, "target", span, "passive-subject")
    yield from _fired_at(scene, trigger)


def _fired_at(scene: Scene, trigger: Trigger) -> Iterator[Role]:
    fire = _rules(scene)["target_of_fire"]
    if family(scene.kind) != "attack":
        return
    for index in range(trigger.last + 1, min(scene.end, trigger.last + 4)):
        if scene.words.texts[index] in fire:
            span = find_phrase(scene, index + 1)
            if span:
                yield _role(scene, "target", span, "fired-at")
            return


def _object(scene: Scene, trigger: Trigger) -> Iterator[Role]:
    start = trigger.last + 1
    skipped = grammar(scene.language, "skipped_before_object")
    if start < scene.end and scene.words.texts[start] in skipped:
        while start < scene.end and scene.words.texts[start] in skipped:
            start += 1
    while start < scene.end and scene.words.texts[start].endswith(("ment", "ly")):
        start += 1
    start = _after_means(scene, start)
    span = find_phrase(scene, start) if start < scene.end else None
    if span and not is_weaponry(scene, span) and not holds_trigger(scene, span):
        yield _role(scene, "target", span, "object")
    elif span is None:
        yield from _fired_at(scene, trigger)


def _after_means(scene: Scene, start: int) -> int:
    """Where an object may begin behind the weapon of a verb: "shell with guns the"."""
    table = cues(scene.language, "means_prepositions")
    words = scene.words
    for hit in table.find_all(words, start)[:1] if start < scene.end else ():
        for index in range(hit.last + 1, min(scene.end, hit.last + 4)):
            for weapon in weapons(scene.language).find_all(words, index)[:1]:
                return _weapon_end(scene, weapon.last) + 1
    return start
