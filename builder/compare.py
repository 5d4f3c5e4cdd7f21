"""From records to what a reader compares: a chronology, and one event's accounts.

Comes in: event records, articles, the list of sources. Goes out: frozen values that a
page can show: dated entries in order, tables of facets by outlet and by source. Below
the waist: it knows records and EDTF, nothing of how a record was made, of a language
or of HTML. Nothing is added, weighed or scored: a cell without a claim stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from builder.edtf import Day, Edtf, EdtfError, parse_date, sort_key
from builder.folding import fold
from builder.model import (
    UNKNOWN,
    Article,
    Claim,
    Date,
    EventRecord,
    Facet,
    Relation,
    Report,
    SourceRecord,
    Status,
)
from builder.voices import Voice, credit_of, make_voice, publisher_of, resolve_ref

Mark = Literal[
    "time", "day", "span", "approximate", "uncertain", "one_of", "open", "yearless",
    "relative", "unknown",
]  # fmt: skip
"""How precisely a date is known; each has its own drawing."""

State = Literal["number", "zero", "unknown", "words"]
"""What a claim says of its facet; *not stated* is the absence of a claim."""

STANDARD_FACETS: tuple[Facet, ...] = (
    "when", "where", "kind", "means", "killed", "damage", "blamed_on", "response",
)  # fmt: skip
"""Rows shown even when every cell is silent."""

FACETS: tuple[Facet, ...] = get_args(Facet)

BAND = 6
"""Columns that stand side by side; where there are more, those that say most come
first."""

_NEVER: Day = (10**12, 12, 31)


# --- chronology ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counts:
    """How many speak; lower bounds where somebody is not named."""

    sources: int
    sources_at_least: bool
    outlets: int
    outlets_at_least: bool
    articles: int
    reports: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in the chronology."""

    id: str
    title: str
    kind: str
    status: Status
    in_dispute: bool
    """People disagree about the record, or a part of it."""
    date: str
    """EDTF text, ``""`` where unknown."""
    mark: Mark
    earliest: Day | None
    latest: Day | None
    place: str
    counts: Counts
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Chronology:
    """Every event once, in four groups."""

    dated: tuple[Entry, ...]
    """By earliest possible day, latest possible day, id."""
    yearless: tuple[Entry, ...]
    """Month and day are said, the year is not; by month and day."""
    by_relation: tuple[Entry, ...]
    """Without a date of their own, but before or after another event."""
    undated: tuple[Entry, ...]

    def all(self) -> tuple[Entry, ...]:
        """The entries in the order in which a page lists them."""
        return (*self.dated, *self.yearless, *self.by_relation, *self.undated)


def read_date(value: Date) -> Edtf | None:
    """The value of a date field; what cannot be read counts as unknown."""
    try:
        return parse_date(value)
    except EdtfError:
        return None


def mark_of(value: Edtf | None, *, related: bool = False) -> Mark:
    """Which of the drawings a date gets; the weakest thing it says decides."""
    if value is None:
        return "relative" if related else "unknown"
    if value.kind == "set":
        return "one_of"
    if value.earliest is None and value.latest is None:
        return "yearless"
    if value.earliest is None or value.latest is None:
        return "open"
    if value.uncertain:
        return "uncertain"
    if value.approximate:
        return "approximate"
    if value.kind == "interval" or value.precision not in ("day", "second"):
        return "span"
    return "day" if value.precision == "day" else "time"


def make_entry(event: EventRecord, articles: Mapping[str, Article]) -> Entry:
    """An event as one line of the chronology."""
    value = read_date(event.date)
    return Entry(
        id=event.id,
        title=event.title,
        kind=event.kind,
        status=event.status,
        in_dispute=event.status == "disputed" or bool(event.disputed),
        date="" if value is None else value.text,
        mark=mark_of(value, related=bool(event.relations)),
        earliest=None if value is None else value.earliest,
        latest=None if value is None else value.latest,
        place="" if event.place == UNKNOWN else event.place,
        counts=count_voices(event.reports, articles),
        relations=tuple(event.relations),
    )


def make_chronology(
    events: Iterable[EventRecord], articles: Mapping[str, Article]
) -> Chronology:
    """Events in order of time; those without a date in sections of their own."""
    groups: dict[str, list[Entry]] = {
        "dated": [], "yearless": [], "by_relation": [], "undated": [],
    }  # fmt: skip
    keyed = [(sort_key(read_date(event.date))[:3], event.id, event) for event in events]
    for _, _, event in sorted(keyed, key=lambda item: item[:2]):
        entry = make_entry(event, articles)
        if entry.mark == "yearless":
            groups["yearless"].append(entry)
        elif entry.date:
            groups["dated"].append(entry)
        else:
            groups["by_relation" if entry.relations else "undated"].append(entry)
    return Chronology(
        dated=tuple(groups["dated"]),
        yearless=tuple(groups["yearless"]),
        by_relation=tuple(groups["by_relation"]),
        undated=tuple(groups["undated"]),
    )


