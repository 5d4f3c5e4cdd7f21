"""How the claims on one facet relate: the verdicts a reader sees beside it.

Comes in: claims with their speakers, the places. Goes out: verdicts, each naming the
rule that made it and the claims it is about. It says nothing of who is right, and adds
nothing up.

Between sources: *conflicts* (both cannot be true), *differs* (they say different
things), *not comparable* (they speak of different things), *compatible* (both may be
true), *same*, or *silent* (not two speak of it). Inside one article, where one source
says more than one thing on a facet, the headline included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from builder.compare.pairs import family_of, find_rule, meaning_of
from builder.compare.stated import Scope, Stated, Verdict
from builder.model import UNKNOWN, Facet, PlaceRecord
from builder.taxonomy import VERDICTS, VerdictKind, load_readings, load_verdict_rules

MOST_COMPARED = 40
"""Different accounts of one facet, or values of one account, that are compared with
each other; the work grows with their square."""

_CLOSEST: tuple[VerdictKind, ...] = (
    "same", "compatible", "differs", "conflicts", "not_comparable",
)  # fmt: skip
"""Of all that two sources say on a facet, the pair that agrees best speaks for them."""
_TOLD_CLOSELY = frozenset({"date", "kind"})
"""What one source may well say more or less closely within one article."""
_SEVERAL = frozenset({"where", "actor"})
"""What may be several in one event, and is told one after the other: places that
somebody leaves and reaches, those who act together. Only a headline leaves none out."""
_NAMED_BESIDE = frozenset({"other-words", "other-unit", "count-and-words"})
"""One account may name several means, or count several things, one after the other."""
_TRIFLES = frozenset(
    {"words-shared", "same-unit", "count-and-its-words", "other-people", "part-of-all"}
)
"""So are the same thing in other words, and those counted by their sort."""


def judge(
    facet: Facet, stated: Sequence[Stated], places: Mapping[str, PlaceRecord]
) -> tuple[Verdict, ...]:
    """The verdicts between sources on one facet, the gravest first."""
    speakers = {one.speaker.ref for one in stated}
    if len(speakers) < 2:
        rule = "nobody-speaks"
        if speakers:
            silent = all(one.claim.value == UNKNOWN for one in stated)
            rule = "one-says-not-known" if silent else "one-speaks"
        return (Verdict(facet, "silent", rule, tuple(_distinct(stated))),)
    pairs: list[tuple[str, Stated, Stated]] = []
    for one, other in combinations(_accounts(stated)[:MOST_COMPARED], 2):
        pairs += _closest_pairs(one, other, places)
    pairs += [
        (find_rule(one, other, places), one, other)
        for one, other in _said_alike(stated)
    ]
    return _gather(facet, "between", pairs, stated)


def find_inside(
    facet: Facet, stated: Sequence[Stated], places: Mapping[str, PlaceRecord]
) -> tuple[Verdict, ...]:
    """The verdicts between the claims of one source in one article, gravest first.

    A date, a place or a kind told more and less closely is no news, nor is a name in
    other words, nor are several means told one after the other; that both cannot be
    true is.
    """
    groups: dict[tuple[str, str], list[Stated]] = {}
    for one in stated:
        groups.setdefault((one.report.article, one.speaker.ref), []).append(one)
    found: list[Verdict] = []
    for group in groups.values():
        pairs = []
        for one, other in combinations(_distinct(group)[:MOST_COMPARED], 2):
            rule = find_rule(one, other, places)
            grave = load_verdict_rules()[rule].verdict in ("conflicts", "differs")
            plain = rule in _TRIFLES or load_readings()[facet] in _TOLD_CLOSELY
            if one.headline == other.headline and (
                facet in _SEVERAL or (facet == "means" and rule in _NAMED_BESIDE)
            ):
                continue
            if grave or not plain:
                pairs.append((rule, one, other))
        found += _gather(facet, "inside", pairs, group)
    return tuple(sorted(found, key=lambda verdict: VERDICTS.index(verdict.kind)))


def _distinct(stated: Iterable[Stated]) -> list[Stated]:
    """Each value once, by the first who gives it."""
    kept: dict[object, Stated] = {}
    for one in stated:
        kept.setdefault(meaning_of(one), one)
    return list(kept.values())


def _accounts(stated: Sequence[Stated]) -> list[list[Stated]]:
    """The values of each source; sources that give the same values once."""
    by_speaker: dict[str, list[Stated]] = {}
    for one in stated:
        by_speaker.setdefault(one.speaker.ref, []).append(one)
    kept: dict[frozenset[object], list[Stated]] = {}
    for group in by_speaker.values():
        values = _distinct(group)[:MOST_COMPARED]
        kept.setdefault(frozenset(meaning_of(one) for one in values), values)
    return list(kept.values())


def _said_alike(stated: Sequence[Stated]) -> list[tuple[Stated, Stated]]:
    """Claims of one meaning by different sources, each with the first of them."""
    first: dict[object, Stated] = {}
    pairs = []
    for one in stated:
        other = first.setdefault(meaning_of(one), one)
        if other.speaker != one.speaker:
            pairs.append((other, one))
    return pairs


def _closest_pairs(
    one: Sequence[Stated], other: Sequence[Stated], places: Mapping[str, PlaceRecord]
) -> list[tuple[str, Stated, Stated]]:
    """What two sources come to, for each thing that both count or name.

    Who names a town and its province agrees with who names the town alone; where they
    share a value, nothing else needs saying.
    """
    if {meaning_of(a) for a in one} & {meaning_of(b) for b in other}:
        return []
    best: dict[tuple[str, str], int] = {}
    pairs: dict[tuple[str, str], list[tuple[str, Stated, Stated]]] = {}
    for a in one:
        for b in other:
            rule = find_rule(a, b, places)
            rank = _CLOSEST.index(load_verdict_rules()[rule].verdict)
            key = family_of(a), family_of(b)
            if key not in best or rank < best[key]:
                best[key], pairs[key] = rank, []
            if rank == best[key]:
                pairs[key].append((rule, a, b))
    return [pair for found in pairs.values() for pair in found]


def _gather(
    facet: Facet,
    scope: Scope,
    pairs: Sequence[tuple[str, Stated, Stated]],
    order: Sequence[Stated],
) -> tuple[Verdict, ...]:
    """One verdict for all pairs under one rule, the gravest first.

    What is the same makes a verdict of its own for each value: two who say three and
    two who say five do not all say the same.
    """
    position = {id(one): number for number, one in enumerate(order)}
    groups: dict[str, list[dict[int, Stated]]] = {}
    for rule, *both in pairs:
        found = {position[id(one)]: one for one in both}
        apart = load_verdict_rules()[rule].verdict == "same"
        known = groups.setdefault(rule, [])
        met = [g for g in known if not apart or not found.keys().isdisjoint(g)]
        if not met:
            known.append(found)
            continue
        home, *others = met
        home.update(found)
        for other in others:
            home.update(other)
            known.remove(other)
    rows = [(rule, sorted(found.items())) for rule in groups for found in groups[rule]]
    kinds = {rule: load_verdict_rules()[rule].verdict for rule in groups}
    rows.sort(key=lambda row: (VERDICTS.index(kinds[row[0]]), row[0], row[1][0][0]))
    return tuple(
        Verdict(facet, kinds[rule], rule, tuple(one for _, one in found), scope)
        for rule, found in rows
    )
