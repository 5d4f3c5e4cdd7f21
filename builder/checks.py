"""Rules about content that types cannot say, one function and one row each.

Comes in: ``Content`` and what else is known (kinds, sources, places of the package).
Goes out: Problems at the line and column of the word that is wrong. Nothing is changed
and no date is computed; contradictions between dates are found by the solver.

A name that stands in a file that cannot be read is not called unknown: that file has
a Problem of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property

from builder.anchoring import find_longer, find_nearest, find_quote
from builder.edtf import EdtfError, parse_date
from builder.model import (
    UNKNOWN,
    ArticleRecord,
    Claim,
    EventRecord,
    Report,
    SourceRecord,
)
from builder.problems import Problem, nearest
from builder.record_text import RecordFile
from builder.records import Content
from builder.states import clean_part, is_claim, is_part
from builder.yamlio import KeyPath

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+\Z")
_OFFERED = 3
"""Places of an ambiguous quote for which longer words are offered."""


@dataclass(frozen=True)
class Known:
    """Everything the rules look names up in."""

    content: Content
    kinds: frozenset[str] = frozenset()
    """Kinds of the taxonomy; empty where kinds are not checked."""
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    """The package's general list."""
    places: frozenset[str] = frozenset()
    """Ids of the package's general list."""
    absent: frozenset[str] = frozenset()
    """Articles that are kept elsewhere, perhaps with their text."""
    language: str = ""
    """That of titles; ``""`` where their words are not looked at."""
    share: float | None = None
    """How much of an article may be shown; None where that is not limited."""

    @cached_property
    def held(self) -> frozenset[str]:
        """Ids seen in files that cannot be read, and the names of those files."""
        names: set[str] = set()
        for file in self.content.unreadable:
            names.update(file.ids)
            names.add(file.path.rpartition("/")[2].rpartition(".")[0])
        return frozenset(names)

    @cached_property
    def event_ids(self) -> frozenset[str]:
        """Ids of events, earlier ones too."""
        events = self.content.events.values()
        earlier = (old for event in events for old in event.was)
        return frozenset(self.content.events) | frozenset(earlier) | self.held

    @cached_property
    def article_ids(self) -> frozenset[str]:
        return frozenset(self.content.articles) | self.held | self.absent

    def text_of(self, article: str) -> str | None:
        """The words quotes are held against; None where they are not here."""
        if article not in self.content.articles:
            return None
        body = self.content.articles[article].body
        return None if article in self.absent and not body.strip() else body

    @cached_property
    def report_ids(self) -> frozenset[str]:
        return frozenset(r.id for _, _, r in self.reports()) | self.held

    @cached_property
    def place_ids(self) -> frozenset[str]:
        return frozenset(self.content.places) | self.places

    @cached_property
    def source_ids(self) -> frozenset[str]:
        return frozenset(self.content.sources) | frozenset(self.sources)

    def is_dark(self, kind: str) -> bool:
        """Whether a file of one kind cannot be read."""
        return any(file.kind == kind for file in self.content.unreadable)

    def events(self) -> Iterator[tuple[RecordFile, EventRecord]]:
        """Every event with its file."""
        for name, event in self.content.events.items():
            yield self.content.event_files[name], event

    def reports(self) -> Iterator[tuple[RecordFile, KeyPath, Report]]:
        """Every report with its file and its place there."""
        for file, event in self.events():
            for index, report in enumerate(event.reports):
                yield file, ("reports", index), report


def check_content(known: Known) -> tuple[Problem, ...]:
    """All problems that all rules find, by place."""
    found = [problem for _, check in CHECKS for problem in check(known)]
    return tuple(sorted(found))


# --- names that lead nowhere -------------------------------------------------------


def check_article_ids(known: Known) -> Iterator[Problem]:
    """A report, a relation or a reason names an article that is there."""
    named = [
        (file, (*at, "article"), report.article) for file, at, report in known.reports()
    ]
    for file, event in known.events():
        if event.because is not None and event.because.article:
            named.append((file, ("because", "article"), event.because.article))
        for index, relation in enumerate(event.relations):
            if relation.article:
                place = ("relations", index, "article")
                named.append((file, place, relation.article))
    for file, at, article in named:
        if article not in known.article_ids:
            message = f"there is no article '{article}'"
            hint = _suggest(article, known.content.articles)
            yield file.loaded.problem(at, "E301", message, hint)


