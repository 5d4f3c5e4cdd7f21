"""Who says what in an article: source, cue and content of every citation.

Comes in: a working copy with its sentences and quotations, and the known sources.
Goes out: citations in reading order. Words come from the language's
``citations.yaml``; each pattern here is one function and names its rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.annotate.attribution import Finding, Resolver
from builder.annotate.chains import make_chains
from builder.annotate.clauses import Unit, make_units
from builder.annotate.contents import (
    Complement,
    continues,
    find_complement,
    left_start,
    quotation_left,
    right_edge,
)
from builder.annotate.cue_groups import Cue, find_cues
from builder.annotate.cues import Lexicon, load_lexicon
from builder.annotate.knowledge import Knowledge
from builder.annotate.noun_phrases import Range, Reader
from builder.model import Article, Citation, Quotation, Span

_EDGES = frozenset(",.;:!?…()[]—–―") | {"...", "--"}


def find_citations(
    article: Article,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    knowledge: Knowledge,
) -> tuple[Citation, ...]:
    """All citations of an article; none in a language without rules."""
    lexicon = load_lexicon(article.record.language)
    if not lexicon.forms:
        return ()
    kept = [b for b in article.blocks if b.kind != "heading"]
    spans = [b.span for b in kept]
    inside = _within(sentences, spans)
    units = make_units(article.body, inside, quotations, spans, lexicon.language)
    resolver = Resolver(article, units, lexicon, knowledge, quotations)
    found: list[Citation] = []
    pending: Finding | None = None
    for number, unit in enumerate(units):
        findings, pending = _read_unit(unit, number, lexicon, resolver, pending)
        made = [c for f in findings if (c := resolver.make(f)) is not None]
        found.extend(make_chains(made))
    return tuple(sorted(set(found), key=_order))


def _order(citation: Citation) -> tuple[int, int, int, str]:
    return (
        citation.content[0][0],
        -citation.content[-1][1],
        citation.cue[0],
        citation.rule,
    )


def _within(sentences: Sequence[Span], blocks: Sequence[Span]) -> list[Span]:
    """Sentences that lie in a paragraph or a block quotation."""
    kept: list[Span] = []
    at = 0
    for start, end in sentences:
        while at < len(blocks) and blocks[at][1] <= start:
            at += 1
        if at < len(blocks) and blocks[at][0] <= start:
            kept.append((start, end))
    return kept


def _read_unit(
    unit: Unit,
    number: int,
    lexicon: Lexicon,
    resolver: Resolver,
    pending: Finding | None,
) -> tuple[list[Finding], Finding | None]:
    """Findings of one unit, and the cue whose quotation the next one must bring."""
    reader = Reader(unit.tokens, lexicon)
    cues = find_cues(reader)
    findings: list[Finding] = []
    if pending is not None and reader.kind(0) == "q":
        findings.append(pending.moved(number, (0, 1)))
        cues = [c for c in cues if c.first > 0]
    announced: Finding | None = None
    for cue in cues:
        for finding in _read_cue(reader, cue, number, findings, resolver):
            if finding.content:
                findings.append(finding)
            else:
                announced = finding
    findings.extend(_according(reader, number, resolver))
    findings.extend(_second_quotations(reader, number, findings))
    return _trim(reader, findings), announced


def _read_cue(
    reader: Reader,
    cue: Cue,
    number: int,
    before: Sequence[Finding],
    resolver: Resolver,
) -> Iterator[Finding]:
    """The first pattern that fits the cue, tried in order of certainty."""
    inserted = _inserted(reader, cue, number, resolver)
    if inserted is not None:
        yield inserted
        return
    complement = find_complement(reader, cue)
    if complement is None:
        return
    if reader.is_in(cue.first, "unreal"):
        return
    source = _subject(reader, cue, before)
    if source is None or _is_impersonal(reader, cue, source):
        return
    frame = complement.frame
    polarity = cue.verb.frames.get(
        {"wh": "that", "quote": "colon", "zero": "zero"}.get(frame, frame), "says"
    )
    rule = {"that": "verb-that", "wh": "verb-wh", "zero": "verb-zero"}.get(
        frame, f"verb-{frame}"
    )
    if cue.shape == "part":
        rule = rule.replace("verb", "participle")
    content = _tokens_of(reader, complement)
    yield Finding(
        unit=number,
        content=content,
        cue=(cue.first, cue.last),
        source=source,
        rule=f"{reader.lexicon.language}/{rule}",
        polarity="denies" if cue.negated and polarity == "says" else polarity,
        weak=cue.verb.weak,
        strict=frame in ("object", "to"),
    )


def _tokens_of(reader: Reader, complement: Complement) -> tuple[Range, ...]:
    start, end = complement.start, complement.end
    return ((start, end),) if start < end else ()


# --- where the subject stands --------------------------------------------------------


def _subject(reader: Reader, cue: Cue, before: Sequence[Finding]) -> Range | None:
    """The subject of a cue, shared with an earlier cue where it has none."""
    if cue.shape == "finite":
        if cue.clitic >= 0:
            return (cue.clitic, cue.clitic + 1)
        return reader.subject_before(cue.first)
    if cue.shape == "part":
        return _participle_subject(reader, cue, before)
    return _infinitive_subject(reader, cue)


def _is_impersonal(reader: Reader, cue: Cue, source: Range) -> bool:
    """ "il convient que", "il est à noter que", "il n'y a ... suggérant que"."""
    if not reader.lexicon.inversion or reader.low(source[0]) not in ("il", "-il"):
        return False
    if reader.is_in(cue.head, "impersonal_verbs"):
        return True
    return cue.shape != "finite" and any(
        reader.is_in(i, "be", "impersonal_verbs") or reader.low(i) == "y"
        for i in range(source[1], min(cue.first, source[1] + 4))
    )


def _participle_subject(
    reader: Reader, cue: Cue, before: Sequence[Finding]
) -> Range | None:
    """The subject of the verb that the participle goes with."""
    shared = next((f for f in reversed(before) if f.source), None)
    if shared is not None:
        return shared.source
    for k in range(cue.first - 1, -1, -1):
        if reader.is_in(k, "relative") and reader.kind(k) == "w":
            return reader.subject_before(k + 1)
        if reader.kind(k) == "w" and reader.is_finite(k):
            first = k
            while first > 0 and (
                reader.is_finite(first - 1) or reader.is_in(first - 1, "clitics")
            ):
                first -= 1
            return reader.subject_before(first)
    return None


def _infinitive_subject(reader: Reader, cue: Cue) -> Range | None:
    """The subject of the verb above, or the object of one that makes speak."""
    k = cue.first - 1
    if reader.low(k) == "to":
        k -= 1
    while reader.is_in(k, "clitics", "prepositions", "negation") and k >= 0:
        k -= 1
    if k < 0:
        return None
    start = reader.segment_start(k, 0)
    verb = next((i for i in range(k, start - 1, -1) if reader.is_finite(i)), None)
    if verb is None or reader.is_in(verb, "impersonal_verbs", "unreal"):
        return None
    causer = next(
        (i for i in range(k, verb - 1, -1) if reader.is_in(i, "causatives")), None
    )
    if causer is not None:
        found = reader.phrase_after(causer + 1)
        return (found[0], min(found[1], cue.first - 1)) if found else None
    if verb < k - 4:
        return None
    while verb > 0 and (
        reader.is_finite(verb - 1) or reader.is_in(verb - 1, "clitics")
    ):
        verb -= 1
    return reader.subject_before(verb)


# --- inserted clauses --------------------------------------------------------------


def _inserted(
    reader: Reader, cue: Cue, number: int, resolver: Resolver
) -> Finding | None:
    """ "..., ont précisé les sources", "croient-ils", "..., Smith said"."""
    if "incise" not in cue.verb.frames or cue.shape != "finite":
        return None
    found = _inverted(reader, cue, number, resolver) or _trailing(reader, cue)
    if found is None:
        return None
    source, left_end, after, rule = found
    start = quotation_left(reader, left_end - 1)
    if start is None:
        start = left_start(reader, left_end)
    left = (start, left_end)
    content = [left]
    if reader.low(after) in (",", "—", "–") or reader.kind(after) == "q":
        follow = after + (reader.kind(after) != "q")
        closed = quotation_left(reader, left_end - 1) is not None
        if reader.kind(follow) == "q":
            content.append((follow, follow + 1))
        elif not closed and continues(reader, follow, left):
            content.append((follow, right_edge(reader, follow)))
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


_Inserted = tuple[Range, int, int, str]


def _is_edge(reader: Reader, k: int) -> bool:
    return reader.kind(k) in ("q", "m") or reader.low(k) in (
        ",",
        "—",
        "–",
        "?",
        "!",
        "…",
    )


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
    if cue.clitic >= 0:
        clitic = (cue.clitic, cue.clitic + 1)
        return clitic, left_end, cue.last, "incise-clitic"
    phrase = reader.phrase_after(cue.last)
    if phrase is None or reader.is_in(cue.last, "prepositions"):
        return None
    at_end = phrase[1] >= len(reader.tokens)
    if not (
        at_end
        or reader.low(phrase[1]) in _EDGES
        or reader.kind(phrase[1]) == "q"
        or reader.is_in(phrase[1], "after_source", "relative", "prepositions")
    ):
        return None
    quoted = reader.kind(left_end - 1) == "q" or reader.kind(k) in ("q", "m")
    if not quoted and find_complement(reader, cue) is not None:
        return None
    if not resolver.speaks(number, phrase, strict=not quoted):
        return None
    return phrase, left_end, phrase[1], "incise-inverted"


def _trailing(reader: Reader, cue: Cue) -> _Inserted | None:
    """Subject before verb, after the content: "..., Smith said"."""
    subject = reader.subject_before(cue.first)
    if subject is None or subject[0] == 0 or subject[1] - subject[0] > 30:
        return None
    if reader.is_in(subject[1], "relative") and reader.kind(subject[1]) == "w":
        return None
    k = subject[0] - 1
    if not _is_edge(reader, k) or (reader.low(k) == "," and k == 0):
        return None
    after = cue.last
    quoted = reader.kind(k) == "q" or reader.kind(k - 1) == "q"
    if not quoted and reader.lexicon.inversion:
        return None
    if reader.kind(k) != "q" and find_complement(reader, cue) is not None:
        return None
    if (
        not quoted
        and after < len(reader.tokens)
        and not (
            reader.low(after) in _EDGES
            or reader.is_in(after, "after_source")
            or reader.is_adverb(after)
        )
    ):
        return None
    left_end = k + 1 if reader.kind(k) == "q" else k
    start = left_start(reader, left_end)
    if not quoted and not any(reader.is_finite(i) for i in range(start, left_end)):
        return None
    return subject, left_end, after, "incise"


# --- selon, according to -----------------------------------------------------------


def _according(reader: Reader, number: int, resolver: Resolver) -> Iterator[Finding]:
    """ "selon X" before, after and inside its clause."""
    for i in range(len(reader.tokens)):
        phrase = next(
            (
                p
                for p in reader.lexicon.phrases["according"]
                if p[0] == reader.low(i)
                and all(reader.low(i + n) == w for n, w in enumerate(p))
            ),
            None,
        )
        if phrase is None:
            continue
        finding = _according_at(reader, i, len(phrase), number, resolver)
        if finding is not None:
            yield finding


def _according_at(
    reader: Reader, i: int, width: int, number: int, resolver: Resolver
) -> Finding | None:
    source = resolver.named_source(number, i + width)
    if source is None or not resolver.may_be_cited(number, source):
        return None
    first = i
    while first > 0 and reader.is_in(first - 1, "according_prefix"):
        first -= 1
    after = _after_apposition(reader, source[1])
    initial = first == 0 or reader.low(first - 1) in (";", ":", "(", "—", "–", "--")
    end = right_edge(reader, after)
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


def _after_apposition(reader: Reader, end: int) -> int:
    """Past ", published by Y," after the source of an initial "selon"."""
    if reader.low(end) != "," or end + 1 >= len(reader.tokens):
        return end
    follow = end + 1
    if reader.starts_phrase(follow) or reader.is_adverb(follow):
        return end
    if reader.kind(follow) != "w" or reader.is_in(
        follow, "prepositions", "subordinators", "that", "conjunctions", "according"
    ):
        return end
    for j in range(follow, len(reader.tokens)):
        if reader.low(j) == ",":
            return j
        if reader.is_finite(j) and not reader.is_in(j - 1, "relative"):
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
        ):
            if any(reader.is_finite(k) for k in range(start, j)):
                start = j + 1
                break
    for j in range(start + 1, left_end):
        if reader.is_in(j, "cleft") and reader.low(j - 1) == "," and reader.is_finite(j + 1):
            start = j
    left = (start, left_end)
    follow = source_end + 1 if reader.low(source_end) == "," else source_end
    if comma and reader.low(source_end) == ",":
        goes_on = not reader.is_in(
            follow, "conjunctions", "subordinators", "relative", "other_relative"
        )
    elif reader.low(source_end) == ",":
        goes_on = not has_verb(reader, left)
    else:
        goes_on = source_end < end and (
            reader.low(source_end) not in _EDGES or reader.low(source_end) in "(["
        )
    if goes_on and follow < end:
        return (left, (follow, end)), "according-inside"
    return (left,), "according-after"


def has_verb(reader: Reader, where: Range) -> bool:
    """The range holds a finite verb."""
    return any(reader.is_finite(i) for i in range(*where))


# --- quotations beside a citation ----------------------------------------------------


def _second_quotations(
    reader: Reader, number: int, findings: Sequence[Finding]
) -> Iterator[Finding]:
    """A quotation after a colon goes on with the speaker of the clause before it."""
    held = {i for f in findings for part in f.content for i in range(*part)}
    for i in range(1, len(reader.tokens)):
        if reader.kind(i) != "q" or reader.low(i - 1) != ":" or i in held:
            continue
        speaker = next(
            (f for f in reversed(findings) if f.source and f.cue[0] < i), None
        )
        if speaker is not None:
            yield Finding(
                unit=number,
                content=((i, i + 1),),
                cue=(i - 1, i),
                source=speaker.source,
                rule=f"{reader.lexicon.language}/colon-quotation",
            )


def _trim(reader: Reader, findings: list[Finding]) -> list[Finding]:
    """A content stops before the next cue that has the same subject."""
    trimmed = []
    for finding in findings:
        content = list(finding.content)
        start, end = content[-1]
        for other in findings:
            cut = other.cue[0]
            if other is finding or not start < cut < end or "incise" in finding.rule:
                continue
            if other.source == finding.source and finding.cue[0] < cut:
                while cut - 1 > start and _is_joint(reader, cut - 1):
                    cut -= 1
                end = min(end, cut)
            elif "incise" in other.rule and other.content[0][0] < finding.cue[0]:
                end = min(end, cut)
        content[-1] = (start, end)
        trimmed.append(finding.with_content(tuple(p for p in content if p[0] < p[1])))
    return trimmed


def _is_joint(reader: Reader, i: int) -> bool:
    """Words that join two cues: ", tout en", "and"."""
    return reader.low(i) == "," or reader.is_in(
        i, "conjunctions", "adverbs", "prepositions", "clitics"
    )
