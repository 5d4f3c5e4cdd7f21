"""Productions for days and seasons that have a name: Christmas, Easter, the summer.

Comes in: a match, and one possible day of publication (or None). Goes out: an
``Answer``. See ``productions``.
"""

from __future__ import annotations

import re
from datetime import date

from builder.annotate import calendar as cal
from builder.annotate.reading import (
    Answer,
    Match,
    explicit_year,
    say_day,
    told_year,
)

_SEASON_AHEAD = 4
"""Months ahead from which a past tense tells of the season of the year before."""


def make_season(match: Match, base: date | None) -> Answer | None:
    """A season of a year; a season in general has none."""
    name = str(match.slot("season"))
    code, start = cal.SEASONS[name]
    year, read = explicit_year(match, base)
    if "shift" not in match.rule.options:
        year = year or told_year(match)
    if match.option("generic") or (base is None and year is None):
        return Answer(f"XXXX-{name}", "", anchored=not match.option("generic"))
    if year is None and base:
        read, year = True, _season_year(match, name, start, base)
    assert year is not None
    return Answer(f"{year:04}-{name}", f"{year:04}-{code}", anchored=read)


def _season_year(match: Match, name: str, start: int, base: date) -> int:
    """The year in which the season begins that is meant on that day."""
    shift, past = match.option("shift"), match.extra.get("past")
    if name == "WI" and base.month <= 3:  # it began the year before
        return base.year - 1 + int(shift or 0)
    if shift == "-1" and (name == "WI" or start + 2 >= base.month):
        return base.year - 1
    if shift == "1" and start <= base.month:
        return base.year + 1
    long_ahead = start - base.month > _SEASON_AHEAD
    if shift == "0":  # in June "this winter" is the one that was, whatever the tense
        return base.year - (name == "WI" and long_ahead and match.direction == "")
    return base.year - (not shift and bool(past) and long_ahead)


def make_feast(match: Match, base: date | None) -> Answer | None:
    """A named day: fixed, or counted from Easter; the nearest one to the base."""
    rule = str(match.slot("feast"))
    year, read = explicit_year(match, base)
    if not match.option("direction"):
        year = year or told_year(match)
    movable = not _FIXED.fullmatch(rule)
    if year is None and base is None:
        bare = "" if movable else f"XXXX-{rule}"
        return Answer(bare or "XXXX-XX-XX", bare, anchored=True)
    years = [year] if year is not None else []
    if base and not years:
        years = [y for y in range(base.year - 1, base.year + 2) if 1 <= y <= 9999]
    days = [d for d in (_feast(rule, y) for y in years) if d]
    if base and (way := match.option("direction")) in ("past", "future"):
        days = [d for d in days if d != base and (d < base) == (way == "past")]
    if not days:
        return None
    best = min(days, key=lambda d: abs((d - base).days)) if base else days[0]
    return Answer(say_day(best), say_day(best), anchored=year is None or read)


_FIXED = re.compile(r"([0-9]{2})-([0-9]{2})")
_NTH = re.compile(r"([0-9]{2})-(-?[0-9])-([A-Z]{2})([+-][0-9]+)?")
"""A month, the place of a weekday in it, days from there: ``11-4-TH+1``."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _feast(rule: str, year: int) -> date | None:
    """The named day of a year, as the lexicon ``feast`` writes it."""
    if rule.startswith("easter"):
        return cal.add_days(cal.easter(year), int(rule.removeprefix("easter")))
    if fixed := _FIXED.fullmatch(rule):
        return cal.make_date(year, int(fixed[1]), int(fixed[2]))
    nth = _NTH.fullmatch(rule)
    if nth is None:
        return None
    days = cal.weekdays_of(year, int(nth[1]), _WEEKDAYS.index(nth[3]))
    place = int(nth[2])
    return cal.add_days(days[place - (place > 0)], int(nth[4] or 0))
