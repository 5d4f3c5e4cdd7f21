"""``recoupe review`` on records: what is asked and where; its answer settles it."""

from __future__ import annotations

import pytest

from builder.awaiting import Awaiting
from builder.ownership import accept
from builder.pipeline import update_content
from builder.review import KINDS, find_awaiting
from tests.line.project import Project, edit, files_of
from tests.line.test_ownership import MARCH, change_articles


def find(project: Project, kind: str) -> list[Awaiting]:
    items = find_awaiting(update_content(project.root, write=False))
    assert {item.kind for item in items} <= set(KINDS)
    return [item for item in items if item.kind == kind]


def shown(project: Project, item: Awaiting) -> str:
    """The words at the place of an item."""
    lines = (project.root / item.path).read_text("utf-8").splitlines()
    return lines[item.line - 1][item.column - 1 :]


@pytest.fixture
def wreck(own_made: Project) -> str:
    return next(name for name in own_made.events() if "shipwreck" in name)


# --- what awaits nobody --------------------------------------------------------------


def test_a_record_that_people_have_settled_awaits_nobody(
    own_made: Project, wreck: str
) -> None:
    path = own_made.event_path(wreck)
    edit(path, "\nstatus: machine\n", "\nstatus: checked\n")
    items = find_awaiting(update_content(own_made.root, write=False))
    name = path.relative_to(own_made.root).as_posix()
    assert [item for item in items if item.path == name] == []


def test_nothing_is_written(own_made: Project, wreck: str) -> None:
    edit(own_made.event_path(wreck), '\ndate: "', '\ndisputed: [date]\ndate: "')
    before = files_of(own_made.root / "content")
    assert find(own_made, "disputed")
    assert files_of(own_made.root / "content") == before


@pytest.mark.parametrize("answer", ["why: The log has it.", "checked: [date]"])
def test_an_open_date_that_is_meant_so_is_not_asked_about(
    own_made: Project, wreck: str, answer: str
) -> None:
    path = own_made.event_path(wreck)
    edit(path, '\ndate: "2031-05-03"\n', f"\ndate: 2031-05-03~\n{answer}\n")
    assert wreck not in str(find(own_made, "open-date"))


# --- what is asked, and what settles it ----------------------------------------------


def test_a_record_nobody_has_read(own_made: Project, wreck: str) -> None:
    name = f"content/events/{wreck}.yaml"
    (item,) = [i for i in find(own_made, "unread") if i.path == name]
    assert shown(own_made, item) == "machine"
    assert "title, kind, date, place and 9 more" in item.what
    edit(own_made.event_path(wreck), "\nstatus: machine\n", "\nstatus: checked\n")
    assert name not in {i.path for i in find(own_made, "unread")}


def test_what_is_agreed_with_is_not_listed_as_unread(
    own_made: Project, wreck: str
) -> None:
    words = "\nchecked: [title, date, place, reports]\nstatus: machine\n"
    edit(own_made.event_path(wreck), "\nstatus: machine\n", words)
    name = f"content/events/{wreck}.yaml"
    (item,) = [i for i in find(own_made, "unread") if i.path == name]
    assert item.what.endswith("yet: kind")


@pytest.fixture
def kept_out(own_made: Project) -> Project:
    """A date by hand, which the articles then contradict."""
    path = own_made.event_path(MARCH)
    edit(path, '\ndate: "2031-05-05"\n', '\ndate: "2031-05-04"\nwhy: I was there\n')
    own_made.build()
    change_articles(own_made)
    return own_made


def test_a_proposal_that_a_person_s_word_keeps_out(kept_out: Project) -> None:
    (item,) = find(kept_out, "refused-proposal")
    assert shown(kept_out, item) == '"2031-05-04"'
    assert item.todo.startswith(f"recoupe accept {MARCH}.date takes it")
    assert accept(kept_out.root, f"{MARCH}.date").status == 0
    assert find(kept_out, "refused-proposal") == []
    assert kept_out.events()[MARCH].date == "2031-05-08"


def test_a_proposal_is_listed_for_as_long_as_it_is_kept_out(kept_out: Project) -> None:
    """A build tells it once; the list does not forget it."""
    kept_out.build()
    assert "W133" not in {problem.code for problem in kept_out.build().problems}
    assert len(find(kept_out, "refused-proposal")) == 1


def test_a_dispute_lasts_until_people_agree(own_made: Project, wreck: str) -> None:
    path = own_made.event_path(wreck)
    words = "\nstatus: machine\ndisputed: [place, date]\nnote: Two maps.\n"
    edit(path, "\nstatus: machine\n", words)
    (item,) = find(own_made, "disputed")
    assert item.what.endswith("is disputed: place, date")
    assert shown(own_made, item) == "[place, date]"
    edit(path, "disputed: [place, date]\n", "")
    assert find(own_made, "disputed") == []
    edit(path, "\nstatus: machine\n", "\nstatus: disputed\n")
    (item,) = find(own_made, "disputed")
    assert shown(own_made, item) == "disputed"


def test_events_that_may_be_one_are_asked_about_once(
    own_made: Project, wreck: str
) -> None:
    other = next(name for name in own_made.events() if name != wreck)
    for name, beside in ((wreck, other), (other, wreck)):
        words = f"\nstatus: machine\nmaybe_same_as: [{beside}]\n"
        edit(own_made.event_path(name), "\nstatus: machine\n", words)
    (item,) = find(own_made, "maybe-same")
    assert f"move the reports of {shown(own_made, item)[:-1]} here" in item.todo
    for name, beside in ((wreck, other), (other, wreck)):
        edit(own_made.event_path(name), f"maybe_same_as: [{beside}]\n", "")
    assert find(own_made, "maybe-same") == []


def test_words_that_were_lost_are_listed_with_the_nearest(
    own_made: Project, wreck: str
) -> None:
    path = own_made.event_path(wreck)
    quote = own_made.events()[wreck].reports[0].quote
    edit(path, f'quote: "{quote}"', f'quote: "{quote[:-9]} indeed"')
    (item,) = [i for i in find(own_made, "lost-quote") if "article" in i.what]
    assert item.path == f"content/events/{wreck}.yaml"
    assert quote[:10] in item.todo
    edit(path, f"{quote[:-9]} indeed", quote)
    assert find(own_made, "lost-quote") == []


def test_an_open_date_says_what_is_open(own_made: Project, wreck: str) -> None:
    path = own_made.event_path(wreck)
    edit(path, '\ndate: "2031-05-03"\n', "\ndate: [2031-05-03, 2031-05-10]\n")
    (item,) = [i for i in find(own_made, "open-date") if wreck in i.path]
    assert "2031-05-03 or 2031-05-10" in item.what
    assert shown(own_made, item) == "[2031-05-03, 2031-05-10]"


def test_what_a_check_asks_is_listed(own_made: Project, wreck: str) -> None:
    words = "\ntitle: Massacre at sea\n"
    path = own_made.event_path(wreck)
    title = own_made.events()[wreck].title
    edit(path, f'\ntitle: "{title}"\n', words)
    (item,) = find(own_made, "question")
    assert "'Massacre' judges" in item.what
    edit(path, words, '\ntitle: "Wreck: paper speaks of “massacre”"\n')
    assert find(own_made, "question") == []
