"""What a reconciliation comes to: decisions, and files to write.

Comes in: nothing. Goes out: types. Knows nothing of how it was found or is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from builder.model import ArticleRecord, EventRecord
from builder.problems import Problem
from builder.reconcile.base import Anchor, Base, encode
from builder.reconcile.decide import Decision

RecordKind = Literal["events", "articles"]


@dataclass(frozen=True, slots=True)
class EventProposal:
    """An event as the machine would write it."""

    record: EventRecord
    anchors: Mapping[str, Anchor]
    """Report id to where it was found."""


@dataclass(frozen=True, slots=True)
class ArticleProposal:
    """A working copy as the machine would write it."""

    record: ArticleRecord
    body: str


@dataclass(frozen=True, slots=True)
class Change:
    """One record and its base, as they were and as they shall be."""

    kind: RecordKind
    record: str
    path: str
    """Of the record's file, from the project's root."""
    old: str | None
    """The text the decisions rest on; None where there was no file."""
    new: str | None
    """The same as ``old`` where only the base changes; None deletes the file."""
    base: Base | None
    """None deletes the base."""

    @property
    def base_path(self) -> str:
        return make_base_path(self.kind, self.record)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of reconciling all records of one kind."""

    decisions: tuple[Decision, ...] = ()
    changes: tuple[Change, ...] = ()
    """Only what differs from what stands; in the order in which it is to be written."""
    problems: tuple[Problem, ...] = ()

    @property
    def writes(self) -> dict[str, str | None]:
        """Path to new text for each record file that changes; None deletes it."""
        return {c.path: c.new for c in self.changes if c.new != c.old}


def make_base_path(kind: RecordKind, record: str) -> str:
    """The path of a record's base from the project's root."""
    name = encode(record).replace(":", "%3A")
    name = "%2E" + name[1:] if name.startswith(".") else name
    return f"content/.base/{kind}/{name}.txt"


def make_record_path(kind: RecordKind, record: str, used: frozenset[str]) -> str:
    """A free path for a new record; ``used`` are folded to lower case."""
    ending = "yaml" if kind == "events" else "md"
    number = 1
    while True:
        name = record if number == 1 else f"{record}-{number}"
        path = f"content/{kind}/{name}.{ending}"
        if path.lower() not in used:
            return path
        number += 1
