"""The words each source chooses: for those who act, those hit, the act, the place.

Comes in: an event's reports, the articles' bodies, and what annotating found in them
(terms, places, quotations), as far as there is anything. Goes out: for each referent
the exact words of each source, counted, those within quotation marks apart.

Whom a term means is taken from the claims: the words of a claim on who did it name the
one who acts. Another term of the same reports names the same where it has the same
noun, or, for forces, the same people; and never where two referents could be meant.
The words are set beside each other. Nothing weighs them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, Protocol, get_args

from builder.compare.accounts import make_chain
from builder.folding import fold
from builder.model import (
    UNKNOWN,
    Annotations,
    Article,
    Claim,
    EventRecord,
    Facet,
    Report,
    SourceRecord,
    Span,
    Term,
)
from builder.voices import Voice

Referent = Literal["attackers", "force", "victims", "act", "territory"]
"""What words are compared for; the order is the order on the page."""

REFERENTS: tuple[Referent, ...] = get_args(Referent)

_OF: Mapping[Facet, Referent] = {
    "actor": "attackers",
    "blamed_on": "attackers",
    "claimed_by": "attackers",
    "target": "force",
    "killed": "victims",
    "wounded": "victims",
    "kind": "act",
    "where": "territory",
}
_ARMED = frozenset({"force", "fighter", "people"})
"""Concepts that a people alone may identify: "les Américains", "la base US"."""
_LIVING = frozenset({"force", "fighter", "people", "person"})
_LONGEST = 8
"""Words of a claim that is itself taken as a term."""
_TRIM = "«»“”„\"'‘’ \u00a0\u202f.,;:"
_OPENING = "«»“”„\"'‘’ \u00a0\u202f"


class Locate(Protocol):
    """Finds a quote in an article's body; None where it is not there."""

    def __call__(
        self, article: str, quote: str, within: Span | None = None, /
    ) -> Span | None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands."""

    article: str
    span: Span
    report: Report


@dataclass(frozen=True, slots=True)
class Use:
    """One term of one source, with every place it stands at."""

    words: str
    """As it stands at the first place."""
    places: tuple[Place, ...]
    """Never empty; each a place of its own."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The terms of one voice in one outlet for one referent."""

    speaker: Voice
    outlet: Voice
    """The one that writes; the speaker itself where it speaks in its own name."""
    plain: tuple[Use, ...]
    """Outside quotation marks: in the outlet's words."""
    quoted: tuple[Use, ...]
    """Within quotation marks."""


@dataclass(frozen=True, slots=True)
class Words:
    """One referent, with the words of every voice."""

    referent: Referent
    by: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A term in a report."""

    span: Span
    report: Report
    term: Term | None
    referent: Referent | None
    """What the claims say of it."""


def make_wording(
    event: EventRecord,
    articles: Mapping[str, Article],
    sources: Mapping[str, SourceRecord],
    annotations: Mapping[str, Annotations],
    locate: Locate,
) -> tuple[Words, ...]:
    """The words for each referent that at least one source names."""
    shelves = {
        name: _Shelf.make(articles[name], annotations.get(name))
        for name in dict.fromkeys(report.article for report in event.reports)
        if name in articles
    }
    passages: dict[str, list[tuple[Span, Report]]] = {}
    for report in event.reports:
        if report.article in shelves:
            span = locate(report.article, report.quote)
            if span is not None:
                passages.setdefault(report.article, []).append((span, report))
    found = [
        one
        for name, told in passages.items()
        for one in _find_terms(shelves[name], told, locate)
    ]
    tables: dict[Referent, dict[tuple[Voice, Voice], _Row]] = {}
    for one, referent in _resolve(found):
        shelf = shelves[one.report.article]
        voices = make_chain(one.report, articles, sources)
        own = len(voices) == 1 or shelf.names_speaker(one.span)
        key = (voices[-1] if own else voices[0], voices[-1])
        row = tables.setdefault(referent, {}).setdefault(key, _Row())
        row.add(one, shelf)
    return tuple(
        Words(referent, tuple(_order(tables[referent])))
        for referent in REFERENTS
        if referent in tables
    )


def _order(
    rows: Mapping[tuple[Voice, Voice], _Row],
) -> Iterator[Wording]:
    """Outlet by outlet as they are first met, each one's own words first."""
    outlets = list(dict.fromkeys(outlet for _, outlet in rows))
    position = {outlet: number for number, outlet in enumerate(outlets)}
    for speaker, outlet in sorted(
        rows, key=lambda key: (position[key[1]], key[0] != key[1])
    ):
        row = rows[speaker, outlet]
        yield Wording(speaker, outlet, row.uses(False), row.uses(True))


