"""Clauses of saying inside the marks: "« La route, dit le maire, est coupée. »".

Comes in: the tokens of a quotation and a lexicon. Goes out: where such a clause stands
in them. French writes it between the marks of what is said; it is nobody's words but
the writer's. It knows word forms; it does not know who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.annotate.cues import Lexicon

_BEFORE = frozenset((",", "!", "?", "…", "..."))
BREAK = re.compile(r"[,!?…]|\.\.\.")
"""A mark before such a clause; the same as the tokens in ``_BEFORE``."""
_CLOSES = frozenset((",", ".", ";", "!", "?", "…", "..."))
_LONGEST = 14
"""Tokens of whoever speaks."""


def find_quoted_clause(
    lows: Sequence[str], uppers: Sequence[bool], lexicon: Lexicon
) -> tuple[int, int] | None:
    """The first such clause with the marks around it, as a range of tokens."""
    if not lexicon.inversion:
        return None
    for i in range(1, len(lows) - 1):
        if lows[i] in _BEFORE:
            end = _clause_end(lows, uppers, i + 1, lexicon)
            if end is not None:
                return i, end
    return None


def _low(lows: Sequence[str], i: int) -> str:
    return lows[i] if i < len(lows) else ""


def _clause_end(
    lows: Sequence[str], uppers: Sequence[bool], i: int, lexicon: Lexicon
) -> int | None:
    """One past the clause that starts there and the mark that closes it."""
    while _low(lows, i) in lexicon.words["clitics"]:
        i += 1
    shape = "finite"
    if _low(lows, i) in lexicon.words["have"]:
        shape, i = "past", i + 1
    inverted = _low(lows, i).startswith("-")
    clitic = i if inverted else -1
    i += inverted
    while shape == "past" and _low(lows, i) in lexicon.words["adverbs"]:
        i += 1
    if not _is_said(_low(lows, i), shape, lexicon):
        return None
    i += 1
    if _low(lows, i).startswith("-"):
        clitic, i = i, i + 1
    if clitic >= 0:
        who = lows[clitic].rsplit("-", 1)[-1]
        third = who in lexicon.words["subject"]
        return _closed(lows, i) if third else None
    return _named(lows, uppers, i, lexicon)


def _is_said(word: str, shape: str, lexicon: Lexicon) -> bool:
    return any(
        form.shape == shape and not form.tail and "incise" in form.verb.frames
        for form in lexicon.forms.get(word, ())
    )


def _closed(lows: Sequence[str], i: int) -> int | None:
    if i >= len(lows):
        return i
    return i + 1 if lows[i] in _CLOSES else None


def _named(
    lows: Sequence[str], uppers: Sequence[bool], start: int, lexicon: Lexicon
) -> int | None:
    """One past a name or a noun with its determiner, an apposition and the mark."""
    if start >= len(lows) or not (
        uppers[start]
        or lows[start] in lexicon.words["determiners"]
        or lows[start] in lexicon.words["titles"]
    ):
        return None
    end = _mark(lows, start)
    if end is None:
        return None
    described = _low(lows, end + 1) in lexicon.nouns
    if described and _low(lows, end) == ",":
        end = _mark(lows, end + 1) or end
    return min(end + 1, len(lows))


def _mark(lows: Sequence[str], start: int) -> int | None:
    """The next mark that can close the clause; the end of the quotation is one."""
    for i in range(start, min(len(lows), start + _LONGEST)):
        if lows[i] in _CLOSES:
            return i
    return len(lows) if len(lows) - start < _LONGEST else None
