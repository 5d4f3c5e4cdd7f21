"""Productions for what hangs on another day, and for what is no point in time.

Comes in: a match, and one possible day of publication (or None). Goes out: an
``Answer``. See ``productions``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from builder.annotate import calendar as cal
from builder.annotate.reading import (
    Answer,
    Match,
    Type,
    explicit_year,
    part_of,
    say_day,
    say_stretch,
    told_year,
    weekday_of,
)
from builder.model import Candidate

_UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W",
    "fortnight": "W",
    "month": "M", "quarter": "Q", "half": "H", "year": "Y", "decade": "DE",
    "century": "CE",
}  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120,
           "century": 1200}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_HALF_BEGUN = 3
"""Months into a half of a year before which a past tense means that of last year."""
_TWO_WEEKS = 14
"""Days from publication within which a weekday is told beside another one."""
_FINE = frozenset({"second", "minute", "hour", "day", "week"})
"""Units that are counted from a day only."""
_WITHIN = {
    ("week", "day"),
    ("month", "day"),
    ("month", "month"),
    ("quarter", "quarter"),
    ("year", "day"),
    ("year", "month"),
    ("year", "quarter"),
    ("year", "season"),
    ("year", "year"),
}
"""Units with the grain of a date that says which one is meant."""
_RECENT = {"hour": 2, "day": 7, "week": 56, "month": 365, "year": 3650}
"""How many days back "these last <unit>s" may reach at most, by unit."""


def make_day(match: Match, base: date | None) -> Answer | None:
    """Today, yesterday, tomorrow; with a part of the day a time."""
    days = match.slot("today")
    if days is None:
        days = match.rule.options.get("days", 0)
    part = match.slot("daypart") or match.option("part")
    kind: Type = "TIME" if part else "DATE"
    if base is None:
        value = "PRESENT_REF" if days == 0 and not part else "XXXX-XX-XX"
        if (weekday := weekday_of(match)) is not None:  # a day, not "nowadays"
            value = f"XXXX-WXX-{weekday + 1}"
        return Answer(value, "", kind, anchored=True)
    assert isinstance(days, int)
    found = cal.add_days(base, days)
    return _on_day(found, part, kind) if found else None


def _on_day(found: date, part: object, kind: Type = "DATE") -> Answer:
    value = say_day(found) + (f"T{part}" if part else "")
    return Answer(value, say_day(found), kind, anchored=True)


def make_weekday(match: Match, base: date | None) -> Answer | None:
    """A weekday alone, towards the past unless words or tense say otherwise."""
    weekday, part = weekday_of(match), match.slot("daypart") or match.option("part")
    if weekday is None:
        return None
    kind: Type = "TIME" if part else "DATE"
    if base is None:
        tail = f"T{part}" if part else ""
        return Answer(f"XXXX-WXX-{weekday + 1}{tail}", "", kind, anchored=True)
    if joined := _next_told(match, weekday, base):
        return _on_day(joined, part, kind)
    if match.option("told") and (told := _pivot(match.previous, None)):
        base = told[0] if told[1] == "day" else base
    before = cal.weekday_on_or_before(base, weekday)
    after = cal.weekday_on_or_after(base, weekday)
    if match.option("strictly"):
        before = cal.weekday_on_or_before(cal.add_days(base, -1) or base, weekday)
        after = cal.weekday_on_or_after(cal.add_days(base, 1) or base, weekday)
    if match.option("either") and before and after and before != after:
        return _either(weekday, (before, after))
    way = match.option("direction")
    future = (match.direction if way in ("", "this") else way) == "future"
    best, other = (after, before) if future else (before, after)
    if best is None:
        return None
    why = "words" if way in ("past", "future") else "tense"
    kept = [Candidate(say_day(best), True, why)]
    if other and other != best:
        kept.append(Candidate(say_day(other), False, why))
    value = say_day(best) + (f"T{part}" if part else "")
    edtf = say_day(best)
    if match.option("part") == "NI" and (morrow := cal.add_days(best, 1)):
        edtf = say_stretch((best, morrow))
    return Answer(value, edtf, kind, anchored=True, candidates=tuple(kept))


def _next_told(match: Match, weekday: int, base: date) -> date | None:
    """The second of two weekdays told together: "mercredi et jeudi"."""
    told = _pivot(match.previous, None) if match.extra.get("joined") else None
    if told is None or told[1] != "day" or match.option("direction"):
        return None
    if abs((told[0] - base).days) > _TWO_WEEKS:
        return None
    start = cal.add_days(told[0], 1)
    found = cal.weekday_on_or_after(start, weekday) if start else None
    if found is None or (told[0] <= base < found and match.extra.get("past")):
        return None
    return found


def _either(weekday: int, days: tuple[date, date]) -> Answer:
    """The weekday before and the one after, where no tense is known to tell."""
    one_of = f"[{','.join(map(say_day, days))}]"
    kept = tuple(Candidate(say_day(day), True, "possible") for day in days)
    return Answer(f"XXXX-WXX-{weekday + 1}", one_of, anchored=True, candidates=kept)


def _shift(base: date, unit: object, amount: float) -> Answer | None:
    """The day, week, month, quarter or year some units away."""
    whole = int(amount)
    if unit in ("second", "minute", "hour"):
        found = cal.add_days(base, int(amount / 24) if unit == "hour" else 0)
        kind: Type = "DATE" if unit == "hour" and abs(amount) >= 24 else "TIME"
        return (
            Answer(say_day(found), say_day(found), kind, anchored=True)
            if found
            else None
        )
    if unit in _DAYS:
        found = cal.add_days(base, _DAYS[str(unit)] * whole)
    else:
        found = cal.add_months(base, int(_MONTHS[str(unit)] * amount))
    return _stretch(found, unit) if found else None


def _stretch(day: date, unit: object, part: object = None) -> Answer:
    """The calendar unit around a day."""
    if unit == "day":
        return Answer(say_day(day), say_day(day), anchored=True)
    if unit in ("week", "fortnight"):
        week = cal.week_stretch(day)
        edtf = part_of(week, part) if part else say_stretch(week)
        return Answer(cal.week_value(day), edtf, anchored=True)
    if unit == "month":
        month = cal.month_stretch(day.year, day.month)
        edtf = part_of(month, part) if part else say_day(day)[:7]
        return Answer(say_day(day)[:7], edtf, anchored=True)
    if unit == "quarter":
        return _quarter(day.year, cal.quarter_of(day))
    if unit == "half":
        return _half(day.year, 1 if day.month < 7 else 2)
    year = f"{day.year:04}"
    if part:
        return Answer(year, part_of((date(day.year, 1, 1), date(day.year, 12, 31)),
                                     part), anchored=True)  # fmt: skip
    return Answer(year, year, anchored=True)


def _quarter(year: int, quarter: int) -> Answer:
    return Answer(f"{year:04}-Q{quarter}", f"{year:04}-{32 + quarter}", anchored=True)


def _half(year: int, half: int) -> Answer:
    return Answer(f"{year:04}-H{half}", f"{year:04}-{39 + half}", anchored=True)


_OPEN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX",
         "quarter": "XXXX-QX", "half": "XXXX-HX"}  # fmt: skip


def make_ago(match: Match, base: date | None) -> Answer | None:
    """So many units before the day of publication."""
    return _distance(match, base, -1)


def make_ahead(match: Match, base: date | None) -> Answer | None:
    """So many units after the day of publication; how long a thing took, where the
    sentence tells it as past ("gutted the hall in two hours")."""
    short = match.slot("unit") in ("second", "minute", "hour")
    told = match.extra.get("past") or (short and match.direction != "future")
    if told and match.option("past") == "duration":
        return make_duration(match, base)
    return _distance(match, base, 1)


def _distance(match: Match, base: date | None, sign: int) -> Answer | None:
    unit = match.slot("unit") or match.option("unit")
    amount, about = match.number("amount"), match.slot("about_number")
    if amount is None and isinstance(about, int):
        amount = float(about)
    if amount is None or not unit:
        return None
    if unit == "year" and sign < 0 and match.previous and "Q" in match.previous.value:
        return make_shifted(match, base)
    if base is None:
        return Answer(_OPEN.get(str(unit), "XXXX"), "", anchored=True)
    return _shift(base, unit, sign * amount)


def make_shifted(match: Match, base: date | None) -> Answer | None:
    """A day or a unit away from the date told last: "la veille", "a year earlier"."""
    unit, amount = match.slot("unit"), match.number("amount")
    sign = int(match.option("sign") or (-1 if match.rule.make == "ago" else 1))
    if "days" in match.rule.options:
        unit, amount, sign = "day", float(match.option("days")), 1
    if amount is None:
        amount = 1.0
    pivot = _pivot(match.previous, base if sign < 0 else None)
    if pivot is None or (unit in _FINE and pivot[1] != "day"):
        return Answer(_OPEN.get(str(unit), "XXXX"), "")
    day, grain = pivot
    if match.option("nearby") and base and unit == "year" and day.year < base.year:
        day = cal.add_months(day, 12) or day  # it was told as the year before already
    if grain != "quarter" and base and match.extra.get("text", "").endswith("quarter"):
        # "the year-ago quarter": of the last one completed
        day, grain = cal.add_months(base.replace(day=1), -3) or base, "quarter"
    if unit in ("year", "decade", "century") and grain in ("quarter", "month"):
        moved = cal.add_months(day, int(sign * amount * _MONTHS[str(unit)]))
        return _stretch(moved, grain) if moved else None
    return _shift(day, unit, sign * amount)


def _pivot(previous: Answer | None, base: date | None) -> tuple[date, str] | None:
    """The first day of the date told last, and how fine it was."""
    if previous:
        value = previous.value
        if found := re.match(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", value):
            day = cal.make_date(*map(int, found.groups()))
            return (day, "day") if day else None
        if found := re.fullmatch(r"([0-9]{4})-Q([1-4])", value):
            return date(int(found[1]), int(found[2]) * 3 - 2, 1), "quarter"
        if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})", value):
            return date(int(found[1]), int(found[2]), 1), "month"
        if found := re.fullmatch(r"([0-9]{4})(-(?:SP|SU|FA|WI))?", value):
            return date(int(found[1]), 1, 1), "season" if found[2] else "year"
    return (base, "year") if base else None


def make_same(match: Match, base: date | None) -> Answer | None:
    """The unit told last, if it is one of that sort; else the last one completed."""
    unit = str(match.slot("long_unit") or match.slot("unit") or "")
    pivot = _pivot(match.previous, None)
    if pivot and pivot[1] == unit:
        return _stretch(pivot[0], unit)
    if base is None:
        return Answer(_OPEN.get(unit, "XXXX"), "", anchored=True)
    if unit == "quarter":
        return _shift(base.replace(day=1), unit, -1)
    return _stretch(base, unit)


def make_around(match: Match, base: date | None) -> Answer | None:
    """This, last or next week, month, quarter, year."""
    unit = match.slot("long_unit") or match.slot("unit") or match.option("unit")
    part = match.slot("part") or match.option("part")
    if base is None:
        return Answer(_OPEN.get(str(unit), "XXXX"), "", anchored=True)
    shift = int(match.option("shift") or 0)
    if unit in _DAYS:
        day = cal.add_days(base, _DAYS[str(unit)] * shift)
    else:
        day = cal.add_months(base.replace(day=1), _MONTHS[str(unit)] * shift)
    if day is None:
        return None
    if match.option("recent"):  # "the past week": the days up to publication
        start = cal.add_months(base, -_MONTHS.get(str(unit), 0))
        start = day if unit in _DAYS else start
        edtf = say_stretch((start, base), ("~", "")) if start else ""
        return replace(_around(day, unit, part), edtf=edtf)
    return _around(day, unit, part)


def _around(day: date, unit: object, part: object) -> Answer:
    """The calendar unit around a day; of decades and centuries the figures."""
    if unit == "decade":
        return Answer(f"{day.year:04}"[:3], f"{day.year:04}"[:3] + "X", anchored=True)
    if unit == "century":
        stem = f"{day.year:04}"[:2]
        return Answer(stem + "XX", stem + "XX", anchored=True)
    return _stretch(day, unit, part)


def make_neighbour(match: Match, base: date | None) -> Answer | None:
    """The unit before or after the one told last, or that one: "the following year".

    Where none was told it is counted from publication, unless the words only ever
    count from what was told (``strictly``: "l'année suivante").
    """
    unit = str(match.slot("long_unit"))
    pivot = _pivot(match.previous, None)
    finer = pivot is not None and (unit, pivot[1]) in _WITHIN
    if pivot is None or not finer:
        told_only = match.option("strictly")
        return make_around(match, None if told_only else base)
    shift = int(match.option("shift"))
    if unit == "week":
        day = cal.add_days(pivot[0], 7 * shift)
    else:
        day = cal.add_months(pivot[0].replace(day=1), _MONTHS[unit] * shift)
    found = _stretch(day, unit) if day else None
    hangs = match.previous is not None and match.previous.anchored
    return replace(found, anchored=hangs) if found else None


def make_weekend(match: Match, base: date | None) -> Answer | None:
    """The weekend of this week, or of the one before or after."""
    if base is None:
        return Answer("XXXX-WXX-WE", "", anchored=True)
    shift = int(match.option("shift") or 0)
    past = match.extra.get("past") and match.direction != "future"
    if "shift" not in match.rule.options and base.weekday() < 4 and past:
        shift = -1
    day = cal.add_days(base, 7 * shift)
    if day is None:
        return None
    _, sunday = cal.week_stretch(day)
    saturday = cal.add_days(sunday, -1) or sunday
    return Answer(cal.week_value(day) + "-WE", say_stretch((saturday, sunday)),
                  anchored=True)  # fmt: skip


def make_last(match: Match, base: date | None) -> Answer | None:
    """The stretch up to the day of publication: "ces deux derniers jours"."""
    unit, count = match.slot("unit"), match.number("count")
    length = _length(unit, count) if count else f"PX{_UNITS[str(unit)][-1]}"
    if base is None:
        return Answer(length, "", "DURATION", anchored=True)
    if count is None:
        first = cal.add_days(base, -_RECENT.get(str(unit), 3650))
    else:
        sign = 1 if match.option("future") else -1
        if unit in _MONTHS:
            first = cal.add_months(base, int(sign * count * _MONTHS[str(unit)]))
        else:
            days = _DAYS.get(str(unit), 1 / 24) * count
            first = cal.add_days(base, sign * max(1, round(days)))
    if first is None:
        return None
    stretch = (first, base) if first <= base else (base, first)
    marks = ("~", "") if first <= base else ("", "~")
    return Answer(length, say_stretch(stretch, marks), "DURATION", anchored=True)


def make_quarter(match: Match, base: date | None) -> Answer | None:
    """A quarter or a half of a year; without its year the last one begun."""
    number = match.slot("ordinal")
    half = bool(match.groups.get("half"))
    year, read = explicit_year(match, base)
    year = year or told_year(match)
    parts = 2 if half else 4
    if not isinstance(number, int) or number > parts:
        return None
    number = parts if number < 0 else number
    if base and "shift" in match.rule.options:
        year, read = base.year + int(match.option("shift")), True
    if year is None:
        if base is None:
            letter = "H" if half else "Q"
            return Answer(f"XXXX-{letter}{number}", "", anchored=True)
        start = (number - 1) * 12 // parts + 1
        behind = start > base.month and match.direction != "future"
        past = bool(match.extra.get("past"))
        far = start - base.month > 3 or past
        # the first half is told as past only once most of it is
        young = half and past and start <= base.month < start + _HALF_BEGUN
        year = base.year - 1 if (behind and far) or young else base.year
        read = True
    answer = _half(year, number) if half else _quarter(year, number)
    return Answer(answer.value, answer.edtf, anchored=read)


def make_duration(match: Match, base: date | None) -> Answer | None:
    """A length of time."""
    unit = match.slot("unit")
    if match.option("vague"):
        code = _UNITS[str(unit)]
        return Answer(f"P{code[:-1] if code[0] == 'T' else ''}X{code[-1]}", "",
                      "DURATION")  # fmt: skip
    about = match.slot("about_number")
    amount = match.number("amount")
    if amount is None and isinstance(about, int):
        amount = float(about)
    if amount is None:
        return None
    return Answer(_length(unit, amount), "", "DURATION")


def _length(unit: object, amount: float) -> str:
    """An ISO 8601 duration; decades and centuries in years."""
    name = str(unit)
    times = {"fortnight": 2, "quarter": 3, "half": 6, "decade": 10,
             "century": 100}.get(name, 1)  # fmt: skip
    code = {"decade": "Y", "century": "Y", "quarter": "M", "half": "M"}.get(
        name, _UNITS[name]
    )
    number = f"{amount * times:g}"
    if code[0] == "T":
        return f"PT{number}{code[1:]}"
    return f"P{number}{code}"


def make_set(match: Match, base: date | None) -> Answer | None:
    """Something that comes again and again."""
    if match.groups.get("weekday_2"):  # from Monday to Friday, every week
        return Answer("XXXX-WXX", "", "SET")
    if match.slot("which"):
        return Answer(_length(match.slot("unit"), 1), "", "SET")
    for name in ("weekday", "weekdays"):
        weekday = match.slot(name)
        if isinstance(weekday, int):
            return Answer(f"XXXX-WXX-{weekday + 1}", "", "SET")
    return Answer(_length(match.slot("unit"), 1), "", "SET")


def make_reference(match: Match, base: date | None) -> Answer | None:
    """The past, the present, the future, and no more."""
    value = match.option("value")
    for name in ("past_word", "now_word", "future_word"):
        value = value or str(match.slot(name) or "")
    return Answer(value, "")


def make_nothing(match: Match, base: date | None) -> Answer | None:
    """Words that only look like a date: the name of a street, of a movement."""
    return None


def make_clock(match: Match, base: date | None) -> Answer | None:
    """An hour; of the day told last in the same sentence, else of no day."""
    hour, minute = match.whole("hour"), match.whole("minute") or 0
    half = (match.groups.get("half_day") or "").casefold().replace(".", "")
    if hour is None or hour > 24:
        return None
    if half in ("pm", "am") and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    day = match.extra.get("day", "")
    edtf = match.extra.get("edtf", "")
    return Answer(f"{day}T{hour:02}:{minute:02}", edtf, "TIME", anchored=True)
