"""One event's accounts side by side: facets by outlet and by source, with verdicts.

Comes in: an event record, articles, the lists of sources and places. Goes out: frozen
tables a page can show. Below the waist: it knows nothing of how a record was made or of
HTML. Nothing is added, weighed or scored: a cell without a claim stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from builder.compare.chronology import read_date
from builder.compare.origins import (
    Copies,
    Counts,
    Origin,
    SameText,
    count_voices,
    find_origins,
    find_same_texts,
)
from builder.compare.stated import Stated, Verdict
from builder.compare.verdicts import find_inside, judge
from builder.edtf import Day
from builder.folding import fold
from builder.model import (
    UNKNOWN,
    Article,
    Claim,
    EventRecord,
    Facet,
    PlaceRecord,
    Report,
    SourceRecord,
)
from builder.taxonomy import GENERAL, load_kinds
from builder.voices import Voice, credit_of, make_voice, publisher_of, resolve_ref

State = Literal["number", "zero", "unknown", "words"]
"""What a claim says of its facet; *not stated* is the absence of a claim."""

STANDARD_FACETS: tuple[Facet, ...] = (
    "when", "where", "kind", "means", "killed", "damage", "blamed_on", "response",
)  # fmt: skip
"""Rows shown even when every cell is silent, where the event may have cost lives."""
ALWAYS: tuple[Facet, ...] = ("when", "where", "kind")
"""Rows that are shown whatever the event: nobody asks whom a meeting has killed."""

FACETS: tuple[Facet, ...] = get_args(Facet)

BAND = 6
"""Columns that stand side by side; where there are more, those that say most come
first."""

_NEVER: Day = (10**12, 12, 31)


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
    origins: tuple[Origin, ...]
    same_texts: tuple[SameText, ...]
    one_outlet: bool
    """Everything rests on what one outlet published."""
    verdicts: Mapping[Facet, tuple[Verdict, ...]]
    """For each row, first between sources, then inside articles."""


def make_comparison(
    event: EventRecord,
    articles: Mapping[str, Article],
    sources: Mapping[str, SourceRecord],
    places: Mapping[str, PlaceRecord],
    copies: Copies | None = None,
) -> Comparison:
    """How each outlet, and each source, tells one event, and how the claims relate."""
    told = [(r, make_chain(r, articles, sources)) for r in event.reports]
    publishers = {chain[-1].ref for _, chain in told}
    facets = _facets(event)
    origins = find_origins(event.reports, articles, copies)
    return Comparison(
        event=event.id,
        by_outlet=_make_view("outlet", told, facets, articles),
        by_source=_make_view("source", told, facets, articles),
        default="outlet" if len(publishers) >= 2 else "source",
        counts=count_voices(event.reports, articles, copies),
        origins=origins,
        same_texts=find_same_texts(event.reports, articles, copies),
        one_outlet=len(publishers) <= 1,
        verdicts={
            facet: (
                *(_weigh(verdict, origins) for verdict in judge(facet, said, places)),
                *find_inside(facet, said, places),
            )
            for facet, said in _state(facets, told, articles).items()
        },
    )


def _weigh(verdict: Verdict, origins: Sequence[Origin]) -> Verdict:
    """A verdict that says whether those who agree have it from each other: they are
    one origin, or its relays."""
    speakers = {stated.speaker.ref for stated in verdict.claims}
    if verdict.kind not in ("same", "compatible") or len(speakers) < 2:
        return verdict
    alone = any(speakers <= {*one.speakers, *one.relays} for one in origins)
    return replace(verdict, one_origin=alone)


def _state(
    facets: Sequence[Facet],
    told: Sequence[_Pair],
    articles: Mapping[str, Article],
) -> dict[Facet, list[Stated]]:
    """The claims of all reports by facet, each with its first speaker."""
    found: dict[Facet, list[Stated]] = {facet: [] for facet in facets}
    for report, chain in told:
        article = articles.get(report.article)
        language = UNKNOWN if article is None else article.record.language
        headline = article is not None and _is_headline(report, article)
        for claim in report.claims:
            if claim.facet == "kind" and claim.value == GENERAL:
                continue  # words of no known kind say nothing of it
            found[claim.facet].append(
                Stated(claim, chain[0], report, headline, language)
            )
    return found


def _is_headline(report: Report, article: Article) -> bool:
    title = article.record.title
    return title != UNKNOWN and fold(report.quote) in fold(title)


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


def _facets(event: EventRecord) -> tuple[Facet, ...]:
    """The rows: what anybody says, and what is expected to be said of such an event."""
    said = {claim.facet for report in event.reports for claim in report.claims}
    known = load_kinds().get(event.kind)
    harms = known is None or bool({"killed", "damage"} & set(known.facets))
    expected = set(STANDARD_FACETS if harms else ALWAYS)
    if event.kind == GENERAL:
        expected.discard("kind")  # the passages say in their own words what happened
    return tuple(f for f in FACETS if f in said or f in expected)


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
