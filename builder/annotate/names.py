"""The full names an article has for the last names in it.

Comes in: a body. Goes out: a table; a last name of two people has no entry. It knows
neither sources nor citations.
"""

from __future__ import annotations

import re
from itertools import groupby

from builder.annotate.cues import Lexicon

_CAPITAL = r"[^a-z \W\d_ß-öø-ÿ]"
"""No small Latin letter: a word begins with it, and goes on with any. What a text has
most of stands first, as the set is gone through in its order."""
_WORD = r"[a-z]*+[^\W\d_]*+(?:-[^\W\d_]+)*+"
_CAPITALS = re.compile(
    rf"{_CAPITAL}(?<![^\W\d_].)(?<![^\W\d_]-.){_WORD}(?:[ \u00a0]{_CAPITAL}{_WORD})+"
)
"""Several words in a row that begin so."""
_SPACE = re.compile("[ \u00a0]")


def find_full_names(body: str, lexicon: Lexicon) -> dict[str, str]:
    """Last name, folded, to the only full name the article has for it."""
    words = lexicon.words
    skipped = words["determiners"] | words["prepositions"]
    seen: dict[str, set[str]] = {}
    for stretch in _CAPITALS.findall(body):
        for capitals, run in groupby(_SPACE.split(stretch), _begins_with_capital):
            name: list[str] = []
            for word in run if capitals else ():
                low = word.casefold()
                if low in lexicon.nouns or low in words["titles"]:
                    name = []  # "Interior Minister Ann Rowe"
                elif low not in skipped:
                    name.append(word)
            if 2 <= len(name) <= 3:
                seen.setdefault(name[-1].casefold(), set()).add(" ".join(name))
    return {key: names.pop() for key, names in seen.items() if len(names) == 1}


def _begins_with_capital(word: str) -> bool:
    return word[0].isupper()
