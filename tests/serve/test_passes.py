"""When a pass is made, by which process, and what the terminal says of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from builder import serve
from builder.problems import Problem
from builder.serve import Report, Saves, drain, find_folders, make_passes
from builder.serve.passes import Pass, Waiting, read_answer

ROOT = Path("/project")
RULES = Path(serve.__file__).parent.parent / "languages" / "fr" / "x.yaml"
BUSY = Pass((Problem(".", 0, 0, "E034", "another run is at work here"),))


class Passes:
    """Stands in for the worker: says what it was told to, notes what was asked."""

    def __init__(self, *answers: Pass) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.said: list[str] = []
        self.shown: list[Pass] = []
        self.things: tuple[Waiting, ...] = ()
        self.over = False

    def run(self) -> Pass:
        self.asked.append("pass")
        return self.answers.pop(0)

    def look(self, result: Pass) -> Pass:
        return replace(result, awaiting=self.things)

    def renew(self) -> None:
        self.asked.append("renew")

    def follow(self, *saves: frozenset[Path]) -> None:
        """Have passes made for these saves, until there is no answer left."""
        queue = Saves()
        for saved in saves:
            queue.put(saved)

        def show(result: Pass | None) -> None:
            if result is not None:
                self.shown.append(result)
                if not self.answers and not self.over:
                    self.over = True
                    queue.put(None)

        report = Report(ROOT, "http://x/", self.said.append)
        make_passes(self, queue, show, report)  # type: ignore[arg-type]


def test_what_is_saved_at_once_is_one_pass() -> None:
    passes = Passes(Pass(published=True))
    passes.follow(frozenset({ROOT / "a"}), frozenset({ROOT / "b"}), frozenset())
    assert passes.asked == ["pass"]
    assert passes.said == ["a and 1 file more: shown after 0.0 s"]


def test_pages_are_shown_before_what_awaits_a_person_is_looked_for() -> None:
    thing = Waiting("a.yaml", 1, 1, "disputed", "open", "do")
    passes = Passes(Pass(published=True))
    passes.things = (thing,)
    passes.follow(frozenset({ROOT / "a"}))
    assert [result.awaiting for result in passes.shown] == [(), (thing,)]


def test_a_pass_that_failed_is_not_asked_further() -> None:
    passes = Passes(Pass(crash="KeyError: 'x'"))
    passes.things = (Waiting("a.yaml", 1, 1, "disputed", "open", "do"),)
    passes.follow(frozenset({ROOT / "a"}))
    assert [result.awaiting for result in passes.shown] == [()]


def test_new_rules_get_a_new_process() -> None:
    passes = Passes(Pass(published=True))
    passes.follow(frozenset({ROOT / "a", RULES}))
    assert passes.asked == ["renew", "pass"]


def test_a_pass_that_met_another_run_is_made_again() -> None:
    passes = Passes(BUSY, Pass(published=True))
    passes.follow(frozenset())
    assert passes.asked == ["pass", "pass"]


def test_the_end_overtakes_what_was_saved() -> None:
    queue = Saves()
    queue.put(frozenset({ROOT}))
    queue.put(None)
    assert drain(queue) is None


def test_each_thing_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    warning = Problem("a.yaml", 1, 1, "W301", "careful", severity="warning")
    error = Problem("b.yaml", 2, 3, "E203", "wrong")
    said: list[str] = []
    report = Report(ROOT, "http://x/", said.append)
    report.tell(frozenset(), Pass((warning,), True, ("--- a",)))
    report.tell(frozenset({ROOT / "c\x1b[2J"}), Pass((warning,), True, ("--- a",)))
    report.tell(frozenset({ROOT / "b.yaml"}), Pass((warning, error), False))
    report.tell(frozenset({ROOT / "b.yaml"}), Pass((warning,), True))
    report.tell(frozenset(), Pass(crash="KeyError: 'x'"))
    assert said == [
        "first pass: shown after 0.0 s",
        "build would change 1 record: http://x/",
        "c?[2J: shown after 0.0 s",
        "b.yaml: 1 error, the last good version stays",
        "b.yaml: shown after 0.0 s",
    ]
    assert capsys.readouterr().err.splitlines() == [
        "a.yaml:1:1: warning W301: careful",
        "a.yaml:1:1: warning W301: careful",
        "b.yaml:2:3: error E203: wrong",
        "a.yaml:1:1: warning W301: careful",
        "the program failed: KeyError: 'x'",
    ]


def test_what_a_worker_answers_is_read_again() -> None:
    line = (
        b'{"problems": [{"path": "a", "line": 1, "column": 2, "code": "E1", "message":'
        b' "\\udc80", "hint": "", "source_line": "", "severity": "error"}],'
        b' "published": false, "differences": ["--- a"]}\n'
    )
    result = read_answer(line, 0.5)
    assert result.problems == (Problem("a", 1, 2, "E1", "\udc80"),)
    assert (result.published, result.differences, result.crash) == (
        False,
        ("--- a",),
        "",
    )


def test_rules_and_default_templates_of_a_checkout_are_followed() -> None:
    folders = find_folders(ROOT)
    assert any(RULES.is_relative_to(folder) for folder in folders)
    assert {ROOT / "content", ROOT / "seeds", ROOT / "templates"} <= {*folders}
    assert ROOT / "site" not in folders
