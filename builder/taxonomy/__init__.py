"""What may happen, what may be said of it, what may be counted, and how it compares.

Comes in: ``kinds.yaml``, ``facets.yaml``, ``units.yaml`` and ``verdicts.yaml`` of this
folder. Goes out: kinds with neutral labels, which kinds may name one happening, facets
in their order, units, verdicts by rule. It knows no article and no language's grammar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

_HERE = files(__package__)
VerdictKind = Literal[
    "conflicts", "differs", "not_comparable", "compatible", "same", "silent"
]
"""How claims on one facet relate."""

VERDICTS: tuple[VerdictKind, ...] = get_args(VerdictKind)
"""The gravest first."""

GENERAL = "event"
"""The kind of a dated or attributed happening the taxonomy does not know."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of happening."""

    id: str
    label: Mapping[str, str]
    reported: Mapping[str, str]
    """The participle that agrees with the label: "signalés", "reported"."""
    like: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    lasts: bool = False
    """It goes on for days: one day told of it is not its date."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is counted."""

    id: str
    serves: str
    """The facet its count goes to; empty where it goes to none by itself."""
    person: bool
    """Its count goes to killed or wounded, as the words around it say."""
    ignored: bool
    """A measure of time: its number counts nothing that happened."""
    kind: str
    """The kind of attack it is the means of; empty where it is none."""
    nouns: Mapping[str, tuple[str, ...]]
    whole: Mapping[str, tuple[str, ...]]
    """Nouns that name no sort of what is counted; by language."""


@cache
def _read(name: str) -> Any:
    text = (_HERE / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.CSafeLoader)[name]


@cache
def load_kinds() -> Mapping[str, Kind]:
    """Every kind by id; a kind without own lists has those of its family."""
    raw = _read("kinds")
    kinds: dict[str, Kind] = {}
    for name, row in raw.items():
        general = raw.get(family(name), {})
        kinds[name] = Kind(
            name,
            row["label"],
            row.get("reported", {}),
            tuple(row.get("like", ())),
            tuple(row.get("takes", general.get("takes", ()))),
            tuple(row.get("facets", general.get("facets", ()))),
            row.get("lasts", False),
        )
    return kinds


@cache
def load_units() -> Mapping[str, Unit]:
    """Every unit by id."""
    return {
        name: Unit(
            name,
            row.get("serves", ""),
            row.get("person", False),
            row.get("ignored", False),
            row.get("kind", ""),
            {code: tuple(row[code]) for code in row if len(code) == 2},
            {code: tuple(words) for code, words in row.get("whole", {}).items()},
        )
        for name, row in _read("units").items()
    }


@cache
def load_facets() -> Mapping[str, Mapping[str, str]]:
    """Labels per language of every facet, in the order of the rows."""
    return {row["id"]: row["label"] for row in _read("facets")}


@cache
def load_readings() -> Mapping[str, str]:
    """What two claims on each facet are compared by: date, place, kind, persons ..."""
    return {row["id"]: row["read"] for row in _read("facets")}


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """A rule by which claims relate."""

    id: str
    verdict: VerdictKind
    says: Mapping[str, str]
    """What it says to a reader, by language."""


@cache
def load_verdict_rules() -> Mapping[str, VerdictRule]:
    """Every rule by id, those of the gravest verdict first."""
    return {
        row["id"]: VerdictRule(
            row["id"],
            group["id"],
            {code: row[code] for code in row if code != "id"},
        )
        for group in _read("verdicts")
        for row in group["rules"]
    }


@cache
def load_verdict_labels() -> Mapping[str, Mapping[str, str]]:
    """What each verdict is called, by language."""
    return {group["id"]: group["label"] for group in _read("verdicts")}


@cache
def family(kind: str) -> str:
    """The first part of a kind's id."""
    return kind.partition("/")[0]


def label(kind: str, language: str) -> str:
    """Neutral words for a kind; those of its family, then its id, where it has none."""
    kinds = load_kinds()
    for name in (kind, family(kind)):
        if name in kinds and language in kinds[name].label:
            return kinds[name].label[language]
    return kind


def reported(kind: str, language: str) -> str:
    """The participle that goes with ``label``; ``""`` where there is none."""
    found = load_kinds().get(kind) or load_kinds().get(family(kind))
    return found.reported.get(language, "") if found else ""


@cache
def compatible(a: str, b: str) -> bool:
    """Whether two sources may use these kinds for the very same happening.

    True for a kind and its family, for kinds listed as alike (a listed family stands
    for all of its kinds), and for the general kind with any.
    """
    if a == b or GENERAL in (a, b):
        return True
    if family(a) == family(b) and family(a) in (a, b):
        return True
    return _listed(a, b) or _listed(b, a)


def _listed(a: str, b: str) -> bool:
    kinds = load_kinds()
    like = set(kinds[a].like) if a in kinds else set()
    if family(a) != family(b) and family(a) in kinds:
        like |= set(kinds[family(a)].like)
    return b in like or family(b) in like


@cache
def takes(kind: str, other: str) -> bool:
    """Whether ``other``, told in the same clause, is a consequence of ``kind``."""
    kinds = load_kinds()
    if kind not in kinds:
        return False
    return other in kinds[kind].takes or family(other) in kinds[kind].takes
