"""The built site in a real browser: from disk, from a sub-path, without scripts.

Each check opens one page of every type, or every page where that is cheap.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import (
    STILL,
    Host,
    Visit,
    names_of_pages,
    one_of_each_type,
    watch,
)
from tests.browser.markup import (
    find_dead_links,
    find_markup_faults,
    find_open_links,
    find_unused,
)
from tests.publish.every_type import PAGES

ON_SCREEN = """e => {
  const box = (e.closest('p, blockquote, li, section') || e).getBoundingClientRect();
  return box.height > 0 && box.top < innerHeight && box.bottom > 0;
}"""


def test_there_is_a_page_of_every_type(site: Path) -> None:
    names = names_of_pages(site)
    folders = {name.split("/")[0] for name in names if "/" in name}
    assert {"event", "article", "source"} <= folders
    assert "index.html" in names
    if STILL in names:
        assert set(PAGES.values()) <= set(names)
        assert len(set(PAGES.values())) == len(PAGES)


def test_pages_open_from_disk(from_disk: Visit, site: Path) -> None:
    """Every page of the project; of the invented site, which has hundreds that are
    alike, one of each type."""
    sample = (site / STILL).is_file()
    for name in one_of_each_type(site) if sample else names_of_pages(site):
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


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_an_old_address_leads_on(from_disk: Visit, over_http: Visit) -> None:
    target = PAGES["event"].rpartition("/")[2]
    for visit in (from_disk, over_http):
        visit.open(PAGES["moved"])
        visit.page.wait_for_url(f"**/{target}")
        assert visit.page.locator("h1").count() == 1
        assert visit.errors == []


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
    assert target.evaluate(ON_SCREEN)
    assert over_http.errors == []


def _first_link(page: Page, part: str) -> str:
    """The page itself where it is one already, else the first link to one."""
    base = page.url.split(part)[0]
    if f"/{part}" in page.url:
        return page.url.removeprefix(base).split("#")[0]
    href = page.locator(f"a[href*='{part}']").first.get_attribute("href")
    return (href or "").split("#")[0]


def test_the_search_finds_and_leads(
    from_disk: Visit, over_http: Visit, site: Path
) -> None:
    """From a page in a folder, on a narrow screen, by keyboard, also from disk."""
    name = next(n for n in one_of_each_type(site) if n.startswith("event/"))
    for visit in (from_disk, over_http):
        page = visit.open(name)
        page.set_viewport_size({"width": 320, "height": 800})
        word = page.locator("h1").inner_text().split()[0]
        page.locator("#search").fill(word)
        page.locator("#search-results a").first.wait_for()
        box = page.locator("#search-results").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        page.locator("#search").press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.locator("h1").count() == 1
        assert visit.errors == []
        assert visit.strangers == []


def test_every_row_of_the_search_leads_somewhere(from_disk: Visit, site: Path) -> None:
    page = from_disk.open("index.html")
    page.locator("#search").focus()
    page.wait_for_function("window.RECOUPE")
    rows = page.evaluate("window.RECOUPE.rows.map(row => row[3])")
    assert rows
    names = set(names_of_pages(site))
    assert [row for row in rows if row.partition("#")[0] not in names] == []


def test_scripts_off_shows_the_same_words(
    browser: Browser, from_disk: Visit, site: Path
) -> None:
    """All that scripts show is there without them, but for the search box."""
    with browser.new_context(java_script_enabled=False) as context:
        bare = watch(context, site.as_uri() + "/")
        for name in one_of_each_type(site):
            with_scripts = _visible_lines(from_disk.open(name))
            without = _visible_lines(bare.open(name))
            assert with_scripts, name
            assert with_scripts - without == set(), name
        assert bare.strangers == []


def _visible_lines(page: Page) -> set[str]:
    lines = page.locator("body").inner_text().splitlines()
    search = page.locator(".search label").text_content() or ""
    return {" ".join(line.split()) for line in lines} - {search, ""}


def test_a_list_is_narrowed_to_one_state(from_disk: Visit, site: Path) -> None:
    """By keys, without a script; what is empty then goes with its heading."""
    page = from_disk.open("index.html")
    entries = page.locator(".chronology .entries > li")
    choices = page.locator("[name=state]")
    if not (site / STILL).is_file():
        assert choices.count() == 0, "all records are of one state"
        return
    every = entries.count()
    assert entries.locator("visible=true").count() == every
    page.locator("#state-all").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#state-checked").is_checked()
    shown = entries.locator("visible=true").count()
    assert 0 < shown == page.locator(".entries > li.is-checked").count() < every
    for period in page.locator(".period:visible").all():
        assert period.locator("li:visible").count() > 0
    page.locator("label[for=state-disputed]").click()
    shown = entries.locator("visible=true").count()
    assert 0 < shown == page.locator(".entries > li.is-disputed").count() < every
    page.locator("label[for=state-all]").click()
    assert entries.locator("visible=true").count() == every


def test_a_list_is_narrowed_to_what_several_tell(from_disk: Visit) -> None:
    page = from_disk.open("index.html")
    entries = page.locator(".chronology .entries > li")
    every = entries.count()
    offered = [
        name
        for name in ("sources", "articles")
        if 0 < page.locator(f".entries > li.by-{name}").count() < every
    ]
    assert page.locator("[name=told]").count() == (len(offered) + 1 if offered else 0)
    for name in offered:
        page.locator(f"label[for=told-{name}]").click()
        shown = entries.locator("visible=true").count()
        assert shown == page.locator(f".entries > li.by-{name}").count()
        for period in page.locator(".period:visible").all():
            assert period.locator("li:visible").count() > 0
    if offered:
        page.locator("label[for=told-any]").click()
    assert entries.locator("visible=true").count() == every


def test_all_links_are_alive(site: Path) -> None:
    assert find_dead_links(site) == []


def test_links_to_elsewhere_tell_nothing(site: Path) -> None:
    assert find_open_links(site) == []


def test_nothing_is_published_that_no_page_uses(site: Path) -> None:
    assert find_unused(site) == []


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
