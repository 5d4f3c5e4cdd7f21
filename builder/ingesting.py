"""All evidence of a project as proposals for working copies.

Comes in: seeds/, content as read. Goes out: one proposal per evidence file, the decoded
texts by article, and problems. It writes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from builder.annotate.knowledge import Knowledge
from builder.ingest import article_id, find_repeated, ingest_bytes
from builder.ingest.decode import decode
from builder.ingest.evidence import EvidenceFile, find_evidence
from builder.problems import Problem
from builder.progress import follow
from builder.reconcile import ArticleProposal, Bases
from builder.records import Content, Unreadable


@dataclass(frozen=True, slots=True)
class Evidences:
    """What seeds/ holds."""

    proposals: tuple[ArticleProposal, ...]
    texts: Mapping[str, str]
    """Decoded evidence by article id."""
    problems: tuple[Problem, ...]
    changed: tuple[ArticleProposal, ...] = ()
    """What evidence that changed under its working copy would give; not followed."""


def propose_articles(
    root: Path, content: Content, bases: Bases, knowledge: Knowledge
) -> Evidences:
    """Read every evidence file and say what its working copy should be.

    A file is known again by the hash of its bytes, so that it may be renamed.
    """
    files, problems = find_evidence(root)
    # A copy that a person made of a working copy does not stand for the evidence.
    own_last = sorted(content.articles, key=lambda name: name in bases.articles)
    by_hash = {content.articles[n].record.evidence.sha256: n for n in own_last}
    by_file = {a.record.evidence.file: name for name, a in content.articles.items()}
    taken = {*content.articles, *bases.articles}
    digests = {f.file: hashlib.sha256(f.data).hexdigest() for f in files}
    first: dict[str, str] = {}
    for file in sorted(files, key=lambda f: (f.file not in by_file, f.file)):
        first.setdefault(digests[file.file], file.file)
    ids: list[tuple[EvidenceFile, str]] = []
    changed: list[tuple[EvidenceFile, str]] = []
    for file in files:
        digest = digests[file.file]
        if first[digest] != file.file:
            problems.append(_double(file.file, first[digest]))
            continue
        name = by_hash.get(digest, "")
        if not name and file.file in by_file:
            problems.append(_changed(file.file, by_file[file.file]))
            changed.append((file, by_file[file.file]))
            continue
        if not name:
            name = _find_rejected(file.file, digest, content, bases) or article_id(
                file.file, taken, digest
            )
            taken.add(name)
        ids.append((file, name))
    repeated = find_repeated([decode(f.data, f.file).text or "" for f, _ in ids])
    proposals: list[ArticleProposal] = []
    texts: dict[str, str] = {}
    for file, name in follow("reading articles", ids, len(ids)):
        made = ingest_bytes(file.data, file.file, knowledge, repeated, name)
        problems += made.problems
        if made.record is not None:
            proposals.append(ArticleProposal(made.record, made.body))
            texts[name] = made.text
    other = [
        ArticleProposal(made.record, made.body)
        for file, name in changed
        for made in (ingest_bytes(file.data, file.file, knowledge, repeated, name),)
        if made.record is not None
    ]
    return Evidences(tuple(proposals), texts, tuple(problems), tuple(other))


def find_absent(content: Content, bases: Bases, evidences: Evidences) -> frozenset[str]:
    """Articles the machine once read, which are used and whose evidence is not there.

    Where seeds/ is kept out of git this is all of them, and where working copies are
    too, they are known by the reports that name them alone.
    """
    told = {r.article for event in content.events.values() for r in event.reports}
    used = (told | content.articles.keys()) & bases.articles.keys()
    there = evidences.texts.keys() | {p.record.id for p in evidences.changed}
    return frozenset(used - there)


def hide_dark(
    content: Content, bases: Bases, texts: Mapping[str, str]
) -> tuple[Content, list[Problem]]:
    """Content without the articles whose evidence is not there, which are held.

    Where the machine found a report is counted in the evidence (code points), so that
    without it nobody can tell which passage a person deleted. A working copy that the
    machine did not make is counted in itself and stays.
    """
    dark = [n for n in content.articles if n in bases.articles and n not in texts]
    if not dark:
        return content, []
    held = [
        Unreadable(file.path, file.text, "article", (name,))
        for name in dark
        for file in (content.article_files[name],)
    ]
    rest = {n: article for n, article in content.articles.items() if n not in dark}
    shown = replace(content, articles=rest, unreadable=(*content.unreadable, *held))
    first = content.articles[dark[0]].record.evidence.file
    what = f"the evidence of {len(dark)} articles cannot be read ({first}, ...)"
    if len(dark) == 1:
        what = f"the evidence of article {dark[0]} cannot be read ({first})"
    hint = "what they report stays as it is; put the files back to have them read"
    return shown, [Problem("seeds", 0, 0, "W020", what, hint, severity="warning")]


def _find_rejected(file: str, digest: str, content: Content, bases: Bases) -> str:
    """The id of a working copy that a person deleted; ``""`` where there was none."""
    for name in (article_id(file, (), digest), article_id(file, ("",), digest)):
        if name in bases.articles and name not in content.articles:
            return name
    return ""


def _double(file: str, other: str) -> Problem:
    what = f"the file holds the same bytes as {other} and is passed over"
    return Problem(file, 0, 0, "W018", what, "remove one of the two", "", "warning")


def _changed(file: str, article: str) -> Problem:
    what = f"the evidence of article {article} has changed"
    hint = "restore the file; a new capture goes into seeds/ under a name of its own"
    return Problem(file, 0, 0, "E019", what, hint)
