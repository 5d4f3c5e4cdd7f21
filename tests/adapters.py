"""The program's public functions in the shapes an evaluation kit asks for.

Comes in: raw texts. Goes out: dates, citations, groups, reports, their offsets in code
points of the raw text, end exclusive. Nothing is found here: texts are ingested and
annotated as ``build`` does it, and spans are carried back by the alignment.

The package's own data are known, and nothing of this project; with RECOUPE_EVAL_CONTENT
set, its lists of sources and places besides. ``knowledge=`` says it for one call.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Protocol

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge, find_world, merge_knowledge
from builder.data import load_general_sources
from builder.ingest import find_repeated, ingest_bytes
from builder.ingest.align import Alignment
from builder.link.dating import date_groups, find_assumed_dates
from builder.link.events import Group, group_reports
from builder.link.mains import Reading as LinkReading
from builder.link.mains import find_mains
from builder.link.propose import find_anchors, is_recorded
from builder.link.reports import find_reports
from builder.model import (
    UNKNOWN,
    Annotations,
    Article,
    ArticleRecord,
    Evidence,
    FoundReport,
    Span,
    TimeExpression,
)
from builder.records import load_content
from builder.working_copy import find_blocks

ROOT = Path(__file__).resolve().parent.parent


class RawArticle(Protocol):
    """An article of the kit ``reports``."""

    id: str
    lang: str
    text: str


class Passage(Protocol):
    """A report of the kit ``incidents``: a passage of an article."""

    id: str
    lang: str
    file: str
    start: int
    end: int
    article: str
    date: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the program reads it."""

    article: Article
    notes: Annotations
    alignment: Alignment

    def in_raw(self, span: Span | None) -> Span | None:
        return self.alignment.to_evidence(span) if span else None


@cache
def load_knowledge(*, with_content: bool) -> Knowledge:
    """The package's lists, merged with this project's on request."""
    general = Knowledge(load_general_sources())
    if not with_content:
        return general
    content = load_content(ROOT)
    return merge_knowledge(general, Knowledge(content.sources, content.places))


def known_by_default() -> Knowledge:
    return load_knowledge(with_content=bool(os.environ.get("RECOUPE_EVAL_CONTENT")))


def read(
    text: str,
    language: str,
    knowledge: Knowledge,
    *,
    file: str = "seeds/text.txt",
    published: str = "",
    title: str = "",
    repeated: Iterable[str] = (),
) -> Reading:
    """Ingest and annotate one text; the language and a given date are taken as said."""
    data = text.encode("utf-8", "replace")
    ingested = ingest_bytes(data, file, knowledge, frozenset(repeated))
    unreadable = ArticleRecord(id="-", evidence=Evidence(file=file, sha256=""))
    record = replace(ingested.record or unreadable, language=language)
    if published:
        record = replace(record, published=published, because=None, why="given")
    if title:
        record = replace(record, title=title)
    # A text that is nothing but the line of a date is a phrase, and read as one.
    body = ingested.body if ingested.body.strip() else ingested.text
    article = Article(record, body, find_blocks(body))
    notes = annotate(article, knowledge)
    return Reading(article, notes, Alignment(article.body, ingested.text))


def dates(
    text: str,
    lang: str,
    reference_date: date | None,
    knowledge: Knowledge | None = None,
) -> list[tuple[int, int, str]]:
    """Start, end and value of every time expression."""
    published = reference_date.isoformat() if reference_date else ""
    known = knowledge or known_by_default()
    reading = read(text, lang, known, published=published)
    spans = [(reading.in_raw(time.span), time) for time in reading.notes.times]
    return [
        (*span, value_of(time, given=reference_date is not None))
        for span, time in spans
        if span
    ]


_NO_DAY = re.compile(r"XXXX(-XX|-W[X0-9]|T|$)|XX[0-9]{2}$")
"""TIMEX3 for a day or a week of a year that nobody knows, or a year of no century."""


def value_of(time: TimeExpression, *, given: bool = True) -> str:
    """The TIMEX3 value; EDTF where that alone says what is left open, and wherever
    no date of publication is ``given``.

    Where no date is committed to and TIMEX3 has only a shape to offer (``XXXX-WXX``,
    some week), the answer is left open: ``""``.
    """
    unresolved = not given or "X" in time.value or time.value.endswith("_REF")
    if time.type not in ("DATE", "TIME") or not unresolved:
        return time.value
    return time.edtf or ("" if _NO_DAY.match(time.value) else time.value)


def citations(
    text: str, lang: str, knowledge: Knowledge | None = None
) -> list[dict[str, object]]:
    """Content, source, resolved name and cue of every citation."""
    reading = read(text, lang, knowledge or known_by_default())
    out: list[dict[str, object]] = []
    for found in reading.notes.citations:
        content = [span for part in found.content if (span := reading.in_raw(part))]
        if content:
            out.append(
                {
                    "content": content,
                    "source": reading.in_raw(found.source),
                    "source_name": found.name,
                    "verb": reading.article.body[slice(*found.cue)],
                }
            )
    return out