def count_voices(reports: Sequence[Report], articles: Mapping[str, Article]) -> Counts:
    """Who speaks about an event: lower bounds where two unnamed may be one."""
    named: set[str] = set()
    unnamed: dict[str, set[str]] = {}
    outlets: set[str] = set()
    hidden: set[str] = set()
    for report in reports:
        ref = resolve_ref(report.source, articles)
        if "@" in ref:
            unnamed.setdefault(report.article, set()).add(ref)
        else:
            named.add(ref)
        article = articles.get(report.article)
        outlet = UNKNOWN + "@" if article is None else publisher_of(article)
        (hidden if outlet.startswith(f"{UNKNOWN}@") else outlets).add(outlet)
    most = max((len(refs) for refs in unnamed.values()), default=0)
    return Counts(
        sources=len(named) + most,
        sources_at_least=len(unnamed) > 1,
        outlets=len(outlets) or min(len(hidden), 1),
        outlets_at_least=len(hidden) + bool(outlets) > 1,
        articles=len({report.article for report in reports}),
        reports=len(reports),
    )


# --- comparison ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """Through whom something was told, and in which reports."""

    chain: tuple[Voice, ...]
    """First speaker, relays, publisher; one voice where the publisher itself speaks."""
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One claim in its cell: who says it, through whom, in which reports."""

    claim: Claim
    speaker: Voice
    state: State
    told: tuple[Told, ...]
    """Never empty; several where the same words stand in several reports."""

    @property
    def report(self) -> Report:
        """The first report that bears the words."""
        return self.told[0].reports[0]

    @property
    def chain(self) -> tuple[Voice, ...]:
        """Through whom the first report tells it."""
        return self.told[0].chain


@dataclass(frozen=True, slots=True)
class Column:
    """One account: an outlet's with those it cites, or a source's."""

    voice: Voice
    letter: str
    """A to Z, then AA: the same wherever the column is shown."""
    cites: tuple[Voice, ...]
    """In the outlet view, whom it cites; in the source view, who carries it."""
    articles: tuple[str, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One facet; a cell per column, in the order of the columns."""

    facet: Facet
    cells: tuple[tuple[Said, ...], ...]
    """An empty cell is *not stated*."""


