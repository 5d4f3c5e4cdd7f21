"""Why an event stands where it stands, in one sentence for people.

Comes in: records and annotations, by id. Goes out: text, not escaped: the words, the
rule, the anchor, what was excluded and why, what would settle it; and from event to
event where one date hangs on another. The command ``explain`` and the pages say it
with these functions, so that they say the same. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from builder.anchoring import find_quote, fold_quote
from builder.explain_dates import (
    Hung,
    explain_anchor,
    explain_time,
    load_texts,
    shorten,
)
from builder.model import (
    UNKNOWN,
    Annotations,
    Article,
    Because,
    Date,
    EventRecord,
    Relation,
    TimeExpression,
)

_LONGEST_CHAIN = 6
"""Events that are told one after another, each hanging on the next."""
_BY_PUBLICATION = "published"
_BY_RELATION = "relation"


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences look up."""

    articles: Mapping[str, Article]
    events: Mapping[str, EventRecord]
    annotations: Mapping[str, Annotations]
    told_in: Callable[[str], Iterable[EventRecord]]
    """The events an article tells of."""
    by_hand: Callable[[str], bool]
    """Whether a person set the date of an event against what the machine reads."""


def explain_expression(
    told: Told,
    article: str,
    time: TimeExpression,
    interface: str,
    words: str = "",
) -> str:
    """Why words of an article are read as they are; ``words``: as much as is shown."""
    notes = told.annotations.get(article)
    body = told.articles[article].body
    shown = time
    if words:
        shown, body = replace(time, span=(0, len(words))), words
    hung = None
    if time.offset is not None:
        quote = told.articles[article].body[slice(*time.span)]
        hung = _find_hung(told, article, quote)
    anchor = notes.anchor if notes else None
    return explain_time(shown, body, interface, anchor, hung)


def explain_event(told: Told, event: EventRecord, interface: str) -> str:
    """What the date of an event rests on, and what that rests on in turn."""
    _, say = load_texts(interface)
    return " ".join(_chain(told, event, interface, say["event"], ()))


def _chain(
    told: Told,
    event: EventRecord,
    interface: str,
    say: Mapping[str, str],
    before: tuple[str, ...],
) -> Iterator[str]:
    """The sentence of an event, then those of the events its date hangs on."""
    because = event.because
    if event.why and event.date != UNKNOWN:
        yield say["by_hand_why"].format(why=" ".join(event.why.split()))
    elif event.date != UNKNOWN and (because is None or told.by_hand(event.id)):
        yield say["by_hand"]
    elif because is None or event.date == UNKNOWN:
        yield from _undated(told, event, interface, say)
    elif because.rule == _BY_PUBLICATION:
        yield _published(told, event, because, interface, say)
    else:
        yield _worded(told, event, because, interface, say)
        if because.rule == _BY_RELATION:
            other = _find_other(told, event, because)
            if other and other.id not in before and len(before) < _LONGEST_CHAIN:
                on = (*before, event.id)
                rest = " ".join(_chain(told, other, interface, say, on))
                yield say["other"].format(title=other.title, sentence=rest)


def _published(
    told: Told,
    event: EventRecord,
    because: Because,
    interface: str,
    say: Mapping[str, str],
) -> str:
    notes = told.annotations.get(_article_of(event, because))
    anchor = explain_anchor(notes.anchor, interface) if notes else ""
    return say["published"].format(anchor=anchor).strip()


def _undated(
    told: Told, event: EventRecord, interface: str, say: Mapping[str, str]
) -> Iterator[str]:
    """Where no date is: the distance that would give one, or what would settle it."""
    for relation in event.relations:
        article = relation.article or _only_article(event)
        time = _find_words(told, event, article, relation.quote or "", "")
        if time is not None:
            yield explain_expression(told, article, time, interface)
            return
    articles = {report.article for report in event.reports} & told.articles.keys()
    dated = all(told.articles[a].record.published != UNKNOWN for a in articles)
    yield say["unknown" if dated else "unknown_settle"]


def _worded(
    told: Told,
    event: EventRecord,
    because: Because,
    interface: str,
    say: Mapping[str, str],
) -> str:
    article = _article_of(event, because)
    rule = "" if because.rule == _BY_RELATION else because.rule
    time = _find_words(told, event, article, because.quote, rule)
    if time is None:
        return say["unread"].format(words=shorten(because.quote), rule=because.rule)
    notes, body = told.annotations[article], told.articles[article].body
    hung = None
    if because.rule == _BY_RELATION:
        other = _find_other(told, event, because)
        hung = _hang(other, _text(event.date)) if other else None
    return explain_time(time, body, interface, notes.anchor, hung)


def _find_words(
    told: Told, event: EventRecord, article: str, quote: str, rule: str
) -> TimeExpression | None:
    """The expression that a record quotes; one in its own passages first."""
    notes = told.annotations.get(article)
    if notes is None or article not in told.articles or not quote:
        return None
    body, wanted = told.articles[article].body, fold_quote(quote)
    fits = [
        time
        for time in notes.times
        if rule in ("", time.rule) and fold_quote(body[slice(*time.span)]) == wanted
    ]
    if len(fits) < 2:
        return next(iter(fits), None)
    for report in event.reports:
        spans = find_quote(body, report.quote) if report.article == article else []
        for start, end in spans:
            for time in fits:
                if start <= time.span[0] and time.span[1] <= end:
                    return time
    return fits[0]


def _find_hung(told: Told, article: str, quote: str) -> Hung | None:
    """What the words of a distance tie, where a record took them up."""
    wanted = fold_quote(quote)
    for event in told.told_in(article):
        for relation in event.relations:
            if fold_quote(relation.quote or "") != wanted:
                continue
            other = told.events.get(_end(relation))
            if other is not None:
                return _hang(other, _text(event.date))
    return None


def _find_other(told: Told, event: EventRecord, because: Because) -> EventRecord | None:
    """The event at the other end of the relation that dates this one."""
    wanted = fold_quote(because.quote)
    for relation in event.relations:
        if fold_quote(relation.quote or "") == wanted:
            return told.events.get(_end(relation))
    for other in told.told_in(_article_of(event, because)):
        for relation in other.relations:
            said = fold_quote(relation.quote or "") == wanted
            if said and _end(relation) == event.id:
                return other
    return None


def _hang(other: EventRecord, result: str) -> Hung:
    return Hung(other.title, _text(other.date), result)


def _end(relation: Relation) -> str:
    return relation.after or relation.before or ""


def _text(date: Date) -> str:
    """EDTF as one text; ``""`` where it is unknown."""
    if date == UNKNOWN:
        return ""
    return date if isinstance(date, str) else f"[{','.join(date)}]"


def _article_of(event: EventRecord, because: Because) -> str:
    return because.article or _only_article(event)


def _only_article(event: EventRecord) -> str:
    """The article all its reports stand in; ``""`` where they stand in several."""
    articles = {report.article for report in event.reports}
    return articles.pop() if len(articles) == 1 else ""
