"""Body -> the known places it names.

Comes in: an article and the places of the project. Goes out: mentions in order, none
inside another. It recognises names, it does not tell where something happened.

A name matches whole words, whatever its accents, apostrophes and hyphens, and however
the Arabic article is written before it (al-Bahr, Al Bahr, el-Bahr, "Al -Bahr"). A
capital in the record asks for a capital in the text, so that a common word is no
place. The longest name wins; a known source whose name holds that of a place (a
newspaper named after its city) leaves no mention of the place. Where a source and a
place bear one name, a word before it ("la ville de ...") must say that it is a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple, cast

from builder.annotate.knowledge import Knowledge
from builder.folding import fold_character
from builder.languages import known_languages, load_rules
from builder.model import Article, PlaceMention, Span

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[^\S\n]?[-‐‑'’.]?[^\S\n]?|[^\S\n]{1,3}")
"""What may stand between two words of one name."""
_ARTICLES = frozenset({"al", "el"})
_GOVERNED = frozenset({"capital", "country"})
"""Places whose names usually stand for their governments too."""


class _Token(NamedTuple):
    """One word of a text."""

    key: str
    span: Span
    capital: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """One spelling of one name."""

    place: str
    """Id of the place; ``""`` where the name is that of a source."""
    rule: str
    capitals: tuple[bool, ...]
    """For each word, whether it must begin with a capital."""
    kind: str = ""


@dataclass(slots=True)
class _Node:
    """A step in the table of names, word by word."""

    following: dict[str, _Node] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)


def find_places(article: Article, knowledge: Knowledge) -> tuple[PlaceMention, ...]:
    """The places named in the blocks of an article."""
    table = _table_of(knowledge)
    words = _place_words(article.record.language)
    found: list[PlaceMention] = []
    for block in article.blocks:
        found += _find_in_block(article.body, block.span, table, words)
    return tuple(found)


def _find_in_block(
    body: str, block: Span, table: _Node, place_words: frozenset[str]
) -> Iterator[PlaceMention]:
    matches = list(_WORD.finditer(body, *block))
    keys = [_key(match.group()) for match in matches]
    free = 0
    for at, key in enumerate(keys):
        if key not in table.following or at < free:
            continue
        count, entries = _longest(body, matches, at, table)
        said = not place_words.isdisjoint(keys[max(0, at - 2) : at])
        place = _choose(entries, said)
        if place is not None:
            span = (matches[at].start(), matches[at + count - 1].end())
            yield PlaceMention(span, place.place, place.rule)
        free = at + count


def _longest(
    body: str, words: list[re.Match[str]], at: int, table: _Node
) -> tuple[int, list[_Entry]]:
    """How many words the longest name takes from here, and whose name it is."""
    best: tuple[int, list[_Entry]] = (0, [])
    node: _Node | None = table
    tokens: list[_Token] = []
    for here in range(at, len(words)):
        token = _token(words[here])
        if tokens and not _joined(body, tokens[-1], token):
            break
        node = node.following.get(token.key) if node else None
        if node is None:
            break
        tokens.append(token)
        fitting = [e for e in node.entries if _capitals_fit(e, tokens)]
        if fitting:
            best = (len(tokens), fitting)
    return best


def _choose(entries: list[_Entry], said: bool) -> _Entry | None:
    """The place a name stands for; None where it names a source or two places.

    ``said``: the words before it say that it is a place.
    """
    places = {entry.place: entry for entry in reversed(entries) if entry.place}
    if len(places) != 1:
        return None
    (place,) = places.values()
    is_source = any(not entry.place for entry in entries)
    return place if said or not is_source or place.kind in _GOVERNED else None


@cache
def _place_words(language: str) -> frozenset[str]:
    """Folded words of a language, of all where it is unknown, that precede places."""
    known = known_languages("places")
    languages = (language,) if language in known else known
    return frozenset(
        "".join(map(fold_character, str(word)))
        for code in languages
        for word in cast(list[str], load_rules(code, "places").get("before", []))
    )


def _capitals_fit(entry: _Entry, tokens: list[_Token]) -> bool:
    return all(
        tokens[offset].capital or not needed
        for offset, needed in enumerate(entry.capitals)
    )


def _joined(body: str, left: _Token, right: _Token) -> bool:
    gap = body[left.span[1] : right.span[0]]
    return bool(gap) and _BETWEEN.fullmatch(gap) is not None


def _token(match: re.Match[str]) -> _Token:
    word = match.group()
    return _Token(_key(word), match.span(), not word[0].islower())


@lru_cache(1 << 15)
def _key(word: str) -> str:
    """The folded word; one spelling of the Arabic article stands for all."""
    key = "".join(map(fold_character, word))
    return "al" if key in _ARTICLES else key


_last: list[tuple[Knowledge, _Node]] = []


def _table_of(knowledge: Knowledge) -> _Node:
    """The table of names, kept for the next article of the same project."""
    if not _last or _last[0][0] is not knowledge:
        _last[:] = [(knowledge, _make_table(knowledge))]
    return _last[0][1]


def _make_table(knowledge: Knowledge) -> _Node:
    """All names word by word; sources are in it to keep their names whole."""
    table = _Node()
    for id_, place in sorted(knowledge.places.items()):
        kind = place.kind or ""
        _add(table, place.name, id_, "places/name", kind)
        for alias in place.aliases:
            _add(table, alias, id_, "places/alias", kind)
    for _, source in sorted(knowledge.sources.items()):
        for name in (source.name, *source.variants):
            _add(table, name, "", "", "")
    return table


def _add(table: _Node, name: str, place: str, rule: str, kind: str) -> None:
    tokens = [_token(match) for match in _WORD.finditer(name)]
    if not tokens:
        return
    node = table
    for token in tokens:
        node = node.following.setdefault(token.key, _Node())
    capitals = tuple(
        token.capital and token.key != "al" and token.key.isalpha() for token in tokens
    )
    node.entries.append(_Entry(place, rule, capitals, kind))
