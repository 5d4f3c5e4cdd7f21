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

from dataclasses import dataclass, field
from functools import cache
from operator import ge
from typing import cast

from builder.annotate.knowledge import Knowledge, find_adopted
from builder.annotate.lexicon import load_lexicon
from builder.annotate.placecontexts import (
    Line,
    find_candidate,
    find_starts,
    load_place_words,
    make_line,
)
from builder.annotate.placenames import Candidate, choose_places
from builder.annotate.placetokens import Tokens, find_tokens, may_join
from builder.data.gazetteer import make_key
from builder.folding import fold_character
from builder.languages import known_languages, load_rules
from builder.model import Article, PlaceMention

_GOVERNED = frozenset({"capital", "country"})
"""Places whose names usually stand for their governments too."""
_INITIALS = 2
"""Letters up to which "US" must have its capitals."""
_GOVERNING = frozenset({"official"})
"""Sources that may bear the name of a place, being its government."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One spelling of one name."""

    place: str
    """Id of the place; ``""`` where the name is that of a source."""
    rule: str
    capitals: tuple[bool, ...]
    """For each word, whether it must begin with a capital."""
    kind: str = ""
    """Of the place or the source."""


_NO_NAME: tuple[int, list[_Entry]] = 0, []


@dataclass(slots=True)
class _Node:
    """A step in the table of names, word by word."""

    following: dict[str, _Node] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)


def find_places(article: Article, knowledge: Knowledge) -> tuple[PlaceMention, ...]:
    """The places named in the blocks of an article: the project's own, and those of
    the gazetteer where the words around a name show that it is a place."""
    table = _table_of(knowledge)
    own_words = _place_words(article.record.language)
    words = load_place_words(article.record.language)
    found: list[PlaceMention] = []
    candidates: list[Candidate] = []
    spoken: set[str] = set()
    peoples = _find_peoples(article.record.language)
    for block in article.blocks:
        line = make_line(article.body, block, words, article.record.language)
        if not peoples.keys().isdisjoint(line.tokens.keys):
            tokens = zip(line.tokens.keys, line.tokens.capitals, strict=True)
            spoken.update(
                peoples[key]
                for key, capital in tokens
                if key in peoples and (capital or len(key) > _INITIALS)
            )
        _read_line(line, table, own_words, found, candidates)
    if words is not None and candidates:
        adopted = find_adopted(knowledge)
        own = {mention.place for mention in found}
        named = {theirs for theirs, ours in adopted.items() if ours in own}
        chosen = choose_places(candidates, words.manner, named, spoken)
        for span, bearer in chosen.items():
            place = adopted.get(bearer.id, bearer.id)
            found.append(PlaceMention(span, place, "places/gazetteer"))
    return tuple(sorted(found, key=lambda mention: mention.span))


def _read_line(
    line: Line,
    table: _Node,
    place_words: frozenset[str],
    found: list[PlaceMention],
    candidates: list[Candidate],
) -> None:
    """Add known places to those found, and names of the gazetteer where no known name
    stands to the candidates."""
    tokens, behind = line.tokens, 0
    known = _find_known(tokens, table)
    named = find_starts(line, line.words) if line.words else []
    may_be = frozenset(named)
    for at in sorted(known | may_be) if known else named:
        if at < behind:
            continue
        count, entries = _NO_NAME
        if at in known:
            count, entries = _longest(line.body, tokens, at, table)
        place = None
        if entries:
            before = tokens.keys[max(0, at - 2) : at]
            place = _choose(entries, not place_words.isdisjoint(before))
        if place is not None:
            span = tokens.span(at, at + count - 1)
            found.append(PlaceMention(span, place.place, place.rule))
        elif (
            line.words
            and at in may_be
            and all(entry.kind in _GOVERNING for entry in entries)
        ):
            taken, candidate = find_candidate(line, line.words, at)
            if candidate is not None and taken >= count:
                candidates.append(candidate)
                count = taken
        behind = at + count


def _find_known(tokens: Tokens, table: _Node) -> set[int]:
    """The words with which a known name may begin: it ends there or goes on."""
    keys, following = tokens.keys, table.following
    if following.keys().isdisjoint(keys):
        return set()
    found = set()
    for at in [at for at, key in enumerate(keys, 1) if key in following]:
        node = following[keys[at - 1]]
        if node.entries or not node.following.keys().isdisjoint(keys[at : at + 1]):
            found.add(at - 1)
    return found


def _longest(
    body: str, tokens: Tokens, at: int, table: _Node
) -> tuple[int, list[_Entry]]:
    """How many words the longest name takes from here, and whose name it is."""
    best: tuple[int, list[_Entry]] = (0, [])
    node = table.following.get(tokens.keys[at])
    here = at
    while node is not None:
        here += 1
        fitting = [e for e in node.entries if _capitals_fit(e, tokens, at)]
        if fitting:
            best = (here - at, fitting)
        if here == len(tokens.keys) or not may_join(body, tokens, here):
            break
        node = node.following.get(tokens.keys[here])
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
def _find_peoples(language: str) -> dict[str, str]:
    """What a language calls a country's people and things, folded, and the letters
    of the country."""
    lexicon = load_lexicon(language)
    if lexicon is None:
        return {}
    return {make_key(word): id_.lower() for word, id_ in lexicon.peoples.items()}


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


def _capitals_fit(entry: _Entry, tokens: Tokens, at: int) -> bool:
    needed = entry.capitals
    return all(map(ge, tokens.capitals[at : at + len(needed)], needed))


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
            _add(table, name, "", "", source.kind)
    return table


def _add(table: _Node, name: str, place: str, rule: str, kind: str) -> None:
    span = 0, len(name)
    tokens = find_tokens(name, span, "en")  # as in every language
    if not tokens.keys:
        return
    node = table
    for key in tokens.keys:
        node = node.following.setdefault(key, _Node())
    capitals = tuple(
        capital and key != "al" and key.isalpha()
        for key, capital in zip(tokens.keys, tokens.capitals, strict=True)
    )
    node.entries.append(_Entry(place, rule, capitals, kind))
