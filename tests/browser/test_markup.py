"""The checks of links and markup, on planted faults: each must be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.markup import (
    find_dead_links,
    find_markup_faults,
    find_open_links,
    find_unused,
)

GOOD = (
    '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>Un</title>'
    '<link rel="stylesheet" href="assets/a.css"></head>'
    '<body><h1 id="haut">Un</h1>{}</body></html>\n'
)


def make_site(folder: Path, body: str = "") -> Path:
    (folder / "assets").mkdir()
    (folder / "assets" / "a.css").write_text("h1 { color: red }", encoding="utf-8")
    (folder / "events").mkdir()
    (folder / "events" / "Été 1.html").write_text(
        GOOD.replace("assets/", "../assets/").format('<p id="r-1">x</p>'),
        encoding="utf-8",
    )
    (folder / "index.html").write_text(GOOD.format(body), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "body",
    [
        '<a href="events/%C3%89t%C3%A9%201.html#r-1">x</a>',
        '<a href="events/Été 1.html">x</a>',
        '<a href="#haut">x</a> <a href="index.html#haut">x</a> <a href="">x</a>',
        '<a href="https://example.org/a#b">x</a> <a href="mailto:a@example.org">x</a>',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
    ],
)
def test_living_links(tmp_path: Path, body: str) -> None:
    assert find_dead_links(make_site(tmp_path, body)) == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<a href="events/none.html">x</a>', "no such file"),
        ('<a href="events/été 1.html">x</a>', "is spelt"),
        ('<a href="events/Été 1.html#r-2">x</a>', "no such anchor"),
        ('<a href="#nowhere">x</a>', "no such anchor"),
        ('<a href="/index.html">x</a>', "root of the host"),
        ('<a href="../index.html">x</a>', "no such file"),
        ('<a href="events/">x</a>', "no such file"),
        ('<a href="javascript:alert(1)">x</a>', "no place here"),
        ('<a href="file:///etc/hosts">x</a>', "no place here"),
        ('<script src="https://example.org/a.js"></script>', "fetched from elsewhere"),
        ('<img alt="" src="//example.org/a.png">', "fetched from elsewhere"),
        ('<img alt="" srcset="a.png 1x, b.png 2x">', "no such file"),
    ],
)
def test_dead_links_are_seen(tmp_path: Path, body: str, why: str) -> None:
    faults = find_dead_links(make_site(tmp_path, body))
    assert faults
    assert all(why in fault for fault in faults)


def test_a_style_sheet_fetches_nothing(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    sheet = site / "assets" / "a.css"
    sheet.write_text(
        '@import "https://example.org/b.css"; h1 { background: url(none.png) }',
        encoding="utf-8",
    )
    assert len(find_dead_links(site)) == 2


def test_good_markup() -> None:
    assert find_markup_faults(GOOD.format("<p>a<br>b &amp; c</p>")) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p>a<b>b</p></b>",
        "<div>",
        "</div>",
        '<p id="haut">twice</p>',
        '<p class="a" class="b">x</p>',
        '<img src="a.png">',
        '<p onclick="x()">x</p>',
        "<h1>two</h1>",
        "<div/>",
        "<p><div>x</div></p>",
        '<a href="#haut">x <a href="#haut">y</a></a>',
        '<table role="table"><tr><td>x</td></tr></table>',
        '<section aria-labelledby="nowhere">x</section>',
        "<dl><dt>a</dt><dd>1</dd><dt>a</dt><dd>2</dd></dl>",
    ],
)
def test_broken_markup_is_seen(body: str) -> None:
    assert find_markup_faults(GOOD.format(body))


@pytest.mark.parametrize("rel", ["", ' rel="noopener"', ' rel="noopenernoreferrer"'])
def test_links_that_tell_where_one_comes_from_are_seen(
    tmp_path: Path, rel: str
) -> None:
    site = make_site(tmp_path, f'<a href="https://example.org/"{rel}>x</a>')
    assert len(find_open_links(site)) == 1


def test_links_to_elsewhere_that_tell_nothing(tmp_path: Path) -> None:
    link = '<a href="https://example.org/" rel="noopener noreferrer nofollow">x</a>'
    assert find_open_links(make_site(tmp_path, link)) == []


def test_assets_that_nobody_uses_are_seen(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert find_unused(site) == []
    (site / "assets" / "b.css").write_text("", encoding="utf-8")
    assert find_unused(site) == ["b.css"]
