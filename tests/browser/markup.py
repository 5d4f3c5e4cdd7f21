"""Faults of a built site that need no browser: dead links, broken markup.

Comes in: the folder of a site. Goes out: one line per fault, ``page: what``; none for
a good site. Names are compared letter by letter, as a host does, whatever the disk of
this machine forgives.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html

LINKS = ("href", "src", "action", "data", "poster", "cite", "xlink:href")
FETCHED = frozenset({"script", "img", "link", "iframe", "source", "audio", "video"})
POINTING = frozenset({"canonical", "alternate", "license", "author", "next", "prev"})
"""What a ``<link>`` may say of elsewhere: a browser does not fetch it."""
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input"}
    | {"link", "meta", "source", "track", "wbr"}
)
_BLOCKS = frozenset(
    {"article", "aside", "blockquote", "details", "div", "dl", "fieldset", "footer"}
    | {"h1", "h2", "h3", "h4", "header", "hr", "main", "nav", "ol", "p", "pre"}
    | {"section", "table", "ul"}
)
_ACTING = frozenset({"a", "button", "summary", "label"})
_ROLES = frozenset({"table", "thead", "tbody", "tr", "td", "th", "main", "nav"})
_POINTS = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
_ASSET = re.compile(r"assets/([\w.-]+)")
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)""")


def find_dead_links(site: Path) -> list[str]:
    """Links to a file, or to an anchor, that is not there; and what is fetched."""
    names = {path.relative_to(site).as_posix() for path in files_of(site)}
    pages = {name: read_page(site / name) for name in names if name.endswith(".html")}
    anchors = {name: find_anchors(page) for name, page in pages.items()}
    faults = []
    for name, page in sorted(pages.items()):
        for tag, link in find_links(page):
            fault = judge_link(name, tag, link, names, anchors)
            if fault:
                faults.append(f"{name}: <{tag}> {link}: {fault}")
    for name in sorted(n for n in names if n.endswith(".css")):
        for match in _CSS_URL.finditer((site / name).read_text(encoding="utf-8")):
            link = match[1] or match[2]
            fault = judge_link(name, "link", link, names, anchors)
            if fault:
                faults.append(f"{name}: {link}: {fault}")
    return faults


def find_open_links(site: Path) -> list[str]:
    """Links to elsewhere that hand over a window or an address."""
    faults = []
    for path in files_of(site):
        if path.suffix != ".html":
            continue
        for link in read_page(path).xpath("//a[starts-with(@href, 'http')]"):
            if not {"noopener", "noreferrer"} <= set(link.get("rel", "").split()):
                faults.append(f"{path.name}: {link.get('href')}")
    return faults


def find_unused(site: Path) -> list[str]:
    """Assets whose name no page, style sheet or script says."""
    users = [p for p in files_of(site) if p.suffix in {".html", ".css", ".js"}]
    said = {
        name
        for path in users
        for name in _ASSET.findall(path.read_text(encoding="utf-8"))
    }
    assets = {path.name for path in files_of(site / "assets")}
    return sorted(assets - said)


