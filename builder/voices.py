"""Who speaks: from the reference a record bears to a voice a page can name.

Comes in: references of reports, articles, the list of sources. Goes out: frozen
voices. Two unnamed speakers are never held to be one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.model import UNKNOWN, Article, Relay, SourceRecord, Span

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


@dataclass(frozen=True, slots=True)
class Link:
    """One of those through whom words reached the reader."""

    ref: str
    role: Literal["speaker", "relay", "credit", "publisher"]
    span: Span | None = None
    """The words that make a relay of somebody; None where the article as a whole does,
    or a person."""


def publisher_of(article: Article) -> str:
    """Who published an article: its outlet, or ``unknown@<article>``."""
    outlet = article.record.outlet
    return f"{UNKNOWN}@{article.id}" if outlet == UNKNOWN else outlet


def credit_of(article: Article) -> str:
    """The one source that an article says its text comes from; ``""`` for none, and
    for several, of whom nobody can tell which one passed a statement on."""
    credits = [ref for ref in article.record.credits if ref != publisher_of(article)]
    return credits[0] if len(credits) == 1 else ""


def chain_of(ref: str, via: Sequence[Relay], article: Article) -> tuple[Link, ...]:
    """First speaker, relays, who is credited for the text, publisher; each once.

    The publisher alone for its own words.
    """
    publisher = publisher_of(article)
    if resolve_ref(ref, {article.id: article}) == publisher:
        return (Link(publisher, "speaker"),)
    links = [Link(ref, "speaker")]
    links += [
        Link(relay.ref, "relay", relay.span if relay.span[0] < relay.span[1] else None)
        for relay in via
    ]
    if credit := credit_of(article):
        links.append(Link(credit, "credit"))
    links.append(Link(publisher, "publisher"))
    last = {link.ref: link for link in links if link.role == "publisher"}
    kept = {link.ref: link for link in reversed(links) if link.ref not in last}
    return (*reversed(kept.values()), *last.values())


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
