"""Annotations of all articles: remembered ones, and the rest found now.

Comes in: articles, knowledge. Goes out: annotations by article id, the same whatever
the number of workers. Only articles whose text or knowledge changed are read again.

A worker may be ended from outside, where memory is short: what it did not finish is
read in this process. A build that is ended from outside takes its workers along, or
they would hold its lock.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from dataclasses import asdict
from functools import cache, partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from builder.annotate.knowledge import Knowledge
from builder.cache import ROOMS, load_annotations, write_annotations
from builder.fingerprints import hash_code, hash_parts
from builder.languages import known_languages
from builder.model import UNKNOWN, Annotations, Article
from builder.progress import follow

log = logging.getLogger(__name__)

_ENOUGH_FOR_WORKERS = 300
"""Below this, starting workers costs more than they save."""
_CHUNK = 20


def annotate_all(
    root: Path,
    articles: Mapping[str, Article],
    knowledge: Knowledge,
    executor: Executor | None = None,
) -> dict[str, Annotations]:
    """Annotations of every article, in the order of the articles."""
    known = hash_parts(hash_code(ROOMS), _write_knowledge(knowledge))
    keys = {name: _key(article, known) for name, article in articles.items()}
    old = load_annotations(root, keys.values())
    fresh = [articles[name] for name, key in keys.items() if key not in old]
    found = dict(old)
    results = follow(
        "dates, citations, events", _run(fresh, knowledge, executor), len(fresh)
    )
    for article, notes in zip(fresh, results, strict=True):
        found[keys[article.id]] = notes
    if fresh or len(old) != len(articles):
        write_annotations(root, {key: found[key] for key in keys.values()})
    return {name: found[key] for name, key in keys.items()}


def _run(
    articles: Sequence[Article], knowledge: Knowledge, executor: Executor | None
) -> Iterable[Annotations]:
    if not articles:
        return []
    work = partial(_annotate, knowledge=knowledge)
    if executor is not None:
        return _share(articles, work, executor)
    if len(articles) < _ENOUGH_FOR_WORKERS or (os.cpu_count() or 1) < 2:
        return map(work, articles)
    return _pool(articles, work)


def _pool(
    articles: Sequence[Article], work: Callable[[Article], Annotations]
) -> Iterator[Annotations]:
    with ProcessPoolExecutor(initializer=_end_with_parent) as pool:
        yield from _share(articles, work, pool)


def _share(
    articles: Sequence[Article],
    work: Callable[[Article], Annotations],
    executor: Executor,
) -> Iterator[Annotations]:
    """Let workers do it, and do here what they leave when one of them is killed."""
    done = 0
    try:
        for notes in executor.map(work, articles, chunksize=_CHUNK):
            done += 1
            yield notes
    except BrokenExecutor:
        log.warning("a worker was ended from outside; this process does the rest")
    yield from map(work, articles[done:])


def _annotate(article: Article, knowledge: Knowledge) -> Annotations:
    """Annotations of one article; an exception, which is a bug, names the article."""
    from builder.annotate import annotate

    try:
        return annotate(article, knowledge)
    except Exception as error:
        error.add_note(f"while reading the article {article.id}")
        raise


def _end_with_parent() -> None:
    """In a worker: end when the process that started it is gone.

    A worker waits for work for ever, with all that it got at the fork open.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _key(article: Article, known: str) -> str:
    """A hash of everything the annotations of an article depend on."""
    record = json.dumps(asdict(article.record), sort_keys=True, ensure_ascii=False)
    return hash_parts(known, _tables_of(article.record.language), record, article.body)


@cache
def _tables_of(language: str) -> str:
    """The version of the tables that serve a language without date rules of its own."""
    if language in (UNKNOWN, *known_languages("dates")):
        return ""
    from importlib.metadata import version

    return version("dateparser")


def _write_knowledge(knowledge: Knowledge) -> str:
    rows = {
        "sources": {name: asdict(row) for name, row in knowledge.sources.items()},
        "places": {name: asdict(row) for name, row in knowledge.places.items()},
    }
    return json.dumps(rows, sort_keys=True, ensure_ascii=False)
