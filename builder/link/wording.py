"""How alike two articles are worded: rare words in common, names and other words apart.

Comes in: titles and bodies with their languages. Goes out: vectors of weighted words,
and how much two of them have in common, between 0 and 1. It knows no dates and decides
nothing.

A word weighs by how rare it is among the articles at hand. So few articles would make
every word look rare or common by chance; they are counted as part of a larger stream.
Source: Salton and Buckley, "Term-weighting approaches in automatic text retrieval",
1988 (ltc weights). A library for this would bring numpy and scipy along, and ties of
floating point that differ between machines; what is needed is forty lines.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.folding import fold
from builder.ingest.language import stopwords
from builder.model import Article

_WORD = re.compile(r"[^\W_]+")
_AMID = re.compile(r"(?<=[^\W\d_],\s)[^\W_]+|(?<=[^\W\d_][\s'’-])[^\W_]+")
"""Words behind another word of the same sentence, where a capital says: a name."""
_LEAD = 800
"""Characters below the headline that tell what an article is about."""
_TITLE_TIMES = 2
_STREAM = 100
"""Articles of other subjects that are taken to stand beside those at hand."""
_SHORTEST = 3
_OFTEN = 4
"""A word is a name where it has a capital this many times as often as none."""
_AS_LEAD = 0.6
"""Share of headline and lead in the likeness of two articles; the rest is the whole."""

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an article, weighted; each vector has length 1, or none."""

    lead_names: Vector
    lead_words: Vector
    names: Vector
    words: Vector


@dataclass(frozen=True, slots=True)
class _Counts:
    lead: Counter[str]
    whole: Counter[str]


def weigh_words(articles: Sequence[Article]) -> dict[str, Wording]:
    """The wording of every article, by id. The order of the articles plays no part."""
    counts = {article.id: _count(article) for article in articles}
    names = _find_names(articles)
    common: Counter[str] = Counter()
    for one in counts.values():
        common.update(one.whole.keys())
    total = len(counts) + _STREAM
    weight = {word: math.log(total / (n + 0.5)) for word, n in common.items()}
    return {
        name: Wording(
            make_vector(one.lead, weight, names, named=True),
            make_vector(one.lead, weight, names, named=False),
            make_vector(one.whole, weight, names, named=True),
            make_vector(one.whole, weight, names, named=False),
        )
        for name, one in counts.items()
    }


def compare_wording(a: Wording, b: Wording) -> float:
    """How alike two articles are worded, 0 to 1.

    Names say who and where, the other words what: the geometric mean asks for both. In
    a script without capitals all are words.
    """
    words = _AS_LEAD * dot(a.lead_words, b.lead_words)
    words += (1 - _AS_LEAD) * dot(a.words, b.words)
    if not (a.names or b.names):
        return words
    names = _AS_LEAD * dot(a.lead_names, b.lead_names)
    names += (1 - _AS_LEAD) * dot(a.names, b.names)
    return math.sqrt(names * words)


def dot(a: Vector, b: Vector) -> float:
    """Cosine of two vectors of length 1; summed in the order of the words."""
    if len(a) > len(b):
        a, b = b, a
    return math.fsum(weight * b[word] for word, weight in a.items() if word in b)


def make_vector(
    counts: Mapping[str, int],
    weight: Mapping[str, float],
    names: frozenset[str],
    *,
    named: bool,
) -> Vector:
    """The names, or the other words, each by 1 + log of its count times its weight."""
    vector = {
        word: (1 + math.log(n)) * weight[word]
        for word, n in counts.items()
        if (word in names) is named
    }
    length = math.sqrt(math.fsum(x * x for x in vector.values()))
    return {word: x / length for word, x in vector.items()} if length else {}


def count_words(text: str, language: str) -> Counter[str]:
    """Words that carry meaning, folded, without the ending of a plural."""
    small = stopwords(language)
    return Counter(
        stem(word)
        for word in _WORD.findall(text)
        if len(word) >= _SHORTEST
        and not word.isdigit()
        and word.casefold() not in small
    )


@lru_cache(maxsize=2**16)
def stem(word: str) -> str:
    """A folded word without the s or x of a plural."""
    folded = fold(word)
    return folded.rstrip("sx") if len(folded) > _SHORTEST else folded


def _count(article: Article) -> _Counts:
    language = article.record.language
    headings = [b.span for b in article.blocks if b.kind == "heading"]
    title = article.body[slice(*headings[0])] if headings else ""
    if not title and article.record.title != "unknown":
        title = article.record.title
    text = _without(article.body, headings[:1])
    heading = count_words(title, language)
    end = text.find(" ", _LEAD)
    lead = count_words(text[: end if end > 0 else len(text)], language)
    whole = count_words(text, language) + heading
    for word, n in heading.items():
        lead[word] += _TITLE_TIMES * n
    return _Counts(lead, whole)


def _without(body: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        body = body[:start] + body[end:]
    return body.strip()


def _find_names(articles: Iterable[Article]) -> frozenset[str]:
    """Words that nearly always begin with a capital, amid a sentence too.

    All articles together say so: in one headline every word may have one. In a script
    without capitals there are none.
    """
    met: Counter[str] = Counter()
    for article in articles:
        met.update(_AMID.findall(article.body))
    high: Counter[str] = Counter()
    low: Counter[str] = Counter()
    for word, n in met.items():
        (high if word[0].isupper() else low)[stem(word)] += n
    return frozenset(word for word, n in high.items() if n >= _OFTEN * low[word])
