"""Problems for a program and for a hosted check: nothing in them can act."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.problems import Problem, render_problem
from builder.reporting import (
    find_base,
    find_format,
    make_harmless,
    render_github,
    render_json,
    render_text,
    wants_colour,
)

HERE = Problem("content/a.yaml", 3, 5, "E301", "wrong", "write right", "  b: c")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


# --- what must not happen ------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["a\n::error::x", "a,line=9", "a::stop-commands::x", "a%0A::error::x", "a\r\nb"],
)
def test_a_name_starts_no_command(path: str) -> None:
    line = render_github(Problem(path, 1, 1, "E1", "said\n::warning::more"))
    assert "\n" not in line
    assert "\r" not in line
    properties = line.removeprefix("::error ").split("::", 1)[0]
    assert properties.count(",") == 3
    assert "%0A" not in path or "%250A" in properties


@given(st.text(), st.text())
def test_every_annotation_is_one_line(path: str, message: str) -> None:
    line = render_github(Problem(path, 1, 1, "E1", message))
    assert line.count("\n") == line.count("\r") == 0
    assert line.startswith("::error file=")


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_is_json(message: str, source: str) -> None:
    problem = Problem("x", 1, 1, "E1", message, "", source)
    text = render_json([problem])
    assert text.isascii()
    assert json.loads(text)["problems"][0]["message"] == message


@pytest.mark.parametrize(
    ("environ", "stream", "colour"),
    [
        ({}, io.StringIO(), False),
        ({"NO_COLOR": "1"}, Terminal(), False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, Terminal(), False),
        ({"TERM": "dumb"}, Terminal(), False),
        ({"NO_COLOR": ""}, Terminal(), True),
        ({"FORCE_COLOR": "1"}, io.StringIO(), True),
        ({}, Terminal(), True),
    ],
)
def test_colour_is_for_those_who_want_it(
    environ: dict[str, str], stream: io.StringIO, colour: bool
) -> None:
    assert wants_colour(stream, environ) is colour


# --- what is said --------------------------------------------------------------------


def test_an_annotation() -> None:
    assert render_github(HERE) == (
        "::error file=content/a.yaml,line=3,col=5,title=E301::wrong%0Awrite right"
    )
    whole = Problem("a", 0, 0, "W1", "m", severity="warning")
    assert render_github(whole) == "::warning file=a,title=W1::m"


def test_the_document() -> None:
    document = json.loads(render_json([HERE]))
    assert document == {
        "version": 1,
        "ok": False,
        "problems": [
            {
                "path": "content/a.yaml",
                "line": 3,
                "column": 5,
                "code": "E301",
                "severity": "error",
                "message": "wrong",
                "hint": "write right",
                "source": "  b: c",
            }
        ],
    }
    assert json.loads(render_json([]))["ok"] is True


def test_colour_adds_nothing_but_colour() -> None:
    painted = render_text(HERE, colour=True)
    assert painted != render_problem(HERE)
    for code in ("\x1b[31m", "\x1b[1m", "\x1b[0m"):
        assert code in painted
        painted = painted.replace(code, "")
    assert painted == render_text(HERE, colour=False) == render_problem(HERE)


@pytest.mark.parametrize(
    ("wanted", "environ", "form"),
    [
        ("auto", {}, "text"),
        ("auto", {"GITHUB_ACTIONS": "true"}, "github"),
        ("text", {"GITHUB_ACTIONS": "true"}, "text"),
        ("json", {}, "json"),
    ],
)
def test_the_format(wanted: str, environ: dict[str, str], form: str) -> None:
    assert find_format(wanted, environ) == form


@pytest.mark.parametrize(
    "text",
    ["::error::x", " \u3000::stop-commands::x", "a\n ::add-mask::b", "a ##[error]b"],
)
def test_no_line_of_text_is_a_command(text: str) -> None:
    lines = make_harmless(text, "github").split("\n")
    assert not [n for n in lines if n.lstrip().startswith("::") or "##[" in n]
    assert make_harmless(text, "text") == text


def test_an_annotation_names_the_file_as_the_repository_does(tmp_path: Path) -> None:
    project = tmp_path / "repository" / "a" / "project"
    there = {"GITHUB_WORKSPACE": str(tmp_path / "repository")}
    assert find_base(project, there) == "a/project/"
    assert find_base(tmp_path / "repository", there) == ""
    assert find_base(tmp_path / "elsewhere", there) == ""
    assert find_base(project, {}) == ""
    line = render_github(HERE, "a/project/")
    assert line.startswith("::error file=a/project/content/a.yaml,")
