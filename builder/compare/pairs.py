"""Two claims on one facet: by which rule they relate.

Comes in: two claims with the language of their words, the facets and units of the
taxonomy, the places. Goes out: the id of a rule; ``verdicts.yaml`` of the taxonomy
says to which verdict it leads. Nothing is said of who is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from math import cos, hypot, inf, radians

from builder.compare.chronology import read_date
from builder.compare.stated import Stated
from builder.edtf import Day, Edtf, intersect
from builder.folding import fold
from builder.languages import known_languages, load_rules
from builder.model import UNKNOWN, Claim, PlaceRecord
from builder.taxonomy import compatible, load_readings, load_units, takes

_ABOUT = 0.2
"""How far a number that is only about may be off, as a share of it."""
_KM_PER_DEGREE = 111.2
_APART_KM = 30.0
"""Beyond what their coordinates leave open, places this far apart are two."""
_BROAD = frozenset({"river", "sea", "region", "continent", "valley", "steppe"})
_PERSONS = ("person", "dead", "wounded", "")
"""Units that say of persons no more than that they are counted."""
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_MARK = re.compile(r"[^\W_]+'?")
_SHORT = 3
"""Letters of a word from which on a final s or x is taken for a plural."""


def find_rule(a: Stated, b: Stated, places: Mapping[str, PlaceRecord]) -> str:
    """The rule that says how two claims on one facet relate."""
    one, other = a.claim, b.claim
    if UNKNOWN in (one.value, other.value):
        return "both-unknown" if one.value == other.value else "one-says-unknown"
    reading = load_readings()[one.facet]
    if reading == "date":
        return _compare_dates(one, other)
    if reading == "place":
        return _compare_places(one, other, places)
    if reading == "kind":
        return _compare_kinds(one, other)
    if reading == "rank":
        return "same-rank" if one.value == other.value else "other-rank"
    counts = interval_of(one), interval_of(other)
    if counts[0] is not None and counts[1] is not None:
        return _compare_counts(a, b, counts[0], counts[1])
    counted = counts != (None, None)
    if not counted and words_of(a) == words_of(b):
        return "same-words"
    if reading == "means":
        return _compare_means(a, b, counted=counted)
    if counted and reading == "numbers":
        return "number-denied"
    if counted and reading != "parts":
        return "count-and-words"
    if reading in ("parts", "persons"):
        return "parts-of-one"
    return _compare_words(a, b)


def meaning_of(stated: Stated) -> tuple[object, ...]:
    """What two claims on one facet have in common when they say the same: their value,
    or their words where they have none."""
    claim = stated.claim
    if load_readings()[claim.facet] in ("date", "place", "kind", "rank"):
        return (claim.value,) if claim.value is not None else words_of(stated)
    if interval_of(claim) is not None or claim.value == UNKNOWN:
        about = bool(claim.hedge) and claim.at_least is None and claim.at_most is None
        return claim.value, claim.at_least, claim.at_most, claim.unit, about
    return words_of(stated)


def words_of(stated: Stated) -> tuple[str, ...]:
    """The words of a claim that bear meaning, without accents, case and plural."""
    found = _WORD.findall(fold(stated.claim.quote))
    small = _small_words(stated.language)
    kept = [word for word in found if word not in small] or found
    return tuple(_singular(word) for word in kept)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _SHORT and word[-1] in "sx" else word


@cache
def _small_words(language: str) -> frozenset[str]:
    words = load_rules(language, "stopwords").get("words")
    return frozenset(map(fold, words)) if isinstance(words, list) else frozenset()


def _compare_words(a: Stated, b: Stated) -> str:
    one, other = set(words_of(a)), set(words_of(b))
    shared = one & other
    if 2 * len(shared) > min(len(one), len(other)):
        return "words-shared"
    if a.language != b.language and not shared:
        return "other-language"
    return "other-words"


# --- dates, kinds, places ------------------------------------------------------------


def _compare_dates(a: Claim, b: Claim) -> str:
    one, other = (
        read_date(c.value) if isinstance(c.value, str) else None for c in (a, b)
    )
    if one is None or other is None:
        return "date-not-fixed"
    if one == other:
        return "same-date"
    if intersect(one, other) is not None:
        return "dates-overlap"
    if one.approximate or other.approximate or one.uncertain or other.uncertain:
        return "dates-about"
    return "dates-next" if _days_between(one, other) == 1 else "dates-apart"


def _days_between(a: Edtf, b: Edtf) -> int | None:
    """Days from the end of the earlier to the beginning of the later, at the least."""
    gaps = [
        start - end
        for end, start in (
            (_number_of(a.latest), _number_of(b.earliest)),
            (_number_of(b.latest), _number_of(a.earliest)),
        )
        if end is not None and start is not None
    ]
    return min((gap for gap in gaps if gap > 0), default=None)


def _number_of(day: Day | None) -> int | None:
    if day is None or not date.min.year <= day[0] <= date.max.year:
        return None
    return date(*day).toordinal()


def _compare_kinds(a: Claim, b: Claim) -> str:
    one, other = str(a.value), str(b.value)
    if one == other:
        return "same-kind"
    if compatible(one, other):
        return "kinds-fit"
    if takes(one, other) or takes(other, one):
        return "kind-follows"
    return "other-kind"


def _compare_places(a: Claim, b: Claim, places: Mapping[str, PlaceRecord]) -> str:
    one, other = str(a.value), str(b.value)
    if one == other and a.value is not None:
        return "same-place"
    if one not in places or other not in places:
        return "place-not-listed"
    if other in _holders(one, places) or one in _holders(other, places):
        return "place-within"
    if other in places[one].near or one in places[other].near:
        return "place-near"
    if {places[one].kind, places[other].kind} & _BROAD:
        return "place-too-wide"
    apart = _kilometres_apart(places[one], places[other])
    if apart is None:
        return "other-place"
    return "places-apart" if apart > 0 else "places-close"


def _holders(place: str, places: Mapping[str, PlaceRecord]) -> set[str]:
    """Places a place lies in, directly or not."""
    found: set[str] = set()
    queue = [place]
    while queue:
        record = places.get(queue.pop())
        for other in record.within if record else ():
            if other not in found:
                found.add(other)
                queue.append(other)
    return found


def _kilometres_apart(a: PlaceRecord, b: PlaceRecord) -> float | None:
    """How much farther apart two places lie than their coordinates leave open."""
    if a.latitude is None or b.latitude is None:
        return None
    if a.longitude is None or b.longitude is None:
        return None
    north = (a.latitude - b.latitude) * _KM_PER_DEGREE
    turned = (a.longitude - b.longitude + 180.0) % 360.0 - 180.0
    east = turned * _KM_PER_DEGREE * cos(radians(a.latitude))
    loose = (a.precision_km or 0) + (b.precision_km or 0) + _APART_KM
    return hypot(north, east) - loose


# --- counts --------------------------------------------------------------------------

Interval = tuple[float, float]


def interval_of(claim: Claim) -> Interval | None:
    """The numbers a count allows; None where there is none."""
    value = claim.value if isinstance(claim.value, int) else None
    if value == 1 and _is_one_of_some(claim.quote):
        return 1.0, inf
    if claim.at_least is not None or claim.at_most is not None:
        low = 0 if claim.at_least is None else claim.at_least
        high = inf if claim.at_most is None else claim.at_most
        return float(low), float(high)
    if value is None:
        return None
    slack = value * _ABOUT if claim.hedge else 0.0
    return value - slack, value + slack


def _is_one_of_some(quote: str) -> bool:
    """Whether an indefinite article counts: "a body was found" leaves others open."""
    first = fold(quote).partition(" ")[0]
    return first in _indefinite()


@cache
def _indefinite() -> frozenset[str]:
    return frozenset(
        fold(str(word))
        for language in known_languages("linking")
        for word in load_rules(language, "linking")["indefinite"]  # type: ignore[attr-defined]
    )


def family_of(stated: Stated) -> str:
    """What is counted or named; all persons are one family, ``""`` is none known."""
    claim = stated.claim
    if load_readings()[claim.facet] == "persons":
        return "person"
    unit = load_units().get(claim.unit or "")
    if claim.unit in _PERSONS[:-1] or (unit is not None and unit.person):
        return "person"
    if claim.unit is None and load_readings()[claim.facet] == "means":
        return _unit_named(stated)
    return claim.unit or ""


def _unit_named(stated: Stated) -> str:
    """The one unit whose noun stands among words without a number."""
    words = words_of(stated)
    units = _noun_units(stated.language)
    for size in (3, 2, 1):
        found = {
            units[words[start : start + size]]
            for start in range(len(words) - size + 1)
            if words[start : start + size] in units
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


@cache
def _noun_units(language: str) -> Mapping[tuple[str, ...], str]:
    small = _small_words(language)
    found: dict[tuple[str, ...], str] = {}
    for unit in load_units().values():
        for noun in unit.nouns.get(language, ()):
            words = [word for word in _WORD.findall(fold(noun)) if word not in small]
            found.setdefault(tuple(map(_singular, words)), unit.id)
    return found


def _compare_means(a: Stated, b: Stated, *, counted: bool) -> str:
    one, other = family_of(a), family_of(b)
    if one and one == other:
        return "count-and-its-words" if counted else "same-unit"
    if counted:
        return "other-unit" if one and other else "count-and-words"
    return _compare_words(a, b)


def _compare_counts(a: Stated, b: Stated, one: Interval, other: Interval) -> str:
    if family_of(a) != family_of(b):
        return "other-unit"
    sorts = [_sort_of(stated) for stated in (a, b)]
    if sorts[0] != sorts[1] and all(sorts):
        return "other-people"
    if meaning_of(a) == meaning_of(b):
        return "same-number"
    if sorts[0] != sorts[1]:
        part, whole = (one, other) if sorts[0] else (other, one)
        if part[0] <= whole[1]:
            return "part-of-all"
    elif max(one[0], other[0]) <= min(one[1], other[1]):
        return "number-in-range"
    return "none-and-some" if one == (0, 0) or other == (0, 0) else "numbers-apart"


def _sort_of(stated: Stated) -> str:
    """Which persons are counted: a unit, a noun of a sort, or words for a part of
    them; ``""`` for persons as such, and for what is no person."""
    if family_of(stated) != "person":
        return ""
    if stated.claim.unit not in (None, *_PERSONS):
        return stated.claim.unit or ""
    quote = _spaced(stated.claim.quote)
    for words in _part_words(stated.language):
        if words in quote:
            return words.strip()
    nouns = _sorts(stated.language)
    return next((word for word in words_of(stated) if word in nouns), "")


@cache
def _part_words(language: str) -> tuple[str, ...]:
    words = load_rules(language, "quantities").get("part")
    return tuple(map(_spaced, words)) if isinstance(words, list) else ()


def _spaced(text: str) -> str:
    """Folded words between single spaces, so that phrases are found whole."""
    return f" {' '.join(_WORD_OR_MARK.findall(fold(text)))} "


@cache
def _sorts(language: str) -> frozenset[str]:
    person = load_units()["person"]
    whole = set(person.whole.get(language, ()))
    nouns = (n for n in person.nouns.get(language, ()) if n not in whole)
    return frozenset(_singular(fold(noun)) for noun in nouns)
