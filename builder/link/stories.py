"""Articles that are mainly about one and the same thing.

Comes in: articles with their publication dates. Goes out: stories, each two articles or
more, and how alike every two of them are. It finds no events: which passage tells the
main event of a story is for ``mains``, and what speaks against it for ``events``.

Only articles published within days of one another, or undated, and with rare words of
their leads in common are compared: cost grows with the corpus. Average linkage, with
three cautions, since a false link invents corroboration: two articles must be close to
begin with; each one that joins must be close to the whole; two stories that each hold
together far better than they hold to one another stay two.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from builder.link.grounds import parse_known
from builder.link.wording import Wording, compare_wording, weigh_words
from builder.model import Article

_CLOSE = 0.18
"""What two articles need in common to begin a story."""
_ENOUGH = 0.14
"""What two stories need in common on average."""
_TOGETHER = 0.42
"""Of what holds a story together, the share that must hold it to another one."""
_WINDOW = 4
"""Days between two articles that may tell one event as news."""
_FADING = 0.8
"""For each day after the first between two articles: what is new has changed."""
_UNDATED = 0.09
_BOTH_UNDATED = 0.2
"""What unknown dates of publication take from the likeness: years may lie between."""
_MOST_DAYS = 3
"""A publication date wider than this says too little."""
_KEYS = 16
"""Weightiest words of a lead by which an article is looked up."""
_SHARED_KEYS = 2
_MOST_UNDER_KEY = 250
"""A word that so many articles of a few days bear tells none of them apart."""
_FOUND_AGAIN = 1e-9
"""Means that differ by less are one: sums differ in their last digits."""


@dataclass(frozen=True, slots=True)
class Story:
    """Articles mainly about one thing."""

    articles: tuple[str, ...]
    """Ids, A to Z."""


@dataclass(slots=True)
class _Side:
    """A story under way."""

    articles: list[int]
    inner: float = 0.0
    """Sum of the likenesses within."""

    @property
    def held(self) -> float | None:
        """How it holds together: the mean within; None for an article alone."""
        n = len(self.articles)
        return self.inner / (n * (n - 1) / 2) if n > 1 else None


@dataclass(slots=True)
class _Between:
    """What two sides have in common."""

    total: float
    best: float


@dataclass(slots=True)
class _State:
    sides: dict[int, _Side]
    between: dict[int, dict[int, _Between]] = field(
        default_factory=lambda: defaultdict(dict)
    )


def find_stories(articles: Sequence[Article]) -> tuple[Story, ...]:
    """The stories of two articles and more, in the order of their first article."""
    ordered = sorted(articles, key=lambda article: article.id)
    wording = weigh_words(ordered)
    dates = [find_day(article) for article in ordered]
    words = [wording[a.id] for a in ordered]
    alike = {}
    for a, b in _find_pairs(words, dates, [a.record.language for a in ordered]):
        likeness = fade(compare_wording(words[a], words[b]), dates[a], dates[b])
        if likeness > 0:
            alike[a, b] = likeness
    groups = _agglomerate(len(ordered), alike)
    return tuple(Story(tuple(ordered[n].id for n in group)) for group in groups)


def find_day(article: Article) -> int | None:
    """The first day a publication may lie on, where it is known to some days; as a
    number that counts days."""
    date = parse_known(article.record.published)
    if date is None or date.lower is None or date.upper is None:
        return None
    if (date.upper - date.lower).days > _MOST_DAYS:
        return None
    return date.lower.toordinal()


def fade(likeness: float, a: int | None, b: int | None) -> float:
    """What is left of a likeness at the distance of two days of publication."""
    if a is None or b is None:
        return likeness - (_BOTH_UNDATED if a is b else _UNDATED)
    return float(likeness * _FADING ** max(0, abs(a - b) - 1))


def _find_pairs(
    words: Sequence[Wording], days: Sequence[int | None], languages: Sequence[str]
) -> list[tuple[int, int]]:
    """Pairs of one language and of few days, with rare words of the lead in common."""
    index: dict[tuple[str, str, int | None], list[int]] = defaultdict(list)
    keys = [_find_keys(one) for one in words]
    for n, mine in enumerate(keys):
        for key in mine:
            index[languages[n], key, days[n]].append(n)
    undated = _all_of(index)
    pairs = []
    for n, mine in enumerate(keys):
        shared: dict[int, int] = defaultdict(int)
        for key in mine:
            day = days[n]
            if day is None:
                found = undated[languages[n], key]
            else:
                near = (*range(day - _WINDOW, day + _WINDOW + 1), None)
                found = [m for d in near for m in index.get((languages[n], key, d), ())]
            if len(found) > _MOST_UNDER_KEY:
                continue
            for other in found:
                if other < n:
                    shared[other] += 1
        pairs += [(m, n) for m, k in sorted(shared.items()) if k >= _SHARED_KEYS]
    return pairs


def _all_of(
    index: Mapping[tuple[str, str, int | None], Sequence[int]],
) -> dict[tuple[str, str], list[int]]:
    """The articles under a key whatever their day, for those without one."""
    out: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (language, key, _), numbers in index.items():
        out[language, key] += numbers
    return out


def _find_keys(wording: Wording) -> list[str]:
    """The weightiest words of a lead, names and others."""
    halves = (wording.lead_names, wording.lead_words)
    return [
        word
        for half in halves
        for word, _ in sorted(half.items(), key=lambda row: (-row[1], row[0]))[:_KEYS]
    ]


def _agglomerate(
    size: int, alike: Mapping[tuple[int, int], float]
) -> list[tuple[int, ...]]:
    """Join the best two sides while they may be joined; the groups of two and more."""
    state = _State({n: _Side([n]) for n in range(size)})
    heap = []
    for (a, b), likeness in alike.items():
        state.between[a][b] = state.between[b][a] = _Between(likeness, likeness)
        heap.append((-likeness, a, b, 1, 1))
    heapq.heapify(heap)
    while heap:
        mean, a, b, size_a, size_b = heapq.heappop(heap)
        one, other = state.sides.get(a), state.sides.get(b)
        if one is None or other is None:
            continue
        if (len(one.articles), len(other.articles)) != (size_a, size_b):
            continue
        if not _may_join(-mean, state.between[a][b], one, other):
            continue
        _join(state, a, b)
        for n, between in sorted(state.between[a].items()):
            x, y = min(a, n), max(a, n)
            sizes = len(state.sides[x].articles), len(state.sides[y].articles)
            mean = between.total / (sizes[0] * sizes[1])
            heapq.heappush(heap, (-round(mean, 12), x, y, *sizes))
    groups = [tuple(sorted(side.articles)) for side in state.sides.values()]
    return sorted(group for group in groups if len(group) > 1)


def _may_join(mean: float, between: _Between, one: _Side, other: _Side) -> bool:
    if between.best < _CLOSE - _FOUND_AGAIN or mean < _ENOUGH - _FOUND_AGAIN:
        return False
    for side, beside in ((one, other), (other, one)):
        held = side.held
        if held is not None and len(beside.articles) > 1 and mean < _TOGETHER * held:
            return False
    return True


def _join(state: _State, a: int, b: int) -> None:
    """Put side ``b`` into ``a``."""
    one, other = state.sides[a], state.sides.pop(b)
    one.inner += other.inner + state.between[a][b].total
    one.articles += other.articles
    for n, between in state.between.pop(b).items():
        state.between[n].pop(b)
        if n == a:
            continue
        mine = state.between[a].get(n)
        if mine is not None:
            between = _Between(mine.total + between.total, max(mine.best, between.best))
        state.between[a][n] = state.between[n][a] = between
