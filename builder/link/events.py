"""Reports in, groups out: which reports tell of the same event.

Comes in: found reports, the bodies of their articles, the known places, and what a
person has decided. Goes out: groups of reports, each report with the reasons that
put it there, and pairs of groups that only a person can tell apart.

Within one article the text itself says what belongs together ("cette attaque", the
next speaker on the same matter), so a report joins what was told before it. Between
articles (``clusters``) place, date and kind must agree. Precision first: a false
link invents corroboration.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.edtf import Edtf
from builder.link.asides import join_asides
from builder.link.clusters import (
    Cluster,
    are_kept_apart,
    find_episodes,
    link_between,
)
from builder.link.grounds import (
    Facts,
    are_other_news,
    are_other_sides,
    compare_places,
    compare_times,
    make_facts,
    restates,
)
from builder.model import FoundReport, PlaceRecord
from builder.taxonomy import GENERAL, compatible, family

_ENOUGH = 2.0
"""Grounds needed to join an event told earlier in the same article."""
_NEARLY = 1.5
"""Grounds that leave it to a person."""
_PLACE = {"same": 2.0, "near": 1.5, "contained": 0.5, "open": 0.0}
_SITE = 1.25
"""For the name of a place or of what was hit that the program does not know."""
_TIME = {"same": 2.0, "close": 0.5, "overlap": 0.5, "likely": 0.5, "open": 0.0}
_DEFINITE = 1.0
_JUST_TOLD = 0.8
"""For a pointing word right behind what it may point at."""
_SAME_WORD = 1.0
_SAME_KIND = 1.0
_KIND_TOLD = 0.5
"""For the kind of one of the reports that is not that of the event."""
_INDEFINITE = -0.75
"""An indefinite article brings up something new: "une attaque contre un convoi"."""
_OWN_DATE = -0.5
"""So does a date, where none was told of the event."""
_SAME_COUNT = 0.75
"""Weak evidence, and never a veto: tolls change from hour to hour."""
_OTHER_FAMILY = -0.75
"""An alarm may belong to an attack; without a pointing word it rarely is the same."""
_HEADLINE = 1.2
"""For the first account behind a headline of the same kind."""
_SHARED_WORD = 0.5
_MOST_SHARED = 1.0
_NEXT_SPEAKER = 1.0
_SALIENCE = 0.4
"""For each doubling of the reports already told of an event."""
_FADING = 0.15
"""What each report told in between takes from the grounds."""
_MOST_FADING = 1.5
_ENDS_IT = 0.5
"""For a verb that ends what was begun: "they ended up taking the town"."""
_RESTATED = 2.0
"""For a quotation behind a colon: it gives the words for what was just told."""
_STORY = ("same-story",)
_MOST_AGAINST = 3
"""One account of so many may seem to date a story otherwise: dates are misread."""
_NO_DAY = 10**7
"""Articles without a date come last."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person has decided; positions count in the list of reports."""

    placed: Mapping[int, str] = field(default_factory=dict)
    """Reports that stand in an event by a person's hand."""
    same: tuple[tuple[int, int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One event as a set of reports."""

    members: tuple[int, ...]
    """Positions in the list of reports, in order of article and passage."""
    reasons: Mapping[int, tuple[str, ...]]
    """Why each member is here; the first one needs no reason."""
    kind: str
    """The kind most reports give."""
    placed: str = ""
    """The event a person put a member into."""
    maybe: tuple[int, ...] = ()
    """Positions of groups that may tell of the same event."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """A date that does not come from a group's own words."""

    value: Edtf
    by_relation: bool
    """From its distance to another event; else about the publication."""


@dataclass(frozen=True, slots=True)
class StoryReports:
    """The main reports of articles that are mainly about one thing."""

    language: str
    """Texts of two languages were not compared."""
    kind: str
    days: Mapping[int, int | None]
    """Position of the report -> day its article was published, where that is known."""


DateFinder = Callable[[Sequence[Group]], Mapping[int, Assumed]]
"""Dates by position of the group."""


def group_reports(
    found: Sequence[FoundReport],
    bodies: Mapping[str, str],
    places: Mapping[str, PlaceRecord],
    decisions: Decisions | None = None,
    find_dates: DateFinder | None = None,
    stories: Sequence[StoryReports] = (),
) -> tuple[Group, ...]:
    """Group reports into events.

    ``bodies`` holds the body of each article by id. ``find_dates`` dates the events
    of single articles that bear no date of their own, by relation or about, before
    articles are linked. ``stories`` are what articles tell mainly. The result does not
    depend on the order of the reports; positions in it count in ``found``.
    """
    decided = decisions or Decisions()
    order = sorted(
        range(len(found)),
        key=lambda i: (found[i].article, found[i].passage, found[i].source),
    )
    rank = {i: n for n, i in enumerate(order)}
    apart = {frozenset(pair) for pair in decided.apart}
    clusters: list[Cluster] = []
    placed: dict[str, Cluster] = {}
    nearly: list[tuple[int, int]] = []
    all_facts: dict[int, Facts] = {}
    for article, reports in _by_article(found, order):
        here: list[Cluster] = []
        for position, i in enumerate(reports):
            facts = make_facts(found[i], bodies[article], places)
            all_facts[i] = facts
            event = decided.placed.get(i, "")
            why: tuple[str, ...] = ("placed-by-hand",)
            home = placed.get(event)
            if home is None and not event:
                home, why = _find_home(i, facts, here, position, apart, nearly)
            if home is None:
                home = Cluster(placed=event)
                clusters.append(home)
                why = ()
            if event:
                placed[event] = home
            home.add(i, facts, article, why, position)
            if home not in here:
                here.append(home)
    clusters = _join_by_hand(clusters, decided.same)
    clusters.sort(key=lambda c: min(rank[m] for m in c.members))
    if find_dates is not None:
        for n, date in find_dates(_make_groups(clusters, {}, rank)).items():
            clusters[n].assume_date(date.value, by_relation=date.by_relation)
        clusters = _join_dated(clusters, apart)
    clusters = _join_stories(clusters, stories, all_facts, apart, rank, nearly)
    clusters = join_asides(clusters, apart)
    _note_stories(clusters, stories, found)
    nearly += find_episodes(clusters, apart)
    linked, unsure = link_between(clusters, apart, rank)
    for one, other in nearly:
        unsure.setdefault(one, set()).add(other)
        unsure.setdefault(other, set()).add(one)
    return _make_groups(linked, unsure, rank)


def _by_article(
    found: Sequence[FoundReport], order: Sequence[int]
) -> list[tuple[str, list[int]]]:
    out: list[tuple[str, list[int]]] = []
    for i in order:
        if not out or out[-1][0] != found[i].article:
            out.append((found[i].article, []))
        out[-1][1].append(i)
    return out


def _find_home(
    report: int,
    facts: Facts,
    here: Sequence[Cluster],
    position: int,
    apart: set[frozenset[int]],
    nearly: list[tuple[int, int]],
) -> tuple[Cluster | None, tuple[str, ...]]:
    """The event told earlier in the article that a report has most grounds to join.

    Where there is none, the event it nearly joins is added to ``nearly``.
    """
    best: tuple[float, int] | None = None
    home: Cluster | None = None
    reasons: tuple[str, ...] = ()
    for cluster in here:
        if any(frozenset((report, m)) in apart for m in cluster.members):
            continue
        grounds = _weigh(facts, cluster, position)
        if grounds is None or grounds[0] < _NEARLY:
            continue
        rank = (grounds[0], cluster.last)
        if best is None or rank > best:
            best, home, reasons = rank, cluster, grounds[1]
    if home is None or best is None or best[0] >= _ENOUGH:
        return home, reasons
    if GENERAL not in (facts.kind, home.kind):
        nearly.append((report, home.members[0]))
    return None, ()


def _weigh(
    facts: Facts, cluster: Cluster, position: int
) -> tuple[float, tuple[str, ...]] | None:
    """Grounds for joining, with their names; None where joining is excluded."""
    told = cluster.facts
    if not compatible(facts.kind, cluster.kind):
        return None
    place = compare_places(facts, told)
    time = compare_times(facts.date, told.date)
    between = position - cluster.last - 1
    restated = between >= 0 and restates(facts, cluster.all_facts[-1])
    if restated and place == "disjoint":
        place = "open"
    if place == "disjoint" or time == "disjoint":
        return None
    if are_other_sides(facts, told):
        return None
    if facts.again and between and not restated:
        return None
    if not facts.definite and facts.beside & cluster.heads:
        return None  # what happened two days after the fire is not that fire
    sites = place == "open" and bool(facts.sites & told.sites)
    shared = min(_MOST_SHARED, _SHARED_WORD * len(facts.words & told.words))
    continues = (
        not (between or facts.definite)
        and facts.speaker != cluster.last_speaker
        and not (facts.places and place == "open")
        and facts.date is None
    )
    same_kind = facts.kind != GENERAL and facts.kind in cluster.kinds
    # "Accident d'autocar : cinq morts", then a road accident: one family, said closer
    announced = told.headline and not facts.headline and facts.kind != GENERAL
    announced = announced and family(facts.kind) == family(cluster.kind)
    is_kind = same_kind and facts.kind == cluster.kind
    own_date = facts.date is not None and told.date is None
    own_date = own_date and not (facts.definite or told.headline)
    other_family = not facts.definite and family(facts.kind) != family(cluster.kind)
    grounds = (
        (f"place-{place}", _PLACE[place]),
        ("site-named", _SITE * sites),
        (f"time-{time}", _TIME[time]),
        ("points-back", _DEFINITE * facts.definite),
        ("just-told", _JUST_TOLD * (facts.definite and not between)),
        ("same-word", _SAME_WORD * (facts.definite and facts.head in cluster.heads)),
        ("same-kind", _SAME_KIND if is_kind or announced else _KIND_TOLD * same_kind),
        ("indefinite", _INDEFINITE * (facts.indefinite and not told.headline)),
        ("own-date", _OWN_DATE * own_date),
        ("ends-it", _ENDS_IT * (facts.ends and is_kind)),
        ("restated", _RESTATED * restated),
        ("headline", _HEADLINE * announced),
        ("other-family", _OTHER_FAMILY * other_family),
        ("shared-words", shared),
        ("same-count", _SAME_COUNT * bool(facts.counts & told.counts)),
        ("next-speaker", _NEXT_SPEAKER * continues),
        ("main-matter", _SALIENCE * math.log2(len(cluster.members) + 1)),
    )
    score = sum(weight for _, weight in grounds)
    if not told.headline:  # what it announces may be told anywhere below
        score -= min(_MOST_FADING, _FADING * between)
    return score, tuple(name for name, weight in grounds if weight > 0)


def _join_dated(
    clusters: Sequence[Cluster], apart: set[frozenset[int]]
) -> list[Cluster]:
    """Join events of one article that a relation between them dates alike.

    "Three days after the strike ..." and, further down, "the strike of Monday": one
    kind, one date, a word in common, nothing against it. A date that only comes from
    the publication says nothing here.
    """
    kept: list[Cluster] = []
    by_article: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        articles = sorted(cluster.articles)
        here = by_article.setdefault(articles[0], [])
        same = (c for c in here if _are_dated_alike(c, cluster))
        home = next((c for c in same if not are_kept_apart(c, cluster, apart)), None)
        if home is None or len(articles) > 1 or len(home.articles) > 1:
            kept.append(cluster)
            here.append(cluster)
        else:
            home.absorb(cluster, ("same-date-by-relation", "same-kind", "shared-words"))
    return kept


def _are_dated_alike(a: Cluster, b: Cluster) -> bool:
    if a.kind != b.kind or a.kind == GENERAL or not (a.by_relation or b.by_relation):
        return False
    if compare_places(a.facts, b.facts) == "disjoint" or a.facts.again or b.facts.again:
        return False
    time = compare_times(a.facts.date, b.facts.date)
    return time in ("same", "likely") and bool(a.facts.words & b.facts.words)


@dataclass(slots=True)
class _Told:
    """An event that several articles of a story are mainly about."""

    cluster: Cluster
    mains: list[tuple[Facts, int | None]]
    """What each main report says, and the day its article was published."""


def _join_stories(
    clusters: list[Cluster],
    stories: Sequence[StoryReports],
    facts: Mapping[int, Facts],
    apart: set[frozenset[int]],
    rank: Mapping[int, int],
    nearly: list[tuple[int, int]],
) -> list[Cluster]:
    """Clusters after the main events of each story are put together.

    What dates, sequence words or a person keep apart stays apart, each with those it
    stands with; those that only a person can tell apart are added to ``nearly``. The
    kinds were compared when the main reports were chosen.
    """
    home = {m: c for c in clusters for m in c.members}
    gone: set[int] = set()
    for number, story in enumerate(stories):
        told: list[_Told] = []
        for report in sorted(
            story.days, key=lambda m: (story.days[m] or _NO_DAY, rank[m])
        ):
            cluster, main = home[report], (facts[report], story.days[report])
            cluster.stories.add((story.language, number))
            cluster.matter = story.kind
            best = _find_story_home(told, cluster, main, apart)
            if best is None:
                if told and not are_kept_apart(told[0].cluster, cluster, apart):
                    nearly.append((report, told[0].cluster.members[0]))
                told.append(_Told(cluster, [main]))
                continue
            best.mains.append(main)
            if best.cluster is cluster:
                continue
            best.cluster.absorb(cluster, _STORY)
            gone.add(id(cluster))
            for member in cluster.members:
                home[member] = best.cluster
    return [c for c in clusters if id(c) not in gone]


def _note_stories(
    clusters: Sequence[Cluster],
    stories: Sequence[StoryReports],
    found: Sequence[FoundReport],
) -> None:
    """Say of each cluster which stories the articles that tell it belong to."""
    of_article = {
        found[report].article: (story.language, number)
        for number, story in enumerate(stories)
        for report in story.days
    }
    for cluster in clusters:
        cluster.told_in = {
            of_article[name] for name in cluster.articles if name in of_article
        }


def _find_story_home(
    told: Sequence[_Told],
    cluster: Cluster,
    main: tuple[Facts, int | None],
    apart: set[frozenset[int]],
) -> _Told | None:
    """The event of a story that the main report of one more article tells."""
    best: tuple[int, int] | None = None
    home = None
    for one in told:
        if one.cluster is cluster:
            return one
        if one.cluster.articles & cluster.articles:
            continue
        if are_kept_apart(one.cluster, cluster, apart):
            continue
        against = sum(are_other_news(*main, *other) for other in one.mains)
        rank = (-against, len(one.mains))
        if _MOST_AGAINST * against <= len(one.mains) and (best is None or rank > best):
            best, home = rank, one
    return home


def _join_by_hand(
    clusters: list[Cluster], same: tuple[tuple[int, int], ...]
) -> list[Cluster]:
    """Clusters after every ``same_as`` of a person."""
    home = {m: c for c in clusters for m in c.members}
    for a, b in same:
        one, other = home[a], home[b]
        if one is other or (one.placed and other.placed):
            continue
        one.absorb(other, ("same-as-by-hand",))
        for member in other.members:
            home[member] = one
    kept = {id(c) for c in home.values()}
    return [c for c in clusters if id(c) in kept]


def _make_groups(
    clusters: Sequence[Cluster],
    unsure: Mapping[int, set[int]],
    rank: Mapping[int, int],
) -> tuple[Group, ...]:
    """Groups in order of their first report; ``unsure`` names reports by number."""
    ordered = sorted(clusters, key=lambda c: min(rank[m] for m in c.members))
    number = {m: n for n, c in enumerate(ordered) for m in c.members}
    groups = []
    for n, cluster in enumerate(ordered):
        maybe = {number[o] for m in cluster.members for o in unsure.get(m, ())} - {n}
        groups.append(
            Group(
                members=tuple(sorted(cluster.members, key=rank.__getitem__)),
                reasons=cluster.reasons,
                kind=cluster.kind,
                placed=cluster.placed,
                maybe=tuple(sorted(maybe)),
            )
        )
    return tuple(groups)
