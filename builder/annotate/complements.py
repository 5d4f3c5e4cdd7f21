"""What a cue governs: a clause, a quotation, an infinitive, a noun phrase, a name.

Comes in: the tokens of a unit and a cue. Goes out: a ``Complement``. It knows what
may stand between a cue and its complement; it does not know who speaks.
"""

from __future__ import annotations

from builder.annotate.asides import (
    LEADS,
    is_of_noun,
    past_setting,
    withheld_edge,
)
from builder.annotate.contents import clause_edge, phrase_edge, quote_end, right_edge
from builder.annotate.cue_groups import Cue
from builder.annotate.noun_phrases import Reader
from builder.annotate.objects import (
    Complement,
    find_label,
    find_measure,
    find_object,
    is_owner,
)

_SKIP = 16
"""Tokens (an adverbial, a person spoken to) between a cue and its content."""


_TURNS = frozenset(
    ("that", "wh", "any_relative", "verb_form", "conjunctions", "participle_cue",
     "determiners")
)  # fmt: skip
"""The classes of words at which what a cue governs may begin or stop."""


def find_complement(reader: Reader, cue: Cue) -> Complement | None:
    """The clause, quotation, infinitive or phrase that the cue governs."""
    found = _found(reader, cue)
    if found is None or found.frame not in ("that", "zero"):
        return found
    return found._replace(end=withheld_edge(reader, found.start, found.end))


def _found(reader: Reader, cue: Cue) -> Complement | None:
    """The same, with what stands behind it where the speaker says no more."""
    found = _clause(reader, cue)
    if found is None and "to" in cue.verb.frames:
        found = _infinitive(reader, cue)
    if found is None and ("zero" in cue.verb.frames or "person" in cue.verb.frames):
        found = _zero(reader, cue)
    if found is None and "label" in cue.verb.frames:
        found = find_label(reader, cue)
    if found is None and "object" in cue.verb.frames:
        found = find_object(reader, cue)
    if found is None and "measure" in cue.verb.frames:
        found = find_measure(reader, cue)
    return found


def _clause(reader: Reader, cue: Cue) -> Complement | None:
    """A conjunction, a colon or a quotation not far right of the cue."""
    frames = cue.verb.frames
    quotes = "colon" in frames or "incise" in frames
    j = past_setting(reader, cue.last)
    has_object = j == cue.last and reader.is_in(j, "oblique")
    n = reader.size
    limit = min(n, cue.last + _SKIP)
    while j < limit:
        low, kind, classes = reader.lows[j], reader.kinds[j], reader.classes[j]
        if low in LEADS and (past := past_setting(reader, j)) > j:
            j = past
            continue
        if kind == "w" and low != "s'" and classes.isdisjoint(_TURNS):
            j += 1
            continue
        if kind == "q":
            free = not reader.is_any(j - 1, "determiners", "prepositions")
            free = free and (not has_object or reader.low(j - 1) == ",")
            if quotes and free:
                return Complement("quote", j, quote_end(reader, j))
            return None
        if low == ":":
            if not quotes or (has_object and reader.kind(j + 1) != "q"):
                return None
            end = quote_end(reader, j + 1) if reader.kind(j + 1) == "q" else n
            return Complement("colon", j + 1, end)
        if low == "," and j + 1 < n:
            j = _skip_insert(reader, j)
            if j < 0:
                return None
            continue
        if kind == "p" and low not in "()":
            return None
        if "that" in classes and "that" in frames:
            if has_object or (low == "that" and not is_that_clause(reader, j)):
                return None
            if is_of_noun(reader, j, cue.last):
                return None
            return Complement("that", j + 1, clause_edge(reader, j + 1))
        near = j == cue.last or cue.verb.person
        if near and "wh" in frames and _asks(reader, cue, j):
            return Complement("wh", j, right_edge(reader, j))
        if "any_relative" in classes or reader.is_finite(j):
            return None
        if j > cue.last and "conjunctions" in classes:
            return None
        if "participle_cue" in classes:
            return None  # "wrote to her suggesting that": its own cue
        has_object = has_object or _starts_object(reader, cue, j)
        j += 1
    return None


def _asks(reader: Reader, cue: Cue, j: int) -> bool:
    """A question told in the words of a story; "si" only behind a verb of asking."""
    if reader.low(j) == "s'" and reader.low(j + 1) in ("il", "ils"):
        return cue.verb.frames["wh"] == "asks"
    if not reader.is_in(j, "wh"):
        return False
    return not reader.is_in(j, "whether") or cue.verb.frames["wh"] == "asks"


