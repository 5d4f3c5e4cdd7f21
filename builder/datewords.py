"""EDTF in words: "vers janvier 2022", "one of the four Tuesdays of January 2022".

Comes in: EDTF, and the words of a language (``languages/<code>/calendar.yaml``). Goes
out: text, not escaped. It knows no article, no page, no locale of the machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from builder.edtf import Day, Edtf, EdtfError, parse_edtf
from builder.languages import load_rules

Words = Mapping[str, Any]
_MOST_LISTED = 6
"""One-of sets with more members are said by their number and their ends."""
_CLOCK = re.compile(r"T([0-9]{2}):([0-9]{2})")
_POINT = re.compile(r"(-?[0-9X]{4})(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?")


def words(value: Edtf | str | None, interface: Words | str) -> str:
    """A date as a person says it; ``interface`` is a language code or its words.

    Text that is not EDTF is given back as it stands.
    """
    if not isinstance(interface, str):
        return _words(value, interface)
    return _cached(str(value or ""), interface)


@lru_cache(maxsize=4096)
def _cached(text: str, language: str) -> str:
    known = load_rules(language, "calendar") or load_rules("en", "calendar")
    return _words(text, known)


def _words(value: Edtf | str | None, say: Words) -> str:
    if value is None or value in ("", "unknown"):
        return str(say["unknown"])
    if isinstance(value, str):
        try:
            value = parse_edtf(value)
        except EdtfError:
            return str(value)
    if value.kind == "interval":
        return _interval(value, say)
    if value.kind == "set":
        return _one_of(value, say)
    return _qualified(_point(value, say), value, say)


def _qualified(text: str, value: Edtf, say: Words) -> str:
    kind = {
        (True, False): "approximate",
        (False, True): "uncertain",
        (True, True): "approximate_uncertain",
    }.get((value.approximate, value.uncertain))
    return str(say[kind]).format(date=text) if kind else text


def _point(value: Edtf, say: Words) -> str:
    """A single date without its qualifier."""
    found = _POINT.match(value.text)
    if value.text[0] == "Y" or found is None:
        return value.text.strip("Y?~%")
    year, month, day = found.groups()
    if month and month.isdigit() and int(month) > 12:
        return str(say["seasons"][int(month)]).format(year=year)
    if month in (None, "XX"):
        text = _year(year, say)
        return str(say["some_month"]).format(year=text) if month else text
    name = say["months"][int(month) - 1]
    if day in (None, "XX"):
        text = _in_year("month", year, say, month=name)
        return str(say["some_day"]).format(month=text) if day else text
    number = say["first_day"] if day == "01" else str(int(day))
    text = _in_year("day", year, say, month=name, day=number)
    clock = _CLOCK.search(value.text)
    if clock is None:
        return text
    return str(say["clock"]).format(date=text, hour=int(clock[1]), minute=clock[2])


def _in_year(form: str, year: str, say: Words, **parts: str) -> str:
    if year == "XXXX":
        return str(say[f"{form}_yearless"]).format(**parts)
    return str(say[form]).format(year=_year(year, say), **parts)


def _year(year: str, say: Words) -> str:
    if "X" not in year:
        if year.startswith("-"):  # the year 0 is 1 BC
            return str(say["year_before_our_era"]).format(year=1 - int(year))
        return str(say["year"]).format(year=int(year))
    if year.endswith("XX") and year[:2].isdigit():
        return str(say["century"]).format(century=_century(int(year[:2]) + 1, say))
    if year[:3].isdigit():
        return str(say["decade"]).format(year=year[:3] + "0")
    return str(say["some_year"])


def _century(number: int, say: Words) -> str:
    forms = say["century_number"]
    tens, ones = divmod(number, 10)
    key = ("other", "first", "second", "third")[ones] if ones < 4 else "other"
    if tens == 1 or key not in forms:
        key = "other"
    if say["roman"]:
        key = "first" if number == 1 else "other"
    shown = _roman(number) if say["roman"] else str(number)
    return str(forms[key]).format(n=shown)


def _roman(number: int) -> str:
    out = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        out += letters * count
    return out


# --- intervals --------------------------------------------------------------------


def _interval(value: Edtf, say: Words) -> str:
    start, end = value.ends
    if start is None and end is not None:
        key = "until" if ".." in value.text else "until_unknown_start"
        return str(say[key]).format(date=_words(end, say))
    if end is None and start is not None:
        key = "since" if ".." in value.text else "since_unknown_end"
        return str(say[key]).format(date=_words(start, say))
    assert start is not None
    assert end is not None
    if start.text == end.text:
        return _words(start, say)
    return _plain_interval(start, end, say) or str(say["between"]).format(
        start=_words(start, say), end=_words(end, say)
    )


def _plain_interval(start: Edtf, end: Edtf, say: Words) -> str | None:
    """Two days of a month, two months of a year, two years: said once."""
    if start.approximate or end.approximate or start.uncertain or end.uncertain:
        return None
    first, last = start.earliest, end.latest
    if first is None or last is None or start.precision != end.precision:
        return None
    if start.precision == "year":
        return str(say["years"]).format(start=_point(start, say), end=_point(end, say))
    if start.precision == "day":
        return _days(first, last, start, end, say)
    if start.precision == "month" and first[0] == last[0] and first[0] > 0:
        months = say["months"]
        return str(say["same_year"]).format(
            start=months[first[1] - 1], end=months[last[1] - 1], year=first[0]
        )
    return None


def _days(first: Day, last: Day, start: Edtf, end: Edtf, say: Words) -> str:
    if first[:2] != last[:2] or first[0] <= 0:
        form = str(say["days_months"])
        return form.format(start=_point(start, say), end=_point(end, say))
    return str(say["days"]).format(
        first=say["first_day"] if first[2] == 1 else first[2], last=last[2],
        month=say["months"][first[1] - 1], year=first[0],
    )  # fmt: skip


# --- one of several ---------------------------------------------------------------


def _one_of(value: Edtf, say: Words) -> str:
    members = value.options
    if said := _one_of_weekdays(members, say):
        return said
    if len(members) > _MOST_LISTED:
        return str(say["one_of_many"]).format(
            count=len(members), start=_words(members[0], say),
            end=_words(members[-1], say),
        )  # fmt: skip
    said_each = [_words(m, say) for m in members]
    if len(said_each) == 1:
        return said_each[0]
    listed = str(say["comma"]).join(said_each[:-1]) + say["or"] + said_each[-1]
    return str(say["one_of"]).format(dates=listed)


def _one_of_weekdays(members: tuple[Edtf, ...], say: Words) -> str | None:
    """Two to five days of one month that fall on one weekday."""
    days = [m.lower for m in members if m.kind == "date" and m.precision == "day"]
    known = [d for d in days if d is not None]
    if len(known) != len(members) or not 2 <= len(known) <= 5:
        return None
    first = known[0]
    if any((d.year, d.month, d.weekday()) != (first.year, first.month, first.weekday())
           for d in known):  # fmt: skip
        return None
    length = len(_same_weekdays(first.year, first.month, first.weekday()))
    if length != len(known):
        return None
    return str(say["one_of_weekdays"]).format(
        count=say["counts"][len(known)], year=first.year,
        weekdays=say["weekdays_plural"][first.weekday()],
        month=say["months_in"][first.month - 1],
    )  # fmt: skip


def _same_weekdays(year: int, month: int, weekday: int) -> list[int]:
    """The days of a month that fall on a weekday."""
    first = parse_edtf(f"{year:04}-{month:02}")
    if first.lower is None or first.latest is None:
        return []
    offset = (weekday - first.lower.weekday()) % 7
    return list(range(1 + offset, first.latest[2] + 1, 7))
