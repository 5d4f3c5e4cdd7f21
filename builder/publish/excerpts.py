"""How much of each article the site shows, decided once for all pages.

Comes in: articles, events, the two limits of site.yaml. Goes out: a plan; whatever a
page or a script shows of an article's body goes through it. Claims' exact words, the
words a date rests on and, where anything else may be shown, the headline are always
shown; then the first words of an article without one, the words that name who and what
is told of, those that say who speaks and when, report passages, and the article from
its beginning, until the share is used.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice

from builder.cutting import cut, cut_at_word
from builder.model import UNKNOWN, Annotations, Article, EventRecord, Span
from builder.publish.quotes import locate

SHORT = 60
"""How many characters of a text set aside are shown, in code points."""

_LEAST = 24
"""A remainder shorter than this is not worth a fragment."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that is shown, or the length of one that is not."""

    text: str
    gap: int
    """Code points not reproduced; 0 where ``text`` is shown."""
    start: int
    """Offset in the body."""


class Shown:
    """The growing union of shown spans of one body, sorted and disjoint."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.spans: list[Span] = []
        self.used = 0

    def missing(self, span: Span) -> Iterator[Span]:
        """The parts of a span that are not shown yet, in order."""
        at = span[0]
        first = max(bisect_right(self.spans, (at, at)) - 1, 0)
        for start, end in self.spans[first:]:
            if start >= span[1]:
                break
            if start > at:
                yield at, start
            at = max(at, end)
        if at < span[1]:
            yield at, span[1]

    def within(self, span: Span) -> Iterator[Span]:
        """The shown parts of a span, in order."""
        first = max(bisect_right(self.spans, (span[0], span[0])) - 1, 0)
        for start, end in self.spans[first:]:
            if start >= span[1]:
                break
            if end > span[0]:
                yield max(start, span[0]), min(end, span[1])

    def run_before(self, at: int) -> int:
        """Length of the shown stretch that ends at an offset."""
        number = bisect_left(self.spans, (at, at)) - 1
        if number >= 0 and self.spans[number][1] == at:
            return at - self.spans[number][0]
        return 0

    def run_after(self, at: int) -> int:
        """Length of the shown stretch that starts at an offset."""
        number = bisect_left(self.spans, (at, at))
        if number < len(self.spans) and self.spans[number][0] == at:
            return self.spans[number][1] - at
        return 0

    def add(self, span: Span) -> None:
        """Show a span; touching stretches become one."""
        start, end = span
        first = bisect_left(self.spans, (start, start))
        if first and self.spans[first - 1][1] >= start:
            first -= 1
        last = first
        while last < len(self.spans) and self.spans[last][0] <= end:
            start = min(start, self.spans[last][0])
            end = max(end, self.spans[last][1])
            last += 1
        self.used += end - start - sum(b - a for a, b in self.spans[first:last])
        self.spans[first:last] = [(start, end)]

    def fill(self, span: Span, limit: int, room: int) -> None:
        """Show what fits of a span: no stretch over ``limit``, ``room`` in all."""
        for start, stop in list(self.missing(span)):
            end = stop
            most = min(room, limit - self.run_before(start))
            if stop - start > most or (
                stop - start + self.run_before(start) + self.run_after(stop) > limit
            ):
                most = min(most, stop - start - 1)
                end = cut_at_word(self.body, start, start + max(most, 0))
            whole = end == stop
            if end > start and (whole or end - start >= _LEAST):
                self.add((start, end))
                room -= end - start


@dataclass(frozen=True, slots=True)
class Plan:
    """What of each article may stand on a page."""

    limit: int
    """Code points of one passage; 0 switches all limits off."""
    texts: Mapping[str, str]
    shown: Mapping[str, Sequence[Span]]
    titles: Mapping[str, str] = field(default_factory=dict)
    """Headlines, as far as the plan shows them."""

    def find(self, article: str, quote: str, within: Span | None = None) -> Span | None:
        """Where a quote stands in an article; None where it does not."""
        body = self.texts.get(article)
        return None if body is None else locate(body, quote, within)

    def show(self, article: str, span: Span, limit: int = 0) -> tuple[Piece, ...]:
        """A span as shown stretches and gaps; ``limit`` bounds the shown ones."""
        text = self.texts[article]
        room = limit or len(text)
        pieces: list[Piece] = []
        at = span[0]
        spans = self.shown[article]
        first = max(bisect_right(spans, (at, at)) - 1, 0)
        for number in range(first, len(spans)):
            start, end = max(spans[number][0], at), min(spans[number][1], span[1])
            if spans[number][0] >= span[1] or not room:
                break
            if end <= start:
                continue
            if end - start > room:
                end = cut_at_word(text, start, start + room)
            if start > at:
                pieces.append(Piece("", start - at, at))
            if end > start:
                pieces.append(Piece(text[start:end], 0, start))
            room -= min(room, spans[number][1] - start)
            at = end
        if at < span[1]:
            pieces.append(Piece("", span[1] - at, at))
        return tuple(pieces)

    def read(self, article: str, span: Span) -> str:
        """The shown words of a span, with a sign for each gap; ``""`` for none."""
        pieces = self.show(article, span, self.limit)
        if not any(piece.text.strip() for piece in pieces):
            return ""
        return "".join(piece.text if piece.text else " … " for piece in pieces).strip()

    def words(self, article: str, quote: str, within: Span | None = None) -> str:
        """The exact words of a claim as they stand, at most ``limit`` characters."""
        span = self.find(article, quote, within)
        text = quote if span is None else self.texts[article][span[0] : span[1]]
        return cut(text, self.limit) if self.limit else text


def make_plan(
    articles: Mapping[str, Article],
    events: Iterable[EventRecord],
    share: float | str,
    limit: int,
    annotations: Mapping[str, Annotations] | None = None,
) -> Plan:
    """Decide for every article what the whole site may show of it."""
    notes = annotations or {}
    full = isinstance(share, str)
    evidence: dict[str, list[Span]] = {name: [] for name in articles}
    passages: dict[str, list[Span]] = {name: [] for name in articles}
    texts = {name: article.body for name, article in articles.items()}
    for event in events:
        _gather(event, texts, evidence, passages)
    for name, found in notes.items():
        for reason in found.anchor.reasons:
            span = locate(texts[name], reason.quote) if name in texts else None
            if span is not None:
                evidence[name].append(span)
    shown: dict[str, Sequence[Span]] = {}
    titles: dict[str, str] = {}
    for name, article in articles.items():
        size = len(article.body)
        if full:
            shown[name] = [(0, size)] if size else []
        else:
            room = int(size * float(share))
            shown[name] = _choose(
                article,
                sorted(evidence[name]),
                [
                    *_terms(notes.get(name), passages[name]),
                    *_marked(notes.get(name)),
                ],
                sorted(passages[name]),
                room,
                limit,
            ).spans
        titles[name] = _title(article, shown[name])
    return Plan(0 if full else limit, texts, shown, titles)


def _gather(
    event: EventRecord,
    texts: Mapping[str, str],
    evidence: dict[str, list[Span]],
    passages: dict[str, list[Span]],
) -> None:
    """Sort the spans an event shows into its claims' words and its passages."""

    def keep(article: str, quote: str, within: Span | None = None) -> Span | None:
        span = locate(texts[article], quote, within) if article in texts else None
        if span is not None:
            evidence[article].append(span)
        return span

    for report in event.reports:
        if report.article not in texts:
            continue
        passage = locate(texts[report.article], report.quote)
        if passage is not None:
            passages[report.article].append(passage)
        for claim in report.claims:
            keep(report.article, claim.quote, passage)
    if event.because is not None:
        only = {report.article for report in event.reports}
        article = event.because.article or (only.pop() if len(only) == 1 else "")
        keep(article, event.because.quote)
    for relation in event.relations:
        keep(relation.article, relation.quote)


