"""A page per article, and the list of articles.

Comes in: a library. Goes out: pages with the article's passages, marked and explained.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.compare import mark_of, read_date
from builder.explain_dates import explain_anchor
from builder.model import Annotations
from builder.publish.addresses import page_path
from builder.publish.excerpts import SHORT
from builder.publish.library import Library
from builder.publish.marked import make_passages
from builder.publish.render import Page
from builder.publish.standing import find_part_states
from builder.voices import publisher_of


def article_pages(library: Library) -> Iterator[Page]:
    """Articles in the order of publication; then one page for each."""
    order = sorted(
        library.articles.values(),
        key=lambda a: (_day(a.record.published), a.id),
    )
    t = library.interface.t
    rows = [
        {
            "id": article.id,
            "record": article.record,
            "publisher": publisher_of(article),
            "mark": mark_of(read_date(article.record.published)),
            "events": len(
                {event.id for event, _ in library.by_article.get(article.id, ())}
            ),
            "reports": len(library.by_article.get(article.id, ())),
        }
        for article in order
    ]
    yield Page(
        "articles.html", "articles.html", str(t("articles.title")),
        {"rows": rows}, "articles",
    )  # fmt: skip
    for article in order:
        yield Page(
            path=page_path("article", article.id),
            template="article.html",
            title=_title(library, article.id),
            section="articles",
            more=article_context,
            about=article.id,
        )


def _day(published: str | list[str]) -> tuple[int, int, int]:
    value = read_date(published)
    return (10**6, 0, 0) if value is None or value.earliest is None else value.earliest


def article_context(library: Library, name: str) -> dict[str, object]:
    """What the page of an article shows, marked where something was found."""
    article = library.articles[name]
    annotations = library.annotations.get(name)
    told = library.by_article.get(name, ())
    passages, hidden = make_passages(article, annotations, told, library.plan)
    record = article.record
    shown = sum(b - a for a, b in library.plan.shown[name])
    return {
        "record": record,
        "publisher": publisher_of(article),
        "publisher_known": record.outlet != "unknown",
        "published_mark": mark_of(read_date(record.published)),
        "annotated": annotations is not None,
        "anchor": _anchor(library, annotations),
        "part_states": find_part_states(
            article.record, ("title", "outlet", "published", "language")
        ),
        "passages": passages,
        "perhaps": annotations is not None and bool(annotations.continuations),
        "hidden": hidden,
        "percent": round(100 * shown / len(article.body)) if article.body else 100,
        "whole": shown >= len(article.body),
        "set_aside_limit": SHORT if library.plan.limit else 10**9,
        "events": tuple({event.id: event for event, _ in told}.values()),
    }


def _anchor(library: Library, annotations: Annotations | None) -> str:
    """What bounds the publication date, in words; ``""`` where nothing was read."""
    if annotations is None or not annotations.anchor.reasons:
        return ""
    return explain_anchor(annotations.anchor, library.interface.language)


def _title(library: Library, name: str) -> str:
    """The headline in quotation marks; the id where no headline is shown."""
    t, title = library.interface.t, library.plan.titles[name]
    message = (
        t("article.quoted", words=title) if title else t("article.untitled", id=name)
    )
    return message.unescape()
