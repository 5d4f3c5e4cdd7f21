"""Groups of reports as event records: what the machine would write.

Comes in: groups with dates, the reports and articles, ids that are already given.
Goes out: one record per group that the inclusion rule admits. It does not know what
stands in content/; that is the business of ``reconcile``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from builder.anchoring import find_quote
from builder.annotate.triggers import load_events
from builder.datewords import words as date_words
from builder.edtf import EdtfError, parse_date
from builder.folding import fold
from builder.languages import load_rules
from builder.link.dating import Dated, Offset
from builder.link.events import Group
from builder.link.grounds import calendar_words, find_around, is_broad
from builder.model import (
    UNKNOWN,
    Article,
    Claim,
    EventRecord,
    FoundReport,
    PlaceRecord,
    Relation,
    Report,
    SourceRecord,
    Span,
)
from builder.taxonomy import GENERAL, family, label, reported

_MOST_UNSURE = 3
_SPOKEN = frozenset({"statement"})
"""Families of kinds that are acts of speaking."""
_BARE = frozenset(["kind", "when", "rank"])
_ANY_MESSAGE = frozenset({"statement", "statement/message"})
_COST = frozenset(
    ["killed", "wounded", "damage", "means", "blamed_on", "claimed_by", "response"]
)
"""Facets that tell one event from others of its kind."""
_NAMEABLE = frozenset(
    (
        *(GENERAL, "agreement", "business", "decision", "election", "launch", "sport"),
        *("talks", "visit"),
    )
)
"""Families in which a name in a title accuses nobody."""
_FEWEST_NAMING = 3
"""Articles that agree on a name."""
_MOST_NAMES = 2
_NAME_AMID = re.compile(
    r"(?<=[^\W\dA-ZÀ-Þ_] )[A-ZÀ-ÖØ-Þ][^\W_]{2,}(?: [A-ZÀ-ÖØ-Þ][^\W_]{2,})*"
)
"""A name behind a word in small letters."""
_NEXT_WORD = re.compile(r"\W*\w+")
_LAST_WORD = re.compile(r"\w+\W*\Z")


def find_anchors(found: Sequence[FoundReport]) -> dict[str, list[Span]]:
    """By article, the words for events that others are dated from."""
    anchors: dict[str, list[Span]] = {}
    for report in found:
        for time in report.times:
            if time.offset is not None:
                anchors.setdefault(report.article, []).append(time.offset.event)
    return anchors


def is_recorded(
    reports: Sequence[FoundReport],
    anchors: Mapping[str, Sequence[Span]] = MappingProxyType({}),
) -> bool:
    """The inclusion rule, as the method page states it.

    An event is recorded when a report asserts it, or when it is dated or placed and
    at least one claim is made of it. Plans, negations and background alone are not;
    neither is what one article tells and nothing tells apart (see ``_is_distinct``),
    unless another event is dated from it (``anchors``).
    """
    if not any(_is_told(report) for report in reports):
        return False
    if len({report.article for report in reports}) > 1 or _is_distinct(reports):
        return True
    return any(
        anchor[0] <= report.mention.trigger[0] < anchor[1]
        for report in reports
        for anchor in anchors.get(report.article, ())
    )


def _is_told(report: FoundReport) -> bool:
    modality = report.mention.modality
    return modality == "asserted" or (
        modality == "possible" and _is_fixed(report) and bool(report.claims)
    )


def _is_fixed(report: FoundReport) -> bool:
    return bool(report.places) or _is_dated(report)


def _is_dated(report: FoundReport) -> bool:
    return any(t.edtf or t.offset for t in report.times)


def _is_distinct(reports: Sequence[FoundReport]) -> bool:
    """Whether what a single article tells is told apart from everything else by it.

    An event of no kind that is known must be dated and placed, or have cost or caused
    something that is told. One of a known kind must be dated or placed, told twice, or
    told with its cost, its means, an answer to it, or both who acted and on whom. A
    statement is told apart by its speaker.
    """
    facets = {claim.facet for report in reports for claim in report.claims}
    if facets & _COST:
        return True
    if all(report.mention.kind == GENERAL for report in reports):
        dated = any(_is_dated(report) for report in reports)
        return dated and any(report.places for report in reports)
    if len(reports) > 1 or any(_is_fixed(report) for report in reports):
        return len(reports) > 1 or not facets <= _BARE or not _is_named_only(reports[0])
    if {"actor", "target"} <= facets:
        return True
    return any(_is_statement(report) for report in reports)


def _is_named_only(report: FoundReport) -> bool:
    """Whether only a noun in passing tells it: "since the election in May"."""
    soft = load_events("en").get("soft", ())
    noun = "/noun" in report.mention.rule and "/told" not in report.mention.rule
    return noun and family(report.mention.kind) in soft


def _is_statement(report: FoundReport) -> bool:
    """Whether somebody is cited with a statement: with a threat, an accusation ... or,
    where it is any message, by name and with a noun for it ("his first message"): that
    somebody "tweeted" tells who says what, and of nothing that happened."""
    kind = report.mention.kind
    if family(kind) not in _SPOKEN or not report.rule.startswith("citation/"):
        return False
    named = "@" not in report.source and "/noun" in report.mention.rule
    return kind not in _ANY_MESSAGE or named


@dataclass(frozen=True, slots=True)
class Setting:
    """What stays the same for every record of a run."""

    articles: Mapping[str, Article]
    places: Mapping[str, PlaceRecord]
    sources: Mapping[str, SourceRecord]
    language: str
    """Of the titles."""


def make_record(
    number: int,
    groups: Sequence[Group],
    ids: Mapping[int, str],
    report_ids: Sequence[str],
    found: Sequence[FoundReport],
    dated: Dated,
    offsets: Sequence[Offset],
    setting: Setting,
    settled: Mapping[str, object],
) -> EventRecord:
    """The record of one group; ``ids`` holds the groups that are recorded.

    ``settled`` holds what a person has set of the event: its title follows it.
    """
    group = groups[number]
    mine = [found[i] for i in group.members]
    place = choose_place(mine, setting.places)
    several = len({report.article for report in mine}) > 1
    date = settled.get("date", dated.date)
    named = Named(
        str(settled.get("kind", group.kind)),
        str(settled.get("place", place)),
        UNKNOWN if isinstance(date, list) else str(date),
        find_speaker(mine, setting),
        find_subject(mine, setting) if family(group.kind) in _NAMEABLE else "",
    )
    return EventRecord(
        id=ids[number],
        title=make_title(named, setting),
        kind=group.kind,
        date=dated.date,
        because=dated.because,
        place=place,
        reports=[
            _make_report(found[i], report_ids[i], setting.articles[found[i].article])
            for i in group.members
        ],
        relations=[
            _make_relation(offset, ids, several)
            for offset in offsets
            if offset.later == number and offset.earlier in ids
        ],
        maybe_same_as=sorted(ids[m] for m in group.maybe if m in ids)[:_MOST_UNSURE],
    )


def choose_place(
    reports: Sequence[FoundReport], places: Mapping[str, PlaceRecord]
) -> str:
    """The most precise place that most reports name; ``unknown`` without any.

    A country counts only where nothing more precise is named. What no word for its
    kind places, two of three articles and more must place there: one may say in
    passing where something was invented.
    """
    votes: Counter[str] = Counter()
    named: dict[str, set[str]] = {}
    kinds: set[str] = set()
    """Places that a report of a known kind names."""
    for report in reports:
        for n, place in enumerate(report.places):
            votes[place] += 1 + (n == 0) + (not report.mention.definite)
            named.setdefault(place, set()).add(report.article)
            if report.mention.kind != GENERAL:
                kinds.add(place)
    several = len({report.article for report in reports}) >= _FEWEST_NAMING
    precise = [p for p in votes if not is_broad(p, places)] or [
        p for p in votes if p in kinds or len(named[p]) > several
    ]
    if not precise:
        return UNKNOWN
    around = {q for p in precise for q in find_around(p, places)}
    inner = [p for p in precise if p not in around] or precise
    order = {p: n for n, p in enumerate(votes)}
    return min(inner, key=lambda p: (-votes[p], order[p]))


def find_speaker(reports: Sequence[FoundReport], setting: Setting) -> str:
    """The name of the one who is first said to have spoken; ``""`` for an article's
    own voice, for a nameless source, and for who only tells of another's statement."""
    for report in reports:
        cited = report.rule.startswith("citation/") and report.speaks
        if cited and "@" not in report.source:
            known = setting.sources.get(report.source)
            return known.name if known else report.source
    return ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a title is made of."""

    kind: str
    place: str = UNKNOWN
    date: str = UNKNOWN
    """EDTF; a list of dates is too long for a title."""
    speaker: str = ""
    subject: str = ""
    """Names that tell what it is about, for a kind that says nothing."""


def find_subject(reports: Sequence[FoundReport], setting: Setting) -> str:
    """The names, one or two, that most of several articles give; ``""`` without any.

    They stand in the passages of more than half of the articles: no one voice chose
    them.
    """
    passages: dict[str, list[str]] = {}
    for report in reports:
        body = setting.articles[report.article].body
        passages.setdefault(report.article, []).append(body[slice(*report.passage)])
    if len(passages) < _FEWEST_NAMING:
        return ""
    texts = [" ".join(rows) for rows in passages.values()]
    names = {name for text in texts for name in _names_in(text)}
    shared = {name: sum(name in text for text in texts) for name in names}
    most = sorted(
        (name for name in names if 2 * shared[name] > len(texts)),
        key=lambda name: (" " not in name, -shared[name], name),
    )
    chosen: list[str] = []
    for name in most:
        if not any(set(name.split()) & set(other.split()) for other in chosen):
            chosen.append(name)
    return ", ".join(chosen[:_MOST_NAMES])


def _names_in(text: str) -> Iterator[str]:
    """Every name amid a sentence, and every end of one: "Mr Dale Hart" is also Hart."""
    for match in _NAME_AMID.finditer(text):
        words = match[0].split()
        if not {fold(word) for word in words} & calendar_words():
            yield from (" ".join(words[n:]) for n in range(len(words)))


def make_title(named: Named, setting: Setting) -> str:
    """A neutral title: what is reported, where and when; no actor, no adjective.

    A statement is titled by its speaker: who spoke is what tells one from another.
    """
    language = setting.language
    patterns = load_rules(language, "titles") or load_rules("en", "titles")
    words = label(named.kind, language)
    lower = words[:1].lower() + words[1:]
    if family(named.kind) in _SPOKEN and named.speaker:
        title = str(patterns["by_speaker"]).format(
            what=lower, who=_capital(named.speaker)
        )
    elif named.subject and (named.kind == GENERAL or named.place == UNKNOWN):
        title = str(patterns["with_place"]).format(
            what=lower, where=named.subject, reported=reported(named.kind, language)
        )
    elif named.place == UNKNOWN:
        title = str(patterns["without_place"]).format(
            what=words, reported=reported(named.kind, language)
        )
    else:
        known = setting.places.get(named.place)
        title = str(patterns["with_place"]).format(
            what=lower,
            where=_capital(known.name if known else named.place),
            reported=reported(named.kind, language),
        )
    when = _say_when(named.date, language)
    pattern = str(patterns["dated"]) if when else "{title}"
    return pattern.format(title=title.strip(), date=when)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _say_when(value: str, language: str) -> str:
    """A date short enough for a title; ``""`` for a set, a period, a day without its
    year, or none."""
    try:
        date = parse_date(value)
    except EdtfError:
        return ""
    short = date is not None and date.kind == "date" and date.earliest is not None
    return date_words(value, language) if short else ""


def _make_report(found: FoundReport, report_id: str, article: Article) -> Report:
    body = article.body
    return Report(
        id=report_id,
        article=found.article,
        source=found.source,
        via=list(found.via),
        quote=body[slice(*found.passage)],
        hedge=found.hedge or None,
        claims=[
            Claim(
                facet=c.facet,
                value=c.value,
                at_least=c.at_least,
                at_most=c.at_most,
                unit=c.unit,
                hedge=c.hedge,
                quote=quote_uniquely(body, found.passage, c.span),
            )
            for c in found.claims
        ],
    )


def quote_uniquely(body: str, passage: Span, span: Span) -> str:
    """The words of a span, with as many before or after them as make them unique.

    A record says where a claim stands by its words alone, within its report's words.
    """
    start, end = span
    whole = body[slice(*passage)]
    leftward = True
    while len(find_quote(whole, body[start:end])) > 1:
        if (start, end) == passage:
            break
        if start > passage[0] and (leftward or end == passage[1]):
            before = _LAST_WORD.search(body, passage[0], start)
            start = before.start() if before else passage[0]
        else:
            after = _NEXT_WORD.match(body, end, passage[1])
            end = after.end() if after else passage[1]
        leftward = not leftward
    return body[start:end]


def _make_relation(offset: Offset, ids: Mapping[int, str], several: bool) -> Relation:
    return Relation(
        after=ids[offset.earlier],
        at_least=offset.at_least or None,
        at_most=offset.at_most or None,
        quote=offset.quote,
        article=offset.article if several else "",
    )
