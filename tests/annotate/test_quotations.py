"""Quotations: broken marks never raise, apostrophes are none, scare quotes apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.quotations import find_quotations
from builder.model import Block, Quotation
from tests.examples import examples


def find(body: str, language: str = "fr") -> tuple[Quotation, ...]:
    blocks = []
    at = 0
    for part in body.split("\n\n"):
        blocks.append(Block("paragraph", (at, at + len(part))))
        at += len(part) + 2
    return find_quotations(body, blocks, language)


def inner(body: str, language: str = "fr") -> list[str]:
    return [body[slice(*q.inner)].strip() for q in find(body, language)]


@pytest.mark.parametrize(
    "body",
    [
        "L'armée n’a rien dit d’autre qu’hier.",
        "the 1990s' best, the mayor's car and rock 'n' roll",
        "la route » est coupée",
        'un mot" de trop',
        "««  »»",
        "",
    ],
)
def test_no_quotation(body: str) -> None:
    assert inner(body) == []


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("Il dit : « La route est coupée ».", ["La route est coupée"]),
        ("Il dit : «\u00a0La route est coupée\u202f».", ["La route est coupée"]),
        ("Il dit : « a « b » c ».", ["a « b » c", "b"]),
        ("Il dit : « a “b” c ».", ["a “b” c", "b"]),
        ('Il dit : "« La route est coupée ».', ["La route est coupée"]),
        ('Il dit : " La route est coupée ".', ["La route est coupée"]),
        ("Er sagt: „Die Straße ist zu“.", ["Die Straße ist zu"]),
        ("She said, ‘The road isn’t closed’ twice.", ["The road isn’t closed"]),
        ("She said, ''The road is closed,'' twice.", ["The road is closed,"]),
        ("Il dit : « La route est coupée.", ["La route est coupée."]),
        ('Il dit : « a " b » puis rien', ['a " b']),
    ],
)
def test_marks(body: str, parts: list[str]) -> None:
    assert inner(body) == parts


def test_an_open_mark_ends_with_its_paragraph() -> None:
    body = "Il dit : « La route est coupée.\n\nLe pont tient."
    (quotation,) = find(body)
    assert not quotation.closed
    assert quotation.span[1] == body.index("\n\n")


def test_a_quotation_runs_over_paragraphs_by_reopening() -> None:
    body = "Il dit : « La route est coupée.\n\n» Le pont tient. »"
    assert inner(body) == ["La route est coupée.", "Le pont tient."]


def test_depth_is_counted() -> None:
    assert [q.depth for q in find("« a « b « c » d » e »")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("body", "language", "scare"),
    [
        ("Le « modèle » local a vécu.", "fr", True),
        ("Ces « bandes armées du nord » ont fui.", "fr", True),
        ("Il a dit : « Non ».", "fr", False),
        ("« Non », a dit le maire.", "fr", False),
        ("« La route est coupée depuis hier soir au nord », dit-il.", "fr", False),
        ("“Yes,” the mayor said.", "en", False),
        ("“We will see,” Jane Miller, the new mayor, told us.", "en", False),
        ("The “model” village is empty.", "en", True),
    ],
)
def test_scare_quotes(body: str, language: str, scare: bool) -> None:
    assert [q.scare for q in find(body, language)] == [scare]


@examples(300)
@given(st.text(alphabet="«»“”„\"'‘’‹› ab.\n:,", max_size=80))
def test_any_text_gives_nested_spans(body: str) -> None:
    found = find(body)
    for quotation in found:
        assert quotation.span[0] < quotation.inner[0] <= quotation.inner[1]
        assert quotation.inner[1] <= quotation.span[1] <= len(body)
    for a in found:
        for b in found:
            apart = a.span[1] <= b.span[0] or b.span[1] <= a.span[0]
            a_in_b = b.span[0] <= a.span[0] and a.span[1] <= b.span[1]
            b_in_a = a.span[0] <= b.span[0] and b.span[1] <= a.span[1]
            assert apart or a_in_b or b_in_a


@examples(100)
@given(st.text(max_size=200), st.sampled_from(["fr", "en", "de", "unknown"]))
def test_no_text_raises(body: str, language: str) -> None:
    assert find(body, language) == find(body, language)
