"""Names of known places; first what names none."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.knowledge import Knowledge
from builder.annotate.places import find_places
from builder.folding import fold
from builder.model import Article, ArticleRecord, Block, Evidence
from builder.model import PlaceRecord as Place
from builder.model import SourceRecord as Source
from tests.steps import count_steps

KNOWN = Knowledge(
    sources={
        "journal": Source(name="Journal de Valmer", kind="outlet"),
        "radio": Source(name="Radio", variants=["Portal"], kind="outlet"),
        "etat": Source(name="État", variants=["Moravie"], kind="official"),
    },
    places={
        "valmer": Place(name="Valmer", aliases=["Wallmer"], kind="town"),
        "port": Place(name="port de Valmer", within=["valmer"]),
        "al-dik": Place(name="al-Dik", aliases=["champ d'al-Dik"]),
        "st-leu": Place(name="Saint-Leu-d'Ésse"),
        "zone": Place(name="Zone verte"),
        "p-3": Place(name="P-3"),
        "portal": Place(name="Portal", kind="town"),
        "moravie": Place(name="Moravie", kind="country"),
        "dik-1": Place(name="Deux"),
        "dik-2": Place(name="Autre", aliases=["Deux"]),
    },
)


def find(text: str) -> list[tuple[str, str]]:
    evidence = Evidence(file="seeds/a.txt", sha256="")
    record = ArticleRecord(id="a", evidence=evidence)
    blocks = (Block("paragraph", (0, len(text))),)
    mentions = find_places(Article(record, text, blocks), KNOWN)
    return [(text[slice(*mention.span)], mention.place) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Valmerois et Valmers", "whole words only"),
        ("une zone verte", "the name has a capital"),
        ("le Journal de Valmer", "a newspaper named after the town"),
        ("M. Dik", "the article belongs to the name"),
        ("Saint, Leu, d'Ésse", "commas part names"),
        ("Saint-Leu", "half a name"),
        ("Portal a dit", "a source bears the same name"),
        ("Deux", "two places bear the name"),
        ("p. 3", "the name has a capital"),
    ],
)
def test_no_place(text: str, why: str) -> None:
    assert find(text) == [], why


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("à Valmer.", "Valmer", "valmer"),
        ("VALMER", "VALMER", "valmer"),
        ("l’armée de Wallmer", "Wallmer", "valmer"),
        ("le port de Valmer brûle", "port de Valmer", "port"),
        ("la base d’al-Dik", "al-Dik", "al-dik"),
        ("la base d'Al-Dik", "Al-Dik", "al-dik"),
        ("Al -Dik frappé", "Al -Dik", "al-dik"),
        ("vers al Dik", "al Dik", "al-dik"),
        ("vers El-Dik", "El-Dik", "al-dik"),
        ("le champ d’el Dik", "champ d’el Dik", "al-dik"),
        ("Saint-Leu-d’Esse", "Saint-Leu-d’Esse", "st-leu"),
        ("Saint Leu d'Ésse", "Saint Leu d'Ésse", "st-leu"),
        ("la Zone verte", "Zone verte", "zone"),
        ("la station P-3", "P-3", "p-3"),
        ("la Moravie", "Moravie", "moravie"),
        ("la ville de Portal", "Portal", "portal"),
        ("near Portal", "Portal", "portal"),
        ("Valmer's mayor", "Valmer", "valmer"),
        ("pro-Valmer", "Valmer", "valmer"),
    ],
)
def test_place(text: str, words: str, place: str) -> None:
    assert find(text) == [(words, place)]


def test_names_stop_at_a_line_end() -> None:
    assert find("Zone\nverte") == []


@given(st.lists(st.sampled_from(["Valmer", "port", "de", "al", "-", "Dik", ",", "x"])))
def test_mentions_are_in_order_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    evidence = Evidence(file="seeds/a.txt", sha256="")
    blocks = (Block("paragraph", (0, len(text))),)
    article = Article(ArticleRecord(id="a", evidence=evidence), text, blocks)
    last = 0
    for mention in find_places(article, KNOWN):
        assert last <= mention.span[0] < mention.span[1]
        assert mention.place in KNOWN.places
        last = mention.span[1]


def test_work_grows_with_the_text() -> None:
    sentence = "al-Dik et Valmer, port de Saint-Leu. "
    assert len(find(sentence * 500)) == 1000
    small = count_steps(lambda: find(sentence * 50))
    assert count_steps(lambda: find(sentence * 400)) < 9 * small


def test_the_shipped_places_hold_together() -> None:
    path = Path(__file__).parents[2] / "content" / "places.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    places = {id_: Place(**entry) for id_, entry in data.items()}
    spellings: dict[str, str] = {}
    for id_, place in places.items():
        assert {*place.within, *place.near} <= set(places), id_
        assert id_ not in place.within
        assert (place.latitude is None) == (place.longitude is None)
        assert (place.latitude is None) == (place.precision_km is None), id_
        for spelling in (place.name, *place.aliases):
            folded = fold(spelling)
            assert spellings.setdefault(folded, id_) == id_, spelling
