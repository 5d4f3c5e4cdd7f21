"""What one source says of one event in one passage.

Comes in: an article with its annotations, and the alignment with its evidence. Goes
out: reports with speaker, times, places and claims; grouping them is for ``events``.

A mention is worth a report when it is asserted, or possible, and something is claimed
of it: plans, negations and background are none, nor is a mere reference that adds
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from builder.link.claims import inside, make_claims
from builder.model import (
    UNKNOWN,
    Annotations,
    Article,
    Citation,
    EventMention,
    FoundClaim,
    FoundReport,
    PlaceMention,
    Span,
    TimeExpression,
)

_TELLING = frozenset(
    ["when", "where", "killed", "wounded", "damage", "blamed_on", "claimed_by", "means"]
)
"""Facets of which one must be claimed for a report."""


class Aligned(Protocol):
    """Maps spans of the body to spans of the evidence."""

    def to_evidence(self, span: Span) -> Span: ...


def find_reports(
    article: Article, annotations: Annotations, alignment: Aligned | None
) -> tuple[FoundReport, ...]:
    """Every report of an article, in the order of the text."""
    found: list[FoundReport] = []
    for mention in annotations.mentions:
        report = _make(article, annotations, mention, alignment)
        if report is not None:
            found.append(report)
    return tuple(found)


def _make(
    article: Article,
    annotations: Annotations,
    mention: EventMention,
    alignment: Aligned | None,
) -> FoundReport | None:
    if mention.modality not in ("asserted", "possible"):
        return None
    passage = mention.passage
    citation = _speaking(annotations.citations, mention)
    times = _dating(annotations, mention, citation)
    places = _placing(annotations.places, annotations.citations, passage)
    claims = make_claims(
        article.body,
        mention,
        passage,
        times,
        places,
        annotations,
        article.record.language,
    )
    if not _is_worth(mention, claims, citation):
        return None
    source, via, rule = _speaker(article, citation)
    return FoundReport(
        article=article.id,
        passage=passage,
        evidence=alignment.to_evidence(passage) if alignment else passage,
        mention=mention,
        source=source,
        via=via,
        rule=rule,
        hedge=citation.hedge if citation else "",
        times=times,
        places=tuple(dict.fromkeys(p.place for p in places)),
        claims=claims,
    )


def _is_worth(
    mention: EventMention, claims: Sequence[FoundClaim], citation: Citation | None
) -> bool:
    facets = {c.facet for c in claims}
    if mention.definite and facets <= {"kind", "actor", "target"}:
        return False
    if facets & _TELLING:
        return True
    return {"actor", "target"} <= facets or (
        citation is not None and bool(facets & {"actor", "target"})
    )


def _speaking(citations: Sequence[Citation], mention: EventMention) -> Citation | None:
    """The citation whose content holds the mention; the innermost where several do."""
    best: tuple[int, Citation] | None = None
    for citation in citations:
        if citation.polarity not in ("says", "denies", "doubts"):
            continue
        for content in citation.content:
            if inside(mention.trigger, content) or _mostly(mention.passage, content):
                length = content[1] - content[0]
                if best is None or length < best[0]:
                    best = (length, citation)
    return best[1] if best else None


def _mostly(passage: Span, content: Span) -> bool:
    common = min(passage[1], content[1]) - max(passage[0], content[0])
    return common * 2 > passage[1] - passage[0]


def _speaker(
    article: Article, citation: Citation | None
) -> tuple[str, tuple[str, ...], str]:
    """(source, via, rule); the article's own voice where nobody is cited."""
    if citation is not None:
        via = tuple(relay.ref for relay in citation.via)
        return citation.ref, via, f"citation/{citation.rule}"
    outlet = article.record.outlet
    own = outlet if outlet != UNKNOWN else f"{UNKNOWN}@{article.id}"
    return own, (), "publisher"


def _dating(
    annotations: Annotations, mention: EventMention, citation: Citation | None
) -> tuple[TimeExpression, ...]:
    """The times in the passage that date the event, not the speaking."""
    others = [
        m.passage
        for m in annotations.mentions
        if m is not mention
        and m.modality == "asserted"
        and inside(m.passage, mention.passage)
    ]
    kept = []
    for time in annotations.times:
        if time.type not in ("DATE", "TIME") and time.offset is None:
            continue
        if not inside(time.span, mention.passage):
            continue
        if any(inside(time.span, other) for other in others):
            continue
        if not time.edtf and time.offset is None and time.value.endswith("_REF"):
            kept.append(time)
            continue
        if citation is not None and _dates_speaking(time, citation):
            continue
        kept.append(time)
    return tuple(kept)


def _dates_speaking(time: TimeExpression, citation: Citation) -> bool:
    """Whether a time stands outside what is said, beside the cue."""
    if any(inside(time.span, content) for content in citation.content):
        return False
    near = min(abs(time.span[0] - citation.cue[1]), abs(citation.cue[0] - time.span[1]))
    return near < 25


def _placing(
    places: Sequence[PlaceMention], citations: Sequence[Citation], passage: Span
) -> tuple[PlaceMention, ...]:
    """The places in a passage, without those that belong to a source's name."""
    return tuple(
        place
        for place in places
        if inside(place.span, passage)
        and not any(
            citation.source and inside(place.span, citation.source)
            for citation in citations
        )
    )
