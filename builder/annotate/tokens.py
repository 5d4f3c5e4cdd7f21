"""One token of a unit: how it is written, and the classes of its word.

Comes in: the text of a token. Goes out: a ``Token``, made once for each word that a
language has shown so far, as news says the same words again and again. It knows no
neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cache

from builder.annotate.cues import Lexicon, load_lexicon
from builder.annotate.words import WordTable

QUOTED = "«»"
"""The text of a whole quotation; nothing else is cut so."""
_MARKS = frozenset('«»“”„‹›"‘’')


Token = tuple[str, str, bool, frozenset[str]]
"""A word, a punctuation mark or a whole quotation: lower case, with one kind of
apostrophe, the mark itself for punctuation; w word, p punctuation, q quotation, m
quotation mark left over; whether a word starts with a capital or is an acronym without
digits; the classes that the lexicon lists for it, and what follows from its form."""


@cache
def token_reader(language: str) -> Callable[[str], Token]:
    """What reads a token of the language."""
    lexicon = load_lexicon(language)
    listed = lexicon.classes.get
    endings = (lexicon.adverb_ending, *(_FRENCH if lexicon.inversion else _ENGLISH))

    def read(text: str) -> Token:
        if text.isalpha():
            low, kind, upper = text.lower(), "w", text[0].isupper()
        else:
            low, kind, upper = _read_joined(text)
        classes = listed(low, NONE)
        if kind == "w" and low.endswith(endings):
            more = _find_by_ending(low, classes, lexicon)
            classes = classes.union(more) if more else classes
        return low, kind, upper, classes

    return WordTable(read).__getitem__


def _read_joined(text: str) -> tuple[str, str, bool]:
    """Lower case, kind and capital of what is not letters alone."""
    first = text[0]
    if first.isalnum() or (first in "-'’" and len(text) > 1 and text[1].isalpha()):
        low = text.lower().replace("’", "'").rstrip(".")
        return low, "w", first.isupper()
    if text == QUOTED:
        return text, "q", False
    return text, "m" if first in _MARKS else "p", False


NONE: frozenset[str] = frozenset()
_PAST = ("aient", "èrent", "ront", "ait")
"""French endings that are hardly ever those of a noun."""
_NOMINAL = ("trait", "fait", "hait", "crait")
""" "retrait", "portrait": nouns with the ending of a tense."""
_FIRST_PERSON = ("ons", "ez")
_FRENCH, _ENGLISH = (*_PAST, *_FIRST_PERSON), ("ed",)


def _find_by_ending(low: str, listed: Set[str], lexicon: Lexicon) -> list[str]:
    """The classes that its ending gives a word."""
    found = []
    if len(low) > 5 and low.endswith(lexicon.adverb_ending):
        found += ["adverb"] if low not in lexicon.nouns else []
    if "finite" in listed:
        return found
    if not lexicon.inversion:
        return [*found, "verb_form"] if len(low) > 4 and low.endswith("ed") else found
    if low.endswith(_FIRST_PERSON):
        return [*found, "verb_form", "first_person"]
    if len(low) > 5 and low.endswith(_PAST) and not low.endswith(_NOMINAL):
        found.append("verb_form")
    return found
