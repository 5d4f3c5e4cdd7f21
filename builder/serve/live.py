"""What the browser is told: which version stands, and what lies over it.

Comes in: passes as they begin and end, all in the thread of the web server. Goes out:
messages to every open page. It knows neither files nor addresses.
"""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler

from builder.serve.panels import render_panel
from builder.serve.passes import Pass

_LOCAL: Final = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?", re.I)


class Live:
    """The state that all pages follow."""

    def __init__(self, preview: Path) -> None:
        self.preview = preview
        self.last: Pass | None = None
        self.passes = 0
        self.busy = False
        self._run = secrets.token_hex(4)
        self._version = 0
        self._shown = self._identity()

    @property
    def version(self) -> str:
        """Names the site that stands; another server's pages are never of it."""
        return f"{self._run}-{self._version}"

    def begin(self) -> None:
        """A pass begins."""
        self.busy = True
        self._tell_all()

    def finish(self, result: Pass) -> None:
        """A pass has ended: pages of an older site reload, the others get the panel."""
        self.last, self.busy = result, False
        self.passes += 1
        stands = self._identity()
        if stands != self._shown:
            self._shown = stands
            self._version += 1
            Follower.reload_waiters("*")
        else:
            self._tell_all()

    def message(self) -> str:
        """The state as an open page gets it."""
        return json.dumps(
            {
                "command": "state",
                "version": self.version,
                "passes": self.passes,
                "busy": self.busy,
                "panel": render_panel(self.last),
            }
        )

    def _tell_all(self) -> None:
        message = self.message()
        for waiter in Follower.waiters.copy():
            waiter.send_message(message)

    def _identity(self) -> tuple[int, int, int]:
        """What changes whenever another site is put in place."""
        try:
            status = self.preview.stat()
        except OSError:
            return (0, 0, 0)
        return (status.st_dev, status.st_ino, status.st_ctime_ns)


class Follower(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """One open page, over livereload's own protocol.

    A page says which version it shows as soon as it is connected to, so that what
    changed between its loading and its connecting is not lost.
    """

    watcher = SimpleNamespace(filepath="*")
    live_css = False

    def initialize(self, live: Live) -> None:
        """Called by tornado with what the address was registered with."""
        self._live = live

    def prepare(self) -> None:
        """Only pages of this very server are answered."""
        if not is_local(self.request.host):
            self.send_error(403)

    def check_origin(self, origin: str) -> bool:
        """Whether the page that asks is of this very server."""
        return bool(urlsplit(origin).netloc == self.request.host)

    def on_message(self, message: Any) -> None:
        """Shake hands; then say what stands."""
        try:
            super().on_message(message)
        except (ValueError, AttributeError, TypeError):
            self.close()
            return
        if self in Follower.waiters:
            self.send_message(self._live.message())


def is_local(host: str) -> bool:
    """Whether a Host header names this machine, and nothing else.

    A name that only resolves to this machine does not: any site can have one.
    """
    return _LOCAL.fullmatch(host) is not None
