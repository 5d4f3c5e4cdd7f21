"""The day of publication as the text itself gives it away, its year aside.

Comes in: a body, and the time expressions read without a publication date. Goes out:
the days of the year on which it may have been published, each with its weekday where
that is known, and the words they follow from. All of it is only about (``~``): it is
how news is told, no statement. It knows no record and no clock.

Three ways, the surest first. A date beside a word for today or yesterday is that day
("hier, samedi 14 novembre"). Two sentences that tell the same of the same persons, one
with a date and one with "two days ago", tie the two. What is told as past both "this
week" and of a weekday with its date lies in one week.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from builder.edtf import Edtf, EdtfError, parse_edtf
from builder.folding import fold
from builder.languages import load_rules
from builder.model import Reason, Span, TimeExpression

_DATED_RULES = ("day-month", "month-day")
_BESIDE = re.compile(r"\s*[,(–—-]?\s*(?:le |the |on )?")
_NAME = re.compile(r"(?<![\w’'])[A-ZÀ-ÖØ-Þ][\w’'-]{2,}")
_WORD = re.compile(r"[^\W\d_]{6,}")
_STEM = 6
"""Letters of a folded word that are compared."""
_SHARED_NAMES = 2
_SHARED_WORDS = 1
_MOST_TIED = 40
"""Pairs of sentences beyond this many are not compared."""
_SUNDAY = 6
_SAMPLE_YEAR = 2000
"""A leap year: every day of the year exists in it."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days of a year that is not known."""

    options: tuple[tuple[int, int, int | None], ...]
    """Month, day, weekday (Monday is 0) or None."""
    reasons: tuple[Reason, ...]

    @property
    def edtf(self) -> str:
        """Those days as EDTF, each only about."""
        texts = [f"XXXX-{month:02}-{day:02}~" for month, day, _ in self.options]
        return texts[0] if len(texts) == 1 else f"[{','.join(texts)}]"

    def between(self, first: date, last: date) -> str:
        """The days of the years from ``first`` to ``last`` that fit; ``""``: none."""
        found = sorted(
            day
            for year in range(first.year, last.year + 1)
            for month, number, weekday in self.options
            if (day := _make_date(year, month, number))
            and first <= day <= last
            and weekday in (None, day.weekday())
        )
        texts = [f"{day.isoformat()}~" for day in found]
        return texts[0] if len(texts) == 1 else f"[{','.join(texts)}]" if texts else ""


