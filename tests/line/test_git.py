"""Two people on two branches: git joins what they did, or one Problem leads through it.

Real git, real builds. Each side edits, adds and deletes reports of the same event, and
each builds before the other's work comes in.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.problems import has_errors
from tests.line.project import Project, edit

MARCH = "content/events/port-ancel-protest-2031-05-05.yaml"
FIRST, SECOND, THIRD, HEADLINE, FOURTH, LAST = (
    *("r-485b0e", "r-cc66ef", "r-9fb931"),
    *("r-e68b79", "r-90dfcd", "r-fe0a7b"),
)
NEW = """  - id: r-{id}
    article: {article}
    source: {source}
    quote: "{quote}"
"""
TOLD = {
    "one": ("herald-march", "marched through Port-Ancel on Monday"),
    "two": ("radio-march", "réuni des milliers de personnes"),
}
"""Article and words of the reports that each side adds."""
SEED = """The Halden Herald, 12 May 2031

{people} people were arrested in Port-Ancel on {day} May 2031, the police said.
"""

Act = Callable[[Project], None]


def git(root: Path, *words: str, fails: bool = False) -> str:
    names = ("user.name=x", "user.email=x@example.org", "merge.conflictStyle=merge")
    options = [word for name in names for word in ("-c", name)]
    done = subprocess.run(
        ["git", *options, *words],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": ""},
    )
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout


def path_of(project: Project) -> Path:
    return project.root / MARCH


def replace(old: str, new: str) -> Act:
    return lambda project: edit(path_of(project), old, new)


def retitle(words: str) -> Act:
    """Give the event a title, whatever it had."""

    def act(project: Project) -> None:
        text = path_of(project).read_text("utf-8")
        made = re.sub("(?m)^title: .*$", f'title: "{words}"', text)
        path_of(project).write_text(made, "utf-8")

    return act


def cut(rid: str) -> Act:
    """Delete a report."""

    def act(project: Project) -> None:
        path = path_of(project)
        text = path.read_text("utf-8")
        start = text.index(f"  - id: {rid}")
        end = text.find("  - id: ", start + 1)
        path.write_text(text[:start] + (text[end:] if end > 0 else ""), "utf-8")

    return act


def add(name: str, before: str = "") -> Act:
    """Add a report, before another one or as the last."""

    def act(project: Project) -> None:
        path = path_of(project)
        text = path.read_text("utf-8")
        at = text.index(f"  - id: {before}") if before else len(text)
        rid, (article, quote) = name.encode().hex()[:6], TOLD[name]
        new = NEW.format(id=rid, source=name, article=article, quote=quote)
        path.write_text(text[:at] + new + text[at:], "utf-8")

    return act


def find(name: str, people: str, day: int) -> Act:
    """A further article."""

    def act(project: Project) -> None:
        text = SEED.format(people=people, day=day)
        (project.root / "seeds" / f"{name}.txt").write_text(text, "utf-8")

    return act


def branch(project: Project, name: str, *acts: Act) -> None:
    """Work on a branch of its own: some acts, a build, a commit."""
    git(project.root, "checkout", "-q", "-b", name, "start")
    for act in acts:
        act(project)
    assert not has_errors(project.build().problems)
    git(project.root, "add", "-A")
    git(project.root, "commit", "-qm", name)


@pytest.fixture
def shared(own_made: Project) -> Project:
    """A project under git, built and committed."""
    (own_made.root / ".gitignore").write_text("/site/\n/.cache/\n", "utf-8")
    git(own_made.root, "init", "-q", "-b", "start")
    git(own_made.root, "add", "-A")
    git(own_made.root, "commit", "-qm", "start")
    return own_made


def join(project: Project, *, fails: bool = False) -> None:
    git(project.root, "merge", "-q", "--no-edit", "one", fails=fails)


def ids(project: Project) -> list[str]:
    (march,) = [e for e in project.events().values() if e.kind == "protest"]
    return [report.id for report in march.reports]


ONE = (
    retitle("One: the march"),
    replace(
        "source: courrier-de-brisance", "source: courrier-de-brisance # one saw it"
    ),
    cut(SECOND),
    add("one", FOURTH),
)
TWO = (
    replace(
        "place: port-ancel\nstatus", "place: port-ancel\nnote: Two was there\nstatus"
    ),
    replace(
        'quote: "Thousands of people"}', 'quote: "Thousands of people", value: two}'
    ),
    cut(LAST),
    add("two"),
)


@pytest.mark.parametrize("first", ["one", "two"])
def test_git_alone_joins_what_is_on_different_lines(
    shared: Project, first: str
) -> None:
    sides = {"one": ONE, "two": TWO}
    other = "two" if first == "one" else "one"
    branch(shared, first, *sides[first])
    branch(shared, other, *sides[other])
    git(shared.root, "merge", "-q", "--no-edit", first)
    assert git(shared.root, "status", "--porcelain") == ""
    before = path_of(shared).read_bytes()
    for _ in range(3):
        assert not has_errors(shared.build().problems)
        assert path_of(shared).read_bytes() == before
    text = before.decode()
    for words in ('"One: the march"', "# one saw it", "note: Two was", "value: two"):
        assert words in text
    assert ids(shared) == [FIRST, THIRD, HEADLINE, "r-6f6e65", FOURTH, "r-74776f"]


def test_two_extractions_are_joined_by_git_alone(shared: Project) -> None:
    """Each side has found another article, and the machine wrote on each."""
    branch(shared, "one", find("later", "Twelve", 9), *ONE)
    branch(shared, "two", find("sooner", "Thirty", 2), *TWO)
    join(shared)
    assert not has_errors(shared.build().problems)
    once = shared.records()
    told = {r.article for event in shared.events().values() for r in event.reports}
    assert {"later", "sooner"} <= told
    assert ids(shared)[:4] == [FIRST, THIRD, HEADLINE, "r-6f6e65"]
    assert not has_errors(shared.build().problems)
    assert shared.records() == once


def test_a_renamed_record_takes_in_what_the_other_side_did(shared: Project) -> None:
    name = "id: port-ancel-protest-2031-05-05"
    branch(shared, "one", replace(f"{name}\n", f"id: march\nwas: [{name[4:]}]\n"))
    branch(shared, "two", *TWO)
    join(shared)
    before = path_of(shared).read_bytes()
    assert not has_errors(shared.build().problems)
    assert path_of(shared).read_bytes() == before
    assert ids(shared) == [FIRST, SECOND, THIRD, HEADLINE, FOURTH, "r-74776f"]
    assert (shared.root / "site/event/port-ancel-protest-2031-05-05.html").is_file()


KEEP_ONE = re.compile(r"^<{7} .*?\n(.*?)={7}\n.*?>{7} .*?\n", re.M | re.S)
KEEP_BOTH = re.compile(r"^<{7} .*?\n(.*?)={7}\n(.*?)>{7} .*?\n", re.M | re.S)


@pytest.mark.parametrize(
    ("one", "two", "pattern", "kept", "words"),
    [
        (
            retitle("March of one"),
            retitle("March of two"),
            KEEP_ONE,
            r"\1",
            ["March of two"],
        ),
        (add("one"), add("two"), KEEP_BOTH, r"\1\2", ["r-6f6e65", "r-74776f"]),
        (
            cut(LAST),
            replace("source: radio-litorale", "source: two"),
            KEEP_ONE,
            r"\1",
            ["source: two"],
        ),
    ],
    ids=["one value", "two reports", "deleted and edited"],
)
def test_one_problem_leads_through_a_conflict(
    shared: Project, one: Act, two: Act, pattern: re.Pattern[str], kept: str, words: str
) -> None:
    branch(shared, "one", one, replace("status: machine", "status: disputed"))
    branch(shared, "two", two, cut(FIRST))
    join(shared, fails=True)
    assert git(shared.root, "diff", "--name-only", "--diff-filter=U").split() == [MARCH]
    before, site = shared.records(), shared.site()
    result = shared.build()
    (problem,) = [p for p in result.problems if p.severity == "error"]
    assert (problem.code, problem.path) == ("E402", MARCH)
    assert problem.source_line.startswith("<<<<<<<")
    assert "keep one version of each value and both versions of lists" in problem.hint
    assert (shared.records(), shared.site()) == (before, site)
    text = path_of(shared).read_text("utf-8")
    path_of(shared).write_text(pattern.sub(kept, text), "utf-8")
    for _ in range(2):
        assert not has_errors(shared.build().problems)
        text = path_of(shared).read_text("utf-8")
        assert all(word in text for word in words), text
        assert "status: disputed" in text
        assert FIRST not in text


def test_a_record_deleted_on_one_side_and_edited_on_the_other_stays(
    shared: Project,
) -> None:
    """Git leaves the edited one; what becomes of it is for a person to say."""
    branch(shared, "one", lambda project: path_of(project).unlink())
    branch(shared, "two", *TWO)
    join(shared, fails=True)
    before = path_of(shared).read_bytes()
    assert not has_errors(shared.build().problems)
    assert path_of(shared).read_bytes() == before
    path_of(shared).unlink()
    shared.build()
    assert not path_of(shared).exists()
    assert not [e for e in shared.events().values() if e.kind == "protest"]
