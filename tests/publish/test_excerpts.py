"""How much of an article the site shows; where a quote stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.cutting import cut
from builder.model import (
    Annotations,
    Article,
    Because,
    Claim,
    EventRecord,
    Relation,
    SetAside,
)
from builder.publish.excerpts import Plan, Shown, make_plan
from builder.publish.quotes import locate
from tests.publish.sample import ANNOTATIONS, CONTENT, make_article, make_report

WORDS = "Le vieux pont grince sous la pluie et personne ne le répare. "


def shown_of(plan: Plan, name: str) -> int:
    return sum(b - a for a, b in plan.shown[name])


def plan_for(
    body: str, *events: EventRecord, share: float | str = 0.4, limit: int = 300
) -> tuple[Plan, Article]:
    article = make_article("a", body)
    return make_plan({"a": article}, events, share, limit), article


def event(quote: str, *claims: str) -> EventRecord:
    made = [Claim(facet="damage", quote=words) for words in claims]
    return EventRecord(
        id="e",
        title="t",
        kind="event",
        reports=[make_report("r", "a", "x", quote, *made)],
    )


# --- must not ------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.1, 0.4, 0.9])
def test_the_share_is_not_passed(share: float) -> None:
    body = "\n\n".join([WORDS * 20] * 12)
    plan, _ = plan_for(body, event(WORDS.strip() * 1), share=share)
    assert shown_of(plan, "a") <= share * len(body)


def test_without_a_share_only_the_words_of_claims_are_shown() -> None:
    plan, article = plan_for(
        WORDS * 10, event(WORDS.strip(), "sous la pluie"), share=0.0
    )
    (span,) = plan.shown["a"]
    assert article.body[slice(*span)] == "sous la pluie"


def test_no_stretch_is_longer_than_a_passage_may_be() -> None:
    body = "\n\n".join([WORDS * 30] * 5)
    plan, _ = plan_for(body, event(WORDS * 20), share=0.9)
    assert shown_of(plan, "a") > 600
    assert max(b - a for a, b in plan.shown["a"]) <= 300


def test_a_passage_shows_at_most_the_limit_even_where_it_holds_several_claims() -> None:
    sentence = " ".join(f"mot{n}" for n in range(200))
    plan, _ = plan_for(
        sentence + "\n\n" + WORDS * 60,
        event(sentence, "mot20 mot21", "mot150 mot151", "mot190"),
    )
    span = plan.find("a", sentence)
    assert span is not None
    pieces = plan.show("a", span, plan.limit)
    assert sum(len(piece.text) for piece in pieces) <= 300
    assert sum(len(piece.text) + piece.gap for piece in pieces) == len(sentence)


def test_a_claim_longer_than_a_passage_is_cut_at_a_word() -> None:
    quote = (WORDS * 8).strip()
    plan, _ = plan_for(quote + "\n\n" + WORDS * 50, event(quote, quote))
    words = plan.words("a", quote)
    assert len(words) <= 300
    assert words.endswith("…")
    assert quote.startswith(words[:-1])


def test_texts_set_aside_count_as_shown() -> None:
    body = "\n\n".join([WORDS * 4] * 9)
    bare = make_article("a", body)
    aside = [
        SetAside(role="related", text=f"Lire aussi {n} : {WORDS}") for n in range(9)
    ]
    full = make_article("a", body, set_aside=aside)
    plans = [make_plan({"a": one}, (), 0.4, 300) for one in (bare, full)]
    assert shown_of(plans[1], "a") + 9 * 50 < shown_of(plans[0], "a")


def test_a_quote_that_is_not_there_is_found_nowhere() -> None:
    assert locate(WORDS, "sous la neige") is None
    assert locate(WORDS, "") is None
    assert locate(WORDS, "SOUS LA PLUIE") is None, "case and accents are kept"


# --- may -----------------------------------------------------------------------------


def test_full_shows_everything() -> None:
    body = WORDS * 40
    plan, _ = plan_for(body, share="full")
    assert plan.show("a", (0, len(body)))[0].text == body


def test_words_that_date_an_event_are_always_shown() -> None:
    record = EventRecord(
        id="e",
        title="t",
        kind="event",
        because=Because(rule="x", quote="sous la pluie", article="a"),
        relations=[Relation(after="f", quote="ne le répare", article="a")],
    )
    plan, article = plan_for(WORDS, record, share=0.0)
    words = [article.body[a:b] for a, b in plan.shown["a"]]
    assert words == ["sous la pluie", "ne le répare"]


def test_the_headline_is_shown_where_anything_may_be() -> None:
    """Headline beside headline is what an event's page compares, also where claims
    have taken all the room."""
    article = make_article(
        "a", f"# Le pont grince\n\n{WORDS.strip()}", title="Le pont grince"
    )
    told = event(WORDS.strip(), WORDS.strip())
    assert make_plan({"a": article}, [told], 0.1, 300).titles["a"] == "Le pont grince"
    assert make_plan({"a": article}, [told], 0.0, 300).titles["a"] == ""


def test_the_headline_comes_before_passages() -> None:
    article = make_article(
        "a", f"# Le pont grince\n\n{WORDS * 2}", title="Le pont grince"
    )
    plan = make_plan({"a": article}, [event(WORDS * 2)], 0.3, 300)
    assert plan.titles["a"] == "Le pont grince"
    nothing = make_plan({"a": article}, [event(WORDS * 2)], 0.0, 300)
    assert nothing.titles["a"] == ""


def test_who_speaks_and_when_comes_before_whole_passages() -> None:
    article = CONTENT.articles["courrier-01"]
    plan = make_plan({article.id: article}, (), 0.3, 300, ANNOTATIONS)
    shown = " ".join(article.body[a:b] for a, b in plan.shown[article.id])
    assert "le préfet Anselme Rivaud" in shown
    assert "nuit du 3 au 4 mars 2031" in shown
    assert shown_of(plan, article.id) <= 0.3 * len(article.body)
    wild = {article.id: Annotations(article.id, times=(replace(
        ANNOTATIONS[article.id].times[0], span=(10**6, 10**6 + 5)),))}  # fmt: skip
    assert make_plan({article.id: article}, (), 0.2, 300, wild).shown


@pytest.mark.parametrize(
    "quote",
    [
        "« Nous\u00a0déplorons quatre  morts",
        '"Nous déplorons quatre morts',
        "a annoncé la préfecture",
        "s'est effondré",
    ],
)
def test_a_retyped_quote_is_found(quote: str) -> None:
    body = CONTENT.articles["courrier-01"].body
    span = locate(body, quote)
    assert span is not None
    assert body[slice(*span)][-5:].strip() in quote


def test_the_second_of_two_is_found_inside_its_passage() -> None:
    body = "deux morts hier. Selon eux, deux morts aussi."
    assert locate(body, "deux morts", (17, len(body))) == (28, 38)


# --- laws ----------------------------------------------------------------------------

SPANS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 90)).map(lambda p: (p[0], sum(p))),
    max_size=12,
)


@given(SPANS)
def test_the_union_counts_each_character_once(spans: list[tuple[int, int]]) -> None:
    shown = Shown("x" * 500)
    for span in spans:
        shown.add(span)
    covered = {at for a, b in spans for at in range(a, b)}
    assert shown.used == len(covered)
    assert shown.spans == sorted(shown.spans)
    assert all(a[1] < b[0] for a, b in zip(shown.spans, shown.spans[1:], strict=False))
    missing = {at for a, b in shown.missing((0, 500)) for at in range(a, b)}
    assert missing == set(range(500)) - covered


@given(SPANS, SPANS, st.integers(20, 120), st.integers(0, 300))
def test_filling_keeps_both_limits(
    first: list[tuple[int, int]], more: list[tuple[int, int]], limit: int, room: int
) -> None:
    shown = Shown(("abcd efgh " * 50)[:500])
    for a, b in first:
        shown.add((a, min(b, a + 15)))
    longest = max((b - a for a, b in shown.spans), default=0)
    for span in more:
        before = shown.used
        shown.fill(span, limit, room)
        assert shown.used - before <= room
    assert all(b - a <= max(limit, longest) for a, b in shown.spans)


@given(st.text(), st.integers(2, 40))
def test_a_cut_text_fits(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short) <= limit
    assert short == text or short.endswith("…")
