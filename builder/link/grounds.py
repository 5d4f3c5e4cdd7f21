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

from builder.annotate.again import ends_what_began
from builder.annotate.words import find_words
from builder.edtf import Edtf, EdtfError, intersect, parse_date, parse_edtf
from builder.folding import fold
from builder.ingest.language import stopwords
from builder.languages import known_languages, load_rules
from builder.model import EventMention, FoundReport, PlaceRecord, Span, TimeExpression
from builder.taxonomy import family

PlaceAgreement = Literal["same", "near", "contained", "disjoint", "open"]
TimeAgreement = Literal["same", "close", "overlap", "likely", "disjoint", "open"]

_WORD = re.compile(r"\w{4,}")
_NAME = re.compile(r"(?<=[^\W\dA-Z_][\s,'’-])[A-ZÀ-ÖØ-Þ][^\W\d_]{3,}")
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_]{2,}")
_BETWEEN = frozenset({"talks", "visit"})
"""Families of kinds that are told from their like by who was there."""
_LAST_WORDS = re.compile(r"[\w'’ \u00a0-]*\Z")
_NAMED = re.compile(
    r"(?:[Aa]l[- ]|[LlDd]['’])?[A-ZÀ-ÖØ-Þ][\w'’-]*(?: [A-ZÀ-ÖØ-Þ][\w'’-]*)*"
)
"""A name of one word or more."""
_NAMED_BEHIND = 2
"""Words behind "after the" that may name an event."""
_REACH = 40
"""Code points before a trigger in which its article is looked for."""
_STEM = 6
"""Letters of a folded word that are compared: enough for the endings of fr and en."""
_NARROW_DAYS = 2
_SLACK = timedelta(1)
"""Outlets date one night by two days; their time zones differ."""
ABOUT_DAYS = 3
"""How far a date that is only about a day (``~``) may be off."""
NEWS_DAYS = 7
"""News is not about what happened longer before it was published."""
_COLON = re.compile(r":(?=[^\w]*[«“„\"])[^\w]*\Z")
"""A colon and an opening quotation mark."""
_ENDS = ".!?\n"
_ON_THE_WAY = ("movement", "visit", "protest")
"""What leaves one place for another is told of either."""
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
    sites: frozenset[str] = frozenset()
    """Folded names of where it happened or what was hit, whether known or not."""
    sides: tuple[frozenset[str], ...] = ()
    """Folded names of each side of a meeting or a visit that has a name."""
    passage: Span = (0, 0)
    named: frozenset[str] = frozenset()
    """All places named, however broad."""
    backs: Span | None = None
    """The words before the colon behind which it is quoted."""
    ends: bool = False
    """Its verb says that it ends what was begun."""
    own_voice: bool = False
    """Nobody is cited with it."""


def make_facts(
    report: FoundReport, body: str, places: Mapping[str, PlaceRecord]
) -> Facts:
    """The facts of one report; ``body`` is that of its article."""
    mention = report.mention
    language = mention.rule.partition("/")[0]
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
        indefinite=_is_indefinite(body, mention.trigger[0], language),
        again=mention.again,
        headline=_is_headline(body, report.passage[0]),
        beside=_find_beside(report, body, language),
        sites=_find_sites(report, body, language, places),
        sides=_find_sides(report, body, language),
        passage=report.passage,
        named=frozenset(report.places),
        backs=_find_backed(report, body, language),
        ends=_ends(mention, body, language),
        own_voice=not report.rule.startswith("citation/"),
    )


def _ends(mention: EventMention, body: str, language: str) -> bool:
    if "/verb" not in mention.rule:
        return False
    near = mention.passage[0], mention.trigger[0]
    words = find_words(body, (max(near[0], near[1] - _REACH), near[1]), language)
    return ends_what_began(words, len(words), language)


def _find_backed(report: FoundReport, body: str, language: str) -> Span | None:
    """The words, up to a colon, that a quotation is given for; None where it says that
    it tells of another event: "they also left ..."."""
    at = report.passage[0]
    while at < report.passage[1] and not body[at].isalnum():
        at += 1
    colon = _COLON.search(body, max(0, at - _REACH), at)
    if colon is None or _phrases(language, "besides").search(
        body, at, report.passage[1]
    ):
        return None
    begin = max(body.rfind(mark, 0, colon.start()) for mark in _ENDS) + 1
    return begin, colon.start()


def _find_beside(report: FoundReport, body: str, language: str) -> frozenset[str]:
    """Stems of the words for events that a passage is told from, before its trigger:
    "two days after the fire", "in reply to the attack"."""
    found = {
        stem
        for time in report.times
        if time.offset is not None
        for stem in stems(body[slice(*time.offset.event)])
    }
    before = body[report.passage[0] : report.mention.trigger[0]]
    for match in _phrases(language, "after").finditer(before):
        found.update(stems(before[match.end() : match.end() + _REACH])[:_NAMED_BEHIND])
    return frozenset(found)


