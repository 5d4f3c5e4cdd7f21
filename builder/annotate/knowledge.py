"""What the program knows before it reads an article.

Comes in: the lists of a project (content/sources.yaml, content/places.yaml).
Goes out: those lists merged over the package's general ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from builder.data.gazetteer import Bearer, find_bearers, load_places, make_key
from builder.model import PlaceRecord, SourceRecord

_KINDS = {
    "country": frozenset({"country"}),
    "province": frozenset({"province", "department"}),
    "": frozenset({"capital", "city"}),
}
_PROVINCES = frozenset(
    {"province", "department", "governorate", "gouvernorat", "state", "département"}
)
_FAR = 0.7
"""Degrees beyond which two records of one name are no one place."""


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


def find_adopted(knowledge: Knowledge) -> dict[str, str]:
    """Places of the gazetteer that a project lists itself: theirs by its ids."""
    if not _adopted or _adopted[0][0] is not knowledge.places:
        _adopted[:] = [(knowledge.places, _find_adopted(knowledge.places))]
    return _adopted[0][1]


_adopted: list[tuple[Mapping[str, PlaceRecord], dict[str, str]]] = []


def _find_adopted(places: Mapping[str, PlaceRecord]) -> dict[str, str]:
    found: dict[str, str] = {}
    for id_, place in places.items():
        kind = "province" if place.kind in _PROVINCES else place.kind or ""
        kinds = _KINDS[kind if kind in _KINDS else ""]
        for name in (place.name, *place.aliases):
            same = [
                bearer.id
                for bearer in find_bearers(_bare_key(name, kind))
                if bearer.kind in kinds and _may_be(bearer, place)
            ]
            if len(same) == 1 or (same and place.latitude is not None):
                found.setdefault(same[0], id_)
    return found


def _bare_key(name: str, kind: str) -> str:
    """The key of a name; of a province without the noun for its sort."""
    words = make_key(name).split()
    if kind == "province":
        words = [w for w in words if w not in _PROVINCES and w not in ("de", "d", "of")]
    return " ".join(words)


def _may_be(bearer: Bearer, place: PlaceRecord) -> bool:
    """Whether a place of the gazetteer may be a place that a person lists."""
    record = load_places([bearer.id], "en")[bearer.id]
    if None in (place.latitude, place.longitude, record.latitude, record.longitude):
        return True
    far = _FAR + ((place.precision_km or 0) + (record.precision_km or 0)) / 100
    north = abs((record.latitude or 0) - (place.latitude or 0))
    east = abs((record.longitude or 0) - (place.longitude or 0))
    return north < far and east < 2 * far


def find_world(
    own: Knowledge, ids: Iterable[str], language: str
) -> dict[str, PlaceRecord]:
    """The places of the gazetteer with these ids, and all that hold them, as a project
    sees them: what it lists itself stands in its own list and not here."""
    adopted = find_adopted(own)
    found = load_places((i for i in ids if i not in own.places), language)
    return {
        id_: replace(place, within=[adopted.get(w, w) for w in place.within])
        for id_, place in found.items()
        if id_ not in adopted and id_ not in own.places
    }
