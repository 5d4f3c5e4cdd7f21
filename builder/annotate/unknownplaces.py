"""Names that stand where places stand, and that no list knows.

Comes in: an article with its places and citations. Goes out: spans, which are put to a
person; nothing is dated, placed or linked by them.

One occurrence behind words that suit nothing but a place is enough ("the town of X",
"near X"); behind words that suit much else ("in X") it takes two.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.annotate.placecontexts import (
    Line,
    PlaceWords,
    find_lead,
    is_named_before,
    load_place_words,
    make_line,
)
from builder.annotate.placetokens import may_join
from builder.folding import fold
from builder.model import Annotations, Article, Span

_LONGEST = 4
"""Words of a name."""
_TWICE = 2
_INITIALS = 5
"""Letters of a name in capitals alone that is that of a body."""


def find_unknown_names(
    article: Article, annotations: Annotations
) -> dict[str, tuple[Span, ...]]:
    """Names with all their places in the body, in the order of the text."""
    words = load_place_words(article.record.language)
    if words is None:
        return {}
    taken = _names_of_others(article, annotations)
    known = [mention.span for mention in annotations.places]
    found: dict[str, list[Span]] = {}
    firm: set[str] = set()
    for block in article.blocks:
        line = make_line(article.body, block, words)
        if line.titled:
            continue
        for span, sure in _find_names(line, words):
            name = article.body[slice(*span)]
            initials = name.isupper() and len(name) <= _INITIALS
            if (
                initials
                or fold(name) in taken
                or any(_overlap(span, other) for other in known)
            ):
                continue
            found.setdefault(name, []).append(span)
            if sure:
                firm.add(name)
    return {
        name: tuple(spans)
        for name, spans in found.items()
        if name in firm or len(spans) >= _TWICE
    }


def _names_of_others(article: Article, annotations: Annotations) -> frozenset[str]:
    """Who is cited is nobody's place."""
    names = [citation.name for citation in annotations.citations]
    names += [
        article.body[slice(*citation.source)]
        for citation in annotations.citations
        if citation.source is not None
    ]
    return frozenset(map(fold, names))


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _find_names(line: Line, words: PlaceWords) -> Iterator[tuple[Span, bool]]:
    """Names behind a word that leads to a place, and whether it suits nothing else."""
    tokens = line.tokens
    at = 0
    while at < len(tokens):
        last = _find_end(line, words, at)
        if last is None or is_named_before(line, words, at):
            at += 1
            continue
        led, firm, _ = find_lead(line, words, at)
        if led:
            yield (tokens[at].span[0], tokens[last].span[1]), firm
        at = last + 1


def _find_end(line: Line, words: PlaceWords, at: int) -> int | None:
    """The last word of the name that begins at a word; None where none does."""
    tokens = line.tokens
    first = at + (tokens[at].key == "al" and at + 1 < len(tokens))
    if first > at and not may_join(line.body, tokens[at], tokens[first]):
        return None
    if not tokens[first].capital or tokens[first].key in words.free:
        return None
    if tokens[first].key.isdigit() or len(tokens[first].key) < 2:
        return None
    last = first
    while (
        last + 1 < min(len(tokens), at + _LONGEST)
        and tokens[last + 1].capital
        and tokens[last + 1].key not in words.free
        and not tokens[last + 1].key.isdigit()
        and may_join(line.body, tokens[last], tokens[last + 1])
    ):
        last += 1
    return last