def is_that_clause(reader: Reader, j: int) -> bool:
    """ "that" opens a clause; before a verb it is a relative pronoun."""
    if reader.kind(j + 1) == "q":
        return True
    if j + 2 >= reader.size or reader.low(j + 1).startswith("'"):
        return False
    if reader.is_finite(j + 1, sure=True):
        return False
    plural = reader.low(j + 1).endswith("s") or reader.uppers[j + 1]
    plural = plural or reader.low(j + 1)[0].isdigit()
    if plural or reader.kind(j + 1) != "w" or reader.is_in(j + 1, "determiners"):
        return True
    if reader.is_pronoun(j + 1) or reader.is_in(j + 1, "subordinators"):
        return True
    if reader.is_in(j + 1, "prepositions"):  # "added that to the soup"
        return any(
            reader.is_finite(k) or reader.may_be_verb(k)
            for k in range(j + 2, reader.size)
        )
    # "that" and a bare singular: a clause needs its verb before a comma
    for k in range(j + 2, reader.size):
        if reader.kind(k) == "p":
            return False
        if reader.is_finite(k, sure=True) or reader.may_be_verb(k):
            return True
    return False


def _starts_object(reader: Reader, cue: Cue, j: int) -> bool:
    """A direct object of a verb that says, so that a later "que" is relative."""
    if not reader.is_in(j, "determiners") or reader.is_in(j, "prepositions"):
        return False
    if cue.verb.person or reader.is_in(j, "after_source"):
        return False
    if reader.is_any(j - 1, "prepositions", "determiners", "after_source"):
        return False
    return not (j == cue.last and reader.is_any(j, "own", "subject"))


def _skip_insert(reader: Reader, comma: int) -> int:
    """Past an inserted phrase between commas; straight on before a quotation."""
    if reader.kind(comma + 1) == "q":
        return comma + 1
    for j in range(comma + 1, min(reader.size, comma + _SKIP)):
        low = reader.lows[j]
        if low == ",":
            after = j + 1
            if reader.is_in(after, "that") or reader.kind(after) == "q":
                return after
            return -1
        if reader.kinds[j] == "w":
            if "verb_form" in reader.classes[j] and reader.is_finite(j):
                return -1
        elif reader.kinds[j] == "q" or low in ";:":
            return -1
    return -1


def _infinitive(reader: Reader, cue: Cue) -> Complement | None:
    """ "a menacé de", "appelle X à", "dit vouloir", "urged X to"."""
    verb = cue.verb
    french = reader.lexicon.inversion
    j = cue.last
    for _ in range(10):
        if j >= reader.size or reader.kind(j) != "w":
            return None
        low = reader.low(j)
        quoted = reader.kind(j + 1) in ("q", "m")
        if not french and low == "to" and (quoted or _is_base(reader, j + 1)):
            return Complement("to", j, phrase_edge(reader, j))
        if french and low in verb.prepositions and _is_infinitive(reader, j + 1):
            return Complement("to", j + 1, phrase_edge(reader, j + 1))
        bare = french and "" in verb.prepositions and j == _past_day(reader, cue.last)
        if bare and _is_infinitive(reader, j):
            return Complement("to", j, phrase_edge(reader, j))
        aside = reader.is_in(cue.last, "adjuncts") or j < _past_day(reader, cue.last)
        if not verb.person and not aside and not reader.is_adverb(j):
            return None
        if reader.is_finite(j) or reader.is_any(j, "relative", "that"):
            return None
        j += 1
    return None


def _past_day(reader: Reader, j: int) -> int:
    """Past "mardi", "mardi 8 mai" and "le 8 mai"."""
    start = j
    j += reader.is_in(j, "definite")
    while reader.is_any(j, "days", "dayparts"):
        j += 1
    if reader.low(j)[:1].isdigit():
        return j + 2
    return j if j > start and reader.is_any(j - 1, "days", "dayparts") else start


def _is_infinitive(reader: Reader, j: int) -> bool:
    """A French infinitive, after its negation and its pronouns."""
    while reader.is_any(j, "clitics", "negation") or (
        reader.is_adverb(j) and reader.kind(j) == "w"
    ):
        j += 1
    low = reader.low(j)
    if reader.is_in(j - 1, "determiners") and not reader.is_in(j - 1, "clitics"):
        return False
    told = ("er", "ir", *reader.lexicon.re_infinitives)
    endings = told if reader.is_in(j - 1, "determiners") else ("er", "ir", "re")
    return (
        len(low) > 3
        and low.endswith(endings)
        and low not in reader.lexicon.nouns
        and not reader.uppers[j]
    )


def _is_base(reader: Reader, j: int) -> bool:
    while reader.is_adverb(j):
        j += 1
    return (
        reader.kind(j) == "w"
        and not reader.is_any(j, "determiners", "prepositions", "subject")
        and not reader.uppers[j]
    )


