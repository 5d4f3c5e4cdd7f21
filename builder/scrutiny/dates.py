"""Orders that cannot be, and dates that no passage gives.

Comes in: ``Known``. Goes out: warnings at the relation or the date. Only what stands in
the records is compared, two dates at a time; chains of reasons are the solver's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from builder.checks import Known
from builder.edtf import Edtf, EdtfError, intersect, parse_date
from builder.model import UNKNOWN, Date, EventRecord, Relation
from builder.problems import Problem
from builder.record_text import RecordFile
from builder.yamlio import KeyPath

_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?\Z")
_FEWEST: Final = (365, 28, 7, 1)
_MOST: Final = (366, 31, 7, 1)
_TOLD: Final = 6
"""Relations of one circle that are named."""
_ZONES: Final = timedelta(days=1)
"""Two days may be one: that of the event there, and that of the article here."""


@dataclass(frozen=True, slots=True)
class _Order:
    """One relation, from the earlier event to the later one."""

    earlier: str
    later: str
    owner: str
    """The event whose record states it."""
    index: int
    relation: Relation


def look_at_circles(known: Known) -> Iterator[Problem]:
    """No event lies before itself by way of others."""
    orders = list(_find_orders(known))
    home = find_circles((order.earlier, order.later) for order in orders)
    rings: dict[int, list[_Order]] = {}
    for order in orders:
        circle = home.get(order.earlier)
        if circle is not None and home.get(order.later) == circle:
            rings.setdefault(circle, []).append(order)
    for ring in rings.values():
        told = "; ".join(f"{o.later} after {o.earlier}" for o in ring[:_TOLD])
        told += f"; and {len(ring) - _TOLD} more" if len(ring) > _TOLD else ""
        others = [_place(known, order) for order in ring[1 : _TOLD + 1]]
        hint = "delete this relation, or one of those at " + ", ".join(others)
        yield _say(known, ring[0], "", "W320", f"these run in a circle: {told}", hint)


def look_at_distances(known: Known) -> Iterator[Problem]:
    """A distance can be, and agrees with the dates of both events."""
    events = known.content.events
    for order in _find_orders(known):
        least = _days(order.relation.at_least, _FEWEST) or 0
        most = _days(order.relation.at_most, _MOST)
        if most is not None and least > most:
            low, high = order.relation.at_least, order.relation.at_most
            message = f"at least {low} and at most {high} cannot both be"
            hint = f"write at_least: {high}, at_most: {low}"
            yield _say(known, order, "at_least", "W321", message, hint)
            continue
        first = _read(events[order.earlier].date)
        second = _read(events[order.later].date)
        if first is None or second is None:
            continue
        wrong = _find_misfit(first, second, least, most)
        if wrong:
            message = (
                f"{order.later} ({second}) cannot lie {wrong} {order.earlier} ({first})"
            )
            hint = "mend one of the two dates, or delete this relation"
            side = "after" if order.relation.after else "before"
            yield _say(known, order, side, "W321", message, hint)


def look_at_publication(known: Known) -> Iterator[Problem]:
    """Nothing is told before it happened, nor captured before it was published."""
    published: dict[str, Edtf] = {}
    for name, article in known.content.articles.items():
        record = article.record
        said = _read(record.published)
        if said is not None:
            published[name] = said
        captured = _read(record.evidence.captured)
        if captured is None or said is None:
            continue
        if _is_before(captured.upper, said.lower):
            file = known.content.article_files[name]
            message = f"published {said}, yet captured {captured}"
            hint = "mend 'published', or 'captured' under 'evidence'"
            yield _warn(file, ("published",), "W322", message, hint)
    for file, event in known.events():
        happened = _read(event.date)
        if happened is None or _is_settled(event):
            continue
        early = [
            (published[r.article].upper, r.article)
            for r in event.reports
            if r.article in published
            and _is_before(published[r.article].upper, happened.lower)
        ]
        if early:
            _, first = min(early, key=lambda row: (row[0] or date.max, row[1]))
            message = (
                f"dated {happened}, yet {first}, published {published[first]}, "
                "already tells of it"
            )
            hint = "mend the date, or say 'why:' it is right (announced before, say)"
            yield _warn(file, ("date",), "W322", message, hint)


def look_at_dates_without_passage(known: Known) -> Iterator[Problem]:
    """A date that its passages contradict has a reason of a person's."""
    for file, event in known.events():
        own = _read(event.date)
        if own is None or _is_settled(event):
            continue
        said = {
            str(claim.value): value
            for report in event.reports
            for claim in report.claims
            if claim.facet == "when" and isinstance(claim.value, str)
            for value in (_read(claim.value),)
            if value is not None
        }
        if said and not any(_may_agree(own, value) for value in said.values()):
            listed = ", ".join(list(said)[:6])
            message = f"no passage gives this date; what they give is {listed}"
            hint = "write a date that one of them gives, or 'why: …' beside yours"
            yield _warn(file, ("date",), "W323", message, hint)


