"""Bounds of dates that hang on one another: a small simple temporal network.

Comes in: for each node (an event, or an article's publication) the days it may lie
on, and relations "after, by at least ... and at most ...". Goes out: narrowed bounds,
each with the relations it follows from, and the relations that contradict each other.
It knows nothing of texts or records.

Only bounds and one-of sets are filtered, to a fixpoint; there is no global search.
Source: Dechter, Meiri and Pearl, "Temporal constraint networks", 1991, section 3.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?")
_DAYS = (366, 31, 7, 1)
_HOURS = 24
_ROUNDS_PER_NODE = 8
"""A negative cycle never settles; this many visits of one node end it."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The days a node may lie on; None is an open end."""

    lower: date | None = None
    upper: date | None = None
    options: tuple[date, ...] = ()
    """Where not empty: one of these days and no other."""
    fixed: bool = False
    """A person set it: others narrow by it, it does not move."""
    because: tuple[int, ...] = ()
    """Indexes of the relations that narrowed it, nearest last."""

    @property
    def narrowed(self) -> bool:
        return bool(self.because)


@dataclass(frozen=True, slots=True)
class Constraint:
    """``later`` lies after ``earlier`` by ``least`` to ``most`` days."""

    earlier: str
    later: str
    least: int
    most: int | None


def parse_duration_days(text: str) -> int:
    """Whole days of an ISO 8601 duration; months and years count their longest.

    Raises: ValueError.
    """
    found = _DURATION.fullmatch(text)
    if not found or not any(found.groups()):
        raise ValueError(f"not a duration in hours, days ... years: {text!r}")
    *parts, hours = (int(n or 0) for n in found.groups())
    days = sum(n * d for n, d in zip(parts, _DAYS, strict=True))
    return days + hours // _HOURS


def propagate(
    domains: Mapping[str, Domain], constraints: Iterable[Constraint]
) -> tuple[dict[str, Domain], list[int]]:
    """Narrow every domain by the constraints on it.

    Returns the domains and the indexes of constraints that contradict what else is
    known; a contradictory constraint narrows nothing.
    """
    rules = tuple(constraints)
    touching: dict[str, list[int]] = defaultdict(list)
    for i, rule in enumerate(rules):
        touching[rule.earlier].append(i)
        touching[rule.later].append(i)
    now = dict(domains)
    broken: set[int] = set()
    visits: dict[str, int] = defaultdict(int)
    queue = deque(sorted(touching))
    while queue:
        node = queue.popleft()
        visits[node] += 1
        if visits[node] > _ROUNDS_PER_NODE * (1 + len(touching[node])):
            continue
        for i in touching[node]:
            if i in broken:
                continue
            rule = rules[i]
            result = _tighten(now, rule, i)
            if result is None:
                broken.add(i)
                continue
            for name, domain in result.items():
                if domain != now.get(name):
                    now[name] = domain
                    queue.append(name)
    return now, sorted(broken)


def _tighten(
    now: Mapping[str, Domain], rule: Constraint, index: int
) -> dict[str, Domain] | None:
    """Both ends of one constraint; None where it cannot hold."""
    a = now.get(rule.earlier, Domain())
    b = now.get(rule.later, Domain())
    most = rule.most
    new_b = _narrow(
        b,
        _shift(a.lower, rule.least),
        _shift(a.upper, most) if most is not None else None,
        a.because,
        index,
    )
    new_a = _narrow(
        a,
        _shift(b.lower, -most) if most is not None else None,
        _shift(b.upper, -rule.least),
        b.because,
        index,
    )
    if new_a is None or new_b is None:
        return None
    return {rule.earlier: new_a, rule.later: new_b}


def _shift(day: date | None, days: int) -> date | None:
    try:
        return None if day is None else day + timedelta(days)
    except OverflowError:
        return None


def _narrow(
    old: Domain,
    lower: date | None,
    upper: date | None,
    reasons: tuple[int, ...],
    index: int,
) -> Domain | None:
    low = max((d for d in (old.lower, lower) if d), default=None)
    high = min((d for d in (old.upper, upper) if d), default=None)
    options = tuple(
        d
        for d in old.options
        if (low is None or d >= low) and (high is None or d <= high)
    )
    empty = low is not None and high is not None and low > high
    if empty or (old.options and not options):
        return None
    if options:
        low, high = options[0], options[-1]
    if (low, high, options) == (old.lower, old.upper, old.options) or old.fixed:
        return old
    chain = (*(r for r in reasons if r != index), index)
    return Domain(low, high, options, False, chain)
