"""Annotations of all articles: remembered ones, and the rest found now.

Comes in: articles, knowledge. Goes out: annotations by article id, the same whatever
the number of workers. Only articles whose text or knowledge changed are read again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path

from builder.annotate.knowledge import Knowledge
from builder.cache import hash_code, hash_parts, load_annotations, write_annotations
from builder.model import Annotations, Article

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
    known = hash_parts(hash_code(), _write_knowledge(knowledge))
    keys = {name: _key(article, known) for name, article in articles.items()}
    old = load_annotations(root, keys.values())
    fresh = [articles[name] for name, key in keys.items() if key not in old]
    found = dict(old)
    for article, notes in zip(fresh, _run(fresh, knowledge, executor), strict=True):
        found[keys[article.id]] = notes
    if fresh or len(old) != len(articles):
        write_annotations(root, {key: found[key] for key in keys.values()})
    return {name: found[key] for name, key in keys.items()}


def _run(
    articles: Sequence[Article], knowledge: Knowledge, executor: Executor | None
) -> Iterable[Annotations]:
    if not articles:
        return []
    from builder.annotate import annotate

    work = partial(annotate, knowledge=knowledge)
    if executor is not None:
        return list(executor.map(work, articles, chunksize=_CHUNK))
    if len(articles) < _ENOUGH_FOR_WORKERS or (os.cpu_count() or 1) < 2:
        return map(work, articles)
    with ProcessPoolExecutor() as pool:
        return list(pool.map(work, articles, chunksize=_CHUNK))


def _key(article: Article, known: str) -> str:
    """A hash of everything the annotations of an article depend on."""
    record = json.dumps(asdict(article.record), sort_keys=True, ensure_ascii=False)
    return hash_parts(known, record, article.body)


def _write_knowledge(knowledge: Knowledge) -> str:
    rows = {
        "sources": {name: asdict(row) for name, row in knowledge.sources.items()},
        "places": {name: asdict(row) for name, row in knowledge.places.items()},
    }
    return json.dumps(rows, sort_keys=True, ensure_ascii=False)
