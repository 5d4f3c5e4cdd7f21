"""The words of saying of one language, inflected from its tables.

Comes in: ``languages/<code>/citations.yaml``. Goes out: a ``Lexicon``, compiled
once per language. It knows word forms and what verbs govern; it never sees a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, cast

from builder.languages import load_rules

Shape = Literal["finite", "past", "part", "inf"]
Polarity = Literal["says", "denies", "doubts", "asks", "orders", "intends"]


@dataclass(slots=True)
class Verb:
    """A verb of saying with all that it governs."""

    lemma: str
    frames: dict[str, Polarity] = field(default_factory=dict)
    """Frame to the polarity it has in that frame."""
    weak: bool = True
    """Its subject must be known to speak: "X shows that"."""
    person: bool = False
    """It may have a direct object that is spoken to."""
    prepositions: frozenset[str] = frozenset()
    """What stands between it and an infinitive or a noun phrase; "" is nothing."""


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form of a verb, or the first word of a phrase."""

    verb: Verb
    shape: Shape
    tail: tuple[str, ...] = ()
    """The words that must follow."""
    reflexive: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All the words the engine reads, folded to lower case."""

    language: str
    forms: Mapping[str, tuple[Form, ...]]
    words: Mapping[str, frozenset[str]]
    """Word classes by name: determiners, prepositions, have, be, subject ..."""
    classes: Mapping[str, frozenset[str]]
    """The names of the classes of a word: ``words`` the other way round."""
    phrases: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    """Lists of several words, by their first word; ``inserts`` by their last."""
    nouns: Mapping[str, str]
    """Head noun to source kind."""
    saying_nouns: Mapping[str, Polarity]
    """Nouns that take what is said in a clause: "the claim that"."""
    human_endings: tuple[str, ...]
    adverb_ending: str
    hedge_endings: tuple[str, ...]
    finite: frozenset[str]
    """Forms that can only be, or mostly are, finite verbs."""
    verbs: frozenset[str]
    """Forms that a common verb may have in a clause; some are nouns as well."""
    speech: frozenset[str]
    """Forms of verbs that take a quotation or an inserted clause."""
    inversion: bool
    zero_that: bool


_CLASSES = [
    "modals",
    "verbs_other",
    "clitics",
    "negation",
    "determiners",
    "plural_determiners",
    "definite",
    "demonstratives",
    "feminine_determiners",
    "prepositions",
    "subordinators",
    "conjunctions",
    "adverbs",
    "that",
    "wh",
    "according_prefix",
    "according_not",
    "cited_by",
    "by",
    "told_to",
    "after_source",
    "inanimate",
    "titles",
    "name_links",
    "causatives",
    "impersonal_verbs",
    "nouns_too",
    "oblique",
    "contrast",
    "cleft",
    "unreal",
    "told",
    "name_prefixes",
    "days",
    "dayparts",
    "adjuncts",
    "press",
    "mouthpieces",
    "issued_by",
    "reflexive",
    "possessive",
    "noun_links",
    "manner",
    "whether",
    "told_to_us",
    "as",
    "own_determiners",
    "none",
    "bare_not",
    "about",
    "decided",
    "compared",
    "compounds",
]


_PRONOUNS = (
    "subject",
    "own",
    "indefinite",
    "impersonal",
    "relative",
    "other_relative",
    "back",
    "masculine",
    "feminine",
    "plural",
)
_AUXILIARIES = ("have", "be")


def _split(value: object) -> list[str]:
    return value.split() if isinstance(value, str) else []


def _map(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}


def _phrases(value: object, key: int) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first or last word, the longest first: the one that fits."""
    items = [tuple(str(v).split()) for v in value] if isinstance(value, list) else []
    found: dict[str, list[tuple[str, ...]]] = {}
    for item in sorted(items, key=lambda item: (-len(item), item)):
        found.setdefault(item[key], []).append(item)
    return {word: tuple(phrases) for word, phrases in found.items()}


