"""Numbers in figures and in words.

Comes in: words and ``quantities.yaml`` of a language. Goes out: values with their
bounds, and the hedges around them. It knows nothing of what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from builder.annotate.words import PhraseTable, Word
from builder.languages import load_rules

_CURRENCIES = frozenset("$€£¥")
_CHANGE = 4
"""Words between a verb and what changed: "passé mercredi de"."""
_WHOLE = 1000
"""The whole of a share; a larger number is a year or a count."""


class Parsed(NamedTuple):
    """A number as said."""

    first: int
    last: int
    value: int | None
    at_least: int | None
    at_most: int | None
    rule: str


class NumberWords:
    """The number words of one language."""

    currencies = _CURRENCIES

    def __init__(self, language: str, rules: Mapping[str, Any]) -> None:
        self._rules = rules
        self._low = {**rules["below_thousand"], **rules["inner"]}
        self._hundred = frozenset(rules["hundred"])
        self._glued: Mapping[str, int] = rules["digits"].get("glued", {})
        group = rules["digits"]["group"]
        decimal = rules["digits"]["decimal"]
        self._written = re.compile(
            rf"(?P<whole>[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+|[0-9]{{1,12}})(?![0-9])"
            rf"(?:{decimal}(?P<fraction>[0-9]{{1,9}}))?"
            rf"(?:(?P<glued>{'|'.join(self._glued) or '(?!)'})(?![^\W_]))?"
        )
        self._vague: PhraseTable[int] = PhraseTable(language)
        for row in rules["vague"]:
            for phrase in row["words"]:
                self._vague.add_fixed(phrase, row["least"])
        self._shares: PhraseTable[str] = PhraseTable(language)
        for phrase in rules.get("shares", ()):
            self._shares.add_fixed(phrase, phrase)
        self._changes: PhraseTable[str] = PhraseTable(language)
        for verb in rules.get("changes", ()):
            self._changes.add_verb(verb, verb)
        self._before = self._hedge_table(language, rules["hedges"])
        self._after = self._hedge_table(language, rules["hedges_after"])
        self._numbers = frozenset(
            (*self._low, *self._hundred, *rules["scales"], *rules["joiner"])
        )
        self._first_words = self._numbers | self._vague.first_words | self._leading()

    @staticmethod
    def _hedge_table(
        language: str, rows: Mapping[str, Sequence[str]]
    ) -> PhraseTable[str]:
        table: PhraseTable[str] = PhraseTable(language)
        for kind, phrases in rows.items():
            for phrase in phrases:
                table.add_fixed(phrase, kind)
        return table

    def _leading(self) -> frozenset[str]:
        """Words that begin a number and are none: "between", "dozens", "a"."""
        rules = self._rules
        found = {*rules["about_plural"], *rules["article"], *rules["partitive"]}
        found.update(rules.get("plural_leads", ()))
        for row in rules["range"]:
            found.update(row["open"] or ())
        for row in rules["vague"]:
            found.update(row["words"])
        return frozenset(found)

    def may_begin(self, word: str) -> bool:
        """Whether a number may begin with a word: a look-up that spares most words."""
        return (
            word in self._first_words
            or word[0].isdigit()
            or ("-" in word and word.partition("-")[0] in self._numbers)
        )

    # --- one number ---

    def parse(self, words: Sequence[Word], index: int, body: str) -> Parsed | None:
        """The number that begins at a word, ranges and vague words included."""
        plain = self._plain(words, index, body)
        return (
            self._range(words, index, body, plain)
            or self._about(words, index, body)
            or plain
            or self._vaguely(words, index)
            or self._article(words, index)
        )

    def _plain(self, words: Sequence[Word], index: int, body: str) -> Parsed | None:
        value, last = self._figures(words, index, body)
        if value is None and last < 0:
            value, last = self._in_words(words, index)
        if last < 0:
            return None
        return Parsed(index, last, value, None, None, "number")

    def _figures(
        self, words: Sequence[Word], index: int, body: str
    ) -> tuple[int | None, int]:
        """(value, index of the last word); (None, -1) where no figures stand."""
        if not words[index].text[0].isdigit():
            return None, -1
        found = self._written.match(body, words[index].start)
        if found is None:
            return None, -1
        last = index
        while last + 1 < len(words) and words[last + 1].end <= found.end():
            last += 1
        if words[last].end != found.end():  # "12.10.2022", "3rd"
            return None, -1
        digits = "".join(c for c in found["whole"] if c.isdigit())
        fraction = found["fraction"] or ""
        scale, end = self._scale(words, last)
        glued = found["glued"] or ""
        if glued == "m" and (not index or words[index - 1].text not in _CURRENCIES):
            return None, -1  # "a 3m wall"
        scale = self._glued.get(glued, 0) or scale
        if scale:
            value = int(digits) * scale
            value += int(fraction) * scale // 10 ** len(fraction) if fraction else 0
            return value, end
        return (None if fraction else int(digits)), last

    def _scale(self, words: Sequence[Word], last: int) -> tuple[int, int]:
        scales = self._rules["scales"]
        scale, end = 0, last
        while end + 1 < len(words) and words[end + 1].text in scales:
            scale = (scale or 1) * int(scales[words[end + 1].text])
            end += 1
        return scale, end

    def _in_words(self, words: Sequence[Word], index: int) -> tuple[int | None, int]:
        pieces: list[str] = []
        best: tuple[int | None, int] = (None, -1)
        for position in range(index, min(index + 8, len(words))):
            text = words[position].text
            if text in self._rules["joiner"]:
                if not pieces:
                    break
                continue
            if not self._numbers.issuperset(text.split("-")):
                break
            if pieces and self._starts_anew(pieces[-1], text.split("-")[0]):
                break
            pieces += text.split("-")
            value = self._sum(pieces)
            if value is None:
                break
            if pieces != [pieces[0]] or pieces[0] not in self._rules["inner"]:
                best = (value, position)
        return best

    def _starts_anew(self, before: str, piece: str) -> bool:
        """Two small numbers side by side are two numbers: "two, three"."""
        if piece not in self._low or before not in self._low:
            return False
        if [before, piece.rstrip("s")] == self._rules["four_twenty"]:
            return False
        low = self._low
        return bool(low[before] < 20 or low[piece] > 19 or low[before] % 10)

    def _sum(self, pieces: Sequence[str]) -> int | None:
        total, current = 0, 0
        for piece in pieces:
            if piece in self._rules["joiner"]:
                continue
            if piece in self._hundred:
                current = max(current, 1) * 100
            elif piece in self._low:
                value = int(self._low[piece])
                twenty = self._rules["four_twenty"]
                if twenty and value == 20 and current % 100 == 4:
                    current += 76
                else:
                    current += value
            elif piece in self._rules["scales"]:
                total += max(current, 1) * int(self._rules["scales"][piece])
                current = 0
            else:
                return None
        return total + current

    # --- ranges, about, vague ---

    def _range(
        self, words: Sequence[Word], index: int, body: str, plain: Parsed | None
    ) -> Parsed | None:
        for row in self._rules["range"]:
            low = plain
            if row["open"]:
                if words[index].text not in row["open"] or index + 1 >= len(words):
                    continue
                low = self._plain(words, index + 1, body)
            if low is None or low.last + 2 >= len(words):
                continue
            if words[low.last + 1].text not in row["join"]:
                continue
            high = self._plain(words, low.last + 2, body)
            if high is None or low.value is None or high.value is None:
                continue
            if row["open"] and self._is_change(words, index):
                return Parsed(index, high.last, high.value, None, None, "change")
            if low.value < high.value and (row["open"] or low.value * 20 > high.value):
                return Parsed(index, high.last, None, low.value, high.value, "range")
        return None

    def _is_change(self, words: Sequence[Word], index: int) -> bool:
        """Whether the verb before says that one number became the other."""
        near = range(max(0, index - _CHANGE), index)
        return any(
            hit.last < index for i in near for hit in self._changes.find_all(words, i)
        )

    def find_share(
        self, words: Sequence[Word], parsed: Parsed, body: str
    ) -> int | None:
        """Index of the last word of "one in four", "six habitants sur dix"; None where
        the number is no share."""
        for index in range(parsed.last + 1, min(parsed.last + 3, len(words))):
            if not words[index - 1].text[0].isalnum():
                return None
            for hit in self._shares.find_all(words, index):
                if hit.last + 1 >= len(words):
                    continue
                whole = self._plain(words, hit.last + 1, body)
                part = parsed.value or 0
                if whole and whole.value and part < whole.value <= _WHOLE:
                    return whole.last
        return None

    def _about(self, words: Sequence[Word], index: int, body: str) -> Parsed | None:
        """ "une vingtaine" is about twenty, "des dizaines" two of them or more."""
        about, plural = self._rules["about"], self._rules["about_plural"]
        scale = 1 if self._rules.get("plural_least") else 2
        for position in (index, index + 1):
            if position >= len(words):
                break
            text = words[position].text
            if text in about and position > index:
                times = self._times(words[index].text)
                if times is None:
                    return None
                return Parsed(
                    index, position, times * int(about[text]), None, None, "about"
                )
            if text in plural:
                if position > index:
                    times = self._times(words[index].text)
                    if times and times > 1:
                        value = times * int(plural[text]) * scale // 2
                        return Parsed(index, position, value, None, None, "about")
                    if not self._leads(words[index].text):
                        return None
                least = scale * int(plural[text])
                return Parsed(index, position, None, least, None, "dozens")
        return None

    def _times(self, word: str) -> int | None:
        value = self._low.get(word)
        if value is None and word in self._rules["article"]:
            value = 1
        return None if value is None else int(value)

    def _leads(self, word: str) -> bool:
        return any(word in row["words"] for row in self._rules["vague"]) or word in (
            *self._rules["partitive"],
            *self._rules.get("plural_leads", ()),
        )

    def _vaguely(self, words: Sequence[Word], index: int) -> Parsed | None:
        hits = self._vague.find_all(words, index)
        if not hits:
            return None
        return Parsed(index, hits[0].last, None, hits[0].value, None, "vague")

    def _article(self, words: Sequence[Word], index: int) -> Parsed | None:
        if words[index].text not in self._rules["article"]:
            return None
        return Parsed(index, index, 1, None, None, "one")

    # --- hedges ---

    def hedge(
        self, words: Sequence[Word], parsed: Parsed, last: int
    ) -> tuple[str, int, int]:
        """Which way the words around a number weaken it, and the stretch with them."""
        for length in (4, 3, 2, 1):
            first = parsed.first - length
            if first < 0:
                continue
            for hit in self._before.find_all(words, first):
                if hit.last == parsed.first - 1:
                    return hit.value, first, last
        if last + 1 < len(words):
            for hit in self._after.find_all(words, last + 1):
                return hit.value, parsed.first, hit.last
        return "", parsed.first, last


@cache
def load_numbers(language: str) -> NumberWords:
    """The number words of a language that has ``quantities.yaml``."""
    return NumberWords(language, load_rules(language, "quantities"))