def check_event_ids(known: Known) -> Iterator[Problem]:
    """A relation or a doubt names another event that is there."""
    for file, event in known.events():
        named: list[tuple[KeyPath, str]] = [
            (("maybe_same_as", index), other)
            for index, other in enumerate(event.maybe_same_as)
        ]
        for index, relation in enumerate(event.relations):
            for side in ("after", "before"):
                other = getattr(relation, side)
                if other is not None:
                    named.append((("relations", index, side), other))
        for at, other in named:
            if other == event.id:
                message = "an event cannot be related to itself"
                yield file.loaded.problem(at, "E302", message, "name another event")
            elif other not in known.event_ids:
                message = f"there is no event '{other}'"
                hint = _suggest(other, known.content.events)
                yield file.loaded.problem(at, "E302", message, hint)


def check_report_ids(known: Known) -> Iterator[Problem]:
    """A report id stands once in all of content/."""
    first: dict[str, RecordFile] = {}
    places: dict[str, KeyPath] = {}
    for file, at, report in known.reports():
        if report.id not in first:
            first[report.id], places[report.id] = file, (*at, "id")
            continue
        other = first[report.id]
        line = other.loaded.mark(places[report.id]).line
        yield file.loaded.problem(
            (*at, "id"),
            "E303",
            f"the report id '{report.id}' is already used in {other.path}:{line}",
            "to move a report, cut it there; to copy it, change the id of the copy",
        )


def check_same_as(known: Known) -> Iterator[Problem]:
    """Lists of report ids name other reports, none of them on both lists."""
    for file, at, report in known.reports():
        for name in ("same_as", "not_same_as"):
            for index, other in enumerate(getattr(report, name)):
                place = (*at, name, index)
                if other == report.id:
                    message = f"'{name}' names the report itself"
                    yield file.loaded.problem(place, "E308", message, "delete it")
                elif other not in known.report_ids:
                    message = f"there is no report '{other}'"
                    hint = _suggest(other, known.report_ids)
                    yield file.loaded.problem(
                        place, "E308", message, hint, severity="warning"
                    )
        both = [o for o in report.same_as if o in report.not_same_as]
        for other in both:
            message = f"'{other}' stands in same_as and in not_same_as"
            yield file.loaded.problem((*at, "same_as"), "E308", message, "keep one")


def check_earlier_ids(known: Known) -> Iterator[Problem]:
    """An earlier id leads to one event only."""
    owner: dict[str, str] = {name: name for name in known.content.events}
    for file, event in known.events():
        for index, old in enumerate(event.was):
            other = owner.setdefault(old, event.id)
            if other != event.id or old == event.id:
                message = f"the earlier id '{old}' is that of event '{other}'"
                place = ("was", index)
                yield file.loaded.problem(place, "E309", message, "delete it from was")


def check_kinds(known: Known) -> Iterator[Problem]:
    """A kind is one of the taxonomy."""
    if not known.kinds:
        return
    for file, event in known.events():
        if event.kind not in known.kinds:
            message = f"unknown kind '{event.kind}'"
            hint = _suggest(event.kind, known.kinds, some=True)
            yield file.loaded.problem(("kind",), "E307", message, hint)


def check_places(known: Known) -> Iterator[Problem]:
    """What looks like a place id is one."""
    if known.is_dark("places"):
        return
    for file, event in known.events():
        name = event.place
        if name != UNKNOWN and name not in known.place_ids and _SLUG.match(name):
            message = f"'{name}' looks like a place id and is not in places.yaml"
            hint = "add it to content/places.yaml"
            if near := nearest(name, known.place_ids):
                hint = f"did you mean '{near}'?"
            yield file.loaded.problem(
                ("place",), "E310", message, hint, severity="warning"
            )
    file_of_places = known.content.places_file
    for place, record in known.content.places.items():
        if file_of_places is None:
            break
        for name in ("within", "near"):
            for index, other in enumerate(getattr(record, name)):
                if other not in known.place_ids:
                    yield file_of_places.loaded.problem(
                        (place, name, index),
                        "E310",
                        f"there is no place '{other}'",
                        _suggest(other, known.place_ids),
                    )


