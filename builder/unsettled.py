"""What people have not settled yet in the records: rows of ``recoupe review``.

Comes in: what the stages found, nothing of which is written. Goes out: things to
decide, each with its place and what to write. A function per kind, for the table in
``review``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from builder.awaiting import Awaiting
from builder.checks import (
    Known,
    check_claim_quotes,
    check_other_quotes,
    check_report_quotes,
)
from builder.compare import Mark, mark_of, read_date
from builder.model import UNKNOWN, EventRecord
from builder.pipeline import State, make_known
from builder.problems import Problem
from builder.reconcile import make_refused_problems
from builder.record_text import RecordFile
from builder.scrutiny import scrutinise
from builder.scrutiny.words import look_at_reasons
from builder.states import find_state, find_unread

_OPEN_DATES: frozenset[Mark] = frozenset(
    ("unknown", "one_of", "yearless", "uncertain", "approximate", "relative")
)
_ASKED_ELSEWHERE = frozenset(("W350", "W360"))
"""Questions of a closer look that have a kind of their own."""
_SHOWN = 4


def _known_of(state: State) -> Known:
    """What the rules about content may know after all stages."""
    places = state.knowledge.places
    return make_known(state.content, state.config, places, state.absent)


def find_refused_proposals(state: State) -> Iterator[Awaiting]:
    """What the machine reads otherwise than a person wrote; theirs stays."""
    refused = state.refused or ()
    for item in refused:
        for problem in make_refused_problems([item], state.content):
            todo = (
                f"recoupe accept {item.record}.{item.name} takes it; to keep what "
                "stands, do nothing"
            )
            named = replace(problem, message=f"{item.record}: {problem.message}")
            yield _await("refused-proposal", named, todo)


def find_lost_quotes(state: State) -> Iterator[Awaiting]:
    """Words that do not stand in their article any more, or stand there twice."""
    known = _known_of(state)
    for check in (
        check_report_quotes,
        check_claim_quotes,
        check_other_quotes,
        look_at_reasons,
    ):
        for problem in check(known):
            yield _await("lost-quote", problem, problem.hint)


def find_contradictions(state: State) -> Iterator[Awaiting]:
    """Distances that articles state and the dates exclude."""
    for problem in state.linked.problems:
        yield _await("contradiction", problem, problem.hint)


def find_questions(state: State) -> Iterator[Awaiting]:
    """What a closer look finds odd, as ``recoupe check`` asks it."""
    known = _known_of(state)
    for problem in scrutinise(known):
        if problem.code not in _ASKED_ELSEWHERE:
            yield _await("question", problem, problem.hint)


def find_disputes(state: State) -> Iterator[Awaiting]:
    """What people disagree about, until they agree."""
    for file, event in _list_events(state):
        parts = ", ".join(event.disputed)
        if event.status != "disputed" and not parts:
            continue
        at = "disputed" if parts else "status"
        what = f"'{event.title}' is disputed" + (f": {parts}" if parts else "")
        todo = "when you agree, "
        todo += "delete what is settled from disputed" if parts else "write checked"
        yield Awaiting(file.path, *file.loaded.mark((at,)), "disputed", what, todo)


def find_look_alikes(state: State) -> Iterator[Awaiting]:
    """Events that may be one, each pair once."""
    events, told = state.content.events, set[frozenset[str]]()
    for file, event in _list_events(state):
        for index, other in enumerate(event.maybe_same_as):
            pair = frozenset((event.id, other))
            if other not in events or pair in told or len(pair) == 1:
                continue
            told.add(pair)
            mine, theirs = event.reports[:1], events[other].reports[:1]
            what = (
                f"'{event.title}' ({_say_date(event)}) may be '{events[other].title}' "
                f"({_say_date(events[other])}) of {other}"
            )
            todo = (
                f"if they are one, move the reports of {other} here; if not, delete "
                f"{other} from maybe_same_as"
            )
            if mine and theirs:
                todo += (
                    f" and, to keep them apart whatever comes, write not_same_as: "
                    f"[{theirs[0].id}] at report {mine[0].id}"
                )
            place = file.loaded.mark(("maybe_same_as", index))
            yield Awaiting(file.path, *place, "maybe-same", what, todo)


def find_open_dates(state: State) -> Iterator[Awaiting]:
    """Dates that the articles leave open, and no person has agreed to leave so."""
    for file, event in _list_events(state):
        value = read_date(event.date)
        mark = mark_of(value, related=bool(event.relations))
        settled = event.why or find_state(event, "date") == "checked"
        if mark not in _OPEN_DATES or settled:
            continue
        rule = f", by the rule {event.because.rule}" if event.because else ""
        what = f"'{event.title}' is dated {_say_date(event)}{rule}"
        at = "date" if "date" in file.loaded.data else "id"
        todo = "write the date you can prove, and why:; or checked: [date] to leave it"
        yield Awaiting(file.path, *file.loaded.mark((at,)), "open-date", what, todo)


def find_unread_records(state: State) -> Iterator[Awaiting]:
    """Records of which a person has not agreed with every part."""
    for file, event in _list_events(state):
        if event.status == "machine" and (parts := find_unread(event)):
            yield _await_reader(file, event.title, parts)
    for name, article in state.content.articles.items():
        parts = find_unread(article.record)
        if article.record.status == "machine" and parts:
            title = article.record.title
            file = state.content.article_files[name]
            yield _await_reader(file, name if title == UNKNOWN else title, parts)


def _await_reader(file: RecordFile, title: str, parts: tuple[str, ...]) -> Awaiting:
    shown = ", ".join(parts[:_SHOWN])
    more = f" and {len(parts) - _SHOWN} more" if len(parts) > _SHOWN else ""
    at = "status" if "status" in file.loaded.data else "id"
    what = f"nobody has read '{title}' yet: {shown}{more}"
    todo = "read it, then write status: checked; or name what you agree with: checked: "
    todo += f"[{parts[0]}]"
    return Awaiting(file.path, *file.loaded.mark((at,)), "unread", what, todo)


def _list_events(state: State) -> Iterable[tuple[RecordFile, EventRecord]]:
    for name, event in state.content.events.items():
        yield state.content.event_files[name], event


def _say_date(event: EventRecord) -> str:
    return event.date if isinstance(event.date, str) else " or ".join(event.date)


def _await(kind: str, problem: Problem, todo: str) -> Awaiting:
    place = (problem.path, problem.line, problem.column)
    return Awaiting(*place, kind, problem.message, todo)
