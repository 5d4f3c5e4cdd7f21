"""Tokens, and the units of text in which a citation may live.

Comes in: a body, its sentences and quotations. Goes out: units, each the tokens of a
stretch in which a whole quotation is one token. A unit is a sentence; sentences that
one quotation joins are one unit; one that tells of nobody's words is cut only when
somebody asks. It knows no word classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from builder.annotate.cues import Lexicon, load_lexicon
from builder.annotate.quoted_clauses import BREAK, find_quoted_clause
from builder.annotate.tokens import QUOTED, token_reader
from builder.annotate.words import Pieces, Words, cut_text, cut_words, find_words
from builder.model import Quotation, Span

_ELIDED = [
    "jusqu",
    "lorsqu",
    "puisqu",
    "quoiqu",
    "presqu",
    "qu",
    "l",
    "d",
    "n",
    "s",
    "j",
    "c",
    "m",
    "t",
]
_INVERTED = [
    "t-il",
    "t-elle",
    "t-on",
    "t-ils",
    "t-elles",
    "il",
    "elle",
    "ils",
    "elles",
    "on",
    "je",
    "nous",
    "vous",
    "tu",
]


_LONGEST = 240
"""Tokens, a quotation being one, that the longest sentence has."""
_CUTS = frozenset(";:,")


class Unit(NamedTuple):
    """A sentence, or sentences that one quotation joins."""

    span: Span
    block: int
    """The index of its block."""
    tokens: Pieces | None
    """None where no word can tell of what somebody says; see ``cut_unit``."""


_PLAIN = r"((?!\s)(?:[A-Za-zÀ-ÖØ-öø-ÿ]++(?=[ ,])|[^\W\d_]++(?![\w'’.&‐‑-])|[,;:!?()]"
"""What nearly every token is, tried first: letters with nothing that joins behind,
those of Latin before all others, and marks that join nothing."""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """One token; elision and inversion are cut for French, the genitive for English.

    A title or an initial keeps its full stop.
    """
    titles = "|".join(sorted(load_lexicon(language).words["titles"] - {""}))
    short = r"(?=[^\W\d_]{1,12}\.\s*[^\W\d_])"
    dotted = rf"{short}(?:(?i:{titles})|[^\W\d_a-zß-ÿ])\." if titles else r"(?!)"
    figures = r"(?<![\w.])[0-9]+(?:[.,][0-9]+)+(?!\w)"
    mark = r"\.\.\.|[«»“”„‹›\"‘’]|--+|[^\w\s]|_"
    if language == "fr":
        elided = rf"(?:{'|'.join(_ELIDED)})['’]|[Aa]ujourd['’]hui"
        clitic = rf"-(?:{'|'.join(_INVERTED)})(?![\w-])"
        stop = rf"(?:(?!{clitic})[-‐‑&][^\W_]+)*"
        elided = rf"(?=\w{{1,10}}['’])(?i:{elided})"
        words = rf"{elided}|(?i:{clitic})|(?<!\w){dotted}|[^\W_]+{stop}"
        return re.compile(rf"{_PLAIN}|{figures}|{words}|{mark}))")
    genitive = r"['’](?:s|ll|ve|re|d|m)(?!\w)"
    inner = r"(?:[-‐‑&][^\W_]+|\.[^\W\d_](?=\.))*"
    negated = r"(?<=[^\W_]n)['’]t(?!\w)"
    name = r"(?<!\w)[^\W\d_]['’](?=[^\W\d_a-zß-ÿ][a-zß-ÿ])"  # O'Neill
    words = rf"(?<!\w){dotted}|(?:{name})?[^\W_]+(?:{negated}|{inner})|(?i:{genitive})"
    return re.compile(rf"{_PLAIN}|{figures}|{words}|''|{mark}))")


def make_units(
    body: str,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    blocks: Sequence[Span],
    language: str,
) -> list[Unit]:
    """Units in reading order; a block without sentences gives none."""
    whole = [q for q in quotations if q.depth == 0 and not q.scare]
    lexicon = load_lexicon(language)
    units: list[Unit] = []
    at = block = 0
    for span in _join(body, sentences, whole, lexicon):
        start, end = span
        while block < len(blocks) and blocks[block][1] <= start:
            block += 1
        while at < len(whole) and whole[at].span[1] <= start:
            at += 1
        inside = at
        while inside < len(whole) and whole[inside].span[0] < end:
            inside += 1
        if at < inside:
            tokens = _cut(body, span, whole[at:inside], language)
        elif (cut := _cut_plain(body, span, blocks[block], lexicon)) is not None:
            tokens = cut
        else:
            units.append(Unit(span, block, None))
            continue
        texts, starts, ends = tokens
        if 0 < len(texts) <= _LONGEST:
            units.append(Unit((starts[0], ends[-1]), block, tokens))
            continue
        for a, b in _parts(texts):
            part = starts[a], ends[b - 1]
            units.append(Unit(part, block, (texts[a:b], starts[a:b], ends[a:b])))
    return units


def cut_unit(body: str, unit: Unit, language: str) -> Pieces:
    """The tokens of a unit, also of one that tells of nothing."""
    return unit.tokens or cut_text(body, unit.span, _pattern(language))


def _cut_plain(body: str, span: Span, block: Span, lexicon: Lexicon) -> Pieces | None:
    """The tokens of a sentence without a quotation; None where it tells of nothing."""
    words = find_words(body, block, lexicon.language).cut(span)
    text = body[span[0] : span[1]]
    hyphens = "-" in text or "‑" in text
    if _is_quiet(words, hyphens, lexicon):
        return None
    if not (hyphens and lexicon.inversion) and _are_tokens(
        words, text, span, lexicon.language
    ):
        return cut_words(body, block, span, lexicon.language)
    return cut_text(body, span, _pattern(lexicon.language))


def _is_quiet(words: Words, hyphens: bool, lexicon: Lexicon) -> bool:
    """No words of a sentence that is not too long tell of what somebody says.

    The words are those that other stages read. A token is one of them or, where a
    pronoun is cut from its verb, a part of one.
    """
    if len(words) > _LONGEST // 2 or lexicon.may_tell(words.known):
        return False
    if not hyphens or not lexicon.inversion:
        return True
    parts = frozenset("-".join(words.known).split("-"))
    return lexicon.tells_in.isdisjoint(parts) and not lexicon.may_tell(
        words.known | parts
    )


def _are_tokens(words: Words, text: str, span: Span, language: str) -> bool:
    """Whether the words that other stages read are the tokens of a sentence: no mark
    joins or parts them in one of the two ways to cut. In French it has no hyphens.
    """
    if not _JOINS.isdisjoint(words.known) or "." in words.texts[:-1]:
        return False
    if not words or (words.starts[0], words.ends[-1]) != span:
        return False
    if "_" in text or language != "fr":
        return "_" not in text
    return _ELISIONS.issuperset([word for word in words.known if word[-1] == "'"])


_JOINS = frozenset(("'", "&", "-", "‐"))
_ELISIONS = frozenset(f"{word}'" for word in _ELIDED)


def _parts(texts: Sequence[str]) -> Iterator[Span]:
    """What no sentence is long enough to be is cut, so that cost stays in bounds."""
    start = 0
    while len(texts) - start > _LONGEST:
        cut = start + _LONGEST
        for i in range(cut, start + _LONGEST // 2, -1):
            if texts[i] in _CUTS:
                cut = i
                break
        yield start, cut + 1
        start = cut + 1
    if start < len(texts):
        yield start, len(texts)


def _join(
    body: str,
    sentences: Sequence[Span],
    whole: Sequence[Quotation],
    lexicon: Lexicon,
) -> list[Span]:
    """Sentences whose border lies inside a quotation become one, and those that only
    say whose the quotation before them is ("“Why?” Smith said.")."""
    if not whole:
        return list(sentences)
    joined: list[Span] = []
    at = 0
    for start, end in sentences:
        while at < len(whole) and whole[at].span[1] <= start:
            at += 1
        inside = at < len(whole) and whole[at].span[0] < start
        quoted = at and joined and whole[at - 1].span[1] == joined[-1][1]
        quoted = quoted and "\n\n" not in body[joined[-1][1] : start]
        if joined and (inside or (quoted and _signs(body, start, end, lexicon))):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _signs(body: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """A name and a word of speech open the stretch, and no clause follows."""
    words = _SIGNATURE.findall(body, start, min(end, start + _REACH))
    for i, (word, after) in enumerate(words):
        if word.casefold() in lexicon.speech:
            behind = words[i + 1][0].casefold() if i + 1 < len(words) else ""
            free = after or not behind or behind in lexicon.words["after_source"]
            return i > 0 and bool(free)
        if not (word[0].isupper() or word.casefold() in lexicon.words["subject"]):
            return False
    return False


_SIGNATURE = re.compile(r"([^\W\d_][^\W_]*(?:[-'’][^\W_]+)*)\.?\s*([.,;]?)")
_LETTERS = re.compile(r"[^\W\d_]+")
_REACH = 60
"""Characters of a name and a word of speech."""


def _cut(
    body: str, span: Span, quotations: Sequence[Quotation], language: str
) -> Pieces:
    """The tokens of a stretch, each quotation being one."""
    pattern = _pattern(language)
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at, stop = span
    for quotation in quotations:
        first, last = quotation.span
        for pieces in (
            cut_text(body, (at, max(at, first)), pattern),
            _of_quotation(body, quotation, (at, stop), language),
        ):
            texts += pieces[0]
            starts += pieces[1]
            ends += pieces[2]
        at = max(at, min(last, stop))
    rest = cut_text(body, (at, stop), pattern)
    return [*texts, *rest[0]], [*starts, *rest[1]], [*ends, *rest[2]]


def _of_quotation(body: str, quotation: Quotation, unit: Span, language: str) -> Pieces:
    """One token; two and the words between them where the writer breaks in."""
    at, stop = unit
    first, last = max(at, quotation.span[0]), min(quotation.span[1], stop)
    whole = (QUOTED,), (first,), (last,)
    lexicon = load_lexicon(language)
    if not lexicon.inversion or quotation.span != (first, last):
        return whole
    if not BREAK.search(body, *quotation.inner):
        return whole
    said = body[slice(*quotation.inner)].lower()
    if lexicon.speech.isdisjoint(_LETTERS.findall(said)):
        return whole
    texts, starts, ends = cut_text(body, quotation.inner, _pattern(language))
    lows, _, uppers, _ = zip(*map(token_reader(language), texts), strict=True)
    clause = find_quoted_clause(lows, uppers, lexicon)
    if clause is None:
        return whole
    begin, end = clause
    right = [(QUOTED, start, ends[-1]) for start in starts[end : end + 1]]
    inner = zip(texts[begin:end], starts[begin:end], ends[begin:end], strict=True)
    rows = [(QUOTED, starts[0], starts[begin]), *inner, *right]
    cut, first_of, last_of = zip(*rows, strict=True)
    return cut, first_of, last_of
