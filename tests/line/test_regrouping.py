"""``recoupe link`` and ``recoupe unlink``: first what they must leave alone."""

from __future__ import annotations

import pytest

from builder.cli import main
from builder.regrouping import link, unlink
from tests.line.project import Project


def events_of(project: Project, rid: str) -> list[str]:
    """The events a report stands in."""
    return [n for n, e in project.events().items() if rid in {r.id for r in e.reports}]


def first_report(project: Project, kind: str) -> str:
    (event,) = [e for e in project.events().values() if e.kind == kind]
    return event.reports[0].id


@pytest.mark.parametrize("name", ["r-0000", "shipwreck"])
def test_what_is_not_there_is_said(own_made: Project, name: str) -> None:
    before = own_made.records()
    rid = first_report(own_made, "protest")
    for answer in (link(own_made.root, rid, name), unlink(own_made.root, name)):
        assert answer.status == 2
        assert f"'{name}'" in answer.lines[0]
    assert own_made.records() == before


def test_a_report_is_not_linked_to_itself(own_made: Project) -> None:
    rid = first_report(own_made, "protest")
    before = own_made.records()
    assert link(own_made.root, rid, rid).status == 2
    assert own_made.records() == before


def test_a_record_of_a_person_is_left_to_the_person(own_made: Project) -> None:
    """What stands somewhere by hand is moved by hand."""
    rid = first_report(own_made, "protest")
    (name,) = events_of(own_made, rid)
    base = own_made.root / "content" / ".base" / "events" / f"{name}.txt"
    base.unlink()
    before = own_made.records()
    answer = unlink(own_made.root, rid)
    assert answer.status == 1
    assert name in answer.lines[0]
    assert "move it" in answer.lines[1]
    assert own_made.records() == before


def test_a_decision_touches_no_other_byte(own_made: Project) -> None:
    one, other = (first_report(own_made, k) for k in ("protest", "accident/sea"))
    (name,) = events_of(own_made, one)
    path = own_made.event_path(name)
    text = path.read_text("utf-8").replace("kind: protest\n", "kind:   protest # ?\n")
    path.write_text(text, "utf-8")
    others = {n: t for n, t in own_made.records().items() if not n.endswith(path.name)}
    answer = link(own_made.root, one, other)
    assert answer.status == 0
    new = path.read_text("utf-8").splitlines()
    assert [line for line in new if line not in text.splitlines()] == [
        f"    same_as: [{other}]"
    ]
    assert len(new) == len(text.splitlines()) + 1
    assert {n: own_made.records()[n] for n in others} == others
    assert f"+    same_as: [{other}]" in answer.difference


def test_two_that_are_linked_stay_together(own_made: Project) -> None:
    one, other = (first_report(own_made, k) for k in ("protest", "accident/sea"))
    assert link(own_made.root, one, other).status == 0
    for _ in range(2):
        own_made.build()
        assert events_of(own_made, one) == events_of(own_made, other)
    assert "before" in link(own_made.root, one, other).lines[0]


def test_a_report_that_is_unlinked_stays_away(own_made: Project) -> None:
    (event,) = [e for e in own_made.events().values() if e.kind == "accident/sea"]
    gone = event.reports[-1].id
    assert unlink(own_made.root, gone).status == 0
    for _ in range(2):
        own_made.build()
        homes = events_of(own_made, gone)
        assert len(homes) == 1
        assert homes != events_of(own_made, event.reports[0].id)


def test_one_of_several_of_its_article_goes_alone(own_made: Project) -> None:
    (event,) = [e for e in own_made.events().values() if e.kind == "accident/sea"]
    here = [r.id for r in event.reports if r.article == "herald-ferry"]
    assert len(here) > 2
    unlink(own_made.root, here[-1])
    own_made.build()
    assert events_of(own_made, here[-1]) != [event.id]
    assert all(events_of(own_made, rid) == [event.id] for rid in here[:-1])


def test_the_later_word_counts(own_made: Project) -> None:
    (event,) = [e for e in own_made.events().values() if e.kind == "accident/sea"]
    first, last = event.reports[0].id, event.reports[-1].id
    unlink(own_made.root, last)
    own_made.build()
    assert link(own_made.root, first, last).status == 0
    own_made.build()
    assert events_of(own_made, first) == events_of(own_made, last)


def test_an_event_speaks_through_its_first_report(
    own_made: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = (e.id for e in own_made.events().values())
    root = str(own_made.root)
    assert main(["link", "--root", root, one, other]) == 0
    assert "tell of one event" in capsys.readouterr().out
    assert main(["unlink", "--root", root, "r-0000"]) == 2
    assert "r-0000" in capsys.readouterr().err
