"""What changed on the site, from one edition to the next.

Comes in: the events that are shown, the day of the edition, the files of the earlier
ones. Goes out: the file of this edition; for each event when it was first shown, what
changed since and why. It reads no clock and no git: a person who writes ``edition``
into site.yaml says which day it is, so the same content makes the same bytes.

``content/.history/<day>.jsonl`` holds one line per event that is new, changed or gone
since the edition before, sorted by id, with the fields that differ; reports stand there
as fingerprints. The file of the current edition is made anew by every build: what is
written and taken back within one edition was never shown. Earlier files are not
touched. Lines of two branches may stand side by side (git joins them): all count.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from builder.config import PATH
from builder.fingerprints import hash_parts
from builder.folders import make_folder
from builder.model import UNKNOWN, Date, EventRecord, Report
from builder.problems import Problem
from builder.yamlio import load

FOLDER: Final = "content/.history"

_FILE = re.compile(r"(\d{4}-\d{2}-\d{2})\.jsonl")
_FIELDS: Final = ("title", "kind", "date", "place", "status")
"""What is kept as it stands: a reader is told the value before and the one after."""
_DIGITS: Final = 10
_GIT_RULES: Final = "*.jsonl merge=union\n"

State = Mapping[str, Any]
"""What an edition showed of an event: ``_FIELDS``, ``why``, ``rule``, ``reports``."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that an edition shows otherwise than the one before."""

    field: str
    old: Date
    new: Date


@dataclass(frozen=True, slots=True)
class Step:
    """What one edition did to an event."""

    edition: str
    """The day, YYYY-MM-DD."""
    is_first: bool = False
    """It was not shown in the edition before."""
    changes: tuple[Change, ...] = ()
    added: int = 0
    """Reports, as ``removed`` and ``altered``."""
    removed: int = 0
    altered: int = 0
    why: str = ""
    """A person's reason, in the words of the record."""
    rule: str = ""
    """The rule that gave the date, where the date changed and no person says why."""


@dataclass(frozen=True, slots=True)
class History:
    """All editions, with the current one."""

    edition: str
    """The current one."""
    steps: Mapping[str, tuple[Step, ...]]
    """By event that is shown now: the first step, and those that changed something."""
    gone: tuple[str, ...]
    """Events that the edition before showed and this one does not."""
    text: str
    """What the file of the current edition is to be; ``""`` where nothing changed."""
    standing: str = ""
    """What it is."""

    @property
    def path(self) -> str:
        """Of that file, from the project's root."""
        return f"{FOLDER}/{self.edition}.jsonl"


def read_editions(root: Path) -> dict[str, str]:
    """The text of each edition's file, by day.

    Raises: OSError, also where a link leads out of the project.
    """
    folder = root / FOLDER
    if not folder.resolve().is_relative_to(root.resolve()):
        raise PermissionError(errno.EPERM, "a link leads out of the project", FOLDER)
    if not folder.exists():
        return {}
    found = {}
    for path in sorted(folder.iterdir()):
        day = _FILE.fullmatch(path.name)
        if day is not None:
            found[day[1]] = path.read_text(encoding="utf-8", errors="replace")
    return found


def make_history(
    edition: str, events: Iterable[EventRecord], editions: Mapping[str, str]
) -> History:
    """What every edition did, and the file of this one.

    ``events`` are those shown now; editions later than this one are passed over.
    """
    steps: dict[str, list[Step]] = {}
    last: dict[str, State] = {}
    for day in sorted(day for day in editions if day < edition):
        for line in parse_edition(editions[day]):
            _replay(day, line, last, steps)
    lines = _compare(events, last)
    for line in lines:
        _replay(edition, line, last, steps)
    shown = {name: tuple(steps[name]) for name in last if name in steps}
    gone = tuple(line["event"] for line in lines if "gone" in line)
    text, standing = render_edition(lines), editions.get(edition, "")
    return History(edition, shown, gone, text, standing)


def check_edition(root: Path, edition: str, editions: Iterable[str]) -> list[Problem]:
    """An edition is not older than one that was shown already."""
    latest = max(editions, default=edition)
    if latest <= edition:
        return []
    message = f"'edition' is {edition}, yet there was one on {latest}"
    hint = f"write {latest} or a later day; to take an edition back, delete its file "
    hint += f"in {FOLDER}/"
    text = (root / PATH).read_text(encoding="utf-8")
    return [load(text, PATH).problem(("edition",), "E037", message, hint)]


def check_standing(history: History) -> list[Problem]:
    """A warning where the file of the current edition is not what it is to be.

    Whoever edits a record where nothing can be built leaves it so. It must be written
    before another edition begins, else the change would be told as one of that.
    """
    if history.text == history.standing:
        return []
    message = "this file does not tell what this edition changed; the site does"
    hint = "run recoupe build and commit content/ before you name the next edition"
    return [Problem(history.path, 0, 0, "W038", message, hint, severity="warning")]


def write_edition(root: Path, history: History) -> None:
    """Put the file of the current edition in place; without a text there is none.

    Raises: OSError, where content/ cannot be written.
    """
    folder = make_folder(root, FOLDER)
    _write(folder / ".gitattributes", _GIT_RULES)
    path = folder / f"{history.edition}.jsonl"
    if history.text:
        _write(path, history.text)
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(data)
        os.replace(part, path)  # a link is replaced, never followed


