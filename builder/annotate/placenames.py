"""Which names of the gazetteer are places in one article.

Comes in: the candidates of an article, each with what stands around it, and the places
that the article names for certain. Goes out: a place per candidate, or none. It knows
no text and no file.

A name alone proves nothing: towns are called Reading, Tours, Orange, Lincoln. So a
name is a place only where the words around one of its occurrences say so ("à Tours",
"the city of Reading", "Mobile, Alabama"), and never inside a longer name ("Jack
London", "Orange Bank"). Where it is a common word of the article's language, or
somebody's surname in the article, only words that suit nothing but a place will do.

Of several places with one name it is the one that the article places ("Mobile,
Alabama"), or whose country it names; then one that is much larger than all others;
then none: no answer is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from builder.data.gazetteer import Bearer, find_holders, find_namesakes
from builder.model import Span

MUCH_LARGER = 20
"""Times as many people, where nothing else tells places of one name apart."""
_LARGE = 100
"""Thousands of people without whom no place is the one that everybody means."""
_GREAT, _SMALL = 200, 20
"""Thousands of people in a city beside which a small town of its name is not meant."""
_WORLDWIDE = 1000
"""The same for a city whose name is a common word too."""
_FAMOUS = 500
"""The same for another name than a place's first one."""
_CAPITALS = 3
"""How many times larger a capital counts."""


class Candidate(NamedTuple):
    """A name that may be that of a place."""

    span: Span
    key: str
    bearers: tuple[Bearer, ...]
    led: bool = False
    """A word before it leads to a place: "in"."""
    firm: bool = False
    """What stands before it suits nothing but a place: "the city of", "near"."""
    division: bool = False
    """A noun before it asks for the larger place of the name: "the province of"."""
    inside: bool = False
    """It is part of a longer name."""
    surname: bool = False
    """A word that may be a first name or a title stands before it."""
    behind: frozenset[str] = frozenset()
    """Places that the name in apposition may stand for: "Alabama"."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the article's language treats names."""

    letter: str
    """First letter of the language."""
    given: frozenset[str]
    """Keys of countries that are first names too."""
    home: frozenset[str]
    """Countries whose small towns are named without saying where they lie."""


def choose_places(
    candidates: Sequence[Candidate],
    manner: Manner,
    named: Iterable[str],
    spoken: Iterable[str] = (),
) -> dict[Span, Bearer]:
    """The places of an article by span; ``named`` are those it names for certain,
    ``spoken`` the letters of countries of which it speaks otherwise ("Greek")."""
    by_key: dict[tuple[str, bool], list[Candidate]] = {}
    for one in candidates:
        by_key.setdefault((one.key, one.division), []).append(one)
    accepted = {
        key: found
        for key, found in by_key.items()
        if _is_place([*found, *by_key.get((key[0], not key[1]), ())], manner)
    }
    if not accepted:
        return {}
    known = {holder for place in named for holder in (place, *find_holders(place))}
    chosen: dict[tuple[str, bool], Bearer] = {}
    hinted = frozenset(spoken)
    for step in ("sure", "near", "spoken"):
        for key, found in accepted.items():
            bearer = chosen.get(key) or _resolve(
                found, hinted if step == "spoken" else known, manner, step
            )
            if bearer is not None:
                chosen[key] = bearer
        for bearer in chosen.values():
            known.update((bearer.id, *find_holders(bearer.id)))
    return {
        one.span: chosen[key]
        for key, found in accepted.items()
        if key in chosen
        for one in found
        if not one.inside and not one.surname
    }


