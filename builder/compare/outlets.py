"""One event read outlet by outlet, and source by source: the same claims, two readings.

Comes in: the comparison of one event and the articles it rests on. Goes out: for each
outlet its account (what it states itself, whom it cites for what, what it leaves out,
under which headlines and when), and for each source what it says through every outlet
that carries it. Nothing is read anew: every claim is one of the comparison's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from builder.compare.accounts import Column, Comparison, Said, Told, View
from builder.compare.chronology import read_date
from builder.edtf import Day
from builder.model import Article, Facet
from builder.voices import Voice

K = TypeVar("K")

MOST_NAMED = 8
"""Others that are named beside one account; the rest is counted, since each would
stand in every account of the page."""

_NEVER: Day = (10**12, 12, 31)


@dataclass(frozen=True, slots=True)
class Headline:
    """An article that tells of the event."""

    article: str
    published: str
    """EDTF; ``""`` where nobody knows."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What is said of one facet."""

    facet: Facet
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Whom an outlet cites, through whom, and for what."""

    chain: tuple[Voice, ...]
    """First speaker, then relays; without the outlet."""
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A facet on which others are read and this one is not."""

    facet: Facet
    told_by: tuple[Column, ...]
    more: int = 0
    """How many others tell of it."""


@dataclass(frozen=True, slots=True)
class OutletAccount:
    """How one outlet tells the event."""

    column: Column
    headlines: tuple[Headline, ...]
    """The earliest first; those whose date nobody knows last."""
    own: tuple[Stand, ...]
    """What it states in its own name."""
    cited: tuple[Cited, ...]
    gaps: tuple[Gap, ...]
    """Facets that other outlets tell of, and it does not, nor anybody it cites."""
    alone: tuple[Facet, ...]
    """Facets that no other outlet tells of; empty where there is no other."""
    uncited: tuple[Voice, ...]
    """Whom other outlets cite, and it does not; those known beyond one article."""
    more_uncited: int = 0
    """How many more there are."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What one outlet carries of a source."""

    outlet: Voice
    articles: tuple[str, ...]
    stands: tuple[Stand, ...]
    left: tuple[Facet, ...]
    """Facets on which other outlets carry the source, and this one does not."""


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """What one source says of the event, through all that carry it."""

    column: Column
    carried: tuple[Carried, ...]
    """The outlets in the order in which the comparison first meets them."""


def make_outlet_accounts(
    comparison: Comparison, articles: Mapping[str, Article]
) -> tuple[OutletAccount, ...]:
    """An account for each column of the view by outlet, in its order."""
    view = comparison.by_outlet
    tellers = {
        row.facet: tuple(
            column for column, cell in zip(view.columns, row.cells, strict=True) if cell
        )
        for row in view.rows
    }
    cited = {
        voice.ref: voice
        for column in view.columns
        for voice in column.cites
        if not voice.article
    }
    return tuple(
        _make_outlet_account(view, number, tellers, cited, articles)
        for number in range(len(view.columns))
    )


def _make_outlet_account(
    view: View,
    number: int,
    tellers: Mapping[Facet, tuple[Column, ...]],
    cited: Mapping[str, Voice],
    articles: Mapping[str, Article],
) -> OutletAccount:
    column = view.columns[number]
    told = _group(view, number, lambda one: one.chain[:-1])
    own = told.pop((), ())
    others = len(view.columns) > 1
    known = {column.voice.ref, *(voice.ref for voice in column.cites)}
    uncited = (voice for ref, voice in cited.items() if ref not in known)
    unknown = len(cited) - sum(ref in cited for ref in known)
    told_here = {row.facet for row in view.rows if row.cells[number]}
    return OutletAccount(
        column=column,
        headlines=_find_headlines(column.articles, articles),
        own=own,
        cited=tuple(Cited(chain, stands) for chain, stands in told.items()),
        gaps=tuple(
            Gap(facet, tuple(by[:MOST_NAMED]), len(by[MOST_NAMED:]))
            for facet, by in tellers.items()
            if by and facet not in told_here
        ),
        alone=tuple(
            facet for facet, by in tellers.items() if others and by == (column,)
        ),
        uncited=tuple(islice(uncited, MOST_NAMED)),
        more_uncited=max(unknown - MOST_NAMED, 0),
    )


def make_source_accounts(comparison: Comparison) -> tuple[SourceAccount, ...]:
    """An account for each column of the view by source, in its order."""
    view = comparison.by_source
    return tuple(
        SourceAccount(column, _find_carried(view, number))
        for number, column in enumerate(view.columns)
    )


def _find_carried(view: View, number: int) -> tuple[Carried, ...]:
    groups = _group(view, number, lambda one: one.chain[-1])
    facets = {
        outlet: {stand.facet for stand in stands} for outlet, stands in groups.items()
    }
    said = set[Facet]().union(*facets.values())
    return tuple(
        Carried(
            outlet=outlet,
            articles=_find_articles(stands),
            stands=stands,
            left=tuple(
                row.facet for row in view.rows if row.facet in said - facets[outlet]
            ),
        )
        for outlet, stands in groups.items()
    )


def _group(
    view: View, number: int, key: Callable[[Told], K]
) -> dict[K, tuple[Stand, ...]]:
    """The claims of one column, apart by who tells them; facets in their order.

    Words that were told in two ways stand in both groups, each time with its own way.
    """
    found: dict[K, dict[Facet, list[Said]]] = {}
    for row in view.rows:
        for said in row.cells[number]:
            ways: dict[K, list[Told]] = {}
            for told in said.told:
                ways.setdefault(key(told), []).append(told)
            for group, tolds in ways.items():
                stands = found.setdefault(group, {})
                one = replace(said, told=tuple(tolds))
                stands.setdefault(row.facet, []).append(one)
    return {
        group: tuple(Stand(facet, tuple(said)) for facet, said in stands.items())
        for group, stands in found.items()
    }


def _find_articles(stands: Sequence[Stand]) -> tuple[str, ...]:
    """The articles that claims stand in, each once."""
    return tuple(
        dict.fromkeys(
            report.article
            for stand in stands
            for said in stand.said
            for told in said.told
            for report in told.reports
        )
    )


def _find_headlines(
    names: Sequence[str], articles: Mapping[str, Article]
) -> tuple[Headline, ...]:
    """The articles of one outlet, the earliest first."""
    dated = []
    for name in names:
        article = articles.get(name)
        day = None if article is None else read_date(article.record.published)
        first = _NEVER if day is None or day.earliest is None else day.earliest
        dated.append((first, name, Headline(name, "" if day is None else day.text)))
    return tuple(headline for _, _, headline in sorted(dated, key=lambda one: one[:2]))
