"""Working copy and evidence side by side; laws first."""

import random

from hypothesis import given
from hypothesis import strategies as st

from builder.ingest.align import Alignment
from tests.steps import count_steps

texts = st.lists(
    st.sampled_from(["un", "deux", "trois", ",", ".", "«", "»", "quatre"]), max_size=60
)


def test_words_that_were_added_have_no_place() -> None:
    alignment = Alignment("un mot ajouté ici", "un ici")
    assert alignment.to_evidence((3, 13)) is None
    assert alignment.to_evidence((0, 17)) == (0, 6)


def test_empty_and_blank_spans_have_no_place() -> None:
    alignment = Alignment("un deux", "un deux")
    assert alignment.to_evidence((1, 1)) is None
    assert alignment.to_evidence((2, 3)) is None


def test_white_space_counts_for_nothing() -> None:
    alignment = Alignment("Le  pont\u00a0: fermé", "\n Le\npont : fermé\r\n")
    assert alignment.to_evidence((0, 16)) == (2, 17)


def test_parts_of_words() -> None:
    alignment = Alignment("# l'incendie", "TV\n\nl'incendie")
    assert alignment.to_evidence((6, 9)) == (8, 11)
    assert alignment.to_body((8, 11)) == (6, 9)


def test_furniture_between_paragraphs_is_stepped_over() -> None:
    evidence = "Le pont est fermé.\nLire aussi: le pont\nLe maire est parti.\n"
    body = "Le pont est fermé.\n\nLe maire est parti.\n"
    alignment = Alignment(body, evidence)
    assert alignment.to_evidence((20, 39)) == (39, 58)
    assert alignment.to_body((19, 38)) is None


@given(texts)
def test_unedited_text_maps_to_itself(words: list[str]) -> None:
    text = " ".join(words)
    alignment = Alignment(text, text)
    at = 0
    for word in words:
        span = (at, at + len(word))
        assert alignment.to_evidence(span) == span
        assert alignment.to_body(span) == span
        at += len(word) + 1


@given(st.lists(st.booleans(), min_size=1, max_size=200), st.randoms())
def test_unchanged_words_keep_their_place(kept: list[bool], rng: random.Random) -> None:
    """Words are distinct here, so that each has one right place."""
    evidence = " ".join(f"mot{i}" for i in range(len(kept)))
    pieces = [f"mot{i}" if keep else f"neuf{i}" for i, keep in enumerate(kept)]
    for _ in range(rng.randrange(4)):
        pieces.insert(rng.randrange(len(pieces) + 1), f"ajout{rng.randrange(9)}")
    body = "\n\n".join(pieces)
    alignment = Alignment(body, evidence)
    at = 0
    for piece in pieces:
        found = alignment.to_evidence((at, at + len(piece)))
        if piece.startswith("mot"):
            assert found is not None
            assert evidence[slice(*found)] == piece
            assert alignment.to_body(found) == (at, at + len(piece))
        else:
            assert found is None
        at += len(piece) + 2


@given(texts, texts)
def test_order_is_kept(one: list[str], other: list[str]) -> None:
    body, evidence = " ".join(one), " ".join(other)
    alignment = Alignment(body, evidence)
    last, at = 0, 0
    for word in one:
        found = alignment.to_evidence((at, at + len(word)))
        if found is not None:
            assert found[0] >= last
            assert evidence[slice(*found)] == word
            last = found[1]
        at += len(word) + 1


def test_work_grows_with_the_texts() -> None:
    rng = random.Random(1)
    names = ["le", "la", "un", "de", "pont", "ville", "maire", "eau"]

    def align(count: int) -> None:
        words = [rng.choice(names) for _ in range(count)]
        Alignment(" ".join(w for w in words if rng.random() > 0.05), " ".join(words))

    small = count_steps(lambda: align(1000))
    assert count_steps(lambda: align(8000)) < 10 * small
