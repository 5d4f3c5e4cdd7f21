"""What a matched rule means: the closed vocabulary of ``make:`` in the date rules.

Comes in: a match, and one possible day of publication (or None where none is known).
Goes out: an ``Answer``: TIMEX3 value and EDTF. A production is a function of a single
day; ``timex`` asks it once for every day the anchor leaves possible and joins the
answers. It may not know the article, the anchor's width, or the machine's clock.
Source: TimeML 1.2.1 (TIMEX3 values), ISO 8601-2 (EDTF).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from builder.annotate import calendar as cal
from builder.annotate.timex_rules import Rule, Rules
from builder.model import Candidate

Direction = Literal["past", "future", ""]
Type = Literal["DATE", "TIME", "DURATION", "SET"]
_UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W",
    "month": "M", "quarter": "Q", "half": "H", "year": "Y", "decade": "DE",
    "century": "CE",
}  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120,
           "century": 1200}  # fmt: skip
_DAYS = {"day": 1, "week": 7}
_HALF_YEAR = 6
_YEAR_SHIFTS = {"last-year": -1, "this-year": 0, "next-year": 1}
_RECENT = {"hour": 2, "day": 7, "week": 56, "month": 365, "year": 3650}
"""How many days back "these last <unit>s" may reach at most, by unit."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an expression stands for, seen from one day."""

    value: str
    """TIMEX3."""
    edtf: str = ""
    type: Type = "DATE"
    anchored: bool = False
    """It hangs on the day of publication."""
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class Match:
    """A rule that fired, and what the production may know of its surroundings."""

    rule: Rule
    rules: Rules
    span: tuple[int, int]
    groups: Mapping[str, str]
    direction: Direction = ""
    """Of the tense of the sentence."""
    previous: Answer | None = None
    """The last date told before it."""
    near: bool = False
    """That date stands in the same sentence."""
    extra: dict[str, str] = field(default_factory=dict)

    def option(self, name: str) -> str:
        found = self.rule.options.get(name, "")
        return str(found)

    def slot(self, name: str) -> object:
        """The value of a lexicon slot, also of its second copy; None if not there."""
        for group in (name, f"{name}_2"):
            if text := self.groups.get(group):
                return self.rules.value(name, text)
        return None

    def number(self, name: str) -> float | None:
        text = self.groups.get(name)
        return self.rules.number(text) if text else None

    def whole(self, name: str) -> int | None:
        """The figures of a slot, without what is glued to them (1er, 3rd)."""
        text = self.groups.get(name) or self.groups.get(f"{name}word", "")
        if digits := re.match(r"['’]?([0-9]+)", text):
            return int(digits[1])
        value = self.rules.value("nth", text) if text else None
        return value if isinstance(value, int) else None


Production = Callable[[Match, date | None], Answer | None]


# --- helpers -------------------------------------------------------------------------


def _day(day: date) -> str:
    return day.isoformat()


def _between(stretch: cal.Stretch, marks: tuple[str, str] = ("", "")) -> str:
    return f"{_day(stretch[0])}{marks[0]}/{_day(stretch[1])}{marks[1]}"


def _reason(match: Match) -> str:
    """Why a date before or after another one was taken."""
    if match.option("direction"):
        return "words"
    return "tense" if match.direction else "nearest-year"


def _weekday(match: Match) -> int | None:
    found = match.slot("weekday")
    return found if isinstance(found, int) else None


def _part_of(stretch: cal.Stretch, part: object) -> str:
    """The beginning, the middle or the end of a month, a year or a week."""
    first, last = stretch
    length = (last - first).days + 1
    if length <= 7:
        edges = {"start": (0, 1), "mid": (1, 3), "end": (3, 6)}
    elif length <= 31:
        edges = {"start": (0, 9), "mid": (9, 19), "end": (19, length - 1)}
    else:
        third = length // 3
        edges = {"start": (0, third), "mid": (third, 2 * third)}
        edges["end"] = (2 * third, length - 1)
    low, high = edges[str(part)]
    a, b = cal.add_days(first, low), cal.add_days(first, high)
    marks = ("" if part == "start" else "~", "" if part == "end" else "~")
    return _between((a or first, b or last), marks)


