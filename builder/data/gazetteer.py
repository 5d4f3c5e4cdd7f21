"""The world's countries, their first-level divisions and larger cities.

Comes in: ``gazetteer.tsv.gz`` of this folder, made from GeoNames (CC BY 4.0) by
``tests/make_gazetteer.py``. Goes out: who bears a name, and places by id. It knows no
article; whether a word is a place there is for ``annotate`` to say.

The file is sorted, so that a name is found by bisection and nothing is built for the
tens of thousands that do not occur.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

from builder.folding import fold_character
from builder.languages import known_languages, load_rules
from builder.model import PlaceRecord

NAME = "gazetteer.tsv.gz"
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = {"el": "al"}


class Bearer(NamedTuple):
    """A place that bears a name."""

    id: str
    kind: str
    """country, province, department, capital or city."""
    within: str
    people: int
    """Thousands of inhabitants."""
    first: bool
    """It is the place's first name, in its own list or in a language."""
    common: str
    """First letters of the languages in which the name is a common word."""


def make_key(name: str) -> str:
    """The words of a name as names are looked up: folded, single blanks."""
    words = ("".join(map(fold_character, w)) for w in _WORD.findall(name))
    return " ".join(_ARTICLE.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class _File:
    places: list[str]
    """Lines by id."""
    names: list[str]
    """Lines by key."""


@cache
def _load() -> _File:
    path = files(__package__) / NAME
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    places, names = text.rstrip("\n").split("\n\n")
    return _File(places.split("\n"), names.split("\n"))


# --- names -----------------------------------------------------------------------


@cache
def find_bearers(key: str, language: str = "") -> tuple[Bearer, ...]:
    """The places with a name, the most people first; ``key`` as ``make_key`` has it.

    Names that only another language uses count where ``language`` is not said.
    """
    found: dict[str, Bearer] = {}
    for line in _find_names(key, "\t"):
        _, sort, common, number = line.split("\t")
        if sort == "f" and language not in ("", "fr"):
            continue
        row = _load().places[int(number)].split("\t")
        found[row[0]] = Bearer(row[0], row[1], row[2], int(row[6]), sort != "a", common)
    for id_ in _exonyms(language).get(key, ()):
        row = _row(id_) or [""]
        if row[0]:
            found[id_] = Bearer(id_, row[1], row[2], int(row[6]), True, "")
    if len(found) < 2:
        return tuple(found.values())
    return tuple(sorted(found.values(), key=lambda b: (-b.people, b.id)))


@cache
def find_next_words(key: str, language: str = "") -> frozenset[str]:
    """The words with which longer names go on that begin with these."""
    longer, start = _find_names(key, " "), len(key) + 1
    known = _exonym_starts(language).get(key, ())
    return frozenset((*known, *[_first_word(line[start:]) for line in longer]))


@cache
def find_first_words(language: str) -> frozenset[str]:
    """The words with which names begin, some of them of other languages."""
    return frozenset(_name_groups()).union(map(_first_word, _exonyms(language)))


def _first_word(name: str) -> str:
    return name.partition("\t")[0].partition(" ")[0]


@cache
def _name_groups() -> dict[str, tuple[int, int]]:
    """Where the names that begin with a word stand in the file: side by side."""
    lines, starts = _load().names, dict[str, int]()
    same: tuple[str, ...] = ()
    for index, line in enumerate(lines):
        if not line.startswith(same):
            word = _first_word(line)
            starts[word], same = index, (f"{word}\t", f"{word} ")
    ends = [*list(starts.values())[1:], len(lines)]
    return dict(zip(starts, zip(starts.values(), ends, strict=True), strict=True))


def _find_names(key: str, follows: str) -> list[str]:
    """The lines in which a sign follows some words: names of these, or longer ones."""
    group = _name_groups().get(_first_word(key))
    return _find_lines(_load().names, key + follows, *group) if group else []


def _find_lines(lines: list[str], start: str, low: int, high: int) -> list[str]:
    """Those that begin with a text, which stand side by side."""
    first = end = bisect_left(lines, start, low, high)
    while end < high and lines[end].startswith(start):
        end += 1
    return lines[first:end]


@cache
def _exonyms(only: str) -> dict[str, tuple[str, ...]]:
    """Names that a language adds, all languages where none is said -> ids."""
    found: dict[str, list[str]] = {}
    for language in [only] if only else known_languages("places"):
        for id_, names in _more_names(language).items():
            for name in names:
                found.setdefault(make_key(name), []).append(id_)
    return {key: tuple(dict.fromkeys(ids)) for key, ids in found.items()}


@cache
def _exonym_starts(only: str) -> dict[str, set[str]]:
    """The words with which names of several words begin -> the next one."""
    found: dict[str, set[str]] = {}
    for key in _exonyms(only):
        words = key.split()
        for at in range(1, len(words)):
            found.setdefault(" ".join(words[:at]), set()).add(words[at])
    return found


@cache
def _names_in(language: str) -> dict[str, str]:
    """The name to show, by id."""
    return cast(dict[str, str], load_rules(language, "places").get("exonyms", {}))


@cache
def _more_names(language: str) -> dict[str, list[str]]:
    """Every name that a language adds, by id."""
    more = {id_: [name] for id_, name in _names_in(language).items()}
    also = cast(dict[str, list[str]], load_rules(language, "places").get("also", {}))
    for id_, names in also.items():
        more.setdefault(id_, []).extend(names)
    return more


# --- places ----------------------------------------------------------------------


def _row(id_: str) -> list[str] | None:
    lines = _load().places
    found = _find_lines(lines, f"{id_}\t", 0, len(lines))
    return found[0].split("\t") if found else None


@cache
def find_holders(id_: str) -> tuple[str, ...]:
    """The places that hold one, the nearest first."""
    row = _row(id_)
    return (row[2], *find_holders(row[2])) if row and row[2] else ()


@cache
def find_namesakes(id_: str) -> tuple[Bearer, ...]:
    """The divisions around a place that are named after it."""
    row = _row(id_) or [""] * 9
    bearers = find_bearers(make_key(row[7]))
    return tuple(bearer for bearer in bearers if bearer.id in find_holders(id_))


def load_places(ids: Iterable[str], language: str) -> dict[str, PlaceRecord]:
    """These places and all that hold them, by id, named as a language names them.

    Ids that are not of the gazetteer are left out.
    """
    found: dict[str, PlaceRecord] = {}
    queue = sorted(set(ids), reverse=True)
    while queue:
        id_ = queue.pop()
        row = _row(id_) if id_ not in found else None
        if row is None:
            continue
        found[id_] = _make_record(row, language)
        queue += [row[2]] if row[2] else []
    return dict(sorted(found.items()))


def _make_record(row: list[str], language: str) -> PlaceRecord:
    id_, kind, within, latitude, longitude, reach, _, name, french = row
    own = _names_in(language).get(id_, french if language == "fr" else "")
    other = {name, french}
    for code in known_languages("places"):
        other.update(_more_names(code).get(id_, ()))
    shown = own or name
    return PlaceRecord(
        name=shown,
        aliases=sorted(other - {shown, ""}),
        kind=kind,
        within=[within] if within else [],
        latitude=float(latitude),
        longitude=float(longitude),
        precision_km=float(reach),
    )
