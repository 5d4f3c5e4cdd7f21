"""What an article tells of its main event once more, elsewhere, in other words.

Comes in: the events told by single articles, those of stories among them. Goes out:
the same, where a caption or a last paragraph has joined the main event of its article.
It knows no texts and links no two articles.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.link.clusters import Cluster, are_kept_apart
from builder.link.grounds import are_other_sides, compare_places, compare_times
from builder.taxonomy import GENERAL, compatible, family

_WHY = ("place-same", "same-kind", "main-matter")


def join_asides(
    clusters: Sequence[Cluster], apart: set[frozenset[int]]
) -> list[Cluster]:
    """Clusters after those that tell of the main event of their article have joined it.

    A caption seldom says when. Where an article is mainly about one event, as others
    of its story are, what is of that kind, at that place, dated by nothing else and
    not said to be another one, is that event.
    """
    main = {name: c for c in clusters if c.stories for name in c.articles}
    kept: list[Cluster] = []
    for cluster in clusters:
        home = main.get(min(cluster.articles)) if len(cluster.articles) == 1 else None
        if (
            home is None
            or cluster.stories
            or not _is_alike(cluster, home)
            or are_kept_apart(home, cluster, apart)
        ):
            kept.append(cluster)
        else:
            home.absorb(cluster, _WHY)
    return kept


def _is_alike(cluster: Cluster, home: Cluster) -> bool:
    if GENERAL in (cluster.kind, home.kind):
        return False
    if family(cluster.kind) != family(home.kind):
        return False
    if not compatible(cluster.kind, home.kind) or cluster.facts.again:
        return False
    one, other = cluster.facts, home.facts
    if are_other_sides(one, other):
        return False
    if compare_times(one.date, other.date) in ("disjoint", "close"):
        return False
    return compare_places(one, other) in ("same", "near", "contained")
