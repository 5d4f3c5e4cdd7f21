"""Which reports tell of the same event: first what must stay apart."""

from __future__ import annotations

import random
from dataclasses import replace

from builder.edtf import parse_edtf
from builder.link.events import (
    Assumed,
    DateFinder,
    Decisions,
    Group,
    StoryReports,
    group_reports,
)
from builder.model import (
    EventMention,
    EventOffset,
    FoundClaim,
    FoundReport,
    PlaceRecord,
    TimeExpression,
)

PLACES = {
    "port": PlaceRecord(name="Port", kind="port", within=["town"]),
    "town": PlaceRecord(name="Town", kind="town", within=["land"]),
    "cape": PlaceRecord(name="Cape", kind="cape", within=["town"]),
    "hill": PlaceRecord(name="Hill", kind="hill", within=["land"]),
    "land": PlaceRecord(name="Land", kind="country"),
}
BODY = "rocket " * 100 + "shells " + "rocket " * 100


def report(
    article: str,
    at: int,
    kind: str = "attack/rockets",
    place: str = "",
    date: str = "",
    source: str = "paper",
    definite: bool = False,
    again: bool = False,
    target: tuple[int, int] | None = None,
) -> FoundReport:
    passage = (at, at + 7)
    times = (TimeExpression(passage, "DATE", date, date, "test/date"),) if date else ()
    mention = EventMention(
        passage, kind, passage, "asserted", "en/noun", definite, again
    )
    claims = (FoundClaim("target", target),) if target else ()
    return FoundReport(
        article=article,
        passage=passage,
        evidence=passage,
        mention=mention,
        source=source,
        via=(),
        rule="test",
        times=times,
        places=(place,) if place else (),
        claims=claims,
    )


def grouped(
    *reports: FoundReport,
    decisions: Decisions | None = None,
    find_dates: DateFinder | None = None,
) -> list[Group]:
    bodies = {r.article: BODY for r in reports}
    return list(group_reports(reports, bodies, PLACES, decisions, find_dates))


def about(*texts: str, by_relation: bool = False) -> DateFinder:
    """Dates assumed for the events of single articles, in their order."""
    return lambda groups: {
        n: Assumed(parse_edtf(text), by_relation)
        for n, text in enumerate(texts)
        if text
    }


def members(groups: list[Group]) -> list[tuple[int, ...]]:
    return [g.members for g in groups]


def test_look_alikes_of_two_years_stay_apart() -> None:
    found = grouped(
        report("a", 0, place="port", date="2018-06-18"),
        report("b", 0, place="port", date="2021-06-27"),
    )
    assert members(found) == [(0,), (1,)]


def test_two_articles_without_dates_are_not_linked() -> None:
    found = grouped(report("a", 0, place="port"), report("b", 0, place="port"))
    assert members(found) == [(0,), (1,)]


def test_undated_look_alikes_that_share_words_are_left_to_a_person() -> None:
    found = grouped(
        report("a", 0, place="port", target=(0, 6)),
        report("b", 0, place="port", target=(0, 6)),
    )
    assert [g.maybe for g in found] == [(1,), (0,)]


def test_what_two_sources_tell_of_two_places_is_not_taken_for_one_event() -> None:
    port = report("a", 0, place="port", target=(0, 6), date="2020-01-02")
    for why, other in {
        "one source": report("a", 90, place="cape", target=(91, 97)),
        "no word": report("a", 90, place="cape", source="agency"),
        "far": report("a", 90, place="hill", target=(91, 97), source="agency"),
        "day": report(
            "a", 90, place="cape", target=(91, 97), source="agency", date="2020-01-04"
        ),
        "again": report(
            "a", 90, place="cape", target=(91, 97), source="agency", again=True
        ),
        "article": report("b", 90, place="cape", target=(91, 97), source="agency"),
    }.items():
        assert [g.maybe for g in grouped(port, other)] == [(), ()], why


