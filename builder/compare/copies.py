"""Articles, or passages, that are nearly one text: an agency's, taken over and trimmed.

Comes in: texts by name. Goes out: groups of names whose texts share at least half of
the shorter one's word sequences. It knows no language and no source.

Sequences begin at words chosen by a checksum, so that two texts that share a stretch
choose the same ones; each sequence remembers a few texts only. The work therefore grows
with the words, not with the pairs of texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from zlib import crc32

_WORDS_LONG = 5
"""Words of a sequence."""
_ONE_IN = 8
"""Of so many words one begins a sequence, in texts that are not short."""
_SHORT = 160
"""Words of a text in which every word begins one."""
_FEWEST = 6
"""Sequences two texts must share."""
_SHARE = 0.5
"""Of the sequences of the shorter text, the share that must stand in the other."""
_REMEMBERED = 24
"""Texts a sequence remembers; what stands in more is a formula, or is found through
the others."""
_WORD = re.compile(r"\w+")


def find_copies(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more names whose texts are nearly one; names A to Z.

    Of three texts, the first may resemble the third only through the second.
    """
    prints = {name: _take_print(texts[name]) for name in sorted(texts)}
    home = {name: name for name in prints}
    seen: dict[tuple[str, ...], list[str]] = {}
    for name, sequences in prints.items():
        shared = Counter(other for seq in sequences for other in seen.get(seq, ()))
        for other, count in sorted(shared.items()):
            fewer = min(len(sequences), len(prints[other]))
            if count >= _FEWEST and count >= _SHARE * fewer:
                _join(home, name, other)
        for seq in sequences:
            holders = seen.setdefault(seq, [])
            if len(holders) < _REMEMBERED:
                holders.append(name)
    return tuple(group for group in _gather(home) if len(group) > 1)


def join_groups(
    names: Iterable[str], groups: Iterable[Iterable[str]]
) -> dict[str, str]:
    """Names with the first name, A to Z, of all that overlapping groups bring together.

    Members of a group that are not among the names join them and are left out.
    """
    listed = set(names)
    home = {name: name for name in listed}
    for group in groups:
        first, *others = group
        for name in (first, *others):
            home.setdefault(name, name)
        for other in others:
            _join(home, first, other)
    first_of = {
        name: next(other for other in group if other in listed)
        for group in _gather(home)
        if not listed.isdisjoint(group)
        for name in group
    }
    return {name: first_of[name] for name in sorted(listed)}


def _gather(home: dict[str, str]) -> Iterator[tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for name in sorted(home):
        groups.setdefault(_root(home, name), []).append(name)
    return (tuple(group) for group in groups.values())


def _take_print(text: str) -> frozenset[tuple[str, ...]]:
    """The sequences of words a text is known by."""
    words = _WORD.findall(text.casefold())
    short = len(words) < _SHORT
    return frozenset(
        tuple(words[index : index + _WORDS_LONG])
        for index in range(len(words) - _WORDS_LONG + 1)
        if short or _begins(words[index])
    )


@lru_cache(maxsize=65536)
def _begins(word: str) -> bool:
    return crc32(word.encode("utf-8", "replace")) % _ONE_IN == 0


def _root(home: dict[str, str], name: str) -> str:
    while home[name] != name:
        home[name] = home[home[name]]
        name = home[name]
    return name


def _join(home: dict[str, str], a: str, b: str) -> None:
    first, second = sorted((_root(home, a), _root(home, b)))
    home[second] = first
