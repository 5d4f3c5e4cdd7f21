"""A new value in the style of the old one it replaces.

Comes in: the old node with its source, and the value. Goes out: YAML for that place, or
None where the value needs lines of its own. It knows nothing of where it goes.
"""

from __future__ import annotations

from typing import Any

from yaml.nodes import Node, ScalarNode

from builder.yamlio.emit import (
    is_plain,
    is_shown,
    render_double,
    render_flow,
    render_literal,
    render_scalar,
    render_short,
)


def render_like(
    node: Node, value: Any, column: int, in_flow: bool, source: str
) -> str | None:
    """The value as it stands behind ``key:`` or ``-``; lines are joined by ``\\n``.

    ``column`` is that of the key or the dash. None where a block must be opened.
    """
    if isinstance(value, str):
        style = node.style if isinstance(node, ScalarNode) else None
        return _render_text(value, style, column, in_flow, source)
    if in_flow or not isinstance(value, (dict, list)):
        return render_flow(value)
    return render_short(value, max(column, 0) + 2)


def _render_text(
    value: str, style: str | None, column: int, in_flow: bool, source: str
) -> str:
    if style == '"':
        return render_double(value)
    if style == "'" and _fits_single(value):
        return "'" + value.replace("'", "''") + "'"
    if style in ("|", ">") and not in_flow:
        block = _render_block_text(value, style, column, source)
        if block is not None:
            return block
    if "\n" in value and not in_flow:
        lines = render_literal(value, column + 2)
        if lines is not None:
            return "\n".join(lines)
    plain = is_plain(value, in_flow)
    return render_scalar(value, in_flow) if plain else render_double(value)


def _fits_single(value: str) -> bool:
    return "\n" not in value and all(map(is_shown, value))


def _render_block_text(value: str, style: str, column: int, source: str) -> str | None:
    """Literal and folded texts keep their indentation; folded ones are one line."""
    indent = column + 2
    for line in source.splitlines()[1:]:
        if line.strip():
            indent = len(line) - len(line.lstrip(" "))
            break
    lines = render_literal(value, max(indent, column + 1))
    if lines is None:
        return None
    if style == ">" and "\n" not in value.removesuffix("\n"):
        lines[0] = lines[0].replace("|", ">")
    return "\n".join(lines)