def test_what_two_sources_tell_of_one_part_of_the_country_is_left_to_a_person() -> None:
    found = grouped(
        report("a", 0, place="port", target=(0, 6), date="2020-01-02"),
        report("a", 90, place="cape", target=(91, 97), source="agency", date="2020-01"),
    )
    assert [g.maybe for g in found] == [(1,), (0,)]


def test_dates_that_are_only_about_link_nothing_without_a_word_in_common() -> None:
    pair = (report("a", 0, place="port"), report("b", 0, place="port"))
    found = grouped(*pair, find_dates=about("2020-01-02~", "2020-01-02~"))
    assert members(found) == [(0,), (1,)]


def test_dates_about_one_month_link_nothing() -> None:
    pair = (
        report("a", 0, place="port", target=(0, 6)),
        report("b", 0, place="port", target=(0, 6)),
    )
    found = grouped(*pair, find_dates=about("2020-01~", "2020-01~"))
    assert members(found) == [(0,), (1,)]


def test_news_of_the_same_days_on_one_place_kind_and_target_is_linked() -> None:
    pair = (
        report("a", 0, place="port", target=(0, 6)),
        report("b", 0, place="port", target=(0, 6), date="2020-01-01"),
    )
    assert members(grouped(*pair, find_dates=about("2020-01-02~"))) == [(0, 1)]
    assert len(grouped(*pair, find_dates=about("2020-01-09~"))) == 2


def test_a_relation_dates_two_accounts_of_one_article_alike() -> None:
    pair = (
        report("a", 0, kind="attack/drone", place="port", target=(0, 6)),
        report("a", 7, kind="talks", place="hill"),
        report("a", 14, kind="attack/drone", date="2018-06-18", target=(0, 6)),
    )
    assert len(grouped(*pair, find_dates=about("2018-06-18~"))) == 3
    dated = about("2018-06-18~", by_relation=True)
    found = grouped(*pair, find_dates=dated)
    assert members(found) == [(0, 2), (1,)]
    assert "same-date-by-relation" in found[0].reasons[2]
    elsewhere = replace(pair[2], places=("hill",))
    assert len(grouped(pair[0], pair[1], elsewhere, find_dates=dated)) == 3


def test_another_place_is_another_event_even_in_the_next_sentence() -> None:
    found = grouped(
        report("a", 0, place="port"), report("a", 7, place="hill", definite=True)
    )
    assert members(found) == [(0,), (1,)]


def test_another_kind_is_another_event() -> None:
    found = grouped(
        report("a", 0, place="port", date="2020-01-02"),
        report("b", 0, place="port", date="2020-01-02", kind="election"),
    )
    assert members(found) == [(0,), (1,)]


def test_a_country_in_common_links_nothing() -> None:
    found = grouped(
        report("a", 0, place="land", date="2020-01-02"),
        report("b", 0, place="land", date="2020-01-02"),
    )
    assert members(found) == [(0,), (1,)]


def test_again_begins_another_event() -> None:
    found = grouped(
        report("a", 0, place="port"),
        report("a", 7, kind="talks", place="hill"),
        report("a", 14, place="port", again=True),
    )
    assert members(found) == [(0,), (1,), (2,)]


def test_what_is_told_from_an_event_is_another_one() -> None:
    """Two days after the rockets, there: never those rockets themselves."""
    rockets = report("a", 0, place="port")
    later = report("a", 7, place="port")
    offset = EventOffset("after", "P2D", "P2D", event=(0, 6))
    told = TimeExpression((0, 6), "DURATION", "P2D", "", "test/offset", offset=offset)
    assert members(grouped(rockets, later)) == [(0, 1)]
    apart = grouped(rockets, replace(later, times=(told,)))
    assert members(apart) == [(0,), (1,)]


def test_two_events_of_one_article_are_not_joined_through_another() -> None:
    found = grouped(
        report("a", 0, place="port", date="2020-01-02"),
        report("a", 7, place="town", date="2020-01-02", again=True),
        report("a", 14, kind="talks"),
        report("b", 0, place="port", date="2020-01-02"),
    )
    assert all({0, 1} - set(g.members) for g in found) or found[0].members[:2] == (0, 1)


