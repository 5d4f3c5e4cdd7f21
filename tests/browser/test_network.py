"""The page of who relays whom, in a browser: read, sorted, drawn, on a phone too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit
from tests.publish.every_type import PAGES

NETWORK = PAGES["network"]


def column(page: Page, number: int) -> list[str]:
    return page.eval_on_selector_all(
        ".sortable tbody tr", f"rows => rows.map(r => r.cells[{number}].innerText)"
    )


def test_a_column_sorts_up_and_down(from_disk: Visit) -> None:
    page = from_disk.open(NETWORK)
    before = column(page, 1)
    assert len(set(before)) > 2
    head = page.locator(".sortable thead th").nth(1)
    button = head.locator("button")
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    up = column(page, 1)
    assert sorted(up) == sorted(before)
    assert up != before
    button.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert column(page, 1)[0] == up[-1]
    other = page.locator(".sortable thead th button").first
    other.press("Space")
    assert page.locator("[aria-sort]").count() == 1
    assert from_disk.errors == []


def test_counts_sort_as_numbers_and_unknown_dates_come_last(from_disk: Visit) -> None:
    page = from_disk.open(NETWORK)
    page.locator(".sortable thead th button").nth(2).click()
    counts = [int(text.split()[-1]) for text in column(page, 2)]
    assert counts == sorted(counts)
    page.locator(".sortable thead th button").nth(3).click()
    keys = page.eval_on_selector_all(
        ".sortable tbody tr", "rows => rows.map(r => r.cells[3].dataset.sort)"
    )
    assert keys == sorted(keys)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_drawing_fits_and_can_be_read(from_disk: Visit, width: int) -> None:
    page = from_disk.open(NETWORK)
    page.set_viewport_size({"width": width, "height": 900})
    boxes = page.eval_on_selector_all(
        ".arcs text",
        """all => all.map(e => {
            const b = e.getBoundingClientRect();
            return [b.left, b.right, b.height, e.getComputedTextLength()];
        })""",
    )
    svg = page.locator(".arcs").bounding_box()
    assert svg is not None
    assert boxes
    for left, right, height, _ in boxes:
        assert svg["x"] - 1 <= left < right <= svg["x"] + svg["width"]
        assert height >= 11
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_the_drawing_has_ink_in_light_and_dark(browser: Browser, site_url: str) -> None:
    inks = []
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(site_url + NETWORK)
            inks.append(
                page.evaluate(
                    """() => [".arcs text", ".arcs .head"].map(
                        s => getComputedStyle(document.querySelector(s)).fill
                    ).concat(getComputedStyle(document.body).backgroundColor)"""
                )
            )
    for text, head, paper in inks:
        assert paper not in (text, head)
    assert inks[0] != inks[1]


@pytest.fixture
def site_url(from_disk: Visit) -> str:
    return from_disk.base
