"""The hand of a person who edits YAML, in whatever layout it stands.

Comes in: the YAML text of a record. Goes out: another text. It finds its way by the
marks of a fresh reading and knows nothing of ``splice``, which is what it is to test.

    Sheet     where values, items and lines stand; values set, items cut and added
    LAYOUTS   the same record in other words: nothing that it says changes
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from builder.yamlio import load, same
from builder.yamlio.read import compose

Path = tuple[str | int, ...]
TOKEN = re.compile(r"hand\d+")
WORD = re.compile(r"(?:hand|text)\d+")
"""What a person writes into an event; into an article."""


@dataclass(frozen=True)
class Entry:
    """One key or item of a collection."""

    path: Path
    key: Node | None
    node: Node
    parent: CollectionNode
    index: int
    in_flow: bool
    """It stands in brackets, or something it stands in does."""


@dataclass(frozen=True)
class Sheet:
    """A YAML text that can be read."""

    text: str

    @cached_property
    def root(self) -> MappingNode:
        root = compose(self.text)
        assert isinstance(root, MappingNode)
        return root

    @cached_property
    def entries(self) -> dict[Path, Entry]:
        return {entry.path: entry for entry in self._walk((), self.root, False)}

    def _walk(self, path: Path, node: Node, flow: bool) -> Iterator[Entry]:
        if not isinstance(node, CollectionNode):
            return
        inside = flow or bool(node.flow_style)
        for index, child in enumerate(node.value):
            key, value = child if isinstance(child, tuple) else (None, child)
            here = (*path, index if key is None else key.value)
            yield Entry(here, key, value, node, index, inside)
            yield from self._walk(here, value, inside)

    @cached_property
    def data(self) -> Any:
        return load(self.text, "").data

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def end(self, node: Node) -> int:
        """Where a value ends, without the comments and blank lines behind it."""
        if isinstance(node, ScalarNode):
            end: int = node.end_mark.index
            if node.style in ("|", ">"):
                end = len(self.text[:end].rstrip())
            return end
        if node.flow_style or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self.end(last[1] if isinstance(last, tuple) else last)

    def start(self, entry: Entry) -> int:
        """Of the key, of the dash, in brackets of the item."""
        if entry.key is not None:
            return int(entry.key.start_mark.index)
        at = int(entry.node.start_mark.index)
        return at if entry.parent.flow_style else self.text.rindex("-", 0, max(at, 1))

    def source(self, node: Node) -> str:
        return self.text[node.start_mark.index : self.end(node)]

    def line(self, at: int) -> int:
        """Start of the line."""
        return self.text.rfind("\n", 0, at) + 1

    def after(self, at: int) -> int:
        """Start of the next line."""
        found = self.text.find("\n", at)
        return found + 1 if found >= 0 else len(self.text)

    def leads(self, at: int) -> bool:
        """Whether nothing stands before it on its line."""
        return not self.text[self.line(at) : at].strip(" ")

    def value_start(self, entry: Entry) -> int:
        """Behind the ``key:`` or the dash."""
        if entry.key is not None:
            return self.text.index(":", entry.key.end_mark.index) + 1
        return self.start(entry) + (0 if entry.parent.flow_style else 1)

    # --- edits ------------------------------------------------------------------------

    def set(self, path: Path, words: str) -> str:
        """Other words, as they stand in YAML, in the place of a value."""
        entry = self.entries[path]
        start, end = self.value_start(entry), self.end(entry.node)
        gap = "" if entry.key is None and entry.parent.flow_style else " "
        return self.text[:start] + gap + words + self.text[end:]

    def add_key(self, path: Path, key: str, words: str) -> str:
        """A further key, last in a mapping, or in front in brackets."""
        home = self.entries[path].node if path else self.root
        assert isinstance(home, MappingNode)
        if home.flow_style:
            at = home.start_mark.index + 1
            comma = ", " if home.value else ""
            return f"{self.text[:at]}{key}: {words}{comma}{self.text[at:]}"
        last = self.after(self.end(home))
        indent = home.start_mark.column
        text = self.text[:last]
        text += "" if text.endswith("\n") else self.newline
        return f"{text}{' ' * indent}{key}: {words}{self.newline}{self.text[last:]}"

    def cut(self, path: Path) -> tuple[str, str]:
        """Text without an entry, and what was taken out; the last one leaves ``[]``."""
        entry = self.entries[path]
        start, end = self.start(entry), self.end(entry.node)
        if len(entry.parent.value) == 1:
            empty = "[]" if entry.key is None else "{}"
            return self.set(path[:-1], empty), self.text[start:end]
        if entry.in_flow:
            rest = re.match(r"\s*,\s*", self.text[end:])
            if rest:
                end += rest.end()
            else:
                start = len(self.text[:start].rstrip().removesuffix(","))
            return self.text[:start] + self.text[end:], self.text[start:end]
        if not self.leads(start):  # on the line of what it stands in: keep that line
            following = entry.parent.value[1]
            node = following[0] if isinstance(following, tuple) else following
            until = node.start_mark.index
            until = (
                until
                if isinstance(following, tuple)
                else self.text.rindex("-", 0, until)
            )
            return self.text[:start] + self.text[until:], self.text[start:until]
        first, last = self.line(start), self.after(end)
        return self.text[:first] + self.text[last:], self.text[first:last]

    def add_item(self, path: Path, item: Any, where: float = 1.0) -> str:
        """A further item; ``where`` is 0 for the first place and 1 for the last."""
        if path not in self.entries:
            key = str(path[-1])
            return self.add_key(path[:-1], key, f"[{flow(item)}]")
        entry = self.entries[path]
        home = entry.node
        if not isinstance(home, CollectionNode) or not home.value:
            return self.set(path, f"[{flow(item)}]")
        index = min(int(where * len(home.value)), len(home.value) - 1)
        other = self.entries[(*path, index)]
        at = self.start(other)
        if home.flow_style:
            return f"{self.text[:at]}{flow(item)}, {self.text[at:]}"
        column = at - self.line(at)
        lines = block(item, column)
        if not self.leads(at):
            joined = self.newline.join(lines).lstrip() + self.newline
            return self.text[:at] + joined + " " * column + self.text[at:]
        at = self.line(at) if where < 1 else self.after(self.end(home))
        text = self.text[:at]
        text += "" if not text or text.endswith("\n") else self.newline
        made = "".join(row + self.newline for row in lines)
        return text + made + self.text[at:]

    def swap(self, one: Path, two: Path) -> str:
        """Two entries of one collection change places, with what is on their lines."""
        a, b = self.entries[one], self.entries[two]
        spans = [(self.start(e), self.end(e.node)) for e in (a, b)]
        if not a.parent.flow_style:
            spans = [(s, self.after(e)) for s, e in spans]
        (s1, e1), (s2, e2) = sorted(spans)
        t = self.text
        return t[:s1] + t[s2:e2] + t[e1:s2] + t[s1:e1] + t[e2:]


def flow(value: Any) -> str:
    """A value on one line, as somebody writes it who quotes every text."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def block(value: Any, column: int) -> list[str]:
    """The lines of a list item, its dash in a column."""
    text = yaml.safe_dump(
        [value], allow_unicode=True, sort_keys=False, width=10**6, default_style=None
    )
    return [" " * column + row for row in text.splitlines()]


