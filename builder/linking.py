"""All annotations of a project as proposals for event records.

Comes in: content, annotations, what a person has decided. Goes out: proposals for
``reconcile``, the groups with their reasons (for ``explain``), and problems. Nothing is
written.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial

from builder.annotate import annotate_again
from builder.annotate.anchor import find_distances, find_stated, is_narrow
from builder.annotate.knowledge import Knowledge
from builder.ingest.align import Alignment
from builder.link.contradictions import Known, find_later, tell_clash, tell_hold
from builder.link.dating import Dated, date_groups, find_assumed_dates
from builder.link.events import Decisions, Group, StoryReports, group_reports
from builder.link.mains import Reading, find_mains
from builder.link.propose import (
    Setting,
    choose_place,
    find_anchors,
    is_recorded,
    make_record,
)
from builder.link.publication import Bounds, Settled, bound_publication
from builder.link.reports import find_reports
from builder.model import UNKNOWN, Annotations, Article, Date, FoundReport
from builder.problems import Problem
from builder.reconcile import (
    Anchor,
    Bases,
    Decided,
    EventProposal,
    hand_decisions,
    inherit_ids,
    match_reports,
    mint_event_id,
)
from builder.records import Content
from builder.taxonomy import label


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking came to."""

    proposals: tuple[EventProposal, ...]
    found: tuple[FoundReport, ...]
    groups: tuple[Group, ...]
    report_ids: tuple[str, ...]
    """By position in ``found``."""
    event_ids: Mapping[int, str]
    """By position in ``groups``; those that are recorded."""
    own_dates: Mapping[str, Date]
    """What the machine would say, by id of the events whose date is a person's."""
    problems: tuple[Problem, ...]
    annotations: Mapping[str, Annotations]
    """As they came, or narrower where dates that a person set bound a publication."""


@dataclass(frozen=True)
class _Reading:
    """What was found before any date that a person set narrowed it."""

    annotations: Mapping[str, Annotations]
    found: Sequence[FoundReport]
    report_ids: Sequence[str]

    @cached_property
    def position(self) -> Mapping[str, int]:
        return {rid: i for i, rid in enumerate(self.report_ids)}


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for cycles, which linking leaves none of: it looks at every
    object again and again, so that its cost would grow faster than the corpus."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@uncollected()
def propose_events(
    content: Content,
    bases: Bases,
    annotations: Mapping[str, Annotations],
    texts: Mapping[str, str],
    knowledge: Knowledge,
    language: str,
) -> Linked:
    """Find reports, link them, date their events, write what records should say.

    ``texts`` holds the decoded evidence by article; without it passages are known
    again by their place in the working copy. ``language`` is that of the titles.
    """
    articles = content.articles
    decided = hand_decisions(content, bases)
    readings = _make_readings(articles, annotations, texts)
    told = _find_reports(readings)
    found, rids, stories = _match(told, readings, decided)
    before = _Reading(annotations, found, rids)
    again, said = _settle(articles, knowledge, before, decided)
    if again:
        annotations = {**annotations, **again}
        changed = {
            name: replace(readings[name], annotations=again[name]) for name in again
        }
        readings |= changed
        told |= _find_reports(changed)
        found, rids, stories = _match(told, readings, decided)
    position = {rid: i for i, rid in enumerate(rids)}
    groups = group_reports(
        found,
        {name: article.body for name, article in articles.items()},
        knowledge.places,
        Decisions(
            {position[r]: e for r, e in decided.placed.items() if r in position},
            _positions(decided.same, position),
            _positions(decided.apart, position),
        ),
        partial(
            find_assumed_dates, found=found, articles=articles, annotations=annotations
        ),
        stories,
    )
    ids = _name_groups(groups, found, rids, decided)
    hands = {
        number: _as_date(decided.settled[name]["date"])
        for number, name in ids.items()
        if "date" in decided.settled.get(name, {})
    }
    dated, offsets, broken = date_groups(groups, found, articles, annotations, hands)
    ids = _mint(ids, groups, found, rids, dated, decided, knowledge, language)
    setting = Setting(articles, knowledge.places, knowledge.sources, language)
    proposals = [
        EventProposal(
            make_record(
                n,
                groups,
                ids,
                rids,
                found,
                dated[n],
                offsets,
                setting,
                decided.settled.get(ids[n], {}),
            ),
            {
                rids[i]: Anchor(found[i].article, *found[i].evidence, found[i].source)
                for i in groups[n].members
            },
        )
        for n in ids
    ]
    known = Known(content, dated, ids, hands)
    problems = [tell_clash(clash, known) for clash in broken]
    problems += [tell_hold(name, c, known) for name, b in said for c in b.clashes]
    problems += find_later(found, content)
    return Linked(
        tuple(sorted(proposals, key=lambda p: p.record.id)),
        tuple(found),
        groups,
        tuple(rids),
        ids,
        {
            ids[n]: _own_date(groups[n], rids, before, articles)
            if again
            else dated[n].date
            for n in hands
        },
        tuple(problems),
        annotations,
    )


