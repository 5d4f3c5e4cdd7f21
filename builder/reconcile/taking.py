"""A person takes what the machine proposed: ``recoupe accept``.

Comes in: a record as it stands, the decisions about it, the name of a part. Goes out: a
``Change``, or why there is none. May not know how a proposal came about, nor touch a
disk.

What is taken stays as it is from then on, like anything a person wrote: the base does
not move to it, but says that a hand put it there, whatever it reads like. Any other
proposal is news again. ``recoupe reset`` gives it back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from builder.reconcile.apply import apply
from builder.reconcile.articles import edit_article
from builder.reconcile.base import HAND, Base, Draft
from builder.reconcile.decide import Decision
from builder.reconcile.fields import ARTICLE, EVENT, NEVER_PROPOSED, is_item
from builder.reconcile.naming import find_parts, name_part
from builder.reconcile.outcome import Change, RecordKind
from builder.records import Content, RecordFile

_KEPT_OUT: Final = frozenset({"refused", "keep-theirs", "withhold"})
_OUT_OF_REACH: Final = frozenset(
    {"held", "emptied", "proposed-twice", "stands-elsewhere", "stands-twice"}
)
"""Reasons that lie in other records: nothing in this one can be taken."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a person takes from the machine."""

    change: Change
    names: tuple[str, ...]
    """The parts of the record, as a person names them."""
    reports: tuple[str, ...] = ()
    """The reports that come in; where they stood before, they are to go."""


def take_proposals(
    kind: RecordKind,
    record: str,
    part: str,
    file: RecordFile,
    base: Base | None,
    decisions: Iterable[Decision],
) -> Taken | None:
    """Carry out what was kept out of a part of a record, or of all of it.

    Of all of it: what was refused, as it was told. Of a part: whatever the machine
    proposes there. None where that is nothing.

    Raises: SpliceRefused.
    """
    out = [d for d in decisions if d.record == record and _can_be_taken(d)]
    chosen = _choose(out, part)
    if not chosen:
        return None
    rules = EVENT if kind == "events" else ARTICLE
    edits = [_carry_out(decision, kind) for decision in chosen]
    marked = [decision for decision in edits if not _leader_of(decision)]
    if kind == "events":
        text = apply(file.text, rules, edits)
    else:
        text = edit_article(file.text, file.path, edits)
    made = None if base is None else _mark_taken(base, marked)
    change = Change(kind, record, file.path, file.text, text, made)
    paths = [decision.path for decision in chosen]
    names = tuple(name_part(path, paths) for path in paths)
    new = [edit.path.split("/") for edit in edits if edit.action == "insert"]
    return Taken(change, names, tuple(at[1] for at in new if at[:-1] == ["reports"]))


def cut_reports(
    reports: Collection[str], record: str, content: Content, bases: Mapping[str, Base]
) -> list[Change]:
    """Take reports out of every event but one.

    Raises: SpliceRefused, where a comment would go with one.
    """
    changes = []
    for name, event in content.events.items():
        here = [report.id for report in event.reports if report.id in reports]
        if name == record or not here:
            continue
        paths = [f"reports/{rid}" for rid in here]
        edits = [Decision(name, path, "remove", "taken-elsewhere") for path in paths]
        file = content.event_files[name]
        text = apply(file.text, EVENT, edits)
        base = bases.get(name)
        made = None if base is None else _mark_taken(base, edits)
        changes.append(Change("events", name, file.path, file.text, text, made))
    return changes


def name_takeable(record: str, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """The parts of a record of which something can be taken by itself."""
    out = [d for d in decisions if d.record == record and _can_be_taken(d)]
    paths = [decision.path for decision in out]
    alone = [d.path for d in out if _leader_of(d) not in paths]
    return tuple(dict.fromkeys(name_part(path, paths) for path in alone))


def _can_be_taken(decision: Decision) -> bool:
    return (
        decision.action in _KEPT_OUT
        and bool(decision.path)
        and decision.path.rpartition("/")[2] not in NEVER_PROPOSED
        and decision.reason not in _OUT_OF_REACH
    )


def _leader_of(decision: Decision) -> str:
    """The path of the field that a decision goes with, or ``""``."""
    _, goes, leader = decision.reason.rpartition("goes-with-")
    return leader if goes else ""


def _choose(decisions: Sequence[Decision], part: str) -> list[Decision]:
    """Those that are meant. What goes with another field is taken with it alone.

    Unless there is nothing to take of that one: both sides agree on it.
    """
    paths = {decision.path for decision in decisions}
    if part:
        meant = set(find_parts(part, paths))
    else:
        meant = {d.path for d in decisions if d.action == "refused"}
    return [
        decision
        for decision in decisions
        if (leader := _leader_of(decision)) in meant
        or (decision.path in meant and leader not in paths)
    ]


def _carry_out(decision: Decision, kind: RecordKind) -> Decision:
    """The decision that does what this one did not."""
    rules = EVENT if kind == "events" else ARTICLE
    if not is_item(rules, decision.path):
        return replace(decision, action="take-machine")
    if decision.value is None:
        return replace(decision, action="remove")
    if decision.standing is None:
        return replace(decision, action="insert")
    return replace(decision, action="take-machine")


def _is_report(path: str) -> bool:
    """Whether a path is that of a report: its fields have lines of their own."""
    return path.startswith("reports/") and path.count("/") == 1


def _mark_taken(base: Base, decisions: Iterable[Decision]) -> Base:
    """The base, where what was taken is no value of the machine's."""
    draft = Draft(base)
    for decision in decisions:
        if decision.action == "take-machine" and not _is_report(decision.path):
            draft.move(decision.path, HAND)
        else:
            draft.mark_gone(decision.path)
    return draft.done()
