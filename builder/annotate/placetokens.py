"""The words of a text as names of places are compared.

Comes in: a text and a stretch of it. Goes out: its words, folded, with whether each
has a capital, and which of them may belong to one name. It knows no names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from builder.annotate.words import READ, find_runs
from builder.model import Span

_BETWEEN = re.compile(r"[^\S\n]?[-‐‑'’.]?[^\S\n]?|[^\S\n]{1,3}")
"""What may stand between two words of one name."""


@dataclass(slots=True)
class Tokens:
    """The words of a stretch, side by side: most of them are asked for one thing."""

    keys: Sequence[str]
    capitals: Sequence[bool]
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, first: int, last: int) -> Span:
        """From one word to another, which is in it."""
        return self.starts[first], self.ends[last]


def find_tokens(text: str, span: Span, language: str) -> Tokens:
    """The words of a stretch; the Arabic article is one word, however it is written."""
    words, starts, ends = find_runs(text, span, language)
    read = list(map(READ.__getitem__, words))
    return Tokens(list(map(_key, read)), list(map(_capital, read)), starts, ends)


_key, _capital = itemgetter(2), itemgetter(3)


def may_join(text: str, tokens: Tokens, at: int) -> bool:
    """Whether a word and the one before it may belong to one name."""
    gap = text[tokens.ends[at - 1] : tokens.starts[at]]
    return gap == " " or (bool(gap) and _BETWEEN.fullmatch(gap) is not None)
