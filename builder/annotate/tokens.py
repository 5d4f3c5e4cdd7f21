"""One token of a unit: how it is written, and the classes of its word.

Comes in: the text of a token. Goes out: a ``Token``, made once for each word that a
language has shown so far, as news says the same words again and again. It knows no
neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from builder.annotate.cues import Lexicon, load_lexicon

QUOTED = "«»"
"""The text of a whole quotation; nothing else is cut so."""
_MARKS = frozenset('«»“”„‹›"‘’')


class Token(NamedTuple):
    """A word, a punctuation mark or a whole quotation."""

    low: str
    """Lower case, with one kind of apostrophe; the mark itself for punctuation."""
    kind: str
    """w word, p punctuation, q quotation, m quotation mark left over."""
    upper: bool
    """A word that starts with a capital or a digit-free acronym."""
    classes: frozenset[str]
    """Those the lexicon lists for it, and what follows from its form."""


@cache
def token_reader(language: str) -> Callable[[str], Token]:
    """What reads a token of the language."""
    lexicon = load_lexicon(language)

    @lru_cache(1 << 15)
    def read(text: str) -> Token:
        low, kind, upper = _read_form(text)
        return Token(low, kind, upper, _find_classes(low, kind, lexicon))

    return read


def _read_form(text: str) -> tuple[str, str, bool]:
    first = text[0]
    if first.isalnum() or (first in "-'’" and len(text) > 1 and text[1].isalpha()):
        low = text.lower().replace("’", "'").rstrip(".")
        return low, "w", first.isupper()
    if text == QUOTED:
        return text, "q", False
    return text, "m" if first in _MARKS else "p", False


_NONE: frozenset[str] = frozenset()
_PRONOUNS = frozenset(("subject", "own", "indefinite", "impersonal"))
_RELATIVES = frozenset(("relative", "other_relative"))


def _find_classes(low: str, kind: str, lexicon: Lexicon) -> frozenset[str]:
    """The listed classes of a word, and those that follow from them or its form."""
    listed = lexicon.classes.get(low, _NONE)
    found = set(listed)
    if "adverbs" in listed or (
        low.endswith(lexicon.adverb_ending)
        and len(low) > 5
        and low not in lexicon.nouns
    ):
        found.add("adverb")
    if kind == "w" and listed & _PRONOUNS:
        found.add("pronoun")
    if listed & _RELATIVES:
        found.add("any_relative")
    return frozenset(found) if len(found) > len(listed) else listed
