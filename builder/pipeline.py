"""The order of the stages, from seeds/ to site/.

Comes in: a project's folder. Goes out: content/ brought up to date, site/ written, and
all problems of all stages at once. This is the only room that knows what comes after
what; it holds no rule of its own.

    seeds/ --ingest--> content/articles --annotate--> annotations --link--> proposals
    proposals --reconcile--> content/events            (the waist)
    content/ + annotations --publish--> site/
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from builder.annotate.knowledge import Knowledge, merge_knowledge
from builder.annotating import annotate_all
from builder.checks import Known, check_content
from builder.config import Config, load_config
from builder.data import load_general_sources
from builder.ingesting import Evidences, hide_dark, propose_articles
from builder.linking import Linked, propose_events
from builder.model import Annotations
from builder.problems import Problem, has_errors
from builder.reconcile import (
    Bases,
    Outcome,
    load_bases,
    reconcile_articles,
    reconcile_events,
    settle_journal,
    write_outcome,
)
from builder.records import Content, load_content, write_schemas
from builder.taxonomy import load_kinds

log = logging.getLogger(__name__)


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

    def summary(self) -> list[str]:
        """What was done and what to do next, a line each."""
        c = self.counts
        lines = [
            f"{c.articles} articles, {c.events} events "
            f"({c.created} records created, {c.changed} changed, {c.removed} removed)"
        ]
        if c.refused:
            lines.append(
                f"{c.refused} values differ from what a person wrote; theirs stay"
            )
        if self.published:
            lines.append(
                f"site/: {c.pages_written} files written, {c.pages_kept} unchanged"
            )
        else:
            lines.append("site/ is as it was: mend the errors above and build again")
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


def build_project(root: Path, *, keep_going: bool = False) -> BuildResult:
    """Bring content/ up to date and write site/.

    With an error every stage still runs and good content is updated, but site/ keeps
    the last good version unless ``keep_going``. Raises nothing for bad content.
    """
    state = update_content(root)
    problems = [*state.problems, *check_all(state.content)]
    published = keep_going or not has_errors(problems)
    written = kept = 0
    if published:
        from jinja2 import TemplateError

        from builder.publish import make_template_problem, render_site, write_site

        shown = replace(state.content, sources=state.knowledge.sources)
        files = render_site(
            shown, state.annotations, state.config, root, _dated_by_hand(state)
        )
        published = False
        with _writing("site", problems):
            try:
                done = write_site(root, files)
                published, written, kept = True, done.written, done.kept
            except TemplateError as error:
                problem = make_template_problem(error, root)
                if problem is None:
                    raise
                problems.append(problem)
    counts = _count(state, written, kept)
    return BuildResult(root, tuple(sorted(set(problems))), counts, published)


def _dated_by_hand(state: State) -> frozenset[str]:
    """Events whose date is not the one that the machine reads."""
    own, events = state.linked.own_dates, state.content.events
    return frozenset(n for n in own if n in events and events[n].date != own[n])


def update_content(root: Path, *, write: bool = True) -> State:
    """Everything above the waist; with ``write``, content/ is brought up to date.

    Every stage runs whatever is wrong, but no record changes while site.yaml,
    sources.yaml or places.yaml has an error: all records rest on them, and what the
    machine would make of half of them is worse than what stands.
    """
    config, problems = load_config(root)
    content = load_content(root)
    bases = Bases()
    with _writing("content", problems):
        if write:
            write_schemas(root)
            settle_journal(root, content)
        bases = load_bases(root)
    held = _find_held(problems, content)
    problems += held

    evidences = propose_articles(root, content, bases, _known(content))
    problems += evidences.problems
    proposed = () if held else evidences.proposals
    articles = reconcile_articles(proposed, content, bases)
    problems += articles.problems
    content = _carry_out(root, articles, content, problems, write)
    log.info("%d articles", len(content.articles))

    knowledge = _known(content)
    annotations = annotate_all(root, content.articles, knowledge)
    lit, dark = hide_dark(content, bases, evidences.texts)
    problems += dark
    linked = propose_events(
        lit, bases, annotations, evidences.texts, knowledge, config.language
    )
    problems += linked.problems
    events = Outcome() if held else reconcile_events(linked.proposals, lit, bases)
    problems += events.problems
    content = _carry_out(root, events, content, problems, write)
    log.info("%d events", len(content.events))
    return State(
        content,
        config,
        evidences,
        knowledge,
        annotations,
        linked,
        (articles, events),
        (*problems, *content.problems),
    )


def check_project(root: Path) -> tuple[Problem, ...]:
    """All problems of content/ as it stands; nothing is written."""
    _, problems = load_config(root)
    content = load_content(root)
    return tuple(sorted({*problems, *content.problems, *check_all(content)}))


def check_all(content: Content) -> tuple[Problem, ...]:
    """The rules about content, with all that is known."""
    return check_content(
        Known(
            content,
            kinds=frozenset(load_kinds()),
            sources=frozenset(load_general_sources()),
        )
    )


def _known(content: Content) -> Knowledge:
    general = Knowledge(load_general_sources())
    return merge_knowledge(general, Knowledge(content.sources, content.places))


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
def _writing(folder: str, problems: list[Problem]) -> Iterator[None]:
    """A folder that cannot be used is a Problem."""
    try:
        yield
    except OSError as error:
        name = Path(error.filename).name if error.filename else folder
        what = f"{name} cannot be read or written: {error.strerror}"
        hint = "make room or mend the permissions of content/, site/ and .cache/"
        problems.append(Problem(folder, 0, 0, "E031", what, hint))


def _carry_out(
    root: Path,
    outcome: Outcome,
    content: Content,
    problems: list[Problem],
    write: bool,
) -> Content:
    """Write what was decided and read it again where anything changed."""
    if not outcome.changes or not write:
        return content
    with _writing("content", problems):
        problems += write_outcome(root, outcome)
    return load_content(root) if outcome.writes else content


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
