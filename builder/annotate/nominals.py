"""Noun phrases and subjects around a trigger, read without a syntax tree.

Comes in: the words of one event's passage and ``grammar`` of the language's
``events.yaml``. Goes out: spans. It knows where a noun phrase may begin and must end;
it does not know which facet a phrase fills.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from builder.annotate.lists import find_list_end, find_list_noun
from builder.annotate.modality import is_governor
from builder.annotate.triggers import Trigger, load_events
from builder.annotate.words import PhraseTable, Word, inflection, make_verb_forms
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
_MARKS = frozenset(",;:.!?()…")
_DASHES = frozenset("-–—")
_QUOTES = frozenset('«»“”"')


@dataclass(frozen=True)
class Scene:
    """One event's passage, ready for reading."""

    words: Sequence[Word]
    """Of the sentence."""
    first: int
    end: int
    """The passage, as word indexes."""
    triggers: tuple[Trigger, ...]
    kind: str
    quantities: tuple[Quantity, ...]
    language: str

    @cached_property
    def texts(self) -> frozenset[str]:
        """The words of the passage, to tell at once what it cannot hold."""
        return frozenset([word.text for word in self.words[self.first : self.end]])

    def span(self, first: int, last: int) -> Span:
        """From the start of one word to the end of another."""
        return self.words[first].start, self.words[last].end

    def find_quantities(self) -> Iterator[Quantity]:
        """The counts of the passage."""
        start, end = self.words[self.first].start, self.words[self.end - 1].end
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
    return make_verb_forms(verb, inflection(language))


@cache
def phrase_ends(language: str) -> frozenset[str]:
    """Words before which a noun phrase ends."""
    rules = load_events(language)
    stops = {str(word).casefold() for word in rules["stop"]}
    for verb in rules["stop_verbs"]:
        for form, tenses in make_verb_forms(verb, inflection(language)).items():
            if tenses & {"pres", "past", "fut", "cond"} and len(form) > 3:
                stops.add(form)
    return frozenset(stops | grammar(language, "gerund_like"))


@cache
def _titles(language: str) -> frozenset[str]:
    return frozenset(load_events(language)["titles"])


@cache
def weapons(language: str) -> PhraseTable[str]:
    """Words for the means of an attack, with their unit."""
    table: PhraseTable[str] = PhraseTable(language)
    for unit in load_units().values():
        if unit.kind or unit.id in ("shot", "explosion"):
            for noun in unit.nouns.get(language, ()):
                table.add_noun(noun, unit.id)
    return table


@cache
def things(language: str) -> PhraseTable[str]:
    """Words for what is attacked and attacks nobody itself: ships, houses, towns."""
    table: PhraseTable[str] = PhraseTable(language)
    for name in ("vehicle", "vessel", "building", "village"):
        for noun in load_units()[name].nouns.get(language, ()):
            table.add_noun(noun, name)
    return table


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def is_dash(words: Sequence[Word], index: int) -> bool:
    """Whether a word is a dash between words, and no hyphen within one."""
    if words[index].text not in _DASHES:
        return False
    before = words[index - 1] if index else None
    return before is None or (before.end < words[index].start or before.text in _DASHES)


def find_phrase(scene: Scene, start: int) -> Span | None:
    """The noun phrase that begins at a word; None where none does."""
    words, stops = scene.words, phrase_ends(scene.language)
    last, quoted, named = -1, False, False
    for index in range(start, min(scene.end, start + _LONGEST)):
        text = words[index].text
        if text in _QUOTES:
            opening = not quoted if text == '"' else text in "«“"
            if not opening and not quoted:
                break
            quoted = opening
            last = index
            continue
        if (text in _MARKS or is_dash(words, index)) and not quoted:
            if text == ",":
                listed = find_list_end(words, start, index, scene.end, scene.language)
                last = max(last, listed)
            break
        if text in stops and not quoted and not (named and index - start < 8):
            break
        named = text in _titles(scene.language) or (named and not words[index].cased)
        last = index
    while last > start and words[last].text in grammar(scene.language, "chain"):
        last -= 1
    inside = range(start, last + 1)
    if not any(words[i].text[0].isalpha() and len(words[i].text) > 1 for i in inside):
        return None
    if all(words[i].text in grammar(scene.language, "determiners") for i in inside):
        return None
    return scene.span(start, last)


