"""The two halves of a working copy, and the blocks of its body.

Comes in: the text of content/articles/<id>.md. Goes out: where its YAML head and its
body stand, and the blocks of the body. It knows nothing of what the head says.

The body is literal paragraphs separated by blank lines. At the start of a block ``# ``
makes a heading and ``> `` a quotation; a backslash there makes the mark mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.model import Block
from builder.problems import Problem, make_problem

_FENCE = r"---[ \t]*(?:\r\n|\r|\n|\Z)"
_FIRST_FENCE = re.compile(_FENCE)
_NEXT_FENCE = re.compile("^" + _FENCE, re.MULTILINE)
_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*(?:(?:\r\n|\r|\n)[^\r\n]*\S[^\r\n]*)*")
_LINE = re.compile(r"[^\r\n]+")
_HEADING = re.compile(r"#{1,6} +(?=\S)")
_QUOTATION = re.compile(r"> ?(?=\S)")
_NEEDS_ESCAPE = re.compile(r"#{1,6} |>|\\|---\s*\Z")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the halves stand, in code points of the whole text."""

    start: int
    """Of the YAML, behind the first fence."""
    end: int
    """Of the YAML; the second fence begins here."""
    body: int
    """Where the body begins, behind the second fence."""
    problems: tuple[Problem, ...] = ()


def split_front_matter(text: str, path: str) -> FrontMatter:
    """Find the head between the first two lines of ``---``."""
    begin = 1 if text.startswith("\ufeff") else 0
    first = _FIRST_FENCE.match(text, begin)
    if first is None:
        problem = make_problem(
            path,
            text,
            begin,
            "E421",
            "a working copy begins with its record between two lines of ---",
            "make --- the first line and put the fields (format, id, evidence, …) "
            "between it and a second ---",
        )
        return FrontMatter(begin, begin, begin, (problem,))
    second = _NEXT_FENCE.search(text, first.end())
    if second is None:
        problem = make_problem(
            path,
            text,
            begin,
            "E422",
            "the record that begins here is not closed",
            "put a line of --- behind its last field",
        )
        return FrontMatter(first.end(), len(text), len(text), (problem,))
    return FrontMatter(first.end(), second.start(), second.end())


def find_blocks(body: str) -> tuple[Block, ...]:
    """Headings, paragraphs and quotations, in order; their marks left out."""
    return tuple(
        block
        for match in _PARAGRAPH.finditer(body)
        for block in _find_in_paragraph(body, match.start(), match.end())
    )


def _find_in_paragraph(body: str, start: int, end: int) -> Iterator[Block]:
    """The blocks between two blank lines.

    A heading ends with its line. Where every line bears ``>``, each is a quotation of
    its own, so that no span holds a mark.
    """
    lines = [match.span() for match in _LINE.finditer(body, start, end)]
    heading = _HEADING.match(body, *lines[0])
    if heading:
        yield Block("heading", _trim(body, heading.end(), lines[0][1]))
        if len(lines) > 1:
            yield from _find_in_paragraph(body, lines[1][0], end)
        return
    marks = [mark for line in lines if (mark := _QUOTATION.match(body, *line))]
    if len(marks) == len(lines):
        for mark, line in zip(marks, lines, strict=True):
            yield Block("quotation", _trim(body, mark.end(), line[1]))
        return
    escaped = body[start] == "\\" and _NEEDS_ESCAPE.match(body, start + 1, lines[0][1])
    yield Block("paragraph", _trim(body, start + bool(escaped), end))


def _trim(body: str, start: int, end: int) -> tuple[int, int]:
    """The span without ordinary white space at its ends."""
    while start < end and body[start] in " \t\r\n":
        start += 1
    while start < end and body[end - 1] in " \t\r\n":
        end -= 1
    return start, end


def escape_paragraph(text: str) -> str:
    """A paragraph as it is written into a body: a leading mark made to mean nothing."""
    return "\\" + text if _NEEDS_ESCAPE.match(text.split("\n", 1)[0]) else text
