"""Where one sentence stops telling of one thing and starts telling of another.

Comes in: the words of a sentence and ``clauses`` of the language's ``events.yaml``.
Goes out: ranges of word indexes, end exclusive, that together cover the sentence. It
cuts at few, sure places: semicolons, colons, conjunctions that open a clause. Marks
inside brackets or quotation marks cut nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from builder.annotate.triggers import load_events
from builder.annotate.words import PhraseTable, Word

Range = tuple[int, int]
_SHORTEST = 3
"""Words a segment needs; anything shorter stays with its neighbour."""
_SUBORDINATE = 5
"""Words a subordinate clause has at least."""
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


def find_segments(words: Sequence[Word], language: str) -> tuple[Range, ...]:
    """The segments of a sentence, in order."""
    marks = _marks(language)
    after_comma, anywhere = _openers(language)
    main = _find_main(words, language)
    opened = {hit.first for hit in anywhere.find_each(words, 1, len(words))}
    cuts = [0]
    depth = 0
    previous = ""
    for index, (_, _, text, _) in enumerate(words):
        within, opening = depth, text in _OPENING
        if text in _BRACKETS:
            depth = depth + 1 if opening else max(0, depth - 1)
        # what opens behind a colon is cut off with its mark
        if not (within if opening else depth) and (
            previous in marks
            or (previous == "," and after_comma.find_all(words, index))
            or index in opened
            or index == main
        ):
            cuts.append(index)
        previous = text
    return _joined([*cuts, len(words)])


def _find_main(words: Sequence[Word], language: str) -> int:
    """Where the main clause begins in a sentence that opens with "while"; or -1."""
    rules = load_events(language)["clauses"]
    if not words or words[0].text not in rules["subordinators"]:
        return -1
    for index in range(_SUBORDINATE, len(words)):
        if words[index - 1].text == "," and (
            words[index].cased or words[index].text in rules["main_begins"]
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
