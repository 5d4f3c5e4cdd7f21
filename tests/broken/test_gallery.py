"""The gallery of broken input: what is printed, what stays, and what mends it.

Every case breaks one thing of a project that was right. What a person is told is kept
in ``golden/``; what its hint says is done literally, and then nothing is wrong.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from builder.pipeline import BuildResult, check_project
from builder.problems import has_errors, render_problem
from builder.schema import make_schemas
from builder.working_copy import split_front_matter
from builder.yamlio import load
from tests.broken import cases_files, cases_records, cases_yaml
from tests.broken.case import EVENT, MARCH, Case, Edit, do_all
from tests.conftest import Golden
from tests.draft07 import find_faults
from tests.line.project import MADE, Project, diff, files_of, lay_out

HERE = Path(__file__).parent
CASES = [*cases_yaml.CASES, *cases_records.CASES, *cases_files.CASES]

OTHER = Edit(
    "content/articles/herald-march.md",
    "Thousands of people marched",
    "Hundreds of people marched",
)
"""An edit that calls for another record to be brought up to date."""


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built project that has nothing wrong, with a record written by hand."""
    folder = tmp_path_factory.mktemp("right") / "project"
    folder.mkdir()
    project = lay_out(folder, MADE / "content", MADE / "seeds")
    project.build()
    (folder / EVENT).write_bytes((HERE / "hand.yaml").read_bytes())
    result = project.build()
    assert [render_problem(p) for p in result.problems] == []
    return project


@pytest.fixture
def own(right: Project, tmp_path: Path) -> Project:
    """A copy to break, beside a folder that is none of its business."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("A secret text of somebody else.\n")
    (outside / "event.yaml").write_text("id: out\ntitle: secret\nkind: protest\n")
    return right.copy(tmp_path / "project")


def printed(result: BuildResult) -> str:
    return "".join(f"{render_problem(p)}\n" for p in result.problems)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_told_what_stays_and_what_mends_it(
    case: Case, own: Project, golden: Golden, request: pytest.FixtureRequest
) -> None:
    if case.updated:
        OTHER.do(own.root)
    do_all(case.broken, own.root)
    before, site = files_of(own.root.parent), own.site()
    result = own.build()
    golden(HERE / "golden" / f"{case.name}.txt", printed(result))

    _check_place(case, result)
    assert has_errors(result.problems) is (case.outcome == "error")
    assert result.published is (case.outcome != "error")
    if case.outcome == "error":
        assert diff(site, own.site()) == []
    _check_nothing_lost(case, before, files_of(own.root.parent))

    codes = {p.code for p in result.problems}
    do_all(case.mend, own.root)
    whole = case in cases_files.CASES or request.config.getoption("--long")
    left = own.build().problems if whole else check_project(own.root)
    assert [p for p in left if p.code in codes or p.severity == "error"] == []


def _check_place(case: Case, result: BuildResult) -> None:
    """The first problem points at the culprit, and every one says what to write."""
    assert result.problems
    first = next((p for p in result.problems if p.line), result.problems[0])
    if case.at:
        shown = first.source_line[first.column - 1 :]
        assert shown.startswith(case.at), (shown[:80], first.line, first.column)
    assert all(p.hint for p in result.problems)


def _check_nothing_lost(
    case: Case, before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    """Only the record that was out of date changed, and nothing outside."""
    ours = ("project/content/.base/", "project/content/.schema/", "project/.cache/")
    changed = {n for n in diff(before, after) if not n.startswith(ours)}
    changed = {n for n in changed if not n.startswith("project/site/")}
    if case.outcome == "error":
        made = {n for n in changed if n not in before}
        assert made == set()
    kept = {n for n in changed if n in before}
    assert kept == ({f"project/{MARCH}"} if case.updated else set())


SCHEMAS = {name: json.loads(text) for name, text in make_schemas().items()}
SHAPES = re.compile(r"^(content/[^:]+):\d+:\d+: error (E20[1-9]|E307):", re.MULTILINE)
NO_SHAPE = {"30-february", "reversed-interval", "reserved-id"}
"""Wrong in ways that no schema says: which days a month has, names of devices."""


def schema_of(path: str) -> str:
    folder, _, name = path.removeprefix("content/").rpartition("/")
    kinds = {"events": "event", "articles": "article"}
    return kinds.get(folder) or name.partition(".")[0]


def told_shapes(case: Case) -> dict[str, str]:
    """Path and code of the shapes that a case is told of; a new one has no golden."""
    golden = HERE / "golden" / f"{case.name}.txt"
    return dict(SHAPES.findall(golden.read_text("utf-8"))) if golden.exists() else {}


SHAPE_CASES = [case for case in CASES if told_shapes(case)]


@pytest.mark.parametrize("case", SHAPE_CASES, ids=lambda case: case.name)
def test_an_editor_marks_what_has_the_wrong_shape(case: Case, own: Project) -> None:
    do_all(case.broken, own.root)
    for path, code in told_shapes(case).items():
        text = (own.root / path).read_bytes().decode("utf-8")
        start, end = 0, None
        if path.endswith(".md"):
            halves = split_front_matter(text, path)
            start, end = halves.start, halves.end
        data = load(text, path, start, end).data
        faults = find_faults(SCHEMAS[schema_of(path)], data)
        assert bool(faults) is (case.name not in NO_SHAPE), (path, code)
