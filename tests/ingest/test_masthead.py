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
    ],
)
def test_a_masthead_names_the_outlet(first: str, outlet: str) -> None:
    headline = "Un grand incendie dans une usine de la ville"
    assert read(first, headline, PROSE) == (outlet, headline)
