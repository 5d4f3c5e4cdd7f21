"""Who is who between two runs: ids of reports and of events.

Comes in: content as read, bases; fresh reports without ids, groups of reports. Goes
out: what a person has decided, and ids. May not know how reports are found or linked.

Ids are minted once and carry no promise about their words. A report deleted by hand
keeps its id too: a fresh report that is the same passage gets it back, and is thereby
known to be unwanted.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from builder.anchoring import find_quote
from builder.folding import make_slug
from builder.model import FoundReport, Span
from builder.reconcile.base import Anchor, Bases
from builder.reconcile.fields import Data, field_of, items_of
from builder.reconcile.renamed import find_renamed
from builder.reconcile.survey import Survey, make_survey
from builder.records import Content

ENOUGH: Final = 0.3
"""Least share of the shorter passage that two reports of one speaker have in common."""

_SPEAKER: Final = 0.5
_KIND: Final = 0.25
"""What the same speaker and the same kind add to the overlap (intersection over
union): more than a passage that grew by some words, less than another passage."""

_EXACT: Final = 0.3
"""What the very same passage and speaker add: more than the same kind, since what only
shares words with it may be of the kind of the record it stands in."""

_NEVER_FOUND: Final = 0.1
"""By how much a report that only people wrote must fit better: it may be a copy."""

_SETTLED: Final = ("title", "kind", "date", "place")
_BY_HAND: Final = frozenset({"added-by-hand", "no-base", "checked", "stands-twice"})


@dataclass(frozen=True, slots=True)
class KnownReport:
    """A report that has an id: it stands in a record, was deleted, or is held."""

    id: str
    event: str
    """The record it stands in; ``""`` for one that was deleted or is held."""
    article: str
    evidence: Span | None
    """Where the machine found it, in the evidence."""
    passage: Span | None
    """Where its quote stands in the body, for one the machine never found."""
    source: str
    kind: str = ""
    """Of what it tells, where it says so."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person has decided, for the linker."""

    placed: Mapping[str, str]
    """Report id to the event it stands in by a person's hand: moved or added there,
    left there when others were taken out or a record was merged in, in a record
    without base, checked. A field corrected in a report places nothing."""
    same: tuple[tuple[str, str], ...]
    """Pairs of reports of one event: ``same_as``, and each placed report with the
    first other one of its record, since it was put to those."""
    apart: tuple[tuple[str, str], ...]
    """Pairs of reports of two events."""
    rejected: Mapping[str, tuple[Anchor, ...]]
    """Deleted reports: not to be proposed."""
    held: Mapping[str, tuple[Anchor, ...]]
    """Reports in records that cannot be read: not to be proposed."""
    known: tuple[KnownReport, ...]
    """For ``match_reports``: all that stand, were rejected or are held."""
    previous: Mapping[str, frozenset[str]]
    """Event id to the reports that stand in it, for ``inherit_ids``."""
    settled: Mapping[str, Mapping[str, object]]
    """Event id to those of title, kind, date and place that are a person's."""
    taken: frozenset[str]
    """Event ids that may not be minted."""


def hand_decisions(content: Content, bases: Bases) -> Decided:
    """What a person has moved, added, rejected and checked."""
    survey = make_survey(content, bases)
    placed = {
        rid: _find_home(survey, rid)
        for rid, reason in survey.pinned.items()
        if reason in _BY_HAND
    }
    placed = _find_left(survey, bases) | placed
    same, apart = set(), set()
    for name, event in survey.data.items():
        reports = items_of(event, "reports")
        ids = [field_of(report, "id") for report in reports]
        free = [rid for rid in ids if rid not in placed]
        placed_here = [rid for rid in ids if placed.get(rid) == name]
        same.update(_pairs((rid, free[:1]) for rid in placed_here))
        for report, rid in zip(reports, ids, strict=True):
            assert isinstance(report, dict)
            same.update(_pairs([(rid, map(str, items_of(report, "same_as")))]))
            apart.update(_pairs([(rid, map(str, items_of(report, "not_same_as")))]))
    return Decided(
        placed=placed,
        same=tuple(sorted(same)),
        apart=tuple(sorted(apart - same)),
        rejected=survey.rejected,
        held=survey.held,
        known=tuple(_find_known(content, bases, survey)),
        previous={
            name: frozenset(field_of(r, "id") for r in items_of(event, "reports"))
            for name, event in survey.data.items()
        },
        settled={
            name: settled
            for name, event in survey.data.items()
            if (settled := _find_settled(survey, name, event))
        },
        taken=survey.taken,
    )


def _find_home(survey: Survey, rid: str) -> str:
    """The event a report stands in; of several, the one the machine put it into."""
    names, bases = survey.live[rid], survey.bases
    known = (n for n in names if n in bases and bases[n].proposed(f"reports/{rid}"))
    return next(known, names[0])


