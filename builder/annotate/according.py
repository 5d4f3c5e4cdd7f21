"""Contents that hang on "selon X" or "according to X", not on a verb.

Comes in: the tokens of a unit. Goes out: findings. It knows where such a phrase may
stand (before, after, inside its clause, with and without a comma); whether what
follows can speak is the resolver's word.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.annotate.attribution import Finding, Resolver
from builder.annotate.contents import EDGES, left_start, right_edge
from builder.annotate.noun_phrases import Range, Reader


def find_according(
    reader: Reader, number: int, resolver: Resolver
) -> Iterator[Finding]:
    """ "selon X" before, after and inside its clause."""
    by_first = reader.lexicon.phrases["according"]
    for i, token in enumerate(reader.tokens):
        phrase = next(
            (p for p in by_first.get(token.low, ()) if reader.reads(i, p)), None
        )
        if phrase is None:
            continue
        finding = _according_at(reader, i, len(phrase), number, resolver)
        if finding is not None:
            yield finding


def _according_at(
    reader: Reader, i: int, width: int, number: int, resolver: Resolver
) -> Finding | None:
    source = resolver.named_source(number, i + width)
    if source is None or not resolver.may_be_cited(number, source):
        return None
    first = i
    while first > 0 and reader.is_in(first - 1, "according_prefix"):
        first -= 1
    after = _after_apposition(reader, _after_bracket(reader, source[1]))
    initial = first == 0 or reader.low(first - 1) in (";", ":", "(", "—", "–", "--")
    end = right_edge(reader, after)
    if initial:
        start = after + (reader.low(after) == ",")
        content: tuple[Range, ...] = ((start, end),)
        rule = "according-before"
    else:
        content, rule = _around(reader, first, source[1], after, end)
    content = tuple(part for part in content if part[0] < part[1])
    if not content:
        return None
    return Finding(
        unit=number,
        content=content,
        cue=(i, i + width),
        source=source,
        rule=f"{reader.lexicon.language}/{rule}",
        according=True,
    )


def _after_bracket(reader: Reader, end: int) -> int:
    """Past "(WHO)", the short name beside the long one."""
    if reader.low(end) == "(":
        for j in range(end + 1, min(end + 8, len(reader.tokens))):
            if reader.low(j) == ")":
                return j + 1
    return end


def _after_apposition(reader: Reader, end: int) -> int:
    """Past ", published by Y," after the source of an initial "selon"."""
    if reader.low(end) != "," or end + 1 >= len(reader.tokens):
        return end
    follow = end + 1
    if reader.starts_phrase(follow) or reader.is_adverb(follow):
        return end
    if reader.kind(follow) != "w" or reader.is_in(
        follow, "prepositions", "subordinators", "that", "conjunctions"
    ):
        return end
    for j in range(follow, len(reader.tokens)):
        if reader.low(j) == ",":
            return j
        if reader.is_finite(j) and not reader.is_in(j - 1, "relative"):
            return end
    return end


def _around(
    reader: Reader, first: int, source_end: int, after: int, end: int
) -> tuple[tuple[Range, ...], str]:
    """The clause left of an inner or final "selon", and what goes on after it."""
    comma = reader.low(first - 1) == ","
    left_end = first - 1 if comma else first
    start = left_start(reader, left_end)
    for j in range(left_end - 1, start, -1):
        if (
            reader.is_in(j, "conjunctions")
            and reader.starts_phrase(j + 1)
            and (not reader.lexicon.zero_that)
        ) and any(reader.is_finite(k) for k in range(start, j)):
            start = j + 1
            break
    for j in range(start + 1, left_end):
        if (
            reader.is_in(j, "cleft")
            and reader.low(j - 1) == ","
            and reader.is_finite(j + 1)
        ):
            start = j
    left = (start, left_end)
    follow = source_end + 1 if reader.low(source_end) == "," else source_end
    if comma and reader.low(source_end) == ",":
        goes_on = not reader.is_in(
            follow, "conjunctions", "subordinators", "relative", "other_relative"
        )
    elif reader.low(source_end) == ",":
        goes_on = not _has_verb(reader, left)
    else:
        goes_on = source_end < end and (
            reader.low(source_end) not in EDGES or reader.low(source_end) in "(["
        )
    if goes_on and follow < end:
        return (left, (follow, end)), "according-inside"
    return (left,), "according-after"


def _has_verb(reader: Reader, where: Range) -> bool:
    """The range holds a finite verb."""
    return any(reader.is_finite(i) for i in range(*where))
