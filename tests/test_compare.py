"""The chronology's order and groups; who stands in which column; what is counted."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.compare import (
    ALWAYS,
    BAND,
    STANDARD_FACETS,
    count_voices,
    make_chain,
    make_chronology,
    make_comparison,
    make_letter,
    mark_of,
    read_date,
    state_of,
)
from builder.model import Claim, EventRecord, Report
from builder.voices import make_voice, publisher_of, resolve_ref
from tests.publish.sample import (
    BARGE,
    COLLAPSE,
    CONTENT,
    INSPECTION,
    RADIO,
    make_article,
    make_extra,
    make_report,
)

ARTICLES = CONTENT.articles
SOURCES = CONTENT.sources


def one(report: Report) -> EventRecord:
    return EventRecord(id="e", title="t", kind="event", reports=[report])


# --- must not ------------------------------------------------------------------------


def test_an_unreadable_date_is_unknown_and_on_no_day() -> None:
    assert read_date("the ides of March") is None
    assert mark_of(read_date("2021-02-30")) == "unknown"


def test_two_unnamed_publishers_are_not_one_outlet_nor_surely_two() -> None:
    articles = {n: make_article(n, "Un mot.") for n in ("a", "b")}
    reports = [make_report(f"r-{n}", n, f"unknown@{n}", "Un mot.") for n in articles]
    counts = count_voices(reports, articles)
    assert (counts.outlets, counts.outlets_at_least) == (1, True)
    assert (counts.sources, counts.sources_at_least) == (1, True)


def test_one_unnamed_publisher_is_exactly_one_outlet() -> None:
    counts = count_voices([make_report("r", "radio-3", "agence-levant", "x")], ARTICLES)
    assert (counts.outlets, counts.outlets_at_least) == (1, False)
    assert (counts.sources, counts.sources_at_least) == (1, False)


def test_anonymous_sources_of_two_articles_share_no_column() -> None:
    reports = [
        make_report("r1", "radio-3", "Des témoins@radio-3", "x"),
        make_report("r2", "courrier-01", "Des témoins@courrier-01", "y"),
    ]
    event = EventRecord(id="e", title="t", kind="event", reports=reports)
    columns = make_comparison(event, ARTICLES, SOURCES, {}).by_source.columns
    assert len(columns) == 2
    assert {c.voice.words for c in columns} == {"Des témoins"}


def test_an_event_is_not_its_own_corroboration() -> None:
    """Many voices in one outlet still rest on that outlet."""
    only = replace(COLLAPSE, reports=[r for r in COLLAPSE.reports if "-a" in r.id])
    comparison = make_comparison(only, ARTICLES, SOURCES, {})
    assert len(comparison.by_source.columns) == 5
    assert comparison.one_outlet
    assert comparison.default == "source"


def test_a_report_of_an_article_that_is_not_there_breaks_nothing() -> None:
    event = one(make_report("r", "gone", "unknown@gone", "x"))
    comparison = make_comparison(event, {}, {}, {})
    assert comparison.by_outlet.columns[0].voice.standing == "unknown_publisher"


def test_zero_and_unknown_are_not_silence() -> None:
    assert state_of(Claim(facet="killed", value=0, quote="aucun")) == "zero"
    assert state_of(Claim(facet="killed", value="unknown", quote="?")) == "unknown"
    assert state_of(Claim(facet="killed", at_least=3, quote="3")) == "number"
    assert state_of(Claim(facet="damage", quote="un mur")) == "words"


# --- chronology ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "mark"),
    [
        ("2018-06-20", "day"),
        ("2018-06-20T10:00:00", "time"),
        ("2022-01", "span"),
        ("2022", "span"),
        ("2018-06-18/2018-06-20", "span"),
        ("2022-01~", "approximate"),
        ("2021-06-28?", "uncertain"),
        ("2021-06-28%", "uncertain"),
        (["2022-01-04", "2022-01-11"], "one_of"),
        ("2011/..", "open"),
        ("../2018", "open"),
        ("XXXX-11-14", "yearless"),
        ("unknown", "unknown"),
    ],
)
def test_each_kind_of_date_has_its_mark(date: str | list[str], mark: str) -> None:
    assert mark_of(read_date(date)) == mark


def test_the_order_is_earliest_then_latest_then_id() -> None:
    dates = ["2022-02", "2022", "2022-01-31", "2021/..", "2022-01", "2022-01-01"]
    events = [make_extra(n, date) for n, date in enumerate(dates)]
    events.append(replace(events[0], id="a-twin"))
    found = [e.date for e in make_chronology(events, ARTICLES).dated]
    assert found == [
        "2021/..", "2022-01-01", "2022-01", "2022", "2022-01-31", "2022-02", "2022-02",
    ]  # fmt: skip
    assert make_chronology(events, ARTICLES).dated[-2].id == "a-twin"


def test_what_has_no_date_has_its_own_sections() -> None:
    events = [COLLAPSE, BARGE, *CONTENT.events.values()]
    chronology = make_chronology({e.id: e for e in events}.values(), ARTICLES)
    assert [e.id for e in chronology.by_relation] == ["peniche-pile"]
    assert [e.id for e in chronology.yearless] == ["dit-14-novembre"]
    assert [e.id for e in chronology.undated] == ["peniches-bloquees"]
    assert chronology.by_relation[0].mark == "relative"


@given(st.permutations(sorted(CONTENT.events)))
def test_the_order_does_not_hang_on_the_order_of_files(names: list[str]) -> None:
    events = [CONTENT.events[name] for name in names]
    assert make_chronology(events, ARTICLES) == make_chronology(
        CONTENT.events.values(), ARTICLES
    )


# --- comparison ----------------------------------------------------------------------


def test_each_outlet_has_a_column_with_its_own_account_first() -> None:
    view = make_comparison(COLLAPSE, ARTICLES, SOURCES, {}).by_outlet
    names = [column.voice.ref for column in view.columns]
    assert names == ["northern-herald", "courrier-valombre", "unknown@radio-3"]
    courrier = view.columns[1]
    assert [v.ref for v in courrier.cites] == [
        "prefecture-valombre", "Anselme Rivaud", "un riverain@courrier-01",
        "syndicat-bateliers",
    ]  # fmt: skip
    when = next(row for row in view.rows if row.facet == "when")
    assert [said.speaker.ref for said in when.cells[1]] == [
        "prefecture-valombre",
        "un riverain@courrier-01",
    ]


def test_the_outlets_own_words_come_before_those_it_cites() -> None:
    claim = Claim(facet="killed", value=1, quote="un mort")
    reports = [
        make_report("r1", "courrier-01", "agence-levant", "x", claim),
        make_report("r2", "courrier-01", "courrier-valombre", "y", claim),
    ]
    event = EventRecord(id="e", title="t", kind="event", reports=reports)
    view = make_comparison(event, ARTICLES, SOURCES, {}).by_outlet
    killed = next(row for row in view.rows if row.facet == "killed")
    assert [said.report.id for said in killed.cells[0]] == ["r2", "r1"]


def test_rows_are_the_stated_facets_and_the_standard_ones_in_order() -> None:
    rows = make_comparison(COLLAPSE, ARTICLES, SOURCES, {}).by_source.rows
    assert [row.facet for row in rows] == [
        "when", "where", "kind", "target", "means", "killed", "wounded", "damage",
        "blamed_on", "response",
    ]  # fmt: skip
    assert rows_of("attack") == STANDARD_FACETS
    assert rows_of("a-kind-of-his-own") == STANDARD_FACETS
    assert rows_of("talks") == ALWAYS, "nobody asks whom a meeting has killed"
    assert rows_of("event") == ("when", "where")


def rows_of(kind: str) -> tuple[str, ...]:
    """The rows of an event of which nobody says anything more."""
    event = replace(INSPECTION, kind=kind)
    view = make_comparison(event, ARTICLES, SOURCES, {}).by_source
    return tuple(row.facet for row in view.rows)


def test_every_claim_stands_in_one_cell_of_each_view() -> None:
    comparison = make_comparison(COLLAPSE, ARTICLES, SOURCES, {})
    claims = [c for r in COLLAPSE.reports for c in r.claims]
    for view in (comparison.by_outlet, comparison.by_source):
        said = [s.claim for row in view.rows for cell in row.cells for s in cell]
        assert sorted(map(repr, said)) == sorted(map(repr, claims))
        assert all(len(row.cells) == len(view.columns) for row in view.rows)


def test_the_chain_goes_from_the_first_speaker_to_the_publisher() -> None:
    report = next(r for r in COLLAPSE.reports if r.id == "r-b2")
    chain = [voice.ref for voice in make_chain(report, ARTICLES, SOURCES)]
    assert chain == ["a police source@herald-77", "agence-levant", "northern-herald"]


def test_the_publisher_is_not_repeated_in_a_chain() -> None:
    report = make_report("r", "herald-77", "fire-service", "x", via=["northern-herald"])
    chain = [voice.ref for voice in make_chain(report, ARTICLES, SOURCES)]
    assert chain == ["fire-service", "northern-herald"]


def test_an_outlet_filled_in_later_takes_the_place_of_the_unknown() -> None:
    record = replace(RADIO.record, outlet="radio-trois")
    articles = {**ARTICLES, "radio-3": replace(RADIO, record=record)}
    assert resolve_ref("unknown@radio-3", articles) == "radio-trois"
    assert publisher_of(articles["radio-3"]) == "radio-trois"
    comparison = make_comparison(COLLAPSE, articles, SOURCES, {})
    assert not comparison.counts.outlets_at_least
    assert comparison.counts.outlets == 3


def test_three_outlets_are_three_columns_and_the_default() -> None:
    comparison = make_comparison(COLLAPSE, ARTICLES, SOURCES, {})
    assert comparison.default == "outlet"
    assert not comparison.one_outlet
    assert comparison.counts.articles == 3


def test_voices_say_how_well_they_are_known() -> None:
    known = [make_voice(ref, SOURCES).standing for ref in (
        "agence-levant", "Anselme Rivaud", "un riverain@courrier-01", "unknown@radio-3",
    )]  # fmt: skip
    assert known == ["listed", "named", "here_only", "unknown_publisher"]


@given(st.integers(0, 20000), st.integers(0, 20000))
def test_letters_differ(a: int, b: int) -> None:
    assert (make_letter(a) == make_letter(b)) == (a == b)
    assert [make_letter(n) for n in (0, 25, 26, 701, 702)] == [
        "A", "Z", "AA", "ZZ", "AAA",
    ]  # fmt: skip


# --- equal words ---------------------------------------------------------------------


def cell_of(*reports: Report) -> tuple[list[str], list[list[str]]]:
    """Words of the cell of the source "S" on means; the reports behind each."""
    event = EventRecord(id="e", title="t", kind="event", reports=list(reports))
    view = make_comparison(event, ARTICLES, SOURCES, {}).by_source
    column = [c.voice.ref for c in view.columns].index("S")
    (row,) = (row for row in view.rows if row.facet == "means")
    said = row.cells[column]
    ids = [[r.id for told in one.told for r in told.reports] for one in said]
    return [one.claim.quote for one in said], ids


def report_of(name: str, source: str, quote: str, **claim: object) -> Report:
    said = Claim(facet="means", quote=quote, **claim)  # type: ignore[arg-type]
    return make_report(name, "radio-3", source, quote, said)


def test_other_values_or_other_speakers_are_never_one() -> None:
    words, ids = cell_of(
        report_of("r1", "S", "des roquettes", at_least=2),
        report_of("r2", "S", "des roquettes", at_least=3),
        report_of("r3", "T", "des roquettes", at_least=2),
    )
    assert words == ["des roquettes", "des roquettes"]
    assert ids == [["r1"], ["r2"]]


def test_equal_words_of_one_source_stand_once_with_all_their_reports() -> None:
    words, ids = cell_of(
        report_of("r1", "S", "« trois drones »"),
        report_of("r2", "S", "un obus"),
        report_of("r3", "S", "Trois drones"),
    )
    assert words == ["« trois drones »", "un obus"]
    assert ids == [["r1", "r3"], ["r2"]]


def test_equal_words_through_two_outlets_keep_both_chains() -> None:
    reports = [
        make_report("r1", "radio-3", "S", "x", Claim(facet="means", quote="un obus")),
        make_report("r2", "herald-77", "S", "x", Claim(facet="means", quote="un obus")),
    ]
    event = EventRecord(id="e", title="t", kind="event", reports=reports)
    view = make_comparison(event, ARTICLES, SOURCES, {}).by_source
    (said,) = next(row.cells[0] for row in view.rows if row.facet == "means")
    ends = [told.chain[-1].ref for told in said.told]
    assert ends == ["unknown@radio-3", "northern-herald"]


# --- bands ---------------------------------------------------------------------------


def with_columns(claims: list[int]) -> EventRecord:
    """An event with one source per number, which makes that many claims."""
    reports = [
        make_report(
            f"r{n:03}", "radio-3", f"S{n:03}", "x",
            *(Claim(facet="means", quote=f"mot {n} {i}") for i in range(count)),
        )
        for n, count in enumerate(claims)
    ]  # fmt: skip
    return EventRecord(id="e", title="t", kind="event", reports=reports)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20))
def test_bands_hold_every_column_once_and_say_most_first(claims: list[int]) -> None:
    view = make_comparison(with_columns(claims), ARTICLES, SOURCES, {}).by_source
    bands = view.bands()
    assert [c for band in bands for c in band.columns] == list(view.columns)
    assert [c.letter for c in view.columns] == [
        make_letter(n) for n in range(len(claims))
    ]
    for band in bands:
        refs = [c.voice.ref for c in band.columns]
        assert refs == sorted(refs), "the declared order holds inside a band"
        assert [row.facet for row in band.rows] == [row.facet for row in view.rows]
        for row in band.rows:
            assert len(row.cells) == len(band.columns) <= BAND
            for cell, column in zip(row.cells, band.columns, strict=True):
                assert all(one.speaker == column.voice for one in cell)
    counts = [
        [sum(len(r.claims) for r in c.reports) for c in band.columns] for band in bands
    ]
    for one, other in pairwise(counts):
        assert min(one) >= max(other)
