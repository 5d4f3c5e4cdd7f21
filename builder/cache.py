"""Annotations remembered between runs, keyed by what they were made from.

Comes in: a key (a hash of everything the result depends on) and annotations. Goes
out: the same annotations, or None. A cache that cannot be read or written costs time
and nothing else; it may be deleted at any moment. One that is damaged or of another
version is made anew.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from builder.folders import make_folder
from builder.model import Annotations

log = logging.getLogger(__name__)

_FILE = Path(".cache") / "annotations.sqlite"
_PATIENCE = 1.0
"""Seconds to wait for another program that holds the file."""
_NO_FAULT = {"BUSY", "LOCKED", "FULL", "READONLY", "IOERR", "CANTOPEN", "PERM", "NOMEM"}
"""What the file itself is not to blame for: another one would not be better."""
_ADAPTER = TypeAdapter(Annotations)
ROOMS = (
    *("annotate", "languages", "taxonomy", "data", "model"),
    *("edtf.py", "edtf_text.py", "folding.py"),
)
"""All that annotating imports; a test compares."""
_CHUNK = 500


def hash_parts(*parts: str) -> str:
    """A key for a result that depends on these texts and nothing else."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


def hash_code() -> str:
    """A hash of the rules and the code that annotate: new rules, new annotations."""
    package = files("builder")
    texts = [text for room in ROOMS for text in _read(package / room)]
    return hash_parts(*texts)


def _read(place: Traversable) -> Iterable[str]:
    if place.is_dir():
        for child in sorted(place.iterdir(), key=lambda c: c.name):
            if child.name.endswith((".py", ".yaml")) or child.is_dir():
                yield from _read(child)
    elif place.is_file():
        yield place.name
        yield place.read_text(encoding="utf-8")


def load_annotations(root: Path, keys: Iterable[str]) -> dict[str, Annotations]:
    """Those that are remembered, by key."""
    wanted = list(keys)
    found: dict[str, Annotations] = {}
    if not (root / _FILE).is_file():
        return found
    try:
        with _open(root) as store:
            for start in range(0, len(wanted), _CHUNK):
                part = wanted[start : start + _CHUNK]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, data FROM notes WHERE key IN ({marks})"
                for key, data in store.execute(query, part):
                    found[key] = _ADAPTER.validate_json(data)
    except (sqlite3.Error, ValidationError, TypeError, OSError) as error:
        log.info("the cache could not be read and is ignored: %s", error)
    return found


def write_annotations(root: Path, notes: Mapping[str, Annotations]) -> None:
    """Remember these, and forget all others."""
    try:
        try:
            _replace(root, notes)
        except sqlite3.Error as error:
            if _kind(error) in _NO_FAULT:
                raise
            log.info("the cache is made anew: %s", error)
            for end in ("", "-journal", "-wal", "-shm"):
                (root / f"{_FILE}{end}").unlink(missing_ok=True)
            _replace(root, notes)
    except (sqlite3.Error, OSError) as error:
        log.info("the cache could not be written: %s", error)


def _kind(error: sqlite3.Error) -> str:
    """SQLite's own name for what went wrong, without the finer distinction."""
    name = getattr(error, "sqlite_errorname", "SQLITE_ERROR")
    return str(name).split("_")[1]


def _replace(root: Path, notes: Mapping[str, Annotations]) -> None:
    with _open(root) as store:
        old = {key for (key,) in store.execute("SELECT key FROM notes")}
        gone = [(key,) for key in old - notes.keys()]
        store.executemany("DELETE FROM notes WHERE key = ?", gone)
        rows = [(k, _ADAPTER.dump_json(v)) for k, v in notes.items() if k not in old]
        store.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?)", rows)


@contextmanager
def _open(root: Path) -> Iterator[sqlite3.Connection]:
    """The store, with its table.

    Raises: OSError, where a link leads elsewhere; sqlite3.Error.
    """
    path = make_folder(root, ".cache") / _FILE.name
    if path.is_symlink():
        raise PermissionError(errno.EPERM, "the cache is a link", str(_FILE))
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as store, store:
        store.execute(
            "CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, data BLOB)"
        )
        yield store
