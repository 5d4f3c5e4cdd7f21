"""Clusters of reports, and the links between those of different articles.

Comes in: one cluster per event and article. Goes out: clusters over all articles,
and pairs of reports whose clusters may be one event. It reads no text.

Average linkage over must-not constraints, inside blocks of one place and one day or
month: no pair outside a block is ever looked at, so cost grows with the corpus.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations

from builder.edtf import Edtf
from builder.link.grounds import (
    ABOUT_DAYS,
    Facts,
    are_of_two_days,
    are_other_sides,
    begin_apart,
    combine,
    compare_places,
    compare_times,
)
from builder.taxonomy import GENERAL, compatible, family

_ENOUGH = 2.4
"""Place, date and kind agree, or two of them nearly and the words help."""
_PLACE = {
    "same": 1.0,
    "near": 0.8,
    "contained": 0.4,
    "named": 0.8,
    "named-once": 0.4,
    "one-story": 0.7,
}
"""Names in common stand in for a place that the program does not know; so does one
story, for a deed of one kind done to or by the same: "the driver was arrested"."""
_TIME = {"same": 1.0, "close": 0.35, "overlap": 0.5, "likely": 0.3}
_KIND = 0.7
_SAME_KIND = 1.0
_WORDS = 0.5
_COUNTS = 0.3
_FEW_OF_MANY = 3
"""A third of the articles gives an event its kind."""
_MOST_NAMED = 30
_RARE = 20
"""A name counts while it stands in at most 30 articles, or in one of 20."""
_WIDE_DAYS = 3
_WIDEST_DAYS = 62
"""A date wider than this says too little to link by."""
_MOST_IN_UNSURE_BLOCK = 40
"""Larger blocks of undated events are left to the person: too many to read."""


@dataclass(slots=True)
class Cluster:
    """Reports held to tell of one event."""

    placed: str = ""
    members: list[int] = field(default_factory=list)
    reasons: dict[int, tuple[str, ...]] = field(default_factory=dict)
    all_facts: list[Facts] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    stories: set[tuple[str, int]] = field(default_factory=set)
    """Language and number of the stories of which it is the main event."""
    told_in: set[tuple[str, int]] = field(default_factory=set)
    """The stories of the articles that tell it, whether or not as their main event."""
    matter: str = GENERAL
    """The kind of these stories."""
    by_relation: bool = False
    """Its date comes from its distance to another event."""
    last: int = -1
    """Position in its article of the report added last."""
    last_speaker: str = ""
    kinds: Counter[str] = field(default_factory=Counter)
    kinds_of: dict[str, set[str]] = field(default_factory=dict)
    """Families of kinds, by the article that gives them."""
    _facts: Facts | None = None

    def add(
        self, report: int, facts: Facts, article: str, why: tuple[str, ...], at: int
    ) -> None:
        """Take in one report."""
        self.members.append(report)
        self.reasons[report] = why
        self.all_facts.append(facts)
        self.articles.add(article)
        self.heads.add(facts.head)
        self.kinds[facts.kind] += 1
        self.kinds_of.setdefault(article, set()).add(family(facts.kind))
        self.last, self.last_speaker = at, facts.speaker
        self._facts = facts if self._facts is None else combine(self._facts, facts)

    def absorb(self, other: Cluster, why: tuple[str, ...]) -> None:
        """Take in all reports of another cluster."""
        self.placed = self.placed or other.placed
        self.members += other.members
        self.reasons |= other.reasons
        for member in other.members:
            self.reasons[member] = self.reasons[member] or why
        self.all_facts += other.all_facts
        self.articles |= other.articles
        self.stories |= other.stories
        self.told_in |= other.told_in
        self.matter = other.matter if self.matter == GENERAL else self.matter
        self.heads |= other.heads
        self.kinds += other.kinds
        for article, families in other.kinds_of.items():
            self.kinds_of.setdefault(article, set()).update(families)
        self._facts = combine(self.facts, other.facts)

    def assume_date(self, date: Edtf, *, by_relation: bool) -> None:
        """Take a date found without these reports' own words, where they give none."""
        if self.facts.date is None:
            self._facts = replace(self.facts, date=date)
            self.by_relation = by_relation

    @property
    def facts(self) -> Facts:
        """What its reports say together."""
        assert self._facts is not None, "a cluster holds at least one report"
        return self._facts

    @property
    def kind(self) -> str:
        """The kind most reports give, a specific one before a general one; of two
        the one that was told first. A few articles of many name none for all."""
        if self.matter != GENERAL:
            return self.matter
        shares = Counter(name for names in self.kinds_of.values() for name in names)
        told = [
            kind
            for kind in self.kinds
            if shares[family(kind)] * _FEW_OF_MANY >= len(self.kinds_of)
        ]
        if told == [GENERAL]:
            return GENERAL
        named = [kind for kind in told if kind != GENERAL] or list(self.kinds)
        return max(named, key=lambda kind: ("/" in kind, self.kinds[kind]))


