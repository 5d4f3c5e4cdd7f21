"""Names of the gazetteer in a text, and what stands around them.

Comes in: the words of a block, the place words of its language. Goes out: candidates,
the longest name from each word on. Which of them are places, ``placenames`` says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from builder.annotate.placenames import Candidate, Manner
from builder.annotate.placetokens import Token, find_tokens, may_join
from builder.data.gazetteer import find_bearers, goes_on, make_key
from builder.languages import load_rules
from builder.model import Block

_LONGEST = 6
"""Words of a name."""
_TITLED = 0.6
"""Share of capitals among the words of a line from which on they mean nothing."""
_FEW = 4
_HOLDING = frozenset({"country", "province", "department"})
_SPACED = re.compile(r"[^\S\n]+|[-‐‑]")
_APPOSED = re.compile(r",[^\S\n]|[^\S\n]\(")
_DATELINE = re.compile(
    r"(?:,[^,\n()]{2,30})?[^\S\n]\([A-Z][A-Za-z ]+\)|[^\S\n][—–][^\S\n]"
)

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What a language puts around names of places."""

    leading: Phrases
    firm: Phrases
    between: frozenset[str]
    nouns: frozenset[str]
    happenings: frozenset[str]
    """Nouns of what happens somewhere, and has nobody behind its "of"."""
    of: frozenset[str]
    divisions: frozenset[str]
    titles: frozenset[str]
    contracted: dict[str, str]
    free: frozenset[str]
    """Words that begin with a capital before or behind a name without belonging to
    it: those that begin sentences, days and months."""
    manner: Manner
    language: str


@cache
def load_place_words(language: str) -> PlaceWords | None:
    """The words of a language; None where it has none: no name is looked up then."""
    rules: dict[str, Any] = dict(load_rules(language, "places"))
    if "leading" not in rules:
        return None
    calendar: dict[str, Any] = dict(load_rules(language, "calendar"))
    stopwords: dict[str, Any] = dict(load_rules(language, "stopwords"))
    elided = {make_key(k): make_key(v) for k, v in rules.get("elided", {}).items()}
    leading, firm = (_phrases(rules[key], elided) for key in ("leading", "firm"))
    starts = {word for phrase in (*leading, *firm) for word in phrase}
    return PlaceWords(
        leading=leading,
        firm=firm,
        between=_keys(rules["between"]),
        # "à la Défense": a preposition is no noun of a place
        nouns=_keys(rules["before"]) - {p[0] for p in leading if len(p) == 1},
        happenings=_keys(rules["happenings"]),
        of=_keys(rules["of"]),
        divisions=_keys(rules["divisions"]),
        titles=_keys(rules["titles"]),
        contracted=rules.get("contracted", {}),
        free=frozenset(starts).union(
            _keys(rules["between"]),
            _keys(rules["before"]),
            _keys(rules["free"]),
            *(_keys(words) for words in stopwords.values()),
            *(_keys(calendar.get(t, ())) for t in ("months", "weekdays")),
        ),
        manner=Manner(language[0], _keys(rules["given"]), frozenset(rules["home"])),
        language=language,
    )


def _keys(words: Sequence[object]) -> frozenset[str]:
    return frozenset(make_key(str(word)) for word in words)


def _phrases(phrases: Sequence[object], elided: Mapping[str, str]) -> Phrases:
    """The phrases word by word, also as they end before a vowel: "près d'Ankara"."""
    whole = [tuple(make_key(str(phrase)).split()) for phrase in phrases]
    cut = [(*p[:-1], elided[p[-1]]) for p in whole if p[-1] in elided]
    return frozenset((*whole, *cut))


@dataclass(frozen=True, slots=True)
class Line:
    """A block being read."""

    body: str
    tokens: Sequence[Token]
    words: PlaceWords | None
    """None where nothing is known of the language."""
    titled: bool
    """Its words begin with capitals whatever they are."""


def make_line(body: str, block: Block, words: PlaceWords | None) -> Line:
    """A block's words, ready for look-ups."""
    tokens = find_tokens(body, block.span)
    capitals = sum([token.capital for token in tokens])
    titled = len(tokens) >= _FEW and capitals > _TITLED * len(tokens)
    return Line(body, tokens, words, titled)


