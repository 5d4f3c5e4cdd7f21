"""The publication date: stated, bounded by the text, or unknown."""

from __future__ import annotations

from builder.annotate.anchor import find_anchor
from builder.annotate.timex import find_times
from builder.model import (
    UNKNOWN,
    Article,
    ArticleRecord,
    Block,
    Date,
    Evidence,
    Quotation,
)


def _article(text: str, published: Date = UNKNOWN, captured: str = UNKNOWN) -> Article:
    evidence = Evidence(file="seeds/a.txt", sha256="", captured=captured)
    record = ArticleRecord(
        id="a", evidence=evidence, language="fr", published=published
    )
    return Article(record, text, (Block("paragraph", (0, len(text))),))


def _anchor(text: str, published: Date = UNKNOWN, captured: str = UNKNOWN) -> str:
    return find_anchor(_article(text, published, captured), (), ()).edtf


SATURDAY = (
    "L’armée a évacué la base samedi 14 novembre. Le raid du 10 novembre l’a usée."
)


def test_words_without_a_year_bound_nothing() -> None:
    assert _anchor(SATURDAY) == UNKNOWN


def test_a_year_to_come_bounds_nothing() -> None:
    assert _anchor("Le pont sera achevé en 2035.") == UNKNOWN


def test_a_stated_day_is_not_moved_by_the_text() -> None:
    assert _anchor("Il est mort le 3 mai 2023.", "2022-01-05") == "2022-01-05"


def test_a_date_that_is_no_edtf_counts_as_unknown() -> None:
    assert _anchor("Rien.", "janvier 2022") == UNKNOWN


def test_what_is_told_as_to_come_narrows_nothing() -> None:
    assert _anchor("Il partira samedi 14 novembre.", "2020") == "2020"


def test_what_is_quoted_narrows_nothing() -> None:
    text = "« Il est mort samedi 14 novembre »"
    quotation = Quotation((0, len(text)), (2, len(text) - 2))
    assert find_anchor(_article(text, "2020"), (), (quotation,)).edtf == "2020"


def test_the_latest_year_of_the_text_is_a_lower_bound() -> None:
    anchor = find_anchor(_article("Né en 1990, il a été élu en 2011."), (), ())
    assert anchor.edtf == "2011/.."
    assert [(r.rule, r.quote) for r in anchor.reasons] == [("year-in-text", "2011")]


def test_the_capture_is_an_upper_bound() -> None:
    assert _anchor("Élu en 2011, il est mort.", captured="2021-03-04") == (
        "2011/2021-03-04"
    )
    assert _anchor("Rien.", captured="2021") == "../2021"


def test_a_coarse_date_is_not_before_what_is_told_as_past() -> None:
    article = _article(SATURDAY, "2020")
    anchor = find_anchor(article, (), ())
    assert anchor.edtf == "2020-11-14/2020-12-31"
    assert anchor.reasons[-1].rule == "told-as-past"
    assert anchor.reasons[-1].quote == "samedi 14 novembre"
    assert [t.edtf for t in find_times(article, (), anchor)] == [
        "2020-11-14",
        "2020-11-10",
    ]


def test_between_two_bounds_the_weekday_leaves_a_set() -> None:
    text = "Depuis la guerre de 2001. " + SATURDAY
    article = _article(text, captured="2021")
    times = find_times(article, (), find_anchor(article, (), ()))
    found = {text[t.span[0] : t.span[1]]: t.edtf for t in times}
    assert found["samedi 14 novembre"] == "[2009-11-14,2015-11-14,2020-11-14]"
    assert found["10 novembre"] == "XXXX-11-10"


def test_one_of_several_stated_days() -> None:
    assert _anchor("Rien.", ["2020-11-14", "2015-11-14"]) == "[2020-11-14,2015-11-14]"
