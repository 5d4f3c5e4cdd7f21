"""Who relays whom over all articles shown: links, rings, and who speaks first.

Comes in: articles with their citations, and reports. Goes out: links with counts and
dates, which nobody can read as a rating. Citations say it where an article has been
read; reports add what only a person wrote. Nothing here is HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from builder.compare import read_date
from builder.edtf import Day
from builder.model import Annotations, Article, Date, Report
from builder.voices import chain_of, publisher_of, resolve_ref

Chain = tuple[str, ...]
"""References, first speaker first, publisher last, each once."""

_Reports = Mapping[str, Sequence[Report]]


@dataclass(frozen=True, slots=True)
class Relayed:
    """One source passes on another's words."""

    speaker: str
    """Whose words they are, or who passed them on before."""
    relay: str
    passages: int
    articles: tuple[str, ...]
    """In the order of their dates."""
    first: Date | None
    """Publication of the first article; None where none bears a date."""
    last: Date | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a source meets others in chains, whoever stands between them."""

    cites: tuple[tuple[str, int], ...]
    """Whose words come through it, with passages; in the order of their references."""
    carried_by: tuple[tuple[str, int], ...]
    """Through whom its words come."""


@dataclass(frozen=True, slots=True)
class Relays:
    """All links, and what they are taken together."""

    links: tuple[Relayed, ...]
    """By relay and speaker, as their references sort."""
    rings: tuple[tuple[str, ...], ...]
    """Sources who pass on each other's words, each ring once."""
    origins: Mapping[str, tuple[str, ...]]
    """First speakers whose words come through several publishers, and these."""
    single: Mapping[str, tuple[str, int]]
    """Publishers of several passages of others, all of one first speaker; with their
    number."""
    tallies: Mapping[str, Tally]
    """By source."""


NO_RELAYS = Relays((), (), {}, {}, {})


