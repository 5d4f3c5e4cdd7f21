"""Words that name a kind of happening, where they stand in a sentence.

Comes in: the words of a sentence and ``events.yaml`` of its language. Goes out:
triggers with their kind and tense. It knows nothing of who did what: that is for
``roles``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from builder.annotate.bending import inflection
from builder.annotate.words import Hit, PhraseTable, Words, list_phrases
from builder.languages import load_rules
from builder.taxonomy import load_units

_NEAR = 7
"""Words on either side of a trigger in which what spoils it is looked for."""
_CLAUSE_ENDS = frozenset(",;:.!?()")


class Name(NamedTuple):
    """A trigger phrase as the language file lists it."""

    kind: str
    phrase: str
    verb: bool
    weak: bool


class Trigger(NamedTuple):
    """A trigger where it stands; word indexes, the last one included."""

    first: int
    last: int
    name: Name
    tenses: frozenset[str]
    kind: str
    """That of its name."""

    def rename(self, name: Name) -> Trigger:
        return self._replace(name=name, kind=name.kind)


@cache
def load_events(language: str) -> Mapping[str, Any]:
    """The rules of ``events.yaml``; empty for a language without them."""
    return load_rules(language, "events")


@cache
def _table(language: str) -> PhraseTable[Name]:
    table: PhraseTable[Name] = PhraseTable(language)
    for kind, row in load_events(language)["triggers"].items():
        for key in ("nouns", "weak_nouns"):
            for phrase in row.get(key, ()):
                table.add_noun(phrase, Name(kind, phrase, False, key != "nouns"))
        for key in ("verbs", "weak_verbs"):
            for phrase in row.get(key, ()):
                table.add_verb(phrase, Name(kind, phrase, True, key != "verbs"))
    return table


class _Bars(NamedTuple):
    """What beside a phrase says that it is meant otherwise."""

    before: Sequence[tuple[str, ...]]
    """Words it may not stand right before."""
    after: Sequence[tuple[str, ...]]
    beside: frozenset[str]
    """Words of its clause."""
    ambiguous: bool
    """As a noun it has two senses."""


@cache
def _bars(language: str) -> Mapping[str, _Bars]:
    """Those of every phrase that has any."""
    rules = load_events(language)
    before, after, beside, senses = (
        rules.get(key, {}) for key in ("not_before", "not_after", "not_with", "senses")
    )
    return {
        phrase: _Bars(
            _split(before.get(phrase, ())),
            _split(after.get(phrase, ())),
            frozenset(str(word) for word in beside.get(phrase, ())),
            phrase in senses,
        )
        for phrase in (*before, *after, *beside, *senses)
    }


def _split(phrases: Iterable[object]) -> Sequence[tuple[str, ...]]:
    cut = [tuple(str(phrase).casefold().split()) for phrase in phrases]
    return [words for words in cut if words]


def find_senses(sentences: Sequence[Words], language: str) -> frozenset[str]:
    """Phrases that an article uses in their second sense: a "strike" among unions.

    More of the words that go with this sense stand in it than of the others.
    """
    telling = _ambiguous(language).telling
    if all(map(telling.isdisjoint, [words.known for words in sentences])):
        return frozenset()
    rows = load_events(language)["senses"]
    words = Counter(chain.from_iterable(words.texts for words in sentences))
    return frozenset(
        phrase
        for phrase, row in rows.items()
        if (said := sum(words.get(w, 0) for w in row["beside"])) > 1
        and said > sum(words.get(w, 0) for w in row["against"])
    )


@cache
def _ambiguous(language: str) -> PhraseTable[str]:
    """The nouns that have a second sense."""
    return list_phrases(language, nouns=load_events(language).get("senses", {}))


def _is_other_sense(
    hit: Hit[Name], words: Words, language: str, senses: frozenset[str]
) -> bool:
    """Whether a noun that has two senses has not that of the hit here."""
    row = load_events(language)["senses"][hit.value.phrase]
    second = hit.value.phrase in senses or _stands_beside(hit, words, row["beside"])
    return bool((hit.value.kind == row["kind"]) != second)


def find_triggers(
    words: Words, language: str, senses: frozenset[str] = frozenset()
) -> list[Trigger]:
    """The triggers of a sentence, left to right, without overlap, weak ones too.

    ``senses`` are those of ``find_senses``.
    """
    found: list[Trigger] = []
    table = _table(language)
    behind = 0
    for index in table.find_firsts(words):
        listed = table.find_all(words, index) if index >= behind else ()
        hit = _best(listed, words, language, senses) if listed else None
        if hit is None:
            continue
        gapped = hit.last - hit.first + 1 > hit.length
        last = hit.first if gapped else hit.last
        name = hit.value
        found.append(Trigger(hit.first, last, name, hit.tenses, name.kind))
        behind = last + 1
    return found


def _best(
    listed: Sequence[Hit[Name]], words: Words, language: str, senses: frozenset[str]
) -> Hit[Name] | None:
    """Of the phrases that begin at one word, the one that is meant."""
    hits = [hit for hit in listed if not _is_barred(hit, words, language, senses)]
    if not hits:
        return None
    if len(hits) < 2 or hits[0].length > hits[1].length:
        return hits[0]
    reflexive = tuple(inflection(language)["reflexive_before"])
    first = hits[0].first
    named = first > 0 and words.texts[first - 1] in load_events(language)["articles"]
    return min(
        hits,
        key=lambda h: (
            -h.length,
            not h.value.phrase.startswith(reflexive),
            named and h.value.verb,
            h.value.weak,
        ),
    )


@cache
def _words(language: str, *keys: str) -> frozenset[str]:
    """A list of words of ``events.yaml``, by the keys that lead to it."""
    row: Any = load_events(language)
    for key in keys:
        row = row[key]
    return frozenset(row)


@cache
def _person_nouns(language: str) -> frozenset[str]:
    """Plural nouns for persons where a participle may describe the noun behind it."""
    if not load_events(language)["attributive_after"]:
        return frozenset()
    units = (unit for unit in load_units().values() if unit.person)
    nouns = (noun for unit in units for noun in unit.nouns.get(language, ()))
    return frozenset(f"{noun}s" for noun in nouns if not noun.endswith("s"))


def _is_other_class(hit: Hit[Name], words: Words, language: str) -> bool:
    """Whether a verb form stands where a noun does ("a strike"), or the reverse."""
    before = words.texts[hit.first - 1] if hit.first else ""
    if not hit.value.verb:
        return before in _words(language, "verb_markers")
    if "part" in hit.tenses:
        after = words.texts[hit.last + 1 : hit.last + 2]
        if before in ("", ":") and not _person_nouns(language).isdisjoint(after):
            return True  # "Kidnapped pupils freed"
        return before in _words(language, "attributive_after")
    if hit.tenses.isdisjoint(("pres", "inf")):
        return False
    if before in _words(language, "articles"):
        ahead = words.texts[hit.first - 2] if hit.first > 1 else ""
        return not (
            ahead in _words(language, "grammar", "pronouns")
            or ahead in _words(language, "modality", "negation")
            or ahead in _words(language, "grammar", "relatives")
        )
    return before in _words(language, "noun_markers")


def _stands_beside(hit: Hit[Name], words: Words, others: Collection[str]) -> bool:
    """Whether one of some words stands near a trigger in its clause."""
    texts = words.texts
    if any(text in others for text in texts[hit.first + 1 : hit.last]):
        return True
    behind = texts[hit.last + 1 : hit.last + 1 + _NEAR]
    before = texts[max(0, hit.first - _NEAR) : hit.first]
    for side in (behind, before[::-1]):
        for text in side:
            if text in _CLAUSE_ENDS:
                break
            if text in others:
                return True
    return False


def _is_barred(
    hit: Hit[Name], words: Words, language: str, senses: frozenset[str]
) -> bool:
    if _is_other_class(hit, words, language):
        return True
    bars, texts = _bars(language).get(hit.value.phrase), words.texts
    if bars is None:
        return False
    other = bars.ambiguous and not hit.value.verb
    if other and _is_other_sense(hit, words, language, senses):
        return True
    for row in bars.before:
        if texts[hit.last + 1 : hit.last + 1 + len(row)] == row:
            return True
    for row in bars.after:
        if texts[max(0, hit.first - len(row)) : hit.first] == row:
            return True
    return not bars.beside.isdisjoint(words.known) and _stands_beside(
        hit, words, bars.beside
    )
