"""Places of the world; first names that look like them and are something else."""

from __future__ import annotations

import pytest

from builder.annotate.knowledge import Knowledge, find_world
from builder.annotate.places import find_places
from builder.data import gazetteer
from builder.languages import load_rules
from builder.model import Article, ArticleRecord, Block, Evidence
from builder.model import PlaceRecord as Place

NOTHING = Knowledge()


def find(
    text: str, language: str = "fr", known: Knowledge = NOTHING
) -> list[tuple[str, str]]:
    evidence = Evidence(file="seeds/a.txt", sha256="")
    record = ArticleRecord(id="a", evidence=evidence, language=language)
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block("paragraph", (at, at + len(part))))
        at += len(part) + 2
    mentions = find_places(Article(record, text, tuple(blocks)), known)
    return [(text[slice(*mention.span)], mention.place) for mention in mentions]


@pytest.mark.parametrize(
    ("language", "text", "why"),
    [
        ("fr", "Orange a annoncé une hausse de ses tarifs.", "a company"),
        ("fr", "Le réseau a été vendu à Orange.", "sold to somebody"),
        ("fr", "Tours de magie et spectacles ont ouvert la fête.", "a common word"),
        ("fr", "Les Tours de guet brûlent.", "a common word in a title"),
        ("fr", "Nice Matin a publié la photo.", "part of a longer name"),
        ("fr", "Il a écrit à Jack London.", "a surname"),
        ("fr", "Jack London est mort. On doit à London des romans.", "a surname"),
        ("fr", "M. Lourdes a répondu à Lourdes.", "a surname behind a title"),
        ("fr", "Le club Paris Saint-Germain a gagné.", "a longer name"),
        ("fr", "La Banque de Londres Réunie a fermé.", "a longer name"),
        ("fr", "Il a suivi les cours de Florence.", "somebody"),
        ("fr", "Hier à Springfield, une usine a brûlé.", "many places bear the name"),
        ("fr", "Or, Sens et Lens jouent.", "common words"),
        ("fr", "La maire de Sens a été réélue.", "a common word behind no house"),
        ("fr", "L’attaque de Florence inquiète.", "somebody may attack"),
        ("fr", "La rue est fermée près d'Orange Bank.", "a longer name"),
        ("en", "Norland Bank fell. Shares in Norland were sold.", "a company"),
        ("en", "In 2023, a collision at Tempi killed ten.", "another name, far away"),
        ("en", "A crowd met in Athens.", "two large cities"),
        ("en", "A Canadian crowd met in Athens.", "no city of that country"),
        ("en", "Reading is good for children.", "a common word"),
        ("en", "Mobile sales rose, and Orange grew.", "a market and a company"),
        ("en", "Nice try, said the keeper.", "a common word"),
        ("en", "Of the ten, three died.", "a common word"),
        ("en", "Tours were cancelled across the park.", "a common word"),
        ("en", "She sang with Paris Hilton in the hall.", "a first name"),
        ("en", "Michael Jordan won. A fan from Jordan Creek cheered.", "a surname"),
        ("en", "Jordan said he would return.", "a first name"),
        ("en", "Hillary Clinton spoke. Anger at Clinton grew.", "a surname"),
        ("en", "A fire broke out in Springfield.", "many places bear the name"),
        ("en", "Faith in Reading First, a programme, fell.", "a longer name"),
        ("en", "The London Review of Books wrote it.", "a longer name"),
        ("en", "Bank robbed in Tripoli.", "two large cities"),
        ("en", "A summit between Kim and others in Asia.", "small towns far away"),
        ("en", "An Argentine singer came.", "a name of another language"),
        ("xx", "Feu à Londres.", "no words of the language are known"),
    ],
)
def test_is_no_place(language: str, text: str, why: str) -> None:
    assert find(text, language) == [], why