def link_between(
    clusters: Sequence[Cluster],
    apart: set[frozenset[int]],
    rank: Mapping[int, int],
) -> tuple[list[Cluster], dict[int, set[int]]]:
    """Link clusters of different articles.

    ``rank`` orders the reports. Returns the clusters and, for the first report of a
    cluster, the first reports of clusters that may tell of the same event.
    """
    nodes = sorted(clusters, key=lambda c: min(rank[m] for m in c.members))
    common = _find_common_names(nodes)
    scores: dict[tuple[int, int], float] = {}
    reasons: dict[tuple[int, int], tuple[str, ...]] = {}
    for pair in _pairs(nodes, common):
        grounds = _weigh(nodes[pair[0]], nodes[pair[1]], apart, common)
        if grounds is not None:
            scores[pair], reasons[pair] = grounds
    alive = _agglomerate(nodes, scores, reasons, apart)
    linked = [nodes[n] for n in alive]
    return linked, _find_unsure(linked, apart)


def find_episodes(
    clusters: Sequence[Cluster], apart: set[frozenset[int]]
) -> list[tuple[int, int]]:
    """First reports of pairs that may be one event, told by two sources of an article.

    They name two places of one part of the country, of one kind and with a word for
    actor, target or means in common; nothing said keeps them apart.
    """
    here: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if len(cluster.articles) == 1 and cluster.kind != GENERAL:
            (article,) = cluster.articles
            here[article, family(cluster.kind)].append(cluster)
    return [
        (a.members[0], b.members[0])
        for block in here.values()
        if len(block) <= _MOST_IN_UNSURE_BLOCK
        for a, b in combinations(block, 2)
        if _may_be_one_episode(a, b) and not are_kept_apart(a, b, apart)
    ]


def _may_be_one_episode(a: Cluster, b: Cluster) -> bool:
    one, other = a.facts, b.facts
    if {f.speaker for f in a.all_facts} & {f.speaker for f in b.all_facts}:
        return False
    if are_of_two_days(one.date, other.date) or one.again or other.again:
        return False
    if one.beside & b.heads or other.beside & a.heads:
        return False
    around = bool(one.places and other.places and one.around & other.around)
    return around and bool(one.words & other.words)


def _agglomerate(
    nodes: Sequence[Cluster],
    scores: Mapping[tuple[int, int], float],
    reasons: Mapping[tuple[int, int], tuple[str, ...]],
    apart: set[frozenset[int]],
) -> list[int]:
    """Merge the best pair while it is good enough; a missing pair counts 0."""
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), score in scores.items():
        sums[a][b] = sums[b][a] = score
    sizes = dict.fromkeys(range(len(nodes)), 1)
    heap = [(-s, a, b, 1, 1) for (a, b), s in scores.items() if s >= _ENOUGH]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if sizes.get(a) != size_a or sizes.get(b) != size_b:
            continue
        if _excluded(nodes[a], nodes[b], apart):
            continue
        nodes[a].absorb(nodes[b], reasons.get((a, b), ("linked-through-others",)))
        sizes[a] += sizes.pop(b)
        for other, total in sums.pop(b).items():
            sums[other].pop(b, None)
            if other != a:
                sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + total
        for other, total in sorted(sums[a].items()):
            mean = total / (sizes[a] * sizes[other])
            if mean >= _ENOUGH:
                x, y = min(a, other), max(a, other)
                heapq.heappush(heap, (-mean, x, y, sizes[x], sizes[y]))
    return sorted(sizes)


