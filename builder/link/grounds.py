"""What speaks for and against two reports telling of one event.

Comes in: found reports, the text they stand in, the places that are known. Goes out:
``Facts`` per report, and how two of them agree facet by facet. It decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Literal

from builder.edtf import Edtf, EdtfError, intersect, parse_date, parse_edtf
from builder.folding import fold
from builder.languages import known_languages, load_rules
from builder.model import FoundReport, PlaceRecord, TimeExpression

PlaceAgreement = Literal["same", "near", "contained", "disjoint", "open"]
TimeAgreement = Literal["same", "close", "overlap", "likely", "disjoint", "open"]

_WORD = re.compile(r"\w{4,}")
_NAME = re.compile(r"(?<=[^\W\dA-Z_][\s,'’-])[A-ZÀ-ÖØ-Þ][^\W\d_]{3,}")
_LAST_WORDS = re.compile(r"[\w'’ \u00a0-]*\Z")
_REACH = 40
"""Code points before a trigger in which its article is looked for."""
_STEM = 6
"""Letters of a folded word that are compared: enough for the endings of fr and en."""
_NARROW_DAYS = 2
_SLACK = timedelta(1)
"""Outlets date one night by two days; their time zones differ."""
ABOUT_DAYS = 3
"""How far a date that is only about a day (``~``) may be off."""
_BROAD_KINDS = frozenset({"country", "region", "continent", "sea", "river"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What one report brings to the comparison with another."""

    kind: str
    date: Edtf | None
    dated_by: TimeExpression | None
    places: frozenset[str]
    """Named places, the most precise ones: none that holds another one of them, none
    so broad that everything lies in it."""
    near: frozenset[str]
    """Places an article may name instead of these."""
    around: frozenset[str]
    """Places that hold these."""
    head: str
    """Stem of the first word of the trigger."""
    names: frozenset[str]
    """Folded words of the passage that are written like names."""
    words: frozenset[str]
    """Stems of the words that fill actor, target, means and damage."""
    counts: frozenset[tuple[str, int]]
    """Facet and number of the killed and wounded."""
    speaker: str
    definite: bool
    indefinite: bool
    """An indefinite article stands before its trigger."""
    again: bool
    headline: bool
    """It stands in the headline, which tells the main matter of the article."""
    beside: frozenset[str] = frozenset()
    """Stems of the words for events it is told from: "two days after the fire"."""


def make_facts(
    report: FoundReport, body: str, places: Mapping[str, PlaceRecord]
) -> Facts:
    """The facts of one report; ``body`` is that of its article."""
    mention = report.mention
    date, dated_by = find_date(report.times)
    named = {p for p in report.places if not is_broad(p, places)}
    around = frozenset(q for p in named for q in find_around(p, places))
    precise = frozenset(named - around)
    heads = stems(body[slice(*mention.trigger)])
    words = frozenset(
        stem
        for claim in report.claims
        if claim.facet in ("actor", "target", "means", "damage")
        for stem in stems(body[slice(*claim.span)])
    )
    return Facts(
        kind=mention.kind,
        date=date,
        dated_by=dated_by,
        places=precise,
        near=frozenset(q for p in precise if p in places for q in places[p].near),
        around=around,
        head=heads[0] if heads else "",
        names=find_names(body[slice(*report.passage)]),
        words=words,
        counts=frozenset(
            (claim.facet, claim.value)
            for claim in report.claims
            if claim.facet in ("killed", "wounded") and isinstance(claim.value, int)
        ),
        speaker=report.source,
        definite=mention.definite,
        indefinite=_is_indefinite(body, mention.trigger[0]),
        again=mention.again,
        headline=_is_headline(body, report.passage[0]),
        beside=frozenset(
            stem
            for time in report.times
            if time.offset is not None
            for stem in stems(body[slice(*time.offset.event)])
        ),
    )


def find_date(
    times: Iterable[TimeExpression],
) -> tuple[Edtf | None, TimeExpression | None]:
    """The date several expressions give together, and the one that says most.

    Expressions that exclude each other: the first one in the text is kept.
    """
    best: Edtf | None = None
    by: TimeExpression | None = None
    for time in times:
        if not time.edtf or time.offset or time.type not in ("DATE", "TIME"):
            continue
        try:
            date = parse_edtf(time.edtf)
        except EdtfError:  # a value another extractor supplied
            continue
        if best is None:
            best, by = date, time
        elif (both := intersect(best, date)) and both != best:
            best, by = both, time
    return best, by


def compare_places(a: Facts, b: Facts) -> PlaceAgreement:
    """How the places of two reports agree; ``open`` where one names none."""
    if not a.places or not b.places:
        return "open"
    if a.places & b.places:
        return "same"
    if a.places & b.near or b.places & a.near:
        return "near"
    if a.places & b.around or b.places & a.around:
        return "contained"
    return "disjoint"


