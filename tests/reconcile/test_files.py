"""Whole records in a person's hands: renamed, split, merged, copied.

First what must not happen, each with its reason.
"""

from __future__ import annotations

import re

import pytest

from builder.reconcile import hand_decisions
from tests.reconcile.project import Project, event, names, propose, report
from tests.reconcile.test_articles import copy as article

ONE, TWO, THREE = "r-aaaaaa", "r-bbbbbb", "r-cccccc"


def start(*names: str) -> Project:
    """An event of the machine's with these reports."""
    project = Project()
    reports = [report(name) for name in names or (ONE,)]
    project.build(propose(event("e1", reports)))
    return project


@pytest.mark.parametrize("copy", ["a.yaml", "z.yaml"])
def test_neither_of_two_files_of_one_id_is_written(copy: str) -> None:
    """Nobody but a person knows which of the two is the record."""
    project = start()
    project.files[f"content/events/{copy}"] = project.files[project.path("e1")]
    before, bases = dict(project.files), dict(project.bases)
    project.build(propose(event("e1", [report(ONE)], place="bridge")))
    assert (project.files, project.bases) == (before, bases)
    del project.files[f"content/events/{copy}"]
    project.build(propose(event("e1", [report(ONE)], place="bridge")))
    assert project.event("e1").place == "bridge"


@pytest.mark.parametrize("copy", ["0.md", "z.md"])
def test_neither_of_two_working_copies_of_one_id_is_written(copy: str) -> None:
    project = Project()
    project.ingest(article())
    (path,) = project.files
    project.files[f"content/articles/{copy}"] = project.files[path]
    before = dict(project.files)
    project.ingest(article(title="Another"))
    assert project.files == before
    del project.files[f"content/articles/{copy}"]
    project.ingest(article(title="Another"))
    assert project.files != before


def test_a_working_copy_with_a_new_id_keeps_its_base() -> None:
    """Twice: the base of the first id gives it to nobody else."""
    project = Project()
    project.ingest(article())
    (path,) = project.files
    for name in ("a9", "a5"):
        text = project.files[path]
        project.files[path] = re.sub("(?m)^id: .*$", f"id: {name}", text)
        title = f"The mill of {name}"
        project.ingest(article(id=name, title=title))
        assert project.content().articles[name].record.title == title
    text = project.files[path]
    project.files["content/articles/0.md"] = text.replace("id: a5", "id: a6")
    before = dict(project.files)
    project.ingest(article(id="a6", title="Another"))
    assert project.files == before


def test_a_report_given_up_after_a_renaming_comes_back() -> None:
    """The base of the old id must not make it look like one that was deleted."""
    project = start(ONE, TWO)
    project.edit("e1", "id: e1\n", "id: mill\nwas: [e1]\n")
    both = propose(event("mill", [report(ONE), report(TWO)]))
    project.build(both)
    project.build(propose(event("mill", [report(ONE)])))
    assert names(project.event("mill").reports) == [ONE]
    assert hand_decisions(project.content(), project.load_bases()).rejected == {}
    project.build(both)
    assert names(project.event("mill").reports) == [ONE, TWO]


def test_a_new_record_that_takes_one_in_is_a_persons() -> None:
    """A report of theirs stands in it: this is more than another name."""
    project = start()
    own = event("own", [report("r-dddddd")])
    text = project.files.pop(project.path("e1"))
    made = Project()
    made.build(propose(own))
    lines = made.files[made.path("own")].replace("id: own\n", "id: own\nwas: [e1]\n")
    lines += text[text.index(f"  - id: {ONE}") :]
    project.files["content/events/own.yaml"] = lines
    project.build(propose(event("own", [report(ONE, hedge="it seems")], place="sea")))
    assert project.files == {"content/events/own.yaml": lines}


def test_an_id_that_was_merged_away_gives_no_other_record_its_base() -> None:
    project = Project()
    project.build(
        propose(event("e1", [report(ONE)])), propose(event("e2", [report(TWO)]))
    )
    other = project.files.pop(project.path("e2"))
    project.edit("e1", "id: e1\n", "id: e1\nwas: [e2]\n")
    project.files[project.path("e1")] += other[other.index(f"  - id: {TWO}") :]
    project.build(propose(event("e1", [report(ONE), report(TWO)])))
    project.edit("e1", "id: e1\n", "id: mill\n")  # and forgets the old id
    before = dict(project.files)
    project.build(propose(event("mill", [report(ONE)], place="bridge")))
    assert project.files == before


def test_a_record_renamed_twice_keeps_its_base() -> None:
    project = start()
    project.edit("e1", "id: e1\n", "id: mill\nwas: [e1]\n")
    project.build(propose(event("mill", [report(ONE)])))
    project.edit("mill", "id: mill\nwas: [e1]\n", "id: mill2\nwas: [mill, e1]\n")
    project.build(propose(event("mill2", [report(ONE)], place="bridge")))
    assert project.event("mill2").place == "bridge"
    project.edit("mill2", "place: bridge", "place: sea")
    project.build(propose(event("mill2", [report(ONE)], place="mill")))
    assert project.event("mill2").place == "sea"


def test_a_renamed_file_stays_where_it_is() -> None:
    project = start()
    project.files["content/events/mill.yaml"] = project.files.pop(project.path("e1"))
    project.build(propose(event("e1", [report(ONE)], place="bridge")))
    assert list(project.files) == ["content/events/mill.yaml"]
    assert project.event("e1").place == "bridge"


def test_a_record_with_a_new_id_keeps_its_base() -> None:
    project = start()
    project.edit("e1", "id: e1\n", "id: mill\nwas: [e1]\n")
    project.build(propose(event("mill", [report(ONE)], place="bridge")))
    assert project.event("mill").place == "bridge"
    assert list(project.content().events) == ["mill"]


def test_merged_records_belong_to_the_person_who_merged_them() -> None:
    project = Project()
    project.build(
        propose(event("e1", [report(ONE)])), propose(event("e2", [report(TWO)]))
    )
    other = project.files.pop(project.path("e2"))
    project.edit("e1", "id: e1\n", "id: e1\nwas: [e2]\n")
    project.files[project.path("e1")] += other[other.index(f"  - id: {TWO}") :]
    assert hand_decisions(project.content(), project.load_bases()).rejected == {}
    project.build(
        propose(event("e1", [report(ONE)])), propose(event("e2", [report(TWO)]))
    )
    assert list(project.content().events) == ["e1"]
    assert names(project.event("e1").reports) == [ONE, TWO]
