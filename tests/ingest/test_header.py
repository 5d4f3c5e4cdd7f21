"""Date lines and datelines; first what is a sentence and stays one."""

import pytest

from builder.annotate.knowledge import Knowledge
from builder.ingest import ingest_bytes
from builder.ingest.header import find_header
from builder.model import SourceRecord

PROSE = "Les pompiers ont travaillé toute la nuit, a indiqué la mairie de la ville."
PROSE_EN = "The firefighters worked all night long, the town hall said in the morning."
NOBODY = Knowledge()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Publié le 5 mai 2019, le rapport de la mairie accuse un voisin.", "prose"),
        (
            "Published on 5 May 2019, the report blames a neighbour of the mayor.",
            "prose",
        ),
        ("Le 5 mai 2019, le pont a été fermé pour toute la durée de l'hiver.", "prose"),
        ("Le maire (centre) - et sa femme - ont visité le pont de la ville.", "prose"),
        ("Bilan du 5 mai 2019", "a headline"),
    ],
)
def test_sentences_stay(text: str, why: str) -> None:
    assert find_header([text, PROSE], NOBODY) == ([], None), why


def test_dates_in_the_midst_are_not_the_publication() -> None:
    texts = [PROSE, "Publié le 5 mai 2019", PROSE]
    assert find_header(texts, NOBODY) == ([], None)


def test_a_text_that_goes_day_by_day_states_no_date() -> None:
    texts = ["Le siège", "5 mai 2019", PROSE, "6 mai 2019", PROSE]
    assert find_header(texts, NOBODY) == ([], None)


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("Publié le 5 mai 2019 à 10h05", "2019-05-05"),
        ("Publié le 5 mai 2019 à 10h05 - Mis à jour le 7 mai 2019 à 9h", "2019-05-05"),
        ("5 May 2019", "2019-05-05"),
        ("Published: May 5, 2019 10:30 GMT", "2019-05-05"),
        ("date 2019-05", "2019-05"),
    ],
)
def test_header_lines(line: str, edtf: str) -> None:
    for texts in (["Un titre assez long", line, PROSE], [PROSE, line]):
        if line[0].isdigit() and texts[0] == PROSE:
            continue
        cuts, date = find_header(texts, NOBODY)
        assert date is not None
        assert date.edtf == edtf
        assert [(cut.start, cut.end) for cut in cuts] == [(0, len(line))]
        assert date.quote in line


def test_a_date_glued_to_the_text() -> None:
    for text in (f"date 2022-01 {PROSE}", f"date 2022-01 {PROSE[:-1]}"):
        (cut,), date = find_header([text], NOBODY)
        assert date is not None
        assert (date.edtf, date.quote) == ("2022-01", "date 2022-01")
        assert text[cut.end :].startswith("Les pompiers")


def test_datelines() -> None:
    (cut,), date = find_header([f"VALMER (AUN) - {PROSE}"], NOBODY)
    assert date is None
    assert (cut.aside.gives, cut.aside.rest) == ("credits", "AUN")
    text = f"VALMER, 5 mai 2019 (AUN) - {PROSE}"
    cuts, date = find_header([text], NOBODY)
    assert date is not None
    assert date.edtf == "2019-05-05"
    assert text[max(cut.end for cut in cuts) :].startswith("Les pompiers")


def test_the_first_publication_counts() -> None:
    texts = ["Mis à jour le 7 mai 2019", "Publié le 5 mai 2019", PROSE]
    cuts, date = find_header(texts, NOBODY)
    assert len(cuts) == 2
    assert date is not None
    assert date.edtf == "2019-05-05"


