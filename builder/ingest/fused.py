"""Furniture that a careless extraction ran into the prose of one paragraph.

Comes in: the paragraphs of an evidence file. Goes out: the same words as more
paragraphs, and for those that are galleries, captions, credits and notices of the page
why they are not the article. The phrases are data (``fused`` in
``languages/<code>/furniture.yaml``), written with their capitals as pages show them; a
gallery is known in any language by its counters: "1/12 ... 2/12 ... 3/12".

What a caption without a full stop ran into can be told from it only by a small word
with a capital; else it goes up to the end of the sentence. Nothing is lost: all of it
stands under ``set_aside``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from builder.ingest.furniture import Aside
from builder.ingest.language import stopwords
from builder.ingest.paragraphs import Paragraph
from builder.languages import known_languages, load_rules
from builder.model import SetAsideRole, Span

_COUNTER = re.compile(r"(?<![\w/.,])(\d{1,3})(?:/| of | sur | de )(\d{1,3})(?![\w/.,])")
_FEWEST = 3
"""Counters of one gallery: two fractions of one sum may stand in any text."""
_WIDEST_CAPTION = 700
"""Characters between two counters of one gallery."""
_LONGEST = 500
"""Characters of a caption that ran on; where no sentence ends, it is its opening."""
_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[^\W\d_a-zß-ÿ]|\s+[\"'“‘«(]|\s*$)")
_CAPITAL = re.compile(r"(?<=[^\W_]\s)[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]+(?![^\s,])")
_JOIN = "\\s+"


def split_fused(
    paragraphs: Iterable[Paragraph], language: str
) -> tuple[list[Paragraph], list[Aside | None]]:
    """Paragraphs cut at furniture, and why a piece is not the article."""
    small = stopwords(language)
    pieces: list[Paragraph] = []
    asides: list[Aside | None] = []
    for paragraph in paragraphs:
        at = 0
        for (start, end), aside in _find_fused(paragraph.text, small):
            for span, why in (((at, start), None), ((start, end), aside)):
                piece = _cut(paragraph, span)
                if piece is not None:
                    pieces.append(piece)
                    asides.append(why)
            at = end
        rest = _cut(paragraph, (at, len(paragraph.text))) if at else paragraph
        if rest is not None:
            pieces.append(rest)
            asides.append(None)
    return pieces, asides


def _find_fused(text: str, small: Collection[str]) -> list[tuple[Span, Aside]]:
    """Spans of furniture, in order; those that touch or overlap are one.

    A paragraph that is one piece of furniture as a whole is for ``furniture``.
    """
    found = sorted(
        [(span, Aside("caption", "any/gallery")) for span in _find_galleries(text)]
        + [(span, aside) for span, aside in _find_listed(text, small)],
        key=lambda row: row[0],
    )
    joined: list[tuple[Span, Aside]] = []
    for (start, end), aside in found:
        if joined and not text[joined[-1][0][1] : start].strip():
            (first, last), why = joined[-1]
            joined[-1] = (first, max(last, end)), why
        else:
            joined.append(((start, end), aside))
    return joined


def _find_galleries(text: str) -> Iterator[Span]:
    """From the sentence of a first counter to the end of that of the last one."""
    counters = [(m.start(), int(m[1]), int(m[2])) for m in _COUNTER.finditer(text)]
    run: list[tuple[int, int, int]] = []
    for one in (*counters, (len(text), 0, 0)):
        if run and (one[2] != run[-1][2] or not _follows(run[-1], one)):
            if len(run) >= _FEWEST:
                yield _begin(text, run[0][0]), _finish(text, run[-1][0])
            run = []
        if run or one[1] == 1:
            run.append(one)


def _follows(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return other[1] == one[1] + 1 and other[0] - one[0] <= _WIDEST_CAPTION


def _begin(text: str, at: int) -> int:
    """Where the sentence begins that holds a position."""
    ends = [match.end() for match in _END.finditer(text, 0, at)]
    return ends[-1] if ends else 0


def _finish(text: str, at: int) -> int:
    match = _END.search(text, at)
    end = match.end() if match else len(text)
    return end if end - at <= _LONGEST else at


def _finish_caption(text: str, at: int, small: Collection[str]) -> int:
    """The end of its sentence, or a small word with a capital, which begins the next:
    "a meeting in the town hall They agreed"."""
    end = _finish(text, at)
    for match in _CAPITAL.finditer(text, at, end):
        if text[at : match.start()].count(" ") > 1 and match[0].lower() in small:
            return match.start()
    return end


def _find_listed(text: str, small: Collection[str]) -> Iterator[tuple[Span, Aside]]:
    """Captions up to their end; credits and notices as they stand."""
    captions = [match.span() for match in _phrases("captions").finditer(text)]
    for (start, end), (following, _) in pairwise([*captions, (len(text), 0)]):
        stop = max(end, min(_finish_caption(text, end, small), following))
        yield (start, stop), Aside("caption", "any/fused-caption")
    roles: tuple[tuple[str, SetAsideRole], ...] = (
        ("credits", "caption"),
        ("notices", "label"),
    )
    for key, role in roles:
        for match in _phrases(key).finditer(text):
            if match.span() != (0, len(text)):
                yield match.span(), Aside(role, f"any/fused-{key[:-1]}")


@cache
def _phrases(key: str) -> re.Pattern[str]:
    """The phrases of all languages; ``*`` stands for up to four words, ``...`` for
    what else stands within the brackets."""
    rows: set[str] = set()
    for language in known_languages("furniture"):
        table = load_rules(language, "furniture").get("fused", {})
        rows |= {str(row) for row in table.get(key, ())}  # type: ignore[attr-defined]
    each = "|".join(map(_make_pattern, sorted(rows, key=lambda r: (-len(r), r))))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)" if each else r"(?!)")


def _make_pattern(phrase: str) -> str:
    words = {"*": r"\S+(?:\s+\S+){0,3}?", "...)": r"[^()]{1,80}\)"}
    return _JOIN.join(words.get(word, re.escape(word)) for word in phrase.split())


def _cut(paragraph: Paragraph, span: Span) -> Paragraph | None:
    """A part of a paragraph, white space trimmed; None where nothing is left."""
    start, end = span
    text = paragraph.text
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    return Paragraph(_cut_lines(paragraph.lines, start, end), text[start:end])


def _cut_lines(lines: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The parts of the lines that hold some characters of the joined text."""
    kept: list[Span] = []
    at = 0
    for low, high in lines:
        first, last = max(start, at), min(end, at + high - low)
        if first < last:
            kept.append((low + first - at, low + last - at))
        at += high - low + 1  # the blank that joins two lines
    return tuple(kept)