@pytest.mark.parametrize(
    ("language", "text", "words", "place"),
    [
        ("fr", "Un incendie a ravagé un entrepôt à Londres.", "Londres", "london-gb"),
        ("fr", "L’attentat de Bagdad a tué un homme.", "Bagdad", "baghdad-iq"),
        ("fr", "L’explosion d’Istanbul est un accident.", "Istanbul", "istanbul-tr"),
        ("fr", "Deux morts au Caire lundi.", "Caire", "cairo-eg"),
        ("fr", "Il vit à la Havane.", "Havane", "havana-cu"),
        ("fr", "Les combats à Alep ont repris.", "Alep", "aleppo-sy"),
        ("fr", "Une fusillade à Munich.", "Munich", "munich-de"),
        ("fr", "La ville d’Orange, en France, a été inondée.", "Orange", "orange-fr"),
        ("fr", "À Orange (Vaucluse), l’eau monte.", "Orange", "orange-fr"),
        ("fr", "Grève dans les rues de Nice.", "Nice", "nice-fr"),
        ("fr", "À Grenoble, des gens crient.", "Grenoble", "grenoble-fr"),
        ("fr", "En Chine, trois mines ferment.", "Chine", "china"),
        ("fr", "près de Saint-Étienne", "Saint-Étienne", "saint-etienne-fr"),
        ("fr", "L’Australie a voté.", "Australie", "australia"),
        ("fr", "dans le nord de la Floride", "Floride", "florida-us-region"),
        ("fr", "dans la province d’Alep", "Alep", "aleppo-sy-region"),
        ("en", "Police in Norwich, England, held two men.", "Norwich", "norwich-gb"),
        ("en", "A storm hit Mobile, Alabama, overnight.", "Mobile", "mobile-us"),
        ("en", "Floods in the city of Reading, in England.", "Reading", "reading-gb"),
        ("en", "Trains in England stop near Reading.", "Reading", "reading-gb"),
        ("en", "KHARTOUM (Reuters) - Two died.", "KHARTOUM", "khartoum-sd"),
        ("en", "troops in Turkey", "Turkey", "turkey"),
        ("en", "a bridge in Iraq’s Mosul; unrest in Mosul", "Mosul", "mosul-iq"),
        ("en", "the mayor of a town in Jordan", "Jordan", "jordan"),
        ("fr", "La carrière est à dix kilomètres d’Ankara.", "Ankara", "ankara-tr"),
        ("fr", "Un hangar a brûlé près d'Oran.", "Oran", "oran-dz"),
        ("fr", "Un hangar a brûlé à Lille.", "Lille", "lille-fr"),
        ("fr", "Un hangar a brûlé à Pékin.", "Pékin", "beijing-cn"),
        ("fr", "Le centre hospitalier de Mulhouse a fermé.", "Mulhouse", "mulhouse-fr"),
        ("fr", "Un feu a pris à Koutaïssi, en Géorgie.", "Koutaïssi", "kutaisi-ge"),
        ("en", "A Greek crowd met in Athens.", "Athens", "athens-gr"),
        ("fr", "Un hangar a brûlé à Dunkerque.", "Dunkerque", "dunkirk-fr"),
    ],
)  # fmt: skip
def test_is_a_place(language: str, text: str, words: str, place: str) -> None:
    assert (words, place) in find(text, language)


OWN = Knowledge(
    places={
        "munich-brasserie": Place(name="Munich", kind="bar"),
        "damas": Place(name="Damas", kind="town", latitude=33.5, longitude=36.3),
        "syrie": Place(name="Syrie", kind="country"),
        "alep-gare": Place(name="gare d'Alep"),
        "springfield": Place(name="Springfield"),
    }
)


@pytest.mark.parametrize(
    ("language", "text", "words", "place"),
    [
        ("fr", "Feu à Munich.", "Munich", "munich-brasserie"),
        ("en", "Fire in Damascus.", "Damascus", "damas"),
        ("en", "Fire in Syria.", "Syria", "syrie"),
        ("fr", "à Springfield", "Springfield", "springfield"),
        ("fr", "à la gare d’Alep", "gare d’Alep", "alep-gare"),
    ],
)
def test_what_a_person_lists_wins(
    language: str, text: str, words: str, place: str
) -> None:
    assert find(text, language, OWN) == [(words, place)]


def test_the_country_named_tells_two_cities_apart() -> None:
    assert ("Tripoli", "tripoli-lb") in find("Lebanon: bank robbed in Tripoli.", "en")
    assert ("Tripoli", "tripoli-ly") in find("Libya: bank robbed in Tripoli.", "en")
    both = "Lebanon warns Libya. A bank was robbed in Tripoli."
    assert "Tripoli" not in dict(find(both, "en"))


def test_places_of_the_world_lie_in_those_a_person_lists() -> None:
    world = find_world(OWN, ["aleppo-sy", "damascus-sy", "damas", "nowhere"], "fr")
    assert world["aleppo-sy"].name == "Alep"
    assert world["aleppo-sy"].within == ["aleppo-sy-region"]
    assert world["aleppo-sy-region"].within == ["syrie"]
    assert not {"syria", "damascus-sy", "damas", "nowhere"} & world.keys()


def test_a_file_of_names_in_order_with_one_place_each() -> None:
    """What bisection rests on; and nobody changed the file by hand."""
    file = gazetteer._load()
    assert file.places == sorted(file.places, key=lambda line: line.split("\t")[0])
    keys = [line.split("\t")[0] for line in file.names]
    assert keys == sorted(keys)
    assert all(gazetteer.make_key(key) == key for key in keys[::50])
    ids = [line.split("\t")[0] for line in file.places]
    assert len(set(ids)) == len(ids)
    within = {line.split("\t")[2] for line in file.places} - {""}
    assert within <= set(ids)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_names_of_a_language_are_of_known_places(language: str) -> None:
    rules = load_rules(language, "places")
    named = {
        id_
        for key in ("exonyms", "also", "home")
        for id_ in rules[key]  # type: ignore[attr-defined]
    }
    assert named <= gazetteer.load_places(named, language).keys()
