"""``recoupe review``: what awaits a person, one kind of thing after the other.

Comes in: what the stages found, nothing of which is written. Goes out: things to
decide, each with its place and what to write. To add a kind is to write one function
and one row of ``KINDS``; what is wrong is no such thing, but a Problem.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from builder.annotate.unknownplaces import find_unknown_names
from builder.awaiting import Awaiting
from builder.folding import fold, is_reserved, make_slug
from builder.model import UNKNOWN, SourceKind, SourceRecord
from builder.pipeline import State
from builder.problems import LINE_BREAK
from builder.unsettled import (
    find_contradictions,
    find_disputes,
    find_look_alikes,
    find_lost_quotes,
    find_open_dates,
    find_questions,
    find_refused_proposals,
    find_unread_records,
)

_LONGEST_ID = 60
"""Characters of an id that is proposed."""


def find_awaiting(state: State) -> tuple[Awaiting, ...]:
    """All things, by kind in the order of the table, then by place."""
    return tuple(item for find in KINDS.values() for item in sorted(find(state)))


# --- sources that no list knows -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Met:
    """Where a name is met first, and how often."""

    path: str
    line: int
    column: int
    kind: SourceKind
    passages: int = 1


def find_unknown_sources(state: State) -> Iterator[Awaiting]:
    """Names under which somebody is cited, and which neither the project's list nor the
    general one knows; each once, where it is met first.

    Somebody of whom an article gives no name ("a witness") is known in that article
    only and awaits nobody.
    """
    if any(file.kind == "sources" for file in state.content.unreadable):
        return  # which names it knows cannot be told; it has a Problem
    known = state.knowledge.sources
    by_word = _index(known)
    taken = {*known}
    for ref, met in _find_unlisted(state).items():
        passages = "1 passage" if met.passages == 1 else f"{met.passages} passages"
        yield Awaiting(
            met.path,
            met.line,
            met.column,
            "unknown-source",
            f"no list knows '{ref}', cited in {passages}",
            _say_how_to_list(ref, met.kind, known, by_word, taken),
        )


def _find_unlisted(state: State) -> dict[str, _Met]:
    """Names of no list, in the order in which they are met."""
    known = state.knowledge.sources
    found: dict[str, _Met] = {}
    for article, notes in state.annotations.items():
        for citation in notes.citations:
            start, _ = citation.source or citation.content[0]
            rows = [(citation.ref, citation.kind, start)]
            rows += [(link.ref, "unknown", link.span[0]) for link in citation.via]
            for ref, kind, offset in rows:
                if ref in found:
                    found[ref] = replace(found[ref], passages=found[ref].passages + 1)
                elif "@" not in ref and ref not in known:
                    found[ref] = _Met(*_find_in_body(state, article, offset), kind)
    told: dict[str, _Met] = {}
    for name, event in state.content.events.items():
        for index, report in enumerate(event.reports):
            ref = report.source
            if ref in told:
                told[ref] = replace(told[ref], passages=told[ref].passages + 1)
            elif "@" not in ref and ref not in known and ref not in found:
                file = state.content.event_files[name]
                at = file.loaded.mark(("reports", index, "source"))
                told[ref] = _Met(file.path, *at, "unknown")
    return found | told


def _find_in_body(state: State, article: str, offset: int) -> tuple[str, int, int]:
    """Path, line and column of an offset into the body of a working copy."""
    file, body = state.content.article_files[article], state.content.articles[article]
    at = len(file.text) - len(body.body) + offset
    starts = _find_line_starts(file.text)
    line = bisect_right(starts, at)
    return file.path, line, at - starts[line - 1] + 1


@lru_cache(maxsize=1)
def _find_line_starts(text: str) -> tuple[int, ...]:
    """Where the lines of a text begin; a byte order mark is not counted."""
    first = 1 if text.startswith("\ufeff") else 0
    return (first, *(match.end() for match in LINE_BREAK.finditer(text)))


def _say_how_to_list(
    name: str,
    kind: SourceKind,
    known: Mapping[str, SourceRecord],
    by_word: Mapping[str, frozenset[str]],
    taken: set[str],
) -> str:
    """The line that makes a name known; where it may be short for one that is known,
    that one too."""
    entry = {"name": name} | ({} if kind == "unknown" else {"kind": kind})
    # JSON is YAML too, and no name breaks out of it.
    line = f"{_mint(name, taken)}: {json.dumps(entry, ensure_ascii=False)}"
    todo = f"add to content/sources.yaml: {line}"
    words = fold(name).split()
    like = frozenset.intersection(*(by_word.get(w, frozenset()) for w in words))
    if len(like) == 1:
        (other,) = like
        todo += f"; if it is {known[other].name}, add it to the variants of {other}"
    return todo


def _index(known: Mapping[str, SourceRecord]) -> dict[str, frozenset[str]]:
    """The ids of the sources that bear a word in their name."""
    found: dict[str, set[str]] = {}
    for source_id, record in known.items():
        for word in fold(record.name).split():
            found.setdefault(word, set()).add(source_id)
    return {word: frozenset(ids) for word, ids in found.items()}


def _mint(name: str, taken: set[str], sort: str = "source") -> str:
    """An id that no source, or no place, has yet, from then on taken."""
    slug = make_slug(name)[:_LONGEST_ID].strip("-")
    base = f"{sort}-{slug}".strip("-") if not slug or is_reserved(slug) else slug
    number, minted = 1, base
    while minted in taken:
        number += 1
        minted = f"{base}-{number}"
    taken.add(minted)
    return minted


# --- places that no list knows ------------------------------------------------------


def find_unknown_places(state: State) -> Iterator[Awaiting]:
    """Names that stand where places stand, and that neither the project's list nor the
    gazetteer knows; each once, where it is met first."""
    if any(file.kind == "places" for file in state.content.unreadable):
        return  # which names it knows cannot be told; it has a Problem
    met: dict[str, tuple[str, str, int]] = {}
    passages: dict[str, int] = {}
    for article, notes in state.annotations.items():
        names = find_unknown_names(state.content.articles[article], notes)
        for name, spans in names.items():
            key = fold(name)
            met.setdefault(key, (name, article, spans[0][0]))
            passages[key] = passages.get(key, 0) + len(spans)
    taken = {*state.knowledge.places}
    for key, (name, article, start) in met.items():
        count = passages[key]
        entry = json.dumps({"name": name}, ensure_ascii=False)
        yield Awaiting(
            *_find_in_body(state, article, start),
            "unknown-place",
            f"no list knows the place '{name}', named in "
            + ("1 passage" if count == 1 else f"{count} passages"),
            f"add to content/places.yaml: {_mint(name, taken, 'place')}: {entry}; if it"
            " is a place that is listed, add it to its aliases",
        )


# --- articles nobody is named for -----------------------------------------------------


def find_unnamed_outlets(state: State) -> Iterator[Awaiting]:
    """Articles that do not say who published them, unless a person has agreed that
    nobody knows."""
    for name, article in state.content.articles.items():
        record = article.record
        settled = record.status == "checked" or "outlet" in record.checked
        if record.outlet != UNKNOWN or settled:
            continue
        file = state.content.article_files[name]
        yield Awaiting(
            file.path,
            *file.loaded.mark(("outlet",)),
            "unnamed-outlet",
            "the article does not say who published it",
            "write the id or the name of its outlet behind outlet:; where nobody "
            "knows, write checked: [outlet]",
        )


KINDS: Mapping[str, Callable[[State], Iterable[Awaiting]]] = {
    "lost-quote": find_lost_quotes,
    "contradiction": find_contradictions,
    "refused-proposal": find_refused_proposals,
    "disputed": find_disputes,
    "maybe-same": find_look_alikes,
    "question": find_questions,
    "open-date": find_open_dates,
    "unknown-source": find_unknown_sources,
    "unknown-place": find_unknown_places,
    "unnamed-outlet": find_unnamed_outlets,
    "unread": find_unread_records,
}
"""Every kind: first what is in doubt, then what is unknown, then what is merely new."""
