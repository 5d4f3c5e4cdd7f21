"""The table of page types: each function makes the pages of one type.

Comes in: a library. Goes out: pages with narrow contexts. To add a page type is to
write one function, one template and one row of ``PAGES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from markupsafe import Markup

from builder.compare import (
    Comparison,
    Entry,
    View,
    make_chain,
    make_comparison,
    mark_of,
    read_date,
)
from builder.model import EventRecord
from builder.publish.addresses import LOST, make_file_name, page_path
from builder.publish.article_pages import article_pages
from builder.publish.glyphs import render_months
from builder.publish.library import Library
from builder.publish.manual_pages import manual_pages
from builder.publish.method_pages import method_pages, own_pages
from builder.publish.network_pages import network_pages
from builder.publish.readings import make_readings, make_word_groups
from builder.publish.render import Page
from builder.publish.source_pages import source_pages
from builder.publish.standing import (
    find_event_states,
    list_states,
    list_told,
    tell_history,
)

MOST_ON_FRONT = 200
"""More events than this, and the front page shows the latest years only."""

NEIGHBOURS = 30
"""Events shown beside one event, before and after it in the chronology."""

_MOST_MONTHS = 3
"""An event that may lie in more months than this is in none of them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading of the chronology."""

    key: str
    """Anchor and file name: ``2018``, ``2012-2018``, ``undated`` ..."""
    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the bars at the top."""

    label: str
    href: str
    count: int
    bars: Markup


def make_groups(library: Library) -> tuple[Group, ...]:
    """The chronology cut by year; what has no year stands in groups at the end."""
    chronology = library.chronology
    groups = [
        Group(key, label, tuple(entries))
        for (key, label), entries in groupby(
            chronology.dated, lambda entry: _years(library, entry)
        )
    ]
    for key, entries in (
        ("yearless", chronology.yearless),
        ("by-relation", chronology.by_relation),
        ("undated", chronology.undated),
    ):
        if entries:
            groups.append(Group(key, str(library.interface.t(f"group.{key}")), entries))
    return _number(groups)


