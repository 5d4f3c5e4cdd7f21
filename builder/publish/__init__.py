"""From records to a static site: pages, assets, a search index.

Comes in: content, annotations (any extractor's, or none), settings. Goes out: files by
path, and ``site/``. Below the waist: it knows nothing of how records were made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from builder.history import Step
from builder.model import Annotations
from builder.progress import follow
from builder.publish.library import Content, Settings, make_library
from builder.publish.method_pages import own_titles
from builder.publish.pages import PAGES
from builder.publish.render import Page, Renderer
from builder.publish.reuse import Memory
from builder.publish.search import PATH as SEARCH
from builder.publish.search import render_search
from builder.publish.sitemap import render_sitemap
from builder.publish.templates import (
    load_assets,
    make_template_problem,
    template_dirs,
)
from builder.publish.writing import Written, write_site

__all__ = [
    "Written",
    "make_template_problem",
    "render_site",
    "template_dirs",
    "write_site",
]

_EMPTY = {".nojekyll": b"", ".gitkeep": b""}


def render_site(
    content: Content,
    annotations: Mapping[str, Annotations],
    settings: Settings,
    root: Path | None = None,
    dated_by_hand: Collection[str] = (),
    absent: Collection[str] = (),
    sites: Sequence[Path] = (),
    history: Mapping[str, Sequence[Step]] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site, path first; ``root`` adds the project's templates,
    assets and pages.

    ``dated_by_hand`` are the events whose ``because:`` is not why they have their date,
    ``absent`` the articles whose quotes nobody could verify. ``sites`` are the folders
    where pages of earlier runs stand: what has not changed is taken from there.
    ``history`` are the editions that showed or changed each event.
    """
    library = make_library(
        content, annotations, settings, root, dated_by_hand, absent, history
    )
    yield from _EMPTY.items()
    yield from sorted(load_assets(root).items())
    yield SEARCH, render_search(library)
    own = own_titles(library)
    renderer = Renderer(library, own)
    memory = None
    if root is not None and sites:
        memory = Memory(root, sites, renderer.lookups, settings, own)
    listed = []
    pages = chain.from_iterable(make_pages(library) for make_pages in PAGES.values())
    for page in follow("pages", pages):
        if page.listed:
            listed.append(page.path)
        yield page.path, _make_page(page, renderer, memory)
    if memory is not None:
        memory.save()
    yield from render_sitemap(listed, settings)


def _make_page(page: Page, renderer: Renderer, memory: Memory | None) -> bytes:
    """One page: as it stands where that is right, else made now."""
    if memory is None:
        return renderer.render(page)
    found = memory.recall(page)
    if found is None:
        with renderer.lookups.noting() as lookups:
            found = renderer.render(page)
        memory.keep(page, lookups, found)
    return found
