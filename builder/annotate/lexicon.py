"""The nouns and the words of quality that ``terms`` looks for, from ``wording.yaml``.

Comes in: a language. Goes out: tables of its nouns, with every form they take, and
sets of the words that may stand beside them. It reads no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from builder.annotate.bending import inflection, make_plural, make_verb_forms
from builder.annotate.words import PhraseTable, fold
from builder.languages import load_rules
from builder.model import Concept

Rules = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun as the language file lists it."""

    head: str
    concept: Concept
    weak: bool = False
    """It names something only with a word of its own beside it."""
    capital: bool = False
    """A people's name: the same word in lower case is an adjective."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that one language lists."""

    after: bool
    """Words of quality stand behind the noun."""
    nouns: PhraseTable[Noun]
    idioms: PhraseTable[None]
    peoples: Mapping[str, str]
    """Forms of adjectives, folded, by the people they name."""
    parts: Mapping[str, str]
    """Names of one word, as they stand in "Iran-backed"."""
    names: PhraseTable[str]
    """Names of countries and capitals."""
    beside: frozenset[str]
    """Words of quality on the side where the language puts most of them."""
    before: frozenset[str]
    """Those that stand before the noun."""
    adjective: re.Pattern[str]
    participle: re.Pattern[str]
    """What an adjective looks like that may have a complement of its own."""
    not_adjective: frozenset[str]
    backed: frozenset[str]
    words: Mapping[str, frozenset[str]]
    """The closed lists, by their key."""
    leading: frozenset[str]
    """Determiners and prepositions."""
    closing: frozenset[str]
    """Words that are no noun which another one describes."""

    def has(self, key: str, text: str) -> bool:
        """Whether a word stands in a closed list."""
        return text in self.words[key]

    def find_people(self, text: str) -> str:
        """The people an adjective names, also as a part of "pro-iranien"."""
        if text in self.peoples:
            return self.peoples[text]
        for piece in text.split("-")[:: -1 if self.after else 1]:
            if found := self.peoples.get(piece) or self.parts.get(piece):
                return found
        return ""

    def is_adjective(self, text: str) -> bool:
        """Whether a word looks like a word of quality."""
        if text in self.not_adjective:
            return False
        return text in self.beside or self.adjective.search(text) is not None


_CLOSED = (
    "determiners", "prepositions", "others", "of", "of_the", "complements",
    "backed_by", "and", "sides", "verb_like", "compounds", "closing", "joining",
)  # fmt: skip


@cache
def load_lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language; None for a language without one."""
    rules: Rules = load_rules(language, "wording")
    if not rules:
        return None
    nouns: PhraseTable[Noun] = PhraseTable(language)
    for key, weak in (("heads", False), ("weak", True)):
        for concept, phrases in rules[key].items():
            for phrase in phrases:
                nouns.add_noun(phrase, Noun(phrase, concept, weak))
    idioms: PhraseTable[None] = PhraseTable(language)
    for phrase in rules["not_in"]:
        idioms.add_fixed(phrase, None)
    names: PhraseTable[str] = PhraseTable(language)
    peoples: dict[str, str] = {}
    parts: dict[str, str] = {}
    for people, row in rules["peoples"].items():
        for name in row.get("names", ()):
            names.add_fixed(name, people)
            parts[fold(name)] = people
        for adjective in row.get("adjectives", ()):
            peoples.update(dict.fromkeys(_forms(adjective, rules, language), people))
        _add_people(nouns, people, row, rules, language)
    before = frozenset(_all_forms(rules["before"], rules, language))
    after = frozenset(_all_forms(rules["after"], rules, language))
    is_after = rules["modifiers"] == "after"
    words = {key: frozenset(map(fold, rules.get(key, ()))) for key in _CLOSED}
    leading = words["determiners"] | words["prepositions"]
    backed = frozenset(_participles(rules, language))
    return Lexicon(
        after=is_after,
        nouns=nouns,
        idioms=idioms,
        peoples=peoples,
        parts=parts,
        names=names,
        beside=after if is_after else before,
        before=before,
        adjective=re.compile(rules["adjective"]),
        participle=re.compile(rules["participle"]),
        not_adjective=frozenset(fold(word) for word in rules["not_adjective"]),
        backed=backed,
        words=words,
        leading=leading,
        closing=leading | backed | words["closing"],
    )


def _add_people(
    nouns: PhraseTable[Noun], people: str, row: Rules, rules: Rules, language: str
) -> None:
    """The plural nouns of a people: where the language says none, its adjectives."""
    given = row.get(
        "people", row["adjectives"] if rules["modifiers"] == "after" else ()
    )
    for word in given:
        for form in _forms(word, rules, language):
            if make_plural(form, inflection(language)) == form or form.endswith("s"):
                nouns.add_fixed(form, Noun(people, "people", capital=True))


def _all_forms(words: Iterable[str], rules: Rules, language: str) -> Iterator[str]:
    for word in words:
        yield from _forms(word, rules, language)


def _forms(word: str, rules: Rules, language: str) -> set[str]:
    """An adjective in both genders and numbers."""
    word = fold(word)
    found = {word}
    for rule in rules["feminine"]:
        if re.search(f"(?:{rule['ends']})$", word):
            stem = word[: len(word) - rule["drop"]] if rule["drop"] else word
            found.add(stem + rule["add"])
            break
    bending = inflection(language)
    return found | {make_plural(form, bending) for form in found}


def _participles(rules: Rules, language: str) -> Iterator[str]:
    """ "soutenu", "backed" in all their forms."""
    yield from map(fold, rules["backed_too"])
    for verb in rules["backed"]:
        forms = make_verb_forms(verb, language)
        parts = [form for form, tenses in forms.items() if "part" in tenses]
        yield from parts if rules["modifiers"] == "after" else (verb,)
