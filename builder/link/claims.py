"""What a report says, facet by facet.

Comes in: an event mention, its passage, the times, places and counts in it. Goes out:
claims whose spans lie inside the passage. It knows neither speakers nor other reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from builder.annotate.harm import cues
from builder.annotate.modality import is_doubt
from builder.annotate.nominals import phrase_ends
from builder.annotate.ranks import find_ranks
from builder.annotate.words import find_words
from builder.languages import load_rules
from builder.link.placing import Located
from builder.model import (
    UNKNOWN,
    Annotations,
    EventMention,
    FoundClaim,
    Quantity,
    Role,
    Span,
    TimeExpression,
)
from builder.taxonomy import GENERAL, family

_GOING = ("movement", "visit", "protest")
"""What is left, gone to or gone through here is where it happens, no target."""
_JOINED = 6
"""Characters between two nouns that one "no" governs: " or ", " ni "."""
_LEADING = 8
"""Words before an identification in which its verb is looked for."""
_COUNTED = frozenset(
    ["actor", "killed", "wounded", "means", "target", "damage", "number"]
)
_STOPS = frozenset(",;:.()!?")


def make_claims(
    body: str,
    mention: EventMention,
    passage: Span,
    times: Sequence[TimeExpression],
    places: Sequence[Located],
    annotations: Annotations,
    language: str,
) -> tuple[FoundClaim, ...]:
    """The claims of one report, in the order of the text."""
    others = _of_others(body, mention, passage, language)
    claims: list[FoundClaim] = []
    claims += _when(times, passage)
    claims += _where(places, passage)
    claims += _kind(mention, passage)
    claims += _rank(body, mention, passage, annotations, language)
    named = {p.span for p in annotations.places}
    dates = [
        time.span
        for time in annotations.times
        if time.type in ("DATE", "TIME") and time.offset is None
    ]
    for role in mention.roles:
        if role.rule.endswith("/of") and role.span in named:
            continue
        if any(inside(role.span, date) for date in dates):
            continue  # a date is nobody and nothing
        going = role.facet == "target" and family(mention.kind) in _GOING
        if going and any(inside(role.span, place.span) for place in places):
            continue
        if inside(role.span, passage):
            role = replace(
                role, span=_without_date(body, role.span, annotations, language)
            )
            claims.append(_from_role(body, role, annotations.quantities, language))
    claims = [c for c in claims if not any(inside(c.span, part) for part in others)]
    unique: dict[tuple[str, str], FoundClaim] = {}
    for claim in sorted(claims, key=lambda c: (c.span, c.facet)):
        said = " ".join(body[slice(*claim.span)].casefold().split())
        unique.setdefault((claim.facet, said), claim)
    return tuple(unique.values())


def _without_date(
    body: str, span: Span, annotations: Annotations, language: str
) -> Span:
    """Words for somebody or something, cut where a date begins among them."""
    for time in annotations.times:
        if span[0] < time.span[0] < span[1] and time.type in ("DATE", "TIME"):
            words = find_words(body, (span[0], time.span[0]), language)
            last = len(words) - 1
            while last > 0 and words.texts[last] in phrase_ends(language):
                last -= 1
            return span[0], words.ends[last]
    return span


def _of_others(
    body: str, mention: EventMention, passage: Span, language: str
) -> list[Span]:
    """Words told of another event that stands beside this one: "this attack and those
    carried out in the north", up to the next mark."""
    rules = load_rules(language, "linking")
    joints, others = (rules.get(key, ()) for key in ("joined_by", "another_one"))
    if not isinstance(joints, list) or not isinstance(others, list):
        return []
    words = find_words(body, (mention.trigger[1], passage[1]), language)
    found: list[Span] = []
    for number, (before, text) in enumerate(pairwise(words.texts), 1):
        if text in others and before in joints:
            stops = words.find_among(_STOPS, number)
            end = words.starts[stops[0]] if stops else passage[1]
            found.append((words.starts[number], end))
    return found


def inside(inner: Span, outer: Span) -> bool:
    """Whether a span lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _when(times: Sequence[TimeExpression], passage: Span) -> Iterator[FoundClaim]:
    for time in times:
        if inside(time.span, passage):
            yield FoundClaim("when", time.span, value=time.edtf or None)


def _kind(mention: EventMention, passage: Span) -> Iterator[FoundClaim]:
    names_none = mention.rule.endswith(("/goes-on", "/lead"))
    names_none = names_none or mention.kind == GENERAL  # a verb of no list
    if inside(mention.trigger, passage) and not names_none:
        yield FoundClaim("kind", mention.trigger, value=mention.kind)


def _rank(
    body: str,
    mention: EventMention,
    passage: Span,
    annotations: Annotations,
    language: str,
) -> Iterator[FoundClaim]:
    triggers = sorted(other.trigger for other in annotations.mentions)
    for span, number in find_ranks(
        body, mention, passage, triggers, annotations.times, language
    ):
        yield FoundClaim("rank", span, value=number)


def _where(located: Sequence[Located], passage: Span) -> Iterator[FoundClaim]:
    for found in located:
        if inside(found.span, passage):
            yield FoundClaim("where", found.span, value=found.place.place)


def _from_role(
    body: str, role: Role, quantities: Sequence[Quantity], language: str
) -> FoundClaim:
    claim = FoundClaim(role.facet, role.span)
    if role.rule.endswith("/undetermined"):
        return replace(claim, value=UNKNOWN)
    if role.rule.endswith("/identified"):
        return replace(claim, hedge=_hedge(body, role, language))
    if role.facet not in _COUNTED or role.rule.endswith("/denied"):
        return claim
    for quantity in quantities:
        if quantity.rule.endswith("/one") and role.facet not in ("killed", "wounded"):
            continue
        if quantity.span == role.span or (
            inside(quantity.span, role.span) and quantity.span[0] - role.span[0] < 8
        ):
            return replace(
                claim,
                span=_with_cue(claim.span, quantity, quantities),
                value=UNKNOWN if quantity.state == "unknown" else quantity.value,
                at_least=quantity.at_least,
                at_most=quantity.at_most,
                unit=quantity.unit,
                hedge=quantity.hedge or None,
            )
    return claim


def _with_cue(span: Span, quantity: Quantity, quantities: Sequence[Quantity]) -> Span:
    """The words of a claim; of "no deaths or injuries" the second keeps its "no"."""
    for other in quantities:
        gap = quantity.span[0] - other.span[1]
        if quantity.state == other.state == "zero" and 0 < gap <= _JOINED:
            return other.span[0], span[1]
    return span


def _hedge(body: str, role: Role, language: str) -> str | None:
    """The words that identify somebody, where their verb says that it is not sure."""
    start = max(body.rfind(mark, 0, role.span[0]) for mark in ".;\n") + 1
    words = find_words(body, (start, role.span[0]), language)
    table = cues(language, "identified")
    for first in range(max(0, len(words) - _LEADING), len(words)):
        for hit in table.find_all(words, first)[:1]:
            if any(is_doubt(t, language) for t in words.texts[first : hit.last + 1]):
                return body[words.starts[first] : words.ends[hit.last]]
    return None
