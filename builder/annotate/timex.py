"""Time expressions of an article: where they stand and what they stand for.

Comes in: an article, its quotations, its anchor (the publication date, which may be
wide or unknown). Goes out: ``TimeExpression`` values in text order. It knows the rules
of the article's language only through ``timex_rules``, what they mean only through
``productions``, and never the machine's clock.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from builder.annotate.anchor_within import (
    is_yearless,
    make_about,
    sample_days,
    without_year,
)
from builder.annotate.productions import PRODUCTIONS
from builder.annotate.reading import Answer, Match
from builder.annotate.tenses import ENDS, SENTENCE, Tenses, tenses_of
from builder.annotate.timex_offset import find_offset
from builder.annotate.timex_rules import Rule, Rules, fold, rules_for
from builder.edtf import (
    Edtf,
    EdtfError,
    intersect,
    make_union,
    next_day,
    parse_date,
    parse_edtf,
    possible_ranges,
)
from builder.model import (
    UNKNOWN,
    Anchor,
    Article,
    Candidate,
    Quotation,
    Span,
    TimeExpression,
)

_WORD = re.compile(r"[^\W_]+")
_START = re.compile(r"(?<!\w)\S")
"""Where a match may begin: every pattern asks that no letter stands before it."""
_A_DAY = re.compile(r"[0-9X]{4}-[0-9X]{2}-[0-9X]{2}")
_BEFORE, _REACH = 64, 90
"""How far from its trigger word a mention may begin or end, in code points."""
_BESIDE = 40
"""How near a date stands that lends its year, in code points."""
_MOST_DAYS = 800
"""An anchor wider than this (in days) leaves relative words open."""
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
"""Publication outside these years is a slip of the pen: nothing is counted from it."""
_MOST_YEARS = 40
"""A date without its year is spelled out over no more years than this."""


_BY_TENSE = frozenset(
    ("ahead", "beside", "date", "figures", "listed", "nth", "paired", "quarter",
     "range", "season", "week-of", "weekday", "weekday-number", "weekend")
)  # fmt: skip
"""Productions that ask for the tense of the sentence."""
_JOINTS = frozenset("./-‐‑–")
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


@dataclass(frozen=True, slots=True)
class Base:
    """The anchor as the days it leaves possible."""

    edtf: str
    days: tuple[date, ...]
    """Every possible day; empty where they are too many or unknown."""
    value: Edtf | None

    @property
    def window(self) -> Edtf | None:
        """The bounds, where both are known."""
        both = self.value and self.value.earliest and self.value.latest
        return self.value if both else None


def find_times(
    article: Article, quotations: Sequence[Quotation], anchor: Anchor
) -> tuple[TimeExpression, ...]:
    """The time expressions of a body, in text order."""
    rules = rules_for(article.record.language)
    if rules is None:
        return ()
    stretches = [block.span for block in article.blocks]
    base = make_base(anchor.edtf)
    hits = _select(_find_hits(rules, article.body, stretches))
    quoted = _Quoted(quotations)
    out = list[TimeExpression]()
    previous: tuple[Answer, Span] | None = None
    tenses = tenses_of(article.body, rules.language)
    known: dict[object, Answer | None] = {}
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
        answer = _resolve_once(match, base, known)
        if answer is None:
            continue
        made = _expression(hit, answer, base, quoted.covers(hit.span))
        out.append(_soften(rules, article.body, made))
        dated = answer.type in ("DATE", "TIME") and answer.value[:1].isdigit()
        if dated and hit.rule.make not in ("shifted", "ago"):
            previous = answer, hit.span
    return tuple(out)


def find_written(text: str, language: str) -> list[tuple[Span, str]]:
    """Spans and EDTF of the dates that a text states in full, with their year."""
    rules = rules_for(language)
    if rules is None:
        return []
    none, out = make_base(UNKNOWN), list[tuple[Span, str]]()
    tenses = tenses_of(text, language)
    for hit in _select(_find_hits(rules, text, [(0, len(text))])):
        if hit.rule.make in ("date", "figures"):
            answer = resolve(_match(rules, text, hit, None, tenses), none)
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
    for rule in rules.everywhere:
        for match in rule.pattern.finditer(text, start, end):
            yield rule, match
    done: dict[int, int] = {}
    known = rules.triggers.get
    starts: list[int] | None = None
    for word in _WORD.finditer(text, start, end):
        said = word[0]
        found = known(said, ())
        if said[0] <= "9":
            found += _by_figures(rules, text, word)
        if found and starts is None:
            starts = [m.start() for m in _START.finditer(text, start, end)]
        for rule in found:
            for match in _around(rule, text, word.span(), end, starts or [], done):
                yield rule, match


def _around(
    rule: Rule,
    text: str,
    word: Span,
    end: int,
    starts: list[int],
    done: dict[int, int],
) -> list[re.Match[str]]:
    """Matches that hold a trigger word; ``done``: where each rule looks on from.

    So a rule reads no place twice, however often its trigger comes. ``starts``: where
    a match may begin, in text order; to try these alone is quicker than a search.
    """
    at, high = word[0], min(end, word[1] + _REACH)
    low, found = max(at - _BEFORE, done.get(rule.rank, 0)), list[re.Match[str]]()
    try_at = rule.pattern.match
    for index in range(bisect_left(starts, low), bisect_right(starts, at)):
        start = starts[index]
        if start >= low and (match := try_at(text, start, high)):
            low = max(match.end(), start + 1)
            if match.end() > at:
                found.append(match)
    done[rule.rank] = max(low, at + 1)
    return found


def _by_figures(rules: Rules, text: str, word: re.Match[str]) -> tuple[Rule, ...]:
    """The rules that figures may set off, by their length and what follows them."""
    said, end = word[0], word.end()
    near = text[end : end + 6].lstrip()
    classes = list[str]()
    if len(said) == 4 and said.isdigit() and said < "22":
        classes.append("#year")
    elif len(said) > 4 and said[-1] == "s":
        classes.append("#decade")
    if text[end : end + 1] in _JOINTS and text[end + 1 : end + 2].isdigit():
        classes.append("#figures")
    if near[:1] in _AFTER_HOUR or "h" in said or said[-1] == "m":
        classes.append("#clock")
    if len(said) == 2 or (len(said) == 3 and said[-1] == "s"):
        classes.append("#short")
    return tuple(r for name in classes for r in rules.triggers.get(name, ()))


def _select(hits: Iterable[_Hit]) -> list[_Hit]:
    """Of overlapping hits the longest, then the earlier rule; in text order."""
    order = sorted(hits, key=lambda h: (h.span[0] - h.span[1], h.rule.rank, h.span[0]))
    taken: dict[int, _Hit] = {}
    kept = list[_Hit]()
    for hit in order:
        cells = range(hit.span[0], hit.span[1])
        if not any(cell in taken for cell in cells):
            kept.append(hit)
            taken.update(dict.fromkeys(cells, hit))
    return sorted(kept, key=lambda h: h.span)


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
            match.extra["past"] = "yes"
    if previous is not None:
        match.previous = previous[0]
        near = text[previous[1][1] : hit.span[0]]
        exact = previous[0].value[:10]
        match.near = len(near) < SENTENCE and not ENDS.search(near)
        if len(near) < _BESIDE:
            match.extra["beside"] = "yes"
        if match.near and _A_DAY.fullmatch(exact):
            match.extra |= {"day": exact, "edtf": previous[0].edtf}
    return match


# --- resolving --------------------------------------------------------------------


@cache
def make_base(edtf: str) -> Base:
    """An anchor's EDTF (a list joined as ``[a,b]``) as possible days."""
    try:
        value = None if edtf in ("", UNKNOWN) else parse_date(edtf)
    except EdtfError:
        value = None
    return Base(edtf if value else "", _days_of(value) if value else (), value)


