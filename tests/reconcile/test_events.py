"""What a person did to a file, what the machine proposes next, what stands after.

First what must not happen, each with its reason.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from builder.model import Because, EventRecord, Relation, Report
from builder.reconcile import hand_decisions
from builder.records import render_event
from builder.yamlio import SetValue, SpliceRefused
from tests.reconcile.project import (
    QUOTE,
    Project,
    claim,
    event,
    found,
    names,
    propose,
    report,
)

ONE, TWO, THREE = "r-aaaaaa", "r-bbbbbb", "r-cccccc"
HURT = claim("wounded", "one man was hurt", value=1)


def start(*reports: Report, **more: object) -> Project:
    """A project with one event as the machine made it."""
    project = Project()
    project.build(propose(event("e1", reports or [report(ONE)], **more)))
    return project


def text_of(project: Project, name: str = "e1") -> str:
    return project.files[project.path(name)]


# --- values -----------------------------------------------------------------------


def test_a_value_set_by_hand_is_not_taken_back() -> None:
    project = start()
    project.edit("e1", 'date: "2022-01"', 'date: "2022-01-05"')
    outcome = project.build(propose(event("e1", [report(ONE)], date="2022-02")))
    assert project.event("e1").date == "2022-01-05"
    assert ("e1", "date", "refused", "changed-by-hand") in found(outcome)


def test_a_value_the_machine_agrees_with_later_stays_a_persons() -> None:
    """The base must not move on agreement, or the third build would overwrite it."""
    project = start()
    project.edit("e1", 'date: "2022-01"', 'date: "2022-01-05"')
    project.build(propose(event("e1", [report(ONE)], date="2022-01-05")))
    project.build(propose(event("e1", [report(ONE)], date="2022-03")))
    assert project.event("e1").date == "2022-01-05"


def test_the_reason_of_another_date_is_not_put_beside_a_hand_set_one() -> None:
    project = start()
    project.edit("e1", 'date: "2022-01"', 'date: "2022-01-05"')
    reason = Because(rule="day", quote="Monday")
    project.build(propose(event("e1", [report(ONE)], date="2022-02", because=reason)))
    record = project.event("e1")
    assert record.because == Because(rule="published-month", quote="January")


def test_an_old_proposal_kept_out_is_not_told_as_news() -> None:
    """The person knows it: they replaced that very value."""
    project = start()
    project.edit("e1", "place: mill", "place: bridge")
    outcome = project.build(propose(event("e1", [report(ONE)])))
    assert ("e1", "place", "keep-theirs", "changed-by-hand") in found(outcome)


def test_a_key_deleted_by_hand_does_not_come_back() -> None:
    project = start()
    project.edit("e1", 'because: {rule: published-month, quote: "January"}\n', "")
    reason = Because(rule="published-month", quote="January 2022")
    project.build(propose(event("e1", [report(ONE)], because=reason)))
    assert project.event("e1").because is None


def test_a_checked_field_stays_and_its_base_with_it() -> None:
    project = start()
    project.edit("e1", "status: machine", "status: machine\nchecked: [place]")
    base = project.bases["content/.base/events/e1.txt"]
    outcome = project.build(propose(event("e1", [report(ONE)], place="bridge")))
    assert project.event("e1").place == "mill"
    assert ("e1", "place", "refused", "checked") in found(outcome)
    assert project.bases["content/.base/events/e1.txt"] == base


def test_nothing_is_written_into_a_checked_record() -> None:
    """A report nobody has read would stand on a page that says it was."""
    project = start()
    project.edit("e1", "status: machine", "status: checked")
    before = dict(project.files)
    outcome = project.build(
        propose(event("e1", [report(ONE, source="army"), report(TWO)], place="x"))
    )
    assert project.files == before
    assert ("e1", f"reports/{TWO}", "refused", "checked") in found(outcome)
    project.build()
    assert project.files == before


def test_nothing_is_written_into_a_record_without_base() -> None:
    project = start()
    project.bases.clear()
    before = dict(project.files)
    outcome = project.build(propose(event("e1", [report(ONE), report(TWO)], place="x")))
    assert project.files == before
    assert ("e1", f"reports/{TWO}", "refused", "no-base") in found(outcome)
    project.build()
    assert project.files == before


def test_an_untouched_value_follows_the_machine() -> None:
    project = start()
    outcome = project.build(propose(event("e1", [report(ONE)], date=["2022", "2023"])))
    assert project.event("e1").date == ["2022", "2023"]
    assert ("e1", "date", "take-machine", "untouched") in found(outcome)


def test_a_value_that_is_given_up_is_said_to_be_unknown() -> None:
    project = start()
    project.build(propose(event("e1", [report(ONE)], date="unknown", because=None)))
    assert re.search(r"^date: .?unknown", text_of(project), re.MULTILINE)
    assert "because" not in text_of(project)


def test_a_new_field_is_put_where_a_new_file_has_it() -> None:
    project = start(report(ONE), because=None)
    reason = Because(rule="r")
    project.build(propose(event("e1", [report(ONE)], because=reason)))
    lines = [line.split(":")[0] for line in text_of(project).splitlines()]
    assert lines.index("because") == lines.index("date") + 1


# --- reports ----------------------------------------------------------------------


def test_a_deleted_report_stays_away_in_every_record() -> None:
    project = start(report(ONE), report(TWO, source="army"))
    text = text_of(project)
    project.files[project.path("e1")] = text[: text.index(f"  - id: {TWO}")]
    decided = hand_decisions(project.content(), project.load_bases())
    assert TWO in decided.rejected
    for name in ("e1", "e2"):
        outcome = project.build(
            propose(event("e1", [report(ONE)])),
            propose(event(name, [report(ONE), report(TWO)][name != "e1" :])),
        )
        assert all(
            TWO not in names(record.reports)
            for record in project.content().events.values()
        )
        assert any(d.action == "withhold" for d in outcome.decisions)
        assert "e2" not in project.content().events


def test_a_deleted_event_is_not_made_again() -> None:
    project = start(report(ONE), report(TWO, source="army"))
    del project.files[project.path("e1")]
    outcome = project.build(propose(event("e1", [report(ONE)])))
    assert found(outcome) == {("e1", "", "withhold", "deleted-by-hand")}
    outcome = project.build(propose(event("e9", [report(ONE), report(THREE)])))
    assert names(project.event("e9").reports) == [THREE]
    assert ("e9", f"reports/{ONE}", "withhold", "deleted-by-hand") in found(outcome)


def test_a_moved_report_stays_where_it_was_put() -> None:
    project = Project()
    first = [
        propose(event("e1", [report(ONE), report(TWO)])),
        propose(event("e2", [report(THREE)])),
    ]
    project.build(*first)
    text = text_of(project)
    at = text.index(f"  - id: {TWO}")
    project.files[project.path("e1")] = text[:at]
    project.files[project.path("e2")] += text[at:]
    decided = hand_decisions(project.content(), project.load_bases())
    assert decided.placed == {ONE: "e1", TWO: "e2"}
    assert decided.same == ((TWO, THREE),)
    before = dict(project.files)
    project.build(*first)
    project.build(
        propose(event("e1", [report(ONE)])),
        propose(event("e2", [report(THREE), report(TWO)])),
    )
    assert project.files == before


def test_a_report_copied_with_its_id_is_at_home_where_it_was_found() -> None:
    """Else all that is told with it would be linked to the copy's record."""
    project = Project()
    project.build(propose(event("e2", [report(ONE), report(TWO)])))
    project.files["content/events/a.yaml"] = render_event(event("a", [report(ONE)]))
    decided = hand_decisions(project.content(), project.load_bases())
    assert decided.placed == {ONE: "e2"}