def _zero(reader: Reader, cue: Cue) -> Complement | None:
    """A clause without "that": "said the road was closed", "which he said was"."""
    if not reader.lexicon.zero_that or "zero" not in cue.verb.frames:
        return None
    inner = reader.is_pronoun(cue.first - 1) and reader.is_in(cue.first - 2, "relative")
    if inner and "clause" in cue.verb.frames and reader.is_finite(cue.last):
        return Complement("zero", cue.last, right_edge(reader, cue.last))
    sure = "clause" not in cue.verb.frames
    j = cue.last
    limit = j + (8 if cue.verb.person else 5)
    if not sure and reader.is_in(j, "that"):
        does = reader.is_any(j + 1, "modals", "be", "have") and reader.is_finite(j + 1)
        return Complement("zero", j, right_edge(reader, j)) if does else None
    while j < min(reader.size, limit):
        if reader.lows[j] in LEADS and (past := past_setting(reader, j)) > j:
            limit, j = past + 1, past
            if j >= reader.size:
                return None
        classes = reader.classes[j]
        if reader.kinds[j] == "q" or "that" in classes:
            return None
        after = "after_source" in classes
        if "prepositions" in classes and not after:
            return None
        if reader.lows[j] == "to" and _is_english_infinitive(reader, j):
            return None
        told = cue.verb.person
        clear = reader.is_pronoun(j) and reader.is_finite(j + 1)
        allowed = j > cue.last or not told or clear
        first = j + 2 if after and is_owner(reader, j) else j
        listener = told and reader.is_in(j + 1, "subject") and not reader.uppers[j]
        opens = allowed and not listener and _opens_clause(reader, first, sure)
        if not opens and (after or "adverb" in classes):
            if _opens_clause(reader, j + 1, sure) and not reader.is_in(
                j, "prepositions"
            ):
                return Complement("zero", j + 1, right_edge(reader, j + 1))
            j += 1
            continue
        if opens:
            return Complement("zero", j, right_edge(reader, j))
        if not cue.verb.person and not _in_adjunct(reader, cue.last, j):
            return None
        j += 1
    return None


def _in_adjunct(reader: Reader, start: int, j: int) -> bool:
    """Straight behind a day, or in "after the vote" that a clause may follow."""
    if reader.is_in(j - 1, "after_source"):
        return True
    return (
        reader.is_in(start, "after_source")
        and reader.is_in(start, "prepositions")
        and not reader.is_in(start, "oblique")
    )


def _is_english_infinitive(reader: Reader, j: int) -> bool:
    """ "to" with a verb, not with whoever is spoken to."""
    return reader.low(j + 1) in reader.lexicon.verbs or reader.is_any(
        j + 1, "have", "be", "modals", "negation"
    )


_GOVERNED = frozenset(("prepositions", "conjunctions", "reflexive"))


def _opens_clause(reader: Reader, j: int, sure: bool) -> bool:
    """A subject stands there and a finite verb follows it within the clause."""
    if j >= reader.size or reader.kind(j) not in ("w", "m"):
        return False
    low, classes = reader.lows[j], reader.classes[j]
    for phrase in reader.lexicon.phrases["openers"].get(low, ()):
        if reader.reads(j, phrase):
            return True
    if "about" in classes and reader.low(j + 1)[:1].isdigit():
        return True
    if not classes.isdisjoint(_GOVERNED):
        return False
    if low == "it" and not (
        reader.is_finite(j + 1)
        or reader.may_be_verb(j + 1)
        or reader.is_adverb(j + 1)
        or reader.is_any(j + 1, "be", "have")
    ):
        return False
    if not (reader.starts_phrase(j, first=True) or "subordinators" in classes):
        return False
    named = reader.uppers[j] or "pronoun" in classes
    counted = "determiners" in classes
    if "subject" in classes and reader.kind(j + 1) == "w" and not counted:
        return not reader.is_any(j + 1, "prepositions", "conjunctions", "relative")
    for k in range(j + 1, min(reader.size, j + 25)):
        kind, classes = reader.kinds[k], reader.classes[k]
        if kind == "w" and not classes:
            continue
        if kind == "q" or reader.lows[k] in (";", ":", "?"):
            return kind == "q" and k > j + 1
        if reader.lows[k] == "," and not named:
            return _verb_behind_apposition(reader, k)
        if "relative" in classes:
            if sure:
                return False
            continue
        if "verb_form" not in classes and (sure or "verb" not in classes):
            continue
        near = reader.is_pronoun(k - 1) or reader.uppers[k - 1]
        if reader.is_finite(k, sure=sure and not near) or (
            not sure and reader.may_be_verb(k)
        ):
            return not reader.is_in(k - 1, "prepositions")
    return False


def _verb_behind_apposition(reader: Reader, comma: int) -> bool:
    """ "the plan, run by the state, has": the clause goes on behind a second comma."""
    for k in range(comma + 1, min(reader.size, comma + _SKIP)):
        if reader.kinds[k] != "w":
            return reader.lows[k] == "," and reader.is_finite(k + 1, sure=True)
    return False
