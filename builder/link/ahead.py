"""Times that lie after an article: what it tells of them has not happened yet.

Comes in: an article with its annotations, a report found in it. Goes out: the report
without such times, or none where it tells of what is to come: "takes office in
January". It knows no other reports.
"""

from __future__ import annotations

import re
from dataclasses import replace

from builder.annotate.tenses import tenses_of
from builder.link.grounds import parse_known
from builder.model import (
    UNKNOWN,
    Annotations,
    Article,
    FoundReport,
    Span,
    TimeExpression,
)

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


def find_ahead(article: Article, annotations: Annotations) -> frozenset[Span]:
    """Where times stand that begin after the publication and are not said with a year.

    A year is left: it and the publication contradict each other, and a person must see
    it.
    """
    published = parse_known(annotations.anchor.edtf)
    last = published.upper if published else None
    if last is None:
        return frozenset()
    return frozenset(
        time.span
        for time in annotations.times
        if not _YEAR.search(article.body, *time.span)
        and (value := parse_known(time.edtf or UNKNOWN)) is not None
        and value.lower is not None
        and value.lower > last
    )


def keep_happened(
    article: Article, report: FoundReport, ahead: frozenset[Span]
) -> FoundReport | None:
    """A report without the times ahead; None where no verb says that it happened.

    A named day stays beside a verb of the past: then the publication may be wrong.
    """
    if ahead.isdisjoint(time.span for time in report.times):
        return report
    tenses = tenses_of(article.body, article.record.language)
    if not tenses.is_past(report.mention.trigger):
        return None
    dropped = {
        time.span for time in report.times if time.span in ahead and not names_day(time)
    }
    return replace(
        report,
        times=tuple(time for time in report.times if time.span not in dropped),
        claims=tuple(
            claim
            for claim in report.claims
            if claim.facet != "when" or claim.span not in dropped
        ),
    )


def names_day(time: TimeExpression) -> bool:
    """Whether words name a day of a month, as "3 June" does."""
    return time.rule.split("/")[-1].startswith(("day-month", "month-day"))
