"""Ids between two runs: who is known again, who inherits, what is minted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.folding import make_slug
from builder.model import EventMention, FoundReport
from builder.reconcile import (
    KnownReport,
    inherit_ids,
    match_reports,
    mint_event_id,
)


def fresh(
    start: int,
    end: int,
    source: str = "army",
    article: str = "a1",
    kind: str = "attack",
) -> FoundReport:
    span = (start, end)
    mention = EventMention(span, kind, span, "asserted", "rule")
    return FoundReport(article, span, span, mention, source, (), "rule")


def known(
    rid: str, start: int, end: int, source: str = "army", article: str = "a1"
) -> KnownReport:
    return KnownReport(rid, "e1", article, (start, end), None, source, "attack")


# --- reports ------------------------------------------------------------------------


def test_a_passage_of_another_article_is_another_report() -> None:
    matched = match_reports([fresh(0, 50, article="a2")], [known("r-aaaaaa", 0, 50)])
    assert matched[0] != "r-aaaaaa"


def test_passages_that_only_touch_are_two_reports() -> None:
    """Less than three tenths of the shorter one in common."""
    matched = match_reports([fresh(80, 180)], [known("r-aaaaaa", 0, 100)])
    assert matched[0] != "r-aaaaaa"


def test_a_new_report_never_takes_an_id_that_was_used() -> None:
    report = fresh(0, 50)
    (first,) = match_reports([report], []).values()
    used = known(first, 500, 600, source="somebody else")
    (second,) = match_reports([report], [used]).values()
    assert second.startswith(first)
    assert len(second) == len(first) + 1


def test_a_passage_that_shifted_and_grew_is_known_again() -> None:
    matched = match_reports([fresh(90, 220)], [known("r-aaaaaa", 100, 200)])
    assert matched == {0: "r-aaaaaa"}


def test_a_passage_with_another_speaker_is_known_again() -> None:
    matched = match_reports([fresh(0, 50, "navy")], [known("r-aaaaaa", 0, 50, "army")])
    assert matched == {0: "r-aaaaaa"}


def test_of_two_speakers_in_one_passage_each_finds_itself() -> None:
    olds = [known("r-aaaaaa", 0, 100, "army"), known("r-bbbbbb", 0, 100, "council")]
    news = [fresh(0, 100, "council"), fresh(0, 110, "army")]
    assert match_reports(news, olds) == {0: "r-bbbbbb", 1: "r-aaaaaa"}


def test_the_same_passage_outdoes_the_same_speaker_next_to_it() -> None:
    olds = [known("r-aaaaaa", 0, 100, "army")]
    news = [fresh(60, 160, "army"), fresh(0, 100, "unknown@a1")]
    assert match_reports(news, olds)[1] == "r-aaaaaa"


@pytest.mark.parametrize("stands", [0, 1, 2])
def test_of_reports_alike_the_one_that_stands_keeps_its_id(stands: int) -> None:
    """One passage tells of several events in one voice; one of these has a record."""
    news = [fresh(0, 100), fresh(0, 100), fresh(0, 100)]
    once = match_reports(news, [])
    again = match_reports(news, [known(once[stands], 0, 100)])
    assert again == once


def test_a_report_in_a_record_of_another_kind_keeps_its_id() -> None:
    """Beside it the same sentence tells an event of the record's kind."""
    news = [fresh(0, 100, kind="event"), fresh(20, 100, kind="attack")]
    once = match_reports(news, [])
    assert match_reports(news, [known(once[0], 0, 100)]) == once


def test_a_report_added_by_hand_is_known_by_its_quote() -> None:
    old = KnownReport("r-aaaaaa", "e1", "a1", None, (0, 50), "army")
    assert match_reports([fresh(5, 50)], [old]) == {0: "r-aaaaaa"}


spans = st.tuples(st.integers(0, 300), st.integers(1, 80)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
rows = st.lists(
    st.tuples(spans, st.sampled_from(["army", "council"]), st.sampled_from(["a", "b"])),
    max_size=8,
)


@given(rows, rows)
def test_each_id_is_given_once_and_a_second_run_gives_the_same(
    before: list[tuple[tuple[int, int], str, str]],
    after: list[tuple[tuple[int, int], str, str]],
) -> None:
    olds = [
        known(f"r-{n:06x}", *span, source, article)
        for n, (span, source, article) in enumerate(before)
    ]
    news = [fresh(*span, source, article) for span, source, article in after]
    matched = match_reports(news, olds)
    assert sorted(matched) == list(range(len(news)))
    assert len(set(matched.values())) == len(news)
    again = [
        known(matched[n], *span, source, article)
        for n, (span, source, article) in enumerate(after)
    ]
    distinct = {(f.article, f.evidence, f.source) for f in news}
    if len(distinct) == len(news):
        assert match_reports(news, again) == matched


# --- events ---------------------------------------------------------------------------


def test_an_event_is_inherited_once() -> None:
    groups = [frozenset({"r1", "r2"}), frozenset({"r3"})]
    assert inherit_ids(groups, {"e1": frozenset({"r1", "r2", "r3"})}) == ["e1", None]


def test_most_shared_reports_decide() -> None:
    groups = [frozenset({"r1", "r2", "r3"})]
    previous = {"e1": frozenset({"r1"}), "e2": frozenset({"r2", "r3"})}
    assert inherit_ids(groups, previous) == ["e2"]


def test_a_placed_report_decides_before_numbers() -> None:
    groups = [frozenset({"r1", "r2"}), frozenset({"r3"})]
    previous = {"e1": frozenset({"r1", "r2", "r3"}), "e2": frozenset({"r4"})}
    assert inherit_ids(groups, previous, {"r3": "e1"}) == [None, "e1"]


def test_a_tie_is_settled_by_names_not_by_order() -> None:
    one, two = frozenset({"r1"}), frozenset({"r2"})
    previous = {"e1": frozenset({"r1", "r2"})}
    assert inherit_ids([one, two], previous) == ["e1", None]
    assert inherit_ids([two, one], previous) == [None, "e1"]


@pytest.mark.parametrize(
    ("words", "date", "taken", "made"),
    [
        (["al-Omar", "Roquettes"], "2022-01", set(), "al-omar-roquettes-2022-01"),
        (["Œuvre d’été"], "unknown", set(), "oeuvre-d-ete"),
        (["mill"], "XXXX-11-14", set(), "mill"),
        (["mill"], ["2022-01-04", "2022-01-11"], set(), "mill-2022-01"),
        (["mill"], ["2015-11-14", "2020-11-14"], set(), "mill"),
        (["mill"], "2022-01-05/2022-01-07", {"mill-2022-01-05"}, "mill-2022-01-05-2"),
    ],
)
def test_event_ids_are_plain_words(
    words: list[str], date: object, taken: set[str], made: str
) -> None:
    assert mint_event_id(words, date, taken) == made


@given(st.text(), st.text())
def test_an_event_id_can_always_name_a_file(one: str, other: str) -> None:
    made = mint_event_id([one, other], "2022", set(), "r-aaaaaa")
    assert made
    assert made == make_slug(made)
    assert len(made) <= 80
