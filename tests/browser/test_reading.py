"""Whether every type of page can be read: narrow, enlarged, dark, printed, by keyboard.

A page is opened once, looked at in all conditions and judged by all that holds there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit, one_of_each_type, watch
from tests.publish.every_type import PAGES

OVERFLOW = """() => {
  const wide = document.documentElement;
  if (wide.scrollWidth <= wide.clientWidth) return null;
  const out = [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > wide.clientWidth + 1)
    .slice(-3).map(e => e.tagName + '.' + e.className);
  return wide.scrollWidth + ' in ' + wide.clientWidth + ': ' + out.join(', ');
}"""

CUT_OFF = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1)
  .filter(e => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX))
  .map(e => e.tagName + '.' + e.className)"""

STUCK = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1)
  .filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
  .filter(e => e.tabIndex < 0 && !e.querySelector('a, button, input'))
  .map(e => e.tagName + '.' + e.className)"""

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

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
"""Source: WCAG 2.2, 1.4.12."""

FOLDED = """() => [...document.querySelectorAll('details:not(.legend)')]
  .filter(e => e.offsetHeight && e.offsetHeight <= e.querySelector('summary')
    .offsetHeight + 2).map(e => e.className)"""

FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getClientRects()[0];
  const top = document.elementFromPoint(box.left + 3, box.top + box.height / 2);
  return {
    name: e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    covered: !!top && !e.contains(top) && !top.contains(e),
  };
}"""


@dataclass(frozen=True)
class Condition:
    """How wide, how lit; whether axe looks at all rules or at the colours."""

    width: int
    scheme: Literal["light", "dark"] = "light"
    axe: Literal["", "all", "colours"] = ""


CONDITIONS = (
    Condition(320, "light", "all"),  # 1280 at 400 %: WCAG 2.2, 1.4.10
    Condition(390, "dark"),
    Condition(640),  # 1280 at 200 %
    Condition(1280, "light", "all"),
    Condition(1280, "dark", "colours"),
)


sample = pytest.mark.parametrize("site", ["sample"], indirect=True)


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    with browser.new_context(reduced_motion="reduce") as context:
        yield watch(context, site.as_uri() + "/")


def test_every_type_of_page_can_be_read(visit: Visit, site: Path) -> None:
    faults = []
    for name in one_of_each_type(site):
        page = visit.open(name)
        for on in CONDITIONS:
            page.set_viewport_size({"width": on.width, "height": 800})
            page.emulate_media(color_scheme=on.scheme)
            found = find_reading_faults(page, on)
            faults += [f"{name}, {on.width} {on.scheme}: {what}" for what in found]
    assert faults == []
    assert visit.errors == []


def find_reading_faults(page: Page, on: Condition) -> Iterator[str]:
    overflow = page.evaluate(OVERFLOW)
    if overflow:
        yield f"scrolls sideways: {overflow}"
    for place in page.evaluate(CUT_OFF):
        yield f"cut off: {place}"
    for place in page.evaluate(STUCK):
        yield f"no key scrolls it: {place}"
    paper, ink = page.evaluate(LIGHTNESS)
    if not (ink < 0.4 < 0.9 < paper if on.scheme == "light" else paper < 0.25 < ink):
        yield f"not {on.scheme}: {ink} on {paper}"
    if not on.axe:
        return
    options: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
    if on.axe == "colours":
        options["runOnly"] = ["color-contrast"]
    for violation in Axe().run(page, options=options).response["violations"]:
        places = [node["target"] for node in violation["nodes"][:2]]
        yield f"{violation['id']}: {violation['help']} {places}"


def test_a_page_that_cannot_be_read_is_seen(browser: Browser) -> None:
    """The check above is not blind."""
    with browser.new_context(viewport={"width": 320, "height": 800}) as context:
        page = context.new_page()
        page.set_content(
            "<p style='width:40rem;overflow:auto;color:#bbb;background:#ccc'>pale words"
            "<span style='display:block;width:90rem'>x</span></p>"
            "<p style='width:9rem;overflow:hidden;white-space:nowrap'>"
            "words that are cut off in the midst of it all</p>"
        )
        found = "\n".join(find_reading_faults(page, Condition(320, "dark", "all")))
        for what in ("sideways", "cut off: P", "no key", "not dark", "color-contrast"):
            assert what in found


def test_wider_spacing_loses_nothing(visit: Visit, site: Path) -> None:
    """A reader's own spacing of letters, words and lines, on a narrow screen."""
    visit.page.set_viewport_size({"width": 320, "height": 800})
    faults = {}
    for name in one_of_each_type(site):
        page = visit.open(name)
        page.evaluate(SPACED)
        if found := [page.evaluate(OVERFLOW), *page.evaluate(CUT_OFF)]:
            faults[name] = found
    assert {name: found for name, found in faults.items() if any(found)} == {}


