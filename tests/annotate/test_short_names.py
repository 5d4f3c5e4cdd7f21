"""Which source a short name stands for; first those that it does not stand for."""

from __future__ import annotations

import pytest

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.model import Article, ArticleRecord, Block, Evidence, SourceRecord

KNOWN = Knowledge(
    {
        "bay-times": SourceRecord(name="The Bay Times", kind="outlet"),
        "lexpress": SourceRecord(name="L'Express", kind="outlet"),
        "la-times": SourceRecord(name="LA Times", kind="outlet"),
        "the-times": SourceRecord(name="The Times", kind="outlet"),
    }
)


def source(text: str, language: str = "en") -> str:
    """The source of the last citation of a text."""
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256="0"), language=language
    )
    article = Article(record, text, (Block("paragraph", (0, len(text))),))
    return annotate(article, KNOWN).citations[-1].ref


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("The Express reported that the bridge was shut.", "Express"),
        ("The Times reported that the bridge was shut.", "the-times"),
        ("LA Times reported that the bridge was shut.", "la-times"),
        (
            "The Bay Times sent a reporter. The Times said the bridge was shut.",
            "bay-times",
        ),
        (
            "The Fenwick Times sent a man. The Times said the bridge was shut.",
            "Fenwick Times",
        ),
    ],
)
def test_an_english_short_name(text: str, ref: str) -> None:
    assert source(text) == ref


def test_a_french_article_is_part_of_the_name() -> None:
    assert source("L’Express a écrit que le pont était fermé.", "fr") == "lexpress"


def test_a_capital_at_the_start_of_a_sentence_makes_no_other_source() -> None:
    text = "The road is shut, police said. Police said that nobody was hurt."
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256="0"), language="en"
    )
    article = Article(record, text, (Block("paragraph", (0, len(text))),))
    found = annotate(article, KNOWN).citations
    assert [c.ref for c in found] == ["police@a", "police@a"]
