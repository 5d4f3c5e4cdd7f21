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


def test_when_they_met_is_not_when_what_they_met_after_happened() -> None:
    text = "She walked home on Tuesday after the big fire that killed two."
    assert dates(text, "en")["fire"] == []
    text = "The town mourned on Tuesday after an attack that killed nine."
    assert dates(text, "en") == {"mourned": ["2031-05-13"], "attack": []}
    text = "She spoke on Tuesday after the big fire of Sunday, which killed two."
    assert dates(text, "en")["fire"] == ["2031-05-11"]
    text = "Le maire en parlait mardi après le grand incendie qui a fait deux morts."
    assert dates(text, "fr")["incendie"] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Anne Duval takes office in June."),
        ("en", "Sixty years later the drought hits the valley."),
        ("fr", "Anne Duval prend ses fonctions en juin."),
        ("fr", "La mairie licencie douze agents la semaine prochaine."),
    ],
)
def test_what_lies_ahead_has_not_happened(language: str, text: str) -> None:
    seen = "It rained in 2030. " if language == "en" else "Il a plu en 2030. "
    assert dates(seen + text, language) == {}


def test_a_time_ahead_dates_nothing_told_in_the_past() -> None:
    text = "Police arrested the treasurer, whose term ends next week."
    assert dates(text, "en")["arrested"] == []


def test_a_year_after_publication_is_left_for_a_person_to_see() -> None:
    text = "Police arrested the treasurer on 3 June 2031."
    assert dates(text, "en")["arrested"] == ["2031-06-03"]
