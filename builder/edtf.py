"""Dates that may be wide, open or unknown: EDTF, the date format of ISO 8601-2.

Comes in: text such as ``2022-01``, ``2014/..``, ``XXXX-11-14``, ``[2021-01-05,2022]``.
Goes out: ``Edtf`` values with bounds, an order, an intersection; and text again.
It knows the calendar and nothing else: no clock, no language, no article.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from builder.edtf_text import (
    LONGEST_YEAR,
    Day,
    Edtf,
    EdtfError,
    Precision,
    Range,
    month_length,
    parse_date,
    parse_edtf,
)

__all__ = [
    "Day", "Edtf", "EdtfError", "Precision", "Range", "covers_day", "format_edtf",
    "intersect", "make_day", "make_one_of", "make_range", "make_union", "next_day",
    "parse_date", "parse_edtf", "possible_ranges", "sort_key",
]  # fmt: skip

_MOST_OPTIONS = 120
"""Years over which a yearless date is spelled out; wider bounds keep it yearless."""


def format_edtf(value: Edtf) -> str:
    """The text of a value: ``parse_edtf(format_edtf(x)) == x``."""
    return value.text


# --- making --------------------------------------------------------------------------


def make_day(day: date) -> Edtf:
    """The date of one day."""
    return parse_edtf(f"{day.year:04}-{day.month:02}-{day.day:02}")


def make_range(lower: date | None, upper: date | None) -> Edtf | None:
    """The shortest date or interval for the days between two bounds, both included.

    None where both are open or the range is empty.
    """
    if lower and upper and lower > upper:
        return None
    return _from_range((_as_day(lower), _as_day(upper)))


def make_one_of(days: Iterable[date]) -> Edtf | None:
    """The set of days of which one is meant; a single day is itself."""
    return make_union([(_as_day(d), _as_day(d)) for d in set(days)])


def make_union(ranges: Iterable[Range]) -> Edtf | None:
    """Ranges of which one is meant, as a one-of set in order of time.

    Ranges that overlap or touch an open one are joined; None where nothing is left.
    """
    ordered = _join(set(ranges))
    if len(ordered) == 1:
        return _from_range(ordered[0])
    texts = [_range_text(r, "..") for r in ordered]
    return parse_edtf(f"[{','.join(texts)}]") if texts else None


def _join(ranges: set[Range]) -> list[Range]:
    """In order of time; where two overlap, what both cover together."""
    low, high = (-(10**LONGEST_YEAR), 1, 1), (10**LONGEST_YEAR, 12, 31)
    out: list[Range] = []
    for r in sorted(ranges, key=lambda r: (r[0] or low, r[1] or high)):
        if out and (r[0] or low) <= (out[-1][1] or high):
            last = (
                None
                if None in (out[-1][1], r[1])
                else max(out[-1][1] or low, r[1] or low)
            )
            out[-1] = (out[-1][0], last)
        else:
            out.append(r)
    return out


def _from_range(r: Range) -> Edtf | None:
    return parse_edtf(_range_text(r, "/")) if r != (None, None) else None


def _range_text(r: Range, joint: str) -> str:
    """The shortest text for a range: a day, a month, a year, or two days joined."""
    first, last = r
    if first and last and first[0] == last[0]:
        if first == last:
            return _day_text(first)
        if first[2] == 1 and last[2] == month_length(last[0], last[1]):
            if first[1] == last[1]:
                return _day_text(first)[:-3]
            if (first[1], last[1]) == (1, 12):
                return _day_text(first)[:-6]
    open_end = ".." if joint == "/" else ""
    left = _day_text(first) if first else open_end
    right = _day_text(last) if last else open_end
    return f"{left}{joint}{right}"


# --- asking --------------------------------------------------------------------------


def possible_ranges(value: Edtf) -> tuple[Range, ...]:
    """The stretches of days a value leaves possible; all time for a yearless date."""
    if value.kind == "set":
        return tuple(r for m in value.options for r in possible_ranges(m))
    return ((value.earliest, value.latest),)


def covers_day(value: Edtf, day: date) -> bool:
    """Whether the day is one of those the value leaves possible."""
    this = (day.year, day.month, day.day)
    parts = value.options or (value,)
    return any(
        (not p.earliest or p.earliest <= this)
        and (not p.latest or this <= p.latest)
        and _fits_yearless(p, this)
        for p in parts
    )


def intersect(a: Edtf, b: Edtf) -> Edtf | None:
    """What both leave possible; None where they exclude each other.

    The narrower of two values is returned as it stands, with its qualifier; a
    yearless date within closed bounds becomes the set of its days.
    """
    if a == b:
        return a
    found: dict[Range, Edtf | None] = {}
    for left in a.options or (a,):
        for right in b.options or (b,):
            for r, kept in _meet(left, right):
                found.setdefault(r, kept)
    if not found:
        return None
    if len(found) == 1 and (kept := next(iter(found.values()))):
        return kept
    for whole in (a, b):
        if set(possible_ranges(whole)) == set(found) and not _has_yearless(whole):
            return whole
    return make_union(found)


def sort_key(value: Edtf | None) -> tuple[int, Day, Day, str]:
    """Order of a chronology: earliest day, latest day, text.

    A date open at its start stands at its end; those without any bound stand after
    all others, yearless ones by month and day; ``None`` (unknown) comes last.
    """
    never = (10**LONGEST_YEAR, 12, 31)
    if value is None:
        return 2, never, never, ""
    first, last = value.earliest or value.latest, value.latest or never
    if first is None:
        month, day = value.yearless or (13, None)
        return 1, (0, month, day or 0), never, value.text
    return 0, first, last, value.text


def _meet(a: Edtf, b: Edtf) -> list[tuple[Range, Edtf | None]]:
    """Common ranges of two single values, each with the value that says it already."""
    first = max((d for d in (a.earliest, b.earliest) if d), default=None)
    last = min((d for d in (a.latest, b.latest) if d), default=None)
    if first and last and first > last:
        return []
    if a.yearless or b.yearless:
        return _meet_yearless(a, b, (first, last))
    for one in (a, b):
        if (one.earliest, one.latest) == (first, last):
            return [((first, last), one)]
    return [((first, last), None)]


def _meet_yearless(a: Edtf, b: Edtf, r: Range) -> list[tuple[Range, Edtf | None]]:
    if a.yearless and b.yearless:
        if a.yearless[0] != b.yearless[0]:
            return []
        if a.yearless[1] and b.yearless[1] and a.yearless[1] != b.yearless[1]:
            return []
        return [(r, a if a.yearless[1] else b)]
    one = a if a.yearless else b
    if r[0] is None or r[1] is None or r[1][0] - r[0][0] > _MOST_OPTIONS:
        return [(r, one)]
    month, day = one.yearless or (1, None)
    out: list[tuple[Range, Edtf | None]] = []
    for year in range(r[0][0], r[1][0] + 1):
        length = month_length(year, month)
        if day and day > length:
            continue
        lo = max((year, month, day or 1), r[0])
        hi = min((year, month, day or length), r[1])
        if lo <= hi:
            out.append(((lo, hi), None))
    return out


def _fits_yearless(value: Edtf, day: Day) -> bool:
    if value.yearless is None:
        return True
    month, exact = value.yearless
    return day[1] == month and exact in (None, day[2])


def _has_yearless(value: Edtf) -> bool:
    return any(p.yearless is not None for p in value.options or (value,))


# --- days ----------------------------------------------------------------------------


def next_day(day: date, days: int = 1) -> date | None:
    """The day some days later (earlier if negative); None outside Python's years."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def _day_text(day: Day) -> str:
    sign = "-" if day[0] < 0 else ""
    year = abs(day[0])
    text = f"{sign}{year:04}" if year <= 9999 else f"Y{day[0]}"
    return f"{text}-{day[1]:02}-{day[2]:02}"


def _as_day(day: date | None) -> Day | None:
    return (day.year, day.month, day.day) if day else None
