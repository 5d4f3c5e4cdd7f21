"""Lists of general knowledge that ship with the package.

Comes in: the YAML files of this folder. Goes out: records by id. It knows nothing of
any project's own lists, which win over these.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from builder.model import SourceRecord


@cache
def load_general_sources() -> dict[str, SourceRecord]:
    """Agencies, outlets, monitors and institutions known the world over, by id."""
    path = files(__package__) / "sources.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {source_id: SourceRecord(**entry) for source_id, entry in data.items()}