def _full_year(text: str, base: date | None) -> int | None:
    """Two figures as the year nearest to the base; None without one."""
    digits = text.strip("'’")
    if not digits.isdigit() or base is None:
        return None
    year = base.year - base.year % 100 + int(digits)
    return min((year - 100, year, year + 100), key=lambda y: abs(y - base.year))


def _explicit_year(match: Match, base: date | None) -> tuple[int | None, bool]:
    """The year the words say, and whether it was read with the help of the base."""
    for group in ("year", "year_2"):
        if text := match.groups.get(group):
            return int(text), False
    if text := match.groups.get("yearwords"):
        return _spoken_year(match.rules, text), False
    if text := match.groups.get("yy"):
        return _full_year(text, base), True
    return None, False


def _spoken_year(rules: Rules, text: str) -> int | None:
    """Nineteen ninety-six, two thousand (and) one."""
    words = [w for w in re.split(r"[\s-]+", text.lower()) if w not in ("and", "the")]
    if "thousand" in words:
        at = words.index("thousand")
        rest = rules.number(" ".join(words[at + 1 :])) if words[at + 1 :] else 0
        thousands = rules.number(words[at - 1]) if at else 1
        return None if rest is None or not thousands else int(thousands * 1000 + rest)
    head, tail = rules.number(words[0]), rules.number(" ".join(words[1:]))
    return int(head * 100 + tail) if head and tail else None


# --- calendar dates --------------------------------------------------------------------


def make_calendar_date(match: Match, base: date | None) -> Answer | None:
    """A day and a month, a month; with its year, or with the nearest one."""
    month = match.slot("month") or match.slot("clear_month")
    if not isinstance(month, int):
        return None
    day = match.whole("day")
    year, read = _explicit_year(match, base)
    if base and (shift := _YEAR_SHIFTS.get(match.option("direction"))) is not None:
        year, read = base.year + shift, True
    if day is None and {"day", "dayword"} & set(match.groups):
        return None
    if year is None and day is None and not match.option("direction"):
        year, read = _year_before(match), True
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


def _year_before(match: Match) -> int | None:
    """The bare year told before in the same sentence: "in 1997 (in January ...)"."""
    previous = match.previous
    if previous and match.near and re.fullmatch(r"[0-9]{4}", previous.value):
        return int(previous.value)
    return None


def _in_year(
    match: Match, year: int, month: int, day: int | None, read: bool
) -> Answer | None:
    part = match.slot("part")
    if day is None:
        value = f"{year:04}-{month:02}"
        edtf = _part_of(cal.month_stretch(year, month), part) if part else value
        return Answer(value, edtf, anchored=read)
    exact = cal.make_date(year, month, day)
    if exact is None:
        return None
    weekday = _weekday(match)
    if weekday is not None and exact.weekday() != weekday:
        doubt = Candidate(_day(exact), True, "weekday-disagrees")
        return Answer(_day(exact), _day(exact) + "?", candidates=(doubt,))
    return Answer(_day(exact), _day(exact), anchored=read)


def _nearest_day(
    match: Match, month: int, day: int, base: date, bare: str
) -> Answer | None:
    weekday = _weekday(match)
    reach = 1 if weekday is None and (month, day) != (2, 29) else 11
    years = base.year - reach, base.year + reach
    fits = list(cal.years_of(month, day, weekday, *years))
    way = match.option("direction")
    ordered = sorted(fits, key=lambda d: abs((d - base).days))
    if way in ("past", "future"):
        ordered = [d for d in ordered if d != base and (d < base) == (way == "past")]
    if not ordered:
        return Answer(bare, bare, anchored=True)
    best, out = ordered[0], list[Candidate]()
    out.append(Candidate(_day(best), True, "nearest-year" if not way else "words"))
    for other in cal.years_of(month, day, None, best.year - 1, best.year + 1):
        if other != best:
            wrong = weekday is not None and other.weekday() != weekday
            why = "weekday" if wrong else "nearest-year"
            out.append(Candidate(_day(other), False, why))
    return Answer(_day(best), _day(best), anchored=True, candidates=tuple(out))