def _marked(found: Annotations | None) -> list[Span]:
    """The words that say who speaks and when, in order."""
    if found is None:
        return []
    spans = {time.span for time in found.times}
    for citation in found.citations:
        spans.add(citation.cue)
        if citation.source is not None:
            spans.add(citation.source)
    return sorted(spans)


def _terms(found: Annotations | None, passages: Sequence[Span]) -> list[Span]:
    """The words that name somebody or something in what is reported, in order."""
    if found is None:
        return []
    told = sorted(passages)
    starts = [start for start, _ in told]
    ends = list(accumulate((end for _, end in told), max))
    return [
        term.span
        for term in sorted(found.terms, key=lambda term: term.span)
        if (number := bisect_right(starts, term.span[0]))
        and term.span[1] <= ends[number - 1]
    ]


def _choose(
    article: Article,
    evidence: Sequence[Span],
    marked: Sequence[Span],
    passages: Sequence[Span],
    room: int,
    limit: int,
) -> Shown:
    """The shown spans of one article, by falling priority."""
    shown = Shown(article.body)
    for start, end in (*evidence, *(_headlines(article) if room else ())):
        if end - start > limit:
            end = cut_at_word(article.body, start, start + limit - 1)
        shown.add((start, end))
    taken = sum(len(cut(item.text, SHORT)) for item in article.record.set_aside)
    room = max(room - taken, 0)
    shown.fill(name_span(article), limit, max(room - shown.used, 0))
    for span in marked:
        if 0 <= span[0] < span[1] <= len(article.body):
            shown.fill(span, limit, max(room - shown.used, 0))
    _fill_passages(shown, passages, room, limit)
    hidden = Shown(article.body)
    for span in passages:
        hidden.add(span)
    for block in article.blocks:
        for span in hidden.missing(block.span):
            if room - shown.used < _LEAST:
                return shown
            shown.fill(span, limit, room - shown.used)
    return shown


