"""What the program knows before it reads an article.

Comes in: the lists of a project (content/sources.yaml, content/places.yaml).
Goes out: those lists merged over the package's general ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.model import PlaceRecord, SourceRecord


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Sources and places by id; a project's entry wins over the package's."""

    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    places: Mapping[str, PlaceRecord] = field(default_factory=dict)


def merge_knowledge(general: Knowledge, own: Knowledge) -> Knowledge:
    """The package's lists with a project's laid over them, both in order of id."""
    return Knowledge(
        sources=dict(sorted({**general.sources, **own.sources}.items())),
        places=dict(sorted({**general.places, **own.places}.items())),
    )
