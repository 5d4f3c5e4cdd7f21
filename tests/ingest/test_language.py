"""Language vote; first what it must leave open."""

import pytest

from builder.ingest.language import find_language


@pytest.mark.parametrize(
    "text",
    ["", "12 345 %", "TV", "Paris Madrid Roma Berlin", "Taxi hotel radio internet"],
)
def test_left_open(text: str) -> None:
    assert find_language(text) == "unknown"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le maire a dit que la route serait fermée pour une semaine."),
        ("en", "The mayor said that the road would be closed for a week."),
        ("de", "Der Bürgermeister sagte, dass die Straße für eine Woche gesperrt ist."),
        ("es", "El alcalde dijo que la carretera estará cerrada durante una semana."),
        ("it", "Il sindaco ha detto che la strada sarà chiusa per una settimana."),
        ("pt", "O prefeito disse que a estrada não vai abrir por uma semana, até já."),
        ("nl", "De burgemeester zei dat de weg voor een week niet open zal zijn."),
        ("ru", "Мэр сказал, что дорога будет закрыта на эту неделю из-за ремонта."),
        ("uk", "Мер сказав, що дорога буде закрита на цей тиждень через її ремонт."),
        ("el", "Ο δήμαρχος είπε ότι ο δρόμος θα κλείσει για μία εβδομάδα."),
        ("ar", "قال رئيس البلدية إن الطريق ستغلق لمدة أسبوع"),
        ("fa", "شهردار گفت که جاده برای یک هفته بسته خواهد بود"),
        ("he", "ראש העיר אמר שהכביש ייסגר למשך שבוע"),
    ],
)
def test_found(language: str, text: str) -> None:
    assert find_language(text) == language
