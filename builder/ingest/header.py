"""The first lines of an article -> date of publication, dateline.

Comes in: paragraphs that are not furniture. Goes out: which words at their start are
metadata. It does not read dates itself (see ``annotate.header_dates``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.annotate.knowledge import Knowledge
from builder.annotate.sources import resolve_name
from builder.ingest.furniture import Aside


@dataclass(frozen=True, slots=True)
class HeaderDate:
    """A date of publication that the page states."""

    paragraph: int
    """Which of the paragraphs bears it."""
    end: int
    """Where, in that paragraph, the article's own text begins."""
    quote: str
    edtf: str
    rule: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline at the start of the first paragraph."""

    text: str
    aside: Aside


_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’. -]{2,40}|[A-ZÀ-ÖØ-Þ][\w'’. -]{2,40})"
    r"(?:,\s[^()\n]{2,30}?)?\s*"
    r"\((?P<name>[^()\n]{2,40})\)\s*[-–—_]+\s*"
)


def find_header_date(texts: Sequence[str], language: str) -> HeaderDate | None:
    """The stated date of publication."""
    for index, text in enumerate(texts[:4]):
        match = re.match(r"date (\d{4}-\d{2}(?:-\d{2})?)\b", text)
        if match:
            return HeaderDate(
                index, match.end(), match.group(), match.group(1), "header-date"
            )
    return None


def find_opening(text: str, knowledge: Knowledge) -> Opening | None:
    """A dateline with its agency: "JERUSALEM (AP) - ".

    The brackets must hold a known source or capitals alone, so that no
    sentence loses its subject.
    """
    match = _DATELINE.match(text)
    if match is None:
        return None
    name = match.group("name").strip()
    if not (name.isupper() or resolve_name(name, knowledge)):
        return None
    if match.end() >= len(text):
        return None
    aside = Aside("metadata", "any/dateline", "credits", name, "top")
    return Opening(match.group().rstrip(), aside)
