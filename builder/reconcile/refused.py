"""What the machine would write and a person's word keeps out: told once, and how to
take it.

Comes in: what a run came to; which proposals were told before, as lines of a file. Goes
out: ``Refused`` values, Problems, the lines of that file. May not touch a disk.

The file is ``content/.base/refused.txt``: one sorted line per proposal, record, path
and hash of the value, so that git's union merge never makes nonsense of it. A proposal
that changes is told anew; one that goes is forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from builder.model import UNKNOWN
from builder.problems import Problem
from builder.reconcile.apply import locate
from builder.reconcile.base import encode, make_hash
from builder.reconcile.decide import Decision
from builder.reconcile.fields import ARTICLE, EVENT, Rules, field_of, make_data
from builder.reconcile.naming import name_part
from builder.reconcile.outcome import Outcome, RecordKind
from builder.records import Content, RecordFile
from builder.yamlio.emit import render_flow

TOLD: Final = "content/.base/refused.txt"
"""Which refused proposals a person has heard of."""

_SHOWN: Final = 90
_RULES: Final[Mapping[RecordKind, Rules]] = {"articles": ARTICLE, "events": EVENT}


@dataclass(frozen=True, slots=True)
class Refused:
    """One proposal that stays out of a record."""

    kind: RecordKind
    record: str
    path: str
    """As in the base file."""
    name: str
    """As a person names it behind the record: ``date``, ``r-7f3a2c.killed``."""
    reason: str
    value: object
    """What the machine would write, as plain data."""
    is_new_item: bool
    """It would be a further item of a list; else another value of what stands."""

    @property
    def line(self) -> str:
        """As it stands in the file of those that were told."""
        digest = make_hash(self.value) or "none"
        return f"{self.kind}/{encode(self.record)} {self.path} {digest}"


def find_refused(articles: Outcome, events: Outcome) -> tuple[Refused, ...]:
    """Every proposal that a person's word keeps out, by record and path."""
    found: list[Refused] = []
    rows: tuple[tuple[RecordKind, Outcome], ...] = (
        ("articles", articles),
        ("events", events),
    )
    for kind, outcome in rows:
        of_record: dict[str, list[Decision]] = {}
        for decision in outcome.decisions:
            if decision.action == "refused" and decision.reason != "held":
                of_record.setdefault(decision.record, []).append(decision)
        for record in sorted(of_record):
            paths = [decision.path for decision in of_record[record]]
            found += [
                Refused(
                    kind,
                    record,
                    decision.path,
                    name_part(decision.path, paths),
                    decision.reason,
                    decision.value,
                    decision.standing is None and "/" in decision.path,
                )
                for decision in of_record[record]
            ]
    return tuple(found)


def find_untold(refused: Iterable[Refused], told: str) -> tuple[Refused, ...]:
    """Those that do not stand in the text of ``TOLD``."""
    lines = set(told.splitlines())
    return tuple(item for item in refused if item.line not in lines)


def render_told(refused: Iterable[Refused]) -> str:
    """The text of ``TOLD`` once a person has heard of all of them."""
    return "".join(f"{line}\n" for line in sorted({item.line for item in refused}))


def make_refused_problems(
    refused: Collection[Refused], content: Content
) -> list[Problem]:
    """A warning for each, at its place in the record as it stands."""
    problems = []
    for item in refused:
        files = content.event_files
        if item.kind == "articles":
            files = content.article_files
        if item.record in files:
            problems.append(_make_problem(item, files[item.record], content))
    return problems


def _make_problem(item: Refused, file: RecordFile, content: Content) -> Problem:
    hint = f"recoupe accept {item.record}.{item.name} takes it; this is said once"
    record = content.events.get(item.record)
    if item.kind == "articles":
        record = content.articles[item.record].record  # type: ignore[assignment]
    _, at, _, _ = locate(make_data(record), _RULES[item.kind], item.path)
    here = at if item.path != "body" else ()
    return file.loaded.problem(here, "W133", _say(item), hint, severity="warning")


def _say(item: Refused) -> str:
    """What stays, why, and what the machine would write instead."""
    if item.is_new_item:
        why_out = _WHY_OUT.get(item.reason, _WHY_OUT["no-base"])
        return f"not added to this record, {why_out}: {_show(item)}"
    why = _WHY.get(item.reason, _WHY["changed-by-hand"])
    if item.path == "body":
        return f"the text {why}; the evidence now gives another one"
    return f"'{item.name}' {why}; the articles now give {_show(item)}"


_WHY: Final = {
    "changed-by-hand": "stays as a person wrote it",
    "checked": "stays, since it is checked",
    "claims-rest-on-it": "stays, since claims written by hand rest on its words",
}
_WHY_OUT: Final = {
    "checked": "since it is checked",
    "no-base": "since a person wrote it",
    "changed-by-hand": "since a person corrected a claim about the same words",
    "outside-quote": "since its words stand outside the quote of the report",
}


def _show(item: Refused) -> str:
    """A value in some words; a report by its source and what it says."""
    value = item.value
    if isinstance(value, Mapping) and "article" in value and "quote" in value:
        shown = f"{field_of(value, 'source')}: {render_flow(field_of(value, 'quote'))}"
    elif value is None:
        shown = UNKNOWN
    else:
        shown = render_flow(value)
    shown = " ".join(shown.split())
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
