"""Names of parts: what they stand for, and what they do not."""

from __future__ import annotations

import pytest

from builder.reconcile.naming import find_parts, name_part, split_name

PATHS = (
    "date",
    "because",
    "reports/r-1",
    "reports/r-1/source",
    "reports/r-1/claims/killed-0123abcd",
    "reports/r-1/claims/killed-0123abce",
    "reports/r-1/claims/where-0123abcd",
    "reports/r-12/source",
    "relations/after:fire.2031",
    "body",
)


@pytest.mark.parametrize(
    "name", ["dat", "date.", "", "r-", "r-1.sour", "r-1.claims.kill", "2031", "source"]
)
def test_half_a_name_stands_for_nothing(name: str) -> None:
    assert find_parts(name, PATHS) == []


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("date", [0]),
        ("r-1", [2, 3, 4, 5, 6]),
        ("reports.r-1", [2, 3, 4, 5, 6]),
        ("reports", [2, 3, 4, 5, 6, 7]),
        ("r-1.source", [3]),
        ("r-12", [7]),
        ("r-1.killed", [4, 5]),
        ("r-1.claims", [4, 5, 6]),
        ("r-1.claims.killed-0123abce", [5]),
        ("relations", [8]),
        ("relations.fire.2031", [8]),
    ],
)
def test_a_name_stands_for_all_below_it(name: str, paths: list[int]) -> None:
    assert find_parts(name, PATHS) == [PATHS[n] for n in paths]


def test_a_part_is_named_as_shortly_as_is_certain() -> None:
    assert name_part(PATHS[3], PATHS) == "r-1.source"
    assert name_part(PATHS[4], PATHS) == "r-1.killed-0123abcd"
    assert name_part(PATHS[6], PATHS) == "r-1.where"
    for path in PATHS[3:]:
        assert find_parts(name_part(path, PATHS), PATHS) == [path]


@pytest.mark.parametrize("what", ["fir", "fire2", "fire-2", "", ".date"])
def test_no_record_is_guessed(what: str) -> None:
    assert split_name(what, ["fire", "fire.2031"]) is None


def test_the_longest_record_is_meant() -> None:
    records = ["fire", "fire.2031"]
    assert split_name("fire.2031.date", records) == ("fire.2031", "date")
    assert split_name("fire.2031", records) == ("fire.2031", "")
    assert split_name("fire.date", records) == ("fire", "date")
