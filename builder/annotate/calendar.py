"""Days of the calendar: weeks, quarters, seasons, nearest years, movable feasts.

Comes in: days and numbers. Goes out: days and TIMEX3 values. Pure arithmetic; it
knows no language, no anchor, no clock.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta

Stretch = tuple[date, date]
"""First and last day."""


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, days: int) -> date | None:
    """The day some days later; None outside the years of ``date``."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_stretch(year: int, month: int) -> Stretch:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def week_stretch(day: date) -> Stretch:
    """Monday and Sunday of the ISO week of a day."""
    monday = date.fromordinal(max(1, day.toordinal() - day.weekday()))
    return monday, date.fromordinal(min(date.max.toordinal(), monday.toordinal() + 6))


def weekday_on_or_before(day: date, weekday: int) -> date | None:
    """The last such weekday (Monday is 0), the day itself included."""
    return add_days(day, -((day.weekday() - weekday) % 7))


def weekday_on_or_after(day: date, weekday: int) -> date | None:
    """The next such weekday (Monday is 0), the day itself included."""
    return add_days(day, (weekday - day.weekday()) % 7)


def weekdays_of(year: int, month: int, weekday: int) -> list[date]:
    """All such weekdays (Monday is 0) of a month."""
    first, last = month_stretch(year, month)
    start = 1 + (weekday - first.weekday()) % 7
    return [first.replace(day=n) for n in range(start, last.day + 1, 7)]


def years_of(
    month: int, day: int, weekday: int | None, first: int, last: int
) -> Iterator[date]:
    """The days of that name between two years, both included; weekday 0 is Monday."""
    for year in range(max(first, MINYEAR), min(last, MAXYEAR) + 1):
        found = make_date(year, month, day)
        if found and (weekday is None or found.weekday() == weekday):
            yield found


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    Source: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 8).
    """
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return date(year, month, day + 1)


def week_value(day: date) -> str:
    """The ISO week of a day, e.g. 2018-W25."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


SEASONS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}
"""TIMEX3 season to its EDTF code and its first month."""
