"""YAML read strictly, edited in place, and written: the door of this room.

Comes in: text. Goes out: plain values with their places (``read``), text with edits
spliced in (``edits``, ``splice``), text for new files (``dump``). It knows nothing of
records.
"""

from builder.yamlio.dump import dump
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
from builder.yamlio.read import KeyPath, Loaded, Mark, load
from builder.yamlio.splice import splice

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
    "load",
    "make_edits",
    "same",
    "splice",
]