def test_a_date_of_publication_goes_before_one_of_a_later_change() -> None:
    lines = (
        "Un incendie dans une usine de la ville fait deux blessés",
        "Mis à jour le 5 mai 2019",
        "Publié le 3 mai 2019",
        "Le feu a pris vendredi dans un atelier, et les pompiers sont venus en nombre.",
    )
    made = ingest_bytes("\n\n".join(lines).encode(), "seeds/a.txt", Knowledge())
    assert made.record is not None
    assert made.record.published == "2019-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "Bruges, 3 mai 2019",  # a place: perhaps the heading of a chapter
        "Photo Nadia Roux, 3 mai 2019",  # whose picture, and when it was taken
        "Radio : le procès du 3 mai 2019",  # a headline
        "Le Courrier du Rhône, 150 ans",  # no date
        "Le journal ferme ses portes, 3 mai 2019",  # a sentence
        "Le maire de Verfeil, publié le 3 mai 2019",  # nobody who publishes
        "Une route, un pont, deux villes : le siège – publié le 3 mai 2019",  # a title
        "Le pont a été fermé, le 3 mai 2019",  # a sentence
        "Devant le pont, le 3 mai 2019.",  # a caption
    ],
)
def test_a_name_before_a_date_that_is_no_publisher(line: str) -> None:
    assert find_header(["Un titre assez long", line, PROSE], NOBODY)[1] is None


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Le Courrier du Rhône, 3 mai 2019", "3 mai 2019"),
        ("Radio Saône, le 3 mai 2019", "le 3 mai 2019"),
        ("L’Écho des Alpes – vendredi 3 mai 2019 – Opinion", "vendredi 3 mai 2019"),
        ("The Evening Herald | May 3, 2019 | World", "May 3, 2019"),
        ("The Evening Herald — 3 May 2019", "3 May 2019"),
    ],
)
def test_who_published_and_when_on_one_line(line: str, quote: str) -> None:
    cuts, date = find_header(["Un titre assez long", line, PROSE], NOBODY)
    assert date is not None
    assert (date.edtf, date.quote) == ("2019-05-03", quote)
    assert [(cut.start, cut.end, cut.aside.gives) for cut in cuts] == [
        (0, len(line), "publisher")
    ]


@pytest.mark.parametrize(
    ("line", "gives"),
    [
        ("AUN, publié le 3 mai 2019 à 16h42", "credits"),
        ("AUN - Publié le 3 mai 2019 à 16h42", "credits"),
        ("Agence Unie, vendredi 3 mai 2019 à 16h42", "credits"),
        ("Justice — Publié le 3 mai 2019 à 06h10", ""),
        ("Par Nadia Roux — Mis en ligne le 03/05/2019 à 05:00", ""),
        ("Verfeil, le 3 mai 2019", ""),
    ],
)
def test_an_agency_a_column_or_a_place_before_the_date(line: str, gives: str) -> None:
    known = Knowledge(
        {"aun": SourceRecord(name="AUN", kind="agency", variants=("Agence Unie",))}
    )
    cuts, date = find_header(["Un titre assez long", line, PROSE], known)
    assert date is not None
    assert date.edtf == "2019-05-03"
    assert [(cut.start, cut.end, cut.aside.gives) for cut in cuts] == [
        (0, len(line), gives)
    ]


def test_brackets_before_the_first_sentence() -> None:
    known = Knowledge(
        {
            "aun": SourceRecord(name="Agence AUN", kind="agency", variants=["Aun"]),
            "front": SourceRecord(name="Front uni", kind="group"),
        }
    )
    for lead in ("(Front uni)", "(FUN)", "(photo)"):
        assert find_header([f"{lead} {PROSE}"], known) == ([], None)
    (cut,), _ = find_header([f"(Aun) {PROSE}"], known)
    assert (cut.aside.gives, cut.aside.rest, cut.end) == ("credits", "Aun", 6)
    (cut,), _ = find_header([f"(AUN) – {PROSE}"], NOBODY)
    assert cut.aside.rest == "AUN"


def test_a_headline_that_asks_is_no_text() -> None:
    date = "Publié le 5 mai 2019"
    asked = "Incendie de Valmer : la mairie a-t-elle tardé à réagir ?"
    assert find_header([asked, date, PROSE], NOBODY)[1] is not None
    text = "Le maire est venu. Qui peut croire que tout cela était prévu ?"
    assert find_header([text, date, PROSE], NOBODY)[1] is None
