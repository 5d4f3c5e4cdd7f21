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

_ARTICLES = ("the ", "le ", "la ", "les ", "l ")
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


@lru_cache(1 << 15)
def fold(name: str) -> str:
    """Lower case without accents, hyphens, apostrophes and a leading article."""
    plain = " ".join(_fold_words(name))
    for article in _ARTICLES:
        if plain.startswith(article):
            return plain[len(article) :]
    return plain


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


class Names(NamedTuple):
    """The names of known sources."""

    folded: Mapping[str, Known]
    openers: frozenset[str]
    """The words with which one may begin, so that most phrases need no look-up."""


@lru_cache(maxsize=4)
def _index(key: _Identity) -> Names:
    """Folded names and variants; the first entry in order of ids wins."""
    found: dict[str, Known] = {}
    for source_id in sorted(key.mapping):
        record = key.mapping[source_id]
        for name in (record.name, *record.variants):
            folded = fold(name)
            if folded:
                found.setdefault(folded, Known(source_id, name))
    openers = {name.split()[0] for name in (*found, *_ARTICLES)}
    return Names(found, frozenset(openers | {""}))


def names_index(knowledge: Knowledge) -> Names:
    """Folded names to known sources, for whoever looks up many names."""
    return _index(_Identity(knowledge.sources))


def find_known(text: str, names: Names) -> Known | None:
    """The known source of which a text is a name, in any writing."""
    if _opener(text.split(maxsplit=1)[0]) not in names.openers:
        return None
    return names.folded.get(fold(text))


def resolve_name(name: str, knowledge: Knowledge) -> str | None:
    """The id of a known source by any of its names; None where it is not known."""
    if name in knowledge.sources:
        return name
    index = names_index(knowledge).folded
    folded = fold(name)
    found = index.get(folded)
    if found is None and folded.startswith("al "):
        found = index.get(folded[3:])
    return found.source if found is not None else None


def longest_known(words: Sequence[str], names: Names) -> tuple[int, int, str] | None:
    """The longest run of words that is a known name: start, end, id."""
    best: tuple[int, int, str] | None = None
    for start, word in enumerate(words):
        if _opener(word) not in names.openers:
            continue
        for end in range(min(len(words), start + _LONGEST), start, -1):
            if best is not None and end - start <= best[1] - best[0]:
                break
            run = " ".join(words[start:end])
            known = names.folded.get(fold(run))
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
