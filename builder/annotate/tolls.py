"""Sentences that bring the toll of something told before up to date.

Comes in: the words of a sentence, ``toll`` of the language's ``quantities.yaml``.
Goes out: where the toll and its verb stand. "The death toll rose to 412 on Friday"
tells of no second event, and Friday is not when the first one was.
"""

from __future__ import annotations

from functools import cache

from builder.annotate.words import PhraseTable, Words, list_phrases
from builder.languages import load_rules

_AFTER = 6
"""Words between that verb and its number: "passé mercredi à au moins"."""
_REACH = 30
"""Words between a toll and its verb: "from the quake that struck ... rose"."""
_OF = (("hurt", "wounded"), ("nouns", "dead"))
"""Nouns of a toll, and of whom it is."""


@cache
def _table(language: str, key: str) -> PhraseTable[str]:
    phrases = load_rules(language, "quantities")["toll"][key]  # type: ignore[index]
    if key == "verbs":
        return list_phrases(language, verbs=phrases)
    return list_phrases(language, nouns=phrases)


def find_toll(
    words: Words, first: int, end: int, language: str, key: str = "nouns"
) -> int | None:
    """Index of the verb that says what a toll has come to; None where none does.

    ``key``: ``nouns`` of the dead, ``hurt`` of the wounded.
    """
    table = _table(language, key)
    if table.telling.isdisjoint(words.known):
        return None
    for noun in table.find_each(words, first, end):
        stop = min(end, noun.last + 1 + _REACH)
        found = _find_verb(words, noun.last + 1, stop, language)
        if found is not None:
            return found
    return None


def _find_verb(words: Words, first: int, end: int, language: str) -> int | None:
    verbs = _table(language, "verbs")
    for index in range(first, end):
        if words.texts[index] in ".;!?":
            return None
        hits = verbs.find_all(words, index)
        if hits:
            return hits[0].first
    return None


def may_count_toll(words: Words, language: str) -> bool:
    """Whether the words name a toll at all: most name none, and need no search."""
    return not _toll_words(language).isdisjoint(words.known)


@cache
def _toll_words(language: str) -> frozenset[str]:
    return frozenset().union(*(_table(language, key).telling for key, _ in _OF))


def counts_toll(words: Words, number: int, last: int, language: str) -> str:
    """Of whom a bare number, with its hedges up to ``last``, is the toll: ``dead``,
    ``wounded``, or ``""`` where it is none."""
    rules = load_rules(language, "quantities")["toll"]
    before = rules["before"]  # type: ignore[index]
    first = max(0, number - _REACH)
    for key, unit in _OF:
        verb = find_toll(words, first, number, language, key)
        if verb is None or number - verb > _AFTER:
            continue
        if any(words.texts[i] in before for i in range(verb, last)):
            return unit
    return ""
