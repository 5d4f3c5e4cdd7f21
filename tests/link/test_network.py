"""Bounds of dates that hang on one another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.link.network import (
    Constraint,
    Domain,
    parse_distance,
    parse_duration_days,
    propagate,
)

DAY = date(2020, 5, 10)


def day(n: int) -> date:
    return DAY + timedelta(n)


def exactly(n: int, fixed: bool = False) -> Domain:
    return Domain(day(n), day(n), (), fixed)


def test_nothing_known_stays_unknown() -> None:
    found, broken = propagate(
        {"a": Domain(), "b": Domain()}, [Constraint("a", "b", 1, 1)]
    )
    assert (found["a"], found["b"], broken) == (Domain(), Domain(), [])


def test_a_relation_without_a_greatest_distance_bounds_one_side_only() -> None:
    found, _ = propagate({"a": exactly(0)}, [Constraint("a", "b", 0, None)])
    assert (found["b"].lower, found["b"].upper) == (day(0), None)


def test_a_known_day_dates_what_hangs_on_it_through_a_chain() -> None:
    rules = [Constraint("a", "b", 1, 1), Constraint("b", "c", 0, 2)]
    found, broken = propagate({"a": exactly(0)}, rules)
    assert not broken
    assert (found["b"].lower, found["b"].upper) == (day(1), day(1))
    assert (found["c"].lower, found["c"].upper) == (day(1), day(3))
    assert found["c"].because == (0, 1)


def test_it_narrows_backwards_too() -> None:
    found, _ = propagate({"b": exactly(0)}, [Constraint("a", "b", 1, 3)])
    assert (found["a"].lower, found["a"].upper) == (day(-3), day(-1))


def test_one_of_a_set_is_filtered() -> None:
    tuesdays = tuple(day(7 * k) for k in range(4))
    domains = {"a": Domain(tuesdays[0], tuesdays[-1], tuesdays), "b": exactly(8)}
    found, _ = propagate(domains, [Constraint("a", "b", 0, 3)])
    assert found["a"].options == (day(7),)


def test_a_contradiction_is_named_and_narrows_nothing() -> None:
    domains = {"a": exactly(0), "b": exactly(-5)}
    found, broken = propagate(domains, [Constraint("a", "b", 1, 2)])
    assert broken == [0]
    assert found == domains


def test_a_cycle_of_afters_ends() -> None:
    rules = [Constraint("a", "b", 1, None), Constraint("b", "a", 1, None)]
    found, _ = propagate({"a": Domain(day(0), None)}, rules)
    assert found["a"].lower is not None


def test_what_a_person_set_does_not_move() -> None:
    domains = {"a": Domain(day(0), day(30), (), True), "b": exactly(5)}
    found, _ = propagate(domains, [Constraint("a", "b", 0, 0)])
    assert found["a"] == domains["a"]


def test_each_bound_has_its_own_chain() -> None:
    domains = {"a": exactly(0), "b": Domain(), "c": exactly(9)}
    rules = [Constraint("a", "b", 2, None), Constraint("b", "c", 1, None)]
    found, _ = propagate(domains, rules)
    assert (found["b"].since, found["b"].until) == ((0,), (1,))
    assert (found["b"].lower, found["b"].upper) == (day(2), day(8))


@pytest.mark.parametrize(
    ("at_least", "at_most", "days"),
    [
        ("P3D", "P3D", (3, 3)),
        ("P0D", "P2D", (0, 2)),
        ("P2D", "", (2, None)),
        ("", "P1W", (0, 7)),
        ("P1W", "P1W", (1, 13)),
        ("P2M", "P2M", (26, 92)),
        ("P1M", "P2M", (28, 62)),
        ("P1Y", "P1Y", (0, 731)),
    ],
)
def test_a_distance_is_as_exact_as_its_unit(
    at_least: str, at_most: str, days: tuple[int, int | None]
) -> None:
    assert parse_distance(at_least, at_most) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [("P1D", 1), ("P2W", 14), ("P1M", 31), ("P1Y", 366), ("PT24H", 1), ("PT30H", 1)],
)
def test_durations(text: str, days: int) -> None:
    assert parse_duration_days(text) == days


@pytest.mark.parametrize("text", ["", "P", "1D", "P1", "P-1D", "day", "PT"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        parse_duration_days(text)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.sampled_from("abcd"),
            st.integers(0, 4),
            st.integers(0, 4),
        ),
        max_size=6,
    )
)
def test_order_of_the_relations_does_not_matter_where_none_contradict(
    raw: list[tuple[str, str, int, int]],
) -> None:
    rules = [Constraint(a, b, low, low + more) for a, b, low, more in raw if a < b]
    start = {"a": Domain(day(0), day(20)), "d": Domain(day(3), day(9))}
    one, broken = propagate(start, rules)
    two, _ = propagate(start, list(reversed(rules)))
    if not broken:
        bounds = {k: (v.lower, v.upper) for k, v in one.items()}
        assert bounds == {k: (v.lower, v.upper) for k, v in two.items()}
