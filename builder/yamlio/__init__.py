"""YAML read strictly, edited in place, and written: the door of this room.

Comes in: text. Goes out: plain values with their places (``read``), text with edits
spliced in (``edits``, ``splicing``), text for new files (``emit``). It knows nothing of
records.
"""

from builder.yamlio.edits import (
    Edit,
    Insert,
    Remove,
    SetValue,
    SpliceRefused,
    apply_edits,
    make_edits,
    same,
)
from builder.yamlio.emit import dump
from builder.yamlio.read import (
    KeyPath,
    Loaded,
    Mark,
    find_conflict,
    find_cut_texts,
    load,
)
from builder.yamlio.splicing import splice

__all__ = [
    "Edit",
    "Insert",
    "KeyPath",
    "Loaded",
    "Mark",
    "Remove",
    "SetValue",
    "SpliceRefused",
    "apply_edits",
    "dump",
    "find_conflict",
    "find_cut_texts",
    "load",
    "make_edits",
    "same",
    "splice",
]
