"""What a person gives back follows the machine again, and nothing else does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.model import ArticleRecord, Because, Evidence, Relation, SetAside
from builder.reconcile import Outcome
from builder.reconcile.giving import Given, give_back
from builder.reconcile.outcome import ArticleProposal
from tests.reconcile.project import Project, claim, event, propose, report

RID, OTHER = "r-aaaaaa", "r-bbbbbb"
OLD = event("e1", [report(RID), report(OTHER, source="army")])
NEW = replace(OLD, title="Other", date="2022-02", because=Because(rule="r2"))
PATH = "content/events/e1.yaml"


def start(*edits: tuple[str, str]) -> Project:
    project = Project()
    project.build(propose(OLD), propose(event("e2", [report("r-cccccc")])))
    for old, new in edits:
        project.edit("e1", old, new)
    return project


def give(project: Project, part: str = "", record: str = "e1") -> Given:
    given = give_back("events", record, part, project.content(), project.load_bases())
    project.take(Outcome(changes=given.changes))
    return given


def cut(project: Project, rid: str) -> str:
    """Take the lines of a report out of e1."""
    lines = project.files[PATH].splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if rid in line)
    end = next(
        (n for n in range(at + 1, len(lines)) if lines[n].startswith("  - ")),
        len(lines),
    )
    project.files[PATH] = "".join(lines[:at] + lines[end:])
    return "".join(lines[at:end])


# --- what is not given back ----------------------------------------------------------


def test_what_is_not_named_stays_a_persons() -> None:
    project = start(('"2022-01"', '"2021"'), ("place: mill", "place: bridge # mine"))
    give(project, "date")
    project.build(propose(replace(NEW, place="tower")))
    record = project.event("e1")
    assert (record.date, record.place) == ("2022-02", "bridge")
    assert "# mine" in project.files[PATH]


def test_nothing_is_written_into_the_record_itself() -> None:
    project = start(('"2022-01"', '"2021"'))
    before = project.files[PATH]
    give(project, "date")
    assert project.files[PATH] == before


@pytest.mark.parametrize(
    ("edit", "part", "words"),
    [
        (
            ("date", "date"),
            "datum",
            "has no 'datum'; its parts: because, checked, date",
        ),
        (("status: machine", "status: checked"), "date", "write 'status: machine'"),
        (
            ("format: 1\n", "format: 1\nchecked: [reports]\n"),
            f"{RID}.source",
            "'reports' is checked as a whole",
        ),
    ],
)
def test_what_cannot_be_given_back_is_told(
    edit: tuple[str, str], part: str, words: str
) -> None:
    project = start()
    path = project.files[PATH]
    project.files[PATH] = path.replace(*edit, 1)
    bases = dict(project.bases)
    assert words in give(project, part).why_not
    assert project.bases == bases


def test_a_report_that_a_person_wrote_is_not_the_machines() -> None:
    own = "  - id: r-dddddd\n    article: a1\n    source: me\n    quote: Two rockets\n"
    project = start(("reports:\n", "reports:\n" + own))
    assert "never found the report r-dddddd" in give(project, "r-dddddd").why_not
    give(project)
    project.build(propose(NEW))
    assert "r-dddddd" in [r.id for r in project.event("e1").reports]


@pytest.mark.parametrize("part", ["", "date"])
def test_a_record_that_a_person_wrote_is_not_the_machines(part: str) -> None:
    project = Project({PATH: "id: e1\ntitle: Mine\nkind: attack\n"})
    assert "was written by a person" in give(project, part).why_not


def test_a_note_is_not_given_back_with_the_rest() -> None:
    project = start(('"2022-01"', '"2021"\nwhy: I was there\nnote: Read twice'))
    give(project)
    project.build(propose(NEW))
    record = project.event("e1")
    assert (record.date, record.why) == ("2022-02", "I was there")
    assert record.note == "Read twice"


# --- what is -------------------------------------------------------------------------


def test_a_value_follows_again() -> None:
    project = start(('"2022-01"', '"2021"  # by hand'))
    give(project, "date")
    project.build(propose(NEW))
    assert 'date: "2022-02"  # by hand\n' in project.files[PATH]
    project.build(propose(replace(NEW, date="2022-03")))
    assert project.event("e1").date == "2022-03"


def test_a_deleted_value_comes_back() -> None:
    project = start()
    lines = project.files[PATH].splitlines(keepends=True)
    project.files[PATH] = "".join(x for x in lines if not x.startswith("because"))
    give(project, "because")
    project.build(propose(OLD))
    assert project.event("e1").because == OLD.because


def test_a_checked_field_is_checked_no_longer() -> None:
    project = start(("format: 1\n", "format: 1\nchecked: [place, date]  # sure\n"))
    give(project, "date")
    assert "checked: [place]  # sure\n" in project.files[PATH]
    project.build(propose(replace(NEW, place="tower")))
    assert (project.event("e1").date, project.event("e1").place) == ("2022-02", "mill")


def test_a_whole_record_follows_again() -> None:
    project = start(
        ('"2022-01"', '"2021"'),
        ("status: machine", "status: checked"),
        ("source: army", "source: mayor"),
        ("place: mill", "place: bridge"),
    )
    give(project)
    project.build(propose(NEW))
    assert project.event("e1") == NEW


def test_a_deleted_report_comes_back() -> None:
    project = start()
    cut(project, OTHER)
    project.build(propose(OLD))
    assert len(project.event("e1").reports) == 1
    give(project, OTHER)
    project.build(propose(OLD))
    assert len(project.event("e1").reports) == 2


def test_a_moved_report_goes_home() -> None:
    project = start()
    text = cut(project, OTHER)
    project.edit("e2", "reports:\n", f"reports:\n{text}")
    two = event("e2", [report("r-cccccc")])
    moved = replace(OLD, reports=OLD.reports[:1])
    project.build(propose(moved), propose(replace(two, reports=[*two.reports])))
    assert give(project, OTHER, "e2").why_not == ""
    project.build(propose(OLD), propose(two))
    assert [r.id for r in project.event("e1").reports] == [RID, OTHER]
    assert [r.id for r in project.event("e2").reports] == ["r-cccccc"]


def test_a_deleted_claim_and_a_deleted_relation_come_back() -> None:
    full = replace(
        OLD,
        reports=[report(RID, claims=[claim("means", "Two rockets")]), OLD.reports[1]],
        relations=[Relation(after="e2")],
    )
    project = start()
    two = propose(event("e2", [report("r-cccccc")]))
    project.build(propose(full), two)
    project.edit("e1", '      - {facet: means, quote: "Two rockets"}\n', "")
    project.edit("e1", "relations:\n  - {after: e2}\n", "")
    project.files[PATH] = project.files[PATH].replace("    claims:\n  -", "  -", 1)
    project.build(propose(full), two)
    assert project.event("e1").reports[0].claims == []
    give(project, f"{RID}.means")
    give(project, "relations")
    project.build(propose(full), two)
    assert project.event("e1") == full


def test_a_deleted_record_is_made_again() -> None:
    project = start()
    del project.files[PATH]
    project.build(propose(OLD))
    assert "e1" not in project.content().events
    assert give(project, "date").why_not
    give(project)
    project.build(propose(OLD))
    assert project.event("e1") == OLD


def test_a_merged_record_of_known_reports_is_the_machines_again() -> None:
    project = start()
    text = cut(project, OTHER) + cut(project, RID)
    del project.files[PATH]
    project.edit("e2", "reports:\n", f"was: [e1]\nreports:\n{text}")
    project.files[PATH] = project.files.pop("content/events/e2.yaml").replace(
        "id: e2", "id: e9"
    )
    given = give(project, "", "e9")
    assert given.why_not == ""
    merged = event("e9", [*OLD.reports, report("r-cccccc")], title="All of it")
    project.build(propose(merged))
    assert project.event("e9").title == "All of it"


def test_a_working_copy_follows_again() -> None:
    record = ArticleRecord(
        id="a1",
        evidence=Evidence(file="seeds/a.txt", sha256="0" * 64),
        published="2022",
        set_aside=[SetAside(role="caption", text="A photograph")],
    )
    project = Project()
    project.ingest(ArticleProposal(record, "Old text.\n"))
    path = "content/articles/a1.md"
    text = (
        project.files[path]
        .replace("Old text.", "My text.")
        .replace('published: "2022"', 'published: "2021"')
    )
    project.files[path] = text
    later = ArticleProposal(replace(record, published="2023"), "New text.\n")
    project.ingest(later)
    assert project.files[path] == text
    for part, change in (
        ("body", ("My text.", "New text.")),
        ("published", ('"2021"', '"2023"')),
    ):
        given = give_back(
            "articles", "a1", part, project.content(), project.load_bases()
        )
        project.take(Outcome(changes=given.changes))
        project.ingest(later)
        text = text.replace(*change)
        assert project.files[path] == text
    del project.files[path]
    project.ingest(later)
    assert path not in project.files
    given = give_back("articles", "a1", "", project.content(), project.load_bases())
    project.take(Outcome(changes=given.changes))
    project.ingest(later)
    assert "New text." in project.files[path]
