"""Time expressions of an article: where they stand and what they stand for.

Comes in: an article, its quotations, its anchor (the publication date, which may be
wide or unknown). Goes out: ``TimeExpression`` values in text order. It knows the rules
of the article's language only through ``timex_rules``, what they mean only through
``resolving``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from builder.annotate.reading import Answer, Match
from builder.annotate.resolving import Base, make_base, resolve, resolve_once
from builder.annotate.story import tells_of_other_years
from builder.annotate.tenses import ENDS, SENTENCE, Tenses, tenses_of
from builder.annotate.timex_hits import Hit, find_hits, find_together
from builder.annotate.timex_offset import find_offset
from builder.annotate.timex_rules import Rules, fold, rules_for
from builder.model import (
    UNKNOWN,
    Anchor,
    Article,
    Quotation,
    Span,
    TimeExpression,
)

_A_DAY = re.compile(r"[0-9X]{4}-[0-9X]{2}-[0-9X]{2}")
_MONTHS = 12
_BESIDE = 40
"""How near a date stands that lends its year, in code points."""


_BY_TENSE = frozenset(
    ("ahead", "beside", "date", "figures", "listed", "nth", "paired", "quarter",
     "range", "season", "week-of", "weekday", "weekend")
)  # fmt: skip
"""Productions that ask for the tense of the sentence."""
_BY_SENTENCE = frozenset(
    ("beside", "clock", "date", "listed", "nth", "paired", "range", "week-of")
)
"""Productions that ask whether the date told last stands in the same sentence."""


_PLAIN_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}|XXXX-[0-9]{2}-[0-9]{2}")
_SOFTENING = 24
"""Code points before a date in which a softening word is looked for."""


def find_times(
    article: Article, quotations: Sequence[Quotation], anchor: Anchor
) -> tuple[TimeExpression, ...]:
    """The time expressions of a body, in text order."""
    rules = rules_for(article.record.language)
    if rules is None:
        return ()
    stretches = [block.span for block in article.blocks]
    base = make_base(anchor.edtf)
    hits = find_together(rules, article.body, stretches)
    quoted = _Quoted(quotations)
    out = list[TimeExpression]()
    previous: tuple[Answer, Span] | None = None
    tenses = tenses_of(article.body, rules.language)
    known: dict[object, Answer | None] = {}
    order = _order_of_figures(hits)
    ended = False  # the date told last is the end of a stretch
    story = tells_of_other_years([(h.rule, h.groups) for h in hits], base.days)
    for index, hit in enumerate(hits):
        if hit.rule.make == "offset":
            after = hits[index + 1 : index + 2]
            stop = after[0].span[0] if after else len(article.body)
            told = find_offset(rules, article.body, hit.rule, (*hit.span, stop),
                               hit.groups)  # fmt: skip
            if told:
                out.append(replace(told, quoted=quoted.covers(told.span)))
            continue
        match = _match(rules, article.body, hit, previous, tenses)
        if story:
            match.extra["story"] = "ended" if ended else "yes"
        if hit.rule.make == "figures":
            match.extra["order"] = order
        answer = resolve_once(match, base, known)
        if answer is None:
            continue
        made = _expression(hit, answer, base, quoted.covers(hit.span))
        out.append(_soften(rules, article.body, made))
        dated = answer.type in ("DATE", "TIME") and answer.value[:1].isdigit()
        named = previous is not None and _names_event(rules, article.body, hit)
        if dated and hit.rule.make not in ("shifted", "ago") and not named:
            previous = answer, hit.span
            ended = hits[index - 1].rule.make in ("paired", "range") if index else False
    return tuple(out)


def find_written(text: str, language: str) -> list[tuple[Span, str]]:
    """Spans and EDTF of the dates that a text states in full, with their year.

    Figures are read in the order of the language.
    """
    rules = rules_for(language)
    if rules is None:
        return []
    none, out = make_base(UNKNOWN), list[tuple[Span, str]]()
    tenses = tenses_of(text, language)
    for hit in find_hits(rules, text, [(0, len(text))]):
        if hit.rule.make in ("date", "figures"):
            match = _match(rules, text, hit, None, tenses)
            match.extra["order"] = str(hit.rule.options.get("order", ""))
            answer = resolve(match, none)
            if answer and answer.edtf[:4].isdigit() and not answer.anchored:
                out.append((hit.span, answer.edtf))
    return out


def _order_of_figures(hits: Iterable[Hit]) -> str:
    """Whether the day or the month stands first in a text's figures; ``""``: unknown.

    A figure above twelve is no month, and a text keeps to one order.
    """
    orders = {
        "dmy" if int(h.groups["m"]) > _MONTHS or h.rule.options["order"] == "dmy"
        else "mdy"
        for h in hits
        if h.rule.make == "figures" and {"sep", "y"} <= h.groups.keys()
        and max(int(h.groups["m"]), int(h.groups["d"])) > _MONTHS
    }  # fmt: skip
    return orders.pop() if len(orders) == 1 else ""


# --- the surroundings -------------------------------------------------------------


class _Quoted:
    """Whether a span lies in a quotation that is somebody's speech."""

    __slots__ = ("_spans", "_starts")

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._spans = sorted(q.span for q in quotations if not q.scare and q.depth == 0)
        self._starts = [s for s, _ in self._spans]

    def covers(self, span: Span) -> bool:
        at = bisect_right(self._starts, span[0]) - 1
        return at >= 0 and span[1] <= self._spans[at][1]


