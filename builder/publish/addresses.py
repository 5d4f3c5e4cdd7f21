"""Which file a page is, and how one page links to another.

Comes in: kinds of pages and ids, which may be hostile. Goes out: paths inside site/
(ASCII, lower case, no dots but one), and page-relative links ending in ``.html``;
absolute addresses, for what is read away from the site.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from posixpath import dirname, relpath
from urllib.parse import quote

from builder.folding import make_slug
from builder.web_address import make_base_address

_SAFE = re.compile(r"[a-z0-9_]+(?:[-.][a-z0-9_]+)*")
_LONGEST = 80
_LONGEST_WORDS = 48
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")

LOST = "404.html"
"""Shown for any address, so the one page whose links cannot start at its own folder."""

FRONT = "index.html"

FOLDERS = {"event": "event/", "article": "article/", "source": "source/"}
"""Page types with one file per id; the others are files at the top."""


@lru_cache(maxsize=65536)
def make_file_name(name: str) -> str:
    """A file name for an id: the id where that is safe, else words and a hash.

    A slug with a hash holds ``--``, which no safe id does: two ids never share one.
    """
    if _SAFE.fullmatch(name) and len(name) <= _LONGEST and not _RESERVED.match(name):
        return name
    words = make_slug(name)[:_LONGEST_WORDS].strip("-") or "id"
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{words}--{digest}"


def page_path(kind: str, name: str) -> str:
    """The path of a page inside site/."""
    if kind in FOLDERS:
        return f"{FOLDERS[kind]}{make_file_name(name)}.html"
    return f"year/{make_file_name(name)}.html" if kind == "year" else f"{name}.html"


def make_url(address: str, path: str) -> str:
    """The one absolute address of a page; the front page is its folder.

    Paths inside site/ are ASCII; quoting them all the same costs nothing.
    """
    shown = "" if path == FRONT else path
    return make_base_address(address) + quote(shown, safe="/")


@lru_cache(maxsize=65536)
def relative(path: str, here: str) -> str:
    """The link from the page ``here`` to ``path``, both inside site/."""
    return relpath(path, dirname(here) or ".")


def passage_anchor(report: str) -> str:
    """The anchor of a report's passage on its article's page."""
    return f"p-{make_file_name(report)}"
