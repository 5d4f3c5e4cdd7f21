"""What one source says of one event in one passage.

Comes in: an article with its annotations, and the alignment with its evidence. Goes
out: reports with speaker, times, places and claims; grouping them is for ``events``.

A mention is worth a report when it is asserted, or possible, and something is claimed
of it: plans, negations and background are none, nor is a mere reference that adds
nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from builder.annotate.triggers import load_events
from builder.annotate.words import find_words
from builder.link.ahead import find_ahead, keep_happened
from builder.link.claims import inside, make_claims
from builder.link.offsets import Dated, find_dated
from builder.link.placing import Located, find_located
from builder.link.timing import find_dating
from builder.model import (
    UNKNOWN,
    Annotations,
    Article,
    Citation,
    EventMention,
    FoundClaim,
    FoundReport,
    Span,
)
from builder.taxonomy import family

_Item = TypeVar("_Item")
_WIDEST = 4000
"""Characters before a passage in which a citation that holds it may begin."""
_TELLING = frozenset(
    ["when", "where", "killed", "wounded", "damage", "blamed_on", "claimed_by", "means"]
)
"""Facets of which one must be claimed for a report."""
_COUNTED = (_TELLING | {"number"}) - {"when", "where"}
_NEWS = _COUNTED - {"means"}
"""What a passage that points back at an event says anew of it."""


_CLOSING = re.compile(r"\s*[»”\"]")
_BEHIND = 6
"""Characters between "she said" and the words: a colon, spaces, a quotation mark."""
_LONGEST = 600
"""Characters of a passage with the words said."""


class _Near:
    """Annotations by place, so that a passage meets only those around it."""

    def __init__(self, annotations: Annotations) -> None:
        self._all = annotations
        self._times = _sorted(annotations.times, lambda t: t.span[0])
        self._places = _sorted(annotations.places, lambda p: p.span[0])
        self._counts = _sorted(annotations.quantities, lambda q: q.span[0])
        self._mentions = _sorted(annotations.mentions, lambda m: m.passage[0])
        self._citations = _sorted(
            [c for c in annotations.citations if c.content],
            lambda c: min(c.cue[0], *(part[0] for part in c.content)),
        )

    def find(self, passage: Span) -> Annotations:
        """What begins in a passage, and citations that may hold it or begin in it."""
        start, end = passage
        return replace(
            self._all,
            times=_slice(self._times, start, end),
            places=_slice(self._places, start, end),
            quantities=_slice(self._counts, start, end),
            mentions=_slice(self._mentions, start, end),
            citations=_slice(self._citations, start - _WIDEST, end),
        )


def _sorted(
    items: Sequence[_Item], start: Callable[[_Item], int]
) -> tuple[list[int], list[_Item]]:
    ordered = sorted(items, key=start)
    return [start(item) for item in ordered], ordered


def _slice(
    table: tuple[list[int], list[_Item]], start: int, end: int
) -> tuple[_Item, ...]:
    starts, items = table
    return tuple(items[bisect_left(starts, start) : bisect_left(starts, end)])


class Aligned(Protocol):
    """Maps spans of the body to spans of the evidence."""

    def to_evidence(self, span: Span) -> Span | None: ...


def find_reports(
    article: Article, annotations: Annotations, alignment: Aligned | None
) -> tuple[FoundReport, ...]:
    """Every report of an article, in the order of the text."""
    found: list[FoundReport] = []
    before: Citation | None = None
    near = _Near(annotations)
    dated, ahead = find_dated(annotations), find_ahead(article, annotations)
    body, said = article.body, set[tuple[str, str, str]]()
    for mention in annotations.mentions:
        if mention.modality not in ("asserted", "possible"):
            continue
        if mention.definite and mention.trigger in dated.named:
            continue
        local = near.find(mention.passage)
        made, citation = _make(article, local, mention, alignment, before, dated)
        report = keep_happened(article, made, ahead)
        if report is None:
            continue
        if _is_worth(mention, report.claims, citation, article.record.language):
            told = (body[slice(*report.passage)], report.source, mention.kind)
            if told not in said:  # a page may show a sentence twice
                found.append(report)
            said.add(told)
            before = citation
    return tuple(found)


def make_report(
    article: Article,
    annotations: Annotations,
    mention: EventMention,
    alignment: Aligned | None,
) -> FoundReport:
    """The report of a mention that is known to tell of an event, whatever it adds."""
    local = _Near(annotations).find(mention.passage)
    return _make(article, local, mention, alignment, None, Dated())[0]


def _is_same_voice(article: Article, mention: EventMention) -> bool:
    """Whether an accuser is the source just heard: "this organisation blamed ..."."""
    if "/goes-on" not in mention.rule:
        return False
    rules = load_events(article.record.language)
    words = find_words(article.body, mention.passage, article.record.language)
    return (
        len(words) > 1
        and words.texts[0] in rules["demonstratives"]
        and words.texts[1] in rules["grammar"]["relays"]
    )


def _make(
    article: Article,
    annotations: Annotations,
    mention: EventMention,
    alignment: Aligned | None,
    before: Citation | None,
    dated: Dated,
) -> tuple[FoundReport, Citation | None]:
    citation = _speaking(annotations.citations, mention)
    if citation is None and before is not None and _is_same_voice(article, mention):
        citation = before
    passage = _with_words(article.body, mention, citation)
    times = find_dating(article, annotations, mention, citation, dated)
    places = _placing(article, annotations, mention, citation)
    claims = make_claims(
        article.body,
        mention,
        passage,
        times,
        places,
        annotations,
        article.record.language,
    )
    source, via, rule = _speaker(article, citation)
    report = FoundReport(
        article=article.id,
        passage=passage,
        evidence=(alignment and alignment.to_evidence(passage)) or passage,
        mention=mention,
        source=source,
        via=via,
        rule=rule,
        hedge=citation.hedge if citation else "",
        times=times,
        places=_in_order(places),
        claims=claims,
        speaks=not any(
            inside(mention.trigger, part)
            for part in (citation.content if citation else ())
        ),
    )
    return report, citation


def _is_worth(
    mention: EventMention,
    claims: Sequence[FoundClaim],
    citation: Citation | None,
    language: str,
) -> bool:
    facets = {c.facet for c in claims} - {"rank"}  # a rank alone tells of nothing
    kind = family(mention.kind)
    said = citation is not None
    if kind == "statement":
        if "number" in facets and "/goes-on" in mention.rule:
            return True
        told = "/noun" not in mention.rule or "/told" in mention.rule
        if mention.kind == "statement/accusation" and "blamed_on" not in facets:
            return any(c.facet == "when" and c.value for c in claims)
        return said or ("actor" in facets and told)
    if mention.definite and facets <= {"kind", "actor", "target"}:
        return False
    if "response" in facets and "/goes-on" in mention.rule:
        return True
    counted = bool(facets & _COUNTED)
    dated = any(c.facet == "when" and c.value for c in claims)
    if mention.modality == "possible" and not (said or counted or dated):
        return False
    soft = load_events(language).get("soft", ())
    if kind in soft and "/noun" in mention.rule:
        told = "/told" in mention.rule and bool(facets & _TELLING)
        placed = said and bool(facets & {"where", "actor", "target"})
        both = {"actor", "target"} <= facets
        return dated or told or counted or placed or both
    acted = kind not in soft and "/verb" in mention.rule
    return (
        bool(facets & _TELLING)
        or (acted and bool(facets & {"actor", "target"}))
        or {"actor", "target"} <= facets
        or (said and bool(facets & {"actor", "target"}))
    )


def _speaking(citations: Sequence[Citation], mention: EventMention) -> Citation | None:
    """The citation whose content holds the mention; the innermost where several do."""
    best: tuple[int, Citation] | None = None
    news = (
        [r.span for r in mention.roles if r.facet in _NEWS] if mention.definite else []
    )
    for citation in citations:
        if family(mention.kind) == "statement" and inside(
            citation.cue, mention.passage
        ):
            return citation
        if citation.polarity not in ("says", "denies", "doubts"):
            continue
        for content in citation.content:
            tells = bool(news) and all(inside(span, content) for span in news)
            if (
                tells
                or inside(mention.trigger, content)
                or _mostly(mention.passage, content)
            ):
                length = content[1] - content[0]
                if best is None or length < best[0]:
                    best = (length, citation)
    return best[1] if best else None


def _with_words(body: str, mention: EventMention, citation: Citation | None) -> Span:
    """The passage of a mention; that of a statement with the words said, where they
    stand behind a colon."""
    start, end = mention.passage
    if citation is None or family(mention.kind) != "statement":
        return start, end
    for first, last in citation.content:
        if end <= first <= end + _BEHIND and last - start <= _LONGEST:
            closing = _CLOSING.match(body, last)
            return start, closing.end() if closing else last
    return start, end


def _mostly(passage: Span, content: Span) -> bool:
    common = min(passage[1], content[1]) - max(passage[0], content[0])
    return common * 2 > passage[1] - passage[0]


def _speaker(
    article: Article, citation: Citation | None
) -> tuple[str, tuple[str, ...], str]:
    """(source, via, rule); the article's own voice where nobody is cited."""
    if citation is not None:
        via = tuple(relay.ref for relay in citation.via)
        return citation.ref, via, f"citation/{citation.rule}"
    outlet, credits = article.record.outlet, article.record.credits
    if outlet == UNKNOWN and len(credits) == 1:
        return credits[0], (), "credit"
    own = outlet if outlet != UNKNOWN else f"{UNKNOWN}@{article.id}"
    return own, (), "publisher"


