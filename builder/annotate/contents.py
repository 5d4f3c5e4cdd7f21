"""What is said: the reach of a content to the right and to the left of its cue.

Comes in: the tokens of a unit and the place of a cue. Goes out: ranges of tokens.
It knows clause borders and quotations; it does not know who speaks.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.annotate.cue_groups import Cue
from builder.annotate.noun_phrases import Range, Reader

_SKIP = 16
"""Tokens (an adverbial, a person spoken to) between a cue and its content."""
_DASHES = frozenset(("—", "–", "--", "―", "-"))
EDGES = frozenset(",.;:!?…()[]—–―") | {"...", "--"}
"""What may stand straight after an inserted source."""
_STOPS = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a cue."""

    frame: str
    """that, wh, zero, colon, quote, to, object."""
    start: int
    end: int
    addressee: Range | None = None


def find_complement(reader: Reader, cue: Cue) -> Complement | None:
    """The clause, quotation, infinitive or phrase that the cue governs."""
    found = _clause(reader, cue)
    if found is None and "to" in cue.verb.frames:
        found = _infinitive(reader, cue)
    if found is None and {"zero", "person"} & set(cue.verb.frames):
        found = _zero(reader, cue)
    if found is None and "label" in cue.verb.frames:
        found = _label(reader, cue)
    if found is None and "object" in cue.verb.frames:
        found = _object(reader, cue)
    return found


def _clause(reader: Reader, cue: Cue) -> Complement | None:
    """A conjunction, a colon or a quotation not far right of the cue."""
    frames = cue.verb.frames
    quotes = bool({"colon", "incise"} & set(frames))
    has_object = reader.is_in(cue.last, "oblique")
    j = cue.last
    n = len(reader.tokens)
    while j < min(n, cue.last + _SKIP):
        low, kind = reader.low(j), reader.kind(j)
        if kind == "q":
            free = not reader.is_in(j - 1, "determiners", "prepositions")
            free = free and (not has_object or reader.low(j - 1) == ",")
            if quotes and free:
                return Complement("quote", j, _quote_end(reader, j))
            return None
        if low == ":":
            if not quotes or (has_object and reader.kind(j + 1) != "q"):
                return None
            end = _quote_end(reader, j + 1) if reader.kind(j + 1) == "q" else n
            return Complement("colon", j + 1, end)
        if low == "," and j + 1 < n:
            j = _skip_insert(reader, j)
            if j < 0:
                return None
            continue
        if kind == "p" and low not in "()":
            return None
        if reader.is_in(j, "that") and "that" in frames:
            if has_object or (low == "that" and not is_that_clause(reader, j)):
                return None
            return Complement("that", j + 1, clause_edge(reader, j + 1))
        near = j == cue.last or cue.verb.person
        if near and _asks(reader, cue, j):
            return Complement("wh", j, right_edge(reader, j))
        if reader.is_in(j, "relative", "other_relative") or reader.is_finite(j):
            return None
        if j > cue.last and reader.is_in(j, "conjunctions"):
            return None
        if any(form.shape == "part" for form in reader.lexicon.forms.get(low, ())):
            return None  # "wrote to her suggesting that": its own cue
        has_object = has_object or _starts_object(reader, cue, j)
        j += 1
    return None


def _asks(reader: Reader, cue: Cue, j: int) -> bool:
    """A question told in the words of a story; "si" only behind a verb of asking."""
    if not reader.is_in(j, "wh") or "wh" not in cue.verb.frames:
        return False
    return not reader.is_in(j, "whether") or cue.verb.frames["wh"] == "asks"


def is_that_clause(reader: Reader, j: int) -> bool:
    """ "that" opens a clause; before a verb it is a relative pronoun."""
    if j + 2 >= len(reader.tokens) or reader.low(j + 1).startswith("'"):
        return False
    if reader.is_finite(j + 1, sure=True):
        return False
    plural = reader.low(j + 1).endswith("s") or reader.tokens[j + 1].upper
    if plural or reader.kind(j + 1) != "w" or reader.is_in(j + 1, "determiners"):
        return True
    if reader.is_pronoun(j + 1) or reader.is_in(j + 1, "prepositions", "subordinators"):
        return True
    # "that" and a bare singular: a clause needs its verb before a comma
    for k in range(j + 2, len(reader.tokens)):
        if reader.kind(k) == "p":
            return False
        if reader.is_finite(k, sure=True) or reader.may_be_verb(k):
            return True
    return False


