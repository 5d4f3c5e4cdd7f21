"""What the machine proposed last time, as hashes: ``content/.base/``.

Comes in: the text of one base file. Goes out: a ``Base``, and its text again. May not
know what the fields mean, nor touch a disk.

One line per path, sorted, so that git's union merge never makes nonsense of it::

    date 91d5c7a0b2
    reports/r-7f3a2c 5a1f00c3d9 herald-12@120-215 coast-guard
    reports/r-7f3a2c/claims/means-1f0a2b3c 77aa01be55 @150-161

The third column is an anchor: where in the evidence the machine found the report (or
claim), and who speaks. It lets a deleted report be known again when it would come
back. A path may stand on several lines after a union merge; then each hash counts. A
path without a line was last proposed empty. No text of an article is kept here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote

from builder.model import Span

EMPTY: Final = ""
"""The hash of a value that is not there, or is what a new record has anyway."""

GONE: Final = "gone"
"""Stands for the hash of an item that a person took out of the record. Should they put
it back, it is theirs, though it reads as the machine once wrote it."""

HAND: Final = "hand"
"""Stands for the hash of a value that a person took over from the machine: theirs,
though it reads as the machine wrote it. It counts before any hash beside it."""

MOVED: Final = "moved"
"""Stands for the hash of an ``id`` that another record has taken over, with ``was``: by
a new name, or by merging. This base is nobody's any more."""

NOTHING: Final = frozenset({EMPTY})
_HANDS: Final = frozenset({HAND})

_SAFE: Final = "-_.~:"
_ANCHOR: Final = re.compile(r"(?P<article>[^@\s]*)@(?P<start>\d+)-(?P<end>\d+)")
_DIGITS: Final = 10


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """Where the machine found a report: code points of the evidence, and a speaker."""

    article: str
    start: int
    end: int
    source: str = ""

    @property
    def span(self) -> Span:
        return (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Base:
    """What the machine proposed for one record."""

    hashes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Path to the hashes of the values proposed; several after a union merge."""
    anchors: Mapping[str, tuple[Anchor, ...]] = field(default_factory=dict)
    """Path of a report or claim to the places it was found at."""

    def of(self, path: str) -> frozenset[str]:
        """The hashes of the values that are the machine's."""
        found = self.hashes.get(path, NOTHING)
        return _HANDS if HAND in found else found

    def differs(self, path: str, value: object) -> bool:
        """Whether a value is another one than the machine proposed."""
        return make_hash(value) not in self.of(path)

    def proposed(self, path: str) -> bool:
        """Whether an item is the machine's if it stands in the record."""
        return path in self.hashes and GONE not in self.hashes[path]

    @property
    def moved(self) -> bool:
        """Whether another record has taken over the id."""
        return MOVED in self.hashes.get("id", NOTHING)

    def children(self) -> dict[str, list[str]]:
        """For each path the keys directly below it, sorted."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.hashes):
            parent, _, key = path.rpartition("/")
            found.setdefault(parent, []).append(key)
        return found

    def reports(self) -> dict[str, tuple[Anchor, ...]]:
        """The ids of the reports proposed, and where each was found."""
        return {
            path.split("/")[1]: self.anchors.get(path, ())
            for path in self.hashes
            if path.startswith("reports/") and path.count("/") == 1
        }


@dataclass(frozen=True, slots=True)
class Bases:
    """All bases of a project, by the id of the record."""

    events: Mapping[str, Base] = field(default_factory=dict)
    articles: Mapping[str, Base] = field(default_factory=dict)


def make_hash(value: object) -> str:
    """Ten hexadecimal digits of a value; ``EMPTY`` for one that is not there.

    Line ends are folded, so that a checkout with CRLF is no edit.
    """
    if value is None or value == [] or value == {} or value == "":
        return EMPTY
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).replace("\\r\\n", "\\n")
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def encode(words: str) -> str:
    """One segment of a path: no white space, no slash, no ``%`` of its own."""
    return quote(words, safe=_SAFE)


def parse_base(text: str) -> Base:
    """The base a file holds; a line nobody can read is passed over.

    Passing over is the safe side: a field without its line counts as a person's.
    """
    hashes: dict[str, set[str]] = {}
    anchors: dict[str, set[Anchor]] = {}
    for line in text.splitlines():
        words = line.split()
        if not 2 <= len(words) <= 4 or words[0].startswith(("<", "=", ">", "#")):
            continue
        hashes.setdefault(words[0], set()).add(words[1])
        found = _ANCHOR.fullmatch(words[2]) if len(words) > 2 else None
        if found:
            source = unquote(words[3]) if len(words) > 3 else ""
            anchors.setdefault(words[0], set()).add(
                Anchor(
                    unquote(found["article"]),
                    int(found["start"]),
                    int(found["end"]),
                    source,
                )
            )
    return Base(
        {path: frozenset(found) for path, found in hashes.items()},
        {path: tuple(sorted(found)) for path, found in anchors.items()},
    )


def render_base(base: Base) -> str:
    """The text of a base file."""
    lines = []
    for path, hashes in base.hashes.items():
        for digest in hashes:
            places = base.anchors.get(path)
            if not places:
                lines.append(f"{path} {digest}")
            for anchor in places or ():
                where = f"{encode(anchor.article)}@{anchor.start}-{anchor.end}"
                line = f"{path} {digest} {where} {encode(anchor.source)}"
                lines.append(line.rstrip())
    return "".join(f"{line}\n" for line in sorted(lines))


class Draft:
    """A base that is being rewritten: the old lines until told otherwise."""

    def __init__(self, base: Base) -> None:
        self._hashes = dict(base.hashes)
        self._anchors = dict(base.anchors)

    def move(self, path: str, digest: str, anchor: Anchor | None = None) -> None:
        """The machine's proposal for ``path`` is now this one."""
        if digest == EMPTY:
            self._hashes.pop(path, None)
        else:
            self._hashes[path] = frozenset({digest})
        if anchor is None:
            self._anchors.pop(path, None)
        else:
            self._anchors[path] = (anchor,)

    def mark_gone(self, path: str) -> None:
        """A person took this item out; its anchors stay, to know it again."""
        self._hashes[path] = frozenset({GONE})

    def mark_moved(self) -> None:
        """Another record has taken over the id."""
        self._hashes["id"] = frozenset({MOVED})

    def rename(self, moves: Mapping[str, str]) -> None:
        """Items have other paths now, since one before them came or went."""
        for table in (self._hashes, self._anchors):
            taken = {new: table.pop(old) for old, new in moves.items() if old in table}
            table.update(taken)  # type: ignore[arg-type]

    def forget(self, paths: Iterable[str]) -> None:
        """The machine has taken these back, with all below them."""
        gone = tuple(paths)
        whole = set(gone)
        starts = tuple(f"{path}/" for path in gone)
        for table in (self._hashes, self._anchors):
            for path in [
                path for path in table if path in whole or path.startswith(starts)
            ]:
                del table[path]

    def keep_only(self, paths: Iterable[str]) -> None:
        """Drop all lines but these, with all below them."""
        kept = tuple(paths)
        whole = set(kept)
        starts = tuple(f"{path}/" for path in kept)
        self.forget(
            [p for p in self._hashes if p not in whole and not p.startswith(starts)]
        )

    def done(self) -> Base:
        return Base(self._hashes, self._anchors)
