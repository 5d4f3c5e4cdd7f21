"""The built site in a real browser: from disk, from a sub-path, narrow, dark, bare.

Each check opens one page of every type, or every page where that is cheap.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import (
    Host,
    Visit,
    names_of_pages,
    one_of_each_type,
    watch,
)
from tests.browser.markup import find_dead_links, find_markup_faults

WIDTHS = (1280, 390, 320)

OVERFLOW = """() => {
  const wide = document.documentElement;
  if (wide.scrollWidth <= wide.clientWidth) return null;
  const out = [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > wide.clientWidth + 1)
    .slice(-3).map(e => e.tagName + '.' + e.className);
  return wide.scrollWidth + ' in ' + wide.clientWidth + ': ' + out.join(', ');
}"""

ON_SCREEN = """e => {
  const box = (e.closest('p, blockquote, li, section') || e).getBoundingClientRect();
  return box.height > 0 && box.top < innerHeight && box.bottom > 0;
}"""

LIGHTNESS = """() => {
  const luminance = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  };
  const paper = [document.body, document.documentElement]
    .map(e => getComputedStyle(e).backgroundColor)
    .find(c => !/, 0\\)$|transparent/.test(c)) || 'rgb(255, 255, 255)';
  return [luminance(paper), luminance(getComputedStyle(document.body).color)];
}"""


@pytest.fixture
def from_disk(browser: Browser, site: Path) -> Iterator[Visit]:
    with browser.new_context() as context:
        yield watch(context, site.as_uri() + "/")


@pytest.fixture
def over_http(browser: Browser, host: Host) -> Iterator[Visit]:
    with browser.new_context() as context:
        yield watch(context, host.address)


def test_there_is_a_page_of_every_type(site: Path) -> None:
    folders = {name.split("/")[0] for name in names_of_pages(site) if "/" in name}
    assert {"event", "article", "source"} <= folders
    assert (site / "index.html").is_file()


def test_every_page_opens_from_disk(from_disk: Visit, site: Path) -> None:
    for name in names_of_pages(site):
        page = from_disk.open(name)
        assert page.locator("h1").first.inner_text().strip(), name
    assert from_disk.errors == []
    assert from_disk.strangers == []


def test_every_type_opens_under_a_sub_path(
    over_http: Visit, host: Host, site: Path
) -> None:
    for name in one_of_each_type(site):
        page = over_http.open(name)
        assert page.locator("h1").first.inner_text().strip(), name
    assert over_http.errors == []
    assert over_http.strangers == []
    assert host.refused == [], "asked for outside the sub-path"


def test_clicks_lead_through_the_site(over_http: Visit) -> None:
    """From the front page to an event, to a passage in its article."""
    page = over_http.open("index.html")
    page.locator("a[href*='event/']").first.click()
    page = over_http.open(_first_link(page, "event/"))
    passage = page.locator("a[href*='article/'][href*='#']").first
    assert passage.count() == 1
    passage.click()
    page.wait_for_url("**/article/*")
    anchor = page.url.partition("#")[2]
    target = page.locator(f"[id='{anchor}']")
    for _ in range(40):  # a smooth scroll takes its time
        if target.evaluate(ON_SCREEN):
            break
        page.wait_for_timeout(50)
    assert target.evaluate(ON_SCREEN)
    assert over_http.errors == []


def _first_link(page: Page, part: str) -> str:
    """The page itself where it is one already, else the first link to one."""
    base = page.url.split(part)[0]
    if f"/{part}" in page.url:
        return page.url.removeprefix(base).split("#")[0]
    href = page.locator(f"a[href*='{part}']").first.get_attribute("href")
    return (href or "").split("#")[0]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(from_disk: Visit, site: Path, width: int) -> None:
    from_disk.page.set_viewport_size({"width": width, "height": 800})
    wide = {
        name: overflow
        for name in one_of_each_type(site)
        if (overflow := from_disk.open(name).evaluate(OVERFLOW))
    }
    assert wide == {}


def test_scripts_off_shows_the_same_words(
    browser: Browser, from_disk: Visit, site: Path
) -> None:
    """Every cell that scripts show is there without them."""
    with browser.new_context(java_script_enabled=False) as context:
        bare = watch(context, site.as_uri() + "/")
        for name in ("index.html", _largest(site, "event")):
            with_scripts = _visible_cells(from_disk.open(name))
            without = _visible_cells(bare.open(name))
            assert with_scripts, name
            assert [cell for cell in with_scripts if cell not in without] == [], name
        assert bare.strangers == []


def _visible_cells(page: Page) -> list[str]:
    cells = page.locator("td:visible, th:visible").all_inner_texts()
    return [" ".join(cell.split()) for cell in cells if cell.strip()]


def _largest(site: Path, folder: str) -> str:
    return next(n for n in one_of_each_type(site) if n.startswith(f"{folder}/"))


def test_the_dark_is_dark(browser: Browser, site: Path) -> None:
    with browser.new_context(color_scheme="dark") as context:
        visit = watch(context, site.as_uri() + "/")
        for name in one_of_each_type(site):
            paper, ink = visit.open(name).evaluate(LIGHTNESS)
            assert paper < 0.25 < 0.6 < ink, name
        assert visit.errors == []


def test_print_has_ink_on_paper(browser: Browser, site: Path) -> None:
    """Also from a dark screen: black on white, the comparison still there."""
    with browser.new_context(color_scheme="dark") as context:
        visit = watch(context, site.as_uri() + "/")
        page = visit.open(_largest(site, "event"))
        page.emulate_media(media="print", color_scheme="dark")
        paper, ink = page.evaluate(LIGHTNESS)
        assert ink < 0.4 < 0.9 < paper
        assert _visible_cells(page)
        assert page.locator("body").evaluate("e => e.innerText.length") > 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: Path, scheme: str) -> None:
    """In the dark only the colours are others."""
    axe = Axe()
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if scheme == "dark":
        options["runOnly"] = ["color-contrast"]
    found = []
    with browser.new_context(color_scheme=scheme) as context:
        visit = watch(context, site.as_uri() + "/")
        for name in one_of_each_type(site):
            results = axe.run(visit.open(name), options=options)
            for violation in results.response["violations"]:
                places = [node["target"] for node in violation["nodes"][:2]]
                found.append(f"{name}: {violation['id']}: {violation['help']} {places}")
    assert found == []


def test_all_links_are_alive(site: Path) -> None:
    assert find_dead_links(site) == []


def test_a_dead_link_on_a_real_page_is_seen(site: Path, tmp_path: Path) -> None:
    """The check above is not blind: one link of a real page is broken for it."""
    copy = shutil.copytree(site, tmp_path / "site")
    page = copy / "index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('href="event/', 'href="evnt/', 1), encoding="utf-8")
    assert len(find_dead_links(copy)) == 1


def test_the_markup_is_sound(site: Path) -> None:
    faults = {
        name: found
        for name in names_of_pages(site)
        if (found := find_markup_faults((site / name).read_text(encoding="utf-8")))
    }
    assert faults == {}
