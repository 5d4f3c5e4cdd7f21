"""Who a noun phrase stands for: known bodies, names, nameless sources, pronouns.

Comes in: noun phrases, and the sources a project knows. Goes out: ``Speaker``s with
the id, the name, or the words that hold in this article only. What does not speak is
refused. It never merges two names it is not sure of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from builder.annotate.knowledge import Knowledge
from builder.annotate.words import WordTable
from builder.model import SourceKind, SourceRecord

_ARTICLES = frozenset(("the", "le", "la", "les", "l"))
_ENGLISH = "the"
_LOST = frozenset(("", "le", "les"))
"""Articles that need not stand before a name of one word."""
_LONGEST = 8
"""Words in the longest name looked up."""
_ACRONYM = 5
"""Letters up to which a name in capitals must be met in capitals."""


class Speaker(NamedTuple):
    """Who speaks, as far as the words say."""

    kind: SourceKind
    name: str
    ref: str
    head: str = ""
    """The noun that names the sort of speaker, folded; "" for a bare name."""
    feminine: bool | None = None
    plural: bool | None = None


def fold(name: str) -> str:
    """Lower case without accents, hyphens, apostrophes and a leading article."""
    return _split(name)[1]


@lru_cache(1 << 15)
def _split(name: str) -> tuple[str, str]:
    """The article a name begins with, and the rest, both folded; "LA" is none where
    what follows is not all in capitals."""
    first, *more = _fold_words(name) or [""]
    rest = " ".join(more)
    written = name[: len(first)]
    if not more or first not in _ARTICLES:
        return "", f"{first} {rest}".strip()
    if len(first) > 1 and written.isupper() and not name.isupper():
        return "", f"{first} {rest}"
    return first, rest


def _fold_words(name: str) -> list[str]:
    """The words of a name in lower case, without accents."""
    plain = name.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", name).casefold()
        plain = "".join([c for c in plain if not unicodedata.combining(c)])
    return _WORD.findall(plain)


_WORD = re.compile(r"\w+")


def _read_opener(text: str) -> str:
    """The first word of a text, folded; "" where it is but marks."""
    if text.isascii() and text.isalnum():
        return text.lower()
    return next(iter(_fold_words(text)), "")


_opener = WordTable(_read_opener).__getitem__


def may_name(words: Iterable[str], names: Names) -> bool:
    """Whether a known name may begin at one of the words."""
    return not names.openers.isdisjoint(map(_opener, words))


class _Identity:
    """A mapping as a key of a cache: the same object, not equal content."""

    __slots__ = ("mapping",)

    def __init__(self, mapping: Mapping[str, SourceRecord]) -> None:
        self.mapping = mapping

    def __hash__(self) -> int:
        return id(self.mapping)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.mapping is self.mapping


@dataclass(frozen=True, slots=True)
class Known:
    """A folded name of a known source."""

    source: str
    """The id."""
    written: str
    """The name as the list has it, for its capitals."""
    article: str
    """The article it begins with, folded."""


class Names(NamedTuple):
    """The names of known sources."""

    folded: Mapping[str, tuple[Known, ...]]
    """By the name without its article, in order of ids."""
    openers: frozenset[str]
    """The words with which one may begin, so that most phrases need no look-up."""
    joined: Mapping[str, str]
    """Ids by names written as one word, as in addresses: "thechronicle"."""

    def find(self, text: str, before: str = "") -> Known | None:
        """Whose name a text is, in any writing; None where two bear it alike.

        ``before``: the word before it, which may be its article.

        An article that is part of a name tells it from others: "the Express" is not
        "L'Express". Any name may have the article of the language of the text. A single
        word has lost its own only where a preposition has swallowed it, "du Monde":
        "Sun" may be a person.
        """
        article, rest = _split(text)
        found = self.folded.get(rest)
        if found is None:
            return None
        if not article and before in _ARTICLES:
            article = before
        for known in found:
            if known.article == article:
                return known
        if article == _ENGLISH:
            found = tuple(known for known in found if not known.article)
        elif not article and " " not in rest:
            found = tuple(known for known in found if known.article in _LOST)
        return _only(found)

    def find_alone(self, text: str) -> str | None:
        """The id of the source that a line names by itself: there an article may be
        left out, and the name be that of a site."""
        article, rest = _split(text)
        found = self.folded.get(rest, ())
        bare = tuple(known for known in found if not known.article)
        known = self.find(text) if article else _only(bare or found)
        if known is not None:
            return known.source
        address = _ADDRESS.fullmatch(text.strip().lower())
        return self.joined.get(address[1].replace("-", "")) if address else None


def _only(found: Sequence[Known]) -> Known | None:
    """The first of some names, where all are of one source."""
    return found[0] if len({known.source for known in found}) == 1 else None


_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?([a-z0-9-]{5,})(?:\.[a-z]{2,10}){0,2}/?"
)
"""A site's address, or its name alone."""


