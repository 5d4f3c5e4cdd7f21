"""The order of the stages, from seeds/ to site/.

Comes in: a project's folder. Goes out: content/ brought up to date, site/ written, and
all problems of all stages at once. This is the only room that knows what comes after
what; it holds no rule of its own.

    seeds/ --ingest--> content/articles --annotate--> annotations --link--> proposals
    proposals --reconcile--> content/events            (the waist)
    content/ + annotations --publish--> site/
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from builder.annotate.knowledge import Knowledge, find_world, merge_knowledge
from builder.annotating import annotate_all
from builder.checks import Known, check_content
from builder.config import Config, load_config
from builder.data import load_general_sources
from builder.history import (
    History,
    check_edition,
    check_standing,
    make_history,
    read_editions,
    write_edition,
)
from builder.ingesting import Evidences, find_absent, hide_dark, propose_articles
from builder.linking import Linked, propose_events
from builder.locking import Locked, project_lock
from builder.model import UNKNOWN, Annotations, PlaceRecord
from builder.problems import Problem, has_errors
from builder.reconcile import (
    Bases,
    Outcome,
    Refused,
    find_differences,
    find_refused,
    find_untold,
    load_bases,
    load_told,
    make_refused_problems,
    reconcile_articles,
    reconcile_events,
    render_difference,
    render_told,
    settle_journal,
    write_git_rules,
    write_outcome,
    write_told,
)
from builder.records import Content, load_content, write_schemas
from builder.scrutiny import scrutinise
from builder.states import is_shown
from builder.taxonomy import load_kinds

log = logging.getLogger(__name__)

SITE: Final = "site"
PREVIEW: Final = ".cache/preview"
_IN_THE_WAY: Final = {errno.EPERM, errno.ENOTDIR, errno.EEXIST, errno.ELOOP}
"""What a link or a file in the place of a folder gives."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a build found and changed."""

    articles: int = 0
    events: int = 0
    created: int = 0
    changed: int = 0
    removed: int = 0
    refused: int = 0
    pages_written: int = 0
    pages_kept: int = 0


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The outcome of ``build_project``."""

    root: Path
    problems: tuple[Problem, ...]
    counts: Counts
    published: bool
    differences: tuple[str, ...] = ()
    """Unified diffs of what a build would change in content/, where it may not."""
    state: State | None = None
    """What a preview was made from, for whoever asks further."""

    def summary(self) -> list[str]:
        """What was done and what to do next, a line each."""
        c = self.counts
        done = "would be " if self.differences else ""
        lines = [
            f"{c.articles} articles, {c.events} events ({c.created} records "
            f"{done}created, {c.changed} {done}changed, {c.removed} {done}removed)"
        ]
        if c.refused:
            what = "1 value differs" if c.refused == 1 else f"{c.refused} values differ"
            lines.append(f"{what} from what a person wrote; theirs stay")
        if self.published:
            lines.append(
                f"site/: {c.pages_written} files written, {c.pages_kept} unchanged"
            )
            page = self.root / SITE / "index.html"
            lines.append(f"open {page}, or run recoupe serve to edit and watch")
        elif (self.root / SITE / "index.html").exists():
            lines.append("site/ is as it was: mend the errors above and build again")
        else:
            lines.append("no site/ yet: mend the errors above and build again")
        return lines


@dataclass(frozen=True, slots=True)
class State:
    """What the half above the waist has found out."""

    content: Content
    config: Config
    evidences: Evidences
    knowledge: Knowledge
    annotations: Mapping[str, Annotations]
    linked: Linked
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    absent: frozenset[str] = frozenset()
    """Articles whose evidence is not there: their quotes are not verified again."""
    refused: tuple[Refused, ...] | None = None
    """What a person's word keeps out; None where records were not reconciled."""


