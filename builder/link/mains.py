"""The passage in which an article tells its main event.

Comes in: articles with their annotations, the reports found in them. Goes out: the
report of every article's main event, and which of these tell one story. What speaks
against putting two of them together is for ``events``.

Every article has a main event, also one of a kind the taxonomy does not know: where no
report stands in headline or lead, the sentence nearest to what all articles of its
story have in common tells it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.annotate.again import says_again
from builder.annotate.nominals import Scene
from builder.annotate.roles import find_roles
from builder.annotate.triggers import load_events
from builder.annotate.words import find_words
from builder.edtf import Edtf
from builder.link.events import StoryReports
from builder.link.grounds import (
    NEWS_DAYS,
    are_of_two_days,
    as_news,
    compare_times,
    find_date,
)
from builder.link.reports import Aligned, make_report
from builder.link.stories import find_day, find_stories
from builder.link.wording import count_words
from builder.model import Annotations, Article, EventMention, FoundReport, Span
from builder.taxonomy import GENERAL, compatible

_LEAD = 1200
"""Characters of headline and lead."""
_LENGTHS = (40, 450)
"""Characters of a sentence that may stand for an article's main event."""
_ON_MATTER = 0.5
"""What a report must have of the best sentence's nearness to the story."""
_NEAREST = 0.7
"""The same for a report that may give the story its kind."""
_HALF = 1200
"""Characters at which what stands there counts half."""
_PRIOR = 4
"""Words that a short sentence lacks: one shared name alone tells nothing."""
_COUNTED_BEFORE = 3
"""Words before a duration: "second time in", "deuxième fois en"."""
_FEW = 6
"""Sentences that are looked at where the first choices bear another date."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with all that was found in it."""

    article: Article
    annotations: Annotations
    alignment: Aligned | None = None