def _make_readings(
    articles: Mapping[str, Article],
    annotations: Mapping[str, Annotations],
    texts: Mapping[str, str],
) -> dict[str, Reading]:
    return {
        name: Reading(
            article,
            annotations[name],
            Alignment(article.body, texts[name]) if name in texts else None,
        )
        for name, article in articles.items()
    }


def _find_reports(
    readings: Mapping[str, Reading],
) -> dict[str, tuple[FoundReport, ...]]:
    """The reports of each article."""
    return {
        name: find_reports(one.article, one.annotations, one.alignment)
        for name, one in readings.items()
    }


def _match(
    told: Mapping[str, Sequence[FoundReport]],
    readings: Mapping[str, Reading],
    decided: Decided,
) -> tuple[list[FoundReport], list[str], list[StoryReports]]:
    """Every report that may be proposed, with its id; the stories main reports tell."""
    every = [report for reports in told.values() for report in reports]
    mains = find_mains(every, list(readings.values()))
    matched = match_reports(mains.found, decided.known)
    barred = {*decided.rejected, *decided.held}
    kept = [i for i in range(len(mains.found)) if matched[i] not in barred]
    position = {i: n for n, i in enumerate(kept)}
    stories = [
        replace(
            story,
            days={position[i]: d for i, d in story.days.items() if i in position},
        )
        for story in mains.stories
    ]
    return [mains.found[i] for i in kept], [matched[i] for i in kept], stories


# --- dates that a person set ---------------------------------------------------------


def _settle(
    articles: Mapping[str, Article],
    knowledge: Knowledge,
    reading: _Reading,
    decided: Decided,
) -> tuple[dict[str, Annotations], list[tuple[str, Bounds]]]:
    """Articles read again within what events that a person dated say of their
    publication, and all that was said of it, by article."""
    stands = Counter(rid for rids in decided.previous.values() for rid in rids)
    home = {rid: name for name, rids in decided.previous.items() for rid in rids}
    home |= decided.placed
    # A report that stands in two records by mistake says nothing of either's date.
    home = {rid: name for rid, name in home.items() if stands[rid] < 2}
    settled: dict[str, list[Settled]] = {}
    for report, rid in zip(reading.found, reading.report_ids, strict=True):
        values = decided.settled.get(home.get(rid, ""), {})
        if "date" in values:
            one = Settled(report, home[rid], _as_date(values["date"]))
            settled.setdefault(report.article, []).append(one)
    again: dict[str, Annotations] = {}
    said: list[tuple[str, Bounds]] = []
    for name, events in settled.items():
        article, notes = articles[name], reading.annotations[name]
        narrow = is_narrow(notes.anchor)
        distances = {} if narrow else find_distances(article, notes.quotations)
        stated = find_stated(article)
        bounds = bound_publication(article, events, distances, stated)
        said.append((name, bounds))
        if bounds.anchor is not None and not narrow:
            narrower = annotate_again(article, notes, bounds.anchor, knowledge)
            if narrower.anchor != notes.anchor:
                again[name] = narrower
    return again, said


def _own_date(
    group: Group,
    report_ids: Sequence[str],
    before: _Reading,
    articles: Mapping[str, Article],
) -> Date:
    """What the machine would say of an event whose date a person set.

    That date narrows what is read of its articles: what follows from it is no
    second witness for it.
    """
    here = [report_ids[i] for i in group.members]
    members = tuple(before.position[rid] for rid in here if rid in before.position)
    alone = replace(group, members=members)
    dated, _, _ = date_groups([alone], before.found, articles, before.annotations, {})
    return dated[0].date


def _positions(
    pairs: Sequence[tuple[str, str]], position: Mapping[str, int]
) -> tuple[tuple[int, int], ...]:
    return tuple(
        (position[a], position[b]) for a, b in pairs if a in position and b in position
    )


def _name_groups(
    groups: Sequence[Group],
    found: Sequence[FoundReport],
    rids: Sequence[str],
    decided: Decided,
) -> dict[int, str]:
    """The ids that groups inherit; those to be minted are left ``""``."""
    anchors = find_anchors(found)
    recorded = [
        n
        for n, group in enumerate(groups)
        if group.placed or is_recorded([found[i] for i in group.members], anchors)
    ]
    sets = [frozenset(rids[i] for i in groups[n].members) for n in recorded]
    given = inherit_ids(sets, decided.previous, decided.placed)
    return {n: name or "" for n, name in zip(recorded, given, strict=True)}


def _mint(
    ids: Mapping[int, str],
    groups: Sequence[Group],
    found: Sequence[FoundReport],
    rids: Sequence[str],
    dated: Sequence[Dated],
    decided: Decided,
    knowledge: Knowledge,
    language: str,
) -> dict[int, str]:
    taken = {*decided.taken, *(name for name in ids.values() if name)}
    named = dict(ids)
    for n, name in ids.items():
        if name:
            continue
        group = groups[n]
        place = choose_place([found[i] for i in group.members], knowledge.places)
        words = [] if place == UNKNOWN else [place]
        words.append(label(group.kind, language))
        named[n] = mint_event_id(words, dated[n].date, taken, rids[group.members[0]])
        taken.add(named[n])
    return named


def _as_date(value: object) -> Date:
    return [str(v) for v in value] if isinstance(value, list) else str(value)