def _starts_object(reader: Reader, cue: Cue, j: int) -> bool:
    """A direct object of a verb that says, so that a later "que" is relative."""
    if cue.verb.person or reader.is_in(j, "after_source"):
        return False
    if reader.is_in(j - 1, "prepositions", "determiners", "after_source"):
        return False
    if j == cue.last and reader.is_in(j, "own", "subject"):
        return False
    return reader.is_in(j, "determiners") and not reader.is_in(j, "prepositions")


def _skip_insert(reader: Reader, comma: int) -> int:
    """Past an inserted phrase between commas; straight on before a quotation."""
    if reader.kind(comma + 1) == "q":
        return comma + 1
    for j in range(comma + 1, min(len(reader.tokens), comma + _SKIP)):
        if reader.low(j) == ",":
            after = j + 1
            if reader.is_in(after, "that") or reader.kind(after) == "q":
                return after
            return -1
        if reader.is_finite(j) or reader.kind(j) == "q" or reader.low(j) in ";:":
            return -1
    return -1


def _quote_end(reader: Reader, j: int) -> int:
    """One past the quotation; text that runs on after it belongs to the content."""
    after = j + 1
    if after >= len(reader.tokens) or reader.kind(after) != "w":
        return after
    if reader.is_finite(after) or reader.is_in(after, "prepositions"):
        return right_edge(reader, after)
    return after


def right_edge(reader: Reader, start: int) -> int:
    """Where a clause that starts there stops: semicolon, dash or bracket, unit end."""
    depth = 0
    n = len(reader.tokens)
    for j in range(start, n):
        low = reader.low(j)
        if low in "([":
            depth += 1
        elif low in ")]":
            depth -= 1
            if depth < 0:
                return j
        elif (
            (not depth and (low == ";" or (low in _DASHES and j > start + 2)))
            or (not depth and low == ":" and reader.kind(j + 1) == "q")
            or (
                reader.kind(j - 1) == "q"
                and reader.is_in(j, "conjunctions")
                and (reader.is_finite(j + 1) or reader.is_in(j + 1, "clitics"))
            )
        ):
            return j
    return n


def clause_edge(reader: Reader, start: int) -> int:
    """Where the clause behind "que" stops: a new one that repeats no "que" is the
    writer's own."""
    end = right_edge(reader, start)
    if not reader.lexicon.inversion:
        return end
    told = False
    for j in range(start, end):
        told = told or reader.is_finite(j)
        if not told or reader.low(j) != "," or not reader.is_in(j + 1, "conjunctions"):
            continue
        again = j + 2
        if reader.is_in(again, "that", "subordinators") or not reader.starts_phrase(
            min(again, end - 1)
        ):
            continue
        if _clause_follows(reader, again):
            return j
    return end


def _infinitive(reader: Reader, cue: Cue) -> Complement | None:
    """ "a menacé de", "appelle X à", "dit vouloir", "urged X to"."""
    verb = cue.verb
    french = reader.lexicon.inversion
    j = cue.last
    for _ in range(10):
        if j >= len(reader.tokens) or reader.kind(j) != "w":
            return None
        low = reader.low(j)
        if not french and low == "to" and _is_base(reader, j + 1):
            return Complement("to", j, phrase_edge(reader, j))
        if french and low in verb.prepositions and _is_infinitive(reader, j + 1):
            return Complement("to", j + 1, phrase_edge(reader, j + 1))
        bare = french and "" in verb.prepositions and j == cue.last
        if bare and _is_infinitive(reader, j):
            return Complement("to", j, phrase_edge(reader, j))
        aside = reader.is_in(cue.last, "adjuncts")
        if not verb.person and not aside and not reader.is_adverb(j):
            return None
        if reader.is_finite(j) or reader.is_in(j, "relative", "that"):
            return None
        j += 1
    return None


def _is_infinitive(reader: Reader, j: int) -> bool:
    """A French infinitive, after its negation and its pronouns."""
    while reader.is_in(j, "clitics", "negation") or (
        reader.is_adverb(j) and reader.kind(j) == "w"
    ):
        j += 1
    low = reader.low(j)
    if reader.is_in(j - 1, "determiners") and not reader.is_in(j - 1, "clitics"):
        return False
    return (
        len(low) > 3
        and low.endswith(("er", "ir", "re", "oir"))
        and low not in reader.lexicon.nouns
        and not reader.tokens[j].upper
    )


