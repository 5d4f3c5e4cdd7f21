"""Where the rules for time expressions fire in a text.

Comes in: the rules of a language, a text and the stretches of it that no match goes
beyond. Goes out: ``Hit`` values in text order that do not overlap. It knows no article,
and nothing of what a rule means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import compress, count
from typing import NamedTuple

from builder.annotate.timex_rules import Rule, Rules
from builder.annotate.words import Pieces, find_runs
from builder.model import Span

_MARK = re.compile(r"[^\w\s](?<!\w.)")
"""Where a match may begin besides words: no pattern begins within one."""
_BEFORE, _REACH = 64, 90
"""How far from its trigger word a mention may begin or end, in code points."""
_JOINT = r"[./\-‐‑–]"
_BEHIND_FIGURES = re.compile(
    rf"{_JOINT}\d+(?:(?P<three>{_JOINT}\d)|(?P<figures>))|\s{{0,5}}[:hHapAP]"
)
"""What makes figures a part of a date, or an hour; by class."""
_ELISIONS = frozenset("'’")


class Hit(NamedTuple):
    """A rule that fired on some words."""

    span: Span
    rule: Rule
    groups: dict[str, str]
    """By slot, the words that stand there."""


def find_together(rules: Rules, text: str, stretches: Iterable[Span]) -> list[Hit]:
    """The hits of an article, without what a rule reads only where it fires more than
    once in a text: one line that begins "2001 :" is a title, several are a chronology.
    """
    hits = find_hits(rules, text, stretches)
    ranks = [hit.rule.rank for hit in hits if hit.rule.options.get("together")]
    once = (
        {rank for rank, times in Counter(ranks).items() if times == 1} if ranks else ()
    )
    return [hit for hit in hits if hit.rule.rank not in once] if once else hits


def find_hits(rules: Rules, text: str, stretches: Iterable[Span]) -> list[Hit]:
    """Of overlapping matches the longest, then the earlier rule; in text order."""
    found: dict[_Place, re.Match[str]] = {}
    for stretch in stretches:
        _find_matches(rules, text, stretch, found)
    taken = set[int]()
    kept = list[Hit]()
    for place in sorted(found):
        length, rank, start = place
        end = start - length
        # what was taken is as long or longer: it covers an end of what it overlaps
        if start not in taken and end - 1 not in taken:
            taken.update(range(start, end))
            rule, said = rules.rules[rank], found[place].groups()
            groups = {
                name: words
                for name, words in zip(rule.names, said, strict=True)
                if words is not None
            }
            kept.append(Hit((start, end), rule, groups))
    kept.sort(key=_start)
    return kept


_Place = tuple[int, int, int]
"""Of a match: the length, negative; the rank of its rule; where it begins."""


def _start(hit: Hit) -> int:
    return hit.span[0]


def _find_matches(
    rules: Rules, text: str, stretch: Span, found: dict[_Place, re.Match[str]]
) -> None:
    """Add what rules read around their trigger words."""
    runs = find_runs(text, stretch, rules.language)
    sieve = rules.sieve
    indexes = list(compress(count(), map(sieve.set_off.__getitem__, runs[0])))
    if indexes:
        near = _Near(rules, text, stretch, runs, found)
        for index in indexes:
            near.read(index)


class _Near:
    """A stretch of text that rules read around their trigger words."""

    __slots__ = ("_done", "_found", "_rules", "_runs", "_sieve", "_spent", "_stretch",
                 "_text")  # fmt: skip

    def __init__(
        self,
        rules: Rules,
        text: str,
        stretch: Span,
        runs: Pieces,
        found: dict[_Place, re.Match[str]],
    ) -> None:
        """``runs``: of letters and figures; ``found``: to which matches are added."""
        self._rules, self._sieve, self._text = rules.rules, rules.sieve, text
        self._stretch, self._runs, self._found = stretch, runs, found
        self._done: dict[int, int] = {}
        """Where each rule looks on from after a match, by rank."""
        self._spent: dict[int, int] = {}
        """The rules that a trigger set off, by its run: they read no place before it
        again, however often their triggers come."""

    def read(self, index: int) -> None:
        """Add the matches that hold the trigger word of an index.

        From the trigger back word by word, as long as a rule is left that may read all
        of them.
        """
        text, sieve, (said, starts, ends) = self._text, self._sieve, self._runs
        words, marks = sieve.words, sieve.marks
        run = said[index]
        rules = sieve.set_off[run]
        if run[0] <= "9":
            rules |= self._beside(starts[index], ends[index])
            if rules == sieve.figures:
                return
        begin, read, end = words[run]
        left = rules & end
        if index + 1 < len(said) and (more := rules & words[said[index + 1]].read):
            left |= more & marks[text[ends[index]]]
        left &= read
        if not left:
            return
        spent, by_length = self._spent, sieve.by_length
        low = max(self._stretch[0], starts[index] - _BEFORE)
        marked, spent[index] = sieve.marked, left
        places, behind_marks = list[tuple[int, int]](), list[tuple[int, int]]()
        at, number = index, 1
        while True:
            if begun := left & begin:
                places.append((starts[at], begun))
            behind = ends[at - 1] if at else -1
            if starts[at] - behind > 1 and left & marked:
                gap = max(low, behind), starts[at]
                behind_marks += self._begun_by_marks(gap, left & marked)
            at -= 1
            if at < 0 or starts[at] < low:
                break
            number += 1
            begin, read, _ = words[said[at]]
            left &= read & by_length[number]
            if not left:
                break
            left &= marks[text[ends[at]]] & ~spent.get(at, 0)
            if not left:
                break
        if places or behind_marks:
            self._try(places[::-1] + sorted(behind_marks), index)

    def _beside(self, start: int, end: int) -> int:
        """The rules that figures set off by what stands beside them."""
        text, found = self._text, 0
        if behind := _BEHIND_FIGURES.match(text, end):
            found = self._sieve.beside[behind.lastgroup or "clock"]
        if end - start < 4 and text[max(0, start - 1) : start] in _ELISIONS:
            found |= self._sieve.beside["elided"]
        return found

    def _begun_by_marks(self, gap: Span, left: int) -> Iterator[tuple[int, int]]:
        """Where rules may begin with a mark that stands between two words."""
        begun_by = self._sieve.begun_by_marks
        for mark in _MARK.finditer(self._text, *gap):
            if rules := left & begun_by[mark[0]]:
                yield mark.start(), rules

    def _try(self, places: Iterable[tuple[int, int]], index: int) -> None:
        """Add what sets of rules read from some places on; ``index``: the trigger's
        run, which a match must hold."""
        text, done, rules = self._text, self._done, self._rules
        trigger = self._runs[1][index]
        high = min(self._stretch[1], self._runs[2][index] + _REACH)
        for start, begun in places:
            while begun:
                rank = begun.bit_length() - 1
                begun ^= 1 << rank
                if done and start < done.get(rank, 0):
                    continue
                rule = rules[rank]
                if match := rule.pattern.match(text, start, high):
                    end = match.end()
                    done[rank] = max(end, start + 1)
                    if end > trigger:
                        self._add(rule, match)

    def _add(self, rule: Rule, match: re.Match[str]) -> None:
        """What stands without the blanks at both ends; at each place the first one."""
        text = self._text
        start, end = match.span("mention") if rule.framed else match.span()
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start < end:
            self._found.setdefault((start - end, rule.rank, start), match)
