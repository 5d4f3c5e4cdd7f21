"""Reports before they are records: what linking works on. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.annotations import EventMention, Span, TimeExpression
from builder.model.records import Facet


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim before it is a record."""

    facet: Facet
    span: Span
    value: int | str | None = None
    at_least: int | None = None
    at_most: int | None = None
    unit: str | None = None
    hedge: str | None = None


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report before it is a record: one speaker, one event, one passage."""

    article: str
    passage: Span
    evidence: Span
    """The passage in the evidence; it identifies the report across edits."""
    mention: EventMention
    source: str
    """As ``Report.source``."""
    via: tuple[str, ...]
    rule: str
    """How the speaker was found: ``citation/...``, ``publisher``."""
    hedge: str = ""
    times: tuple[TimeExpression, ...] = ()
    """The time expressions that date this event (not those of the act of speaking)."""
    places: tuple[str, ...] = ()
    """Place ids, the most precise first."""
    claims: tuple[FoundClaim, ...] = ()
    speaks: bool = True
    """Of a statement: the source made it, and does not only tell of it."""
