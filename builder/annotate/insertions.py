"""Clauses of saying inserted in what is said: "..., ont précisé les sources".

Comes in: a cue in the tokens of a unit. Goes out: a finding, or None. It knows the two
orders of subject and verb and where the content stands; it does not know who speaks.
"""

from __future__ import annotations

from builder.annotate.attribution import Finding, Resolver
from builder.annotate.complements import find_complement
from builder.annotate.contents import (
    EDGES,
    continues,
    has_finite,
    left_start,
    quotation_left,
    right_edge,
)
from builder.annotate.cue_groups import Cue
from builder.annotate.noun_phrases import Reader
from builder.annotate.word_classes import Range

_FAR = 14
"""Tokens between an inserted clause and the rest of the quotation."""


def find_inserted(
    reader: Reader, cue: Cue, number: int, resolver: Resolver
) -> Finding | None:
    """ "..., ont précisé les sources", "croient-ils", "..., Smith said"."""
    if "incise" not in cue.verb.frames or cue.shape != "finite":
        return None
    found = _fronted(reader, cue, number) if cue.first == 0 else None
    found = found or _as_said(reader, cue, number, resolver)
    if found is not None:
        return found
    shape = _inverted(reader, cue, number, resolver) or _trailing(reader, cue)
    if shape is None:
        return None
    source, left_end, after, rule = shape
    start = quotation_left(reader, left_end - 1)
    if start is None:
        start = _clause_start(reader, left_end)
    left = (start, left_end)
    content = [left]
    if reader.low(after) in (",", "—", "–") or reader.kind(after) == "q":
        follow = after + (reader.kind(after) != "q")
        closed = quotation_left(reader, left_end - 1) is not None
        more = _quotation_goes_on(reader, follow, resolver) if closed else None
        if reader.kind(follow) == "q":
            content.append((follow, follow + 1))
        elif more is not None:
            content.append((more, more + 1))
        elif not closed and continues(reader, follow, left):
            content.append((follow, right_edge(reader, follow)))
    elif _opens_quotation(reader, after) or (
        reader.low(after) == "."
        and reader.kind(after + 1) == "q"
        and quotation_left(reader, left_end - 1) is not None
    ):
        content.append((after + 1, after + 2))
    polarity = cue.verb.frames["incise"]
    return Finding(
        unit=number,
        content=tuple(content),
        cue=(
            cue.first,
            cue.last if cue.clitic < 0 or cue.clitic < cue.head else cue.clitic,
        ),
        source=source,
        rule=f"{reader.lexicon.language}/{rule}",
        polarity="denies" if cue.negated and polarity == "says" else polarity,
        weak=False,
    )


def _clause_start(reader: Reader, end: int) -> int:
    """Where the clause that ends there starts; what a colon brings without a verb
    belongs to the clause before: "Le bilan est lourd : deux morts, a dit le maire"."""
    start = left_start(reader, end)
    if reader.low(start - 1) != ":" or has_finite(reader, start, end):
        return start
    whole = left_start(reader, start - 1)
    return whole if has_finite(reader, whole, start) else start


def _quotation_goes_on(reader: Reader, start: int, resolver: Resolver) -> int | None:
    """A later quotation of the sentence that begins in the middle of one."""
    for i in range(start, min(reader.size, start + _FAR)):
        if reader.kind(i) == "q":
            edge = reader.low(i - 1) == "," or reader.is_in(i - 1, "conjunctions")
            return (
                i if edge and resolver.is_broken_off(reader.span((i, i + 1))) else None
            )
        if reader.low(i) in ";:":
            return None
    return None


def _fronted(reader: Reader, cue: Cue, number: int) -> Finding | None:
    """The cue opens the sentence, a quotation closes it: "Said Miller: ..."."""
    source = reader.phrase_after(cue.last)
    if source is None or reader.low(source[1]) not in (":", ","):
        return None
    if reader.kind(source[1] + 1) != "q":
        return None
    return Finding(
        unit=number,
        content=((source[1] + 1, source[1] + 2),),
        cue=(cue.first, cue.last),
        source=source,
        rule=f"{reader.lexicon.language}/fronted",
        polarity=cue.verb.frames["incise"],
    )


