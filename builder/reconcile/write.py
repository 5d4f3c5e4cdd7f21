"""Outcomes to disk and bases from disk, so that a kill at any moment loses nothing.

Comes in: an ``Outcome``; a project's root. Goes out: files. May not decide anything.

A record and its base are two files, and no order of writing the two is safe. Base
first: after a kill the record's old values match no hash and count as a person's.
Record first: the new values do, and a record just made has no base and is frozen for
ever. A removed report would look deleted by hand either way. So the intended bases are
first written to one journal, then the records, then the bases, then the journal goes.
A run that finds a journal compares each record with what was intended: the old text
keeps the old base, the new text gets the new one, and for a text that a person has
edited since, the base that explains more of its values is taken.

Every file is on the disk before it takes its name (fsync): a record may hold what a
person wrote, and a base that a power failure emptied would make the machine's values
theirs, for ever and unseen.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from builder.problems import Problem
from builder.reconcile.articles import make_article_data
from builder.reconcile.base import Base, Bases, parse_base, render_base
from builder.reconcile.fields import ARTICLE, EVENT, make_data
from builder.reconcile.lines import make_lines
from builder.reconcile.outcome import (
    Change,
    Outcome,
    RecordKind,
    make_base_path,
)
from builder.reconcile.refused import TOLD
from builder.records import Content

JOURNAL: Final = "content/.base/.journal"
"""Present only while a build writes, or after it was killed there."""

_GIT_RULES: Final = {
    "content/.base/.gitattributes": "*.txt merge=union\n",
    "content/.base/.gitignore": ".journal\n.*.part\n",
}
"""Two branches add lines to one base: git keeps those of both."""

_KINDS: Final[tuple[RecordKind, ...]] = ("articles", "events")


def write_outcome(root: Path, outcome: Outcome) -> tuple[Problem, ...]:
    """Write what changed; say which files were left, because somebody edited them.

    Each file is replaced atomically. A file that is no longer what the decisions rest
    on is left, with its base; the next run takes it up.

    Raises: OSError, where content/ cannot be written; the next run settles the rest.
    """
    if (root / JOURNAL).exists():
        # An earlier step of this run failed and said so. Only the next run can settle
        # it, and a second journal would make the first one's records a person's.
        return ()
    problems: list[Problem] = []
    ready: list[Change] = []
    for change in outcome.changes:
        if _read(root / change.path) == change.old:
            ready.append(change)
        else:
            problems.append(_make_late(change))
    edits = [change for change in ready if change.new != change.old]
    if edits:
        _write(root, JOURNAL, _render_journal(edits))
    for change in edits:
        _put(root, change.path, change.new)
    for change in ready:
        _put(root, change.base_path, _text_of(change.base))
    if edits:
        (root / JOURNAL).unlink()
    return tuple(problems)


def load_told(root: Path) -> str:
    """The text that says which refused proposals a person has heard of."""
    return _read(root / TOLD) or ""


def write_told(root: Path, text: str) -> None:
    """Note which refused proposals a person has heard of.

    A file that was there stays, if empty: git joins two branches of one line by line,
    but asks a person about one that is gone on one of them.

    Raises: OSError, where content/ cannot be written.
    """
    if text != load_told(root):
        _write(root, TOLD, text)


def write_git_rules(root: Path) -> None:
    """Tell git, in any project, how the files of this folder are joined and left out.

    Raises: OSError, where content/ cannot be written.
    """
    for name, text in _GIT_RULES.items():
        if _read(root / name) != text:
            _write(root, name, text)


def load_bases(root: Path) -> Bases:
    """All bases; ``settle_journal`` comes first.

    Raises: OSError, where a file stands in the place of a folder or cannot be read.
    """
    found: dict[str, dict[str, Base]] = {kind: {} for kind in _KINDS}
    for kind in _KINDS:
        folder = root / "content/.base" / kind
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "this is no folder", str(folder))
        if not _stays_inside(root, folder / "any"):
            what = "a link leads out of the project"
            raise PermissionError(errno.EPERM, what, str(folder))
        for path in sorted(folder.glob("*.txt")):
            text = path.read_text(encoding="utf-8", errors="replace")
            found[kind][_record_of(path)] = parse_base(text)
    return Bases(found["events"], found["articles"])


def _record_of(path: Path) -> str:
    return unquote(path.name.removesuffix(".txt"))


def _render_journal(changes: Iterable[Change]) -> str:
    rows = [
        {
            "kind": change.kind,
            "record": change.record,
            "path": change.path,
            "old": _digest(change.old),
            "new": _digest(change.new),
            "base": _text_of(change.base),
        }
        for change in changes
    ]
    return json.dumps(rows, ensure_ascii=False, indent=0) + "\n"


def settle_journal(root: Path, content: Content) -> None:
    """Finish what a killed run began; ``content`` is what stands now, read before.

    Raises: OSError, where content/ cannot be written.
    """
    text = _read(root / JOURNAL)
    if text is None:
        return
    for row in _parse_journal(text):
        path = make_base_path(row["kind"], row["record"])
        old, new = _read(root / path), row["base"]
        base = _choose(root, content, row, old, new)
        if base != old:
            _put(root, path, base)
    (root / JOURNAL).unlink()


def _parse_journal(text: str) -> list[dict[str, Any]]:
    """The rows of a journal; none where it is not ours, since ours are whole.

    It may come with somebody's project: it says nothing of where to write.
    """
    try:
        rows = json.loads(text)
    except ValueError:
        return []
    shape = {"kind", "record", "path", "old", "new", "base"}
    return [
        row
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
        and row.keys() >= shape
        and row["kind"] in _KINDS
        and all(isinstance(row[key], str) for key in shape - {"base"})
        and isinstance(row["base"], str | None)
    ]


def _choose(
    root: Path, content: Content, row: dict[str, str], old: str | None, new: str | None
) -> str | None:
    """The base that fits the record as it stands."""
    files = content.event_files if row["kind"] == "events" else content.article_files
    file = files.get(row["record"])
    text = file.text if file is not None else _read(root / row["path"])
    digest = _digest(text)
    if digest == row["new"]:
        return new
    if digest == row["old"] or text is None:
        return old
    if file is None:
        # It stands there and cannot be read: whatever was proposed may stand in it.
        return render_base(parse_base((old or "") + (new or "")))
    lines = _make_present(content, row)
    counts = [
        sum(
            digest in parse_base(side or "").of(path)
            for path, digest in lines
            if digest
        )
        for side in (old, new)
    ]
    return new if counts[1] >= counts[0] else old


def _make_present(content: Content, row: dict[str, str]) -> list[tuple[str, str]]:
    name = row["record"]
    if row["kind"] == "events":
        lines = make_lines(EVENT, make_data(content.events[name]), {})
    else:
        article = content.articles[name]
        data = make_article_data(article.record, article.body)
        lines = make_lines(ARTICLE, data, {})
    return [(path, digest) for path, digest, _ in lines]


def _make_late(change: Change) -> Problem:
    return Problem(
        change.path,
        0,
        0,
        "E131",
        "this file was changed while the build was running and was left as it is",
        "run build once more",
        severity="warning",
    )


def _text_of(base: Base | None) -> str | None:
    return None if base is None else render_base(base)


def _stays_inside(root: Path, path: Path) -> bool:
    return path.parent.resolve().is_relative_to(root.resolve())


def _digest(text: str | None) -> str:
    if text is None:
        return "none"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (UnicodeDecodeError, OSError):
        return "\0"  # equal to no text of ours


def _put(root: Path, name: str, text: str | None) -> None:
    if text is not None:
        _write(root, name, text)
    elif _stays_inside(root, root / name):
        (root / name).unlink(missing_ok=True)


def _write(root: Path, name: str, text: str) -> None:
    """Replace a file as one step.

    Raises: OSError, also where a link in its path leads out of the project.
    """
    path = root / name
    if not _stays_inside(root, path):
        raise PermissionError(errno.EPERM, "a link leads out of the project", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
