"""What the program finds of what a reader finds: no change may erode it unseen.

The readings are the project's own: the shipped articles, and articles made for this.
What a reader finds and the program does not yet stands under ``not_yet``: once found it
moves up. A test that fails prints the items lost or gained.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder.model import Annotations
from builder.yamlio import load
from tests.adapters import load_knowledge, read

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Read:
    """An article, what was found in it, and what a reader finds."""

    body: str
    found: Annotations
    wanted: dict[str, Any]


def open_table(name: str) -> dict[str, Any]:
    path = HERE / name
    loaded = load(path.read_text(encoding="utf-8"), path.name)
    assert not loaded.problems
    return dict(loaded.data)


@cache
def read_all(name: str) -> dict[str, Read]:
    knowledge = load_knowledge(with_content=name == "readings.yaml")
    found = {}
    for key, wanted in open_table(name).items():
        text = wanted.get("text") or (ROOT / key).read_text(encoding="utf-8")
        published = wanted.get("published", "")
        reading = read(text, wanted["language"], knowledge, published=published)
        found[key] = Read(reading.article.body, reading.notes, wanted)
    return found


TABLES = ("readings.yaml", "made.yaml")
KEYS = [(table, key) for table in TABLES for key in open_table(table)]


def citations_of(here: Read) -> list[tuple[str, str]]:
    return [
        (c.ref, " … ".join(here.body[a:b] for a, b in c.content))
        for c in here.found.citations
    ]


def finds(wanted: tuple[str, str], found: tuple[str, str]) -> bool:
    words = found[1].replace("\u00a0", " ")
    return wanted[0].casefold() in found[0].casefold() and wanted[1] in words


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_nothing_is_cited_that_is_no_citation(table: str, key: str) -> None:
    here = read_all(table)[key]
    for words in here.wanted.get("none", ()):
        assert words in here.body, "the reading quotes the article"
        hit = [c for c in citations_of(here) if words in c[1]]
        assert hit == []
        start = here.body.index(words)
        times = [t for t in here.found.times if t.span[0] >= start]
        assert not [t for t in times if t.span[1] <= start + len(words)]


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_every_citation_of_the_reading_is_found(table: str, key: str) -> None:
    here = read_all(table)[key]
    found = citations_of(here)
    missed = [
        w for w in here.wanted["citations"] if not any(finds(w, f) for f in found)
    ]
    assert missed == [], found
    later = here.wanted.get("not_yet", ())
    gained = [w for w in later if any(finds(w, f) for f in found)]
    assert gained == [], "found by now: move it up to citations"


@pytest.mark.parametrize(("table", "most"), [("readings.yaml", 6), ("made.yaml", 0)])
def test_few_citations_are_not_in_the_reading(table: str, most: int) -> None:
    more = [
        (key, f)
        for key, here in read_all(table).items()
        for f in citations_of(here)
        if not any(finds(w, f) for w in here.wanted["citations"])
    ]
    assert len(more) <= most, "\n".join(map(str, more))


@pytest.mark.parametrize(("table", "key"), KEYS)
def test_every_date_of_the_reading_is_found(table: str, key: str) -> None:
    here = read_all(table)[key]
    found = {here.body[t.span[0] : t.span[1]]: t.edtf for t in here.found.times}
    wanted = {str(words): str(edtf) for words, edtf in here.wanted["times"]}
    assert {w: found.get(w, "not found") for w in wanted} == wanted
