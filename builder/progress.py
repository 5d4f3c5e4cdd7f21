"""How far long work has come, on a terminal.

Comes in: what a stage goes through, one by one. Goes out: the same, unchanged; while
somebody watches, a line is drawn over itself. Stages call ``follow`` and know nothing
of terminals; without a watcher it costs nothing.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TextIO, TypeVar

T = TypeVar("T")

_PATIENCE: Final = 1.0
"""Seconds of work before anything is drawn."""
_PAUSE: Final = 0.1
_WIDTH: Final = 24
_ERASE: Final = "\r\x1b[K"

_watcher: ContextVar[_Bar | None] = ContextVar("watcher", default=None)


class _Bar:
    """One line that is drawn over itself."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.next = time.monotonic() + _PATIENCE
        self.drawn = False

    def draw(self, label: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if now < self.next:
            return
        self.next = now + _PAUSE
        self.drawn = True
        line = render_bar(label, done, total)[: _columns(self.stream) - 1]
        self.stream.write(_ERASE + line)
        self.stream.flush()

    def erase(self) -> None:
        if self.drawn:
            self.drawn = False
            self.stream.write(_ERASE)
            self.stream.flush()


def render_bar(label: str, done: int, total: int | None) -> str:
    """One line: a bar where the end is known, else a count."""
    if not total:
        return f"{label} {done}"
    full = _WIDTH * min(done, total) // total
    return f"{label} [{'#' * full}{'.' * (_WIDTH - full)}] {done}/{total}"


def wants_bar(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether somebody sits there and sees a line drawn over itself."""
    if environ.get("CI") or environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


@contextmanager
def watch(stream: TextIO) -> Iterator[None]:
    """Draw on a terminal what ``follow`` passes on meanwhile.

    What is logged in between stands on a line of its own.
    """
    bar = _Bar(stream)

    def make_way(_: logging.LogRecord) -> bool:
        bar.erase()
        return True

    handlers = logging.getLogger().handlers[:]
    for handler in handlers:
        handler.addFilter(make_way)
    token = _watcher.set(bar)
    try:
        yield
    finally:
        bar.erase()
        _watcher.reset(token)
        for handler in handlers:
            handler.removeFilter(make_way)


def follow(label: str, items: Iterable[T], total: int | None = None) -> Iterator[T]:
    """The items, counted while somebody watches."""
    bar = _watcher.get()
    if bar is None:
        yield from items
        return
    try:
        for done, item in enumerate(items):
            bar.draw(label, done, total)
            yield item
    finally:
        bar.erase()
