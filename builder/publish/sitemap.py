"""The sitemap: which addresses a search engine may list.

Comes in: paths of pages, settings. Goes out: ``sitemap.xml``, and its parts when there
are more addresses than one file may hold. None without an address, as it would name
no page; none with ``index: false``, as the pages themselves then say the contrary. No
date stands in it: the day of a build says nothing about the day of a change. There is
no robots.txt either: it counts at the root of a host only, and a page it forbids is a
page whose own ``noindex`` is never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from builder.model import UNKNOWN
from builder.publish.addresses import make_url
from builder.publish.library import Settings

PATH = "sitemap.xml"
MOST_ADDRESSES = 50_000
"""The protocol's limit of one file."""
MOST_BYTES = 50 * 1024 * 1024
"""The protocol's other limit."""

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render_sitemap(
    paths: Sequence[str], settings: Settings
) -> Iterator[tuple[str, bytes]]:
    """The files of the sitemap, path first: none, one, or an index and its parts."""
    if settings.address == UNKNOWN or not settings.index or not paths:
        return
    lines = [_line("url", make_url(settings.address, path)) for path in sorted(paths)]
    parts = list(_cut(lines))
    if len(parts) == 1:
        yield PATH, _wrap("urlset", parts[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = [_line("sitemap", make_url(settings.address, name)) for name in names]
    yield PATH, _wrap("sitemapindex", index)
    for name, part in zip(names, parts, strict=True):
        yield name, _wrap("urlset", part)


def _line(tag: str, url: str) -> str:
    return f"<{tag}><loc>{escape(url)}</loc></{tag}>\n"


def _wrap(tag: str, lines: Sequence[str]) -> bytes:
    text = f'{_HEAD}<{tag} xmlns="{_XMLNS}">\n{"".join(lines)}</{tag}>\n'
    return text.encode("ascii", "xmlcharrefreplace")


def _cut(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines in stretches that fit into one file each."""
    frame = len(_wrap("urlset", ()))
    part: list[str] = []
    size = frame
    for line in lines:
        if part and (len(part) == MOST_ADDRESSES or size + len(line) > MOST_BYTES):
            yield part
            part, size = [], frame
        part.append(line)
        size += len(line)
    yield part
