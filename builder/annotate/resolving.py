"""What a matched rule stands for, seen from a day of publication that may be wide.

Comes in: a match, the anchor as the days it leaves possible. Goes out: one ``Answer``:
every possible day is asked, and what they say is joined into a set or an interval.
It knows what rules mean only through ``productions``, and never the machine's clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from builder.annotate.anchor_within import (
    is_yearless,
    make_about,
    sample_days,
    without_year,
)
from builder.annotate.productions import PRODUCTIONS
from builder.annotate.reading import Answer, Match
from builder.edtf import (
    Edtf,
    EdtfError,
    intersect,
    make_union,
    next_day,
    parse_date,
    parse_edtf,
    possible_ranges,
)
from builder.model import UNKNOWN, Candidate

_MOST_DAYS = 800
"""An anchor wider than this (in days) leaves relative words open."""
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
"""Publication outside these years is a slip of the pen: nothing is counted from it."""
_MOST_YEARS = 40
"""A date without its year is spelled out over no more years than this."""


@dataclass(frozen=True, slots=True)
class Base:
    """The anchor as the days it leaves possible."""

    edtf: str
    days: tuple[date, ...]
    """Every possible day; empty where they are too many or unknown."""
    value: Edtf | None

    @property
    def window(self) -> Edtf | None:
        """The bounds, where both are known."""
        both = self.value and self.value.earliest and self.value.latest
        return self.value if both else None


@cache
def make_base(edtf: str) -> Base:
    """An anchor's EDTF (a list joined as ``[a,b]``) as possible days."""
    try:
        value = None if edtf in ("", UNKNOWN) else parse_date(edtf)
    except EdtfError:
        value = None
    return Base(edtf if value else "", _days_of(value) if value else (), value)


def _days_of(value: Edtf) -> tuple[date, ...]:
    days = list[date]()
    for part in value.options or (value,):
        first, last = part.lower, part.upper
        if first is None or last is None or (last - first).days > _MOST_DAYS:
            return ()
        if first.year < _FIRST_YEAR or last.year > _LAST_YEAR:
            return ()
        days += [d for n in range((last - first).days + 1) if (d := next_day(first, n))]
        if len(days) > _MOST_DAYS:
            return ()
    return tuple(sorted(set(days)))


def resolve(match: Match, base: Base) -> Answer | None:
    """What the words stand for; only about, if they hang on a day that is."""
    answer = _resolve(match, base)
    hangs = answer is not None and answer.anchored and answer.edtf
    if not (hangs and answer and base.value and base.value.approximate):
        return answer
    fine = parse_edtf(answer.edtf).precision in ("day", "month")
    plain = PRODUCTIONS[match.rule.make](match, None)
    if not fine or (plain and plain.edtf):
        return answer
    return replace(answer, edtf=make_about(answer.edtf))


def _resolve(match: Match, base: Base) -> Answer | None:
    """The answers for every possible day of publication, joined into one."""
    make = PRODUCTIONS[match.rule.make]
    if len(base.days) == 1:
        return make(match, base.days[0])
    plain = make(match, None)
    if plain is not None and not plain.anchored:
        return plain
    if base.value and is_yearless(base.value):
        return _about_the_year(match, plain, base.value)
    if not base.days:
        return _over_years(match, plain, base)
    answers = [a for day in base.days if (a := make(match, day))]
    if not answers:
        return plain
    if all(not a.anchored for a in answers):
        return answers[0]
    return _joined(match, answers, base)


def _about_the_year(match: Match, plain: Answer | None, days: Edtf) -> Answer | None:
    """What hangs on days of a year nobody knows: a day or a month without its year."""
    if plain is None or plain.edtf:
        return plain
    make = PRODUCTIONS[match.rule.make]
    answers = [a for day in sample_days(days) if (a := make(match, day))]
    found = without_year([a.edtf for a in answers]) if answers else ""
    value = found.rstrip("~") if len(found.rstrip("~")) == 10 else plain.value
    return replace(plain, edtf=found, value=value) if found else plain


