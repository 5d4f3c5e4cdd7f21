"""What a case of the gallery is: a whole project, one thing broken in it, its mending.

Comes in: steps as data. Goes out: files on disk. It knows nothing of what is printed.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

EVENT = "content/events/hand.yaml"
"""The event a person wrote, with every sort of field."""
MARCH = "content/events/port-ancel-protest-2031-05-05.yaml"
ARTICLE = "content/articles/radio-ferry.md"
SITE = "content/site.yaml"
SOURCES = "content/sources.yaml"
PLACES = "content/places.yaml"


@dataclass(frozen=True)
class Edit:
    """Words of a file replaced; they stand there once."""

    path: str
    old: str
    new: str

    def do(self, root: Path) -> None:
        path = root / self.path
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        assert text.count(self.old) == 1, f"{text.count(self.old)} times {self.old!r}"
        text = text.replace(self.old, self.new)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))


@dataclass(frozen=True)
class Put:
    """A file with these bytes, whatever stood there."""

    path: str
    data: bytes | str

    def do(self, root: Path) -> None:
        path = root / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        data = self.data.encode() if isinstance(self.data, str) else self.data
        path.write_bytes(data)


@dataclass(frozen=True)
class Copy:
    """A file once more, under another name, perhaps with one thing changed."""

    path: str
    to: str
    old: str = ""
    new: str = ""

    def do(self, root: Path) -> None:
        (root / self.to).write_bytes((root / self.path).read_bytes())
        if self.old:
            Edit(self.to, self.old, self.new).do(root)


@dataclass(frozen=True)
class Move:
    """A file or folder elsewhere; ``..`` leads out of the project."""

    path: str
    to: str

    def do(self, root: Path) -> None:
        (root / self.to).parent.mkdir(parents=True, exist_ok=True)
        os.rename(root / self.path, root / self.to)


@dataclass(frozen=True)
class Link:
    """A symbolic link; its aim is seen from the project's root."""

    path: str
    aim: str

    def do(self, root: Path) -> None:
        (root / self.path).symlink_to((root / self.aim).absolute())


@dataclass(frozen=True)
class Folder:
    """An empty folder."""

    path: str

    def do(self, root: Path) -> None:
        (root / self.path).mkdir(parents=True)


@dataclass(frozen=True)
class Remove:
    """A file or a link taken away."""

    path: str

    def do(self, root: Path) -> None:
        (root / self.path).unlink()


Step = Edit | Put | Copy | Move | Link | Folder | Remove


@dataclass(frozen=True)
class Case:
    """One broken input.

    ``at`` are the words the first problem's line holds at its column; empty where the
    problem is that of a whole file. ``mend`` is what its hint says, done literally.
    """

    name: str
    broken: Sequence[Step]
    mend: Sequence[Step]
    at: str = ""
    outcome: Literal["error", "warning", "fine"] = "error"
    updated: bool = True
    """Whether other records are brought up to date meanwhile."""


def edit(
    name: str,
    path: str,
    old: str,
    new: str,
    mended: str,
    at: str,
    updated: bool = True,
) -> Case:
    """The most frequent case: one wrong passage in one file."""
    broken, mend = [Edit(path, old, new)], [Edit(path, new, mended)]
    return Case(name, broken, mend, at, updated=updated)


def do_all(steps: Sequence[Step], root: Path) -> None:
    for step in steps:
        step.do(root)
