"""Who says what in an article: source, cue and content of every citation.

Comes in: a working copy with its sentences and quotations, and the known sources.
Goes out: citations in reading order. Words come from the language's
``citations.yaml``; each pattern here is one function and names its rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.annotate.according import find_according, find_views
from builder.annotate.attribution import Finding, Resolver
from builder.annotate.chains import make_chains
from builder.annotate.citing import rely_on_cited
from builder.annotate.clauses import make_units
from builder.annotate.complements import find_complement
from builder.annotate.continuations import find_beside, go_on
from builder.annotate.corrections import correct_citations
from builder.annotate.cue_groups import Cue, find_cues
from builder.annotate.cues import Polarity, load_lexicon
from builder.annotate.insertions import find_inserted
from builder.annotate.interviews import find_answers, may_take_turns
from builder.annotate.knowledge import Knowledge
from builder.annotate.noun_cues import find_noun_cues
from builder.annotate.noun_phrases import Reader
from builder.annotate.objects import Complement
from builder.annotate.subjects import find_subject, is_impersonal
from builder.annotate.transcripts import find_transcript
from builder.annotate.word_classes import Range
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
    settled.sort(key=_order)
    if len({citation.cue for citation in settled}) < len(settled):
        settled = list(dict.fromkeys(settled))  # by one cue may come the same twice
    return tuple(make_chains(settled))


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
    whole = len(kept) == len(article.blocks)
    within = sentences if whole else _within(sentences, spans)
    inside = [_without_bullet(article.body, span) for span in within]
    units = make_units(article.body, inside, quotations, spans, lexicon.language)
    turns = may_take_turns(article)
    if not turns and all(unit.tokens is None for unit in units):
        return []
    resolver = Resolver(article, units, lexicon, knowledge, quotations)
    read: list[list[Finding]] = []
    pending: Finding | None = None
    for number, unit in enumerate(units):
        findings: list[Finding] = []
        if unit.tokens is None:
            pending = None
        else:
            findings, pending = _read_unit(number, resolver, pending)
        read.append(findings)
    answers = list(find_answers(resolver)) if turns else []
    for answer in answers:
        read[answer.unit].insert(0, answer)
    made = (
        resolver.make(f)
        for findings in go_on(read, resolver)
        for f in (sorted(findings, key=lambda f: f.cue) if findings[1:] else findings)
    )
    found = [citation for citation in made if citation is not None]
    if turns and not answers:
        found += find_transcript(article, lexicon, knowledge)
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


def _without_bullet(body: str, span: Span) -> Span:
    """The sentence of a list's item, without the mark before it."""
    mark = _BULLET.match(body, *span)
    return (mark.end(), span[1]) if mark else span


_BULLET = re.compile(r"[-•*·▪●‣]\s+(?=\S)")


def _read_unit(
    number: int,
    resolver: Resolver,
    pending: Finding | None,
) -> tuple[list[Finding], Finding | None]:
    """Findings of one unit, and the cue whose quotation the next one must bring."""
    reader = resolver.reader(number)
    cues = find_cues(reader)
    aside = not reader.lexicon.tells_aside.isdisjoint(reader.lows)
    quoted = "q" in reader.kinds
    if not (cues or aside or quoted) or _is_in_capitals(reader):
        return [], None
    findings: list[Finding] = []
    if pending is not None and reader.kinds[0] == "q":
        findings.append(pending.moved(number, (0, 1)))
        cues = [c for c in cues if c.first > 0]
    announced: Finding | None = None
    for cue in cues:
        finding = _read_cue(reader, cue, number, findings, resolver)
        if finding is None:
            continue
        if finding.content:
            findings.append(finding)
        else:
            announced = finding
    if aside:
        findings.extend(find_noun_cues(reader, number))
        learnt = {f.source for f in findings if f.rule.endswith("learnt")}
        findings.extend(
            found
            for found in find_according(reader, number, resolver)
            if found.source not in learnt  # "apprend-on de source policière"
        )
    findings.extend(find_views(reader, number, resolver))
    if quoted:
        findings.extend(find_beside(reader, number, findings))
    findings = rely_on_cited(reader, findings, number, resolver)
    return (_trim(reader, findings) if len(findings) > 1 else findings), announced