def build_project(
    root: Path, *, keep_going: bool = False, frozen: bool = False
) -> BuildResult:
    """Bring content/ up to date and write site/.

    With an error every stage still runs and good content is updated, but site/ keeps
    the last good version unless ``keep_going``. With ``frozen`` content/ is never
    written: what stands there is published, and it is an error if a build would change
    a record. Raises nothing for bad content.
    """
    return _alone(root, partial(_build, root, keep_going, frozen))


def preview_project(root: Path) -> BuildResult:
    """The site that a build would make, in .cache/preview; nothing else is written."""
    return _alone(root, partial(_preview, root))


def _alone(root: Path, run: Callable[[], BuildResult]) -> BuildResult:
    """Run while no other run is at work in the project."""
    problems: list[Problem] = []
    with _writing(root, ".cache", problems):
        try:
            with project_lock(root, say=log.warning):
                return run()
        except Locked as error:
            problems.append(error.problem())
    return BuildResult(root, tuple(problems), Counts(), published=False)


def _build(root: Path, keep_going: bool, frozen: bool) -> BuildResult:
    state = update_content(root, write=not frozen, frozen=frozen)
    differences: tuple[str, ...] = ()
    problems = list(state.problems)
    if frozen:
        differences = find_differences(state.outcomes)
        if differences:
            state = replace(state, content=load_content(root))
    history = _find_history(root, state, problems)
    if differences:
        problems.append(_not_frozen(len(differences)))
    told: list[Problem] = []
    if not frozen and state.refused is not None:
        with _writing(root, "content", told):
            write_told(root, render_told(state.refused))
    problems += told
    result = _publish(root, state, history, problems, SITE, keep_going)
    if history and result.published and not has_errors(result.problems):
        if frozen:  # it follows from the records: no drift, the site has it
            problems += check_standing(history)
        else:
            with _writing(root, "content", problems):
                write_edition(root, history)
    found = tuple(sorted({*problems, *result.problems}))
    return replace(result, differences=differences, problems=found)


def _preview(root: Path) -> BuildResult:
    state = update_content(root, write=False)
    problems = list(state.problems)
    history = _find_history(root, state, problems)
    result = _publish(root, state, history, problems, PREVIEW, keep_going=False)
    differences = find_differences(state.outcomes) + _find_news(history)
    return replace(result, differences=differences, state=state)


def _find_history(root: Path, state: State, problems: list[Problem]) -> History | None:
    """All editions with this one; None where site.yaml names none."""
    edition, publish = state.config.edition, state.config.publish
    if edition == UNKNOWN:
        return None
    with _writing(root, "content", problems):
        editions = read_editions(root)
        problems += check_edition(root, edition, editions)
        events = state.content.events.values()
        shown = (event for event in events if is_shown(event, publish))
        return make_history(edition, shown, editions)
    return None


def _find_news(history: History | None) -> tuple[str, ...]:
    """How the file of the current edition would change, as ``find_differences``."""
    if history is None or history.text == history.standing:
        return ()
    return (render_difference(history.path, history.standing, history.text),)


def _publish(
    root: Path,
    state: State,
    history: History | None,
    problems: list[Problem],
    folder: str,
    keep_going: bool,
) -> BuildResult:
    """Check content and write the site, unless something is wrong."""
    log.info("checking content/")
    known = make_known(
        state.content, state.config, state.knowledge.places, state.absent
    )
    problems += check_content(known)
    published = keep_going or not has_errors(problems)
    written = kept = 0
    if published:
        from jinja2 import TemplateError

        from builder.publish import make_template_problem, render_site, write_site

        shown = replace(
            state.content,
            sources=state.knowledge.sources,
            places=state.knowledge.places,
        )
        files = render_site(
            shown,
            state.annotations,
            state.config,
            root,
            find_dated_by_hand(state),
            state.absent,
            (root / SITE, root / PREVIEW),
            None if history is None else history.steps,
        )
        published = False
        log.info("writing the site to %s/", folder)
        with _writing(root, folder, problems):
            try:
                done = write_site(root, files, folder)
                published, written, kept = True, done.written, done.kept
            except TemplateError as error:
                problem = make_template_problem(error, root)
                if problem is None:
                    raise
                problems.append(problem)
    counts = _count(state, written, kept)
    return BuildResult(root, tuple(sorted(set(problems))), counts, published)