# --- other layouts --------------------------------------------------------------------


def lay_out(text: str, pick: random.Random) -> str:
    """The same record in another layout; as it was where none can be had."""
    data, tokens = load(text, "").data, sorted(WORD.findall(text))
    for _ in range(6):
        name = pick.choice(sorted(LAYOUTS))
        made = LAYOUTS[name](Sheet(text), pick)
        if made in (None, text):
            continue
        assert made is not None
        after = load(made, "")
        if after.problems or not same(after.data, data):
            continue
        if sorted(WORD.findall(made)) == tokens and isinstance(
            compose(made), MappingNode
        ):
            return made
    return text


def _choose(
    sheet: Sheet, pick: random.Random, meant: Callable[[Entry], bool]
) -> Entry | None:
    found = [entry for entry in sheet.entries.values() if meant(entry)]
    return pick.choice(found) if found else None


def _blank_line(sheet: Sheet, pick: random.Random) -> str:
    at = sheet.line(pick.randrange(len(sheet.text)))
    blanks = pick.choice(["", "", "   "]) + sheet.newline
    return sheet.text[:at] + blanks * pick.randint(1, 2) + sheet.text[at:]


def _trailing_blanks(sheet: Sheet, pick: random.Random) -> str:
    end = sheet.after(pick.randrange(len(sheet.text)))
    bare = sheet.text[:end].rstrip("\r\n")
    return bare + "  " + sheet.text[len(bare) :]


def _line_ends(sheet: Sheet, pick: random.Random) -> str:
    bare = sheet.text.replace("\r\n", "\n")
    return bare.replace("\n", "\r\n") if pick.random() < 0.6 else bare


def _one_line_end(sheet: Sheet, pick: random.Random) -> str:
    at = sheet.after(pick.randrange(len(sheet.text)))
    bare = sheet.text[:at].rstrip("\r\n")
    other = "\n" if sheet.text[len(bare) : at] == "\r\n" else "\r\n"
    return bare + other + sheet.text[at:]


def _last_line_end(sheet: Sheet, pick: random.Random) -> str:
    bare = sheet.text.rstrip("\r\n")
    return bare if bare != sheet.text else bare + sheet.newline * pick.randint(1, 2)


def _marker(sheet: Sheet, pick: random.Random) -> str:
    return "---" + sheet.newline + sheet.text


def _quotes(sheet: Sheet, pick: random.Random) -> str | None:
    entry = _choose(sheet, pick, lambda e: isinstance(e.node, ScalarNode))
    if entry is None:
        return None
    value = str(entry.node.value)
    single = "'" + value.replace("'", "''") + "'"
    plain = value or '""'
    return sheet.set(entry.path, pick.choice([json.dumps(value), single, plain]))


