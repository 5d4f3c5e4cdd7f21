"""A person gives a part of a record back to the machine: ``recoupe reset``.

Comes in: a record's kind and id, the name of a part, content as read, bases. Goes out:
``Given``: changes of bases (and of ``checked:``), or why there are none. May not know
what the machine would write, nor touch a disk.

What stands is noted as if the machine had proposed it, and what a person deleted is
forgotten to have been there. The next run then does the rest by its usual rules: it
follows its own values, takes away what it does not find, and brings back what it does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from builder.reconcile.apply import apply
from builder.reconcile.articles import edit_article, make_article_data
from builder.reconcile.base import Anchor, Base, Bases, Draft
from builder.reconcile.decide import Decision, find_lock, make_locks
from builder.reconcile.fields import (
    ARTICLE,
    EVENT,
    NEVER_PROPOSED,
    Data,
    Rules,
    field_of,
    items_of,
)
from builder.reconcile.lines import make_lines
from builder.reconcile.naming import find_parts, name_part
from builder.reconcile.outcome import Change, RecordKind, make_record_path
from builder.reconcile.survey import make_survey
from builder.records import Content


@dataclass(frozen=True, slots=True)
class Given:
    """What is given back."""

    changes: tuple[Change, ...] = ()
    names: tuple[str, ...] = ()
    """The parts, as a person names them; empty where it is a whole record."""
    why_not: str = ""
    """Why nothing can be given back, and what to do; ``""`` where something is."""


def give_back(
    kind: RecordKind, record: str, part: str, content: Content, bases: Bases
) -> Given:
    """Note a part of a record, or all of it, as the machine's.

    Raises: SpliceRefused, where ``checked:`` cannot be edited.
    """
    if kind == "articles":
        return _give_article(record, part, content, bases)
    return _give_event(record, part, content, bases)


@dataclass(frozen=True, slots=True)
class _Side:
    """One record on the way back."""

    kind: RecordKind
    record: str
    rules: Rules
    data: Data
    base: Base
    path: str
    text: str
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    """Path of each report that the machine has found somewhere."""


def _give_article(record: str, part: str, content: Content, bases: Bases) -> Given:
    base = bases.articles.get(record)
    if record not in content.articles:
        return _forget("articles", record, part, content)
    if base is None:
        return _written_by_hand(record, part)
    article, file = content.articles[record], content.article_files[record]
    data = make_article_data(article.record, article.body)
    side = _Side("articles", record, ARTICLE, data, base, file.path, file.text)
    return _give(side, part)


def _give_event(record: str, part: str, content: Content, bases: Bases) -> Given:
    survey = make_survey(content, bases)
    if record not in survey.data:
        return _forget_event(record, part, content, bases)
    data, base = survey.data[record], survey.bases.get(record)
    known = _find_anchors(bases)
    ids = [field_of(report, "id") for report in items_of(data, "reports")]
    anchors = {f"reports/{rid}": known[rid] for rid in ids if rid in known}
    if base is None:
        if part or not ids or len(anchors) < len(ids):
            return _written_by_hand(record, part)
        base = Base()
    file = content.event_files[record]
    side = _Side("events", record, EVENT, data, base, file.path, file.text, anchors)
    given = _give(side, part)
    if given.why_not:
        return given
    freed = _find_freed(side, part)
    others = _forget_elsewhere(freed, record, content, bases)
    return Given((*given.changes, *others), given.names)


def _find_anchors(bases: Bases) -> dict[str, Anchor]:
    """Where the machine found each report that it ever found."""
    return {
        rid: places[0]
        for name in sorted(bases.events, reverse=True)
        for rid, places in bases.events[name].reports().items()
        if places
    }


def _give(side: _Side, part: str) -> Given:
    lines = {
        path: (digest, anchor)
        for path, digest, anchor in make_lines(side.rules, side.data, side.anchors)
    }
    paths = sorted({*lines, *side.base.hashes, *side.rules})
    chosen = find_parts(part, paths) if part else _find_all(side, paths)
    why_not = _why_not(side, part, paths, chosen)
    if why_not:
        return Given(why_not=why_not)
    draft = Draft(side.base)
    for path in chosen:
        if path in lines:
            digest, anchor = lines[path]
            known = side.base.anchors.get(path)
            draft.move(path, digest, known[0] if known else anchor)
        else:
            draft.forget([path])
    decisions = _unlock(side, chosen, part)
    if side.kind == "events":
        text = apply(side.text, side.rules, decisions)
    else:
        text = edit_article(side.text, side.path, decisions)
    change = Change(side.kind, side.record, side.path, side.text, text, draft.done())
    tops = [p for p in chosen if not any(p.startswith(f"{q}/") for q in chosen)]
    names = tuple(map(name_part, tops)) if part else ()
    return Given((change,), names)


def _find_all(side: _Side, paths: Sequence[str]) -> list[str]:
    """All that the machine may propose; a report it never found is a person's."""
    return [
        path
        for path in paths
        if path.rpartition("/")[2] not in NEVER_PROPOSED
        and (not _is_of_report(path) or _was_found(side, path))
    ]


