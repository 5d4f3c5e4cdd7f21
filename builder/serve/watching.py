"""Which files a person saved, told within a tenth of a second and never missed.

Comes in: folders, most of which exist. Goes out: sets of paths, one for each burst of
saves. It knows nothing of what is done about them.

The operating system tells of changes (watchfiles). What it does not tell - on network
drives, in containers, for a folder that was moved away and came back, when there were
too many at once - a slow sweep over names, times and sizes finds, at a fiftieth of one
processor at most. So nothing depends on every single event arriving.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from threading import Event
from typing import Final

from watchfiles import Change, watch

_QUIET: Final = 60
"""Milliseconds without a further save that end a burst."""
_LONGEST: Final = 400
"""Milliseconds after which a burst is told although it goes on."""
_TICK: Final = 500
_SWEEP: Final = 2.0
"""Seconds between two sweeps at least; fifty times what a sweep takes, if longer."""
_LEFT_OVERS: Final = ("~", ".tmp", ".pyc", "___jb_tmp___", "___jb_old___")

Snapshot = dict[str, tuple[int, int, int]]


def follow(
    folders: Sequence[Path],
    seen: Snapshot,
    stop: Event,
    tell: Callable[[frozenset[Path]], None],
) -> None:
    """Tell what has changed since ``seen`` below the folders, until ``stop`` is set.

    A folder may be missing, come, go and be replaced by another of its name.
    """
    folders = outermost(folders)
    while not stop.is_set():
        opened = [_identity(folder) for folder in folders]
        present = [folder for folder in folders if folder.is_dir()]
        due = 0.0  # at the first tick: what changed before the system listened
        for told in _batches(present, folders, stop):
            moved = opened != [_identity(folder) for folder in folders]
            if not told and not moved and time.monotonic() < due:
                continue
            start = time.monotonic()
            before, seen = seen, take_snapshot(folders)
            due = start + max(_SWEEP, 50 * (time.monotonic() - start))
            changed = told | compare(before, seen)
            if changed:
                tell(frozenset(map(Path, changed)))
            if moved:
                break


def _batches(
    present: Sequence[Path], folders: Sequence[Path], stop: Event
) -> Iterator[set[str]]:
    """Paths the system tells of; an empty set at every tick without any."""
    try:
        for batch in watch(
            *present,
            watch_filter=lambda _, path: is_wanted(path, folders),
            stop_event=stop,
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=_TICK,
        ):
            yield {path for change, path in batch if _counts(change, path)}
    except (OSError, RuntimeError):
        # No more watches to be had, or a folder went while it was opened: the sweep
        # goes on alone, and after each the system is asked again.
        stop.wait(_TICK / 1000)
        yield set()
        stop.wait(_SWEEP)
        yield set()


def _counts(change: Change, path: str) -> bool:
    """Whether it may matter: a folder that was only touched does not."""
    return change is not Change.modified or not os.path.isdir(path)


def is_wanted(path: str, folders: Iterable[Path]) -> bool:
    """Whether a path is a person's file: nothing hidden, no editor's left-over.

    Hidden are also content/.base and content/.schema, which the program writes itself.
    """
    for folder in folders:
        if PurePath(path).is_relative_to(folder):
            parts = PurePath(path).relative_to(folder).parts
            return all(map(is_kept_name, parts))
    return False


def is_kept_name(name: str) -> bool:
    """Whether a name is that of a file or folder a person works on."""
    return not (
        name.startswith((".", "#"))
        or name.endswith(_LEFT_OVERS)
        or name in ("4913", "__pycache__")
    )


def outermost(folders: Iterable[Path]) -> list[Path]:
    """The folders that lie in none of the others."""
    found: list[Path] = []
    for folder in sorted(set(folders), key=lambda f: (len(f.parts), f)):
        if not any(folder.is_relative_to(other) for other in found):
            found.append(folder)
    return found


def take_snapshot(folders: Iterable[Path]) -> Snapshot:
    """Time, size and number of every file below; links are not followed."""
    found: Snapshot = {}
    left = [os.fspath(folder) for folder in folders]
    while left:
        try:
            with os.scandir(left.pop()) as entries:
                for entry in entries:
                    if not is_kept_name(entry.name):
                        continue
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(status.st_mode):
                        left.append(entry.path)
                    else:
                        found[entry.path] = (
                            status.st_mtime_ns,
                            status.st_size,
                            entry.inode(),
                        )
        except OSError:
            continue  # it went while we looked: the next sweep sees what is left
    return found


def compare(before: Snapshot, after: Snapshot) -> set[str]:
    """Paths that came, went or changed."""
    return {path for path, _ in before.items() ^ after.items()}


def _identity(folder: Path) -> tuple[int, int]:
    """What tells a folder from another that took its name; zeros for none."""
    try:
        status = folder.stat()
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino)
