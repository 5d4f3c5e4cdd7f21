"""Random histories: a machine that changes its mind, and a person who edits between.

Whatever the person writes carries a token no machine writes; whatever they delete,
move or check is noted in a ledger. After each build the ledger must hold.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from builder.model import (
    Claim,
    EventMention,
    EventRecord,
    FoundReport,
    Relation,
    Report,
)
from builder.reconcile import (
    Anchor,
    EventProposal,
    hand_decisions,
    inherit_ids,
    match_reports,
    mint_event_id,
)
from builder.reconcile.decide import EDITS
from builder.reconcile.outcome import Outcome
from tests.reconcile.project import Project

PASSAGES = 8
WORDS = ("two rockets", "one man", "the old mill", "on Monday")
FACETS = ("means", "wounded", "where", "when")
TOKEN = re.compile(r"hand\d+")


@dataclass
class Ledger:
    """What must hold from now on."""

    tokens: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    """Speakers whose report was deleted; each passage has its own speaker."""
    placed: dict[str, str] = field(default_factory=dict)
    """Report id to event id."""
    gone_events: set[str] = field(default_factory=set)
    gone_claims: set[tuple[str, str, str]] = field(default_factory=set)
    checked: dict[tuple[str, str], object] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    """Path to the text before it was broken."""


class History:
    """One project through some builds."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.project = Project()
        self.ledger = Ledger()
        self.count = 0
        self.log: list[str] = []
        self.homes: dict[str, tuple[str, bool]] = {}
        """Report id to its event at the last build, and whether it was placed there."""

    def run(self, rounds: int = 6) -> None:
        self.machine()
        for _ in range(rounds):
            for _ in range(self.random.randint(1, 4)):
                self.person()
            self.machine()
            self.check()
            self.mend()

    # --- the machine ----------------------------------------------------------------

    def machine(self) -> None:
        before = {path: self.project.files[path] for path in self.ledger.broken}
        proposals = list(self.propose())
        self.log.append("build " + " ".join(p.record.id for p in proposals))
        files = dict(self.project.files)
        outcome = self.project.build(*proposals)
        self.check_bytes(files, outcome)
        self.homes = {
            report.id: (name, report.id in self.ledger.placed)
            for name, record in self.project.content().events.items()
            for report in record.reports
        }
        again = self.project.build(*proposals)
        assert again.changes == (), again.changes
        for path, text in before.items():
            assert self.project.files[path] == text, path

    def propose(self) -> Iterable[EventProposal]:
        """What a linker does that takes as decided what a person decided."""
        content, bases = self.project.content(), self.project.load_bases()
        decided = hand_decisions(content, bases)
        found = [self.find(n) for n in range(PASSAGES) if self.random.random() < 0.85]
        ids = match_reports(found, decided.known)
        unwanted = decided.rejected.keys() | decided.held.keys()
        kept = [n for n in range(len(found)) if ids[n] not in unwanted]
        groups: dict[str, list[int]] = {}
        for n in kept:
            placed = decided.placed.get(ids[n])
            name = placed or f"~{self.random.randint(0, 3)}"
            groups.setdefault(name, []).append(n)
        rows = list(groups.values())
        sets = [frozenset(ids[n] for n in row) for row in rows]
        names = inherit_ids(sets, decided.previous, decided.placed)
        taken = set(decided.taken)
        for row, name in zip(rows, names, strict=True):
            made = name or mint_event_id(["event"], "2022", taken)
            taken.add(made)
            reports = [self.make_report(found[n], ids[n]) for n in row]
            anchors = {
                ids[n]: Anchor("a1", *found[n].evidence, found[n].source) for n in row
            }
            yield EventProposal(self.make_event(made, reports), anchors)

    def find(self, number: int) -> FoundReport:
        start = number * 1000 + self.random.randint(0, 5)
        span = (start, start + 90)
        mention = EventMention(span, "attack", span, "asserted", "rule")
        return FoundReport("a1", span, span, mention, f"s{number}", (), "rule")

    def make_report(self, found: FoundReport, rid: str) -> Report:
        pick = self.random
        order = [n for n in range(len(WORDS)) if pick.random() < 0.7]
        quote = f"{found.source} said: two rockets hit the old mill, one man, on Monday"
        return Report(
            id=rid,
            article="a1",
            source=found.source,
            via=pick.choice([[], ["agency"]]),
            quote=quote + pick.choice(["", " at noon"]),
            hedge=pick.choice([None, "would have"]),
            claims=[
                Claim(
                    facet=FACETS[n],  # type: ignore[arg-type]
                    quote=WORDS[n],
                    value=pick.choice([None, 1, 2]),
                )
                for n in order
            ],
        )

    def make_event(self, name: str, reports: list[Report]) -> EventRecord:
        pick = self.random
        others = sorted(self.project.content().events)
        return EventRecord(
            id=name,
            title=f"Title {pick.randint(1, 3)}",
            kind=pick.choice(["attack", "attack/rockets"]),
            date=pick.choice(["unknown", "2022-01", ["2021", "2022"]]),
            place=pick.choice(["mill", "bridge"]),
            reports=reports,
            relations=[Relation(after=o) for o in others if pick.random() < 0.2],
            maybe_same_as=[o for o in others if pick.random() < 0.2],
        )

    # --- the person -----------------------------------------------------------------

    def person(self) -> None:
        paths = sorted(set(self.project.files) - set(self.ledger.broken))
        if not paths:
            return
        path = self.random.choice(paths)
        acts = (
            *(self.set_field, self.set_claim, self.comment, self.comment_line),
            *(self.delete_report, self.move_report, self.add_report, self.break_file),
            *(self.delete_claim, self.check_field, self.rename, self.relay),
            *(self.set_field, self.comment, self.set_claim, self.move_report),
        )
        act = self.random.choice(acts)
        if self.random.random() < 0.04:
            act = self.delete_event
        self.log.append(f"{act.__name__} {path}")
        act(path)

    def token(self) -> str:
        self.count += 1
        self.ledger.tokens.add(f"hand{self.count}")
        return f"hand{self.count}"

    def lose(self, text: str) -> None:
        """The person deletes this text with all that was their own in it."""
        self.ledger.tokens -= set(TOKEN.findall(text))

    def lines(self, path: str) -> list[str]:
        return self.project.files[path].splitlines(keepends=True)

    def put(self, path: str, lines: Iterable[str]) -> None:
        self.project.files[path] = "".join(lines)

    def name(self, path: str) -> str:
        found = re.search(r"^id: (\S+)", self.project.files[path], re.MULTILINE)
        assert found
        return found[1]

    def pick(self, path: str, pattern: str) -> int | None:
        """A line of the file that matches."""
        rows = [n for n, row in enumerate(self.lines(path)) if re.search(pattern, row)]
        return self.random.choice(rows) if rows else None

    def set_field(self, path: str) -> None:
        key = self.random.choice(["title", "place", "    hedge", "    source"])
        at = self.pick(path, rf"^{key}: ")
        if at is None or (self.name(path), key.strip()) in self.ledger.checked:
            return
        lines = self.lines(path)
        self.lose(lines[at].split("#")[0])
        ends = "\r\n" if lines[at].endswith("\r\n") else "\n"
        comment = re.search(r"( #.*?)\r?\n", lines[at])
        words = self.random.choice(["{}", '"{}"', "'{}'"]).format(self.token())
        lines[at] = f"{key}: {words}{comment[1] if comment else ''}{ends}"
        self.put(path, lines)

    def set_claim(self, path: str) -> None:
        at = self.pick(path, r"- \{facet.*\bvalue: \d")
        if at is not None:
            lines = self.lines(path)
            value = f"value: {self.token()}"
            lines[at] = re.sub(r"value: \d", value, lines[at], count=1)
            self.put(path, lines)

    def comment(self, path: str) -> None:
        at = self.pick(path, r"\S")
        assert at is not None
        lines = self.lines(path)
        bare = lines[at].rstrip("\r\n")
        lines[at] = f"{bare} # {self.token()}{lines[at][len(bare) :]}"
        self.put(path, lines)

    def comment_line(self, path: str) -> None:
        at = self.pick(path, r"^ *[\w-]")
        assert at is not None
        lines = self.lines(path)
        indent = len(lines[at]) - len(lines[at].lstrip(" "))
        ends = "\r\n" if "\r\n" in lines[at] else "\n"
        lines.insert(at, f"{' ' * indent}# {self.token()}{ends}")
        self.put(path, lines)

    def cut_report(self, path: str) -> tuple[str, str, str] | None:
        """Take the lines of a report out: id, speaker, text."""
        lines = self.lines(path)
        starts = [n for n, row in enumerate(lines) if row.startswith("  - id: ")]
        if not starts:
            return None
        at = self.random.choice(starts)
        end = at + 1
        while end < len(lines) and re.match(r" {3,}", lines[end]):
            end += 1
        text = "".join(lines[at:end])
        if len(starts) == 1:
            return None  # an empty list would need another layout
        self.put(path, lines[:at] + lines[end:])
        rid, source = text.split()[2], re.search(r"    source: (\S+)", text)
        assert source
        return rid, source[1], text

    def delete_report(self, path: str) -> None:
        cut = self.cut_report(path)
        if cut is None:
            return
        rid, source, text = cut
        self.lose(text)
        self.ledger.placed.pop(rid, None)
        self.drop_claims(rid)
        if re.fullmatch(r"s\d", source):
            self.ledger.gone.add(source)

    def drop_claims(self, rid: str) -> None:
        rows = self.ledger.gone_claims
        self.ledger.gone_claims = {row for row in rows if row[0] != rid}

    def move_report(self, path: str) -> None:
        others = [
            other
            for other in sorted(set(self.project.files) - set(self.ledger.broken))
            if other != path and "\nreports:" in self.project.files[other]
        ]
        if not others:
            return
        home = self.random.choice(others)
        lines = self.lines(home)
        at = next((n for n, row in enumerate(lines) if "  - id: " in row), None)
        cut = self.cut_report(path) if at is not None else None
        if cut is None:
            return
        rid, _, text = cut
        ends = "\r\n" if "\r\n" in lines[0] else "\n"
        lines[at:at] = [row + ends for row in text.splitlines()]
        self.put(home, lines)
        self.ledger.placed[rid] = self.name(home)
        if self.homes.get(rid) == (self.name(home), False):
            del self.ledger.placed[rid]  # and back again: nobody can see that

    def add_report(self, path: str) -> None:
        lines = self.lines(path)
        at = next((n for n, row in enumerate(lines) if "  - id: " in row), None)
        if at is None:
            return
        ends = "\r\n" if "\r\n" in lines[0] else "\n"
        words = self.token()
        lines.insert(
            at,
            f"  - id: r-{self.count:06x}{ends}    article: a2{ends}"
            f"    source: {words}{ends}    quote: I saw it{ends}",
        )
        self.put(path, lines)
        self.ledger.placed[f"r-{self.count:06x}"] = self.name(path)

    def delete_claim(self, path: str) -> None:
        """Only one of several: an empty list would need another layout."""
        lines = self.lines(path)
        rows = [n for n, row in enumerate(lines) if "- {facet" in row]
        rows = [
            n
            for n in rows
            if "- {facet" in lines[n - 1]
            or (n + 1 < len(lines) and "- {facet" in lines[n + 1])
        ]
        if not rows:
            return
        at = self.random.choice(rows)
        claim = re.search(r'facet: (\w+).*quote: "?([^"}]+)', lines[at])
        rid = next(
            row.split()[2] for row in reversed(lines[:at]) if row.startswith("  - id: ")
        )
        assert claim
        self.lose(lines[at])
        self.ledger.gone_claims.add((rid, claim[1], claim[2]))
        self.put(path, lines[:at] + lines[at + 1 :])

    def check_field(self, path: str) -> None:
        lines = self.lines(path)
        if any(row.startswith("checked:") for row in lines):
            return
        at = next(n for n, row in enumerate(lines) if row.startswith("id: "))
        name = self.random.choice(["title", "kind", "date", "place"])
        ends = "\r\n" if "\r\n" in lines[0] else "\n"
        lines.insert(at, f"checked: [{name}]{ends}")
        self.put(path, lines)
        record = self.project.event(self.name(path))
        self.ledger.checked[record.id, name] = getattr(record, name)

    def rename(self, path: str) -> None:
        self.count += 1
        files = self.project.files
        files[f"content/events/renamed-{self.count}.yaml"] = files.pop(path)

    def relay(self, path: str) -> None:
        """Another layout: line ends, or blank lines."""
        text = self.project.files[path]
        if self.random.random() < 0.5:
            text = text.replace("\r\n", "\n")
            if self.random.random() < 0.6:
                text = text.replace("\n", "\r\n")
        else:
            text = text.replace("reports:", "\nreports:", 1)
        self.project.files[path] = text

    def delete_event(self, path: str) -> None:
        name = self.name(path)
        for report in self.project.event(name).reports:
            self.ledger.placed.pop(report.id, None)
            self.drop_claims(report.id)
            if re.fullmatch(r"s\d", report.source):
                self.ledger.gone.add(report.source)
        text = self.project.files.pop(path)
        self.lose(text)
        self.ledger.gone_events.add(name)
        for key in [key for key in self.ledger.checked if key[0] == name]:
            del self.ledger.checked[key]

    def break_file(self, path: str) -> None:
        text = self.project.files[path]
        self.ledger.broken[path] = text
        self.project.files[path] = text.replace("kind: ", "kind: [", 1)

    def mend(self) -> None:
        for path, text in self.ledger.broken.items():
            self.project.files[path] = text
        self.ledger.broken.clear()

    # --- what a build may do --------------------------------------------------------

    def check_bytes(self, before: dict[str, str], outcome: Outcome) -> None:
        """Lines go only where a decision says so; line ends stay as they are."""
        edited: dict[str, set[str]] = {}
        for decision in outcome.decisions:
            if decision.action in EDITS:
                edited.setdefault(decision.record, set()).add(decision.path)
        for change in outcome.changes:
            if change.old is None or change.new is None or change.old == change.new:
                continue
            old, new = (t.splitlines(keepends=True) for t in (change.old, change.new))
            paths = edited[change.record]
            names = {step for path in paths for step in path.split("/")}
            moved = any(re.fullmatch(r"reports/r-\w+", path) for path in paths)
            for line in Counter(old) - Counter(new):
                key = line.strip().lstrip("- {").split(":")[0]
                listed = key in ("facet", "after") or line.startswith("  - ")
                assert key in names or listed or moved, (line, paths)
            assert ("\r\n" in change.old) == ("\r\n" in change.new)
            if change.old.count("\n") == change.old.count("\r\n"):
                assert change.new.count("\n") == change.new.count("\r\n")
        touched = {change.path for change in outcome.changes}
        for path, text in before.items():
            assert path in touched or self.project.files[path] == text

    # --- the ledger -----------------------------------------------------------------

    def check(self) -> None:
        ledger, text = self.ledger, "\n".join(self.project.files.values())
        missing = ledger.tokens - set(TOKEN.findall(text))
        assert not missing, missing
        content = self.project.content()
        assert {file.path for file in content.unreadable} == set(ledger.broken)
        assert not ledger.gone_events & set(content.events)
        homes: dict[str, list[str]] = {}
        for name, record in content.events.items():
            for report in record.reports:
                homes.setdefault(report.id, []).append(name)
                assert report.source not in ledger.gone, report
                for claim in report.claims:
                    key = (report.id, claim.facet, claim.quote)
                    assert key not in ledger.gone_claims, key
        assert all(len(names) == 1 for names in homes.values()), homes
        hidden = "\n".join(ledger.broken.values())
        for rid, name in ledger.placed.items():
            if rid not in hidden:
                assert homes.get(rid) == [name], (rid, name, homes.get(rid))
        for (name, key), value in ledger.checked.items():
            if name in content.events:
                assert getattr(content.events[name], key) == value
