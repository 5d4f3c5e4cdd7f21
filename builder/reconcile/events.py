"""All events at once: what the machine proposes against what stands.

Comes in: proposals, content as read, bases. Goes out: an ``Outcome``. A pure function
of these; it touches no disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.problems import Problem
from builder.reconcile.apply import apply
from builder.reconcile.base import Anchor, Base, Bases, Draft
from builder.reconcile.decide import (
    EDITS,
    Decision,
    Ground,
    decide,
    find_touched,
)
from builder.reconcile.fields import EVENT, Data, field_of, items_of, make_data
from builder.reconcile.lines import make_base
from builder.reconcile.outcome import (
    Change,
    EventProposal,
    Outcome,
    make_record_path,
)
from builder.reconcile.refusal import make_refusal
from builder.reconcile.survey import Survey, make_survey
from builder.records import Content, render_event
from builder.yamlio import SpliceRefused


def reconcile_events(
    proposals: Iterable[EventProposal], content: Content, bases: Bases
) -> Outcome:
    """Merge every event; linear in the corpus.

    A record that cannot be edited safely becomes a Problem and is left as it is; then
    all is decided once more with its reports held, so that none of them moves away
    into another record while it still stands in this one.
    """
    wanted = sorted(proposals, key=lambda proposal: proposal.record.id)
    refused: dict[str, Problem] = {}
    while True:
        survey = make_survey(content, bases, frozenset(refused))
        outcome, failed = _Round(wanted, content, bases, survey, refused).run()
        if not failed:
            return outcome
        refused.update(failed)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One proposal as plain data."""

    data: Data
    anchors: Mapping[str, Anchor]
    """By path."""
    proposal: EventProposal


