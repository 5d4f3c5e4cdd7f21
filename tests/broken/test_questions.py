"""What `recoupe check` asks, where it stays silent, and that either answer ends it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from builder.pipeline import check_project
from builder.problems import Problem, render_problem
from builder.scrutiny import LOOKS
from tests.broken.case import EVENT, Edit, Step, do_all
from tests.broken.cases_scrutiny import FINE, QUESTIONS, Question
from tests.conftest import Golden
from tests.line.project import MADE, Project, files_of, lay_out

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of which nothing is asked, with a record written by hand."""
    folder = tmp_path_factory.mktemp("asked") / "project"
    folder.mkdir()
    project = lay_out(folder, MADE / "content", MADE / "seeds")
    project.build()
    (folder / EVENT).write_bytes((HERE / "hand.yaml").read_bytes())
    Edit(EVENT, "maybe_same_as: [port-ancel-protest-2031-05-05]\n", "").do(folder)
    assert printed(check_project(folder)) == ""
    return project


@pytest.fixture
def own(right: Project, tmp_path: Path) -> Project:
    return right.copy(tmp_path / "project")


def printed(problems: Sequence[Problem]) -> str:
    return "".join(f"{render_problem(p)}\n" for p in problems)


@pytest.mark.parametrize("name", FINE)
def test_what_is_right_is_not_asked_about(name: str, own: Project) -> None:
    do_all(FINE[name], own.root)
    assert printed(check_project(own.root)) == ""


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_what_is_asked_and_what_ends_it(
    question: Question, own: Project, tmp_path: Path, golden: Golden
) -> None:
    do_all(question.broken, own.root)
    before = files_of(own.root)
    problems = check_project(own.root)
    golden(HERE / "golden" / f"{question.name}.txt", printed(problems))

    assert problems
    assert {p.severity for p in problems} == {"warning"}
    shown = problems[0].source_line[problems[0].column - 1 :]
    assert shown.startswith(question.at)
    assert all(p.hint for p in problems)
    assert files_of(own.root) == before, "nothing is written"
    for number, steps in enumerate((question.mend, question.answer)):
        if steps:
            other = own.copy(tmp_path / f"answered-{number}")
            _answer(steps, other)


def _answer(steps: Sequence[Step], project: Project) -> None:
    do_all(steps, project.root)
    assert printed(check_project(project.root)) == ""


def test_every_look_is_asked_about(own: Project) -> None:
    """No row of the table without a case that it speaks up in."""
    told = "".join(
        (HERE / "golden" / f"{question.name}.txt").read_text("utf-8")
        for question in QUESTIONS
    )
    assert [code for code, _ in LOOKS if f"warning {code}:" not in told] == []