def _weigh(
    a: Cluster, b: Cluster, apart: set[frozenset[int]], common: Container[str]
) -> tuple[float, tuple[str, ...]] | None:
    """Grounds for one event, with their names; None where no place (or names in its
    stead), no time or no kind carries a link."""
    if _excluded(a, b, apart) or are_other_sides(a.facts, b.facts):
        return None
    if are_other_sides(b.facts, a.facts):
        return None
    place: str = compare_places(a.facts, b.facts)
    time = compare_times(a.facts.date, b.facts.date)
    names = sum(1 for n in a.facts.names & b.facts.names if n not in common)
    same = a.kind == b.kind and a.kind != GENERAL
    shared = bool(a.facts.words & b.facts.words)
    if place == "open" and names:
        place = "named" if names > 1 else "named-once"
    if place in ("open", "named-once") and same and shared and _is_one_deed(a, b):
        place = "one-story"
    if place not in _PLACE or time not in _TIME:
        return None
    counted = bool(a.facts.counts & b.facts.counts)
    if _are_of_two_matters(a, b) and not ((shared or counted) and _share_hours(a, b)):
        return None
    score = _PLACE[place] + _TIME[time] + _WORDS * shared + _COUNTS * counted
    known = GENERAL not in (a.kind, b.kind)
    score += _SAME_KIND if same else _KIND * known
    names_of_grounds = [f"place-{place}", f"time-{time}"]
    names_of_grounds += ["same-kind"] * same + ["shared-words"] * shared
    names_of_grounds += ["same-count"] * counted
    return score, tuple(names_of_grounds)


def _is_one_deed(a: Cluster, b: Cluster) -> bool:
    """Whether articles about one thing tell, beside it, a deed with one word: "was
    arrested". Of main events the story itself has decided."""
    if a.stories or b.stories or not a.told_in & b.told_in:
        return False
    return bool((a.heads & b.heads) - {""})


def _are_of_two_matters(a: Cluster, b: Cluster) -> bool:
    """Whether one is the main event of a story, and the other is told by articles of
    its language that are mainly about something else: that they had a protest there
    too, that day, is not enough."""
    return any(
        not (other.stories or one.stories & other.told_in)
        and any(mine[0] == its[0] for mine in one.stories for its in other.told_in)
        for one, other in ((a, b), (b, a))
    )


def _share_hours(a: Cluster, b: Cluster) -> bool:
    """Whether no parts of the day are told that differ: a morning, a night."""
    one, other = (
        {f.dated_by.value.partition("T")[2] for f in c.all_facts if f.dated_by} - {""}
        for c in (a, b)
    )
    return not (one and other) or bool(one & other)


def _may_be_told_beside(a: Cluster, b: Cluster) -> bool:
    """Whether only their being told beside two other matters keeps them apart."""
    time = compare_times(a.facts.date, b.facts.date)
    return time in ("same", "close") and _are_of_two_matters(a, b)


