"""Noun phrases and subjects around a trigger, read without a syntax tree.

Comes in: the words of one event's passage and ``grammar`` of the language's
``events.yaml``. Goes out: spans. It knows where a noun phrase may begin and must end;
it does not know which facet a phrase fills.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from builder.annotate.bending import make_verb_forms
from builder.annotate.lists import find_list_end, find_list_noun
from builder.annotate.modality import is_governor, is_infinitive
from builder.annotate.triggers import Trigger, load_events
from builder.annotate.words import PhraseTable, Words, list_nouns
from builder.model import Quantity, Span
from builder.taxonomy import load_units

_LONGEST = 14
"""Words a noun phrase may have."""
_LONGEST_SUBJECT = 20
_GROUP = 7
"""Words a verb group may have."""
_AGENT = 9
"""Words behind a participle in which its agent may stand, after where or when."""
_OPENING = 6
"""Words of a phrase in which its weapon is looked for."""
_MARKS = frozenset(",;:.!?()…•▪●‣")
_DASHES = frozenset("-–—")
_QUOTES = frozenset('«»“”"')


class Scene(NamedTuple):
    """One event's passage, ready for reading."""

    words: Words
    """Of the sentence."""
    first: int
    end: int
    """The passage, as word indexes."""
    triggers: tuple[Trigger, ...]
    kind: str
    quantities: Sequence[Quantity]
    language: str

    def span(self, first: int, last: int) -> Span:
        """From the start of one word to the end of another."""
        return self.words.starts[first], self.words.ends[last]

    def find_quantities(self) -> Iterator[Quantity]:
        """The counts of the passage."""
        start, end = self.words.starts[self.first], self.words.ends[self.end - 1]
        for quantity in self.quantities:
            if start <= quantity.span[0] and quantity.span[1] <= end:
                yield quantity


@cache
def grammar(language: str, key: str) -> frozenset[str]:
    """A list of words of the language's grammar."""
    return frozenset(str(w) for w in load_events(language)["grammar"][key])


@cache
def auxiliaries(language: str, key: str) -> Mapping[str, frozenset[str]]:
    """The forms of ``aux_have`` or ``aux_be`` with their tenses."""
    verb = load_events(language)["modality"][key]
    return make_verb_forms(verb, language)


@cache
def phrase_ends(language: str) -> frozenset[str]:
    """Words before which a noun phrase ends."""
    rules = load_events(language)
    stops = {str(word).casefold() for word in rules["stop"]}
    for verb in rules["stop_verbs"]:
        for form, tenses in make_verb_forms(verb, language).items():
            if tenses & {"pres", "past", "fut", "cond"} and len(form) > 3:
                stops.add(form)
    return frozenset(stops | grammar(language, "gerund_like"))


@cache
def _titles(language: str) -> frozenset[str]:
    return frozenset(load_events(language)["titles"])


@cache
def weapons(language: str) -> PhraseTable[str]:
    """Words for the means of an attack, with their unit."""
    units = load_units().values()
    return list_units(
        language, [u.id for u in units if u.kind or u.id in ("shot", "explosion")]
    )


@cache
def things(language: str) -> PhraseTable[str]:
    """Words for what is attacked and attacks nobody itself: ships, houses, towns."""
    return list_units(language, ("vehicle", "vessel", "building", "village"))


@cache
def persons(language: str) -> PhraseTable[str]:
    """Nouns for persons, counted or not."""
    return list_units(language, [u.id for u in load_units().values() if u.person])


def list_units(language: str, ids: Iterable[str]) -> PhraseTable[str]:
    """The nouns of some units, each standing for the id of its unit."""
    units = load_units()
    return list_nouns(
        language, {name: units[name].nouns.get(language, ()) for name in ids}
    )


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def is_dash(words: Words, index: int) -> bool:
    """Whether a word is a dash between words, and no hyphen within one."""
    if words.texts[index] not in _DASHES:
        return False
    apart = not index or words.ends[index - 1] < words.starts[index]
    return apart or words.texts[index - 1] in _DASHES


def find_phrase(scene: Scene, start: int) -> Span | None:
    """The noun phrase that begins at a word; None where none does."""
    texts, stops = scene.words.texts, phrase_ends(scene.language)
    titles = _titles(scene.language)
    last, quoted, named = -1, False, False
    for index in range(start, min(scene.end, start + _LONGEST)):
        text = texts[index]
        if text in _QUOTES:
            opening = not quoted if text == '"' else text in "«“"
            if not opening and not quoted:
                break
            quoted = opening
            last = index
            continue
        if (text in _MARKS or is_dash(scene.words, index)) and not quoted:
            if text == ",":
                listed = find_list_end(
                    scene.words, start, index, scene.end, scene.language
                )
                last = max(last, listed)
            break
        if text in stops and not quoted and not (named and index - start < 8):
            break
        named = text in titles or (named and not scene.words.cased[index])
        last = index
    chain = grammar(scene.language, "chain")
    while last > start and texts[last] in chain:
        last -= 1
    inside = texts[start : last + 1]
    if not any(text[0].isalpha() and len(text) > 1 for text in inside):
        return None
    if grammar(scene.language, "determiners").issuperset(inside):
        return None
    return scene.span(start, last)


