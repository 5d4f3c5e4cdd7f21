"""What dates that a person set say of the days on which articles were published.

Comes in: an article as it is read, its reports of events whose date a person set. Goes
out: bounds of its publication, each with the words and the event it follows from, and
pairs of words that cannot both be right. It knows no record and writes nothing.

An article told of the event, so its words hang on both days: what is told as past does
not lie after publication, "two days ago" is as far from it as it says, and a day
without its year is taken as the one nearest to publication. The same rules that date
an event from its publication are read backwards here; nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.annotate.anchor_within import is_this_week
from builder.annotate.tenses import tenses_of
from builder.edtf import Edtf, EdtfError, intersect, make_range, parse_edtf
from builder.link.ahead import names_day
from builder.link.grounds import parse_known
from builder.link.network import Constraint, Domain, propagate
from builder.model import (
    Anchor,
    Article,
    Date,
    FoundReport,
    Reason,
    Span,
    TimeExpression,
)

_HALF_A_YEAR = 183
"""How far the nearest day of that name may lie from publication."""
_WEEK = 6
_PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Settled:
    """A report of an event whose date a person set."""

    report: FoundReport
    event: str
    date: Date


@dataclass(frozen=True, slots=True)
class Hold:
    """What one event and its words say: so many days from it to publication."""

    settled: Settled
    date: Edtf
    """The day a person set, as fine as the words make it."""
    least: int
    most: int | None
    rule: str
    words: Span

    def reason(self, body: str) -> Reason:
        quote = " ".join(body[slice(*self.words)].split())
        return Reason(self.rule, quote, self.settled.event, self.date.text)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is left of the days of publication."""

    anchor: Anchor | None
    """Closed or open bounds with their reasons; None where nothing bounds it."""
    clashes: tuple[tuple[Hold, Hold | None], ...] = ()
    """Words that cannot hold beside others; None: beside the record's own date."""


def bound_publication(
    article: Article,
    settled: Sequence[Settled],
    distances: Mapping[Span, int],
    stated: Anchor,
) -> Bounds:
    """The days on which an article may have come out, by the events it tells of.

    ``distances`` are its expressions that lie a number of days from publication,
    ``stated`` is what its record says, and when its evidence was captured.
    """
    holds = [
        hold
        for one in sorted(settled, key=lambda s: (s.report.passage, s.event))
        for hold in _find_holds(article, one, distances)
    ]
    known = parse_known(stated.edtf)
    start = {_PUBLISHED: Domain()}
    if known is not None:
        start[_PUBLISHED] = Domain(known.lower, known.upper)
    for n, hold in enumerate(holds):
        start[str(n)] = Domain(hold.date.lower, hold.date.upper, fixed=True)
    rules = [
        Constraint(str(n), _PUBLISHED, hold.least, hold.most)
        for n, hold in enumerate(holds)
    ]
    solved, broken = propagate(start, rules)
    found = solved[_PUBLISHED]
    clashes = tuple((holds[n], _against(found, holds, n)) for n in broken)
    value = make_range(found.lower, found.upper)
    if not found.because or value is None:
        return Bounds(None, clashes)
    reasons = tuple(holds[n].reason(article.body) for n in found.because)
    return Bounds(Anchor(value.text, reasons), clashes)


def _against(found: Domain, holds: Sequence[Hold], broken: int) -> Hold | None:
    """The words that left no room; None where the record's own date did."""
    event = holds[broken].settled.event
    others = [n for n in found.because if holds[n].settled.event != event]
    return holds[others[-1]] if others else None


def _find_holds(
    article: Article, settled: Settled, distances: Mapping[Span, int]
) -> Iterator[Hold]:
    """What one report says, the surest words alone."""
    given = parse_known(settled.date)
    if given is None:
        return
    report = settled.report
    tenses = tenses_of(article.body, article.record.language)
    for time in report.times:
        if time.quoted or time.offset:
            continue
        if time.span in distances:
            days = -distances[time.span]
            yield Hold(settled, given, days, days, "event-distance", time.span)
            return
        direction = tenses.direction(time.span)
        past = tenses.is_past(time.span)
        date = _yearless(time)
        if date is not None and (day := intersect(given, date)):
            before = 0 if past else -_HALF_A_YEAR
            after = 0 if direction == "future" else _HALF_A_YEAR
            yield Hold(settled, day, before, after, "event-nearest", time.span)
            return
        if is_this_week(time):
            before = 0 if past else -_WEEK
            yield Hold(settled, given, before, _WEEK, "event-week", time.span)
            return
    trigger = report.mention.trigger
    if report.mention.modality == "asserted" and tenses.is_past(trigger):
        yield Hold(settled, given, 0, None, "event-past", trigger)


def _yearless(time: TimeExpression) -> Edtf | None:
    """The day or month without its year that the words name."""
    if not names_day(time):
        return None
    try:
        value = parse_edtf(time.edtf)
    except EdtfError:
        return None
    first = (value.options or (value,))[0]
    if not time.anchor and first.yearless is None:
        return None  # the words say the year themselves
    if first.yearless is not None:
        return first
    if first.lower is None or first.lower != first.upper:
        return None
    return parse_edtf(f"XXXX-{first.lower:%m-%d}")
