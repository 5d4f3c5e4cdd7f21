"""What dates that a person set say of a publication: first what they do not say."""

from __future__ import annotations

import pytest

from builder.annotate import annotate, annotate_again
from builder.annotate.anchor import find_distances, find_stated
from builder.annotate.knowledge import Knowledge
from builder.link.publication import Bounds, Settled, bound_publication
from builder.link.reports import find_reports
from builder.model import Anchor, Annotations, Article, ArticleRecord, Evidence
from builder.working_copy import find_blocks

NOTHING = Knowledge({})
STRIKE = "Une frappe aérienne a tué cinq soldats {when}."
FIRE = "Un incendie a fait trois morts {when}."


def article(
    body: str, published: str = "unknown", captured: str = "unknown"
) -> Article:
    evidence = Evidence(file="seeds/a.txt", sha256="", captured=captured)
    record = ArticleRecord(
        id="a", evidence=evidence, language="fr", published=published
    )
    return Article(record, body, find_blocks(body))


def read(one: Article, *dates: str) -> tuple[Annotations, Bounds]:
    """Its annotations, and what its first events say when they have these dates."""
    notes = annotate(one, NOTHING)
    reports = find_reports(one, notes, None)
    pairs = zip(reports, dates, strict=True)
    told = [Settled(r, f"e{n}", d) for n, (r, d) in enumerate(pairs)]
    distances = find_distances(one, notes.quotations)
    return notes, bound_publication(one, told, distances, find_stated(one))


def bounds(body: str, *dates: str, **record: str) -> str:
    anchor = read(article(body, **record), *dates)[1].anchor
    return anchor.edtf if anchor else ""


def narrowed(body: str, *dates: str, **record: str) -> Anchor:
    one = article(body, **record)
    notes, found = read(one, *dates)
    assert found.anchor
    return annotate_again(one, notes, found.anchor, NOTHING).anchor


# --- must not ------------------------------------------------------------------------


def test_an_unknown_date_says_nothing() -> None:
    assert bounds(STRIKE.format(when="le 10 mai"), "unknown") == ""


def test_a_date_that_the_words_exclude_ties_no_year() -> None:
    """The person knows better than the words; then the words are no measure."""
    assert bounds(STRIKE.format(when="le 10 mai"), "2031-07-01") == "2031-07-01/.."


def test_what_is_told_with_its_year_bounds_from_below_alone() -> None:
    assert bounds(STRIKE.format(when="le 10 mai 2031"), "2031-05-10") == "2031-05-10/.."


def test_an_age_is_no_bound_from_above() -> None:
    assert bounds(STRIKE.format(when="pendant la nuit"), "2031") == ("2031-01-01/..")


# --- what follows --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "date", "found"),
    [
        ("le 10 mai", "2031-05-10", "2031-05-10/2031-11-09"),
        ("le 10 mai", "2031", "2031-05-10/2031-11-09"),
        ("hier", "2031-05-10", "2031-05-11"),
        ("il y a trois jours", "2031-05-10", "2031-05-13"),
        ("cette semaine", "2031-05-10", "2031-05-10/2031-05-16"),
    ],
)
def test_the_words_tie_both_days(when: str, date: str, found: str) -> None:
    assert bounds(STRIKE.format(when=when), date) == found


def test_it_is_read_within_what_was_known() -> None:
    body = STRIKE.format(when="le 10 mai")
    assert narrowed(body, "2031-05-10", captured="2031-06-01").edtf == (
        "2031-05-10/2031-06-01"
    )


def test_each_bound_knows_what_it_follows_from() -> None:
    anchor = narrowed(STRIKE.format(when="hier"), "2031-05-10")
    (reason,) = anchor.reasons
    assert (reason.rule, reason.quote, reason.event, reason.date) == (
        "event-distance", "hier", "e0", "2031-05-10",
    )  # fmt: skip


def test_several_events_narrow_together() -> None:
    body = f"{STRIKE.format(when='le 10 mai')} {FIRE.format(when='le 30 mai')}"
    assert bounds(body, "2031-05-10", "2031-05-30") == "2031-05-30/2031-11-09"


# --- contradictions ------------------------------------------------------------------


def test_two_events_that_one_article_cannot_tell_of() -> None:
    body = f"{STRIKE.format(when='le 10 mai')} {FIRE.format(when='le 30 mai')}"
    _, found = read(article(body), "2031-05-10", "2028-05-30")
    ((hold, other),) = found.clashes
    assert other
    assert {hold.settled.event, other.settled.event} == {"e0", "e1"}


def test_an_event_after_the_article_that_tells_of_it_as_past() -> None:
    body = STRIKE.format(when="le 10 mai")
    _, found = read(article(body, published="2031-05-02"), "2031-05-10")
    ((hold, other),) = found.clashes
    assert other is None
    assert body[slice(*hold.words)] == "le 10 mai"


def test_an_event_before_the_article_is_no_contradiction() -> None:
    body = STRIKE.format(when="le 10 mai")
    _, found = read(article(body, published="2031-05-12"), "2031-05-10")
    assert found.clashes == ()
