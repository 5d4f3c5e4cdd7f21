"""Counts in a text: a number, what is counted, and the words that weaken it.

Comes in: an article, ``quantities.yaml`` of its language, the taxonomy's units. Goes
out: quantities. It knows no events: whether five soldiers were killed or decorated is
for ``roles`` to say. Dates, hours, ages, ordinals and names that hold figures are no
quantities.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from builder.annotate.multiples import find_multiples
from builder.annotate.numbers import NumberWords, Parsed, load_numbers
from builder.annotate.tolls import counts_toll, may_count_toll
from builder.annotate.words import Hit, PhraseTable, Words, find_words, list_nouns
from builder.languages import load_rules
from builder.model import Article, Quantity
from builder.taxonomy import load_units

_SKIPPED = 3
"""Words that may stand between a number and what it counts."""
_HARMED = frozenset({"dead", "wounded"})
_REACH = 8
"""Words between "it is not known" and the casualties it speaks of."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """What one language says of counts."""

    language: str
    numbers: NumberWords
    units: PhraseTable[str]
    casualties: PhraseTable[str]
    spoilers: frozenset[str]
    """Words behind a noun of casualties that make it another thing."""
    cues: PhraseTable[str]
    """Words for none and for not known: ``zero``, ``unknown``, ``unknown-after``."""
    harming: tuple[PhraseTable[str], PhraseTable[str]]
    """Verbs before, phrases behind a bare number that counts persons."""
    ordinals: Mapping[str, int]
    partitive: frozenset[str]
    skipped: frozenset[str]
    """Words that may stand between a number and what it counts."""
    barred: frozenset[str]
    """Words that are counted by no number."""
    participles: tuple[str, ...]
    """Ends of what is no noun behind a word that may itself be counted."""
    after_one: frozenset[str]
    """Words that may follow an article that counts: few of those that do follow it."""
    ignored: frozenset[str]
    """Units that are no counts to be told."""
    persons: frozenset[str]
    """Units that an article counts too."""


@cache
def _load_lexicon(language: str) -> _Lexicon | None:
    rules: Any = load_rules(language, "quantities")
    if not rules:
        return None
    units = {unit.id: unit.nouns.get(language, ()) for unit in load_units().values()}
    cues = PhraseTable[str](language)
    for value, phrases in (
        ("zero", rules["zero"]),
        ("unknown", rules["unknown"]["before"]),
        ("unknown-after", rules["unknown"]["after"]),
    ):
        for phrase in phrases:
            cues.add_fixed(phrase, value)
    before, after = PhraseTable[str](language), PhraseTable[str](language)
    for verb in rules["harming"]["before"]:
        before.add_verb(verb, verb)
    for phrase in rules["harming"]["after"]:
        after.add_fixed(phrase, phrase)
    counted = list_nouns(language, units)
    partitive, skipped = frozenset(rules["partitive"]), _folded(rules["skipped"])
    return _Lexicon(
        language, load_numbers(language), counted,
        list_nouns(language, rules["casualties"]),
        frozenset(rules["not_casualties"]), cues,
        (before, after), rules["ordinals"], partitive, skipped,
        _folded(rules["not_units"]), tuple(rules["participles"]),
        skipped.union(counted.first_words, partitive, rules["ordinals"]),
        frozenset(unit.id for unit in load_units().values() if unit.ignored),
        frozenset(unit.id for unit in load_units().values() if unit.person) | _HARMED,
    )  # fmt: skip


def _folded(words: Iterable[object]) -> frozenset[str]:
    return frozenset(str(word).casefold() for word in words)


def find_quantities(article: Article) -> tuple[Quantity, ...]:
    """Every count of the body, in order, without overlap."""
    lexicon = _load_lexicon(article.record.language)
    if lexicon is None:
        return ()
    found: list[Quantity] = []
    for block in article.blocks:
        words = find_words(article.body, block.span, lexicon.language)
        if not lexicon.casualties.telling.isdisjoint(words.known):
            found += _find_states(words, article.body, lexicon)
        if counts := list(_find_counts(words, article.body, lexicon)):
            found += counts
            found += find_multiples(
                words, counts, lexicon.units, article.body, lexicon.language
            )
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


def _find_states(words: Words, body: str, lexicon: _Lexicon) -> Iterator[Quantity]:
    nouns = lexicon.casualties.find(words)
    if not nouns:
        return
    table = lexicon.cues
    cues = [hit for i in table.find_firsts(words) for hit in table.find_all(words, i)]
    starts = [cue.first for cue in cues]
    told: Hit[str] | None = None
    for noun in nouns:
        after = words.texts[noun.last + 1] if noun.last + 1 < len(words) else ""
        if after in lexicon.spoilers:
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
        start = words.starts[noun.first if cue is told else min(cue.first, noun.first)]
        told = cue
        end = words.ends[max(cue.last, noun.last)]
        zero = cue.value == "zero"
        yield Quantity(
            span=(start, end),
            value=0 if zero else None,
            at_least=None,
            at_most=None,
            unit=noun.value,
            hedge="" if zero else body[words.starts[cue.first] : words.ends[cue.last]],
            state="zero" if zero else "unknown",
            rule=f"{lexicon.language}/{'none' if zero else 'unknown'}",
        )


def _cue_of(noun: Hit[str], cues: Sequence[Hit[str]], words: Words) -> Hit[str] | None:
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
        if not near or any(words.texts[i] in ".;!?:" for i in gap):
            continue
        if cue.value == "zero" and any(words.texts[i] in ", mais but" for i in gap):
            continue
        if best is None or (best.value == "zero" and cue.value != "zero"):
            best = cue
    return best


# --- counts --------------------------------------------------------------------


def _find_counts(words: Words, body: str, lexicon: _Lexicon) -> Iterator[Quantity]:
    numbers, behind = lexicon.numbers, 0
    toll = may_count_toll(words, lexicon.language)
    counted = None if toll else lexicon.after_one
    for index in numbers.find_starts(words, counted=counted):
        if index < behind:
            continue
        parsed = numbers.parse(words, index, body)
        if parsed is None:
            continue
        share = numbers.find_share(words, parsed, body)
        if share is not None:
            behind = share + 1
            continue
        behind = parsed.last + 1
        article = parsed.rule == "one" and not toll
        if article and _text(words, behind) not in lexicon.after_one:
            continue
        unit, last = _unit_of(parsed, words, lexicon, toll)
        if not unit or unit in lexicon.ignored:
            continue
        if parsed.rule != "one" or unit in lexicon.persons:
            yield _make(parsed, words, body, lexicon, (unit, last))


def _unit_of(
    parsed: Parsed, words: Words, lexicon: _Lexicon, toll: bool
) -> tuple[str, int]:
    """What is counted, and the index of its last word; ``""`` where nothing is.

    ``toll``: the words may hold what a toll has come to.
    """
    unit, last = _unit_after(parsed, words, lexicon)
    numbers = lexicon.numbers
    if parsed.first and words.texts[parsed.first - 1] in numbers.currencies:
        return "money", parsed.last
    if unit or (parsed.rule == "one" and not toll):
        return unit, last
    opening = numbers.hedge_before(words, parsed.first)[1]
    if _is_of_persons(parsed, opening, words, lexicon):
        return "person", parsed.last
    if toll:
        told = counts_toll(words, opening, parsed.last, lexicon.language)
        return told, parsed.last
    return "", last


def _make(
    parsed: Parsed,
    words: Words,
    body: str,
    lexicon: _Lexicon,
    counted: tuple[str, int],
) -> Quantity:
    """``counted``: the unit and the index of its last word."""
    unit, last = counted
    hedge, first = lexicon.numbers.hedge_before(words, parsed.first)
    if not hedge:
        hedge, last = lexicon.numbers.hedge_after(words, last)
    value, least, most = parsed.value, parsed.at_least, parsed.at_most
    if parsed.rule == "one":
        nth = lexicon.ordinals.get(_text(words, parsed.last + 1))
        if isinstance(nth, int):  # "a third worker"
            value, least = None, nth
    if hedge == "min" and least is None:
        least = value
    elif hedge == "max" and most is None:
        most = value
    start = words.starts[first]
    weak = bool(hedge) or parsed.rule not in ("number", "one", "change")
    return Quantity(
        span=(start, words.ends[last]),
        value=value,
        at_least=least,
        at_most=most,
        unit=unit,
        hedge=body[start : words.ends[parsed.last]] if weak else "",
        state="zero" if value == 0 else "number",
        rule=f"{lexicon.language}/{parsed.rule}{'-' + hedge if hedge else ''}",
    )


def _text(words: Words, index: int) -> str:
    return words.texts[index] if index < len(words) else ""


def _is_of_persons(
    parsed: Parsed, opening: int, words: Words, lexicon: _Lexicon
) -> bool:
    """Whether a bare number can only count persons: "wounding three"."""
    if parsed.rule == "one":
        return False
    before, after = lexicon.harming
    following = parsed.last + 1
    if following < len(words):
        if after.find_longest(words, following):
            return True
        text = words.texts[following]
        if text[0].isalnum() and text not in lexicon.barred:
            return False
    for first in range(max(0, opening - 3), opening):
        for hit in before.find_all(words, first):
            between = words.texts[hit.last + 1 : opening]
            if (
                hit.last < opening
                and len(between) < 2
                and not any(text in ",;:()" for text in between)
            ):
                return True
    return False


def _unit_after(parsed: Parsed, words: Words, lexicon: _Lexicon) -> tuple[str, int]:
    """What the words behind a number say is counted, and the index of its last."""
    units, partitive, skipped = lexicon.units, lexicon.partitive, lexicon.skipped
    texts, one = words.texts, parsed.rule == "one"
    first = ("", parsed.last)
    passed = 0
    for index in range(parsed.last + 1, len(texts)):
        text = texts[index]
        unit = units.find_longest(words, index) if text in units.first_words else None
        if unit and not (text in skipped and _more(words, index, units)):
            if text in skipped and _describes(words, index, lexicon):
                passed += 1  # "another accident"
                continue
            if one and _is_compound(words, unit, units):
                return "", parsed.last
            return unit.value, unit.last
        nth = one and text in lexicon.ordinals
        if nth and _text(words, index + 1) in partitive:  # "a third of"
            break
        if text in partitive or text in skipped or nth:
            passed += 1
        else:
            noun = text[0].isalpha() and not words.cased[index]
            if one or first[0] or not noun or text in lexicon.barred:
                break
            first = (text, index)
        if passed > _SKIPPED + 1:
            break
    return first


def _more(words: Words, index: int, units: PhraseTable[str]) -> bool:
    """Whether a counted noun follows a word that may itself be one ("autres")."""
    following = index + 1
    return following < len(words) and bool(units.find_longest(words, following))


def _is_compound(words: Words, hit: Hit[str], table: PhraseTable[str]) -> bool:
    """Whether a noun for a person only describes a thing: "a passenger train"."""
    units = load_units()
    if not units[hit.value].person or hit.last + 1 >= len(words):
        return False
    behind = table.find_longest(words, hit.last + 1)
    if behind is None:
        return False
    unit = units[behind.value]
    return not unit.person and unit.id not in ("dead", "wounded", "missing")


def _describes(words: Words, index: int, lexicon: _Lexicon) -> bool:
    """Whether a word that may be counted stands before a noun: "un autre feu"."""
    following = index + 1
    if following >= len(words) or words.cased[following]:
        return False
    text = words.texts[following]
    noun = text[0].isalpha() and text not in lexicon.barred
    return noun and not text.endswith(lexicon.participles)
