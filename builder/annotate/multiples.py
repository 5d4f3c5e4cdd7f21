"""Counts told as so many times another one: "at least ten times more".

Comes in: the words of a block, the counts found in it, ``multiples`` of the language's
``quantities.yaml``. Goes out: quantities of what the count before them counts. A
multiple of anything else ("bread costs ten times more") is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from builder.annotate.numbers import Parsed, load_numbers
from builder.annotate.words import Hit, PhraseTable, Words, list_phrases
from builder.languages import load_rules
from builder.model import Quantity

_REACH = 300
"""Characters between a count and a multiple of it."""
_LONGEST = 4
"""Words of the number before "times more"."""
_MARKS = frozenset('.,;:!?()…"«»“”–—')


def find_multiples(
    words: Words,
    counted: Sequence[Quantity],
    nouns: PhraseTable[str],
    body: str,
    language: str,
) -> Iterator[Quantity]:
    """Every multiple of one of the counts, which are in the order of the text.

    ``nouns`` are those of the units.
    """
    table = _phrases(language, "phrases")
    for hit in table.find(words):
        parsed = _number_before(words, hit.first, body, language)
        if parsed is None or parsed.value is None:
            continue
        base = _base_of(counted, words.starts[parsed.first])
        if base is None or base.value is None:
            continue
        last = _end_of(words, hit, base.unit, nouns, language)
        kind, first = load_numbers(language).hedge_before(words, parsed.first)
        kind = kind or load_numbers(language).hedge_after(words, hit.last)[0]
        if last < 0 or not _stands_alone(words, first, language):
            continue
        value = parsed.value * base.value
        span = words.starts[first], words.ends[last]
        yield Quantity(
            span=span,
            value=None if kind in ("min", "max") else value,
            at_least=value if kind == "min" else None,
            at_most=value if kind == "max" else None,
            unit=base.unit,
            hedge=body[slice(*span)],
            state="number",
            rule=f"{language}/multiple{'-' * bool(kind)}{kind}",
        )


def _number_before(words: Words, index: int, body: str, language: str) -> Parsed | None:
    numbers = load_numbers(language)
    for first in numbers.find_starts(words, max(0, index - _LONGEST), index):
        parsed = numbers.parse(words, first, body)
        if parsed and parsed.rule == "number" and parsed.last == index - 1:
            return parsed
    return None


def _base_of(counted: Sequence[Quantity], start: int) -> Quantity | None:
    """The count told last before a multiple."""
    before = [q for q in counted if q.span[1] <= start]
    if not before or start - before[-1].span[1] > _REACH:
        return None
    told = before[-1]
    return told if told.value and told.state == "number" else None


def _end_of(
    words: Words,
    hit: Hit[str],
    unit: str,
    nouns: PhraseTable[str],
    language: str,
) -> int:
    """Index of the last word of a multiple that counts nothing else; else -1."""
    after = hit.last + 1
    if after < len(words) and words.texts[after] in _rules(language)["of"]:
        after += 1
    elif after == len(words) or words.texts[after] in _MARKS:
        return hit.last
    named = nouns.find_all(words, after)
    return next((noun.last for noun in named if noun.value == unit), -1)


def _stands_alone(words: Words, first: int, language: str) -> bool:
    """Whether no subject of its own stands before a multiple."""
    if not first or words.texts[first - 1] in _MARKS:
        return True
    leads = _phrases(language, "leads")
    return any(
        hit.last == first - 1
        for start in range(max(0, first - _LONGEST), first)
        for hit in leads.find_all(words, start)
    )


def _rules(language: str) -> dict[str, Any]:
    found: Any = load_rules(language, "quantities")["multiples"]
    return found  # type: ignore[no-any-return]


@cache
def _phrases(language: str, key: str) -> PhraseTable[str]:
    return list_phrases(language, fixed=_rules(language)[key])
