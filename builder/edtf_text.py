"""Reading EDTF, the date format of ISO 8601-2. Import from ``edtf``, not from here.

Comes in: text such as ``2022-01``, ``2014/..``, ``XXXX-11-14``, ``[2021-01-05,2022]``.
Goes out: ``Edtf`` values with bounds, or an ``EdtfError`` with the position.
It knows the calendar and nothing else: no clock, no language, no article.

Read: level 0 and level 1; of level 2 the one-of sets, quarters (33-36), halves
(40-41) and unspecified years before a stated month or day. A season reaches from
the first day of its first month to the latest day any calendar gives its end, in
the northern hemisphere: wide rather than wrong.
Source: ISO 8601-2:2019, sections 4 to 8; https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Day = tuple[int, int, int]
"""Year, month, day of the proleptic Gregorian calendar; any year."""

Range = tuple[Day | None, Day | None]
"""First and last day; None where it is open."""

Precision = Literal[
    "second", "day", "month", "season", "quarter", "half", "year", "decade", "century",
    "millennium", "unspecified",
]  # fmt: skip
"""From the finest to the coarsest."""

_ORDER: tuple[Precision, ...] = (
    "second", "day", "month", "season", "quarter", "half", "year", "decade", "century",
    "millennium", "unspecified",
)  # fmt: skip

MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LONGEST_YEAR = 12
_YEAR = re.compile(r"-?[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX|XXXX")
_LONG_YEAR = re.compile(r"Y(-?[0-9]+)")
_PART = re.compile(r"-([0-9]{2}|XX)")
_TIME = re.compile(
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)?"
)
_SEASONS: dict[int, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    # code: (years later, month, day) of the first and of the last day
    21: ((0, 3, 1), (0, 6, 21)),
    22: ((0, 6, 1), (0, 9, 23)),
    23: ((0, 9, 1), (0, 12, 21)),
    24: ((0, 12, 1), (1, 3, 21)),
    33: ((0, 1, 1), (0, 3, 31)),
    34: ((0, 4, 1), (0, 6, 30)),
    35: ((0, 7, 1), (0, 9, 30)),
    36: ((0, 10, 1), (0, 12, 31)),
    40: ((0, 1, 1), (0, 6, 30)),
    41: ((0, 7, 1), (0, 12, 31)),
}


class EdtfError(ValueError):
    """Text that is not EDTF; ``position`` counts code points from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class Edtf:
    """One date, one interval, or a set of which one member is meant."""

    text: str
    """As it is written; two values are equal when this is."""
    kind: Literal["date", "interval", "set"]
    earliest: Day | None
    """First possible day, also outside the years 1 to 9999; None: open or unknown."""
    latest: Day | None
    precision: Precision
    """Of an interval or a set, the coarsest of its parts."""
    approximate: bool = False
    uncertain: bool = False
    options: tuple[Edtf, ...] = ()
    """The members of a set; ``a..b`` within one is an interval."""
    ends: tuple[Edtf | None, Edtf | None] = (None, None)
    """Start and end of an interval; None where it is open or unknown."""
    yearless: tuple[int, int | None] | None = None
    """Month and day (or None) of a date whose year is wholly unspecified."""

    @property
    def lower(self) -> date | None:
        """Earliest possible day; None where open, or outside Python's years."""
        return _as_date(self.earliest)

    @property
    def upper(self) -> date | None:
        """Latest possible day; None where open, or outside Python's years."""
        return _as_date(self.latest)

    def __str__(self) -> str:
        return self.text


# --- reading -----------------------------------------------------------------------


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> Edtf:
    """The value of an EDTF text.

    Raises: EdtfError with the position of the first character that does not fit.
    """
    if not text:
        raise EdtfError("a date is expected", 0)
    if text[0] == "[":
        return _parse_set(text)
    if text[0] == "{":
        raise EdtfError("write [..] for one of several dates; {..} means all", 0)
    if "/" in text:
        return _parse_interval(text)
    return _parse_point(text, 0, len(text), time=True)


