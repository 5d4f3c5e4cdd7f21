"""Numbers that are stated of something: what states none first."""

from __future__ import annotations

import pytest

from builder.link.reports import find_reports
from builder.model import FoundReport
from tests.adapters import load_knowledge, read


def numbers_of(text: str, language: str) -> list[tuple[str, int | None, str]]:
    """Source, value and words of every number given, in the order of the text."""
    return [
        (report.source, value if isinstance(value, int) else None, words)
        for report, body in reports_of(text, language)
        for claim in report.claims
        if claim.facet == "number"
        for value, words in [(claim.value, body[slice(*claim.span)])]
    ]


def reports_of(text: str, language: str) -> list[tuple[FoundReport, str]]:
    reading = read(text, language, load_knowledge(with_content=False))
    found = find_reports(reading.article, reading.notes, reading.alignment)
    return [(report, reading.article.body) for report in found]


@pytest.mark.parametrize(
    ("language", "text", "why"),
    [
        (
            "fr",
            "Dans un communiqué publié lundi, la mairie a promis 300 arbres.",
            "promised, and not there",
        ),
        (
            "fr",
            "Dans un communiqué publié lundi, l’hôpital dit qu’il compte 40 patients. "
            "Une grève a éclaté mardi à Lyon. Selon le syndicat, la clinique abrite 12 "
            "patients.",
            "another event was told in between",
        ),
        (
            "fr",
            "Dans un entretien publié lundi, le maire s’inquiète du nombre de camions. "
            "La ville compte 40 camions. Le parking du stade compte 8 camions.",
            "the article itself counts this and that",
        ),
        (
            "fr",
            "Dans un communiqué publié lundi, le maire dit que Lyon compte 40 camions. "
            "Selon le préfet, Marseille compte 90 camions.",
            "elsewhere",
        ),
        (
            "en",
            "The ministry published a report on Monday on the number of trucks. There "
            "were 40 soldiers in the yard.",
            "something else is counted",
        ),
        (
            "fr",
            "Le maire a menti sur le nombre de camions dans son discours de lundi. "
            "Trois camions ont explosé mardi à Lyon.",
            "an event of its own",
        ),
    ],
)
def test_what_states_no_number_of_the_matter(
    language: str, text: str, why: str
) -> None:
    found = [words for _, _, words in numbers_of(text, language)]
    assert not [
        words for words in found if words not in ("40 patients", "40 camions")
    ], why


def test_who_gives_another_number_is_put_beside_the_statement() -> None:
    text = (
        "Dans un communiqué publié lundi, la directrice a indiqué que la prison "
        "comptait 400 détenus. Selon les familles, la prison abrite 900 détenus."
    )
    (first, second), _ = zip(*reports_of(text, "fr"), strict=True)
    assert first.mention.kind == second.mention.kind == "statement/message"
    assert [(value, words) for _, value, words in numbers_of(text, "fr")] == [
        (400, "400 détenus"),
        (900, "900 détenus"),
    ]
    assert first.source != second.source


def test_a_number_that_is_denied_is_nobodys_number() -> None:
    text = (
        "Lors d’un entretien accordé lundi, le ministre a menti sur le nombre de "
        "camions. Le dépôt ne comptait pas 20 camions. Mais au moins cinq fois plus."
    )
    denied, given = numbers_of(text, "fr")
    assert denied[1:] == (None, "ne comptait pas 20 camions")
    assert given[1:] == (None, "au moins cinq fois plus")


def test_a_retort_in_two_sentences_is_one_account() -> None:
    text = (
        "The minister lied about the number of trucks in an interview published on "
        "Monday. The depot does not hold 20 trucks. But five times more."
    )
    passages = [body[slice(*r.passage)] for r, body in reports_of(text, "en")]
    assert passages[-1] == "The depot does not hold 20 trucks. But five times more."


def test_what_only_says_which_war_it_was_is_no_event() -> None:
    text = "Ils veulent achever la guerre que le roi a commencée en 2001."
    assert not reports_of(text, "fr")
    text = "They hope to end the war that the king began in 2001."
    assert not reports_of(text, "en")


def test_what_a_report_says_is_told() -> None:
    text = "Police are examining a report that a crane tilted on 3 March 2031."
    assert len(reports_of(text, "en")) == 1
