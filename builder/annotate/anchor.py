"""What is known of the day an article was published.

Comes in: an article (its record first, its words second). Goes out: an ``Anchor``: an
EDTF date, interval or set, or ``unknown``, with the rule and the words of each bound.
It reads no clock: the only upper bound is the day the evidence was captured.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from builder.annotate.anchor_within import Days, Reader, find_days
from builder.annotate.reading import TOLD
from builder.annotate.tenses import tenses_of
from builder.annotate.timex import find_times
from builder.edtf import EdtfError, intersect, make_range, parse_date, parse_edtf
from builder.model import (
    UNKNOWN,
    Anchor,
    Article,
    Quotation,
    Reason,
    Span,
    TimeExpression,
)

_COARSE = 7
"""A publication date of more days than this is narrowed by the text."""


def find_anchor(
    article: Article,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    settled: Anchor | None = None,
) -> Anchor:
    """The publication date: the record's, or the bounds that evidence gives.

    ``settled`` are bounds that follow from events whose date a person set.
    """
    known = find_stated(article, settled)
    if is_narrow(known):
        return known
    first = find_times(article, quotations, known)
    if known.edtf != UNKNOWN and _is_closed(known.edtf):
        since = _narrowed(article, known, first)
        bare = find_times(article, quotations, Anchor(UNKNOWN))
        return _within(article, since, bare, sentences, quotations)
    bounded = _bounded(article, known, first, quotations)
    bare = first
    if known.edtf != UNKNOWN:
        bare = find_times(article, quotations, Anchor(UNKNOWN))
    return _within(article, bounded, bare, sentences, quotations)


def is_narrow(anchor: Anchor) -> bool:
    """Whether the day of publication is as good as known."""
    return anchor.edtf != UNKNOWN and not _is_coarse(anchor.edtf)


def find_stated(article: Article, settled: Anchor | None = None) -> Anchor:
    """What the record says, its evidence's capture and settled events together.

    What excludes what was said before it is left out: the person is told elsewhere.
    """
    known = _stated(article)
    for more in (settled, _captured(article)):
        if more is None or known.edtf == UNKNOWN:
            known = more or known
            continue
        both = intersect(parse_edtf(known.edtf), parse_edtf(more.edtf))
        if both is not None and both.text != known.edtf:
            whole = _range_of(both.lower, both.upper) if both.kind == "interval" else ""
            known = Anchor(whole or both.text, (*known.reasons, *more.reasons))
    return known


def _stated(article: Article) -> Anchor:
    record = article.record
    try:
        value = parse_date(record.published)
    except EdtfError:
        return Anchor(UNKNOWN)  # the record's checks tell the person
    if value is None:
        return Anchor(UNKNOWN)
    because = record.because
    if because is None:
        return Anchor(value.text, (Reason("published", value.text),))
    return Anchor(value.text, (Reason(because.rule, because.quote),))


def _is_closed(edtf: str) -> bool:
    value = parse_edtf(edtf)
    return bool(value.lower and value.upper)


def _is_coarse(edtf: str) -> bool:
    value = parse_edtf(edtf)
    low, high = value.lower, value.upper
    return not (low and high) or (high - low).days + 1 > _COARSE


def _narrowed(
    article: Article, stated: Anchor, times: Sequence[TimeExpression]
) -> Anchor:
    """A coarse publication date does not lie before the latest day told as past."""
    value = parse_edtf(stated.edtf)
    best: date | None = None
    reason: Reason | None = None
    tenses = tenses_of(article.body, article.record.language)
    for time in times:
        day = _certain_day(time)
        if day is None or time.quoted or not (value.lower and value.upper):
            continue
        inside = (best or value.lower) < day <= value.upper
        if inside and tenses.is_past(time.span):
            best = day
            reason = _because(article, "told-as-past", time)
    if best is None or reason is None:
        return stated
    since = make_range(best, value.upper)
    found = intersect(value, since) if since else None
    return Anchor(found.text, (*stated.reasons, reason)) if found else stated


def _bounded(
    article: Article,
    known: Anchor,
    times: Sequence[TimeExpression],
    quotations: Sequence[Quotation],
) -> Anchor:
    """Not before the latest date the text states in full, where that is possible."""
    value = None if known.edtf == UNKNOWN else parse_edtf(known.edtf)
    lower, upper = (value.lower, value.upper) if value else (None, None)
    told: TimeExpression | None = None
    for time in times:
        start = _stated_start(time)
        if start is None or _is_future(article, time):
            continue
        if (upper is None or start <= upper) and (lower is None or start > lower):
            lower, told = start, time
    if told is None:
        return known
    found = _range_of(lower, upper)
    if found is None:
        return known
    reasons = (_because(article, "year-in-text", told), *known.reasons)
    coarse = Anchor(found, reasons)
    if lower is None or upper is None:
        return coarse
    return _narrowed(article, coarse, find_times(article, quotations, coarse))


def _within(
    article: Article,
    bounded: Anchor,
    times: Sequence[TimeExpression],
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
) -> Anchor:
    """The bounds, and the days of the year that the text itself gives away."""
    reader = Reader(
        article.body,
        article.record.language,
        sentences,
        lambda: find_distances(article, quotations, times),
        lambda time: tenses_of(article.body, article.record.language).is_past(
            time.span
        ),
    )
    days = find_days(reader, times)
    if days is None:
        return bounded
    return _on_days(bounded, days) or bounded


def _on_days(bounded: Anchor, days: Days) -> Anchor | None:
    """Those days, of the years between the bounds where both are known."""
    reasons = (*bounded.reasons, *days.reasons)
    value = None if bounded.edtf == UNKNOWN else parse_edtf(bounded.edtf)
    if value is None or value.lower is None or value.upper is None:
        return Anchor(days.edtf, reasons)
    found = days.between(value.lower, value.upper)
    return Anchor(found, reasons) if found else None


_SAMPLES = (date(2001, 6, 13), date(2002, 6, 13))
"""Two days of one date and different weekdays."""


def find_distances(
    article: Article,
    quotations: Sequence[Quotation],
    bare: Sequence[TimeExpression] | None = None,
) -> dict[Span, int]:
    """Expressions that lie a number of days from publication, whatever its day.

    ``bare``: its time expressions as they are read without a publication date.
    """
    times = bare or find_times(article, quotations, Anchor(UNKNOWN))
    if not any(t.type == "DATE" and not t.edtf for t in times):
        return {}
    seen: list[dict[Span, int]] = []
    for day in _SAMPLES:
        found = find_times(article, quotations, Anchor(day.isoformat()))
        seen.append(
            {
                t.span: (value.lower - day).days
                for t in found
                if t.anchor
                and t.edtf
                and (value := parse_edtf(t.edtf)).lower
                and value.lower == value.upper
            }
        )
    open_ones = {t.span for t in times if not t.edtf and not t.offset}
    first, second = seen
    return {s: n for s, n in first.items() if s in open_ones and second.get(s) == n}


def _range_of(lower: date | None, upper: date | None) -> str | None:
    """Bounds as EDTF; a bound that begins or ends a year is written as the year."""
    found = make_range(lower, upper)
    if found is None:
        return None
    left, slash, right = found.text.partition("/")
    if not slash:
        return found.text
    return f"{left.removesuffix('-01-01')}/{right.removesuffix('-12-31')}"


def _captured(article: Article) -> Anchor | None:
    """Not after the day the evidence was captured, where that is recorded."""
    captured = str(article.record.evidence.captured)
    if captured == UNKNOWN:
        return None
    try:
        upper = parse_edtf(captured).upper
    except EdtfError:
        return None
    found = _range_of(None, upper)
    return Anchor(found, (Reason("captured", captured),)) if found else None


def _certain_day(time: TimeExpression) -> date | None:
    """The day of an expression that names one day, weekday or full date."""
    if not time.rule.split("/")[-1].startswith(("day-month", "month-day", "iso")):
        return None
    try:
        value = parse_edtf(time.edtf)
    except EdtfError:
        return None
    if value.lower and value.lower == value.upper and not value.uncertain:
        return value.lower
    return None


def _stated_start(time: TimeExpression) -> date | None:
    """The first day of a date whose year the words say."""
    if time.anchor or time.type not in ("DATE", "TIME") or time.edtf[:2] == "..":
        return None
    if any(c.why == TOLD for c in time.candidates):
        return None  # its year was stated elsewhere, and counts there
    try:
        value = parse_edtf(time.edtf)
    except EdtfError:
        return None
    if value.uncertain or value.precision not in ("day", "month", "year"):
        return None
    return value.lower


def _is_future(article: Article, time: TimeExpression) -> bool:
    tenses = tenses_of(article.body, article.record.language)
    return tenses.direction(time.span) == "future"


def _because(article: Article, rule: str, time: TimeExpression) -> Reason:
    return Reason(rule, article.body[slice(*time.span)])
