"""Annotations remembered between runs, keyed by what they were made from.

Comes in: a key (a hash of everything the result depends on) and annotations. Goes
out: the same annotations, or None.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from builder.model import Annotations
from builder.store import load_rows, write_rows

log = logging.getLogger(__name__)

_FILE = "annotations.sqlite"
_ADAPTER = TypeAdapter(Annotations)
ROOMS = (
    *("annotate", "languages", "taxonomy", "data", "model"),
    *("edtf.py", "edtf_text.py", "folding.py", "anchoring.py"),
)
"""All that annotating imports; a test compares."""


def load_annotations(root: Path, keys: Iterable[str]) -> dict[str, Annotations]:
    """Those that are remembered, by key."""
    found: dict[str, Annotations] = {}
    for key, data in load_rows(root, _FILE, keys):
        try:
            found[key] = _ADAPTER.validate_json(data)
        except (ValidationError, TypeError) as error:
            log.info("annotations that cannot be read are made again: %s", error)
    return found


def write_annotations(root: Path, notes: Mapping[str, Annotations]) -> None:
    """Remember these, and forget all others."""

    def make_rows() -> Iterator[tuple[str, bytes]]:
        return ((key, _ADAPTER.dump_json(note)) for key, note in notes.items())

    write_rows(root, _FILE, make_rows)
