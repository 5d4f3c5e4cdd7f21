"""Lines around an article -> date of publication, datelines.

Comes in: paragraphs that are not furniture. Goes out: which words at their start are
metadata, and the date they state. It does not read dates itself (see
``annotate.header_dates``); it decides where a date may be the publication's: over the
first paragraph of prose or at its start, and under the last one.

A sentence that begins like a header ("Publié le 5 mai 2019, le rapport ...") stays
whole: what follows a header begins anew, with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.annotate.header_dates import find_published_in_line, is_byline
from builder.annotate.knowledge import Knowledge
from builder.annotate.sources import resolve_name
from builder.ingest.furniture import (
    Aside,
    find_names,
    find_pieces,
    is_prose,
    names_publisher,
)


@dataclass(frozen=True, slots=True)
class HeaderDate:
    """A date of publication that the page states."""

    edtf: str
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Words at the start of a paragraph that are metadata."""

    paragraph: int
    start: int
    end: int
    """Where, in the paragraph, what follows begins."""
    aside: Aside


_AFTER_NAME = re.compile(r"\s*(?:,|\||·|•|–|—|/)\s*|\s+-\s+")
"""What stands between the name of who published and the date."""
_BEHIND_DATE = re.compile(r"\s*(?:\||·|•|–|—|/)\s*|\s+-\s+")
_MOST_TOP_LINES = 8
_MOST_END_LINES = 4
_LONGEST_ALONE = 60
"""Characters of a line that holds a date and nothing else."""
_MOST_HEADER_WORDS = 18
_FEW_WORDS = 6

_SEPARATOR = re.compile(r"[\s:|·•–—_-]*")
_BEGINS = re.compile(r"[\W_]*(?:[^\W\d_]|$)")
_SENTENCE_END = re.compile(r"[^\W\d_]{3,}[.!?…]['\"”»)\]\s]*$")
_DATELINE = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’. -]{1,40}?(?:,\s[^()\n]{2,30}?)?\s*)?"
    r"\((?P<name>[^()\n]{2,40})\)\s*[-–—_]+\s*"
)
_LEAD = re.compile(r"\((?P<name>[^()\n]{2,40})\)\s+(?=[A-ZÀ-ÖØ-Þ«\"“])")
"""An agency in brackets before the first sentence: "(Reuters) The fire ..."."""


def find_header(
    texts: Sequence[str], knowledge: Knowledge, language: str = ""
) -> tuple[list[Cut], HeaderDate | None]:
    """What is metadata at the start of paragraphs, and the stated date.

    ``language`` is that of the page, where it is known. A date of a later change
    ("updated") counts only where no other is stated.
    """
    cuts: list[Cut] = []
    dates: list[HeaderDate] = []
    for index in _find_candidates(texts):
        text, at = texts[index], 0
        dated = _cut_date(texts, index, knowledge, language)
        if dated is None or dated[1].rule == "header/alone":
            dated = _cut_named(text, index, knowledge, language) or dated
        if dated is not None:
            cut, date = dated
            cuts.append(cut)
            dates.append(date)
            at = cut.end
        opening = _cut_dateline(text, index, at, knowledge)
        if opening is not None:
            cuts.append(opening)
    first = [date for date in dates if date.rule != "header/updated"] or dates
    return cuts, first[0] if first else None


def _find_candidates(texts: Sequence[str]) -> Iterator[int]:
    """Lines before and at the first prose, and after the last."""
    prose = [index for index, text in enumerate(texts) if is_prose(text)]
    first, last = (prose[0], prose[-1]) if prose else (len(texts) - 1, len(texts))
    top = min(first, _MOST_TOP_LINES)
    yield from range(0, top + 1 if texts else 0)
    yield from range(max(last + 1, top + 1), min(len(texts), last + _MOST_END_LINES))


def _cut_date(
    texts: Sequence[str], index: int, knowledge: Knowledge, language: str
) -> tuple[Cut, HeaderDate] | None:
    text = texts[index]
    found = find_published_in_line(text, language)
    if found is None:
        return None
    edtf, quote, rule = found
    start = text.find(quote)
    if start < 0 or text[:start].strip():
        return None
    if rule == "header/alone" and _dates_are_headings(texts, index, language):
        return None
    end = _find_end(text, start + len(quote), rule)
    if end is None:
        return None
    agency = _find_agency(text, 0, knowledge) if rule == "header/dateline" else None
    aside = Aside("metadata", rule, *(("credits", agency[0], "top") if agency else ()))
    return Cut(index, 0, end, aside), HeaderDate(edtf, quote, rule)


