"""When a group of reports puts its event, and on what grounds.

Comes in: groups, their reports and articles, dates set by hand. Goes out: a date with
its reason per group, relations between groups, and contradictions as pairs of
passages. It invents nothing: what no words fix stays ``unknown``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from builder.edtf import (
    Edtf,
    intersect,
    make_one_of,
    make_range,
    next_day,
    parse_edtf,
)
from builder.link.events import Assumed, Group
from builder.link.grounds import find_date, parse_known
from builder.link.network import (
    Constraint,
    Domain,
    parse_distance,
    parse_duration_days,
    propagate,
)
from builder.model import (
    UNKNOWN,
    Annotations,
    Article,
    Because,
    Date,
    FoundReport,
    Span,
    TimeExpression,
)
from builder.taxonomy import compatible, load_kinds

_PUBLISHED = "published"
_RELATION = "relation"
_WIDEST_DAYS = 31
_MOST_OPTIONS = 6
"""Sources that disagree more than this leave the date unknown."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and what it rests on."""

    date: Date = UNKNOWN
    because: Because | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """One group lies after another by a stated distance."""

    earlier: int
    later: int
    at_least: str
    at_most: str
    quote: str
    article: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A relation that cannot hold beside the dates that are known."""

    offset: Offset


def date_groups(
    groups: Sequence[Group],
    found: Sequence[FoundReport],
    articles: Mapping[str, Article],
    annotations: Mapping[str, Annotations],
    by_hand: Mapping[int, Date],
) -> tuple[list[Dated], list[Offset], list[Clash]]:
    """Date every group from its own words, then by what hangs on what.

    ``by_hand`` holds the dates a person set, by number of the group: they stay, and
    others narrow by them.
    """
    own = [_date_own(group, found, articles, annotations) for group in groups]
    offsets = _find_offsets(groups, found, articles, annotations)
    constraints = [
        Constraint(
            str(o.earlier),
            str(o.later),
            *parse_distance(o.at_least, o.at_most),
        )
        for o in offsets
    ]
    start = {
        str(n): _domain(by_hand.get(n, own[n].date), n in by_hand)
        for n in range(len(groups))
    }
    solved, broken = propagate(start, constraints)
    dated = [
        own[n]
        if n in by_hand
        else _narrowed(own[n], start[str(n)], solved[str(n)], offsets)
        for n in range(len(groups))
    ]
    _shift_assumed(dated, offsets)
    return dated, offsets, [Clash(offsets[i]) for i in broken]


def _shift_assumed(dated: list[Dated], offsets: Sequence[Offset]) -> None:
    """Date about what the news tells by its distance from the news itself.

    "Three days after the strike, ..." in an article of the 21st: the strike is about
    the 18th, not about the day of publication.
    """
    for offset in offsets:
        because = dated[offset.earlier].because
        if because is None or because.rule != _PUBLISHED:
            continue
        later = parse_known(dated[offset.later].date)
        if later is None or later.lower is None or later.lower != later.upper:
            continue
        if offset.at_least and offset.at_least == offset.at_most:
            day = next_day(later.lower, -parse_duration_days(offset.at_least))
            reason = Because(rule=_RELATION, quote=offset.quote, article=offset.article)
            dated[offset.earlier] = Dated(f"{day}~", reason)


def find_assumed_dates(
    groups: Sequence[Group],
    found: Sequence[FoundReport],
    articles: Mapping[str, Article],
    annotations: Mapping[str, Annotations],
) -> dict[int, Assumed]:
    """Dates that do not come from a group's own words, by position of the group."""
    dated, _, _ = date_groups(groups, found, articles, annotations, {})
    return {
        n: Assumed(value, one.because.rule == _RELATION)
        for n, one in enumerate(dated)
        if one.because
        and one.because.rule in (_RELATION, _PUBLISHED)
        and (value := parse_known(one.date)) is not None
    }


def _date_own(
    group: Group,
    found: Sequence[FoundReport],
    articles: Mapping[str, Article],
    annotations: Mapping[str, Annotations],
) -> Dated:
    """The date the words of the reports give together."""
    told: list[tuple[Edtf, TimeExpression, FoundReport]] = []
    for i in group.members:
        date, by = find_date(found[i].times)
        if date is not None and by is not None:
            told.append((date, by, found[i]))
    if not told:
        return _date_by_publication(group, found, articles, annotations)
    kept = [told[0]]
    best = told[0][0]
    lasts = load_kinds()[group.kind].lasts
    for date, by, report in told[1:]:
        both = intersect(best, date)
        if both is None:
            kept.append((date, by, report))
        elif lasts and date.approximate != best.approximate:
            if date.approximate:  # "this week" says more of it than one day of it
                best, kept[0] = date, (date, by, report)
        elif both != best:
            best, kept[0] = both, (both, by, report)
    _, by, report = kept[0]
    because = Because(
        rule=by.rule,
        quote=articles[report.article].body[slice(*by.span)],
        article=report.article,
    )
    if len(kept) == 1:
        return Dated(write_date(best), because)
    options = sorted({d.text for d, _, _ in kept} | {best.text})
    simple = all(parse_edtf(o).kind == "date" for o in options)
    if simple and len(options) <= _MOST_OPTIONS:
        return Dated(options, because)
    whole = _span_all([date for date, _, _ in kept])
    return Dated(write_date(whole or best), because)


