"""How much of an article all of ``site/`` shows together: read back from its files.

The measure knows nothing of how the excerpts were chosen: it looks for stretches of
the articles in everything a visitor is sent (pages with their attributes, scripts,
feeds and data).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

import pytest

from builder.ingest.decode import decode
from builder.publish.quotes import locate
from tests.line.project import Project

RUN = 25
"""Code points from which on equal words are a stretch of the article."""
SHARE = 0.4
LONGEST = 300
TEXTS = {".html", ".js", ".json", ".xml", ".txt", ".csv", ".jsonl", ".ics", ".yaml"}


def fold(text: str) -> str:
    return " ".join(text.split())


REFERENCE = re.compile(r'<a class="(?:ref|number)\b.*?</a>', re.DOTALL)
"""Numbers of notes and passages, which stand between the words of an article."""
GAP = re.compile(r'<span class="gap\b.*?</span>', re.DOTALL)
"""The mark of words that are left out."""


def words_of(markup: str) -> str:
    """The words as they are read, without numbers of notes."""
    return fold(html.unescape(re.sub(r"<[^>]*>", "", REFERENCE.sub("", markup))))


def shown_texts(project: Project) -> Iterator[str]:
    """The words of every file: as they are seen, and with all attributes."""
    escapes = re.compile(r"\\u([0-9a-fA-F]{4})")
    for path in sorted((project.root / "site").rglob("*")):
        if path.suffix not in TEXTS:
            continue
        raw = path.read_text(encoding="utf-8")
        plain = escapes.sub(lambda m: chr(int(m[1], 16)), raw).replace('\\"', '"')
        yield words_of(plain)
        yield fold(html.unescape(plain))


def grams_of(texts: Iterable[str]) -> set[str]:
    return {text[i : i + RUN] for text in texts for i in range(len(text) - RUN + 1)}


def covered(text: str, grams: set[str]) -> list[bool]:
    """For each code point of a folded text whether it lies in a shown stretch.

    Words that an article says twice are shown once: they count where they stand first.
    """
    marks = [False] * len(text)
    seen: set[str] = set()
    for i in range(len(text) - RUN + 1):
        gram = text[i : i + RUN]
        if gram in grams and gram not in seen:
            marks[i : i + RUN] = [True] * RUN
            seen.add(gram)
    return marks


def longest_run(text: str, grams: set[str]) -> int:
    """The longest stretch of a folded text that stands somewhere without a gap."""
    best = run = 0
    for i in range(len(text) - RUN + 1):
        run = run + 1 if text[i : i + RUN] in grams else 0
        best = max(best, run)
    return best + RUN - 1 if best else 0


def claimed(project: Project, text: str, article: str) -> int:
    """How many code points of a text are words of claims and of dates."""
    marks = [False] * len(text)
    for event in project.events().values():
        quotes = [
            (report.quote, claim.quote)
            for report in event.reports
            if report.article == article
            for claim in report.claims
        ]
        if event.because:
            quotes.append((text, event.because.quote))
        for whole, quote in quotes:
            within = locate(text, fold(whole))
            span = locate(text, fold(quote), within)
            if span is not None:
                marks[slice(*span)] = [True] * (span[1] - span[0])
    return sum(marks)


@pytest.fixture(scope="module")
def grams(shipped: Project) -> set[str]:
    return grams_of(shown_texts(shipped))


NUMBERS = ["000", "001", "002", "003", "004"]


def id_of(project: Project, number: str) -> str:
    return next(name for name in project.articles() if name.startswith(number))


@pytest.mark.parametrize("number", NUMBERS)
def test_the_whole_site_shows_a_share_of_an_article(
    shipped: Project, grams: set[str], number: str
) -> None:
    name = id_of(shipped, number)
    article = shipped.articles()[name]
    seed = (shipped.root / article.record.evidence.file).read_bytes()
    evidence = decode(seed, name).text
    assert evidence
    for text in (fold(article.body), fold(evidence)):
        shown = sum(covered(text, grams))
        allowed = max(SHARE * len(text), claimed(shipped, text, name))
        assert shown <= allowed, f"{shown / len(text):.1%} of {len(text)}"
        assert shown > 0.1 * len(text), "the measure sees what is shown"


@pytest.mark.parametrize("number", NUMBERS)
def test_no_page_shows_a_longer_passage(shipped: Project, number: str) -> None:
    body = fold(shipped.articles()[id_of(shipped, number)].body)
    for name, page in shipped.pages().items():
        run = longest_run(body, grams_of([words_of(page)]))
        assert run <= LONGEST, name


def test_no_passage_is_longer_than_the_limit(shipped: Project) -> None:
    count = 0
    for name, page in shipped.pages().items():
        for quote in re.findall(r"<blockquote\b.*?</blockquote>|<q\b.*?</q>", page):
            words = words_of(GAP.sub("", quote))
            assert len(words) <= LONGEST, (name, words)
            count += 1
    assert count > 100


def test_full_shows_every_word(own_made: Project) -> None:
    name = "courrier-ferry"
    body = fold(own_made.articles()[name].body.partition("\n\n")[2])
    before = covered(body, grams_of(shown_texts(own_made)))
    assert not all(before)
    own_made.settings(excerpt_share="full")
    own_made.build()
    page = own_made.page(f"article/{name}.html")
    assert all(covered(body, grams_of([words_of(page)])))


def test_a_smaller_share_shows_less(own_made: Project) -> None:
    body = fold(own_made.articles()["herald-ferry"].body)
    before = sum(covered(body, grams_of(shown_texts(own_made))))
    own_made.settings(excerpt_share="0.0")
    own_made.build()
    after = sum(covered(body, grams_of(shown_texts(own_made))))
    assert after < before
    assert after <= claimed(own_made, body, "herald-ferry") + RUN
