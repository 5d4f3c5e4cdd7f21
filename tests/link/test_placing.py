"""Places that locate nothing first, then the words that locate, from end to end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.mentions import find_mentions
from builder.annotate.quantities import find_quantities
from builder.link.reports import find_reports
from builder.model import (
    Annotations,
    Article,
    ArticleRecord,
    Block,
    Evidence,
    FoundReport,
    PlaceMention,
)

NAMES = (
    "Verfeil",
    "Querne",
    "Sarenne",
    "Sylvanie",
    "Bordurie",
    "Ostravel",
    "North Lanty",
)


def read(text: str, language: str) -> tuple[FoundReport, ...]:
    record = ArticleRecord(
        id="a", evidence=Evidence(file="seeds/a.txt", sha256="0"), language=language
    )
    article = Article(record, text, (Block("paragraph", (0, len(text))),))
    places = [
        PlaceMention((i, i + len(name)), name.lower(), "x")
        for name in NAMES
        for i in range(len(text))
        if text.startswith(name, i)
    ]
    found = Annotations("a", ((0, len(text)),), places=tuple(places))
    found = replace(found, quantities=find_quantities(article))
    found = replace(found, mentions=find_mentions(article, found))
    return find_reports(article, found, None)


def where(text: str, language: str) -> list[str]:
    return [
        text[slice(*claim.span)]
        for report in read(text, language)
        for claim in report.claims
        if claim.facet == "where"
    ]


@pytest.mark.parametrize(
    ("language", "text", "why"),
    [
        ("fr", "Une attaque a tué 3 hommes malgré l’accord entre Sylvanie et Bordurie.",
         "governments that deal with each other"),
        ("en", "Rebels killed 3 men in the Sylvanie election campaign.",
         "what sort of campaign"),
        ("en", "Rebels killed 3 men after he promised North Lanty a reply.",
         "a name that begins with a direction"),
        ("fr", "Des rebelles soutenus par la Sylvanie ont tué 3 soldats.", "an agent"),
        ("fr", "Une bombe a tué 3 hommes sur la frontière avec la Sylvanie.",
         "the other side of a border"),
        ("fr", "Un groupe pro Sylvanie a tué 3 soldats.", "a leaning"),
        ("fr", "L’armée de Sylvanie a tué 3 soldats.", "whose army it is"),
        ("fr", "Un conseiller du président de Sylvanie a tué 3 soldats.", "an office"),
        ("fr", "Le tir de missile contre le port prouve que l’on a peur en Sylvanie.",
         "what it proves is told of another matter"),
        ("fr", "Le parlement a adopté une loi exigeant le départ de Sylvanie.",
         "where somebody shall leave from in another clause"),
        ("fr", "Un institut basé à Verfeil a compté 3 morts.", "a seat"),
        ("en", "A bomb killed 3 men despite talks between Sylvanie and Bordurie.",
         "governments that deal with each other"),
        ("en", "Rebels backed by Sylvanie killed 3 soldiers.", "an agent"),
        ("en", "The army of Sylvanie killed 3 soldiers.", "whose army it is"),
        ("en", "A group based in Verfeil killed 3 soldiers.", "a seat"),
        ("en", "The drone attack on the barracks shows that war goes on in Sylvanie.",
         "what it shows is told of another matter"),
    ],
)  # fmt: skip
def test_what_acts_or_describes_locates_nothing(
    language: str, text: str, why: str
) -> None:
    assert read(text, language), "a report there must be"
    assert where(text, language) == [], why


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Une bombe a tué 3 hommes à l’est de la Sylvanie.",
         ["à l’est de la Sylvanie"]),
        ("fr", "Une bombe a tué 3 hommes au nord de Verfeil.", ["au nord de Verfeil"]),
        ("fr", "Une bombe a tué 3 hommes aux abords de Verfeil.",
         ["aux abords de Verfeil"]),
        ("fr", "Une bombe a tué 3 hommes dans l’entourage de la ville de Verfeil.",
         ["dans l’entourage de la ville de Verfeil"]),
        ("fr", "Une bombe a tué 3 hommes dans le bourg, à savoir Verfeil.",
         ["Verfeil"]),
        ("fr", "Une bombe a tué 3 hommes à Verfeil, Querne et Sarenne.",
         ["à Verfeil", "Querne", "Sarenne"]),
        ("fr", "Les rebelles ont attaqué la base de Verfeil.", ["la base de Verfeil"]),
        ("fr", "Une attaque contre la base de Verfeil a tué 3 hommes.",
         ["la base de Verfeil"]),
        ("fr", "L’armée a bombardé Verfeil.", ["Verfeil"]),
        ("fr", "Une bombe a tué 3 hommes sur la route entre Verfeil et Querne.",
         ["sur la route entre Verfeil", "Querne"]),
        ("en", "A bomb killed 3 men in northern Sylvanie.", ["in northern Sylvanie"]),
        ("en", "A bomb killed 3 men north of Verfeil.", ["north of Verfeil"]),
        ("en", "A bomb killed 3 men in the northern city of Verfeil.",
         ["in the northern city of Verfeil"]),
        ("en", "A bomb killed 3 men off the coast of Verfeil.",
         ["off the coast of Verfeil"]),
        ("en", "The army shelled the port of Verfeil.", ["the port of Verfeil"]),
    ],
)  # fmt: skip
def test_the_whole_phrase_locates(language: str, text: str, wanted: list[str]) -> None:
    assert where(text, language) == wanted


def test_a_spot_comes_before_a_region() -> None:
    text = "Une bombe a tué 3 hommes dans le nord de la Sylvanie, à Verfeil."
    (report,) = read(text, "fr")
    assert report.places == ("verfeil", "sylvanie")


def test_the_same_words_are_claimed_once() -> None:
    text = "Une bombe a tué 3 hommes en Sylvanie et blessé 4 femmes en Sylvanie."
    assert where(text, "fr") == ["en Sylvanie"]


_WORDS = (
    "à", "de", "la", "ville", "nord", "entre", "et", ",", "(", "contre", "par", "en",
    "Verfeil", "Sylvanie", "qui", "prouve", "que", "dans", "l’", "base", ":", "«",
)  # fmt: skip


@given(st.lists(st.sampled_from(_WORDS), max_size=14))
def test_a_located_phrase_holds_its_place(words: list[str]) -> None:
    text = " ".join(["Une bombe a tué 3 hommes", *words])
    for report in read(text, "fr"):
        claims = [c for c in report.claims if c.facet == "where"]
        assert len(claims) <= text.count("Verfeil") + text.count("Sylvanie")
        for claim in claims:
            assert text[slice(*claim.span)].endswith(("Verfeil", "Sylvanie"))
        assert set(report.places) == {c.value for c in claims}
