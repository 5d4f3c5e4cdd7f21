"""Numbers in figures and in words.

Comes in: words and ``quantities.yaml`` of a language. Goes out: values with their
bounds, and the hedges around them. It knows nothing of what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache
from typing import Any, NamedTuple

from builder.annotate.words import PhraseTable, Words, list_phrases
from builder.languages import load_rules

_CURRENCIES = frozenset("$€£¥")
_HEDGE = 4
"""Words of the longest hedge."""
_FIGURES = 12
"""Figures of the longest number that is written without groups."""
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
        self._inner = frozenset(rules["inner"])
        self._joiner = frozenset(rules["joiner"])
        self._hundred = frozenset(rules["hundred"])
        self._scales = frozenset(rules["scales"])
        self._articles = frozenset(rules["article"])
        self._abouts = frozenset((*rules["about"], *rules["about_plural"]))
        self._open = frozenset(word for row in rules["range"] for word in row["open"])
        self._glued: Mapping[str, int] = rules["digits"].get("glued", {})
        group = rules["digits"]["group"]
        decimal = rules["digits"]["decimal"]
        self._written = re.compile(
            rf"(?P<whole>[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}})+|[0-9]{{1,{_FIGURES}}})(?![0-9])"
            rf"(?:{decimal}(?P<fraction>[0-9]{{1,9}}))?"
            rf"(?:(?P<glued>{'|'.join(self._glued) or '(?!)'})(?![^\W_]))?"
        )
        self._vague: PhraseTable[int] = PhraseTable(language)
        for row in rules["vague"]:
            for phrase in row["words"]:
                self._vague.add_fixed(phrase, row["least"])
        self._shares = list_phrases(language, fixed=rules.get("shares", ()))
        self._changes = list_phrases(language, verbs=rules.get("changes", ()))
        self._before = self._hedge_table(language, rules["hedges"])
        self._after = self._hedge_table(language, rules["hedges_after"])
        self._numbers = frozenset(
            (*self._low, *self._hundred, *rules["scales"], *rules["joiner"])
        )
        self._first_words = self._numbers - self._joiner
        self._first_words |= self._vague.first_words | self._leading()
        self._joins = frozenset(w for row in rules["range"] for w in row["join"])
        self._small = self._find_small()
        self._light = self._first_words - (self._numbers - self._inner)
        self._light -= self._abouts | self._vague.find_whole()
        self._behind_light = self._numbers | self._abouts | self._vague.find_seconds()

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
        found.update(self._open)
        for row in rules["vague"]:
            found.update(row["words"])
        return frozenset(found)

    def _find_small(self) -> dict[str, int]:
        """What each word is that is a number by itself."""
        words = self._numbers - self._joiner - self._inner
        values = {word: self._sum(word.split("-")) for word in words}
        return {word: value for word, value in values.items() if value is not None}

    def find_starts(
        self,
        words: Words,
        start: int = 0,
        end: int | None = None,
        counted: Set[str] | None = None,
    ) -> list[int]:
        """Indexes of the words with which a number may begin: few of all.

        ``counted``: what must follow an article that counts, where that is known.
        """
        first, numbers, texts = self._first_words, self._numbers, words.texts
        light, is_begun = self._light, self._is_begun
        return [
            index
            for index, text in enumerate(texts[start:end], start)
            if (
                text in first and (text not in light or is_begun(texts, index, counted))
            )
            or "0" <= text < ":"
            or ("-" in text and text.partition("-")[0] in numbers)
        ]

    def _is_begun(
        self, texts: Sequence[str], index: int, counted: Set[str] | None
    ) -> bool:
        """Whether a number may begin with a word that is none by itself: "of", "a"."""
        if self._leads_on(texts, index):
            return True
        if texts[index] not in self._articles:
            return False
        behind = texts[index + 1 : index + 3]
        return (
            counted is None
            or not counted.isdisjoint(behind[:1])
            or not self._shares.first_words.isdisjoint(behind)  # "one in four"
        )

    def _leads_on(self, texts: Sequence[str], index: int) -> bool:
        """Whether a number goes on behind such a word."""
        after = texts[index + 1] if index + 1 < len(texts) else ""
        return after in self._behind_light or "0" <= after < ":" or "-" in after

    # --- one number ---

    def parse(self, words: Words, index: int, body: str) -> Parsed | None:
        """The number that begins at a word, ranges and vague words included."""
        texts = words.texts
        text = texts[index]
        if text in self._light and not self._leads_on(texts, index):
            if text in self._articles:
                return Parsed(index, index, 1, None, None, "one")
            return None
        after = texts[index + 1] if index + 1 < len(texts) else ""
        plain = found = None
        if text not in self._inner or self._is_number(after):
            plain = self._plain(words, index, body)
        if text in self._open or (plain and self._may_go_on(texts, plain.last)):
            found = self._range(words, index, body, plain)
        if found is None and (text in self._abouts or after in self._abouts):
            found = self._about(texts, index)
        if found or plain:
            return found or plain
        hit = self._vague.find_longest(words, index)
        if hit:
            return Parsed(index, hit.last, None, hit.value, None, "vague")
        if text in self._articles:
            return Parsed(index, index, 1, None, None, "one")
        return None

    def _may_go_on(self, texts: Sequence[str], last: int) -> bool:
        """Whether a range may go on behind its first number."""
        return last + 2 < len(texts) and texts[last + 1] in self._joins

    def _plain(self, words: Words, index: int, body: str) -> Parsed | None:
        texts = words.texts
        if texts[index][0].isdigit():
            value, last = self._figures(words, index, body)
        elif self._is_number(texts[index]):
            value, last = self._in_words(texts, index)
        else:
            return None
        if last < 0:
            return None
        return Parsed(index, last, value, None, None, "number")

    def _is_number(self, text: str) -> bool:
        """Whether a word is a number, a part of one or several joined by hyphens."""
        numbers = self._numbers
        return text in numbers or ("-" in text and numbers.issuperset(text.split("-")))

    def _figures(self, words: Words, index: int, body: str) -> tuple[int | None, int]:
        """(value, index of the last word); (None, -1) where no figures stand."""
        text, behind = words.texts[index], words.ends[index] + 1
        if (
            text.isdigit()
            and len(text) <= _FIGURES
            and text.isascii()
            and not body[behind : behind + 1].isdigit()
        ):  # no group of figures and no fraction follows
            if self._scales.isdisjoint(words.texts[index + 1 : index + 2]):
                return int(text), index
            scale, end = self._scale(words.texts, index)
            return int(text) * scale, end
        found = self._written.match(body, words.starts[index])
        if found is None:
            return None, -1
        last = index
        while last + 1 < len(words) and words.ends[last + 1] <= found.end():
            last += 1
        if words.ends[last] != found.end():  # "12.10.2022", "3rd"
            return None, -1
        digits = "".join(filter(str.isdigit, found["whole"]))
        fraction = found["fraction"] or ""
        scale, end = self._scale(words.texts, last)
        glued = found["glued"] or ""
        if glued == "m" and (not index or words.texts[index - 1] not in _CURRENCIES):
            return None, -1  # "a 3m wall"
        scale = self._glued.get(glued, 0) or scale
        if scale:
            value = int(digits) * scale
            value += int(fraction) * scale // 10 ** len(fraction) if fraction else 0
            return value, end
        return (None if fraction else int(digits)), last

    def _scale(self, texts: Sequence[str], last: int) -> tuple[int, int]:
        scales = self._rules["scales"]
        scale, end = 0, last
        while end + 1 < len(texts) and texts[end + 1] in scales:
            scale = (scale or 1) * int(scales[texts[end + 1]])
            end += 1
        return scale, end

    def _in_words(self, texts: Sequence[str], index: int) -> tuple[int | None, int]:
        small = self._small.get(texts[index])
        after = texts[index + 1] if index + 1 < len(texts) else ""
        if small is not None and not self._is_number(after):
            return small, index
        pieces: list[str] = []
        best: tuple[int | None, int] = (None, -1)
        for position, text in enumerate(texts[index : index + 8], index):
            if text in self._joiner:
                if not pieces:
                    break
                continue
            if not self._is_number(text):
                break
            more = text.split("-")
            if pieces and self._starts_anew(pieces[-1], more[0]):
                break
            pieces += more
            if len(pieces) == 1 and text in self._inner:
                continue
            value = self._sum(pieces)
            if value is None:
                break
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
            if piece in self._joiner:
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
        self, words: Words, index: int, body: str, plain: Parsed | None
    ) -> Parsed | None:
        texts = words.texts
        for row in self._rules["range"]:
            low = plain
            if row["open"]:
                if texts[index] not in row["open"] or index + 1 >= len(texts):
                    continue
                low = self._plain(words, index + 1, body)
            if low is None or low.last + 2 >= len(texts):
                continue
            if texts[low.last + 1] not in row["join"]:
                continue
            high = self._plain(words, low.last + 2, body)
            if high is None or low.value is None or high.value is None:
                continue
            if row["open"] and self._is_change(words, index):
                return Parsed(index, high.last, high.value, None, None, "change")
            if low.value < high.value and (row["open"] or low.value * 20 > high.value):
                return Parsed(index, high.last, None, low.value, high.value, "range")
        return None

    def _is_change(self, words: Words, index: int) -> bool:
        """Whether the verb before says that one number became the other."""
        near = range(max(0, index - _CHANGE), index)
        return any(
            hit.last < index for i in near for hit in self._changes.find_all(words, i)
        )

    def find_share(self, words: Words, parsed: Parsed, body: str) -> int | None:
        """Index of the last word of "one in four", "six habitants sur dix"; None where
        the number is no share."""
        texts, first_words = words.texts, self._shares.first_words
        behind = parsed.last + 1
        if first_words.isdisjoint(texts[behind : behind + 2]):
            return None
        for index in range(behind, min(behind + 2, len(texts))):
            if not texts[index - 1][0].isalnum():
                return None
            if texts[index] not in first_words:
                continue
            for hit in self._shares.find_all(words, index):
                if hit.last + 1 >= len(texts):
                    continue
                whole = self._plain(words, hit.last + 1, body)
                part = parsed.value or 0
                if whole and whole.value and part < whole.value <= _WHOLE:
                    return whole.last
        return None

    def _about(self, texts: Sequence[str], index: int) -> Parsed | None:
        """ "une vingtaine" is about twenty, "des dizaines" two of them or more."""
        about, plural = self._rules["about"], self._rules["about_plural"]
        scale = 1 if self._rules.get("plural_least") else 2
        for position, text in enumerate(texts[index : index + 2], index):
            if text in about and position > index:
                times = self._times(texts[index])
                if times is None:
                    return None
                return Parsed(
                    index, position, times * int(about[text]), None, None, "about"
                )
            if text in plural:
                if position > index:
                    times = self._times(texts[index])
                    if times and times > 1:
                        value = times * int(plural[text]) * scale // 2
                        return Parsed(index, position, value, None, None, "about")
                    if not self._leads(texts[index]):
                        return None
                least = scale * int(plural[text])
                return Parsed(index, position, None, least, None, "dozens")
        return None

    def _times(self, word: str) -> int | None:
        value = self._low.get(word)
        if value is None and word in self._articles:
            value = 1
        return None if value is None else int(value)

    def _leads(self, word: str) -> bool:
        return any(word in row["words"] for row in self._rules["vague"]) or word in (
            *self._rules["partitive"],
            *self._rules.get("plural_leads", ()),
        )

    # --- hedges ---

    def hedge_before(self, words: Words, number: int) -> tuple[str, int]:
        """Which way the words before a number weaken it, and the first of them."""
        known, low = self._before.first_words, max(0, number - _HEDGE)
        near = words.texts[low:number]
        if known.isdisjoint(near):
            return "", number
        for first, text in enumerate(near, low):
            if text in known:
                for hit in self._before.find_all(words, first):
                    if hit.last == number - 1:
                        return hit.value, first
        return "", number

    def hedge_after(self, words: Words, last: int) -> tuple[str, int]:
        """Which way the words behind a count weaken it, and the last of them."""
        texts = words.texts
        if last + 1 < len(texts) and texts[last + 1] in self._after.first_words:
            hit = self._after.find_longest(words, last + 1)
            if hit:
                return hit.value, hit.last
        return "", last


@cache
def load_numbers(language: str) -> NumberWords:
    """The number words of a language that has ``quantities.yaml``."""
    return NumberWords(language, load_rules(language, "quantities"))
