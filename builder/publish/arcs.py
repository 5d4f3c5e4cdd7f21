"""Who relays whom, drawn: names one below the other, an arc for each link.

Comes in: names in the order of the flow, links, the words a picture needs. Goes out:
one SVG without style attributes, so that the content security policy holds. It says
what the table beside it says; it is as wide as a phone and grows downwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from markupsafe import Markup

WIDTH = 360
_ROW = 22
_DOT = 214
"""Where the dots stand; names end before them, arcs begin behind."""
_LONGEST = 27
"""Letters of a name that fit before its dot; wide ones count for two."""
_NARROWEST, _WIDEST, _BACK = 14, 168, 8
"""How far arcs reach out: between rows side by side, over the whole drawing; and how
much further one that goes back, so that it does not hide the one beside it."""
_MANY, _SOME = 5, 2
"""Passages from which an arc is drawn thicker."""

MOST_ABREAST = 24
"""Arcs side by side that can still be told apart."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One link."""

    speaker: str
    relay: str
    passages: int
    label: str
    """What the link says, in words."""


def choose_arcs(
    arcs: Sequence[Arc], order: Sequence[str], most: int = MOST_ABREAST
) -> tuple[Arc, ...]:
    """Those that can be told apart beside names in this order, in the order given.

    Where too many would run side by side, those of most passages stay, then the
    shorter ones.
    """
    row = {ref: number for number, ref in enumerate(order)}
    abreast = [0] * len(order)
    kept = set()
    for _, length, number in sorted(
        (-arc.passages, abs(row[arc.relay] - row[arc.speaker]), number)
        for number, arc in enumerate(arcs)
    ):
        start = min(row[arcs[number].speaker], row[arcs[number].relay])
        between = range(start, start + length)
        if all(abreast[gap] < most for gap in between):
            kept.add(number)
            for gap in between:
                abreast[gap] += 1
    return tuple(arc for number, arc in enumerate(arcs) if number in kept)


def render_arcs(
    names: Mapping[str, str], arcs: Sequence[Arc], title: str, description: str
) -> Markup:
    """The drawing; ``names`` are labels by reference, in the order of the rows."""
    row = {ref: number for number, ref in enumerate(names)}
    height = _ROW * len(names) + 8
    longest = max((abs(row[a.relay] - row[a.speaker]) for a in arcs), default=1)
    parts = [
        Markup(
            '<svg class="arcs" width="{w}" height="{h}" viewBox="0 0 {w} {h}"'
            ' role="img" aria-labelledby="arcs-title arcs-desc">'
            '<title id="arcs-title">{title}</title>'
            '<desc id="arcs-desc">{description}</desc>'
        ).format(w=WIDTH, h=height, title=title, description=description)
    ]
    ordered = sorted(arcs, key=lambda a: -abs(row[a.relay] - row[a.speaker]))
    parts += [_draw(arc, row[arc.speaker], row[arc.relay], longest) for arc in ordered]
    parts += [_name(label, number) for number, label in enumerate(names.values())]
    return Markup("").join([*parts, Markup("</svg>")])


def _draw(arc: Arc, start: int, end: int, longest: int) -> Markup:
    """An arc from the speaker's dot to the relay's, with its head there; thicker for
    more passages; one that goes upwards, against the flow, is part of a ring and
    dashed."""
    reach = _NARROWEST + round((_WIDEST - _NARROWEST) * _share(start, end, longest))
    x, y1, y2 = _DOT + 5, _middle(start), _middle(end)
    width = "many" if arc.passages >= _MANY else "some" if arc.passages >= _SOME else ""
    kind = " ".join(filter(None, ("arc", width, "back" if end <= start else "")))
    reach += _BACK if end <= start else 0
    return Markup(
        '<g class="{kind}"><title>{label}</title>'
        '<path d="M{x} {y1}C{c} {y1} {c} {y2} {x2} {y2}" class="line"/>'
        '<path d="M{x} {y2}l7 -3.5v7z" class="head"/></g>'
    ).format(kind=kind, label=arc.label, x=x, y1=y1, y2=y2, x2=x + 6, c=x + reach)


def _share(start: int, end: int, longest: int) -> float:
    """How far an arc reaches out, of 1: near rows keep apart, far ones stay inside."""
    return sqrt(abs(end - start) / max(longest, 1)) * 0.98


def _middle(row: int) -> int:
    return _ROW * row + _ROW // 2 + 4


def _name(label: str, row: int) -> Markup:
    y = _middle(row)
    return Markup(
        '<text x="{x}" y="{y}" text-anchor="end"><title>{label}</title>{short}</text>'
        '<circle cx="{dot}" cy="{middle}" r="3" class="ink"/>'
    ).format(x=_DOT - 9, y=y + 4, label=label, short=shorten(label), dot=_DOT, middle=y)


def shorten(label: str) -> str:
    """The beginning of a name that is wider than its room."""
    room = _LONGEST
    for at, char in enumerate(label):
        room -= 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if room < 0:
            return label[: at - 1].rstrip() + "…"
    return label