def _is_base(reader: Reader, j: int) -> bool:
    while reader.is_adverb(j):
        j += 1
    return (
        reader.kind(j) == "w"
        and not reader.is_in(j, "determiners", "prepositions", "subject")
        and not reader.tokens[j].upper
    )


def phrase_edge(reader: Reader, start: int) -> int:
    """Where an infinitive or a noun phrase stops: before a new clause."""
    n = len(reader.tokens)
    for j in range(start + 1, n):
        low = reader.low(j)
        if low in ";:" or low in _DASHES:
            return j
        if low == "," and _clause_follows(reader, j + 1):
            return j
        if reader.is_in(j, "contrast") and j + 1 < n and reader.starts_phrase(j + 1):
            return j
        if reader.is_in(j, "conjunctions") and _clause_follows(reader, j + 1):
            return j
    return n


def _clause_follows(reader: Reader, j: int) -> bool:
    """A subject with a verb, a finite verb or a subordinate clause starts there."""
    if j >= len(reader.tokens):
        return False
    if reader.is_finite(j) or reader.is_in(j, "subordinators", "relative"):
        return True
    if not (reader.starts_phrase(j, first=True) or reader.is_adverb(j)):
        return False
    for k in range(j, min(len(reader.tokens), j + 12)):
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
        and reader.tokens[k - 1].upper
    )


def _zero(reader: Reader, cue: Cue) -> Complement | None:
    """A clause without "that": "said the road was closed"."""
    if not reader.lexicon.zero_that or "zero" not in cue.verb.frames:
        return None
    sure = "clause" not in cue.verb.frames
    j = cue.last
    limit = j + (8 if cue.verb.person else 5)
    while j < min(len(reader.tokens), limit):
        if reader.kind(j) == "q" or _is_english_infinitive(reader, j):
            return None
        if reader.is_in(j, "that") or (
            reader.is_in(j, "prepositions") and not reader.is_in(j, "after_source")
        ):
            return None
        allowed = j > cue.last or not cue.verb.person
        opens = allowed and _opens_clause(reader, j, sure)
        if not opens and (reader.is_in(j, "after_source") or reader.is_adverb(j)):
            if _opens_clause(reader, j + 1, sure) and not reader.is_in(
                j, "prepositions"
            ):
                return Complement("zero", j + 1, right_edge(reader, j + 1))
            j += 1
            continue
        if opens:
            return Complement("zero", j, right_edge(reader, j))
        if not cue.verb.person and not reader.is_in(j - 1, "after_source"):
            return None
        j += 1
    return None


def _is_english_infinitive(reader: Reader, j: int) -> bool:
    """ "to" with a verb, not with whoever is spoken to."""
    return reader.low(j) == "to" and (
        reader.low(j + 1) in reader.lexicon.verbs
        or reader.is_in(j + 1, "have", "be", "modals", "negation")
    )


def _opens_clause(reader: Reader, j: int, sure: bool) -> bool:
    """A subject stands there and a finite verb follows it within the clause."""
    if j >= len(reader.tokens) or reader.kind(j) not in ("w", "m"):
        return False
    openers = reader.lexicon.phrases["openers"].get(reader.low(j), ())
    if any(reader.reads(j, phrase) for phrase in openers):
        return True
    if reader.is_in(j, "prepositions", "conjunctions", "reflexive"):
        return False
    if reader.low(j) == "it" and not (
        reader.is_finite(j + 1) or reader.may_be_verb(j + 1) or reader.is_adverb(j + 1)
    ):
        return False
    if not (reader.starts_phrase(j, first=True) or reader.is_in(j, "subordinators")):
        return False
    named = reader.tokens[j].upper or reader.is_pronoun(j)
    counted = reader.is_in(j, "determiners")
    if reader.is_in(j, "subject") and reader.kind(j + 1) == "w" and not counted:
        return not reader.is_in(j + 1, "prepositions", "conjunctions", "relative")
    for k in range(j + 1, min(len(reader.tokens), j + 25)):
        if reader.kind(k) == "q" or reader.low(k) in (";", ":", "?"):
            return reader.kind(k) == "q" and k > j + 1
        if reader.low(k) == "," and not named:
            return _verb_behind_apposition(reader, k)
        if reader.is_in(k, "relative") and not sure:
            continue
        if reader.is_in(k, "relative"):
            return False
        near = reader.is_pronoun(k - 1) or reader.tokens[k - 1].upper
        if reader.is_finite(k, sure=sure and not near) or (
            not sure and reader.may_be_verb(k)
        ):
            return not reader.is_in(k - 1, "prepositions")
    return False


