"""Evidence text -> the spans of its paragraphs.

Comes in: decoded text. Goes out: for each paragraph the spans of its lines; lines
that a mail program or an archive broke at a fixed width are one paragraph again. It
does not know what a paragraph is for (see ``furniture`` and ``headings``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.model import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+|\r\n|.", re.DOTALL)
_ENDS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")

_NARROWEST = 40
_WIDEST = 120
"""Bounds, in characters, of the widths at which programs break lines."""

_SENTENCE_END = re.compile(r"[.!?…:;]['’\"”»)\]\s]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the evidence."""

    lines: tuple[Span, ...]
    """Its lines in the evidence, white space trimmed."""
    text: str
    """Its words; broken lines are joined by a blank."""

    @property
    def span(self) -> Span:
        return self.lines[0][0], self.lines[-1][1]


def find_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs in order; every character outside them is white space."""
    chunks = _find_chunks(text)
    width = _wrap_width(text, chunks)
    found: list[Paragraph] = []
    for chunk in chunks:
        for lines in _join_wrapped(text, chunk, width):
            words = " ".join(text[start:end] for start, end in lines)
            found.append(Paragraph(lines, words))
    return tuple(found)


def _find_chunks(text: str) -> list[list[Span]]:
    """Runs of lines between blank lines; each line without white space around it."""
    chunks: list[list[Span]] = []
    current: list[Span] = []
    blank = True
    for match in _LINE.finditer(text):
        token = match.group()
        if token[0] in _ENDS:
            if blank and current:
                chunks.append(current)
                current = []
            blank = True
            continue
        words = token.strip()
        if words:
            start = match.start() + len(token) - len(token.lstrip())
            current.append((start, start + len(words)))
            blank = False
    if current:
        chunks.append(current)
    return chunks


def _wrap_width(text: str, chunks: list[list[Span]]) -> int:
    """The width at which lines were broken, in characters; 0 where none were.

    A program breaks a line where the next word would not fit. So of most line breaks
    inside a chunk it is true that line and next word exceed the longest line (a few
    outliers aside), and a good part of the breaks stands inside a sentence.
    """
    pairs = [
        (chunk[i], chunk[i + 1]) for chunk in chunks for i in range(len(chunk) - 1)
    ]
    if len(pairs) < 2:
        return 0
    lengths = sorted(line[1] - line[0] for line, _ in pairs)
    width = lengths[(len(lengths) - 1) * 19 // 20]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = [pair for pair in pairs if _is_full(text, pair[0], pair[1], width)]
    inside = sum(1 for pair in full if _goes_on(text, *pair))
    if len(full) * 10 >= len(pairs) * 6 and inside * 2 >= len(full):
        return width
    return 0


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """The first word of the following line would not have fitted on this one."""
    word = text[following[0] : following[1]].split(None, 1)[0]
    return line[1] - line[0] + 1 + len(word) > width


def _goes_on(text: str, line: Span, following: Span) -> bool:
    """The sentence does not end with the line."""
    ends = _SENTENCE_END.search(text[slice(*line)])
    return not ends and not text[following[0]].isupper()


def _join_wrapped(text: str, chunk: list[Span], width: int) -> list[tuple[Span, ...]]:
    joined: list[list[Span]] = []
    for i, line in enumerate(chunk):
        if i and width and _is_full(text, chunk[i - 1], line, width):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [tuple(lines) for lines in joined]
