"""The nouns and the words of quality that ``terms`` looks for, from ``wording.yaml``.

Comes in: a language. Goes out: tables of its nouns, with every form they take, and
sets of the words that may stand beside them. It reads no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from builder.annotate.bending import inflection, make_plural, make_verb_forms
from builder.annotate.words import PhraseTable, WordTable, fold
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
    idiomatic: frozenset[str]
    """The words of idioms."""
    peoples: Mapping[str, str]
    """Forms of adjectives, folded, by the people they name."""
    people_of: WordTable[str]
    """The people a word names, also as a part of "pro-iranien"; mostly ``""``."""
    names: PhraseTable[str]
    """Names of countries and capitals."""
    before: frozenset[str]
    """Words of quality that stand before the noun."""
    adjectives: WordTable[bool]
    """Whether a word looks like a word of quality."""
    participle: re.Pattern[str]
    """What an adjective looks like that may have a complement of its own."""
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


_IN_IDIOM = re.compile(r"[^\s/'.]+")
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
    find_people = partial(_find_people, peoples, parts, is_after)
    is_adjective = partial(
        _is_adjective,
        after if is_after else before,
        frozenset(fold(word) for word in rules["not_adjective"]),
        re.compile(rules["adjective"]),
    )
    return Lexicon(
        after=is_after,
        nouns=nouns,
        idioms=idioms,
        idiomatic=frozenset(_IN_IDIOM.findall(fold(" ".join(rules["not_in"])))),
        peoples=peoples,
        people_of=WordTable(find_people),
        names=names,
        before=before,
        adjectives=WordTable(is_adjective),
        participle=re.compile(rules["participle"]),
        backed=backed,
        words=words,
        leading=leading,
        closing=leading | backed | words["closing"],
    )


def _find_people(
    peoples: Mapping[str, str], parts: Mapping[str, str], is_after: bool, text: str
) -> str:
    """The people a word names. ``parts``: names of one word, as in "Iran-backed"."""
    if text in peoples:
        return peoples[text]
    if "-" not in text:
        return parts.get(text, "")
    for piece in text.split("-")[:: -1 if is_after else 1]:
        if found := peoples.get(piece) or parts.get(piece):
            return found
    return ""


def _is_adjective(
    beside: frozenset[str], others: frozenset[str], shape: re.Pattern[str], text: str
) -> bool:
    """Whether a word is listed as one of quality or has the shape of one, and is no
    other."""
    return text not in others and (text in beside or shape.search(text) is not None)


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
