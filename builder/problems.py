"""Problems: what a person should mend, as values, and how they are printed.

Comes in: a place in a text and what is wrong there. Goes out: sortable ``Problem``
values and their printed form. Knows nothing of YAML, records or stages.

Content trouble never raises: it is a ``Problem``, all of them are collected, and the
exit status is 1. Exceptions are for bugs, and for the few calls that cannot go on::

    BuilderError            base of all that this package raises itself
    +-- SpliceRefused       (yamlio) an edit that cannot be made without risk
    +-- Locked              (locking) another run is at work in this project

Codes: E1xx evidence, E2xx shape of a record, E3xx sense of the content, E4xx YAML.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]

LINE_BREAK = re.compile(r"\r\n|\r|\n")
"""What ends a line in an editor (YAML's own U+2028 and U+0085 do not)."""

_SHOWN = 100
"""Columns of the source line that are printed."""


class BuilderError(Exception):
    """Base of every exception this package raises itself."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend; problems sort by place, then by code.

    ``line`` and ``column`` count from 1; 0 where a problem concerns a whole file.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    source_line: str = ""
    severity: Severity = "error"


def make_problem(
    path: str,
    text: str,
    offset: int,
    code: str,
    message: str,
    hint: str = "",
    severity: Severity = "error",
) -> Problem:
    """A problem at a code point offset into the whole text of a file."""
    line, column = find_place(text, offset)
    shown = text_of_line(text, offset)
    return Problem(path, line, column, code, message, hint, shown, severity)


def make_bytes_problem(path: str, data: bytes, start: int) -> Problem:
    """A problem at the first byte of a file that is not UTF-8."""
    before = data[:start].decode("utf-8", "replace")
    line, column = find_place(before, len(before))
    shown = text_of_line(data.decode("utf-8", "replace"), len(before))
    message = f"the byte 0x{data[start]:02X} is not UTF-8"
    hint = "save the file with the encoding UTF-8"
    return Problem(path, line, column, "E212", message, hint, shown)


def find_place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset; a byte order mark is not counted."""
    line, start = 1, 1 if text.startswith("\ufeff") else 0
    for match in LINE_BREAK.finditer(text, 0, max(offset, 0)):
        line, start = line + 1, match.end()
    return line, max(offset - start, 0) + 1


def text_of_line(text: str, offset: int) -> str:
    """The line an offset stands in, without its end."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    match = LINE_BREAK.search(text, max(offset, start))
    return text[start : match.start() if match else len(text)].removeprefix("\ufeff")


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them is more than a warning."""
    return any(problem.severity == "error" for problem in problems)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word a misspelt one most likely stands for; ``""`` if none is near."""
    names = sorted(known)
    folded = {name.casefold().replace("-", "_"): name for name in reversed(names)}
    wanted = word.casefold().replace("-", "_")
    found = get_close_matches(wanted, sorted(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def render_problem(problem: Problem) -> str:
    """The lines a person reads: place, what is wrong, the line, what to write."""
    place = make_plain(problem.path)
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    head = f"{place}: {problem.severity} {problem.code}: {make_plain(problem.message)}"
    lines = [head]
    if problem.line and problem.source_line.strip():
        lines += _render_source(problem)
    if problem.hint:
        lines.append(f"  hint: {make_plain(problem.hint)}")
    return "\n".join(lines)


def _render_source(problem: Problem) -> list[str]:
    """The source line with a caret; a long one is cut around the column."""
    at = min(problem.column - 1, len(problem.source_line))
    source, first = problem.source_line, 0
    if len(source) > _SHOWN:
        first = max(0, min(at - _SHOWN // 2, len(source) - _SHOWN))
        source = source[first : first + _SHOWN]
    before, dots = source[: at - first], "…" if first else ""
    margin = f"{problem.line:>6} | {dots}"
    gap = " " * (_width(make_plain(before)) + len(dots))
    return [
        (margin + make_plain(source)).rstrip(),
        f"{'':>6} | {gap}^",
    ]


def make_plain(text: str) -> str:
    """The text on one line, with nothing that could drive a terminal."""
    return "".join(
        " "
        if char in "\t\u00a0\u202f"
        else char
        if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        else char.encode("unicode_escape", "surrogatepass").decode("ascii")
        for char in text
    )


def _width(text: str) -> int:
    """Terminal columns: wide characters take two, combining ones none."""
    return sum(
        0
        if unicodedata.combining(char)
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )
