"""Events in order of time, and how many speak about each.

Comes in: event records, articles. Goes out: frozen entries a page can list. Below the
waist: it knows records and EDTF, nothing of how a record was made, of a language or of
HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from builder.compare.origins import Copies, Counts, count_voices
from builder.edtf import Day, Edtf, EdtfError, parse_date, sort_key
from builder.model import UNKNOWN, Article, Date, EventRecord, Relation, Status

Mark = Literal[
    "time", "day", "span", "approximate", "uncertain", "one_of", "open", "yearless",
    "relative", "unknown",
]  # fmt: skip
"""How precisely a date is known; each has its own drawing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in the chronology."""

    id: str
    title: str
    kind: str
    status: Status
    in_dispute: bool
    """People disagree about the record, or a part of it."""
    date: str
    """EDTF text, ``""`` where unknown."""
    mark: Mark
    earliest: Day | None
    latest: Day | None
    place: str
    counts: Counts
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Chronology:
    """Every event once, in four groups."""

    dated: tuple[Entry, ...]
    """By earliest possible day, latest possible day, id."""
    yearless: tuple[Entry, ...]
    """Month and day are said, the year is not; by month and day."""
    by_relation: tuple[Entry, ...]
    """Without a date of their own, but before or after another event."""
    undated: tuple[Entry, ...]

    def all(self) -> tuple[Entry, ...]:
        """The entries in the order in which a page lists them."""
        return (*self.dated, *self.yearless, *self.by_relation, *self.undated)


def read_date(value: Date) -> Edtf | None:
    """The value of a date field; what cannot be read counts as unknown."""
    try:
        return parse_date(value)
    except EdtfError:
        return None


def mark_of(value: Edtf | None, *, related: bool = False) -> Mark:
    """Which of the drawings a date gets; the weakest thing it says decides."""
    if value is None:
        return "relative" if related else "unknown"
    if value.kind == "set":
        return "one_of"
    if value.earliest is None and value.latest is None:
        return "yearless"
    if value.earliest is None or value.latest is None:
        return "open"
    if value.uncertain:
        return "uncertain"
    if value.approximate:
        return "approximate"
    if value.kind == "interval" or value.precision not in ("day", "second"):
        return "span"
    return "day" if value.precision == "day" else "time"


def make_entry(
    event: EventRecord,
    articles: Mapping[str, Article],
    copies: Copies | None = None,
) -> Entry:
    """An event as one line of the chronology."""
    value = read_date(event.date)
    return Entry(
        id=event.id,
        title=event.title,
        kind=event.kind,
        status=event.status,
        in_dispute=event.status == "disputed" or bool(event.disputed),
        date="" if value is None else value.text,
        mark=mark_of(value, related=bool(event.relations)),
        earliest=None if value is None else value.earliest,
        latest=None if value is None else value.latest,
        place="" if event.place == UNKNOWN else event.place,
        counts=count_voices(event.reports, articles, copies),
        relations=tuple(event.relations),
    )


def make_chronology(
    events: Iterable[EventRecord],
    articles: Mapping[str, Article],
    copies: Copies | None = None,
) -> Chronology:
    """Events in order of time; those without a date in sections of their own."""
    groups: dict[str, list[Entry]] = {
        "dated": [], "yearless": [], "by_relation": [], "undated": [],
    }  # fmt: skip
    keyed = [(sort_key(read_date(event.date))[:3], event.id, event) for event in events]
    for _, _, event in sorted(keyed, key=lambda item: item[:2]):
        entry = make_entry(event, articles, copies)
        if entry.mark == "yearless":
            groups["yearless"].append(entry)
        elif entry.date:
            groups["dated"].append(entry)
        else:
            groups["by_relation" if entry.relations else "undated"].append(entry)
    return Chronology(
        dated=tuple(groups["dated"]),
        yearless=tuple(groups["yearless"]),
        by_relation=tuple(groups["by_relation"]),
        undated=tuple(groups["undated"]),
    )
