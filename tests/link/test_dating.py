"""When a group of reports puts its event: first what stays unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from builder.link.dating import Dated, Offset, date_groups, find_assumed_dates
from builder.link.events import Group
from builder.model import (
    Annotations,
    Article,
    ArticleRecord,
    Because,
    Date,
    EventMention,
    EventOffset,
    Evidence,
    FoundReport,
    TimeExpression,
)

BODY = "words of a report. " * 20


def article(published: str = "unknown") -> Article:
    because = Because(rule="header/date", quote="the header")
    record = ArticleRecord(
        id="a",
        evidence=Evidence(file="seeds/a.txt", sha256=""),
        published=published,
        because=because if published != "unknown" else None,
    )
    return Article(record, BODY, ())


def report(
    at: int, *dates: str, offset: EventOffset | None = None, modality: str = "asserted"
) -> FoundReport:
    span = (at, at + 5)
    times = [TimeExpression(span, "DATE", d, d, "test/date") for d in dates]
    if offset:
        times.append(TimeExpression(span, "DATE", "", "", "test/after", offset=offset))
    mention = EventMention(span, "attack", span, modality, "test")  # type: ignore[arg-type]
    return FoundReport(
        article="a",
        passage=span,
        evidence=span,
        mention=mention,
        source="s",
        via=(),
        rule="test",
        times=tuple(times),
    )


def after(event: int, least: str = "P1D", most: str = "P1D") -> EventOffset:
    return EventOffset("after", least, most, (event, event + 5))


def solve(
    groups: Sequence[Sequence[FoundReport]],
    published: str = "unknown",
    by_hand: Mapping[int, Date] | None = None,
    kind: str = "attack",
) -> tuple[list[Dated], list[Offset], int]:
    found = [one for group in groups for one in group]
    made, start = [], 0
    for group in groups:
        members = tuple(range(start, start + len(group)))
        made.append(Group(members, {}, kind))
        start += len(group)
    dated, offsets, clashes = date_groups(
        made, found, {"a": article(published)}, {"a": Annotations("a")}, by_hand or {}
    )
    return dated, offsets, len(clashes)


def dates(*groups: Sequence[FoundReport], **more: str) -> list[Date]:
    dated, _, _ = solve(groups, **more)  # type: ignore[arg-type]
    return [one.date for one in dated]


def test_no_words_and_no_publication_date_nothing() -> None:
    assert dates([report(0)]) == ["unknown"]


def test_what_is_only_possible_is_not_dated_by_publication() -> None:
    assert dates([report(0, modality="possible")], published="2022-01") == ["unknown"]


def test_news_without_a_date_is_about_its_publication() -> None:
    dated, _, _ = solve([[report(0)]], "2022-01")
    assert dated[0].date == "2022-01~"
    assert dated[0].because == Because(
        rule="published", quote="the header", article="a"
    )


def test_one_day_of_what_lasts_is_not_its_date() -> None:
    week, day = report(0, "2031-06-16/2031-06-22~"), report(1, "2031-06-18")
    assert dates([week, day], kind="offensive") == ["2031-06-16/2031-06-22~"]
    assert dates([day, week], kind="offensive") == ["2031-06-16/2031-06-22~"]
    assert dates([day, report(1, "2031-06")], kind="offensive") == ["2031-06-18"]
    assert dates([week, day], kind="attack") == ["2031-06-18"]


def test_reports_narrow_one_another() -> None:
    assert dates([report(0, "2022-01"), report(9, "2022-01-04")]) == ["2022-01-04"]
    assert dates([report(0, "XXXX-06-18"), report(9, "2018-06")]) == ["2018-06-18"]


def test_days_that_exclude_each_other_are_all_kept() -> None:
    assert dates([report(0, "2022-01-04"), report(9, "2022-01-05")]) == [
        ["2022-01-04", "2022-01-05"]
    ]


def test_stretches_that_exclude_each_other_span_all_days() -> None:
    told = [report(0, "2018-06-18/2018-06-19"), report(9, "2018-06-20")]
    assert dates(told) == ["2018-06-18/2018-06-20"]


def test_a_wide_stretch_that_others_narrowed_widens_nothing() -> None:
    told = [
        report(0, "2018-06-18/2018-06-24"),
        report(9, "2018-06-18/2018-06-19"),
        report(18, "2018-06-20"),
    ]
    assert dates(told) == ["2018-06-18/2018-06-20"]


def test_stretches_far_apart_leave_the_first() -> None:
    told = [report(0, "2018-06-18/2018-06-19"), report(9, "2019-06-20")]
    assert dates(told) == ["2018-06-18/2018-06-19"]


def test_a_relation_alone_dates_nothing() -> None:
    dated, offsets, _ = solve([[report(0)], [report(9, offset=after(0))]])
    assert [d.date for d in dated] == ["unknown", "unknown"]
    assert [(o.earlier, o.later) for o in offsets] == [(0, 1)]


def test_a_known_day_dates_what_is_told_from_it() -> None:
    dated, _, _ = solve([[report(0, "2021-06-27")], [report(9, offset=after(0))]])
    assert dated[1].date == "2021-06-28"
    assert dated[1].because is not None
    assert dated[1].because.rule == "relation"


def test_a_distance_of_at_most_a_day_leaves_two_days() -> None:
    told = [[report(0, "2021-06-27")], [report(9, offset=after(0, "P0D", "P1D"))]]
    assert dates(*told)[1] == "[2021-06-27..2021-06-28]"


def test_a_date_by_hand_dates_what_hangs_on_it_and_stays() -> None:
    groups = [[report(0)], [report(9, offset=after(0))]]
    dated, _, _ = solve(groups, by_hand={0: "2021-06-27"})
    assert (dated[0].date, dated[1].date) == ("unknown", "2021-06-28")


def test_what_is_about_its_publication_dates_nothing_else() -> None:
    groups = [[report(0)], [report(9, offset=after(0, "P1D", "P3D"))]]
    assert dates(*groups, published="2022-01-05") == ["2022-01-05~", "2022-01-05~"]


def test_what_the_news_tells_from_itself_is_about_that_far_back() -> None:
    groups = [[report(0)], [report(9, offset=after(0, "P3D", "P3D"))]]
    assert dates(*groups, published="2022-01-05") == ["2022-01-02~", "2022-01-05~"]


def test_a_contradiction_is_named_and_moves_nothing() -> None:
    groups = [[report(0, "2021-06-27")], [report(9, "2021-06-20", offset=after(0))]]
    dated, _, clashes = solve(groups)
    assert clashes == 1
    assert [d.date for d in dated] == ["2021-06-27", "2021-06-20"]


@pytest.mark.parametrize(
    ("published", "expected"), [("unknown", {}), ("2022-01-05", {0: False})]
)
def test_dates_assumed_before_articles_are_linked(
    published: str, expected: dict[int, bool]
) -> None:
    group = Group((0,), {}, "attack")
    found = find_assumed_dates(
        [group], [report(0)], {"a": article(published)}, {"a": Annotations("a")}
    )
    assert {n: one.by_relation for n, one in found.items()} == expected