def _days_of(value: Edtf) -> tuple[date, ...]:
    days = list[date]()
    for part in value.options or (value,):
        first, last = part.lower, part.upper
        if first is None or last is None or (last - first).days > _MOST_DAYS:
            return ()
        if first.year < _FIRST_YEAR or last.year > _LAST_YEAR:
            return ()
        days += [d for n in range((last - first).days + 1) if (d := next_day(first, n))]
        if len(days) > _MOST_DAYS:
            return ()
    return tuple(sorted(set(days)))


def resolve(match: Match, base: Base) -> Answer | None:
    """What the words stand for; only about, if they hang on a day that is."""
    answer = _resolve(match, base)
    hangs = answer is not None and answer.anchored and answer.edtf
    if not (hangs and answer and base.value and base.value.approximate):
        return answer
    fine = parse_edtf(answer.edtf).precision in ("day", "month")
    plain = PRODUCTIONS[match.rule.make](match, None)
    if not fine or (plain and plain.edtf):
        return answer
    return replace(answer, edtf=make_about(answer.edtf))


def _resolve(match: Match, base: Base) -> Answer | None:
    """The answers for every possible day of publication, joined into one."""
    make = PRODUCTIONS[match.rule.make]
    if len(base.days) == 1:
        return make(match, base.days[0])
    plain = make(match, None)
    if plain is not None and not plain.anchored:
        return plain
    if base.value and is_yearless(base.value):
        return _about_the_year(match, plain, base.value)
    if not base.days:
        return _over_years(match, plain, base)
    answers = [a for day in base.days if (a := make(match, day))]
    if not answers:
        return plain
    if all(not a.anchored for a in answers):
        return answers[0]
    return _joined(match, answers, base)