def _is_of_report(path: str) -> bool:
    return path.startswith("reports/")


def _was_found(side: _Side, path: str) -> bool:
    """Whether the machine ever found the report that a path belongs to."""
    report = "/".join(path.split("/")[:2])
    return report in side.anchors or report in side.base.hashes


def _why_not(
    side: _Side, part: str, paths: Sequence[str], chosen: Sequence[str]
) -> str:
    """Why a part cannot be given back, or ``""``."""
    if not chosen:
        known = [name_part(path) for path in paths if path.count("/") < 2]
        return f"{side.record} has no '{part}'; its parts: {', '.join(known)}"
    if not part:
        return ""
    if side.data.get("status") == "checked":
        return (
            f"all of {side.record} is checked: write 'status: machine' in "
            f"{side.path}, or give all of it back with recoupe reset {side.record}"
        )
    for path in chosen:
        for lock in make_locks(side.data):
            if path != lock and path.startswith(f"{lock}/") and lock not in chosen:
                return (
                    f"'{name_part(lock)}' is checked as a whole: take it out of "
                    f"'checked' in {side.path}, or give all of it back"
                )
        if _is_of_report(path) and not _was_found(side, path):
            return (
                f"the machine never found the report {path.split('/')[1]}: "
                "there is nothing to give back; delete its lines if it is not wanted"
            )
    return ""


def _unlock(side: _Side, chosen: Sequence[str], part: str) -> list[Decision]:
    """Take what is given back out of ``checked:``; all of it with a whole record."""
    entries = list(items_of(side.data, "checked"))
    kept = [e for e in entries if part and find_lock(e, side.data) not in chosen]
    found = []
    if len(kept) < len(entries):
        found.append(Decision(side.record, "checked", "take-machine", "reset", kept))
    if not part and side.data.get("status") == "checked":
        found.append(Decision(side.record, "status", "take-machine", "reset"))
    return found


def _find_freed(side: _Side, part: str) -> set[str]:
    """The reports that are given back as a whole, wherever they stood before."""
    return {
        path
        for path in {*side.anchors, *side.base.hashes}
        if _is_of_report(path)
        and path.count("/") == 1
        and (not part or find_parts(part, [path]))
    }


def _forget_elsewhere(
    reports: Collection[str], record: str, content: Content, bases: Bases
) -> list[Change]:
    """Let other records forget that a person took these reports out of them."""
    changes = []
    for name, base in bases.events.items():
        gone = set(reports) & base.hashes.keys()
        event = content.events.get(name)
        if event is not None:
            gone -= {f"reports/{report.id}" for report in event.reports}
        if name == record or not gone:
            continue
        draft = Draft(base)
        draft.forget(gone)
        file = content.event_files.get(name)
        path = file.path if file else _find_free("events", name, content)
        text = file.text if file else None
        changes.append(Change("events", name, path, text, text, draft.done()))
    return changes


def _forget_event(record: str, part: str, content: Content, bases: Bases) -> Given:
    given = _forget("events", record, part, content)
    if given.why_not:
        return given
    reports = [f"reports/{rid}" for rid in bases.events[record].reports()]
    others = _forget_elsewhere(reports, record, content, bases)
    return Given((*given.changes, *others))


def _forget(kind: RecordKind, record: str, part: str, content: Content) -> Given:
    """A record that a person deleted: its base goes, and it may be made again."""
    if part:
        return Given(
            why_not=f"{record} was deleted by hand, so that it has no parts: "
            f"recoupe reset {record} lets it be made again"
        )
    path = _find_free(kind, record, content)
    return Given((Change(kind, record, path, None, None, None),))


def _find_free(kind: RecordKind, record: str, content: Content) -> str:
    """A path at which no record stands."""
    paths = [file.path for file in content.unreadable]
    paths += [file.path for file in content.event_files.values()]
    paths += [file.path for file in content.article_files.values()]
    return make_record_path(kind, record, frozenset(path.lower() for path in paths))


def _written_by_hand(record: str, part: str) -> Given:
    name = f"{record}.{part}" if part else record
    return Given(
        why_not=f"{record} was written by a person: the machine has no part in it to "
        f"take back; recoupe accept {name} takes what it proposes, if it does"
    )
