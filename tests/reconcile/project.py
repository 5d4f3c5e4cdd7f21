"""A project in memory: files by path, built again and again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from builder.model import (
    Because,
    Claim,
    EventRecord,
    Report,
)
from builder.reconcile import (
    Anchor,
    Bases,
    EventProposal,
    Outcome,
    reconcile_articles,
    reconcile_events,
)
from builder.reconcile.base import parse_base, render_base
from builder.reconcile.outcome import ArticleProposal
from builder.record_text import read_article, read_event
from builder.records import Content, Unreadable

QUOTE = "Two rockets fell near the mill, the council said; one man was hurt"


_read_event = lru_cache(maxsize=1024)(read_event)
_read_article = lru_cache(maxsize=1024)(read_article)


class Project:
    """The files of content/, without a disk."""

    def __init__(self, files: Mapping[str, str] | None = None) -> None:
        self.files: dict[str, str] = dict(files or {})
        self.bases: dict[str, str] = {}

    def content(self) -> Content:
        events, event_files, articles, article_files = {}, {}, {}, {}
        unreadable = []
        for path, text in sorted(self.files.items()):
            if path.startswith("content/events/"):
                read = _read_event(text, path)
                if read.record is None or read.record.id in events:
                    unreadable.append(_hold(path, text, "event"))
                else:
                    events[read.record.id] = read.record
                    event_files[read.record.id] = read.file
            else:
                found = _read_article(text, path)
                if found.record is None or found.record.id in articles:
                    unreadable.append(_hold(path, text, "article"))
                else:
                    articles[found.record.id] = found.record
                    article_files[found.record.id] = found.file
        return Content(
            articles=articles,
            events=events,
            article_files=article_files,
            event_files=event_files,
            sources={},
            places={},
            unreadable=tuple(unreadable),
        )

    def load_bases(self) -> Bases:
        events, articles = {}, {}
        for path, text in self.bases.items():
            kind, name = path.removeprefix("content/.base/").split("/")
            table = events if kind == "events" else articles
            table[name.removesuffix(".txt")] = parse_base(text)
        return Bases(events, articles)

    def build(self, *proposals: EventProposal) -> Outcome:
        outcome = reconcile_events(proposals, self.content(), self.load_bases())
        self.take(outcome)
        return outcome

    def ingest(self, *proposals: ArticleProposal) -> Outcome:
        outcome = reconcile_articles(proposals, self.content(), self.load_bases())
        self.take(outcome)
        return outcome

    def take(self, outcome: Outcome) -> None:
        for change in outcome.changes:
            if change.new is None:
                assert change.old is None or self.files.pop(change.path) == change.old
            else:
                self.files[change.path] = change.new
            if change.base is None:
                self.bases.pop(change.base_path, None)
            else:
                self.bases[change.base_path] = render_base(change.base)

    def event(self, name: str) -> EventRecord:
        return self.content().events[name]

    def path(self, name: str) -> str:
        return self.content().event_files[name].path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words in an event's file; they must stand there once."""
        path = self.path(name)
        assert self.files[path].count(old) == 1, self.files[path]
        self.files[path] = self.files[path].replace(old, new)


def _hold(path: str, text: str, kind: str) -> Unreadable:
    from builder.records import _ID_LINE

    ids = tuple(dict.fromkeys(_ID_LINE.findall(text)))
    return Unreadable(path, text, kind, ids)  # type: ignore[arg-type]


def claim(facet: str, quote: str, **more: object) -> Claim:
    return Claim(facet=facet, quote=quote, **more)  # type: ignore[arg-type]


def report(rid: str, **more: object) -> Report:
    values: dict[str, object] = {
        "id": rid,
        "article": "a1",
        "source": "council",
        "quote": QUOTE,
        "claims": [claim("means", "Two rockets", value=2, unit="rocket")],
    }
    return Report(**(values | more))  # type: ignore[arg-type]


def event(name: str, reports: Sequence[Report], **more: object) -> EventRecord:
    values: dict[str, object] = {
        "id": name,
        "title": "Rockets near the mill",
        "kind": "attack/rockets",
        "date": "2022-01",
        "because": Because(rule="published-month", quote="January"),
        "place": "mill",
        "reports": list(reports),
    }
    return EventRecord(**(values | more))  # type: ignore[arg-type]


def propose(record: EventRecord, start: int = 100) -> EventProposal:
    anchors = {
        item.id: Anchor(
            item.article, start * n, start * n + len(item.quote), item.source
        )
        for n, item in enumerate(record.reports, 1)
    }
    return EventProposal(record, anchors)


def found(outcome: Outcome) -> set[tuple[str, str, str, str]]:
    return {(d.record, d.path, d.action, d.reason) for d in outcome.decisions}


def actions(outcome: Outcome) -> set[tuple[str, str]]:
    return {(d.path, d.action) for d in outcome.decisions}


def names(items: Iterable[Report]) -> list[str]:
    return [item.id for item in items]
