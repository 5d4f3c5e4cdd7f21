"""Texts of single records: a file's text to a typed record, a record to a new file.

Comes in: text. Goes out: ``ArticleRecord``, ``EventRecord`` ... with Problems at the
line and column of what is wrong. Touches no disk and knows of no other record.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from builder.edtf import EdtfError, parse_edtf
from builder.folding import is_reserved
from builder.model import (
    UNKNOWN,
    Article,
    ArticleRecord,
    EventRecord,
    PlaceRecord,
    SourceRecord,
)
from builder.problems import Problem, has_errors
from builder.validation import validate
from builder.working_copy import find_blocks, split_front_matter
from builder.yamlio import (
    Edit,
    KeyPath,
    Loaded,
    dump,
    find_conflict,
    find_cut_texts,
    load,
    splice,
)

T = TypeVar("T")

_EVENT_DATES: tuple[KeyPath, ...] = (("date",),)
_ARTICLE_DATES: tuple[KeyPath, ...] = (("published",), ("evidence", "captured"))
DATE_HINT = (
    "write 2024-03-17, 2024-03 or 2024; 2024-03-17~ if the source is approximate; "
    "2024-03-17/2024-03-19 for a span; a list [a, b] for one of several; unknown"
)
_DURATION = re.compile(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?\Z")
_ID = re.compile(r"\w[\w.-]{0,119}\Z")
_SCHEMA = "../.schema/{}.schema.json"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One file of content/ as it was read."""

    path: str
    """From the project's root, with forward slashes."""
    text: str
    """Exactly as on disk, with its byte order mark and line ends."""
    loaded: Loaded

    def splice(self, edits: Sequence[Edit]) -> str:
        """The text with edits of its YAML made, a body byte for byte as it was.

        Raises: SpliceRefused.
        """
        return splice(self.text, edits, self.loaded.start, self.loaded.end)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A record's text as read; ``record`` is None where it cannot be used."""

    record: T | None
    file: RecordFile
    problems: tuple[Problem, ...]


def parse_event(text: str, path: str) -> tuple[EventRecord | None, list[Problem]]:
    """An event record, or None and what is wrong."""
    read = read_event(text, path)
    return read.record, list(read.problems)


def parse_article(text: str, path: str) -> tuple[Article | None, list[Problem]]:
    """A working copy with its body and blocks, or None and what is wrong."""
    read = read_article(text, path)
    return read.record, list(read.problems)


def read_event(text: str, path: str) -> Read[EventRecord]:
    """As ``parse_event``, with the places of all values."""
    loaded = _dates_as_text(load(text, path), _EVENT_DATES)
    file = RecordFile(path, text, loaded)
    if loaded.problems:
        return Read(None, file, loaded.problems)
    record, problems = validate(loaded, EventRecord, (), "event")
    problems += find_cut_texts(loaded)
    problems += _check_ids(loaded)
    if record is not None:
        problems += _check_dates(loaded, _EVENT_DATES)
        problems += _check_durations(loaded, record)
    usable = None if has_errors(problems) else record
    return Read(usable, file, tuple(sorted(problems)))


def read_article(text: str, path: str) -> Read[Article]:
    """As ``parse_article``, with the places of all values of its head."""
    halves = split_front_matter(text, path)
    if halves.problems:
        loaded = Loaded(None, text, path, halves.problems, halves.start, halves.end)
        return Read(None, RecordFile(path, text, loaded), halves.problems)
    loaded = load(text, path, halves.start, halves.end)
    loaded = _dates_as_text(loaded, _ARTICLE_DATES)
    file = RecordFile(path, text, loaded)
    if loaded.problems:
        return Read(None, file, loaded.problems)
    record, problems = validate(loaded, ArticleRecord, (), "working copy")
    problems += find_cut_texts(loaded)
    problems += _check_ids(loaded)
    if conflict := find_conflict(text, path, halves.body, len(text)):
        problems.append(conflict)
    if record is not None:
        problems += _check_dates(loaded, _ARTICLE_DATES)
        problems += _check_evidence(loaded, record)
    if record is None or has_errors(problems):
        return Read(None, file, tuple(sorted(problems)))
    body = text[halves.body :]
    article = Article(record, body, find_blocks(body), path)
    return Read(article, file, tuple(sorted(problems)))


def parse_sources(
    text: str, path: str
) -> tuple[dict[str, SourceRecord], Loaded, list[Problem]]:
    """The entries of sources.yaml that are right, and what is wrong with the others."""
    return _parse_entries(text, path, SourceRecord, "source")


def parse_places(
    text: str, path: str
) -> tuple[dict[str, PlaceRecord], Loaded, list[Problem]]:
    """The entries of places.yaml that are right, and what is wrong with the others."""
    return _parse_entries(text, path, PlaceRecord, "place")


def _parse_entries(
    text: str, path: str, shape: type[T], what: str
) -> tuple[dict[str, T], Loaded, list[Problem]]:
    loaded = load(text, path)
    if loaded.problems or loaded.data is None:
        return {}, loaded, list(loaded.problems)
    if not isinstance(loaded.data, dict):
        message = f"this file is a mapping of {what} ids to {what}s"
        problem = loaded.problem((), "E201", message, "write '<id>: {name: …}'")
        return {}, loaded, [problem]
    found: dict[str, T] = {}
    problems = find_cut_texts(loaded)
    for name in loaded.data:
        problems += _check_id(loaded, (name,), name, key=True)
        record, wrong = validate(loaded, shape, (name,), what)
        problems += wrong
        if record is not None:
            found[name] = record
    return found, loaded, problems