# --- reading --------------------------------------------------------------------------


def _is_settled(event: EventRecord) -> bool:
    """Whether a person has said that the date is meant so."""
    return bool(event.why or event.status == "checked" or "date" in event.checked)


def _read(value: Date) -> Edtf | None:
    """A date that is firm enough to contradict another one."""
    try:
        found = parse_date(value) if value != UNKNOWN else None
    except EdtfError:
        return None
    return None if found is None or found.approximate or found.uncertain else found


def _may_agree(one: Edtf, other: Edtf) -> bool:
    return intersect(one, other) is not None


def _is_before(one: date | None, other: date | None) -> bool:
    """Whether a day lies before another one wherever on earth they are counted."""
    return one is not None and other is not None and other - one > _ZONES


def _days(duration: str | None, units: Sequence[int]) -> int | None:
    found = _DURATION.match(duration or "")
    if found is None:
        return None
    pairs = zip(found.groups(), units, strict=True)
    return sum(int(number) * days for number, days in pairs if number)


def _find_misfit(first: Edtf, second: Edtf, least: int, most: int | None) -> str:
    """What a distance says that two dates exclude; ``""`` where they may agree."""
    if first.lower and second.upper:
        span = (second.upper - first.lower).days
        if span < least or span < 0:
            return f"at least {_count(least)} after" if least else "after"
    if most is None or not first.upper or not second.lower:
        return ""
    span = (second.lower - first.upper).days
    return f"at most {_count(most)} after" if span > most else ""


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


# --- orders ---------------------------------------------------------------------------


def _find_orders(known: Known) -> Iterator[_Order]:
    """Every relation between two events that are there."""
    events = known.content.events
    now = {old: event.id for event in events.values() for old in event.was}
    now |= {name: name for name in events}
    for event in events.values():
        for index, relation in enumerate(event.relations):
            if (relation.after is None) == (relation.before is None):
                continue
            other = now.get(relation.after or relation.before or "")
            if other is None or other == event.id:
                continue
            ends = (other, event.id) if relation.after else (event.id, other)
            yield _Order(*ends, event.id, index, relation)


def find_circles(orders: Iterable[tuple[str, str]]) -> dict[str, int]:
    """For each event that lies on a circle, the number of its circles.

    ``orders`` are pairs of an earlier and a later event.

    Source: Tarjan, "Depth-first search and linear graph algorithms", 1972; without
    recursion, since a chain of events may be long.
    """
    after: dict[str, list[str]] = {}
    for earlier, later in orders:
        after.setdefault(earlier, []).append(later)
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    home: dict[str, int] = {}
    path: list[str] = []
    for start in after:
        work = [(start, iter(after[start]))] if start not in number else []
        while work:
            name, rest = work[-1]
            if name not in number:
                number[name] = low[name] = len(number)
                path.append(name)
            following = next(rest, None)
            if following is None:
                work.pop()
                if low[name] == number[name]:
                    _close(name, path, home, number[name])
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[name])
            elif following not in number:
                work.append((following, iter(after.get(following, ()))))
            elif following not in home:
                low[name] = min(low[name], number[following])
    sizes: dict[int, int] = {}
    for component in home.values():
        sizes[component] = sizes.get(component, 0) + 1
    return {name: component for name, component in home.items() if sizes[component] > 1}


def _close(name: str, path: list[str], home: dict[str, int], component: int) -> None:
    """Take one whole component off the path."""
    while True:
        member = path.pop()
        home[member] = component
        if member == name:
            return


# --- telling --------------------------------------------------------------------------


def _warn(
    file: RecordFile, place: KeyPath, code: str, message: str, hint: str
) -> Problem:
    return file.loaded.problem(place, code, message, hint, severity="warning")


def _say(
    known: Known, order: _Order, side: str, code: str, message: str, hint: str
) -> Problem:
    place: KeyPath = ("relations", order.index, *filter(None, [side]))
    file = known.content.event_files[order.owner]
    return _warn(file, place, code, message, hint)


def _place(known: Known, order: _Order) -> str:
    file = known.content.event_files[order.owner]
    return f"{file.path}:{file.loaded.mark(('relations', order.index)).line}"
