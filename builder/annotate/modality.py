"""Whether words tell what happened, what may have, what is meant to, or what did not.

Comes in: a trigger among the words of its sentence, ``events.yaml`` of the language.
Goes out: a modality. It reads at most a few words to the left: the verb group of a
verb, the governors of an infinitive or of a noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from builder.annotate.triggers import Trigger, load_events
from builder.annotate.words import PhraseTable, Word, inflection, make_verb_forms
from builder.model import Modality

_GROUP = 6
"""Words to the left in which the auxiliary of a verb is looked for."""
_LEFT = 6
"""Words to the left in which the governor of a noun is looked for."""
_MARKS = frozenset(',;:.!?()«»"“”')


@cache
def _auxiliary(language: str, key: str) -> dict[str, frozenset[str]]:
    verb = load_events(language)["modality"][key]
    return make_verb_forms(verb, inflection(language))


@cache
def _governors(language: str, key: str) -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable(language)
    for verb in load_events(language)["modality"][key]:
        table.add_verb(verb, key)
        table.add_fixed(verb, key)
    return table


@cache
def _words(language: str, key: str) -> frozenset[str]:
    return frozenset(str(w).casefold() for w in load_events(language)["modality"][key])


def find_modality(
    trigger: Trigger, words: Sequence[Word], first: int, language: str
) -> Modality:
    """The modality of a trigger in the clause that begins at word ``first``."""
    if trigger.name.verb:
        return _of_verb(trigger, words, first, language)
    return _of_noun(trigger, words, first, language)


def is_finite(
    trigger: Trigger, words: Sequence[Word], first: int, language: str
) -> bool:
    """Whether a verb stands in a finite form or with an auxiliary of its own."""
    if not trigger.name.verb:
        return False
    if (
        trigger.tenses & {"pres", "past", "fut", "cond"}
        and "part" not in trigger.tenses
    ):
        return True
    return _find_auxiliary(trigger, words, first, language) is not None or (
        "past" in trigger.tenses and language == "en"
    )


def _find_auxiliary(
    trigger: Trigger, words: Sequence[Word], first: int, language: str
) -> int | None:
    have = _auxiliary(language, "aux_have")
    be = _auxiliary(language, "aux_be")
    seen: int | None = None
    for index in range(trigger.first - 1, max(first, trigger.first - _GROUP) - 1, -1):
        text = words[index].text
        if text in have or text in be:
            seen = index
            if (have.get(text) or be[text]) & {"part", "inf", "ger"}:
                continue
            return index
        if text in ",;:" and seen is None and trigger.first - index > 3:
            break
    return seen


def _of_verb(
    trigger: Trigger, words: Sequence[Word], first: int, language: str
) -> Modality:
    start = trigger.first
    tenses = trigger.tenses
    auxiliary = None
    if "part" in tenses:
        auxiliary = _find_auxiliary(trigger, words, first, language)
        if auxiliary is not None:
            start = auxiliary
            text = words[auxiliary].text
            forms = _auxiliary(language, "aux_have").get(text) or _auxiliary(
                language, "aux_be"
            ).get(text, frozenset())
            tenses = forms
    if _is_negated(words, start, trigger, first, language):
        return "negated"
    if tenses == {"fut"}:
        return "planned"
    if tenses == {"cond"}:
        return "possible"
    if "inf" in tenses and not (
        tenses & {"pres", "past"} and _english_finite(words, start, first, language)
    ):
        return _of_infinitive(words, start, first, language)
    if language == "en" or "part" in trigger.tenses:
        return _governed(words, start, first, language) or "asserted"
    if _general(words, first, trigger, language):
        return "background"
    return "asserted"


def _english_finite(
    words: Sequence[Word], start: int, first: int, language: str
) -> bool:
    """Whether a form that may be an infinitive stands without its mark."""
    before = [w.text for w in words[max(first, start - 3) : start]]
    return language != "en" or not ({"to", "n't"} & set(before))


def _governed(
    words: Sequence[Word], start: int, first: int, language: str
) -> Modality | None:
    """What a modal right before a verb group says: "could be", "pourrait avoir"."""
    if language != "en":
        return None
    modals: dict[str, Modality] = {
        "will": "planned",
        "shall": "planned",
        "'ll": "planned",
        "would": "possible",
        "could": "possible",
        "may": "possible",
        "might": "possible",
        "should": "planned",
        "must": "planned",
        "to": "planned",
        "can": "possible",
    }
    for index in range(start - 1, max(first, start - 4) - 1, -1):
        if words[index].text in _MARKS:
            break
        if words[index].text in modals:
            return modals[words[index].text]
    return None


def _of_infinitive(
    words: Sequence[Word], start: int, first: int, language: str
) -> Modality:
    after = _words(language, "factual_before_infinitive")
    for index in range(start - 1, max(first, start - 5) - 1, -1):
        if words[index].text in after:
            return "asserted"
        for key in ("factual_governors", "possible_governors", "planned_governors"):
            if _governors(language, key).find_all(words, index):
                if key == "factual_governors":
                    return "asserted"
                return "possible" if key == "possible_governors" else "planned"
    return "planned"


def _is_negated(
    words: Sequence[Word], start: int, trigger: Trigger, first: int, language: str
) -> bool:
    marks = _words(language, "negation")
    none = _words(language, "none")
    for index in range(trigger.first - 1, max(first, start - 3) - 1, -1):
        text = words[index].text
        if text in _MARKS:
            return False
        if text in marks:
            only = _words(language, "not_negated_by")
            return not any(w.text in only for w in words[index + 2 : trigger.last + 3])
        if text in none and index >= start - 2:
            return True
    return False


def _general(
    words: Sequence[Word], first: int, trigger: Trigger, language: str
) -> bool:
    general = _words(language, "general")
    near = words[max(first, trigger.first - 4) : trigger.last + 4]
    return any(word.text in general for word in near)


def _of_noun(
    trigger: Trigger, words: Sequence[Word], first: int, language: str
) -> Modality:
    left = range(trigger.first - 1, max(first, trigger.first - _LEFT) - 1, -1)
    none, planned = _words(language, "none"), _words(language, "planned_before")
    for index in left:
        text = words[index].text
        distance = trigger.first - index
        if text in _MARKS and text not in '«»"“”':
            break
        if text in none and distance <= 2:
            return "negated"
        if text in planned and (distance <= 4):
            return "planned"
        pair = f"{text} {words[index + 1].text}" if index + 1 < trigger.first else ""
        if pair in planned:
            return "planned"
    right = words[trigger.last + 1 : trigger.last + 4]
    beside = _words(language, "planned_words")
    if any(
        w.text in beside
        for w in (*words[max(first, trigger.first - 2) : trigger.first], *right)
    ):
        return "planned"
    return "asserted"
