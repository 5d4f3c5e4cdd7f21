"""Whether words tell what happened, what may have, what is meant to, or what did not.

Comes in: a trigger among the words of its sentence, ``modality`` of the language's
``events.yaml``. Goes out: a modality. It reads at most a few words to the left: the
verb group of a verb, the governors of an infinitive or of a noun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from builder.annotate.bending import make_verb_forms
from builder.annotate.triggers import Trigger, load_events
from builder.annotate.words import PhraseTable, Words
from builder.model import Modality

_GROUP = 6
"""Words to the left in which the auxiliary of a verb is looked for."""
_GOVERNOR = 5
"""Words to the left in which the governor of an infinitive or noun is looked for."""
_SUBJECT = 3
"""Words before a noun that is the subject of its clause."""
_VERB = 12
"""Words between a subject and its verb."""
_MARKS = frozenset(",;:.!?()")
_FINITE = frozenset(("pres", "past", "fut", "cond"))


@cache
def _auxiliaries(language: str) -> Mapping[str, frozenset[str]]:
    rules = load_events(language)["modality"]
    forms: dict[str, frozenset[str]] = {}
    for key in ("aux_be", "aux_have"):
        forms |= make_verb_forms(rules[key], language)
    return forms


@cache
def _governors(language: str) -> PhraseTable[Modality]:
    """Verbs before an infinitive, with what they make of it; facts are found first."""
    keys: tuple[tuple[str, Modality], ...] = (
        ("factual_governors", "asserted"),
        ("possible_governors", "possible"),
        ("planned_governors", "planned"),
    )
    table: PhraseTable[Modality] = PhraseTable(language)
    for key, modality in keys:
        for verb in load_events(language)["modality"][key]:
            table.add_verb(verb, modality)
            table.add_fixed(verb, modality)
    return table


@cache
def _words(language: str, key: str) -> frozenset[str]:
    return frozenset(str(w).casefold() for w in load_events(language)["modality"][key])


@cache
def _grammar(language: str, key: str) -> frozenset[str]:
    return frozenset(load_events(language)["grammar"][key])


@cache
def _conditional(language: str) -> tuple[str, ...]:
    """Endings of a form that leaves open that it is so."""
    return tuple(load_events(language)["conditional"])


@cache
def _infinitive(language: str) -> tuple[str, ...]:
    """Endings of an infinitive, where it has a form of its own."""
    return tuple(load_events(language)["grammar"]["infinitive"])


def is_infinitive(text: str, language: str) -> bool:
    """Whether a word looks like an infinitive."""
    return text.endswith(_infinitive(language))


def find_modality(
    trigger: Trigger, words: Words, first: int, language: str
) -> Modality:
    """The modality of a trigger in the clause that begins at word ``first``."""
    texts, conditions = words.texts, _words(language, "if")
    near = texts[max(first, trigger.first - 3) : trigger.first]
    if not conditions.isdisjoint((*texts[first : first + 2], *near)):
        return "possible" if trigger.name.verb else "planned"
    if trigger.name.verb:
        return _of_verb(trigger, words, first, language)
    return _of_noun(trigger, words, first, language)


def is_finite(trigger: Trigger, words: Words, first: int, language: str) -> bool:
    """Whether a verb stands in a finite form or with an auxiliary of its own."""
    if not trigger.name.verb:
        return False
    tenses = trigger.tenses
    if ("part" not in tenses or "past" in tenses) and not tenses.isdisjoint(_FINITE):
        return True
    return _find_auxiliary(trigger, words, first, language) is not None


def is_doubt(word: str, language: str) -> bool:
    """Whether a form leaves open that it is so: a conditional, "may", "seems"."""
    return word.endswith(_conditional(language)) or word in _doubts(language)


def is_governor(words: Words, index: int, language: str) -> bool:
    """Whether a verb governs an infinitive behind it: "affirme avoir"."""
    alone = words.part(index, index + 1)
    return _governors(language).find_longest(alone, 0) is not None


@cache
def _doubts(language: str) -> frozenset[str]:
    """The forms of verbs such as "may" and "seem"."""
    verbs = load_events(language)["modality"]["possible_governors"]
    forms = {f for v in verbs for f in make_verb_forms(v, language)}
    return frozenset((*verbs, *forms))


def _find_auxiliary(
    trigger: Trigger, words: Words, first: int, language: str
) -> int | None:
    """The first auxiliary of a participle's verb group."""
    forms, texts = _auxiliaries(language), words.texts
    seen: int | None = None
    for index in range(trigger.first - 1, max(first, trigger.first - _GROUP) - 1, -1):
        text = texts[index]
        if text in forms:
            seen = index
            if forms[text] == {"inf"} or not forms[text] & {"part", "inf", "ger"}:
                return index  # an infinitive hangs on no auxiliary: "is due to be"
        elif text in ",;:" and trigger.first - index > 3:
            break
    return seen


def _of_verb(trigger: Trigger, words: Words, first: int, language: str) -> Modality:
    start, tenses = trigger.first, trigger.tenses
    if "part" in tenses:
        auxiliary = _find_auxiliary(trigger, words, first, language)
        if auxiliary is not None:
            start = auxiliary
            tenses = _auxiliaries(language)[words.texts[auxiliary]]
        elif tenses <= {"part"} and not _has_agent(trigger, words, language):
            return "background"
    if _is_negated(words, start, trigger, first, language):
        return "negated"
    modal = _find_modal(words, start, first, language)
    if modal is not None:
        return modal
    if tenses == {"fut"}:
        return "planned"
    if tenses == {"cond"}:
        return "possible"
    if "inf" in tenses and not (tenses & {"pres", "past"}):
        return _of_infinitive(words, start, first, language)
    near = words.texts[max(first, trigger.first - 4) : trigger.last + 4]
    habit = not _words(language, "general").isdisjoint(near)
    return "background" if habit else "asserted"


