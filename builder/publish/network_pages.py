"""The page that says who relays whom: a table, the same drawn, the same in words.

Comes in: a library. Goes out: one page. Table and drawing are made from the same rows,
so that they are equal in content; where a drawing of all would be a tangle, the page
says how many it leaves to the table. Nothing on it rates anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from builder.folding import fold
from builder.model import UNKNOWN
from builder.publish.arcs import Arc, choose_arcs, render_arcs
from builder.publish.dates import say_date
from builder.publish.library import Library
from builder.publish.relays import Relayed, order_by_flow
from builder.publish.render import Page, short_id
from builder.voices import Voice, make_voice

NETWORK = "network"

MOST = 300
"""Links that are shown: those between named sources first, then those with most
passages; the page says how many are left out."""

MOST_TOLD = 60
"""Rings that are told, and first speakers; the page says how many there are beyond."""

MOST_NAMES = 12
"""Names in one sentence; it says how many there are beyond."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    link: Relayed
    speaker: Voice
    relay: Voice


@dataclass(frozen=True, slots=True)
class Names:
    """Some sources for one sentence, and how many it leaves out."""

    voices: tuple[Voice, ...]
    more: int

    def __len__(self) -> int:
        """All of them, those left out too."""
        return len(self.voices) + self.more


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rows drawn, and how many the table alone has."""

    image: Markup
    left_out: int


def network_pages(library: Library) -> Iterator[Page]:
    """The page of the network; it is there also where nobody relays anybody."""
    rows, left_out = _choose(library)
    relays = library.relays
    carried = sorted(relays.origins.items(), key=lambda one: -len(one[1]))
    origins = [
        (make_voice(ref, library.sources), _names(library, publishers))
        for ref, publishers in carried[:MOST_TOLD]
    ]
    alone = sorted(relays.single.items(), key=lambda one: -one[1][1])
    single = [
        (
            make_voice(publisher, library.sources),
            make_voice(speaker, library.sources),
            count,
        )
        for publisher, (speaker, count) in alone[:MOST_TOLD]
    ]
    yield Page(
        f"{NETWORK}.html",
        "network.html",
        str(library.interface.t("network.title")),
        {
            "rows": rows,
            "left_out": left_out,
            "drawing": _draw(library, rows),
            "rings": [_names(library, ring) for ring in relays.rings[:MOST_TOLD]],
            "rings_more": max(len(relays.rings) - MOST_TOLD, 0),
            "origins": sorted(origins, key=lambda one: _place(one[0])),
            "single": sorted(single, key=lambda one: _place(one[0])),
            "origins_more": sum(max(len(x) - MOST_TOLD, 0) for x in (carried, alone)),
        },
        "sources",
    )


def _choose(library: Library) -> tuple[tuple[Row, ...], int]:
    """The rows of the table, by relay and then by speaker, A to Z."""
    links = library.relays.links
    if len(links) > MOST:
        links = tuple(sorted(links, key=lambda x: ("@" in x.speaker, -x.passages)))
    rows = [
        Row(
            link,
            make_voice(link.speaker, library.sources),
            make_voice(link.relay, library.sources),
        )
        for link in links[:MOST]
    ]
    rows.sort(key=lambda row: (*_place(row.relay), *_place(row.speaker)))
    return tuple(rows), len(links) - len(rows)


def _place(voice: Voice) -> tuple[bool, str, str]:
    return voice.standing == "unknown_publisher", fold(voice.words), voice.ref


def _names(library: Library, refs: Sequence[str]) -> Names:
    voices = sorted((make_voice(ref, library.sources) for ref in refs), key=_place)
    return Names(tuple(voices[:MOST_NAMES]), max(len(voices) - MOST_NAMES, 0))


def _draw(library: Library, rows: Sequence[Row]) -> Drawing:
    """The drawing of the rows; nothing where there are none."""
    if not rows:
        return Drawing(Markup(""), 0)
    t = library.interface.t
    voices: Mapping[str, Voice] = {
        voice.ref: voice for row in rows for voice in (row.speaker, row.relay)
    }
    order = order_by_flow([(row.link.speaker, row.link.relay) for row in rows])
    labels = {ref: _label(library, voices[ref]) for ref in order}
    arcs = choose_arcs(
        [
            Arc(
                row.link.speaker,
                row.link.relay,
                row.link.passages,
                _say(library, row, labels),
            )
            for row in rows
        ],
        order,
    )
    drawn = {ref for arc in arcs for ref in (arc.speaker, arc.relay)}
    shown = {ref: label for ref, label in labels.items() if ref in drawn}
    description = t("network.description", links=len(arcs), count=len(shown))
    image = render_arcs(
        shown, arcs, str(t("network.drawing").unescape()), str(description.unescape())
    )
    return Drawing(image, len(rows) - len(arcs))


def _label(library: Library, voice: Voice) -> str:
    t = library.interface.t
    if voice.standing == "unknown_publisher":
        return str(t("network.publisher", article=short_id(voice.article)).unescape())
    if voice.standing == "here_only":
        return str(t("voice.here_only", words=voice.words).unescape())
    return voice.words


def _say(library: Library, row: Row, labels: Mapping[str, str]) -> str:
    """A row of the table in words."""
    interface, link = library.interface, row.link
    words = interface.t(
        "network.arc",
        relay=labels[link.relay],
        speaker=labels[link.speaker],
        passages=interface.t("counts.reports", count=link.passages),
        first=say_date(link.first or UNKNOWN, interface),
        last=say_date(link.last or UNKNOWN, interface),
    )
    return str(words.unescape())