# --- what types cannot say of one record ---------------------------------------------


def _dates_as_text(loaded: Loaded, paths: Sequence[KeyPath]) -> Loaded:
    """A year written without quotation marks is a date, not a number."""
    data = loaded.data
    for path in paths:
        data = _change(data, path)
    return replace(loaded, data=data)


def _change(data: Any, path: KeyPath) -> Any:
    if not path:
        if isinstance(data, list):
            return [_change(item, ()) for item in data]
        return str(data) if type(data) is int else data
    if isinstance(data, dict) and path[0] in data:
        return {**data, path[0]: _change(data[path[0]], path[1:])}
    return data


def _check_dates(loaded: Loaded, paths: Sequence[KeyPath]) -> Iterator[Problem]:
    for path in paths:
        value = loaded.data
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, str):
            yield from _check_date(loaded, path, value)
        elif isinstance(value, list):
            if not value:
                yield loaded.problem(path, "E206", "an empty list of dates", DATE_HINT)
            for index, item in enumerate(value):
                yield from _check_date(loaded, (*path, index), item)


def _check_date(loaded: Loaded, path: KeyPath, value: str) -> Iterator[Problem]:
    if value == UNKNOWN:
        return
    try:
        parse_edtf(value)
    except EdtfError as error:
        name = next(step for step in reversed(path) if isinstance(step, str))
        message = f"'{name}' is not an EDTF date: '{value[:60]}'; {error.message}"
        yield loaded.problem(path, "E206", message, DATE_HINT)


def _check_durations(loaded: Loaded, record: EventRecord) -> Iterator[Problem]:
    for index, relation in enumerate(record.relations):
        for name in ("at_least", "at_most"):
            value: str | None = getattr(relation, name)
            if value is not None and not _DURATION.match(value):
                yield loaded.problem(
                    ("relations", index, name),
                    "E207",
                    f"'{name}' is not a duration: '{value[:40]}'",
                    "write P1D for a day, P2W for two weeks, P3M for three months",
                )


def _check_ids(loaded: Loaded) -> Iterator[Problem]:
    """Ids name files and addresses, on every system."""
    data = loaded.data if isinstance(loaded.data, dict) else {}
    was = data.get("was")
    rows: list[tuple[KeyPath, Any]] = [(("id",), data.get("id"))]
    rows += [
        (("was", n), old) for n, old in enumerate(was if type(was) is list else ())
    ]
    for path, value in rows:
        if isinstance(value, str):
            yield from _check_id(loaded, path, value)


def _check_id(
    loaded: Loaded, path: KeyPath, value: str, key: bool = False
) -> Iterator[Problem]:
    message = f"'{value[:60]}' cannot be an id"
    if not _ID.match(value):
        hint = (
            "use letters, digits, '-', '_' and '.', beginning with a letter or a "
            "digit, at most 120"
        )
        yield loaded.problem(path, "E208", message, hint, key)
    elif is_reserved(value):
        message += ": on Windows no file can have this name"
        hint = f"write another one, such as {value}-1"
        yield loaded.problem(path, "E208", message, hint, key)


def _check_evidence(loaded: Loaded, record: ArticleRecord) -> Iterator[Problem]:
    """The evidence of a working copy lies in seeds/."""
    parts = record.evidence.file.split("/")
    if parts[0] != "seeds" or len(parts) < 2 or {"", ".", ".."} & {*parts}:
        yield loaded.problem(
            ("evidence", "file"),
            "E214",
            f"'{record.evidence.file[:60]}' is no file in seeds/",
            "write the path of the evidence from the project's folder, such as "
            "seeds/article.txt",
        )


# --- new files -----------------------------------------------------------------------


def record_to_data(record: Any) -> dict[str, Any]:
    """Plain data in the order of the model.

    Left out is what a reader takes for granted; ``format``, ``status`` and what is
    ``unknown`` stay, since a person is to see and to change them.
    """
    data: dict[str, Any] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.default_factory is not dataclasses.MISSING:
            default: Any = field.default_factory()
        else:
            default = field.default
        shown = field.name in ("format", "status") or default == UNKNOWN
        if value != default or shown:
            data[field.name] = _plain(value)
    return data


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return record_to_data(value)
    return (
        [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value
    )


def render_event(record: EventRecord) -> str:
    """A new file: the editors' modelines, then the fields."""
    return dump(record_to_data(record), _modelines("event"))


def render_article(record: ArticleRecord, body: str) -> str:
    """A new working copy; the body goes in exactly as it is."""
    head = dump(record_to_data(record), _modelines("article"))
    return f"---\n{head}---\n{body}"


def _modelines(schema: str) -> str:
    """Where yaml-language-server and the JetBrains editors find the schema."""
    address = _SCHEMA.format(schema)
    return f"yaml-language-server: $schema={address}\n$schema: {address}"