def _nearest_month(match: Match, month: int, base: date, bare: str) -> Answer:
    way = match.option("direction") or match.direction
    ahead = (month - base.month) % 12
    if match.option("direction") == "future":
        shift = ahead or 12
    elif match.option("direction") == "past":
        shift = ahead - 12
    elif way == "future" and ahead <= _HALF_YEAR:
        shift = ahead
    else:
        shift = ahead if ahead == 0 or (ahead < 4 and way == "") else ahead - 12
    first = cal.add_months(base.replace(day=1), shift)
    if first is None:
        return Answer(bare, bare, anchored=True)
    value, part = _day(first)[:7], match.slot("part")
    stretch = cal.month_stretch(first.year, first.month)
    edtf = _part_of(stretch, part) if part else value
    kept = Candidate(value, True, _reason(match))
    return Answer(value, edtf, anchored=True, candidates=(kept,))


def make_range(match: Match, base: date | None) -> Answer | None:
    """One end of "du 4 au 7 janvier": its own value, the EDTF of the whole stretch."""
    groups = dict(match.groups)
    ends = list[Answer]()
    for day in ("day", "day_2"):
        part = Match(match.rule, match.rules, match.span,
                     {**{k: v for k, v in groups.items() if "weekday" not in k},
                      "day": groups[day]}, match.direction)  # fmt: skip
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
    year, read = _explicit_year(match, base)
    if not year:
        return None
    value, part = f"{year:04}", match.slot("part")
    edtf = {"after": f"{value}/..", "before": f"../{value}"}.get(
        match.option("open"), value
    )
    if part:
        edtf = _part_of((date(year, 1, 1), date(year, 12, 31)), part)
    return Answer(value, edtf, anchored=read)


def make_short_year(match: Match, base: date | None) -> Answer | None:
    """Two figures after a preposition: the nearest such year."""
    year = _full_year(match.extra["text"], base)
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
    year, month = int(match.groups["y"]), int(match.groups["m"])
    read = year < 100
    if read:
        if base is None:
            return None
        year = _full_year(match.groups["y"], base) or year
    if match.option("order") == "ym":
        return Answer(f"{year:04}-{month:02}", f"{year:04}-{month:02}")
    exact = cal.make_date(year, month, int(match.groups["d"]))
    return Answer(_day(exact), _day(exact), anchored=read) if exact else None


# --- relative to the day of publication --------------------------------------------------


def make_day(match: Match, base: date | None) -> Answer | None:
    """Today, yesterday, tomorrow; with a part of the day a time."""
    days = match.slot("today")
    if days is None:
        days = match.rule.options.get("days", 0)
    part = match.slot("daypart") or match.option("part")
    kind: Type = "TIME" if part else "DATE"
    if base is None:
        value = "PRESENT_REF" if days == 0 and not part else "XXXX-XX-XX"
        return Answer(value, "", kind, anchored=True)
    assert isinstance(days, int)
    found = cal.add_days(base, days)
    return _on_day(found, part, kind) if found else None


def _on_day(found: date, part: object, kind: Type = "DATE", **more: object) -> Answer:
    value = _day(found) + (f"T{part}" if part else "")
    return Answer(value, _day(found), kind, anchored=True)