def files_of(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*") if path.is_file())


def read_page(path: Path) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.document_fromstring(path.read_bytes(), parser=parser)


def find_anchors(page: lxml.html.HtmlElement) -> frozenset[str]:
    found = {str(value) for value in page.xpath("//@id")}
    return frozenset(found | {str(value) for value in page.xpath("//a/@name")})


def find_links(page: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Tag and address of everything that points somewhere."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        points = element.tag == "link" and element.get("rel", "") in POINTING
        tag = "a" if points else element.tag
        for name in LINKS:
            if element.get(name) is not None:
                yield tag, element.get(name, "").strip()
        for part in element.get("srcset", "").split(","):
            if part.strip():
                yield tag, part.split()[0]


def judge_link(
    page: str,
    tag: str,
    link: str,
    names: set[str],
    anchors: dict[str, frozenset[str]],
) -> str:
    """What is wrong with a link, or ``""``."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return "no address"
    if parts.scheme in {"http", "https"} or parts.netloc:
        return "is fetched from elsewhere" if tag in FETCHED else ""
    if parts.scheme in {"data", "mailto"}:
        return ""
    if parts.scheme:
        return f"the scheme {parts.scheme}: has no place here"
    path = unquote(parts.path)
    if path.startswith("/"):
        return "starts at the root of the host: dead under a sub-path"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if not path:
        target = page
    if target not in names:
        same = [name for name in names if name.lower() == target.lower()]
        return f"the file is spelt {same[0]}" if same else "no such file"
    fragment = unquote(parts.fragment)
    if fragment and target in anchors and fragment not in anchors[target]:
        return "no such anchor"
    return ""


class _Balance(HTMLParser):
    """Tags opened and closed; the parser of the standard library mends nothing.

    Source: HTML, 4 (content models); ARIA in HTML, 4 (roles an element has already).
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, int]] = []
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.foreign = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check_attributes(tag, attrs)
        self._check_place(tag)
        if tag in {"svg", "math"}:
            self.foreign += 1
        if tag not in VOID:
            self.open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check_attributes(tag, attrs)
        if tag not in VOID and not self.foreign:
            self._fault(f"<{tag}/> does not close itself")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"svg", "math"}:
            self.foreign -= 1
        if self.open and self.open[-1][0] == tag:
            self.open.pop()
            return
        inside = self.open[-1] if self.open else ("nothing", 0)
        self._fault(f"</{tag}> inside <{inside[0]}> of line {inside[1]}")
        while any(name == tag for name, _ in self.open):
            if self.open.pop()[0] == tag:
                break

    def _check_place(self, tag: str) -> None:
        """A block ends a paragraph unseen; what acts cannot stand in what acts."""
        around = [name for name, _ in self.open]
        if tag in _BLOCKS and "p" in around:
            self._fault(f"<{tag}> ends the <p> it stands in")
        outer = [name for name in around if name in _ACTING]
        if tag in _ACTING and outer:
            self._fault(f"<{tag}> inside <{outer[-1]}>")

    def _check_attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self._fault(f"<{tag}> says an attribute twice")
        own = dict(attrs)
        handlers = [name for name in names if name.startswith("on")]
        if handlers:
            self._fault(f"<{tag}> carries a script: {handlers[0]}")
        if tag == "img" and "alt" not in own:
            self._fault("<img> without alt")
        if tag in _ROLES and own.get("role"):
            self._fault(f"<{tag}> is given a role: it has one")
        name = own.get("id")
        if name is None:
            return
        if not name or re.search(r"\s", name):
            self._fault(f"<{tag}> has the id {name!r}")
        if name in self.ids:
            self._fault(f"the id {name} stands twice")
        self.ids.add(name)

    def _fault(self, text: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {text}")


def find_markup_faults(text: str) -> list[str]:
    """What an HTML page says wrongly: balance, ids, language, title, headings."""
    parser = _Balance()
    parser.feed(text)
    parser.close()
    faults = list(parser.faults)
    faults += [f"line {line}: <{tag}> is never closed" for tag, line in parser.open]
    if not text.lower().startswith("<!doctype html>"):
        faults.append("no doctype")
    page = lxml.html.document_fromstring(text)
    if not page.get("lang"):
        faults.append("no language")
    if not (page.findtext(".//title") or "").strip():
        faults.append("no title")
    if len(page.findall(".//h1")) != 1:
        faults.append(f"{len(page.findall('.//h1'))} headings of the first level")
    return faults + list(_find_pointing_faults(page))


def _find_pointing_faults(page: lxml.html.HtmlElement) -> Iterator[str]:
    """Attributes that name an id which is not there; terms that one list says twice."""
    ids = {str(value) for value in page.xpath("//@id")}
    for attribute in _POINTS:
        for value in page.xpath(f"//@{attribute}"):
            for name in set(value.split()) - ids:
                yield f"{attribute} names {name}, which is not there"
    for terms in page.iter("dl"):
        words = [term.text_content().strip() for term in terms.findall("dt")]
        for word in sorted({word for word in words if words.count(word) > 1}):
            yield f"line {terms.sourceline}: the list says {word} twice"
