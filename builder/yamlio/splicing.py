"""Edits of a YAML text that leave every other byte as a person wrote it.

Comes in: a text and edits (``edits``). Goes out: the text with only the touched lines
changed; comments, order, quoting, blank lines and line ends stay. It knows nothing of
records.

Edits are made one after the other at the marks of a fresh reading, in an order in
which none moves another. At the end the text is read again and compared with the
wished data: what is not equal is refused, never written.

Whose is a comment? One on the line of an entry, one directly above it in its column,
and deeper ones directly below belong to the entry and go with it. All others stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from builder.yamlio.edits import (
    Edit,
    Insert,
    Remove,
    SetValue,
    SpliceRefused,
    apply_edits,
    empty_for,
    make_edits,
    order_edits,
    same,
)
from builder.yamlio.emit import (
    render_block,
    render_entry,
    render_flow,
    render_item,
    render_scalar,
)
from builder.yamlio.layout import Spot, Text, is_flow
from builder.yamlio.read import KeyPath, compose, load
from builder.yamlio.style import render_like


def splice(
    text: str, edits: Sequence[Edit], start: int = 0, end: int | None = None
) -> str:
    """The text with the edits made; ``start`` and ``end`` bound its YAML part.

    Raises: SpliceRefused where the result would not read as wished.
    """
    if not edits:
        return text
    end = len(text) if end is None else end
    if start == 0 and text.startswith("\ufeff"):
        start = 1
    part = text[start:end]
    before = load(part, "")
    if before.problems:
        raise SpliceRefused("the text cannot be read")
    wished = apply_edits(before.data, edits)
    made = _splice_all(part, _refine(before.data, edits))
    after = load(made, "")
    if after.problems or not same(after.data, wished):
        raise SpliceRefused("the edit cannot be made safely", edits[0])
    return text[:start] + made + text[end:]


def _refine(data: Any, edits: Sequence[Edit]) -> list[Edit]:
    """Turn the setting of a whole list or mapping into the small edits it needs."""
    small: list[Edit] = []
    for edit in edits:
        if isinstance(edit, SetValue) and isinstance(edit.value, (dict, list)):
            small += make_edits(_value_at(data, edit.path), edit.value, edit.path)
        else:
            small.append(edit)
    return small


def _value_at(data: Any, path: KeyPath) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _splice_all(part: str, edits: Sequence[Edit]) -> str:
    for edit in order_edits(edits):
        try:
            root = compose(part)
        except yaml.YAMLError as error:
            raise SpliceRefused("an edit before it broke the text", edit) from error
        part = _splice_one(Text(part), root, edit)
    return part


def _splice_one(text: Text, root: Node | None, edit: Edit) -> str:
    if root is None:
        return _splice_nothing(text, edit)
    if isinstance(edit, Insert):
        home = text.find_spot(root, edit.path)
        if home is None or _is_null(home.node):
            value = (
                [edit.value] if isinstance(edit.key, int) else {edit.key: edit.value}
            )
            if home is None:
                return _splice_one(
                    text, root, Insert(edit.path[:-1], *_last(edit), value)
                )
            return _replace(text, home, value)
        return _insert(text, home, edit)
    spot = text.find_spot(root, edit.path)
    if isinstance(edit, Remove):
        if spot is None:
            return text.text  # it went with what it stood in
        return _remove(text, spot)
    if spot is None:
        return _splice_one(text, root, Insert(edit.path[:-1], *_last(edit), edit.value))
    return _replace(text, spot, edit.value)


def _last(edit: Insert | SetValue) -> tuple[str | int]:
    return (edit.path[-1],)


def _splice_nothing(text: Text, edit: Edit) -> str:
    """A first value in a file that holds none, below its comments."""
    data = apply_edits(None, [edit])
    lines = render_block(data, 0)
    gap = text.newline if text.text and not text.text.endswith("\n") else ""
    return text.text + gap + text.newline.join(lines) + text.newline


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag.endswith(":null")


# --- insert ------------------------------------------------------------------------


def _insert(text: Text, home: Spot, edit: Insert) -> str:
    node = home.node
    if isinstance(node, ScalarNode):
        raise SpliceRefused("neither a list nor a mapping", edit)
    count = len(node.value)
    index = edit.key if isinstance(edit.key, int) else _index_before(node, edit)
    index = min(index, count)
    if is_flow(node):
        if count == 0 and not home.in_flow:
            value = (
                [edit.value] if isinstance(edit.key, int) else {edit.key: edit.value}
            )
            return _replace(text, home, value)
        return _insert_in_flow(text, node, index, edit)
    at = text.entry_start(node, 0)
    column = text.column(at)
    if isinstance(edit.key, int):
        lines = render_item(edit.value, column)
    else:
        lines = render_entry(edit.key, edit.value, column)
    if index == count:
        return text.put_lines(text.tail(text.content_end(node), column), lines)
    at = text.entry_start(node, index)
    if text.is_first(at):
        floor = text.content_end(node.value[index - 1]) if index else home.floor
        return text.put_lines(text.head(at, floor), lines)
    joined = text.newline.join(lines).lstrip(" ")
    return text.put(at, at, joined + text.newline + " " * column)


def _index_before(node: Node, edit: Insert) -> int:
    names = [key.value for key, _ in node.value]
    places = [names.index(name) for name in edit.before if name in names]
    return places[0] if places else len(names)


def _insert_in_flow(text: Text, node: Node, index: int, edit: Insert) -> str:
    if isinstance(edit.key, int):
        new = render_flow(edit.value)
    else:
        key = render_scalar(edit.key, in_flow=True)
        new = f"{key}: {render_flow(edit.value, edit.key)}"
    if not node.value:
        at = node.start_mark.index + 1
        end = text.skip_spaces(at)
        return text.put(at, end if text.text[end] in "]}" else at, new)
    if index < len(node.value):
        at = text.entry_start(node, index)
        if text.is_first(at):
            return text.put(at, at, new + "," + text.newline + " " * text.column(at))
        return text.put(at, at, new + ", ")
    last = text.entry_start(node, len(node.value) - 1)
    at = text.content_end(node.value[-1])
    if text.is_first(last):
        new = text.newline + " " * text.column(last) + new
        return text.put(at, at, "," + new)
    return text.put(at, at, ", " + new)


# --- remove -------------------------------------------------------------------------


def _remove(text: Text, spot: Spot) -> str:
    parent = spot.parent
    if parent is None or spot.home is None:
        raise SpliceRefused("the whole file cannot be removed")
    if len(parent.value) == 1:
        return _replace(text, spot.home, empty_for(spot.step))
    start = text.entry_start(parent, spot.index)
    end = text.content_end(spot.node)
    if is_flow(parent):
        return _remove_in_flow(text, parent, spot.index, start, end)
    column = text.column(start)
    if text.is_first(start):
        previous = parent.value[spot.index - 1] if spot.index else None
        floor = spot.home.floor if previous is None else text.content_end(previous)
        return text.put(text.head(start, floor), text.tail(end, column), "")
    following = text.entry_start(parent, spot.index + 1)
    if "#" in text.text[text.line_end(end) : following]:
        start = len(text.text[:start].rstrip(" "))
        return text.put(start, text.line_end(end), "")
    return text.put(start, following, "")


def _remove_in_flow(text: Text, parent: Node, index: int, start: int, end: int) -> str:
    if index + 1 < len(parent.value):
        return text.put(start, text.entry_start(parent, index + 1), "")
    before = text.content_end(parent.value[index - 1])
    if "#" not in text.text[before:start]:
        return text.put(before, end, "")
    rest = text.text[end : text.line_end(end)].lstrip(" ,")
    if text.is_first(start) and (not rest or rest.startswith("#")):
        return text.put(text.line_start(start), text.next_line(end), "")
    return text.put(start, end, "")


# --- replace ------------------------------------------------------------------------


def _replace(text: Text, spot: Spot, value: Any) -> str:
    """Another value in the place of an old one, in its own style where it has one."""
    node = spot.node
    start, end = node.start_mark.index, text.content_end(node)
    inline = isinstance(node, ScalarNode) or is_flow(node)
    column = text.key_column(spot)
    new = render_like(node, value, column, spot.in_flow, text.source(node))
    if new is not None and "\n" in new and not inline:
        new = render_flow(value)  # its lines would run into comments that stay
    if spot.parent is None:
        return text.put(start, end, text.newline.join(render_block(value, 0)))
    if new is not None:
        if inline and ("\n" in new or "\n" in text.text[start:end]):
            new, end = _keep_comment(text, node, new, end)
        new = new.replace("\n", text.newline)
        if inline or not text.is_first(start):
            return text.put(start, end, text.lead(spot, start, end) + new)
        return _put_after_header(text, spot, start, end, new)
    if isinstance(spot.parent, MappingNode):
        lines = render_block(value, column + 2)
        if inline:
            return _open_block(text, spot, start, end, lines)
        floor = spot.floor
        head, tail = text.head(start, floor), text.tail(end, text.column(start))
        return Text(text.put(head, tail, "")).put_lines(head, lines)
    lines = render_block(value, column + 2)
    joined = text.newline.join(lines).lstrip(" ")
    return text.put(start, end, text.lead(spot, start, end) + joined)


def _keep_comment(text: Text, node: Node, new: str, end: int) -> tuple[str, int]:
    """Put the comment of the old value behind the first line of the new one."""
    comment, stop = text.split_comment(end)
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        header = text.text[node.start_mark.index :].split("\n", 1)[0].rstrip("\r")
        comment, stop = header[len(header.split(" ", 1)[0].rstrip()) :], end
    first, *rest = new.split("\n")
    return "\n".join([first + comment.rstrip(), *rest]), stop


def _put_after_header(text: Text, spot: Spot, start: int, end: int, new: str) -> str:
    """Put a one-line value behind ``key:`` or ``-`` in place of lines below it."""
    head, tail = text.head(start, spot.floor), text.tail(end, text.column(start))
    rest = text.text[:head] + text.text[tail:]
    return f"{rest[: spot.floor]} {new}{rest[spot.floor :]}"


def _open_block(text: Text, spot: Spot, start: int, end: int, lines: list[str]) -> str:
    """Put lines below ``key:`` in place of a value that stands behind it."""
    floor = spot.floor
    kept = text.text[end : text.line_end(end)]
    after = text.next_line(end)
    rest = text.text[:floor] + kept
    ends = text.text[text.line_end(end) : after]
    made = rest + text.newline + text.newline.join(lines) + ends
    return made + text.text[after:]
