"""What is read, what is refused, and in which words."""

from __future__ import annotations

import pytest

from builder.problems import render_problem
from builder.yamlio import load

STAYS_TEXT = {
    "NO": "a country, not false",
    "yes": "a word",
    "on": "a word",
    "True": "only true is true",
    "12:30": "a time, not 750",
    "010": "not 8",
    "007": "a leading zero is part of a name",
    "1_000": "not 1000",
    "0x1F": "not 31",
    "1e3": "an id may look so",
    ".5": "no digit before the point",
    "+5": "a sign is part of the text",
    "2022-01-05": "EDTF stays text",
    "2022-01": "EDTF stays text",
    ".inf": "not a number",
    "Null": "a name",
    "1" * 30: "longer than any count",
}


@pytest.mark.parametrize("text", STAYS_TEXT)
def test_text_stays_text(text: str) -> None:
    assert load(f"a: {text}\n", "x").data == {"a": text}, STAYS_TEXT[text]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("2022", 2022),
        ("1.50", 1.5),
        ("-0.5", -0.5),
        ("null", None),
        ("~", None),
        ("", None),
        ('"5"', "5"),
        ("'true'", "true"),
        ('""', ""),
    ],
)
def test_typed_values(text: str, value: object) -> None:
    data = load(f"a: {text}\n", "x").data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_byte_order_mark_and_crlf() -> None:
    loaded = load("\ufeffa: é\r\nb:\r\n  - x\r\n  - 😀\r\n", "x")
    assert loaded.data == {"a": "é", "b": ["x", "😀"]}
    assert loaded.mark(("a",)) == (1, 4)
    assert loaded.key_mark(("a",)) == (1, 1)
    assert loaded.mark(("b", 1)) == (4, 5)
    assert loaded.mark(("b", 7)) == (3, 3), "the nearest parent"


def test_marks_count_lines_as_an_editor_does() -> None:
    """YAML ends a line at U+2028, editors do not."""
    assert load("a: 'x\u2028y'\nb: 1\n", "x").mark(("b",)) == (2, 4)


def test_an_empty_text_holds_nothing() -> None:
    for text in ("", "\n", "# comment\n", "\ufeff"):
        loaded = load(text, "x")
        assert loaded.data is None
        assert loaded.problems == ()
        assert loaded.mark(("a", 1)) == (1, 1)


REFUSED = {
    "a: b: c\n": (1, 5, "a colon and a space stand inside a text", "double quotes"),
    "- x\n- titre: Syrie : les\n": (2, 16, "a colon and a space", "double quotes"),
    "a: 1\n\tb: 2\n": (2, 1, "a tab is used as indentation", "spaces"),
    "a:\n\tb: 2\n": (2, 1, "a tab is used as indentation", "spaces"),
    "a:\n\u00a0\u00a0b: 1\n": (2, 1, "no-break space", "ordinary spaces"),
    "a: 1\nb: 2\na: 3\n": (3, 1, "'a' appears twice (first on line 1)", "keep one"),
    "x:\n  {a: 1, a: 2}\n": (2, 10, "'a' appears twice (first on line 2)", "keep one"),
    "a: &x 1\nb: *x\n": (1, 4, "anchors and aliases", "write the value out"),
    "a: &x [*x]\n": (1, 4, "anchors and aliases", "write the value out"),
    "a: *\n": (1, 4, "cannot begin with *", "double quotes"),
    "a: !foo 1\n": (1, 4, "tags (!) are not used", "double quotes"),
    "a: !!python/object:os.system x\n": (1, 4, "tags (!) are not used", ""),
    "<<: {a: 1}\nb: 2\n": (1, 1, "merge keys", "write the values out"),
    "? [a]\n: b\n": (1, 3, "a key must be a single word", ""),
    "a: 1\n---\nb: 1\n": (2, 1, "a second document begins here", "one record"),
    "x: 1\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\n": (
        2,
        1,
        "a git conflict",
        "keep one version of each value",
    ),
    "title: 'l'attaque'\n": (1, 11, "after the closing quotation mark", '\\"'),
    'a: "x\nb: 1\n': (1, 4, "opened here is not closed", "close it"),
    'a: "\\q"\n': (1, 5, "unknown escape", "single quotes"),
    "a: @x\n": (1, 4, "cannot begin with @", "double quotes"),
    "a: %d\n": (1, 4, "cannot begin with %", "double quotes"),
    "a: `x`\n": (1, 4, "cannot begin with `", "double quotes"),
    "a: [1\nb: 2\n": (1, 4, "the [ opened here is not closed", "]"),
    "a: {b: 1\nc: 2\n": (1, 4, "the { opened here is not closed", "}"),
    "a:\n- 1\n b: 3\n": (3, 3, "a key stands where none is expected", "indent"),
    "- a\nb: 1\n": (2, 1, "a list item and something else", "- "),
    "a: \x0c\n": (1, 4, "U+000C may not stand", "delete it"),
    "a: '\ud800'\n": (1, 5, "lone surrogate", "delete it"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_is_said_in_plain_words(text: str) -> None:
    line, column, message, hint = REFUSED[text]
    loaded = load(text, "content/events/x.yaml")
    assert loaded.data is None
    assert len(loaded.problems) == 1
    problem = loaded.problems[0]
    assert (problem.line, problem.column) == (line, column), render_problem(problem)
    assert message in problem.message
    assert hint in problem.hint


def test_all_doubled_keys_are_told_at_once() -> None:
    assert len(load("a: 1\na: 2\nb: {c: 1, c: 2}\nb: 3\n", "x").problems) == 3


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "a: " + "[{a: " * 50_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: " + '[ "]", ' * 5_000,
        "a: [" + "[" * 70 + "]" * 70 + "]\n",
    ],
)
def test_deep_nesting_is_refused_and_does_not_crash(text: str) -> None:
    (problem,) = load(text, "x").problems
    assert "nested more than 64" in problem.message


def test_many_brackets_side_by_side_are_fine() -> None:
    text = "a:\n" + "  - [x, {y: 1}]\n" * 3_000
    assert len(load(text, "x").data["a"]) == 3_000


def test_a_huge_text_is_refused_before_it_is_parsed() -> None:
    (problem,) = load("a: " + "x" * 2_000_001, "x").problems
    assert "2,000,000" in problem.message


def test_a_part_of_a_file_has_places_in_the_file() -> None:
    text = "---\na: 1\na: 2\n---\nbody: [\n"
    (problem,) = load(text, "x", 4, 14).problems
    assert (problem.line, problem.column) == (3, 1)