def find_subject(scene: Scene, verb: int) -> Span | None:
    """The noun phrase that ends before a verb group."""
    texts, language = scene.words.texts, scene.language
    end = _group_start(scene, verb)
    if end <= scene.first:
        return None
    last = end - 1
    if texts[last] in (",", *load_events(language)["clauses"]["and"]):
        return None
    if is_dash(scene.words, last):
        return None  # what stands between dashes is no subject
    if is_infinitive(texts[end], language) and last > scene.first:
        # "le groupe affirme avoir tué"
        last -= is_governor(scene.words, last, language)
    if texts[last] in grammar(language, "pronouns"):
        return None
    start, quoted = last, False
    breaks = grammar(language, "subject_breaks")
    while start >= scene.first and last - start < _LONGEST_SUBJECT:
        text = texts[start]
        if text in "»”":
            quoted = True
        elif text in "«“":
            quoted = False
        elif not quoted and (
            text in ",;:()•▪●‣" or text in breaks or is_dash(scene.words, start)
        ):
            noun = -1
            if text == "," and start < last:
                noun = find_list_noun(scene.words, start, last, scene.first, language)
            if noun < 0:
                break
            start = noun
        start -= 1
    if start >= scene.first and texts[start] in grammar(language, "not_subject_after"):
        return None
    start += 1
    while start <= last and texts[start] in grammar(language, "leading"):
        start += 1
    if start > last or texts[start] in grammar(language, "pronouns"):
        return None
    inside = texts[start : last + 1]
    if not _finite_words(language).isdisjoint(inside):
        return None
    if not any(text[0].isalpha() for text in inside):
        return None
    if _empty(language).issuperset(inside):
        return None
    return scene.span(start, last)


@cache
def _empty(language: str) -> frozenset[str]:
    """Words that alone name nobody."""
    return grammar(language, "determiners") | grammar(language, "elliptic")


@cache
def _finite_words(language: str) -> frozenset[str]:
    """The finite forms of both auxiliaries that nothing else is spelt like."""
    return frozenset(
        form
        for key in ("aux_have", "aux_be")
        for form, tenses in auxiliaries(language, key).items()
        if tenses & {"pres", "past", "fut", "cond"} and len(form) > 1 and form != "as"
    )


def _group_start(scene: Scene, verb: int) -> int:
    """The first word of the verb group that ends at a verb."""
    language = scene.language
    have, be = auxiliaries(language, "aux_have"), auxiliaries(language, "aux_be")
    texts, start, openers = scene.words.texts, verb, _clause_openers(language)
    for index in range(verb - 1, max(scene.first, verb - _GROUP) - 1, -1):
        text = texts[index]
        if text in have or text in be:
            start = index
        elif text in ",;:" or text in openers:
            break
    group = grammar(language, "group")
    while start > scene.first and texts[start - 1] in group:
        start -= 1
    return start


@cache
def _clause_openers(language: str) -> frozenset[str]:
    """Relatives, and words that open what is said: a verb before is another one's."""
    that = load_events(language)["where"]["that"]
    return grammar(language, "relatives").union(that)


def is_passive(scene: Scene, trigger: Trigger) -> bool:
    """Whether a participle stands with "be" or with no auxiliary at all."""
    if not trigger.name.verb or "part" not in trigger.tenses:
        return False
    language = scene.language
    texts = scene.words.texts
    left = range(trigger.first - 1, max(scene.first, trigger.first - 6) - 1, -1)
    if trigger.name.phrase.split()[0] in grammar(language, "verbs_with_be"):
        return False
    for index in left:
        text = texts[index]
        if text in auxiliaries(language, "aux_be"):
            before = texts[max(scene.first, index - 1)]
            return before not in grammar(language, "reflexive")
        if text in auxiliaries(language, "aux_have"):
            return False
        if text in ",;:":
            break
    kinds = grammar(language, "passive_kinds")
    if trigger.kind in kinds and len(trigger.name.phrase.split()) == 1:
        after = texts[trigger.last + 1 : trigger.last + 2]
        if not after or after[0] in _MARKS:
            return True
        if after[0] in grammar(language, "passive_before"):
            return True
    bare = load_events(language)["grammar"].get("bare_passive", {})
    following = texts[trigger.last + 1 : trigger.last + 2]
    alone = trigger.first == trigger.last  # to open fire needs no object
    if alone and following and following[0] in bare.get(trigger.kind, ()):
        return True
    by = load_events(language)["roles"]["by"]
    behind = texts[trigger.last + 1 : min(scene.end, trigger.last + 1 + _AGENT)]
    placed = bool(behind) and behind[0] in grammar(language, "passive_before")
    agents = behind if placed else behind[:3]
    return "past" not in trigger.tenses or any(word in by for word in agents)


def is_weaponry(scene: Scene, span: Span) -> bool:
    """Whether a phrase begins with a means of attack."""
    table = weapons(scene.language)
    if table.telling.isdisjoint(scene.words.known):
        return False
    starts, whole = scene.words.starts, (scene.first, scene.end)
    inside = bisect_left(starts, span[0], *whole), bisect_left(starts, span[1], *whole)
    hits = table.find(scene.words, *inside)
    return bool(hits) and hits[0].first < inside[0] + _OPENING


def holds_trigger(scene: Scene, span: Span) -> bool:
    """Whether a phrase holds the noun that names the event."""
    for trigger in scene.triggers:
        start = scene.words.starts[trigger.first]
        if span[0] <= start < span[1] and not trigger.name.verb:
            return True
    return False