@pytest.mark.parametrize("closed", ["status", "checked", "no base"])
def test_a_report_does_not_leave_for_a_record_that_does_not_take_it(
    closed: str,
) -> None:
    """It would stand nowhere, and be gone from the site."""
    project = Project()
    one, two = event("e1", [report(ONE), report(TWO)]), event("e2", [report(THREE)])
    project.build(propose(one), propose(two))
    if closed == "no base":
        del project.bases["content/.base/events/e2.txt"]
    elif closed == "status":
        project.edit("e2", "status: machine", "status: checked")
    else:
        project.edit("e2", "format: 1\n", "format: 1\nchecked: [reports]\n")
    before = dict(project.files)
    fewer = replace(one, reports=[report(ONE)])
    more = replace(two, reports=[report(THREE), report(TWO)])
    outcome = project.build(propose(fewer), propose(more))
    assert project.files == before
    assert ("e2", f"reports/{TWO}", "refused") in {
        (d.record, d.path, d.action) for d in outcome.decisions
    }
    all_of_it = replace(two, reports=[*more.reports, report(ONE)])
    project.build(propose(all_of_it))
    assert project.files == before, "not even where nothing else is left"


def test_a_report_with_a_correction_does_not_leave_its_record() -> None:
    project = start(report(ONE), report(TWO, source="army"))
    project.edit("e1", "source: army", "source: navy")
    moved = propose(event("e2", [report(TWO, source="army"), report(THREE)]))
    outcome = project.build(propose(event("e1", [report(ONE)])), moved)
    assert names(project.event("e1").reports) == [ONE, TWO]
    assert names(project.event("e2").reports) == [THREE]
    assert ("e2", f"reports/{TWO}", "withhold", "stands-elsewhere") in found(outcome)