def _is_in_capitals(reader: Reader) -> bool:
    """A line whose every word has a capital tells no name from a common word."""
    words = 0
    for low, kind, upper in zip(reader.lows, reader.kinds, reader.uppers, strict=True):
        if kind == "w":
            if not upper and not low[0].isdigit():
                return False
            words += 1
    return words > 3


def _read_cue(
    reader: Reader,
    cue: Cue,
    number: int,
    before: Sequence[Finding],
    resolver: Resolver,
) -> Finding | None:
    """What the first pattern that fits the cue finds, in order of certainty."""
    inserted = find_inserted(reader, cue, number, resolver)
    if inserted is not None:
        return inserted
    if _is_of_according(reader, cue):
        return None
    complement = find_complement(reader, cue)
    if complement is None or _is_attribute(reader, cue, complement):
        return None
    if reader.is_in(cue.first, "unreal"):
        return None
    source = find_subject(reader, cue, before)
    if source is None or is_impersonal(reader, cue, source):
        return None
    frame = complement.frame
    governed = "colon" if frame == "quote" else frame
    polarity = cue.verb.frames.get(governed, "says")
    asked = frame == "wh" or reader.is_in(complement.start, "whether")
    if cue.negated and (asked or polarity in ("orders", "intends", "asks")):
        return None  # "did not say whether": nothing is said
    word = "participle" if cue.shape == "part" else "verb"
    return Finding(
        unit=number,
        content=_tokens_of(complement),
        cue=(cue.first, cue.last),
        source=source,
        rule=f"{reader.lexicon.language}/{word}-{frame}",
        polarity=_turned(polarity) if cue.negated else polarity,
        weak=cue.verb.weak,
        strict=frame in ("object", "to", "label"),
    )


def _turned(polarity: Polarity) -> Polarity:
    """What a verb says with "not": "does not deny that" says it."""
    turned: dict[Polarity, Polarity] = {
        "says": "denies", "denies": "says", "doubts": "says"
    }  # fmt: skip
    return turned.get(polarity, polarity)


def _is_of_according(reader: Reader, cue: Cue) -> bool:
    """ "according to the Gazette, citing two officials": who relays, not who acts."""
    if cue.shape != "part" or reader.low(cue.first - 1) != ",":
        return False
    phrases = reader.lexicon.phrases["according"]
    for k in range(cue.first - 2, -1, -1):
        if reader.kind(k) != "w":
            return False
        if any(reader.reads(k, phrase) for phrase in phrases.get(reader.low(k), ())):
            return True
    return False


def _is_attribute(reader: Reader, cue: Cue, complement: Complement) -> bool:
    """ "an article describing the flood": the participle belongs to the noun."""
    return (
        cue.shape == "part"
        and complement.frame == "object"
        and reader.kind(cue.first - 1) == "w"
        and not reader.is_adverb(cue.first - 1)
        and not reader.is_any(cue.first - 1, "conjunctions", "prepositions")
    )


def _tokens_of(complement: Complement) -> tuple[Range, ...]:
    start, end = complement.start, complement.end
    return ((start, end),) if start < end else ()


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
        kept = tuple([part for part in content if part[0] < part[1]])
        same = kept == finding.content
        trimmed.append(finding if same else finding.with_content(kept))
    return trimmed


def _is_joint(reader: Reader, i: int) -> bool:
    """Words that join two cues: ", tout en", "and"."""
    return reader.low(i) == "," or reader.is_any(
        i, "conjunctions", "adverbs", "prepositions", "clitics"
    )
