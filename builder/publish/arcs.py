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
_NARROWEST, _WIDEST = 14, 176


@dataclass(frozen=True, slots=True)
class Arc:
    """One link."""

    speaker: str
    relay: str
    label: str
    """What the link says, in words."""


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
    """An arc from the speaker's dot to the relay's, with its head there; one that goes
    upwards, against the flow, is part of a ring and dashed."""
    reach = _NARROWEST + round((_WIDEST - _NARROWEST) * _share(start, end, longest))
    x, y1, y2 = _DOT + 5, _middle(start), _middle(end)
    back = "arc back" if end <= start else "arc"
    return Markup(
        '<g class="{back}"><title>{label}</title>'
        '<path d="M{x} {y1}C{c} {y1} {c} {y2} {x2} {y2}" class="line"/>'
        '<path d="M{x} {y2}l7 -3.5v7z" class="head"/></g>'
    ).format(back=back, label=arc.label, x=x, y1=y1, y2=y2, x2=x + 6, c=x + reach)


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
