"""Counts in a text: a number, what is counted, and the words that weaken it.

Comes in: an article, ``quantities.yaml`` of its language, the taxonomy's units. Goes
out: quantities. It knows no events: whether five soldiers were killed or decorated is
for ``roles`` to say. Dates, hours, ages, ordinals and names that hold figures are no
quantities.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from builder.annotate.multiples import find_multiples
from builder.annotate.numbers import NumberWords, Parsed, load_numbers
from builder.annotate.tolls import counts_toll
from builder.annotate.words import Hit, PhraseTable, Word, find_words
from builder.languages import load_rules
from builder.model import Article, Quantity
from builder.taxonomy import load_units

_SKIPPED = 3
"""Words that may stand between a number and what it counts."""
_REACH = 8
"""Words between "it is not known" and the casualties it speaks of."""


@cache
def _units(language: str) -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable(language)
    for unit in load_units().values():
        for noun in unit.nouns.get(language, ()):
            table.add_noun(noun, unit.id)
    return table


@cache
def _casualties(language: str) -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable(language)
    for unit, nouns in _rules(language)["casualties"].items():
        for noun in nouns:
            table.add_noun(noun, unit)
    return table


@cache
def _cues(language: str) -> PhraseTable[str]:
    rules = _rules(language)
    table: PhraseTable[str] = PhraseTable(language)
    for phrase in rules["zero"]:
        table.add_fixed(phrase, "zero")
    for phrase in rules["unknown"]["before"]:
        table.add_fixed(phrase, "unknown")
    for phrase in rules["unknown"]["after"]:
        table.add_fixed(phrase, "unknown-after")
    return table


def _rules(language: str) -> dict[str, Any]:
    return load_rules(language, "quantities")  # type: ignore[return-value]


def find_quantities(article: Article) -> tuple[Quantity, ...]:
    """Every count of the body, in order, without overlap."""
    language = article.record.language
    if not load_rules(language, "quantities"):
        return ()
    found: list[Quantity] = []
    for block in article.blocks:
        words = find_words(article.body, block.span, language)
        found += _find_states(words, article.body, language)
        counts = list(_find_counts(words, article.body, language))
        found += counts
        found += find_multiples(words, counts, _units(language), article.body, language)
    return _without_overlap(found)


def _without_overlap(found: list[Quantity]) -> tuple[Quantity, ...]:
    """Left to right; a state ("no dead") wins over a number it holds."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.span, q.state == "number")):
        if kept and quantity.span[0] < kept[-1].span[1]:
            if kept[-1].state == "number" and quantity.state != "number":
                kept[-1] = quantity
            continue
        kept.append(quantity)
    return tuple(kept)


# --- casualties that are none, or not known ------------------------------------


def _find_states(words: Sequence[Word], body: str, language: str) -> Iterator[Quantity]:
    nouns = _casualties(language).find(words)
    if not nouns:
        return
    spoilers = frozenset(_rules(language)["not_casualties"])
    table = _cues(language)
    known = table.first_words
    cues = [
        cue
        for i, word in enumerate(words)
        if word.text in known
        for cue in table.find_all(words, i)
    ]
    starts = [cue.first for cue in cues]
    told: Hit[str] | None = None
    for noun in nouns:
        after = words[noun.last + 1].text if noun.last + 1 < len(words) else ""
        if after in spoilers:
            continue
        near = cues[
            bisect_left(starts, noun.first - 2 * _REACH) : bisect_left(
                starts, noun.last + 2 * _REACH
            )
        ]
        cue = _cue_of(noun, near, words)
        if cue is None:
            continue
        # "no deaths or injuries": the cue stands once and is the first one's
        start = words[noun.first if cue is told else min(cue.first, noun.first)].start
        told = cue
        end = words[max(cue.last, noun.last)].end
        zero = cue.value == "zero"
        yield Quantity(
            span=(start, end),
            value=0 if zero else None,
            at_least=None,
            at_most=None,
            unit=noun.value,
            hedge="" if zero else body[words[cue.first].start : words[cue.last].end],
            state="zero" if zero else "unknown",
            rule=f"{language}/{'none' if zero else 'unknown'}",
        )


def _cue_of(
    noun: Hit[str], cues: Sequence[Hit[str]], words: Sequence[Word]
) -> Hit[str] | None:
    """The cue that governs a casualty noun; one of not knowing wins."""
    best: Hit[str] | None = None
    for cue in cues:
        if cue.value == "unknown-after":
            gap = range(noun.last + 1, cue.first)
        else:
            gap = range(cue.last + 1, noun.first)
        near = cue.last < noun.first or cue.value == "unknown-after"
        near = near and 0 <= len(gap) <= (3 if cue.value == "zero" else _REACH)
        if cue.value == "unknown-after" and cue.first <= noun.last:
            near = False
        if cue.last >= noun.first and cue.value != "unknown-after":
            near = False
        if not near or any(words[i].text in ".;!?:" for i in gap):
            continue
        if cue.value == "zero" and any(words[i].text in ", mais but" for i in gap):
            continue
        if best is None or (best.value == "zero" and cue.value != "zero"):
            best = cue
    return best


# --- counts --------------------------------------------------------------------


def _find_counts(words: Sequence[Word], body: str, language: str) -> Iterator[Quantity]:
    numbers = load_numbers(language)
    may_begin, behind = numbers.may_begin, 0
    for index, word in enumerate(words):
        if index < behind or not may_begin(word.text):
            continue
        parsed = numbers.parse(words, index, body)
        if parsed is None:
            continue
        share = numbers.find_share(words, parsed, body)
        if share is not None:
            behind = share + 1
            continue
        quantity = _make(parsed, words, body, language, numbers)
        if quantity:
            yield quantity
        behind = parsed.last + 1


