"""Names of the gazetteer in a text, and what stands around them.

Comes in: the words of a block, the place words of its language. Goes out: candidates,
the longest name from each word on. Which of them are places, ``placenames`` says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress, count
from typing import Any

from builder.annotate.placenames import Candidate, Manner
from builder.annotate.placetokens import Tokens, find_tokens, may_join
from builder.data.gazetteer import (
    find_bearers,
    find_first_words,
    find_next_words,
    make_key,
)
from builder.languages import load_rules
from builder.model import Block

_LONGEST = 6
"""Words of a name."""
_LONGEST_LEAD = 5
"""Words of a phrase that leads to it."""
_TITLED = 0.6
"""Share of capitals among the words of a line from which on they mean nothing."""
_FEW = 4
_HOLDING = frozenset({"country", "province", "department"})
_NONE: frozenset[str] = frozenset()
_SPACED = re.compile(r"[^\S\n]+|[-‐‑]")
_APPOSED = re.compile(r",[^\S\n]|[^\S\n]\(")
_DATELINE = re.compile(
    r"(?:,[^,\n()]{2,30})?[^\S\n]\([A-Z][A-Za-z ]+\)|[^\S\n][—–][^\S\n]"
)

Phrases = Mapping[str, Sequence[tuple[str, ...]]]
"""By their last word."""


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
    near: frozenset[str]
    """Words without which, straight before a name, nothing leads to a place."""
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
    led = [p for table in (leading, firm) for found in table.values() for p in found]
    between, of = _keys(rules["between"]), _keys(rules["of"])
    return PlaceWords(
        leading=leading,
        firm=firm,
        between=between,
        # "à la Défense": a preposition is no noun of a place
        nouns=_keys(rules["before"]) - {w for w in leading if (w,) in leading[w]},
        happenings=_keys(rules["happenings"]),
        of=of,
        divisions=_keys(rules["divisions"]),
        titles=_keys(rules["titles"]),
        contracted=rules.get("contracted", {}),
        near=between.union(of, leading, firm),
        free=frozenset().union(
            *led,
            between,
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
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in (*whole, *cut):
        found.setdefault(words[-1], []).append(words)
    return found


@dataclass(slots=True)
class Line:
    """A block being read."""

    body: str
    tokens: Tokens
    words: PlaceWords | None
    """None where nothing is known of the language."""
    titled: bool
    """Its words begin with capitals whatever they are."""


def make_line(body: str, block: Block, words: PlaceWords | None, language: str) -> Line:
    """A block's words, ready for look-ups."""
    tokens = find_tokens(body, block.span, language)
    count = len(tokens.keys)
    titled = count >= _FEW and sum(tokens.capitals) > _TITLED * count
    return Line(body, tokens, words, titled)


def find_starts(line: Line, words: PlaceWords) -> list[int]:
    """The words with which a name of the gazetteer may begin."""
    keys, capitals = line.tokens.keys, line.tokens.capitals
    known = find_first_words(words.language)
    found = [
        at
        for at in compress(count(), capitals)
        if keys[at] in known and _may_be_name(keys, at, words.language)
    ]
    contracted = words.contracted
    led = [
        at
        for at in compress(count(), capitals)
        if at and keys[at - 1] in contracted and not capitals[at - 1]
    ]
    return sorted({*found, *led}) if led else found


def _may_be_name(keys: Sequence[str], at: int, language: str) -> bool:
    """Whether a word is a name, or the next one goes on with it as a name does."""
    if find_bearers(keys[at], language):
        return True
    return at + 1 < len(keys) and keys[at + 1] in find_next_words(keys[at], language)


def find_candidate(
    line: Line, words: PlaceWords, at: int
) -> tuple[int, Candidate | None]:
    """How many words the longest name from a word on takes, and the name; the word is
    one of ``find_starts``."""
    tokens = line.tokens
    key, length = _find_name(line, words, at)
    if not length:
        return 0, None
    behind = at + length
    span = tokens.span(at, behind - 1)
    before = is_named_before(line, words, at)
    led, firm, noun = find_lead(line, words, at)
    division = noun in words.divisions
    if _is_division(line, words, behind) and may_join(line.body, tokens, behind):
        firm = division = True
    dateline = at == 0 and bool(_DATELINE.match(line.body, span[1]))
    inside, apposed = before, _NONE
    if behind < len(tokens.keys) and tokens.capitals[behind]:
        gap = line.body[span[1] : tokens.starts[behind]]
        inside = inside or _is_named_behind(gap, tokens.keys[behind], words)
        if _APPOSED.fullmatch(gap):
            apposed = _find_apposition(line, words, behind)
    return length, Candidate(
        span,
        key,
        find_bearers(key, words.language),
        led=led,
        firm=firm or dateline,
        division=division,
        inside=inside,
        surname=before and length == 1 and not line.titled,
        behind=apposed,
    )