def _about_the_year(match: Match, plain: Answer | None, days: Edtf) -> Answer | None:
    """What hangs on days of a year nobody knows: a day or a month without its year."""
    if plain is None or plain.edtf:
        return plain
    make = PRODUCTIONS[match.rule.make]
    answers = [a for day in sample_days(days) if (a := make(match, day))]
    found = without_year([a.edtf for a in answers]) if answers else ""
    value = found.rstrip("~") if len(found.rstrip("~")) == 10 else plain.value
    return replace(plain, edtf=found, value=value) if found else plain


def _resolve_once(
    match: Match, base: Base, known: dict[object, Answer | None]
) -> Answer | None:
    """``resolve``; over many days never twice for the same words and surroundings."""
    if len(base.days) < 2:
        return resolve(match, base)
    key = (
        match.rule.rank, match.direction, match.near, match.previous,
        tuple(match.groups.items()), tuple(match.extra.items()),
    )  # fmt: skip
    if key not in known:
        known[key] = resolve(match, base)
    return known[key]


def _joined(match: Match, answers: list[Answer], base: Base) -> Answer:
    """One answer of many: the set of what they say, kept within the anchor if asked."""
    values = list(dict.fromkeys(a.value for a in answers))
    sample, texts = answers[0], list(dict.fromkeys(a.edtf for a in answers))
    if len(values) == len(texts) == 1:
        return sample
    if "" in texts:
        return Answer(_common(values), "", sample.type, anchored=True)
    pieces = [parse_edtf(t) for t in texts]
    dropped = list[Edtf]()
    if match.rule.make == "weekday" and base.value and not match.option("strictly"):
        inside = [p for p in pieces if intersect(p, base.value)]
        dropped = [p for p in pieces if p not in inside] if inside else []
        pieces = inside or pieces
    found = pieces[0] if len(pieces) == 1 else _union(pieces)
    reasons = [Candidate(p.text, True, "possible") for p in pieces[:31]]
    reasons += [Candidate(p.text, False, "outside-anchor") for p in dropped]
    said = {a.edtf: a.value for a in answers}
    return Answer(
        _common([said[p.text] for p in pieces]), found.text if found else "",
        sample.type, anchored=True, candidates=tuple(reasons),
    )  # fmt: skip


def _union(pieces: list[Edtf]) -> Edtf | None:
    """A one-of set; days in a row become one interval."""
    ranges = sorted(
        (r for p in pieces for r in possible_ranges(p) if r[0] and r[1]),
        key=lambda r: (r[0] or (0, 0, 0), r[1] or (0, 0, 0)),
    )
    rows = list[tuple[date, date]]()
    for first, last in ranges:
        assert first is not None
        assert last is not None
        low, high = date(*first), date(*last)
        if rows and low.toordinal() <= rows[-1][1].toordinal() + 1:
            rows[-1] = rows[-1][0], max(high, rows[-1][1])
        else:
            rows.append((low, high))
    return make_union(
        ((a.year, a.month, a.day), (b.year, b.month, b.day)) for a, b in rows
    )


def _common(values: list[str]) -> str:
    """What values agree on, with X for the figures they do not."""
    if len({len(v) for v in values}) != 1:
        return values[0] if len(set(values)) == 1 else "XXXX"
    out, same = list[str](), True
    for column in zip(*values, strict=True):
        same = same and len(set(column)) == 1
        out.append(column[0] if same or not column[0].isdigit() else "X")
    return "".join(out)


def _over_years(match: Match, plain: Answer | None, base: Base) -> Answer | None:
    """A date without its year between two known bounds: a set, where it is small."""
    window = base.window
    if plain is None or window is None or not plain.edtf.startswith("XXXX"):
        return plain
    first, last = window.lower, window.upper
    if first is None or last is None or last.year - first.year > _MOST_YEARS:
        return plain
    if "weekday" not in match.groups:
        return plain
    low, fits = first.replace(month=1, day=1), dict[str, date]()
    for year in range(low.year, last.year + 1):
        answer = PRODUCTIONS["date"](match, date(year, 7, 1))
        if answer and len(answer.edtf) == 10 and answer.edtf[:4].isdigit():
            fits[answer.edtf] = date.fromisoformat(answer.edtf)
    days = [d for d in sorted(fits.values()) if first <= d <= last]
    if not days:
        return plain
    found = make_union(((d.year, d.month, d.day), (d.year, d.month, d.day))
                       for d in days)  # fmt: skip
    candidates = tuple(Candidate(d.isoformat(), True, "weekday") for d in days)
    value = days[0].isoformat() if len(days) == 1 else plain.value
    edtf = found.text if found else plain.edtf
    return Answer(value, edtf, plain.type, anchored=True, candidates=candidates)


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
