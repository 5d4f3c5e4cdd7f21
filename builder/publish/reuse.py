"""Pages of earlier runs that need not be made again.

Comes in: pages, what each looked up when it was made, the site as it stands. Goes out:
the bytes of a page, when nothing that it was made from has changed.

Only fingerprints are remembered. A page is taken from the site as it stands, and only
if its bytes are those that were made: whatever happened to the site or to the memory
meanwhile costs time, and never makes a page that is wrong.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

from builder.fingerprints import hash_code, hash_parts
from builder.publish.lookups import Lookup, Lookups
from builder.publish.render import Page
from builder.publish.templates import hash_templates
from builder.store import load_rows, write_rows

_FILE = "pages.sqlite"
_MAKERS = ("jinja2", "markdown", "markupsafe", "nh3", "pyyaml")
"""Programs of others whose next version may make other bytes."""


class Memory:
    """What is remembered of the pages of a project."""

    def __init__(
        self, root: Path, sites: Sequence[Path], lookups: Lookups, *common: object
    ) -> None:
        """``sites`` are the folders where pages may stand that were made before,
        ``common`` is what every page is made from, beside templates and program."""
        self._root = root
        self._sites = sites
        self._lookups = lookups
        self._templates = hash_templates(root)
        self._common = hash_parts(
            hash_code(),
            python_version(),
            *map(version, _MAKERS),
            self._templates,
            *map(lookups.take_print, common),
        )
        self._old = dict(load_rows(root, _FILE))
        self._rows: dict[str, bytes] = {}

    def recall(self, page: Page) -> bytes | None:
        """The bytes of a page; None where it has to be made."""
        data = self._old.get(page.path)
        row = None if data is None else _parse_row(data)
        if data is None or row is None:
            return None
        made_from, digest, asked = row
        if made_from != self._take_print(page, asked):
            return None
        for site in self._sites:
            found = _read_page(site / page.path)
            if found is not None and sha256(found).hexdigest() == digest:
                self._rows[page.path] = data
                return found
        return None

    def keep(self, page: Page, lookups: Iterable[Lookup], made: bytes) -> None:
        """Remember a page that was made, and what it looked up."""
        asked: dict[str, list[str]] = {}
        for how, shelf, key in lookups:
            asked.setdefault(f"{how} {shelf}", []).append(key)
        row = [self._take_print(page, asked), sha256(made).hexdigest(), asked]
        self._rows[page.path] = json.dumps(row, separators=(",", ":")).encode()

    def save(self) -> None:
        """Remember the pages of this run and no others, after the last one.

        Nothing is remembered where a template was saved meanwhile: nobody can tell
        which pages were made with which.
        """
        if self._rows != self._old and hash_templates(self._root) == self._templates:
            write_rows(self._root, _FILE, self._rows.items)

    def _take_print(self, page: Page, asked: Mapping[str, Sequence[str]]) -> str:
        """A fingerprint of all that a page is made from."""
        more = "" if page.more is None else page.more.__qualname__
        return hash_parts(
            self._common,
            *(page.path, page.template, page.title, page.section, more, page.about),
            repr(page.canonical),
            self._lookups.take_print(tuple(page.context.items())),
            *map(self._lookups.answer, _list_lookups(asked)),
        )


def _list_lookups(asked: Mapping[str, Sequence[str]]) -> Iterator[Lookup]:
    for question, keys in asked.items():
        how, _, shelf = question.partition(" ")
        for key in keys:
            yield how, shelf, key


def _parse_row(data: bytes) -> tuple[str, str, dict[str, list[str]]] | None:
    """What ``keep`` wrote; None for anything else."""
    try:
        row: Any = json.loads(data)
        made_from, digest, asked = row
        if isinstance(made_from, str) and all(
            isinstance(question, str) and all(isinstance(key, str) for key in keys)
            for question, keys in asked.items()
        ):
            return made_from, digest, asked
    except (ValueError, TypeError, AttributeError, RecursionError):
        pass
    return None


def _read_page(path: Path) -> bytes | None:
    """The bytes of a file; None for whatever is no file that can be read."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else None
    except OSError:
        return None
