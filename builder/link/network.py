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
_LONGEST = (366, 31, 7, 1)
_SHORTEST = (365, 28, 7, 1)
"""Days of a year, a month, a week, a day."""
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
    since: tuple[int, ...] = ()
    """Indexes of the relations its lower bound follows from, nearest last."""
    until: tuple[int, ...] = ()
    """The same for its upper bound."""

    @property
    def because(self) -> tuple[int, ...]:
        """Every relation that narrowed it, once; nearest last."""
        return tuple(dict.fromkeys((*self.since, *self.until)))

    @property
    def narrowed(self) -> bool:
        return bool(self.since or self.until)


@dataclass(frozen=True, slots=True)
class Constraint:
    """``later`` lies after ``earlier`` by ``least`` to ``most`` days."""

    earlier: str
    later: str
    least: int
    most: int | None


def parse_duration_days(text: str, *, shortest: bool = False) -> int:
    """Whole days of an ISO 8601 duration; months and years count their longest.

    ``shortest``: their shortest, for a lower bound. Raises: ValueError.
    """
    found = _DURATION.fullmatch(text)
    if not found or not any(found.groups()):
        raise ValueError(f"not a duration in hours, days ... years: {text!r}")
    *parts, hours = (int(n or 0) for n in found.groups())
    lengths = _SHORTEST if shortest else _LONGEST
    days = sum(n * d for n, d in zip(parts, lengths, strict=True))
    return days + hours // _HOURS


def parse_distance(at_least: str, at_most: str) -> tuple[int, int | None]:
    """Least and most days between two events; ``""`` sets no bound.

    "Two months after" says the month, not the day: what is told exactly in weeks,
    months or years may lie less than one of them off. Raises: ValueError.
    """
    if at_least != at_most or (grain := _grain(at_least)) == "day":
        least = parse_duration_days(at_least, shortest=True) if at_least else 0
        return least, parse_duration_days(at_most) if at_most else None
    slack = f"P1{grain}"
    least = parse_duration_days(at_least, shortest=True)
    least -= parse_duration_days(slack) - 1
    most = parse_duration_days(at_most) + parse_duration_days(slack) - 1
    return max(least, 0), most


def _grain(duration: str) -> str:
    """The finest unit in which a duration is told: ``W``, ``M``, ``Y``, or ``day``."""
    return duration[-1] if duration[-1:] in ("W", "M", "Y") else "day"


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
        (_shift(a.lower, rule.least), _after(a.since, index)),
        (None if most is None else _shift(a.upper, most), _after(a.until, index)),
    )
    new_a = _narrow(
        a,
        (None if most is None else _shift(b.lower, -most), _after(b.since, index)),
        (_shift(b.upper, -rule.least), _after(b.until, index)),
    )
    if new_a is None or new_b is None:
        return None
    return {rule.earlier: new_a, rule.later: new_b}


def _shift(day: date | None, days: int) -> date | None:
    try:
        return None if day is None else day + timedelta(days)
    except OverflowError:
        return None


def _after(chain: tuple[int, ...], index: int) -> tuple[int, ...]:
    """A chain of relations and the one that comes next."""
    return (*(i for i in chain if i != index), index)


_Bound = tuple[date | None, tuple[int, ...]]
"""A day, and the relations it follows from."""


def _narrow(old: Domain, lower: _Bound, upper: _Bound) -> Domain | None:
    low, since = old.lower, old.since
    if lower[0] and (low is None or lower[0] > low):
        low, since = lower
    high, until = old.upper, old.until
    if upper[0] and (high is None or upper[0] < high):
        high, until = upper
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
    return Domain(low, high, options, False, since, until)
