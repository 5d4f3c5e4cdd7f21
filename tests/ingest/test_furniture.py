"""What stands on the page and is not the article; first what is the article."""

from typing import get_args

import pytest

from builder.ingest.furniture import (
    Aside,
    find_furniture,
    find_names,
    names_somebody,
    repeated_paragraphs,
    without_edition,
)
from builder.ingest.paragraphs import find_paragraphs
from builder.languages import known_languages, load_rules
from builder.model import SetAsideRole

PROSE = "Les pompiers ont travaillé toute la nuit, a indiqué la mairie de la ville."
PROSE_EN = "The firefighters worked all night long, the town hall said in the morning."


def asides(*lines: str, language: str = "fr") -> list[Aside | None]:
    paragraphs = find_paragraphs("\n\n".join(lines))
    return find_furniture(paragraphs, language)


def around(line: str, prose: str = PROSE, language: str = "fr") -> Aside | None:
    return asides(prose, line, prose, language=language)[1]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("À lire ces chiffres, on comprend la colère des habitants.", "prose"),
        ("Voir aussi loin dans l'avenir n'est pas donné à tous.", "prose"),
        ("Lire aussi vite fatigue les yeux.", "a sentence"),
        ("Par ailleurs, le maire a démissionné.", "an adverb"),
        ("Par Toutatis", "one word is no byline"),
        ("Avec le temps, les habitants oublient.", "a sentence"),
        ("Source de tous les maux, la route a été fermée.", "no colon"),
        ("Partager les terres est une vieille idée.", "a sentence"),
        ("Il a montré son bras blessé (photo).", "the brackets are in the sentence"),
        ("Image après image, le film montre la ville.", "no colon"),
        ("Publicité mensongère : le maire accusé", "a heading"),
        ("Monde", "a label stands at the top only"),
        ("La photo de l'incendie a fait le tour du monde.", "prose"),
    ],
)
def test_prose_stays(line: str, why: str) -> None:
    assert around(line) is None, why


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday night, the fire was out.",
        "See the mayor about it, they told us.",
        "With so many questions open, people are angry.",
        "Read more of these books and you will see.",
        "Share prices fell on Monday.",
        "Image is everything for this company.",
        "He came home from the war (see file).",
        "More than half of the town was without power",
    ],
)
def test_english_prose_stays(line: str) -> None:
    assert around(line, PROSE_EN, "en") is None


@pytest.mark.parametrize(
    ("line", "role", "rule"),
    [
        ("Lire aussi : Le pont rouvre", "related", "fr/related"),
        ("LIRE AUSSI Le pont rouvre lundi", "related", "fr/related-title"),
        ("À lire : Le pont rouvre.", "related", "fr/related"),
        ("A lire aussi: pourquoi le pont a fermé", "related", "fr/related"),
        ("→ Lire également | Le pont", "related", "fr/related"),
        ("Partager Cet Article", "share", "fr/share"),
        ("Suivez-nous sur Facebook", "share", "fr/share-on"),
        ("Le pont en hiver. (Photo d'archives)", "caption", "fr/caption-brackets"),
        ("Vue de la ville.(illustration)", "caption", "fr/caption-brackets"),
        ("Crédit photo : Jeanne Dupont", "caption", "fr/caption"),
        ("Par Jeanne Dupont et Jean Martin", "credit", "fr/byline"),
        ("La suite après la publicité", "label", "fr/advertisement"),
        ("ADVERTISEMENT", "label", "en/advertisement"),
        ("Image source, Reuters", "caption", "en/caption-plain"),
        ("Par la rédaction", "credit", "fr/byline"),
        ("By staff writer", "credit", "en/byline"),
        ("Source : AFP", "credit", "fr/source"),
        ("Read more: The bridge opens", "related", "en/related"),
        ("Share this story", "share", "en/share"),
        ("The bridge in winter. (AP photo)", "caption", "fr/caption-brackets"),
        ("The bridge [Jane Doe/Reuters]", "caption", "any/photo-credit"),
        ("FILE PHOTO: The bridge in winter.", "caption", "en/caption"),
    ],
)
def test_set_aside(line: str, role: str, rule: str) -> None:
    found = around(line)
    assert found is not None
    assert (found.role, found.rule) == (role, rule)


