"""Which event a distance from another one dates: "two days after the fire, ...".

Comes in: the annotations of an article. Goes out: for every time told by its distance
from another event, the mention it dates, and the mentions that only name the other
event. It makes no reports and no relations.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from builder.model import Annotations, EventMention, Span, TimeExpression


@dataclass(frozen=True, slots=True)
class Dated:
    """What the offsets of an article say of its mentions, by the trigger."""

    times: dict[Span, list[TimeExpression]] = field(default_factory=dict)
    """Trigger of a mention -> the offsets that date it."""
    named: frozenset[Span] = frozenset()
    """Triggers of mentions that stand in the words for the other event."""


def find_dated(annotations: Annotations) -> Dated:
    """The mention each offset of an article dates."""
    mentions = sorted(annotations.mentions, key=lambda m: m.trigger)
    starts = [m.trigger[0] for m in mentions]
    firsts = [s[0] for s in annotations.sentences]
    times: dict[Span, list[TimeExpression]] = {}
    named: set[Span] = set()
    for time in annotations.times:
        if time.offset is None:
            continue
        event = time.offset.event
        number = bisect_right(firsts, time.span[0]) - 1
        if number < 0:
            continue
        sentence = annotations.sentences[number]
        near = mentions[
            bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])
        ]
        named.update(m.trigger for m in near if _inside(m.trigger, event))
        main = _main(time, [m for m in near if not _inside(m.trigger, event)])
        if main is not None:
            times.setdefault(main.trigger, []).append(time)
    return Dated(times, frozenset(named))


def _main(
    time: TimeExpression, mentions: Sequence[EventMention]
) -> EventMention | None:
    """The mention a distance dates: in whose passage it stands, else the nearest."""
    told = [m for m in mentions if m.modality in ("asserted", "possible")]
    around = [m for m in told if _inside(time.span, m.passage)]

    def distance(mention: EventMention) -> int:
        before = time.span[0] - mention.trigger[1]
        return before if before >= 0 else max(0, mention.trigger[0] - time.span[1])

    return min(around or told, key=distance, default=None)


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
