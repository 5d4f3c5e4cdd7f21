"""What an event's page shows beside the table: the accounts one by one, and the words.

Comes in: the comparison of one event, the library. Goes out: narrow values for the
template. It looks up the event's own articles and nothing else; words that the excerpt
plan does not show are counted, not said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from builder.compare import Column, Comparison
from builder.compare.outlets import (
    OutletAccount,
    SourceAccount,
    make_outlet_accounts,
    make_source_accounts,
)
from builder.compare.wording import (
    REFERENTS,
    Place,
    Referent,
    Use,
    Wording,
    Words,
    join_wording,
    make_wording,
)
from builder.model import EventRecord
from builder.publish.excerpts import Plan
from builder.publish.library import Library
from builder.voices import Voice

MOST_READ = 60
"""Events whose words a source's page sets side by side; it says how many there are
beyond."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The same claims, outlet by outlet and source by source."""

    order: tuple[Literal["outlet", "source"], ...]
    """Which reading stands first; the one in which there is more to compare."""
    outlets: tuple[OutletAccount, ...]
    sources: tuple[SourceAccount, ...]
    headlines: int
    """How many articles tell of the event."""


@dataclass(frozen=True, slots=True)
class WordRow:
    """The words of one voice in one outlet."""

    speaker: Voice
    outlet: Voice
    letter: str
    """Of the outlet, as in the other tables; ``""`` where there is none."""
    through: bool
    """Whether the outlet has to be named beside the speaker."""
    plain: tuple[Use, ...]
    hidden_plain: int
    """How many further terms the plan does not show."""
    quoted: tuple[Use, ...]
    hidden_quoted: int


@dataclass(frozen=True, slots=True)
class WordGroup:
    """The words for one referent."""

    referent: Referent
    rows: tuple[WordRow, ...]


@dataclass(frozen=True, slots=True)
class SourceWords:
    """The words of one source over several events."""

    groups: tuple[WordGroup, ...]
    events: int
    more: int
    """Events beyond those that were read."""


def make_readings(library: Library, comparison: Comparison) -> Readings | None:
    """The accounts of one event, both ways; None where one voice makes the only one."""
    views = (comparison.by_outlet, comparison.by_source)
    if max(len(view.columns) for view in views) < 2:
        return None
    outlets = make_outlet_accounts(comparison, library.articles)
    first = comparison.default
    return Readings(
        order=(first, "source" if first == "outlet" else "outlet"),
        outlets=outlets,
        sources=make_source_accounts(comparison),
        headlines=sum(len(account.headlines) for account in outlets),
    )


def make_word_groups(
    library: Library, event: EventRecord, columns: Sequence[Column]
) -> tuple[WordGroup, ...]:
    """The words for each referent, as far as the plan shows them; outlets in the order
    of their columns."""
    letters = {column.voice: column.letter for column in columns}
    position = {outlet: number for number, outlet in enumerate(letters)}
    several = len(letters) > 1
    return tuple(
        WordGroup(
            words.referent,
            tuple(
                _make_row(by, library.plan, letters[by.outlet] if several else "")
                for by in sorted(words.by, key=lambda one: position[one.outlet])
            ),
        )
        for words in _read_words(library, event)
    )


def make_source_words(library: Library, ref: str) -> SourceWords:
    """The words of one source over its events, apart by the outlet that writes them."""
    events = {event.id: event for event, _ in library.by_source[ref]}
    read = list(events.values())[:MOST_READ]
    found: dict[Referent, dict[Voice, list[Wording]]] = {}
    for event in read:
        for words in _read_words(library, event):
            for by in words.by:
                if by.speaker.ref == ref:
                    outlets = found.setdefault(words.referent, {})
                    outlets.setdefault(by.outlet, []).append(by)
    return SourceWords(
        groups=tuple(
            WordGroup(
                referent,
                tuple(
                    _make_row(join_wording(same), library.plan, through=True)
                    for same in found[referent].values()
                ),
            )
            for referent in REFERENTS
            if referent in found
        ),
        events=len(read),
        more=len(events) - len(read),
    )


def _read_words(library: Library, event: EventRecord) -> tuple[Words, ...]:
    names = dict.fromkeys(report.article for report in event.reports)
    notes = {
        name: library.annotations[name] for name in names if name in library.annotations
    }
    return make_wording(
        event, library.articles, library.sources, notes, library.plan.find
    )


def _make_row(
    by: Wording, plan: Plan, letter: str = "", *, through: bool = False
) -> WordRow:
    plain, hidden_plain = _show(by.plain, plan)
    quoted, hidden_quoted = _show(by.quoted, plan)
    return WordRow(
        speaker=by.speaker,
        outlet=by.outlet,
        letter=letter,
        through=through or bool(letter),
        plain=plain,
        hidden_plain=hidden_plain,
        quoted=quoted,
        hidden_quoted=hidden_quoted,
    )


def _show(uses: Sequence[Use], plan: Plan) -> tuple[tuple[Use, ...], int]:
    """The terms that the plan shows somewhere, those places first; how many it does
    not show anywhere."""
    shown = []
    for use in uses:
        places = sorted(use.places, key=lambda place: not _is_shown(place, plan))
        if _is_shown(places[0], plan):
            shown.append(replace(use, places=tuple(places)))
    return tuple(shown), len(uses) - len(shown)


def _is_shown(place: Place, plan: Plan) -> bool:
    """Whether all of a term may stand on a page."""
    return all(not piece.gap for piece in plan.show(place.article, place.span))
