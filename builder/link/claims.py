"""What a report says, facet by facet.

Comes in: an event mention, its passage, the times, places and counts in it. Goes out:
claims whose spans lie inside the passage. It knows neither speakers nor other reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from builder.annotate.triggers import load_events
from builder.annotate.words import Word, find_words
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

_LEADING = 8
"""Words before a place in which what locates it is looked for."""
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
    named = {p.span for p in annotations.places}
    for role in mention.roles:
        if role.rule.endswith("/of") and role.span in named:
            continue
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


def find_located(
    body: str, place: PlaceMention, passage: Span, language: str
) -> Span | None:
    """The words that locate something at a place: "à l'est de la Syrie".

    None where the place only describes or acts: "the army of Syria", "pro-Iran".
    """
    rules = load_events(language)
    words = find_words(body, (passage[0], place.span[0]), language)
    of, chain = rules["grammar"]["of"], rules["grammar"]["chain"]
    describes = bool(words) and words[-1].text in of
    article = ""
    for count, word in enumerate(reversed(words[-_LEADING:])):
        text = word.text
        if text in rules["not_located"]:
            return None
        if text in rules["locative"]:
            return word.start, place.span[1]
        if describes and text in rules["owned"] and _is_owner(words, rules):
            return None
        if describes and text in rules["sites"]:
            return word.start, place.span[1]
        if count == 1 and article in chain and text in of:
            describes = True
        if not text[0].isalpha() or (not describes and text not in chain):
            break
        article = text
    return None if describes or article in chain[1:] else place.span


def _is_owner(words: Sequence[Word], rules: Mapping[str, Any]) -> bool:
    """Whether a place bears an article, as countries do: "the base of the US"."""
    last = words[-1].text
    return last in ("des", "du") or last in rules["definite"]


def _where(
    body: str, places: Sequence[PlaceMention], passage: Span, language: str
) -> Iterator[FoundClaim]:
    for place in places:
        span = find_located(body, place, passage, language)
        if span is not None:
            yield FoundClaim("where", span, value=place.place)


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
