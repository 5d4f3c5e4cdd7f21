"""What a matched rule means: the closed vocabulary of ``make:`` in the date rules.

Comes in: a match, and one possible day of publication (or None where none is known).
Goes out: an ``Answer``: TIMEX3 value and EDTF. A production is a function of a single
day; ``timex`` asks it once for every day the anchor leaves possible and joins the
answers. It may not know the article, the anchor's width, or the machine's clock.
Source: TimeML 1.2.1 (TIMEX3 values), ISO 8601-2 (EDTF).
"""

from __future__ import annotations

from collections.abc import Mapping

from builder.annotate.productions_calendar import (
    make_calendar_date,
    make_century,
    make_decade,
    make_figures,
    make_range,
    make_short_year,
    make_year,
)
from builder.annotate.productions_named import make_feast, make_season
from builder.annotate.productions_relative import (
    make_ago,
    make_ahead,
    make_around,
    make_clock,
    make_day,
    make_duration,
    make_last,
    make_neighbour,
    make_nothing,
    make_quarter,
    make_reference,
    make_same,
    make_set,
    make_shifted,
    make_weekday,
    make_weekend,
)
from builder.annotate.productions_within import (
    make_beside,
    make_day_of_month,
    make_listed,
    make_nth,
    make_paired,
    make_week_of,
    make_weekday_number,
    make_weekday_of_week,
)
from builder.annotate.reading import Production

PRODUCTIONS: Mapping[str, Production] = {
    "ago": make_ago,
    "ahead": make_ahead,
    "around": make_around,
    "beside": make_beside,
    "century": make_century,
    "clock": make_clock,
    "date": make_calendar_date,
    "date-of-month": make_day_of_month,
    "day": make_day,
    "decade": make_decade,
    "duration": make_duration,
    "feast": make_feast,
    "figures": make_figures,
    "last": make_last,
    "listed": make_listed,
    "neighbour": make_neighbour,
    "nothing": make_nothing,
    "nth": make_nth,
    "paired": make_paired,
    "quarter": make_quarter,
    "range": make_range,
    "reference": make_reference,
    "same": make_same,
    "season": make_season,
    "set": make_set,
    "shifted": make_shifted,
    "week-of": make_week_of,
    "weekday": make_weekday,
    "weekday-number": make_weekday_number,
    "weekday-of-week": make_weekday_of_week,
    "weekend": make_weekend,
    "year": make_year,
    "yy": make_short_year,
}
"""``offset`` is not among them: it is a relation, and ``timex`` makes it."""
