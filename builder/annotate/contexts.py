"""Whether the words around a trigger give it another sense: sport, a charge, rescue.

Comes in: a trigger among the words of its segment, ``contexts`` of the language's
``events.yaml``. Goes out: yes or no. An attacker scores, a man is sentenced for a
murder, firemen are deployed: nobody attacks, kills or moves troops there. It makes no
groups and fills no facets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from builder.annotate.nominals import list_units, weapons
from builder.annotate.segments import Range
from builder.annotate.triggers import Name, Trigger, load_events
from builder.annotate.words import PhraseTable, Words, list_phrases
from builder.model import Quantity
from builder.taxonomy import family, load_units

_OFFICE = 5
"""Words between "attack" and the office attacked."""
_SHOT_DOWN = ("drone", "missile", "rocket")
_CHARGE = 6
"""Words between "for" and the deed somebody is charged with."""


def _rules(language: str) -> Mapping[str, Any]:
    rules: Mapping[str, Any] = load_events(language)["contexts"]
    return rules


@cache
def _table(language: str, key: str) -> PhraseTable[str]:
    phrases = _rules(language)[key]
    return list_phrases(language, fixed=phrases, nouns=phrases)


@cache
def is_clear(name: Name, language: str) -> bool:
    """Whether no surroundings give a trigger another sense: no sport, no words alone,
    no movement of others than troops."""
    rules = _rules(language)
    return not (
        family(name.kind) in rules["sport_kinds"]
        or (name.kind == "attack" and name.verb)
        or name.kind in rules["military_kinds"]
        or name.phrase in rules["military_verbs"]
    )


def _holds(words: Words, part: Range, language: str, key: str) -> bool:
    return _table(language, key).stands_in(words, *part)


# --- sport ---------------------------------------------------------------------


def is_of_sport(
    trigger: Trigger,
    words: Words,
    quantities: Sequence[Quantity],
    language: str,
) -> bool:
    """Whether a sentence about a game uses a word of war and harms nobody."""
    if family(trigger.kind) not in _rules(language)["sport_kinds"]:
        return False
    return _table(language, "sport").stands_in(words) and not any(
        q.unit in ("dead", "wounded") for q in quantities
    )


# --- charges -------------------------------------------------------------------


def is_charge(
    trigger: Trigger,
    triggers: Sequence[Trigger],
    words: Words,
    segment: Range,
    language: str,
) -> bool:
    """Whether a deed is only what somebody is tried or held for.

    ``triggers``: those of the segment.
    """
    rules = _rules(language)
    if len(triggers) < 2 or family(trigger.kind) not in rules["charged_kinds"]:
        return False
    legal = [
        t
        for t in triggers
        if family(t.kind) in rules["charging_kinds"] and t is not trigger
    ]
    if not legal:
        return False
    first = max(segment[0], trigger.first - _CHARGE)
    for index in range(first, trigger.first):
        for hit in _table(language, "charges").find_all(words, index):
            if hit.last < trigger.first:
                return True
        if (
            index == trigger.first - 1
            and family(trigger.kind) == "crime"
            and words.texts[index] in load_events(language)["grammar"]["of"]
            and any(t.kind == "statement/accusation" for t in legal)
        ):  # "accused the party of fraud"
            return True
        behind = any(t.last < index for t in legal)
        if behind and words.texts[index] in rules["charged_for"]:
            return True
    return False


def names_charge(words: Words, language: str) -> bool:
    """Whether the words say that somebody is accused or suspected of a deed."""
    return _holds(words, (0, len(words)), language, "charges")


# --- politics ------------------------------------------------------------------


def is_in_words(trigger: Trigger, words: Words, language: str) -> bool:
    """Whether an office is what somebody attacks, and no weapon or group does: an
    attack in words."""
    rules = load_events(language)
    if trigger.kind != "attack" or not trigger.name.verb:
        return False
    if weapons(language).stands_in(words):
        return False
    if _holds(words, (0, len(words)), language, "armed"):
        return False
    for index in range(trigger.last + 1, min(len(words), trigger.last + _OFFICE)):
        text = words.texts[index]
        if text in rules["grammar"]["of"] or not text[0].isalpha():
            return False
        if text in rules["offices"]:
            return True
    return False


# --- movement ------------------------------------------------------------------


def moves_no_troops(
    trigger: Trigger, words: Words, segment: Range, language: str
) -> bool:
    """Whether a movement is none of soldiers: no word of the segment is military."""
    rules = _rules(language)
    military_verb = trigger.name.phrase in rules["military_verbs"]
    if trigger.kind not in rules["military_kinds"] and not military_verb:
        return False
    if displaces(trigger, language) and _holds(words, segment, language, "medical"):
        return True
    civil = _table(language, "civil")
    military = _table(language, "military")
    own = range(trigger.first, trigger.last + 1)
    index = segment[0]
    stop = index if military.telling.isdisjoint(words.known) else segment[1]
    while index < stop:
        if hit := civil.find_longest(words, index):
            index = hit.last + 1
            continue
        if index not in own and military.find_longest(words, index):
            return False
        index += 1
    units = load_units()
    soldiers = (units["soldier"], units["fighter"])
    nouns = {n for unit in soldiers for n in unit.nouns.get(language, ())}
    said = words.texts[trigger.first : trigger.last + 1]
    return nouns.isdisjoint(said) and not military.stands_in(
        words, trigger.first, trigger.last + 1
    )


def is_medical(words: Words, segment: Range, language: str) -> bool:
    """Whether the wounded or the sick are spoken of."""
    return _holds(words, segment, language, "medical")


def is_downing(trigger: Trigger, words: Words, segment: Range, language: str) -> bool:
    """Whether a drone or a missile is what is shot down."""
    if trigger.name.phrase not in _rules(language)["downing"]:
        return False
    return _downed(language).stands_in(words, *segment)


@cache
def _downed(language: str) -> PhraseTable[str]:
    return list_units(language, _SHOT_DOWN)


def displaces(trigger: Trigger, language: str) -> bool:
    """Whether a verb of withdrawing also says that inhabitants leave."""
    return trigger.name.phrase in _rules(language)["displacing"]
