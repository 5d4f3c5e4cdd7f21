"""Which times of a sentence date an event; first those that date something else."""

from __future__ import annotations

import pytest

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.link.reports import find_reports
from builder.model import Article, ArticleRecord, Block, Evidence

PUBLISHED = "2031-05-14"
"""A Wednesday."""


def dates(text: str, language: str) -> dict[str, list[str]]:
    """The dates of each report, by the words that tell the event."""
    record = ArticleRecord(
        id="a",
        evidence=Evidence(file="seeds/a.txt", sha256="0"),
        language=language,
        published=PUBLISHED,
    )
    article = Article(record, text, (Block("paragraph", (0, len(text))),))
    notes = annotate(article, Knowledge())
    return {
        text[slice(*report.mention.trigger)]: [t.edtf for t in report.times]
        for report in find_reports(article, notes, None)
    }


@pytest.mark.parametrize(
    ("language", "text", "trigger", "wanted"),
    [
        (
            "en",
            '"We ran," the baker recalled on Sunday, after three pupils were freed in '
            "Paris.",
            "freed",
            [],
        ),
        (
            "en",
            "Four miners trapped since Sunday were rescued on Tuesday.",
            "rescued",
            ["2031-05-13"],
        ),
        (
            "en",
            "The owner told the press on Tuesday of Monday's fire, which killed two.",
            "fire",
            ["2031-05-12"],
        ),
        (
            "en",
            "It was the deadliest fire since 2011, killing nine people in a mill.",
            "fire",
            [],
        ),
        (
            "fr",
            "La grippe a tué dix personnes à Paris lundi, plus qu’il y a une semaine.",
            "tué",
            ["2031-05-12"],
        ),
        (
            "fr",
            "Des lycéens ont chanté mardi en mémoire de l’incendie de dimanche, qui a "
            "fait deux morts.",
            "incendie",
            ["2031-05-11"],
        ),
        (
            "fr",
            "Quatre mineurs bloqués depuis dimanche ont été secourus mardi.",
            "secourus",
            ["2031-05-13"],
        ),
        (
            "fr",
            "Une grue s’est effondrée dimanche à Dol, blessant un homme. Le même soir, "
            "un incendie a tué un voisin.",
            "incendie",
            ["2031-05-11"],
        ),
        (
            "fr",
            "Des élus se sont réunis mardi après le vote de dimanche. La veille, un "
            "incendie avait tué un voisin.",
            "incendie",
            ["2031-05-12"],
        ),
    ],
)
def test_the_day_of_an_event(
    language: str, text: str, trigger: str, wanted: list[str]
) -> None:
    assert dates(text, language)[trigger] == wanted


def test_what_will_be_is_a_plan() -> None:
    text = "Talks on the fees of the port of Dover will be held on Thursday."
    assert dates(text, "en") == {}
    text = "Des négociations sur la fermeture du port seront ouvertes jeudi."
    assert dates(text, "fr") == {}


def test_words_that_announce_speech_are_no_happening() -> None:
    text = "« La digue tient », s’est réjouie dimanche Anne Duval, maire de Dol."
    assert dates(text, "fr") == {}


def test_what_a_modal_governs_has_not_happened() -> None:
    text = "A meeting of the board will be held at Dover on Thursday."
    assert dates(text, "en") == {}
