"""The hosted workflows: what they may do, what they run, and that it exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.workflows import FOLDER, ROOT, load_workflow, steps_of

PAGES = FOLDER / "pages.yml"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "a:\n  b: 1\n  b: 2\n"])
def test_a_key_met_twice_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "w.yml").write_text(text)
    with pytest.raises(AssertionError, match="twice"):
        load_workflow(tmp_path / "w.yml")


@pytest.mark.parametrize("text", ["a: {", "a:\n\tb: 1\n"])
def test_what_is_no_yaml_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "w.yml").write_text(text)
    with pytest.raises(yaml.YAMLError):
        load_workflow(tmp_path / "w.yml")


def test_both_workflows_are_there() -> None:
    assert [path.name for path in WORKFLOWS] == ["pages.yml", "test.yml"]


@every_workflow
def test_every_action_is_pinned_by_commit_and_says_its_version(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    used = [line.strip().removeprefix("- ") for line in lines if "uses:" in line]
    assert used
    assert [line for line in used if not PINNED.fullmatch(line)] == []


def test_one_action_has_one_pin() -> None:
    pins = {
        line.strip().removeprefix("- ")
        for path in WORKFLOWS
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    }
    names = [pin.partition("@")[0] for pin in pins]
    assert len(names) == len(set(names))


@every_workflow
def test_nothing_may_write_but_the_deployment(path: Path) -> None:
    workflow = load_workflow(path)
    assert workflow["permissions"] == {"contents": "read"}
    given = {
        name: job["permissions"]
        for name, job in workflow["jobs"].items()
        if "permissions" in job
    }
    publishing = {"deploy": {"pages": "write", "id-token": "write"}}
    assert given == (publishing if path == PAGES else {})


@every_workflow
def test_the_credentials_are_not_left_in_the_checkout(path: Path) -> None:
    steps = steps_of(load_workflow(path))
    checkouts = [s for s in steps if s.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == 1
    assert checkouts[0]["with"]["persist-credentials"] == "false"


@every_workflow
def test_no_outside_words_become_a_command(path: Path) -> None:
    """Not even a branch name: an expression in a command is replaced as text."""
    workflow = load_workflow(path)
    assert [s for s in steps_of(workflow) if "${{" in s.get("run", "")] == []
    assert not {"pull_request_target", "workflow_run"} & set(workflow["on"])
    assert "secrets." not in path.read_text(encoding="utf-8")


@every_workflow
def test_every_job_ends(path: Path) -> None:
    for job in load_workflow(path)["jobs"].values():
        assert 0 < int(job["timeout-minutes"]) <= 60


def test_one_deployment_at_a_time_and_none_is_cut_off() -> None:
    workflow = load_workflow(PAGES)
    wanted = {"group": "pages", "cancel-in-progress": "false"}
    assert workflow["concurrency"] == wanted
    assert set(workflow["on"]) == {"push", "workflow_dispatch"}
    assert workflow["on"]["push"] == {"branches": ["main"]}


def test_the_deployment_runs_nothing_of_the_repository() -> None:
    workflow = load_workflow(PAGES)
    deploy = workflow["jobs"]["deploy"]
    assert deploy["needs"] == "build"
    assert deploy["environment"]["name"] == "github-pages"
    commands = [step["run"] for step in deploy["steps"] if "run" in step]
    assert all(shlex.split(command)[0] == "echo" for command in commands)
    uses = [step.get("uses", "").partition("@")[0] for step in deploy["steps"]]
    assert "actions/checkout" not in uses


def test_what_is_checked_built_and_uploaded_stands_in_this_order() -> None:
    steps = load_workflow(PAGES)["jobs"]["build"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands == [
        "make environment",
        ".venv/bin/recoupe check",
        ".venv/bin/recoupe build --frozen",
    ]
    upload = steps[-1]
    assert upload["uses"].startswith("actions/upload-pages-artifact@")
    assert upload["with"] == {"path": "site"}


@every_workflow
def test_every_command_exists(path: Path) -> None:
    """Verbs and options in the command's own help, targets in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    for step in steps_of(load_workflow(path)):
        for line in step.get("run", "").splitlines():
            program, *words = shlex.split(line)
            if program == "make":
                assert {word for word in words if "=" not in word} <= targets
            elif program == ".venv/bin/recoupe":
                check_command(words)
            else:
                assert program == "echo"


def check_command(words: list[str]) -> None:
    verb, *options = words
    answer = subprocess.run(
        [sys.executable, "-m", "builder", verb, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    known = set(re.findall(r"--[a-z-]+", answer.stdout))
    assert set(options) <= known, (verb, options)