def parse_date(value: str | Sequence[str]) -> Edtf | None:
    """The value of a record's date field: EDTF, a list (one of them) or ``unknown``.

    Raises: EdtfError; for a list the position counts in the text ``[a,b]``.
    """
    if isinstance(value, str):
        return None if value == "unknown" else parse_edtf(value)
    if len(value) == 1:
        return parse_edtf(value[0])
    return parse_edtf(f"[{','.join(value)}]")


def _parse_point(text: str, start: int, end: int, *, time: bool = False) -> Edtf:
    """A single date between two positions."""
    if found := _LONG_YEAR.match(text, start, end):
        return _long_year(text, found, end)
    year = _YEAR.match(text, start, end)
    if year is None or year[0] == "-0000":
        raise EdtfError("a year of four digits is expected", start)
    at, parts = year.end(), list[str]()
    while len(parts) < 2 and (part := _PART.match(text, at, end)):
        parts.append(part[1])
        at = part.end()
    if time and at < end and text[at] == "T":
        return _date_time(text, start, at, end, year[0], parts)
    base = _make_point(text[start:at], year[0], parts, start)
    mark = text[at] if at < end and text[at] in "?~%" else ""
    if at + len(mark) < end:
        raise EdtfError("nothing is expected here", at + len(mark))
    return _qualified(base, mark)


def _qualified(base: Edtf, mark: str) -> Edtf:
    if not mark:
        return base
    return Edtf(
        base.text + mark, "date", base.earliest, base.latest, base.precision,
        approximate=mark in "~%", uncertain=mark in "?%", yearless=base.yearless,
    )  # fmt: skip


def _long_year(text: str, found: re.Match[str], end: int) -> Edtf:
    digits, at = found[1], found.end()
    bare = digits.lstrip("-")
    if not 5 <= len(bare) <= LONGEST_YEAR or bare[0] == "0":
        limit = f"Y is for years of 5 to {LONGEST_YEAR} digits"
        raise EdtfError(limit, found.start() + 1)
    year = int(digits)
    base = Edtf(found[0], "date", (year, 1, 1), (year, 12, 31), "year")
    mark = text[at] if at < end and text[at] in "?~%" else ""
    if at + len(mark) < end:
        raise EdtfError("nothing is expected after a long year", at + len(mark))
    return _qualified(base, mark)


def _date_time(
    text: str, start: int, at: int, end: int, year: str, parts: list[str]
) -> Edtf:
    whole = _TIME.match(text, at, end)
    if len(parts) != 2 or "X" in text[start:at]:
        raise EdtfError("only a full date has a time of day", at)
    if whole is None:
        raise EdtfError("a time is written T18:30:00, perhaps with Z or +01:00", at)
    if whole.end() < end:
        raise EdtfError("nothing is expected after the time", whole.end())
    day = _make_point(text[start:at], year, parts, start)
    return Edtf(text[start:end], "date", day.earliest, day.latest, "second")


def _make_point(text: str, year: str, parts: list[str], start: int) -> Edtf:
    first, last = _year_bounds(year)
    month = parts[0] if parts else ""
    day = parts[1] if len(parts) > 1 else ""
    at = start + len(year) + 1
    if month in ("", "XX"):
        if month and day not in ("", "XX"):
            raise EdtfError("a day needs its month", at + 3)
        precision: Precision = (
            "day" if day else "month" if month else _year_precision(year)
        )
        if first is None or last is None:
            return Edtf(text, "date", None, None, precision)
        return Edtf(text, "date", (first, 1, 1), (last, 12, 31), precision)
    number = int(month)
    if number in _SEASONS:
        return _season(text, number, first, last, day, at)
    if not 1 <= number <= 12:
        raise EdtfError("there is no such month or season", at)
    longest = 29 if number == 2 and first != last else month_length(first or 4, number)
    if day not in ("", "XX") and not 1 <= int(day) <= longest:
        raise EdtfError("there is no such day in that month", at + 3)
    precision = "day" if day else "month"
    exact = int(day) if day.isdigit() else None
    if first is None or last is None:
        return Edtf(text, "date", None, None, precision, yearless=(number, exact))
    if exact == 29 and number == 2:
        first, last = _leap_years(first, last)
    latest = exact or month_length(last, number)
    bounds = (first, number, exact or 1), (last, number, latest)
    return Edtf(text, "date", *bounds, precision)