@dataclass(frozen=True, slots=True)
class _Named:
    """A day the text names without its year."""

    month: int
    day: int
    weekday: int | None
    time: TimeExpression

    @property
    def order(self) -> date:
        return date(_SAMPLE_YEAR, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Reader:
    """The text, and what only the tagger can say of it."""

    body: str
    language: str
    sentences: Sequence[Span]
    find_distances: Callable[[], Mapping[Span, int]]
    """Expressions counted from the day of publication, and how many days."""
    is_past: Callable[[TimeExpression], bool]


def find_days(reader: Reader, times: Sequence[TimeExpression]) -> Days | None:
    """The days on which the text was published, as far as its own words say."""
    told = [t for t in times if not t.quoted]
    named = [n for t in told if (n := _read_named(reader, t))]
    if not named:
        return None
    distances = reader.find_distances()
    beside = _find_beside(reader, told, named, distances)
    if beside is not None:
        return beside
    past = [n for n in named if reader.is_past(n.time)]
    week = _find_week(reader, told, past)
    tied = _find_tied(reader, told, past, distances)
    if tied is None or week is None:
        return tied or week
    within = {option[:2] for option in week.options}
    if {option[:2] for option in tied.options} <= within:
        weekdays = {option[:2]: option for option in week.options}
        options = tuple(weekdays[option[:2]] for option in tied.options)
        return Days(options, (*tied.reasons, *week.reasons))
    return week


# --- reading ---------------------------------------------------------------------


def _read_named(reader: Reader, time: TimeExpression) -> _Named | None:
    if not time.rule.split("/")[-1].startswith(_DATED_RULES):
        return None
    try:
        value = parse_edtf(time.edtf)
    except EdtfError:
        return None
    if value.yearless is None or value.yearless[1] is None or value.approximate:
        return None
    month, day = value.yearless[0], value.yearless[1]
    words = fold(reader.body[slice(*time.span)])
    return _Named(month, day, _weekday_in(words, reader.language), time)


def _weekday_in(words: str, language: str) -> int | None:
    names = load_rules(language, "calendar").get("weekdays", ())
    assert isinstance(names, list)
    found = re.findall(r"[^\W\d_]+", words)
    return next((n for n, name in enumerate(names) if fold(str(name)) in found), None)


def _because(reader: Reader, rule: str, time: TimeExpression) -> Reason:
    return Reason(rule=rule, quote=reader.body[slice(*time.span)])


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from(named: _Named, days: int) -> tuple[int, int, int | None]:
    """The day some days later.

    Around the end of February the leap year counts; it is only about anyway.
    """
    found = named.order + timedelta(days)
    weekday = None if named.weekday is None else (named.weekday + days) % 7
    return found.month, found.day, weekday


# --- a date beside a word for today ----------------------------------------------


def _find_beside(
    reader: Reader,
    told: Sequence[TimeExpression],
    named: Sequence[_Named],
    distances: Mapping[Span, int],
) -> Days | None:
    by_start = {n.time.span[0]: n for n in named}
    for time in told:
        if time.span not in distances:
            continue
        gap = _BESIDE.match(reader.body, time.span[1])
        other = by_start.get(gap.end() if gap else time.span[1])
        if other is None:
            continue
        option = _from(other, -distances[time.span])
        reasons = tuple(
            _because(reader, "named-beside", one) for one in (time, other.time)
        )
        return Days((option,), reasons)
    return None


# --- this week -------------------------------------------------------------------


def _find_week(
    reader: Reader, told: Sequence[TimeExpression], past: Sequence[_Named]
) -> Days | None:
    """From the last weekday told with its date to the end of its week."""
    week = next((t for t in told if is_this_week(t) and reader.is_past(t)), None)
    dated = [n for n in past if n.weekday is not None]
    if week is None or not dated:
        return None
    first, last = min(dated, key=lambda n: n.order), max(dated, key=lambda n: n.order)
    if last.weekday is None or (last.order - first.order).days > last.weekday:
        return None  # of several weeks, or around New Year: which one is this?
    options = tuple(_from(last, n) for n in range(_SUNDAY - last.weekday + 1))
    reasons = (
        _because(reader, "told-as-past", last.time),
        _because(reader, "this-week", week),
    )
    return Days(options, reasons)


def is_this_week(time: TimeExpression) -> bool:
    """Whether the words name the week of publication, or a part of it."""
    name = time.rule.split("/")[-1]
    return name.startswith(("this-unit", "start-of-week", "part-of-this")) and (
        time.value == "XXXX-WXX"
    )


# --- two sentences that tell the same --------------------------------------------


def _find_tied(
    reader: Reader,
    told: Sequence[TimeExpression],
    past: Sequence[_Named],
    distances: Mapping[Span, int],
) -> Days | None:
    """Where "two days ago" and a date stand in sentences that tell one thing."""
    far = [t for t in told if distances.get(t.span, 0) < 0]
    pairs = [(t, n) for t in far for n in past][:_MOST_TIED]
    found: dict[tuple[int, int], Days] = {}
    for time, named in pairs:
        if not _tell_the_same(reader, time.span, named.time.span):
            continue
        option = _from(named, -distances[time.span])
        reasons = tuple(
            _because(reader, "told-again", one) for one in (time, named.time)
        )
        found.setdefault(option[:2], Days((option,), reasons))
    latest = max((n.order for n in past), default=None)
    if len(found) != 1 or latest is None:
        return None
    days = next(iter(found.values()))
    month, day, _ = days.options[0]
    return days if date(_SAMPLE_YEAR, month, day) >= latest else None


def _tell_the_same(reader: Reader, one: Span, other: Span) -> bool:
    """Whether two sentences share names, and a word besides."""
    a, b = _sentence(reader, one), _sentence(reader, other)
    if a == b:
        return False
    texts = [reader.body[slice(*span)] for span in (a, b)]
    names = [set(_NAME.findall(text)) for text in texts]
    shared = names[0] & names[1]
    words = [set(_stems(text, names[0] | names[1])) for text in texts]
    return len(shared) >= _SHARED_NAMES and len(words[0] & words[1]) >= _SHARED_WORDS


def _sentence(reader: Reader, span: Span) -> Span:
    for sentence in reader.sentences:
        if sentence[0] <= span[0] < sentence[1]:
            return sentence
    return span


def _stems(text: str, names: set[str]) -> Iterator[str]:
    for word in _WORD.findall(text):
        if word not in names:
            yield fold(word)[:_STEM]


# --- what hangs on such days ------------------------------------------------------


def is_yearless(value: Edtf | None) -> bool:
    """Whether a publication date is known by month and day and not by year."""
    if value is None:
        return False
    parts = value.options or (value,)
    return all(part.yearless and part.yearless[1] for part in parts)


def sample_days(value: Edtf) -> tuple[date, ...]:
    """The days of 28 years in a row: every weekday and leap year that may be."""
    parts = [p.yearless for p in value.options or (value,)]
    found = (
        _make_date(_SAMPLE_YEAR + year, part[0], part[1] or 1)
        for year in range(28)
        for part in parts
        if part
    )
    return tuple(day for day in found if day)


def without_year(texts: Sequence[str]) -> str:
    """One yearless date that holds each of several dates; ``""`` if none does.

    A day where all name it, else the month they all lie in.
    """
    days = set[tuple[int, int]]()
    months = set[int]()
    for text in texts:
        try:
            value = parse_edtf(text)
        except EdtfError:
            return ""
        first, last = value.lower, value.upper
        if first is None or last is None or (last - first).days > 31:
            return ""
        days |= {(d.month, d.day) for d in (first, last)}
        months |= {first.month, last.month}
    if len(days) == 1:
        month, day = days.pop()
        return f"XXXX-{month:02}-{day:02}~"
    return f"XXXX-{months.pop():02}~" if len(months) == 1 else ""


def make_about(text: str) -> str:
    """The same date, only about; text that is no plain date or range stays."""
    if not text or text[-1] in "?~%" or "T" in text:
        return text
    if text[0] == "[":
        parts = re.split(r"(,|\.\.)", text[1:-1])
        marked = (p if p in (",", "..", "") or p[-1] in "?~%" else p + "~"
                  for p in parts)  # fmt: skip
        return f"[{''.join(marked)}]"
    if "/" in text:
        ends = text.split("/")
        return "/".join(
            e if e in ("", "..") or e[-1] in "?~%" else e + "~" for e in ends
        )
    return f"{text}~"
