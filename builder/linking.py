"""All annotations of a project as proposals for event records.

Comes in: content, annotations, what a person has decided. Goes out: proposals for
``reconcile``, the groups with their reasons (for ``explain``), and problems. Nothing is
written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from builder.annotate.knowledge import Knowledge
from builder.ingest.align import Alignment
from builder.link.dating import Clash, Dated, date_groups, find_assumed_dates
from builder.link.events import Decisions, Group, StoryReports, group_reports
from builder.link.mains import Reading, find_mains
from builder.link.propose import Setting, choose_place, is_recorded, make_record
from builder.link.reports import find_reports
from builder.model import UNKNOWN, Annotations, Date, FoundReport
from builder.problems import Problem, make_problem
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
    found, rids, decided, stories = _find_all(content, bases, annotations, texts)
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
    dated, offsets, clashes = date_groups(groups, found, articles, annotations, hands)
    ids = _mint(ids, groups, found, rids, dated, decided, knowledge, language)
    setting = Setting(articles, knowledge.places, knowledge.sources, language)
    proposals = [
        EventProposal(
            make_record(n, groups, ids, rids, found, dated[n], offsets, setting),
            {
                rids[i]: Anchor(found[i].article, *found[i].evidence, found[i].source)
                for i in groups[n].members
            },
        )
        for n in ids
    ]
    problems = [_contradiction(c, ids, content) for c in clashes]
    return Linked(
        tuple(sorted(proposals, key=lambda p: p.record.id)),
        tuple(found),
        groups,
        tuple(rids),
        ids,
        {ids[n]: dated[n].date for n in hands},
        tuple(problems),
    )


def _find_all(
    content: Content,
    bases: Bases,
    annotations: Mapping[str, Annotations],
    texts: Mapping[str, str],
) -> tuple[list[FoundReport], list[str], Decided, list[StoryReports]]:
    """Every report that may be proposed, with its id; the stories main reports tell."""
    readings = [
        Reading(
            article,
            annotations[name],
            Alignment(article.body, texts[name]) if name in texts else None,
        )
        for name, article in content.articles.items()
    ]
    mains = find_mains(
        [
            report
            for one in readings
            for report in find_reports(one.article, one.annotations, one.alignment)
        ],
        readings,
    )
    found = mains.found
    decided = hand_decisions(content, bases)
    matched = match_reports(found, decided.known)
    barred = {*decided.rejected, *decided.held}
    kept = [i for i in range(len(found)) if matched[i] not in barred]
    position = {i: n for n, i in enumerate(kept)}
    stories = [
        StoryReports(
            story.language,
            story.kind,
            {position[i]: day for i, day in story.days.items() if i in position},
        )
        for story in mains.stories
    ]
    return [found[i] for i in kept], [matched[i] for i in kept], decided, stories


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
    recorded = [
        n
        for n, group in enumerate(groups)
        if group.placed or is_recorded([found[i] for i in group.members])
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


def _contradiction(clash: Clash, ids: Mapping[int, str], content: Content) -> Problem:
    """A relation that cannot hold beside the dates, at the words that state it."""
    offset = clash.offset
    file = content.article_files[offset.article]
    earlier, later = (ids.get(n, "?") for n in (offset.earlier, offset.later))
    return make_problem(
        file.path,
        file.text,
        max(file.text.find(offset.quote), 0),
        "W331",
        f"these words put {later} after {earlier}; their dates say otherwise",
        f"look at the dates of {earlier} and {later}",
        "warning",
    )
