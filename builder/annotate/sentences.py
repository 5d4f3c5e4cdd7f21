"""Body -> spans of its sentences.

Comes in: a body, its blocks and its language. Goes out: spans in order, white space
trimmed; no sentence crosses a block, and a heading is one sentence. Abbreviations are
data (``languages/<code>/sentences.yaml``). It knows nothing of who speaks.

A stop ends a sentence where a new one can begin after it. Inside a short quotation
none does, so that no half of a quotation stands alone; a long one is cut into its
sentences, and its closing mark stays with the last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from builder.languages import load_rules
from builder.model import Block, Span

_LONG_QUOTATION = 160
"""Characters; a longer quotation is cut into its sentences."""

_STOP = re.compile(
    r"(?P<stop>[.!?…؟。][.!?…؟。]*)"
    r"(?P<close>(?:[^\S\n]?[»”\"')\]’]+(?=\s|[»”\"')\],;:.!?…]|$))*)"
    r"(?P<gap>\s*)"
)
_LETTERS_BEFORE = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]+$|\d+$")
_INITIALS = re.compile(r"(?:(?:[^\W\d_]\.)+-?)*[^\W\d_]$")
_NEXT_WORD = re.compile(r"[«“„‘\"'(\[¿¡—–\s-]*([^\W_]+)")
_NUMBER = re.compile(r"\d|[IVXLC]+\b")
_SAID = re.compile(r"[^\W_]")
_OPENING = re.compile(r"[«“„‘\"'(\[¿¡—–-]")
_PARTICLE = re.compile(r"(?:al|el)[- ][^\W\d_]", re.IGNORECASE)
_GLUED = re.compile(r"[A-ZÀ-ÖØ-Þ][^\W\d_A-Z]+[\s,]|[A-ZÀÉÊÇ][\s'’]|[«“]")
_MARKS = re.compile(r"[«»“”„\"]")
_PAIRS = {"«": "»", "“": "”", "„": "“"}
_OPENERS = ("«", "“", "„", '"')


@dataclass(frozen=True, slots=True)
class _Words:
    """What the rules of a language say, folded to lower case."""

    never: frozenset[str]
    before_number: frozenset[str]
    maybe: frozenset[str]
    short: frozenset[str]
    """All of these: what is none of them nor a letter ends its sentence."""
    openers: frozenset[str]


def find_sentences(
    body: str, blocks: Sequence[Block], language: str
) -> tuple[Span, ...]:
    """The sentences of a body in order."""
    words = _load_words(language)
    found: list[Span] = []
    for block in blocks:
        at, end = block.span
        if block.kind != "heading":
            start = at
            for cut in _find_cuts(body[start:end], words):
                _add_trimmed(found, body, at, start + cut)
                at = start + cut
        _add_trimmed(found, body, at, end)
    return tuple(found)


def _add_trimmed(found: list[Span], body: str, start: int, end: int) -> None:
    if start < end and not (body[start].isspace() or body[end - 1].isspace()):
        found.append((start, end))
        return
    words = body[start:end].rstrip()
    if said := words.lstrip():
        end = start + len(words)
        found.append((end - len(said), end))


def _find_cuts(text: str, words: _Words) -> Iterator[int]:
    """Offsets at which a sentence ends inside a block, its end not among them."""
    whole = _find_short_quotations(text)
    begins = [span[0] for span in whole]
    sentence = 0
    for match in _STOP.finditer(text):
        cut, after = match.span("gap")
        if after >= len(text):
            return
        inside = bisect_right(begins, cut) - 1 if begins else -1
        if inside >= 0 and begins[inside] < cut < whole[inside][1]:
            continue
        said = text[sentence].isalnum() or _SAID.search(text, sentence, match.start())
        if said and _ends_sentence(text, sentence, match, words):
            yield cut
            sentence = after


def _ends_sentence(
    text: str, sentence: int, match: re.Match[str], words: _Words
) -> bool:
    (start, after), (stop, close, gap) = match.span(), match.groups()
    if text[start - 1] in "[(":
        return False  # an omission: "[...]"
    if not gap:
        return _is_glued_end(text, match)
    following = text[after : after + 60]
    if not _can_begin(following):
        return stop == "." and bool(_PARTICLE.match(following))
    if stop != "." or close:
        return True
    before = text[max(sentence, start - 24) : start]
    return not _is_abbreviated(before, following, words, start - sentence)


def _is_abbreviated(before: str, following: str, words: _Words, length: int) -> bool:
    """The full stop belongs to the word before it, not to the sentence."""
    word = before.rpartition(" ")[2].lower()
    if not word.isalpha():
        match = _LETTERS_BEFORE.search(before)
        if match is None:
            return False
        word = match.group().lower()
        at = match.start()
        if len(word) == 1 and before[at - 1 : at].isdigit():
            return False  # "£140m."
    elif len(word) > 1 and word not in words.short:
        return False
    if word.isdigit():
        return length == len(word)
    plain = word.replace(".", "")
    if plain in words.never:
        return True
    if plain in words.before_number and _NUMBER.match(following):
        return True
    if plain in words.maybe or _INITIALS.fullmatch(word):
        opener = _NEXT_WORD.match(following)
        return opener is None or opener.group(1).lower() not in words.openers
    return False


def _can_begin(following: str) -> bool:
    """A sentence can begin here: with a capital, a number, an opening mark."""
    first = following[:1]
    if first.isalnum():
        return not first.islower()
    if _OPENING.match(first):
        match = _NEXT_WORD.match(following)
        return match is not None and not match.group(1)[0].islower()
    return False


def _is_glued_end(text: str, match: re.Match[str]) -> bool:
    """No blank after the stop, as scraped pages have it: "la fin.Le reste"."""
    at, after = match.start(), match.end()
    if not _GLUED.match(text, after):
        return False
    if len(match.group("stop")) > 2 or match.group("stop") in "!?…":
        return True
    before = text[max(0, at - 3) : at]
    return len(before) == 3 and before.isalpha() and before.islower()


def _find_short_quotations(text: str) -> list[Span]:
    """Quotations in which no sentence ends, in order, none inside another."""
    found: list[Span] = []
    if not any(map(text.__contains__, _OPENERS)):
        return found
    open_at, closer, depth = -1, "", 0
    for match in _MARKS.finditer(text):
        at, char = match.start(), match.group()
        if open_at < 0:
            if char in _PAIRS or (char == '"' and _opens(text, at)):
                open_at, closer, depth = at, _PAIRS.get(char, '"'), 0
        elif char == closer and depth == 0:
            if at - open_at <= _LONG_QUOTATION:
                found.append((open_at, at + 1))
            open_at = -1
        elif _PAIRS.get(char) == closer:
            depth += 1
        elif char == closer:
            depth -= 1
    return found


def _opens(text: str, at: int) -> bool:
    """An ASCII mark opens after white space, an opening mark or an apostrophe."""
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([’'«“-—–"


@cache
def _load_words(language: str) -> _Words:
    rules = load_rules(language, "sentences")

    def read(key: str) -> frozenset[str]:
        return frozenset(map(str, cast(list[str], rules.get(key, []))))

    small = load_rules(language, "stopwords").get("words", [])
    never = read("titles") | read("never")
    before_number, maybe = read("before_number"), read("maybe")
    return _Words(
        never=never,
        before_number=before_number,
        maybe=maybe,
        short=never | before_number | maybe,
        openers=frozenset(map(str, cast(list[str], small))),
    )
