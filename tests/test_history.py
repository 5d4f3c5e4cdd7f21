"""Editions: what each showed, and nothing that the records do not say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.history import (
    History,
    check_edition,
    make_history,
    parse_edition,
    read_editions,
    write_edition,
)
from builder.model import Because, EventRecord, Report

FIRST, SECOND, THIRD = "2031-03-10", "2031-04-01", "2031-05-02"


def make_report(name: str, quote: str = "four dead") -> Report:
    return Report(id=name, article="a-1", source="harbour-office", quote=quote)


BRIDGE = EventRecord(
    id="bridge",
    title="Bridge: collapse",
    kind="accident/collapse",
    date="2031-03",
    because=Because(rule="published"),
    place="valombre",
    reports=[make_report("r-1"), make_report("r-2")],
)
FIRE = EventRecord(id="fire", title="Fire", kind="fire")


def publish(editions: dict[str, str], edition: str, *events: EventRecord) -> History:
    """Make an edition and keep its file, as a build does."""
    history = make_history(edition, events, editions)
    if history.text:
        editions[edition] = history.text
    return history


# --- must not ------------------------------------------------------------------------


def test_what_comes_and_goes_within_one_edition_was_never_shown() -> None:
    editions: dict[str, str] = {}
    publish(editions, FIRST, BRIDGE)
    before = dict(editions)
    publish(editions, SECOND, replace(BRIDGE, date="2031-03-04"), FIRE)
    history = publish(editions, SECOND, BRIDGE)
    assert history.text == ""
    assert [step.edition for step in history.steps["bridge"]] == [FIRST]
    assert "fire" not in history.steps
    assert editions[FIRST] == before[FIRST]


def test_the_same_edition_twice_is_the_same() -> None:
    editions: dict[str, str] = {}
    publish(editions, FIRST, BRIDGE, FIRE)
    again = publish(dict(editions), FIRST, FIRE, BRIDGE)
    assert again.text == again.standing == editions[FIRST]
    assert [step.is_first for step in again.steps["bridge"]] == [True]


def test_what_no_page_shows_is_no_change() -> None:
    editions: dict[str, str] = {}
    publish(editions, FIRST, BRIDGE)
    quiet = replace(
        BRIDGE,
        checked=["date"],
        reports=[replace(make_report("r-1"), same_as=["r-9"]), make_report("r-2")],
    )
    assert publish(editions, SECOND, quiet).text == ""


def test_no_words_of_an_article_are_kept() -> None:
    editions: dict[str, str] = {}
    publish(editions, FIRST, BRIDGE)
    assert "four dead" not in editions[FIRST]


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "3", '{"event": 3}', '"x"', "[" * 100_000, "\ufffd", "<<<<<<< HEAD"],
)
def test_a_line_nobody_can_read_is_passed_over(text: str) -> None:
    assert parse_edition(text) == []
    good = json.dumps({"event": "fire", "title": "Fire"})
    assert [line["event"] for line in parse_edition(f"{text}\n{good}\n")] == ["fire"]


@pytest.mark.parametrize(
    "line",
    [
        {"event": "bridge", "reports": 3},
        {"event": "bridge", "reports": {"r-1": 7}, "date": 4, "why": []},
        {"event": "bridge", "from": "nobody"},
        {"event": "bridge", "from": ["x"], "title": {"a": 1}},
        {"event": "nobody", "gone": True},
    ],
)
def test_odd_lines_make_odd_histories_and_no_crash(line: dict[str, object]) -> None:
    editions = {FIRST: json.dumps(line) + "\n"}
    history = make_history(SECOND, [BRIDGE], editions)
    assert history.steps["bridge"]


# --- what is told --------------------------------------------------------------------


def test_what_changed_is_told_with_the_person_s_reason() -> None:
    editions: dict[str, str] = {}
    publish(editions, FIRST, BRIDGE)
    set_by_hand = replace(
        BRIDGE,
        date="2031-03-04",
        title="4 March: collapse",
        why="The mayor's letter.",
        status="checked",
        reports=[make_report("r-2", "five dead"), make_report("r-3")],
    )
    steps = publish(editions, SECOND, set_by_hand, FIRE).steps
    (first, second) = steps["bridge"]
    assert first.is_first
    changes = {change.field: (change.old, change.new) for change in second.changes}
    assert changes == {
        "date": ("2031-03", "2031-03-04"),
        "status": ("machine", "checked"),
    }, "a title that follows the date is no change of its own"
    assert (second.added, second.removed, second.altered) == (1, 1, 1)
    assert second.why == "The mayor's letter."
    assert second.rule == ""
    assert [step.edition for step in steps["fire"]] == [SECOND]
    third = publish(editions, THIRD, set_by_hand, replace(FIRE, title="Blaze"))
    assert len(third.steps["bridge"]) == 2
    (title,) = third.steps["fire"][1].changes
    assert (title.field, title.old, title.new) == ("title", "Fire", "Blaze")


def test_a_date_the_machine_reads_otherwise_names_its_rule() -> None:
    editions: dict[str, str] = {}
    publish(editions, FIRST, BRIDGE)
    better = replace(BRIDGE, date=["2031-03-04", "2031-03-11"])
    better = replace(better, because=Because(rule="weekday"))
    step = publish(editions, SECOND, better).steps["bridge"][1]
    assert (step.rule, step.why) == ("weekday", "")
    assert step.changes[0].new == ["2031-03-04", "2031-03-11"]


def test_another_id_is_the_same_record() -> None:
    editions: dict[str, str] = {}
    publish(editions, FIRST, BRIDGE)
    renamed = replace(BRIDGE, id="sarenne", was=["bridge"], place="sarenne")
    history = publish(editions, SECOND, renamed)
    assert history.gone == ()
    assert [s.edition for s in history.steps["sarenne"]] == [FIRST, SECOND]
    later = publish(editions, THIRD, renamed)
    assert [s.edition for s in later.steps["sarenne"]] == [FIRST, SECOND]


def test_what_is_joined_to_another_record_is_gone() -> None:
    editions: dict[str, str] = {}
    publish(editions, FIRST, BRIDGE, FIRE)
    joined = replace(BRIDGE, was=["fire"])
    history = publish(editions, SECOND, joined)
    assert history.gone == ("fire",)
    assert len(history.steps["bridge"]) == 1


def test_what_went_may_come_back() -> None:
    editions: dict[str, str] = {}
    publish(editions, FIRST, BRIDGE, FIRE)
    assert publish(editions, SECOND, FIRE).gone == ("bridge",)
    steps = publish(editions, THIRD, FIRE, BRIDGE).steps["bridge"]
    assert [(step.edition, step.is_first) for step in steps] == [
        (FIRST, True),
        (THIRD, True),
    ]


def test_two_branches_joined_by_git_lose_nothing() -> None:
    """Union merge puts the lines of both into one file."""
    base: dict[str, str] = {}
    publish(base, FIRST, BRIDGE, FIRE)
    ours, theirs = dict(base), dict(base)
    publish(ours, SECOND, replace(BRIDGE, date="2031-03-04"), FIRE)
    publish(theirs, SECOND, BRIDGE, replace(FIRE, place="quay"))
    joined = {**base, SECOND: ours[SECOND] + theirs[SECOND]}
    events = (replace(BRIDGE, date="2031-03-04"), replace(FIRE, place="quay"))
    assert make_history(THIRD, events, joined).text == ""
    assert sorted(make_history(SECOND, events, joined).text.splitlines()) == sorted(
        joined[SECOND].splitlines()
    )


NAMES = ("a", "b", "c", "d")
STATES = st.fixed_dictionaries(
    {
        "date": st.sampled_from(["unknown", "2031", "2031-03"]),
        "status": st.sampled_from(["machine", "checked"]),
        "why": st.sampled_from([None, "told"]),
        "reports": st.lists(
            st.builds(
                make_report,
                st.sampled_from(["r-1", "r-2", "r-3"]),
                st.sampled_from(["one", "two"]),
            ),
            max_size=3,
            unique_by=lambda report: report.id,
        ),
    }
)
SHOWN = st.dictionaries(st.sampled_from(NAMES), STATES, max_size=4)


def make_events(shown: dict[str, dict[str, Any]]) -> list[EventRecord]:
    return [
        EventRecord(id=name, title=name.upper(), kind="event", **state)
        for name, state in shown.items()
    ]


@given(st.lists(SHOWN, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_all_editions_together_say_what_is_shown(
    past: list[dict[str, dict[str, Any]]], random: Random
) -> None:
    """Whatever came, changed and went: the sum is the last edition, in any order."""
    editions: dict[str, str] = {}
    for number, shown in enumerate(past):
        history = publish(editions, f"2031-01-{number + 1:02}", *make_events(shown))
        assert history.steps.keys() == shown.keys()
        assert all(steps[0].is_first for steps in history.steps.values())
    events = make_events(past[-1])
    random.shuffle(events)
    after = make_history("2031-02-01", events, editions)
    assert after.text == ""
    assert after.gone == ()
    # Union merges may leave lines in any order, or twice.
    for day, text in editions.items():
        lines = text.splitlines(keepends=True) * 2
        random.shuffle(lines)
        editions[day] = "".join(lines)
    assert make_history("2031-02-01", events, editions).text == ""


# --- files ---------------------------------------------------------------------------


def test_editions_are_read_back(tmp_path: Path) -> None:
    editions: dict[str, str] = {}
    history = publish(editions, FIRST, BRIDGE)
    write_edition(tmp_path, history)
    (tmp_path / "content/.history/notes.txt").write_text("x")
    assert read_editions(tmp_path) == editions
    write_edition(tmp_path, replace(history, text=""))
    assert read_editions(tmp_path) == {}


def test_no_edition_is_older_than_one_that_was_shown(tmp_path: Path) -> None:
    site = tmp_path / "content" / "site.yaml"
    site.parent.mkdir()
    site.write_text(f"title: T\nedition: {FIRST}\n")
    assert check_edition(tmp_path, FIRST, [FIRST]) == []
    assert check_edition(tmp_path, SECOND, [FIRST]) == []
    (problem,) = check_edition(tmp_path, FIRST, [SECOND, THIRD])
    assert (problem.code, problem.line, problem.column) == ("E037", 2, 10)
    assert THIRD in problem.hint


def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    (root / "content" / ".history").symlink_to(outside)
    with pytest.raises(PermissionError):
        read_editions(root)
    with pytest.raises(PermissionError):
        write_edition(root, make_history(FIRST, [BRIDGE], {}))
    assert list(outside.iterdir()) == []
