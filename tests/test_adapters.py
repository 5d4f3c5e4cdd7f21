"""The adapters carry offsets back to the raw text, and the table judges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.annotate.knowledge import Knowledge
from tests import adapters, eval_table

NOTHING_KNOWN = Knowledge()

# A header date, a line of links, odd spaces and line ends stand before the words that
# matter, so that an offset of the body is never one of the raw text.
RAW = (
    "12 mars 2031\r\n\r\n"
    "Une explosion a fait quatre morts le 11 mars 2031 à\u00a0Valombre.\r\n\r\n"
    "Lire aussi : Le port rouvre ses portes\r\n\r\n"
    "«\u00a0Nous n’avions jamais vu cela\u00a0», a déclaré le préfet Anselme Rivaud."
)


@dataclass(frozen=True)
class Raw:
    id: str
    lang: str
    text: str


@dataclass(frozen=True)
class Told:
    id: str
    lang: str
    file: str
    start: int
    end: int
    article: str
    date: None = None
    title: str = ""


def test_dates_stand_in_the_raw_text() -> None:
    found = adapters.dates(RAW, "fr", None, NOTHING_KNOWN)
    assert ("11 mars 2031", "2031-03-11") in {
        (RAW[start:end].removeprefix("le "), value) for start, end, value in found
    }


def test_a_given_date_of_publication_is_taken() -> None:
    text = "Le pont s’est effondré hier."
    (found,) = adapters.dates(text, "fr", date(2031, 3, 12), NOTHING_KNOWN)
    assert (text[found[0] : found[1]], found[2]) == ("hier", "2031-03-11")


def test_citations_stand_in_the_raw_text() -> None:
    (found,) = adapters.citations(RAW, "fr", NOTHING_KNOWN)
    (content,) = found["content"]  # type: ignore[misc]
    source = found["source"]
    assert "Nous n’avions jamais vu cela" in RAW[slice(*content)]
    assert "Anselme Rivaud" in RAW[slice(*source)]  # type: ignore[misc]


def test_reports_stand_in_the_raw_text() -> None:
    (found, *_) = adapters.reports([Raw("a.txt", "fr", RAW)], NOTHING_KNOWN)
    assert found["article"] == "a.txt"
    assert "quatre morts" in RAW[found["start"] : found["end"]]  # type: ignore[misc]
    assert found["date"] == "2031-03-11"
    assert 4 in found["numbers"]  # type: ignore[operator]


def test_every_passage_gets_a_group() -> None:
    start = RAW.index("Une explosion")
    told = Told("one", "fr", "a.txt", start, start + 40, RAW)
    nothing = Told("two", "fr", "a.txt", RAW.index("Lire aussi"), len(RAW) - 80, RAW)
    groups = adapters.incidents([told, nothing], NOTHING_KNOWN)
    assert set(groups) == {"one", "two"}
    assert groups["one"] != groups["two"]


def test_a_missing_kit_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert eval_table.main([str(tmp_path / "nowhere")]) == 2
    told = capsys.readouterr()
    assert (told.out, "nowhere" in told.err) == ("", True)


@pytest.mark.parametrize(
    ("kit", "figure", "value", "verdict"),
    [
        ("incidents", "b3", 0.859, ">= 0.86 NO"),
        ("incidents", "b3", 0.86, ">= 0.86 yes"),
        ("incidents", "look-alikes merged", 1, "<= 0 NO"),
        ("incidents", "look-alikes merged", 0, "<= 0 yes"),
        ("incidents", "groups", 61, ""),
    ],
)
def test_what_must_be_is_judged(
    kit: str, figure: str, value: float, verdict: str
) -> None:
    corpus = eval_table.Corpus(kit, "seeds", "floor")
    assert eval_table.judge(corpus, figure, value) == verdict


def test_every_line_that_must_be_reached_is_of_a_row() -> None:
    labels = {corpus.label for corpus in eval_table.CORPORA}
    assert {*eval_table.MUST, *eval_table.AT_MOST} <= labels


WORDS = st.text(
    alphabet=st.sampled_from(
        " \n\u00a0«»“”\"'’.,:;!?-#>*_()0123456789abcdeéàlsntrLAE\u202f\u200b\r\t"
    ),
    max_size=200,
)
SCRAPS = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from(
            [
                "Une explosion a fait quatre morts le 11 mars 2031 à Valombre",
                "a déclaré le préfet Anselme Rivaud",
                "selon un témoin",
                "\n\n",
                "« Nous n’avions jamais vu cela »",
                "trois jours après cette attaque",
                "The harbour police said on Tuesday that at least ten",
                "samedi 14 novembre",
                "Lire aussi :",
            ]
        ),
    ),
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize("language", ["fr", "en", "unknown"])
@given(text=SCRAPS)
def test_no_text_is_too_odd(language: str, text: str) -> None:
    """Every stage answers, and every span it gives lies in the body."""
    reading = adapters.read(text or "x", language, NOTHING_KNOWN)
    size = len(reading.article.body)
    notes = reading.notes
    spans = [
        *notes.sentences,
        *(time.span for time in notes.times),
        *(part for one in notes.citations for part in (*one.content, one.cue)),
        *(one.source for one in notes.citations if one.source),
        *(one.span for one in notes.quantities),
        *(one.passage for one in notes.mentions),
        *(one.trigger for one in notes.mentions),
        *(role.span for one in notes.mentions for role in one.roles),
    ]
    assert [s for s in spans if not 0 <= s[0] < s[1] <= size] == []
    adapters.link({"x": reading}, NOTHING_KNOWN)