def _has_agent(trigger: Trigger, words: Words, language: str) -> bool:
    """Whether a participle without auxiliary is followed by who did it."""
    after = words.texts[trigger.last + 1 : trigger.last + _GROUP]
    return any(by in after for by in load_events(language)["roles"]["by"])


def _find_modal(words: Words, start: int, first: int, language: str) -> Modality | None:
    """What a modal right before a verb group says: "could be"."""
    modals: Mapping[str, Modality] = load_events(language)["grammar"]["modals"]
    for index in range(start - 1, max(first, start - 4) - 1, -1):
        text = words.texts[index]
        if text in _MARKS:
            break
        if text == "to":
            return _of_infinitive(words, index, first, language)
        if text in modals:
            return modals[text]
    return None


def _of_infinitive(words: Words, start: int, first: int, language: str) -> Modality:
    after = _words(language, "factual_before_infinitive")
    for index in range(start - 1, max(first, start - _GOVERNOR) - 1, -1):
        if words.texts[index] in after:
            return "asserted"
        hit = _governors(language).find_longest(words, index)
        if hit:
            doubt = {"cond"} == hit.tenses or {"fut"} == hit.tenses
            return "planned" if doubt else hit.value
    marked = words.texts[start] == "to" or _infinitive(language)
    return "planned" if marked else "background"  # "rebels attack": a present


def _is_negated(
    words: Words, start: int, trigger: Trigger, first: int, language: str
) -> bool:
    marks, none = _words(language, "negation"), _words(language, "none")
    texts = words.texts
    for index in range(trigger.first - 1, max(first, start - 3) - 1, -1):
        text = texts[index]
        if text in _MARKS:
            return False
        if text in marks:
            rest = texts[index + 2 : trigger.last + 3]
            return _words(language, "not_negated_by").isdisjoint(rest)
        if text in none and index >= start - 2:
            return True
    return False


def _of_noun(trigger: Trigger, words: Words, first: int, language: str) -> Modality:
    none, planned = _words(language, "none"), _words(language, "planned_before")
    texts, pairs = words.texts, _planned_pairs(language)
    meaning = _grammar(language, "before_infinitive")
    start = max(first, trigger.first - _GROUP)
    if _governing(language).isdisjoint(texts[start : trigger.first]):
        start = trigger.first
    for index in range(trigger.first - 1, start - 1, -1):
        text = texts[index]
        distance = trigger.first - index
        if text in _MARKS:
            break
        if text in none and distance <= 2:
            return "negated"
        if text in planned and distance < _GOVERNOR:
            return "planned"
        if distance > 1 and text in pairs and texts[index + 1] in pairs[text]:
            return "planned"
        if (  # an infinitive that governs what follows: "mener l'assaut"
            index > first
            and len(text) > 4
            and texts[index - 1] in meaning
            and is_infinitive(text, language)
        ):
            return _of_infinitive(words, index, first, language)
    if _is_supposed(trigger, words, first, language):
        return "background"
    if trigger.first - first < _SUBJECT and _is_to_come(trigger, words, language):
        return "planned"
    before = texts[max(first, trigger.first - 2) : trigger.first]
    after = texts[trigger.last + 1 : trigger.last + 2 + _GROUP]
    if not _words(language, "planned_words").isdisjoint((*before, *after[:3])):
        return "planned"
    endings = _conditional(language)
    for text in after if endings else ():
        if text.endswith(endings):
            return "possible" if text in _auxiliaries(language) else "background"
    return "asserted"


@cache
def _governing(language: str) -> frozenset[str]:
    """Words one of which stands before every noun that tells of no fact."""
    return _words(language, "none").union(
        _words(language, "planned_before"),
        _planned_pairs(language),
        _grammar(language, "before_infinitive"),
    )


@cache
def _planned_pairs(language: str) -> Mapping[str, Sequence[str]]:
    """The words behind which a deed is planned, of those of two: "crainte de"."""
    pairs: dict[str, list[str]] = {}
    for phrase in _words(language, "planned_before"):
        first, _, second = phrase.partition(" ")
        if second:
            pairs.setdefault(first, []).append(second)
    return pairs


def _is_to_come(trigger: Trigger, words: Words, language: str) -> bool:
    """Whether the first verb behind a subject is of the future: "talks will be"."""
    forms = _auxiliaries(language)
    future = _words(language, "future")
    for text in words.texts[trigger.last + 1 : trigger.last + 1 + _VERB]:
        if text in _MARKS or text in _grammar(language, "relatives"):
            return False
        if text in future:
            return True
        if text in forms:
            return False
    return False


@cache
def _indefinite(language: str) -> frozenset[str]:
    return frozenset(load_events(language)["indefinite"])


def _is_supposed(trigger: Trigger, words: Words, first: int, language: str) -> bool:
    """Whether a noun with "a" stands behind a verb of what would be: "would not
    survive a strong quake", "ne résisterait pas à une crue"."""
    articles = _indefinite(language)
    texts, start = words.texts, max(first, trigger.first - 4)
    if articles.isdisjoint(texts[start : trigger.first]):
        return False
    modals = load_events(language)["grammar"]["modals"]
    near = range(trigger.first - 1, start - 1, -1)
    article = next(index for index in near if texts[index] in articles)
    for index in range(article - 1, max(first, article - _GOVERNOR) - 1, -1):
        text = texts[index]
        if text in _MARKS:
            return False
        if modals.get(text) == "possible" or (
            len(text) > 5 and text.endswith(_conditional(language))
        ):
            return True
    return False