def _find_left(survey: Survey, bases: Bases) -> dict[str, str]:
    """Reports of records out of which a person moved or deleted others, or into which
    they merged another record.

    What stands in them is what they hold to be one event. Linked afresh, it would
    follow what was moved, or fall apart without the one that bore date and place.
    """
    left = {}
    for name, base in survey.bases.items():
        event = survey.data.get(name, {})
        here = [field_of(report, "id") for report in items_of(event, "reports")]
        olds = {str(old) for old in items_of(event, "was")} & bases.events.keys()
        olds -= {survey.inherited.get(name)}
        merged = any(bases.events[old].reports() for old in olds)
        if merged or not base.reports().keys() <= set(here):
            left.update(dict.fromkeys(here, name))
    return left


def _pairs(rows: Iterable[tuple[str, Iterable[str]]]) -> set[tuple[str, str]]:
    return {
        (min(one, other), max(one, other))
        for one, others in rows
        for other in others
        if one != other
    }


def _find_settled(survey: Survey, name: str, event: Data) -> dict[str, object]:
    base, ground = survey.bases.get(name), survey.grounds.get(name)
    if base is None or ground is None:
        return {field: event[field] for field in _SETTLED if field in event}
    return {
        field: event.get(field, "unknown")
        for field in _SETTLED
        if base.differs(field, event.get(field)) or ground.locked(field)
    }


def _find_known(
    content: Content, bases: Bases, survey: Survey
) -> Iterable[KnownReport]:
    renamed = find_renamed(content, bases)
    anchors: dict[str, set[Anchor]] = {}
    for base in bases.events.values():
        for rid, places in base.reports().items():
            anchors.setdefault(rid, set()).update(_follow(places, renamed))
    for name, event in survey.data.items():
        for report in items_of(event, "reports"):
            kind = _find_kind(report)
            rid, article = field_of(report, "id"), field_of(report, "article")
            article = renamed.get(article, article)
            source = field_of(report, "source")
            for place in sorted(anchors.get(rid, ())):
                yield _known(rid, name, place, kind)
            if rid not in anchors and article in content.articles:
                body = content.articles[article].body
                spans = find_quote(body, field_of(report, "quote"))
                if len(spans) == 1:
                    yield KnownReport(rid, name, article, None, spans[0], source, kind)
    for table in (survey.rejected, survey.held):
        for rid, places in table.items():
            for place in _follow(places, renamed):
                yield _known(rid, "", place, "")


def _find_kind(report: object) -> str:
    """The kind that a report claims: its event's may be that of other reports."""
    claims = items_of(report, "claims") if isinstance(report, dict) else ()
    kinds = (field_of(c, "value") for c in claims if field_of(c, "facet") == "kind")
    return next(kinds, "")


def _follow(places: Iterable[Anchor], renamed: Mapping[str, str]) -> Iterable[Anchor]:
    """Anchors in articles as they are called now."""
    for place in places:
        now = renamed.get(place.article)
        yield replace(place, article=now) if now else place


def _known(rid: str, event: str, place: Anchor, kind: str) -> KnownReport:
    return KnownReport(rid, event, place.article, place.span, None, place.source, kind)


# --- reports --------------------------------------------------------------------------


def match_reports(
    found: Sequence[FoundReport], known: Iterable[KnownReport]
) -> dict[int, str]:
    """The id of each fresh report, by its position; a new one is minted where needed.

    A report is known again by its article and passage, then by its speaker: of all
    pairs of one article that share enough, the best go first, each report once. Of two
    that one passage tells in one voice only one may stand in a record: it keeps its id.
    """
    by_article: dict[str, list[KnownReport]] = {}
    ids = set()
    for old in known:
        by_article.setdefault(old.article, []).append(old)
        ids.add(old.id)
    matched: dict[int, str] = {}
    order = sorted(range(len(found)), key=lambda i: _place_of(found[i], i))
    fresh: dict[str, list[int]] = {}
    own: dict[str, int] = {}
    for i in order:
        fresh.setdefault(found[i].article, []).append(i)
        own[mint_report_id(found[i], own)] = i
    for article, positions in fresh.items():
        olds = by_article.get(article, [])
        matched |= _match_article(found, positions, olds, own)
    for i in order:
        if i not in matched:
            matched[i] = mint_report_id(found[i], ids)
            ids.add(matched[i])
    return matched


def _place_of(report: FoundReport, i: int) -> tuple[object, ...]:
    mention = report.mention
    return (report.article, report.evidence, report.source, mention.trigger, i)


