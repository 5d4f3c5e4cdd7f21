"""Put a whole site in place: never half of it, never outside it.

Comes in: files by path, the project's root. Goes out: ``site/``, swapped in by
renaming. A file whose bytes are the same keeps its time stamp.

Nothing waits for the disk here (no fsync): a site is made again from content/ at any
time, and a file that a power failure tore differs from the bytes it should have, so
that the next build replaces it. Whether a file is the same is told by its bytes only.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.folders import make_folder

_HERE = -100
"""AT_FDCWD: paths count from the working folder."""

_EXCHANGE = 2


@dataclass(frozen=True, slots=True)
class Written:
    """What a build changed in site/."""

    written: int
    kept: int
    removed: int


def write_site(
    root: Path, files: Iterable[tuple[str, bytes]], folder: str = "site"
) -> Written:
    """Stage a site in .cache/, then swap it with ``folder`` by renaming.

    Raises: OSError, with the folder as it was; ValueError for a path that leaves it.
    """
    site, cache = root / folder, make_folder(root, ".cache")
    staged, old = cache / f"{site.name}.new", cache / f"{site.name}.old"
    if site.is_symlink():
        raise PermissionError(errno.EPERM, "it is a link, not a folder", folder)
    if not site.exists() and old.is_dir() and not old.is_symlink():
        old.rename(site)
    for leftover in (staged, old):
        _clear(leftover)
    staged.mkdir()
    before = {str(p.relative_to(site)) for p in _files(site)}
    written = kept = 0
    paths: set[str] = set()
    for path, data in files:
        paths.add(_checked(path))
        if _stage(site / path, staged / path, data):
            kept += 1
        else:
            written += 1
    removed = len(before - paths)
    if not written and not removed and site.exists():
        shutil.rmtree(staged, ignore_errors=True)
        return Written(0, kept, 0)
    _swap(staged, site, old)
    shutil.rmtree(old, ignore_errors=True)
    return Written(written, kept, removed)


def _swap(staged: Path, site: Path, old: Path) -> None:
    """Put the staged site in place; the present one, if any, becomes ``old``.

    Where the system can exchange two folders in one step there is no moment without a
    site; elsewhere there is one between two renames, which the next build mends.
    """
    if not site.exists():
        staged.rename(site)
    elif _exchange(staged, site):
        staged.rename(old)
    else:
        site.rename(old)
        try:
            staged.rename(site)
        except OSError:
            old.rename(site)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot.

    Source: renameat2(2), flag RENAME_EXCHANGE.
    """
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here = ctypes.c_int(_HERE)
    status = rename(here, os.fsencode(one), here, os.fsencode(other), _EXCHANGE)
    return bool(status == 0)


def _clear(leftover: Path) -> None:
    """Remove what a killed build left behind; a link in its place is only a link."""
    if leftover.is_symlink() or leftover.is_file():
        leftover.unlink()
    elif leftover.exists():
        shutil.rmtree(leftover)


def _files(site: Path) -> list[Path]:
    return [p for p in sorted(site.rglob("*")) if p.is_file() or p.is_symlink()]


def _checked(path: str) -> str:
    """The path itself, when it stays inside the site.

    Raises: ValueError
    """
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path:
        raise ValueError(f"not a path inside site/: {path!r}")
    return path


def _stage(present: Path, new: Path, data: bytes) -> bool:
    """Put one file on stage; True where the present file already has its bytes."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        status = present.lstat()
    except OSError:
        status = None
    same = (
        status is not None
        and stat.S_ISREG(status.st_mode)
        and status.st_size == len(data)
        and present.read_bytes() == data
    )
    if same and status is not None:
        try:
            os.link(present, new)
        except OSError:
            shutil.copy2(present, new)
        return True
    new.write_bytes(data)
    return False
