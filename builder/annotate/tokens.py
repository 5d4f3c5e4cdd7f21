"""One token of a unit: how it is written, and the classes of its word.

Comes in: the text of a token. Goes out: a ``Token``, made once for each word that a
language has shown so far, as news says the same words again and again. It knows no
neighbours.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache, partial
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
        return _make_token((low, kind, upper, _find_classes(low, kind, lexicon)))

    return read


_make_token: Callable[[tuple[str, str, bool, frozenset[str]]], Token] = partial(
    tuple.__new__, Token
)
"""Quicker than the constructor."""


def _read_form(text: str) -> tuple[str, str, bool]:
    first = text[0]
    if text.isalpha():
        return text.lower(), "w", first.isupper()
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


def _find_classes(low: str, kind: str, lexicon: Lexicon) -> frozenset[str]:
    """The listed classes of a word, and those that its form alone gives it."""
    listed = lexicon.classes.get(low, NONE)
    if kind != "w":
        return listed
    found = []
    if len(low) > 5 and low.endswith(lexicon.adverb_ending):
        found += ["adverb"] if low not in lexicon.nouns else []
    if low in lexicon.finite:
        found += ["verb_form", "finite"]
    elif lexicon.inversion:
        if low.endswith(("ons", "ez")):
            found += ["verb_form", "first_person"]
        elif len(low) > 5 and low.endswith(_PAST) and not low.endswith(_NOMINAL):
            found.append("verb_form")
    elif len(low) > 4 and low.endswith("ed"):
        found.append("verb_form")
    if low in lexicon.forms:
        if listed.isdisjoint(("adverbs", "prepositions")):
            found.append("cue")  # not "maintenant", not "contre"
        if any(form.shape == "part" for form in lexicon.forms[low]):
            found.append("participle_cue")
    return listed.union(found) if found else listed
