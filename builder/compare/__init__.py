"""From records to what a reader compares: a chronology, and one event's accounts.

Comes in: event records, articles, the lists of sources and places. Goes out: frozen
values that a page can show. Below the waist.
"""

from builder.compare.accounts import (
    BAND,
    FACETS,
    STANDARD_FACETS,
    Column,
    Comparison,
    Row,
    Said,
    State,
    Told,
    View,
    make_chain,
    make_comparison,
    make_letter,
    state_of,
)
from builder.compare.chronology import (
    Chronology,
    Counts,
    Entry,
    Mark,
    count_voices,
    make_chronology,
    make_entry,
    mark_of,
    read_date,
)

__all__ = [
    "BAND", "FACETS", "STANDARD_FACETS", "Chronology", "Column", "Comparison", "Counts",
    "Entry", "Mark", "Row", "Said", "State", "Told", "View", "count_voices",
    "make_chain", "make_chronology", "make_comparison", "make_entry", "make_letter",
    "mark_of", "read_date", "state_of",
]  # fmt: skip
