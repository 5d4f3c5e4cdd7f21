"""How precisely a date is known, drawn; and a year's events, month by month.

Comes in: marks and counts. Goes out: small inline SVG without style attributes, so
that the content security policy holds. Every drawing stands beside words that say the
same; it is hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from builder.compare import Mark

_W, _H = 36, 14

_SHAPES: Mapping[Mark, str] = {
    "day": '<circle cx="18" cy="7" r="4.5" class="ink"/>',
    "time": (
        '<circle cx="18" cy="7" r="4.5" class="ink"/>'
        '<path d="M18 0v3M18 11v3" class="line"/>'
    ),
    "span": '<rect x="3" y="3.5" width="30" height="7" class="line"/>',
    "approximate": (
        '<path d="M3 10l6-7M8 11l7-8M14 11l7-8M20 11l7-8M26 11l6-7" class="line"/>'
    ),
    "uncertain": (
        '<circle cx="13" cy="7" r="4.5" class="line dash"/>'
        '<path d="M22.5 5a2.6 2.6 0 1 1 3.6 2.4c-.8.3-1 .8-1 1.6" class="line"/>'
        '<circle cx="25.1" cy="12" r=".9" class="ink"/>'
    ),
    "one_of": (
        '<path d="M8 7h6M22 7h6" class="line dots"/>'
        '<circle cx="5" cy="7" r="3" class="line"/>'
        '<circle cx="18" cy="7" r="3" class="line"/>'
        '<circle cx="31" cy="7" r="3" class="line"/>'
    ),
    "relative": '<path d="M4 2.5v9M4 7h26M25.5 3l5 4-5 4" class="line"/>',
    "yearless": (
        '<circle cx="18" cy="7" r="4.5" class="line"/>'
        '<path d="M2 7h7M27 7h7" class="line dots"/>'
    ),
    "open": '<path d="M4 3.5h20l8 3.5-8 3.5H4z" class="line"/>',
    "unknown": '<path d="M9 7h18" class="line dots"/>',
}


def render_mark(mark: Mark) -> Markup:
    """The drawing of how precisely a date is known."""
    return Markup(
        f'<svg class="mark" width="{_W}" height="{_H}" viewBox="0 0 {_W} {_H}"'
        f' aria-hidden="true" focusable="false">{_SHAPES[mark]}</svg>'
    )


def render_months(
    firm: Sequence[int], loose: Sequence[int], most: int, height: int = 26
) -> Markup:
    """Twelve bars: events of a known month, and those that may lie in it (hatched)."""
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
                f'<rect x="{x}.5" y="{height - total}" width="{width - 1}"'
                f' height="{total - solid}" class="line dash"/>'
            )
    return Markup(
        f'<svg class="months" width="{step * 12 - 2}" height="{height + 2}"'
        f' viewBox="0 0 {step * 12 - 2} {height + 2}" aria-hidden="true"'
        f' focusable="false">{"".join(bars)}</svg>'
    )


def _bar(count: int, most: int, height: int) -> int:
    return 0 if not count else max(3, round(count * height / max(most, 1)))