def test_a_report_with_a_comment_does_not_leave_its_record() -> None:
    project = start(report(ONE), report(TWO, source="army"))
    project.edit("e1", "source: army", "source: army  # ask Mira")
    outcome = project.build(propose(event("e1", [report(ONE)])))
    assert "# ask Mira" in text_of(project)
    assert ("e1", f"reports/{TWO}", "keep-theirs", "commented") in found(outcome)


def test_an_added_report_is_never_removed() -> None:
    project = start()
    project.files[project.path("e1")] += (
        f'  - {{id: {THREE}, article: a9, source: monk, quote: "I saw it"}}\n'
    )
    project.build(propose(event("e1", [report(ONE)])))
    project.build()
    assert names(project.event("e1").reports) == [THREE]


def test_the_machine_moves_its_own_reports() -> None:
    project = start(report(ONE), report(TWO))
    project.build(
        propose(event("e1", [report(ONE)])), propose(event("e2", [report(TWO)]))
    )
    assert names(project.event("e1").reports) == [ONE]
    assert names(project.event("e2").reports) == [TWO]


def test_an_untouched_event_goes_with_its_last_proposal() -> None:
    project = start()
    outcome = project.build()
    assert project.files == {}
    assert project.bases == {}
    assert found(outcome) == {("e1", "", "delete-record", "not-proposed")}


def test_a_touched_event_stays_without_proposal() -> None:
    project = start()
    project.edit("e1", "title: Rockets near the mill", "title: At the mill")
    outcome = project.build()
    assert project.event("e1").title == "At the mill"
    assert ("e1", "reports", "keep-theirs", "emptied") in found(outcome)


def test_an_event_with_a_comment_stays() -> None:
    project = start()
    project.files[project.path("e1")] += "# look at this again\n"
    project.build()
    assert text_of(project).endswith("# look at this again\n")


def test_a_withdrawn_event_still_remembers_the_report_deleted_from_it() -> None:
    project = start(report(ONE), report(TWO))
    text = text_of(project)
    project.files[project.path("e1")] = text[: text.index(f"  - id: {TWO}")]
    project.build()
    assert project.files == {}
    project.build(propose(event("e2", [report(TWO), report(THREE)])))
    assert names(project.event("e2").reports) == [THREE]


def test_new_reports_go_beside_their_neighbours_and_none_is_reordered() -> None:
    project = start(report(ONE), report(TWO))
    text = text_of(project)
    at, to = text.index(f"  - id: {ONE}"), text.index(f"  - id: {TWO}")
    project.files[project.path("e1")] = text[:at] + text[to:] + text[at:to]
    zero, last = report("r-000000"), report("r-ffffff")
    project.build(
        propose(event("e1", [zero, report(ONE), report(THREE), report(TWO), last]))
    )
    assert names(project.event("e1").reports) == [
        *(TWO, "r-000000", "r-ffffff", ONE, THREE)
    ]


# --- claims -----------------------------------------------------------------------


def claims_of(project: Project) -> list[tuple[str, object, str]]:
    return [(c.facet, c.value, c.quote) for c in project.event("e1").reports[0].claims]


def test_a_corrected_claim_is_one_value() -> None:
    """A person's number with the machine's new range would be nobody's statement."""
    project = start()
    project.edit("e1", "value: 2", "value: 3")
    better = claim("means", "Two rockets", value=2, at_most=4, unit="missile")
    project.build(propose(event("e1", [report(ONE, claims=[better])])))
    (standing,) = project.event("e1").reports[0].claims
    assert standing == claim("means", "Two rockets", value=3, unit="rocket")