def test_credits_at_the_end_only() -> None:
    assert asides(PROSE, "Avec al-Machin")[1] is not None
    assert asides(PROSE, "Avec agences")[1] is not None
    assert asides(PROSE, "Avec le temps")[1] is None
    assert asides(PROSE, "Avec al-Machin", PROSE)[1] is None


def test_labels_at_the_top_only() -> None:
    assert asides("TV", "Un titre de quatre mots", PROSE)[0] is not None
    assert asides(PROSE, "TV", PROSE)[1] is None


def test_titles_under_a_block_heading() -> None:
    found = asides(PROSE, "Articles liés", "Un pont rouvre", "Un autre ferme")
    assert found[0] is None
    assert [aside and aside.rule for aside in found[1:]] == ["fr/related-block"] * 3
    assert asides(PROSE, "Articles liés", "Un pont rouvre", PROSE)[3] is None


CAPTION = "A man walks over the old bridge in the town on Monday, 4 May 2015. (AP)"


def test_a_foreign_paragraph_with_a_credit_is_a_caption() -> None:
    found = around(CAPTION)
    assert found is not None
    assert found.rule == "any/foreign-caption"
    assert around(CAPTION.replace(" (AP)", "")) is None, "a quotation may be foreign"


def test_repetition_alone_sets_nothing_aside() -> None:
    prose = find_paragraphs(f"{PROSE}\n\n{PROSE_EN}\n\n{PROSE}")
    assert repeated_paragraphs([prose, prose]) == {PROSE, PROSE_EN}
    assert find_furniture(prose, "fr", {PROSE})[0] is None
    foreign = find_furniture(prose, "fr", {PROSE_EN})
    assert [aside and aside.role for aside in foreign] == [None, "caption", None]


def test_repetition_inside_one_file_does_not_count() -> None:
    prose = find_paragraphs(f"{PROSE}\n\n{PROSE}")
    assert repeated_paragraphs([prose]) == frozenset()


@pytest.mark.parametrize(
    ("rest", "names"),
    [
        ("le temps", []),
        ("agences", []),
        ("AFP", ["AFP"]),
        ("l’AFP et Reuters", ["AFP", "Reuters"]),
        ("2022 Le Journal. Tous droits réservés", ["Le Journal"]),
        ("al-Machin", ["al-Machin"]),
        ("AP, agences", ["AP"]),
    ],
)
def test_names(rest: str, names: list[str]) -> None:
    assert find_names(rest) == names


def test_writer() -> None:
    assert names_somebody("Jeanne Dupont, envoyée spéciale à Lyon", "writer")
    assert not names_somebody("Monday", "writer")
    assert not names_somebody("The river, the old mill burned.", "writer")


def test_edition_is_no_part_of_a_name() -> None:
    assert without_edition("FRENCH RADIO UN") == "RADIO UN"
    assert without_edition("English") == "English"


def test_the_rules_are_well_formed() -> None:
    """A misspelt key would silently switch a rule off."""
    ids: list[str] = []
    for language in known_languages("furniture"):
        rules = load_rules(language, "furniture")["rules"]
        assert isinstance(rules, list)
        for rule in rules:
            ids.append(rule["id"])
            assert rule["id"].startswith(f"{language}/")
            assert rule["as"] in get_args(SetAsideRole)
            assert rule["test"] in ("whole", "opening", "brackets")
            assert rule.get("mark", "none") in ("required", "title", "none")
            assert rule["at"] in ("top", "end", "anywhere")
            gives = ("source", "publisher", "credits", "writer")
            assert rule.get("gives", "source") in gives
            assert 0 < rule["most_words"] <= 60
            assert all(isinstance(phrase, str) for phrase in rule["phrases"])
            keys = "id as test mark at most_words gives block phrases"
            assert set(rule) <= set(keys.split())
    assert len(ids) == len(set(ids))
