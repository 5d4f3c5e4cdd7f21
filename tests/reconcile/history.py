"""Random histories: a machine that changes its mind, and a person who edits between.

The person does to files whatever people do to files, in every layout of YAML. What they
write carries a token no machine writes; what they decide without a word of their own
(deleted, moved, checked, set to a value the machine also knows) is noted in a ledger.
After each build every token must stand where they left it, each decision must hold, and
no line may differ that no decision of the machine is about.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from builder.reconcile import (
    ArticleProposal,
    EventProposal,
    cut_reports,
    make_survey,
    name_takeable,
    reconcile_events,
    take_proposals,
)
from builder.reconcile.apply import locate
from builder.reconcile.decide import EDITS, Decision
from builder.reconcile.fields import ARTICLE, EVENT
from builder.reconcile.outcome import Change, Outcome
from builder.working_copy import split_front_matter
from builder.yamlio import SpliceRefused
from tests.reconcile.hand import TOKEN, WORD, Path, Sheet, first_missing, untouched
from tests.reconcile.machine import Machine
from tests.reconcile.person import EVENTS, Person
from tests.reconcile.project import Project


class History:
    """One project through some builds."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.project = Project()
        self.machine = Machine(self.project, self.random)
        self.person = Person(self.project, self.random)
        self.log: list[str] = []
        self.said: tuple[list[ArticleProposal], list[EventProposal]] = ([], [])
        self.done: Counter[str] = Counter()
        """How often each action was taken, records were edited, layouts refused."""

    @property
    def files(self) -> dict[str, str]:
        return self.project.files

    def run(self, rounds: int = 6) -> None:
        self.build()
        for _ in range(rounds):
            for _ in range(self.random.randint(1, 5)):
                self.act()
            self.build()
            self.person.mend()

    def act(self) -> None:
        takes = self.random.random() < 0.08
        done = self.accept() if takes else self.person.act()
        self.log.append(done)
        self.done[done.split()[0]] += 1

    def accept(self) -> str:
        """The person takes one of the proposals that are kept out of an event."""
        content, bases = self.project.content(), self.project.load_bases()
        _, proposals = self.said
        decisions = reconcile_events(proposals, content, bases).decisions
        hidden = self.person.ledger.broken.keys()
        names = [
            n for n, file in content.event_files.items() if file.path not in hidden
        ]
        offers = [(n, part) for n in names for part in name_takeable(n, decisions)]
        if not offers:
            return "accept nothing"
        record, part = self.random.choice(offers)
        own = make_survey(content, bases).bases
        file = content.event_files[record]
        try:
            taken = take_proposals(
                "events", record, part, file, own.get(record), decisions
            )
            assert taken is not None
            cuts = cut_reports(taken.reports, record, content, own)
        except SpliceRefused:
            return "accept refused"  # a comment would go with it
        before = self.person.values()
        self.project.take(Outcome(changes=(taken.change, *cuts)))
        self.person.note_taken(record, before, taken.reports)
        return f"accept {record}.{part}"

    # --- a build and what it may do -----------------------------------------------

    def build(self) -> None:
        before, words = dict(self.files), self.words()
        leaves = list(self.leaves())
        for outcome in self.extract():
            self.check_bytes(before, outcome)
        self.rest()
        now = self.words()
        # More of them is no loss: a title that nobody wrote follows a kind by hand.
        assert not any(
            found - now.get(path, Counter()) for path, found in words.items()
        )
        assert not Counter(leaves) - Counter(self.leaves())
        for path in self.person.ledger.broken:
            assert self.files[path] == before[path], path
        self.check()
        self.person.remember()

    def extract(self) -> list[Outcome]:
        """The machine reads all anew, and says other things than the last time."""
        copies, proposals = list(self.machine.ingest()), list(self.machine.propose())
        self.log.append("build " + " ".join(p.record.id for p in proposals))
        self.said = copies, proposals
        return [self.project.ingest(*copies), self.project.build(*proposals)]

    def rest(self) -> None:
        """The same once more changes nothing."""
        copies, proposals = self.said
        again = [self.project.ingest(*copies), self.project.build(*proposals)]
        changed = [change for outcome in again for change in outcome.changes]
        assert not changed, changed

    def words(self) -> dict[str, Counter[str]]:
        """Every word of the person's, by file."""
        rows = {}
        for path, text in self.files.items():
            own = TOKEN if path.startswith(EVENTS) else WORD
            rows[path] = Counter(own.findall(_MADE_TITLE.sub("", text)))
        return {path: found for path, found in rows.items() if found}

    def leaves(self) -> Iterator[tuple[object, ...]]:
        """Every value with a word of the person's, and what it is the value of."""
        content = self.project.content()
        for own, files in ((TOKEN, content.event_files), (WORD, content.article_files)):
            for name in files:
                yield from _leaves((name,), files[name].loaded.data, own)

    def check_bytes(self, before: dict[str, str], outcome: Outcome) -> None:
        """No line changes but for a decision about it; line ends stay as they are."""
        for problem in outcome.problems:
            assert problem.code == "E130", problem
            self.done["layout refused"] += 1
        for change in outcome.changes:
            assert change.old is None or before[change.path] == change.old
            if change.old is None or change.new in (None, change.old):
                continue
            wanted = [
                d
                for d in outcome.decisions
                if d.record == change.record and d.action in EDITS
            ]
            assert wanted, change.path
            self.done["records edited"] += 1
            self.check_lines(change, wanted)
        paths = {change.path for change in outcome.changes}
        kind = EVENTS if any(p.startswith(EVENTS) for p in paths) else ""
        for path, text in before.items():
            if path.startswith(kind) and kind and path not in paths:
                assert self.files[path] == text

    def check_lines(self, change: Change, decisions: list[Decision]) -> None:
        assert change.old is not None
        assert change.new is not None
        old, new = change.old, change.new
        if change.kind == "articles":
            cut, other = (split_front_matter(t, change.path) for t in (old, new))
            if "body" not in {d.path for d in decisions}:
                assert old[cut.body :] == new[other.body :]
            old, new = old[: cut.end], new[: other.end]
            start = cut.start
        else:
            start = len(old) - len(old.removeprefix("\ufeff"))
        rules = EVENT if change.kind == "events" else ARTICLE
        sheet = Sheet(old[start:])
        spans = [
            (start + low, start + high)
            for decision in decisions
            if decision.path != "body"
            for low, high in _spans(sheet, rules, decision)
        ]
        spans += [
            (start + low, start + high)
            for low, high in _emptied(sheet, rules, decisions)
        ]
        missing = first_missing(untouched(old, spans), new)
        assert missing is None, (missing, [d.path for d in decisions], old, new)
        if old.count("\n") == old.count("\r\n"):
            assert new.count("\n") == new.count("\r\n")
        if "\r\n" not in old:
            assert "\r\n" not in new

    def check(self) -> None:
        """The ledger holds."""
        ledger, content = self.person.ledger, self.project.content()
        unread = {file.path for file in content.unreadable}
        assert unread >= ledger.broken.keys() - ledger.doubled
        assert unread <= ledger.broken.keys()
        assert not ledger.gone_records & {*content.events, *content.articles}
        hidden = "\n".join(self.files[path] for path in ledger.broken)
        there = {*content.events, *content.articles}
        assert all(name in there or name in hidden for name in ledger.kept)
        homes: dict[str, list[str]] = {}
        for name, record in content.events.items():
            for report in record.reports:
                homes.setdefault(report.id, []).append(name)
                if report.id not in ledger.own:
                    assert report.source not in ledger.gone, report
                for claim in report.claims:
                    key = (report.id, claim.facet, claim.quote)
                    assert key not in ledger.gone_claims, key
        assert all(len(names) == 1 for names in homes.values()), homes
        assert not homes.keys() & ledger.gone_reports
        for rid, name in ledger.placed.items():
            if rid not in hidden:
                assert homes.get(rid) == [name], (rid, name, homes.get(rid))
        values = self.person.values()
        for key, value in ledger.fixed.items():
            if key[0] not in hidden:
                assert values.get(key) == value, (key, value, values.get(key))


