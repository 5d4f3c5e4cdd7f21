"""A look over all events before any is merged: who placed, rejected or holds what.

Comes in: content as read, bases. Goes out: a ``Survey``, which both the linker's side
(``identity``) and the merge (``events``) rest on. May not know what is proposed now.

A report is looked for everywhere, not in its own record alone: deleted means that it
stands nowhere and no file that cannot be read may hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from builder.reconcile.base import Anchor, Base, Bases
from builder.reconcile.comments import find_commented, find_comments
from builder.reconcile.decide import Ground, find_holds, make_locks
from builder.reconcile.fields import EVENT, Data, field_of, items_of, make_data
from builder.records import Content

_REPORT_ID: Final = re.compile(r"\br-[0-9a-f]{6,}\b")


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a raw look finds in the files that cannot be read."""

    ids: frozenset[str]
    reports: frozenset[str]
    nameless: bool
    """Some file does not even show an id: it may be any record."""

    def find_doubled(self, names: Iterable[str]) -> frozenset[str]:
        """Those of some records that show in another file too, which cannot be read.

        Which of the two is the record, and which a copy, a person must say.
        """
        shown = {name.casefold() for name in self.ids}
        return frozenset(name for name in names if name.casefold() in shown)


@dataclass(frozen=True, slots=True)
class Survey:
    """What stands where, and by whose hand."""

    data: Mapping[str, Data]
    """Readable events as plain data."""
    bases: Mapping[str, Base]
    """Of readable events; a renamed record has that of its old id."""
    inherited: Mapping[str, str]
    """A renamed record and its old id, until its base has the new one."""
    merged: frozenset[str]
    """Old ids of other records whose bases do not say so yet."""
    grounds: Mapping[str, Ground]
    commented: frozenset[str]
    """Events with a comment anywhere."""
    live: Mapping[str, tuple[str, ...]]
    """Report id to the events it stands in."""
    pinned: Mapping[str, str]
    """Report id to the reason why it stays where it stands."""
    rejected: Mapping[str, tuple[Anchor, ...]]
    """Reports that were deleted by hand, and where they were found."""
    held: Mapping[str, tuple[Anchor, ...]]
    """Reports that may stand in a file that cannot be read."""
    frozen: frozenset[str]
    """Events that stay as they are: they tell of an article that cannot be read, or
    stand in two files."""
    held_events: frozenset[str]
    rejected_events: frozenset[str]
    taken: frozenset[str]
    """Ids no new event may have."""
    nameless: bool
    """Some file does not even show an id: any record that is not there may be in it."""


def make_survey(
    content: Content, bases: Bases, frozen: frozenset[str] = frozenset()
) -> Survey:
    """Survey all events; ``frozen`` are events that must stay as they are."""
    hidden = scan_unreadable(content, "event")
    data = {name: make_data(content.events[name]) for name in sorted(content.events)}
    live: dict[str, tuple[str, ...]] = {}
    for name, event in data.items():
        for report in items_of(event, "reports"):
            rid = field_of(report, "id")
            live[rid] = (*live.get(rid, ()), name)
    heirs = _find_heirs(data)
    inherited = _find_inherited(data, heirs, bases.events)
    own = {
        name: bases.events[inherited.get(name, name)]
        for name in data
        if inherited.get(name, name) in bases.events
    }
    old_ids = set(heirs)
    gone = set(bases.events) - set(data) - old_ids
    held_events = {name for name in gone if name in hidden.ids or hidden.nameless}
    grounds, commented = _make_grounds(content, data, own)
    rejected: dict[str, tuple[Anchor, ...]] = {}
    held: dict[str, tuple[Anchor, ...]] = dict.fromkeys(
        sorted(hidden.reports - live.keys()), ()
    )
    for name in sorted(bases.events):
        for rid, anchors in bases.events[name].reports().items():
            if rid in live:
                continue
            table = held if name in held_events or rid in held else rejected
            table[rid] = tuple(sorted({*table.get(rid, ()), *anchors}))
    frozen |= _find_dark(content, data, own) | hidden.find_doubled(data)
    pinned = dict.fromkeys(sorted(hidden.reports & live.keys()), "held")
    pinned |= _find_pinned(content, data, own, grounds, live, frozen)
    return Survey(
        data=data,
        bases=own,
        inherited=inherited,
        merged=frozenset(
            old
            for old, names in heirs.items()
            if old in bases.events and old not in data and not bases.events[old].moved
            if not inherited.keys() & names and not frozen & {*names}
        ),
        grounds=grounds,
        commented=commented,
        live=live,
        pinned=pinned,
        rejected={rid: a for rid, a in rejected.items() if rid not in held},
        held=held,
        frozen=frozen,
        held_events=frozenset(held_events | hidden.ids),
        rejected_events=frozenset(gone - held_events),
        nameless=hidden.nameless,
        taken=frozenset(set(data) | set(bases.events) | hidden.ids | old_ids),
    )


