"""Who says what in an article: source, cue and content of every citation.

Comes in: a working copy with its sentences and quotations, and the known sources.
Goes out: citations in reading order. Words come from the language's
``citations.yaml``; each pattern here is one function and names its rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.annotate.according import find_according
from builder.annotate.attribution import Finding, Resolver
from builder.annotate.chains import make_chains
from builder.annotate.clauses import Unit, make_units
from builder.annotate.contents import (
    EDGES,
    Complement,
    continues,
    find_complement,
    left_start,
    quotation_left,
    right_edge,
)
from builder.annotate.corrections import correct_citations
from builder.annotate.cue_groups import Cue, find_cues
from builder.annotate.cues import Lexicon, load_lexicon
from builder.annotate.knowledge import Knowledge
from builder.annotate.noun_phrases import Range, Reader
from builder.annotate.subjects import find_subject, is_impersonal
from builder.model import Article, Citation, Quotation, Span


def find_citations(
    article: Article,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    knowledge: Knowledge,
) -> tuple[Citation, ...]:
    """All citations of an article: those that rules find, as a person left them."""
    read = _read_article(article, sentences, quotations, knowledge)
    settled = correct_citations(article, read, quotations, knowledge)
    return tuple(make_chains(sorted(set(settled), key=_order)))


def _read_article(
    article: Article,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    knowledge: Knowledge,
) -> list[Citation]:
    """What rules find; nothing in a language without rules."""
    lexicon = load_lexicon(article.record.language)
    if not lexicon.forms:
        return []
    kept = [b for b in article.blocks if b.kind != "heading"]
    spans = [b.span for b in kept]
    inside = _within(sentences, spans)
    units = make_units(article.body, inside, quotations, spans, lexicon.language)
    resolver = Resolver(article, units, lexicon, knowledge, quotations)
    found: list[Citation] = []
    pending: Finding | None = None
    for number, unit in enumerate(units):
        findings, pending = _read_unit(unit, number, lexicon, resolver, pending)
        found += [c for f in findings if (c := resolver.make(f)) is not None]
    return found


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
    findings.extend(find_according(reader, number, resolver))
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
    source = find_subject(reader, cue, before)
    if source is None or is_impersonal(reader, cue, source):
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
    if cue.verb.person and not reader.lexicon.inversion:
        return None
    if cue.clitic >= 0:
        clitic = (cue.clitic, cue.clitic + 1)
        return clitic, left_end, cue.last, "incise-clitic"
    start = reader.skip_adjunct(cue.last)
    phrase = reader.phrase_after(start)
    if phrase is None or reader.is_in(start, "prepositions"):
        return None
    at_end = phrase[1] >= len(reader.tokens)
    if not (
        at_end
        or reader.low(phrase[1]) in EDGES
        or reader.kind(phrase[1]) == "q"
        or reader.is_in(phrase[1], "after_source", "relative", "prepositions")
    ):
        return None
    quoted = reader.kind(left_end - 1) == "q" or reader.kind(k) in ("q", "m")
    if not quoted and not _is_told_before(reader, cue, left_end):
        return None
    if not resolver.speaks(number, phrase, strict=not quoted):
        return None
    return phrase, left_end, phrase[1], "incise-inverted"


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
            reader.low(after) in EDGES
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
