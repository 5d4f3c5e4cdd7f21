"""The publication date: stated, bounded by the text, or unknown."""

from __future__ import annotations

import pytest

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


# --- the day of the year, from inside the text ---------------------------------------


def _within(text: str, **record: str) -> tuple[str, dict[str, str]]:
    """The anchor, and the EDTF of each expression; sentences end at dots."""
    article = _article(text, **record)
    starts = [0, *(i + 2 for i, c in enumerate(text) if text[i : i + 2] == ". ")]
    ends = [*(s - 1 for s in starts[1:]), len(text)]
    anchor = find_anchor(article, tuple(zip(starts, ends, strict=True)), ())
    times = find_times(article, (), anchor)
    return anchor.edtf, {text[slice(*t.span)]: t.edtf for t in times}


THIS_WEEK = "Cette semaine, ils ont pris la ville."


@pytest.mark.parametrize(
    "text",
    [
        THIS_WEEK,
        "L’armée a évacué la base le 14 novembre. " + THIS_WEEK,  # no weekday
        "Le sommet aura lieu samedi 14 novembre. " + THIS_WEEK,  # to come
        "Il a parlé samedi 14 novembre. Cette semaine, le sommet se tiendra.",
        "Il a parlé lundi 2 mars. Il est revenu samedi 14 mars. " + THIS_WEEK,
        "Il a parlé mercredi 30 décembre et samedi 2 janvier. " + THIS_WEEK,
        "Il a parlé samedi 14 novembre. Ce mois, ils ont pris la ville.",
        "Hier, il a parlé. Le 14 novembre, elle a parlé.",  # not beside
        # shared names and no shared word; a shared word and no names
        "Anne Roux de Vigo a menti il y a deux jours. Anne Roux de Vigo chantait le "
        "12 mars.",
        "Il a prétendu cela il y a deux jours. Elle l’a prétendu le 12 mars.",
    ],
)
def test_words_that_give_no_day_of_the_year_away(text: str) -> None:
    assert _within(text)[0] == UNKNOWN


def test_a_date_beside_yesterday_gives_the_day_away() -> None:
    anchor, found = _within("Hier, vendredi 13 novembre, il est parti. Il a plu mardi.")
    assert anchor == "XXXX-11-14~"
    assert found["Hier"] == "XXXX-11-13~"
    assert found["mardi"] == "XXXX-11~", "a Tuesday of the seven days before"


def test_this_week_and_a_weekday_told_as_past_lie_in_one_week() -> None:
    anchor, found = _within("Il est parti samedi 14 novembre. " + THIS_WEEK)
    assert anchor == "[XXXX-11-14~,XXXX-11-15~]"
    assert found["Cette semaine"] == "XXXX-11~"
    assert found["samedi 14 novembre"] == "XXXX-11-14", "the words say it themselves"


def test_a_week_across_two_months_stays_open() -> None:
    anchor, found = _within("Il est parti mercredi 30 septembre. " + THIS_WEEK)
    assert anchor.startswith("[XXXX-09-30~,XXXX-10-01~")
    assert found["Cette semaine"] == ""


TIED = (
    "Depuis la guerre de 2003. "
    "Dans un entretien du 12 novembre, le général Anne Roux de Vigo a prétendu tenir. "
    "Le général Anne Roux de Vigo a prétendu le contraire il y a deux jours"
)


def test_two_sentences_that_tell_the_same_tie_their_dates() -> None:
    anchor, found = _within(TIED)
    assert anchor == "XXXX-11-14~"
    assert found["il y a deux jours"] == "XXXX-11-12~"


def test_bounds_spell_the_years_out_and_the_weekday_drops_some() -> None:
    text = "Depuis la guerre de 2003. Il est parti samedi 14 novembre. " + THIS_WEEK
    anchor, found = _within(text, captured="2021")
    assert anchor.startswith("[2009-11-14~,2009-11-15~,2015-11-14~")
    assert "2026" not in anchor
    assert "2010" not in anchor, "the 14th was no Saturday"
    assert found["samedi 14 novembre"] == "[2009-11-14,2015-11-14,2020-11-14]"
    assert found["Cette semaine"].endswith("2020-11-09~..2020-11-15~]")


def test_every_bound_of_the_day_names_its_words() -> None:
    article = _article("Hier, vendredi 13 novembre, il est parti.")
    reasons = find_anchor(article, (), ()).reasons
    assert [(r.rule, r.quote) for r in reasons] == [
        ("named-beside", "Hier"),
        ("named-beside", "vendredi 13 novembre"),
    ]
