"""Rows remembered between runs: a key, and bytes.

Comes in: the name of a file in .cache/, rows. Goes out: the same rows. A store that
cannot be read or written costs time and nothing else; it may be deleted at any moment.
One that is damaged or of another version is made anew. What the bytes mean is the
caller's business, and so is what to do with those that mean nothing.
"""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from builder.folders import make_folder

log = logging.getLogger(__name__)

_PATIENCE = 1.0
"""Seconds to wait for another program that holds the file."""
_NO_FAULT = {"BUSY", "LOCKED", "FULL", "READONLY", "IOERR", "CANTOPEN", "PERM", "NOMEM"}
"""What the file itself is not to blame for: another one would not be better."""
_CHUNK = 500


def load_rows(
    root: Path, name: str, keys: Iterable[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """The rows with these keys, or all; as far as they can be read."""
    if not (root / ".cache" / name).is_file():
        return
    try:
        with _open(root, name) as store:
            if keys is None:
                yield from store.execute("SELECT key, data FROM notes")
                return
            wanted = list(keys)
            for start in range(0, len(wanted), _CHUNK):
                part = wanted[start : start + _CHUNK]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, data FROM notes WHERE key IN ({marks})"
                yield from store.execute(query, part)
    except (sqlite3.Error, OSError) as error:
        log.info("%s could not be read and is ignored: %s", name, error)


def write_rows(
    root: Path, name: str, make_rows: Callable[[], Iterable[tuple[str, bytes]]]
) -> None:
    """Remember these rows, and forget all others.

    They are made a second time where the file has to be made anew.
    """
    try:
        try:
            _replace(root, name, make_rows())
        except sqlite3.Error as error:
            if _kind(error) in _NO_FAULT:
                raise
            log.info("%s is made anew: %s", name, error)
            for end in ("", "-journal", "-wal", "-shm"):
                (root / ".cache" / f"{name}{end}").unlink(missing_ok=True)
            _replace(root, name, make_rows())
    except (sqlite3.Error, OSError) as error:
        log.info("%s could not be written: %s", name, error)


def _kind(error: sqlite3.Error) -> str:
    """SQLite's own name for what went wrong, without the finer distinction."""
    name = getattr(error, "sqlite_errorname", "SQLITE_ERROR")
    return str(name).split("_")[1]


def _replace(root: Path, name: str, rows: Iterable[tuple[str, bytes]]) -> None:
    with _open(root, name) as store:
        gone = {key for (key,) in store.execute("SELECT key FROM notes")}
        for key, data in rows:
            gone.discard(key)
            store.execute(
                "INSERT INTO notes VALUES (?, ?) ON CONFLICT (key)"
                " DO UPDATE SET data = excluded.data WHERE data IS NOT excluded.data",
                (key, data),
            )
        store.executemany("DELETE FROM notes WHERE key = ?", [(key,) for key in gone])


@contextmanager
def _open(root: Path, name: str) -> Iterator[sqlite3.Connection]:
    """The store, with its table.

    Raises: OSError, where a link leads elsewhere; sqlite3.Error.
    """
    path = make_folder(root, ".cache") / name
    if path.is_symlink():
        raise PermissionError(errno.EPERM, "the cache is a link", name)
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as store, store:
        store.execute(
            "CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, data BLOB)"
        )
        yield store
