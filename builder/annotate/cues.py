"""The words of saying of one language, inflected from its tables.

Comes in: ``languages/<code>/citations.yaml``. Goes out: a ``Lexicon``, compiled
once per language. It knows word forms and what verbs govern; it never sees a text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Literal, cast

from builder.languages import load_rules

Shape = Literal["finite", "past", "part", "inf"]
Polarity = Literal["says", "denies", "doubts", "asks", "orders", "intends"]


Needs = tuple[frozenset[str], ...]
"""Sets of words, of each of which one must stand there."""


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
    """The names of the classes of a word: ``words`` the other way round, and what its
    form may be: verb, finite, cue ..."""
    phrases: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    """Lists of several words, by their first word; ``inserts`` by their last."""
    nouns: Mapping[str, str]
    """Head noun to source kind."""
    saying_nouns: Mapping[str, Polarity]
    """Nouns that take what is said in a clause: "the claim that"."""
    human_endings: tuple[str, ...]
    name_prefixes: tuple[str, ...]
    act_endings: tuple[str, ...]
    """Of nouns that tell an act: what may be demanded."""
    re_infinitives: tuple[str, ...]
    """Endings by which an infinitive is told from a noun behind an article."""
    adverb_ending: str
    hedge_endings: tuple[str, ...]
    finite: frozenset[str]
    """Forms that can only be, or mostly are, finite verbs."""
    verbs: frozenset[str]
    """Forms that a common verb may have in a clause; some are nouns as well."""
    speech: frozenset[str]
    """Forms of verbs that take a quotation or an inserted clause."""
    tells_aside: frozenset[str]
    """Words one of which a citation has that hangs on no verb."""
    tells: frozenset[str]
    """Words one of which a citation has, where no quotation stands in its unit."""
    tells_with: Mapping[str, tuple[Needs, ...]]
    """What must stand in the sentence with each, in one of several ways."""
    tells_in: frozenset[str]
    """The parts of those that have hyphens."""
    inversion: bool
    zero_that: bool

    def may_tell(self, known: frozenset[str]) -> bool:
        """Whether the words of a sentence are such as somebody may be cited with."""
        for word in self.tells & known:
            for needs in self.tells_with[word]:
                for wanted in needs:
                    if wanted.isdisjoint(known):
                        break
                else:
                    return True
        return False


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
    "days",
    "dayparts",
    "adjuncts",
    "press",
    "listeners",
    "citers",
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
    "acts",
    "acts_only",
    "bare_of",
    "for_whom",
    "before_doing",
    "compared",
    "compounds",
    "same_past",
    "latest",
    "spells",
    "bodies_of",
    "answering",
    "moods",
    "whiles",
    "epithets",
    "same",
    "as_verbs",
    "quoted_as",
    "counted_as",
    "clause_nouns",
    "not_names",
    "withheld",
    "settings",
    "men",
    "women",
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


_UNIONS = {
    "adverb": ("adverbs",),
    "pronoun": ("subject", "own", "indefinite", "impersonal"),
    "any_relative": ("relative", "other_relative"),
}
"""Classes that are asked for together; a form may make a word an adverb besides."""


def _union(words: Mapping[str, Iterable[str]], names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in words[name])


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


def _telling(
    phrases: Collection[tuple[str, tuple[str, ...], Needs]], listed: Container[str]
) -> Mapping[str, tuple[Needs, ...]]:
    """The rarest word of each phrase, without which it does not stand there: none of
    the small words that every text has, one of few phrases, a long one. With each,
    what must stand in its sentence besides, by phrase.

    ``phrases``: each with a name, which the forms of one verb share, and its needs.
    """
    named = {(word, name) for name, phrase, _ in phrases for word in phrase}
    shared = Counter(word for word, _ in named)
    alone = frozenset(phrase[0] for _, phrase, _ in phrases if len(phrase) == 1)
    found: dict[str, set[Needs]] = {}
    for _, phrase, needs in phrases:
        telling = max(
            phrase,
            key=lambda w: (w in alone, w not in listed, -shared[w], len(w)),
        )
        others = [_written([word]) for word in phrase if word != telling]
        for written in _written([telling]):
            found.setdefault(written, set()).add((*needs, *others))
    return {
        word: ((),) if () in needs else tuple(needs) for word, needs in found.items()
    }


def _needs(form: Form, words: Mapping[str, frozenset[str]]) -> Needs:
    """What stands with a form besides its phrase: its pronoun, its auxiliary."""
    pronoun = (_written(("se", "s'")),) if form.reflexive else ()
    if form.shape != "past":
        return pronoun
    have = words["have"] | words["be"] if form.reflexive else words["have"]
    return (*pronoun, _written(have))


def _needs_of_noun(words: Mapping[str, frozenset[str]]) -> Needs:
    """Who owns it, and what opens its clause."""
    owner = words["possessive"] | words["noun_links"] | {"'s"}
    return _written(owner), _written(words["that"] | words["other_relative"])


def _written(words: Iterable[str]) -> frozenset[str]:
    """Words, also with an apostrophe behind or cut at one, as other stages cut them."""
    return frozenset(
        written
        for word in words
        for written in (word, f"{word}'", word.partition("'")[0] or word)
    )


def _classes_by_word(
    words: Mapping[str, frozenset[str]],
) -> Mapping[str, frozenset[str]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, members in words.items():
        for word in members:
            found[word] = (*found.get(word, ()), name)
    sets = {names: frozenset(names) for names in found.values()}
    return {word: sets[names] for word, names in found.items()}


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of a language; empty where it has no ``citations.yaml``."""
    rules = load_rules(language, "citations")
    forms = _compile_verbs(rules)
    words = _list_words(rules)
    by_form = _list_forms(forms, words, rules)
    phrases = {
        "according": _phrases(rules.get("according"), 0),
        "inserts": _phrases(rules.get("inserts"), -1),
        "sides": _phrases(rules.get("sides"), 0),
        "openers": _phrases(rules.get("openers"), 0),
    }
    saying_nouns = {
        noun: cast("Polarity", polarity)
        for polarity, value in _map(rules.get("saying_nouns")).items()
        for noun in _split(value)
    }
    nouns = {"nouns_too", "inanimate"}
    small = _union(words, words.keys() - nouns)
    according = [(" ".join(p), p, ()) for p in chain(*phrases["according"].values())]
    spoken = [
        (entry.verb.lemma, (form, *entry.tail), _needs(entry, words))
        for form, entries in forms.items()
        for entry in entries
    ]
    claims = [(noun, (noun,), _needs_of_noun(words)) for noun in saying_nouns]
    tells = _telling([*according, *spoken, *claims], small)
    return Lexicon(
        language=language,
        forms=forms,
        words=words,
        classes=_classes_by_word({**words, **by_form}),
        phrases=phrases,
        nouns={
            noun: kind
            for kind, value in reversed(list(_map(rules.get("nouns")).items()))
            for noun in _split(value)
        },
        saying_nouns=saying_nouns,
        human_endings=tuple(_split(rules.get("human_endings"))),
        name_prefixes=tuple(_split(rules.get("name_prefixes"))),
        act_endings=tuple(_split(rules.get("act_endings"))),
        re_infinitives=tuple(_split(rules.get("re_infinitives"))),
        adverb_ending=str(rules.get("adverb_ending", "")),
        hedge_endings=tuple(_split(rules.get("hedge_endings"))),
        finite=by_form["finite"],
        verbs=by_form["verb"],
        speech=by_form["speech"],
        tells_aside=frozenset({*_telling(according, small), *saying_nouns}),
        tells=frozenset(tells),
        tells_with=tells,
        tells_in=_union(
            {w: w.split("-") for w in tells}, [w for w in tells if "-" in w]
        ),
        inversion=bool(rules.get("inversion")),
        zero_that=bool(rules.get("zero_that")),
    )