def _not_frozen(count: int) -> Problem:
    what = f"content/ is not what extraction makes of seeds/: {count} records differ"
    hint = "run recoupe build, read what it changes, and commit content/"
    return Problem("content", 0, 0, "E035", what, hint)


def find_dated_by_hand(state: State) -> frozenset[str]:
    """Events whose date is not the one that the machine reads."""
    own, events = state.linked.own_dates, state.content.events
    return frozenset(n for n in own if n in events and events[n].date != own[n])


def _not_verified(count: int) -> Problem:
    what = f"the evidence of {count} articles is not here; their quotes are published"
    hint = "nothing to do where seeds/ is kept out of git on purpose"
    what += " as they stand, marked as not verified again"
    return Problem("seeds", 0, 0, "W036", what, hint, severity="warning")


def update_content(root: Path, *, write: bool = True, frozen: bool = False) -> State:
    """Everything above the waist; with ``write``, content/ is brought up to date.

    Without it the state is as if it had been. With ``frozen``, evidence may be kept
    elsewhere: nothing is extracted that would need what is not there.

    Every stage runs whatever is wrong, but no record changes while site.yaml,
    sources.yaml or places.yaml has an error: all records rest on them, and what the
    machine would make of half of them is worse than what stands.
    """
    config, problems = load_config(root)
    content = load_content(root)
    bases = Bases()
    if write:
        with _writing(root, "content", problems):
            write_schemas(root)
            write_git_rules(root)
    with _writing(root, "content", problems):
        if write:
            settle_journal(root, content)
        bases = load_bases(root)
    held = _find_held(problems, content)
    problems += held

    log.info("reading seeds/")
    evidences = propose_articles(root, content, bases, _known(content))
    problems += evidences.problems
    absent = find_absent(content, bases, evidences) if frozen else frozenset()
    proposed = evidences.proposals + (evidences.changed if frozen else ())
    articles = reconcile_articles(() if held else proposed, content, bases)
    problems += articles.problems
    pending = dict(articles.writes)
    content = _carry_out(root, articles, content, problems, write, pending)
    log.info("%d articles", len(content.articles))

    knowledge = _known(content)
    log.info("finding dates, citations and events in them")
    annotations = annotate_all(root, content.articles, knowledge)
    world = _find_world(content, knowledge, config.language, annotations)
    knowledge = replace(knowledge, places={**world, **knowledge.places})
    lit, dark = hide_dark(content, bases, evidences.texts)
    problems += [_not_verified(len(absent))] if absent else dark
    log.info("linking what they report")
    linked = propose_events(
        lit, bases, annotations, evidences.texts, knowledge, config.language
    )
    problems += linked.problems
    still = held or absent or (frozen and dark)
    events = Outcome() if still else reconcile_events(linked.proposals, lit, bases)
    problems += events.problems
    pending |= events.writes
    content = _carry_out(root, events, content, problems, write, pending)
    log.info("%d events", len(content.events))
    refused = None if still else find_refused(articles, events)
    news = find_untold(refused or (), load_told(root))
    problems += make_refused_problems(news, content)
    return State(
        content,
        config,
        evidences,
        knowledge,
        linked.annotations,
        linked,
        (articles, events),
        (*problems, *content.problems),
        absent,
        refused,
    )


def check_project(root: Path) -> tuple[Problem, ...]:
    """All problems of content/ as it stands, and what wants a person's eyes there.

    Nothing is written.
    """
    log.info("reading content/")
    config, problems = load_config(root)
    content = load_content(root)
    world = _find_world(content, _known(content), config.language)
    known = make_known(content, config, world)
    with _writing(root, "content", problems):
        if config.edition != UNKNOWN:
            problems += check_edition(root, config.edition, read_editions(root))
    found = (*content.problems, *check_content(known), *scrutinise(known))
    return tuple(sorted({*problems, *found}))


