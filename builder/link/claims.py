"""What a report says, facet by facet.

Comes in: an event mention, its passage, the times, places and counts in it. Goes out:
claims whose spans lie inside the passage. It knows neither speakers nor other reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from builder.annotate.triggers import load_events
from builder.annotate.words import find_words
from builder.model import (
    UNKNOWN,
    Annotations,
    EventMention,
    FoundClaim,
    PlaceMention,
    Quantity,
    Role,
    Span,
    TimeExpression,
)

_COUNTED = frozenset(["killed", "wounded", "means", "target", "damage"])


def make_claims(
    body: str,
    mention: EventMention,
    passage: Span,
    times: Sequence[TimeExpression],
    places: Sequence[PlaceMention],
    annotations: Annotations,
    language: str,
) -> tuple[FoundClaim, ...]:
    """The claims of one report, in the order of the text."""
    claims: list[FoundClaim] = []
    claims += _when(times, passage)
    claims += _where(body, places, passage, language)
    claims += _kind(mention, passage)
    for role in mention.roles:
        if inside(role.span, passage):
            claims.append(_from_role(body, role, annotations.quantities))
    unique = {(c.facet, c.span): c for c in claims}
    return tuple(sorted(unique.values(), key=lambda c: (c.span, c.facet)))


def inside(inner: Span, outer: Span) -> bool:
    """Whether a span lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _when(times: Sequence[TimeExpression], passage: Span) -> Iterator[FoundClaim]:
    for time in times:
        if inside(time.span, passage):
            yield FoundClaim("when", time.span, value=time.edtf or None)


def _kind(mention: EventMention, passage: Span) -> Iterator[FoundClaim]:
    if inside(mention.trigger, passage) and not mention.rule.endswith("/goes-on"):
        yield FoundClaim("kind", mention.trigger, value=mention.kind)


def _where(
    body: str, places: Sequence[PlaceMention], passage: Span, language: str
) -> Iterator[FoundClaim]:
    """Places, each with the prepositions and nouns that lead to it."""
    leading = frozenset(load_events(language).get("place_prepositions", ()))
    for place in places:
        if not inside(place.span, passage):
            continue
        words = find_words(body, (passage[0], place.span[0]), language)
        start = place.span[0]
        for word in reversed(words[-3:]):
            if word.text not in leading or body[word.end : start].strip():
                break
            start = word.start
        yield FoundClaim("where", (start, place.span[1]), value=place.place)


def _from_role(body: str, role: Role, quantities: Sequence[Quantity]) -> FoundClaim:
    claim = FoundClaim(role.facet, role.span)
    if role.rule.endswith("/undetermined"):
        return replace(claim, value=UNKNOWN)
    if role.rule.endswith("/identified"):
        return replace(claim, hedge=_lead(body, role))
    if role.facet not in _COUNTED:
        return claim
    for quantity in quantities:
        if quantity.rule.endswith("/one") and role.facet not in ("killed", "wounded"):
            continue
        if quantity.span == role.span or (
            inside(quantity.span, role.span) and quantity.span[0] - role.span[0] < 8
        ):
            return replace(
                claim,
                value=UNKNOWN if quantity.state == "unknown" else quantity.value,
                at_least=quantity.at_least,
                at_most=quantity.at_most,
                unit=quantity.unit,
                hedge=quantity.hedge or None,
            )
    return claim


def _lead(body: str, role: Role) -> str | None:
    """The words of the sentence that stand right before an identification."""
    start = max(body.rfind(mark, 0, role.span[0]) for mark in ".;\n") + 1
    words = body[start : role.span[0]].strip()
    return words if 0 < len(words) <= 60 else None