def find_subject(scene: Scene, verb: int) -> Span | None:
    """The noun phrase that ends before a verb group."""
    words, language = scene.words, scene.language
    end = _group_start(scene, verb)
    if end <= scene.first:
        return None
    last = end - 1
    if words[last].text in (",", *load_events(language)["clauses"]["and"]):
        return None
    if is_dash(words, last):
        return None  # what stands between dashes is no subject
    if _is_infinitive(words[end].text, language) and last > scene.first:
        last -= is_governor(words[last], language)  # "le groupe affirme avoir tué"
    if words[last].text in grammar(language, "pronouns"):
        return None
    start, quoted = last, False
    breaks = grammar(language, "subject_breaks")
    while start >= scene.first and last - start < _LONGEST_SUBJECT:
        text = words[start].text
        if text in "»”":
            quoted = True
        elif text in "«“":
            quoted = False
        elif not quoted and (
            text in ",;:()" or text in breaks or is_dash(words, start)
        ):
            noun = -1
            if text == "," and start < last:
                noun = find_list_noun(words, start, last, scene.first, language)
            if noun < 0:
                break
            start = noun
        start -= 1
    if start >= scene.first and words[start].text in grammar(
        language, "not_subject_after"
    ):
        return None
    start += 1
    while start <= last and words[start].text in grammar(language, "leading"):
        start += 1
    if start > last or words[start].text in grammar(language, "pronouns"):
        return None
    if any(_is_finite_word(words[i].text, language) for i in range(start, last + 1)):
        return None
    if not any(words[i].text[0].isalpha() for i in range(start, last + 1)):
        return None
    empty = grammar(language, "determiners") | grammar(language, "elliptic")
    if all(words[i].text in empty for i in range(start, last + 1)):
        return None
    return scene.span(start, last)


@cache
def _infinitives(language: str) -> re.Pattern[str]:
    return re.compile(load_events(language)["grammar"]["infinitive"])


def _is_infinitive(text: str, language: str) -> bool:
    return _infinitives(language).search(text) is not None


def _is_finite_word(text: str, language: str) -> bool:
    have, be = auxiliaries(language, "aux_have"), auxiliaries(language, "aux_be")
    tenses = have.get(text, frozenset()) | be.get(text, frozenset())
    return (
        bool(tenses & {"pres", "past", "fut", "cond"})
        and len(text) > 1
        and text != "as"
    )


def _group_start(scene: Scene, verb: int) -> int:
    """The first word of the verb group that ends at a verb."""
    language = scene.language
    have, be = auxiliaries(language, "aux_have"), auxiliaries(language, "aux_be")
    start = verb
    for index in range(verb - 1, max(scene.first, verb - _GROUP) - 1, -1):
        text = scene.words[index].text
        if text in have or text in be:
            start = index
        elif text in ",;:" or text in grammar(language, "relatives") | _that(language):
            break
    while start > scene.first and scene.words[start - 1].text in grammar(
        language, "group"
    ):
        start -= 1
    return start


@cache
def _that(language: str) -> frozenset[str]:
    """Words that open what is said: a verb before them is another one's."""
    return frozenset(load_events(language)["where"]["that"])


def is_passive(scene: Scene, trigger: Trigger) -> bool:
    """Whether a participle stands with "be" or with no auxiliary at all."""
    if not trigger.name.verb or "part" not in trigger.tenses:
        return False
    language = scene.language
    left = range(trigger.first - 1, max(scene.first, trigger.first - 6) - 1, -1)
    if trigger.name.phrase.split()[0] in grammar(language, "verbs_with_be"):
        return False
    for index in left:
        text = scene.words[index].text
        if text in auxiliaries(language, "aux_be"):
            before = scene.words[max(scene.first, index - 1)].text
            return before not in grammar(language, "reflexive")
        if text in auxiliaries(language, "aux_have"):
            return False
        if text in ",;:":
            break
    kinds = grammar(language, "passive_kinds")
    if trigger.kind in kinds and len(trigger.name.phrase.split()) == 1:
        after = scene.words[trigger.last + 1 : trigger.last + 2]
        if not after or after[0].text in grammar(language, "passive_before") | _MARKS:
            return True
    bare = load_events(language)["grammar"].get("bare_passive", {})
    following = scene.words[trigger.last + 1 : trigger.last + 2]
    if following and following[0].text in bare.get(trigger.kind, ()):
        return True
    by = load_events(language)["roles"]["by"]
    behind = scene.words[trigger.last + 1 : min(scene.end, trigger.last + 1 + _AGENT)]
    agents = [w.text for w in behind]
    placed = bool(agents) and agents[0] in grammar(language, "passive_before")
    agents = agents if placed else agents[:3]
    return "past" not in trigger.tenses or any(word in by for word in agents)


def is_weaponry(scene: Scene, span: Span) -> bool:
    """Whether a phrase begins with a means of attack."""
    words = [
        word
        for word in scene.words[scene.first : scene.end]
        if span[0] <= word.start and word.end <= span[1]
    ]
    table = weapons(scene.language)
    return any(table.find_all(words, i) for i in range(min(len(words), _OPENING)))


def holds_trigger(scene: Scene, span: Span) -> bool:
    """Whether a phrase holds the noun that names the event."""
    return any(
        span[0] <= scene.words[trigger.first].start < span[1]
        for trigger in scene.triggers
        if not trigger.name.verb
    )
