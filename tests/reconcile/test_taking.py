"""What was kept out is told once, and a person may take it after all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.model import Because, Claim, EventRecord, Relation
from builder.reconcile import Outcome
from builder.reconcile.refused import (
    Refused,
    find_refused,
    find_untold,
    make_refused_problems,
    render_told,
)
from builder.reconcile.taking import Taken, cut_reports, take_proposals
from builder.records import render_event
from tests.reconcile.project import Project, claim, event, propose, report

RID = "r-aaaaaa"
OLD = event("e1", [report(RID)])
NEW = replace(OLD, date="2022-02", because=Because(rule="r2"), kind="attack")


def start(*edits: tuple[str, str], records: Sequence[EventRecord] = (OLD,)) -> Project:
    project = Project()
    project.build(*map(propose, records))
    for old, new in edits:
        project.edit("e1", old, new)
    return project


def refused(outcome: Outcome) -> tuple[Refused, ...]:
    return find_refused(Outcome(), outcome)


def take(project: Project, part: str, *proposed: EventRecord) -> Taken | None:
    """As ``accept``: decide without writing, take, write that alone."""
    content, bases = project.content(), project.load_bases()
    copy = Project(project.files)
    copy.bases = dict(project.bases)
    outcome = copy.build(*map(propose, proposed))
    taken = take_proposals(
        "events",
        "e1",
        part,
        content.event_files["e1"],
        bases.events.get("e1"),
        outcome.decisions,
    )
    if taken is not None:
        project.take(Outcome(changes=(taken.change,)))
    return taken


# --- told once -----------------------------------------------------------------------


def test_nothing_is_told_of_what_a_person_did_not_touch() -> None:
    assert refused(start().build(propose(NEW))) == ()


def test_the_proposal_a_person_replaced_is_no_news() -> None:
    project = start(('"2022-01"', '"2021"'))
    assert refused(project.build(propose(OLD))) == ()


def test_a_new_proposal_is_told_once_and_another_one_again() -> None:
    project = start(('"2022-01"', '"2021"'))
    first = refused(project.build(propose(NEW)))
    assert [(r.record, r.name, r.value) for r in first] == [("e1", "date", "2022-02")]
    told = render_told(first)
    again = refused(project.build(propose(NEW)))
    assert find_untold(again, told) == ()
    other = refused(project.build(propose(replace(NEW, date="2022-03"))))
    assert [r.value for r in find_untold(other, told)] == ["2022-03"]
    back = refused(project.build(propose(NEW)))
    assert find_untold(back, render_told(other)) == back, "what went is forgotten"


def test_lines_of_two_branches_are_both_heard_of() -> None:
    project = start(('"2022-01"', '"2021"'), ("place: mill", "place: bridge"))
    both = refused(project.build(propose(replace(NEW, place="tower"))))
    assert len(both) == 2
    texts = [render_told([item]) for item in both]
    assert find_untold(both, "".join(texts)) == ()


def test_what_is_told_stands_at_its_place_and_says_how_to_take_it() -> None:
    project = start(('"2022-01"', '"2021"  # I know'))
    told = refused(project.build(propose(NEW)))
    (problem,) = make_refused_problems(told, project.content())
    assert problem.severity == "warning"
    assert problem.source_line == 'date: "2021"  # I know'
    assert '"2022-02"' in problem.message
    assert "recoupe accept e1.date " in problem.hint


def test_every_sort_of_proposal_can_be_told() -> None:
    project = start(
        ("format: 1\n", "format: 1\nchecked: [reports]\n"),
        ("place: mill", "place: bridge"),
        ("source: council", "source: mayor"),
    )
    more = replace(
        NEW,
        place="tower",
        reports=[
            report(
                RID,
                source="army",
                claims=[claim("means", "Two rockets"), claim("where", "the mill")],
            ),
            report("r-bbbbbb"),
        ],
    )
    told = refused(project.build(propose(more)))
    assert [item.name for item in told] == [
        "place",
        f"{RID}.source",
        f"{RID}.means",
        f"{RID}.where",
        "r-bbbbbb",
    ]
    problems = make_refused_problems(told, project.content())
    assert len({(p.line, p.column, p.message) for p in problems}) == 5
    assert all(p.line for p in problems)


# --- taken ---------------------------------------------------------------------------


def test_nothing_is_taken_where_nothing_is_kept_out() -> None:
    project = start()
    files = dict(project.files)
    assert take(project, "", NEW) is None
    assert take(project, "date", NEW) is None
    assert project.files == files


def test_only_what_is_named_is_taken() -> None:
    project = start(('"2022-01"', '"2021"  # I know'), ("place: mill", "place: bridge"))
    before = project.files["content/events/e1.yaml"].splitlines()
    taken = take(project, "date", replace(NEW, place="tower"))
    assert taken is not None
    after = project.files["content/events/e1.yaml"].splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ['date: "2022-02"  # I know', "because: {rule: r2}"]


def test_the_reason_of_a_date_is_not_taken_without_it() -> None:
    project = start(('"2022-01"', '"2021"'))
    assert take(project, "because", NEW) is None


def test_what_is_taken_is_a_persons() -> None:
    project = start(('"2022-01"', '"2021"'))
    take(project, "", NEW)
    outcome = project.build(propose(replace(NEW, date="2022-03")))
    assert project.event("e1").date == "2022-02"
    assert [item.value for item in refused(outcome)] == ["2022-03"]


def test_what_the_machine_said_before_is_a_persons_too_once_taken() -> None:
    """It reads as the base has it; without a mark it would follow the machine."""
    project = start(('"2022-01"', '"2021"'))
    assert take(project, "date", OLD) is not None
    assert project.event("e1").date == "2022-01"
    project.build(propose(NEW))
    assert project.event("e1").date == "2022-01"


def test_a_mark_outlives_the_lines_of_another_branch() -> None:
    project = start(('"2022-01"', '"2021"'))
    other = project.bases["content/.base/events/e1.txt"]
    take(project, "date", OLD)
    project.bases["content/.base/events/e1.txt"] += other
    project.build(propose(NEW))
    assert project.event("e1").date == "2022-01"


def test_a_checked_value_is_taken_and_stays_checked() -> None:
    project = start(("format: 1\n", "format: 1\nchecked: [date]\n"))
    take(project, "", NEW)
    record = project.event("e1")
    assert (record.date, record.checked) == ("2022-02", ["date"])


def test_a_report_kept_out_of_a_checked_record_is_taken_at_its_place() -> None:
    project = start(("status: machine", "status: checked"))
    more = replace(OLD, reports=[report("r-bbbbbb"), *OLD.reports])
    take(project, "r-bbbbbb", more)
    assert [r.id for r in project.event("e1").reports] == ["r-bbbbbb", RID]


def test_a_report_is_taken_into_a_record_that_a_person_wrote() -> None:
    project = start()
    project.bases.clear()
    more = replace(OLD, reports=[*OLD.reports, report("r-bbbbbb")])
    taken = take(project, "", more)
    assert taken is not None
    assert taken.names == ("r-bbbbbb",)
    assert [r.id for r in project.event("e1").reports] == [RID, "r-bbbbbb"]
    assert project.bases == {}


def test_a_report_the_machine_gave_up_is_taken_out() -> None:
    project = start(("source: council", "source: mayor"), records=[OLD, OTHER])
    assert take(project, RID, replace(OLD, reports=[report("r-bbbbbb")]), OTHER)
    assert [r.id for r in project.event("e1").reports] == []
    project.build(propose(OLD), propose(OTHER))
    assert [r.id for r in project.event("e1").reports] == []


OTHER = event("e2", [report("r-cccccc")])


def test_a_deleted_relation_and_a_deleted_claim_are_taken_back_in() -> None:
    full = replace(OLD, relations=[Relation(after="e2")])
    project = start(records=[full, OTHER])
    path = project.path("e1")
    lines = project.files[path].splitlines(keepends=True)
    kept = [x for x in lines if "after" not in x and "relations" not in x]
    kept = [x for x in kept if "facet" not in x and "claims" not in x]
    project.files[path] = "".join(kept)
    assert take(project, f"{RID}.means", full, OTHER)
    assert take(project, "relations", full, OTHER)
    record = project.event("e1")
    assert record.relations == [Relation(after="e2")]
    assert record.reports[0].claims == OLD.reports[0].claims
    project.build(propose(OLD), propose(OTHER))
    assert project.event("e1").relations == [Relation(after="e2")]


def test_what_only_people_write_is_no_proposal() -> None:
    project = start(("status: machine", "status: disputed\nwhy: I was there"))
    for part in ("", "status", "why"):
        assert take(project, part, OLD) is None


def test_a_report_that_is_taken_leaves_where_it_stood() -> None:
    project = start(("status: machine", "status: checked"), records=[OLD, OTHER])
    more = replace(OLD, reports=[*OLD.reports, *OTHER.reports])
    taken = take(project, "r-cccccc", more)
    assert taken is not None
    assert taken.reports == ("r-cccccc",)
    content, bases = project.content(), project.load_bases().events
    assert cut_reports((), "e1", content, bases) == []
    project.take(
        Outcome(changes=tuple(cut_reports(taken.reports, "e1", content, bases)))
    )
    for proposed in ([more], [OLD, OTHER]):
        project.build(*map(propose, proposed))
        assert [r.id for r in project.event("e1").reports] == [RID, "r-cccccc"]
        assert "r-cccccc" not in project.files.get("content/events/e2.yaml", "")


def test_other_words_for_a_report_put_there_by_hand_leave_it_a_persons() -> None:
    """It was moved in; taken as a whole it stays so, with what it does not say."""
    own = replace(OLD, reports=[report("r-dddddd")])
    hedged = replace(OLD.reports[0], hedge="it seems")
    project = start(records=[own, OTHER])
    moved = render_event(replace(OLD, reports=[hedged])).partition("reports:\n")[2]
    project.files[project.path("e1")] += moved
    more = replace(own, reports=[*own.reports, OLD.reports[0]])
    assert take(project, RID, more, OTHER) is not None
    assert project.event("e1").reports[1].hedge is None
    for reports in ([*own.reports, hedged], own.reports):
        project.build(propose(replace(own, reports=reports)), propose(OTHER))
        assert [item.id for item in project.event("e1").reports] == ["r-dddddd", RID]
        assert project.event("e1").reports[1].hedge is None


def test_a_claim_of_other_words_is_taken() -> None:
    project = start(("value: 2", "value: 3"))
    new = Claim(facet="means", quote="Two rockets fell", value=2)
    proposed = replace(OLD, reports=[report(RID, claims=[new])])
    taken = take(project, f"{RID}.means", proposed)
    assert taken is not None
    assert new in project.event("e1").reports[0].claims