def find_date_of_byline(
    text: str, knowledge: Knowledge, language: str
) -> HeaderDate | None:
    """The date behind who wrote it: "Par Jeanne Roux, publié le 3 mai 2019"."""
    dated = _cut_named(text, 0, knowledge, language)
    return dated[1] if dated else None


def _cut_named(
    text: str, index: int, knowledge: Knowledge, language: str
) -> tuple[Cut, HeaderDate] | None:
    """A line of who published and when: "The Evening Herald, 3 May 2019".

    The name is that of a known outlet or agency, or holds a publisher's word; what
    follows the date is a word or two, such as the name of a column. A column or who
    wrote it may stand there too, where the date is said to be the publication's.
    """
    if is_prose(text):
        return None
    for mark in _AFTER_NAME.finditer(text):
        name = text[: mark.start()].strip()
        gives = _gives(name, knowledge)
        column = "," not in mark[0] and len(name.split()) <= _FEW_WORDS
        if not (gives or column or is_byline(name, language)):
            continue
        behind = _BEHIND_DATE.search(text, mark.end())
        for end in (len(text), behind.start() if behind else -1):
            if end < 0 or len(text[end:].split()) > _FEW_WORDS:
                continue
            found = find_published_in_line(text[mark.end() : end], language)
            if found is None or found[2] not in (_STATED if gives else _LABELLED):
                continue
            named = (gives, name, "top") if gives else ()
            aside = Aside("metadata", "any/masthead", *named)
            return Cut(index, 0, len(text), aside), HeaderDate(*found)
    return None


_LABELLED = ("header/published", "header/updated")
_STATED = ("header/alone", *_LABELLED)


def _gives(name: str, knowledge: Knowledge) -> str:
    """Whether one name is that of who published, of who supplied, or ``""``.

    It is that of a known outlet or agency, or has a publisher's word and a capital.
    """
    known = resolve_name(name, knowledge)
    if known:
        kinds = {"outlet": "publisher", "agency": "credits"}
        return kinds.get(knowledge.sources[known].kind, "")
    told = len(find_pieces(name)) == len(find_names(name)) == 1 and (
        name[:1].isupper() and len(name.split()) > 1 and names_publisher(name)
    )
    return "publisher" if told else ""


def _find_end(text: str, quoted: int, rule: str) -> int | None:
    """Where the header ends: with the line, or before a text that begins anew.

    None where what follows goes on with the sentence.
    """
    gap = _SEPARATOR.match(text, quoted)
    end = gap.end() if gap else quoted
    rest = text[end:]
    words = len(rest.split())
    begins = _begins_anew(rest)
    if not _SENTENCE_END.search(text) and (
        words <= _FEW_WORDS or (words <= _MOST_HEADER_WORDS and not begins)
    ):
        return len(text)
    marked = bool(text[quoted:end].strip())
    return end if begins and (marked or rule != "header/dateline") else None


def _begins_anew(rest: str) -> bool:
    first = _BEGINS.match(rest)
    return (
        bool(rest)
        and first is not None
        and not first.group()[-1:].islower()
        and rest[0] not in ",;.)"
    )


def _dates_are_headings(texts: Sequence[str], index: int, language: str) -> bool:
    """Other lines hold a date and nothing else too: the text goes day by day."""
    return any(
        len(text) <= _LONGEST_ALONE
        and (found := find_published_in_line(text, language)) is not None
        and found[2] == "header/alone"
        for other, text in enumerate(texts)
        if other > index + 1
    )


def _cut_dateline(text: str, index: int, at: int, knowledge: Knowledge) -> Cut | None:
    agency = _find_agency(text, at, knowledge)
    if agency is None:
        return None
    aside = Aside("metadata", "any/dateline", "credits", agency[0], "top")
    return Cut(index, at, agency[1], aside)


def _find_agency(text: str, at: int, knowledge: Knowledge) -> tuple[str, int] | None:
    """The agency of a dateline, and where it ends: "JERUSALEM (AP) - ".

    The brackets must hold a known source or capitals alone, so that no sentence loses
    its subject.
    """
    match = _DATELINE.match(text, at) or _LEAD.match(text, at)
    if match is None:
        return None
    name = match.group("name").strip()
    known = resolve_name(name, knowledge)
    if match.re is _LEAD:
        known = known if known and knowledge.sources[known].kind == "agency" else None
    elif name.isupper():
        known = known or name
    return (name, match.end()) if known else None