def _verb_behind_apposition(reader: Reader, comma: int) -> bool:
    """ "the program, run by the state, has": the clause goes on behind a second comma."""
    for k in range(comma + 1, min(len(reader.tokens), comma + _SKIP)):
        if reader.low(k) == ",":
            return reader.is_finite(k + 1, sure=True)
        if reader.kind(k) != "w":
            return False
    return False


def _label(reader: Reader, cue: Cue) -> Complement | None:
    """Somebody or something and the name given to it: "called the plan “a disgrace”"."""
    j = cue.last
    if j >= len(reader.tokens) or reader.kind(j) not in ("w", "q"):
        return None
    if reader.kind(j) == "w" and reader.is_in(j, "prepositions", "adverbs", "that"):
        return None
    end = phrase_edge(reader, j)
    for k in range(j, end):
        if reader.kind(k) in ("q", "m"):
            return Complement("label", j, end)
        if reader.low(k) == "," or reader.is_finite(k, sure=True):
            break
    named = reader.is_in(j, "reflexive") or reader.low(j) in ("it", "her")
    if named and reader.is_in(j + 1, "determiners"):
        return Complement("label", j, end)
    return None


def _object(reader: Reader, cue: Cue) -> Complement | None:
    """A noun phrase that is what is said: "a fait état de trois blessés"."""
    j = cue.last
    phrase = len(cue.verb.lemma.split()) > 1
    if reader.lexicon.inversion and phrase and not cue.verb.lemma.startswith("s'"):
        if reader.low(j) not in cue.verb.prepositions:
            return None
        j += reader.low(j) not in ("des", "du")
    while reader.is_adverb(j):
        j += 1
    if j >= len(reader.tokens):
        return None
    if reader.kind(j) == "q" or (reader.kind(j) == "w" and _starts_noun(reader, j)):
        return Complement("object", j, phrase_edge(reader, j))
    return None


def _starts_noun(reader: Reader, j: int) -> bool:
    if reader.is_in(j, "conjunctions", "subordinators", "relative", "that"):
        return False
    if reader.lexicon.inversion:
        return (
            reader.is_in(j, "determiners")
            or reader.low(j)[0].isdigit()
            or (reader.low(j - 1) in ("de", "d'"))
            or reader.tokens[j].upper
        )
    return not reader.is_in(j, "prepositions", "after_source", "be", "modals")


# --- leftwards --------------------------------------------------------------------


def left_start(reader: Reader, end: int) -> int:
    """Where the clause that ends before ``end`` starts."""
    depth = 0
    for j in range(end - 1, -1, -1):
        low = reader.low(j)
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
            or low in _DASHES
            or (low in _STOPS and _ends(reader, j))
            or (low == ":" and j + 1 < end)
        ):
            return j + 1
    return 0


def _ends(reader: Reader, j: int) -> bool:
    """The stop ends a sentence: a capital follows, no initial or title before."""
    if j + 1 >= len(reader.tokens):
        return True
    before = reader.low(j - 1)
    return (
        len(before) > 2
        and before not in reader.lexicon.words["titles"]
        and (reader.tokens[j + 1].upper or reader.kind(j + 1) == "q")
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
    return any(reader.kind(j) == "q" or reader.is_finite(j) for j in range(start, end))


def continues(reader: Reader, start: int, left: Range) -> bool:
    """The clause broken off before an inserted cue goes on at ``start``."""
    if start >= len(reader.tokens):
        return False
    if reader.kind(start) == "q":
        return True
    if reader.is_in(start, "relative", "other_relative", "conjunctions"):
        return False
    alone = left[1] - left[0] == 1
    if not any(reader.is_finite(j) for j in range(*left)) and not (
        alone and reader.kind(left[0]) == "q"
    ):
        return any(
            reader.kind(j) == "q" or reader.is_main_verb(j, start)
            for j in range(start, len(reader.tokens))
        )
    return False
