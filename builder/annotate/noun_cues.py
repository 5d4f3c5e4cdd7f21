"""Contents that hang on a noun of saying: "the mayor's claim that the road is shut".

Comes in: the tokens of a unit. Goes out: findings. It knows where the noun's owner
stands (before, as a possessive, behind "of" or "by") and where its clause starts;
whether the owner can speak is the resolver's word.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.annotate.attribution import Finding
from builder.annotate.complements import is_that_clause
from builder.annotate.contents import phrase_edge
from builder.annotate.noun_phrases import Reader
from builder.annotate.word_classes import Range

_ADJECTIVES = 2
"""Words between a possessive and its noun: "her widely shared claim"."""


def find_noun_cues(reader: Reader, number: int) -> Iterator[Finding]:
    """Nouns with an owner and a clause of their own."""
    nouns = reader.lexicon.saying_nouns
    for i, low in enumerate(reader.lows):
        if low not in nouns or reader.kind(i) != "w":
            continue
        owner = _owner_before(reader, i) or _owner_behind(reader, i)
        if owner is None:
            continue
        start = _clause_start(reader, max(i + 1, owner[1]))
        if start < 0:
            continue
        end = _clause_end(reader, min(i, owner[0]), start)
        if end <= start:
            continue
        yield Finding(
            unit=number,
            content=((start, end),),
            cue=(i, i + 1),
            source=owner,
            rule=f"{reader.lexicon.language}/noun-that",
            polarity=nouns[low],
            strict=True,
        )


def _owner_before(reader: Reader, noun: int) -> Range | None:
    """ "X's claim", "his claim", an adjective or two between."""
    for k in range(noun - 1, max(-1, noun - 2 - _ADJECTIVES), -1):
        if reader.is_in(k, "possessive"):
            return (k, k + 1)
        if reader.low(k) == "'s":
            return _name_ending_at(reader, k)
        if reader.kind(k) != "w" or reader.is_any(k, "determiners", "prepositions"):
            return None
    return None


def _name_ending_at(reader: Reader, end: int) -> Range | None:
    start = end
    while start > 0 and reader.kind(start - 1) == "w":
        k = start - 1
        if reader.is_any(k, "prepositions", "conjunctions", "that", "subordinators"):
            break
        if reader.is_finite(k) or reader.is_adverb(k):
            break
        start = k
        if reader.is_in(k, "determiners"):
            break
    return (start, end) if start < end else None


def _owner_behind(reader: Reader, noun: int) -> Range | None:
    """ "a warning by the union": the phrase up to the clause."""
    link = noun + 1
    if not reader.is_in(link, "noun_links"):
        return None
    start = link if reader.is_in(link, "determiners") else link + 1
    found = reader.phrase_after(start)
    if found is None:
        return None
    for j in range(found[0] + 1, found[1]):
        if reader.is_in(j, "manner") and reader.is_in(j + 1, "other_relative"):
            return (found[0], j)
    return found


def _clause_start(reader: Reader, at: int) -> int:
    """Behind "that", or behind "selon laquelle"; -1 where no clause of the noun is."""
    if reader.is_in(at, "manner") and reader.is_in(at + 1, "other_relative"):
        return at + 2
    if reader.lexicon.zero_that and reader.low(at) == "that":
        return at + 1 if is_that_clause(reader, at) else -1
    owned = reader.is_in(at - 2, "possessive")
    return at + 1 if owned and reader.is_in(at, "that") else -1


def _clause_end(reader: Reader, first: int, start: int) -> int:
    """Where the clause of the noun ends; ``start`` where that cannot be told.

    Behind a main verb it has the rest to itself. Before one, it ends at a comma or at
    the second verb: "the claim of X that it is safe / surprised many".
    """
    end = phrase_edge(reader, start)
    if reader.low(end) == "," or any(reader.is_finite(i) for i in range(first)):
        return end
    verbs = [i for i in range(start, end) if reader.is_finite(i)]
    later = [i for i in verbs[1:] if not reader.is_any(i - 1, "have", "be", "modals")]
    return later[-1] if later else start