def _find_sites(
    report: FoundReport, body: str, language: str, places: Mapping[str, PlaceRecord]
) -> frozenset[str]:
    """Names behind a preposition of place, and in what was hit; no names of countries
    and seas, which hold too much."""
    spans = [c.span for c in report.claims if c.facet == "target"]
    found = {name for span in spans for name in find_names(body[slice(*span)])}
    passage = body[slice(*report.passage)]
    for match in _phrases(language, "placing").finditer(passage):
        name = _NAMED.match(passage, match.end())
        if name is not None:
            found |= find_names(f"a {name[0]}")
    for place in report.places:
        if is_broad(place, places):
            record = places[place]
            for known in (record.name, *record.aliases):
                found -= set(fold(known).replace("-", " ").split())
    return frozenset(found)


def _find_sides(
    report: FoundReport, body: str, language: str
) -> tuple[frozenset[str], ...]:
    """The names of who met and of whom they met, where the report is of a meeting."""
    if family(report.mention.kind) not in _BETWEEN:
        return ()
    small = stopwords(language)
    told = [
        frozenset(
            fold(word)
            for word in _CAPITALISED.findall(body[slice(*claim.span)])
            if word.lower() not in small
        )
        for claim in report.claims
        if claim.facet in ("actor", "target")
    ]
    return tuple(names for names in told if names)


def are_other_sides(a: Facts, b: Facts) -> bool:
    """Whether a side of one meeting, told by name, is none of another one's."""
    known = frozenset(name for side in b.sides for name in side)
    return bool(known) and any(not side & known for side in a.sides)


@cache
def _phrases(language: str, key: str) -> re.Pattern[str]:
    """Any of the phrases a language lists, before a white space or an apostrophe."""
    known = language in known_languages("linking")
    phrases = load_rules(language, "linking").get(key, ()) if known else ()
    each = "|".join(re.escape(str(p)) for p in phrases)  # type: ignore[attr-defined]
    return re.compile(rf"(?<!\w)(?:{each})(?:\s+|(?<=['’]))" if each else r"(?!)", re.I)


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


def restates(a: Facts, b: Facts) -> bool:
    """Whether the first report is the quotation that sums up the second one, told
    before it by the same speaker or the article: "the army left: 'The army left ...'".

    Who leaves one place for another may be seen at either.
    """
    heard = a.speaker == b.speaker or b.own_voice
    if a.backs is None or not heard or a.kind != b.kind:
        return False
    if not a.backs[0] < b.passage[1] <= a.passage[0] or b.passage[0] >= a.backs[1]:
        return False
    if a.indefinite or (a.date and compare_times(a.date, b.date) == "open"):
        return False
    if compare_places(a, b) != "disjoint":
        return True
    moves = family(a.kind) in _ON_THE_WAY and bool(a.named & b.named)
    return moves and bool(a.words & b.words)


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
        sites=a.sites | b.sites,
        sides=tuple(dict.fromkeys((*a.sides, *b.sides))),
        again=a.again or b.again,
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


def begin_apart(a: Edtf | None, b: Edtf | None) -> bool:
    """Whether two dates begin on two days."""
    return bool(a and b and a.lower and b.lower and a.lower != b.lower)


def are_other_news(a: Facts, day_a: int | None, b: Facts, day_b: int | None) -> bool:
    """Whether two accounts that are worded alike tell of two events.

    What is the news of one day to both is one event, whatever dates are read from it.
    A night may have two dates, but so have two days in a row.
    """
    if day_a is not None and day_a == day_b:
        return False
    one, other = as_news(a.date, day_a), as_news(b.date, day_b)
    if compare_times(one, other) == "open":
        return a.again != b.again
    return are_of_two_days(one, other)


def are_of_two_days(a: Edtf | None, b: Edtf | None) -> bool:
    """Whether what is told cannot be of one day."""
    time = compare_times(a, b)
    return time == "disjoint" or (time == "close" and begin_apart(a, b))


def as_news(date: Edtf | None, published: int | None) -> Edtf | None:
    """A date that can be that of the news of a day; others are background."""
    if date is None or published is None:
        return date
    if date.upper and date.upper.toordinal() < published - NEWS_DAYS:
        return None
    if date.lower and date.lower.toordinal() > published + 1:
        return None
    return date


def parse_known(value: str | list[str]) -> Edtf | None:
    """A record's date, None where it is unknown or not EDTF."""
    try:
        return parse_date(value)
    except EdtfError:
        return None


def _is_indefinite(body: str, start: int, language: str) -> bool:
    """Whether one of the two words before a position is an indefinite article."""
    before = _LAST_WORDS.search(body, max(0, start - _REACH), start)
    words = fold(before[0]).split() if before else []
    return any(word in _indefinite_words(language) for word in words[-2:])


@cache
def _indefinite_words(language: str) -> frozenset[str]:
    if language not in known_languages("linking"):
        return frozenset()
    return frozenset(
        fold(str(word))
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
    return frozenset(found - calendar_words())


@cache
def calendar_words() -> frozenset[str]:
    """The months and weekdays of all languages, folded."""
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
    if a.yearless and b.yearless:
        return a.yearless[0] == b.yearless[0] and None in (a.yearless[1], b.yearless[1])
    if not (a.lower and a.upper and b.lower and b.upper):
        return False
    if not (_is_narrow(a) and _is_narrow(b)):
        return False
    gap = max(a.lower, b.lower) - min(a.upper, b.upper)
    return gap <= timedelta(ABOUT_DAYS)