def _span_all(dates: Sequence[Edtf]) -> Edtf | None:
    """From the first to the last day that several dates name; None where one is open,
    or the reach is so wide that it says nothing."""
    lower = [d.lower for d in dates if d.lower]
    upper = [d.upper for d in dates if d.upper]
    if len(lower) < len(dates) or len(upper) < len(dates):
        return None
    whole = make_range(min(lower), max(upper))
    if whole is None or max(upper) - min(lower) > timedelta(_WIDEST_DAYS):
        return None
    about = any(d.approximate for d in dates) and not whole.approximate
    return parse_edtf(f"{whole.text}~") if about else whole


def _date_by_publication(
    group: Group,
    found: Sequence[FoundReport],
    articles: Mapping[str, Article],
    annotations: Mapping[str, Annotations],
) -> Dated:
    """About the earliest publication, for news that names no time of its own."""
    best: tuple[Edtf, Article] | None = None
    for i in group.members:
        article = articles[found[i].article]
        published = _published(article, annotations.get(article.id))
        if found[i].mention.modality != "asserted" or published is None:
            continue
        if published.kind != "date" or published.lower is None:
            continue
        if best is None or published.lower < (best[0].lower or published.lower):
            best = (published, article)
    if best is None:
        return Dated()
    date, article = best
    text = date.text if date.approximate or date.uncertain else f"{date.text}~"
    quote = article.record.because.quote if article.record.because else ""
    return Dated(text, Because(rule=_PUBLISHED, quote=quote, article=article.id))


def _published(article: Article, noted: Annotations | None) -> Edtf | None:
    """The date of publication its record states, as fine as the text makes it."""
    stated = parse_known(article.record.published)
    read = parse_known(noted.anchor.edtf) if stated and noted else None
    return read if read and read.kind == "date" else stated


def _find_offsets(
    groups: Sequence[Group],
    found: Sequence[FoundReport],
    articles: Mapping[str, Article],
    annotations: Mapping[str, Annotations],
) -> list[Offset]:
    """Relations the texts state between two groups, each pair once."""
    home = {i: n for n, group in enumerate(groups) for i in group.members}
    by_article: dict[str, list[int]] = {}
    for i in sorted(home, key=lambda i: (found[i].article, found[i].passage)):
        by_article.setdefault(found[i].article, []).append(i)
    seen: set[tuple[int, int]] = set()
    out: list[Offset] = []
    for article, reports in by_article.items():
        for i in reports:
            for time in found[i].times:
                if time.offset is None:
                    continue
                other = _resolve(
                    i, time.offset.event, reports, found, home, annotations
                )
                if other is None or home[i] == other:
                    continue
                ends = (other, home[i])
                if time.offset.direction == "before":
                    ends = (home[i], other)
                if ends in seen or (ends[1], ends[0]) in seen:
                    continue
                seen.add(ends)
                quote = articles[article].body[slice(*time.span)]
                limits = (time.offset.at_least, time.offset.at_most)
                out.append(Offset(*ends, *limits, quote, article))
    return out


def _resolve(
    report: int,
    words: Span,
    reports: Sequence[int],
    found: Sequence[FoundReport],
    home: Mapping[int, int],
    annotations: Mapping[str, Annotations],
) -> int | None:
    """The group of the event that the words of an offset name."""
    for i in reports:
        if home[i] != home[report] and _inside(found[i].mention.trigger, words):
            return home[i]
    noted = annotations.get(found[report].article)
    for mention in noted.mentions if noted else ():
        if not (mention.definite and _inside(mention.trigger, words)):
            continue
        for i in reversed(reports):
            before = found[i].passage < found[report].passage
            if (
                before
                and home[i] != home[report]
                and compatible(mention.kind, found[i].mention.kind)
            ):
                return home[i]
    return None


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _domain(date: Date, fixed: bool) -> Domain:
    """The days a date leaves possible; what is only about has no firm bounds."""
    value = parse_known(date)
    if value is None or (value.approximate and not fixed):
        return Domain()
    options = tuple(
        o.lower for o in value.options if o.lower is not None and o.lower == o.upper
    )
    if len(options) != len(value.options):
        options = ()
    return Domain(value.lower, value.upper, tuple(sorted(options)), fixed)


def _narrowed(
    own: Dated, before: Domain, after: Domain, offsets: Sequence[Offset]
) -> Dated:
    """The date after narrowing, where that says clearly more than the words did."""
    if not after.narrowed or after.lower is None or after.upper is None:
        return own
    if before.lower and before.upper and not before.options:
        width, former = after.upper - after.lower, before.upper - before.lower
        if 2 * width > former:
            return own
    if after.options:
        value = make_one_of(after.options)
    elif after.lower == after.upper:
        value = make_range(after.lower, after.upper)
    else:
        value = parse_edtf(f"[{after.lower}..{after.upper}]")
    if value is None:
        return own
    reason = offsets[after.because[-1]]
    because = Because(rule=_RELATION, quote=reason.quote, article=reason.article)
    return Dated(write_date(value), because)


def write_date(value: Edtf) -> Date:
    """A date as a record bears it: a list where it is one of several."""
    if value.kind == "set" and all(o.kind == "date" for o in value.options):
        return [o.text for o in value.options]
    return value.text