def _is_place(found: Sequence[Candidate], manner: Manner) -> bool:
    """Whether one occurrence at least shows that the name is that of a place."""
    first = found[0]
    country = "country" in [bearer.kind for bearer in first.bearers]
    told = [one for one in found if one.led or one.firm or one.behind]
    if not told and not country:
        return False
    common = any(manner.letter in bearer.common for bearer in first.bearers)
    # "à Pékin": of a great city nobody thinks of the word
    common = common and all(bearer.people < _WORLDWIDE for bearer in first.bearers)
    if country and not common and first.key not in manner.given:
        return not all(one.inside for one in found)
    told = [one for one in told if not one.inside and not one.surname]
    if any(one.firm or _placed(one) for one in told):
        return True
    if not any(one.led for one in told) or (common and not country):
        return False
    # "Norland Bank ... shares in Norland": the town is not meant
    small = max(bearer.people for bearer in first.bearers) < _LARGE
    return not any(one.surname or (small and one.inside) for one in found)


def _placed(one: Candidate) -> list[Bearer]:
    """The bearers that lie in the place in apposition."""
    if not one.behind:
        return []
    return [b for b in one.bearers if not one.behind.isdisjoint(find_holders(b.id))]


def _resolve(
    found: Sequence[Candidate], known: Set[str], manner: Manner, step: str
) -> Bearer | None:
    """The one place of a name; None where nothing tells several apart (yet).

    ``step``: ``sure``, one place bears the name or is by far the largest; ``near``,
    the article names what holds one of several; ``spoken``, it speaks of the country of
    one large city of several.
    """
    bearers = list(found[0].bearers)
    placed = [bearer for one in found for bearer in _placed(one)]
    if placed:
        bearers = list(dict.fromkeys(placed))
    if len(bearers) > 1 or found[0].division:
        bearers = _without_namesakes(bearers, division=found[0].division)
        bearers = [bearer for bearer in bearers if bearer.first] or bearers
    ranked = sorted(bearers, key=lambda b: (-_weight(b), b.id))
    largest = ranked[0]
    if len(ranked) == 1 and (placed or _is_likely(largest, manner)):
        return largest
    large = largest.people >= _LARGE or largest.kind == "country"
    second = _weight(ranked[1]) if len(ranked) > 1 else 0
    if second and large and _weight(largest) >= MUCH_LARGER * second:
        return largest
    if largest.people >= _GREAT and 0 < second <= _SMALL:
        return largest
    if step == "sure":
        return None
    if step == "spoken":
        near = [b for b in ranked if b.people >= _LARGE and _letters(b.id) in known]
        return near[0] if len(near) == 1 else None
    near = [b for b in ranked if not known.isdisjoint((b.id, *find_holders(b.id)))]
    if len(near) > 1 and _weight(near[0]) < MUCH_LARGER * _weight(near[1]):
        return None
    return near[0] if near else None


def _letters(id_: str) -> str:
    """Those of the country in the id of a place: "athens-gr", "attica-gr-region"."""
    parts = id_.split("-")
    return parts[-2] if parts[-1] in ("region", "department") else parts[-1]


def _is_likely(bearer: Bearer, manner: Manner) -> bool:
    """Whether the only bearer of a name may be taken without its country being named:
    small towns far away, and other names of small towns, are met by chance."""
    home = not manner.home.isdisjoint(find_holders(bearer.id))
    large = _LARGE if bearer.first else _FAMOUS
    return bearer.people >= large or bearer.kind == "country" or (bearer.first and home)


def _weight(bearer: Bearer) -> int:
    return (bearer.people + 1) * (_CAPITALS if bearer.kind == "capital" else 1)


def _without_namesakes(bearers: Sequence[Bearer], *, division: bool) -> list[Bearer]:
    """Of a city and the province of its name, the city; the province where a noun
    asks for it. A country before either."""
    ids = {bearer.id for bearer in bearers}
    inner = {h for bearer in bearers for h in find_holders(bearer.id) if h in ids}
    countries = [b for b in bearers if b.kind == "country" and b.id in inner]
    if countries and not division:
        return countries
    if division:
        holders = {h for bearer in bearers for h in find_namesakes(bearer.id)}
        larger = [b for b in bearers if b.kind in ("province", "department")]
        return [*larger, *(b for b in holders if b not in larger)] or list(bearers)
    return [bearer for bearer in bearers if bearer.id not in inner]
