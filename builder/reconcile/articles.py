"""All working copies at once: what ingest makes of the evidence against what stands.

Comes in: proposals, content as read, bases. Goes out: an ``Outcome``. A pure function
of these; it touches no disk.

A working copy is never deleted by the machine: evidence that is not there today (a
project without its seeds, a file that is being moved) says nothing about the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.problems import Problem
from builder.reconcile.apply import apply
from builder.reconcile.base import Base, Bases
from builder.reconcile.comments import find_commented
from builder.reconcile.decide import (
    EDITS,
    Decision,
    Ground,
    decide,
    make_locks,
)
from builder.reconcile.fields import ARTICLE, Data, make_data
from builder.reconcile.lines import make_base
from builder.reconcile.outcome import (
    ArticleProposal,
    Change,
    Outcome,
    make_record_path,
)
from builder.reconcile.refusal import make_refusal
from builder.reconcile.renamed import close_base, find_old_id, find_renamed
from builder.reconcile.survey import scan_unreadable
from builder.records import Content, render_article
from builder.working_copy import split_front_matter
from builder.yamlio import SpliceRefused


def reconcile_articles(
    proposals: Iterable[ArticleProposal], content: Content, bases: Bases
) -> Outcome:
    """Merge every article; linear in the corpus."""
    hidden = scan_unreadable(content, "article")
    doubled = hidden.find_doubled(content.articles)
    paths = [file.path for file in content.article_files.values()]
    paths += [file.path for file in content.unreadable]
    used = {path.lower() for path in paths}
    renamed = find_renamed(content, bases)
    decisions: list[Decision] = []
    changes: list[Change] = []
    problems: list[Problem] = []
    for proposal in sorted(proposals, key=lambda proposal: proposal.record.id):
        name = proposal.record.id
        data = make_article_data(proposal.record, proposal.body)
        path = make_record_path("articles", name, frozenset())
        if name in doubled:
            decisions.append(Decision(name, "", "keep-theirs", "held"))
        elif name in content.articles:
            old = find_old_id(name, renamed, bases)
            base = bases.articles.get(old or name)
            found, change, problem = _merge(name, data, content, base, bool(old))
            decisions += found
            changes += change
            problems += problem
            if old and change and base is not None:
                moved = close_base(base)
                path = make_record_path("articles", old, frozenset(used))
                changes.append(Change("articles", old, path, None, None, moved))
        elif name in hidden.ids or path.lower() in used:
            decisions.append(Decision(name, "", "withhold", "held"))
        elif name in bases.articles:
            why = "held" if hidden.nameless else "deleted-by-hand"
            decisions.append(Decision(name, "", "withhold", why))
        else:
            used.add(path.lower())
            decisions.append(Decision(name, "", "create", "proposed", data))
            text = render_article(proposal.record, proposal.body)
            base = make_base(ARTICLE, data, {})
            changes.append(Change("articles", name, path, None, text, base))
    return Outcome(tuple(decisions), tuple(changes), tuple(problems))


def make_article_data(record: object, body: str) -> Data:
    """A record with its body, line ends folded, as one mapping."""
    data = make_data(record)
    data["body"] = body.replace("\r\n", "\n").replace("\r", "\n")
    return data


def _merge(
    name: str, proposed: Data, content: Content, base: Base | None, renamed: bool
) -> tuple[Sequence[Decision], Sequence[Change], Sequence[Problem]]:
    if base is None:
        return [Decision(name, "", "keep-theirs", "no-base")], (), ()
    article, file = content.articles[name], content.article_files[name]
    text = file.text
    split = split_front_matter(text, file.path)
    current = make_article_data(article.record, article.body)
    commented = find_commented(text[split.start : split.end], ARTICLE)
    ground = Ground(make_locks(current), commented)
    decisions, new_base = decide(name, ARTICLE, current, proposed, base, ground)
    try:
        made = edit_article(text, file.path, decisions)
    except SpliceRefused as error:
        return (), (), [make_refusal(file, decisions, error)]
    if made == text and new_base == base and not renamed:
        return decisions, (), ()
    return decisions, [Change("articles", name, file.path, text, made, new_base)], ()


def edit_article(text: str, path: str, decisions: Sequence[Decision]) -> str:
    """The text of a working copy with the decisions carried out.

    Raises: SpliceRefused.
    """
    split = split_front_matter(text, path)
    head, body = text[: split.body], text[split.body :]
    for decision in decisions:
        if decision.path == "body" and decision.action in EDITS:
            newline = "\r\n" if "\r\n" in head else "\n"
            body = str(decision.value or "").replace("\n", newline)
    made = apply(head, ARTICLE, decisions, split.start, split.end)
    return made + body
