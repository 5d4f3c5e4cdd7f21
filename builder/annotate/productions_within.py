"""Productions for a day or a week told by its place: in a month, a week, beside a day.

Comes in: a match, and one possible day of publication (or None). Goes out: an
``Answer``. See ``productions``. "The first Monday of May", "the week of 4 April",
"the day after Christmas", "Thursday the 15th".
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from builder.annotate import calendar as cal
from builder.annotate.productions_calendar import make_calendar_date
from builder.annotate.productions_named import make_feast
from builder.annotate.productions_relative import make_around
from builder.annotate.reading import (
    Answer,
    Match,
    say_day,
    say_stretch,
    weekday_of,
)
from builder.model import Candidate

_PLACES = ("weekday", "which", "day", "dayword")
_MONTHS = ("month", "clear_month", "short_month")
_FARTHEST = 62
"""Days from publication within which a weekday and a number of a day are looked for."""
_STEPS = {"day": 1, "week": 7, "fortnight": 14}


def make_nth(match: Match, base: date | None) -> Answer | None:
    """The first Monday, the last week, the second half, the last day of a month;
    "a Saturday in April" is one of its Saturdays."""
    which = 0 if match.option("take") == "any" else match.slot("which")
    groups = {k: v for k, v in match.groups.items() if k not in _PLACES}
    named = any(match.slot(slot) for slot in _MONTHS)
    inner = replace(match, groups=groups)
    month = (make_calendar_date if named else make_around)(inner, base)
    if month is None or not isinstance(which, int):
        return None
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", month.value)
    if found is None:
        return month
    stretch = cal.month_stretch(int(found[1]), int(found[2]))
    edtf = _nth_of(match, stretch, which)
    if edtf is None:
        return None
    value = edtf if len(edtf) == 10 else month.value
    return Answer(value, edtf, anchored=month.anchored)


def _nth_of(match: Match, stretch: cal.Stretch, which: int) -> str | None:
    """That part of a month as EDTF; None where the month has no such one."""
    first, last = stretch
    weekday, take = weekday_of(match), match.option("take")
    if take == "weekend":
        return _weekend_of(first, which)
    if weekday is not None:
        days = cal.weekdays_of(first.year, first.month, weekday)
        if take == "any":
            return f"[{','.join(map(say_day, days))}]"
        return say_day(days[which - (which > 0)]) if which <= len(days) else None
    if take == "day":
        day = last if which < 0 else cal.make_date(first.year, first.month, which)
        return say_day(day) if day else None
    if take == "half":
        if which not in (1, 2, -1):
            return None
        half = first.replace(day=15), first.replace(day=16)
        return say_stretch((first, half[0]) if which == 1 else (half[1], last))
    if which < 0:
        return say_stretch((first.replace(day=last.day - 6), last), ("~", ""))
    low, high = 7 * which - 6, min(7 * which, last.day)
    week = first.replace(day=low), first.replace(day=high)
    return say_stretch(week, ("" if which == 1 else "~", "~")) if which < 5 else None


def _weekend_of(month: date, which: int) -> str | None:
    """The weekend whose Saturday is so many in the month."""
    saturdays = cal.weekdays_of(month.year, month.month, 5)
    if which > len(saturdays):
        return None
    saturday = saturdays[which - (which > 0)]
    sunday = cal.add_days(saturday, 1)
    return say_stretch((saturday, sunday)) if sunday else None


def make_week_of(match: Match, base: date | None) -> Answer | None:
    """The week in which a day lies."""
    day = make_calendar_date(match, base)
    if day is None or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day.value):
        return replace(day, value="XXXX-WXX", edtf="") if day else None
    exact = date.fromisoformat(day.value)
    if match.option("take") == "weekend":
        value = cal.week_value(exact) + "-WE"
        saturday = cal.add_days(cal.week_stretch(exact)[0], 5) or exact
        ends = saturday, cal.week_stretch(exact)[1]
        return Answer(value, say_stretch(ends), anchored=day.anchored)
    week = say_stretch(cal.week_stretch(exact))
    return Answer(cal.week_value(exact), week, anchored=day.anchored)


def make_weekday_of_week(match: Match, base: date | None) -> Answer | None:
    """Tuesday of next week, "lundi de la semaine dernière"; "lundi en huit"."""
    weekday = weekday_of(match)
    if weekday is None:
        return None
    if base is None:
        return Answer(f"XXXX-WXX-{weekday + 1}", "", anchored=True)
    shift = int(match.option("shift") or 0)
    if match.option("from") == "day":
        start = cal.weekday_on_or_after(base, weekday)
        day = cal.add_days(start, 7 * shift) if start else None
    else:
        inside = cal.add_days(base, 7 * shift)
        day = cal.add_days(cal.week_stretch(inside)[0], weekday) if inside else None
    if day is None:
        return None
    kept = (Candidate(say_day(day), True, "words"),)
    return Answer(say_day(day), say_day(day), anchored=True, candidates=kept)


def make_weekday_number(match: Match, base: date | None) -> Answer | None:
    """A weekday and the number of a day, without its month: "jeudi 15"."""
    weekday, number = weekday_of(match), match.whole("day")
    if weekday is None or number is None:
        return None
    if base is None:
        return Answer(f"XXXX-XX-{number:02}", "", anchored=True)
    around = [cal.add_days(base, n) for n in range(-_FARTHEST, _FARTHEST + 1)]
    fits = [d for d in around if d and (d.day, d.weekday()) == (number, weekday)]
    if not fits:
        return None
    best = min(fits, key=lambda d: abs((d - base).days))
    kept = [Candidate(say_day(best), True, "weekday")]
    kept += [Candidate(say_day(d), False, "nearest-year") for d in fits if d != best]
    return Answer(say_day(best), say_day(best), anchored=True, candidates=tuple(kept))


def make_beside(match: Match, base: date | None) -> Answer | None:
    """Some days, weeks or months before or after a date or a named day."""
    named = match.slot("feast")
    inner = make_feast(match, base) if named else make_calendar_date(match, base)
    amount = match.number("amount")
    unit = str(match.slot("unit") or "day")
    steps = float(match.option("days")) if "days" in match.rule.options else amount
    if inner is None or steps is None:
        return None
    whole = int(steps) * (-1 if match.option("direction") == "before" else 1)
    shape = re.fullmatch(r"([0-9]{4}|XXXX)-([0-9]{2})-([0-9]{2})", inner.value)
    if shape is None:
        return None
    if shape[1] != "XXXX":
        moved = _step(date.fromisoformat(inner.value), unit, whole)
        text = say_day(moved) if moved else ""
        return Answer(text, text, anchored=inner.anchored) if text else None
    said = set[str]()
    for year in (2001, 2004):  # with and without a 29 February
        start = cal.make_date(year, int(shape[2]), int(shape[3]))
        if start and (moved := _step(start, unit, whole)):
            said.add(f"XXXX-{moved:%m-%d}")
    bare = said.pop() if len(said) == 1 else ""
    return Answer(bare or "XXXX-XX-XX", bare, anchored=True)


def _step(day: date, unit: str, amount: int) -> date | None:
    if unit in _STEPS:
        return cal.add_days(day, _STEPS[unit] * amount)
    months = {"month": 1, "year": 12}.get(unit)
    return cal.add_months(day, months * amount) if months else None


def make_listed(match: Match, base: date | None) -> Answer | None:
    """One day of several that share their month: "les 4, 5 et 9 juin"."""
    own = match.groups.get(match.option("pick") or "day", "")
    weekday = match.groups.get("weekday" if match.option("pick") == "" else "weekday_2")
    groups = {k: v for k, v in match.groups.items() if k.split("_")[0] not in _PLACES}
    groups["day"] = own
    if weekday:
        groups["weekday"] = weekday
    return make_calendar_date(replace(match, groups=groups), base)


def make_day_of_month(match: Match, base: date | None) -> Answer | None:
    """A number of a day in the month of publication: "le 16 de ce mois"."""
    number = match.whole("day")
    if number is None or base is None:
        return Answer(f"XXXX-XX-{number:02}", "", anchored=True) if number else None
    shift = int(match.option("shift") or 0)
    first = cal.add_months(base.replace(day=1), shift)
    day = cal.make_date(first.year, first.month, number) if first else None
    return Answer(say_day(day), say_day(day), anchored=True) if day else None


def make_paired(match: Match, base: date | None) -> Answer | None:
    """The first of two dates with the year of the second: "de mai à juin 2019"."""
    first = match.slot("month")
    second = match.rules.value("month", match.groups["month_2"])
    groups = {k: v for k, v in match.groups.items() if not k.endswith("_2")}
    if "year" in groups and isinstance(first, int) and first > second:
        groups["year"] = f"{int(groups['year']) - 1:04}"
    return make_calendar_date(replace(match, groups=groups), base)
