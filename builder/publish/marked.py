"""An article's paragraphs, cut where something was found in them.

Comes in: an article, its annotations, what events took from it, the excerpt plan.
Goes out: passages made of flat segments, each knowing which marks cover it, and the
notes that explain the marks. Nothing here is HTML or of one language.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from builder.model import (
    Annotations,
    Article,
    Block,
    Citation,
    Claim,
    Continuation,
    EventRecord,
    Report,
    Span,
    TimeExpression,
)
from builder.publish.excerpts import Piece, Plan

Kind = Literal["date", "cite", "still", "claim"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim as an event took it from this article."""

    event: EventRecord
    report: Report
    claim: Claim


Found = TimeExpression | Citation | Continuation | Taken


@dataclass(frozen=True, slots=True)
class Note:
    """What explains one mark."""

    number: int
    kind: Kind
    words: str
    """The marked words, shown ones only."""
    found: Found


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks, or a gap."""

    text: str
    gap: int = 0
    marks: tuple[str, ...] = ()
    """Kinds of notes, and ``date-start``, ``cite-end`` .. at the ends of a mark."""
    anchors: tuple[str, ...] = ()
    """Report ids whose passage begins here."""
    notes: tuple[int, ...] = ()
    """Numbers of the notes whose mark ends here."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the body."""

    number: int
    """From 1, in the order of the article."""
    kind: Literal["heading", "paragraph", "quotation"]
    segments: tuple[Segment, ...]
    notes: tuple[Note, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    kind: Kind
    found: Found
    noted: bool = True


def make_passages(
    article: Article,
    annotations: Annotations | None,
    told: Iterable[tuple[EventRecord, Report]],
    plan: Plan,
) -> tuple[tuple[Passage, ...], int]:
    """The article's passages, and how many marks lie in what is not shown."""
    marks: list[_Mark] = []
    starts: list[tuple[int, str]] = []
    for event, report in told:
        passage = plan.find(article.id, report.quote)
        if passage is None:
            continue
        starts.append((passage[0], report.id))
        for claim in report.claims:
            span = plan.find(article.id, claim.quote, passage)
            if span is not None:
                marks.append(_Mark(span, "claim", Taken(event, report, claim)))
    if annotations is not None:
        marks += [_Mark(time.span, "date", time) for time in annotations.times]
        for citation in annotations.citations:
            marks.append(_Mark(_marked_words(citation), "cite", citation))
            if citation.source is not None and citation.source != citation.cue:
                marks.append(_Mark(citation.source, "cite", citation, noted=False))
        marks += [
            _Mark(still.span, "still", still) for still in annotations.continuations
        ]
    marks.sort(key=lambda mark: (mark.span, mark.kind))
    blocks = article.blocks or (Block("paragraph", (0, len(article.body))),)
    first = [block.span[0] for block in blocks]
    buckets: list[list[_Mark]] = [[] for _ in blocks]
    for mark in marks:
        number = bisect_right(first, mark.span[0]) - 1
        if number >= 0 and mark.span[1] <= len(article.body):
            buckets[number].append(mark)
    anchors: list[list[tuple[int, str]]] = [[] for _ in blocks]
    for at, report_id in sorted(starts):
        anchors[max(bisect_right(first, at) - 1, 0)].append((at, report_id))
    passages: list[Passage] = []
    noted = hidden = 0
    for number, block in enumerate(blocks):
        made, missed = _make_passage(
            article.id, number + 1, block, buckets[number], anchors[number], plan, noted
        )
        passages.append(made)
        noted += len(made.notes)
        hidden += missed
    return tuple(passages), hidden


def _marked_words(citation: Citation) -> Span:
    """The words that announce a citation; what is said where none do."""
    return citation.cue if citation.cue[0] < citation.cue[1] else citation.content[0]


def _make_passage(
    article: str,
    number: int,
    block: Block,
    marks: Sequence[_Mark],
    anchors: Sequence[tuple[int, str]],
    plan: Plan,
    noted: int,
) -> tuple[Passage, int]:
    """Cut one block; notes are counted on from ``noted``."""
    pieces = plan.show(article, block.span)
    notes: list[Note] = []
    ends: dict[int, list[int]] = {}
    hidden = 0
    for mark in marks:
        visible = _visible(mark.span, pieces)
        if visible and mark.noted:
            noted += 1
            words = "…".join(plan.texts[article][a:b] for a, b in visible)
            notes.append(Note(noted, mark.kind, words, mark.found))
            ends.setdefault(visible[-1][1], []).append(noted)
        elif mark.noted:
            hidden += 1
    segments = tuple(_cut(pieces, marks, anchors, ends))
    shown = any(piece.text for piece in pieces)
    return Passage(number, block.kind, segments, tuple(notes), shown), hidden


def _visible(span: Span, pieces: Sequence[Piece]) -> list[Span]:
    """The parts of a span that are shown."""
    cuts = (
        (max(p.start, span[0]), min(p.start + len(p.text), span[1])) for p in pieces
    )
    return [(start, end) for start, end in cuts if start < end]


def _cut(
    pieces: Sequence[Piece],
    marks: Sequence[_Mark],
    anchors: Sequence[tuple[int, str]],
    ends: Mapping[int, Sequence[int]],
) -> Iterator[Segment]:
    """Pieces cut at every edge of a mark and at the start of every report."""
    waiting = list(anchors)

    def due(at: int) -> tuple[str, ...]:
        names = tuple(name for start, name in waiting if start <= at)
        del waiting[: len(names)]
        return names

    for piece in pieces:
        if piece.gap:
            yield Segment("", piece.gap, anchors=due(piece.start + piece.gap - 1))
            continue
        stop = piece.start + len(piece.text)
        edges = {at for mark in marks for at in mark.span}
        edges.update(at for at, _ in waiting)
        inner = sorted(at for at in edges if piece.start < at < stop)
        for a, b in pairwise([piece.start, *inner, stop]):
            yield Segment(
                piece.text[a - piece.start : b - piece.start],
                marks=_covering(marks, a, b),
                anchors=due(a),
                notes=tuple(ends.get(b, ())),
            )
    if waiting:
        yield Segment("", anchors=tuple(name for _, name in waiting))


def _covering(marks: Sequence[_Mark], start: int, end: int) -> tuple[str, ...]:
    """The classes of the marks over a stretch, each once, in a fixed order."""
    names: set[str] = set()
    for mark in marks:
        if mark.span[0] <= start and end <= mark.span[1]:
            names.add(mark.kind)
            if mark.span[0] == start:
                names.add(f"{mark.kind}-start")
            if mark.span[1] == end:
                names.add(f"{mark.kind}-end")
    return tuple(sorted(names))
