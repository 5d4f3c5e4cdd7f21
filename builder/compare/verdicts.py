"""How the claims on one facet relate, and by which rule.

Comes in: claims with their speakers, the kinds and units of the taxonomy, the places.
Goes out: verdicts, each naming the rule that made it and the claims it is about. It
says nothing of who is right, and adds nothing up.

A verdict is between claims of different speakers: *same*, *compatible* (both may be
true), *differs* (they say different things), *conflicts* (both cannot be true), *not
comparable* (they speak of different things), or *silent* (not two speak of it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, inf, radians
from typing import Literal

from builder.compare.chronology import read_date
from builder.edtf import intersect
from builder.folding import fold
from builder.model import UNKNOWN, Claim, Facet, PlaceRecord
from builder.taxonomy import compatible, load_units

VerdictKind = Literal[
    "conflicts", "differs", "not_comparable", "compatible", "same", "silent"
]
"""The gravest first."""

ORDER: tuple[VerdictKind, ...] = (
    "conflicts", "differs", "not_comparable", "compatible", "same", "silent",
)  # fmt: skip

MOST_VALUES = 40
"""Different values of one facet that are compared with each other; the work grows
with their square."""

_COUNTED = frozenset({"killed", "wounded"})
_ADDING = frozenset({"damage", "target", "response", "means"})
"""Facets of which one report may tell a part and another report another part."""
_TOLD_ONLY = frozenset({"actor", "blamed_on", "claimed_by"})
_ABOUT = 0.2
"""How far a number that is only about may be off, as a share of it."""
_KM_PER_DEGREE = 111.2
_APART_KM = 30.0
"""Beyond what their coordinates leave open, places this far apart are two."""
_BROAD = frozenset({"river", "sea", "region", "continent", "valley", "steppe"})


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim and who makes it."""

    claim: Claim
    speaker: str
    """Reference of the first speaker."""
    article: str
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """How some claims on one facet relate."""

    facet: Facet
    kind: VerdictKind
    rule: str
    """Id of the rule, the same in every language."""
    claims: tuple[Stated, ...]
    """The claims it is about, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Tension:
    """Two claims of one speaker in one article that cannot both be true."""

    facet: Facet
    rule: str
    first: Stated
    second: Stated

    @property
    def headline(self) -> bool:
        """Whether the headline says one of them and the text the other."""
        return self.first.headline != self.second.headline


# --- one facet ---------------------------------------------------------------------


def judge(
    facet: Facet, stated: Sequence[Stated], places: Mapping[str, PlaceRecord]
) -> tuple[Verdict, ...]:
    """The verdicts on one facet, the gravest first."""
    speakers = dict.fromkeys(one.speaker for one in stated)
    if len(speakers) < 2:
        rule = "one-speaks" if speakers else "nobody-speaks"
        return (Verdict(facet, "silent", rule, tuple(_distinct(stated))),)
    found: dict[tuple[VerdictKind, str], dict[Stated, None]] = {}
    values = _distinct(stated)[:MOST_VALUES]
    for first, second in _pairs_that_count(facet, values, places):
        kind, rule = compare_claims(facet, first.claim, second.claim, places)
        found.setdefault((kind, rule), {}).update({first: None, second: None})
    for one, other in _said_alike(stated):
        found.setdefault(("same", "same-words"), {}).update({one: None, other: None})
    position = {one: number for number, one in enumerate(stated)}
    return tuple(
        Verdict(facet, kind, rule, tuple(sorted(claims, key=position.__getitem__)))
        for (kind, rule), claims in sorted(
            found.items(), key=lambda item: (ORDER.index(item[0][0]), item[0][1])
        )
    )


def _distinct(stated: Iterable[Stated]) -> list[Stated]:
    """Each value once, by its first speaker; a speaker's own values all."""
    kept: dict[object, Stated] = {}
    for one in stated:
        kept.setdefault(meaning_of(one.claim), one)
    return list(kept.values())


