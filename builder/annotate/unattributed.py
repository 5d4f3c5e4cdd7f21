"""Statements without a cue, right behind a citation: perhaps its source goes on.

Comes in: an article with its sentences, quotations and citations. Goes out: the
sentences a careful reader may still ascribe to the source before them. They are marked
for that reader, and are never citations.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from builder.model import Annotations, Article, Citation, Continuation, Span

_MOST = 2
"""Sentences behind a citation that may go on with it."""

_TOLD = ("says", "denies", "doubts")
"""An order, a question, an intention is over with its sentence."""

_CLOSERS = " \t\r\n\u00a0\u202f»”\"'’)]"


def find_continuations(
    article: Article, so_far: Annotations
) -> tuple[Continuation, ...]:
    """Sentences behind a citation in its paragraph that nobody is cited in; behind it
    also a paragraph that opens with a quotation."""
    if not so_far.citations:
        return ()
    blocks = [b.span for b in article.blocks if b.kind != "heading"]
    starts = [start for start, _ in blocks]
    spoken = _find_last(so_far.sentences, so_far.citations)
    opens = {q.span[0] for q in so_far.quotations if q.depth == 0 and not q.scare}
    found: list[Continuation] = []
    before: Citation | None = None
    block, since = -1, 0
    for sentence in so_far.sentences:
        here = bisect_right(starts, sentence[0]) - 1
        if here < 0 or sentence[0] >= blocks[here][1]:
            before = None  # a heading parts what stands around it
            continue
        quoted = sentence[0] in opens
        if here != block and not (quoted and here == block + 1):
            before = None
        block = here
        if sentence in spoken:
            before, since = spoken[sentence], 0
            continue
        since += 1
        if before is None or since > _MOST or before.polarity not in _TOLD:
            before = None
        elif not _is_question(article.body, sentence):
            rule = "continues/quotation" if quoted else "continues/paragraph"
            found.append(
                Continuation(sentence, before.cue, before.name, before.ref, rule)
            )
    return tuple(found)


def _find_last(
    sentences: Sequence[Span], citations: Sequence[Citation]
) -> dict[Span, Citation]:
    """For each sentence with a part of a citation the one that is outermost there, and
    of several the last."""
    ends = [end for _, end in sentences]
    found: dict[Span, Citation] = {}
    for citation in citations:
        for start, end in (*citation.content, citation.cue):
            for number in range(bisect_right(ends, start), len(sentences)):
                sentence = sentences[number]
                if sentence[0] >= max(end, start + 1):
                    break
                held = found.get(sentence)
                if held is None or not _is_inside(citation, held):
                    found[sentence] = citation
    return found


def _is_inside(inner: Citation, outer: Citation) -> bool:
    """Whether one is told within the other."""
    first, last = inner.content[0][0], inner.content[-1][1]
    return any(start <= first and last <= end for start, end in outer.content)


def _is_question(body: str, sentence: Span) -> bool:
    return body[slice(*sentence)].rstrip(_CLOSERS).endswith(("?", "؟"))
