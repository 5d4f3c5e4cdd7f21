"""The manual for whoever corrects the records: Markdown that ships with the templates.

Comes in: a library; ``pages/manual.<language>.md`` of the templates, where a project's
own wins. Goes out: one page in the language of the interface.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.publish.library import Library
from builder.publish.method_pages import MANUAL, added_to, split_title
from builder.publish.render import Page, render_markdown
from builder.publish.templates import template_dirs


def manual_pages(library: Library) -> Iterator[Page]:
    """The manual, with what content/pages/manual.md adds to it."""
    interface = library.interface
    text = load_manual(library.root, interface.language)
    title, body = split_title(text, str(interface.t("nav.manual")))
    parts = [render_markdown(body), *added_to(library, MANUAL)]
    yield Page(f"{MANUAL}.html", "manual.html", title, {"parts": parts}, MANUAL)


def load_manual(root: Path | None, language: str) -> str:
    """The text of the manual; English where a language has none."""
    names = (f"{MANUAL}.{language}.md", f"{MANUAL}.en.md")
    files = (d / "pages" / name for name in names for d in template_dirs(root))
    found = next((path for path in files if path.is_file()), None)
    return "" if found is None else found.read_text("utf-8-sig", errors="replace")
