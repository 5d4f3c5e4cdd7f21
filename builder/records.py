"""The folder content/ to typed records, with everything that is wrong in it.

Comes in: the root of a project. Goes out: ``Content``. It writes nothing, decides
nothing, and raises nothing for bad content: a file that cannot be read is kept in
``Content.unreadable`` with the ids that can still be seen in it, so that the merge can
hold what belongs to it. ``id:`` is the authority, the file name is free.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from builder.model import Article, EventRecord, PlaceRecord, SourceRecord
from builder.problems import Problem, has_errors, make_bytes_problem
from builder.record_text import (
    Read,
    RecordFile,
    parse_article,
    parse_event,
    parse_places,
    parse_sources,
    read_article,
    read_event,
    record_to_data,
    render_article,
    render_event,
)
from builder.schema import write_schemas
from builder.yamlio import Loaded

__all__ = [
    "Content",
    "RecordFile",
    "Unreadable",
    "load_content",
    "parse_article",
    "parse_event",
    "record_to_data",
    "render_article",
    "render_event",
    "write_schemas",
]

T = TypeVar("T")
R = TypeVar("R", Article, EventRecord)

Kind = Literal["article", "event", "sources", "places"]

_ID_LINE = re.compile(
    r"""^[ \t]*(?:-[ \t]+)?(?:\{[ \t]*)?["']?id["']?[ \t]*:[ \t]*["']?([^\s"',}#]+)""",
    re.MULTILINE,
)
_SUFFIXES = {"articles": (".md",), "events": (".yaml", ".yml")}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is there and cannot be used."""

    path: str
    text: str
    """As far as it is text; what is not UTF-8 reads as U+FFFD."""
    kind: Kind
    ids: tuple[str, ...] = ()
    """Every id a scan of its lines can still see: of the record and of its reports."""


@dataclass(frozen=True, slots=True)
class Content:
    """All of content/, each mapping in the order of the files' paths."""

    articles: Mapping[str, Article]
    events: Mapping[str, EventRecord]
    article_files: Mapping[str, RecordFile]
    event_files: Mapping[str, RecordFile]
    sources: Mapping[str, SourceRecord]
    places: Mapping[str, PlaceRecord]
    sources_file: RecordFile | None = None
    places_file: RecordFile | None = None
    unreadable: tuple[Unreadable, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Reader:
    """What is collected while the files are gone through."""

    root: Path
    instead: Mapping[str, str | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    taken: dict[tuple[Kind, str], str] = field(default_factory=dict)
    """Path of the file that has an id already (ids name files: case does not count)."""

    def text_of(self, path: Path, kind: Kind) -> tuple[str, str] | None:
        """Name and text of a file, or None and a Problem."""
        name = _name(path, self.root)
        pending = self.instead.get(name)
        if pending is not None:
            return name, pending
        if path.is_symlink() and not self.stays_inside(path, kind):
            return None
        try:
            data = path.read_bytes()
        except OSError as error:
            hint = "put a file there, with the right to read it"
            what = f"the file cannot be read: {error.strerror}"
            self._refuse(name, "E211", what, hint)
            self.unreadable.append(Unreadable(name, "", kind))
            return None
        try:
            return name, data.decode("utf-8")
        except UnicodeDecodeError as error:
            text = data.decode("utf-8", "replace")
            self.problems.append(make_bytes_problem(name, data, error.start))
            self.hold(name, text, kind)
            return None

    def stays_inside(self, path: Path, kind: Kind) -> bool:
        """Whether a file or folder lies in the project; a Problem if not.

        What stands in it may be any record of its kind, and is held.
        """
        if path.resolve().is_relative_to(self.root.resolve()):
            return True
        message = "this link leads out of the project"
        hint = "put the file or folder itself here"
        self._refuse(_name(path, self.root), "E210", message, hint)
        self.hold(_name(path, self.root), "", kind)
        return False

    def stumble(self, error: OSError, kind: Kind) -> None:
        """A folder that cannot be listed; one that is not there has no records."""
        path = Path(error.filename)
        if path.exists() or path.is_symlink():
            name = _name(path, self.root)
            hint = "make it a folder, with the right to read it"
            what = f"the folder cannot be read: {error.strerror}"
            self._refuse(name, "E211", what, hint)
            self.hold(name, "", kind)

    def hold(self, name: str, text: str, kind: Kind) -> None:
        """Keep a file that cannot be used, with the ids seen in it."""
        ids = tuple(dict.fromkeys(_ID_LINE.findall(text)))
        self.unreadable.append(Unreadable(name, text, kind, ids))

    def takes(self, file: RecordFile, kind: Kind) -> bool:
        """Whether the id of a file is still free; a Problem names both files if not."""
        name: str = file.loaded.data["id"]
        other = self.taken.setdefault((kind, name.casefold()), file.path)
        if other == file.path:
            return True
        message = f"the id '{name}' is already that of {other}"
        hint = "give one of the two another id, or put what they say into one file"
        self.problems.append(file.loaded.problem(("id",), "E213", message, hint))
        return False

    def _refuse(self, name: str, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(name, 0, 0, code, message, hint))


def load_content(
    root: Path, instead: Mapping[str, str | None] | None = None
) -> Content:
    """Read every record below ``root``/content.

    ``instead`` are texts of records, by path from the root, to read as if they stood
    there; None for a file to read as if it were gone.
    """
    reader = _Reader(root, instead or {})
    articles, article_files = _load_records(reader, "articles", "article", read_article)
    events, event_files = _load_records(reader, "events", "event", read_event)
    sources, sources_file = _load_list(reader, "sources", parse_sources)
    places, places_file = _load_list(reader, "places", parse_places)
    return Content(
        articles=articles,
        events=events,
        article_files=article_files,
        event_files=event_files,
        sources=sources,
        places=places,
        sources_file=sources_file,
        places_file=places_file,
        unreadable=tuple(sorted(reader.unreadable, key=lambda file: file.path)),
        problems=tuple(sorted(reader.problems)),
    )


def _load_records(
    reader: _Reader,
    folder: Literal["articles", "events"],
    kind: Kind,
    read_text: Callable[[str, str], Read[R]],
) -> tuple[dict[str, R], dict[str, RecordFile]]:
    """The records of one sort that can be used, and their files, by id."""
    records: dict[str, R] = {}
    files: dict[str, RecordFile] = {}
    for path in _find_files(reader, folder, kind):
        named = reader.text_of(path, kind)
        if named is None:
            continue
        read = read_text(named[1], named[0])
        reader.problems += read.problems
        if read.record is None or not reader.takes(read.file, kind):
            reader.hold(*named, kind)
            continue
        records[read.record.id] = read.record
        files[read.record.id] = read.file
    return records, files


def _load_list(
    reader: _Reader,
    kind: Literal["sources", "places"],
    parse: Callable[[str, str], tuple[dict[str, T], Loaded, list[Problem]]],
) -> tuple[dict[str, T], RecordFile | None]:
    """The entries of one of the two lists; without the file there are none."""
    path = reader.root / "content" / f"{kind}.yaml"
    if not path.exists() and not path.is_symlink():
        return {}, None
    if not reader.stays_inside(path.parent, kind):
        return {}, None
    named = reader.text_of(path, kind)
    if named is None:
        return {}, None
    name, text = named
    found, loaded, problems = parse(text, name)
    reader.problems += problems
    if has_errors(problems):
        reader.hold(name, text, kind)
    return found, RecordFile(name, text, loaded)


def _find_files(
    reader: _Reader, folder: Literal["articles", "events"], kind: Kind
) -> Iterator[Path]:
    """The files of one sort by path; hidden ones are passed over."""
    root = reader.root
    top = root / "content" / folder
    if not reader.stays_inside(top, kind):
        return
    found: list[Path] = []
    stumble = partial(reader.stumble, kind=kind)
    for here, folders, names in os.walk(top, onerror=stumble):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(here) / name
            for name in names
            if name.endswith(_SUFFIXES[folder]) and not name.startswith(".")
        ]
    prefix = f"content/{folder}/"
    pending = {name for name in reader.instead if name.startswith(prefix)}
    gone = {name for name in pending if reader.instead[name] is None}
    there = {_name(path, root) for path in found} | pending
    yield from (root / name for name in sorted(there - gone))


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
