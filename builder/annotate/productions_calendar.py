"""Productions for dates of the calendar: days, months, years, decades, figures.

Comes in: a match, and one possible day of publication (or None). Goes out: an
``Answer``. See ``productions``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from builder.annotate import calendar as cal
from builder.annotate.reading import (
    FAR_YEARS,
    TOLD,
    Answer,
    Match,
    explicit_year,
    full_year,
    part_of,
    say_day,
    say_reason,
    told_year,
    weekday_of,
    year_of,
)
from builder.model import Candidate

_MONTHS_AHEAD = 7
"""How far ahead a future tense may reach for a month without its year."""
_FAR_AHEAD = 120
"""Days ahead from which a past tense tells of the year before."""
_MONTHS_OF_YEAR = 12
_LATE, _EARLY = 11, 2
"""A story that told of such a late month goes on into such an early one."""
_MONTH_SLOTS = ("month", "clear_month", "short_month")
_YEAR_SHIFTS = {"last-year": -1, "this-year": 0, "next-year": 1}


def make_calendar_date(match: Match, base: date | None) -> Answer | None:
    """A day and a month, a month; with its year, or with the nearest one."""
    month = next((m for s in _MONTH_SLOTS if (m := match.slot(s))), None)
    if not isinstance(month, int):
        return None
    day = match.whole("day")
    year, read = explicit_year(match, base)
    if base and (shift := _YEAR_SHIFTS.get(match.option("direction"))) is not None:
        year, read = base.year + shift, True
    if day is None and {"day", "dayword"} & set(match.groups):
        return None
    if year is None and not match.option("direction"):
        year, read = _year_before(match, month) if day is None else None, False
        if year is None and (told := _year_told(match, month, day, base)):
            return _as_told(_in_year(match, told, month, day, read))
    if year is not None:
        return _in_year(match, year, month, day, read)
    if day and cal.make_date(4, month, day) is None:
        return None
    bare = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
    if base is None:
        return Answer(bare, bare, anchored=True)
    if day:
        return _nearest_day(match, month, day, base, bare)
    return _nearest_month(match, month, base, bare)


def _year_before(match: Match, month: int) -> int | None:
    """The year told before in the same sentence: "in 1997 (in January, in May)".

    A bare year holds for the whole sentence, the year of a month only for a later
    month a few words on.
    """
    previous = match.previous
    if previous is None or not match.near:
        return None
    if re.fullmatch(r"[0-9]{4}", previous.value):
        return int(previous.value)
    told = re.fullmatch(r"([0-9]{4})-([0-9]{2})", previous.value)
    beside = not previous.anchored and "beside" in match.extra
    if told and beside and month > int(told[2]):
        return int(told[1])
    return None


def _year_told(
    match: Match, month: int, day: int | None, base: date | None
) -> int | None:
    """The year told last, in a text or a sentence that tells of other years.

    A story goes on: after November comes the January of the next year. A weekday has
    to fall on that day.
    """
    told = told_year(match)
    if told is None and base and day and match.near and match.direction != "future":
        previous = match.previous
        stated = previous is not None and not previous.anchored
        told = year_of(match) if stated and "day" in match.extra else None
        told = told if told and base.year - told >= FAR_YEARS else None
    if told is None or match.previous is None:
        return None
    before = re.fullmatch(r"[0-9]{4}-([0-9]{2})(?:-[0-9]{2})?", match.previous.value)
    goes_on = match.extra.get("story") != "ended"
    if goes_on and before and int(before[1]) >= _LATE and month <= _EARLY:
        told += 1
    weekday = weekday_of(match)
    if day is None:
        return told
    fits = cal.years_of(month, day, weekday, told, told + (weekday is not None))
    return next((d.year for d in fits), None)


def _as_told(answer: Answer | None) -> Answer | None:
    """That the year stands in the words before, as its reason."""
    if answer is None or not answer.edtf:
        return answer
    return replace(answer, candidates=(Candidate(answer.edtf, True, TOLD),))


def _in_year(
    match: Match, year: int, month: int, day: int | None, read: bool
) -> Answer | None:
    part = match.slot("part")
    if day is None:
        value = f"{year:04}-{month:02}"
        edtf = part_of(cal.month_stretch(year, month), part) if part else value
        return Answer(value, edtf, anchored=read)
    exact = cal.make_date(year, month, day)
    if exact is None:
        return None
    weekday = weekday_of(match)
    if weekday is not None and exact.weekday() != weekday:
        doubt = Candidate(say_day(exact), True, "weekday-disagrees")
        return Answer(say_day(exact), say_day(exact) + "?", candidates=(doubt,))
    return Answer(say_day(exact), say_day(exact), anchored=read)


def _nearest_day(
    match: Match, month: int, day: int, base: date, bare: str
) -> Answer | None:
    weekday = weekday_of(match)
    reach = 1 if weekday is None and (month, day) != (2, 29) else 11
    years = base.year - reach, base.year + reach
    fits = list(cal.years_of(month, day, weekday, *years))
    way = match.option("direction")
    ordered = sorted(fits, key=lambda d: abs((d - base).days))
    if not way and weekday is None and _is_past(match, ordered, base):
        way = "past"
    if way in ("past", "future"):
        ordered = [d for d in ordered if d != base and (d < base) == (way == "past")]
    if not ordered:
        return Answer(bare, bare, anchored=True)
    best, out = ordered[0], list[Candidate]()
    why = "words" if match.option("direction") else "tense" if way else "nearest-year"
    out.append(Candidate(say_day(best), True, why))
    for other in cal.years_of(month, day, None, best.year - 1, best.year + 1):
        if other != best:
            wrong = weekday is not None and other.weekday() != weekday
            why = "weekday" if wrong else "nearest-year"
            out.append(Candidate(say_day(other), False, why))
    return Answer(say_day(best), say_day(best), anchored=True, candidates=tuple(out))


def _is_past(match: Match, ordered: list[date], base: date) -> bool:
    """Whether the nearest such day is so far ahead that a past tense speaks against it.

    A past verb decides nothing ("la réunion a été fixée au 3 juin"), unless the date
    stands right behind it ("a débuté le 3 juin").
    """
    if not ordered or not match.extra.get("past") or match.direction == "future":
        return False
    ahead = (ordered[0] - base).days
    limit = 0 if match.extra.get("past") == "beside" else _FAR_AHEAD
    return ahead > limit and any(d < base for d in ordered)


def _nearest_month(match: Match, month: int, base: date, bare: str) -> Answer:
    way = match.option("direction") or match.direction
    if not way and "past" not in match.extra:
        way = match.option("leans")
    ahead = (month - base.month) % 12
    if match.option("direction") == "future":
        shift = ahead or 12
    elif match.option("direction") == "past":
        shift = ahead - 12
    elif way == "future" and ahead <= _MONTHS_AHEAD:
        shift = ahead
    else:
        shift = ahead if ahead == 0 or (ahead < 4 and way == "") else ahead - 12
    first = cal.add_months(base.replace(day=1), shift)
    if first is None:
        return Answer(bare, bare, anchored=True)
    value, part = say_day(first)[:7], match.slot("part")
    stretch = cal.month_stretch(first.year, first.month)
    edtf = part_of(stretch, part) if part else value
    kept = Candidate(value, True, say_reason(match))
    return Answer(value, edtf, anchored=True, candidates=(kept,))


def make_range(match: Match, base: date | None) -> Answer | None:
    """One end of "du 4 au 7 janvier": its own value, the EDTF of the whole stretch."""
    groups = dict(match.groups)
    ends = list[Answer]()
    for day in ("day", "day_2"):
        kept = {k: v for k, v in groups.items() if "weekday" not in k}
        part = replace(match, groups={**kept, "day": groups[day]})
        found = make_calendar_date(part, base)
        if found is None:
            return None
        ends.append(found)
    first, last = ends
    if first.edtf > last.edtf and "X" not in first.edtf:
        return None
    mine = last if match.option("end") else first
    whole = f"{first.edtf}/{last.edtf}"
    return Answer(mine.value, whole, anchored=mine.anchored)


def make_year(match: Match, base: date | None) -> Answer | None:
    """A year, a part of one, or all time since or until one."""
    if old := match.groups.get("old") or match.groups.get("old_2"):
        return _old_year(match, int(old))
    year, read = explicit_year(match, base)
    if not year:
        return None
    value, part = f"{year:04}", match.slot("part")
    if till := match.groups.get("till"):
        last = year - year % 100 + int(till)
        return Answer(value, f"{value}/{last:04}") if last > year else None
    edtf = {"after": f"{value}/..", "before": f"../{value}"}.get(
        match.option("open"), value
    )
    if part:
        edtf = part_of((date(year, 1, 1), date(year, 12, 31)), part)
    return Answer(value, edtf, anchored=read)


def _old_year(match: Match, year: int) -> Answer | None:
    """A year named with its era; before ours TIMEX3 says BC, EDTF counts from zero."""
    before = match.option("era") == "before"
    value = f"BC{year:04}" if before else f"{year:04}"
    edtf = f"{1 - year:05}" if before and year > 1 else "0000" if before else value
    month, day = match.slot("month"), match.whole("day")
    if isinstance(month, int):
        tail = f"-{month:02}" + (f"-{day:02}" if day else "")
        if day and cal.make_date(4, month, day) is None:
            return None
        value, edtf = value + tail, edtf + tail
    return Answer(value, edtf)


def make_short_year(match: Match, base: date | None) -> Answer | None:
    """Two figures after a preposition: the nearest such year."""
    year = full_year(match.extra["text"], base)
    if base is None:
        return Answer("XX" + match.extra["text"].strip("'’"), "", anchored=True)
    return Answer(f"{year:04}", f"{year:04}", anchored=True) if year else None


def make_decade(match: Match, base: date | None) -> Answer | None:
    """The sixties, the 1990s: a decade with its century."""
    digits = re.search(r"[0-9]+", match.extra["text"])
    word = match.slot("decade_word")
    number = int(digits[0]) if digits else word
    if not isinstance(number, int) or number % 10:
        return None
    if number < 100:
        number += 1900 if number >= 20 else 2000
    stem = f"{number:04}"[:3]
    return Answer(stem + str(match.rules.data.get("decade_suffix", "")), f"{stem}X")


def make_century(match: Match, base: date | None) -> Answer | None:
    """The nineteenth century is 18XX."""
    number = match.slot("roman_century")
    if not isinstance(number, int):
        return None
    return Answer(f"{number - 1:02}XX", f"{number - 1:02}XX")


def make_figures(match: Match, base: date | None) -> Answer | None:
    """A date in figures; the order is the rule's."""
    if "y" not in match.groups:
        return _yearless_figures(match, base)
    year, month = int(match.groups["y"]), int(match.groups["m"])
    read = year < 100
    if read:
        if base is None:
            return None
        year = full_year(match.groups["y"], base) or year
    if match.option("order") == "ym":
        return Answer(f"{year:04}-{month:02}", f"{year:04}-{month:02}")
    day = int(match.groups["d"])
    if match.option("order") == "mdy":
        if (order := match.extra.get("order")) == "dmy":
            month, day = day, month
        elif not order and month != day <= _MONTHS_OF_YEAR:
            return _either_order(year, month, day)
    exact = cal.make_date(year, month, day)
    return Answer(say_day(exact), say_day(exact), anchored=read) if exact else None


def _either_order(year: int, month: int, day: int) -> Answer:
    """Figures that are a day and a month, nobody knows in which order."""
    days = sorted((date(year, month, day), date(year, day, month)))
    kept = tuple(Candidate(say_day(d), True, "possible") for d in days)
    edtf = f"[{','.join(map(say_day, days))}]"
    return Answer(say_day(date(year, month, day)), edtf, candidates=kept)


def _yearless_figures(match: Match, base: date | None) -> Answer | None:
    month, day = int(match.groups["m"]), int(match.groups["d"])
    if cal.make_date(4, month, day) is None:
        return None
    bare = f"XXXX-{month:02}-{day:02}"
    if base is None:
        return Answer(bare, bare, anchored=True)
    return _nearest_day(match, month, day, base, bare)
