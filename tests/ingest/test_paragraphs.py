"""Lines to paragraphs; first what must not be joined."""

from hypothesis import given
from hypothesis import strategies as st

from builder.ingest.paragraphs import find_paragraphs

WRAPPED = """\
The council said on Monday that the old bridge would be closed for the whole
of the winter, because the last inspection had found cracks in two of its
pillars. Traffic will be led over the northern bridge.
Shop owners in the lower town fear for their trade and ask for a second
inspection by engineers from another city, as the mayor had promised them in
the spring.
"""


def words(text: str) -> list[str]:
    return [paragraph.text for paragraph in find_paragraphs(text)]


def test_one_line_per_paragraph_is_not_joined() -> None:
    text = "Une phrase complète.\nUne deuxième, bien plus longue que l'autre.\nTrois."
    assert words(text) == text.split("\n")


def test_verses_are_not_joined() -> None:
    text = "Short line\nAnother line here\nThird line\nThe fourth and last line\n"
    assert len(words(text)) == 4


def test_list_is_not_joined() -> None:
    text = "\n".join(f"Item number {i} of a list of equal lines" for i in range(9))
    assert len(words(text)) == 9


def test_long_lines_are_not_joined() -> None:
    line = "mot " * 60
    assert len(words(f"{line}\n{line}\n{line}")) == 3


def test_wrapped_text_is_joined() -> None:
    found = words(WRAPPED)
    assert len(found) == 2
    assert found[0].startswith("The council")
    assert found[0].endswith("northern bridge.")
    assert "whole of the winter" in found[0]


def test_blank_lines_of_no_break_spaces_part() -> None:
    assert words("a\n\u00a0\nb\r\n\r\nc\u2028\u2028d") == ["a", "b", "c", "d"]


def test_white_space_at_the_edges_goes() -> None:
    (paragraph,) = find_paragraphs("\n\u00a0 mot \u00a0\n")
    assert paragraph.text == "mot"
    assert paragraph.span == (3, 6)


@given(st.text(st.sampled_from("ab. \n\r\t\u00a0\u2028\x0c"), max_size=200))
def test_nothing_but_white_space_is_left_out(text: str) -> None:
    covered = [False] * len(text)
    last = 0
    for paragraph in find_paragraphs(text):
        for start, end in paragraph.lines:
            assert last <= start < end
            last = end
            covered[start:end] = [True] * (end - start)
        assert (
            paragraph.text.split()
            == " ".join(text[slice(*line)] for line in paragraph.lines).split()
        )
    assert all(c or char.isspace() for c, char in zip(covered, text, strict=True))
