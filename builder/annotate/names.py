"""The full names an article has for the last names in it.

Comes in: a body. Goes out: a table; a last name of two people has no entry. It knows
neither sources nor citations.
"""

from __future__ import annotations

import re

from builder.annotate.cues import Lexicon

_CAPITALS = re.compile(
    r"(?<![^\W\d_])(?<![^\W\d_]-)[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:-[^\W\d_]+)*"
)
"""A word that begins with no small Latin letter."""


def find_full_names(body: str, lexicon: Lexicon) -> dict[str, str]:
    """Last name, folded, to the only full name the article has for it."""
    words = lexicon.words
    skipped = words["titles"] | words["determiners"] | words["prepositions"]
    seen: dict[str, dict[str, None]] = {}
    run: list[str] = []
    last = 0
    for match in (*_CAPITALS.finditer(body), None):
        word = match.group() if match else ""
        behind = match.end() + 1 if match else 0
        if not run and not (word[:1].isupper() and body[behind : behind + 1].isupper()):
            continue  # no name of several words begins here
        joined = match is not None and body[last : match.start()] in (" ", "\u00a0")
        if run and not (joined and word[0].isupper()):
            if 2 <= len(run) <= 3 and run[-1].casefold() not in lexicon.nouns:
                seen.setdefault(run[-1].casefold(), {})[" ".join(run)] = None
            run = []
        low = word.casefold()
        if low in lexicon.nouns or low in words["titles"]:
            run = []  # "Interior Minister Ann Rowe"
        if word[:1].isupper() and low not in skipped and low not in lexicon.nouns:
            run.append(word)
        last = match.end() if match else last
    return {key: next(iter(names)) for key, names in seen.items() if len(names) == 1}