def _match(
    rules: Rules,
    text: str,
    hit: Hit,
    previous: tuple[Answer, Span] | None,
    tenses: Tenses,
) -> Match:
    span, make = hit.span, hit.rule.make
    match = Match(hit.rule, rules, span, hit.groups)
    extra = match.extra
    extra["text"] = text[span[0] : span[1]]
    if previous is not None:
        answer, (_, end) = previous
        match.previous = answer
        if make in _BY_SENTENCE:
            near = text[end : span[0]]
            match.near = len(near) < SENTENCE and not ENDS.search(near)
            if len(near) < _BESIDE:
                extra["beside"] = "yes"
            if match.near and _A_DAY.fullmatch(answer.value, 0, 10):
                extra |= {"day": answer.value[:10], "edtf": answer.edtf}
        elif make == "weekday" and span[0] - end < _BESIDE:
            between = fold(text[end : span[0]].strip(" ,"))
            if between in rules.data.get("weekday_joints", ()):
                extra["joined"] = "yes"
    if make in _BY_TENSE and "year" not in hit.groups:
        match.direction = tenses.direction(span)
        asks = match.direction != "future" and (make != "weekday" or "joined" in extra)
        if asks and tenses.is_past(span):
            extra["past"] = "beside" if tenses.is_past_beside(span) else "yes"
    return match


def _names_event(rules: Rules, text: str, hit: Hit) -> bool:
    """Whether a weekday belongs to a noun: "Tuesday's vote", "le vote de mardi"."""
    if hit.rule.make != "weekday":
        return False
    before = fold(text[max(0, hit.span[0] - _SOFTENING) : hit.span[0]]).split()
    after = tuple(str(mark) for mark in rules.data.get("named_after", ()))
    return bool(before and before[-1] in rules.data.get("named_before", ())) or (
        bool(after) and text.startswith(after, hit.span[1])
    )


# --- the expression ---------------------------------------------------------------


def _soften(rules: Rules, body: str, time: TimeExpression) -> TimeExpression:
    """A date behind "vers" or "around" is only about: ``~``, unless it is wide."""
    if time.type != "DATE" or not _PLAIN_DATE.fullmatch(time.edtf):
        return time
    forms = _softeners(rules.language)
    before = body[max(0, time.span[0] - _SOFTENING) : time.span[0]].rstrip()
    soft = fold(before[-2:]) in forms.ends and forms.whole.search(fold(before))
    return replace(time, edtf=f"{time.edtf}~") if soft else time


class _Softeners(NamedTuple):
    """The softening words of a language."""

    whole: re.Pattern[str]
    """At the end of what stands before a date."""
    ends: frozenset[str]
    """Their last two letters."""


@cache
def _softeners(language: str) -> _Softeners:
    rules = rules_for(language)
    words = rules.data.get("softeners", ()) if rules else ()
    forms = "|".join(re.escape(fold(word)) for word in words)
    ends = frozenset(fold(word[-2:]) for word in words)
    return _Softeners(re.compile(rf"(?:^|\W)(?:{forms})$"), ends)


def _expression(hit: Hit, answer: Answer, base: Base, quoted: bool) -> TimeExpression:
    return TimeExpression(
        span=hit.span, type=answer.type, value=answer.value, edtf=answer.edtf,
        rule=hit.rule.id, anchor=base.edtf if answer.anchored else "",
        candidates=answer.candidates, quoted=quoted,
    )  # fmt: skip
