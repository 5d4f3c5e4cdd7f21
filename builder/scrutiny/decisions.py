"""Decisions of people that stand against each other, or are still to be made.

Comes in: ``Known``. Goes out: warnings at the later of two decisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from builder.anchoring import find_quote, fold_quote
from builder.checks import Known
from builder.model import Report
from builder.problems import Problem
from builder.record_text import RecordFile
from builder.states import clean_part
from builder.yamlio import KeyPath


def look_at_opposites(known: Known) -> Iterator[Problem]:
    """No two reports are held to be of one event here and of two events there."""
    leader: dict[str, str] = {}
    event_of: dict[str, str] = {}
    for _, event in known.events():
        event_of.update({report.id: event.id for report in event.reports})
    for _, _, report in known.reports():
        for other in report.same_as:
            one, two = _lead(leader, report.id), _lead(leader, other)
            leader[max(one, two)] = min(one, two)
    for file, at, report in known.reports():
        for index, other in enumerate(report.not_same_as):
            if other in report.same_as or other == report.id:
                continue  # an error of its own
            place = (*at, "not_same_as", index)
            if _lead(leader, report.id) == _lead(leader, other):
                message = f"'same_as' holds '{report.id}' and '{other}' to be one event"
                hint = f"delete '{other}' here, or the same_as that joins the two"
            elif other in event_of and event_of[other] == event_of[report.id]:
                message = f"'{other}' stands in this very event"
                hint = f"delete '{other}' here, or move one of the two reports"
            else:
                continue
            yield _warn(file, place, "W340", message, hint)


def _lead(leader: dict[str, str], name: str) -> str:
    """The report that stands for all that are held to be of one event."""
    root = name
    while leader.get(root, root) != root:
        root = leader[root]
    while leader.get(name, name) != root:  # the next search is short
        leader[name], name = root, leader[name]
    return root


def look_at_doubts(known: Known) -> Iterator[Problem]:
    """What is disputed says so in words; what is checked has no open question."""
    for file, event in known.events():
        silent = not (event.note or event.why)
        if silent and (event.status == "disputed" or event.disputed):
            message = "this record is disputed, and nobody says what about"
            hint = "write 'note: …': who disagrees with what"
            at = "status" if event.status == "disputed" else "disputed"
            yield _warn(file, (at,), "W341", message, hint)
        for index, part in enumerate(event.disputed):
            if clean_part(part) in map(clean_part, event.checked):
                message = f"'{part}' stands in checked and in disputed"
                hint = "delete it from one of the two"
                yield _warn(file, ("disputed", index), "W341", message, hint)
        if event.status == "checked" and event.maybe_same_as:
            others = ", ".join(event.maybe_same_as[:4])
            message = f"this record is checked, but may still be one with {others}"
            hint = "delete maybe_same_as, or move the reports into one of the two files"
            yield _warn(file, ("maybe_same_as",), "W341", message, hint)


def look_at_repeats(known: Known) -> Iterator[Problem]:
    """Nothing stands twice in one list."""
    content = known.content
    for file, event in known.events():
        for name in ("was", "checked", "disputed", "maybe_same_as"):
            yield from _repeats(file, (name,), getattr(event, name))
        told = list(_what_is_told(known, event.reports))
        yield from _repeats(file, ("reports",), told, "the same words of one source")
        for index, report in enumerate(event.reports):
            at: KeyPath = ("reports", index)
            for name in ("via", "same_as", "not_same_as"):
                yield from _repeats(file, (*at, name), getattr(report, name))
            yield from _repeats(file, (*at, "claims"), report.claims, "this claim")
    for key, article in content.articles.items():
        for name in ("credits", "checked", "disputed"):
            listed = getattr(article.record, name)
            yield from _repeats(content.article_files[key], (name,), listed)
    if content.sources_file is not None:
        for key, source in content.sources.items():
            place = (key, "variants")
            yield from _repeats(content.sources_file, place, source.variants)
    if content.places_file is not None:
        for key, place_record in content.places.items():
            for name in ("aliases", "within", "near"):
                listed = getattr(place_record, name)
                yield from _repeats(content.places_file, (key, name), listed)


def _what_is_told(known: Known, reports: Sequence[Report]) -> Iterator[object]:
    """For each report what makes it this one and no other.

    Words that stand several times in an article may be reported as often.
    """
    times: dict[tuple[str, str, str], int] = {}
    for report in reports:
        told = (report.article, report.source, fold_quote(report.quote))
        times[told] = times.get(told, 0) + 1
        body = known.text_of(report.article) if times[told] > 1 else None
        places = len(find_quote(body, report.quote)) if body else 1
        yield (*told, min(times[told], places))


def _repeats(
    file: RecordFile, place: KeyPath, items: Sequence[Any], what: str = ""
) -> Iterator[Problem]:
    first: dict[Any, int] = {}
    for index, item in enumerate(items):
        if first.setdefault(item, index) == index:
            continue
        line = file.loaded.mark((*place, first[item])).line
        message = f"{what or repr(item)} again: it stands on line {line} already"
        yield _warn(file, (*place, index), "W342", message, "delete one of the two")


def _warn(
    file: RecordFile, place: KeyPath, code: str, message: str, hint: str
) -> Problem:
    return file.loaded.problem(place, code, message, hint, severity="warning")
