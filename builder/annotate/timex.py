"""Time expressions of an article: where they stand and what they stand for.

Comes in: an article, its quotations, its anchor (the publication date, which may be
wide or unknown). Goes out: ``TimeExpression`` values in text order. It knows the rules
of the article's language only through ``timex_rules``, what they mean only through
``resolving``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from builder.annotate.reading import Answer, Match
from builder.annotate.resolving import Base, make_base, resolve, resolve_once
from builder.annotate.story import tells_of_other_years
from builder.annotate.tenses import ENDS, SENTENCE, Tenses, tenses_of
from builder.annotate.timex_offset import find_offset
from builder.annotate.timex_rules import Rule, Rules, Triggered, fold, rules_for
from builder.annotate.words import find_runs
from builder.model import (
    UNKNOWN,
    Anchor,
    Article,
    Quotation,
    Span,
    TimeExpression,
)

_MARK = re.compile(r"[^\w\s](?<!\w.)")
"""Where a match may begin besides words: no pattern begins within one."""
_A_DAY = re.compile(r"[0-9X]{4}-[0-9X]{2}-[0-9X]{2}")
_BEFORE, _REACH = 64, 90
"""How far from its trigger word a mention may begin or end, in code points."""
_MONTHS = 12
_BESIDE = 40
"""How near a date stands that lends its year, in code points."""


_BY_TENSE = frozenset(
    ("ahead", "beside", "date", "figures", "listed", "nth", "paired", "quarter",
     "range", "season", "week-of", "weekday", "weekday-number", "weekend")
)  # fmt: skip
"""Productions that ask for the tense of the sentence."""
_JOINTS = frozenset("./-‐‑–")
_ELISIONS = frozenset("'’")
_AFTER_HOUR = frozenset(":hHapAP")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A rule that fired on some words."""

    span: Span
    rule: Rule
    groups: Mapping[str, str]


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
    hits = _together(_select(_find_hits(rules, article.body, stretches)))
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
    for hit in _select(_find_hits(rules, text, [(0, len(text))])):
        if hit.rule.make in ("date", "figures"):
            match = _match(rules, text, hit, None, tenses)
            match.extra["order"] = str(hit.rule.options.get("order", ""))
            answer = resolve(match, none)
            if answer and answer.edtf[:4].isdigit() and not answer.anchored:
                out.append((hit.span, answer.edtf))
    return out


# --- finding ----------------------------------------------------------------------


def _find_hits(rules: Rules, text: str, stretches: Iterable[Span]) -> Iterator[_Hit]:
    seen = set[tuple[int, int, int]]()
    for start, end in stretches:
        for rule, match in _candidates(rules, text, start, end):
            span = match.span("mention") if rule.framed else match.span()
            while span[0] < span[1] and text[span[0]].isspace():
                span = span[0] + 1, span[1]
            while span[0] < span[1] and text[span[1] - 1].isspace():
                span = span[0], span[1] - 1
            key = (rule.rank, *span)
            if span[0] < span[1] and key not in seen:
                seen.add(key)
                groups = {
                    name.partition("__")[0]: words
                    for name, words in match.groupdict().items()
                    if words is not None
                }
                yield _Hit(span, rule, groups)


def _candidates(
    rules: Rules, text: str, start: int, end: int
) -> Iterator[tuple[Rule, re.Match[str]]]:
    said, starts, _ = find_runs(text, (start, end), rules.language)
    known = rules.triggers
    marked = [i for i, run in enumerate(said) if run in known or run[0] <= "9"]
    if not marked:
        return
    near = _Near(text, starts, list(map(str.casefold, said)))
    for index in marked:
        run, at = said[index], starts[index]
        window = max(start, at - _BEFORE), min(end, at + len(run) + _REACH)
        for name in (run, *_classes(text, run, at)) if run[0] <= "9" else (run,):
            if found := known.get(name):
                yield from near.read(found, index, window)


class _Near:
    """A stretch of text that rules read around their trigger words."""

    __slots__ = ("_done", "_folded", "_starts", "_text")

    def __init__(self, text: str, starts: Sequence[int], folded: Sequence[str]) -> None:
        """``starts``, ``folded``: of the runs of letters and figures."""
        self._text, self._starts, self._folded = text, starts, folded
        self._done: dict[int, int] = {}
        """Where each rule looks on from, by rank: it reads no place twice, however
        often its trigger comes."""

    def read(
        self, found: Triggered, index: int, window: Span
    ) -> list[tuple[Rule, re.Match[str]]]:
        """Matches within a window that hold a trigger word; ``index``: its run."""
        (low, high), starts, folded = window, self._starts, self._folded
        by_word, by_letter, wide = found.by_word, found.by_letter, found.wide
        out = list[tuple[Rule, re.Match[str]]]()
        first = max(bisect_left(starts, low, 0, index), index + 1 - found.words)
        for at in range(first, index + 1):
            run = folded[at]
            rules = by_word.get(run, ()) + by_letter.get(run[0], wide)
            if rules:
                self._try(rules, starts[at], index + 1 - at, (index, high), out)
        if found.begins_with_marks:
            for mark in _MARK.finditer(self._text, low, starts[index]):
                start = mark.start()
                words = index + 1 - bisect_left(starts, start, 0, index)
                rules = by_letter.get(mark[0], wide)
                self._try(rules, start, words, (index, high), out)
        done, after = self._done, starts[index] + 1
        for rank in found.ranks:
            if done.get(rank, 0) < after:
                done[rank] = after
        return out

    def _try(
        self,
        rules: tuple[Rule, ...],
        start: int,
        words: int,
        ends: tuple[int, int],
        out: list[tuple[Rule, re.Match[str]]],
    ) -> None:
        """Add what rules read from a place on; ``words``: how many to the trigger's
        end; ``ends``: the trigger's run, the end of the window."""
        (index, high), done = ends, self._done
        for rule in rules:
            if rule.words < words or start < done.get(rule.rank, 0):
                continue
            if match := rule.pattern.match(self._text, start, high):
                done[rule.rank] = max(match.end(), start + 1)
                if match.end() > self._starts[index]:
                    out.append((rule, match))