def _as_said(
    reader: Reader, cue: Cue, number: int, resolver: Resolver
) -> Finding | None:
    """ "Comme l'a dit le maire, ...", "..., as the mayor said, ..."."""
    source = None
    if not reader.lexicon.inversion:
        source = reader.subject_before(cue.first) or _behind_as(reader, cue)
    word = (source[0] if source else cue.first) - 1
    while word > 0 and "clitics" in reader.classes[word]:
        word -= 1
    if word < 0 or "as" not in reader.classes[word]:
        return None
    end = _past_place(reader, cue.last)
    if reader.lexicon.inversion:
        source = reader.phrase_after(reader.skip_adjunct(cue.last))
        end = source[1] if source else 0
    if source is None:
        return None
    before, after = word == 0, reader.low(end) == ","
    opens = before and _opens_quotation(reader, end)
    if not (before or reader.low(word - 1) == ",") or (before and not after | opens):
        return None
    if not resolver.speaks(number, source, strict=True):
        return None
    content: list[Range] = []
    if not before:
        content.append((left_start(reader, word - 1), word - 1))
    if opens:
        content.append((end + 1, end + 2))
    if after and (before or continues(reader, end + 1, content[0])):
        content.append((end + 1, right_edge(reader, end + 1)))
    told = any(has_finite(reader, *part) for part in content)
    return (
        Finding(
            unit=number,
            content=tuple(content),
            cue=(cue.first, cue.last),
            source=source,
            rule=f"{reader.lexicon.language}/as-said",
            polarity=cue.verb.frames["incise"],
        )
        if told and not cue.negated
        else None
    )


def _behind_as(reader: Reader, cue: Cue) -> Range | None:
    """ "As the mayor put it": all that stands between "as" and the verb.

    Of verbs that cry or sing, "as" tells a time.
    """
    if not reader.is_in(cue.head, "as_verbs"):
        return None
    for k in range(cue.first - 1, max(-1, cue.first - _FAR), -1):
        if reader.is_in(k, "as"):
            return (k + 1, cue.first) if k + 1 < cue.first else None
        if reader.kind(k) != "w" or reader.is_any(k, "conjunctions", "relative"):
            return None
    return None


def _past_place(reader: Reader, i: int) -> int:
    """Past "on the radio" before the colon of a quotation; ``i`` elsewhere."""
    if not reader.is_in(i, "after_source"):
        return i
    for j in range(i + 1, min(reader.size, i + _FAR)):
        if _opens_quotation(reader, j):
            return j
        if reader.kind(j) != "w" or reader.is_finite(j):
            return i
    return i


_Inserted = tuple[Range, int, int, str]


_EDGE = frozenset((",", "—", "–", "?", "!", "…"))


def _is_edge(reader: Reader, k: int) -> bool:
    return reader.kinds[k] in ("q", "m") or reader.lows[k] in _EDGE


def _inverted(
    reader: Reader, cue: Cue, number: int, resolver: Resolver
) -> _Inserted | None:
    """Verb before subject: source, end of the content left, token after, rule."""
    k = cue.first - 1
    if k < 0 or not _is_edge(reader, k):
        return None
    left_end = k if reader.kind(k) != "q" else k + 1
    if left_end == 0:
        return None
    if cue.verb.person and not reader.lexicon.inversion:
        return None
    if reader.is_in(cue.clitic, "told_to_us"):
        return _learnt(reader, cue, number, resolver, left_end)
    if cue.clitic >= 0:
        clitic = (cue.clitic, cue.clitic + 1)
        return clitic, left_end, cue.last, "incise-clitic"
    start = cue.last
    while reader.is_adverb(start) and not reader.is_any(start, "days", "determiners"):
        start += 1  # "note toutefois le maire"
    start = reader.skip_adjunct(start)
    phrase = reader.phrase_after(start)
    if phrase is None or reader.is_in(start, "prepositions"):
        return None
    at_end = phrase[1] >= reader.size
    if not (
        at_end
        or reader.low(phrase[1]) in EDGES
        or reader.kind(phrase[1]) == "q"
        or reader.is_any(phrase[1], "after_source", "relative", "prepositions")
    ):
        return None
    quoted = reader.kind(left_end - 1) == "q" or reader.kind(k) in ("q", "m")
    told = quoted or _opens_quotation(reader, phrase[1])
    told = told or _breaks_in(reader, phrase[1], resolver)
    if not told and not _is_told_before(reader, cue, left_end):
        return None
    if not resolver.speaks(number, phrase, strict=not quoted):
        return None
    start = _clause_start(reader, left_end)
    told = has_finite(reader, start, left_end) or reader.kind(k) == "m"
    told = told or not reader.lexicon.inversion
    if not told and not continues(reader, phrase[1] + 1, (start, left_end)):
        return None
    return _with_names(reader, phrase, number, resolver, left_end, "incise-inverted")


