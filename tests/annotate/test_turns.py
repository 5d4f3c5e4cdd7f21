"""Turns of a transcript: what is none, and who says what in one."""

from __future__ import annotations

import pytest

from tests.annotate.test_citations import find, told

NONE = [
    (
        "Place: the town hall.",
        "Time: eight o'clock.",
        "Place: the school.",
        "Time: ten.",
    ),
    (
        "READ MORE: The bridge is shut.",
        "I opened the road, the mayor wrote.",
        "READ MORE: The road is open and you can use it.",
        "WATCH LIVE: The parade you missed.",
        "The town sleeps.",
        "WATCH LIVE: The match.",
    ),
    (
        "QUESTION: What do you call a dam?",
        "ANSWER: I call it a wall across a river.",
        "QUESTION: What do you call a weir?",
        "ANSWER: A low dam.",
    ),
    (
        "Opening Hours: nine to five.",
        "Ticket Price: ten crowns.",
        "Opening Hours: ten to six.",
        "Ticket Price: eight crowns.",
    ),
    ("Beth Lomax: a life in pictures.", "The painter was born in Leeds.", "She left."),
    ("ANN ROWE: Good morning, I am here.", "TOM FOX: And I am there, as you see."),
]


@pytest.mark.parametrize("paragraphs", NONE, ids=lambda p: p[0])
def test_no_turn(paragraphs: tuple[str, ...]) -> None:
    found = find("\n\n".join(paragraphs), "en")
    assert [c for c in found if c.rule.endswith("/turn")] == []


def test_whoever_speaks_is_named_by_the_first_turn() -> None:
    body = "\n\n".join(
        (
            "ANN ROWE, HOST: Good morning. Tom Fox is with us. Are you to blame?",
            "TOM FOX, MINISTER: No. We paid.",
            "They had the money on Monday.",
            "(CROSSTALK)",
            "ROWE: The union says it was late.",
            "FOX (via video): I say it was not.",
        )
    )
    found = find(body, "en")
    assert [(c.name, told(body, c)) for c in found if c.rule == "en/turn"] == [
        (
            "ANN ROWE",
            "ANN ROWE, HOST | Good morning. Tom Fox is with us. Are you to blame?",
        ),
        (
            "Tom Fox",
            "TOM FOX, MINISTER | No. We paid. […] They had the money on Monday.",
        ),
        ("ANN ROWE", "ROWE | The union says it was late."),
        ("Tom Fox", "FOX | I say it was not."),
    ]
    (inner,) = [c for c in found if c.rule != "en/turn" and c.name == "union"]
    assert [link.ref for link in inner.via] == ["ANN ROWE"]


def test_a_role_may_stand_for_a_name() -> None:
    body = "\n\n".join(
        (
            "Presenter: How bad is it, minister?",
            "Niall Gorey: We do not know.",
            "Presenter: The gang has your files.",
            "Niall Gorey: I have read that.",
        )
    )
    found = [c for c in find(body, "en") if c.rule == "en/turn"]
    assert [c.ref for c in found] == ["Presenter@a1", "Niall Gorey"] * 2


def test_turns_of_a_french_text() -> None:
    body = "\n\n".join(
        (
            "Anne Roux\u00a0: Bonjour, vous êtes maire.",
            "Jean Blanc\u00a0: Oui, je le suis.",
            "Anne Roux\u00a0: Et la route\u00a0?",
            "Jean Blanc\u00a0: Nous l’avons rouverte.",
        )
    )
    found = [c for c in find(body) if c.rule == "fr/turn"]
    assert [c.name for c in found] == ["Anne Roux", "Jean Blanc"] * 2