@pytest.mark.parametrize("quote", ["Two rockets", "Two rockets fell", "rockets"])
def test_a_deleted_claim_does_not_come_back_in_other_words(quote: str) -> None:
    both = [claim("means", "Two rockets", value=2), claim("wounded", "one man")]
    project = start(report(ONE, claims=both))
    project.edit("e1", '      - {facet: means, value: 2, quote: "Two rockets"}\n', "")
    new = [claim("means", quote, value=2), claim("wounded", "one man")]
    project.build(propose(event("e1", [report(ONE, claims=new)])))
    assert [facet for facet, _, _ in claims_of(project)] == ["wounded"]


def test_a_corrected_claim_is_not_doubled_by_one_in_other_words() -> None:
    project = start()
    project.edit("e1", "value: 2", "value: 3")
    new = [claim("means", "Two rockets fell", value=2, unit="rocket")]
    outcome = project.build(propose(event("e1", [report(ONE, claims=new)])))
    assert claims_of(project) == [("means", 3, "Two rockets")]
    assert any(d.action == "refused" for d in outcome.decisions)


def test_another_claim_on_a_deleted_ones_facet_comes_in() -> None:
    both = [claim("means", "Two rockets", value=2), claim("wounded", "one man")]
    project = start(report(ONE, claims=both))
    project.edit("e1", '      - {facet: means, value: 2, quote: "Two rockets"}\n', "")
    new = [*both, claim("means", "mill")]
    project.build(propose(event("e1", [report(ONE, claims=new)])))
    assert ("means", None, "mill") in claims_of(project)


def test_a_claim_outside_a_shortened_quote_is_not_inserted() -> None:
    project = start()
    project.edit("e1", QUOTE, "Two rockets fell near the mill")
    new = [claim("means", "Two rockets", value=2, unit="rocket"), claim("actor", "man")]
    outcome = project.build(propose(event("e1", [report(ONE, claims=new)])))
    assert [facet for facet, _, _ in claims_of(project)] == ["means"]
    assert any(d.reason == "outside-quote" for d in outcome.decisions)


def test_a_machines_claim_goes_with_the_words_a_person_cut_off() -> None:
    """It stands outside the quote; one that a person has touched stays and is told."""
    told = report(ONE, claims=[claim("means", "Two rockets", value=2), HURT])
    for own in ("", "hedge: about, "):
        project = start(told)
        project.edit("e1", QUOTE, QUOTE.split(";")[0])
        project.edit("e1", "facet: wounded, ", f"facet: wounded, {own}")
        project.build(propose(event("e1", [told])))
        facets = [item[0] for item in claims_of(project)]
        assert facets == (["means", "wounded"] if own else ["means"])


def test_a_quote_is_not_pulled_from_under_a_persons_claim() -> None:
    project = start()
    project.edit(
        "e1",
        "    claims:\n",
        '    claims:\n      - {facet: wounded, quote: "one man was hurt"}\n',
    )
    shorter = report(ONE, quote="Two rockets fell near the mill")
    project.build(propose(event("e1", [shorter])))
    assert project.event("e1").reports[0].quote == QUOTE


def test_two_claims_on_one_facet_are_told_apart() -> None:
    two = [claim("means", "Two rockets", value=2), claim("means", "Two", value=2)]
    project = start(report(ONE, claims=two))
    two[1] = claim("means", "Two", value=3)
    project.build(propose(event("e1", [report(ONE, claims=two)])))
    assert claims_of(project) == [("means", 2, "Two rockets"), ("means", 3, "Two")]


# --- relations and lists of names -------------------------------------------------


def related(*others: str, **more: object) -> EventRecord:
    relations = [Relation(after=other, at_least="P1D") for other in others]
    return event("e1", [report(ONE)], relations=relations, **more)


def test_a_deleted_relation_stays_away_and_another_comes_in() -> None:
    project = Project()
    others = [propose(event(f"e{n}", [report(f"r-00000{n}")])) for n in (2, 3)]
    project.build(propose(related("e2")), *others)
    project.edit("e1", "relations:\n  - {after: e2, at_least: P1D}\n", "")
    project.build(propose(related("e2", "e3")), *others)
    assert [r.after for r in project.event("e1").relations] == ["e3"]


def test_a_relation_to_an_event_that_is_not_there_is_not_written() -> None:
    project = Project()
    project.build(propose(related("e2")))
    assert project.event("e1").relations == []


