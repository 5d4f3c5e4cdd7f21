"""``recoupe accept`` and ``recoupe reset``: parts of records change hands.

Comes in: a project's folder, what a person named. Goes out: an ``Answer``: lines to
print and an exit status; records and bases on disk, each pair safe against a kill. It
knows the order of things; what is taken or given is decided in ``reconcile``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder.deciding import Answer, decide
from builder.pipeline import State, update_content
from builder.problems import nearest, render_problem
from builder.reconcile import (
    Bases,
    Change,
    Outcome,
    RecordKind,
    Taken,
    cut_reports,
    find_differences,
    find_renamed,
    give_back,
    make_survey,
    name_takeable,
    render_difference,
    split_name,
    take_proposals,
    write_outcome,
)
from builder.records import Content


def accept(root: Path, what: str) -> Answer:
    """Take what the machine proposes for ``RECORD`` or ``RECORD.part``.

    From then on it is a person's. Nothing else changes.
    """
    return _alone(root, what, _accept)


def reset(root: Path, what: str) -> Answer:
    """Give ``RECORD`` or ``RECORD.part`` back to the machine, and let it write there.

    All of content/ is brought up to date by it, as a build does.
    """
    return _alone(root, what, _reset)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a person named."""

    root: Path
    kind: RecordKind
    record: str
    part: str
    content: Content
    bases: Bases

    @property
    def name(self) -> str:
        return f"{self.record}.{self.part}" if self.part else self.record


def _alone(root: Path, what: str, work: Callable[[_Place], Answer]) -> Answer:
    """Find what is named, and do the work while no other run is there."""

    def look(content: Content, bases: Bases) -> Answer:
        place = _find(root, what, content, bases)
        return place if isinstance(place, Answer) else work(place)

    return decide(root, f"{what} was left as it was", look)


def _find(root: Path, what: str, content: Content, bases: Bases) -> _Place | Answer:
    for file in content.unreadable:
        if any(split_name(what, [name]) for name in file.ids):
            return Answer((f"{file.path} cannot be read: run recoupe check",), 1)
    tables: dict[RecordKind, set[str]] = {
        "events": {*content.events, *bases.events},
        "articles": {*content.articles, *bases.articles},
    }
    present = content.events.keys() | content.articles.keys()
    dark = [file.path for file in content.unreadable if not file.ids]
    for kind, names in tables.items():
        split = split_name(what, names)
        if split is not None and split[0] not in present and dark:
            # It may stand in there: to take it for deleted would lose whose it is.
            return Answer((f"{dark[0]} cannot be read: run recoupe check",), 1)
        if split is not None and split[0] not in present:
            renamed = _find_new_names(split[0], content, bases)
            if renamed:
                now = " and ".join(renamed)
                return Answer((f"{split[0]} is called {now} now",), 2)
        if split is not None:
            return _Place(root, kind, *split, content, bases)
    lines = [f"no record is called '{what}'"]
    near = nearest(what, tables["events"] | tables["articles"])
    if near:
        lines.append(f"  hint: did you mean '{near}'?")
    return Answer(tuple(lines), 2)


def _find_new_names(old: str, content: Content, bases: Bases) -> list[str]:
    """The records that a person gave this id's place, sorted."""
    events = [name for name, event in content.events.items() if old in event.was]
    article = find_renamed(content, bases).get(old)
    return sorted(events) if events or article is None else [article]


def _accept(place: _Place) -> Answer:
    record, content = place.record, place.content
    files = content.event_files
    own = make_survey(content, place.bases).bases
    base = own.get(record)
    if place.kind == "articles":
        files, base = content.article_files, place.bases.articles.get(record)
    if record not in files:
        what = f"{record} was deleted by hand"
        return Answer(
            (what, f"  hint: recoupe reset {record} lets it be made again"), 1
        )
    state = update_content(place.root, write=False)
    outcome = state.outcomes[place.kind == "events"]
    file = files[record]
    taken = take_proposals(
        place.kind, record, place.part, file, base, outcome.decisions
    )
    if taken is None:
        return _nothing_to_take(place, state, outcome)
    cuts = cut_reports(taken.reports, record, content, own)
    changes = (taken.change, *cuts)
    late = write_outcome(place.root, Outcome(changes=changes))
    if late:
        return Answer(tuple(map(render_problem, late)), 1)
    return _say_taken(place, taken, changes)


def _say_taken(place: _Place, taken: Taken, changes: tuple[Change, ...]) -> Answer:
    names = ", ".join(taken.names)
    back = place.name if place.part else f"{place.record}.{taken.names[0]}"
    lines = (
        f"accepted: {names}; this is yours now and stays as it is",
        f"  hint: recoupe build publishes it; recoupe reset {back} gives it back",
    )
    return Answer(lines, 0, "".join(find_differences([Outcome(changes=changes)])))


def _nothing_to_take(place: _Place, state: State, outcome: Outcome) -> Answer:
    if state.refused is None:
        errors = [p for p in state.problems if p.severity == "error"]
        what = "nothing can be proposed while there are errors above all records"
        return Answer((*map(render_problem, errors), what), 1)
    names = name_takeable(place.record, outcome.decisions)
    lines = [f"nothing else is proposed for {place.name}"]
    if names:
        lines.append("  hint: something else is proposed for " + ", ".join(names))
    return Answer(tuple(lines), 1)


def _reset(place: _Place) -> Answer:
    files = place.content.event_files
    if place.kind == "articles":
        files = place.content.article_files
    before = files.get(place.record)
    given = give_back(place.kind, place.record, place.part, place.content, place.bases)
    if given.why_not:
        return Answer((given.why_not,), 1)
    late = write_outcome(place.root, Outcome(changes=given.changes))
    if late:
        return Answer(tuple(map(render_problem, late)), 1)
    state = update_content(place.root)
    files = state.content.event_files
    if place.kind == "articles":
        files = state.content.article_files
    after = files.get(place.record)
    file = after or before
    made = ""
    if file is not None:
        old, new = (side.text if side else "" for side in (before, after))
        made = render_difference(file.path, old, new)
    errors = [p for p in state.problems if p.severity == "error"]
    lines = [*map(render_problem, errors), _say_given(place, given.names)]
    return Answer(tuple(lines), 1 if errors else 0, made)


def _say_given(place: _Place, names: tuple[str, ...]) -> str:
    what = ", ".join(names) if names else place.record
    return f"given back: {what}; it follows the articles from now on"
