"""How a problem is placed and printed."""

from __future__ import annotations

from builder.problems import (
    Problem,
    find_place,
    has_errors,
    make_problem,
    nearest,
    render_problem,
)

TEXT = "format: 1\nreports:\n  - id: a\n    date: 17 Marhc\n"


def test_the_printed_form() -> None:
    problem = make_problem(
        "content/events/x.yaml",
        TEXT,
        TEXT.index("17"),
        "E206",
        "'date' is not an EDTF date: '17 Marhc'",
        "write 2024-03-17",
    )
    assert render_problem(problem) == (
        "content/events/x.yaml:4:11: error E206: 'date' is not an EDTF date: "
        "'17 Marhc'\n"
        "     4 |     date: 17 Marhc\n"
        "       |           ^\n"
        "  hint: write 2024-03-17"
    )


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    problem = Problem("seeds/x", 0, 0, "E101", "too large", severity="warning")
    assert render_problem(problem) == "seeds/x: warning E101: too large"


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "quote: " + "é" * 500 + "X" + "é" * 500
    printed = render_problem(make_problem("x", text, text.index("X"), "E1", "m"))
    source, caret = printed.splitlines()[1:]
    assert len(source) < 120
    assert source[caret.index("^")] == "X"


def test_the_caret_stands_below_wide_and_tabbed_text() -> None:
    text = "\ta: 日本 X"
    source, caret = render_problem(
        make_problem("x", text, text.index("X"), "E1", "m")
    ).splitlines()[1:]
    assert caret.index("^") == source.index("X") + 2, "two wide characters"


def test_nothing_in_a_file_or_its_name_drives_the_terminal() -> None:
    problem = make_problem(
        "a\n\x1b[31m\u202e.yaml", "k: \x1b[2J\u2028x", 0, "E1", "b\nc"
    )
    printed = render_problem(problem)
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert len(printed.splitlines()) == 3
    assert "\udcff" not in render_problem(Problem("x\udcff", 0, 0, "E1", "m"))


def test_places_count_from_one_with_every_line_end() -> None:
    text = "\ufeffa\r\nb\rc\nd"
    places = {char: find_place(text, text.index(char)) for char in "abcd"}
    assert places == {"a": (1, 1), "b": (2, 1), "c": (3, 1), "d": (4, 1)}


def test_problems_sort_by_place() -> None:
    rows = [("b", 1, 1), ("a", 10, 2), ("a", 9, 3), ("a", 9, 1)]
    found = sorted(Problem(*row, "E1", "m") for row in rows)
    assert [(p.path, p.line, p.column) for p in found] == sorted(rows)


def test_a_warning_is_no_error() -> None:
    warning = Problem("x", 1, 1, "E1", "m", severity="warning")
    assert not has_errors([warning])
    assert has_errors([warning, Problem("x", 1, 1, "E1", "m")])


def test_the_nearest_word() -> None:
    words = ["maybe_same_as", "same_as", "reports", "relations"]
    assert nearest("zzz", words) == "", "rather none than a wrong one"
    assert nearest("repotrs", words) == "reports"
    assert nearest("Maybe-same-as", words) == "maybe_same_as"
