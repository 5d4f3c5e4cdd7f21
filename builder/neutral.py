"""Words that judge, in titles and sentences of our own.

Comes in: a text, ``languages/<code>/loaded.yaml``, names that are only names. Goes out:
the words found, each with what to write instead. What stands in quotation marks is
somebody's own word and no matter of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, Final

from builder.folding import fold
from builder.languages import load_rules

STAGE: Final = "loaded"
_QUOTED: Final = re.compile(
    r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|‘[^’]*’(?!\w)|(?<!\w)'[^'\n]*'(?!\w)|`[^`]*`"
)
_WORD: Final = re.compile(r"\w+(?:-\w+)*")
_OPTIONAL: Final = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One word, or several, that judge."""

    instead: str
    unless: frozenset[str]
    """What may follow it and make another sense, folded."""


def find_loaded(
    title: str, language: str, names: frozenset[str] = frozenset()
) -> list[tuple[str, Loaded]]:
    """Each word that judges, as the title has it.

    ``names`` are folded words, of several words too, that are names.
    """
    lexicon = load_lexicon(language)
    bare = _QUOTED.sub(lambda quoted: "|" * len(quoted.group()), title)
    matches = list(_WORD.finditer(bare))
    pieces = [fold(match.group()) for match in matches]
    longest = max((key.count(" ") + 1 for key in lexicon), default=0)
    longest_name = max((name.count(" ") + 1 for name in names), default=0)
    found: list[tuple[str, Loaded]] = []
    at = 0
    while at < len(pieces):
        step = _match(pieces, at, names, longest_name)
        if step:
            at += step
            continue
        step = _match(pieces, at, lexicon, longest)
        if step:
            loaded = lexicon[_key(pieces, at, step)]
            if not _goes_on(pieces, at + step, loaded.unless):
                end = matches[at + step - 1].end()
                found.append((title[matches[at].start() : end], loaded))
        at += step or 1
    return found


def _match(
    pieces: list[str],
    at: int,
    known: Mapping[str, Any] | frozenset[str],
    longest: int,
) -> int:
    """How many words from here on are known together; the longest, or 0."""
    for size in range(min(longest, len(pieces) - at), 0, -1):
        if _key(pieces, at, size) in known:
            return size
    return 0


def _key(pieces: list[str], at: int, size: int) -> str:
    return " ".join(pieces[at : at + size])


def _goes_on(pieces: list[str], at: int, unless: frozenset[str]) -> bool:
    """Whether what follows gives the words another sense."""
    return any(_key(pieces, at, size) in unless for size in (1, 2, 3))


def fold_words(words: str) -> str:
    """The words of a name or a phrase, folded, between single spaces."""
    return " ".join(fold(word) for word in _WORD.findall(words))


@cache
def load_lexicon(language: str) -> Mapping[str, Loaded]:
    """Folded words to what may be written instead."""
    found: dict[str, Loaded] = {}
    groups: Any = load_rules(language, STAGE).get("groups", ())
    for group in groups:
        unless = group.get("unless", {})
        for written in group["words"]:
            follow = frozenset(map(fold_words, unless.get(written, ())))
            loaded = Loaded(group["instead"], follow)
            found |= {fold_words(form): loaded for form in expand(written)}
    return found


def expand(written: str) -> Iterator[str]:
    """Every form of a word with endings that may be left out: ``cruel(le)(s)``."""
    parts = _OPTIONAL.split(written)
    choices = [
        (part,) if index % 2 == 0 else ("", part) for index, part in enumerate(parts)
    ]
    return ("".join(chosen) for chosen in product(*choices))
