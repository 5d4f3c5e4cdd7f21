"""How many speak about an event, and how many independent origins stand behind them.

Comes in: reports, articles, which articles are nearly one text. Goes out: counts, and
the origins by name. Two unnamed speakers are never held to be two for sure.

An origin is a first speaker who passes on nobody else's words about the event. So an
outlet that cites is none for what it adds itself, and three outlets that carry one
agency, or print one text, are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.compare.copies import find_copies, join_groups
from builder.model import UNKNOWN, Article, Report
from builder.voices import publisher_of, resolve_ref

Copies = Mapping[str, tuple[str, ...]]
"""Articles that are nearly one text: each with its whole group, itself included."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many speak; lower bounds where somebody is not named."""

    sources: int
    """First speakers and those who relay them; an outlet where it speaks itself."""
    sources_at_least: bool
    outlets: int
    outlets_at_least: bool
    origins: int
    origins_at_least: bool
    articles: int
    reports: int


@dataclass(frozen=True, slots=True)
class Origin:
    """One first speaker, under all references that stand for it."""

    speakers: tuple[str, ...]
    relays: tuple[str, ...]
    """Who passes its words on, in the order of the reports; its publishers last."""
    articles: tuple[str, ...]
    """Articles whose text is nearly one, where that is what makes it one origin."""


@dataclass(frozen=True, slots=True)
class SameText:
    """Articles that tell an event in nearly the same words."""

    articles: tuple[str, ...]
    """In the order of the reports."""
    credits: tuple[str, ...]
    """Whose text it is, as far as one of the articles says so."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One report, as far as it matters who speaks."""

    article: str
    first: str
    relays: tuple[str, ...]


def count_voices(
    reports: Sequence[Report],
    articles: Mapping[str, Article],
    copies: Copies | None = None,
) -> Counts:
    """Who speaks about an event: lower bounds where two unnamed may be one."""
    outlets: set[str] = set()
    hidden: set[str] = set()
    voices: list[tuple[str, str]] = []
    for report in reports:
        outlet = _publisher(report, articles)
        (hidden if outlet.startswith(f"{UNKNOWN}@") else outlets).add(outlet)
        for ref in (report.source, *report.via):
            voices.append((report.article, resolve_ref(ref, articles)))
    sources, sources_open = _count(voices)
    origins = find_origins(reports, articles, copies)
    found, origins_open = _count(
        (origin.speakers[0].partition("@")[2], origin.speakers[0]) for origin in origins
    )
    return Counts(
        sources=sources,
        sources_at_least=sources_open,
        outlets=len(outlets) or min(len(hidden), 1),
        outlets_at_least=len(hidden) + bool(outlets) > 1,
        origins=found,
        origins_at_least=origins_open,
        articles=len({report.article for report in reports}),
        reports=len(reports),
    )


def _count(voices: Iterable[tuple[str, str]]) -> tuple[int, bool]:
    """How many voices, and whether more may hide: those known in one article only may
    be those of another."""
    named: set[str] = set()
    unnamed: dict[str, set[str]] = {}
    for article, ref in voices:
        if "@" in ref:
            unnamed.setdefault(article, set()).add(ref)
        else:
            named.add(ref)
    most = max((len(refs) for refs in unnamed.values()), default=0)
    return len(named) + most, len(unnamed) > 1


def find_origins(
    reports: Sequence[Report],
    articles: Mapping[str, Article],
    copies: Copies | None = None,
) -> tuple[Origin, ...]:
    """The origins of what is told of an event, in the order of the reports."""
    told = [_tell(report, articles) for report in reports]
    keys = _speaker_keys(told, _same_text(reports, copies or {}))
    passing = {keys.get((one.article, ref), ref) for one in told for ref in one.relays}
    groups: dict[str, list[_Told]] = {}
    for one in told:
        groups.setdefault(keys[one.article, one.first], []).append(one)
    chosen = {key: group for key, group in groups.items() if key not in passing}
    # Where everybody passes on somebody's words, the first speakers are all there is.
    return tuple(_make_origin(group) for group in (chosen or groups).values())


def find_same_texts(
    reports: Sequence[Report],
    articles: Mapping[str, Article],
    copies: Copies | None = None,
) -> tuple[SameText, ...]:
    """Texts about an event that stand in several articles."""
    groups: dict[str, list[str]] = {}
    text = _same_text(reports, copies or {})
    for name in dict.fromkeys(report.article for report in reports):
        groups.setdefault(text[name], []).append(name)
    found = []
    for names in groups.values():
        credits = dict.fromkeys(
            credit
            for name in names
            if name in articles
            for credit in articles[name].record.credits
        )
        if len(names) > 1:
            found.append(SameText(tuple(names), tuple(credits)))
    return tuple(found)


def _publisher(report: Report, articles: Mapping[str, Article]) -> str:
    article = articles.get(report.article)
    return f"{UNKNOWN}@{report.article}" if article is None else publisher_of(article)


def _tell(report: Report, articles: Mapping[str, Article]) -> _Told:
    first, *via = (resolve_ref(ref, articles) for ref in (report.source, *report.via))
    relays = (*via, _publisher(report, articles))
    passed = tuple(ref for ref in dict.fromkeys(relays) if ref != first)
    return _Told(report.article, first, passed)


def _same_text(reports: Sequence[Report], copies: Copies) -> dict[str, str]:
    """For each article the first of those that tell the event in the same words: their
    texts, or their passages about it, are nearly one."""
    passages: dict[str, list[str]] = {}
    for report in reports:
        passages.setdefault(report.article, []).append(report.quote)
    alike = find_copies({name: "\n".join(words) for name, words in passages.items()})
    printed = [copies[name] for name in passages if name in copies]
    return join_groups(passages, [*alike, *printed])


def _speaker_keys(
    told: Sequence[_Told], text: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """What stands for a first speaker: of texts that are nearly one, the anonymous and
    the outlets that speak themselves are the same."""
    keys: dict[tuple[str, str], str] = {}
    shared = {name for name, first in text.items() if first != name}
    shared |= {text[name] for name in shared}
    for one in told:
        key = one.first
        if one.article in shared:
            own = not one.relays  # nobody between the words and their publisher
            if own or "@" in key:
                words = UNKNOWN if own else key.partition("@")[0]
                key = f"{words}@{text[one.article]}"
        keys[one.article, one.first] = key
    return keys


def _make_origin(group: Sequence[_Told]) -> Origin:
    relays = [ref for one in group for ref in one.relays[:-1]]
    relays += [ref for one in group for ref in one.relays[-1:]]
    speakers = tuple(dict.fromkeys(one.first for one in group))
    articles = tuple(dict.fromkeys(one.article for one in group))
    return Origin(
        speakers,
        tuple(ref for ref in dict.fromkeys(relays) if ref not in speakers),
        articles if len(speakers) > 1 else (),
    )