def _match_article(
    found: Sequence[FoundReport],
    fresh: Sequence[int],
    olds: Sequence[KnownReport],
    own: Mapping[str, int],
) -> dict[int, str]:
    """Match within one article, best pairs first; ``own``: whose an id is by itself.

    Only spans that meet are compared: both sides are walked in order of their start.
    """
    pairs = []
    for of_evidence in (True, False):
        rows = [
            (span, old)
            for old in olds
            if (span := old.evidence if of_evidence else old.passage) is not None
        ]
        rows.sort(key=lambda row: (row[0], row[1].id))
        longest = max((span[1] - span[0] for span, _ in rows), default=0)
        first = 0
        spans = sorted(
            (found[i].evidence if of_evidence else found[i].passage, n, i)
            for n, i in enumerate(fresh)
        )
        for span, n, i in spans:
            while first < len(rows) and rows[first][0][0] + longest <= span[0]:
                first += 1
            for other, old in rows[first:]:
                if other[0] >= span[1]:
                    break
                score = _score(found[i], span, old, other)
                score -= 0 if of_evidence else _NEVER_FOUND
                if score > 0:
                    pairs.append((-score, own.get(old.id) != i, n, old.id, i))
    matched: dict[int, str] = {}
    used: set[str] = set()
    for *_, rid, i in sorted(pairs):
        if i not in matched and rid not in used:
            matched[i] = rid
            used.add(rid)
    return matched


def _score(report: FoundReport, span: Span, old: KnownReport, other: Span) -> float:
    common = min(span[1], other[1]) - max(span[0], other[0])
    lengths = span[1] - span[0], other[1] - other[0]
    if common <= 0 or common < ENOUGH * min(lengths):
        return 0.0
    score = common / (sum(lengths) - common)
    speaks = report.source == old.source
    score += _SPEAKER * speaks + _EXACT * (speaks and span == other)
    return score + _KIND * (report.mention.kind == old.kind)


def mint_report_id(report: FoundReport, taken: Collection[str]) -> str:
    """``r-`` and six hexadecimal digits or, where that is taken, more of them."""
    start, end = report.evidence
    words = f"{report.article}\0{start}\0{end}\0{report.source}"
    digits = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
    for length in range(6, len(digits) + 1):
        rid = f"r-{digits[:length]}"
        if rid not in taken:
            return rid
    raise ValueError(f"no id is free for a report of {report.article}")


# --- events ---------------------------------------------------------------------------


def inherit_ids(
    groups: Sequence[frozenset[str]],
    previous: Mapping[str, frozenset[str]],
    placed: Mapping[str, str] | None = None,
) -> list[str | None]:
    """The id each group of reports inherits; None where one is to be minted.

    A group with a report that a person placed has the id of that event. Any other has
    the id of the event with which it shares most reports; one to one.
    """
    by_hand = placed or {}
    home = {rid: name for name in sorted(previous) for rid in previous[name]}
    ranked = []
    for i, group in enumerate(groups):
        hands = Counter(by_hand[rid] for rid in group if rid in by_hand)
        shared = Counter(home[rid] for rid in group if rid in home)
        for name in {*hands, *shared}:
            rank = (-hands[name], -shared[name], name, min(group), i)
            ranked.append(rank)
    given: list[str | None] = [None] * len(groups)
    used: set[str] = set()
    for _, _, name, _, i in sorted(ranked):
        if given[i] is None and name not in used:
            given[i] = name
            used.add(name)
    return given


def mint_event_id(
    words: Sequence[str], date: object, taken: Collection[str], seed: str = ""
) -> str:
    """A new id of place, kind and date: ASCII, lower case, unique.

    ``date`` is EDTF, or a list of it, of which the part all share is used. ``seed``
    (the id of a report) names an event whose words leave nothing in ASCII.
    """
    parts = [make_slug(word) for word in words]
    parts.append(_slug_of_date(date))
    stem = "-".join(part for part in parts if part)[:60].strip("-")
    if not any(char.isalpha() for char in stem):
        digest = hashlib.sha256(f"{words}{date}{seed}".encode()).hexdigest()[:6]
        stem = "-".join(part for part in ("event", stem, digest) if part)
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def _slug_of_date(date: object) -> str:
    """The precise start of a date: ``2022-01``; ``""`` where the year is open."""
    texts = [str(item) for item in date] if isinstance(date, list) else [str(date)]
    parts = [re.match(r"\d{4}(-\d\d){0,2}", text) for text in texts]
    if not all(parts):
        return ""
    common = texts[0]
    for text in texts:
        size = 0
        while size < min(len(common), len(text)) and common[size] == text[size]:
            size += 1
        common = common[:size]
    found = re.match(r"\d{4}(-\d\d){0,2}", common)
    return found.group() if found else ""