def _classes_by_word(
    words: Mapping[str, frozenset[str]],
) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, members in words.items():
        for word in members:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of a language; empty where it has no ``citations.yaml``."""
    rules = load_rules(language, "citations")
    forms = _compile_verbs(rules)
    words = {name: frozenset(_split(rules.get(name))) for name in _CLASSES}
    words |= {name: frozenset() for name in (*_PRONOUNS, *_AUXILIARIES)}
    for group in ("pronouns", "auxiliaries"):
        for name, value in _map(rules.get(group)).items():
            words[name] = frozenset(_split(value))
    finite, speech = set(words["verbs_other"]), set()
    common = _common_verbs(rules)
    for form, entries in forms.items():
        if any(e.shape == "finite" for e in entries):
            finite.add(form)
        if any({"incise", "colon"} & set(e.verb.frames) for e in entries):
            speech.add(form)
    return Lexicon(
        language=language,
        forms=forms,
        words=words,
        classes=_classes_by_word(words),
        phrases={
            "according": _phrases(rules.get("according"), 0),
            "inserts": _phrases(rules.get("inserts"), -1),
            "openers": _phrases(rules.get("openers"), 0),
        },
        nouns={
            noun: kind
            for kind, value in reversed(list(_map(rules.get("nouns")).items()))
            for noun in _split(value)
        },
        saying_nouns={
            noun: cast("Polarity", polarity)
            for polarity, value in _map(rules.get("saying_nouns")).items()
            for noun in _split(value)
        },
        human_endings=tuple(_split(rules.get("human_endings"))),
        adverb_ending=str(rules.get("adverb_ending", "")),
        hedge_endings=tuple(_split(rules.get("hedge_endings"))),
        finite=frozenset(finite if rules.get("zero_that") else finite | common),
        verbs=frozenset(common | finite),
        speech=frozenset(speech),
        inversion=bool(rules.get("inversion")),
        zero_that=bool(rules.get("zero_that")),
    )


def _compile_verbs(rules: Mapping[str, object]) -> dict[str, tuple[Form, ...]]:
    """Every form of every verb from the table of endings, longest phrase first."""
    tables = _map(rules.get("inflection"))
    verbs: dict[str, Verb] = {}
    forms: dict[str, list[Form]] = {}
    for group in _map(rules.get("verbs")).values():
        group = _map(group)
        for entry in _entries(group.get("words")):
            verb = verbs.setdefault(" ".join(entry), Verb(" ".join(entry)))
            _add_frames(verb, group)
    for verb in verbs.values():
        head, *tail = verb.lemma.split()
        reflexive = head in ("se", "s'") and bool(tail)
        if reflexive:
            head, *tail = tail
        elif head.startswith("s'"):
            reflexive, head = True, head[2:]
        for shape, form in inflect(head, tables):
            made = Form(verb, shape, tuple(tail), reflexive)
            forms.setdefault(form, []).append(made)
    return {
        form: tuple(sorted(found, key=lambda f: -len(f.tail)))
        for form, found in forms.items()
    }


def _common_verbs(rules: Mapping[str, object]) -> set[str]:
    """Finite forms of verbs that no citation needs but by which a clause is told."""
    tables = _map(rules.get("inflection"))
    zero_that = bool(rules.get("zero_that"))
    forms = set(_split(rules.get("irregular_verbs")))
    for base in _split(rules.get("common_verbs")):
        forms |= {f for shape, f in inflect(base, tables) if shape == "finite"}
        forms |= {base} if zero_that else set()
    return forms - set(_split(rules.get("noun_forms")))


def _entries(value: object) -> Iterable[tuple[str, ...]]:
    if isinstance(value, list):
        return [tuple(str(v).split()) for v in value]
    return [tuple(word.split("-")) for word in _split(value)]


def _add_frames(verb: Verb, group: Mapping[str, object]) -> None:
    polarity = cast("Polarity", group.get("polarity", "says"))
    for frame in _split(group.get("frames")):
        verb.frames.setdefault(frame, polarity)
    verb.weak = verb.weak and bool(group.get("weak"))
    verb.person = verb.person or bool({"person"} & set(verb.frames))
    if "prepositions" in group:
        given = _split(group["prepositions"]) or [""]
        verb.prepositions |= frozenset(given)


def inflect(base: str, tables: Mapping[str, object]) -> tuple[tuple[Shape, str], ...]:
    """The forms of a verb by the table of its longest known ending."""
    for cut in range(len(base) + 1):
        table = tables.get(base[cut:])
        if isinstance(table, Mapping):
            break
    else:
        return (("inf", base),)
    stem = base[:cut]
    made: list[tuple[Shape, str]] = [("inf", base)]
    shapes: tuple[Shape, ...] = ("finite", "past", "part")
    for shape in shapes:
        for ending in _split(table.get(shape)):
            made.append((shape, stem + ending.replace(".", "")))
    return tuple(dict.fromkeys(made))
