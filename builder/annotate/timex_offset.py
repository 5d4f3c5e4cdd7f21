"""Times told by their distance from another event: "24 heures après cette frappe".

Comes in: the words of the distance, as a rule found them. Goes out: a time expression
without a value of its own, with an ``EventOffset``: how far, and which words name the
other event. Finding that event is not this module's affair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from builder.annotate.timex_rules import Rule, Rules
from builder.model import EventOffset, Span, TimeExpression

_STOP = re.compile(r"[,.;:!?()\[\]«»\"“”\n]")
_WORD = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*['’]?")
_LONGEST_EVENT = 200
_UNITS = {
    "day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "M",
    "half": "M", "year": "Y", "decade": "Y", "century": "Y",
}  # fmt: skip
_TIMES = {"fortnight": 2, "quarter": 3, "half": 6, "decade": 10, "century": 100}


def find_offset(
    rules: Rules,
    text: str,
    rule: Rule,
    where: tuple[int, int, int],
    groups: Mapping[str, str],
) -> TimeExpression | None:
    """The expression whose distance stands at ``where``; the event follows it.

    ``where`` is the start and the end of the distance, and the start of the next time
    expression: the event's words end there. None where no word is left for it.
    """
    start, end, stop = where
    event = _event_after(text, end, stop, rules.data.get("event_ends", {}))
    if event[0] >= event[1]:
        return None
    low, high = _bounds(rules, rule, groups, text[start:end].casefold())
    offset = EventOffset(
        "before" if rule.options.get("direction") == "before" else "after",
        low, high, event,
    )  # fmt: skip
    return TimeExpression(
        span=(start, event[1]), type="DATE", value="", edtf="", rule=rule.id,
        offset=offset,
    )  # fmt: skip


def _event_after(
    text: str, at: int, stop: int, ends: Mapping[str, Sequence[str]]
) -> Span:
    """The words up to the next mark, time expression or clause, cut at a word.

    Short words at the cut ("du", "of the") belong to what follows.
    """
    while at < stop and text[at] == " ":
        at += 1
    limit = min(stop, at + _LONGEST_EVENT)
    mark = _STOP.search(text, at, limit)
    end = mark.start() if mark else limit
    if mark is None and limit < len(text) and " " in text[at:end]:
        end = at + text[at:end].rindex(" ")
    words = text[at:end].split(" ")
    while mark is None and limit < len(text) and words and len(words[-1]) <= 3:
        end -= len(words.pop()) + 1
        if not words:
            return at, at
    end = _clause_after(text, at, end, ends)
    while end > at and text[end - 1].isspace():
        end -= 1
    return at, end


def _clause_after(
    text: str, start: int, end: int, ends: Mapping[str, Sequence[str]]
) -> int:
    """Where the event's own words end: before a verb that is not theirs."""
    before, clause = "", False
    for word in _WORD.finditer(text, start, end):
        said = word.group().casefold().replace("’", "'")
        if not before:
            clause = said in ends.get("clause", ())
        elif before not in ends.get("noun_after", ()) and (
            said in ends.get("relative", ())
            or (not clause and said in ends.get("verb", ()))
        ):
            return word.start()
        before = said
    return end


def _bounds(
    rules: Rules, rule: Rule, groups: Mapping[str, str], words: str
) -> tuple[str, str]:
    """Smallest and largest distance as ISO 8601 durations."""
    if "days" in rule.options:
        length = f"P{rule.options['days']}D"
        return length, length
    unit = str(rules.value("unit", groups.get("unit", "")))
    amount = rules.number(groups["amount"]) if "amount" in groups else None
    if amount is None:
        return ("P0D", "") if unit not in _UNITS else (f"P2{_UNITS[unit]}", "")
    exact, below = _length(unit, amount)
    limits = rules.data.get("limits", {})
    if any(words.startswith(w) for w in limits.get("at_most", ())):
        return "P0D", exact
    if any(words.startswith(w) for w in limits.get("at_least", ())):
        return exact, ""
    return below, exact


def _length(unit: str, amount: float) -> tuple[str, str]:
    """The distance, and the smallest one its grain leaves possible."""
    if unit in _UNITS:
        length = f"P{int(amount * _TIMES.get(unit, 1))}{_UNITS[unit]}"
        return length, length
    hours = amount if unit == "hour" else 0
    # hours tell days only roughly: 30 hours end one or two days later
    return f"P{-int(-hours // 24)}D", f"P{int(hours // 24)}D"
