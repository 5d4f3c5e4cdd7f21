"""Every data type that crosses the border of a room; this is their one address.

Comes in: nothing. Goes out: frozen records. Standard library only, so that every
room may import it and none is dragged in by it.

    records       what a person edits
    annotations   articles in memory, and what was found in them
    reports       what linking works on
"""

from builder.model.annotations import (
    Anchor,
    Annotations,
    Article,
    Block,
    Candidate,
    Citation,
    Concept,
    Continuation,
    EventMention,
    EventOffset,
    Modality,
    PlaceMention,
    Quantity,
    Quotation,
    Reason,
    Relay,
    Role,
    Span,
    Term,
    TimeExpression,
)
from builder.model.records import (
    UNKNOWN,
    ArticleRecord,
    Because,
    Claim,
    Correction,
    Date,
    EventRecord,
    Evidence,
    Facet,
    PlaceRecord,
    Relation,
    Report,
    SetAside,
    SetAsideRole,
    SourceKind,
    SourceRecord,
    Status,
)
from builder.model.reports import (
    FoundClaim,
    FoundReport,
)

__all__ = [
    "UNKNOWN",
    "Anchor",
    "Annotations",
    "Article",
    "ArticleRecord",
    "Because",
    "Block",
    "Candidate",
    "Citation",
    "Claim",
    "Concept",
    "Continuation",
    "Correction",
    "Date",
    "EventMention",
    "EventOffset",
    "EventRecord",
    "Evidence",
    "Facet",
    "FoundClaim",
    "FoundReport",
    "Modality",
    "PlaceMention",
    "PlaceRecord",
    "Quantity",
    "Quotation",
    "Reason",
    "Relation",
    "Relay",
    "Report",
    "Role",
    "SetAside",
    "SetAsideRole",
    "SourceKind",
    "SourceRecord",
    "Span",
    "Status",
    "Term",
    "TimeExpression",
]
