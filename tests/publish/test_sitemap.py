"""Absolute addresses: the sitemap, canonical links, the page for lost addresses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from builder.publish import render_site, sitemap
from builder.publish.sitemap import render_sitemap
from tests.publish.sample import ANNOTATIONS, CONTENT, Broken, Config, Content

ADDRESS = "https://example.org/récits & faits/".replace(" ", "%20")
BASE = "https://example.org/r%C3%A9cits%20&%20faits/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def render(content: Content = CONTENT, **settings: object) -> dict[str, bytes]:
    config = Config(**settings)  # type: ignore[arg-type]
    return dict(render_site(content, ANNOTATIONS, config))


def locations(data: bytes) -> list[str]:
    """The addresses in a sitemap; fails where it is no XML."""
    tree = lxml.etree.fromstring(data)
    return [str(loc.text) for loc in tree.iterfind(".//s:loc", NAMES)]


def canonical(data: bytes) -> list[str]:
    tree = lxml.html.fromstring(data)
    return [str(href) for href in tree.xpath("//link[@rel='canonical']/@href")]


def meta(data: bytes, name: str) -> list[str]:
    tree = lxml.html.fromstring(data)
    return [
        str(content)
        for content in tree.xpath(
            "//meta[@property=$name or @name=$name]/@content", name=name
        )
    ]


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return render(address=ADDRESS, index=True, description='Les "faits" <b>&')


@pytest.mark.parametrize(
    "settings", [{}, {"index": True}, {"address": ADDRESS}], ids=["none", "index", "at"]
)
def test_no_sitemap_without_address_or_where_pages_forbid_it(
    settings: dict[str, object],
) -> None:
    assert "sitemap.xml" not in render(**settings)


def test_without_an_address_no_page_holds_one() -> None:
    for path, data in render(index=True).items():
        if path.endswith(".html"):
            assert canonical(data) == []
            assert meta(data, "og:url") == []


def test_robots_txt_is_not_written(site: dict[str, bytes]) -> None:
    assert "robots.txt" not in site, "it counts at the root of a host only"


def test_the_sitemap_names_pages_that_exist_once_each(site: dict[str, bytes]) -> None:
    named = locations(site["sitemap.xml"])
    assert BASE + "article/courrier-01.html" in named
    assert named == sorted(named, key=lambda a: a.removeprefix(BASE) or "index.html")
    assert BASE in named, "the front page is its folder"
    assert len(set(named)) == len(named) > 5
    for address in named:
        assert address.isascii()
        path = address.removeprefix(BASE) or "index.html"
        assert canonical(site[path]) == [address]
        assert meta(site[path], "robots") == []


def test_the_sitemap_holds_no_day_of_a_build(site: dict[str, bytes]) -> None:
    assert b"lastmod" not in site["sitemap.xml"]


def test_what_nobody_read_or_nobody_can_read_is_not_named() -> None:
    broken = (Broken("content/events/a.yaml", ("pont",)),)
    site = render(replace(CONTENT, unreadable=broken), address=ADDRESS, index=True)
    named = set(locations(site["sitemap.xml"]))
    assert "event/pont.html" in site
    assert "event/pont-2031.html" in site
    assert not {BASE + p for p in ("event/pont.html", "event/pont-2031.html")} & named
    assert BASE + "404.html" not in named
    for event in CONTENT.events.values():
        inside = f"{BASE}event/{event.id}.html" in named
        assert inside == (event.status != "machine"), event.id
    assert meta(site["event/pont.html"], "robots") == ["noindex"]
    assert canonical(site["event/pont.html"]) == []


def test_a_moved_page_names_the_new_one(site: dict[str, bytes]) -> None:
    assert canonical(site["event/pont-2031.html"]) == [
        BASE + "event/pont-sarenne-2031-03-04.html"
    ]


def test_every_page_says_what_it_is_where_it_is_linked_to(
    site: dict[str, bytes],
) -> None:
    pages = [p for p in site if p.endswith(".html") and p != "404.html"]
    for path in pages:
        data = site[path]
        (address,) = canonical(data)
        assert meta(data, "og:url") == [address]
        assert meta(data, "og:title") != [""]
        assert meta(data, "og:description") == ['Les "faits" <b>&']
        assert meta(data, "description") == ['Les "faits" <b>&']


@pytest.mark.parametrize("name", ["é", "🚀", "a b", "<&'\">", "../x", "a?b#c", "a%2fb"])
def test_a_hostile_id_has_a_clean_address(name: str) -> None:
    event = next(iter(CONTENT.events.values()))
    content = replace(
        CONTENT, events={name: replace(event, id=name, status="checked", was=[])}
    )
    site = render(content, address=ADDRESS, index=True)
    (address,) = (a for a in locations(site["sitemap.xml"]) if "/event/" in a)
    assert address.removeprefix(BASE) in site
    assert not set(address) & set(" <>\"'?#")


# --- the page for addresses that lead nowhere


def test_the_lost_page_works_at_any_depth_where_the_address_is_known(
    site: dict[str, bytes],
) -> None:
    path = "/" + BASE.split("/", 3)[3]
    tree = lxml.html.fromstring(site["404.html"])
    links = [str(v) for v in tree.xpath("//@href | //@src") if not v.startswith("#")]
    own = [link for link in links if link != "data:,"]
    assert len(own) > 8
    assert all(link.startswith(path) for link in own)
    assert all(link.removeprefix(path) in site for link in own)
    assert canonical(site["404.html"]) == []


def test_only_the_lost_page_knows_the_address_in_its_links(
    site: dict[str, bytes],
) -> None:
    for path, data in site.items():
        if path.endswith(".html") and path != "404.html":
            tree = lxml.html.fromstring(data)
            links = tree.xpath("//*[not(@rel='canonical')]/@href | //@src")
            assert not [v for v in links if v.startswith(("/", BASE))], path


def test_without_an_address_the_lost_page_starts_at_its_own_folder() -> None:
    data = render()["404.html"]
    assert b'href="assets/theme.css"' in data


# --- limits


def test_too_many_addresses_are_cut_into_files_with_an_index(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 2)
    config = Config(address="https://example.org", index=True)
    paths = ["c.html", "index.html", "a.html", "b.html", "d.html"]
    files = dict(render_sitemap(paths, config))
    assert list(files) == [
        "sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml",
    ]  # fmt: skip
    parts = [f"https://example.org/sitemap-{n}.xml" for n in (1, 2, 3)]
    assert locations(files["sitemap.xml"]) == parts
    named = [a for part in list(files)[1:] for a in locations(files[part])]
    assert len(named) == len(set(named)) == 5


def test_no_file_is_larger_than_the_protocol_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sitemap, "MOST_BYTES", 400)
    config = Config(address="https://example.org", index=True)
    files = dict(render_sitemap([f"page-{n}.html" for n in range(30)], config))
    parts = [data for path, data in files.items() if path != "sitemap.xml"]
    assert len(parts) > 3
    assert all(len(data) <= 400 for data in parts)
    assert sum(len(locations(data)) for data in parts) == 30


def test_the_real_limits() -> None:
    config = Config(address="https://example.org", index=True)
    files = dict(render_sitemap([f"{n}.html" for n in range(50_001)], config))
    assert len(files) == 3
    assert len(locations(files["sitemap-1.xml"])) == 50_000


def test_a_template_of_ones_own_may_leave_the_links_out(tmp_path: Path) -> None:
    """Nothing of this is asked of a project's own templates."""
    own = tmp_path / "templates"
    own.mkdir()
    (own / "layout.html").write_text("<title>{{ page.title }}</title>")
    config = Config(address=ADDRESS, index=True)
    files = dict(render_site(CONTENT, ANNOTATIONS, config, tmp_path))
    assert canonical(files["index.html"]) == []
