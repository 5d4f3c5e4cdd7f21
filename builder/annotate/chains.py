"""Who relays whom: the links between the first speaker and the publisher.

Comes in: the citations of an article, or the words of a source. Goes out: the same
citations with ``via`` filled, nearest to the first speaker first. Only what the
words of the text say makes a link; the publisher is never one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.annotate.cue_groups import find_quoter
from builder.annotate.noun_phrases import Reader
from builder.annotate.word_classes import Range
from builder.model import Citation, Relay, Span

_FAR = 8
"""Tokens between a cue and the outlet spoken to: "told Reuters"."""


def split_cited(reader: Reader, where: Range) -> tuple[Range, Range | None]:
    """ "sources cited by X": the sources, and X who relays them."""
    start, end = where
    for i in range(start + 1, end - 2):
        if "cited_by" in reader.classes[i] and reader.is_in(i + 1, "by"):
            return (start, i), (i + 2, end)
    return where, None


def told_to(reader: Reader, cue: Range) -> Range | None:
    """The phrase that names whom the words were spoken to: "a dit à l'AFP"."""
    for i in range(cue[0], cue[1] - 2):
        if reader.is_in(i, "quoted_as") and reader.is_in(i + 1, "by"):
            return (i + 2, cue[1] - 2)  # "was quoted by the agency as saying"
    quoter = find_quoter(reader, cue[0])
    if quoter > 0:
        return reader.subject_before(quoter)
    person = reader.is_in(cue[1] - 1, "told")
    if person:
        found = reader.phrase_after(cue[1], _FAR)
        return _until_clause(reader, found) if found else None
    for i in range(cue[1], min(reader.size, cue[1] + _FAR)):
        classes = reader.classes[i]
        if reader.kinds[i] != "w" or "that" in classes or "relative" in classes:
            return None
        if "told_to" in classes:
            found = reader.phrase_after(i + 1, _FAR)
            return _until_clause(reader, found) if found else None
    return None


def _until_clause(reader: Reader, where: Range) -> Range:
    for j in range(where[0] + 1, where[1]):
        if reader.is_any(j, "that", "subject") or reader.kind(j) == "q":
            return (where[0], j)
        if reader.lexicon.zero_that and reader.is_any(
            j, "prepositions", "determiners", "after_source"
        ):
            return (where[0], j)  # "told reporters outside the station an hour ago"
    return where


def make_chains(citations: Sequence[Citation]) -> list[Citation]:
    """The same citations, each with the speakers whose content holds it as links.

    Comes in with the links that the words of its own source give. One pass over the
    text: only contents that are still open are looked at.
    """
    if len(citations) < 2:
        return list(citations)
    parts = sorted(
        (start, end, number)
        for number, citation in enumerate(citations)
        for start, end in citation.content
    )
    hulls = [_hull(citation) for citation in citations]
    order = sorted(range(len(citations)), key=hulls.__getitem__)
    outers: dict[int, list[Citation]] = {}
    open_parts: list[tuple[int, int, int]] = []
    at = 0
    for number in order:
        first, last = hulls[number]
        while at < len(parts) and parts[at][0] <= first:
            open_parts.append(parts[at])
            at += 1
        open_parts = [part for part in open_parts if part[1] > first]
        outers[number] = [
            citations[other]
            for _, end, other in open_parts
            if end >= last and other != number
        ]
    return [_chain(inner, outers[n]) for n, inner in enumerate(citations)]


def _hull(citation: Citation) -> Span:
    """From the first to the last character of cue and content."""
    first, last = citation.cue
    for start, end in citation.content:
        first, last = min(first, start), max(last, end)
    return first, last


def _chain(inner: Citation, outers: Sequence[Citation]) -> Citation:
    """A citation behind the links of its own words: who holds it, the nearest first."""
    if not outers:
        return inner
    links = list(inner.via)
    for outer in sorted(outers, key=lambda c: (_length(c), c.cue)):
        if outer.ref == inner.ref:
            continue
        named = Relay(outer.ref, outer.source or outer.cue)
        for link in (named, *outer.via):
            if link.ref != inner.ref and all(link.ref != x.ref for x in links):
                links.append(link)
    return replace(inner, via=tuple(links))


def _length(citation: Citation) -> int:
    return citation.content[-1][1] - citation.content[0][0]
