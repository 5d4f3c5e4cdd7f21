"""Evidence files -> working copies.

Comes in: the bytes of a file in seeds/, its path, and what the program knows. Goes
out: the record and the body of a working copy, the decoded evidence, and problems. It
touches no disk and knows no dates, events or pages.

Nothing is lost: every character of the evidence that is not white space stands either
in the body or under ``set_aside``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from builder.annotate.header_dates import find_published_in_line
from builder.annotate.knowledge import Knowledge
from builder.folding import is_reserved, make_slug
from builder.ingest.credits import (
    find_closing,
    find_masthead,
    find_outlet_and_credits,
    find_signature,
)
from builder.ingest.decode import decode
from builder.ingest.furniture import (
    Aside,
    find_furniture,
    is_prose,
    repeated_paragraphs,
)
from builder.ingest.fused import split_fused
from builder.ingest.header import HeaderDate, find_date_of_byline, find_header
from builder.ingest.headings import Shape, find_shapes
from builder.ingest.language import find_language
from builder.ingest.paragraphs import Paragraph, find_paragraphs
from builder.model import UNKNOWN, ArticleRecord, Because, Evidence, SetAside
from builder.problems import Problem
from builder.working_copy import escape_paragraph

__all__ = [
    "Ingested",
    "article_id",
    "find_repeated",
    "ingest_bytes",
    "ingest_text",
]

_LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Ingested:
    """A working copy in the making."""

    record: ArticleRecord | None
    """None where the evidence could not be read."""
    body: str
    text: str
    """The decoded evidence."""
    problems: tuple[Problem, ...] = ()


def ingest_bytes(
    data: bytes,
    file: str,
    knowledge: Knowledge,
    repeated: Collection[str] = frozenset(),
    id_: str = "",
) -> Ingested:
    """The working copy of one evidence file.

    ``file`` is its path from the project's root, with forward slashes; ``repeated``
    are the paragraphs that stand in several files (see ``find_repeated``).
    """
    digest = hashlib.sha256(data).hexdigest()
    decoded = decode(data, file)
    if decoded.text is None:
        return Ingested(None, "", "", decoded.problems)
    evidence = Evidence(file=file, sha256=digest, encoding=decoded.encoding)
    name = id_ or article_id(file, (), digest)
    record, body = ingest_text(decoded.text, evidence, name, knowledge, repeated)
    problems = decoded.problems
    if not body.strip():
        problems += (_nothing_left(file),)
    return Ingested(record, body, decoded.text, problems)


def ingest_text(
    text: str,
    evidence: Evidence,
    id_: str,
    knowledge: Knowledge,
    repeated: Collection[str] = frozenset(),
) -> tuple[ArticleRecord, str]:
    """Record and body made from decoded evidence."""
    language = find_language(text)
    paragraphs, fused = split_fused(find_paragraphs(text), language)
    found = find_furniture(paragraphs, language, repeated)
    asides = [a or b for a, b in zip(fused, found, strict=True)]
    head = _read_head(paragraphs, asides, knowledge, language)
    masthead = find_masthead([text for _, text in head.rest], knowledge)
    if masthead is not None:
        index, words = head.rest.pop(0)
        head.asides.append((index, 0, masthead, words))
    shapes = find_shapes([text for _, text in head.rest])
    blocks: list[str] = []
    title = UNKNOWN
    pieces = list(head.asides)
    for (index, words), shape in zip(head.rest, shapes, strict=True):
        if shape == "label":
            pieces.append((index, 1, Aside("label", "any/label-before-title"), words))
            continue
        if shape == "headline":
            title = words
        blocks.append(_render_block(words, shape))
    pieces.sort(key=lambda piece: piece[:2])
    outlet, credits = find_outlet_and_credits(
        (aside for _, _, aside, _ in pieces), knowledge
    )
    date = head.date
    record = ArticleRecord(
        id=id_,
        evidence=evidence,
        title=title,
        outlet=outlet,
        credits=credits,
        published=date.edtf if date else UNKNOWN,
        because=Because(rule=date.rule, quote=date.quote) if date else None,
        language=language,
        set_aside=_make_set_aside(pieces),
    )
    return record, "\n\n".join(blocks) + "\n" if blocks else ""


def find_repeated(texts: Sequence[str]) -> frozenset[str]:
    """Paragraphs of 40 or more characters that stand in two or more evidence texts."""
    cut = (split_fused(find_paragraphs(t), find_language(t))[0] for t in texts)
    return repeated_paragraphs(cut)


def article_id(file: str, taken: Collection[str] = (), digest: str = "") -> str:
    """An id for a new article: the file's stem, safe as a file name and in an address.

    Where it is taken or empty, the first digits of the evidence's hash are added.
    """
    stem = PurePosixPath(file.replace("\\", "/")).stem
    slug = make_slug(stem, "_")[:_LONGEST_ID].strip("-_")
    if is_reserved(slug):
        slug = f"article-{slug}"
    name = slug or "-".join(filter(None, ("article", digest[:8])))
    if name in taken and digest:
        name = f"{slug or 'article'}-{digest[:8]}"
    return name


# --- steps ---------------------------------------------------------------------------

_Piece = tuple[int, int, Aside, str]
"""Index of the paragraph, where in it, why it is set aside, its words."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What is set aside, and the paragraphs that are left."""

    asides: list[_Piece]
    rest: list[tuple[int, str]]
    date: HeaderDate | None


