"""How fast an article is annotated, beside ``dateparser.search`` alone: ``make bench``.

Comes in: the folder of the evaluation kit, which is no part of this project. Goes out:
a row for each language: every stage of annotation here, the search for dates alone
there, on the same texts in the same run, CPU seconds of this process: once told which
language the text is in, and once, on a part of the texts, finding that out itself.
Where the folder is not there, the project's own phrases are read instead.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import yaml

from builder.annotate import annotate
from builder.annotate.knowledge import Knowledge
from builder.data import load_general_sources
from builder.model import Article, ArticleRecord, Evidence
from builder.working_copy import find_blocks

CORPUS = Path(__file__).parent / "corpus"
LANGUAGES = ("fr", "en")
NEEDED = 3
"""Times as fast as ``dateparser.search``."""
PART = 20
"""Texts read in one turn, and all on which dateparser finds out the language: it takes
its time."""
TURNS = 3
"""How often each part is read."""
KNOWLEDGE = Knowledge(load_general_sources())


def load_articles(language: str, kit: Path) -> tuple[str, list[Article]]:
    """Where the texts of a language come from, and the texts."""
    path = kit / "dates" / f"{language}_news_dev.jsonl"
    if not path.is_file():
        return "own phrases", load_own_phrases(language)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    articles = [
        make_article(row["text"], language, row["reference_date"]) for row in rows
    ]
    return path.name, articles


def load_own_phrases(language: str) -> list[Article]:
    """Phrases of the tests, of every stage, twenty to a text."""
    files = sorted((CORPUS / language).glob("*.yaml"))
    tables = [yaml.safe_load(path.read_text("utf-8")) for path in files]
    rows = [row for table in tables for part in table.values() for row in part]
    phrases = [row["text"] if isinstance(row, dict) else row[0] for row in rows]
    made = [" ".join(phrases[i : i + 20]) for i in range(0, len(phrases), 20)]
    return [make_article(words, language, "2022-01-05") for words in made]


def make_article(words: str, language: str, published: str) -> Article:
    evidence = Evidence(file="seeds/a.txt", sha256="")
    record = ArticleRecord(
        id="a", evidence=evidence, language=language, published=published
    )
    return Article(record, words, find_blocks(words))


def annotate_here(article: Article) -> int:
    return len(annotate(article, KNOWLEDGE).citations)


def find_dates_there(article: Article, *, told: bool = True) -> int:
    from dateparser.search import search_dates

    base = datetime.fromisoformat(article.record.published)
    languages = [article.record.language] if told else None
    found = search_dates(
        article.body, languages=languages, settings={"RELATIVE_BASE": base}
    )
    return len(found or ())


def compare(
    works: Sequence[Callable[[Article], int]],
    articles: Sequence[Article],
    warm: Sequence[Article],
) -> tuple[list[float], list[float]]:
    """CPU seconds of each over all texts: the first time each text is met, and at best.

    They take turns on a part of the texts, so that a machine that is slower for a while
    is so for all, and the quickest of some turns counts, as ``timeit`` has it. A text
    comes in another shape each time (blank lines at its end), so that nothing kept of
    a text serves again; what is known of words does, as in a corpus. Before all,
    phrases of the project's own are read, so that what is loaded once is loaded; the
    search for cycles waits.
    """
    for work in works:
        for article in warm:
            work(article)
    first, best = [0.0 for _ in works], [0.0 for _ in works]
    gc.collect()
    gc.disable()
    try:
        for start in range(0, len(articles), PART):
            part = articles[start : start + PART]
            spent: list[list[float]] = [[] for _ in works]
            for turn in range(TURNS):
                shaped = [lengthen(article, turn) for article in part]
                for own, work in zip(spent, works, strict=True):
                    began = time.process_time()
                    for article in shaped:
                        work(article)
                    own.append(time.process_time() - began)
            for number, own in enumerate(spent):
                first[number] += own[0]
                best[number] += min(own)
        return first, best
    finally:
        gc.enable()


def lengthen(article: Article, lines: int) -> Article:
    """The same article with blank lines at its end."""
    return replace(article, body=article.body + "\n" * lines)


def report(kit: Path) -> None:
    """Print a row for each language, and one for both."""
    layout = "{:>24} {:>9} {:>9} {:>12} {:>7} {:>11} {:>20}"
    heads = ("annotation of", "KB", "here s", "dateparser s", "times", "first time")
    print(layout.format(*heads, "language not told"))
    for language in LANGUAGES:
        name, articles = load_articles(language, kit)
        own = load_own_phrases(language)
        warm = own if len(own) != len(articles) else own[:1]
        size = sum(len(article.body) for article in articles) / 1000
        works = (annotate_here, find_dates_there)
        first, (here, there) = compare(works, articles, warm)
        part = articles[:PART]
        untold = compare((partial(find_dates_there, told=False),), part, warm[:2])[1][0]
        untold /= here * sum(len(a.body) for a in part) / (1000 * size)
        row = (f"{size:.0f}", f"{here:.2f}", f"{there:.2f}", f"{there / here:.1f}")
        more = f"{first[1] / first[0]:.1f}", f"{untold:.1f}"
        print(layout.format(f"{language}: {name}", *row, *more), flush=True)
    print(f"at least {NEEDED} times as fast is asked for")
