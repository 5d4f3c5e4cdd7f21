"""The words of a text as names of places are compared.

Comes in: a text and a stretch of it. Goes out: its words, folded, with whether each
has a capital, and which of them may belong to one name. It knows no names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple

from builder.annotate.words import find_runs
from builder.folding import fold_character
from builder.model import Span

_BETWEEN = re.compile(r"[^\S\n]?[-‐‑'’.]?[^\S\n]?|[^\S\n]{1,3}")
"""What may stand between two words of one name."""
_ARTICLES = frozenset({"al", "el"})


class Token(NamedTuple):
    """One word of a text."""

    key: str
    span: Span
    capital: bool


def find_tokens(text: str, span: Span) -> list[Token]:
    """The words of a stretch; the Arabic article is one word, however it is written."""
    words, starts, ends = find_runs(text, span)
    read = list(map(_read, words))
    spans = zip(starts, ends, strict=True)
    parts = zip(map(_first, read), spans, map(_second, read), strict=True)
    return list(map(_make, parts))


_make: Callable[[tuple[str, Span, bool]], Token] = partial(tuple.__new__, Token)
"""Quicker than the constructor."""
_first, _second = itemgetter(0), itemgetter(1)


@lru_cache(1 << 15)
def _read(word: str) -> tuple[str, bool]:
    """The folded word, one spelling of the Arabic article for all; its capital."""
    key = "".join(map(fold_character, word))
    return "al" if key in _ARTICLES else key, not word[0].islower()


def may_join(text: str, left: Token, right: Token) -> bool:
    """Whether two words may belong to one name."""
    gap = text[left.span[1] : right.span[0]]
    return bool(gap) and _BETWEEN.fullmatch(gap) is not None
