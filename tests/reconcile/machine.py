"""A machine that changes its mind: random proposals from a few passages.

Comes in: a project in memory, a source of chance. Goes out: proposals, as a linker and
an ingester make them that take as decided what a person decided. What it says of one
passage changes from run to run, as it does where rules or articles change.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from builder.model import (
    ArticleRecord,
    Because,
    Claim,
    EventMention,
    EventRecord,
    Evidence,
    FoundReport,
    Relation,
    Report,
    SetAside,
)
from builder.reconcile import (
    Anchor,
    ArticleProposal,
    EventProposal,
    hand_decisions,
    inherit_ids,
    match_reports,
    mint_event_id,
)
from tests.reconcile.project import Project

PASSAGES = 8
ARTICLES = ("a1", "a2", "a3")
WORDS = ("two rockets", "one man", "the old mill", "on Monday")
FACETS = ("means", "wounded", "where", "when")
PLACES = ("mill", "bridge", "unknown")
DATES = ("unknown", "2022-01", ["2021", "2022"])
HEDGES = (None, "would have", "it seems")


class Machine:
    """What is found and proposed at one run."""

    def __init__(self, project: Project, pick: random.Random) -> None:
        self.project = project
        self.pick = pick
        self.article = ""
        """The id of the article that all is found in."""
        self.names: dict[str, str] = {}
        """The last id of each working copy."""

    # --- events -----------------------------------------------------------------------

    def propose(self) -> Iterable[EventProposal]:
        """What a linker does that takes as decided what a person decided."""
        pick = self.pick
        content, bases = self.project.content(), self.project.load_bases()
        self.article = self.name_now(ARTICLES[0])
        decided = hand_decisions(content, bases)
        found = [self.find(n) for n in range(PASSAGES) if pick.random() < 0.85]
        if self.is_gone(ARTICLES[0]):
            found = []
        ids = match_reports(found, decided.known)
        unwanted = decided.rejected.keys() | decided.held.keys()
        kept = [n for n in range(len(found)) if ids[n] not in unwanted]
        groups: dict[str, list[int]] = {}
        for n in kept:
            placed = decided.placed.get(ids[n])
            groups.setdefault(placed or f"~{pick.randint(0, 3)}", []).append(n)
        rows = list(groups.values())
        sets = [frozenset(ids[n] for n in row) for row in rows]
        names = inherit_ids(sets, decided.previous, decided.placed)
        taken = set(decided.taken)
        for row, name in zip(rows, names, strict=True):
            made = name or mint_event_id(["event"], "2022", taken)
            taken.add(made)
            reports = [self.make_report(found[n], ids[n]) for n in row]
            anchors = {
                ids[n]: Anchor(self.article, *found[n].evidence, found[n].source)
                for n in row
            }
            yield EventProposal(self.make_event(made, reports), anchors)

    def name_now(self, name: str) -> str:
        """The id of the working copy of some evidence, whoever gave it."""
        for now, article in self.project.content().articles.items():
            if article.record.evidence.sha256 == name * 3:
                self.names[name] = now
                return now
        last = self.names.get(name, name)
        return last if last in self.project.load_bases().articles else name

    def is_gone(self, name: str) -> bool:
        """Whether a person deleted the working copy: nothing is found in it."""
        texts = self.project.files.values()
        return name in self.names and not any(name * 3 in text for text in texts)

    def find(self, number: int) -> FoundReport:
        start = number * 1000 + self.pick.randint(0, 5)
        span = (start, start + 90)
        mention = EventMention(span, "attack", span, "asserted", "rule")
        return FoundReport(self.article, span, span, mention, f"s{number}", (), "rule")

    def make_report(self, found: FoundReport, rid: str) -> Report:
        pick = self.pick
        order = [n for n in range(len(WORDS)) if pick.random() < 0.7]
        quote = f"{found.source} said: two rockets hit the old mill, one man, on Monday"
        return Report(
            id=rid,
            article=self.article,
            source=found.source,
            via=pick.choice([[], ["agency"], ["agency", "the paper"]]),
            quote=quote + pick.choice(["", " at noon"]),
            hedge=pick.choice(HEDGES),
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
        pick = self.pick
        others = sorted(self.project.content().events)
        rule = pick.choice([None, "first", "second"])
        return EventRecord(
            id=name,
            title=f"Title {pick.randint(1, 3)}",
            kind=pick.choice(["attack", "attack/rockets"]),
            date=pick.choice(DATES),
            because=Because(rule=rule, quote="on: Monday") if rule else None,
            place=pick.choice(PLACES),
            reports=reports,
            relations=[Relation(after=o) for o in others if pick.random() < 0.2],
            maybe_same_as=[o for o in others if pick.random() < 0.2],
        )

    # --- articles ---------------------------------------------------------------------

    def ingest(self) -> Iterable[ArticleProposal]:
        """Working copies; a piece of evidence may not be there today."""
        for name in ARTICLES:
            if self.pick.random() < 0.9:
                yield self.make_article(name)

    def make_article(self, name: str) -> ArticleProposal:
        pick = self.pick
        asides = ["Read also: the mill", "Share: this page", "By A. Writer"]
        rule = pick.choice([None, "header-date"])
        record = ArticleRecord(
            id=self.name_now(name),
            evidence=Evidence(
                file=f"seeds/{name}.txt",
                sha256=name * 3,
                encoding=pick.choice(["utf-8", "cp1252"]),
                captured=pick.choice(["unknown", "2022-02"]),
            ),
            title=pick.choice(["unknown", "Rockets: what is known", "The mill #2"]),
            outlet=pick.choice(["unknown", "herald"]),
            credits=[word for word in ("agency", "wire") if pick.random() < 0.5],
            published=pick.choice(DATES),
            because=Because(rule=rule) if rule else None,
            language=pick.choice(["en", "unknown"]),
            set_aside=[
                SetAside(role="metadata", text=text, rule=pick.choice(["one", "two"]))
                for text in asides
                if pick.random() < 0.6
            ],
        )
        body = pick.choice(["", "# Rockets\n\n"]) + "Two rockets fell.\n\nOne man.\n"
        return ArticleProposal(record, body + pick.choice(["", "\nThe mill burnt.\n"]))
