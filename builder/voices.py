"""Who speaks: from the reference a record bears to a voice a page can name.

Comes in: references of reports, articles, the list of sources. Goes out: frozen
voices. Two unnamed speakers are never held to be one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from builder.model import UNKNOWN, Article, SourceRecord

Standing = Literal["listed", "named", "here_only", "unknown_publisher"]
"""In sources.yaml; a bare name; known in one article only; a publisher nobody names."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody a statement is attributed to."""

    ref: str
    """As ``Report.source``."""
    standing: Standing
    words: str
    """The name to show; for ``unknown_publisher`` empty: the page has to say it."""
    article: str = ""
    """The only article it is known in; ``""`` for a source known beyond one."""


def publisher_of(article: Article) -> str:
    """Who published an article: its outlet, or ``unknown@<article>``."""
    outlet = article.record.outlet
    return f"{UNKNOWN}@{article.id}" if outlet == UNKNOWN else outlet


def resolve_ref(ref: str, articles: Mapping[str, Article]) -> str:
    """A source reference once a person may have filled in the outlet it stood for."""
    if ref.startswith(f"{UNKNOWN}@"):
        article = articles.get(ref.partition("@")[2])
        if article is not None:
            return publisher_of(article)
    return ref


def make_voice(ref: str, sources: Mapping[str, SourceRecord]) -> Voice:
    """What is known of a source reference."""
    if ref in sources:
        return Voice(ref, "listed", sources[ref].name)
    words, at, article = ref.rpartition("@")
    if not at:
        return Voice(ref, "named", ref)
    if words == UNKNOWN:
        return Voice(ref, "unknown_publisher", "", article)
    return Voice(ref, "here_only", words, article)
