"""How fast dates are found, beside ``dateparser.search``: part of ``make bench``.

Comes in: the folder of the evaluation kit, which is no part of this project
(``make bench EVAL=folder``). Goes out: a row for each language. Both readers get the
same texts of its development sets, the language and the date of publication; what is
shown is CPU seconds of this process. Where the folder is not there, the project's own
phrases are read instead, and that is said.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from builder.annotate.timex import find_times
from builder.model import Anchor, Article, ArticleRecord, Block, Evidence

CORPUS = Path(__file__).parent / "corpus"
LANGUAGES = ("fr", "en")
NEEDED = 8
"""Times as fast as ``dateparser.search``."""


@dataclass(frozen=True)
class Text:
    language: str
    words: str
    published: date


def load_texts(language: str, kit: Path) -> tuple[str, list[Text]]:
    """Where the texts of a language come from, and the texts."""
    path = kit / "dates" / f"{language}_news_dev.jsonl"
    if path.is_file():
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        return path.name, [
            Text(language, row["text"], date.fromisoformat(row["reference_date"]))
            for row in rows
        ]
    source = (CORPUS / language / "times.yaml").read_text("utf-8")
    phrases = [row[0] for rows in yaml.safe_load(source).values() for row in rows]
    made = [" ".join(phrases[i : i + 20]) for i in range(0, len(phrases), 20)]
    return "own phrases", [Text(language, words, date(2022, 1, 5)) for words in made]


def find_here(text: Text) -> int:
    record = ArticleRecord(
        id="a",
        evidence=Evidence(file="seeds/a.txt", sha256=""),
        language=text.language,
    )
    body = text.words
    article = Article(record, body, (Block("paragraph", (0, len(body))),))
    return len(find_times(article, (), Anchor(text.published.isoformat())))


def find_there(text: Text) -> int:
    from dateparser.search import search_dates

    base = datetime(text.published.year, text.published.month, text.published.day)
    found = search_dates(
        text.words, languages=[text.language], settings={"RELATIVE_BASE": base}
    )
    return len(found or ())


def seconds(find: Callable[[Text], int], texts: Iterable[Text], times: int) -> float:
    """The fastest of some runs over all texts."""
    runs = list[float]()
    for _ in range(times):
        start = time.process_time()
        for text in texts:
            find(text)
        runs.append(time.process_time() - start)
    return min(runs)


def report(kit: Path) -> None:
    """Print a row for each language."""
    if not (kit / "dates").is_dir():
        print(f"dates: no development sets in {kit}; the project's own phrases instead")
        print("(name the folder: make bench EVAL=folder)")
    layout = "{:>24} {:>9} {:>9} {:>12} {:>7}"
    print(layout.format("dates in", "KB", "here s", "dateparser s", "times"))
    for language in LANGUAGES:
        name, texts = load_texts(language, kit)
        size = sum(len(text.words) for text in texts) / 1000
        find_here(texts[0])
        find_there(texts[0])
        here, there = seconds(find_here, texts, 3), seconds(find_there, texts, 1)
        row = (f"{size:.0f}", f"{here:.2f}", f"{there:.2f}", f"{there / here:.1f}")
        print(layout.format(f"{language}: {name}", *row), flush=True)
    print(f"at least {NEEDED} times as fast is asked for")
