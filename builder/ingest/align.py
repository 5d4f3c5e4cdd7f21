"""Where the words of a working copy stand in its evidence, and the way back.

Comes in: a body, which a person may have edited, and the evidence's text. Goes out:
an ``Alignment`` that maps spans. White space counts for nothing; words that were
changed or added have no place in the evidence. The order of words is kept on both
sides, so a passage that was moved is matched where it keeps the order or not at all.

Source: patience diff (B. Cohen): what stands exactly once on either side is matched
first, in the longest common order: whole paragraphs, then, in the gaps between, ever
shorter runs of words; only small gaps are compared word by word. Near-linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from builder.ingest.paragraphs import find_paragraphs
from builder.model import Span
from builder.working_copy import find_blocks

_TOKEN = re.compile(r"\w+|[^\w\s]")
_RUNS = (8, 3, 1)
"""Lengths, in tokens, of the runs that are looked for, one after the other."""
_SMALL_GAP = 40_000
"""Pairs of tokens that are compared one by one at most."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One text cut into words and marks."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    units: list[Span]
    """For each block or paragraph, its first word and the one behind its last."""


class Alignment:
    """Maps spans of a body to spans of its evidence and back."""

    def __init__(self, body: str, evidence_text: str) -> None:
        self._body = _cut(body, [block.span for block in find_blocks(body)])
        paragraphs = find_paragraphs(evidence_text)
        self._evidence = _cut(evidence_text, [p.span for p in paragraphs])
        pairs = _match(self._body, self._evidence)
        self._in_body = [pair[0] for pair in pairs]
        self._in_evidence = [pair[1] for pair in pairs]

    def to_evidence(self, span: Span) -> Span | None:
        """The evidence's span of the words of a body span; None where it has none.

        Words at the edges that are not in the evidence are left out.
        """
        return _carry(
            span, self._body, self._evidence, self._in_body, self._in_evidence
        )

    def to_body(self, span: Span) -> Span | None:
        """The body's span of the words of an evidence span; None where it has none."""
        return _carry(
            span, self._evidence, self._body, self._in_evidence, self._in_body
        )


def _cut(text: str, spans: Iterable[Span]) -> _Side:
    """The words in some spans of a text; the marks of a body format are in none."""
    side = _Side([], [], [], [])
    for span in spans:
        first = len(side.words)
        for match in _TOKEN.finditer(text, *span):
            side.starts.append(match.start())
            side.ends.append(match.end())
            side.words.append(match.group())
        side.units.append((first, len(side.words)))
    return side


def _carry(
    span: Span, here: _Side, there: _Side, keys: list[int], values: list[int]
) -> Span | None:
    first = bisect_right(here.ends, span[0])
    last = bisect_left(here.starts, span[1]) - 1
    low, high = bisect_left(keys, first), bisect_right(keys, last) - 1
    if low > high:
        return None
    begin, end = values[low], values[high]
    cut_left = max(0, span[0] - here.starts[keys[low]])
    cut_right = max(0, here.ends[keys[high]] - span[1])
    start, stop = there.starts[begin] + cut_left, there.ends[end] - cut_right
    return (start, stop) if start < stop else None


def _match(body: _Side, evidence: _Side) -> list[tuple[int, int]]:
    """Pairs of indexes of equal words, rising on both sides."""
    pairs: list[tuple[int, int]] = []
    a_at, b_at = 0, 0
    for (a_low, a_high), (b_low, b_high) in _whole_units(body, evidence):
        gap = (a_at, a_low, b_at, b_low)
        pairs += _match_gap(body.words, evidence.words, gap)
        pairs += zip(range(a_low, a_high), range(b_low, b_high), strict=True)
        a_at, b_at = a_high, b_high
    gap = (a_at, len(body.words), b_at, len(evidence.words))
    return pairs + _match_gap(body.words, evidence.words, gap)


def _whole_units(body: _Side, evidence: _Side) -> list[tuple[Span, Span]]:
    """Paragraphs that nobody touched and that stand once on either side."""
    a = _single_units(body)
    b = _single_units(evidence)
    both = sorted((at, b[words]) for words, at in a.items() if words in b)
    return [
        (body.units[at], evidence.units[there]) for at, there in _longest_rising(both)
    ]


def _single_units(side: _Side) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    for index, (low, high) in enumerate(side.units):
        key = tuple(side.words[low:high])
        seen[key] = -1 if key in seen else index
    return {key: index for key, index in seen.items() if index >= 0}


def _match_gap(
    a: Sequence[str], b: Sequence[str], gap: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """Words of one gap, by ever shorter runs of words."""
    pairs: list[tuple[int, int]] = []
    gaps = [(*gap, 0)]
    while gaps:
        a_low, a_high, b_low, b_high, level = gaps.pop()
        while a_low < a_high and b_low < b_high and a[a_low] == b[b_low]:
            pairs.append((a_low, b_low))
            a_low, b_low = a_low + 1, b_low + 1
        while a_low < a_high and b_low < b_high and a[a_high - 1] == b[b_high - 1]:
            a_high, b_high = a_high - 1, b_high - 1
            pairs.append((a_high, b_high))
        if a_low == a_high or b_low == b_high:
            continue
        if level == len(_RUNS):
            pairs += _match_small(a, b, (a_low, a_high, b_low, b_high))
            continue
        anchors = _find_anchors(a, b, (a_low, a_high, b_low, b_high), _RUNS[level])
        a_at, b_at = a_low, b_low
        for a_next, b_next in (*anchors, (a_high, b_high)):
            gaps.append((a_at, a_next, b_at, b_next, level + 1))
            if (a_next, b_next) != (a_high, b_high):
                pairs.append((a_next, b_next))
            a_at, b_at = a_next + 1, b_next + 1
    return sorted(pairs)


def _find_anchors(
    a: Sequence[str], b: Sequence[str], gap: tuple[int, int, int, int], run: int
) -> list[tuple[int, int]]:
    """Starts of runs that stand once on either side, in the longest common order."""
    once_a = _single_runs(a, gap[0], gap[1], run)
    once_b = _single_runs(b, gap[2], gap[3], run)
    both = [(at, once_b[key]) for key, at in once_a.items() if key in once_b]
    return _longest_rising(sorted(both))


def _single_runs(
    words: Sequence[str], low: int, high: int, run: int
) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    for at in range(low, high - run + 1):
        key = tuple(words[at : at + run])
        seen[key] = -1 if key in seen else at
    return {key: at for key, at in seen.items() if at >= 0}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second members rise (patience sorting)."""
    tops: list[int] = []
    at_top: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        pile = bisect_left(tops, value)
        before.append(at_top[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(value)
            at_top.append(index)
        else:
            tops[pile], at_top[pile] = value, index
    chain: list[tuple[int, int]] = []
    index = at_top[-1] if at_top else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _match_small(
    a: Sequence[str], b: Sequence[str], gap: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """Words of a small gap compared one by one; a large gap stays open."""
    a_low, a_high, b_low, b_high = gap
    if (a_high - a_low) * (b_high - b_low) > _SMALL_GAP:
        return []
    matcher = SequenceMatcher(None, a[a_low:a_high], b[b_low:b_high], autojunk=False)
    return [
        (a_low + block.a + offset, b_low + block.b + offset)
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    ]
