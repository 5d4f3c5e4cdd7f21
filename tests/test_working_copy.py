"""The halves of a working copy and the blocks of its body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.working_copy import escape_paragraph, find_blocks, split_front_matter


@pytest.mark.parametrize(
    ("text", "head", "body"),
    [
        ("---\na: 1\n---\nbody\n", "a: 1\n", "body\n"),
        ("---\r\na: 1\r\n---\r\nbody", "a: 1\r\n", "body"),
        ("\ufeff---\na: 1\n--- \n\n\nbody", "a: 1\n", "\n\nbody"),
        ("---\n---\nx\n---\ny", "", "x\n---\ny"),
        ("---\na: 1\n---", "a: 1\n", ""),
        ("---\na: '\n ---'\n---\nx", "a: '\n ---'\n", "x"),
    ],
)
def test_halves(text: str, head: str, body: str) -> None:
    halves = split_front_matter(text, "x")
    assert halves.problems == ()
    assert text[halves.start : halves.end] == head
    assert text[halves.body :] == body


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("body\n", "between two lines of ---"),
        ("", "between two lines of ---"),
        ("\n---\na: 1\n---\n", "between two lines of ---"),
        ("---\na: 1\n----\nbody\n", "is not closed"),
    ],
)
def test_a_missing_fence_is_said(text: str, message: str) -> None:
    (problem,) = split_front_matter(text, "x").problems
    assert message in problem.message
    assert (problem.line, problem.column) == (1, 1)


def blocks_of(body: str) -> list[tuple[str, str]]:
    return [(b.kind, body[b.span[0] : b.span[1]]) for b in find_blocks(body)]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("#5 on the list", [("paragraph", "#5 on the list")]),
        ("1 > 0", [("paragraph", "1 > 0")]),
        (r"\# no heading", [("paragraph", "# no heading")]),
        (r"\> no quotation", [("paragraph", "> no quotation")]),
        (r"\\ a backslash", [("paragraph", r"\ a backslash")]),
        (r"\---", [("paragraph", "---")]),
        (r"\x is only text", [("paragraph", r"\x is only text")]),
        ("* no list\n- no list", [("paragraph", "* no list\n- no list")]),
        ("# A title", [("heading", "A title")]),
        ("# A title\nand text", [("heading", "A title"), ("paragraph", "and text")]),
        ("> one\n> two", [("quotation", "one"), ("quotation", "two")]),
        ("> one\nnot two", [("paragraph", "> one\nnot two")]),
        ("a\nb\n\n\nc\r\n\r\nd\n", [("paragraph", p) for p in ("a\nb", "c", "d")]),
        ("  a \n\nb\u00a0\n", [("paragraph", "a"), ("paragraph", "b\u00a0")]),
    ],
)
def test_blocks(body: str, blocks: list[tuple[str, str]]) -> None:
    assert blocks_of(body) == blocks


@given(st.text(alphabet="ab#> \\-\n\r\u00a0", max_size=40))
def test_blocks_are_in_order_and_lose_no_word(body: str) -> None:
    at, kept = 0, ""
    for block in find_blocks(body):
        start, end = block.span
        assert at <= start < end or (start == end and block.kind != "paragraph")
        at, kept = end, kept + body[start:end]
    for char in "ab":
        assert kept.count(char) == body.count(char)


@given(st.text(alphabet="ab#> \\-", min_size=1).filter(lambda t: t == t.strip()))
def test_an_escaped_paragraph_is_read_back(text: str) -> None:
    assert blocks_of(escape_paragraph(text)) == [("paragraph", text)]
