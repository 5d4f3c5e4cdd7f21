"""The years a bound takes away are named: first what names none."""

from __future__ import annotations

import pytest

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.model import Article, ArticleRecord, Evidence
from builder.working_copy import find_blocks

SATURDAY = "Le maire est mort samedi 14 novembre."


def excluded(
    body: str, published: str = "unknown", captured: str = "unknown"
) -> list[str]:
    evidence = Evidence(file="seeds/a.txt", sha256="", captured=captured)
    record = ArticleRecord(
        id="a", evidence=evidence, language="fr", published=published
    )
    notes = annotate(Article(record, body, find_blocks(body)), Knowledge({}))
    return [
        candidate.edtf
        for time in notes.times
        for candidate in time.candidates
        if candidate.why == "outside-anchor"
    ]


@pytest.mark.parametrize(
    ("body", "published"),
    [
        (SATURDAY, "unknown"),
        (SATURDAY, "2010/.."),
        ("Le maire est mort le 14 novembre 2015.", "2010/2021"),
        ("Le maire est mort en novembre.", "2010/2021"),
        ("Le maire est mort hier.", "2010/2021"),
    ],
)
def test_nothing_is_excluded_without_bounds_on_both_sides(
    body: str, published: str
) -> None:
    assert excluded(body, published) == []


def test_the_nearest_years_outside_are_named() -> None:
    assert excluded(SATURDAY, "2008/2016") == ["1998-11-14", "2020-11-14"]
    assert excluded(SATURDAY, "2001/2021") == ["1998-11-14", "2026-11-14"]


def test_a_capture_names_what_it_takes_away() -> None:
    body = f"En 2001, il était maire. {SATURDAY}"
    assert "2026-11-14" in excluded(body, captured="2021")


def test_a_day_that_only_leap_years_have() -> None:
    body = "Le maire est mort samedi 29 février."
    assert excluded(body, "1990/2021") == ["1964-02-29", "2048-02-29"]
