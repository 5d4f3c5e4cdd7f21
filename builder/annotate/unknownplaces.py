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
        line = make_line(article.body, block, words, article.record.language)
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
    while at < len(tokens.keys):
        last = _find_end(line, words, at)
        if last is None or is_named_before(line, words, at):
            at += 1
            continue
        led, firm, _ = find_lead(line, words, at)
        if led:
            yield tokens.span(at, last), firm
        at = last + 1


def _find_end(line: Line, words: PlaceWords, at: int) -> int | None:
    """The last word of the name that begins at a word; None where none does."""
    keys, capitals = line.tokens.keys, line.tokens.capitals
    first = at + (keys[at] == "al" and at + 1 < len(keys))
    if first > at and not may_join(line.body, line.tokens, first):
        return None
    if not capitals[first] or keys[first] in words.free:
        return None
    if keys[first].isdigit() or len(keys[first]) < 2:
        return None
    last = first
    while (
        last + 1 < min(len(keys), at + _LONGEST)
        and capitals[last + 1]
        and keys[last + 1] not in words.free
        and not keys[last + 1].isdigit()
        and may_join(line.body, line.tokens, last + 1)
    ):
        last += 1
    return last
