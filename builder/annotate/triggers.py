"""Words that name a kind of happening, where they stand in a sentence.

Comes in: the words of a sentence and ``events.yaml`` of its language. Goes out:
triggers with their kind and tense. It knows nothing of who did what: that is for
``roles``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from builder.annotate.words import Hit, PhraseTable, Word, inflection
from builder.languages import load_rules
from builder.taxonomy import load_units

_NEAR = 7
"""Words on either side of a trigger in which what spoils it is looked for."""
_CLAUSE_ENDS = frozenset(",;:.!?()")


@dataclass(frozen=True, slots=True)
class Name:
    """A trigger phrase as the language file lists it."""

    kind: str
    phrase: str
    verb: bool
    weak: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger where it stands; word indexes, the last one included."""

    first: int
    last: int
    name: Name
    tenses: frozenset[str]

    @property
    def kind(self) -> str:
        return self.name.kind


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


@cache
def _barred(language: str, key: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    rows = load_events(language).get(key, {})
    return {
        phrase: tuple(tuple(str(words).casefold().split()) for words in row)
        for phrase, row in rows.items()
    }


def find_senses(sentences: Iterable[Sequence[Word]], language: str) -> frozenset[str]:
    """Phrases that an article uses in their second sense: a "strike" among unions.

    More of the words that go with this sense stand in it than of the others.
    """
    rows = load_events(language).get("senses", {})
    words = Counter(w.text for sentence in sentences for w in sentence) if rows else {}
    return frozenset(
        phrase
        for phrase, row in rows.items()
        if (said := sum(words.get(w, 0) for w in row["beside"])) > 1
        and said > sum(words.get(w, 0) for w in row["against"])
    )


def _is_other_sense(
    hit: Hit[Name], words: Sequence[Word], language: str, senses: frozenset[str]
) -> bool:
    """Whether a word of two senses has not that of the hit here."""
    row = load_events(language).get("senses", {}).get(hit.value.phrase)
    if row is None or hit.value.verb:
        return False
    second = hit.value.phrase in senses or _stands_beside(hit, words, row["beside"])
    return bool((hit.value.kind == row["kind"]) != second)


def find_triggers(
    words: Sequence[Word], language: str, senses: frozenset[str] = frozenset()
) -> list[Trigger]:
    """The triggers of a sentence, left to right, without overlap, weak ones too.

    ``senses`` are those of ``find_senses``.
    """
    found: list[Trigger] = []
    reflexive = tuple(inflection(language)["reflexive_before"]) or ("\0",)
    articles = load_events(language)["articles"]
    table = _table(language)
    known = table.first_words
    behind = 0
    for index, word in enumerate(words):
        if word.text not in known or index < behind:
            continue
        listed = table.find_all(words, index)
        hits = [
            hit
            for hit in listed
            if not _is_barred(hit, words, language)
            and not _is_other_sense(hit, words, language, senses)
        ]
        named = index > 0 and words[index - 1].text in articles
        hit = min(
            hits,
            key=lambda h: (
                -h.length,
                not h.value.phrase.startswith(reflexive),
                named and h.value.verb,
                h.value.weak,
            ),
            default=None,
        )
        if hit is None:
            continue
        gapped = hit.last - hit.first + 1 > hit.length
        last = hit.first if gapped else hit.last
        found.append(Trigger(hit.first, last, hit.value, hit.tenses))
        behind = last + 1
    return found


@cache
def _person_nouns(language: str) -> frozenset[str]:
    """Plural nouns for persons where a participle may describe the noun behind it."""
    if not load_events(language)["attributive_after"]:
        return frozenset()
    units = (unit for unit in load_units().values() if unit.person)
    nouns = (noun for unit in units for noun in unit.nouns.get(language, ()))
    return frozenset(f"{noun}s" for noun in nouns if not noun.endswith("s"))


@cache
def _noun_markers(language: str) -> frozenset[str]:
    return frozenset(load_events(language)["noun_markers"])


def _is_other_class(hit: Hit[Name], words: Sequence[Word], language: str) -> bool:
    """Whether a verb form stands where a noun does ("a strike"), or the reverse."""
    before = words[hit.first - 1].text if hit.first else ""
    rules = load_events(language)
    if not hit.value.verb:
        return before in rules["verb_markers"]
    if "part" in hit.tenses and before in rules["attributive_after"]:
        return True
    if "part" in hit.tenses and (not before or before == ":"):
        after = words[hit.last + 1] if hit.last + 1 < len(words) else None
        if after and after.text in _person_nouns(language):
            return True  # "Kidnapped pupils freed"
    if not hit.tenses & {"pres", "inf"} or "part" in hit.tenses:
        return False
    if before in rules["articles"]:
        ahead = words[hit.first - 2].text if hit.first > 1 else ""
        return ahead not in rules["grammar"]["pronouns"] and ahead not in (
            *rules["modality"]["negation"],
            *rules["grammar"]["relatives"],
        )
    return before in _noun_markers(language)


@cache
def _spoilers(language: str) -> Mapping[str, frozenset[str]]:
    rows = load_events(language).get("not_with", {})
    return {name: frozenset(str(w) for w in row) for name, row in rows.items()}


def _is_spoiled(hit: Hit[Name], words: Sequence[Word], language: str) -> bool:
    """Whether a word of the same clause says that a trigger is meant otherwise."""
    spoilers = _spoilers(language).get(hit.value.phrase)
    return bool(spoilers) and _stands_beside(hit, words, spoilers or ())


def _stands_beside(
    hit: Hit[Name], words: Sequence[Word], others: Collection[str]
) -> bool:
    """Whether one of some words stands near a trigger in its clause."""
    if any(word.text in others for word in words[hit.first + 1 : hit.last]):
        return True
    for step, first in ((1, hit.last + 1), (-1, hit.first - 1)):
        index = first
        while 0 <= index < len(words) and abs(index - first) < _NEAR:
            if words[index].text in _CLAUSE_ENDS:
                break
            if words[index].text in others:
                return True
            index += step
    return False


def _is_barred(hit: Hit[Name], words: Sequence[Word], language: str) -> bool:
    if _is_other_class(hit, words, language):
        return True
    for row in _barred(language, "not_before").get(hit.value.phrase, ()):
        after = words[hit.last + 1 : hit.last + 1 + len(row)]
        if row and tuple(word.text for word in after) == row:
            return True
    if _is_spoiled(hit, words, language):
        return True
    for row in _barred(language, "not_after").get(hit.value.phrase, ()):
        ahead = words[max(0, hit.first - len(row)) : hit.first]
        if row and tuple(word.text for word in ahead) == row:
            return True
    return False