def find_relays(
    articles: Mapping[str, Article],
    annotations: Mapping[str, Annotations],
    reports: _Reports,
) -> Relays:
    """One pass over all citations and reports."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    heard: dict[str, dict[str, int]] = {}
    met: dict[tuple[str, str], int] = {}
    for name, article in articles.items():
        for chain in _find_chains(article, annotations.get(name), reports):
            for speaker, relay in pairwise(chain):
                places = found.setdefault((speaker, relay), {})
                places[name] = places.get(name, 0) + 1
            for pair in combinations(chain, 2):
                met[pair] = met.get(pair, 0) + 1
            if len(chain) > 1:
                first = heard.setdefault(chain[-1], {})
                first[chain[0]] = first.get(chain[0], 0) + 1
    links = tuple(
        _make_link(*pair, found[pair], articles)
        for pair in sorted(found, key=lambda pair: (pair[1], pair[0]))
    )
    return Relays(
        links,
        find_rings(found),
        _find_origins(heard),
        _find_single(heard),
        _make_tallies(met),
    )


def _find_chains(
    article: Article, notes: Annotations | None, reports: _Reports
) -> Iterator[Chain]:
    """A chain for each citation; then for each report whose links no citation gives."""
    known: set[tuple[str, str]] = set()
    for citation in notes.citations if notes is not None else ():
        links = chain_of(citation.ref, citation.via, article)
        chain = tuple(dict.fromkeys(_resolve(link.ref, article) for link in links))
        known.update(pairwise(chain))
        yield chain
    for report in reports.get(article.id, ()):
        last = publisher_of(article)
        refs = [_resolve(ref, article) for ref in (report.source, *report.via)]
        chain = (*(r for r in dict.fromkeys(refs) if r != last), last)
        if refs[0] != last and not known.issuperset(pairwise(chain)):
            yield chain


def _resolve(ref: str, article: Article) -> str:
    return resolve_ref(ref, {article.id: article})


def _make_link(
    speaker: str, relay: str, places: Mapping[str, int], articles: Mapping[str, Article]
) -> Relayed:
    dated = sorted(
        (day, name)
        for name in places
        if (day := _day(articles[name].record.published)) is not None
    )
    names = [name for _, name in dated]
    return Relayed(
        speaker,
        relay,
        sum(places.values()),
        (*names, *sorted(places.keys() - names)),
        articles[names[0]].record.published if names else None,
        articles[names[-1]].record.published if names else None,
    )


def _day(published: Date) -> Day | None:
    value = read_date(published)
    return None if value is None else value.earliest


def _find_origins(
    heard: Mapping[str, Mapping[str, int]],
) -> dict[str, tuple[str, ...]]:
    carried: dict[str, list[str]] = {}
    for publisher, speakers in sorted(heard.items()):
        for speaker in speakers:
            carried.setdefault(speaker, []).append(publisher)
    return {s: tuple(p) for s, p in sorted(carried.items()) if len(p) > 1}


def _find_single(
    heard: Mapping[str, Mapping[str, int]],
) -> dict[str, tuple[str, int]]:
    return {
        publisher: (speaker, count)
        for publisher, speakers in sorted(heard.items())
        for speaker, count in speakers.items()
        if len(speakers) == 1 and count > 1
    }


def _make_tallies(met: Mapping[tuple[str, str], int]) -> dict[str, Tally]:
    cites: dict[str, list[tuple[str, int]]] = {}
    carried: dict[str, list[tuple[str, int]]] = {}
    for (speaker, relay), count in sorted(met.items()):
        cites.setdefault(relay, []).append((speaker, count))
        carried.setdefault(speaker, []).append((relay, count))
    return {
        ref: Tally(tuple(cites.get(ref, ())), tuple(carried.get(ref, ())))
        for ref in sorted(cites.keys() | carried.keys())
    }


def find_rings(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Sets of names each of which leads to every other one; in order, each once.

    Source: R. Tarjan, Depth-first search and linear graph algorithms (1972), with a
    stack of its own: a chain of thousands is no depth for a program's.
    """
    after: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        after.setdefault(one, []).append(other)
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    held: dict[str, None] = {}
    rings: list[tuple[str, ...]] = []
    for start in after:
        if start in number:
            continue
        number[start] = low[start] = len(number)
        held[start] = None
        work = [(start, iter(after[start]))]
        while work:
            name, others = work[-1]
            for other in others:
                if other not in number:
                    number[other] = low[other] = len(number)
                    held[other] = None
                    work.append((other, iter(after.get(other, ()))))
                    break
                if other in held:
                    low[name] = min(low[name], number[other])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[name])
                if low[name] == number[name]:
                    rings.append(_take_ring(held, name))
    return tuple(sorted(ring for ring in rings if len(ring) > 1))


def _take_ring(held: dict[str, None], name: str) -> tuple[str, ...]:
    """The names held since this one, taken out."""
    ring = [held.popitem()[0]]
    while ring[-1] != name:
        ring.append(held.popitem()[0])
    return tuple(sorted(ring))


def order_by_flow(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Every name once, behind all whose words it passes on, and close to them.

    The order of the pairs decides between orders that are as good. In a ring somebody
    has to stand before one whose words he passes on; outside of rings nobody does.
    """
    before: dict[str, list[str]] = {}
    for speaker, relay in pairs:
        before.setdefault(relay, []).append(speaker)
    spoken = {speaker for speaker, _ in pairs}
    ends = [relay for relay in before if relay not in spoken]
    seen: dict[str, None] = {}
    order: list[str] = []
    for start in (*ends, *before):
        if start in seen:
            continue
        seen[start] = None
        work = [(start, iter(before[start]))]
        while work:
            name, others = work[-1]
            other = next((o for o in others if o not in seen), None)
            if other is None:
                order.append(name)
                work.pop()
            else:
                seen[other] = None
                work.append((other, iter(before.get(other, ()))))
    return tuple(order)
