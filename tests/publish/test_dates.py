"""What stands in ``<time datetime>``: only what HTML has a form for."""

from __future__ import annotations

import pytest

from builder.publish.dates import machine_date


@pytest.mark.parametrize(
    "value", ["", "unknown", "2016-22", "2016-00", "2016-05~", "2016-05-01/06", "201X"]
)
def test_what_html_has_no_form_for(value: str) -> None:
    assert machine_date(value) == ""


@pytest.mark.parametrize("value", ["2016", "2016-05", "2016-12-31"])
def test_a_year_a_month_a_day(value: str) -> None:
    assert machine_date(value) == value
