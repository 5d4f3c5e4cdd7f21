"""Who answers in an interview that is printed turn by turn: "Jeanne Roux : ...".

Comes in: the units of an article. Goes out: findings, one per answer. Labels before a
colon are turns only where one of them asks and another one answers, each more than
once or by initials; whoever asks is cited with nothing. It knows no verbs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder.annotate.attribution import Finding, Resolver
from builder.model import Article

_LABEL = re.compile(
    r"\s*(?:#+\s+|[-–—]\s*)?"
    r"(?P<who>(?:[A-ZÀ-ÖØ-Þ]\.[ \u00a0-]?){2,3}|[A-ZÀ-ÖØ-Þ][^:.!?;,«»“”\"\n]{1,48}?)"
    r"[ \u00a0\u202f]?:\s"
)
_INITIAL = re.compile(r"(?:^|(?<=[\s-]))[A-ZÀ-ÖØ-Þ]")
_LONGEST = 64
"""Code points up to the colon of a label."""
_FEWEST = 3
"""Turns of an interview."""


class _Turn(NamedTuple):
    """A paragraph that begins with a label."""

    units: tuple[int, ...]
    who: str
    asks: bool


def may_take_turns(article: Article) -> bool:
    """Whether as many paragraphs as an interview has begin with a label."""
    colons = [
        article.body.find(":", start, min(start + _LONGEST, end))
        for start, end in [block.span for block in article.blocks]
    ]
    return sum(at >= 0 for at in colons) >= _FEWEST


def find_answers(resolver: Resolver) -> Iterator[Finding]:
    """The answers, in reading order."""
    turns = list(_read_turns(resolver))
    if len(turns) < _FEWEST:
        return
    names = {_whole(turn.who, turns) for turn in turns}
    told = {name: [t for t in turns if _whole(t.who, turns) == name] for name in names}
    asking = {n for n, own in told.items() if 2 * sum(t.asks for t in own) > len(own)}
    if not any(len(told[name]) > 1 for name in asking):
        return
    for turn in turns:
        name = _whole(turn.who, turns)
        first = next((t for t in told[name] if t.units), None)
        if name in asking or len(told[name]) < 2 or not turn.units or first is None:
            continue
        finding = _make(turn, first, resolver)
        if finding is not None:
            yield finding


def _read_turns(resolver: Resolver) -> Iterator[_Turn]:
    """Blocks that begin with a label and a colon; a question may look like a heading
    and have no units."""
    article, starts = resolver.article, [unit.span[0] for unit in resolver.units]
    for block in article.blocks:
        start, end = block.span
        label = _LABEL.match(article.body, start, end)
        if label is not None:
            asks = article.body[label.end() : end].rstrip(' \n»”"*').endswith("?")
            first = max(0, bisect_left(starts, label.end()) - 1)
            units = [
                n for n in range(first, bisect_left(starts, end)) if starts[n] >= start
            ]
            yield _Turn(tuple(units), label["who"].strip(), asks)


def _whole(who: str, turns: Sequence[_Turn]) -> str:
    """The label in full, where this is its initials: "J. R."."""
    if "." not in who:
        return who
    letters = _INITIAL.findall(who)
    full = {t.who for t in turns if "." not in t.who}
    fits = [name for name in sorted(full) if _INITIAL.findall(name) == letters]
    return fits[0] if len(fits) == 1 else who


def _make(turn: _Turn, first: _Turn, resolver: Resolver) -> Finding | None:
    """What the turn says, on the word of the label as it first stands."""
    unit = turn.units[0]
    reader = resolver.reader(unit)
    colon = _colon(unit, resolver)
    at = unit if turn.who == first.who else first.units[0]
    named = _colon(at, resolver)
    if not 0 < colon < reader.size - 1 or named <= 0:
        return None
    more = ((m, (0, resolver.reader(m).size)) for m in turn.units[1:])
    return Finding(
        unit=unit,
        content=((colon + 1, reader.size),),
        cue=(0, named),
        source=(0, named),
        rule="any/turn",
        source_unit=at,
        more=tuple(more),
        turn=True,
    )


def _colon(unit: int, resolver: Resolver) -> int:
    reader = resolver.reader(unit)
    return next((i for i in range(reader.size) if reader.low(i) == ":"), -1)
