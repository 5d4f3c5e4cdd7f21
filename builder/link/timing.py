"""Which times of a passage date the event it tells.

Comes in: an article with its annotations, a mention, the citation that holds it. Goes
out: the times that are the event's: not those of the speaking, of what is said
beside it, of another noun, nor those that only end or begin something.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from builder.annotate.contexts import names_charge
from builder.annotate.tolls import find_toll
from builder.annotate.triggers import load_events
from builder.annotate.words import PhraseTable, Words, find_words, list_phrases
from builder.link.claims import inside
from builder.link.offsets import Dated
from builder.model import Annotations, Article, Citation, EventMention, TimeExpression
from builder.taxonomy import family, load_kinds

_SPOKEN = 12
"""Characters between a cue and its own day: "said late on Sunday"."""
_OWNED = 30
"""Characters behind a possessive in which the noun of an event is looked for."""
_CLAUSE = 8
"""Words between "until" and a time of the same clause: "until it opens in May"."""
_GOVERNED = 4
"""Words from "after" to its noun: "after the second big fire"."""
_RECORD = 20
"""Words between "the worst" and "since"."""
_VAGUE = frozenset(["PRESENT_REF", "FUTURE_REF"])
"""Times such as "now" that date nothing."""


def _dates_deed(article: Article, mention: EventMention, time: TimeExpression) -> bool:
    """Whether a time before a charge or an arrest is that of the deed: "suspected of
    having killed a man on Sunday, was charged"."""
    if family(mention.kind) not in ("trial", "arrest"):
        return False
    if not mention.passage[0] <= time.span[0] < mention.trigger[0]:
        return False
    language = article.record.language
    words = find_words(article.body, (mention.passage[0], time.span[0]), language)
    return names_charge(words, language)


@cache
def _phrases(language: str, key: str) -> PhraseTable[str]:
    """Words before a time that ends, bounds or begins something: "until", "since"."""
    return list_phrases(language, fixed=load_events(language)[key])


def _is_limit(article: Article, mention: EventMention, time: TimeExpression) -> bool:
    """Whether a time is only how long what is told will last, or since when nothing
    like it was seen."""
    language = article.record.language
    words = find_words(article.body, (mention.passage[0], time.span[1]), language)
    first = bisect_left(words.starts, time.span[0])
    if _counts_since(words, first, language, span=time.rule.endswith("/in-units")):
        return True
    begin = max(0, first - _CLAUSE)
    breaks = [n for n in range(begin, first) if words.texts[n] in ",;:"]
    begin = breaks[-1] + 1 if breaks else begin
    return any(
        hit.last <= first
        for index in range(begin, min(first + 1, len(words)))
        for hit in _phrases(language, "limits").find_all(words, index)
    ) or any(
        hit.last in (first - 1, first)
        for index in range(max(0, first - 3), min(first + 1, len(words)))
        for hit in _phrases(language, "bounds").find_all(words, index)
    )


def _counts_since(words: Words, first: int, language: str, *, span: bool) -> bool:
    """Whether "since" stands at a time, and before it a first, a last, a worst one.

    So does a ``span`` of time: "the first title in ten years" lies not ahead.
    """
    rules = load_events(language)
    since = frozenset(rules.get("since", ()))
    near = range(max(0, first - 2), min(first + 1, len(words)))
    at = next((n for n in near if words.texts[n] in since), first if span else None)
    if at is None:
        return False
    record = re.compile(str(rules["records"]))
    return any(map(record.search, words.texts[max(0, at - _RECORD) : at]))


def _dates_noun(article: Article, mention: EventMention, time: TimeExpression) -> bool:
    """Whether a time is a possessive of something else: "lost Tuesday's vote"."""
    marks = tuple(load_events(article.record.language).get("possessive", ()))
    if not article.body.startswith(marks, time.span[1]):
        return False
    return not 0 < mention.trigger[0] - time.span[1] < _OWNED


def _is_of_its_clause(
    article: Article, mention: EventMention, time: TimeExpression
) -> bool:
    """Whether a time dates what was done before or after the event of a noun: "they
    met on Sunday, after the fire"."""
    if "/noun" not in mention.rule or time.span[1] > mention.trigger[0]:
        return False
    language = article.record.language
    words = find_words(article.body, (time.span[1], mention.trigger[0]), language)
    apart = frozenset(load_events(language).get("not_then", ()))
    return not apart.isdisjoint(words.texts[-_GOVERNED:])


def _begins(article: Article, time: TimeExpression) -> bool:
    """Whether a time is only since when: "the men trapped since Monday were freed"."""
    language = article.record.language
    words = find_words(
        article.body, (max(0, time.span[0] - 20), time.span[0]), language
    )
    table = _phrases(language, "since")
    return any(
        hit.last == len(words) - 1
        for index in range(max(0, len(words) - 3), len(words))
        for hit in table.find_all(words, index)
    )


