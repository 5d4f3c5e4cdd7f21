"""One run at a time writes to a project.

Comes in: a project's root. Goes out: a lock held for the length of a ``with``, or
``Locked`` with the process that holds it. Knows nothing of what is written.

The lock is the operating system's, on ``.cache/lock``: it goes with the process that
holds it, however that ends, so that a kill leaves nothing to clean up. The file stays;
a file that came and went could be locked by two runs, each with its own.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from builder.folders import make_folder
from builder.problems import BuilderError, Problem

_FILE: Final = "lock"
_POLL: Final = 0.05
_NOT_FOLLOWED: Final = getattr(os, "O_NOFOLLOW", 0)
_BUSY: Final = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class Locked(BuilderError):
    """Another run is at work; ``pid`` is its process, 0 where nobody can tell."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"another run of recoupe{_name(pid)} is at work here")
        self.pid = pid

    def problem(self) -> Problem:
        """What to tell the person who started the second run."""
        hint = "wait until it has finished, or end it, and run this once more"
        return Problem(".", 0, 0, "E034", str(self), hint)


@contextmanager
def project_lock(
    root: Path, wait: float = 60.0, say: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold a project against all other runs, waiting up to ``wait`` seconds for one.

    ``say`` is told once, in a sentence, when there is somebody to wait for. The lock
    is not for a second use within one run: that waits for itself.

    Raises: Locked; OSError, where .cache/ cannot be used or a link leads out of it.
    """
    path = make_folder(root, ".cache") / _FILE
    handle = os.open(path, os.O_RDWR | os.O_CREAT | _NOT_FOLLOWED, 0o644)
    try:
        _wait_for(handle, wait, say)
        with suppress(OSError):  # a full disk keeps nobody from holding the lock
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, wait: float, say: Callable[[str], None] | None) -> None:
    end = time.monotonic() + wait
    told = False
    while not _take(handle):
        pid = _read_pid(handle)
        if time.monotonic() >= end:
            raise Locked(pid)
        if say is not None and not told:
            say(f"waiting for another run of recoupe{_name(pid)} to finish")
            told = True
        time.sleep(_POLL)


def _read_pid(handle: int) -> int:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        return int(os.read(handle, 20))
    except (OSError, ValueError):
        return 0


def _name(pid: int) -> str:
    return f" (process {pid})" if pid else ""


if sys.platform == "win32":
    import msvcrt

    _FAR: Final = 1 << 30
    """Windows also keeps others from reading what is locked: the pid stands before."""

    def _take(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _BUSY:
                return False
            raise
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _BUSY:
                return False
            raise
        return True
