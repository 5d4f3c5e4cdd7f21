"""Who a noun phrase stands for: known bodies, names, nameless sources, pronouns.

Comes in: noun phrases, and the sources a project knows. Goes out: ``Speaker``s with
the id, the name, or the words that hold in this article only. What does not speak is
refused. It never merges two names it is not sure of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from builder.annotate.knowledge import Knowledge
from builder.model import SourceKind, SourceRecord

_ARTICLES = ("the ", "le ", "la ", "les ", "l ")
_LONGEST = 8
"""Words in the longest name looked up."""


@dataclass(frozen=True, slots=True)
class Speaker:
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
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = " ".join(re.sub(r"[^\w]+", " ", plain).split())
    for article in _ARTICLES:
        if plain.startswith(article):
            return plain[len(article) :]
    return plain


class _Identity:
    """A mapping as a key of a cache: the same object, not equal content."""

    __slots__ = ("mapping",)

    def __init__(self, mapping: Mapping[str, SourceRecord]) -> None:
        self.mapping = mapping

    def __hash__(self) -> int:
        return id(self.mapping)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.mapping is self.mapping


@lru_cache(maxsize=4)
def _index(key: _Identity) -> Mapping[str, str]:
    """Folded names and variants to ids; the first entry in order of ids wins."""
    found: dict[str, str] = {}
    for source_id in sorted(key.mapping):
        record = key.mapping[source_id]
        for name in (record.name, source_id, *record.variants):
            folded = fold(name)
            if folded:
                found.setdefault(folded, source_id)
    return found


def names_index(knowledge: Knowledge) -> Mapping[str, str]:
    """Folded name to source id, for whoever looks up many names."""
    return _index(_Identity(knowledge.sources))


def resolve_name(name: str, knowledge: Knowledge) -> str | None:
    """The id of a known source by any of its names; None where it is not known."""
    index = names_index(knowledge)
    folded = fold(name)
    found = index.get(folded)
    if found is None and folded.startswith("al "):
        found = index.get(folded[3:])
    return found


def longest_known(
    words: list[str], index: Mapping[str, str]
) -> tuple[int, int, str] | None:
    """The longest run of words that is a known name: start, end, id."""
    best: tuple[int, int, str] | None = None
    for start in range(len(words)):
        for end in range(min(len(words), start + _LONGEST), start, -1):
            if best is not None and end - start <= best[1] - best[0]:
                break
            run = words[start:end]
            if not (run[0][:1].isupper() or run[-1][:1].isupper() or "-" in run[0]):
                continue
            found = index.get(fold(" ".join(run)))
            if found is not None:
                best = (start, end, found)
    return best


def local_ref(words: str, article: str) -> str:
    """The ref of somebody known in one article only."""
    return f"{' '.join(words.split())}@{article}"