def _season(
    text: str, code: int, first: int | None, last: int | None, day: str, at: int
) -> Edtf:
    if day:
        raise EdtfError("a season, a quarter or a half has no day", at + 3)
    precision: Precision = "season" if code < 30 else "quarter" if code < 40 else "half"
    if first is None or last is None:
        return Edtf(text, "date", None, None, precision)
    (a, m, d), (b, n, e) = _SEASONS[code]
    return Edtf(text, "date", (first + a, m, d), (last + b, n, e), precision)


def _parse_interval(text: str) -> Edtf:
    left, slash, right = text.partition("/")
    second = right.find("/")
    if second >= 0:
        raise EdtfError("an interval has one slash", len(left) + 1 + second)
    if left in ("", "..") and right in ("", ".."):
        raise EdtfError("an interval needs at least one end", 0)
    start = None if left in ("", "..") else _parse_point(text, 0, len(left))
    after = len(left) + len(slash)
    end = None if right in ("", "..") else _parse_point(text, after, len(text))
    return _make_span(text, start, end, after)


def _make_span(text: str, start: Edtf | None, end: Edtf | None, at: int) -> Edtf:
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest and latest and earliest > latest:
        raise EdtfError("the end lies before the start", at)
    known = [e for e in (start, end) if e]
    return Edtf(
        text, "interval", earliest, latest, _coarsest(known),
        approximate=any(e.approximate for e in known),
        uncertain=any(e.uncertain for e in known), ends=(start, end),
    )  # fmt: skip


def _parse_set(text: str) -> Edtf:
    if text[-1] != "]" or len(text) < 3:
        raise EdtfError("the closing ] is missing", max(len(text) - 1, 0))
    members, at = list[Edtf](), 1
    pieces = text[1:-1].split(",")
    for index, piece in enumerate(pieces):
        is_edge = (index == 0, index == len(pieces) - 1)
        members.append(_parse_member(text, at, at + len(piece), is_edge))
        at += len(piece) + 1
    return _make_set(text, members)


def _parse_member(text: str, at: int, end: int, edge: tuple[bool, bool]) -> Edtf:
    dots = text.find("..", at, end)
    if dots < 0:
        return _parse_point(text, at, end)
    if dots == at and not edge[0]:
        raise EdtfError("only the first member may be open at its start", at)
    if dots + 2 == end and not edge[1]:
        raise EdtfError("only the last member may be open at its end", dots)
    if end - at == 2:
        raise EdtfError("a date is expected beside the dots", at)
    start = _parse_point(text, at, dots) if dots > at else None
    stop = _parse_point(text, dots + 2, end) if dots + 2 < end else None
    plain = f"{start or '..'}/{stop or '..'}"
    return _make_span(plain, start, stop, dots + 2)


def _make_set(text: str, members: list[Edtf]) -> Edtf:
    first = [m.earliest for m in members]
    last = [m.latest for m in members]
    return Edtf(
        text, "set",
        min((d for d in first if d), default=None) if None not in first else None,
        max((d for d in last if d), default=None) if None not in last else None,
        _coarsest(members),
        approximate=any(m.approximate for m in members),
        uncertain=any(m.uncertain for m in members), options=tuple(members),
    )  # fmt: skip


# --- the calendar --------------------------------------------------------------------


def _year_bounds(year: str) -> tuple[int | None, int | None]:
    if year == "XXXX":
        return None, None
    return int(year.replace("X", "0")), int(year.replace("X", "9"))


def _year_precision(year: str) -> Precision:
    wide: tuple[Precision, ...] = (
        "year", "decade", "century", "millennium", "unspecified",
    )  # fmt: skip
    return wide[year.count("X")]


def month_length(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else MONTH_DAYS[month - 1]


def _leap_years(first: int, last: int) -> tuple[int, int]:
    """The first and the last leap year of a decade or more."""
    while not isleap(first):
        first += 1
    while not isleap(last):
        last -= 1
    return first, last


def _coarsest(parts: Iterable[Edtf]) -> Precision:
    return max((p.precision for p in parts), key=_ORDER.index, default="day")


def _as_date(day: Day | None) -> date | None:
    if day is None or not 1 <= day[0] <= 9999:
        return None
    return date(*day)
