"""The publisher's name over the headline."""

from __future__ import annotations

import pytest

from builder.annotate.knowledge import Knowledge
from builder.ingest import ingest_bytes
from builder.model import SourceRecord

PROSE = (
    "Le feu a pris mardi dans un atelier de la zone industrielle, et les pompiers "
    "sont restés sur place jusqu'au soir."
)
KNOWN = Knowledge(
    {
        "the-globe": SourceRecord(name="The Globe", kind="outlet"),
        "fire-board": SourceRecord(name="Fire Board", kind="official"),
        "le-courrier": SourceRecord(name="Le Courrier", kind="outlet"),
        "the-courrier": SourceRecord(name="The Courrier", kind="outlet"),
    }
)


def read(*lines: str) -> tuple[str, str]:
    made = ingest_bytes("\n\n".join(lines).encode(), "seeds/a.txt", KNOWN)
    assert made.record is not None
    return made.record.outlet, made.record.title


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ("Le journal ferme ses portes", "a sentence in small letters is a headline"),
        ("Fire Board", "a known body that publishes nothing"),
        ("Radio", "one word says too little"),
        ("Courrier", "two outlets bear the name, each with an article of its own"),
    ],
)
def test_what_is_no_masthead(first: str, why: str) -> None:
    outlet, _ = read(first, "Un grand incendie dans une usine de la ville", PROSE)
    assert outlet == "unknown", why


def test_a_name_over_prose_is_a_headline() -> None:
    assert read("Le Courrier du Rhône", PROSE) == ("unknown", "Le Courrier du Rhône")


@pytest.mark.parametrize(
    ("first", "outlet"),
    [
        ("Le Courrier du Rhône", "Le Courrier du Rhône"),
        ("Radio Saône", "Radio Saône"),
        ("The Evening Herald", "The Evening Herald"),
        ("The Globe", "the-globe"),
        ("Globe", "the-globe"),
        ("www.theglobe.com", "the-globe"),
    ],
)
def test_a_masthead_names_the_outlet(first: str, outlet: str) -> None:
    headline = "Un grand incendie dans une usine de la ville"
    assert read(first, headline, PROSE) == (outlet, headline)


def test_names_under_the_headline_that_published_nothing() -> None:
    headline = "Un grand incendie dans une usine de la ville"
    assert read(headline, "Fire Board", PROSE) == ("unknown", headline)
    assert read("The Globe", PROSE) == ("unknown", "The Globe")


@pytest.mark.parametrize(
    "line",
    ["The Globe", "Globe", "www.theglobe.com", "THE GLOBE avec AFP", "The Globe / AFP"],
)
def test_a_known_outlet_under_the_headline_published_it(line: str) -> None:
    known = Knowledge({**KNOWN.sources, "afp": SourceRecord(name="AFP", kind="agency")})
    text = f"Un grand incendie dans une usine de la ville\n\n{line}\n\n{PROSE}"
    made = ingest_bytes(text.encode(), "seeds/a.txt", known)
    assert made.record is not None
    assert made.record.outlet == "the-globe"
    assert made.record.credits == (["afp"] if "A" in line else [])
    assert line not in made.body


def test_a_known_name_in_small_letters_is_still_a_name() -> None:
    known = Knowledge({"la-voix": SourceRecord(name="La Voix libre", kind="outlet")})
    text = f"Un grand incendie\n\nLa Voix libre, 3 mai 2019\n\n{PROSE}"
    made = ingest_bytes(text.encode(), "seeds/a.txt", known)
    assert made.record is not None
    assert (made.record.outlet, made.record.published) == ("la-voix", "2019-05-03")


def test_a_name_stands_over_a_headline_and_its_lines() -> None:
    lines = (
        "The Rhone Courier",
        "A great fire in a mill of the town",
        "Ann Rowe, editor",
    )
    assert read(*lines, PROSE)[0] == "The Rhone Courier"


def test_the_line_of_who_wrote_it_bears_the_date() -> None:
    text = "A great fire in a mill\n\nBy Ann Rowe | May 3, 2019\n\n"
    prose = "The fire began on Tuesday in a mill, and the men stayed until the evening."
    made = ingest_bytes(f"{text}{prose} It was cold.".encode(), "seeds/a.txt", KNOWN)
    assert made.record is not None
    assert made.record.published == "2019-05-03"
    later = (
        f"A great fire in a mill\n\n{prose} It was cold.\n\nBy Tom Fox | May 3, 2019"
    )
    made = ingest_bytes(later.encode(), "seeds/a.txt", KNOWN)
    assert made.record is not None
    assert made.record.published == "unknown"