def join_wording(same: Sequence[Wording]) -> Wording:
    """The words of one voice in one outlet over several events, counted together."""

    def join(lists: Iterable[Sequence[Use]]) -> tuple[Use, ...]:
        places: dict[str, dict[tuple[str, Span], Place]] = {}
        shown: dict[str, str] = {}
        for use in chain.from_iterable(lists):
            shown.setdefault(fold(use.words), use.words)
            kept = places.setdefault(fold(use.words), {})
            for place in use.places:
                kept.setdefault((place.article, place.span), place)
        made = [Use(shown[key], tuple(kept.values())) for key, kept in places.items()]
        return tuple(sorted(made, key=lambda use: -len(use.places)))

    return Wording(
        same[0].speaker,
        same[0].outlet,
        join(one.plain for one in same),
        join(one.quoted for one in same),
    )


@dataclass(slots=True)
class _Row:
    """The growing words of one voice."""

    plain: dict[str, dict[tuple[str, Span], Place]] = field(default_factory=dict)
    quoted: dict[str, dict[tuple[str, Span], Place]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def add(self, one: _Found, shelf: _Shelf) -> None:
        """Count one place of one term."""
        words = shelf.words(one.span)
        if not words:
            return
        kept = self.quoted if shelf.is_quoted(one.span) else self.plain
        place = Place(one.report.article, one.span, one.report)
        kept.setdefault(fold(words), {}).setdefault((place.article, place.span), place)
        self.shown.setdefault(fold(words), words)

    def uses(self, quoted: bool) -> tuple[Use, ...]:
        """The terms, most often used first, then as they come."""
        kept = self.quoted if quoted else self.plain
        made = [Use(self.shown[key], tuple(at.values())) for key, at in kept.items()]
        return tuple(sorted(made, key=lambda use: -len(use.places)))


# --- terms of reports ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What is known of one article, by position."""

    body: str
    terms: tuple[Term, ...]
    starts: tuple[int, ...]
    quotations: tuple[Span, ...]
    """The outermost ones, apart from each other."""
    speakers: tuple[Span, ...]
    """Where citations name their source; likewise."""
    places: tuple[Span, ...]

    @classmethod
    def make(cls, article: Article, notes: Annotations | None) -> _Shelf:
        terms = (
            () if notes is None else tuple(sorted(notes.terms, key=lambda t: t.span))
        )
        quotations = [b.span for b in article.blocks if b.kind == "quotation"]
        if notes is not None:
            quotations += [q.inner for q in notes.quotations if q.closed]
        return cls(
            body=article.body,
            terms=terms,
            starts=tuple(term.span[0] for term in terms),
            quotations=_join(quotations),
            speakers=()
            if notes is None
            else _join([c.source for c in notes.citations if c.source is not None]),
            places=()
            if notes is None
            else tuple(sorted(place.span for place in notes.places)),
        )

    def within(self, span: Span) -> tuple[Term, ...]:
        """The terms that lie in a span."""
        first, end = (
            bisect_left(self.starts, span[0]),
            bisect_right(self.starts, span[1]),
        )
        return tuple(t for t in self.terms[first:end] if t.span[1] <= span[1])

    def is_quoted(self, span: Span) -> bool:
        """Whether words stand within quotation marks, or bear their own."""
        if _holds(self.quotations, span):
            return True
        start, end = span
        return self.body[start : start + 1] in _MARKS and (
            self.body[end - 1 : end] in _MARKS
        )

    def names_speaker(self, span: Span) -> bool:
        """Whether words belong to the name of somebody cited, not to what they say."""
        return _holds(self.speakers, span)

    def places_in(self, span: Span) -> tuple[Span, ...]:
        """The places named in a span."""
        first = bisect_left(self.places, (span[0], 0))
        end = bisect_left(self.places, (span[1], 0))
        return tuple(place for place in self.places[first:end] if place[1] <= span[1])

    def words(self, span: Span) -> str:
        """The exact words, without the marks around them."""
        return " ".join(self.body[slice(*span)].strip(_TRIM).split())


_MARKS = tuple('«»“”„"')


def _join(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def _holds(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of some disjoint spans in order holds another span."""
    number = bisect_right(spans, (span[0], span[1])) - 1
    here = spans[max(number, 0) : number + 2]
    return any(start <= span[0] and span[1] <= end for start, end in here)


def _find_terms(
    shelf: _Shelf, told: Sequence[tuple[Span, Report]], locate: Locate
) -> Iterator[_Found]:
    """The terms of one article's passages, each for the report that tells it most
    closely; with the referent where a claim of that report gives it."""
    claimed: set[Span] = set()
    for passage, report in told:
        for claim in report.claims:
            referent = _OF.get(claim.facet)
            span = locate(report.article, claim.quote, passage)
            if referent is None or span is None:
                continue
            for place, term in _read_claim(shelf, claim, span):
                claimed.add(place)
                yield _Found(place, report, term, referent)
    for term in _distinct(shelf, told):
        if term.span not in claimed:
            for report in _closest(term.span, told):
                yield _Found(term.span, report, term, None)


def _distinct(shelf: _Shelf, told: Sequence[tuple[Span, Report]]) -> Iterable[Term]:
    """The terms of all passages, each once."""
    return dict.fromkeys(term for span, _ in told for term in shelf.within(span))


def _closest(span: Span, told: Sequence[tuple[Span, Report]]) -> Iterator[Report]:
    """The reports whose passage holds a span, the shortest passages only."""
    around = [
        (b - a, report) for (a, b), report in told if a <= span[0] and span[1] <= b
    ]
    least = min((size for size, _ in around), default=0)
    return (report for size, report in around if size == least)


def _read_claim(
    shelf: _Shelf, claim: Claim, span: Span
) -> Iterator[tuple[Span, Term | None]]:
    """The terms a claim's words are, or those words themselves where they are few."""
    start, end = span
    while start < end and shelf.body[start] in _OPENING:
        start += 1
    reach = [t for t in shelf.within((start - 200, end + 200)) if t.span[0] < end]
    facet = claim.facet
    if facet in ("killed", "wounded"):
        terms = [t for t in reach if t.span[0] >= start and t.concept in _LIVING][:1]
    elif facet == "kind":
        terms = [t for t in reach if t.span[0] <= start < t.span[1]]
        terms += [t for t in reach if t.lead == start and t not in terms][:1]
    elif facet == "where":
        here = ("ground", "force")
        terms = [t for t in reach if t.lead <= start < t.span[1] and t.concept in here]
    else:
        terms = [t for t in reach if t.lead <= start < t.span[1]][:1]
    if claim.value == UNKNOWN:
        terms = [term for term in terms if term.concept != "named"]
    if terms:
        yield from ((term.span, term) for term in terms)
        return
    if claim.value == UNKNOWN or facet in ("killed", "wounded"):
        return
    named = shelf.places_in((start, end))
    if facet == "where" and named:
        yield from ((place, None) for place in named)
    elif len(shelf.body[start:end].split()) <= _LONGEST:
        yield span, None


# --- whom a term means -----------------------------------------------------------


def _resolve(found: Sequence[_Found]) -> Iterator[tuple[_Found, Referent]]:
    """Each term with its referent, as far as the claims of the event settle it."""
    by_noun: dict[tuple[str, tuple[str, ...]], set[Referent]] = {}
    by_head: dict[str, set[Referent]] = {}
    by_people: dict[str, set[Referent]] = {}
    for one in found:
        term = one.term
        if one.referent is None or one.referent == "territory":
            continue
        if term is None or term.concept == "named":
            continue
        by_noun.setdefault((term.head, term.peoples), set()).add(one.referent)
        by_head.setdefault(term.head, set()).add(one.referent)
        if one.referent in ("attackers", "force") and term.concept in _ARMED:
            for people in term.peoples:
                by_people.setdefault(people, set()).add(one.referent)
    for one in found:
        if one.referent is not None:
            yield one, one.referent
        elif one.term is not None and not one.term.other:
            meant = _guess(one.term, by_noun, by_head, by_people)
            if meant is not None:
                yield one, meant


def _guess(
    term: Term,
    by_noun: Mapping[tuple[str, tuple[str, ...]], set[Referent]],
    by_head: Mapping[str, set[Referent]],
    by_people: Mapping[str, set[Referent]],
) -> Referent | None:
    """The one referent a term can mean: its noun's and its people's must not differ."""
    if term.concept in ("deed", "ground", "named"):
        return None
    exact = by_noun.get((term.head, term.peoples), set())
    if len(exact) == 1:
        return next(iter(exact))
    if exact:
        return None
    meant: set[Referent] = set()
    if not term.peoples:
        meant |= by_head.get(term.head, set())
    elif term.concept in _ARMED:
        for people in term.peoples:
            meant |= by_people.get(people, set())
    return next(iter(meant)) if len(meant) == 1 else None
