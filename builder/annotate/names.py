"""The full names an article has for the last names in it.

Comes in: a body. Goes out: a table; a last name of two people has no entry. It knows
neither sources nor citations.
"""

from __future__ import annotations

import re

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
_END = "."
"""Behind the last word, no word."""


def find_full_names(body: str, lexicon: Lexicon) -> dict[str, str]:
    """Last name, folded, to the only full name the article has for it."""
    nouns, titles = lexicon.nouns, lexicon.words["titles"]
    skipped = lexicon.words["determiners"], lexicon.words["prepositions"]
    seen: dict[str, set[str]] = {}
    for stretch in _CAPITALS.findall(body):
        name: list[str] = []
        for word in (*_SPACE.split(stretch), _END):
            if word[0].isupper():
                low = word.casefold()
                if low in nouns or low in titles:
                    name = []  # "Interior Minister Ann Rowe"
                elif low not in skipped[0] and low not in skipped[1]:
                    name.append(word)
                continue
            if 2 <= len(name) <= 3:
                seen.setdefault(name[-1].casefold(), set()).add(" ".join(name))
            name = []
    return {key: names.pop() for key, names in seen.items() if len(names) == 1}


def is_introduced(name: str, body: str) -> bool:
    """Whether a full name is met before its last word alone: who was called by a last
    name before is somebody else of that name. Headlines introduce nobody."""
    start = body.find("\n") if body.startswith("#") else 0
    alone = name.rpartition(" ")[2]
    whole = body.find(name, start)
    at = body.find(alone, start, whole) if whole >= 0 else -1
    while at >= 0:
        end = at + len(alone)
        if not (_joins(body[at - 1 : at]) or _joins(body[end : min(end + 1, whole)])):
            return False
        at = body.find(alone, end, whole)
    return True


def _joins(mark: str) -> bool:
    """Whether a character before or behind a word makes it part of a longer one."""
    return mark.isalnum() or mark in ("_", "-")