@lru_cache(maxsize=4)
def _index(key: _Identity) -> Names:
    """Folded names and variants; the first entry in order of ids wins."""
    found: dict[str, list[Known]] = {}
    for source_id in sorted(key.mapping):
        record = key.mapping[source_id]
        for name in (record.name, *record.variants):
            article, rest = _split(name)
            if rest:
                known = Known(source_id, name, article)
                found.setdefault(rest, []).append(known)
    openers = {name.split()[0] for name in (*found, *_ARTICLES)}
    listed = {name: tuple(known) for name, known in found.items()}
    joined: dict[str, set[str]] = {}
    for name, row in listed.items():
        for known in row:
            for spelling in {name, f"{known.article} {name}"}:
                joined.setdefault(spelling.replace(" ", ""), set()).add(known.source)
    sites = {name: min(ids) for name, ids in joined.items() if len(ids) == 1}
    return Names(listed, frozenset(openers | {""}), sites)


def names_index(knowledge: Knowledge) -> Names:
    """Folded names to known sources, for whoever looks up many names."""
    return _index(_Identity(knowledge.sources))


def find_known(text: str, names: Names, before: str = "") -> Known | None:
    """The known source of which a text is a name, in any writing; ``before``: the word
    before it."""
    if _opener(text.split(maxsplit=1)[0]) not in names.openers:
        return None
    return names.find(text, before)


def resolve_name(name: str, knowledge: Knowledge) -> str | None:
    """The id of a known source by any of its names; None where it is not known."""
    if name in knowledge.sources:
        return name
    names, folded = names_index(knowledge), fold(name)
    found = names.find_alone(name)
    if found is None and folded.startswith("al "):
        found = names.find_alone(folded[3:])
    return found


def longest_known(
    words: Sequence[str], names: Names, before: str = ""
) -> tuple[int, int, str] | None:
    """The longest run of words that is a known name: start, end, id; ``before``: the
    word before them."""
    best: tuple[int, int, str] | None = None
    for start, word in enumerate(words):
        if _opener(word) not in names.openers:
            continue
        for end in range(min(len(words), start + _LONGEST), start, -1):
            if best is not None and end - start <= best[1] - best[0]:
                break
            run = " ".join(words[start:end])
            known = names.find(run, words[start - 1].lower() if start else before)
            if known is not None and written_alike(run, known.written):
                best = (start, end, known.source)
    return best


def written_alike(run: str, written: str) -> bool:
    """A name is not the common word it looks like: capitals tell them apart."""
    if written.isupper() and len(written) <= _ACRONYM:
        return run.isupper() or sum(c.isupper() for c in run) > 1
    if not any(c.isupper() for c in written) or "-" in run:
        return True
    bare = re.sub(r"^(?:the|les?|la|l['’])\s*", "", run, flags=re.IGNORECASE)
    return any(c.isupper() for c in bare)


def local_ref(words: str, article: str) -> str:
    """The ref of somebody known in one article only."""
    return f"{' '.join(words.split())}@{article}"