def check_sources(known: Known) -> Iterator[Problem]:
    """Membership names a source; a name of one article names an article."""
    file = known.content.sources_file
    for name, record in known.content.sources.items():
        other = record.member_of
        if file is None or other is None or known.is_dark("sources"):
            continue
        if other not in known.source_ids:
            message = f"there is no source '{other}'"
            hint = _suggest(other, known.source_ids)
            yield file.loaded.problem((name, "member_of"), "E311", message, hint)
    for file, at, report in known.reports():
        article = report.source.rpartition("@")[2] if "@" in report.source else ""
        if article and article not in known.article_ids:
            message = f"'{report.source}' names no article behind its @"
            hint = f"write {report.source.rpartition('@')[0]}@{report.article}"
            yield file.loaded.problem((*at, "source"), "E311", message, hint)


def check_fields(known: Known) -> Iterator[Problem]:
    """What is listed under ``checked`` or ``disputed`` is a part of the record."""
    rows: list[tuple[RecordFile, EventRecord | ArticleRecord]] = [*known.events()]
    for key, article in known.content.articles.items():
        rows.append((known.content.article_files[key], article.record))
    for file, record in rows:
        allowed = [one.name for one in fields(record)]
        if isinstance(record, EventRecord):
            allowed += [report.id for report in record.reports]
        for list_name in ("checked", "disputed"):
            for index, name in enumerate(getattr(record, list_name)):
                message = f"'{name}' is not a part of this record"
                hint = _suggest(name, allowed, some=True)
                if is_part(record, name):
                    if list_name == "disputed" or not is_claim(name):
                        continue
                    message = "a claim is checked with its report"
                    hint = f"write {clean_part(name).partition('.')[0]}"
                place = (list_name, index)
                yield file.loaded.problem(
                    place, "E312", message, hint, severity="warning"
                )


def _suggest(name: str, known: Iterable[str], some: bool = False) -> str:
    names = sorted(known)
    near = nearest(name, names)
    if near:
        return f"did you mean '{near}'?"
    if some and names:
        return "allowed: " + ", ".join(names[:40])
    return "write the id of one that is there, or delete this one"


# --- exact words -------------------------------------------------------------------


def check_report_quotes(known: Known) -> Iterator[Problem]:
    """The words of a report stand once in its article."""
    for file, at, report in known.reports():
        text = known.text_of(report.article)
        if text is None:
            continue
        place = (*at, "quote")
        yield from hold_against(file, place, report.quote, text, "the article")


def check_claim_quotes(known: Known) -> Iterator[Problem]:
    """The words of a claim stand once in those of its report."""
    for file, at, report in known.reports():
        for index, claim in enumerate(report.claims):
            place = (*at, "claims", index, "quote")
            where = "the quote of its report"
            yield from hold_against(file, place, claim.quote, report.quote, where)


def check_other_quotes(known: Known) -> Iterator[Problem]:
    """The words a relation or a correction rests on stand in an article."""
    for key, article in known.content.articles.items():
        file, body = known.content.article_files[key], known.text_of(key)
        for index, correction in enumerate(article.record.corrections):
            if body is None:
                continue
            place: KeyPath = ("corrections", index, "quote")
            yield from hold_against(
                file, place, correction.quote, body, "the body below"
            )
    for file, event in known.events():
        about = [report.article for report in event.reports]
        for index, relation in enumerate(event.relations):
            names = [relation.article] if relation.article else about
            texts = [known.text_of(name) for name in dict.fromkeys(names)]
            bodies = [text for text in texts if text is not None]
            if relation.quote and bodies and len(bodies) == len(set(names)):
                found = any(find_quote(body, relation.quote) for body in bodies)
                if not found:
                    place = ("relations", index, "quote")
                    yield from hold_against(
                        file, place, relation.quote, bodies[0], "the article"
                    )


