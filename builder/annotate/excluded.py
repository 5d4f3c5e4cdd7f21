"""The years that a weekday would fit and the day of publication excludes.

Comes in: an article's time expressions, its anchor. Goes out: the same expressions;
those that are one of several years also name the nearest years outside the bounds, so
that a reader sees what a bound took away. It changes no value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from builder.edtf import Edtf, parse_edtf
from builder.model import UNKNOWN, Anchor, Candidate, TimeExpression

_KEPT = frozenset({"weekday", "possible"})
"""Why a year of several is kept."""
_OUTSIDE = "outside-anchor"
_FURTHEST = 40
"""Years that are tried; a day of February 29 and its weekday come back in 28, or 40
over a century that is no leap year."""


def name_excluded(
    times: Iterable[TimeExpression], anchor: Anchor
) -> tuple[TimeExpression, ...]:
    """The expressions, with the nearest years on both sides that the bounds exclude."""
    bounds = None if anchor.edtf == UNKNOWN else parse_edtf(anchor.edtf)
    if bounds is None:
        return tuple(times)
    return tuple(_with_excluded(time, bounds) for time in times)


def _with_excluded(time: TimeExpression, bounds: Edtf) -> TimeExpression:
    days = _days_of(time) if time.candidates else None
    if not days:
        return time
    around = (
        _next_fitting(days[0], -1) if bounds.lower else None,
        _next_fitting(days[-1], 1) if bounds.upper else None,
    )
    dropped = tuple(Candidate(d.isoformat(), False, _OUTSIDE) for d in around if d)
    return replace(time, candidates=(*time.candidates, *dropped))


def _days_of(time: TimeExpression) -> list[date]:
    """The one day of several years that an expression may be; or none."""
    if not time.anchor or any(c.why not in _KEPT for c in time.candidates):
        return []
    try:
        days = sorted(date.fromisoformat(c.edtf) for c in time.candidates)
    except ValueError:  # months, or a value another extractor supplied
        return []
    alike = {(day.month, day.day, day.weekday()) for day in days}
    years = {day.year for day in days}
    return days if len(alike) == 1 and len(years) == len(days) else []


def _next_fitting(day: date, step: int) -> date | None:
    """The nearest year before or after in which the date has the same weekday."""
    for years in range(1, _FURTHEST + 1):
        try:
            found = day.replace(year=day.year + step * years)
        except ValueError:  # no leap year, or outside Python's years
            continue
        if found.weekday() == day.weekday():
            return found
    return None
