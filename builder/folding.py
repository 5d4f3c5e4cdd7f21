"""Text as a careless eye reads it: no case, no accents, one kind of apostrophe.

Comes in: text. Goes out: folded text, and where each folded character came from; words
as they may stand in an id. It knows nothing of languages. What a quotation must have in
common with its article is stricter: ``anchoring.fold_quote``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)

_ALIKE = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "œ": "oe",
    "æ": "ae",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
}


@lru_cache(maxsize=4096)
def fold_character(char: str) -> str:
    """One character folded: none, one or several characters."""
    if char.isspace():
        return " "
    lower = char.casefold()
    if lower in _ALIKE:
        return _ALIKE[lower]
    if lower.isascii():
        return lower
    # A letter of another style ("𝐀") decomposes to one that has a case of its own.
    plain = unicodedata.normalize("NFKD", lower).casefold()
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(
        _ALIKE.get(part, part)
        for part in plain
        if not unicodedata.combining(part) and part != "\xad"
    ).replace("ς", "σ")


def fold(text: str) -> str:
    """Text folded, with single blanks."""
    return " ".join("".join(map(fold_character, text)).split())


def make_slug(words: str, keep: str = "") -> str:
    """Lower-case ASCII letters, digits and ``keep``, joined by hyphens, if any."""
    return re.sub(rf"[^a-z0-9{keep}]+", "-", fold(words)).strip(f"-{keep}")


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name, with any ending, for a device."""
    return bool(_RESERVED.match(name))


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Text folded, white space kept apart; for each folded character its origin.

    The list has one more entry, the length of the text, so that it maps ends too.
    """
    parts = list(map(fold_character, text))
    folded = "".join(parts)
    if len(folded) == len(text) and "" not in parts:  # one for one, as nearly always
        return folded, list(range(len(text) + 1))
    origins = [index for index, part in enumerate(parts) for _ in part]
    origins.append(len(text))
    return folded, origins