def hold_against(
    file: RecordFile, place: KeyPath, quote: str, text: str, where: str
) -> Iterator[Problem]:
    """What is wrong with a quote that has to stand once in a text."""
    if not quote.strip():
        message = "the exact words are missing"
        yield file.loaded.problem(place, "E305", message, f"copy them from {where}")
        return
    spans = find_quote(text, quote)
    if not spans:
        near = " ".join(find_nearest(text, quote).split())
        hint = f"the nearest text there is: {near}" if near else ""
        hint = hint or f"copy the words from {where}, letter for letter"
        message = f"these words do not stand in {where}"
        yield file.loaded.problem(place, "E304", message, hint)
    elif len(spans) > 1:
        message = f"these words stand {len(spans)} times in {where}"
        hint = "quote a few more words, so that the place is certain"
        longer = (find_longer(text, span) for span in spans[:_OFFERED])
        offered = [" ".join(words.split()) for words in longer if words]
        hint += ": " + " / ".join(offered) if offered else ""
        yield file.loaded.problem(place, "E304", message, hint, severity="warning")


# --- sense -------------------------------------------------------------------------


def check_relations(known: Known) -> Iterator[Problem]:
    """A relation has one side."""
    for file, event in known.events():
        for index, relation in enumerate(event.relations):
            if (relation.after is None) == (relation.before is None):
                both = relation.after is not None
                what = "both after and before" if both else "neither after nor before"
                yield file.loaded.problem(
                    ("relations", index),
                    "E306",
                    f"a relation names {what}",
                    "write either 'after: <event id>' or 'before: <event id>'",
                )


def check_counts(known: Known) -> Iterator[Problem]:
    """A count is not negative and its lower bound is not above the upper one."""
    for file, at, report in known.reports():
        for index, claim in enumerate(report.claims):
            for name, message, hint in _find_bad_counts(claim):
                place = (*at, "claims", index, name)
                yield file.loaded.problem(place, "E313", message, hint)


def _find_bad_counts(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Field, what is wrong, what to write."""
    numbers = {
        name: number
        for name in ("value", "at_least", "at_most")
        if isinstance(number := getattr(claim, name), int)
    }
    for name, number in numbers.items():
        if number < 0:
            hint = f"write {-number}; delete '{name}' where no number is stated"
            yield name, f"'{name}' is negative", hint
    low, high = numbers.get("at_least"), numbers.get("at_most")
    if low is not None and high is not None and low > high:
        message = f"'at_least' ({low}) is above 'at_most' ({high})"
        yield "at_least", message, f"write at_least: {high}, at_most: {low}"


def check_corrections(known: Known) -> Iterator[Problem]:
    """A correction says the date or the source that it puts in the place of what was
    read."""
    for key, article in known.content.articles.items():
        file = known.content.article_files[key]
        for index, correction in enumerate(article.record.corrections):
            place: KeyPath = ("corrections", index)
            value = (correction.value or "").strip()
            if correction.read_as == "citation" and not value:
                message = "this correction does not say whose words these are"
                hint = "add value: and the id or the name of the source"
                yield file.loaded.problem(place, "E314", message, hint)
            elif correction.read_as == "date":
                try:
                    parse_date(value)
                except EdtfError as error:
                    message = f"'value' is not an EDTF date: {error.message}"
                    hint = "write for example value: 2024-03-17, or read_as: no_date"
                    yield file.loaded.problem(place, "E314", message, hint)


CHECKS: tuple[tuple[str, Callable[[Known], Iterable[Problem]]], ...] = (
    ("E301", check_article_ids),
    ("E302", check_event_ids),
    ("E303", check_report_ids),
    ("E304", check_report_quotes),
    ("E304", check_claim_quotes),
    ("E304", check_other_quotes),
    ("E306", check_relations),
    ("E307", check_kinds),
    ("E308", check_same_as),
    ("E309", check_earlier_ids),
    ("E310", check_places),
    ("E311", check_sources),
    ("E312", check_fields),
    ("E313", check_counts),
    ("E314", check_corrections),
)
"""Code and rule. To add a rule is to add a function and a row."""
