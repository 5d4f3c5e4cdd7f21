"""The addresses of the live view: the site as it would be, and a few of its own.

Comes in: requests from this machine. Goes out: files of the preview, each page with the
script that follows the server; never a file of another folder.
"""

from __future__ import annotations

import errno
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from builder.serve.injecting import PREFIX, inject, open_policy, rebase
from builder.serve.live import Follower, Live, is_local
from builder.serve.panels import ASSETS, render_page

HOST: Final = "127.0.0.1"

_KINDS: Final = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_OWN: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_LOST: Final = "404.html"
"""Hosts of static sites show this file for what they do not have."""
_STEP = re.compile(r"[^/\\\x00-\x1f]+")
_NEXT: Final = 50
"""Ports that are tried after one that is taken."""


class _Local(RequestHandler):
    """What all answers have in common."""

    def initialize(self, live: Live) -> None:
        """Called by tornado with what the address was registered with."""
        self.live = live
        # Read before any file: a page that is newer than it says reloads once more,
        # one that is older would never.
        self.version = live.version

    def set_default_headers(self) -> None:
        """Nothing is kept, guessed, framed or read by another site."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Referrer-Policy", "no-referrer")
        self.clear_header("Server")

    def prepare(self) -> None:
        """Answer nobody who asked for another host."""
        if not is_local(self.request.host):
            self.send_error(403)

    def compute_etag(self) -> None:
        """Nothing is kept, so nothing is compared."""

    def head(self, *steps: str) -> None:
        """As ``get``; tornado leaves the body out."""
        self.get(*steps)

    def send(self, data: bytes, kind: str) -> None:
        """Answer with this; a page gets the script."""
        if kind.startswith("text/html"):
            data = inject(data, self.version, self.request.host)
        self.set_header("Content-Type", kind)
        self.finish(data)


class _Own(_Local):
    """Pages, script and style of the server itself."""

    def get(self, name: str) -> None:
        """What a build would change; what awaits a person; the script; the style."""
        if name in ("changes", "review"):
            self.set_header(
                "Content-Security-Policy", open_policy(_OWN, self.request.host)
            )
            page = render_page(name, self.live.last, self.live.passes)
            self.send(page.encode(errors="backslashreplace"), _KINDS[".html"])
        elif name in ("live.js", "live.css"):
            self.send((ASSETS / name).read_bytes(), _KINDS[Path(name).suffix])
        else:
            self.send_error(404)


class _Site(_Local):
    """The site as a build would make it."""

    def get(self, path: str) -> None:
        """A file, a folder's front page, or the page for what is not there."""
        if not self.live.preview.is_dir():
            self._wait()
            return
        found = find_file(self.live.preview, path)
        if found is None:
            self._miss()
        elif found.is_dir():
            self.redirect("/" + quote(path) + "/")
        else:
            kind = _KINDS.get(found.suffix.lower(), "application/octet-stream")
            self.send(found.read_bytes(), kind)

    def _wait(self) -> None:
        """There is no site yet: say why."""
        self.set_status(503)
        policy = open_policy(_OWN, self.request.host)
        self.set_header("Content-Security-Policy", policy)
        page = render_page("waiting", self.live.last, self.live.passes)
        self.send(page.encode(errors="backslashreplace"), _KINDS[".html"])

    def _miss(self) -> None:
        self.set_status(404)
        found = find_file(self.live.preview, _LOST)
        page = found.read_bytes() if found else b"<!doctype html><title>404</title>404"
        self.send(rebase(page), _KINDS[".html"])


def find_file(folder: Path, path: str) -> Path | None:
    """The file an address names, in the folder and through no link.

    A folder that was named without a slash comes back as such.
    """
    steps = path.split("/")
    if steps[-1] == "":
        steps[-1] = "index.html"
    if not all(_STEP.fullmatch(s) and not s.startswith(".") for s in steps):
        return None
    place = folder
    try:
        for step in steps:
            place = place / step
            if place.is_symlink():
                return None
        if place.is_dir():
            return place if (place / "index.html").is_file() else None
        return place if place.is_file() else None
    except (OSError, ValueError):
        return None


def make_application(live: Live) -> Application:
    """All addresses."""
    given = {"live": live}
    return Application(
        [
            (r"/livereload", Follower, given),
            (rf"{PREFIX}([a-z.]*)", _Own, given),
            (r"/(.*)", _Site, given),
        ],
        log_function=lambda _: None,
    )


def listen(application: Application, port: int) -> tuple[HTTPServer, int]:
    """Serve on this machine alone, on that port or the next free one.

    Raises: OSError, when none of them can be had.
    """
    refused = OSError(errno.EINVAL, "there is no such port")
    for candidate in [0] if port == 0 else range(port, min(port + _NEXT, 65535) + 1):
        if candidate < 0:
            break
        try:
            sockets = bind_sockets(candidate, HOST)
        except OSError as error:
            refused = error
            continue
        server = HTTPServer(application, max_body_size=0, max_header_size=65536)
        server.add_sockets(sockets)
        return server, sockets[0].getsockname()[1]
    raise refused