def _said_alike(stated: Sequence[Stated]) -> list[tuple[Stated, Stated]]:
    """Claims of one meaning by different speakers, each with the first of them."""
    first: dict[object, Stated] = {}
    pairs = []
    for one in stated:
        other = first.setdefault(meaning_of(one.claim), one)
        if other.speaker != one.speaker:
            pairs.append((other, one))
    return pairs


def meaning_of(claim: Claim) -> tuple[object, ...]:
    """What two claims on one facet have in common when they say the same: their value,
    or their words where they have none."""
    value = (claim.value, claim.at_least, claim.at_most, claim.unit)
    if claim.facet in ("when", "where", "kind") and claim.value is not None:
        return (claim.value,)
    if value[:3] != (None, None, None):
        return value
    return (_bare(claim.quote), claim.unit)


def _bare(quote: str) -> str:
    return fold(quote).strip("«»“”\"' \u00a0\u202f.,;:")


def _pairs_that_count(
    facet: Facet, values: Sequence[Stated], places: Mapping[str, PlaceRecord]
) -> list[tuple[Stated, Stated]]:
    """Pairs of values to compare: for each two speakers the closest pair per unit.

    Who names a town and its province agrees with who names the town only.
    """
    best: dict[tuple[str, str, object], tuple[int, int, Stated, Stated]] = {}
    for number, (one, other) in enumerate(combinations(values, 2)):
        if one.speaker == other.speaker:
            continue
        kind, _ = compare_claims(facet, one.claim, other.claim, places)
        unit = _family_of(one.claim), _family_of(other.claim)
        key = (one.speaker, other.speaker, unit if facet not in ("where",) else "")
        rank = -ORDER.index(kind) if kind != "not_comparable" else -9
        if key not in best or (rank, number) < best[key][:2]:
            best[key] = (rank, number, one, other)
    return [(one, other) for _, _, one, other in best.values()]


# --- two claims --------------------------------------------------------------------


def compare_claims(
    facet: Facet, a: Claim, b: Claim, places: Mapping[str, PlaceRecord]
) -> tuple[VerdictKind, str]:
    """How two claims on one facet relate, and the rule that says so."""
    if UNKNOWN in (a.value, b.value):
        if a.value == b.value:
            return "same", "both-unknown"
        return "not_comparable", "one-says-unknown"
    if facet == "when":
        return _compare_dates(a, b)
    if facet == "where":
        return _compare_places(a, b, places)
    if facet == "kind":
        return _compare_kinds(a, b)
    if _interval(a) is not None and _interval(b) is not None:
        return _compare_counts(facet, a, b)
    if _bare(a.quote) == _bare(b.quote):
        return "same", "same-words"
    if facet in _COUNTED or (_interval(a) is None) != (_interval(b) is None):
        return "not_comparable", "count-and-words"
    if facet in _ADDING:
        return "compatible", "both-may-hold"
    one, other = (set(_bare(c.quote).split()) for c in (a, b))
    if one <= other or other <= one:
        return "compatible", "one-says-more"
    return "differs", "other-words"


def _compare_dates(a: Claim, b: Claim) -> tuple[VerdictKind, str]:
    one, other = (
        read_date(c.value) if isinstance(c.value, str) else None for c in (a, b)
    )
    if one is None or other is None:
        return "not_comparable", "date-not-fixed"
    if one == other:
        return "same", "same-date"
    if intersect(one, other) is not None:
        return "compatible", "dates-overlap"
    if one.approximate or other.approximate:
        return "differs", "dates-about"
    return "conflicts", "dates-apart"


def _compare_kinds(a: Claim, b: Claim) -> tuple[VerdictKind, str]:
    if a.value == b.value:
        return "same", "same-kind"
    if compatible(str(a.value), str(b.value)):
        return "compatible", "kinds-fit"
    return "differs", "other-kind"


def _compare_places(
    a: Claim, b: Claim, places: Mapping[str, PlaceRecord]
) -> tuple[VerdictKind, str]:
    one, other = str(a.value), str(b.value)
    if one == other and a.value is not None:
        return "same", "same-place"
    if one not in places or other not in places:
        return "not_comparable", "place-not-listed"
    if other in _holders(one, places) or one in _holders(other, places):
        return "compatible", "place-within"
    if other in places[one].near or one in places[other].near:
        return "compatible", "place-near"
    if {places[one].kind, places[other].kind} & _BROAD:
        return "not_comparable", "place-too-wide"
    apart = _kilometres_apart(places[one], places[other])
    if apart is None:
        return "differs", "other-place"
    return ("conflicts", "places-apart") if apart > 0 else ("differs", "other-place")


