"""The words of a text as names of places are compared.

Comes in: a text and a stretch of it. Goes out: its words, folded, with whether each
has a capital, and which of them may belong to one name. It knows no names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from builder.folding import fold_character
from builder.model import Span

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[^\S\n]?[-‐‑'’.]?[^\S\n]?|[^\S\n]{1,3}")
"""What may stand between two words of one name."""
_ARTICLES = frozenset({"al", "el"})


class Token(NamedTuple):
    """One word of a text."""

    key: str
    span: Span
    capital: bool


def find_tokens(text: str, span: Span) -> Iterator[Token]:
    """The words of a stretch; the Arabic article is one word, however it is written."""
    for match in _WORD.finditer(text, *span):
        word = match.group()
        yield Token(_key(word), match.span(), not word[0].islower())


@lru_cache(1 << 15)
def _key(word: str) -> str:
    """The folded word; one spelling of the Arabic article stands for all."""
    key = "".join(map(fold_character, word))
    return "al" if key in _ARTICLES else key


def may_join(text: str, left: Token, right: Token) -> bool:
    """Whether two words may belong to one name."""
    gap = text[left.span[1] : right.span[0]]
    return bool(gap) and _BETWEEN.fullmatch(gap) is not None