def test_maybe_same_as_is_a_set_that_remembers_what_was_struck_out() -> None:
    project = Project()
    others = [propose(event(f"e{n}", [report(f"r-00000{n}")])) for n in (2, 3, 4)]
    record = event("e1", [report(ONE)], maybe_same_as=["e2", "e3"])
    project.build(propose(record), *others)
    project.edit("e1", "maybe_same_as: [e2, e3]", "maybe_same_as: [e3]")
    record = event("e1", [report(ONE)], maybe_same_as=["e2", "e3", "e4"])
    project.build(propose(record), *others)
    assert project.event("e1").maybe_same_as == ["e3", "e4"]


# --- files that cannot be read ----------------------------------------------------


def test_nothing_is_proposed_in_place_of_an_unreadable_record() -> None:
    project = start(report(ONE), report(TWO))
    path = project.path("e1")
    project.edit("e1", "title: Rockets", "title: Syria: rockets")
    base = dict(project.bases)
    outcome = project.build(
        propose(event("e1", [report(ONE)])), propose(event("e2", [report(TWO)]))
    )
    assert list(project.files) == [path]
    assert project.bases == base
    assert {d.reason for d in outcome.decisions} >= {"held"}


def test_without_a_visible_id_every_missing_record_may_be_it() -> None:
    project = start()
    path = project.path("e1")
    project.files[path] = "\t: not yaml"
    assert hand_decisions(project.content(), project.load_bases()).rejected == {}
    project.build(propose(event("e2", [report(ONE)])))
    assert list(project.files) == [path]


def test_a_record_is_not_written_over_a_file_of_its_name() -> None:
    project = Project({"content/events/e1.yaml": "\t: not yaml"})
    project.build(propose(event("e1", [report(ONE)])))
    assert project.files["content/events/e1.yaml"] == "\t: not yaml"
    assert project.path("e1") == "content/events/e1-2.yaml"


def test_reports_of_an_article_that_cannot_be_read_stay() -> None:
    project = start()
    project.files["content/articles/a1.md"] = "---\nid: a1\ntitle: [\n---\n"
    project.build()
    assert names(project.event("e1").reports) == [ONE]


def test_a_layout_that_is_not_understood_is_left_and_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor does a report move away that could not be taken out of it."""
    project = start(report(ONE), report(TWO))
    before = dict(project.files), dict(project.bases)

    def refuse(*words: object) -> str:
        raise SpliceRefused("an odd layout", SetValue(("kind",), "attack"))

    monkeypatch.setattr("builder.reconcile.events.apply", refuse)
    outcome = project.build(
        propose(event("e1", [report(ONE)], kind="attack")),
        propose(event("e2", [report(TWO)])),
    )
    assert (project.files, project.bases) == before
    (problem,) = outcome.problems
    assert (problem.path, problem.line) == (project.path("e1"), 6)
    assert problem.message == "this record was left as it is: an odd layout"
    assert "kind: attack" in problem.hint
    assert f"remove reports/{TWO}" in problem.hint


# --- putting things back ----------------------------------------------------------


def test_a_report_moved_away_and_back_is_a_persons() -> None:
    """It stands where the machine once had it, yet a person has put it there."""
    project = start(report(ONE), report(TWO))
    whole = text_of(project)
    project.files[project.path("e1")] = whole[: whole.index(f"  - id: {TWO}")]
    project.build(propose(event("e1", [report(ONE)])))
    project.files[project.path("e1")] = whole
    project.build(
        propose(event("e1", [report(ONE)])), propose(event("e2", [report(TWO)]))
    )
    assert names(project.event("e1").reports) == [ONE, TWO]
    assert list(project.content().events) == ["e1"]


def test_a_claim_deleted_and_put_back_is_a_persons() -> None:
    project = start()
    whole = text_of(project)
    project.files[project.path("e1")] = whole[: whole.index("    claims:")]
    project.build(propose(event("e1", [report(ONE)])))
    project.files[project.path("e1")] = whole
    project.build(propose(event("e1", [report(ONE, claims=[])])))
    assert claims_of(project) == [("means", 2, "Two rockets")]


def test_a_file_brought_back_is_the_machines_again() -> None:
    """``git checkout`` of a deleted record takes the rejection back with it."""
    project = start()
    files = dict(project.files)
    project.files.clear()
    project.build(propose(event("e1", [report(ONE)])))
    assert project.files == {}
    project.files.update(files)
    project.build(propose(event("e1", [report(ONE)], place="bridge")))
    assert project.event("e1").place == "bridge"
