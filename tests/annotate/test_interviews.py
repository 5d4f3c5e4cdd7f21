"""Interviews that are printed turn by turn; first lists that only look like one."""

from __future__ import annotations

import pytest

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.model import Article, ArticleRecord, Evidence
from builder.working_copy import find_blocks

QUESTIONS = ("L'Écho : Pourquoi ?", "L'Écho : La route est-elle sûre aujourd'hui ?")


def read(*blocks: str) -> list[tuple[str, str, str]]:
    """Name, source words and content of what labels are cited with."""
    body = "\n\n".join(blocks) + "\n"
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256=""), language="fr"
    )
    article = Article(record, body, find_blocks(body))
    return [
        (c.name, body[slice(*c.source)], " […] ".join(body[a:b] for a, b in c.content))
        for c in annotate(article, Knowledge()).citations
        if c.rule == "any/turn" and c.source
    ]


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        (
            ("Lieu : le pont vieux.", "Heure : vers midi.", "Lieu : le pont neuf."),
            "a list: nobody asks",
        ),
        (
            (QUESTIONS[0], "Jeanne Roux : La route est coupée.", "La fête est finie."),
            "one question and one answer may be a headline",
        ),
        (
            (*QUESTIONS, "Réponse courte : la route est coupée jusqu'en mai."),
            "a label that comes once answers nothing",
        ),
    ],
)
def test_what_is_no_interview(blocks: tuple[str, ...], why: str) -> None:
    assert read(*blocks) == [], why


def test_answers_are_those_of_the_label() -> None:
    found = read(
        QUESTIONS[0],
        "Jeanne Roux : La route est coupée. Nous attendons mai.",
        QUESTIONS[1],
        "Jeanne Roux : C'est faux.",
        "L'Écho : Et le pont du nord ?",
        "J. R. : Il tiendra.",
    )
    assert found == [
        ("Jeanne Roux", "Jeanne Roux", "La route est coupée […] Nous attendons mai"),
        ("Jeanne Roux", "Jeanne Roux", "C'est faux"),
        ("Jeanne Roux", "Jeanne Roux", "Il tiendra"),
    ]
