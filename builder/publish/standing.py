"""How a record stands: what people have read of it, what changed and in which edition.

Comes in: a record, the editions that showed it. Goes out: what templates say of it, in
the interface language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from builder.compare import Entry
from builder.history import Change, Step
from builder.model import UNKNOWN, EventRecord, Status
from builder.publish.dates import say_date
from builder.publish.library import Library
from builder.states import Record, find_state
from builder.taxonomy import label as kind_label


@dataclass(frozen=True, slots=True)
class Told:
    """One edition, as a page tells of it."""

    edition: str
    lines: tuple[Markup, ...]
    why: str = ""
    rule: str = ""


def find_part_states(record: Record, parts: Sequence[str]) -> Mapping[str, Status]:
    """The parts that stand otherwise than the record as a whole says.

    A checked record need not say of each part that it was read.
    """
    own = "checked" if record.status == "checked" else "machine"
    states = {part: find_state(record, part) for part in parts}
    return {part: state for part, state in states.items() if state != own}


def find_event_states(event: EventRecord) -> Mapping[str, Status]:
    """As ``find_part_states``, for what an event's page shows one by one."""
    reports = (report.id for report in event.reports)
    return find_part_states(event, ("title", "kind", "date", "place", *reports))


def list_states(entries: Sequence[Entry]) -> tuple[str, ...]:
    """What a list can be narrowed to, ``all`` first; none where all stand alike."""
    found = [
        state
        for state in ("checked", "machine", "disputed")
        if any(is_in_state(entry, state) for entry in entries)
    ]
    return ("all", *found) if len(found) > 1 else ()


def list_told(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The same for how many tell of an event: several sources, several articles."""
    several = {
        "sources": [entry.counts.sources > 1 for entry in entries],
        "articles": [entry.counts.articles > 1 for entry in entries],
    }
    found = [name for name, told in several.items() if any(told) and not all(told)]
    return ("any", *found) if found else ()


def is_in_state(entry: Entry, state: str) -> bool:
    """Whether a line of the chronology belongs to a state; it may to two."""
    return entry.status == state or (state == "disputed" and entry.in_dispute)


def tell_history(library: Library, steps: Sequence[Step]) -> tuple[Told, ...]:
    """Each edition that showed or changed an event, the first one first."""
    return tuple(
        Told(
            step.edition,
            tuple(_tell(library, step, again=number > 0)),
            step.why,
            step.rule,
        )
        for number, step in enumerate(steps)
    )


def _tell(library: Library, step: Step, *, again: bool) -> list[Markup]:
    t = library.interface.t
    if step.is_first:
        return [t("history.again" if again else "history.first")]
    lines = [
        t(
            f"history.{change.field}",
            old=_say(library, change, change.old),
            new=_say(library, change, change.new),
        )
        for change in step.changes
    ]
    for name in ("added", "removed", "altered"):
        count = getattr(step, name)
        if count:
            lines.append(t(f"history.{name}", count=count))
    return lines


def _say(library: Library, change: Change, value: str | list[str]) -> str:
    interface = library.interface
    if change.field == "date":
        return say_date(value, interface)
    words = value if isinstance(value, str) else ", ".join(value)
    if change.field == "kind":
        return kind_label(words, interface.language)
    if change.field == "place":
        if words == UNKNOWN:
            return interface.t("history.no_place").unescape()
        return library.place_name(words)
    return interface.name("status", words) if change.field == "status" else words