def _with_names(
    reader: Reader, phrase: Range, number: int, resolver: Resolver, end: int, rule: str
) -> _Inserted:
    """What follows goes on behind the name and the role in apposition."""
    source = resolver.with_name(number, phrase)
    return source, end, reader.apposed_role(source[1]), rule


def _opens_quotation(reader: Reader, colon: int) -> bool:
    """Whether the words follow: "..., a dit le maire : « ... »"."""
    return reader.low(colon) == ":" and reader.kind(colon + 1) == "q"


def _breaks_in(reader: Reader, comma: int, resolver: Resolver) -> bool:
    """Whether the rest of a clause follows between marks: "Le pont, note le maire, «
    tiendra »"."""
    quoted = reader.low(comma) == "," and reader.kind(comma + 1) == "q"
    at = reader.span((comma + 1, comma + 2)) if quoted else None
    return at is not None and resolver.is_broken_off(at)


def _learnt(
    reader: Reader, cue: Cue, number: int, resolver: Resolver, left_end: int
) -> _Inserted | None:
    """ "..., apprend-on auprès de X", "..., indique-t-on de source policière"."""
    k = cue.last
    while reader.is_adverb(k):
        k += 1
    beside = reader.reads(k, ("auprès",))
    k += beside
    if not reader.is_in(k, "prepositions"):
        return None
    start = k if reader.is_in(k, "determiners") else k + 1
    source = reader.phrase_after(start)
    if source is None:
        return None
    body = start + reader.is_in(start, "determiners")
    named = beside or reader.low(body) in reader.lexicon.nouns
    if not named and not resolver.phrase(number, source).known:
        return None  # "dit-on à Verfeil": hearsay
    return _with_names(reader, source, number, resolver, left_end, "incise-learnt")


def _is_told_before(reader: Reader, cue: Cue, left_end: int) -> bool:
    """Whether what is said stands before the cue: nothing it governs follows, or
    only a noun phrase while a clause is complete before ("..., ont annoncé X")."""
    complement = find_complement(reader, cue)
    if complement is None:
        return True
    if complement.frame != "object" or not reader.lexicon.inversion:
        return False
    start = left_start(reader, left_end)
    return any(reader.is_main_verb(i, start) for i in range(start + 1, left_end))


def _past_listener(reader: Reader, cue: Cue) -> int:
    """One past the cue and whom it names as spoken to: "Smith told the paper"."""
    if not reader.is_in(cue.last - 1, "told"):
        return cue.last
    listener = reader.phrase_after(cue.last)
    return listener[1] if listener else cue.last


def _trailing(reader: Reader, cue: Cue) -> _Inserted | None:
    """Subject before verb, after the content: "..., Smith said"."""
    subject = reader.subject_before(cue.first)
    if subject is None or subject[0] == 0 or subject[1] - subject[0] > 30:
        return None
    k = subject[0] - 1
    if not _is_edge(reader, k) or (reader.lows[k] == "," and k == 0):
        return None
    if reader.is_in(subject[1], "relative") and reader.kind(subject[1]) == "w":
        return None
    if any(reader.is_in(i, "compared") for i in range(*subject)):
        return None  # "fewer than unions had feared"
    after = _past_listener(reader, cue)
    quoted = reader.kind(k) == "q" or reader.kind(k - 1) == "q"
    if not quoted and reader.lexicon.inversion:
        return None
    alone = reader.kind(k) == "q" and quotation_left(reader, k) is not None
    if not alone and find_complement(reader, cue) is not None:
        return None
    if (
        not alone
        and after < reader.size
        and not (
            reader.low(after) in EDGES
            or reader.is_in(after, "after_source")
            or reader.is_adverb(after)
        )
    ):
        return None
    left_end = k + 1 if reader.kind(k) == "q" else k
    start = left_start(reader, left_end)
    if not has_finite(reader, start, left_end) and not (
        reader.low(after) == "," and continues(reader, after + 1, (start, left_end))
    ):
        return None
    return subject, left_end, after, "incise"