def _make(
    parsed: Parsed,
    words: Sequence[Word],
    body: str,
    language: str,
    numbers: NumberWords,
) -> Quantity | None:
    unit, last = _unit_after(parsed, words, language)
    before = words[parsed.first - 1].text if parsed.first else ""
    if before in numbers.currencies:
        unit, last = "money", parsed.last
    opening = numbers.hedge(words, parsed, last)[1]
    if not unit and _is_of_persons(parsed, opening, words, language):
        unit, last = "person", parsed.last
    if not unit:
        unit, last = counts_toll(words, opening, parsed.last, language), parsed.last
    if not unit:
        return None
    units = load_units()
    if unit in units and units[unit].ignored:
        return None
    personal = unit in ("dead", "wounded") or (unit in units and units[unit].person)
    if parsed.rule == "one" and not personal:
        return None
    hedge, first, last = numbers.hedge(words, parsed, last)
    value, least, most = parsed.value, parsed.at_least, parsed.at_most
    nth = _rules(language)["ordinals"].get(_text(words, parsed.last + 1))
    if parsed.rule == "one" and isinstance(nth, int):  # "a third worker"
        value, least = None, nth
    if hedge == "min" and least is None:
        least = value
    elif hedge == "max" and most is None:
        most = value
    start = words[first].start
    said = body[start : words[parsed.last].end]
    weak = bool(hedge) or parsed.rule not in ("number", "one", "change")
    return Quantity(
        span=(start, words[last].end),
        value=value,
        at_least=least,
        at_most=most,
        unit=unit,
        hedge=said if weak else "",
        state="zero" if value == 0 else "number",
        rule=f"{language}/{parsed.rule}{'-' + hedge if hedge else ''}",
    )


def _text(words: Sequence[Word], index: int) -> str:
    return words[index].text if index < len(words) else ""


@cache
def _harming(language: str) -> tuple[PhraseTable[str], PhraseTable[str]]:
    """(verbs before, phrases after) a bare number that counts persons."""
    before: PhraseTable[str] = PhraseTable(language)
    after: PhraseTable[str] = PhraseTable(language)
    rules = _rules(language)["harming"]
    for verb in rules["before"]:
        before.add_verb(verb, verb)
    for phrase in rules["after"]:
        after.add_fixed(phrase, phrase)
    return before, after


def _is_of_persons(
    parsed: Parsed, opening: int, words: Sequence[Word], language: str
) -> bool:
    """Whether a bare number can only count persons: "wounding three"."""
    if parsed.rule == "one":
        return False
    before, after = _harming(language)
    following = parsed.last + 1
    if following < len(words) and after.find_all(words, following):
        return True
    if (
        following < len(words)
        and words[following].text[0].isalnum()
        and (words[following].text not in _sets(language)[1])
    ):
        return False
    for first in range(max(0, opening - 3), opening):
        for hit in before.find_all(words, first):
            between = words[hit.last + 1 : opening]
            if (
                hit.last < opening
                and len(between) < 2
                and not any(w.text in ",;:()" for w in between)
            ):
                return True
    return False


def _unit_after(
    parsed: Parsed, words: Sequence[Word], language: str
) -> tuple[str, int]:
    """What is counted, and the index of its last word."""
    rules = _rules(language)
    skipped, barred = _sets(language)
    partitive = frozenset(rules["partitive"])
    first = ("", parsed.last)
    passed = 0
    for index in range(parsed.last + 1, len(words)):
        word = words[index]
        hits = _units(language).find_all(words, index)
        if hits and not (word.text in skipped and _more(words, index, language)):
            if word.text in skipped and _describes(words, index, language):
                passed += 1  # "another accident"
                continue
            if parsed.rule == "one" and _is_compound(words, hits[0], language):
                return "", parsed.last
            return hits[0].value, hits[0].last
        nth = parsed.rule == "one" and word.text in rules["ordinals"]
        if nth and _text(words, index + 1) in partitive:  # "a third of"
            break
        if word.text in partitive or word.text in skipped or nth:
            passed += 1
        elif word.text in barred or not word.text[0].isalpha() or first[0]:
            break
        elif parsed.rule != "one" and not word.cased:
            first = (word.text, index)
        else:
            break
        if passed > _SKIPPED + 1:
            break
    return first


@cache
def _sets(language: str) -> tuple[frozenset[str], frozenset[str]]:
    rules = _rules(language)
    return (
        frozenset(str(w).casefold() for w in rules["skipped"]),
        frozenset(str(w).casefold() for w in rules["not_units"]),
    )


def _more(words: Sequence[Word], index: int, language: str) -> bool:
    """Whether a counted noun follows a word that may itself be one ("autres")."""
    following = index + 1
    return following < len(words) and bool(_units(language).find_all(words, following))


def _is_compound(words: Sequence[Word], hit: Hit[str], language: str) -> bool:
    """Whether a noun for a person only describes a thing: "a passenger train"."""
    units = load_units()
    if not units[hit.value].person or hit.last + 1 >= len(words):
        return False
    behind = _units(language).find_all(words, hit.last + 1)
    if not behind:
        return False
    unit = units[behind[0].value]
    return not unit.person and unit.id not in ("dead", "wounded", "missing")


def _describes(words: Sequence[Word], index: int, language: str) -> bool:
    """Whether a word that may be counted stands before a noun: "un autre feu"."""
    following = words[index + 1] if index + 1 < len(words) else None
    if following is None or not following.text[0].isalpha() or following.cased:
        return False
    barred = _sets(language)[1]
    ends = tuple(_rules(language)["participles"])
    return following.text not in barred and not following.text.endswith(ends)