def scan_unreadable(content: Content, kind: str) -> Hidden:
    """Ids and report ids that show in the raw text of files that cannot be read."""
    ids: set[str] = set()
    reports: set[str] = set()
    nameless = False
    for file in content.unreadable:
        if file.kind != kind:
            continue
        names = [name for name in file.ids if not _REPORT_ID.fullmatch(name)]
        ids.update(names)
        nameless = nameless or not names
        reports.update(_REPORT_ID.findall(file.text))
    return Hidden(frozenset(ids), frozenset(reports), nameless)


def _find_heirs(data: Mapping[str, Data]) -> dict[str, list[str]]:
    """Old ids, and the records that name them in ``was``."""
    heirs: dict[str, list[str]] = {}
    for name, event in data.items():
        for old in items_of(event, "was"):
            heirs.setdefault(str(old), []).append(name)
    return heirs


def _find_inherited(
    data: Mapping[str, Data],
    heirs: Mapping[str, list[str]],
    bases: Mapping[str, Base],
) -> dict[str, str]:
    """Each record that was given a new id since the last run, and its old one.

    That holds for a plain change of id alone. Where two records name the same old id
    (one was split), one names several or holds a report that was not found in the old
    one (they were merged), a person has done more than rename, and the record is
    theirs.
    """
    found = {}
    for name, event in data.items():
        olds = {str(old) for old in items_of(event, "was")} & bases.keys() - data.keys()
        olds = {old for old in olds if not bases[old].moved}
        if name in bases or len(olds) != 1:
            continue
        (old,) = olds
        told = [field_of(report, "id") for report in items_of(event, "reports")]
        alone = heirs[old] == [name]
        if alone and all(bases[old].proposed(f"reports/{rid}") for rid in told):
            found[name] = old
    return found


def _make_grounds(
    content: Content, data: Mapping[str, Data], bases: Mapping[str, Base]
) -> tuple[dict[str, Ground], frozenset[str]]:
    grounds = {}
    commented = set()
    for name in bases:
        if name not in data:
            continue
        text = content.event_files[name].text.removeprefix("\ufeff")
        paths: frozenset[str] = frozenset()
        if find_comments(text):
            commented.add(name)
            paths = find_commented(text, EVENT)
        grounds[name] = Ground(make_locks(data[name]), paths)
    return grounds, frozenset(commented)


def _find_pinned(
    content: Content,
    data: Mapping[str, Data],
    bases: Mapping[str, Base],
    grounds: Mapping[str, Ground],
    live: Mapping[str, tuple[str, ...]],
    frozen: frozenset[str],
) -> dict[str, str]:
    """Why a report stays where it stands: a hand is on it, or its record is frozen."""
    pinned: dict[str, str] = {}
    for name, event in data.items():
        base = bases.get(name)
        holds = find_holds("reports", EVENT, event, base, grounds[name]) if base else {}
        for report in items_of(event, "reports"):
            rid = field_of(report, "id")
            if _is_copied(rid, live[rid], bases):
                pinned[rid] = "stands-twice"
            elif base is None:
                pinned[rid] = "no-base"
            elif rid in holds:
                pinned[rid] = holds[rid]
            elif name in frozen:
                pinned[rid] = "held"
    return pinned


def _find_dark(
    content: Content, data: Mapping[str, Data], bases: Mapping[str, Base]
) -> frozenset[str]:
    """Events of the machine that tell of an article that cannot be read.

    What the machine makes of the other articles alone would come and go with it.
    """
    if not any(file.kind == "article" for file in content.unreadable):
        return frozenset()
    return frozenset(
        name
        for name in bases
        for report in items_of(data.get(name, {}), "reports")
        if field_of(report, "article") not in content.articles
    )


def _is_copied(rid: str, names: tuple[str, ...], bases: Mapping[str, Base]) -> bool:
    """Whether a report stands in several records, in one of them by a person's hand.

    Where the machine put it into each of them, a run was killed while it moved it.
    """
    path = f"reports/{rid}"
    return len(names) > 1 and not all(
        name in bases and path in bases[name].hashes for name in names
    )