def find_candidate(
    line: Line, words: PlaceWords, at: int
) -> tuple[int, Candidate | None]:
    """How many words the longest name from a word on takes, and the name."""
    if not line.tokens[at].capital:
        return 0, None
    key, count = _find_name(line, words, at)
    if not count:
        return 0, None
    tokens = line.tokens
    span = (tokens[at].span[0], tokens[at + count - 1].span[1])
    before = is_named_before(line, words, at)
    led, firm, noun = find_lead(line, words, at)
    after = tokens[at + count] if at + count < len(tokens) else None
    division = noun in words.divisions
    if after and not after.capital and after.key in words.divisions:
        joined = may_join(line.body, tokens[at + count - 1], after)
        firm, division = firm or joined, division or joined
    dateline = at == 0 and bool(_DATELINE.match(line.body, span[1]))
    return count, Candidate(
        span=span,
        key=key,
        bearers=find_bearers(key, words.language),
        led=led,
        firm=firm or dateline,
        division=division,
        inside=before or _is_named_behind(line, words, at + count - 1),
        surname=before and count == 1 and not line.titled,
        behind=_find_apposition(line, words, at + count - 1),
    )


def _find_name(line: Line, words: PlaceWords, at: int) -> tuple[str, int]:
    """The longest key of the gazetteer from a word on, and its number of words."""
    tokens, best = line.tokens, ("", 0)
    article = words.contracted.get(tokens[at - 1].key) if at else None
    if article and not tokens[at - 1].capital:  # "au Caire", "à la Havane"
        best = _extend(line, words, at, f"{article} ")
    return best if best[1] else _extend(line, words, at, "")


def _extend(line: Line, words: PlaceWords, at: int, start: str) -> tuple[str, int]:
    tokens, key, best = line.tokens, start, ("", 0)
    for here in range(at, min(at + _LONGEST, len(tokens))):
        if here > at:
            if not may_join(line.body, tokens[here - 1], tokens[here]):
                break
            key += " "
        key += tokens[here].key
        if tokens[here].capital and find_bearers(key, words.language):
            best = key, here - at + 1
        if not goes_on(key, words.language):
            break
    return best


def is_named_before(line: Line, words: PlaceWords, at: int) -> bool:
    """Whether a word with a capital belongs to the name from the left."""
    if not at:
        return False
    before, token = line.tokens[at - 1], line.tokens[at]
    gap = line.body[before.span[1] : token.span[0]]
    if before.key in words.titles and before.capital and len(gap.strip(" .")) == 0:
        return True
    if not before.capital or before.key in words.free:
        return False
    return _SPACED.fullmatch(gap) is not None


def _is_named_behind(line: Line, words: PlaceWords, last: int) -> bool:
    """Whether a word with a capital belongs to the name from the right."""
    if last + 1 >= len(line.tokens):
        return False
    token, after = line.tokens[last], line.tokens[last + 1]
    if not after.capital or after.key in words.free or after.key.isdigit():
        return False
    return _SPACED.fullmatch(line.body[token.span[1] : after.span[0]]) is not None


def find_lead(line: Line, words: PlaceWords, at: int) -> tuple[bool, bool, str]:
    """Whether the words before a name lead to a place, whether to nothing else, and
    the noun of place among them."""
    end = at
    while end and line.tokens[end - 1].key in words.between and end > at - 2:
        end -= 1
    led = firm = False
    noun = ""
    for stop in dict.fromkeys((end, at)):  # "in the north of X", "north of X"
        keys = tuple(token.key for token in line.tokens[max(0, stop - 5) : stop])
        led = led or _ends_with(keys, words.leading)
        firm = firm or _ends_with(keys, words.firm)
        if len(keys) > 1 and keys[-1] in words.of:
            noun = noun or (keys[-2] if keys[-2] in words.nouns else "")
            led = led or keys[-2] in words.happenings
    return led or firm or bool(noun), firm or bool(noun), noun


def _ends_with(keys: tuple[str, ...], phrases: Phrases) -> bool:
    return any(keys[-n:] in phrases for n in range(1, len(keys) + 1))


def _find_apposition(line: Line, words: PlaceWords, last: int) -> frozenset[str]:
    """The places that the name behind a comma or in brackets may stand for."""
    if last + 1 >= len(line.tokens) or not line.tokens[last + 1].capital:
        return frozenset()
    gap = line.body[line.tokens[last].span[1] : line.tokens[last + 1].span[0]]
    if not _APPOSED.fullmatch(gap):
        return frozenset()
    key, count = _extend(line, words, last + 1, "")
    holding = (
        (b for b in find_bearers(key, words.language) if b.kind in _HOLDING)
        if count
        else ()
    )
    return frozenset(bearer.id for bearer in holding)