def test_place_date_and_kind_link_articles() -> None:
    found = grouped(
        report("a", 0, place="port", date="2020-01-02"),
        report("b", 0, place="port", date="2020-01-02", kind="attack/missile"),
    )
    assert members(found) == [(0, 1)]
    assert found[0].reasons[1] == ("place-same", "time-same")


def test_a_pointing_word_joins_what_was_told_before() -> None:
    found = grouped(
        report("a", 0, place="port", date="2020-01-02"),
        report("a", 7, definite=True, source="other"),
    )
    assert members(found) == [(0, 1)]
    assert "points-back" in found[0].reasons[1]


def test_the_first_account_behind_a_headline_is_what_it_announces() -> None:
    body = "# rocket rocket\n\nrocket rocket rocket"
    reports = (report("a", 2), report("a", 17), report("a", 24))
    found = group_reports(reports, {"a": body}, PLACES)
    assert [g.members for g in found] == [(0, 1), (2,)]
    assert "headline" in found[0].reasons[1]


def test_behind_its_headline_an_event_is_brought_up_and_dated() -> None:
    body = "# rocket rocket\n\nOn Monday a rocket fell. Later, a rocket fell."
    first = report("a", 29, date="2020-01-06")
    found = group_reports((report("a", 2), first), {"a": body}, PLACES)
    assert [g.members for g in found] == [(0, 1)]


def test_the_text_says_more_closely_what_its_headline_announces() -> None:
    body = "# rocket rocket\n\nOn Monday a rocket fell. Later, a rocket fell."
    for kind, together in (("accident/road", True), ("trial", False)):
        head = report("a", 2, kind="accident")
        first = report("a", 29, kind=kind, date="2020-01-06")
        found = group_reports((head, first), {"a": body}, PLACES)
        assert (len(found) == 1) is together


def test_an_indefinite_article_brings_up_another_event() -> None:
    body = "The rocket fell. Then a rocket fell, and the rocket burnt."
    first = report("a", 4, target=(4, 10))
    for at, maybe in ((24, ()), (45, (1,))):
        other = report("a", at, target=(4, 10))
        found = group_reports((first, other), {"a": body}, PLACES)
        assert [g.members for g in found] == [(0,), (1,)]
        assert found[0].maybe == maybe


def test_a_pointing_word_prefers_the_main_matter_to_the_nearest() -> None:
    found = grouped(
        report("a", 0, place="port"),
        report("a", 7, place="port", definite=True),
        report("a", 14, place="port", definite=True),
        report("a", 700, place="hill", kind="attack/shelling"),
        report("a", 707, kind="attack", definite=True, source="other"),
    )
    assert members(found) == [(0, 1, 2, 4), (3,)]


def test_a_person_decides() -> None:
    reports = (
        report("a", 0, place="port", date="2020-01-02"),
        report("b", 0, place="port", date="2020-01-02"),
        report("c", 0, place="hill", date="2019-01-02"),
    )
    apart = grouped(*reports, decisions=Decisions(apart=((0, 1),)))
    assert members(apart) == [(0,), (1,), (2,)]
    same = grouped(*reports, decisions=Decisions(same=((1, 2),), apart=((0, 1),)))
    assert members(same) == [(0,), (1, 2)]
    placed = grouped(*reports, decisions=Decisions(placed={0: "e", 2: "e"}))
    assert next(g.members for g in placed if g.placed == "e")[:1] == (0,)
    assert {0, 2} <= set(next(g.members for g in placed if g.placed == "e"))


def test_reports_placed_in_two_events_never_meet() -> None:
    found = grouped(
        report("a", 0, place="port", date="2020-01-02"),
        report("b", 0, place="port", date="2020-01-02"),
        decisions=Decisions(placed={0: "e", 1: "f"}),
    )
    assert members(found) == [(0,), (1,)]


