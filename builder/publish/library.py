"""What the pages are made from: the published part of content/, indexed once.

Comes in: content, annotations, configuration, as the protocols below describe them,
so that any loader may supply them. Goes out: a ``Library``. Nothing here is HTML.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from builder.compare import (
    Chronology,
    Entry,
    find_copies,
    make_chronology,
)
from builder.explain_events import Told as Known
from builder.history import Step
from builder.model import (
    Annotations,
    Article,
    EventRecord,
    PlaceRecord,
    Report,
    SourceRecord,
)
from builder.publish.excerpts import Plan, make_plan
from builder.publish.relays import Relays, Tally, find_relays
from builder.publish.words import Interface
from builder.states import is_shown
from builder.voices import publisher_of, resolve_ref


class Unreadable(Protocol):
    """What is read of a file of content/ that cannot be used."""

    @property
    def path(self) -> str: ...
    @property
    def ids(self) -> Sequence[str]: ...


class Content(Protocol):
    """What is read of content/."""

    @property
    def articles(self) -> Mapping[str, Article]: ...
    @property
    def events(self) -> Mapping[str, EventRecord]: ...
    @property
    def sources(self) -> Mapping[str, SourceRecord]: ...
    @property
    def places(self) -> Mapping[str, PlaceRecord]: ...
    @property
    def unreadable(self) -> Sequence[Unreadable]: ...


class Settings(Protocol):
    """What is read of site.yaml."""

    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def index(self) -> bool: ...
    @property
    def publish(self) -> str: ...
    @property
    def excerpt_share(self) -> float | str: ...
    @property
    def passage_limit(self) -> int: ...


Told = tuple[EventRecord, Report]

Cited = tuple[str, int]
"""An article, and which of its citations."""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything a page function may read; no template ever sees it."""

    settings: Settings
    interface: Interface
    articles: Mapping[str, Article]
    events: Mapping[str, EventRecord]
    sources: Mapping[str, SourceRecord]
    places: Mapping[str, PlaceRecord]
    annotations: Mapping[str, Annotations]
    plan: Plan
    chronology: Chronology
    entries: Mapping[str, Entry]
    by_article: Mapping[str, tuple[Told, ...]]
    """What each article reports, in the order of its events."""
    by_source: Mapping[str, tuple[Told, ...]]
    """What each source says of events, as speaker, relay or publisher; nothing for a
    source that is cited or passes words on, but of no event."""
    maybe_same: Mapping[str, tuple[str, ...]]
    """Events that may be one, whichever of their records says so."""
    copies: Mapping[str, tuple[str, ...]]
    """Articles that are nearly one text, each with its whole group."""
    cited: Mapping[str, tuple[Cited, ...]]
    """What articles cite each source with, in the order of the articles."""
    relays: Relays
    """Who relays whom."""
    tallies: Mapping[str, Tally]
    """The same, by source."""
    history: Mapping[str, Sequence[Step]] = field(default_factory=dict)
    """By event the editions that showed or changed it; empty where none is named."""
    unreadable: Sequence[Unreadable] = ()
    """Files that get a placeholder page."""
    dated_by_hand: Collection[str] = ()
    """Events whose date a person set against what the machine reads."""
    absent: Collection[str] = ()
    """Articles whose evidence is not here: their quotes are not verified again."""
    root: Path | None = None
    """Of the project, for its own pages."""

    def place_name(self, place: str) -> str:
        """The name of a place id, or the words as they stand."""
        return self.places[place].name if place in self.places else place


def make_library(
    content: Content,
    annotations: Mapping[str, Annotations],
    settings: Settings,
    root: Path | None = None,
    dated_by_hand: Collection[str] = (),
    absent: Collection[str] = (),
    history: Mapping[str, Sequence[Step]] | None = None,
) -> Library:
    """Choose what is published and index it: one pass over everything."""
    events = {
        name: event
        for name, event in sorted(content.events.items())
        if is_shown(event, settings.publish)
    }
    cited = {report.article for event in events.values() for report in event.reports}
    articles = {
        name: article
        for name, article in sorted(content.articles.items())
        if name in cited or is_shown(article.record, settings.publish)
    }
    groups = find_copies({name: article.body for name, article in articles.items()})
    copies = {name: group for group in groups for name in group}
    chronology = make_chronology(events.values(), articles, copies)
    entries = {entry.id: entry for entry in chronology.all()}
    by_article: dict[str, list[Told]] = {}
    by_source: dict[str, list[Told]] = {}
    for name in entries:
        for report in events[name].reports:
            told = (events[name], report)
            by_article.setdefault(report.article, []).append(told)
            for ref in voices_of(report, articles):
                by_source.setdefault(ref, []).append(told)
    shown = {n: a for n, a in annotations.items() if n in articles}
    heard = _find_cited(articles, shown)
    reports = {name: [r for _, r in told] for name, told in by_article.items()}
    relays = find_relays(articles, shown, reports)
    for ref in (*heard, *relays.tallies):
        if "@" not in ref:
            by_source.setdefault(ref, [])
    return Library(
        settings=settings,
        interface=Interface(settings.language),
        articles=articles,
        events=events,
        sources=content.sources,
        places=content.places,
        annotations=shown,
        plan=make_plan(
            articles,
            events.values(),
            settings.excerpt_share,
            settings.passage_limit,
            annotations,
        ),
        chronology=chronology,
        entries=entries,
        by_article={name: tuple(told) for name, told in by_article.items()},
        by_source={name: tuple(told) for name, told in sorted(by_source.items())},
        maybe_same=_find_maybe_same(events, tuple(entries)),
        copies=copies,
        cited=heard,
        relays=relays,
        tallies=relays.tallies,
        history=history or {},
        unreadable=content.unreadable,
        dated_by_hand=dated_by_hand,
        absent=absent,
        root=root,
    )


def _find_cited(
    articles: Mapping[str, Article], annotations: Mapping[str, Annotations]
) -> dict[str, tuple[Cited, ...]]:
    """Citations by who is cited; what an article says in its own name is none."""
    found: dict[str, list[Cited]] = {}
    for name, notes in sorted(annotations.items()):
        for number, citation in enumerate(notes.citations):
            ref = resolve_ref(citation.ref, articles)
            if ref != publisher_of(articles[name]):
                found.setdefault(ref, []).append((name, number))
    return {ref: tuple(cited) for ref, cited in sorted(found.items())}


def find_told(library: Library) -> Known:
    """What the sentences that say why need to look up."""
    return Known(
        articles=library.articles,
        events=library.events,
        annotations=library.annotations,
        told_in=lambda name: [event for event, _ in library.by_article.get(name, ())],
        by_hand=lambda name: name in library.dated_by_hand,
    )


def _find_maybe_same(
    events: Mapping[str, EventRecord], order: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Both ways, in the order of the chronology; events that are not shown left out."""
    pairs = {
        pair
        for name in order
        for other in events[name].maybe_same_as
        if other in events and other != name
        for pair in ((name, other), (other, name))
    }
    position = {name: number for number, name in enumerate(order)}
    found: dict[str, list[str]] = {}
    for name, other in sorted(pairs, key=lambda pair: position[pair[1]]):
        found.setdefault(name, []).append(other)
    return {name: tuple(others) for name, others in found.items()}


def voices_of(report: Report, articles: Mapping[str, Article]) -> tuple[str, ...]:
    """Everybody a report passes through, once each."""
    refs = [report.source, *report.via]
    if report.article in articles:
        refs.append(publisher_of(articles[report.article]))
    return tuple(dict.fromkeys(resolve_ref(ref, articles) for ref in refs))