def reports(
    articles: Iterable[RawArticle], knowledge: Knowledge | None = None
) -> list[dict[str, object]]:
    """Every report of a recorded event, found from raw text."""
    known = knowledge or known_by_default()
    raw = list(articles)
    readings = read_all({one.id: (one.text, one.lang, "", "") for one in raw}, known)
    found, groups, _ = link(readings, known)
    names = {reading.article.id: name for name, reading in readings.items()}
    dated, _, _ = date_groups(
        groups,
        found,
        {r.article.id: r.article for r in readings.values()},
        {r.article.id: r.notes for r in readings.values()},
        {},
    )
    bodies = {r.article.id: r.article.body for r in readings.values()}
    anchors = find_anchors(found)
    out: list[dict[str, object]] = []
    for number, group in enumerate(groups):
        if not is_recorded([found[i] for i in group.members], anchors):
            continue
        when = dated[number].date
        for report in (found[i] for i in group.members):
            out.append(
                {
                    "article": names[report.article],
                    "start": report.evidence[0],
                    "end": report.evidence[1],
                    "source": speaker_of(report, known, bodies[report.article]),
                    "event": number,
                    "date": write_date(when),
                    "numbers": [
                        claim.value
                        for claim in report.claims
                        if isinstance(claim.value, int) and claim.facet != "rank"
                    ],
                }
            )
    return out


def incidents(
    reports: Sequence[Passage], knowledge: Knowledge | None = None
) -> dict[str, str]:
    """The event each passage tells of; of several, the one it tells most about.

    A passage that is a whole article tells the article's main event.
    """
    known = knowledge or known_by_default()
    texts = {
        one.file: (one.article, one.lang, one.date or "", one.title) for one in reports
    }
    readings = read_all(texts, known)
    found, groups, mains = link(readings, known)
    event = {i: number for number, group in enumerate(groups) for i in group.members}
    here: dict[str, list[int]] = defaultdict(list)
    for i, report in enumerate(found):
        here[report.article].append(i)
    answer = {}
    for one in reports:
        article = readings[one.file].article.id
        if (one.start, one.end) == (0, len(one.article)):
            main = mains.get(article)
            answer[one.id] = (
                f"alone:{one.id}" if main is None else f"event:{event[main]}"
            )
            continue
        told: dict[int, int] = defaultdict(int)
        for i in here[article]:
            start, end = found[i].evidence
            shared = min(end, one.end) - max(start, one.start)
            trigger = readings[one.file].in_raw(found[i].mention.trigger)
            named = trigger and one.start <= trigger[0] and trigger[1] <= one.end
            # a part of what is told without the word for it may tell anything
            if shared > 0 and (named or 2 * shared >= end - start):
                told[event[i]] += shared
        best = max(told, key=lambda number: (told[number], -number), default=None)
        answer[one.id] = f"alone:{one.id}" if best is None else f"event:{best}"
    return answer


def read_all(
    texts: Mapping[str, tuple[str, str, str, str]], knowledge: Knowledge
) -> dict[str, Reading]:
    """Text, language, date of publication and title by name -> readings by name."""
    repeated = find_repeated([text for text, *_ in texts.values()])
    return {
        name: read(
            text,
            language,
            knowledge,
            file=f"seeds/{name}",
            published=published,
            title=title,
            repeated=repeated,
        )
        for name, (text, language, published, title) in sorted(texts.items())
    }


def link(
    readings: Mapping[str, Reading], knowledge: Knowledge
) -> tuple[Sequence[FoundReport], Sequence[Group], Mapping[str, int]]:
    """All reports of all articles, their groups, and the main report by article."""
    mains = find_mains(
        [
            report
            for one in readings.values()
            for report in find_reports(one.article, one.notes, one.alignment)
        ],
        [
            LinkReading(one.article, one.notes, one.alignment)
            for one in readings.values()
        ],
    )
    articles = {reading.article.id: reading.article for reading in readings.values()}
    notes = {reading.article.id: reading.notes for reading in readings.values()}
    named = {place.place for one in notes.values() for place in one.places}
    groups = group_reports(
        mains.found,
        {name: article.body for name, article in articles.items()},
        {**find_world(knowledge, named - {UNKNOWN}, "en"), **knowledge.places},
        find_dates=partial(
            find_assumed_dates, found=mains.found, articles=articles, annotations=notes
        ),
        stories=mains.stories,
    )
    return mains.found, groups, mains.by_article


def speaker_of(report: FoundReport, knowledge: Knowledge, body: str) -> str:
    """The name of the first speaker, spelt as the article spells it; ``""`` where the
    article itself speaks."""
    if report.rule.startswith("publisher"):
        return ""
    record = knowledge.sources.get(report.source)
    if record is None:
        return report.source.removesuffix(f"@{report.article}")
    spellings = (record.name, *record.variants)
    return next((name for name in spellings if name in body), record.name)


def write_date(value: str | list[str]) -> str:
    """A record's date as one EDTF string; ``""`` where it is not known."""
    if isinstance(value, list):
        return f"[{','.join(value)}]"
    return "" if value == UNKNOWN else value