def _placing(
    article: Article,
    annotations: Annotations,
    mention: EventMention,
    citation: Citation | None,
) -> tuple[Located, ...]:
    """The places that locate the event: neither a source's nor an actor's, and none
    of what somebody else is cited with, or of what a statement says. Where what is
    counted is does not count."""
    if "/counts" in mention.rule:
        return ()
    actors = [r for r in mention.roles if r.facet in ("actor", "blamed_on")]
    sources = [c.source for c in annotations.citations if c.source]
    others = _nested(annotations, mention)
    said = [
        content
        for c in annotations.citations
        if c is not citation or family(mention.kind) == "statement"
        for content in c.content
        if not inside(mention.trigger, content)
    ]
    places = [
        place
        for place in annotations.places
        if inside(place.span, mention.passage)
        and not any(inside(place.span, s) for s in (*sources, *others, *said))
        and not _is_where_said(place.span, citation, mention)
        # whether it acts or is hit in "the shelling of Homs", find_located says
        and not any(
            inside(place.span, r.span)
            and not (r.rule.endswith("/of") and r.span == place.span)
            for r in actors
        )
    ]
    return find_located(article.body, places, mention, article.record.language)


def _is_where_said(
    place: Span, citation: Citation | None, mention: EventMention
) -> bool:
    """ "..., she told reporters in Leeds": where the words fell, not what they tell."""
    return (
        citation is not None
        and place[0] >= citation.cue[1] > citation.cue[0]
        and not any(inside(place, content) for content in citation.content)
        and any(inside(mention.trigger, content) for content in citation.content)
    )


def _in_order(places: Sequence[Located]) -> tuple[str, ...]:
    """Place ids, spots before regions, as the text has them otherwise."""
    ordered = sorted(places, key=lambda p: p.wide)
    return tuple(dict.fromkeys(p.place.place for p in ordered))


def _nested(annotations: Annotations, mention: EventMention) -> list[Span]:
    """Passages of other asserted events that begin inside this one's."""
    start, end = mention.passage
    return [
        m.passage
        for m in annotations.mentions
        if m is not mention
        and m.modality == "asserted"
        and (start < m.passage[0] < end or inside(m.passage, mention.passage))
        and not inside(mention.trigger, m.passage)
    ]
