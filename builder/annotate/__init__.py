"""Working copy in, annotations out: what is said, when, where, on whose word.

The order of the stages is the table ``STAGES``. Each stage reads the article and
what earlier stages found, and adds its own findings; none changes another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from builder.annotate.anchor import find_anchor
from builder.annotate.citations import find_citations
from builder.annotate.corrections import correct_times
from builder.annotate.excluded import name_excluded
from builder.annotate.knowledge import Knowledge
from builder.annotate.mentions import find_mentions
from builder.annotate.places import find_places
from builder.annotate.quantities import find_quantities
from builder.annotate.quotations import find_quotations
from builder.annotate.sentences import find_sentences
from builder.annotate.terms import find_terms
from builder.annotate.timex import find_times
from builder.annotate.unattributed import find_continuations
from builder.model import (
    Anchor,
    Annotations,
    Article,
    Citation,
    Continuation,
    EventMention,
    PlaceMention,
    Quantity,
    Quotation,
    Span,
    Term,
    TimeExpression,
)

Stage = Callable[[Article, Annotations, Knowledge], object]
"""What a stage finds of an article, after what earlier stages found."""


def _sentences(article: Article, _: Annotations, __: Knowledge) -> tuple[Span, ...]:
    return find_sentences(article.body, article.blocks, article.record.language)


def _quotations(
    article: Article, _: Annotations, __: Knowledge
) -> tuple[Quotation, ...]:
    return find_quotations(article.body, article.blocks, article.record.language)


def _anchor(article: Article, so_far: Annotations, _: Knowledge) -> Anchor:
    return find_anchor(article, so_far.sentences, so_far.quotations)


def _times(
    article: Article, so_far: Annotations, _: Knowledge
) -> tuple[TimeExpression, ...]:
    found = find_times(article, so_far.quotations, so_far.anchor)
    named = name_excluded(found, so_far.anchor)
    return correct_times(article, named, so_far.quotations)


def _places(
    article: Article, _: Annotations, known: Knowledge
) -> tuple[PlaceMention, ...]:
    return find_places(article, known)


def _quantities(
    article: Article, so_far: Annotations, _: Knowledge
) -> tuple[Quantity, ...]:
    """A year or a day of the month counts nothing: "on 4 May 2031 five people ..."."""
    dated = bytearray(len(article.body))
    for time in so_far.times:
        if time.type in ("DATE", "TIME") and time.offset is None:
            start, end = time.span
            dated[start:end] = b"\1" * (end - start)
    return tuple(
        quantity
        for quantity in find_quantities(article)
        if dated.find(1, *quantity.span) < 0
    )


def _citations(
    article: Article, so_far: Annotations, known: Knowledge
) -> tuple[Citation, ...]:
    return find_citations(article, so_far.sentences, so_far.quotations, known)


def _continuations(
    article: Article, so_far: Annotations, _: Knowledge
) -> tuple[Continuation, ...]:
    return find_continuations(article, so_far)


def _mentions(
    article: Article, so_far: Annotations, _: Knowledge
) -> tuple[EventMention, ...]:
    return find_mentions(article, so_far)


def _terms(article: Article, so_far: Annotations, _: Knowledge) -> tuple[Term, ...]:
    return find_terms(article, so_far)


STAGES: tuple[tuple[str, Stage], ...] = (
    ("sentences", _sentences),
    ("quotations", _quotations),
    ("anchor", _anchor),
    ("times", _times),
    ("places", _places),
    ("quantities", _quantities),
    ("citations", _citations),
    ("continuations", _continuations),
    ("mentions", _mentions),
    ("terms", _terms),
)
"""Each by the field of ``Annotations`` that it fills."""


def annotate(article: Article, knowledge: Knowledge) -> Annotations:
    """Run every stage over one article."""
    return _run(STAGES, article, Annotations(article=article.id), knowledge)


def annotate_again(
    article: Article, before: Annotations, settled: Anchor, knowledge: Knowledge
) -> Annotations:
    """The same, where events that a person dated bound its publication besides.

    Raises nothing; what does not hang on the publication date stays as it was.
    """
    anchor = find_anchor(article, before.sentences, before.quotations, settled)
    names = [name for name, _ in STAGES]
    stages = STAGES[names.index("anchor") + 1 :]
    return _run(stages, article, replace(before, anchor=anchor), knowledge)


def _run(
    stages: Iterable[tuple[str, Stage]],
    article: Article,
    found: Annotations,
    knowledge: Knowledge,
) -> Annotations:
    """``found``, which nobody else holds yet: it is filled instead of copied."""
    for name, stage in stages:
        object.__setattr__(found, name, stage(article, found, knowledge))
    return found
