"""From records to what a reader compares: a chronology, one event's accounts, verdicts.

Comes in: event records, articles, the lists of sources and places. Goes out: frozen
values that a page can show. Below the waist.
"""

from builder.compare.accounts import (
    ALWAYS,
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
    Entry,
    Mark,
    make_chronology,
    make_entry,
    mark_of,
    read_date,
)
from builder.compare.copies import find_copies
from builder.compare.origins import (
    Copies,
    Counts,
    Origin,
    SameText,
    count_voices,
    find_origins,
)
from builder.compare.stated import Scope, Stated, Verdict
from builder.compare.verdicts import find_inside, judge

__all__ = [
    "ALWAYS",
    "BAND",
    "FACETS",
    "STANDARD_FACETS",
    "Chronology",
    "Column",
    "Comparison",
    "Copies",
    "Counts",
    "Entry",
    "Mark",
    "Origin",
    "Row",
    "Said",
    "SameText",
    "Scope",
    "State",
    "Stated",
    "Told",
    "Verdict",
    "View",
    "count_voices",
    "find_copies",
    "find_inside",
    "find_origins",
    "judge",
    "make_chain",
    "make_chronology",
    "make_comparison",
    "make_entry",
    "make_letter",
    "mark_of",
    "read_date",
    "state_of",
]