def _read_head(
    paragraphs: Sequence[Paragraph],
    asides: Sequence[Aside | None],
    knowledge: Knowledge,
    language: str,
) -> _Head:
    """Take furniture, then date and dateline, off the paragraphs."""
    head = _Head([], [], None)
    for index, (paragraph, aside) in enumerate(zip(paragraphs, asides, strict=True)):
        if aside is not None:
            head.asides.append((index, 0, aside, paragraph.text))
        else:
            head.rest.append((index, paragraph.text))
    head = _dated_by_writer(head, language)
    return _without_signature(_without_header(head, knowledge, language), knowledge)


def _dated_by_writer(head: _Head, language: str) -> _Head:
    """The date beside the writer's name over the text: "By Ann Rowe | 3 May 2019"."""
    prose = next((index for index, text in head.rest if is_prose(text)), 0)
    for index, _, aside, text in head.asides:
        if index < prose and aside.gives == "writer":
            found = find_published_in_line(text, language)
            if found is not None:
                return _Head(head.asides, head.rest, HeaderDate(*found))
    return head


def _without_signature(head: _Head, knowledge: Knowledge) -> _Head:
    """Set aside what the lines around the text say of where it comes from."""
    rest = _without_top_lines(head, knowledge)
    while len(rest) > 1:
        index, text = rest[-1]
        whole = find_signature(text, knowledge)
        if whole is None:
            break
        head.asides.append((index, len(text), whole, text))
        rest.pop()
    closing = find_closing(rest[-1][1], knowledge) if rest else None
    if closing is not None:
        start, aside = closing
        index, text = rest[-1]
        head.asides.append((index, len(text), aside, text[start:].strip()))
        rest[-1] = (index, text[:start].rstrip())
    return _Head(head.asides, rest, head.date)


def _without_top_lines(head: _Head, knowledge: Knowledge) -> list[tuple[int, str]]:
    """The paragraphs without names of known sources between headline and text."""
    rest: list[tuple[int, str]] = []
    for order, (index, text) in enumerate(head.rest):
        if is_prose(text):
            return rest + head.rest[order:]
        whole = find_signature(text, knowledge, "top") if order else None
        if whole is None:
            rest.append((index, text))
        else:
            head.asides.append((index, 0, whole, text))
    return list(head.rest)


def _without_header(head: _Head, knowledge: Knowledge, language: str) -> _Head:
    """Set the date of publication and the dateline aside."""
    cuts, date = find_header([text for _, text in head.rest], knowledge, language)
    writers = (text for _, _, aside, text in head.asides if aside.gives == "writer")
    if date is None:
        dates = (find_date_of_byline(text, knowledge, language) for text in writers)
        date = next((found for found in dates if found), None)
    ends: dict[int, int] = {}
    for cut in cuts:
        index, text = head.rest[cut.paragraph]
        words = text[cut.start : cut.end].strip()
        head.asides.append((index, cut.start, cut.aside, words))
        ends[cut.paragraph] = cut.end
    rest = [
        (index, text[ends.get(order, 0) :].strip())
        for order, (index, text) in enumerate(head.rest)
    ]
    return _Head(head.asides, [row for row in rest if row[1]], date or head.date)


def _render_block(words: str, shape: Shape) -> str:
    if shape == "headline":
        return f"# {words}"
    return f"## {words}" if shape == "heading" else escape_paragraph(words)


def _make_set_aside(pieces: Sequence[_Piece]) -> list[SetAside]:
    """In order of appearance; the same words only once, since they are the key."""
    rows: dict[str, SetAside] = {}
    for _, _, aside, words in pieces:
        row = SetAside(role=aside.role, text=words, rule=aside.rule)
        rows.setdefault(words, row)
    return list(rows.values())


def _nothing_left(file: str) -> Problem:
    return Problem(
        path=file,
        line=1,
        column=1,
        code="E017",
        message="nothing is left of the file once the page's furniture is set aside",
        hint="see set_aside in its working copy; write the article's text below it",
        severity="warning",
    )
