"""Find the exact words a record quotes in the text it quotes them from.

Comes in: a body and a quote. Goes out: spans of the body (code points). It knows
nothing of records.

White space, quotation marks and apostrophes are folded for the search, because nobody
sees whether a blank is a no-break space or which of six apostrophes stands there; case,
accents and words must be as they are.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from builder.model import Span

_QUOTE_MARKS = '"«»“”„‟‹›＂'
_APOSTROPHES = "'’‘‛ʼ`´′＇"
_DASHES = "‐‑"
_UNSEEN = "\u00ad\u200b\u2060\ufeff\u200e\u200f"

_FOLDED = {
    **dict.fromkeys(_QUOTE_MARKS, '"'),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_UNSEEN, ""),
    "…": "...",
}
_CLUSTER = re.compile(r".[\u0300-\u036f\u0653-\u0655]*", re.DOTALL)

_NEAR_LONGEST = 400
"""Sentences beyond it, and quotes cut to it, are compared no further (characters)."""

_NEAR_MOST = 12
"""Sentences compared letter by letter."""

_ALIKE_LEAST = 4
"""Letters in a row that count as alike."""


def fold_quote(text: str) -> str:
    """The text as it is compared."""
    return _fold(text)[0].strip(" ")


@lru_cache(maxsize=64)
def _fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Folded text, and the offset each of its characters comes from.

    The offsets have one more entry, the length of the text.
    """
    chars: list[str] = []
    origins: list[int] = []
    for index, piece in _pieces(text):
        char = " " if piece.isspace() else _FOLDED.get(piece, piece)
        if char == " " and chars and chars[-1] in (" ", '"'):
            continue  # runs are one blank; none stands beside a quotation mark
        if char == '"' and chars and chars[-1] == " ":
            chars.pop()
            origins.pop()
        for one in char:
            chars.append(one)
            origins.append(index)
    origins.append(len(text))
    return "".join(chars), tuple(origins)


def _pieces(text: str) -> list[tuple[int, str]]:
    """Offset and characters; what NFC joins comes as one piece."""
    if unicodedata.is_normalized("NFC", text):
        return list(enumerate(text))
    return [
        (match.start() + (number if len(joined) > 1 else 0), char)
        for match in _CLUSTER.finditer(text)
        for joined in (unicodedata.normalize("NFC", match.group()),)
        for number, char in enumerate(joined)
    ]


def find_quote(body: str, quote: str, near: int | None = None) -> list[Span]:
    """Where a quote stands in a body: in order, or by distance from ``near``.

    Where the very characters stand somewhere, folded ones do not count; where whole
    words are met, parts of longer ones ("3" in "13") do not.
    """
    spans = _find_exact(body, quote) or _find_folded(body, quote)
    spans = [span for span in spans if not _cuts_word(body, span)] or spans
    if near is not None:
        spans.sort(key=lambda span: (abs(span[0] - near), span))
    return spans


def _cuts_word(body: str, span: Span) -> bool:
    start, end = span
    return (start > 0 and body[start - 1 : start + 1].isalnum()) or (
        end < len(body) and body[end - 1 : end + 1].isalnum()
    )


def _find_exact(body: str, quote: str) -> list[Span]:
    spans: list[Span] = []
    at = body.find(quote) if quote.strip() else -1
    while at >= 0:
        spans.append((at, at + len(quote)))
        at = body.find(quote, at + len(quote))
    return spans


def _find_folded(body: str, quote: str) -> list[Span]:
    wanted = fold_quote(quote)
    if not wanted:
        return []
    text, origins = _fold(body)
    spans: list[Span] = []
    at = text.find(wanted)
    while at >= 0:
        last = at + len(wanted) - 1
        end = origins[last] + 1
        while end < len(body) and unicodedata.combining(body[end]):
            end += 1  # accents written as characters of their own
        spans.append((origins[at], end))
        at = text.find(wanted, last + 1)
    return spans


def find_nearest(body: str, quote: str) -> str:
    """The sentence most like a quote that is gone; ``""`` if none is much like it.

    Sentences are ranked by the words they share, and the best compared letter by
    letter; the quote may be longer or shorter than a sentence.
    """
    wanted = fold_quote(quote)[:_NEAR_LONGEST]
    words = set(_WORD.findall(wanted))
    rows: list[tuple[int, int, str]] = []
    for number, match in enumerate(_SENTENCE.finditer(body)):
        shared = len(words & set(_WORD.findall(fold_quote(match.group()))))
        if shared:
            rows.append((-shared, number, match.group().strip()))
    best, found = 0.5, ""
    matcher = SequenceMatcher(None, "", wanted, autojunk=False)
    for _, _, sentence in sorted(rows)[:_NEAR_MOST]:
        folded = fold_quote(sentence)[:_NEAR_LONGEST]
        matcher.set_seq1(folded)
        blocks = matcher.get_matching_blocks()
        alike = sum(block.size for block in blocks if block.size >= _ALIKE_LEAST)
        ratio = alike / min(len(folded), len(wanted))
        if ratio > best:
            best, found = ratio, sentence
    return found


_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?…\n]*\w[^.!?…\n]*[.!?…]*")