def make_weekday(match: Match, base: date | None) -> Answer | None:
    """A weekday alone, towards the past unless words or tense say otherwise."""
    weekday, part = _weekday(match), match.slot("daypart") or match.option("part")
    if weekday is None:
        return None
    kind: Type = "TIME" if part else "DATE"
    if base is None:
        tail = f"T{part}" if part else ""
        return Answer(f"XXXX-WXX-{weekday + 1}{tail}", "", kind, anchored=True)
    before = cal.weekday_on_or_before(base, weekday)
    after = cal.weekday_on_or_after(base, weekday)
    if match.option("strictly"):
        before = cal.weekday_on_or_before(cal.add_days(base, -1) or base, weekday)
        after = cal.weekday_on_or_after(cal.add_days(base, 1) or base, weekday)
    way = match.option("direction")
    future = (match.direction if way in ("", "this") else way) == "future"
    best, other = (after, before) if future else (before, after)
    if best is None:
        return None
    why = "words" if way in ("past", "future") else "tense"
    kept = [Candidate(_day(best), True, why)]
    if other and other != best:
        kept.append(Candidate(_day(other), False, why))
    value = _day(best) + (f"T{part}" if part else "")
    edtf = _day(best)
    if match.option("part") == "NI" and (morrow := cal.add_days(best, 1)):
        edtf = _between((best, morrow))
    return Answer(value, edtf, kind, anchored=True, candidates=tuple(kept))


def _shift(base: date, unit: object, amount: float) -> Answer | None:
    """The day, week, month, quarter or year some units away."""
    whole = int(amount)
    if unit in ("second", "minute", "hour"):
        found = cal.add_days(base, int(amount / 24) if unit == "hour" else 0)
        return Answer(_day(found), _day(found), anchored=True) if found else None
    if unit in _DAYS:
        found = cal.add_days(base, _DAYS[str(unit)] * whole)
    else:
        found = cal.add_months(base, int(_MONTHS[str(unit)] * amount))
    return _stretch(found, unit) if found else None


