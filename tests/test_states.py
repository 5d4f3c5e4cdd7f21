"""What people say of parts of a record: checked, disputed, or nothing yet."""

from __future__ import annotations

import pytest

from builder.model import ArticleRecord, EventRecord, Evidence, Report
from builder.states import find_state, find_unread, is_claim, is_part, is_shown


def make_event(**fields: object) -> EventRecord:
    reports = [
        Report(id=name, article="a-1", source="x", quote="q") for name in ("r-1", "r-2")
    ]
    return EventRecord(id="e", title="E", kind="event", reports=reports, **fields)  # type: ignore[arg-type]


def make_article(**fields: object) -> ArticleRecord:
    return ArticleRecord(id="a", evidence=Evidence(file="f", sha256="0"), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ("place", "date"),
        ("r-1", "r-12"),
        ("r-1.source", "r-1"),
        ("reports/r-1/source", "r-1.killed"),
        ("claims", "r-1"),
    ],
)
def test_a_part_says_nothing_of_another(entry: str, part: str) -> None:
    assert find_state(make_event(checked=[entry]), part) == "machine"
    assert find_state(make_event(disputed=[entry]), "date") == "machine"


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ("date", "date"),
        ("r-1", "reports/r-1/source"),
        ("reports.r-1", "r-1"),
        ("reports", "r-2"),
        (" place ", "place"),
    ],
)
def test_what_is_agreed_with_is_checked(entry: str, part: str) -> None:
    assert find_state(make_event(checked=[entry]), part) == "checked"


def test_all_of_a_checked_record_is_checked_but_what_is_disputed() -> None:
    event = make_event(status="checked", disputed=["place", "r-2.killed"])
    assert find_state(event, "date") == "checked"
    assert find_state(event, "place") == "disputed"
    assert find_state(event, "r-2") == "disputed"
    assert find_state(event, "r-1") == "checked"


def test_a_dispute_outweighs_an_agreement() -> None:
    event = make_event(checked=["date"], disputed=["date"])
    assert find_state(event, "date") == "disputed"


def test_a_record_disputed_as_a_whole_says_nothing_of_its_parts() -> None:
    assert find_state(make_event(status="disputed"), "date") == "machine"


def test_what_nobody_has_read_is_listed_in_the_order_of_the_record() -> None:
    event = make_event(checked=["kind", "r-1"], disputed=["place"])
    assert find_unread(event) == ("title", "date", "place", "r-2")
    assert find_unread(make_event(status="checked")) == ()
    assert find_unread(make_article(checked=["outlet"])) == ("title", "published")


@pytest.mark.parametrize(
    "entry", ["dates", "r-3", "r-", "reports.", "", "kind of", "r-1.mood", "r-3.killed"]
)
def test_what_names_no_part_is_seen(entry: str) -> None:
    assert not is_part(make_event(), entry)


@pytest.mark.parametrize("entry", ["date", "r-1", "reports/r-2/via", "r-2.killed"])
def test_what_names_a_part_is_taken(entry: str) -> None:
    assert is_part(make_event(), entry)


def test_unread_records_are_shown_unless_a_person_says_otherwise() -> None:
    assert is_shown(make_event(), "all")
    assert not is_shown(make_event(), "checked")
    assert is_shown(make_event(status="disputed"), "checked")


def test_claims_are_told_from_fields_of_a_report() -> None:
    assert is_claim("reports/r-1/killed")
    assert not is_claim("r-1.quote")
    assert not is_claim("killed")
