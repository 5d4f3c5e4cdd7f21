"""Where things stand in a YAML text: lines, columns, entries and their comments.

Comes in: a text and the nodes read from it. Goes out: offsets, and texts with a piece
put in. It knows nothing of what is edited or why.

libyaml ends a block collection where the next token begins, so that its end mark
swallows the comments and blank lines behind it; ``content_end`` is where the last
value really ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from builder.yamlio.edits import SpliceRefused
from builder.yamlio.read import KeyPath

_BREAK = re.compile(r"\r\n|\n|\r")


def is_flow(node: Node) -> bool:
    """Whether a collection is written in brackets or braces."""
    return isinstance(node, CollectionNode) and bool(node.flow_style)


@dataclass(frozen=True, slots=True)
class Spot:
    """A value, what it stands in, and where."""

    node: Node
    step: str | int = ""
    parent: Node | None = None
    home: Spot | None = None
    """The spot of the parent."""
    index: int = 0
    """Among the entries of the parent."""
    key: Node | None = None
    floor: int = 0
    """End of the ``key:`` or ``-`` before the value; comments after it may be its."""
    in_flow: bool = False
    """The parent is written in brackets."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its lines."""

    text: str

    @property
    def newline(self) -> str:
        """The line end a new line gets: that of the first line."""
        match = _BREAK.search(self.text)
        return match.group() if match else "\n"

    def line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def line_end(self, at: int) -> int:
        """Before the line break."""
        match = _BREAK.search(self.text, at)
        return match.start() if match else len(self.text)

    def next_line(self, at: int) -> int:
        """Behind the line break."""
        match = _BREAK.search(self.text, at)
        return match.end() if match else len(self.text)

    def column(self, at: int) -> int:
        """From 0."""
        return at - self.line_start(at)

    def is_first(self, at: int) -> bool:
        """Whether only spaces stand before it on its line."""
        return not self.text[self.line_start(at) : at].strip(" ")

    def skip_spaces(self, at: int) -> int:
        while self.text[at : at + 1] == " ":
            at += 1
        return at

    def find_spot(self, root: Node, path: KeyPath) -> Spot | None:
        """The value at a path; None if it is not there."""
        spot = Spot(root)
        for step in path:
            found = self._child(spot, step)
            if found is None:
                return None
            spot = found
        return spot

    def _child(self, home: Spot, step: str | int) -> Spot | None:
        node = home.node
        flow = home.in_flow or is_flow(node)
        if isinstance(node, MappingNode):
            for index, (key, value) in enumerate(node.value):
                if key.value == step:
                    floor = self._after_colon(key)
                    return Spot(value, step, node, home, index, key, floor, flow)
            return None
        if isinstance(node, ScalarNode) or not isinstance(step, int):
            return None
        if not 0 <= step < len(node.value):
            return None
        floor = self.entry_start(node, step) + (0 if is_flow(node) else 1)
        return Spot(node.value[step], step, node, home, step, None, floor, flow)

    def _after_colon(self, key: Node) -> int:
        at: int = key.end_mark.index
        colon = self.skip_spaces(at)
        return colon + 1 if self.text[colon : colon + 1] == ":" else at

    def source(self, node: Node) -> str:
        return self.text[node.start_mark.index : self.content_end(node)]

    def content_end(self, node: Node | tuple[Node, Node]) -> int:
        """Where the last value of a node ends, without what follows it."""
        while True:
            if isinstance(node, tuple):
                node = node[1]
            if isinstance(node, ScalarNode):
                return self._scalar_end(node)
            if is_flow(node) or not node.value:
                end: int = node.end_mark.index
                return end
            node = node.value[-1]

    def _scalar_end(self, node: ScalarNode) -> int:
        end: int = node.end_mark.index
        if node.style not in ("|", ">"):
            return end
        if node.value.endswith("\n\n"):
            body = self.text[:end]  # blank lines that count (|+)
            return len(body) - (2 if body.endswith("\r\n") else 1)
        return max(len(self.text[:end].rstrip()), node.start_mark.index + 1)

    def entry_start(self, parent: Node, index: int) -> int:
        """Where an entry begins: its key, its dash, or in brackets the item."""
        entry = parent.value[index]
        if isinstance(entry, tuple) or is_flow(parent):
            first = entry[0] if isinstance(entry, tuple) else entry
            start: int = first.start_mark.index
            return start
        if index == 0:
            return self._find_dash(parent.start_mark.index)
        return self._find_dash(self.content_end(parent.value[index - 1]))

    def _find_dash(self, at: int) -> int:
        """The next dash, over nothing but blank lines and comments."""
        while at < len(self.text):
            char = self.text[at]
            if char == "-":
                return at
            if char == "#":
                at = self.line_end(at)
            elif char.isspace():
                at += 1
            else:
                break
        raise SpliceRefused("the list is laid out in a way that is not understood")

    def head(self, start: int, floor: int) -> int:
        """Start of the first line of an entry: of the comments directly above it."""
        column = self.column(start)
        line = self.line_start(start)
        while line > floor:
            above = self.line_start(line - 1 - self.text.startswith("\r\n", line - 2))
            content = self.text[above:line]
            indent = len(content) - len(content.lstrip(" "))
            if above < floor or not content.lstrip(" ").startswith("#"):
                break
            if indent != column:
                break
            line = above
        return line

    def tail(self, end: int, column: int) -> int:
        """Start of the line behind an entry and the deeper comments below it."""
        line = tail = self.next_line(end)
        while line < len(self.text):
            content = self.text[line : self.line_end(line)]
            bare = content.lstrip(" ")
            deeper = len(content) - len(bare) > column
            if bare and not (bare.startswith("#") and deeper):
                break
            line = self.next_line(line)
            tail = line if bare else tail
        return tail

    def split_comment(self, end: int) -> tuple[str, int]:
        """The comment behind a value on its line, with its blanks, and its end."""
        stop = self.line_end(end)
        rest = self.text[end:stop]
        return (rest, stop) if rest.lstrip().startswith("#") else ("", end)

    def key_column(self, spot: Spot) -> int:
        """Column of the key or the dash a value hangs on; -2 for the root."""
        if spot.parent is None:
            return -2
        return self.column(self.entry_start(spot.parent, spot.index))

    def lead(self, spot: Spot, start: int, end: int) -> str:
        """What must stand between a key or a dash and a value put where none was."""
        if start != end:
            return ""
        if spot.key is not None:
            between = self.text[spot.key.end_mark.index : start]
            if ":" not in between:
                return ": "
        return "" if self.text[start - 1 : start].isspace() else " "

    def put(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def put_lines(self, at: int, lines: list[str]) -> str:
        """Lines put in at the start of a line, or behind a last line without end."""
        new = self.newline.join(lines)
        if at == len(self.text) and at and self.text[-1] not in "\r\n":
            return self.text + self.newline + new
        return self.put(at, at, new + self.newline)