@dataclass(frozen=True, slots=True)
class View:
    """One table."""

    by: Literal["outlet", "source"]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def bands(self) -> tuple[View, ...]:
        """The table cut into tables of at most ``BAND`` columns, each with all rows."""
        starts = range(0, len(self.columns), BAND)
        return tuple(self._cut(slice(start, start + BAND)) for start in starts)

    def _cut(self, part: slice) -> View:
        rows = tuple(Row(row.facet, row.cells[part]) for row in self.rows)
        return View(self.by, self.columns[part], rows)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both tables of one event."""

    event: str
    by_outlet: View
    by_source: View
    default: Literal["outlet", "source"]
    counts: Counts
    one_outlet: bool
    """Everything rests on what one outlet published."""


def make_comparison(
    event: EventRecord,
    articles: Mapping[str, Article],
    sources: Mapping[str, SourceRecord],
) -> Comparison:
    """How each outlet, and each source, tells one event."""
    told = [(r, make_chain(r, articles, sources)) for r in event.reports]
    counts = count_voices(event.reports, articles)
    publishers = {chain[-1].ref for _, chain in told}
    facets = _facets(event.reports)
    return Comparison(
        event=event.id,
        by_outlet=_make_view("outlet", told, facets, articles),
        by_source=_make_view("source", told, facets, articles),
        default="outlet" if len(publishers) >= 2 else "source",
        counts=counts,
        one_outlet=len(publishers) <= 1,
    )


_Pair = tuple[Report, tuple[Voice, ...]]
"""A report with its chain."""


def make_chain(
    report: Report,
    articles: Mapping[str, Article],
    sources: Mapping[str, SourceRecord],
) -> tuple[Voice, ...]:
    """First speaker, relays, publisher; the publisher alone for its own words."""
    article = articles.get(report.article)
    last = f"{UNKNOWN}@{report.article}" if article is None else publisher_of(article)
    refs = [resolve_ref(ref, articles) for ref in (report.source, *report.via)]
    if refs[0] == last:
        refs = []
    elif article is not None and (credit := credit_of(article)):
        refs.append(credit)
    refs = [ref for ref in dict.fromkeys(refs) if ref != last] + [last]
    return tuple(make_voice(ref, sources) for ref in refs)


def _facets(reports: Sequence[Report]) -> tuple[Facet, ...]:
    said = {claim.facet for report in reports for claim in report.claims}
    return tuple(f for f in FACETS if f in said or f in STANDARD_FACETS)


def _make_view(
    by: Literal["outlet", "source"],
    told: Sequence[_Pair],
    facets: Sequence[Facet],
    articles: Mapping[str, Article],
) -> View:
    groups: dict[str, list[_Pair]] = {}
    for report, chain in told:
        voice = chain[-1] if by == "outlet" else chain[0]
        groups.setdefault(voice.ref, []).append((report, chain))
    ordered = _order_columns(
        sorted(groups.values(), key=lambda g: _column_key(by, g, articles))
    )
    columns = tuple(
        _make_column(by, group, make_letter(number))
        for number, group in enumerate(ordered)
    )
    rows = tuple(
        Row(facet, tuple(_make_cell(by, facet, group) for group in ordered))
        for facet in facets
    )
    return View(by, columns, rows)


def _order_columns(groups: Sequence[list[_Pair]]) -> list[list[_Pair]]:
    """The declared order; where it takes several bands, those with most claims stand
    in the first one, and the declared order holds inside each."""
    claims = [sum(len(report.claims) for report, _ in group) for group in groups]
    ranked = sorted(range(len(groups)), key=lambda n: (-claims[n], n))
    return [
        groups[n]
        for start in range(0, len(ranked), BAND)
        for n in sorted(ranked[start : start + BAND])
    ]


def _column_key(
    by: str, group: Sequence[_Pair], articles: Mapping[str, Article]
) -> tuple[Day, str, str]:
    """The declared order: first report by publication date, then A to Z."""
    days = [
        value.earliest
        for report, _ in group
        if (article := articles.get(report.article)) is not None
        and (value := read_date(article.record.published)) is not None
        and value.earliest is not None
    ]
    voice = group[0][1][-1 if by == "outlet" else 0]
    return min(days, default=_NEVER), fold(voice.words or "\uffff"), voice.ref


def _make_column(
    by: Literal["outlet", "source"], group: Sequence[_Pair], letter: str
) -> Column:
    voice = group[0][1][-1 if by == "outlet" else 0]
    others: dict[str, Voice] = {}
    for _, chain in group:
        for other in chain[:1] if by == "outlet" else chain[-1:]:
            if other.ref != voice.ref:
                others.setdefault(other.ref, other)
    return Column(
        voice=voice,
        letter=letter,
        cites=tuple(others.values()),
        articles=tuple(dict.fromkeys(report.article for report, _ in group)),
        reports=tuple(report for report, _ in group),
    )


def _make_cell(
    by: Literal["outlet", "source"], facet: Facet, group: Sequence[_Pair]
) -> tuple[Said, ...]:
    """Claims on one facet, the same words of one speaker once; in the outlet view the
    outlet's own account first."""
    same: dict[object, list[tuple[Claim, Report, tuple[Voice, ...]]]] = {}
    for report, chain in group:
        for claim in report.claims:
            if claim.facet == facet:
                key = (chain[0].ref, *_meaning(claim))
                same.setdefault(key, []).append((claim, report, chain))
    said = [_make_said(found) for found in same.values()]
    if by == "outlet":
        order = {s.speaker.ref: number for number, s in reversed([*enumerate(said)])}
        said.sort(key=lambda s: (len(s.chain) > 1, order[s.speaker.ref]))
    return tuple(said)


def _meaning(claim: Claim) -> tuple[object, ...]:
    """What two claims on one facet have in common when they say the same in the same
    words; the marks around a quote and its case are no difference."""
    words = fold(claim.quote).strip("«»“”\"' \u00a0\u202f.,;:")
    return words, claim.value, claim.at_least, claim.at_most, claim.unit


def _make_said(found: Sequence[tuple[Claim, Report, tuple[Voice, ...]]]) -> Said:
    """One entry for equal claims, with a line for each chain they came through."""
    claim, _, chain = found[0]
    chains: dict[tuple[Voice, ...], dict[str, Report]] = {}
    for _, report, through in found:
        chains.setdefault(through, {}).setdefault(report.id, report)
    told = tuple(Told(c, tuple(reports.values())) for c, reports in chains.items())
    return Said(claim, chain[0], state_of(claim), told)


def state_of(claim: Claim) -> State:
    """Whether a claim gives a number, zero, says that nobody knows, or gives words."""
    if claim.value == UNKNOWN:
        return "unknown"
    if isinstance(claim.value, int):
        return "number" if claim.value else "zero"
    if claim.at_least is not None or claim.at_most is not None:
        return "number"
    return "words"


def make_letter(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
