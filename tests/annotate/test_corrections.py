"""A person's word against an annotation: what it touches, what it leaves, for ever."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate import annotate
from builder.annotate.corrections import correct_citations
from builder.annotate.knowledge import Knowledge
from builder.model import (
    Annotations,
    Article,
    ArticleRecord,
    Citation,
    Correction,
    Evidence,
    SourceRecord,
)
from builder.working_copy import find_blocks
from tests.examples import examples

KNOWN = Knowledge(
    {
        "gazette": SourceRecord(name="Gazette des Ponts", kind="outlet"),
        "dockers": SourceRecord(name="Union des dockers", kind="group"),
    }
)
BODY = (
    "La grue est tombée. Selon la Gazette des Ponts, deux barges ont coulé.\n\n"
    "Le maire Paul Roux a dit lundi que la capitaine a affirmé que le quai tient.\n\n"
    "« Rien n’a brûlé », lit-on sur le mur. Personne n’a répondu."
)


def notes_on(*corrections: Correction, body: str = BODY) -> Annotations:
    record = ArticleRecord(
        id="a1",
        evidence=Evidence(file="seeds/a.txt", sha256="0"),
        language="fr",
        corrections=list(corrections),
    )
    return annotate(Article(record, body, find_blocks(body)), KNOWN)


def read(*corrections: Correction, body: str = BODY) -> tuple[Citation, ...]:
    return notes_on(*corrections, body=body).citations


def words(citation: Citation, body: str = BODY) -> str:
    return " … ".join(body[slice(*part)] for part in citation.content)


def nothing(quote: str) -> Correction:
    return Correction(quote=quote)


def source(quote: str, value: str) -> Correction:
    return Correction(quote=quote, read_as="citation", value=value)


def test_the_text_has_three_citations() -> None:
    found = [(c.ref, words(c)) for c in read()]
    assert found[0] == ("gazette", "deux barges ont coulé")
    assert found[1][0] == "Paul Roux"
    assert found[2][1] == "le quai tient"
    assert len(found) == 3


# --- what a correction must not touch ------------------------------------------------


@pytest.mark.parametrize(
    "correction",
    [
        nothing("La grue est tombée."),
        nothing("words that stand nowhere"),
        nothing(" "),
        Correction(quote="lundi", read_as="no_date"),
        Correction(quote="lundi", read_as="date", value="2031-05-05"),
        Correction(quote="deux barges ont coulé", read_as="citation"),
        Correction(quote="deux barges ont coulé", read_as="no_date"),
    ],
)
def test_other_citations_stay(correction: Correction) -> None:
    assert read(correction) == read()


def test_what_holds_the_words_stays() -> None:
    """The inner citation is none: the outer one, which tells it, still is one."""
    left = read(nothing("la capitaine a affirmé"))
    assert [c.ref for c in left] == ["gazette", "Paul Roux"]


def test_dates_stay_where_only_the_citation_is_denied() -> None:
    quote = "Le maire Paul Roux a dit lundi"
    denied = Correction(quote=quote, read_as="no_citation")
    assert notes_on(denied).times == notes_on().times != ()
    assert "Paul Roux" not in {c.ref for c in notes_on(denied).citations}


# --- this is no citation ----------------------------------------------------------


@pytest.mark.parametrize(
    "quote",
    [
        "deux barges ont coulé",
        "Selon",
        "Selon la Gazette des Ponts, deux barges ont coulé.",
        "Selon la Gazette des Ponts",
    ],
)
def test_no_citation_by_its_cue_or_by_what_is_said(quote: str) -> None:
    for read_as in ("nothing", "no_citation"):
        correction = Correction(quote=quote, read_as=read_as)  # type: ignore[arg-type]
        assert "gazette" not in {c.ref for c in read(correction)}
        assert len(read(correction)) == len(read()) - 1


def test_who_is_no_source_relays_nothing() -> None:
    inner = read()[2]
    assert [link.ref for link in inner.via] == ["Paul Roux"]
    left = read(nothing("Le maire Paul Roux a dit"))
    assert [link.ref for link in left[-1].via] == []


def test_no_date_and_another_date() -> None:
    assert notes_on(Correction(quote="lundi", read_as="no_date")).times == ()
    assert notes_on(nothing("lundi")).times == ()
    set_by_hand = Correction(quote="lundi", read_as="date", value="2031-05-05")
    (time,) = notes_on(set_by_hand).times
    assert (time.edtf, time.rule) == ("2031-05-05", "person")
    assert BODY[slice(*time.span)] == "lundi"


def test_a_date_that_is_none_makes_none() -> None:
    wrong = Correction(quote="lundi", read_as="date", value="Monday")
    assert notes_on(wrong).times == ()


# --- this is its source -----------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "ref", "name", "kind"),
    [
        ("dockers", "dockers", "Union des dockers", "group"),
        ("Union des dockers", "dockers", "Union des dockers", "group"),
        ("  Anna\n Berg ", "Anna Berg", "Anna Berg", "unknown"),
        ("un docker@a1", "un docker@a1", "un docker", "unknown"),
    ],
)
def test_a_source_by_id_or_name(value: str, ref: str, name: str, kind: str) -> None:
    first = read(source("Selon la Gazette des Ponts, deux barges ont coulé", value))[0]
    assert (first.ref, first.name, first.kind) == (ref, name, kind)
    assert first.rule == "person/" + read()[0].rule
    assert words(first) == "deux barges ont coulé"
    assert first.cue == read()[0].cue


def test_of_two_citations_the_one_that_is_quoted() -> None:
    inner = read(source("la capitaine a affirmé que le quai tient", "dockers"))
    assert [c.ref for c in inner][:2] == ["gazette", "Paul Roux"]
    assert inner[2].ref == "dockers"
    outer = read(
        source(
            "Le maire Paul Roux a dit lundi que la capitaine a affirmé que le quai"
            " tient",
            "dockers",
        )
    )
    assert outer[1].ref == "dockers"
    assert [link.ref for link in outer[2].via] == ["dockers"]


def test_a_citation_that_no_rule_finds() -> None:
    made = read(source("« Rien n’a brûlé »", "Anna Berg"))[-1]
    assert (made.ref, made.rule, made.mode) == ("Anna Berg", "person", "direct")
    assert words(made) == "Rien n’a brûlé"
    assert made.cue[0] == made.cue[1]
    assert made.source is None


def test_in_a_language_without_rules() -> None:
    record = ArticleRecord(
        id="a1",
        evidence=Evidence(file="seeds/a.txt", sha256="0"),
        corrections=[source("Der Kran ist umgefallen", "dockers")],
    )
    body = "Der Kran ist umgefallen, heißt es."
    (made,) = annotate(Article(record, body, find_blocks(body)), KNOWN).citations
    assert made.ref == "dockers"


def test_no_break_spaces_and_marks_are_no_difference() -> None:
    made = read(source('"Rien n\'a brûlé"', "Anna Berg"))[-1]
    assert words(made) == "Rien n’a brûlé"


def test_of_two_corrections_of_one_citation_the_later_holds() -> None:
    first = source("deux barges ont coulé", "Anna Berg")
    second = source("Selon la Gazette des Ponts, deux barges ont coulé", "dockers")
    assert read(first, second)[0].ref == "dockers"
    assert read(second, first)[0].ref == "Anna Berg"
    made = source("« Rien n’a brûlé »", "Anna Berg")
    again = source("« Rien n’a brûlé », lit-on", "dockers")
    assert [c.ref for c in read(made, again)[3:]] == ["dockers"]


# --- for ever -------------------------------------------------------------------

CORRECTIONS = (
    nothing("Selon la Gazette des Ponts"),
    source("la capitaine a affirmé que le quai tient", "Union des dockers"),
    source("« Rien n’a brûlé »", "Anna Berg"),
)
QUOTED = [c.quote for c in CORRECTIONS]
SNIPPETS = (
    "Selon Reuters, tout va bien. ",
    "« Oui », a dit le préfet. ",
    "Le préfet a dit qu’il pleut. ",
    "\n\n",
    "Hier, ",
    " « ",
    " qui, d’après lui, tient ",
    "# ",
    " 3 mai 2031 ",
    " ",
)


def edit_elsewhere(body: str, dice: random.Random) -> str:
    """A text with something put in or taken out beside the quoted words."""
    held = [(body.index(q), body.index(q) + len(q)) for q in QUOTED]
    start = dice.randrange(len(body) + 1)
    end = min(len(body), start + dice.choice((0, 0, 0, 1, 5, 20)))
    if any(start < b and a < max(end, start + 1) for a, b in held):
        return body
    return body[:start] + dice.choice(SNIPPETS) + body[end:]


def holds(body: str, citations: tuple[Citation, ...]) -> None:
    """What the three corrections say is so."""
    places = [(body.index(q), body.index(q) + len(q)) for q in QUOTED]
    for citation in citations:
        assert not (citation.cue[0] < places[0][1] and places[0][0] < citation.cue[1])
    for place, ref in ((places[1], "dockers"), (places[2], "Anna Berg")):
        set_here = [
            c
            for c in citations
            if c.ref == ref
            and c.rule.startswith("person")
            and any(a < place[1] and place[0] < b for a, b in (*c.content, c.cue))
        ]
        assert len(set_here) == 1


@examples(60)
@given(st.integers(0, 2**32))
def test_corrections_hold_through_edits_elsewhere(seed: int) -> None:
    dice = random.Random(seed)
    body = BODY
    for _ in range(6):
        edited = edit_elsewhere(body, dice)
        if all(edited.count(quote) == 1 for quote in QUOTED):
            body = edited
        holds(body, read(*CORRECTIONS, body=body))


@examples(60)
@given(st.integers(0, 2**32))
def test_corrections_hold_whatever_the_rules_find(seed: int) -> None:
    """Rules of another day: citations with any cue and content."""
    dice = random.Random(seed)

    def span() -> tuple[int, int]:
        start = dice.randrange(len(BODY) - 1)
        return start, min(len(BODY), start + 1 + dice.randrange(60))

    record = ArticleRecord(
        id="a1",
        evidence=Evidence(file="seeds/a.txt", sha256="0"),
        corrections=list(CORRECTIONS),
    )
    found = [
        Citation(
            content=(span(),),
            cue=span(),
            source=span(),
            name="X",
            ref="x",
            kind="unknown",
            mode="indirect",
            rule=f"fr/{number}",
        )
        for number in range(dice.randrange(6))
    ]
    article = Article(record, BODY, find_blocks(BODY))
    settled = tuple(correct_citations(article, found, (), KNOWN))
    holds(BODY, settled)
    untouched = [c for c in found if c in settled]
    assert [c for c in settled if not c.rule.startswith("person")] == untouched
