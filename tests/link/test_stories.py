"""Articles about one thing: first the look-alikes that must stay apart."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import pytest

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.link.dating import find_assumed_dates
from builder.link.events import Decisions, Group, group_reports
from builder.link.mains import Mains, Reading, find_mains
from builder.link.reports import find_reports
from builder.link.stories import fade, find_stories
from builder.link.wording import compare_wording, weigh_words
from builder.model import Article, ArticleRecord, Evidence
from builder.records import load_content
from builder.working_copy import find_blocks
from tests.line.project import ROOT
from tests.link.accounts import ACCOUNTS, LOOK_ALIKES, Account

ALL = (*ACCOUNTS, *LOOK_ALIKES)


def make_article(account: Account, published: str | None = None) -> Article:
    body = f"# {account.title}\n\n{account.text}\n"
    record = ArticleRecord(
        id=account.name,
        evidence=Evidence(file=f"seeds/{account.name}.txt", sha256=""),
        title=account.title,
        outlet=account.outlet,
        published=account.published if published is None else published,
        language=account.language,
    )
    return Article(record, body, find_blocks(body))


def find(
    accounts: Iterable[Account], decisions: Decisions | None = None
) -> tuple[Mains, Sequence[Group]]:
    readings = [
        Reading(article, annotate(article, Knowledge()))
        for article in map(make_article, accounts)
    ]
    mains = find_mains(
        [
            r
            for one in readings
            for r in find_reports(one.article, one.annotations, None)
        ],
        readings,
    )
    articles = {one.article.id: one.article for one in readings}
    notes = {one.article.id: one.annotations for one in readings}
    groups = group_reports(
        mains.found,
        {name: article.body for name, article in articles.items()},
        {},
        decisions,
        partial(
            find_assumed_dates, found=mains.found, articles=articles, annotations=notes
        ),
        mains.stories,
    )
    return mains, groups


def told(mains: Mains, groups: Sequence[Group]) -> set[frozenset[str]]:
    """The articles that share a main event."""
    number = {i: n for n, group in enumerate(groups) for i in group.members}
    homes = defaultdict(set)
    for name, main in mains.by_article.items():
        homes[number[main]].add(name)
    return {frozenset(names) for names in homes.values()}


def by_event(accounts: Iterable[Account]) -> set[frozenset[str]]:
    homes = defaultdict(set)
    for account in accounts:
        homes[account.event].add(account.name)
    return {frozenset(names) for names in homes.values()}


TOLD_APART_BY_DATE = {"ferry-third-1", "ferry-next-1"}
"""Their words alone are those of the story."""


@pytest.mark.parametrize(
    "other",
    [one for one in LOOK_ALIKES if one.name not in TOLD_APART_BY_DATE],
    ids=lambda account: account.name,
)
def test_a_look_alike_is_no_part_of_a_story(other: Account) -> None:
    stories = find_stories([make_article(one) for one in (*ACCOUNTS, other)])
    assert not any(other.name in story.articles for story in stories)


@pytest.mark.parametrize("other", LOOK_ALIKES, ids=lambda account: account.name)
def test_no_main_event_is_shared_with_a_look_alike(other: Account) -> None:
    homes = told(*find((*ACCOUNTS, other)))
    assert not any(other.name in home and len(home) > 1 for home in homes)


def test_the_same_words_days_later_are_other_news() -> None:
    first, second = ACCOUNTS[:2]
    late = make_article(second, published="2031-05-29")
    assert find_stories([make_article(first), late]) == ()


def test_undated_articles_need_more_in_common() -> None:
    first, other = (make_article(ACCOUNTS[n], "unknown") for n in (0, 1))
    assert fade(0.25, None, None) < fade(0.25, None, 1) < 0.18
    assert len(find_stories([first, other])) == 1


def test_one_subject_and_no_day_make_no_story() -> None:
    """The shipped articles: one war, years apart, hardly a date of publication."""
    assert find_stories(list(load_content(ROOT).articles.values())) == ()


def test_a_second_time_is_another_event_where_no_date_says_so() -> None:
    undated = [replace(one, published="unknown") for one in (ACCOUNTS[0], *LOOK_ALIKES)]
    mains, groups = find(undated[:2])
    assert len(told(mains, groups)) == 2
    number = {i: n for n, group in enumerate(groups) for i in group.members}
    one, other = (number[mains.by_article[account.name]] for account in undated[:2])
    assert other in groups[one].maybe
    assert one in groups[other].maybe


def test_articles_of_two_languages_are_not_compared_by_their_words() -> None:
    assert find_stories([make_article(ACCOUNTS[0]), make_article(ACCOUNTS[2])]) == ()


def test_common_words_make_no_story() -> None:
    one, other = (
        Account(n, n, "en", "Herald", "2031-05-13", title, text)
        for n, title, text in (
            (
                "net-1",
                "Quarterly net income of Arvex rises",
                "Arvex Inc. said net income in the third quarter rose 12 percent to "
                "40 million crowns on higher sales. Shares closed up at 17 crowns.",
            ),
            (
                "net-2",
                "Quarterly net income of Dorlin rises",
                "Dorlin Corp. said net income in the third quarter rose 9 percent to "
                "70 million crowns on higher sales. Shares closed up at 31 crowns.",
            ),
        )
    )
    assert find_stories([make_article(one), make_article(other)]) == ()


def test_five_events_of_any_kind_are_told_by_four_articles_each() -> None:
    assert told(*find(ACCOUNTS)) == by_event(ACCOUNTS)


def test_look_alikes_beside_them_change_nothing() -> None:
    homes = told(*find(ALL))
    assert {home for home in homes if len(home) > 1} == by_event(ACCOUNTS)


def test_the_order_of_the_articles_plays_no_part() -> None:
    shuffled = random.Random(7).sample(ALL, len(ALL))
    assert told(*find(shuffled)) == told(*find(ALL))
    articles = [make_article(one) for one in shuffled]
    assert find_stories(articles) == find_stories([make_article(one) for one in ALL])


def test_a_person_keeps_two_of_a_story_apart() -> None:
    mains, _ = find(ACCOUNTS[:2])
    one, other = (mains.by_article[account.name] for account in ACCOUNTS[:2])
    homes = told(*find(ACCOUNTS[:2], Decisions(apart=((one, other),))))
    assert homes == {frozenset({"ferry-1"}), frozenset({"ferry-2"})}


def test_every_article_of_a_story_tells_its_main_event_in_its_opening() -> None:
    mains, _ = find(ALL)
    for story in mains.stories:
        assert all(mains.found[report].passage[0] < 300 for report in story.days)


def test_likeness_is_of_no_order_and_between_nothing_and_all() -> None:
    articles = [make_article(one) for one in ALL]
    words = weigh_words(articles)
    again = weigh_words(articles[::-1])
    for a in articles:
        assert compare_wording(words[a.id], again[a.id]) == pytest.approx(1)
        for b in articles:
            likeness = compare_wording(words[a.id], words[b.id])
            assert -1e-9 <= likeness <= 1 + 1e-9
            assert likeness == compare_wording(words[b.id], words[a.id])
