"""How fast an article is annotated, beside ``dateparser.search`` alone: ``make bench``.

Comes in: the folder of the evaluation kit, which is no part of this project. Goes out:
a row for each language: every stage of annotation here, the search for dates alone
there, on the same texts in the same run, CPU seconds of this process. Where the folder
is not there, the project's own phrases are read instead.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from datetime import datetime
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
KNOWLEDGE = Knowledge(load_general_sources())


def load_articles(language: str, kit: Path) -> tuple[str, list[Article]]:
    """Where the texts of a language come from, and the texts."""
    path = kit / "dates" / f"{language}_news_dev.jsonl"
    if path.is_file():
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        texts = [(row["text"], row["reference_date"]) for row in rows]
    else:
        source = (CORPUS / language / "citations.yaml").read_text("utf-8")
        phrases = [row[0] for rows in yaml.safe_load(source).values() for row in rows]
        made = [" ".join(phrases[i : i + 20]) for i in range(0, len(phrases), 20)]
        texts = [(words, "2022-01-05") for words in made]
    articles = [
        Article(
            ArticleRecord(
                id="a",
                evidence=Evidence(file="seeds/a.txt", sha256=""),
                language=language,
                published=published,
            ),
            words,
            find_blocks(words),
        )
        for words, published in texts
    ]
    return path.name if path.is_file() else "own phrases", articles


def annotate_here(article: Article) -> int:
    return len(annotate(article, KNOWLEDGE).citations)


def find_dates_there(article: Article) -> int:
    from dateparser.search import search_dates

    base = datetime.fromisoformat(article.record.published)
    found = search_dates(
        article.body,
        languages=[article.record.language],
        settings={"RELATIVE_BASE": base},
    )
    return len(found or ())


def seconds(work: Callable[[Article], int], articles: Sequence[Article]) -> float:
    """One run over all texts but the first, which loads what is loaded once."""
    work(articles[0])
    start = time.process_time()
    for article in articles[1:]:
        work(article)
    return time.process_time() - start


def report(kit: Path) -> None:
    """Print a row for each language, and one for both."""
    layout = "{:>24} {:>9} {:>9} {:>12} {:>7}"
    print(layout.format("annotation of", "KB", "here s", "dateparser s", "times"))
    total_here = total_there = 0.0
    for language in LANGUAGES:
        name, articles = load_articles(language, kit)
        size = sum(len(article.body) for article in articles[1:]) / 1000
        here = seconds(annotate_here, articles)
        there = seconds(find_dates_there, articles)
        total_here, total_there = total_here + here, total_there + there
        row = (f"{size:.0f}", f"{here:.2f}", f"{there:.2f}", f"{there / here:.1f}")
        print(layout.format(f"{language}: {name}", *row), flush=True)
    times = f"{total_there / total_here:.1f}"
    row = ("", f"{total_here:.2f}", f"{total_there:.2f}", times)
    print(layout.format("both", *row))
    print(f"at least {NEEDED} times as fast is asked for")
