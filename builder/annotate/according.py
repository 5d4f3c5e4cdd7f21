"""Contents that hang on "selon X" or "according to X", not on a verb.

Comes in: the tokens of a unit. Goes out: findings. It knows where such a phrase may
stand (before, after, inside its clause, with and without a comma); whether what
follows can speak is the resolver's word.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.annotate.attribution import Finding, Resolver
from builder.annotate.contents import EDGES, left_start, right_edge
from builder.annotate.noun_phrases import Reader
from builder.annotate.word_classes import Range


def find_according(
    reader: Reader, number: int, resolver: Resolver
) -> Iterator[Finding]:
    """ "selon X" before, after and inside its clause."""
    by_first = reader.lexicon.phrases["according"]
    before: Finding | None = None
    for i, low in enumerate(reader.lows):
        if low not in by_first:
            continue
        phrase = next((p for p in by_first[low] if reader.reads(i, p)), None)
        if phrase is None:
            continue
        width = len(phrase) - (phrase[-1] in reader.lexicon.nouns)  # "de source"
        finding = _according_at(reader, i, width, number, resolver)
        if finding is not None:
            finding = _behind(reader, before, finding)
            before = finding
            yield finding


def find_views(reader: Reader, number: int, resolver: Resolver) -> Iterator[Finding]:
    """ "Pour le maire, « ... »": whose words they are stands before a quotation."""
    first = int(reader.low(0) in BULLETS or reader.is_in(0, "conjunctions"))
    if not reader.is_in(first, "for_whom"):
        return
    source = resolver.named_source(number, first + 1)
    if source is None or reader.is_pronoun(source[0]):
        return
    source = resolver.with_name(number, source)
    after = reader.apposed_role(_after_bracket(reader, source[1]))
    after += reader.low(after) == ","
    named = reader.kind(after) == "m" and after + 1 < _end(reader)
    if reader.kind(after) not in ("q", "m") or named or reader.low(after - 1) != ",":
        return
    if reader.is_finite(after + 1) or not resolver.speaks(number, source, strict=True):
        return
    yield Finding(
        unit=number,
        content=((after, after + 1),),
        cue=(first, first + 1),
        source=source,
        rule=f"{reader.lexicon.language}/in-view",
        according=True,
    )


def _behind(reader: Reader, before: Finding | None, finding: Finding) -> Finding:
    """Of "three dead, according to A, and five, according to B", B tells the second."""
    if before is None or before.source is None:
        return finding
    start, end = finding.content[0]
    at = before.source[1] + (reader.low(before.source[1]) == ",")
    if not (start <= before.cue[0] < at < end and reader.is_in(at, "conjunctions")):
        return finding
    return finding.with_content(((at + 1, end), *finding.content[1:]))


def _according_at(
    reader: Reader, i: int, width: int, number: int, resolver: Resolver
) -> Finding | None:
    source = resolver.named_source(number, i + width)
    if source is None:
        return None
    first = i
    while first > 0 and reader.is_in(first - 1, "according_prefix"):
        first -= 1
    initial = first == 0 or reader.low(first - 1) in _OPENERS
    whole = source[1]
    if initial or not _is_open(reader, first):
        whole = _whole_source(reader, source, initial=initial)
        if not reader.is_in(source[1], "that"):
            source = (source[0], whole)
    if not resolver.may_be_cited(number, source):
        return None
    named = resolver.with_name(number, source)
    if named != source and (not initial or _clause_follows(reader, named[1])):
        source = named
    whole = max(whole, source[1])
    after = _after_apposition(reader, _after_bracket(reader, whole))
    end = right_edge(reader, after)
    if _qualifies(reader, first, source):
        return None
    if initial:
        start = after + (reader.low(after) == ",")
        content: tuple[Range, ...] = ((start, end),)
        rule = "according-before"
    else:
        content, rule = _around(reader, first, source[1], after, end)
    content = tuple(part for part in content if part[0] < part[1])
    if not content:
        return None
    return Finding(
        unit=number,
        content=content,
        cue=(i, i + width),
        source=source,
        rule=f"{reader.lexicon.language}/{rule}",
        according=True,
    )


BULLETS = frozenset("•·▪–—-")
_OPENERS = frozenset((";", ":", "(", "—", "–", "--"))


def _clause_follows(reader: Reader, comma: int) -> bool:
    """Behind "according to the mayor, Ann Rowe," a clause or a quotation stands, not
    the rest of one that Ann Rowe is the subject of."""
    if reader.kind(comma) == "q":
        return True
    if reader.low(comma) != "," or reader.is_in(comma + 1, "relative"):
        return False
    for j in range(comma + 1, reader.size):
        if reader.kind(j) == "q" or (reader.is_finite(j) and j > comma + 1):
            return True
        if reader.kind(j) == "p":
            return False
    return False


def _whole_source(reader: Reader, source: Range, *, initial: bool) -> int:
    """Where a source ends that has "of", "published on" or "in" behind its noun.

    Before its clause it ends at the comma that the clause follows; behind its clause
    it takes what is left without a verb.
    """
    end = source[1]
    relative = initial and reader.is_in(end, "that")
    for j in range(end, _end(reader)):
        low = reader.low(j)
        if reader.kind(j) == "q" or low in _OPENERS or low in "()[]":
            return end
        if low == "," and initial:
            behind = _has_verb(reader, (j, _end(reader)))
            return j if j > end and behind else end
        if reader.kind(j) == "p" and low == "," and j > end:
            continue
        if reader.kind(j) == "p" or reader.is_pronoun(j):
            return end
        told = reader.is_finite(j) and not reader.in_relative(j, source[0])
        if told and not relative:
            return end
    more = reader.is_in(end, "cited_by") or reader.is_participle(end)
    more = more or _is_given(reader, source)
    return _end(reader) if (more or _sits(reader, end)) and not initial else end


def _is_given(reader: Reader, source: Range) -> bool:
    """ "les informations données en 1998 à la police": the participle goes on."""
    start, end = source
    last = end - 1 > start + 1 and reader.is_participle(end - 1)
    return last and reader.is_in(end, "prepositions")


def _sits(reader: Reader, i: int) -> bool:
    """ "analysts at Russell Group": where or for whom a source works."""
    if not reader.is_in(i, "prepositions") or i + 1 >= reader.size:
        return False
    dated = reader.is_any(i + 1, "adverbs", "days", "after_source")
    return reader.uppers[i + 1] and not dated


def _end(reader: Reader) -> int:
    """The end of the unit without its full stop."""
    last = reader.size
    while last and reader.low(last - 1) in ".!?…":
        last -= 1
    return last


def _qualifies(reader: Reader, first: int, source: Range) -> bool:
    """ "des éléments selon lui faux": it belongs to an adjective, not to a clause."""
    if not reader.is_pronoun(source[0]) or first == 0 or reader.kind(first - 1) != "w":
        return False
    before = first - 1
    while before > 0 and reader.is_adverb(before):
        before -= 1
    told = reader.is_finite(before) or reader.is_any(before, "have", "be")
    later = reader.any_finite(source[1], _bracket(reader, source))
    at_end = source[1] >= _end(reader) or reader.kind(source[1]) == "p"
    return not (told or later or at_end or reader.is_in(before, "relative"))


def _bracket(reader: Reader, source: Range) -> int:
    """The next opening bracket, or the end of the unit."""
    rest = range(source[1], reader.size)
    return next((k for k in rest if reader.low(k) == "("), reader.size)


def _after_bracket(reader: Reader, end: int) -> int:
    """Past "(WHO)", the short name beside the long one, and past "[1]", a mark."""
    if reader.low(end) in "([" and reader.kind(end) == "p":
        for j in range(end + 1, min(end + 8, reader.size)):
            if reader.low(j) in ")]":
                return j + 1
    return end


def _after_apposition(reader: Reader, end: int) -> int:
    """Past ", published by Y," after the source of an initial "selon"."""
    if reader.low(end) != "," or end + 1 >= reader.size:
        return end
    follow = end + 1
    if reader.starts_phrase(follow) or reader.is_adverb(follow):
        return end
    if reader.kind(follow) != "w" or reader.is_any(
        follow, "prepositions", "subordinators", "that", "conjunctions"
    ):
        return end
    for j in range(follow, reader.size):
        if reader.low(j) == ",":
            return j
        told = j
        while reader.is_any(told - 1, "clitics", "negation"):
            told -= 1
        if reader.is_finite(j) and not reader.is_in(told - 1, "relative"):
            return end
    return end


def _around(
    reader: Reader, first: int, source_end: int, after: int, end: int
) -> tuple[tuple[Range, ...], str]:
    """The clause left of an inner or final "selon", and what goes on after it."""
    comma = reader.low(first - 1) == ","
    left_end = first - 1 if comma else first
    start = left_start(reader, left_end)
    for j in range(left_end - 1, start, -1):
        if (
            reader.is_in(j, "conjunctions")
            and reader.starts_phrase(j + 1)
            and (not reader.lexicon.zero_that)
            and _has_verb(reader, (start, j))
            and (
                _has_verb(reader, (j + 1, left_end)) or _has_verb(reader, (after, end))
            )
        ):
            start = j + 1
            break
    if reader.is_pronoun(source_end - 1):
        start = _behind_that(reader, start, left_end)
    elif not comma:
        start = _detached(reader, start, left_end)
    for j in range(start + 1, left_end):
        if (
            reader.is_in(j, "cleft")
            and reader.low(j - 1) == ","
            and reader.is_finite(j + 1)
        ):
            start = j
    if reader.is_in(left_end - 1, "relative") and reader.kind(left_end - 1) == "w":
        return ((left_end - 1, left_end), (after, end)), "according-inside"
    left = (start, left_end)
    if _has_verb(reader, left) and reader.apposed_role(source_end) > source_end:
        return (left,), "according-after"
    follow = source_end + 1 if reader.low(source_end) == "," else source_end
    if comma and reader.low(source_end) == ",":
        goes_on = reader.is_in(follow, "that") or not reader.is_any(
            follow, "conjunctions", "subordinators", "relative", "other_relative"
        )
    elif reader.low(source_end) == ",":
        goes_on = not _has_verb(reader, left) or _is_open(reader, left_end)
    else:
        goes_on = source_end < end and (
            reader.low(source_end) not in EDGES or reader.low(source_end) in "(["
        )
        joined = reader.is_in(source_end, "conjunctions")
        goes_on = goes_on and not (joined and _has_verb(reader, left))
    if reader.is_in(follow, "participle_cue") and reader.low(source_end) == ",":
        goes_on = goes_on and not _has_verb(reader, left)  # ", citing two officials"
    if goes_on and follow < end:
        return (left, (follow, end)), "according-inside"
    return (left,), "according-after"


def _behind_that(reader: Reader, start: int, left_end: int) -> int:
    """ "a jugé, en outre, que la rue, selon lui, ...": it is said within the clause."""
    for j in range(left_end - 1, start, -1):
        behind = reader.is_in(j - 1, "cue") or reader.low(j - 1) == ","
        if reader.is_in(j, "that") and behind and _has_verb(reader, (start, j)):
            return j + 1
    return start


def _detached(reader: Reader, start: int, left_end: int) -> int:
    """ "..., remportée par le maire avec 52 % des voix selon la préfecture": the
    prefecture tells what the participle tells, not what stands before the comma."""
    for j in range(left_end - 1, start, -1):
        if reader.is_finite(j) or reader.kind(j) == "q":
            return start
        if reader.low(j) == ",":
            told = reader.lexicon.inversion and reader.is_participle(j + 1)
            return j + 1 if told and reader.is_in(j + 2, "prepositions") else start
    return start


def _is_open(reader: Reader, end: int) -> bool:
    """The clause stops at its verb, so that what the verb governs is still to come."""
    return reader.is_finite(end - 1) or reader.is_any(end - 2, "be", "have")


def _has_verb(reader: Reader, where: Range) -> bool:
    """The range holds a finite verb."""
    return reader.any_finite(*where)