def _number(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Give groups with one key (a year met twice) keys of their own."""
    seen: dict[str, int] = {}
    numbered = []
    for group in groups:
        seen[group.key] = count = seen.get(group.key, 0) + 1
        key = group.key if count == 1 else f"{group.key}.{count}"
        numbered.append(Group(key, group.label, group.entries))
    return tuple(numbered)


def _years(library: Library, entry: Entry) -> tuple[str, str]:
    """Key and label of the years an entry may lie in."""
    t = library.interface.t
    first, last = entry.earliest, entry.latest
    if first is None or last is None:
        known = first or last
        year = "" if known is None else str(known[0])
        side = "since" if last is None else "until"
        return f"{side}-{year}", str(t(f"group.{side}", year=year))
    if first[0] == last[0]:
        return str(first[0]), str(first[0])
    return f"{first[0]}-{last[0]}", f"{first[0]}–{last[0]}"


def make_years(groups: Sequence[Group], href: Callable[[Group], str]) -> list[Year]:
    """A bar chart per year: solid where the month is known, pale where it may be."""
    firm: dict[int, list[int]] = {}
    loose: dict[int, list[int]] = {}
    first: dict[int, Group] = {}
    for group in groups:
        for entry in group.entries:
            if entry.earliest is None or entry.latest is None:
                continue
            year, month = entry.earliest[:2]
            first.setdefault(year, group)
            months = (entry.latest[0] - year) * 12 + entry.latest[1] - month + 1
            bars = firm if months == 1 and entry.mark != "approximate" else loose
            for step in range(months if months <= _MOST_MONTHS else 0):
                at = month - 1 + step
                bars.setdefault(year + at // 12, [0] * 12)[at % 12] += 1
    none = [0] * 12
    most = max(
        (
            a + b
            for year in {*firm, *loose}
            for a, b in zip(firm.get(year, none), loose.get(year, none), strict=True)
        ),
        default=1,
    )
    counts: dict[int, int] = {}
    for group in groups:
        for entry in group.entries:
            if entry.earliest is not None and entry.latest is not None:
                year = entry.earliest[0]
                counts[year] = counts.get(year, 0) + 1
    return [
        Year(
            str(year),
            href(first[year]),
            counts[year],
            render_months(firm.get(year, none), loose.get(year, none), most),
        )
        for year in sorted(first)
    ]


def event_context(library: Library, name: str) -> dict[str, object]:
    """What the two sides of an event need: its record and its comparison."""
    event = library.events[name]
    comparison = make_comparison(
        event, library.articles, library.sources, library.places, library.copies
    )
    value = read_date(event.date)
    first, second = comparison.by_outlet, comparison.by_source
    return {
        "event": event,
        "date_by_hand": event.id in library.dated_by_hand,
        "part_states": find_event_states(event),
        "history": tell_history(library, library.history.get(name, ())),
        "comparison": comparison,
        "views": (first, second) if comparison.default == "outlet" else (second, first),
        "date_mark": mark_of(value, related=bool(event.relations)),
        "date_text": "" if value is None else value.text,
        "because_article": _because_article(event),
        "stated": {view.by: _stated(view) for view in (first, second)},
        "chains": {
            report.id: make_chain(report, library.articles, library.sources)
            for report in event.reports
        },
        "maybe_same": [
            library.entries[name] for name in library.maybe_same.get(event.id, ())
        ],
    }


def event_page_context(library: Library, name: str) -> dict[str, object]:
    """What an event's own page shows: both sides, each account, the words."""
    context = event_context(library, name)
    comparison = context["comparison"]
    assert isinstance(comparison, Comparison)
    return {
        **context,
        "readings": make_readings(library, comparison),
        "wording": make_word_groups(
            library, library.events[name], comparison.by_outlet.columns
        ),
    }


def _because_article(event: EventRecord) -> str:
    """The article the words behind a date stand in, where the record says it."""
    if event.because is None:
        return ""
    articles = {report.article for report in event.reports}
    return event.because.article or (articles.pop() if len(articles) == 1 else "")


def _stated(view: View) -> tuple[int, int]:
    """Filled cells and cells of a view."""
    cells = [cell for row in view.rows for cell in row.cells]
    return sum(1 for cell in cells if cell), len(cells)


def front_pages(library: Library) -> Iterator[Page]:
    """The chronology beside the event with most sources; year pages when it is long."""
    groups = make_groups(library)
    total = len(library.entries)
    shown: Sequence[Group] = groups
    long = total > MOST_ON_FRONT

    def href(group: Group) -> str:
        inside = any(group is kept for kept in shown)
        return f"#y-{group.key}" if inside else page_path("year", group.key)

    if long:
        shown = _latest(groups)
    chosen = max(
        library.entries.values(),
        key=lambda e: (e.counts.sources, e.counts.reports, len(e.relations)),
        default=None,
    )
    yield Page(
        path="index.html",
        template="index.html",
        title=library.settings.title,
        context={
            "groups": shown,
            "others": [group for group in groups if group not in shown],
            "years": make_years(groups, href),
            "total": total,
            "description": library.settings.description,
            "chosen": chosen,
            "unread": _has_unread(e for group in shown for e in group.entries),
            "states": list_states([e for group in shown for e in group.entries]),
            "told": list_told([e for group in shown for e in group.entries]),
        },
        section="chronology",
        more=None if chosen is None else event_context,
        about="" if chosen is None else chosen.id,
    )
    if long:
        yield from _year_pages(library, groups)


def _has_unread(entries: Iterable[Entry]) -> bool:
    """Whether the list needs the key to the mark of unreviewed records."""
    return any(entry.status == "machine" for entry in entries)


def _latest(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The last groups that fit on the front page; one always does."""
    kept: list[Group] = []
    room = MOST_ON_FRONT
    for group in reversed(groups):
        room -= len(group.entries)
        if room < 0 and kept:
            break
        kept.append(group)
    return tuple(reversed(kept))


def _year_pages(library: Library, groups: Sequence[Group]) -> Iterator[Page]:
    for number, group in enumerate(groups):
        yield Page(
            page_path("year", group.key),
            "year.html",
            group.label,
            {
                "group": group,
                "unread": _has_unread(group.entries),
                "states": list_states(group.entries),
                "told": list_told(group.entries),
                "earlier": groups[number - 1] if number else None,
                "later": groups[number + 1] if number + 1 < len(groups) else None,
            },
            "chronology",
        )


def event_pages(library: Library) -> Iterator[Page]:
    """A page per event: its neighbours in time, its comparison; and old addresses."""
    order = tuple(library.entries.values())
    for number, entry in enumerate(order):
        first = max(0, min(number - NEIGHBOURS // 2, len(order) - NEIGHBOURS - 1))
        near = order[first : first + NEIGHBOURS + 1]
        yield Page(
            path=page_path("event", entry.id),
            template="event.html",
            title=entry.title,
            context={
                "chosen": entry,
                "near": near,
                "unread": _has_unread(near),
                "cut_before": first > 0,
                "cut_after": first + len(near) < len(order),
            },
            section="chronology",
            more=event_page_context,
            about=entry.id,
            listed=entry.status != "machine",
        )
    taken = {page_path("event", entry.id) for entry in order}
    for entry in order:
        for old in library.events[entry.id].was:
            path = page_path("event", old)
            if path not in taken:
                taken.add(path)
                target = f"{make_file_name(entry.id)}.html"
                yield Page(
                    path,
                    "moved.html",
                    entry.title,
                    {"target": target},
                    canonical=page_path("event", entry.id),
                    listed=False,
                )


def lost_page(library: Library) -> Iterator[Page]:
    """What a server shows for an address that leads nowhere."""
    title = str(library.interface.t("lost.title"))
    yield Page(LOST, "404.html", title, canonical=None, listed=False)


def broken_pages(library: Library) -> Iterator[Page]:
    """A placeholder for each record that cannot be read, at its usual address."""
    taken: set[str] = set()
    for file in library.unreadable:
        kind = "article" if file.path.startswith("content/articles/") else "event"
        name = file.ids[0] if file.ids else PurePosixPath(file.path).stem
        path = page_path(kind, name)
        known = library.articles if kind == "article" else library.entries
        if path not in taken and name not in known:
            taken.add(path)
            title = str(library.interface.t("broken.title"))
            context = {"file": file.path}
            yield Page(
                path, "broken.html", title, context, canonical=None, listed=False
            )


PAGES: Mapping[str, Callable[[Library], Iterator[Page]]] = {
    "front": front_pages,
    "event": event_pages,
    "article": article_pages,
    "source": source_pages,
    "network": network_pages,
    "method": method_pages,
    "manual": manual_pages,
    "own": own_pages,
    "lost": lost_page,
    "broken": broken_pages,
}
"""Every page type; the order is the order in which they are made."""
