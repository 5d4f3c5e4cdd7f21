"""Built sites, a browser that watches, a host with a sub-path.

Two sites: this project's own, and an invented one with every type of page. One browser
per run: ``make test`` gives all browser checks to one worker.
"""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from builder.pipeline import build_project
from builder.problems import has_errors, render_problem
from builder.publish import render_site
from tests.publish import every_type

ROOT = Path(__file__).resolve().parents[2]
SUB_PATH = "/some/sub/path/"
STILL = "event/stands-still.html"
_REFRESH = re.compile(r'<meta http-equiv="refresh"[^>]*>\n')

VIOLATIONS = """addEventListener('securitypolicyviolation', e => console.error(
  'policy: ' + e.effectiveDirective + ' ' + e.blockedURI))"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the checks of this folder on one worker, so that one browser serves all."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session", params=["project", "sample"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """This project's own site, and invented outlets with words hard to set."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "project":
        return build_copy(folder)
    return build_sample(folder)


def build_sample(folder: Path) -> Path:
    """The site with every type of page; its moved page also stands still in a copy."""
    every_type.write_own_pages(folder / "root")
    files = render_site(
        every_type.EVERY,
        every_type.ANNOTATIONS,
        every_type.SETTINGS,
        folder / "root",
        absent=every_type.ABSENT,
        history=every_type.HISTORY,
    )
    for name, data in files:
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    moved = folder / "site" / every_type.PAGES["moved"]
    still = _REFRESH.sub("", moved.read_text(encoding="utf-8"), count=1)
    (folder / "site" / STILL).write_text(still, encoding="utf-8")
    return folder / "site"


def build_copy(folder: Path) -> Path:
    """The site of a copy of this project, as the real pipeline builds it."""
    for name in ("content", "seeds", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    result = build_project(folder)
    assert not has_errors(result.problems), list(map(render_problem, result.problems))
    return folder / "site"


@dataclass
class Host:
    """A host that serves the site under a sub-path, and what was asked of it."""

    address: str
    refused: list[str] = field(default_factory=list)


class _Handler(SimpleHTTPRequestHandler):
    """Serves ``directory`` below SUB_PATH and nothing above it."""

    refused: list[str]

    def do_GET(self) -> None:
        if not self.path.startswith(SUB_PATH):
            self.refused.append(self.path)
            self.send_error(404)
            return
        self.path = "/" + self.path.removeprefix(SUB_PATH)
        if not Path(self.translate_path(self.path)).exists():
            self._send_lost()
            return
        super().do_GET()

    def _send_lost(self) -> None:
        """The page for addresses that lead nowhere, as a host sends it."""
        data = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing; what matters is in ``refused``."""


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[Host]:
    refused: list[str] = []
    handler = type("Handler", (_Handler,), {"refused": refused})
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(handler, directory=str(site))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Host(f"http://127.0.0.1:{server.server_port}{SUB_PATH}", refused)
    server.shutdown()
    thread.join()


@dataclass
class Visit:
    """A page with everything it complained of and everything it asked for."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        self.page.goto(self.base + name, wait_until="load")
        return self.page

    def _ask(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.strangers.append(request.url)

    def _fail(self, request: Request) -> None:
        """Note what did not arrive; leaving a page early cuts requests short."""
        if request.failure != "net::ERR_ABORTED":
            self.errors.append(f"{request.failure}: {request.url}")


def watch(context: BrowserContext, base: str) -> Visit:
    """A page in which nothing goes unnoticed; ``base`` is where its files lie."""
    context.add_init_script(VIOLATIONS)
    visit = Visit(context.new_page(), base)
    page = visit.page
    page.on(
        "console",
        lambda message: (
            visit.errors.append(f"{page.url}: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    page.on("pageerror", lambda error: visit.errors.append(f"{page.url}: {error}"))
    page.on("requestfailed", visit._fail)
    page.on("request", visit._ask)
    return visit


@pytest.fixture
def from_disk(browser: Browser, site: Path) -> Iterator[Visit]:
    with browser.new_context(reduced_motion="reduce") as context:
        yield watch(context, site.as_uri() + "/")


@pytest.fixture
def over_http(browser: Browser, host: Host) -> Iterator[Visit]:
    with browser.new_context(reduced_motion="reduce") as context:
        yield watch(context, host.address)


def names_of_pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def one_of_each_type(site: Path) -> list[str]:
    """Every type of page that the invented site has; of another, the largest page of
    every folder and every page at the top."""
    names = names_of_pages(site)
    if STILL in names:
        kept = {**every_type.PAGES, "moved": STILL}
        return list(kept.values())
    size = {name: (site / name).stat().st_size for name in names}
    folders = {name.split("/")[0] for name in names if "/" in name}
    largest = [
        max(
            (n for n in names if n.startswith(f"{folder}/")), key=lambda n: (size[n], n)
        )
        for folder in sorted(folders)
    ]
    return [name for name in names if "/" not in name] + largest
