"""One event by outlet and by source: the same claims, nothing added, nothing lost."""

from __future__ import annotations

from dataclasses import replace

from builder.compare import make_comparison
from builder.compare.outlets import (
    OutletAccount,
    SourceAccount,
    Stand,
    make_outlet_accounts,
    make_source_accounts,
)
from builder.model import Claim, EventRecord, Report
from tests.publish.sample import COLLAPSE, CONTENT, make_article, make_report

ARTICLES = CONTENT.articles
SOURCES = CONTENT.sources


def by_outlet(event: EventRecord) -> dict[str, OutletAccount]:
    comparison = make_comparison(event, ARTICLES, SOURCES, {})
    accounts = make_outlet_accounts(comparison, ARTICLES)
    return {account.column.voice.ref: account for account in accounts}


def by_source(event: EventRecord) -> dict[str, SourceAccount]:
    comparison = make_comparison(event, ARTICLES, SOURCES, {})
    accounts = make_source_accounts(comparison)
    return {account.column.voice.ref: account for account in accounts}


def words(stands: tuple[Stand, ...]) -> set[tuple[str, str]]:
    return {(s.facet, said.claim.quote) for s in stands for said in s.said}


# --- must not ------------------------------------------------------------------------


def test_an_outlet_alone_leaves_nothing_out_and_adds_nothing() -> None:
    only = replace(COLLAPSE, reports=[r for r in COLLAPSE.reports if "-a" in r.id])
    (account,) = by_outlet(only).values()
    assert (account.gaps, account.alone, account.uncited) == ((), (), ())


def test_what_a_cited_source_says_is_not_what_the_outlet_states() -> None:
    account = by_outlet(COLLAPSE)["courrier-valombre"]
    assert ("killed", "quatre morts") not in words(account.own)
    assert words(account.own) == {
        ("response", "la circulation fluviale restait interdite"),
        ("where", "entre Valombre et Les Échelles"),
    }


def test_a_facet_nobody_tells_is_nobodys_gap() -> None:
    """The row stands in the table; that it is empty there says all."""
    gaps = {
        gap.facet for account in by_outlet(COLLAPSE).values() for gap in account.gaps
    }
    assert "kind" not in gaps


def test_a_facet_a_cited_source_fills_is_no_gap() -> None:
    account = by_outlet(COLLAPSE)["courrier-valombre"]
    assert "killed" not in {gap.facet for gap in account.gaps}


def test_a_report_of_an_article_that_is_not_there_breaks_nothing() -> None:
    report = make_report(
        "r", "gone", "unknown@gone", "x", Claim(facet="when", quote="x")
    )
    event = EventRecord(id="e", title="t", kind="event", reports=[report])
    comparison = make_comparison(event, {}, {}, {})
    (account,) = make_outlet_accounts(comparison, {})
    assert account.headlines[0].published == ""
    assert words(account.own) == {("when", "x")}


# --- by outlet -----------------------------------------------------------------------


def test_whom_an_outlet_cites_and_for_what() -> None:
    account = by_outlet(COLLAPSE)["northern-herald"]
    cited = {
        tuple(voice.ref for voice in one.chain): {stand.facet for stand in one.stands}
        for one in account.cited
    }
    assert cited == {
        ("fire-service",): {"when", "where", "killed", "damage"},
        ("a police source@herald-77", "agence-levant"): {"means"},
    }


def test_what_an_outlet_leaves_out_and_who_tells_it() -> None:
    account = by_outlet(COLLAPSE)["northern-herald"]
    gaps = {gap.facet: [c.voice.ref for c in gap.told_by] for gap in account.gaps}
    assert gaps["blamed_on"] == ["courrier-valombre"]
    assert "wounded" not in gaps
    assert {v.ref for v in account.uncited} >= {"syndicat-bateliers", "Anselme Rivaud"}
    assert "fire-service" not in {v.ref for v in account.uncited}
    assert "un riverain@courrier-01" not in {v.ref for v in account.uncited}


def test_what_one_outlet_tells_alone() -> None:
    assert by_outlet(COLLAPSE)["northern-herald"].alone == ("damage",)


def test_headlines_stand_in_the_order_of_publication_unknown_last() -> None:
    articles = {
        name: make_article(name, "Un mot.", outlet="o", published=day)
        for name, day in (("a", "unknown"), ("b", "2031-03-09"), ("c", "2031-03"))
    }
    reports = [
        make_report(f"r-{n}", n, "o", "Un mot.", Claim(facet="when", quote="mot"))
        for n in articles
    ]
    event = EventRecord(id="e", title="t", kind="event", reports=reports)
    comparison = make_comparison(event, articles, {}, {})
    (account,) = make_outlet_accounts(comparison, articles)
    assert [h.article for h in account.headlines] == ["c", "b", "a"]
    assert [h.published for h in account.headlines] == ["2031-03", "2031-03-09", ""]


def test_what_would_stand_in_every_account_is_counted_beyond_a_few() -> None:
    """Or a page would grow with the square of its outlets."""
    articles = {
        f"a{n}": make_article(f"a{n}", "Un mot.", outlet=f"o{n:02}") for n in range(30)
    }
    claims = [Claim(facet="when", quote="mot"), Claim(facet="means", quote="mot")]
    reports = [
        make_report(f"r{n}", name, f"source-{n:02}", "Un mot.", claims[n > 0])
        for n, name in enumerate(articles)
    ]
    event = EventRecord(id="e", title="t", kind="event", reports=reports)
    comparison = make_comparison(event, articles, {}, {})
    account = make_outlet_accounts(comparison, articles)[0]
    (gap,) = account.gaps
    assert (gap.facet, len(gap.told_by), gap.more) == ("means", 8, 21)
    assert (len(account.uncited), account.more_uncited) == (8, 21)


# --- by source -----------------------------------------------------------------------


def carry(name: str, quote: str, *claims: Claim, via: tuple[str, ...] = ()) -> Report:
    return make_report(f"r-{name}", name, "agence", quote, *claims, via=list(via))


def two_carriers() -> EventRecord:
    dead = Claim(facet="killed", value=4, quote="quatre morts")
    blast = Claim(facet="means", quote="une explosion")
    reports = [
        carry("courrier-01", "quatre morts", dead),
        carry("herald-77", "quatre morts, une explosion", dead, blast, via=("radio",)),
    ]
    return EventRecord(id="e", title="t", kind="event", reports=reports)


def test_a_source_is_read_through_every_outlet_that_carries_it() -> None:
    account = by_source(two_carriers())["agence"]
    carried = {one.outlet.ref: one for one in account.carried}
    assert words(carried["courrier-valombre"].stands) == {("killed", "quatre morts")}
    assert carried["courrier-valombre"].left == ("means",)
    assert carried["northern-herald"].left == ()
    (told,) = carried["northern-herald"].stands[0].said[0].told
    assert [voice.ref for voice in told.chain] == ["agence", "radio", "northern-herald"]
    assert carried["northern-herald"].articles == ("herald-77",)


def test_both_readings_hold_every_claim_of_the_event() -> None:
    told = {(c.facet, c.quote) for r in COLLAPSE.reports for c in r.claims}
    outlets = [
        stands
        for account in by_outlet(COLLAPSE).values()
        for stands in (account.own, *(one.stands for one in account.cited))
    ]
    sources = [
        one.stands
        for account in by_source(COLLAPSE).values()
        for one in account.carried
    ]
    assert {pair for stands in outlets for pair in words(stands)} == told
    assert {pair for stands in sources for pair in words(stands)} == told
