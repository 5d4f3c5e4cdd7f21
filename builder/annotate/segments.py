"""Where one sentence stops telling of one thing and starts telling of another.

Comes in: the words of a sentence and ``clauses`` of the language's ``events.yaml``.
Goes out: ranges of word indexes, end exclusive, that together cover the sentence. It
cuts at few, sure places: semicolons, colons, conjunctions that open a clause. Marks
inside brackets or quotation marks cut nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from builder.annotate.triggers import load_events
from builder.annotate.words import PhraseTable, Words

Range = tuple[int, int]
_SHORTEST = 3
"""Words a segment needs; anything shorter stays with its neighbour."""
_SUBORDINATE = 5
"""Words a subordinate clause has at least."""
_COMMA = frozenset(",")
_OPENING, _BRACKETS = frozenset("([«“"), frozenset("([«“)]»”")


@cache
def _openers(language: str) -> tuple[PhraseTable[str], PhraseTable[str]]:
    """(after a comma, anywhere)."""
    tables: tuple[PhraseTable[str], PhraseTable[str]] = (
        PhraseTable(language),
        PhraseTable(language),
    )
    rules = load_events(language)["clauses"]
    for key, table in zip(("after_comma", "anywhere"), tables, strict=True):
        for phrase in rules[key]:
            table.add_fixed(phrase, key)
    return tables


@cache
def _marks(language: str) -> frozenset[str]:
    return frozenset(load_events(language)["clauses"]["marks"])


def find_segments(words: Words, language: str) -> tuple[Range, ...]:
    """The segments of a sentence, in order."""
    after_comma, anywhere = _openers(language)
    cuts = {hit.first for hit in anywhere.find_each(words, 1)}
    cuts.update(
        index + 1
        for index in words.find_among(_marks(language))
        if not _is_clock(words, index)
    )
    if commas := words.find_among(_COMMA, 0, len(words) - 1):
        for index in commas:
            if after_comma.find_all(words, index + 1):
                cuts.add(index + 1)
        cuts.add(_find_main(words, language))
    cuts -= {-1, len(words)}
    if cuts and (brackets := words.find_among(_BRACKETS)):
        cuts.difference_update(_find_bracketed(words, brackets))
    return _joined([0, *sorted(cuts), len(words)]) if cuts else ((0, len(words)),)


def _is_clock(words: Words, mark: int) -> bool:
    """The colon of an hour: "18:00"."""
    sides = words.texts[max(0, mark - 1) : mark + 2]
    return (
        len(sides) == 3
        and sides[1] == ":"
        and sides[0].isdecimal()
        and sides[2].isdecimal()
        and len(sides[0]) <= 2 == len(sides[2])
    )


def _find_bracketed(words: Words, brackets: Sequence[int]) -> Iterator[int]:
    """Indexes of the words inside brackets or quotation marks, the first included."""
    depth = 0
    for mark, following in pairwise([*brackets, len(words)]):
        within, opening = depth, words.texts[mark] in _OPENING
        depth = depth + 1 if opening else max(0, depth - 1)
        # what opens behind a colon is cut off with its mark
        if within if opening else depth:
            yield mark
        if depth:
            yield from range(mark + 1, following)


def _find_main(words: Words, language: str) -> int:
    """Where the main clause begins in a sentence that opens with "while"; or -1."""
    rules = load_events(language)["clauses"]
    if not words or words.texts[0] not in rules["subordinators"]:
        return -1
    for index in range(_SUBORDINATE, len(words)):
        if words.texts[index - 1] == "," and (
            words.cased[index] or words.texts[index] in rules["main_begins"]
        ):
            return index
    return -1


def _joined(cuts: Sequence[int]) -> tuple[Range, ...]:
    """Ranges between cuts, those too short joined to the one before."""
    ranges: list[Range] = []
    for start, end in pairwise(cuts):
        if ranges and (end - start < _SHORTEST or ranges[-1][1] - ranges[-1][0] < 2):
            ranges[-1] = (ranges[-1][0], end)
        elif end > start:
            ranges.append((start, end))
    return tuple(ranges)
