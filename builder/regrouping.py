"""``recoupe link`` and ``recoupe unlink``: a person says what is one event.

Comes in: a project's folder, ids of reports or events. Goes out: an ``Answer``: lines
to print, an exit status and a diff; ``same_as`` and ``not_same_as`` in records, every
other byte as it was. What follows for the events is for the next build.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from builder.deciding import Answer, decide
from builder.problems import nearest, render_problem
from builder.reconcile import (
    Bases,
    Change,
    Decided,
    Outcome,
    find_differences,
    hand_decisions,
    write_outcome,
)
from builder.records import Content
from builder.yamlio import make_edits, splice

_Key = Literal["same_as", "not_same_as"]


@dataclass(slots=True)
class _Project:
    """The records of a project, as they are and as they shall be."""

    root: Path
    content: Content
    bases: Bases
    decided: Decided
    home: Mapping[str, str]
    """Report id to the event it stands in."""
    made: dict[str, Any] = field(default_factory=dict)
    """The data of the events that change."""

    def report(self, rid: str) -> dict[str, Any]:
        """The data of a report, to be changed."""
        name = self.home[rid]
        if name not in self.made:
            self.made[name] = deepcopy(self.content.event_files[name].loaded.data)
        reports = self.made[name]["reports"]
        found: dict[str, Any] = next(r for r in reports if r["id"] == rid)
        return found


def link(root: Path, one: str, other: str) -> Answer:
    """Say that two reports tell of one event, each named by its own id or its event's.

    Of an event its first report speaks.
    """
    return _alone(root, (one, other), _link)


def unlink(root: Path, report: str) -> Answer:
    """Say that a report tells of another event than the reports beside it."""
    return _alone(root, (report,), _unlink)


def _alone(
    root: Path,
    names: Sequence[str],
    work: Callable[[_Project, Sequence[str]], Answer],
) -> Answer:
    """Find what is named, and do the work while no other run is there."""

    def look(content: Content, bases: Bases) -> Answer:
        home = {r.id: n for n, e in content.events.items() for r in e.reports}
        decided = hand_decisions(content, bases)
        project = _Project(root, content, bases, decided, home)
        reports = [_find_report(project, name) for name in names]
        lost = [one for one in reports if isinstance(one, Answer)]
        if lost:
            return lost[0]
        return work(project, [one for one in reports if isinstance(one, str)])

    return decide(root, "nothing was written", look)


def _find_report(project: _Project, name: str) -> str | Answer:
    """The id of a report, or of the first one of an event."""
    event = project.content.events.get(name)
    if event is not None and event.reports:
        return event.reports[0].id
    if name in project.home:
        return name
    if project.content.unreadable:
        path = project.content.unreadable[0].path
        return Answer((f"{path} cannot be read: run recoupe check",), 1)
    lines = [f"no report and no event is called '{name}'"]
    near = nearest(name, [*project.content.events, *project.home])
    if near:
        lines.append(f"  hint: did you mean '{near}'?")
    return Answer(tuple(lines), 2)


def _link(project: _Project, reports: Sequence[str]) -> Answer:
    one, other = reports
    if one == other:
        return Answer((f"{one} is one report: name another one beside it",), 2)
    placed = [project.decided.placed.get(rid, "") for rid in reports]
    if all(placed) and placed[0] != placed[1]:
        what = f"{one} and {other} stand in {placed[0]} and {placed[1]} by your hand"
        return Answer((what, "  hint: move one of them to the other's file"), 1)
    _add(project.report(one), "same_as", [other])
    for rid, apart in ((one, other), (other, one)):
        _take_out(project.report(rid), "not_same_as", [apart])
    return _write(project, f"{one} and {other} tell of one event")


def _unlink(project: _Project, reports: Sequence[str]) -> Answer:
    """The word is written at those that stay: a report that a person changed would stay
    too. Beside the first one, all of its own article have to say it, since what an
    article tells of one event is found before other articles are asked."""
    (one,) = reports
    name = project.home[one]
    event = project.content.events[name]
    article = {r.id: r.article for r in event.reports}
    others = [r.id for r in event.reports if r.id != one]
    if not others:
        return Answer((f"{one} is the only report of {name}",), 1)
    if project.decided.placed.get(one) == name:
        what = f"{one} stands in {name} by your hand"
        return Answer((what, "  hint: move it to another file in content/events"), 1)
    for other in others:
        if other == others[0] or article[other] == article[one]:
            _add(project.report(other), "not_same_as", [one])
        _take_out(project.report(other), "same_as", [one])
    _take_out(project.report(one), "same_as", others)
    return _write(project, f"{one} tells of another event than those of {name}")


def _add(report: dict[str, Any], key: _Key, ids: Sequence[str]) -> None:
    known = report.get(key) or []
    new = [rid for rid in ids if rid not in known]
    if new:
        report[key] = [*known, *new]


def _take_out(report: dict[str, Any], key: _Key, ids: Sequence[str]) -> None:
    known = report.get(key) or []
    kept = [rid for rid in known if rid not in ids]
    if kept:
        report[key] = kept
    elif known:
        del report[key]


def _write(project: _Project, said: str) -> Answer:
    changes = []
    for name, data in sorted(project.made.items()):
        file = project.content.event_files[name]
        text = splice(file.text, make_edits(file.loaded.data, data))
        base = project.bases.events.get(name)
        if text != file.text:
            changes.append(Change("events", name, file.path, file.text, text, base))
    if not changes:
        return Answer((f"you said so before: {said}",))
    outcome = Outcome(changes=tuple(changes))
    late = write_outcome(project.root, outcome)
    if late:
        return Answer(tuple(map(render_problem, late)), 1)
    lines = (f"written: {said}", "  hint: recoupe build puts it into effect")
    return Answer(lines, 0, "".join(find_differences([outcome])))