def _stretch(day: date, unit: object, part: object = None) -> Answer:
    """The calendar unit around a day."""
    if unit == "day":
        return Answer(_day(day), _day(day), anchored=True)
    if unit == "week":
        week = cal.week_stretch(day)
        edtf = _part_of(week, part) if part else _between(week)
        return Answer(cal.week_value(day), edtf, anchored=True)
    if unit == "month":
        month = cal.month_stretch(day.year, day.month)
        edtf = _part_of(month, part) if part else _day(day)[:7]
        return Answer(_day(day)[:7], edtf, anchored=True)
    if unit == "quarter":
        return _quarter(day.year, cal.quarter_of(day))
    if unit == "half":
        return _half(day.year, 1 if day.month < 7 else 2)
    year = f"{day.year:04}"
    if part:
        return Answer(year, _part_of((date(day.year, 1, 1), date(day.year, 12, 31)),
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
    """So many units after the day of publication."""
    return _distance(match, base, 1)


def _distance(match: Match, base: date | None, sign: int) -> Answer | None:
    unit, amount = match.slot("unit"), match.number("amount")
    about = match.slot("about_number")
    if amount is None and isinstance(about, int):
        amount = float(about)
    if amount is None or unit is None:
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
    pivot = _pivot(match.previous, base)
    if pivot is None or (unit in ("day", "week", "hour") and pivot[1] != "day"):
        return Answer(_OPEN.get(str(unit), "XXXX"), "")
    day, grain = pivot
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
        if found := re.fullmatch(r"([0-9]{4})", value):
            return date(int(found[1]), 1, 1), "year"
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
    if unit == "decade":
        return Answer(f"{day.year:04}"[:3], f"{day.year:04}"[:3] + "X", anchored=True)
    if unit == "century":
        stem = f"{day.year:04}"[:2]
        return Answer(stem + "XX", stem + "XX", anchored=True)
    return _stretch(day, unit, part)


def make_weekend(match: Match, base: date | None) -> Answer | None:
    """The weekend of this week, or of the one before or after."""
    if base is None:
        return Answer("XXXX-WXX-WE", "", anchored=True)
    shift = int(match.option("shift") or 0)
    if not shift and base.weekday() < 3 and match.direction == "past":
        shift = -1
    day = cal.add_days(base, 7 * shift)
    if day is None:
        return None
    _, sunday = cal.week_stretch(day)
    saturday = cal.add_days(sunday, -1) or sunday
    return Answer(cal.week_value(day) + "-WE", _between((saturday, sunday)),
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
    return Answer(length, _between(stretch, marks), "DURATION", anchored=True)


def make_quarter(match: Match, base: date | None) -> Answer | None:
    """A quarter or a half of a year; without its year the last one begun."""
    number = match.slot("ordinal")
    half = bool(match.groups.get("half"))
    year, read = _explicit_year(match, base)
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
        year = base.year - 1 if behind and start - base.month > 3 else base.year
        read = True
    answer = _half(year, number) if half else _quarter(year, number)
    return Answer(answer.value, answer.edtf, anchored=read)


def make_season(match: Match, base: date | None) -> Answer | None:
    """A season of a year; a season in general has none."""
    name = str(match.slot("season"))
    code, start = cal.SEASONS[name]
    year, read = _explicit_year(match, base)
    if match.option("generic") or (base is None and year is None):
        return Answer(f"XXXX-{name}", "", anchored=not match.option("generic"))
    if year is None and base:
        read, year = True, base.year
        shift = match.option("shift")
        if shift == "-1" and start + 2 >= base.month:
            year -= 1
        elif shift == "1" and start <= base.month:
            year += 1
        elif not shift and match.direction == "past" and start > base.month:
            year -= 1
    assert year is not None
    return Answer(f"{year:04}-{name}", f"{year:04}-{code}", anchored=read)


def make_feast(match: Match, base: date | None) -> Answer | None:
    """A named day: fixed, or counted from Easter; the nearest one to the base."""
    rule = str(match.slot("feast"))
    year, read = _explicit_year(match, base)
    movable = rule.startswith("easter")
    if year is None and base is None:
        bare = "" if movable else f"XXXX-{rule}"
        return Answer(bare or "XXXX-XX-XX", bare, anchored=True)
    years = [year] if year is not None else []
    if base and not years:
        years = [y for y in range(base.year - 1, base.year + 2) if 1 <= y <= 9999]
    days = [d for d in (_feast(rule, y) for y in years) if d]
    if not days:
        return None
    best = min(days, key=lambda d: abs((d - base).days)) if base else days[0]
    return Answer(_day(best), _day(best), anchored=year is None or read)


def _feast(rule: str, year: int) -> date | None:
    if rule.startswith("easter"):
        return cal.add_days(cal.easter(year), int(rule.removeprefix("easter")))
    month, day = rule.split("-")
    return cal.make_date(year, int(month), int(day))


# --- no points in time ---------------------------------------------------------------------


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
    times = {"decade": 10, "century": 100, "quarter": 3, "half": 6}.get(name, 1)
    code = {"decade": "Y", "century": "Y", "quarter": "M", "half": "M"}.get(
        name, _UNITS[name]
    )
    number = f"{amount * times:g}"
    if code[0] == "T":
        return f"PT{number}{code[1:]}"
    return f"P{number}{code}"


def make_set(match: Match, base: date | None) -> Answer | None:
    """Something that comes again and again."""
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


def make_clock(match: Match, base: date | None) -> Answer | None:
    """An hour; of the day told last in the same sentence, else of no day."""
    hour, minute = match.whole("hour"), match.whole("minute") or 0
    half = (match.groups.get("half_day") or "").casefold().replace(".", "")
    if hour is None or hour > 24:
        return None
    if half in ("pm", "am") and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    day = match.extra.get("day", "")
    return Answer(f"{day}T{hour:02}:{minute:02}", day, "TIME", anchored=True)


PRODUCTIONS: Mapping[str, Production] = {
    "ago": make_ago,
    "ahead": make_ahead,
    "around": make_around,
    "century": make_century,
    "clock": make_clock,
    "date": make_calendar_date,
    "day": make_day,
    "decade": make_decade,
    "duration": make_duration,
    "feast": make_feast,
    "figures": make_figures,
    "last": make_last,
    "quarter": make_quarter,
    "range": make_range,
    "reference": make_reference,
    "same": make_same,
    "season": make_season,
    "set": make_set,
    "shifted": make_shifted,
    "weekday": make_weekday,
    "weekend": make_weekend,
    "year": make_year,
    "yy": make_short_year,
}
"""``offset`` is not among them: it is a relation, and ``timex`` makes it."""
