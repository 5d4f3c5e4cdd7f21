"""Events that are much like another one, and what keeps them apart.

Comes in: reports, groups of them, and what a person keeps apart. Goes out: for one
group the others that a reader may take for the same event, each with the name of the
reason. It decides nothing; ``events`` and ``clusters`` did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Literal

from builder.edtf import Edtf
from builder.link.events import Group
from builder.link.grounds import (
    Facts,
    are_of_two_days,
    begin_apart,
    combine,
    compare_places,
    compare_times,
    make_facts,
)
from builder.model import FoundReport, PlaceRecord
from builder.taxonomy import GENERAL, compatible, family

Apart = Literal[
    "by-hand", "dates", "again", "one-article", "places", "open", "undated", "little"
]
"""Why two events are apart, the most certain first."""

_MOST = 8
_MOST_DAYS = 366
"""What happened longer before or after is hardly taken for the same."""


def find_look_alikes(
    number: int,
    groups: Sequence[Group],
    found: Sequence[FoundReport],
    bodies: Mapping[str, str],
    places: Mapping[str, PlaceRecord],
    apart: Iterable[frozenset[int]] = (),
) -> list[tuple[int, Apart]]:
    """Groups like the one of this number, and why each is apart, the likest first.

    Alike are events of one kind with a place, a name of a place or a word for actors,
    target or means in common, and those that may be the same. ``apart`` holds pairs of
    reports that a person keeps apart.
    """
    by_hand = set(apart)
    own = _facts(groups[number], found, bodies, places)
    rows = []
    for other, group in enumerate(groups):
        if other == number or not compatible(group.kind, groups[number].kind):
            continue
        facts = _facts(group, found, bodies, places)
        maybe = other in groups[number].maybe
        likeness = _likeness(own, facts, groups[number].kind, group.kind)
        hand = any(
            frozenset((m, n)) in by_hand
            for m in groups[number].members
            for n in group.members
        )
        if not (maybe or hand or likeness):
            continue
        pair = (groups[number], group)
        why = "by-hand" if hand else _find_reason(own, facts, pair, found, maybe)
        rows.append((-(hand + maybe), -likeness, other, why))
    return [(other, why) for _, _, other, why in sorted(rows)[:_MOST]]


def _facts(
    group: Group,
    found: Sequence[FoundReport],
    bodies: Mapping[str, str],
    places: Mapping[str, PlaceRecord],
) -> Facts:
    each = (
        make_facts(found[i], bodies[found[i].article], places) for i in group.members
    )
    return reduce(combine, each)


def _likeness(a: Facts, b: Facts, kind: str, other: str) -> int:
    """How many things two events share; 0 where none would take one for the other."""
    if GENERAL in (kind, other) or _are_far(a.date, b.date):
        return 0
    place = 2 * (compare_places(a, b) in ("same", "near"))
    site = 2 * bool(a.sites & b.sites)
    words = len(a.words & b.words)
    if not place and not site and words < 2:
        return 0
    return place + site + min(words, 3) + (family(kind) == family(other))


def _are_far(a: Edtf | None, b: Edtf | None) -> bool:
    if not (a and b and a.lower and b.lower and a.upper and b.upper):
        return False
    return (max(a.lower, b.lower) - min(a.upper, b.upper)).days > _MOST_DAYS


def _find_reason(
    a: Facts,
    b: Facts,
    groups: tuple[Group, Group],
    found: Sequence[FoundReport],
    maybe: bool,
) -> Apart:
    for reason in _reasons(a, b, groups, found):
        return reason
    if maybe:
        return "open"
    return "undated" if compare_times(a.date, b.date) == "open" else "little"


def _reasons(
    a: Facts, b: Facts, groups: tuple[Group, Group], found: Sequence[FoundReport]
) -> Iterator[Apart]:
    if are_of_two_days(a.date, b.date) or compare_times(a.date, b.date) == "disjoint":
        yield "dates"
    if (a.again or b.again) and (
        begin_apart(a.date, b.date) or not (a.date and b.date)
    ):
        yield "again"
    articles = [{found[i].article for i in group.members} for group in groups]
    if articles[0] & articles[1]:
        yield "one-article"
    if compare_places(a, b) == "disjoint":
        yield "places"