@sample
def test_forced_colours_keep_what_is_chosen_visible(
    browser: Browser, site: Path
) -> None:
    outline = "e => getComputedStyle(e).outlineStyle"
    with browser.new_context(forced_colors="active") as context:
        visit = watch(context, site.as_uri() + "/")
        for kind, chosen in (("event", ".chosen > .entry"), ("article", ".m.claim")):
            page = visit.open(PAGES[kind])
            assert page.locator(chosen).first.evaluate(outline) == "solid", kind
        assert visit.errors == []


def test_nothing_moves_for_those_who_want_less(site: Path) -> None:
    """What moves stands in the one query that asks first."""
    moving = re.compile(r"\b(animation|transition|scroll-behavior)\b[\w-]*\s*:")
    asked = re.compile(
        r"@media \(prefers-reduced-motion: no-preference\) \{.*?^\}", re.M | re.S
    )
    for sheet in (site / "assets").glob("*.css"):
        text = asked.sub("", sheet.read_text(encoding="utf-8"))
        assert not moving.search(text), sheet.name


SHEETS = {"portrait": 210 - 24, "landscape": 297 - 22}
"""Width inside the margins of A4, in millimetres."""


def test_paper_has_all_of_it(visit: Visit, site: Path) -> None:
    """From a dark screen: ink on paper, nothing folded or cut off, no navigation."""
    page = visit.page
    faults = []
    for name in one_of_each_type(site):
        page.emulate_media(media="print", color_scheme="dark")
        visit.open(name)
        wide = "two-panes" in (page.locator("body").get_attribute("class") or "")
        sheet = SHEETS["landscape" if wide else "portrait"]
        page.set_viewport_size({"width": int(sheet / 25.4 * 96), "height": 700})
        paper, ink = page.evaluate(LIGHTNESS)
        if not ink < 0.4 < 0.9 < paper:
            faults.append(f"{name}: {ink} on {paper}")
        for script, what in ((OVERFLOW, "cut off"), (FOLDED, "folded")):
            if found := page.evaluate(script):
                faults.append(f"{name}: {what}: {found}")
        for element in (".site-nav", ".search", ".site-footer", ".skip", ".switch"):
            if page.locator(f"{element}:visible").count():
                faults.append(f"{name}: shows {element}")
        if page.locator(".view:visible").count():
            caption = page.locator(".view:visible caption").first
            if not (caption.bounding_box() or {}).get("width", 0) > 100:
                faults.append(f"{name}: the table does not say which it is")
    assert faults == []


@sample
def test_a_comparison_is_printed_on_a_wide_sheet(visit: Visit) -> None:
    """Source: ISO 32000-1, 7.7.3.3: MediaBox, in points."""
    for name, size in (("event", "842 595"), ("article", "595 842")):
        visit.open(PAGES[name])
        data = visit.page.pdf(prefer_css_page_size=True, format="A4").decode("latin-1")
        boxes = re.findall(r"/MediaBox \[0 0 (\d+)[.\d]* (\d+)[.\d]*\]", data)
        assert boxes, name
        assert {" ".join(box) for box in boxes} == {size}


@sample
def test_the_skip_link_skips(visit: Visit, site: Path) -> None:
    for name in one_of_each_type(site):
        page = visit.open(name)
        page.keyboard.press("Tab")
        skip = page.evaluate(FOCUS)
        assert skip["name"].startswith("A.skip"), name
        assert skip["seen"]
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content", name


@sample
@pytest.mark.parametrize("width", [1280, 320])
def test_the_focus_is_always_seen(visit: Visit, site: Path, width: int) -> None:
    """On each stop of the tabulator: a ring, on the screen, under nothing."""
    visit.page.set_viewport_size({"width": width, "height": 800})
    wrong = []
    for name in one_of_each_type(site):
        page = visit.open(name)
        for _ in range(30):
            page.keyboard.press("Tab")
            stop = page.evaluate(FOCUS)
            if stop is None:
                break
            if not stop["ring"] or not stop["seen"] or stop["covered"]:
                wrong.append(f"{name}: {stop}")
    assert wrong == []


@sample
def test_all_that_opens_and_switches_does_so_by_keyboard(visit: Visit) -> None:
    page = visit.open(PAGES["event"])
    how = page.locator("details.how").first
    how.locator("summary").focus()
    page.keyboard.press("Enter")
    assert how.get_attribute("open") is not None
    for part, kind, prefix in (
        (".compare", "view", "by"),
        (".readings", "reading", "read"),
    ):
        chosen = page.locator(f"{part} .switch input:checked")
        before = chosen.get_attribute("id")
        chosen.focus()
        page.keyboard.press("ArrowRight")
        after = page.locator(f"{part} .switch input:checked").get_attribute("id")
        assert after != before
        assert page.locator(f".{kind}:visible").count() == 1
        name = (after or "").removeprefix(f"{prefix}-")
        assert page.locator(f".{kind}-{name}").is_visible()
