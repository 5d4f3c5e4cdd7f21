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
    """The stretch most like a quote that is gone; ``""`` if none is much like it.

    Sentences are ranked by the words they share, and the best compared letter by
    letter; around the best one, as much is taken as the quote went over.
    """
    wanted = fold_quote(quote)[:_NEAR_LONGEST]
    words = set(_WORD.findall(wanted))
    rows: list[tuple[int, int, Span]] = []
    for number, match in enumerate(_SENTENCE.finditer(body)):
        shared = len(words & set(_WORD.findall(fold_quote(match.group()))))
        if shared:
            rows.append((-shared, number, match.span()))
    best, found = 0.5, (0, 0)
    matcher = SequenceMatcher(None, "", wanted, autojunk=False)
    for _, _, (start, end) in sorted(rows)[:_NEAR_MOST]:
        folded = fold_quote(body[start:end])[:_NEAR_LONGEST]
        matcher.set_seq1(folded)
        blocks = matcher.get_matching_blocks()
        alike = sum(block.size for block in blocks if block.size >= _ALIKE_LEAST)
        ratio = alike / min(len(folded), len(wanted))
        if ratio > best:
            best, found = ratio, (start, end)
    return _align_words(body, quote, found) if best > 0.5 else ""


def _align_words(body: str, quote: str, sentence: Span) -> str:
    """The words around a sentence that stand where those of a quote stood.

    Words of the quote that are gone at its ends are given the room they took; the
    sentence as a whole where its words lie otherwise.
    """
    room = min(len(quote), _NEAR_LONGEST)
    first, last = max(sentence[0] - room, 0), sentence[1] + room
    there = list(_WORD.finditer(body, first, last))
    wanted = [fold_quote(word) for word in _WORD.findall(quote)][:_NEAR_LONGEST]
    folded = [fold_quote(token.group()) for token in there]
    matcher = SequenceMatcher(None, folded, wanted, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return body[slice(*sentence)].strip()
    main = max(blocks, key=lambda block: (block.size, -block.a))
    slack = max(3, len(wanted) // 3)
    near = [b for b in blocks if abs((b.a - b.b) - (main.a - main.b)) <= slack]
    start = max(near[0].a - near[0].b, 0)
    end = min(near[-1].a + len(wanted) - near[-1].b, len(there)) - 1
    found = (there[start].start(), there[end].end())
    return body[slice(*_with_marks(body, found, quote.strip()))]


def _with_marks(body: str, span: Span, quote: str) -> Span:
    """A span of words with the marks around it, where a quote has marks there too."""
    start, end = span
    if not quote[:1].isalnum():
        while start and not body[start - 1].isalnum() and body[start - 1] != "\n":
            start -= 1
        while body[start].isspace():
            start += 1
    if not quote[-1:].isalnum():
        while end < len(body) and not body[end].isalnum() and body[end] != "\n":
            end += 1
        while body[end - 1].isspace():
            end -= 1
    return start, end


def find_longer(body: str, span: Span, most: int = 8) -> str:
    """The words of a span with as few more around them as make them stand once.

    They are added by turns before and after it, at most ``most``; ``""`` where that
    does not help.
    """
    start, end = span
    for step in range(most):
        room = slice(max(start - 60, 0), end + 60)
        tokens = [
            (t.start() + room.start, t.end() + room.start)
            for t in _TOKEN.finditer(body[room])
        ]
        before = [a for a, b in tokens if b <= start and room.start < a]
        after = [b for a, b in tokens if a >= end]
        if before and (step % 2 or not after):
            start = before[-1]
        elif after:
            end = after[0]
        else:
            break
        if len(find_quote(body, body[start:end])) == 1:
            return body[start:end]
    return ""


_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\S+")
_SENTENCE = re.compile(r"[^.!?…\n]*\w[^.!?…\n]*[.!?…]*")
