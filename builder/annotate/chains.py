"""Who relays whom: the links between the first speaker and the publisher.

Comes in: the citations of one unit, or the words of a source. Goes out: the same
citations with ``via`` filled, nearest to the first speaker first. Only what the
words of the text say makes a link; the publisher is never one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.annotate.noun_phrases import Range, Reader
from builder.model import Citation, Relay

_FAR = 8
"""Tokens between a cue and the outlet spoken to: "told Reuters"."""


def split_cited(reader: Reader, where: Range) -> tuple[Range, Range | None]:
    """ "sources cited by X": the sources, and X who relays them."""
    start, end = where
    for i in range(start + 1, end - 2):
        if reader.is_in(i, "cited_by") and reader.is_in(i + 1, "by"):
            return (start, i), (i + 2, end)
    return where, None


def told_to(reader: Reader, cue: Range) -> Range | None:
    """The phrase that names whom the words were spoken to: "a dit à l'AFP"."""
    person = reader.is_in(cue[1] - 1, "told")
    if person:
        found = reader.phrase_after(cue[1], _FAR)
        return _until_clause(reader, found) if found else None
    for i in range(cue[1], min(len(reader.tokens), cue[1] + _FAR)):
        if reader.kind(i) != "w" or reader.is_in(i, "that", "relative"):
            return None
        if reader.is_in(i, "told_to"):
            found = reader.phrase_after(i + 1, _FAR)
            return _until_clause(reader, found) if found else None
    return None


def _until_clause(reader: Reader, where: Range) -> Range:
    for j in range(where[0] + 1, where[1]):
        if reader.is_in(j, "that", "subject") or reader.kind(j) == "q":
            return (where[0], j)
    return where


def make_chains(citations: Sequence[Citation]) -> list[Citation]:
    """Citations of one unit, each with the speakers whose content holds it as links."""
    chained = []
    for inner in citations:
        outers = [
            outer
            for outer in citations
            if outer is not inner
            and outer.ref != inner.ref
            and outer.source is not None
            and _holds(outer, inner)
        ]
        outers.sort(key=lambda c: (c.content[-1][1] - c.content[0][0], c.cue))
        links = list(inner.via)
        for outer in outers:
            if outer.source is None:
                continue
            for link in (Relay(outer.ref, outer.source), *outer.via):
                if link.ref != inner.ref and all(link.ref != x.ref for x in links):
                    links.append(link)
        chained.append(replace(inner, via=tuple(links)) if links else inner)
    return chained


def _holds(outer: Citation, inner: Citation) -> bool:
    """Content and cue of the inner lie in the outer's content."""
    return any(
        start <= inner.content[0][0]
        and inner.content[-1][1] <= end
        and start <= inner.cue[0]
        and inner.cue[1] <= end
        for start, end in outer.content
    )
