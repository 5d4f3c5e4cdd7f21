"""What is laid over a page: problems, and what a build would change.

Comes in: a ``Pass``. Goes out: HTML that the browser lays over the last good page, or
shows alone where there is none. Everything is escaped by the templates; the words in it
may come from anybody's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder.problems import Problem, render_problem
from builder.serve.passes import Pass, Waiting

ASSETS: Final = Path(__file__).parent / "assets"

_MOST: Final = 100
"""Problems, and files with differences, that are shown; more are counted."""
_MOST_OF_A_KIND: Final = 500
_LONGEST: Final = 400
"""Lines of one file's differences that are shown."""


HEADINGS: Final[Mapping[str, str]] = {
    "lost-quote": "Quotes that are not found, or found twice",
    "contradiction": "Dates and distances that exclude each other",
    "refused-proposal": "Proposals that a person’s word keeps out",
    "disputed": "Disputed",
    "maybe-same": "Perhaps the same event",
    "question": "What looks odd",
    "open-date": "Dates that are open",
    "unknown-source": "Names that no list knows",
    "unknown-place": "Places that no list knows",
    "unnamed-outlet": "Articles of no named outlet",
    "unread": "Records nobody has read",
}
"""Of the page of what awaits a person: in plain words, for each kind."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem as the panel shows it."""

    head: str
    source: str
    hint: str
    severity: str


@dataclass(frozen=True, slots=True)
class Kind:
    """All things of one kind that await a person."""

    name: str
    heading: str
    items: tuple[Waiting, ...]
    more: int
    """How many are not shown."""

    @property
    def total(self) -> int:
        return len(self.items) + self.more


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a difference; ``sort`` is added, removed, place or ``""``."""

    text: str
    sort: str


def render_panel(result: Pass | None) -> str:
    """What lies over a page after a pass; ``""`` where there is nothing to say."""
    return _environment().get_template("panel.html").render(_context(result)).strip()


def render_page(name: str, result: Pass | None, passes: int) -> str:
    """A page of the server's own: ``changes``, ``review``, or ``waiting`` before any
    good one."""
    template = _environment().get_template(f"{name}.html")
    return template.render(_context(result), passes=passes)


def describe(problem: Problem) -> Shown:
    """A problem in the parts of its printed form: head, source with caret, hint."""
    first, *rest = render_problem(problem).split("\n")
    hint = rest.pop().strip() if problem.hint else ""
    return Shown(first, "\n".join(rest), hint, problem.severity)


def read_difference(difference: str) -> list[Line]:
    """The lines of a unified difference, each with its sort."""
    lines = difference.splitlines()
    sorts = {"+": "added", "-": "removed", "@": "place"}
    shown = [
        Line(line, "place" if at < 2 else sorts.get(line[:1], ""))
        for at, line in enumerate(lines[:_LONGEST])
    ]
    if len(lines) > _LONGEST:
        shown.append(Line(f"… and {len(lines) - _LONGEST} lines more", "place"))
    return shown


def count(number: int, noun: str) -> str:
    """``1 record``, ``2 records``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _context(result: Pass | None) -> dict[str, object]:
    found = result or Pass()
    errors = [p for p in found.problems if p.severity == "error"]
    warnings = [p for p in found.problems if p.severity != "error"]
    ordered = [*errors, *warnings]
    return {
        "first": result is None,
        "crash": found.crash,
        "errors": len(errors),
        "warnings": len(warnings),
        "problems": [describe(problem) for problem in ordered[:_MOST]],
        "more_problems": max(0, len(ordered) - _MOST),
        "differences": len(found.differences),
        "shown_differences": _read_all(found.differences[:_MOST]),
        "more_differences": max(0, len(found.differences) - _MOST),
        "awaiting": len(found.awaiting),
        "kinds": sort_awaiting(found.awaiting),
        "count": count,
    }


def sort_awaiting(awaiting: Iterable[Waiting]) -> list[Kind]:
    """What awaits a person, by kind, in the order it came in."""
    kinds: dict[str, list[Waiting]] = {}
    for item in awaiting:
        kinds.setdefault(item.kind, []).append(item)
    return [
        Kind(
            name,
            HEADINGS.get(name, name),
            tuple(items[:_MOST_OF_A_KIND]),
            max(0, len(items) - _MOST_OF_A_KIND),
        )
        for name, items in kinds.items()
    ]


def _read_all(differences: Iterable[str]) -> list[list[Line]]:
    return [read_difference(difference) for difference in differences]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