def _list_words(rules: Mapping[str, object]) -> dict[str, frozenset[str]]:
    """The words of every class that the rules list, and of those asked for together."""
    words = {name: frozenset(_split(rules.get(name))) for name in _CLASSES}
    words |= {name: frozenset() for name in (*_PRONOUNS, *_AUXILIARIES)}
    for group in ("pronouns", "auxiliaries"):
        for name, value in _map(rules.get(group)).items():
            words[name] = frozenset(_split(value))
    return words | {name: _union(words, parts) for name, parts in _UNIONS.items()}


def _list_forms(
    forms: Mapping[str, tuple[Form, ...]],
    words: Mapping[str, frozenset[str]],
    rules: Mapping[str, object],
) -> dict[str, frozenset[str]]:
    """Forms of verbs by what they may be in a sentence."""

    def having(shape: Shape) -> Iterable[str]:
        return [
            form for form, found in forms.items() for e in found if e.shape == shape
        ]

    finite = words["verbs_other"].union(having("finite"))
    verbs = finite | _common_verbs(rules)
    sure = finite if rules.get("zero_that") else verbs
    return {
        "verb": verbs,
        "finite": sure,
        "verb_form": sure,
        "cue": frozenset(forms.keys() - words["adverbs"] - words["prepositions"]),
        "participle_cue": frozenset(having("part")),
        "speech": frozenset(
            form
            for form, found in forms.items()
            for e in found
            if "incise" in e.verb.frames or "colon" in e.verb.frames
        ),
    }


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
