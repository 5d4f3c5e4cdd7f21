"""How precisely a date is known, drawn; and a year's events, month by month.

Comes in: marks and counts. Goes out: small inline SVG without style attributes, so
that the content security policy holds. Every drawing stands beside words that say the
same; it is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from builder.compare import Mark

_HEIGHT = 14

_SHAPES: Mapping[Mark, tuple[int, str]] = {
    "day": (12, '<circle cx="6" cy="7" r="4.5" class="ink"/>'),
    "time": (
        12,
        '<circle cx="6" cy="7" r="4.5" class="ink"/>'
        '<path d="M6 .5v3M6 10.5v3" class="line"/>',
    ),
    "span": (34, '<rect x="1" y="3.5" width="32" height="7" class="line"/>'),
    "approximate": (
        34,
        '<path d="M2 9.5l5-5M7 11l7-8M13 11l7-8M19 11l7-8M27 9.5l5-5" class="line"/>',
    ),
    "uncertain": (
        22,
        '<circle cx="6" cy="7" r="4.5" class="line dash"/>'
        '<path d="M15.4 5a2.5 2.5 0 1 1 3.5 2.3c-.8.3-1 .8-1 1.6" class="line"/>'
        '<circle cx="17.9" cy="11.6" r=".9" class="ink"/>',
    ),
    "one_of": (
        34,
        '<path d="M8.5 7h5M20.5 7h5" class="line dots"/>'
        '<circle cx="5" cy="7" r="3" class="line"/>'
        '<circle cx="17" cy="7" r="3" class="line"/>'
        '<circle cx="29" cy="7" r="3" class="line"/>',
    ),
    "relative": (30, '<path d="M2 2.5v9M2 7h25M22.5 3l5 4-5 4" class="line"/>'),
    "yearless": (
        34,
        '<circle cx="17" cy="7" r="4.5" class="line"/>'
        '<path d="M2 7h7M26 7h7" class="line dots"/>',
    ),
    "open": (34, '<path d="M1 3.5h22l9 3.5-9 3.5H1z" class="line"/>'),
    "unknown": (20, '<path d="M2 7h16" class="line dots"/>'),
}
"""Width and strokes of each drawing."""


def render_mark(mark: Mark) -> Markup:
    """The drawing of how precisely a date is known."""
    width, strokes = _SHAPES[mark]
    return Markup(
        f'<svg class="mark" width="{width}" height="{_HEIGHT}"'
        f' viewBox="0 0 {width} {_HEIGHT}" aria-hidden="true" focusable="false">'
        f"{strokes}</svg>"
    )


def render_months(
    firm: Sequence[int], loose: Sequence[int], most: int, height: int = 26
) -> Markup:
    """Twelve bars: events of a known month, and those that may lie in it (pale)."""
    step, width = 6, 4
    bars = [f'<path d="M0 {height + 0.5}h{step * 12 - 2}" class="axis"/>']
    for month in range(12):
        x = month * step
        solid = _bar(firm[month], most, height)
        total = _bar(firm[month] + loose[month], most, height)
        if solid:
            bars.append(
                f'<rect x="{x}" y="{height - solid}" width="{width}"'
                f' height="{solid}" class="ink"/>'
            )
        if total > solid:
            bars.append(
                f'<rect x="{x}" y="{height - total}" width="{width}"'
                f' height="{total - solid}" class="pale"/>'
            )
    return Markup(
        f'<svg class="months" width="{step * 12 - 2}" height="{height + 2}"'
        f' viewBox="0 0 {step * 12 - 2} {height + 2}" aria-hidden="true"'
        f' focusable="false">{"".join(bars)}</svg>'
    )


def _bar(count: int, most: int, height: int) -> int:
    return 0 if not count else max(3, round(count * height / max(most, 1)))
