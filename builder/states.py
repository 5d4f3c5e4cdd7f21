"""How far people have gone through a record, as a whole and part by part.

Comes in: a record. Goes out: ``machine``, ``checked`` or ``disputed`` for a part of it.
Knows nothing of pages, nor of what a build does with a checked part.

A part is named as a person writes it: ``date``, ``r-7f3a2c``, ``r-7f3a2c.source``;
``reports`` before the id of a report may stand there or not, and a slash for the dot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import get_args

from builder.model import ArticleRecord, EventRecord, Facet, Report, Status

Record = EventRecord | ArticleRecord

_FIELDS = {f.name for shape in (EventRecord, ArticleRecord) for f in fields(shape)}
_REPORT = {f.name for f in fields(Report)}
_FACETS = frozenset(get_args(Facet))


def clean_part(entry: str) -> str:
    """One spelling for all names of a part: ``reports/r-1/source`` is r-1.source."""
    part = entry.strip().strip("/").replace("/", ".")
    return part.removeprefix("reports.")


def is_part(record: Record, entry: str) -> bool:
    """Whether an entry of ``checked`` or ``disputed`` names a part of the record."""
    first, _, rest = clean_part(entry).partition(".")
    if first.partition("[")[0] in {field.name for field in fields(record)}:
        return True
    reports = record.reports if isinstance(record, EventRecord) else ()
    within = rest.partition(".")[0]
    return any(report.id == first for report in reports) and (
        not rest or within in _REPORT or within in _FACETS
    )


def is_claim(entry: str) -> bool:
    """Whether an entry names claims of a report, as r-7f3a2c.killed does."""
    return clean_part(entry).partition(".")[2].partition(".")[0] in _FACETS


def find_state(record: Record, part: str) -> Status:
    """The state of a part; a part is disputed where something below it is.

    A dispute about one part leaves the others as they are: a record may be checked
    but for its place. A record disputed as a whole says nothing of its parts.
    """
    own = clean_part(part)
    if any(_holds(own, name) for name in _names(record.disputed)):
        return "disputed"
    if record.status == "checked":
        return "checked"
    names = [own, *([] if own.partition(".")[0] in _FIELDS else ["reports"])]
    agreed = any(_holds(one, name) for one in _names(record.checked) for name in names)
    return "checked" if agreed else "machine"


def find_unread(record: Record) -> tuple[str, ...]:
    """The parts a record is judged by that no person has agreed with.

    Of an event title, kind, date, place and each report; of an article what dates it
    and who published it.
    """
    if isinstance(record, EventRecord):
        parts = ["title", "kind", "date", "place", *(r.id for r in record.reports)]
    else:
        parts = ["title", "outlet", "published"]
    return tuple(part for part in parts if find_state(record, part) != "checked")


def is_shown(record: Record, publish: str) -> bool:
    """Whether a record may be on the site; ``publish`` is that of site.yaml."""
    return publish != "checked" or record.status != "machine"


def _names(entries: list[str]) -> Iterator[str]:
    return (clean_part(entry) for entry in entries)


def _holds(outer: str, inner: str) -> bool:
    """Whether one part is the other, or contains it."""
    return inner == outer or inner.startswith(f"{outer}.")