def resolve_once(
    match: Match, base: Base, known: dict[object, Answer | None]
) -> Answer | None:
    """``resolve``; over many days never twice for the same words and surroundings."""
    if len(base.days) < 2:
        return resolve(match, base)
    key = (
        match.rule.rank, match.direction, match.near, match.previous,
        tuple(match.groups.items()), tuple(match.extra.items()),
    )  # fmt: skip
    if key not in known:
        known[key] = resolve(match, base)
    return known[key]


def _joined(match: Match, answers: list[Answer], base: Base) -> Answer:
    """One answer of many: the set of what they say, kept within the anchor if asked."""
    values = list(dict.fromkeys(a.value for a in answers))
    sample, texts = answers[0], list(dict.fromkeys(a.edtf for a in answers))
    if len(values) == len(texts) == 1:
        return sample
    if "" in texts:
        return Answer(_common(values), "", sample.type, anchored=True)
    pieces = [parse_edtf(t) for t in texts]
    dropped = list[Edtf]()
    if match.rule.make == "weekday" and base.value and not match.option("strictly"):
        inside = [p for p in pieces if intersect(p, base.value)]
        dropped = [p for p in pieces if p not in inside] if inside else []
        pieces = inside or pieces
    found = pieces[0] if len(pieces) == 1 else _union(pieces)
    reasons = [Candidate(p.text, True, "possible") for p in pieces[:31]]
    reasons += [Candidate(p.text, False, "outside-anchor") for p in dropped]
    said = {a.edtf: a.value for a in answers}
    return Answer(
        _common([said[p.text] for p in pieces]), found.text if found else "",
        sample.type, anchored=True, candidates=tuple(reasons),
    )  # fmt: skip


def _union(pieces: list[Edtf]) -> Edtf | None:
    """A one-of set; days in a row become one interval."""
    ranges = sorted(
        (r for p in pieces for r in possible_ranges(p) if r[0] and r[1]),
        key=lambda r: (r[0] or (0, 0, 0), r[1] or (0, 0, 0)),
    )
    rows = list[tuple[date, date]]()
    for first, last in ranges:
        assert first is not None
        assert last is not None
        low, high = date(*first), date(*last)
        if rows and low.toordinal() <= rows[-1][1].toordinal() + 1:
            rows[-1] = rows[-1][0], max(high, rows[-1][1])
        else:
            rows.append((low, high))
    return make_union(
        ((a.year, a.month, a.day), (b.year, b.month, b.day)) for a, b in rows
    )


def _common(values: list[str]) -> str:
    """What values agree on, with X for the figures they do not."""
    if len({len(v) for v in values}) != 1:
        return values[0] if len(set(values)) == 1 else "XXXX"
    out, same = list[str](), True
    for column in zip(*values, strict=True):
        same = same and len(set(column)) == 1
        out.append(column[0] if same or not column[0].isdigit() else "X")
    return "".join(out)


def _over_years(match: Match, plain: Answer | None, base: Base) -> Answer | None:
    """A date without its year between two known bounds: a set, where it is small."""
    window = base.window
    if plain is None or window is None or not plain.edtf.startswith("XXXX"):
        return plain
    first, last = window.lower, window.upper
    if first is None or last is None or last.year - first.year > _MOST_YEARS:
        return plain
    if "weekday" not in match.groups:
        return plain
    low, fits = first.replace(month=1, day=1), dict[str, date]()
    for year in range(low.year, last.year + 1):
        answer = PRODUCTIONS["date"](match, date(year, 7, 1))
        if answer and len(answer.edtf) == 10 and answer.edtf[:4].isdigit():
            fits[answer.edtf] = date.fromisoformat(answer.edtf)
    days = [d for d in sorted(fits.values()) if first <= d <= last]
    if not days:
        return plain
    found = make_union(((d.year, d.month, d.day), (d.year, d.month, d.day))
                       for d in days)  # fmt: skip
    candidates = tuple(Candidate(d.isoformat(), True, "weekday") for d in days)
    value = days[0].isoformat() if len(days) == 1 else plain.value
    edtf = found.text if found else plain.edtf
    return Answer(value, edtf, plain.type, anchored=True, candidates=candidates)
