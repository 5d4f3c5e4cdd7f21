"""Exact words beyond those of reports: what reasons quote, how much claims quote.

Comes in: ``Known``. Goes out: warnings at the quote, or at the article.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.anchoring import find_quote
from builder.checks import Known, hold_against
from builder.model import Span
from builder.problems import Problem


def look_at_reasons(known: Known) -> Iterator[Problem]:
    """The words that a date rests on stand in the article they are said to be of."""
    for file, event in known.events():
        because = event.because
        if because is None or not because.quote or event.why:
            continue
        texts = [because.article] if because.article else []
        texts = texts or list(dict.fromkeys(r.article for r in event.reports))
        bodies = [known.text_of(name) for name in texts]
        known_bodies = [body for body in bodies if body is not None]
        if not known_bodies or len(known_bodies) < len(bodies):
            continue
        heads = [_head(known, name) for name in texts]
        if any(find_quote(text, because.quote) for text in (*known_bodies, *heads)):
            continue
        for problem in hold_against(
            file, ("because", "quote"), because.quote, known_bodies[0], "the article"
        ):
            yield replace(problem, code="W360", severity="warning")


def _head(known: Known, article: str) -> str:
    """What was set aside of an article: a dateline may stand there."""
    record = known.content.articles[article].record
    because = record.because.quote if record.because else ""
    return "\n".join([record.title, because, *(s.text for s in record.set_aside)])


def look_at_shares(known: Known) -> Iterator[Problem]:
    """The words of claims, which are always shown, stay within the excerpt share."""
    if known.share is None:
        return
    quoted: dict[str, list[Span]] = {}
    for _, _, report in known.reports():
        body = known.text_of(report.article)
        spans = find_quote(body, report.quote) if body else []
        if body is None or not spans:
            continue
        start, end = spans[0]
        for claim in report.claims:
            found = find_quote(body[start:end], claim.quote)[:1]
            quoted.setdefault(report.article, []).extend(
                (start + a, start + b) for a, b in found
            )
    for name, spans in quoted.items():
        body = known.content.articles[name].body
        used, size = _cover(spans), len(body)
        if used > size * known.share:
            file = known.content.article_files[name]
            percent, most = round(100 * used / size), round(100 * known.share)
            message = (
                f"the words of claims are {percent} % of this article, and are always "
                f"shown; 'excerpt_share' allows {most} %"
            )
            share = -(-100 * used // size) / 100
            hint = (
                "quote fewer words in its claims, or write "
                f"excerpt_share: {share:g} in content/site.yaml"
            )
            yield file.loaded.problem(("id",), "W362", message, hint, False, "warning")


def _cover(spans: list[Span]) -> int:
    """How many characters lie in at least one of the spans."""
    total = last = 0
    for start, end in sorted(spans):
        total += max(end - max(start, last), 0)
        last = max(last, end)
    return total
