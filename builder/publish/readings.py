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
from builder.compare.wording import Place, Referent, Use, make_wording
from builder.model import EventRecord
from builder.publish.excerpts import Plan
from builder.publish.library import Library
from builder.voices import Voice


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
    """Of the outlet, as in the other tables; ``""`` where there is only one."""
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
    names = dict.fromkeys(report.article for report in event.reports)
    notes = {
        name: library.annotations[name] for name in names if name in library.annotations
    }
    found = make_wording(
        event, library.articles, library.sources, notes, library.plan.find
    )
    groups = []
    for words in found:
        rows = []
        for by in sorted(words.by, key=lambda one: position[one.outlet]):
            plain, hidden_plain = _show(by.plain, library.plan)
            quoted, hidden_quoted = _show(by.quoted, library.plan)
            rows.append(
                WordRow(
                    speaker=by.speaker,
                    outlet=by.outlet,
                    letter=letters[by.outlet] if len(letters) > 1 else "",
                    plain=plain,
                    hidden_plain=hidden_plain,
                    quoted=quoted,
                    hidden_quoted=hidden_quoted,
                )
            )
        groups.append(WordGroup(words.referent, tuple(rows)))
    return tuple(groups)


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
