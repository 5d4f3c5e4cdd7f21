"""EDTF: what is refused, what is read, and the laws of bounds, order, intersection."""

from __future__ import annotations

from datetime import date, timedelta

import edtf as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.edtf import (
    Edtf,
    EdtfError,
    covers_day,
    format_edtf,
    intersect,
    make_day,
    make_one_of,
    make_range,
    parse_date,
    parse_edtf,
    possible_ranges,
    sort_key,
)

REFUSED = [
    ("", 0, "nothing"),
    ("2022 ", 4, "stray space"),
    (" 2022", 0, "stray space"),
    ("2022-1", 4, "a month has two digits"),
    ("2022-13", 5, "no such month"),
    ("2022-00", 5, "no such month"),
    ("2022-25", 5, "no such season"),
    ("2022-02-30", 8, "no such day"),
    ("2021-02-29", 8, "no leap year"),
    ("XXXX-02-30", 8, "no such day in any year"),
    ("2022-04-00", 8, "no such day"),
    ("2022-21-05", 8, "a season has no day"),
    ("2022-XX-05", 8, "a day needs its month"),
    ("2022-01-05~~", 11, "one qualifier"),
    ("22", 0, "a year has four digits"),
    ("２０２２", 0, "other digits than 0 to 9"),
    ("20X2", 0, "unspecified digits stand at the right"),
    ("-0000", 0, "there is one year 0"),
    ("Y2022", 1, "Y is for long years"),
    ("Y1" + "0" * 5000, 1, "longer than any year"),
    ("2022-01-05T18:30", 10, "a time has its seconds"),
    ("2022-01-05T24:30:00", 10, "no such hour"),
    ("2022-01T18:30:00", 7, "only a day has a time"),
    ("2020/2019", 5, "reversed"),
    ("2020-05-02/2020-05-01", 11, "reversed"),
    ("2020/2021/2022", 9, "two slashes"),
    ("/", 0, "no end at all"),
    ("../..", 0, "no end at all"),
    ("2020/ 2021", 5, "stray space"),
    ("[2020", 4, "unclosed"),
    ("[]", 1, "empty"),
    ("[2020, 2021]", 6, "stray space"),
    ("[2020,..2021]", 6, "open in the middle"),
    ("[2020..,2021]", 5, "open in the middle"),
    ("{2020,2021}", 0, "all of, not one of"),
    ("unknown", 0, "a word"),
]

READ = {
    # text: first day, last day
    "2022": ("2022-01-01", "2022-12-31"),
    "2022-02": ("2022-02-01", "2022-02-28"),
    "2020-02": ("2020-02-01", "2020-02-29"),
    "2022-01-05~": ("2022-01-05", "2022-01-05"),
    "2022-01-05T18:30:00+01:00": ("2022-01-05", "2022-01-05"),
    "201X": ("2010-01-01", "2019-12-31"),
    "18XX": ("1800-01-01", "1899-12-31"),
    "2022-XX": ("2022-01-01", "2022-12-31"),
    "2022-02-XX": ("2022-02-01", "2022-02-28"),
    "201X-02-29": ("2012-02-29", "2016-02-29"),
    "XXXX-11-14": (None, None),
    "2014/..": ("2014-01-01", None),
    "../2014-05": (None, "2014-05-31"),
    "2014/": ("2014-01-01", None),
    "2020/2020-05": ("2020-01-01", "2020-05-31"),
    "2021-24": ("2021-12-01", "2022-03-21"),
    "2021-34": ("2021-04-01", "2021-06-30"),
    "2021-41": ("2021-07-01", "2021-12-31"),
    "[2020-01-05,2022]": ("2020-01-05", "2022-12-31"),
    "[..2020]": (None, "2020-12-31"),
    "[2020-03..2020-05]": ("2020-03-01", "2020-05-31"),
    "-0044": (None, None),
    "Y170000": (None, None),
}


@pytest.mark.parametrize(("text", "position", "why"), REFUSED)
def test_refuses(text: str, position: int, why: str) -> None:
    with pytest.raises(EdtfError) as caught:
        parse_edtf(text)
    assert caught.value.position == position, why


@pytest.mark.parametrize("text", READ)
def test_reads_bounds(text: str) -> None:
    value = parse_edtf(text)
    bounds = tuple(d.isoformat() if d else None for d in (value.lower, value.upper))
    assert bounds == READ[text]
    assert format_edtf(value) == text


@pytest.mark.parametrize(
    "text",
    ["2022", "2022-02", "2022-01-05", "2022?", "2022-01~", "2022-01-05%", "201X",
     "20XX", "2014/2016", "2014-05/2016-01-03", "2022-02-XX", "-0044", "Y170000"],
)  # fmt: skip
def test_agrees_with_the_edtf_package(text: str) -> None:
    theirs, ours = oracle.parse_edtf(text), parse_edtf(text)
    assert tuple(theirs.lower_strict()[:3]) == ours.earliest
    assert tuple(theirs.upper_strict()[:3]) == ours.latest