def _is_in_others_words(
    time: TimeExpression, mention: EventMention, citations: Sequence[Citation]
) -> bool:
    """Whether a time is of what is said beside the event, behind the words that
    announce it: "visiting the city, he promised a school within a year"."""
    return any(
        mention.trigger[1] <= citation.cue[0] < citation.cue[1] <= time.span[0]
        and any(inside(time.span, part) for part in citation.content)
        for citation in citations
    )


def _only_blames(mention: EventMention) -> bool:
    """Whether a sentence says who is to blame for an event told before: its times are
    those of the charge, "cracks that were reported a week earlier"."""
    return "/goes-on" in mention.rule and any(
        role.facet == "blamed_on" for role in mention.roles
    )


def _is_own(article: Article, mention: EventMention, time: TimeExpression) -> bool:
    """Whether a time belongs to the event's noun: "the fire of Sunday", "Sunday's
    fire", which another time of the sentence does not date."""
    if "/noun" not in mention.rule or time.offset is not None:
        return False
    first, last = mention.trigger
    rules = load_events(article.record.language)
    if time.span[1] <= first:
        marks = tuple(rules.get("possessive", ()))
        gap = article.body[time.span[1] : first]
        return gap.startswith(marks or "\0") and len(gap) < _OWNED
    gap = article.body[last : time.span[0]]
    words = find_words(article.body, (last, time.span[0]), article.record.language)
    return 0 < len(gap) < _OWNED and words.known <= frozenset(rules["dated_of"])


def _toll_told(article: Article, mention: EventMention) -> int | None:
    """Where a toll is said to have changed: what is dated behind it is the toll."""
    if "/toll" not in mention.rule:
        return None
    language = article.record.language
    words = find_words(article.body, mention.passage, language)
    verb = find_toll(words, 0, len(words), language)
    return None if verb is None else words.starts[verb]


def find_dating(
    article: Article,
    annotations: Annotations,
    mention: EventMention,
    citation: Citation | None,
    dated: Dated,
) -> tuple[TimeExpression, ...]:
    """The times of a mention's passage that date its event.

    ``citation`` is the one that holds the mention, ``dated`` what distances from other
    events say.
    """
    lead = mention.rule.endswith("/lead")
    says = lead or family(mention.kind) == "statement"
    others = [
        m
        for m in annotations.mentions
        if m is not mention
        and m.modality == "asserted"
        and inside(m.passage, mention.passage)
        and not (lead and m.passage == mention.passage)
    ]
    kept = list(dated.times.get(mention.trigger, ()))
    told = _toll_told(article, mention)
    if _only_blames(mention):
        return tuple(kept)
    for time in annotations.times:
        if time.type not in ("DATE", "TIME") or time.offset is not None:
            continue
        if time.value in _VAGUE or not inside(time.span, mention.passage):
            continue
        if any(
            inside(time.span, other.passage)
            and not _is_of_its_clause(article, other, time)
            for other in others
        ):
            continue
        if citation is not None and not says and _dates_speaking(time, citation):
            continue
        if not lead and _dates_others_speaking(time, mention, annotations.citations):
            continue
        if lead and time.quoted:
            continue  # what is said may be of any time; that it is said is the news
        if told is not None and time.span[0] > told:
            continue
        if _is_in_others_words(time, mention, annotations.citations):
            continue
        if _is_limit(article, mention, time) or _dates_deed(article, mention, time):
            continue
        if _dates_noun(article, mention, time):
            continue
        if _is_of_its_clause(article, mention, time):
            continue
        kept.append(time)
    begun = [time for time in kept if _begins(article, time)]
    kept = [time for time in kept if time not in begun] or kept
    if not load_kinds()[mention.kind].lasts:  # "the deadliest since 2011"
        kept = [time for time in kept if not time.rule.endswith("/since-year")]
    own = [time for time in kept if _is_own(article, mention, time)]
    kept = own or kept
    first, last = mention.trigger

    def away(time: TimeExpression) -> int:
        return max(time.span[0] - last, first - time.span[1], 0)

    # of two days the one beside the deed is its own: "hurt on Monday, died Wednesday"
    if family(mention.kind) in ("death", "killing"):
        return tuple(sorted(kept, key=lambda time: (away(time), time.span)))
    return tuple(sorted(kept, key=lambda time: time.span))


def _dates_speaking(time: TimeExpression, citation: Citation) -> bool:
    """Whether a time stands outside what is said, beside the cue."""
    if any(inside(time.span, content) for content in citation.content):
        return False
    near = min(abs(time.span[0] - citation.cue[1]), abs(citation.cue[0] - time.span[1]))
    return near < 25


def _dates_others_speaking(
    time: TimeExpression, mention: EventMention, citations: Sequence[Citation]
) -> bool:
    """Whether a time stands behind a cue and nearer to it than to the event that the
    sentence tells besides: "he recalled on Sunday, two days after the fire"."""
    if family(mention.kind) == "statement":
        return False
    first, last = mention.trigger
    away = max(time.span[0] - last, first - time.span[1], 0)
    return any(
        0 <= time.span[0] - citation.cue[1] < min(_SPOKEN, away)
        for citation in citations
        if not any(inside(time.span, part) for part in citation.content)
    )
