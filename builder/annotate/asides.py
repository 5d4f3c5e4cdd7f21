"""What stands beside a content without being a part of it, in English.

Comes in: the tokens of a unit and a place behind a cue. Goes out: indexes of tokens:
past where something was said ("in an emailed statement"), before what was withheld
("but declined to comment"), and whether "that" belongs to a noun. It knows no
speakers.
"""

from __future__ import annotations

from builder.annotate.noun_phrases import Reader

_PLACED = frozenset(("in", "on", "at", "during", "via", "through"))
"""What governs the place where something is said."""
LEADS = _PLACED | {"with", "for"}
"""What may begin what ``past_setting`` passes over."""
_WORDS = 4
"""Words between a preposition and its noun: "in a long and angry letter"."""
_BEHIND = 6
"""Words of a participle behind that noun: "a report released on Tuesday"."""
_WITHHOLDER = 10
"""Words between "though" and the verb of who says no more."""


def past_setting(reader: Reader, i: int) -> int:
    """Past "in a report released on Tuesday", before the clause; ``i`` elsewhere."""
    if not reader.lexicon.zero_that:
        return i
    if reader.low(i) == "with" and reader.is_in(i + 1, "moods"):
        return i + 2  # "noted with concern that"
    if reader.low(i) == "for" and reader.is_in(i + 1, "whiles"):
        return i + 2  # "had warned for weeks that"
    if reader.low(i) not in _PLACED:
        return i
    for j in range(i + 1, min(reader.size, i + 2 + _WORDS)):
        if reader.kind(j) != "w" or reader.is_any(j, "prepositions", "that"):
            return i
        written = reader.lexicon.nouns.get(reader.low(j)) == "document"
        if not (written or reader.is_in(j, "settings")):
            continue
        compound = j + 1 < reader.size and _is_setting(reader, j + 1)
        return i if j == i + 1 and not compound else _past_participle(reader, j + 1)
    return i


def _is_setting(reader: Reader, i: int) -> bool:
    written = reader.lexicon.nouns.get(reader.low(i)) == "document"
    return written or reader.is_in(i, "settings")


def _past_participle(reader: Reader, i: int) -> int:
    """Past what a participle says of the noun before it: "released on Tuesday"."""
    if _is_setting(reader, i):
        i += 1
    low = reader.low(i)
    if not (low.endswith("ed") or low in ("seen", "sent", "shown")):
        return i
    if not reader.is_any(i + 1, "prepositions", "after_source", "adverb"):
        return i
    for j in range(i + 1, min(reader.size, i + 1 + _BEHIND)):
        if reader.kind(j) != "w" or reader.is_in(j, "that"):
            return j
    return i


def is_of_noun(reader: Reader, that: int, first: int) -> bool:
    """ "amid reports that": the clause is that of the noun, which no "in" governs."""
    noun = that - 1
    if noun < first or not reader.lexicon.zero_that:
        return False
    low = reader.low(noun)
    if not (reader.is_in(noun, "clause_nouns") or low in reader.lexicon.saying_nouns):
        return False
    for k in range(noun - 1, first - 1, -1):
        if reader.low(k) in _PLACED or past_setting(reader, k) == that:
            return False
        if reader.is_in(k, "prepositions"):
            return True
    return noun == first or reader.is_in(first, "determiners")


def withheld_edge(reader: Reader, start: int, end: int) -> int:
    """Before "but declined to comment", "though a spokesman refused to say"."""
    if not reader.lexicon.zero_that:
        return end
    for k in range(start + 3, end - 1):
        named = reader.low(k) in reader.lexicon.saying_nouns
        if named and reader.low(k - 1) in ("a", "an") and reader.low(k - 2) == ",":
            end = min(end, k - 2)  # "..., a claim officials called baseless"
            break
    for k in range(start + 2, end - 1):
        refused = reader.is_in(k, "withheld") and reader.low(k + 1) == "to"
        silent = reader.is_in(k, "negation") and reader.is_in(k + 1, "answering")
        if not (refused or (silent and reader.is_in(k - 1, "modals"))):
            continue
        for j in range(k - 1, max(start, k - _WITHHOLDER), -1):
            if reader.is_any(j, "contrast", "subordinators") or (
                reader.low(j) == "and" and j == k - 1
            ):
                return j - (reader.low(j - 1) == ",")
            if reader.kind(j) != "w":
                break
    return end


def before_time(reader: Reader, start: int, end: int) -> int:
    """Before "after the fire killed two" behind whom or what is praised or blamed: it
    tells when, and the writer says it."""
    if not reader.lexicon.zero_that:
        return end
    for k in range(start + 1, end - 2):
        if reader.low(k) not in ("after", "when") or reader.is_in(k - 1, "that"):
            continue
        if reader.is_in(k - 1, "prepositions") or reader.kind(k + 1) != "w":
            continue
        if any(reader.is_finite(i, sure=True) for i in range(k + 2, end)):
            return k - (reader.low(k - 1) == ",")
    return end


def find_given_name(reader: Reader, start: int, end: int) -> bool:
    """ "called the plan a mistake": a second noun phrase, with "a", names the first.

    A time there is no name: "called the clinic a week later".
    """
    if reader.lexicon.inversion:
        return False  # French "a" is a verb
    first_done = False
    for k in range(start, end):
        if reader.kind(k) != "w" or reader.is_any(k, "conjunctions", "that", "wh"):
            return False
        article = reader.low(k) in ("a", "an")
        if article and first_done and not reader.is_in(k - 1, "prepositions"):
            return not any(
                reader.is_in(i, "not_names") for i in range(k + 1, min(end, k + 3))
            )
        first_done = first_done or not (
            reader.is_any(k, "determiners", "prepositions") or article
        )
    return False
