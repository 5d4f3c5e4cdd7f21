"""What an event's page shows beside the table: the accounts one by one, and the words.

Comes in: the comparison of one event, the library. Goes out: narrow values for the
template. It looks up the event's own articles and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.compare import Comparison
from builder.compare.outlets import (
    OutletAccount,
    SourceAccount,
    make_outlet_accounts,
    make_source_accounts,
)
from builder.publish.library import Library


@dataclass(frozen=True, slots=True)
class Readings:
    """The same claims, outlet by outlet and source by source."""

    order: tuple[Literal["outlet", "source"], ...]
    """Which reading stands first; the one in which there is more to compare."""
    outlets: tuple[OutletAccount, ...]
    sources: tuple[SourceAccount, ...]
    headlines: int
    """How many articles tell of the event."""


def make_readings(library: Library, comparison: Comparison) -> Readings:
    """The accounts of one event, both ways."""
    outlets = make_outlet_accounts(comparison, library.articles)
    first = comparison.default
    return Readings(
        order=(first, "source" if first == "outlet" else "outlet"),
        outlets=outlets,
        sources=make_source_accounts(comparison),
        headlines=sum(len(account.headlines) for account in outlets),
    )
