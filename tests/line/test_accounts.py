"""Twenty articles of six invented outlets about five events of other kinds, as a site.

First what must not come together; then that each event is told side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from builder.compare import make_comparison
from builder.model import EventRecord
from builder.pipeline import update_content
from tests.line.project import Project
from tests.link.accounts import ACCOUNTS, Account
from tests.made import MONTHS

PUBLISHED = {"fr": "Publié le", "en": "Published"}
EVENTS = {
    "ferry": ("accident", "2031-05-12", {"killed", "wounded", "when"}),
    "strike": ("strike", "2031-06-04", {"actor", "when"}),
    "count": ("election", "2031-09-21", {"actor", "when"}),
    "ruling": ("trial/ruling", "2031-10-09", {"actor", "target", "when"}),
    "flood": ("disaster/flood", "2031-11-17", {"kind", "when"}),
}


def write_seed(account: Account) -> str:
    day = date.fromisoformat(account.published)
    month = MONTHS[account.language].split()[day.month - 1]
    head = f"{PUBLISHED[account.language]} {day.day} {month} {day.year}"
    colon = " :" if account.language == "fr" else ":"
    credit = f"SOURCE{colon} {account.outlet}"
    return "\n\n".join((account.title, head, account.text, credit)) + "\n"


def lay_out(root: Path) -> Project:
    (root / "seeds").mkdir()
    (root / "content").mkdir()
    (root / "content" / "site.yaml").write_text("language: en\n", encoding="utf-8")
    return Project(root)


def add(project: Project, accounts: Iterable[Account]) -> None:
    for account in accounts:
        path = project.root / "seeds" / f"{account.name}.txt"
        path.write_text(write_seed(account), encoding="utf-8")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = lay_out(tmp_path_factory.mktemp("accounts").resolve())
    add(project, ACCOUNTS)
    assert project.build().problems == ()
    return project


def articles_of(event: EventRecord) -> set[str]:
    return {report.article for report in event.reports}


def test_the_corpus_is_what_it_says() -> None:
    assert len(ACCOUNTS) == 20
    assert len({account.outlet for account in ACCOUNTS}) == 6
    assert Counter(account.event for account in ACCOUNTS) == dict.fromkeys(EVENTS, 4)
    assert {account.language for account in ACCOUNTS} == {"fr", "en"}


def test_no_page_mixes_two_events(told: Project) -> None:
    event_of = {account.name: account.event for account in ACCOUNTS}
    for event in told.events().values():
        assert len({event_of[name] for name in articles_of(event)}) == 1, event.id


def groups_of(project: Project) -> set[frozenset[tuple[str, str, str]]]:
    return {
        frozenset((r.article, r.source, r.quote) for r in event.reports)
        for event in project.events().values()
    }


def test_what_was_there_before_changes_nothing(told: Project, tmp_path: Path) -> None:
    """Articles that come one day after the other end in the same events, and the main
    ones keep their ids."""
    grown = lay_out(tmp_path)
    ids: dict[str, str] = {}
    for part in (ACCOUNTS[::2], ACCOUNTS[1::4], ACCOUNTS[3::4]):
        add(grown, part)
        grown.build()
        for name in EVENTS:
            mains = [
                e.id for e in grown.events().values() if f"{name}-1" in articles_of(e)
            ]
            assert ids.setdefault(name, mains[0]) in mains
    assert groups_of(grown) == groups_of(told)


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_told_by_all_its_articles_side_by_side(
    told: Project, name: str
) -> None:
    kind, day, facets = EVENTS[name]
    every = {account.name for account in ACCOUNTS if account.event == name}
    (event,) = [e for e in told.events().values() if articles_of(e) == every]
    assert (event.kind, event.date) == (kind, day)
    state = update_content(told.root, write=False)
    known = state.knowledge
    view = make_comparison(event, state.content.articles, known.sources, known.places)
    outlets = {account.outlet for account in ACCOUNTS if account.name in every}
    assert len(view.by_outlet.columns) == len(outlets) >= 3
    filled = {
        row.facet: sum(bool(cell) for cell in row.cells) for row in view.by_outlet.rows
    }
    assert {facet for facet, count in filled.items() if count >= 2} >= facets
    assert (told.root / "site" / "event" / f"{event.id}.html").is_file()
