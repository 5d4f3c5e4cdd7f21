"""Problems and differences as HTML: all of them, and none of what they hold acts."""

from __future__ import annotations

from builder.problems import Problem
from builder.review import KINDS
from builder.serve.panels import HEADINGS, read_difference, render_page, render_panel
from builder.serve.passes import Pass, Waiting

EVIL = "<script>alert(1)</script>\"'&"


def test_before_the_first_pass_and_after_a_good_one_there_is_nothing_to_say() -> None:
    assert render_panel(None) == ""
    assert render_panel(Pass(published=True)) == ""


def test_hostile_words_are_words_wherever_they_stand() -> None:
    problem = Problem(EVIL, 1, 2, EVIL, EVIL, EVIL, EVIL)
    warning = Problem(EVIL, 1, 2, EVIL, EVIL, EVIL, EVIL, "warning")
    result = Pass((problem, warning), False, (EVIL, f"+{EVIL}\n{EVIL}"), EVIL)
    pages = [render_page(name, result, 1) for name in ("changes", "waiting")]
    thing = Waiting(EVIL, 1, 2, EVIL, EVIL, EVIL, EVIL)
    awaited = Pass(crash=EVIL, awaiting=(thing,))
    pages.append(render_page("review", awaited, 1))
    for html in (render_panel(result), *pages):
        assert html.count("&lt;script&gt;alert(1)") > 4
        assert "<script" not in html
        assert EVIL not in html


def test_a_problem_is_shown_with_its_place_its_line_and_its_hint() -> None:
    problem = Problem("a.yaml", 3, 8, "E203", "not so", "so", "  - x: 1")
    html = render_panel(Pass((problem,)))
    assert "a.yaml:3:8: error E203: not so" in html
    assert "     3 |   - x: 1\n       |        ^" in html
    assert "hint: so" in html
    assert "1 error: this is the last good version" in html


def test_errors_stand_before_warnings() -> None:
    warning = Problem("a.yaml", 1, 1, "W301", "careful", severity="warning")
    error = Problem("b.yaml", 1, 1, "E203", "wrong")
    html = render_panel(Pass((warning, error)))
    assert html.index("b.yaml") < html.index("a.yaml")


def test_warnings_and_changes_are_a_note() -> None:
    warning = Problem("a.yaml", 1, 1, "W301", "careful", severity="warning")
    html = render_panel(Pass((warning,), True, ("--- a", "--- b")))
    assert "build would change 2 records · 1 warning<" in html
    assert "careful" not in html


def test_very_many_problems_are_counted() -> None:
    problems = tuple(Problem("a.yaml", n, 1, "E203", "wrong") for n in range(1, 1001))
    html = render_panel(Pass(problems))
    assert "1000 errors" in html
    assert "and 900 more" in html
    assert len(html) < 50_000


def test_a_fault_of_the_program_is_told_as_one() -> None:
    html = render_panel(Pass(crash="KeyError: 'x'"))
    assert "The program failed: this is the last good version" in html
    assert "KeyError: &#39;x&#39;" in html


def test_the_lines_of_a_difference_have_sorts() -> None:
    lines = read_difference("--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new\n same\n")
    sorts = ["place", "place", "place", "removed", "added", ""]
    assert [line.sort for line in lines] == sorts
    assert len(read_difference("x\n" * 100_000)) == 401


def make_waiting(kind: str, line: int = 1, page: str = "") -> Waiting:
    return Waiting("content/events/a.yaml", line, 7, kind, f"open {line}", "do", page)


def test_what_awaits_a_person_is_a_note_and_a_page_of_its_own() -> None:
    things = (make_waiting("disputed", 3, "event/a.html"), make_waiting("unread", 9))
    result = Pass(published=True, awaiting=things)
    assert 'href="/__recoupe/review">2 things to review<' in render_panel(result)
    page = render_page("review", result, 1)
    assert '<a href="/event/a.html">open 3</a>' in page
    assert "content/events/a.yaml:9:7" in page
    assert page.index("Disputed") < page.index("Records nobody has read")
    assert "Nothing awaits you" in render_page("review", Pass(published=True), 1)


def test_very_many_things_of_one_kind_are_counted() -> None:
    things = tuple(make_waiting("unread", n) for n in range(1, 2001))
    page = render_page("review", Pass(awaiting=things), 1)
    assert "and 1500 more" in page
    assert page.count("<li>") < 600


def test_every_kind_has_a_heading_in_plain_words() -> None:
    assert list(HEADINGS) == list(KINDS)