def _classes(text: str, said: str, at: int) -> list[str]:
    """What figures may be, by their length and what stands around them."""
    end, length = at + len(said), len(said)
    behind = text[end : end + 1]
    classes = list[str]()
    if length == 4 and said < "22" and said.isdigit():
        classes.append("#year")
    elif length > 4 and said[-1] == "s":
        classes.append("#decade")
    if behind in _JOINTS and text[end + 1 : end + 2].isdigit():
        classes.append("#figures")
    near = text[end : end + 6].lstrip()[:1] if behind.isspace() else behind
    if near in _AFTER_HOUR or "h" in said or said[-1] == "m":
        classes.append("#clock")
    if length == 2:
        classes.append("#short")
    if length < 4 and text[max(0, at - 1) : at] in _ELISIONS:
        classes.append("#elided")
    return classes


def _select(hits: Iterable[_Hit]) -> list[_Hit]:
    """Of overlapping hits the longest, then the earlier rule; in text order."""
    order = sorted(hits, key=lambda h: (h.span[0] - h.span[1], h.rule.rank, h.span[0]))
    taken = set[int]()
    kept = list[_Hit]()
    for hit in order:
        start, end = hit.span
        # what was taken is as long or longer: it covers an end of what it overlaps
        if start not in taken and end - 1 not in taken:
            kept.append(hit)
            taken.update(range(start, end))
    return sorted(kept, key=lambda h: h.span)


def _together(hits: list[_Hit]) -> list[_Hit]:
    """Without what a rule reads only where it fires more than once in a text.

    One line that begins "2001 :" is a title, several are a chronology.
    """
    often = Counter(h.rule.rank for h in hits if h.rule.options.get("together"))
    return [h for h in hits if often.get(h.rule.rank, 2) > 1] if often else hits


def _order_of_figures(hits: Iterable[_Hit]) -> str:
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
    hit: _Hit,
    previous: tuple[Answer, Span] | None,
    tenses: Tenses,
) -> Match:
    match = Match(hit.rule, rules, hit.span, hit.groups)
    match.extra["text"] = text[hit.span[0] : hit.span[1]]
    if hit.rule.make in _BY_TENSE and "year" not in hit.groups:
        match.direction = tenses.direction(hit.span)
        if match.direction != "future" and tenses.is_past(hit.span):
            beside = tenses.is_past_beside(hit.span)
            match.extra["past"] = "beside" if beside else "yes"
    if previous is not None:
        match.previous = previous[0]
        near = text[previous[1][1] : hit.span[0]]
        exact = previous[0].value[:10]
        match.near = len(near) < SENTENCE and not ENDS.search(near)
        if len(near) < _BESIDE:
            match.extra["beside"] = "yes"
            if fold(near.strip(" ,")) in rules.data.get("weekday_joints", ()):
                match.extra["joined"] = "yes"
        if match.near and _A_DAY.fullmatch(exact):
            match.extra |= {"day": exact, "edtf": previous[0].edtf}
    return match


def _names_event(rules: Rules, text: str, hit: _Hit) -> bool:
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
    before = fold(body[max(0, time.span[0] - _SOFTENING) : time.span[0]])
    if (pattern := _softeners(rules.language)) and pattern.search(before):
        return replace(time, edtf=f"{time.edtf}~")
    return time


@cache
def _softeners(language: str) -> re.Pattern[str] | None:
    """The softening words of a language at the end of what stands before a date."""
    rules = rules_for(language)
    words = rules.data.get("softeners", ()) if rules else ()
    forms = "|".join(re.escape(fold(word)) for word in words)
    return re.compile(rf"(?:^|\W)(?:{forms})$") if forms else None


def _expression(hit: _Hit, answer: Answer, base: Base, quoted: bool) -> TimeExpression:
    return TimeExpression(
        span=hit.span, type=answer.type, value=answer.value, edtf=answer.edtf,
        rule=hit.rule.id, anchor=base.edtf if answer.anchored else "",
        candidates=answer.candidates, quoted=quoted,
    )  # fmt: skip