def _fill_passages(
    shown: Shown, passages: Sequence[Span], room: int, limit: int
) -> None:
    """What is missing of report passages, the smallest pieces first: joining words
    cost little and make most passages whole."""
    pieces = sorted(
        (end - start, start, end, passage)
        for passage in passages
        for start, end in shown.missing(passage)
    )
    for _, start, end, passage in pieces:
        seen = sum(b - a for a, b in shown.within(passage))
        free = min(room - shown.used, limit - seen)
        if free > 0:
            shown.fill((start, end), limit, free)


def _headlines(article: Article) -> tuple[Span, ...]:
    """The headline, which names a work as a citation has to; none where the first
    words stand for it."""
    headings = (block.span for block in article.blocks if block.kind == "heading")
    return tuple(islice(headings, 1)) if article.record.title != UNKNOWN else ()


def name_span(article: Article) -> Span:
    """What names an article: its headline, else its first words."""
    for block in article.blocks:
        if block.kind == "heading":
            return block.span
    start, end = article.blocks[0].span if article.blocks else (0, len(article.body))
    if end - start > SHORT:
        end = cut_at_word(article.body, start, start + SHORT)
    return start, end


def _title(article: Article, shown: Sequence[Span]) -> str:
    """The headline or the first words, as far as the plan shows them."""
    title = article.record.title
    if title != UNKNOWN and title not in article.body:
        return cut(title, 200)
    start, stop = name_span(article)
    if title != UNKNOWN:
        start = article.body.index(title)
        stop = start + len(title)
    number = max(bisect_right(shown, (start, len(article.body))) - 1, 0)
    for first, last in shown[number : number + 1]:
        if first <= start and min(last, stop) - start >= min(_LEAST, stop - start):
            words = article.body[start : min(last, stop)].rstrip(" ,;:")
            whole = title != UNKNOWN and last >= stop
            return cut(words, 200) if whole else words + "…"
    return ""
