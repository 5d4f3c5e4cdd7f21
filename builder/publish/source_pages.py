"""A page per source that is cited or met in the reports, and their list.

Comes in: a library. Goes out: what each source says, of events and beside them, through
whom, and whom it carries; facts about it as sources.yaml gives them. No score, no label
of ours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from builder.folding import fold
from builder.model import Citation, EventRecord, Report, SourceRecord
from builder.publish.addresses import page_path
from builder.publish.library import Library, Told
from builder.publish.readings import make_source_words
from builder.publish.relays import Tally
from builder.publish.render import Page
from builder.voices import Voice, make_voice, resolve_ref

MOST_LISTED = 500
"""Sources in each list of all sources: listed ones first, then those met most often;
the page says how many there are beyond."""

MOST_TOLD = 60
"""Events, and citations, that a page tells; it says how many there are beyond."""

MOST_LINKS = 200
"""Other sources that a page lists; likewise."""

T = TypeVar("T")

_NONE = Tally((), ())


@dataclass(frozen=True, slots=True)
class Saying:
    """What one source says of one event."""

    event: EventRecord
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What one article cites a source with."""

    article: str
    passage: int
    """Of the article's page, from 1."""
    words: str
    """As far as they may be shown."""
    found: Citation


@dataclass(frozen=True, slots=True)
class Link:
    """Another source, and in how many passages the two meet."""

    voice: Voice
    count: int


@dataclass(frozen=True, slots=True)
class Cut(Generic[T]):
    """The beginning of a list, and how many it leaves out."""

    shown: Sequence[T]
    more: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One line of the list of sources."""

    voice: Voice
    record: SourceRecord | None
    cited: int
    says: int
    carries: int
    events: int


def source_pages(library: Library) -> Iterator[Page]:
    """The list of sources, A to Z; then a page for each that is met in a report."""
    voices = sorted(
        (make_voice(ref, library.sources) for ref in library.by_source),
        key=lambda v: (v.standing == "unknown_publisher", fold(v.words), v.ref),
    )
    rows = [_row(library, voice) for voice in voices]
    t = library.interface.t
    yield Page(
        "sources.html", "sources.html", str(t("sources.title")),
        {
            "known": _choose([row for row in rows if not row.voice.article]),
            "here_only": _choose([row for row in rows if row.voice.article]),
        },
        "sources",
    )  # fmt: skip
    for voice in voices:
        if voice.standing == "unknown_publisher":
            title = str(t("voice.publisher_short"))
        else:
            title = voice.words
        yield Page(
            path=page_path("source", voice.ref),
            template="source.html",
            title=title,
            section="sources",
            more=source_context,
            about=voice.ref,
        )


def _choose(rows: Sequence[SourceRow]) -> Cut[SourceRow]:
    """The rows that are listed, in the order given."""
    if len(rows) <= MOST_LISTED:
        return Cut(rows, 0)
    met = [
        (row.record is None, -(row.cited + row.says + row.carries), number)
        for number, row in enumerate(rows)
    ]
    kept = sorted(number for *_, number in sorted(met)[:MOST_LISTED])
    return Cut([rows[number] for number in kept], len(rows) - MOST_LISTED)


def _row(library: Library, voice: Voice) -> SourceRow:
    told = library.by_source[voice.ref]
    roles = [_role(library, report, voice.ref) for _, report in told]
    says = roles.count("says")
    return SourceRow(
        voice=voice,
        record=library.sources.get(voice.ref),
        cited=len(library.cited.get(voice.ref, ())),
        says=says,
        carries=len(roles) - says,
        events=len({event.id for event, _ in told}),
    )


def _role(library: Library, report: Report, ref: str) -> str:
    """Whether a source speaks in a report, relays it or publishes it."""
    if resolve_ref(report.source, library.articles) == ref:
        return "says"
    via = [resolve_ref(other, library.articles) for other in report.via]
    return "relays" if ref in via else "publishes"


def source_context(library: Library, ref: str) -> dict[str, object]:
    """What a source says, what it carries, and with whom it is met."""
    told = library.by_source[ref]
    says = [pair for pair in told if _role(library, pair[1], ref) == "says"]
    carries = [pair for pair in told if _role(library, pair[1], ref) != "says"]
    voice = make_voice(ref, library.sources)
    cited = library.cited.get(ref, ())
    tally = library.tallies.get(ref, _NONE)
    return {
        "subject": voice,
        "record": library.sources.get(ref),
        "member_of": _member(library, voice),
        "says": _by_event(says),
        "carries": _by_event(carries),
        "heard": Cut(
            [_hear(library, *one) for one in cited[:MOST_TOLD]],
            max(len(cited) - MOST_TOLD, 0),
        ),
        "cites": _links(library, tally.cites),
        "carried_by": _links(library, tally.carried_by),
        "wording": make_source_words(library, ref),
    }


def _hear(library: Library, name: str, number: int) -> Heard:
    article = library.articles[name]
    found = library.annotations[name].citations[number]
    words = (library.plan.read(name, part) for part in found.content)
    first = [block.span[0] for block in article.blocks]
    return Heard(
        name,
        max(bisect_right(first, found.content[0][0]), 1),
        " […] ".join(filter(None, words)),
        found,
    )


def _member(library: Library, voice: Voice) -> Voice | None:
    record = library.sources.get(voice.ref)
    if record is None or record.member_of is None:
        return None
    return make_voice(record.member_of, library.sources)


def _by_event(told: Sequence[Told]) -> Cut[Saying]:
    groups: dict[str, tuple[EventRecord, list[Report]]] = {}
    for event, report in told:
        groups.setdefault(event.id, (event, []))[1].append(report)
    sayings = [Saying(event, tuple(reports)) for event, reports in groups.values()]
    return Cut(sayings[:MOST_TOLD], max(len(sayings) - MOST_TOLD, 0))


def _links(library: Library, counts: Sequence[tuple[str, int]]) -> Cut[Link]:
    """Sources with how often they are met, most often first."""
    links = [Link(make_voice(ref, library.sources), n) for ref, n in counts]
    links.sort(key=lambda one: (-one.count, fold(one.voice.words), one.voice.ref))
    return Cut(links[:MOST_LINKS], max(len(links) - MOST_LINKS, 0))