def test_qualifiers() -> None:
    marks = {m: parse_edtf(f"2022{m}") for m in "?~%"}
    told = {m: (v.uncertain, v.approximate) for m, v in marks.items()}
    assert told == {"?": (True, False), "~": (False, True), "%": (True, True)}


def test_a_list_means_one_of_its_members_and_unknown_is_nothing() -> None:
    assert parse_date(["2020-11-14", "2015-11-14"]) == parse_edtf(
        "[2020-11-14,2015-11-14]"
    )
    assert parse_date("unknown") is None


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        ("2020", "2021", None),
        ("XXXX-11-14", "XXXX-12-14", None),
        ("2020", "XXXX-11-14", "2020-11-14"),
        ("2020-12/2021-02", "XXXX-11-14", None),
        ("2014/..", "XXXX-11-14", "XXXX-11-14"),
        ("2019/2021", "XXXX-02-29", "2020-02-29"),
        ("XXXX-11", "XXXX-11-14", "XXXX-11-14"),
        ("2020-05/..", "../2020-06-03", "2020-05-01/2020-06-03"),
        ("2020", "2020-11-14~", "2020-11-14~"),
        ("2020-11-14/2020-12-31", "[2009-11-14,2020-11-14]", "2020-11-14"),
        ("[2009-11-14,2015-11-14,2020-11-14]", "2010/..", "[2015-11-14,2020-11-14]"),
    ],
)
def test_intersection(a: str, b: str, both: str | None) -> None:
    for left, right in ((a, b), (b, a)):
        found = intersect(parse_edtf(left), parse_edtf(right))
        assert (found.text if found else None) == both


def test_order_puts_no_unspecified_year_on_the_first_of_january() -> None:
    texts = ["XXXX-11-14", "2020", "../2019", "2020-01-01", "2019-12-31", "XXXX-02",
             "-0044", "2014/.."]  # fmt: skip
    ordered = sorted([None, *map(parse_edtf, texts)], key=sort_key)
    assert [v.text if v else None for v in ordered] == [
        "-0044", "2014/..", "../2019", "2019-12-31", "2020-01-01", "2020", "XXXX-02",
        "XXXX-11-14", None,
    ]  # fmt: skip


DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
NEAR = st.dates(date(2019, 11, 1), date(2020, 3, 31))


@st.composite
def points(draw: st.DrawFn, days: st.SearchStrategy[date] = NEAR) -> str:
    day = draw(days).isoformat()
    text = draw(
        st.sampled_from([day, day[:7], day[:4], day[:3] + "X", "XXXX" + day[4:]])
    )
    return text + draw(st.sampled_from(["", "", "~", "?", "%"]))


@st.composite
def dates(draw: st.DrawFn) -> Edtf:
    low, high = sorted((draw(NEAR), draw(NEAR)))
    return parse_edtf(
        draw(
            st.sampled_from(
                [draw(points()), f"{low}/{high}", f"{low}/..", f"../{high}",
                 f"[{low},{high}]", f"[{low}..{high}]"]
            )
        )
    )  # fmt: skip


@given(st.text(max_size=12) | st.text("0123456789-/.X~?[],TY", max_size=14))
def test_whatever_is_read_round_trips(text: str) -> None:
    try:
        value = parse_edtf(text)
    except EdtfError as error:
        position = error.position
    else:
        position = len(text)
        assert parse_edtf(format_edtf(value)) == value
        assert format_edtf(value) == text
        sort_key(value)
    assert 0 <= position <= len(text)


@given(dates(), dates(), st.lists(NEAR, max_size=20))
def test_intersection_keeps_the_common_days_and_no_other(
    a: Edtf, b: Edtf, days: list[date]
) -> None:
    both = intersect(a, b)
    for day in days:
        common = covers_day(a, day) and covers_day(b, day)
        assert common == (both is not None and covers_day(both, day))


@given(dates(), dates())
def test_intersection_has_no_side_and_repeats_itself(a: Edtf, b: Edtf) -> None:
    one, other = intersect(a, b), intersect(b, a)
    assert (one is None) == (other is None)
    assert intersect(a, a) == a
    if one and other:
        assert possible_ranges(one) == possible_ranges(other)
        assert intersect(one, a) is not None


@given(DAYS, st.integers(0, 400))
def test_a_range_covers_its_days_only(start: date, length: int) -> None:
    end = date.fromordinal(min(start.toordinal() + length, date.max.toordinal()))
    value = make_range(start, end)
    assert value is not None
    assert (value.lower, value.upper) == (start, end)
    if start > date.min:
        assert not covers_day(value, start - timedelta(1))


@given(st.lists(NEAR, min_size=1, max_size=6))
def test_one_of_holds_each_day(days: list[date]) -> None:
    value = make_one_of(days)
    assert value is not None
    assert all(covers_day(value, d) for d in days)
    assert len(value.options or (value,)) == len(set(days))


@given(DAYS, DAYS)
def test_order_of_days_is_the_order_of_the_calendar(a: date, b: date) -> None:
    assert (sort_key(make_day(a)) < sort_key(make_day(b))) == (a < b)