def _folded(sheet: Sheet, pick: random.Random) -> str | None:
    """A long text over several lines."""
    entry = _choose(
        sheet,
        pick,
        lambda e: (
            isinstance(e.node, ScalarNode)
            and not e.in_flow
            and e.node.value.count(" ") > 1
        ),
    )
    if entry is None:
        return None
    at = sheet.start(entry)
    pad = " " * (at - sheet.line(at) + 2)
    words = entry.node.value.split(" ")
    half = pick.randint(1, len(words) - 1)
    first, rest = " ".join(words[:half]), " ".join(words[half:])
    style = pick.choice([">-", ">", "|-", "|", '"', "'", ""])
    end = sheet.newline
    if style[:1] == ">":
        made = f"{style}{end}{pad}{first}{end}{pad}{rest}"
    elif style[:1] == "|":
        made = f"{style}{end}{pad}{entry.node.value}"
    else:
        made = f"{style}{first}{end}{pad}{rest}{style}"
    return sheet.set(entry.path, made)


def _to_flow(sheet: Sheet, pick: random.Random) -> str | None:
    entry = _choose(
        sheet,
        pick,
        lambda e: isinstance(e.node, CollectionNode) and not e.node.flow_style,
    )
    if entry is None or "#" in sheet.source(entry.node):
        return None
    return sheet.set(entry.path, flow(_value(sheet, entry.path)))


def _to_block(sheet: Sheet, pick: random.Random) -> str | None:
    entry = _choose(
        sheet,
        pick,
        lambda e: (
            isinstance(e.node, CollectionNode)
            and bool(e.node.flow_style)
            and not e.in_flow
            and bool(e.node.value)
        ),
    )
    if entry is None:
        return None
    at = sheet.start(entry)
    column = at - sheet.line(at) + pick.choice([2, 2, 4, 0])
    value = _value(sheet, entry.path)
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10**6)
    rows = [" " * column + row for row in text.splitlines()]
    made = sheet.newline.join(rows)
    made = made.lstrip() if entry.key is None else sheet.newline + made
    start, end = sheet.value_start(entry), sheet.end(entry.node)
    gap = " " if entry.key is None else ""
    return sheet.text[:start] + gap + made + sheet.text[end:]


def _indent(sheet: Sheet, pick: random.Random) -> str | None:
    """All lines below a key, some columns to the right or left."""
    entry = _choose(
        sheet,
        pick,
        lambda e: (
            isinstance(e.node, CollectionNode)
            and e.key is not None
            and not e.node.flow_style
        ),
    )
    if entry is None:
        return None
    start = sheet.after(entry.node.start_mark.index and sheet.value_start(entry))
    end = sheet.after(sheet.end(entry.node))
    by = pick.choice([-2, -1, 1, 2, 3])
    rows = sheet.text[start:end].splitlines(keepends=True)
    if by < 0:
        rows = [row.removeprefix(" " * -by) for row in rows]
    else:
        rows = [" " * by + row if row.strip() else row for row in rows]
    return sheet.text[:start] + "".join(rows) + sheet.text[end:]


def _key_order(sheet: Sheet, pick: random.Random) -> str | None:
    entry = _choose(sheet, pick, lambda e: e.key is not None and e.index > 0)
    if entry is None:
        return None
    other = entry.parent.value[entry.index - 1][0].value
    return sheet.swap((*entry.path[:-1], other), entry.path)


def _broken_flow(sheet: Sheet, pick: random.Random) -> str | None:
    """A list in brackets over several lines."""
    entry = _choose(
        sheet, pick, lambda e: e.in_flow and e.index > 0 and bool(e.parent.flow_style)
    )
    if entry is None:
        return None
    at = sheet.start(entry)
    blank = sheet.newline + " " * pick.randint(4, 12)
    return sheet.text[:at].rstrip(" ") + blank + sheet.text[at:]


def _value(sheet: Sheet, path: Path) -> Any:
    data = sheet.data
    for step in path:
        data = data[step]
    return data


LAYOUTS: dict[str, Callable[[Sheet, random.Random], str | None]] = {
    "a blank line": _blank_line,
    "blanks at the end of a line": _trailing_blanks,
    "other line ends": _line_ends,
    "one other line end": _one_line_end,
    "the end of the file": _last_line_end,
    "a document marker": _marker,
    "other quotation marks": _quotes,
    "a text over several lines": _folded,
    "brackets": _to_flow,
    "no brackets": _to_block,
    "other indentation": _indent,
    "keys in another order": _key_order,
    "brackets over several lines": _broken_flow,
}


# --- what a build may touch -----------------------------------------------------------


def untouched(text: str, touched: Sequence[tuple[int, int]]) -> list[str]:
    """The lines of a text that none of some spans touches, with their ends."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        end = at + len(line)
        if not any(start < end and stop > at for start, stop in touched):
            found.append(line)
        at = end
    return found


def first_missing(lines: Sequence[str], text: str) -> str | None:
    """The first line that does not stand in a text, in the same order; None if all do.

    A last line without an end may get one.
    """
    rows = iter(text.splitlines(keepends=True))
    for number, line in enumerate(lines):
        bare = number + 1 == len(lines) and not line.endswith("\n")
        if not any((row.rstrip("\r\n") if bare else row) == line for row in rows):
            return line
    return None
