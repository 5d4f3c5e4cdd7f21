"""Places in a series: what gives none first."""

from __future__ import annotations

import pytest

from builder.annotate.ranks import find_ranks
from builder.model import EventMention, Span, TimeExpression


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def ranks(
    text: str, trigger: str, language: str, *others: str, time: str = ""
) -> list[tuple[str, int]]:
    whole = 0, len(text)
    mention = EventMention(at(text, trigger), "attack", whole, "asserted", "test")
    triggers = sorted(at(text, words) for words in (trigger, *others))
    times = [TimeExpression(at(text, time), "DURATION", "", "", "test")] if time else []
    found = find_ranks(text, mention, whole, triggers, times, language)
    return [(text[slice(*span)], number) for span, number in found]


@pytest.mark.parametrize(
    ("language", "text", "trigger"),
    [
        ("fr", "Chaque deuxième frappe manque son but.", "frappe"),
        ("fr", "Les premières frappes ont visé le port.", "frappes"),
        (
            "fr",
            "Et pas pour la première fois, le port est visé.",
            "visé",
        ),
        ("fr", "Le Premier ministre a visité le port.", "visité"),
        ("fr", "La cent deuxième frappe a visé le port.", "frappe"),
        ("fr", "La première ou deuxième frappe a visé le port.", "frappe"),
        ("fr", "Le club de Deuxième Division a quitté la ville.", "quitté"),
        ("fr", "Ils ont quitté le port pour la bonne cause.", "quitté"),
        ("en", "Every second strike misses.", "strike"),
        ("en", "A 30 second blast shook the port.", "blast"),
        ("en", "The ferry sank within a second.", "sank"),
        ("en", "He left the port, not for the first time.", "left"),
        ("en", "She won the First Battle of the Bands.", "Battle"),
        ("en", "First, the strike hit the port.", "strike"),
        ("de", "Der zweite Angriff traf den Hafen.", "Angriff"),
    ],
)
def test_no_place_in_a_series(language: str, text: str, trigger: str) -> None:
    assert ranks(text, trigger, language) == []


@pytest.mark.parametrize(
    ("language", "text", "trigger", "words", "number"),
    [
        ("fr", "3e grève des bacs", "grève", "3e grève", 3),
        ("fr", "Un second naufrage a eu lieu.", "naufrage", "second naufrage", 2),
        ("fr", "Première crue au port", "crue", "Première crue", 1),
        ("fr", "Il coule pour la 4e fois.", "coule", "pour la 4e fois", 4),
        ("fr", "C’est la 2e fois que le bac coule.", "coule", "C’est la 2e fois", 2),
        ("en", "A third flood hit the town.", "flood", "third flood", 3),
        ("en", "For the second time, it sank.", "sank", "For the second time", 2),
    ],
)  # fmt: skip
def test_a_place_in_a_series(
    language: str, text: str, trigger: str, words: str, number: int
) -> None:
    assert ranks(text, trigger, language) == [(words, number)]


def test_the_time_in_which_it_was_counted_belongs_to_it() -> None:
    french = "Le bac a coulé pour la deuxième fois en deux ans."
    assert ranks(french, "coulé", "fr", time="deux ans") == [
        ("pour la deuxième fois en deux ans", 2)
    ]
    others = ("for the second time, and two years", "for the second time on Monday")
    for words, time in zip(others, ("two years", "Monday"), strict=True):
        text = f"The ferry sank {words} passed."
        assert ranks(text, "sank", "en", time=time) == [("for the second time", 2)]


def test_of_two_events_of_a_sentence_the_one_told_last_before_has_it() -> None:
    text = "Le bac a coulé puis la grève a repris pour la deuxième fois."
    assert ranks(text, "coulé", "fr", "grève") == []
    assert ranks(text, "grève", "fr", "coulé") == [("pour la deuxième fois", 2)]


def test_another_sentence_has_its_own_events() -> None:
    text = "Le bac a coulé. Pour la deuxième fois, le port est fermé."
    assert ranks(text, "coulé", "fr") == []
