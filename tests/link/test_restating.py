"""A quotation behind a colon and the sentence that it is given for: one event; so is
what a verb says to be its end. First what tells of another one."""

from __future__ import annotations

import pytest

from builder.annotate.knowledge import find_world
from builder.link.events import group_reports
from builder.link.reports import find_reports
from tests.adapters import load_knowledge, read


def events_of(text: str, language: str) -> list[list[str]]:
    """The passages of each event of a text published on a Thursday."""
    known = load_knowledge(with_content=False)
    reading = read(text, language, known, published="2031-05-08")
    body = reading.article.body
    found = find_reports(reading.article, reading.notes, reading.alignment)
    named = {place.place for place in reading.notes.places} - {"unknown"}
    groups = group_reports(
        found, {found[0].article: body}, find_world(known, named, "en")
    )
    return [[body[slice(*found[m].passage)] for m in g.members] for g in groups]


APART = [
    (
        "en",
        "The army withdrew dozens of trucks from Aleppo to Iraq on Saturday, the "
        'monitor reported: "The army also withdrew fifty trucks from a base near '
        'Raqqa to Iraq."',
        "it also withdrew elsewhere",
    ),
    (
        "en",
        "The army withdrew dozens of trucks from Aleppo to Iraq on Saturday, the "
        'monitor reported. "The army withdrew fifty trucks from a base near Raqqa to '
        'Iraq."',
        "no colon",
    ),
    (
        "en",
        "The army withdrew dozens of trucks from Aleppo to Iraq on Saturday, the "
        'monitor reported: "The army withdrew fifty trucks from a base near Raqqa."',
        "no way from one place to the other is told of both",
    ),
    (
        "en",
        "Rebels shelled the port of Izmir in Turkey on Saturday, the monitor "
        'reported: "Rebels shelled the port of Samsun in Turkey for hours."',
        "what is hit stays where it is",
    ),
    (
        "fr",
        "Selon l’agence, l’armée a retiré samedi 14 novembre ses camions d’Alep vers "
        "l’Irak. Elle ajoute : « L’armée a également retiré cinquante camions d’une "
        "base de Raqqa vers l’Irak. »",
        "it says so itself",
    ),
    (
        "fr",
        "Un séisme a frappé la ville jeudi, selon l’institut : « Le séisme de 2010 a "
        "fait 3 000 morts ».",
        "a year that Thursday may not be of",
    ),
    (
        "fr",
        "Un incendie a détruit lundi une école de Lyon, a dit le maire : « Un autre "
        "incendie a détruit un dépôt à Marseille ».",
        "another one, within one sentence",
    ),
]


@pytest.mark.parametrize(("language", "text", "why"), APART)
def test_what_a_quotation_tells_of_another_event(
    language: str, text: str, why: str
) -> None:
    assert [len(event) for event in events_of(text, language)] == [1, 1], why


TOGETHER = [
    (
        "en",
        "The army withdrew dozens of trucks from Aleppo to Iraq on Saturday, the "
        'monitor reported: "The army withdrew fifty trucks from a base near Raqqa to '
        'Iraq for the second time in two days."',
    ),
    (
        "fr",
        "Selon l’agence, les casques bleus ont évacué samedi 3 mars leurs camions "
        "d’Alep vers le Liban : « Les casques bleus ont évacué dix camions d’une "
        "base de Raqqa vers le Liban pour la deuxième fois de la semaine ».",
    ),
    (
        "fr",
        "Un incendie a détruit lundi une école de Lyon, a dit le maire : « L’incendie "
        "a détruit douze salles. »",
    ),
    (
        "en",
        "Rebels shelled the port of Izmir in Turkey on Saturday, the monitor "
        'reported: "The rebels shelled six quays."',
    ),
]


@pytest.mark.parametrize(("language", "text"), TOGETHER)
def test_a_quotation_gives_the_words_for_what_was_just_told(
    language: str, text: str
) -> None:
    assert [len(event) for event in events_of(text, language)] == [2]


OFFENSIVE = "L’armée du Nord a lancé une offensive cette semaine contre les rebelles. "


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            OFFENSIVE + "Mercredi, les soldats ont vaincu les hommes de la plaine.",
            "nothing says that it is the end of it",
        ),
        (
            "Le Nord a attaqué la ville de Homs. Le Sud a fini par attaquer Alep.",
            "another place",
        ),
    ],
)
def test_what_ends_nothing_that_was_told(text: str, why: str) -> None:
    assert [len(event) for event in events_of(text, "fr")] == [1, 1], why


def test_what_ends_is_what_was_told() -> None:
    end = "Mercredi, les soldats ont fini par vaincre les hommes de la plaine."
    assert [len(event) for event in events_of(OFFENSIVE + end, "fr")] == [2]