def _is_division(line: Line, words: PlaceWords, at: int) -> bool:
    """Whether a word says that the name before it is that of a larger place."""
    keys, capitals = line.tokens.keys, line.tokens.capitals
    return at < len(keys) and not capitals[at] and keys[at] in words.divisions


def _find_name(line: Line, words: PlaceWords, at: int) -> tuple[str, int]:
    """The longest key of the gazetteer from a word on, and its number of words."""
    article = _find_article(line, words, at)
    if article:
        best = _extend(line, words, at, f"{article} {line.tokens.keys[at]}")
        if best[1]:
            return best
    return _extend(line, words, at, line.tokens.keys[at])


def _find_article(line: Line, words: PlaceWords, at: int) -> str:
    """The article of a name that is one with the word before it: "au Caire", "à la
    Havane"."""
    if not at or line.tokens.capitals[at - 1]:
        return ""
    return words.contracted.get(line.tokens.keys[at - 1], "")


def _extend(line: Line, words: PlaceWords, at: int, key: str) -> tuple[str, int]:
    """The longest name that begins with a key, whose last word stands there."""
    keys, capitals, language = line.tokens.keys, line.tokens.capitals, words.language
    best = (key, 1) if capitals[at] and find_bearers(key, language) else ("", 0)
    for here in range(at + 1, min(at + _LONGEST, len(keys))):
        if keys[here] not in find_next_words(key, language):
            break
        if not may_join(line.body, line.tokens, here):
            break
        key = f"{key} {keys[here]}"
        if capitals[here] and find_bearers(key, language):
            best = key, here - at + 1
    return best


def is_named_before(line: Line, words: PlaceWords, at: int) -> bool:
    """Whether a word with a capital belongs to the name from the left."""
    if not at:
        return False
    tokens = line.tokens
    if not tokens.capitals[at - 1]:
        return False
    key, gap = tokens.keys[at - 1], line.body[tokens.ends[at - 1] : tokens.starts[at]]
    if key in words.titles and len(gap.strip(" .")) == 0:
        return True
    return key not in words.free and _SPACED.fullmatch(gap) is not None


def _is_named_behind(gap: str, key: str, words: PlaceWords) -> bool:
    """Whether a word with a capital behind a gap belongs to the name before it."""
    if key in words.free or key.isdigit():
        return False
    return _SPACED.fullmatch(gap) is not None


def find_lead(line: Line, words: PlaceWords, at: int) -> tuple[bool, bool, str]:
    """Whether the words before a name lead to a place, whether to nothing else, and
    the noun of place among them."""
    end, before = at, line.tokens.keys
    if not at or before[at - 1] not in words.near:
        return False, False, ""
    while end and before[end - 1] in words.between and end > at - 2:
        end -= 1
    led = firm = False
    noun = ""
    for stop in (end, at) if end < at else (at,):  # "in the north of X", "north of X"
        if not stop:
            continue
        last = before[stop - 1]
        led = led or _ends_with(before, stop, words.leading.get(last, ()))
        firm = firm or _ends_with(before, stop, words.firm.get(last, ()))
        if stop > 1 and last in words.of:
            place = before[stop - 2]
            noun = noun or (place if place in words.nouns else "")
            led = led or place in words.happenings
    return led or firm or bool(noun), firm or bool(noun), noun


def _ends_with(
    keys: Sequence[str], stop: int, phrases: Sequence[tuple[str, ...]]
) -> bool:
    """Whether one of some phrases with the same last word stands before an index."""
    for phrase in phrases:
        if len(phrase) == 1 or (
            len(phrase) <= min(stop, _LONGEST_LEAD)
            and (*keys[stop - len(phrase) : stop],) == phrase
        ):
            return True
    return False


def _find_apposition(line: Line, words: PlaceWords, at: int) -> frozenset[str]:
    """The larger places that the name from a word on may stand for."""
    key, length = _extend(line, words, at, line.tokens.keys[at])
    if not length:
        return _NONE
    bearers = find_bearers(key, words.language)
    return frozenset(bearer.id for bearer in bearers if bearer.kind in _HOLDING)
