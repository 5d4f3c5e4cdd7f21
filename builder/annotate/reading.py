"""A matched rule and what it reads: the types that the productions share.

Comes in: the groups of a match, the rules of its language. Goes out: ``Match`` with
its slots as values, ``Answer`` (TIMEX3 and EDTF), and the small steps between them.
It knows no article and no anchor.
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
        if digits := re.match(r"['’]?(\d+)", text):
            return int(digits[1])
        value = None
        if text:
            value = self.rules.value("nth", text) or self.rules.value("ordinal", text)
        return value if isinstance(value, int) else None


TOLD = "told-before"
"""Why a year is taken that the text named before."""
FAR_YEARS = 2
"""Years from publication from which a year is another one: nobody would leave out the
present one after naming it."""
_SOON = 20
"""Years ahead up to which two figures may mean one."""

Production = Callable[[Match, date | None], Answer | None]


# --- helpers ----------------------------------------------------------------------


def say_day(day: date) -> str:
    return day.isoformat()


def say_stretch(stretch: cal.Stretch, marks: tuple[str, str] = ("", "")) -> str:
    return f"{say_day(stretch[0])}{marks[0]}/{say_day(stretch[1])}{marks[1]}"


def say_reason(match: Match) -> str:
    """Why a date before or after another one was taken."""
    if match.option("direction"):
        return "words"
    return "tense" if match.direction else "nearest-year"


def weekday_of(match: Match) -> int | None:
    found = match.slot("weekday")
    return found if isinstance(found, int) else None


def part_of(stretch: cal.Stretch, part: object) -> str:
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
    return say_stretch((a or first, b or last), marks)


def full_year(text: str, base: date | None) -> int | None:
    """Two figures as a year up to the base or soon after; None without a base."""
    digits = text.strip("'’")
    if not digits.isdigit() or base is None:
        return None
    year = base.year - base.year % 100 + int(digits)
    return max(y for y in (year - 100, year, year + 100) if y <= base.year + _SOON)


def explicit_year(match: Match, base: date | None) -> tuple[int | None, bool]:
    """The year the words say, and whether it was read with the help of the base."""
    for group in ("year", "year_2"):
        if text := match.groups.get(group):
            return int(text), False
    if text := match.groups.get("yearwords"):
        return _spoken_year(match.rules, text), False
    if text := match.groups.get("yy"):
        return full_year(text, base), True
    return None, False


def year_of(match: Match) -> int | None:
    """The year of the date told last."""
    found = match.previous and re.match(r"[0-9]{4}(?=-|$)", match.previous.value)
    return int(found[0]) if found else None


def told_year(match: Match) -> int | None:
    """The year told last, where the text is a story of other years than its own."""
    return year_of(match) if match.extra.get("story") else None


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