def _find_common_names(nodes: Sequence[Cluster]) -> frozenset[str]:
    """Names in so many articles that sharing them says nothing."""
    where: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        for name in node.facts.names:
            where[name] |= node.articles
    most = max(_MOST_NAMED, len({a for n in nodes for a in n.articles}) // _RARE)
    return frozenset(name for name, articles in where.items() if len(articles) > most)


def _excluded(a: Cluster, b: Cluster, apart: set[frozenset[int]]) -> bool:
    """Whether nothing may put two clusters together.

    Two events of one article were told apart there, by whoever wrote it. Two stories
    of one language were told apart by their words.
    """
    if a.articles & b.articles or not compatible(a.kind, b.kind):
        return True
    if _are_two_stories(a, b):
        return True
    return are_of_two_times(a, b) or are_kept_apart(a, b, apart)


def _are_two_stories(a: Cluster, b: Cluster) -> bool:
    """Whether both are main events, in one language, of other stories."""
    if not a.stories or not b.stories or a.stories & b.stories:
        return False
    return any(one[0] == other[0] for one in a.stories for other in b.stories)


def are_of_two_times(a: Cluster, b: Cluster) -> bool:
    """Whether their dates exclude each other, or one is said to be another one of its
    sort and lies on another day."""
    one, other = a.facts.date, b.facts.date
    time = compare_times(one, other)
    if time == "disjoint":
        return True
    again = a.facts.again or b.facts.again
    return again and time in ("close", "likely") and begin_apart(one, other)


def are_kept_apart(a: Cluster, b: Cluster, apart: set[frozenset[int]]) -> bool:
    """Whether a person's decisions keep two clusters apart."""
    if a.placed and b.placed and a.placed != b.placed:
        return True
    return bool(apart) and any(
        frozenset((m, n)) in apart for m in a.members for n in b.members
    )


def _pairs(nodes: Sequence[Cluster], common: Container[str]) -> list[tuple[int, int]]:
    """Pairs that share a place or a name, and a time, each once, in order."""
    narrow: dict[tuple[str, str], list[int]] = defaultdict(list)
    months: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(
        lambda: ([], [])
    )
    for n, node in enumerate(nodes):
        date = node.facts.date
        facts = node.facts
        where = sorted(facts.places | facts.near | facts.around)
        where += sorted(f"name {name}" for name in facts.names if name not in common)
        where += [
            f"story {story} {node.kind} {word}"
            for story in sorted(node.told_in)
            for word in sorted(facts.words)
        ]
        if date is None or not where:
            continue
        days = _days(date)
        for place in where:
            for day in days:
                narrow[place, day].append(n)
            for month in _months(date):
                months[place, month][0 if days else 1].append(n)
    found = {p for block in narrow.values() for p in combinations(block, 2)}
    for fine, wide in months.values():
        found.update(combinations(wide, 2))
        found.update((min(n, m), max(n, m)) for n in wide for m in fine)
    return sorted(found)


def _days(date: Edtf) -> list[str]:
    """Block keys of a narrow date, with the day before and after; none if wide."""
    if date.yearless:
        return [f"--{date.yearless[0]}-{date.yearless[1]}"] if date.yearless[1] else []
    if not date.lower or not date.upper:
        return []
    if (width := (date.upper - date.lower).days) > _WIDE_DAYS:
        return []
    slack = ABOUT_DAYS if date.approximate else 1
    first = date.lower.toordinal() - slack
    return [str(first + k) for k in range(width + 2 * slack + 1)]


def _months(date: Edtf) -> list[str]:
    if date.yearless:
        return [f"--{date.yearless[0]}"]
    if not date.lower or not date.upper:
        return []
    if date.upper - date.lower > timedelta(_WIDEST_DAYS):
        return []
    first = date.lower.year * 12 + date.lower.month
    last = date.upper.year * 12 + date.upper.month
    return [
        *(str(m) for m in range(first, last + 1)),
        *dict.fromkeys(f"--{(m - 1) % 12 + 1}" for m in range(first, last + 1)),
    ]


def _find_unsure(
    clusters: Iterable[Cluster], apart: set[frozenset[int]]
) -> dict[int, set[int]]:
    """Pairs at one place, of one kind, with a word in common and no date to decide."""
    blocks: dict[tuple[str, str], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        for place in cluster.facts.places:
            blocks[place, cluster.kind].append(cluster)
    unsure: dict[int, set[int]] = defaultdict(set)
    for block in blocks.values():
        if len(block) > _MOST_IN_UNSURE_BLOCK:
            continue
        for a, b in combinations(block, 2):
            if a.kind == GENERAL or _excluded(a, b, apart):
                continue
            if a.facts.words & b.facts.words or _may_be_told_beside(a, b):
                unsure[a.members[0]].add(b.members[0])
                unsure[b.members[0]].add(a.members[0])
    return unsure