def combine(a: Facts, b: Facts) -> Facts:
    """Facts of two sets of reports held to be of one event."""
    date = a.date or b.date
    if a.date and b.date:
        first, second = sorted((a.date, b.date), key=lambda d: d.approximate)
        date = intersect(first, second) if not second.approximate else None
        date = date or first
    around = a.around | b.around
    return replace(
        a,
        date=date,
        places=(a.places | b.places) - around,
        near=a.near | b.near,
        around=around,
        names=a.names | b.names,
        words=a.words | b.words,
        counts=a.counts | b.counts,
        headline=a.headline and b.headline,
    )


def compare_times(a: Edtf | None, b: Edtf | None) -> TimeAgreement:
    """How two dates agree; ``open`` where one is unknown or has no bounds at all.

    What is only about (``~``) excludes nothing.
    """
    if a is None or b is None:
        return "open"
    if a.approximate or b.approximate:
        return "likely" if _are_about(a, b) else "open"
    both = intersect(a, b)
    if both is None:
        return "close" if _are_close(a, b) else "disjoint"
    if _is_narrow(a) and _is_narrow(b):
        return "same"
    return "overlap"


def parse_known(value: str | list[str]) -> Edtf | None:
    """A record's date, None where it is unknown or not EDTF."""
    try:
        return parse_date(value)
    except EdtfError:
        return None


def _is_indefinite(body: str, start: int) -> bool:
    """Whether one of the two words before a position is an indefinite article."""
    before = _LAST_WORDS.search(body, max(0, start - _REACH), start)
    words = fold(before[0]).split() if before else []
    return any(word in _indefinite_words() for word in words[-2:])


@cache
def _indefinite_words() -> frozenset[str]:
    return frozenset(
        fold(str(word))
        for language in known_languages("linking")
        for word in load_rules(language, "linking")["indefinite"]  # type: ignore[attr-defined]
    )


def _is_headline(body: str, start: int) -> bool:
    line = body.rfind("\n", 0, start) + 1
    return body.startswith("# ", line)


def stems(text: str) -> tuple[str, ...]:
    """Beginnings of the folded words of four letters and more, in order.

    The s or x of a plural does not count.
    """
    return tuple(w.rstrip("sx")[:_STEM] for w in _WORD.findall(fold(text)))


def find_names(text: str) -> frozenset[str]:
    """Words in capitals amid a sentence, folded: names, in most Latin scripts.

    Months and weekdays are none; neither is what only begins a sentence.
    """
    found = {fold(match[0]) for match in _NAME.finditer(text)}
    return frozenset(found - _calendar_words())


@cache
def _calendar_words() -> frozenset[str]:
    return frozenset(
        fold(str(word))
        for language in known_languages("calendar")
        for table in ("months", "weekdays", "weekdays_plural")
        for word in load_rules(language, "calendar").get(table, ())  # type: ignore[attr-defined]
    )


def is_broad(place: str, places: Mapping[str, PlaceRecord]) -> bool:
    """Whether so much lies in a place that naming it tells no event from another."""
    record = places.get(place)
    return record is not None and record.kind in _BROAD_KINDS


def find_around(place: str, places: Mapping[str, PlaceRecord]) -> list[str]:
    """Every place that holds it and is not broad; cycles end."""
    found: list[str] = []
    queue = list(places[place].within) if place in places else []
    while queue:
        other = queue.pop(0)
        if other == place or other in found or is_broad(other, places):
            continue
        found.append(other)
        queue.extend(places[other].within if other in places else ())
    return found


def _is_narrow(date: Edtf) -> bool:
    if date.yearless:
        return date.yearless[1] is not None
    if date.kind == "set" and _is_one_day(date):
        return True
    if date.lower is None or date.upper is None:
        return False
    return (date.upper - date.lower).days <= _NARROW_DAYS


def _is_one_day(date: Edtf) -> bool:
    """Whether a set is one day of the year, of years that are open."""
    days = {(o.lower.month, o.lower.day) for o in date.options if o.lower}
    return len(days) == 1 and all(o.lower and o.lower == o.upper for o in date.options)


def _are_close(a: Edtf, b: Edtf) -> bool:
    for first, second in ((a, b), (b, a)):
        if first.upper and second.lower and second.lower >= first.upper:
            return second.lower - first.upper <= _SLACK
    return False


def _are_about(a: Edtf, b: Edtf) -> bool:
    """Whether two narrow dates lie near one another, one of them being about."""
    if not (a.lower and a.upper and b.lower and b.upper):
        return False
    if not (_is_narrow(a) and _is_narrow(b)):
        return False
    gap = max(a.lower, b.lower) - min(a.upper, b.upper)
    return gap <= timedelta(ABOUT_DAYS)
