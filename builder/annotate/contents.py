"""Where what is said starts and stops, right and left of its cue.

Comes in: the tokens of a unit and a place in them. Goes out: indexes of tokens. It
knows clause borders and quotations; it knows neither cues nor speakers.
"""

from __future__ import annotations

from builder.annotate.noun_phrases import Reader
from builder.annotate.word_classes import Range

DASHES = frozenset(("—", "–", "--", "―", "-"))
EDGES = frozenset(",.;:!?…()[]—–―") | {"...", "--"}
"""What may stand straight after an inserted source."""
_ASIDE = 40
"""Tokens between two dashes."""
_STOPS = frozenset(".!?…")


def quote_end(reader: Reader, j: int) -> int:
    """One past the quotation; text that runs on after it belongs to the content."""
    after = j + 1
    if after >= reader.size or reader.kind(after) != "w":
        return after
    if reader.is_finite(after) or reader.is_in(after, "prepositions"):
        return right_edge(reader, after)
    return after


def right_edge(reader: Reader, start: int) -> int:
    """Where a clause that starts there stops: semicolon, dash or bracket, unit end."""
    depth = aside = 0
    n = reader.size
    kinds = reader.kinds
    for j in range(start, n):
        if kinds[j] == "w" and not (j and kinds[j - 1] == "q"):
            continue
        if j < aside:
            continue
        low = reader.lows[j]
        if low in DASHES and not depth:
            aside = _aside_end(reader, j)
        if low in "([":
            depth += 1
        elif low in ")]":
            depth -= 1
            if depth < 0:
                return j
        elif j < aside:
            continue
        elif (
            (not depth and (low == ";" or (low in DASHES and j > start + 2)))
            or (not depth and low == ":" and reader.kind(j + 1) == "q")
            or (
                reader.kind(j - 1) == "q"
                and reader.is_in(j, "conjunctions")
                and (reader.is_finite(j + 1) or reader.is_in(j + 1, "clitics"))
            )
        ):
            return j
    return n


def _aside_end(reader: Reader, dash: int) -> int:
    """One past the dash that closes what this one opens, where the clause goes on."""
    for k in range(dash + 2, min(reader.size - 1, dash + _ASIDE)):
        if reader.low(k) == reader.low(dash):
            return k + 1 if reader.kind(k + 1) == "w" or reader.low(k + 1) == "," else 0
        if reader.low(k) == ";":
            return 0
    return 0


def clause_edge(reader: Reader, start: int) -> int:
    """Where the clause behind "que" stops: a new one that repeats no "que" is the
    writer's own."""
    end = right_edge(reader, start)
    if not reader.lexicon.inversion:
        return end
    told = False
    for j in range(start, end):
        if reader.low(j) == "," and _is_taken_up(reader, j + 1):
            return j
        told = told or reader.is_finite(j)
        if not told or reader.low(j) != "," or not reader.is_in(j + 1, "conjunctions"):
            continue
        again = j + 2
        if reader.is_any(again, "that", "subordinators") or not reader.starts_phrase(
            min(again, end - 1)
        ):
            continue
        if _clause_follows(reader, again):
            return j
    return end


def _is_taken_up(reader: Reader, j: int) -> bool:
    """ ", ce que contestent les experts": others speak of what was said."""
    said = reader.is_in(j, "impersonal") and reader.is_in(j + 1, "that")
    return said and reader.is_in(j + 2, "cue")


def phrase_edge(reader: Reader, start: int) -> int:
    """Where an infinitive or a noun phrase stops: before a new clause."""
    n = reader.size
    for j in range(start + 1, n):
        low, classes = reader.lows[j], reader.classes[j]
        if not classes and reader.kinds[j] == "w":
            continue
        if (low in ";:" and not _is_clock(reader, j)) or low in DASHES:
            return j
        if low == "," and _clause_follows(reader, j + 1):
            return j
        if "contrast" in classes and j + 1 < n and reader.starts_phrase(j + 1):
            return j
        if "conjunctions" in classes and _clause_follows(reader, j + 1):
            return j
    return n


