"""The page that says how the site was made, and the project's own pages.

Comes in: a library; ``content/pages/*.md`` of its project. Goes out: pages. The lists
of rules and the counts are taken from the records shown, so that they stay true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from builder.publish.addresses import make_file_name
from builder.publish.library import Library
from builder.publish.network_pages import NETWORK
from builder.publish.render import Page, render_markdown
from builder.taxonomy import VERDICTS, load_verdict_rules

METHOD = "method"
MANUAL = "manual"
_TAKEN = {"index", "articles", "sources", NETWORK, "404", METHOD, MANUAL}


def method_pages(library: Library) -> Iterator[Page]:
    """How events are chosen and dated, which rules were used, what is not known."""
    settings = library.settings
    t = library.interface.t
    share = settings.excerpt_share
    events = library.events.values()
    yield Page(
        "method.html",
        "method.html",
        str(t("method.title")),
        {
            "rules": _rules(library),
            "verdicts": _verdicts(),
            "event_count": len(library.events),
            "article_count": len(library.articles),
            "source_count": len(library.by_source),
            "reviewed": sum(1 for event in events if event.status != "machine"),
            "full": isinstance(share, str),
            "percent": 100 if isinstance(share, str) else round(share * 100),
            "limit": settings.passage_limit,
            "added": added_to(library, METHOD),
        },
        "method",
    )


def _verdicts() -> list[dict[str, object]]:
    """Every verdict, the gravest first, with the rules that lead to it."""
    rules = load_verdict_rules().values()
    return [
        {
            "kind": kind,
            "rules": [rule.id for rule in rules if rule.verdict == kind],
        }
        for kind in VERDICTS
    ]


def added_to(library: Library, page: str) -> list[Markup]:
    """What content/pages adds to a page that every site has."""
    return [
        render_markdown(text) for name, _, text in _read_own(library) if name == page
    ]


def _rules(library: Library) -> list[tuple[str, list[tuple[str, int]]]]:
    """Rules that made something on these pages, with how often, by sort of finding."""
    used: dict[str, Counter[str]] = {
        "event_date": Counter(), "published": Counter(), "date": Counter(),
        "citation": Counter(), "place": Counter(), "quantity": Counter(),
        "mention": Counter(),
    }  # fmt: skip
    for event in library.events.values():
        if event.because is not None:
            used["event_date"][event.because.rule] += 1
    for article in library.articles.values():
        if article.record.because is not None:
            used["published"][article.record.because.rule] += 1
    for found in library.annotations.values():
        used["date"].update(time.rule for time in found.times)
        used["citation"].update(citation.rule for citation in found.citations)
        used["place"].update(place.rule for place in found.places)
        used["quantity"].update(quantity.rule for quantity in found.quantities)
        used["mention"].update(mention.rule for mention in found.mentions)
    return [
        (name, sorted(counts.items(), key=lambda item: (-item[1], item[0])))
        for name, counts in used.items()
        if counts
    ]


def own_pages(library: Library) -> Iterator[Page]:
    """The Markdown files of content/pages, a page each."""
    for name, title, text in _read_own(library):
        if name not in _TAKEN:
            yield Page(
                f"{make_file_name(name)}.html", "page.html", title,
                {"body": render_markdown(text)}, f"page/{name}",
            )  # fmt: skip


def _read_own(library: Library) -> list[tuple[str, str, str]]:
    """Name, title and Markdown of each file; the first heading is the title."""
    folder = None if library.root is None else library.root / "content" / "pages"
    if folder is None or not folder.is_dir():
        return []
    pages = []
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        pages.append((path.stem, *split_title(text, path.stem)))
    return pages


def split_title(text: str, otherwise: str) -> tuple[str, str]:
    """The first heading of a Markdown text, and the rest."""
    first, _, rest = text.lstrip().partition("\n")
    if first.startswith("# "):
        return first[2:].strip(), rest
    return otherwise, text


def own_titles(library: Library) -> list[tuple[str, str]]:
    """File name (without ending) and title of the project's own pages."""
    return [
        (make_file_name(name), title)
        for name, title, _ in _read_own(library)
        if name not in _TAKEN
    ]
