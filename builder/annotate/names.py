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

_LAST_NAME = r"(?<![\w-]){}(?![\w-])"


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
    only = {key: next(iter(names)) for key, names in seen.items() if len(names) == 1}
    return {key: name for key, name in only.items() if _is_introduced(name, body)}


def _is_introduced(name: str, body: str) -> bool:
    """Whether a full name is met before its last word alone: who was called by a last
    name before is somebody else of that name. Headlines introduce nobody."""
    start = body.find("\n") if body.startswith("#") else 0
    alone = name.rpartition(" ")[2]
    whole = body.find(name, start)
    before = _LAST_NAME.format(re.escape(alone))
    return whole < 0 or re.compile(before).search(body, start, whole) is None