# --- one edition ---------------------------------------------------------------------


def parse_edition(text: str) -> list[dict[str, Any]]:
    """The lines of a file; one that nobody can read is passed over."""
    found = []
    for row in text.splitlines():
        try:
            line = json.loads(row)
        except (ValueError, RecursionError):
            continue
        if isinstance(line, dict) and isinstance(line.get("event"), str):
            found.append(line)
    return found


def render_edition(lines: Iterable[Mapping[str, Any]]) -> str:
    """The text of a file, one line per event, sorted."""
    rows = [json.dumps(line, ensure_ascii=False) for line in lines]
    return "".join(f"{row}\n" for row in sorted(rows))


def make_state(event: EventRecord) -> dict[str, Any]:
    """What an edition shows of an event; what has no value is left out."""
    state: dict[str, Any] = {name: getattr(event, name) for name in _FIELDS}
    if event.why:
        state["why"] = event.why
    elif event.because is not None:
        state["rule"] = event.because.rule
    state["reports"] = {report.id: _take_print(report) for report in event.reports}
    return state


def _take_print(report: Report) -> str:
    """Changes with what a page shows of a report."""
    shown = (report.article, report.source, report.via, report.quote, report.hedge)
    return hash_parts(repr(shown), repr(report.claims))[:_DIGITS]


def _compare(
    events: Iterable[EventRecord], last: Mapping[str, State]
) -> list[dict[str, Any]]:
    """A line for each event that differs from what was shown last."""
    shown = {event.id: event for event in events}
    lines: list[dict[str, Any]] = []
    free = {name for name in last if name not in shown}
    for name in sorted(shown):
        line: dict[str, Any] = {"event": name}
        before = last.get(name)
        old = next((old for old in shown[name].was if old in free), "")
        if before is None and old:  # it was given another id
            line["from"], before = old, last[old]
            free.remove(old)
        line |= _differ(before or {}, make_state(shown[name]))
        if len(line) > 1:
            lines.append(line)
    return [*lines, *({"event": name, "gone": True} for name in sorted(free))]


def _differ(old: State, new: State) -> dict[str, Any]:
    """The fields of ``new`` that are others; None for what is no longer there."""
    line = {
        name: new.get(name)
        for name in (*_FIELDS, "why", "rule")
        if new.get(name) != old.get(name)
    }
    before, after = old.get("reports") or {}, new.get("reports") or {}
    reports = {rid: mark for rid, mark in after.items() if before.get(rid) != mark}
    reports |= {rid: None for rid in before if rid not in after}
    if reports:
        line["reports"] = dict(sorted(reports.items()))
    return line


# --- all of them ---------------------------------------------------------------------


def _replay(
    edition: str,
    line: Mapping[str, Any],
    last: dict[str, State],
    steps: dict[str, list[Step]],
) -> None:
    """Do to ``last`` what a line says, and note the step."""
    name = line["event"]
    if line.get("gone"):
        last.pop(name, None)
        return
    old_name = line.get("from")
    if isinstance(old_name, str) and old_name in last:
        last[name] = last.pop(old_name)
        steps[name] = steps.pop(old_name, [])
    before = last.get(name)
    after = _apply(before or {}, line)
    last[name] = after
    step = _make_step(edition, before, after)
    if step is not None:
        steps.setdefault(name, []).append(step)


def _apply(state: State, line: Mapping[str, Any]) -> State:
    made = dict(state)
    for name in (*_FIELDS, "why", "rule"):
        if name in line:
            made[name] = line[name]
    reports = line.get("reports")
    if isinstance(reports, dict):
        joined = {**(state.get("reports") or {}), **reports}
        made["reports"] = {rid: mark for rid, mark in joined.items() if mark}
    return made


def _make_step(edition: str, before: State | None, after: State) -> Step | None:
    """What a reader is told of; None where nothing of it was shown."""
    if before is None:
        return Step(edition, is_first=True)
    why = after.get("why")
    why = why if isinstance(why, str) else ""
    changes = tuple(
        Change(name, _as_date(before.get(name)), _as_date(after.get(name)))
        for name in _FIELDS
        if before.get(name) != after.get(name)
    )
    changed = {change.field for change in changes}
    if changed & {"kind", "date", "place"}:  # the title follows them
        changes = tuple(change for change in changes if change.field != "title")
    old, new = before.get("reports") or {}, after.get("reports") or {}
    altered = sum(1 for rid in old if rid in new and old[rid] != new[rid])
    added, removed = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    if not (changes or added or removed or altered):
        return None
    rule = after.get("rule")
    told = isinstance(rule, str) and not why and "date" in changed
    told = told and after.get("date") != before.get("date")
    return Step(
        edition,
        False,
        changes,
        added,
        removed,
        altered,
        why if changes else "",
        str(rule) if told else "",
    )


def _as_date(value: object) -> Date:
    """A value of a file that anybody may have written."""
    if value is None:
        return UNKNOWN
    return [str(one) for one in value] if isinstance(value, list) else str(value)