@dataclass(frozen=True, slots=True)
class Mains:
    """Reports, and which of them tell main events. Numbers count in ``found``."""

    found: tuple[FoundReport, ...]
    by_article: Mapping[str, int]
    """Of each article that tells one."""
    stories: tuple[StoryReports, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """A report that may tell the main event, and how near to the story it stands."""

    number: int
    """In ``found``; -1 for a sentence that is no report yet."""
    report: FoundReport
    nearness: float


def find_mains(found: Sequence[FoundReport], readings: Sequence[Reading]) -> Mains:
    """The main event of every article; adds reports where a story needs them."""
    by_article: dict[str, list[int]] = {reading.article.id: [] for reading in readings}
    for number, report in enumerate(found):
        by_article[report.article].append(number)
    every = {reading.article.id: reading for reading in readings}
    out = list(found)
    mains: dict[str, int] = {}
    stories: list[StoryReports] = []
    for story in find_stories([reading.article for reading in readings]):
        language = every[story.articles[0]].article.record.language
        days = {name: find_day(every[name].article) for name in story.articles}
        common = _find_common(every[name].article for name in story.articles)
        choices = {
            name: _find_choices(every[name], common, found, by_article[name])
            for name in story.articles
        }
        for kind, part in _split(choices, days):
            told: dict[int, int | None] = {}
            for name, choice in _choose(part, kind, days).items():
                number = choice.number
                if number < 0:
                    number = _find_twin(choice.report, found, by_article[name])
                if number < 0:
                    number = len(out)
                    out.append(choice.report)
                out[number] = choice.report
                mains[name] = number
                told[number] = days[name]
            if len(told) > 1:
                stories.append(StoryReports(language, kind, told))
    for name, numbers in by_article.items():
        if name not in mains:
            first = _find_first(every[name].article, numbers, found)
            if first is not None:
                mains[name] = first
    return Mains(tuple(out), mains, tuple(stories))


def _find_twin(
    report: FoundReport, found: Sequence[FoundReport], numbers: Sequence[int]
) -> int:
    """The report of no kind that the same sentence makes already; -1 without any."""
    return next(
        (
            n
            for n in numbers
            if found[n].mention.kind == GENERAL and found[n].passage == report.passage
        ),
        -1,
    )


def _find_first(
    article: Article, numbers: Sequence[int], found: Sequence[FoundReport]
) -> int | None:
    """The first report of headline and lead, one of a known kind before others."""
    asserted = [
        n
        for n in numbers
        if found[n].mention.modality == "asserted" and _is_lead(article, found[n])
    ]
    known = [n for n in asserted if found[n].mention.kind != GENERAL]
    return min(known or asserted, key=lambda n: found[n].passage, default=None)


def _is_lead(article: Article, report: FoundReport) -> bool:
    return report.passage[0] < _LEAD


# --- what may tell the main event -----------------------------------------------


def _find_choices(
    reading: Reading,
    common: Mapping[str, int],
    found: Sequence[FoundReport],
    numbers: Sequence[int],
) -> list[_Choice]:
    """Reports and sentences of headline and lead, the nearest to the story first."""
    article = reading.article
    sentences = sorted(
        (-_nearness(article, span, common), span) for span in _find_lead(reading)
    )
    best = -sentences[0][0] if sentences else 0.0
    choices = [
        _Choice(n, _count_again(reading, found[n]), nearness)
        for n in numbers
        if found[n].mention.modality == "asserted"
        and _is_lead(article, found[n])
        and (nearness := _nearness(article, found[n].passage, common))
        >= _ON_MATTER * best
    ]
    choices += [
        _Choice(-1, _tell(reading, span), -nearness)
        for nearness, span in sentences[:_FEW]
    ]
    return choices


def _find_common(articles: Iterable[Article]) -> Counter[str]:
    """How many leads of a story bear each word."""
    return Counter(
        word
        for article in articles
        for word in count_words(article.body[:_LEAD], article.record.language)
    )


def _nearness(article: Article, span: Span, common: Mapping[str, int]) -> float:
    """How much of what the leads of a story share stands in a passage."""
    words = count_words(article.body[slice(*span)], article.record.language)
    shared = sum(common[word] - 1 for word in words if common[word] > 1)
    first = _HALF / (_HALF + span[0])
    return float(first * shared / math.sqrt(len(words) + _PRIOR))


def _find_lead(reading: Reading) -> Iterator[Span]:
    """The sentences of the lead; the headline where there is no other."""
    shortest, longest = _LENGTHS
    headings = [b.span for b in reading.article.blocks if b.kind == "heading"]
    fits = [
        span
        for span in reading.annotations.sentences
        if span[0] < _LEAD and shortest <= span[1] - span[0] <= longest
    ]
    below = [s for s in fits if not any(a <= s[0] < b for a, b in headings)]
    yield from below or fits


def _tell(reading: Reading, passage: Span) -> FoundReport:
    """The report of a sentence whose kind of event no rule names."""
    language = reading.article.record.language
    words = find_words(reading.article.body, passage, language)
    notes = reading.annotations
    counts = tuple(
        q
        for q in notes.quantities
        if passage[0] <= q.span[0] and q.span[1] <= passage[1]
    )
    scene = Scene(words, 0, len(words), (), GENERAL, counts, language)
    is_known = bool(load_events(language))
    mention = EventMention(
        trigger=passage,
        kind=GENERAL,
        passage=passage,
        modality="asserted",
        rule=f"{language}/lead",
        roles=find_roles(scene) if is_known else (),
    )
    told = make_report(reading.article, notes, mention, reading.alignment)
    day = find_day(reading.article)
    times = tuple(t for t in told.times if as_news(find_date([t])[0], day) is not None)
    return _count_again(reading, replace(told, times=times))


def _count_again(reading: Reading, report: FoundReport) -> FoundReport:
    """The report, another of its sort where its passage counts what it tells."""
    if report.mention.again or not _is_counted(reading, report.passage):
        return report
    return replace(report, mention=replace(report.mention, again=True))


def _is_counted(reading: Reading, passage: Span) -> bool:
    """Whether a sentence says "for the second time in three days".

    Without the days it may be said of anything in it: "once again first in the polls".
    """
    article = reading.article
    language = article.record.language
    if not load_events(language):
        return False
    for time in reading.annotations.times:
        if time.type == "DURATION" and passage[0] < time.span[0] < passage[1]:
            words = find_words(article.body, (passage[0], time.span[0]), language)
            near = (max(0, len(words) - _COUNTED_BEFORE), len(words))
            if says_again(words, near, language):
                return True
    return False


# --- what the articles of a story agree on --------------------------------------


def _choose(
    choices: Mapping[str, Sequence[_Choice]], kind: str, days: Mapping[str, int | None]
) -> dict[str, _Choice]:
    """One report per article, of one kind and about one date where that is possible."""
    ranked = {
        name: sorted(
            (c for c in rows if compatible(c.report.mention.kind, kind)),
            key=lambda c: (
                _is_old(c.report, days[name]),
                _rank(c, kind),
                -c.nearness,
                c.report.passage,
            ),
        )
        for name, rows in choices.items()
    }
    first = {name: rows[0] for name, rows in ranked.items() if rows}
    date = _find_common_date(_date_of(c.report) for c in first.values())
    chosen = {
        name: next(
            (
                c
                for c in ranked[name]
                if not choice.report.mention.again  # it is another one: its date tells
                and compare_times(_date_of(c.report), date) != "disjoint"
            ),
            choice,
        )
        for name, choice in first.items()
    }
    dates = {name: _news_date(c, days[name]) for name, c in chosen.items()}
    return {
        name: choice
        for name, choice in chosen.items()
        if choice.number >= 0 or not _is_alone(name, dates)
    }


def _is_alone(name: str, dates: Mapping[str, Edtf | None]) -> bool:
    """Whether an article's date excludes some of the others and agrees with none: its
    sentence is then no account of theirs."""
    others = [date for other, date in dates.items() if other != name]
    times = [compare_times(dates[name], date) for date in others]
    excluded = any(are_of_two_days(dates[name], date) for date in others)
    return (excluded or not others) and "same" not in times


def _is_old(report: FoundReport, published: int | None) -> bool:
    """Whether a report dates what it tells well before the publication: background
    wherever something else may be the main event."""
    date = _date_of(report)
    if date is None or date.upper is None or published is None:
        return False
    return date.upper.toordinal() < published - NEWS_DAYS


def _rank(choice: _Choice, kind: str) -> int:
    """Reports of the story's kind first, then sentences, then reports of no kind."""
    if choice.report.mention.kind != GENERAL:
        return 0 if kind != GENERAL else 3
    return 1 if choice.number < 0 else 2


def _split(
    choices: Mapping[str, Sequence[_Choice]], days: Mapping[str, int | None]
) -> Iterator[tuple[str, dict[str, Sequence[_Choice]]]]:
    """The articles of a story whose main events may be of one kind; then the others.

    A shipwreck and a march for its victims share a town and many words: another kind
    of event on another day. A kind alone may be misread.
    """
    rest = dict(choices)
    while rest:
        near = {name: _find_near(rows) for name, rows in rest.items()}
        kind = _find_kind(
            {name: {c.report.mention.kind for c in rows} for name, rows in near.items()}
        )
        alike: list[str] = []
        other: list[str] = []
        for name, rows in near.items():
            fits = [c for c in rows if compatible(c.report.mention.kind, kind)]
            (other if rows and not fits else alike).append(name)
        date = _find_common_date(
            _news_date(c, days[name]) for name in alike for c in near[name][:1]
        )
        part = {
            name: rest.pop(name)
            for name in list(rest)
            if name in alike
            or not are_of_two_days(_news_date(near[name][0], days[name]), date)
        }
        yield kind, part


def _find_near(rows: Sequence[_Choice]) -> list[_Choice]:
    """Reports of a known kind where an article stands nearest to the story."""
    best = max((c.nearness for c in rows), default=0.0)
    near = [
        c
        for c in rows
        if c.nearness >= _NEAREST * best and c.report.mention.kind != GENERAL
    ]
    return sorted(near, key=lambda c: (_date_of(c.report) is None, -c.nearness))


def _find_kind(kinds: Mapping[str, set[str]]) -> str:
    """The kind that at least half of the articles can bear."""
    votes = {
        kind: (
            sum(any(compatible(kind, k) for k in row) for row in kinds.values()),
            sum(kind in row for row in kinds.values()),
        )
        for row in kinds.values()
        for kind in row
    }
    most = max(sorted(votes), key=lambda k: (votes[k], "/" in k), default=GENERAL)
    if most == GENERAL or 2 * votes[most][0] < len(kinds):
        return GENERAL
    return most


def _news_date(choice: _Choice, published: int | None) -> Edtf | None:
    return as_news(_date_of(choice.report), published)


def _find_common_date(told: Iterable[Edtf | None]) -> Edtf | None:
    """The date that most reports bear, where two of them do."""
    dates = [date for date in told if date is not None]
    agreeing = [
        sum(compare_times(date, other) == "same" for other in dates) for date in dates
    ]
    if not agreeing or max(agreeing) < 2:
        return None
    return dates[agreeing.index(max(agreeing))]


def _date_of(report: FoundReport) -> Edtf | None:
    return find_date(report.times)[0]