def _clause_follows(reader: Reader, j: int) -> bool:
    """A subject with a verb, a finite verb or a subordinate clause starts there."""
    if j >= reader.size:
        return False
    if reader.is_finite(j) or reader.is_any(j, "subordinators", "relative"):
        return True
    if not (reader.starts_phrase(j, first=True) or reader.is_adverb(j)):
        return False
    for k in range(j, min(reader.size, j + 12)):
        if reader.low(k) in (",", ";", ":"):
            return False
        if reader.is_in(k, "relative"):
            return False
        if k > j and (reader.is_finite(k) or _is_absolute(reader, k)):
            return True
    return False


def _is_absolute(reader: Reader, k: int) -> bool:
    """A present participle with a subject of its own: "le ministre allant"."""
    return (
        reader.lexicon.inversion
        and reader.low(k).endswith("ant")
        and len(reader.low(k)) > 5
        and reader.low(k) not in reader.lexicon.nouns
        and reader.uppers[k - 1]
    )


def _is_clock(reader: Reader, mark: int) -> bool:
    """The colon of an hour: "18:00"."""
    return (
        reader.low(mark) == ":"
        and reader.low(mark - 1).isdecimal()
        and reader.low(mark + 1).isdecimal()
    )


def left_start(reader: Reader, end: int) -> int:
    """Where the clause that ends before ``end`` starts."""
    depth = 0
    for j in range(end - 1, -1, -1):
        if reader.kinds[j] == "w":
            continue
        low = reader.lows[j]
        if low in ")]":
            depth += 1
        elif low in "([":
            depth -= 1
            if depth < 0:
                return j + 1
        elif depth:
            continue
        elif (
            low == ";"
            or low in DASHES
            or (low in _STOPS and _ends(reader, j))
            or (low == ":" and j + 1 < end and not _is_clock(reader, j))
        ):
            return j + 1
    return 0


def _ends(reader: Reader, j: int) -> bool:
    """The stop ends a sentence: a capital follows, no initial or title before."""
    if j + 1 >= reader.size:
        return True
    before = reader.low(j - 1)
    return (
        len(before) > 2
        and before not in reader.lexicon.words["titles"]
        and (reader.uppers[j + 1] or reader.kind(j + 1) == "q")
    )


def quotation_left(reader: Reader, k: int) -> int | None:
    """Start of the content when a quotation that stands alone ends at ``k``."""
    if reader.kind(k) != "q":
        return None
    if k == 0 or reader.low(k - 1) in (":", ".", "!", "?", "…", "—", "–", "-"):
        return k
    return None


def has_finite(reader: Reader, start: int, end: int) -> bool:
    """The range holds a main verb or a whole quotation."""
    if "q" in reader.kinds[start:end] or reader.any_finite(start, end):
        return True
    counted = reader.is_in(start, "plural_determiners")  # "Two remain in hospital"
    verb = reader.is_in(start + 1, "verb") and reader.is_in(start + 2, "prepositions")
    return counted and verb and reader.lexicon.zero_that


def _is_subordinate(reader: Reader, left: Range) -> bool:
    """A clause with "if" or "though" and no main clause behind it."""
    return reader.is_in(left[0], "subordinators") and not any(
        reader.low(j) == "," for j in range(left[0], left[1] - 1)
    )


def continues(reader: Reader, start: int, left: Range) -> bool:
    """The clause broken off before an inserted cue goes on at ``start``."""
    if start >= reader.size:
        return False
    if reader.kind(start) == "q":
        return True
    if reader.is_in(start, "that") and not reader.is_finite(start + 1):
        return True
    if reader.is_any(start, "relative", "other_relative", "conjunctions"):
        return False
    alone = left[1] - left[0] == 1
    if _is_subordinate(reader, left):
        return reader.any_finite(start, reader.size)
    if not reader.any_finite(*left) and not (alone and reader.kind(left[0]) == "q"):
        return any(
            reader.kind(j) == "q" or reader.is_main_verb(j, start)
            for j in range(start, reader.size)
        )
    return False
