"""A person's word against what was read: ``corrections:`` of a working copy.

Comes in: an article with its corrections, and what the rules found in it. Goes out:
the same findings as the person left them. A correction is looked up by its words at
every run, so that edits elsewhere in the text and other rules do not lose it; where
its words stand more than once, it holds for each place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.anchoring import find_quote
from builder.annotate.knowledge import Knowledge
from builder.annotate.quotations import find_mode
from builder.annotate.sources import resolve_name
from builder.edtf import EdtfError, parse_date
from builder.model import (
    Article,
    Citation,
    Correction,
    Quotation,
    SourceKind,
    Span,
    TimeExpression,
)

BY_HAND = "person"
"""The rule of what a person set; behind it, ``/`` and the rule that had read it."""

_NEARLY = 0.8
"""Share of a content."""


# --- dates -------------------------------------------------------------------------


def correct_times(
    article: Article,
    times: Sequence[TimeExpression],
    quotations: Sequence[Quotation],
) -> tuple[TimeExpression, ...]:
    """Time expressions as a person left them, in reading order."""
    if not article.record.corrections:
        return tuple(times)
    kept = list(times)
    for correction, place in _find_places(article):
        if correction.read_as in ("nothing", "no_date", "date"):
            kept = [t for t in kept if not _is_aimed_at(place, t.span)]
        made = _make_time(correction, place, quotations)
        kept += [made] if made is not None else []
    return tuple(sorted(kept, key=lambda t: t.span))


def _is_aimed_at(place: Span, span: Span) -> bool:
    """Whether a date lies in the words of a correction, or they lie in it."""
    return _holds(place, span) or _holds(span, place)


def _make_time(
    correction: Correction, place: Span, quotations: Sequence[Quotation]
) -> TimeExpression | None:
    """The date a person gave; None for a correction that gives none."""
    if correction.read_as != "date" or correction.value is None:
        return None
    try:
        known = parse_date(correction.value) is not None
    except EdtfError:
        return None  # a Problem of the record
    date = correction.value if known else ""
    return TimeExpression(
        span=place,
        type="DATE",
        value=date,
        edtf=date,
        rule=BY_HAND,
        quoted=any(_holds(q.span, place) for q in quotations),
    )


# --- citations ---------------------------------------------------------------------


def correct_citations(
    article: Article,
    citations: Iterable[Citation],
    quotations: Sequence[Quotation],
    knowledge: Knowledge,
) -> list[Citation]:
    """Citations as a person left them: some gone, some of another source, some new.

    Of two that name a source for the same citation the later one holds, and one that
    names a source holds against one that denies the citation. They come without the
    links that one citation gives another: those are made of what is left.
    """
    places = list(_find_places(article))
    kept = list(citations)
    for correction, place in places:
        if correction.read_as in ("nothing", "no_citation"):
            kept = [c for c in kept if not _is_told_in(c, place)]
    settled: dict[int, tuple[Citation, Span]] = {}
    for correction, place in places:
        if correction.read_as == "citation" and correction.value:
            voice = _make_voice(correction.value, knowledge)
            number = _choose(kept, place, settled)
            if number is None:
                kept.append(_make_citation(article.body, voice, place, quotations))
                number = len(kept) - 1
            settled[number] = (_set_source(kept[number], voice), place)
    return [settled[n][0] if n in settled else c for n, c in enumerate(kept)]


@dataclass(frozen=True, slots=True)
class _Voice:
    """Whom a person names as a source."""

    ref: str
    name: str
    kind: SourceKind


def _make_voice(value: str, knowledge: Knowledge) -> _Voice:
    """An id, a known name, name@article, or a name nobody knows yet."""
    words = " ".join(value.split())
    ref = words if "@" in words else resolve_name(words, knowledge) or words
    if ref in knowledge.sources:
        return _Voice(ref, knowledge.sources[ref].name, knowledge.sources[ref].kind)
    return _Voice(ref, ref.rpartition("@")[0] or ref, "unknown")


def _choose(
    citations: Sequence[Citation],
    place: Span,
    settled: Mapping[int, tuple[Citation, Span]],
) -> int | None:
    """The citation that stands closest to the words; one that was settled by other
    words elsewhere is not theirs to change."""
    here = [
        number
        for number, citation in enumerate(citations)
        if _is_told_in(citation, place)
        and (number not in settled or _common(settled[number][1], place))
    ]
    return max(here, key=lambda n: (_likeness(citations[n], place), -n), default=None)


def _set_source(citation: Citation, voice: _Voice) -> Citation:
    """The citation with the source a person gave it."""
    made = citation.rule == BY_HAND
    return replace(
        citation,
        ref=voice.ref,
        name=voice.name,
        kind=citation.kind if voice.ref == citation.ref else voice.kind,
        via=tuple(link for link in citation.via if link.ref != voice.ref),
        rule=BY_HAND if made else f"{BY_HAND}/{citation.rule}",
    )


def _make_citation(
    body: str, voice: _Voice, place: Span, quotations: Sequence[Quotation]
) -> Citation:
    """A citation where no rule finds one: its content is all of the words."""
    content = _strip_marks(body, place, quotations)
    return Citation(
        content=(content,),
        cue=(content[0], content[0]),
        source=None,
        name=voice.name,
        ref=voice.ref,
        kind=voice.kind,
        mode=find_mode((content,), [q for q in quotations if q.depth == 0]),
        rule=BY_HAND,
    )


def _is_told_in(citation: Citation, place: Span) -> bool:
    """Whether words touch a citation's cue, or hold nearly all of its content.

    Nearly: where a content ends is what rules change their mind about most.
    """
    if citation.cue[0] < citation.cue[1] and _common(citation.cue, place):
        return True
    whole = sum(end - start for start, end in citation.content)
    held = sum(_common(part, place) for part in citation.content)
    return held >= _NEARLY * whole


def _likeness(citation: Citation, place: Span) -> float:
    """How much of words and citation is common to both; 1 where they are the same."""
    spans = [*citation.content, citation.cue, *filter(None, [citation.source])]
    hull = (min(s for s, _ in spans), max(e for _, e in spans))
    common = _common(hull, place)
    return common / (hull[1] - hull[0] + place[1] - place[0] - common)


def _strip_marks(body: str, place: Span, quotations: Sequence[Quotation]) -> Span:
    """The inside of a quotation where the words are one with its marks."""
    start, end = next((q.inner for q in quotations if q.span == place), place)
    while start < end and body[start].isspace():
        start += 1
    while start < end and body[end - 1].isspace():
        end -= 1
    return start, end


# --- places ------------------------------------------------------------------------


def _find_places(article: Article) -> Iterator[tuple[Correction, Span]]:
    """Every correction with every place its words stand at, in the record's order."""
    for correction in article.record.corrections:
        for place in find_quote(article.body, correction.quote):
            yield correction, place


def _common(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
