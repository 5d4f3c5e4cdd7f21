"""Words that judge, in titles and sentences of our own.

Comes in: a text, ``languages/<code>/loaded.yaml``. Goes out: the words found, each
with what to write instead. What stands in quotation marks is somebody's own word and
no matter of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from builder.folding import fold_with_offsets
from builder.languages import known_languages, load_rules

STAGE = "loaded"
_QUOTED = re.compile(
    r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|‘[^’]*’|(?<!\w)'[^'\n]*'(?!\w)|`[^`]*`"
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A word that judges."""

    words: str
    """As the text has it."""
    instead: str
    """What to write."""


def find_loaded(text: str, language: str = "") -> tuple[Loaded, ...]:
    """The words of a text that judge, in order, each once; of every known language
    where none is given."""
    known = known_languages(STAGE)
    own = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    folded, origins = fold_with_offsets(own)
    found: dict[str, tuple[int, Loaded]] = {}
    for code in (language,) if language in known else known:
        for pattern, instead in _patterns(code):
            for hit in pattern.finditer(folded):
                start, end = origins[hit.start(1)], origins[hit.end(1)]
                words = text[start:end]
                found.setdefault(words.casefold(), (start, Loaded(words, instead)))
    return tuple(one for _, one in sorted(found.values(), key=lambda item: item[0]))


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    exempt = "|".join(
        _write(words)
        for code in known_languages(STAGE)
        for group in _groups(code)
        for words in group.get("but", [])
    )
    return tuple(
        (
            re.compile(
                rf"(?<!\w)(?!(?:{exempt})(?!\w))"
                rf"({'|'.join(_write(words) for words in group['list'])})(?!\w)"
            ),
            group["instead"],
        )
        for group in _groups(language)
    )


def _groups(language: str) -> list[Any]:
    rules: Any = load_rules(language, STAGE)["words"]
    return list(rules.values())


def _write(words: str) -> str:
    """A pattern for folded text; a star stands for the rest of a word."""
    folded, _ = fold_with_offsets(words)
    return "".join(_pieces(folded))


def _pieces(folded: str) -> Iterator[str]:
    for char in folded:
        yield r"\w*" if char == "*" else r"\s+" if char.isspace() else re.escape(char)
