"""What keeps look-alikes apart: first what nobody would take for the same event."""

from __future__ import annotations

from typing import get_args

import pytest

from builder.languages import load_rules
from builder.link.events import Group, group_reports
from builder.link.lookalikes import Apart, find_look_alikes
from builder.model import FoundReport
from tests.link.test_events import BODY, PLACES, report


def apart(
    one: FoundReport, other: FoundReport, *by_hand: frozenset[int]
) -> list[tuple[int, Apart]]:
    found = (one, other)
    bodies = {r.article: BODY for r in found}
    groups = group_reports(found, bodies, PLACES)
    assert len(groups) == 2
    return find_look_alikes(0, groups, found, bodies, PLACES, by_hand)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"place": "hill", "kind": "protest"}, "another kind of event"),
        ({"place": "port", "date": "2025-01-02"}, "years later"),
        ({"date": "2020-01-05"}, "nothing in common"),
    ],
)
def test_what_is_no_look_alike(more: dict[str, str], why: str) -> None:
    first = report("a", 0, place="port", date="2020-01-02")
    assert apart(first, report("b", 0, **more)) == [], why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"date": "2020-01-02"}, {"date": "2020-01-09"}, "dates"),
        ({"date": "2020-01-02"}, {"again": True}, "again"),
        ({"date": "2020-01-02"}, {}, "undated"),
    ],
)
def test_a_look_alike_is_apart_for_a_reason(
    one: dict[str, str], other: dict[str, str], why: str
) -> None:
    first = report("a", 0, place="port", **one)  # type: ignore[arg-type]
    second = report("b", 0, place="port", **other)  # type: ignore[arg-type]
    assert apart(first, second) == [(1, why)]


def test_one_article_tells_of_two() -> None:
    first, second = (report("a", at, place="port") for at in (0, 7))
    found, bodies = (first, second), {"a": BODY}
    groups = tuple(Group((n,), {}, "attack/rockets") for n in range(2))
    rows = find_look_alikes(0, groups, found, bodies, PLACES)
    assert rows == [(1, "one-article")]


def test_a_person_is_named_first() -> None:
    first = report("a", 0, place="port", date="2020-01-02")
    second = report("b", 0, place="port", date="2020-01-09")
    assert apart(first, second, frozenset((0, 1))) == [(1, "by-hand")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_reason_has_words(language: str) -> None:
    words = load_rules(language, "reasons")["apart"]
    assert set(words) == set(get_args(Apart))  # type: ignore[call-overload]


def test_a_group_is_not_its_own_look_alike() -> None:
    one = report("a", 0, place="port", date="2020-01-02")
    groups = (Group((0,), {}, one.mention.kind),)
    assert find_look_alikes(0, groups, (one,), {"a": BODY}, PLACES) == []