def test_the_order_of_the_reports_does_not_matter() -> None:
    rng = random.Random(4)
    kinds = ["attack/rockets", "attack", "explosion", "talks"]
    reports = [
        report(
            rng.choice("abcdef"),
            7 * n,
            rng.choice(kinds),
            rng.choice(["port", "hill", "town", ""]),
            rng.choice(["", "2020-01-02", "2020-01", "2019-03-04"]),
            definite=rng.random() < 0.3,
        )
        for n in range(40)
    ]
    expected = {
        frozenset((*reports[i].passage, reports[i].article) for i in g.members)
        for g in grouped(*reports)
    }
    for _ in range(5):
        shuffled = rng.sample(reports, len(reports))
        again = grouped(*shuffled)
        assert expected == {
            frozenset((*shuffled[i].passage, shuffled[i].article) for i in g.members)
            for g in again
        }


def test_an_article_more_leaves_unrelated_groups_alone() -> None:
    first = (
        report("a", 0, place="port", date="2020-01-02"),
        report("b", 0, place="port", date="2020-01-02"),
    )
    more = report("c", 0, place="hill", date="2021-01-02")
    assert [*members(grouped(*first)), (2,)] == members(grouped(*first, more))


def test_what_nearly_joins_is_left_to_a_person() -> None:
    found = grouped(
        report("a", 0, place="port", target=(0, 6)),
        report("a", 7, kind="talks", place="hill"),
        report("a", 700, kind="attack", definite=True, target=(0, 6)),
    )
    assert members(found) == [(0,), (1,), (2,)]
    assert [g.maybe for g in found] == [(2,), (), (0,)]


def test_numbers_are_weak_evidence_and_never_a_veto() -> None:
    def killed(at: int, number: int) -> FoundReport:
        claim = FoundClaim("killed", (at, at + 6), number)
        return replace(report("a", at), claims=(claim,))

    between = report("a", 7, kind="talks", place="hill")
    assert members(grouped(killed(0, 3), between, killed(14, 3))) == [(0, 2), (1,)]
    assert members(grouped(killed(0, 3), between, killed(14, 5))) == [(0,), (1,), (2,)]
    told = killed(14, 5)
    again = replace(told, mention=replace(told.mention, definite=True))
    assert members(grouped(killed(0, 3), again)) == [(0, 1)]


def beside(
    date: str = "2020-01-02", target: tuple[int, int] | None = (0, 6)
) -> list[Group]:
    """The march that two articles are about; a third, of another story, tells one too,
    at that place, that day."""
    main = TimeExpression((0, 7), "DATE", "2020-01-02TMO", "2020-01-02", "test/date")
    march = report("a", 0, kind="protest", place="port", target=(0, 6))
    other = report("c", 8, kind="protest", place="port", target=target)
    time = TimeExpression((8, 15), "DATE", date, "2020-01-02", "test/date")
    found = [
        replace(march, times=(main,)),
        replace(march, article="b", times=(main,)),
        report("c", 0, kind="talks", place="hill", date="2020-01-02"),
        report("d", 0, kind="talks", place="hill", date="2020-01-02"),
        replace(other, times=(time,)),
    ]
    stories = (
        StoryReports("en", "protest", {0: 1, 1: 1}),
        StoryReports("en", "talks", {2: 1, 3: 1}),
    )
    bodies = {r.article: BODY for r in found}
    return list(group_reports(found, bodies, PLACES, stories=stories))


def test_what_another_story_tells_beside_needs_more_than_place_day_and_kind() -> None:
    found = beside(target=None)
    assert members(found) == [(0, 1), (2, 3), (4,)]
    assert found[2].maybe == (0,)


def test_what_another_story_tells_at_another_hour_stays_apart() -> None:
    assert members(beside("2020-01-02TNI")) == [(0, 1), (2, 3), (4,)]


def test_what_another_story_tells_of_the_same_one_is_linked() -> None:
    assert members(beside()) == [(0, 1, 4), (2, 3)]


MEETING = (
    "Mayor Dale met Minister Hart in Port. Later Mayor Dale met Bishop Rowe in Port."
)


