"""Whom a speaker cites; first what somebody cites that does not speak."""

from __future__ import annotations

import pytest

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.model import Article, ArticleRecord, Block, Evidence, SourceRecord

KNOWN = Knowledge(
    {
        "post": SourceRecord(name="The Fenwick Post", kind="outlet"),
        "la-gazette": SourceRecord(name="La Gazette", kind="outlet"),
    }
)


def chains(text: str, language: str) -> list[str]:
    """Of each citation the words of its source, the links and what is said."""
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256="0"), language=language
    )
    article = Article(record, text, (Block("paragraph", (0, len(text))),))
    return [
        " < ".join([text[slice(*c.source)], *(relay.ref for relay in c.via)])
        + ": "
        + " ... ".join(text[slice(*part)] for part in c.content)
        for c in annotate(article, KNOWN).citations
        if c.source is not None
    ]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "The minister said the plan was dead, citing fears about safety.",
            "The minister: the plan was dead",
        ),
        (
            "en",
            "The union, which cited Brexit, said pay had fallen.",
            "The union: pay had fallen",
        ),
        (
            "fr",
            "La ministre affirme que le projet est mort, citant la loi.",
            "La ministre: le projet est mort, citant la loi",
        ),
    ],
)
def test_what_is_cited_and_does_not_speak(
    language: str, text: str, wanted: str
) -> None:
    assert wanted in chains(text, language)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "The Fenwick Post, citing two officials, said the road was shut.",
            "two officials < post: the road was shut",
        ),
        (
            "en",
            "Citing two officials, the Fenwick Post said the road was shut.",
            "two officials < post: the road was shut",
        ),
        (
            "en",
            "The road is shut, the Fenwick Post reported on Monday, citing the mayor.",
            "the mayor < post: The road is shut",
        ),
        (
            "en",
            "The Fenwick Post said that the road was shut, quoting a police report.",
            "a police report < post: the road was shut",
        ),
        (
            "en",
            "According to the Fenwick Post, which cited the mayor, the road is shut.",
            "the mayor < post: the road is shut",
        ),
        (
            "fr",
            "La Gazette, citant deux témoins, affirme que la route est coupée.",
            "deux témoins < la-gazette: la route est coupée",
        ),
        (
            "fr",
            "La route est coupée, rapporte La Gazette, qui cite la préfecture.",
            "la préfecture < la-gazette: La route est coupée",
        ),
        (
            "fr",
            "Selon La Gazette, qui citait la préfecture, la route est coupée.",
            "la préfecture < la-gazette: la route est coupée",
        ),
    ],
)
def test_who_is_cited_speaks_first(language: str, text: str, wanted: str) -> None:
    assert chains(text, language) == [wanted]
