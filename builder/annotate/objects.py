"""What a cue governs that is no clause: a noun phrase, a name that is given, a sum.

Comes in: the tokens of a unit and a cue. Goes out: a ``Complement``. It does not know
who speaks.
"""

from __future__ import annotations

from typing import NamedTuple

from builder.annotate.asides import before_time, find_given_name
from builder.annotate.contents import phrase_edge
from builder.annotate.cue_groups import Cue
from builder.annotate.noun_phrases import Reader
from builder.annotate.word_classes import Range

_INSERT = 16
"""Tokens between two commas behind a cue."""


class Complement(NamedTuple):
    """What follows a cue."""

    frame: str
    """that, wh, zero, colon, quote, to, object."""
    start: int
    end: int
    addressee: Range | None = None


def find_label(reader: Reader, cue: Cue) -> Complement | None:
    """Whom or what, and the name given to it: "called the plan “a disgrace”"."""
    j = _past_insert(reader, cue.last)
    alone = reader.kind(j) == "m" and reader.lexicon.inversion
    if j >= reader.size or not (reader.kind(j) in ("w", "q") or alone):
        return None
    if reader.low(j) in cue.verb.prepositions:
        j += 1
    elif reader.is_any(j, "prepositions", "adverbs", "that") and not (
        is_owner(reader, j) or reader.low(j) == "des"
    ):
        return None
    end = phrase_edge(reader, j)
    for k in range(j, end):
        if reader.kind(k) in ("q", "m"):
            return Complement("label", j, end)
        if reader.low(k) == "," or reader.is_finite(k, sure=True):
            break
    if find_given_name(reader, j, end):
        return Complement("label", j, end)
    named = reader.is_in(j, "reflexive") or reader.low(j) in ("it", "her")
    if named and reader.is_in(j + 1, "determiners"):
        return Complement("label", j, end)
    return None


def find_measure(reader: Reader, cue: Cue) -> Complement | None:
    """What is counted, and at how many: "put the toll at 40"."""
    end = phrase_edge(reader, cue.last)
    if not reader.is_in(cue.last, "determiners"):
        return None
    for k in range(cue.last + 1, end):
        if reader.kind(k) == "p" and reader.low(k) not in "%$£€":
            return None
        if reader.low(k) != "at":
            continue
        counted = any(reader.is_in(i, "counted_as") for i in range(cue.last, k))
        figures = any(c.isdigit() for low in reader.lows[k + 1 : end] for c in low)
        clock = any(reader.low(i) in ("am", "pm") for i in range(k + 1, end))
        return (
            Complement("object", cue.last, end)
            if counted and figures and not clock
            else None
        )
    return None


def find_object(reader: Reader, cue: Cue) -> Complement | None:
    """A noun phrase that is what is said: "a fait état de trois blessés"."""
    j = cue.last
    phrase = len(cue.verb.lemma.split()) > 1
    if reader.lexicon.inversion and phrase and not cue.verb.lemma.startswith("s'"):
        j = _past_insert(reader, j)
        if reader.low(j) not in cue.verb.prepositions:
            return None
        j += reader.low(j) not in ("des", "du")
    while (
        reader.is_adverb(j)
        and not reader.is_in(j, "determiners")
        and not is_owner(reader, j)
    ):
        j += 1
    if j >= reader.size:
        return None
    polarity = cue.verb.frames["object"]
    if polarity == "denies" and _is_decided(reader, j):
        return None
    if polarity == "denies" and cue.negated and reader.low(j) in ("de", "d'"):
        j += 1  # "n'exclut pas de nouvelles pluies"
    if polarity == "orders" and cue.shape == "inf":
        return None  # "refuse de demander sa démission"
    if reader.is_in(cue.head, "acts_only") and not _is_act(reader, j):
        return None
    if reader.kind(j) in ("q", "m") or (
        reader.kind(j) == "w" and _starts_noun(reader, j)
    ):
        end = phrase_edge(reader, j)
        return Complement("object", j, before_time(reader, j, end))
    return None


def _is_act(reader: Reader, j: int) -> bool:
    """ "demands the resignation": one act, not "demands the contracts"."""
    if reader.kind(j) == "q":
        return True
    if not reader.is_in(j, "determiners") or reader.is_in(j, "plural_determiners"):
        return False
    noun = next((k for k in (j + 1, j + 2) if reader.kind(k) == "w"), j)
    return any(
        reader.is_in(k, "acts") or reader.low(k).endswith(reader.lexicon.act_endings)
        for k in (noun, noun + 1)
        if not reader.is_any(k, "prepositions", "determiners")
    )


def _past_insert(reader: Reader, comma: int) -> int:
    """Past ", de son côté," between two commas."""
    if reader.low(comma) != ",":
        return comma
    for k in range(comma + 2, min(reader.size, comma + _INSERT)):
        if reader.kind(k) in ("q", "m") or reader.is_finite(k):
            return comma
        if reader.low(k) == ",":
            if reader.is_in(comma + 1, "adjuncts"):
                return k + 1
            inside = k - comma - 1
            himself = inside == 1 and reader.is_pronoun(k - 1)
            set_phrase = reader.insert_ending_at(k - 1) == inside
            return k + 1 if himself or set_phrase else comma
    return comma


def _is_decided(reader: Reader, start: int) -> bool:
    """ "rejected the bill": a vote, not a word against what somebody said."""
    for j in range(start, min(reader.size, start + _INSERT)):
        if reader.kind(j) != "w" or reader.is_any(j, "prepositions", "that"):
            return False
        if reader.is_in(j, "decided"):
            return True
    return False


def _starts_noun(reader: Reader, j: int) -> bool:
    if reader.is_any(j, "conjunctions", "subordinators", "relative", "that"):
        return False
    if reader.lexicon.inversion:
        return (
            reader.is_in(j, "determiners")
            or reader.low(j)[0].isdigit()
            or (reader.low(j - 1) in ("de", "d'"))
            or reader.uppers[j]
        )
    if is_owner(reader, j):
        return True
    return not reader.is_any(j, "prepositions", "after_source", "be", "modals")


def is_owner(reader: Reader, j: int) -> bool:
    """A day that something belongs to: "Friday's vote". Its mark is also the short
    form of "is" and of "has"."""
    return (
        reader.is_in(j, "after_source")
        and reader.is_in(j + 1, "be")
        and reader.is_in(j + 1, "have")
    )
