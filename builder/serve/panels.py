"""What is laid over a page: problems, and what a build would change.

Comes in: a ``Pass``. Goes out: HTML that the browser lays over the last good page, or
shows alone where there is none. Everything is escaped by the templates; the words in it
may come from anybody's file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder.problems import Problem, render_problem
from builder.serve.passes import Pass

ASSETS: Final = Path(__file__).parent / "assets"

_MOST: Final = 100
"""Problems, and files with differences, that are shown; more are counted."""
_LONGEST: Final = 400
"""Lines of one file's differences that are shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem as the panel shows it."""

    head: str
    source: str
    hint: str
    severity: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a difference; ``sort`` is added, removed, place or ``""``."""

    text: str
    sort: str


def render_panel(result: Pass | None) -> str:
    """What lies over a page after a pass; ``""`` where there is nothing to say."""
    return _environment().get_template("panel.html").render(_context(result)).strip()


def render_page(name: str, result: Pass | None, passes: int) -> str:
    """A page of the server's own: ``changes``, or ``waiting`` before any good one."""
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
        "count": count,
    }


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