class _Round:
    """One pass over all events with a given set of records that must stay."""

    def __init__(
        self,
        proposals: Sequence[EventProposal],
        content: Content,
        bases: Bases,
        survey: Survey,
        refused: Mapping[str, Problem],
    ) -> None:
        self.content = content
        self.bases = bases
        self.survey = survey
        self.refused = refused
        self.failed: dict[str, Problem] = {}
        self.decisions: list[Decision] = []
        self.changes: list[Change] = []
        paths = [file.path for file in content.event_files.values()]
        paths += [file.path for file in content.unreadable]
        self.used = {path.lower() for path in paths}
        self.wanted: dict[str, _Wanted] = {}
        self.home: dict[str, str] = {}
        for proposal in proposals:
            self.want(proposal)
        self.unwelcome = {
            rid
            for rid, home in self.home.items()
            if rid in survey.live and not self.takes(home, rid)
        }
        """Reports proposed for a record that does not take them: they stay."""

    def want(self, proposal: EventProposal) -> None:
        name = proposal.record.id
        for report in proposal.record.reports:
            self.home.setdefault(report.id, name)
        anchors = {f"reports/{rid}": a for rid, a in proposal.anchors.items()}
        self.wanted[name] = _Wanted(make_data(proposal.record), anchors, proposal)

    def takes(self, name: str, rid: str) -> bool:
        """Whether a report may come into the record it is proposed for."""
        survey = self.survey
        if name not in survey.data:
            return name not in survey.taken
        if name in self.refused or name in survey.frozen or name not in survey.grounds:
            return False
        return not survey.grounds[name].locked(f"reports/{rid}")

    def run(self) -> tuple[Outcome, dict[str, Problem]]:
        created = {
            name: kept
            for name in self.wanted
            if name not in self.survey.data and (kept := self.admit(name))
        }
        deleted = {name for name in self.survey.data if self.is_withdrawn(name)}
        alive = (set(self.survey.data) - deleted) | set(created)
        alive |= self.survey.held_events
        for name in sorted({*created, *self.survey.data}):
            if name in created:
                self.create(name, created[name], alive)
            elif name in deleted:
                self.delete(name)
            else:
                self.merge(name, alive)
        self.close_bases()
        problems = tuple(self.refused[name] for name in sorted(self.refused))
        outcome = Outcome(tuple(self.decisions), tuple(self.changes), problems)
        return outcome, self.failed

    def say(self, *words: object) -> None:
        self.decisions.append(Decision(*words))  # type: ignore[arg-type]

    # --- events that are not there --------------------------------------------------

    def admit(self, name: str) -> tuple[str, ...]:
        """The reports with which an event is created; none where it is not."""
        survey, wanted = self.survey, self.wanted[name]
        why = ""
        if name in survey.held_events:
            why = "held"
        elif name in survey.rejected_events:
            why = "deleted-by-hand"
        elif name in survey.taken:
            why = "id-was-used"
        if why:
            self.say(name, "", "withhold", why)
            return ()
        kept = []
        for report in items_of(wanted.data, "reports"):
            rid = field_of(report, "id")
            barred = self.bar(name, rid)
            if barred:
                self.say(name, f"reports/{rid}", "withhold", barred, report)
            else:
                kept.append(rid)
        if not kept:
            self.say(name, "", "withhold", "nothing-left")
        return tuple(kept)

    def create(self, name: str, kept: Sequence[str], alive: set[str]) -> None:
        wanted = self.wanted[name]
        record = wanted.proposal.record
        record = replace(
            record,
            reports=[report for report in record.reports if report.id in kept],
            relations=[r for r in record.relations if (r.after or r.before) in alive],
            maybe_same_as=[other for other in record.maybe_same_as if other in alive],
        )
        path = make_record_path("events", name, frozenset(self.used))
        self.used.add(path.lower())
        base = make_base(EVENT, make_data(record), wanted.anchors)
        self.say(name, "", "create", "proposed", make_data(record))
        text = render_event(record)
        self.changes.append(Change("events", name, path, None, text, base))

    def bar(self, name: str, rid: str) -> str:
        """The reason why a report may not come into a record, or ``""``."""
        survey = self.survey
        if self.home.get(rid) != name:
            return "proposed-twice"
        if rid in survey.held:
            return "held"
        if rid in survey.rejected:
            return "deleted-by-hand"
        if rid in survey.pinned and name not in survey.live[rid]:
            return "stands-elsewhere"
        return ""

    # --- events that stand ------------------------------------------------------------

    def is_withdrawn(self, name: str) -> bool:
        """Whether a record goes: nothing is proposed for it and no hand was on it.

        A report deleted by hand does not keep its record; its line in the base stays.
        While some file shows no id none goes: what stays of it in the base would read
        as a record that may stand there.
        """
        survey = self.survey
        if name in self.wanted or name in self.refused or name in survey.frozen:
            return False
        if name in survey.commented or survey.nameless:
            return False
        base = survey.bases.get(name)
        data = survey.data[name]
        if base is None or items_of(data, "was"):
            return False
        here = [field_of(report, "id") for report in items_of(data, "reports")]
        if any(rid in survey.pinned or rid in self.unwelcome for rid in here):
            return False
        draft = Draft(base)
        draft.forget(f"reports/{rid}" for rid in base.reports() if rid not in here)
        return not find_touched(EVENT, data, draft.done(), survey.grounds[name])

    def delete(self, name: str) -> None:
        base = self.survey.bases[name]
        here = {field_of(r, "id") for r in items_of(self.survey.data[name], "reports")}
        gone = [f"reports/{rid}" for rid in base.reports() if rid not in here]
        draft = Draft(base)
        draft.keep_only(gone)
        file = self.content.event_files[name]
        self.say(name, "", "delete-record", "not-proposed")
        rest = draft.done() if gone else None
        self.changes.append(Change("events", name, file.path, file.text, None, rest))

    def merge(self, name: str, alive: set[str]) -> None:
        wanted = self.wanted.get(name)
        base = self.survey.bases.get(name)
        if base is None or name in self.refused or name in self.survey.frozen:
            why = "no-base" if base is None else "held"
            self.leave(name, wanted, why)
            return
        proposed = _only(wanted.data, alive) if wanted else None
        ground = self.ground(name, wanted)
        current = self.survey.data[name]
        decisions, new_base = decide(name, EVENT, current, proposed, base, ground)
        self.decisions += decisions
        self.warn_if_emptied(name, decisions)
        file = self.content.event_files[name]
        text = file.text
        if any(decision.action in EDITS for decision in decisions):
            try:
                text = apply(text, EVENT, decisions)
            except SpliceRefused as error:
                self.failed[name] = make_refusal(file, decisions, error)
                return
        if text != file.text or new_base != self.bases.events.get(name):
            change = Change("events", name, file.path, file.text, text, new_base)
            self.changes.append(change)

    def close_bases(self) -> None:
        """Say in the base of an old id that another record has it, once that is so.

        What a renamed record has inherited would otherwise be read a second time, by
        whichever record names the id next.
        """
        written = {change.record for change in self.changes}
        olds = dict.fromkeys(self.survey.merged, False)
        for name, old in self.survey.inherited.items():
            if name in written:
                olds[old] = True
        for old, inherited in sorted(olds.items()):
            draft = Draft(Base() if inherited else self.bases.events[old])
            draft.mark_moved()
            path = make_record_path("events", old, frozenset(self.used))
            self.changes.append(Change("events", old, path, None, None, draft.done()))

    def ground(self, name: str, wanted: _Wanted | None) -> Ground:
        survey = self.survey
        here = items_of(survey.data[name], "reports")
        standing = {field_of(report, "id") for report in here}
        proposed = items_of(wanted.data, "reports") if wanted else ()
        barred = {}
        for report in proposed:
            rid = field_of(report, "id")
            why = "" if rid in standing else self.bar(name, rid)
            if why:
                barred[f"reports/{rid}"] = why
        unwelcome = dict.fromkeys(self.unwelcome & standing, "not-taken-elsewhere")
        pinned = {
            f"reports/{rid}": why
            for rid, why in {**unwelcome, **survey.pinned}.items()
            if rid in standing
        }
        anchors = wanted.anchors if wanted else {}
        return replace(
            survey.grounds[name], pinned=pinned, barred=barred, anchors=anchors
        )

    def leave(self, name: str, wanted: _Wanted | None, why: str) -> None:
        """A record nothing is written into; say which reports it does not get."""
        if wanted is None:
            return
        self.say(name, "", "keep-theirs", why)
        here = items_of(self.survey.data[name], "reports")
        standing = {field_of(report, "id") for report in here}
        for report in items_of(wanted.data, "reports"):
            rid = field_of(report, "id")
            if rid not in standing:
                path, end = f"reports/{rid}", len(here)
                self.say(name, path, "refused", why, report, None, end)

    def warn_if_emptied(self, name: str, decisions: Sequence[Decision]) -> None:
        gone = sum(d.action == "remove" and d.path.count("/") == 1 for d in decisions)
        added = any(d.action == "insert" for d in decisions)
        if (
            gone
            and not added
            and gone == len(items_of(self.survey.data[name], "reports"))
        ):
            self.say(name, "reports", "keep-theirs", "emptied")


def _only(data: Data, alive: set[str]) -> Data:
    """A proposal without what points to events that are not there."""
    made = dict(data)
    for name in ("relations", "maybe_same_as"):
        kept = [
            item
            for item in items_of(data, name)
            if (field_of(item, "after") or field_of(item, "before") or item) in alive
        ]
        made[name] = kept
        if not kept:
            del made[name]
    return made
