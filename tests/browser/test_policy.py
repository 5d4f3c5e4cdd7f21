"""The content security policy of a page, proved by pages that are poisoned on purpose.

What a template or a record might smuggle in must neither run nor ask for anything:
from disk and over HTTP. The same page without its policy does both, so that the check
is not blind.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from builder.publish.render import POLICY
from tests.browser.conftest import Host, names_of_pages
from tests.publish.every_type import PAGES

POISON = """
<script>window.ran = ['inline'];</script>
<img src="x:" onerror="(window.ran = window.ran || []).push('handler')" alt="">
<svg onload="(window.ran = window.ran || []).push('svg')"></svg>
<style>h1 { outline: 7px solid red }</style>
<p id="styled" style="position: fixed">x</p>
<script src="OUTSIDE/script.js"></script>
<link rel="stylesheet" href="OUTSIDE/style.css">
<img src="OUTSIDE/image.png" alt="">
<iframe src="OUTSIDE/frame.html" title="x"></iframe>
<object data="OUTSIDE/object.html"></object>
<audio src="OUTSIDE/sound.mp3" autoplay></audio>
<form id="form" action="OUTSIDE/form"><button>x</button></form>
<a id="act" href="javascript:(window.ran = window.ran || []).push('link')">x</a>
<base href="OUTSIDE/base/">
"""

TRY = """async () => {
  document.getElementById('act').click();
  document.getElementById('form').submit();
  await new Promise(done => setTimeout(done, 150));
}"""

STATE = """() => ({
  ran: (window.ran || []).sort(),
  styled: getComputedStyle(document.getElementById('styled')).position === 'fixed'
    || getComputedStyle(document.querySelector('h1')).outlineStyle === 'solid',
  base: document.baseURI,
})"""


class _Outside(BaseHTTPRequestHandler):
    """A host elsewhere that notes what it is asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing; what matters is in ``asked``."""


@pytest.fixture
def outside() -> Iterator[tuple[str, list[str]]]:
    """An address, and the paths that were asked for there."""
    asked: list[str] = []
    handler = type("Outside", (_Outside,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()


def poison(site: Path, name: str, address: str, *, policy: bool) -> str:
    """The name of a poisoned copy of a page, beside it."""
    text = (site / name).read_text(encoding="utf-8")
    assert text.count("</main>") == 1
    text = text.replace("</main>", POISON.replace("OUTSIDE", address) + "</main>")
    if not policy:
        text, count = re.subn(r"<meta http-equiv=\"Content-Sec[^>]*>\n", "", text)
        assert count == 1
    folder = name.rpartition("/")[0]
    copy = f"{folder}/poisoned.html" if folder else "poisoned.html"
    (site / copy).write_text(text, encoding="utf-8")
    return copy


def open_poisoned(page: Page, address: str) -> dict[str, object]:
    """What ran, was styled or moved on a page, before its form is sent."""
    page.goto(address, wait_until="load")
    page.evaluate("document.getElementById('act').click()")
    state: dict[str, object] = page.evaluate(STATE)
    page.evaluate(TRY)
    return state


def test_every_page_has_the_policy_before_anything_it_holds_for(site: Path) -> None:
    tag = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    tag = tag.replace("'", "&#39;")
    for name in names_of_pages(site):
        head = (site / name).read_text(encoding="utf-8").partition("</head>")[0]
        assert head.count(tag) == 1, name
        before = head.partition(tag)[0]
        assert re.findall(r"<(\w+)", before) == ["html", "head", "meta"], name


@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize("way", ["from disk", "over http"])
@pytest.mark.parametrize("kind", ["front", "event", "article right to left", "lost"])
def test_what_is_smuggled_in_does_nothing(
    browser: Browser,
    site: Path,
    host: Host,
    outside: tuple[str, list[str]],
    way: str,
    kind: str,
) -> None:
    address, asked = outside
    base = host.address if way == "over http" else f"{site.as_uri()}/"
    copy = poison(site, PAGES[kind], address, policy=True)
    try:
        with browser.new_context() as context:
            page = context.new_page()
            state = open_poisoned(page, base + copy)
            assert state == {"ran": [], "styled": False, "base": base + copy}
            assert page.url == base + copy, "the form left the page"
    finally:
        (site / copy).unlink()
    assert asked == []


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_without_the_policy_it_does_all_of_it(
    browser: Browser, site: Path, outside: tuple[str, list[str]]
) -> None:
    address, asked = outside
    copy = poison(site, PAGES["event"], address, policy=False)
    try:
        with browser.new_context() as context:
            page = context.new_page()
            state = open_poisoned(page, f"{site.as_uri()}/{copy}")
    finally:
        (site / copy).unlink()
    assert state["ran"] == ["handler", "inline", "link", "svg"]
    assert state["styled"] is True
    paths = {path.partition("?")[0] for path in asked}
    names = ("script.js", "style.css", "image.png", "frame.html", "sound.mp3", "form")
    assert {f"/{name}" for name in names} <= paths
