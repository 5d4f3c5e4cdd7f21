"""Who relays whom, and what may go on behind a citation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate import annotate
from builder.annotate.chains import make_chains
from builder.annotate.knowledge import Knowledge
from builder.data import load_general_sources
from builder.model import Annotations, Article, ArticleRecord, Citation, Evidence, Span
from builder.working_copy import find_blocks
from tests.examples import examples
from tests.steps import count_steps

KNOWLEDGE = Knowledge(load_general_sources())


def notes_on(body: str, language: str = "fr") -> Annotations:
    record = ArticleRecord(
        id="a1", evidence=Evidence(file="seeds/a.txt", sha256="0"), language=language
    )
    return annotate(Article(record, body, find_blocks(body)), KNOWLEDGE)


def cite(name: str, cue: Span, *content: Span) -> Citation:
    return Citation(
        content=content,
        cue=cue,
        source=cue,
        name=name,
        ref=name,
        kind="unknown",
        mode="indirect",
        rule="fr/test",
    )


def links(citations: list[Citation]) -> dict[str, list[str]]:
    return {c.ref: [link.ref for link in c.via] for c in make_chains(citations)}


# --- chains ------------------------------------------------------------------------


def test_side_by_side_nobody_relays() -> None:
    found = links([cite("a", (0, 2), (3, 9)), cite("b", (10, 12), (13, 19))])
    assert found == {"a": [], "b": []}


def test_a_content_that_is_only_cut_is_not_held() -> None:
    found = links([cite("a", (0, 2), (3, 15)), cite("b", (12, 14), (14, 19))])
    assert found == {"a": [], "b": []}


def test_a_cue_outside_is_not_held() -> None:
    assert links([cite("a", (0, 2), (3, 9)), cite("b", (20, 22), (4, 8))])["b"] == []


def test_between_the_parts_of_a_content_nothing_is_held() -> None:
    outer = cite("a", (0, 2), (3, 5), (30, 40))
    assert links([outer, cite("b", (10, 12), (13, 19))])["b"] == []
    assert links([outer, cite("b", (31, 33), (34, 39))])["b"] == ["a"]


def test_nobody_relays_himself() -> None:
    inner = cite("a", (4, 5), (5, 9))
    assert [c.via for c in make_chains([cite("a", (0, 2), (3, 9)), inner])] == [(), ()]


def test_the_first_speaker_first_whatever_the_order() -> None:
    three = [
        cite("outer", (0, 2), (3, 40)),
        cite("middle", (4, 6), (8, 40)),
        cite("inner", (9, 12), (14, 40)),
    ]
    told = {"outer": [], "middle": ["outer"], "inner": ["middle", "outer"]}
    assert links(three) == links(three[::-1]) == told


def test_said_in_an_interview_told_by_another() -> None:
    body = "Selon Reuters, le maire a dit à l'AFP que la route était coupée."
    inner = notes_on(body).citations[-1]
    assert [link.ref for link in inner.via] == ["afp", "reuters"]
    assert [body[slice(*link.span)] for link in inner.via] == ["l'AFP", "Reuters"]


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda p: (p[0], sum(p)))


@examples(150)
@given(st.lists(st.tuples(st.sampled_from("abcde"), spans, spans), max_size=8))
def test_a_link_is_whoever_holds_cue_and_content(
    rows: list[tuple[str, Span, Span]],
) -> None:
    """The sweep finds what comparing each with each finds."""
    found = [cite(name, cue, content) for name, cue, content in rows]
    for made, inner in zip(make_chains(found), found, strict=True):
        first = min(inner.cue[0], inner.content[0][0])
        last = max(inner.cue[1], inner.content[0][1])
        holders = {
            outer.ref
            for outer in found
            if outer is not inner
            and outer.content[0][0] <= first
            and last <= outer.content[0][1]
        }
        assert {link.ref for link in made.via} == holders - {inner.ref}


def test_the_work_grows_with_the_citations() -> None:
    def many(count: int) -> list[Citation]:
        return [
            cite(f"s{n}", (n * 10, n * 10 + 2), (n * 10 + 2, n * 10 + 9))
            for n in range(count)
        ]

    small = count_steps(lambda: make_chains(many(100)))
    assert count_steps(lambda: make_chains(many(800))) < 9 * small


# --- perhaps still the same source ---------------------------------------------------

SAID = "Le maire a déclaré que la route était coupée."


@pytest.mark.parametrize(
    "body",
    [
        "Deux camions ont brûlé.",
        f"Deux camions ont brûlé. {SAID}",
        f"{SAID}\n\nDeux camions ont brûlé.",
        f"{SAID}\n\n# Deux camions\n\n« Rien n’a brûlé. » Il pleut.",
        f"{SAID} Deux camions ont-ils brûlé ?",
        f"{SAID} Selon Reuters, deux camions ont brûlé.",
        "L'armée appelle les habitants à partir. Deux camions ont brûlé.",
        "Les rebelles ont promis de partir. Deux camions ont brûlé.",
    ],
)
def test_nobody_goes_on(body: str) -> None:
    assert notes_on(body).continuations == ()


@pytest.mark.parametrize(
    ("body", "still", "rule"),
    [
        (f"{SAID} Deux camions ont brûlé.", "Deux camions ont brûlé.", "paragraph"),
        (f"{SAID}\n\n« Deux camions ont brûlé ici. »",
         "« Deux camions ont brûlé ici. »", "quotation"),
    ],
)  # fmt: skip
def test_perhaps_it_goes_on(body: str, still: str, rule: str) -> None:
    notes = notes_on(body)
    (found,) = notes.continuations
    assert body[slice(*found.span)] == still
    assert found.rule == f"continues/{rule}"
    assert (found.ref, found.cue) == (notes.citations[0].ref, notes.citations[0].cue)
    assert len(notes.citations) == 1


def test_after_two_sentences_it_is_nobodys() -> None:
    body = f"{SAID} Il pleut. Il vente. Il neige."
    found = [body[slice(*c.span)] for c in notes_on(body).continuations]
    assert found == ["Il pleut.", "Il vente."]


def test_it_goes_on_with_the_outer_source_of_the_sentence() -> None:
    body = "Selon Reuters, le maire a dit que la route était coupée. Il pleut."
    assert [c.ref for c in notes_on(body).continuations] == ["reuters"]
