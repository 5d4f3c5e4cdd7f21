"""What the commands print, for a person, for a program, for a hosted check.

Comes in: problems, things that await a person, what a build did. Goes out: text. Knows
nothing of stages.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, TextIO

from builder.awaiting import Awaiting
from builder.problems import Problem, has_errors, make_plain, render_problem

_SCHEMA: Final = 1
"""Of the JSON document; a key that changes its meaning gives the next number."""

_RED, _YELLOW, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"


def find_format(wanted: str, environ: Mapping[str, str] = os.environ) -> str:
    """The format to use: ``auto`` is github where GitHub Actions runs, else text."""
    if wanted != "auto":
        return wanted
    return "github" if environ.get("GITHUB_ACTIONS") == "true" else "text"


def wants_colour(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether colours may be printed.

    Source: no-color.org, and FORCE_COLOR as most tools read it; NO_COLOR goes first.
    """
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return environ.get("TERM") != "dumb" and stream.isatty()


def render_text(problem: Problem, colour: bool) -> str:
    """A problem for a person; in colour the place, the severity and the caret."""
    text = render_problem(problem)
    if not colour:
        return text
    head, *rest = text.split("\n")
    paint = _RED if problem.severity == "error" else _YELLOW
    mark = f": {problem.severity} {problem.code}: "
    place, _, message = head.partition(mark)
    bold = f"{_BOLD}{place}{_PLAIN}{paint}{mark}{_PLAIN}{message}"
    return "\n".join([bold, *(_paint_caret(line, paint) for line in rest)])


def _paint_caret(line: str, paint: str) -> str:
    if line.endswith("^") and not line.rstrip("^ |"):
        return f"{line[:-1]}{paint}^{_PLAIN}"
    return line


def render_json(
    problems: Sequence[Problem],
    counts: Mapping[str, int] | None = None,
    published: bool | None = None,
    differences: Sequence[str] = (),
    strict: bool = False,
) -> str:
    """One JSON document: version, ok, problems, and what a build did.

    With ``strict`` nothing is ok that has a warning, as for the exit status.
    Lines and columns count from 1 and are 0 where a problem concerns a whole file.
    """
    document: dict[str, Any] = {
        "version": _SCHEMA,
        "ok": not (has_errors(problems) or (strict and problems)),
        "problems": [
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "code": problem.code,
                "severity": problem.severity,
                "message": problem.message,
                "hint": problem.hint,
                "source": problem.source_line,
            }
            for problem in problems
        ],
    }
    if counts is not None:
        document["counts"] = dict(counts)
        document["published"] = published
        document["differences"] = list(differences)
    # ASCII, so that no terminal and no lone surrogate can spoil it
    return json.dumps(document, indent=1)


def find_base(root: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Where a project stands in the repository that a hosted check has fetched.

    Ends in ``/``; ``""`` where it is that repository, or is no part of it.
    """
    top = Path(environ.get("GITHUB_WORKSPACE") or root).resolve()
    if root == top or not root.is_relative_to(top):
        return ""
    return root.relative_to(top).as_posix() + "/"


def render_github(problem: Problem, base: str = "") -> str:
    """A workflow command that puts a problem beside its line in a hosted check.

    ``base`` is the project's folder in the repository, with ``/`` at its end.
    """
    said = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    return _render_command(problem.severity, problem, problem.code, said, base)


def _render_command(
    level: str, at: Problem | Awaiting, title: str, said: str, base: str
) -> str:
    """A workflow command; nothing in a file's name or text can start one of its own.

    Source: GitHub Actions, "Workflow commands"; the escapes of actions/toolkit.
    """
    where = {"file": base + at.path}
    if at.line:
        where |= {"line": str(at.line), "col": str(at.column)}
    where["title"] = title
    named = ",".join(f"{key}={_escape(value, ':,')}" for key, value in where.items())
    return f"::{level} {named}::{_escape(said)}"


def _escape(text: str, more: str = "") -> str:
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def print_problems(
    problems: Iterable[Problem], form: str, stream: TextIO, base: str = ""
) -> None:
    """Problems as text, with annotations before them where a hosted check reads."""
    colour = wants_colour(stream)
    for problem in problems:
        if form == "github":
            print(render_github(problem, base), file=stream)
        print(make_harmless(render_text(problem, colour), form), file=stream)


def make_harmless(text: str, form: str) -> str:
    """Text of a project's own as printed lines, none of which a hosted check obeys.

    Every line of an output is searched for commands, also behind white space, and for
    their older form at any place of it. Source: actions/runner, ActionCommand.cs.
    """
    if form != "github":
        return text
    lines = text.replace("##[", "## [").split("\n")
    return "\n".join(f"|{n}" if n.lstrip().startswith("::") else n for n in lines)


# --- what awaits a person ------------------------------------------------------------


def render_awaiting(item: Awaiting) -> str:
    """One line: the place, what is open, what to write."""
    place = f"{item.path}:{item.line}:{item.column}" if item.line else item.path
    return make_plain(f"{place}: {item.kind}: {item.what}: {item.todo}")


def render_awaiting_json(items: Sequence[Awaiting], ok: bool) -> str:
    """One JSON document: version, whether the content has no errors, and the things."""
    rows = [asdict(item) for item in items]
    return json.dumps({"version": _SCHEMA, "ok": ok, "awaiting": rows}, indent=1)


def print_awaiting(
    items: Iterable[Awaiting], form: str, stream: TextIO, base: str = ""
) -> None:
    """A line each, with notices before them where a hosted check reads."""
    for item in items:
        if form == "github":
            said = f"{item.what}\n{item.todo}"
            print(_render_command("notice", item, item.kind, said, base), file=stream)
        print(make_harmless(render_awaiting(item), form), file=stream)
