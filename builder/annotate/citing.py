"""Whom a speaker cites: "Reuters, citing two officials, said", "qui cite la police".

Comes in: the findings of one unit. Goes out: the same, where who is cited is the
source and who cites relays. What somebody cites and does not speak (a law, a fear)
changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from builder.annotate.attribution import Finding, Resolver
from builder.annotate.noun_phrases import Reader
from builder.annotate.word_classes import Range

_BEHIND = 6
"""Tokens between a cue and the comma behind it: "reported on Monday, citing"."""


class _Cited(NamedTuple):
    """An aside that names who is cited."""

    start: int
    """Its comma; -1 where it opens the unit."""
    verb: int
    whom: Range


def rely_on_cited(
    reader: Reader, findings: list[Finding], number: int, resolver: Resolver
) -> list[Finding]:
    """The findings of a unit, each on the word of whom its speaker cites."""
    if not findings or reader.lexicon.words["citers"].isdisjoint(reader.lows):
        return findings
    for cited in _find_cited(reader, number, resolver):
        told = [
            f
            for f in findings
            if f.unit == number
            and f.source is not None
            and f.source_unit < 0
            and not f.cue[0] <= cited.verb < f.cue[1]
            and _belongs(f, cited)
        ]
        if told:
            near = max(told, key=lambda f: f.cue)
            findings = [
                _relying(f, cited) if f is near else f
                for f in findings
                if f.unit != number or not f.cue[0] <= cited.verb < f.cue[1]
            ]
    return findings


def _find_cited(reader: Reader, number: int, resolver: Resolver) -> Sequence[_Cited]:
    found = []
    for i, classes in enumerate(reader.classes):
        if "citers" not in classes:
            continue
        participle = reader.low(i).endswith(("ing", "ant"))
        before = i - 1
        if not participle:
            before -= reader.is_in(before, "have")
            if not reader.is_in(before, "relative"):
                continue
            before -= 1
        if before >= 0 and reader.low(before) != ",":
            continue
        whom = reader.phrase_after(i + 1)
        if whom is not None and _may_be_source(number, whom, resolver):
            found.append(_Cited(before, i, whom))
    return found


def _may_be_source(number: int, whom: Range, resolver: Resolver) -> bool:
    """Somebody, or a text, that is said to have spoken; one capital word may be a
    matter: "citing Brexit"."""
    phrase = resolver.phrase(number, whom)
    if phrase.refused or phrase.pronoun or not phrase.known_to_speak:
        return False
    return bool(phrase.known) or phrase.kind != "unknown" or " " in phrase.name


def _belongs(finding: Finding, cited: _Cited) -> bool:
    """The aside stands beside the source, behind the cue or where the words end."""
    source = finding.source or (0, 0)
    if cited.start < 0:
        return source[0] in (cited.whom[1], cited.whom[1] + 1)
    if cited.start == source[1]:
        return True
    ends = [finding.cue[1], source[1]]
    ends += [min(last, cited.start) for first, last in finding.content
             if first < cited.start]  # fmt: skip
    return finding.cue[1] <= cited.start <= max(ends) + _BEHIND


def _relying(finding: Finding, cited: _Cited) -> Finding:
    """The finding with whom its source cites as its source."""
    kept = []
    for first, last in finding.content:
        inside = first < cited.start < last
        kept.append((first, cited.start if inside else last))
    return finding._replace(
        content=tuple(kept), source=cited.whom, relay=finding.source
    )