def _holders(place: str, places: Mapping[str, PlaceRecord]) -> set[str]:
    found: set[str] = set()
    queue = [place]
    while queue:
        record = places.get(queue.pop())
        for other in record.within if record else ():
            if other not in found:
                found.add(other)
                queue.append(other)
    return found


def _kilometres_apart(a: PlaceRecord, b: PlaceRecord) -> float | None:
    """How much farther apart two places lie than their coordinates leave open."""
    if a.latitude is None or b.latitude is None:
        return None
    if a.longitude is None or b.longitude is None:
        return None
    north = (a.latitude - b.latitude) * _KM_PER_DEGREE
    east = (a.longitude - b.longitude) * _KM_PER_DEGREE * cos(radians(a.latitude))
    loose = (a.precision_km or 0) + (b.precision_km or 0) + _APART_KM
    return hypot(north, east) - loose


# --- counts ------------------------------------------------------------------------


def _interval(claim: Claim) -> tuple[float, float] | None:
    """The numbers a count allows; None where there is none."""
    value = claim.value if isinstance(claim.value, int) else None
    if value is None and claim.at_least is None and claim.at_most is None:
        return None
    if claim.at_least is not None or claim.at_most is not None:
        low = claim.at_least if claim.at_least is not None else 0
        high = claim.at_most if claim.at_most is not None else inf
        return float(low), float(high)
    assert value is not None
    slack = value * _ABOUT if claim.hedge else 0.0
    return value - slack, value + slack


def _family_of(claim: Claim) -> str:
    """What is counted; all units of persons are one."""
    unit = load_units().get(claim.unit or "")
    if claim.unit in ("dead", "wounded") or (unit is not None and unit.person):
        return "person"
    return claim.unit or ""


def _compare_counts(facet: Facet, a: Claim, b: Claim) -> tuple[VerdictKind, str]:
    if _family_of(a) != _family_of(b):
        return "not_comparable", "other-unit"
    one, other = _interval(a), _interval(b)
    assert one is not None
    assert other is not None
    meet = max(one[0], other[0]) <= min(one[1], other[1])
    if one == other and (a.hedge or "") == (b.hedge or ""):
        return "same", "same-number"
    if meet:
        return "compatible", "number-in-range"
    if _is_part(a, b, one, other):
        return "compatible", "part-of-all"
    if 0 in (a.value, b.value):
        return "conflicts", "none-and-some"
    return "conflicts", "numbers-apart"


def _is_part(
    a: Claim, b: Claim, one: tuple[float, float], other: tuple[float, float]
) -> bool:
    """Whether one counts a part ("3 soldiers") of what the other counts ("5 dead")."""
    whole = ("person", "dead", "wounded", None)
    if a.unit == b.unit or (a.unit in whole) == (b.unit in whole):
        return False
    part, all_ = (other, one) if a.unit in whole else (one, other)
    return part[0] <= all_[1]


# --- one speaker against itself ------------------------------------------------------


def find_tensions(
    facet: Facet, stated: Sequence[Stated], places: Mapping[str, PlaceRecord]
) -> tuple[Tension, ...]:
    """Claims of one speaker in one article that conflict: headline against text too.

    What agrees with one of several values of the speaker's conflicts with none.
    """
    groups: dict[tuple[str, str], list[Stated]] = {}
    for one in stated:
        groups.setdefault((one.article, one.speaker), []).append(one)
    found = []
    for group in groups.values():
        values = _distinct(group)[:MOST_VALUES]
        for one, other in combinations(values, 2):
            kind, rule = compare_claims(facet, one.claim, other.claim, places)
            if kind == "conflicts":
                found.append(Tension(facet, rule, one, other))
    return tuple(found)