def make_known(
    content: Content,
    config: Config,
    places: Iterable[str] = (),
    absent: frozenset[str] = frozenset(),
) -> Known:
    """What the rules about content look names up in.

    ``places`` are those of the gazetteer that are used; ``absent`` articles that are
    kept elsewhere, which no quote can be held against.
    """
    share = config.excerpt_share
    return Known(
        content,
        kinds=frozenset(load_kinds()),
        sources=load_general_sources(),
        places=frozenset(places),
        absent=absent,
        language=config.language,
        share=None if isinstance(share, str) else share,
    )


def _known(content: Content) -> Knowledge:
    general = Knowledge(load_general_sources())
    return merge_knowledge(general, Knowledge(content.sources, content.places))


def _find_world(
    content: Content,
    knowledge: Knowledge,
    language: str,
    annotations: Mapping[str, Annotations] | None = None,
) -> dict[str, PlaceRecord]:
    """The places of the gazetteer that articles and records name."""
    found = (annotations or {}).values()
    ids = {mention.place for notes in found for mention in notes.places}
    ids |= {event.place for event in content.events.values()}
    ids |= {
        other
        for place in content.places.values()
        for other in (*place.within, *place.near)
    }
    return find_world(knowledge, ids - {UNKNOWN}, language)


def _find_held(problems: list[Problem], content: Content) -> list[Problem]:
    """A warning for each file whose errors keep all records as they are."""
    paths = {problem.path for problem in problems if problem.severity == "error"}
    paths |= {f.path for f in content.unreadable if f.kind in ("sources", "places")}
    what = "no record is updated while this has an error"
    hint = "mend it and build again"
    return [
        Problem(path, 0, 0, "W032", what, hint, severity="warning")
        for path in sorted(paths)
    ]


@contextmanager
def _writing(root: Path, folder: str, problems: list[Problem]) -> Iterator[None]:
    """A folder that cannot be used is a Problem."""
    try:
        yield
    except OSError as error:
        place = Path(error.filename) if error.filename else Path(folder)
        if place.is_absolute() and place.is_relative_to(root):
            place = place.relative_to(root)
        links = [p for p in (*place.parents, place) if (root / p).is_symlink()]
        place = min(links, default=place, key=lambda path: len(path.parts))
        name = folder if place.is_absolute() else place.as_posix()
        what = f"{name} cannot be read or written: {error.strerror}"
        hint = "make room or mend the permissions of content/, site/ and .cache/"
        if error.errno in _IN_THE_WAY:
            hint = f"take the link or file away, and put the folder itself at {name}"
        problems.append(Problem(folder, 0, 0, "E031", what, hint))


def _carry_out(
    root: Path,
    outcome: Outcome,
    content: Content,
    problems: list[Problem],
    write: bool,
    pending: Mapping[str, str | None],
) -> Content:
    """Write what was decided, or only read all that is pending as if it stood there."""
    if not outcome.changes:
        return content
    if write:
        with _writing(root, "content", problems):
            problems += write_outcome(root, outcome)
    if not outcome.writes:
        return content
    return load_content(root, {} if write else pending)


def _count(state: State, written: int, kept: int) -> Counts:
    changes = [c for o in state.outcomes for c in o.changes if c.new != c.old]
    refused = {
        (decision.record, decision.path)
        for outcome in state.outcomes
        for decision in outcome.decisions
        if decision.action == "refused" and decision.reason != "held"
    }
    return Counts(
        articles=len(state.content.articles),
        events=len(state.content.events),
        created=sum(1 for c in changes if c.old is None),
        changed=sum(1 for c in changes if c.old is not None and c.new is not None),
        removed=sum(1 for c in changes if c.new is None),
        refused=len(refused),
        pages_written=written,
        pages_kept=kept,
    )