def met(start: int, actor: str, target: str) -> FoundReport:
    """The report of a meeting that begins at a place of ``MEETING``."""
    spans = [
        (MEETING.index(words, start), MEETING.index(words, start) + len(words))
        for words in (actor, target)
    ]
    base = report("a", start, kind="talks", place="port", date="2020-01-02")
    claims = (FoundClaim("actor", spans[0]), FoundClaim("target", spans[1]))
    passage = (start, min(len(MEETING), start + 40))
    return replace(base, passage=passage, claims=claims)


def test_a_meeting_with_somebody_else_is_another_one() -> None:
    first = met(0, "Mayor Dale", "Minister Hart")
    second = met(38, "Mayor Dale", "Bishop Rowe")
    groups = group_reports((first, second), {"a": MEETING}, PLACES)
    assert members(list(groups)) == [(0,), (1,)]
    again = replace(met(0, "Mayor Dale", "Minister Hart"), source="radio")
    groups = group_reports((first, again), {"a": MEETING}, PLACES)
    assert members(list(groups)) == [(0, 1)]


def arrested(first: str, other: str, kind: str = "arrest") -> list[Group]:
    """Two articles of one story, or of two, tell beside it that somebody was arrested,
    without a place."""
    found = [
        report("a", 0, kind="protest", place="port", date="2020-01-02"),
        report("b", 0, kind="protest", place="port", date="2020-01-02"),
        report("c", 0, kind="talks", place="hill", date="2020-01-02"),
        report("d", 0, kind="talks", place="hill", date="2020-01-02"),
        report(first, 700, kind="arrest", target=(0, 6), date="2020-01-02"),
        report(other, 700, kind=kind, target=(0, 6), date="2020-01-02"),
    ]
    stories = (
        StoryReports("en", "protest", {0: 1, 1: 1}),
        StoryReports("en", "talks", {2: 1, 3: 1}),
    )
    bodies = {r.article: BODY for r in found}
    return list(group_reports(found, bodies, PLACES, stories=stories))


def test_a_deed_told_beside_one_story_with_one_word_is_one() -> None:
    assert (4, 5) in members(arrested("a", "b"))
    assert (4, 5) not in members(arrested("a", "c")), "beside two stories"
    assert (4, 5) not in members(arrested("a", "b", "release")), "of another kind"


def test_meetings_of_others_are_not_linked_between_articles() -> None:
    bodies = {"a": MEETING, "b": MEETING}
    hart = met(0, "Mayor Dale", "Minister Hart")
    rowe = replace(met(38, "Mayor Dale", "Bishop Rowe"), article="b")
    assert len(group_reports((hart, rowe), bodies, PLACES)) == 2
    same = replace(hart, article="b")
    assert len(group_reports((hart, same), bodies, PLACES)) == 1


def in_passing(
    kind: str = "attack", place: str = "port", date: str = "", again: bool = False
) -> list[Group]:
    """What the first of two articles about one attack tells once more, far below."""
    found = [
        report("a", 0, place="port", date="2020-01-02"),
        *(report("a", 8 * n, kind="visit", place="hill") for n in range(1, 6)),
        report("a", 700, kind=kind, place=place, date=date, again=again),
        report("b", 0, place="port", date="2020-01-02"),
    ]
    stories = (StoryReports("en", "attack/rockets", {0: 1, 7: 1}),)
    bodies = {r.article: BODY for r in found}
    return list(group_reports(found, bodies, PLACES, stories=stories))


def test_what_is_told_far_below_may_be_another_event() -> None:
    assert (6,) in members(in_passing(place="hill")), "elsewhere"
    assert (6,) in members(in_passing(date="2020-01-09")), "on another day"
    assert (6,) in members(in_passing(kind="protest")), "of another kind"
    assert (6,) in members(in_passing(again=True)), "it is said to be another one"


def test_an_article_tells_of_its_main_event_once_more_far_below() -> None:
    groups = in_passing()
    assert (0, 6, 7) in members(groups)
    assert groups[0].reasons[6] == ("place-same", "same-kind", "main-matter")