_MADE_TITLE = re.compile(
    rf"(?m)^title: (?!['\"]?{TOKEN.pattern}['\"]?\s*(?:#|$))[^#\r\n]*"
)
"""A title that nobody wrote, though it follows a kind that somebody did."""


def _leaves(
    path: tuple[object, ...], value: object, own: re.Pattern[str]
) -> Iterator[tuple[object, ...]]:
    """Values with a word of the person's, under keys, whatever their place in lists."""
    if isinstance(value, dict):
        here = (*path, value["id"]) if path and "id" in value else path
        for key, item in value.items():
            yield from _leaves((*here, key), item, own)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(path, item, own)
    elif isinstance(value, str) and own.search(value):
        made = own is TOKEN and path[-1] == "title" and not own.fullmatch(value)
        if not made:
            yield (*path, value)


def _spans(sheet: Sheet, rules: Any, decision: Decision) -> Iterator[tuple[int, int]]:
    """What a decision may touch of a text: the lines of its value."""
    data = sheet.data
    _, at, _, _ = locate(data, rules, decision.path)
    while at and at not in sheet.entries:
        at = at[:-1]
        if at in sheet.entries or not at:
            # It comes in: beside what stands there, on its line only in brackets.
            yield from _beside(sheet, at, decision)
            return
    entry = sheet.entries[at]
    if decision.action == "insert" and at:
        yield from _beside(sheet, at, decision)
        return
    yield sheet.start(entry), max(sheet.end(entry.node), sheet.start(entry) + 1)
    if entry.in_flow:
        yield from _whole_flow(sheet, at)


def _emptied(
    sheet: Sheet, rules: Any, decisions: list[Decision]
) -> Iterator[tuple[int, int]]:
    """All of a list that loses all: its key goes, or it reads ``[]``."""
    data = sheet.data
    gone: Counter[Path] = Counter()
    for decision in decisions:
        if decision.action == "remove":
            gone[locate(data, rules, decision.path)[1][:-1]] += 1
    for at, count in gone.items():
        entry = sheet.entries[at]
        if len(getattr(entry.node, "value", ())) == count:
            yield sheet.start(entry), sheet.end(entry.node)


def _beside(sheet: Sheet, at: Path, decision: Decision) -> Iterator[tuple[int, int]]:
    entry = sheet.entries.get(at)
    if entry is None:
        return
    node = entry.node
    if entry.in_flow or getattr(node, "flow_style", True):
        yield sheet.start(entry), sheet.end(node) + 1
        yield from _whole_flow(sheet, at)
        return
    first = sheet.entries.get((*at, 0))
    if first is None:  # a mapping: its first key may stand on the line of a dash
        key = node.value[0][0]
        yield key.start_mark.index, key.end_mark.index
    elif not sheet.leads(sheet.start(first)):
        yield sheet.start(first), sheet.start(first) + 1


def _whole_flow(sheet: Sheet, at: Path) -> Iterator[tuple[int, int]]:
    """All of the outermost brackets something stands in: it may be on their lines."""
    for length in range(1, len(at) + 1):
        entry = sheet.entries.get(at[:length])
        if entry is not None and getattr(entry.node, "flow_style", False):
            yield entry.node.start_mark.index, sheet.end(entry.node)
            return
