"""Whether a text tells of other years than the one in which it was published.

Comes in: the rules that fired in it and their words, the possible days of publication.
Goes out: yes or no. In a biography, a judgment or the history of a war "le 13 mai" is a
day of the year told last, in news it is one near publication. It knows no values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from builder.annotate.reading import FAR_YEARS
from builder.annotate.timex_rules import Rule

_STATED = frozenset({"date", "range", "figures", "nth", "listed", "paired"})
"""Productions that name a month or a day, whose year may stand beside it."""
_FROM_TODAY = frozenset(
    {"ago", "ahead", "around", "day", "last", "weekday", "weekday-of-week", "weekend"}
)
"""Productions that count from publication."""
_ENOUGH = 2
"""Days or months of other years that make a story: one may be a mere aside."""
_PER_TODAY = 5
"""So many of them for each word that counts from publication."""


def tells_of_other_years(
    hits: Iterable[tuple[Rule, Mapping[str, str]]], days: Sequence[date]
) -> bool:
    """Whether it names days of other years, and next to none around publication.

    ``days``: the possible days of publication; none where they are unknown.
    """
    own = range(0)
    if days:
        own = range(days[0].year - FAR_YEARS + 1, days[-1].year + FAR_YEARS)
    other, around = 0, 0
    for rule, groups in hits:
        if rule.make in _FROM_TODAY:
            around += 1
        elif rule.make in _STATED:
            said = groups.get("year") or groups.get("y", "")
            if said.isdigit() and len(said) == 4:
                near = int(said) in own
                other, around = other + (not near), around + near
    return other >= _ENOUGH and other >= _PER_TODAY * around
