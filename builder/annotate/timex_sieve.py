"""Which rules a word sets off, and which may read it, before any of them is tried.

Comes in: what is known of the patterns of a language's rules, by rank, and their
trigger words. Goes out: for a word or a mark of a text the set of rules that may begin
with it, read it or end with it. A set of rules is a number with a bit for each,
``1 << rank``: to narrow one takes a step, however many rules there are. It knows no
texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from builder.annotate.timex_patterns import Reads, Vocabulary
from builder.annotate.words import WordTable

_BESIDE = ("figures", "three", "clock", "elided")


class May(NamedTuple):
    """What rules may do with a word: sets of rules."""

    begin: int
    read: int
    end: int


class Sieve:
    """The sets of rules for any word or mark.

    Words are runs of letters and figures as they stand in a text.
    """

    def __init__(
        self, rules: Sequence[tuple[Vocabulary, int]], triggers: Mapping[str, int]
    ) -> None:
        """``rules``: by rank what each reads, and how many words at most;
        ``triggers``: the rules that a word or a class of figures sets off.

        By their own form figures are ``#year`` (four that may be one), ``#decade`` (a
        year with an s), ``#short`` (two), ``#clock`` ("10h"); by what stands beside
        them ``#clock``, ``#figures`` (a dot, a stroke or a hyphen and more figures
        follow), ``#three`` (so twice), ``#elided`` (two or three behind an apostrophe,
        perhaps with an s).
        """
        self._triggers = triggers
        self._opening, self._whole, self._closing = _Table(), _Table(), _Table()
        longest = max((words for _, words in rules), default=0)
        by_length = [0] * (longest + 2)
        for rank, (vocabulary, words) in enumerate(rules):
            rule = 1 << rank
            self._opening.add(rule, vocabulary.opening())
            self._whole.add(rule, vocabulary.whole())
            self._closing.add(rule, vocabulary.closing())
            for number in range(1, words + 1):
                by_length[number] |= rule
        self.by_length = tuple(by_length)
        """Those that may read so many words, by their number."""
        self.figures = 1 << len(rules)
        """No rule: what figures set off that by themselves set off none."""
        self.set_off = WordTable(self._find_set_off)
        """Those that a word sets off by itself, and ``figures`` where what stands
        beside it may set more off."""
        self.beside = {name: triggers.get(f"#{name}", 0) for name in _BESIDE}
        """Those that figures set off by what stands beside them, by class."""
        self.beside["three"] |= self.beside["figures"]
        self.words = WordTable(self._find_word)
        self.marks = WordTable(self._find_mark)
        """Those that may read a mark or a blank."""
        self.begun_by_marks = WordTable(self._opening.find)
        """Those that may begin with a mark."""
        self.marked = self._opening.find_marked()
        """Those that may begin with some mark."""

    def _find_set_off(self, run: str) -> int:
        found = self._triggers.get(run, 0)
        if run[0] <= "9":
            found |= self.figures
            for name in _find_classes(run):
                found |= self._triggers.get(name, 0)
        return found

    def _find_word(self, run: str) -> May:
        folded = run.casefold()
        read = self._whole.find(folded)
        begin, end = self._opening.find(folded), self._closing.find(folded)
        return May(begin, read, end)

    def _find_mark(self, mark: str) -> int:
        return self._whole.find(" " if mark.isspace() else mark)


def _find_classes(said: str) -> list[str]:
    """What figures may be by their own form."""
    length, classes = len(said), list[str]()
    if length == 4 and said < "22" and said.isdigit():
        classes.append("#year")
    elif length > 4 and said[-1] == "s":
        classes.append("#decade")
    if "h" in said or said[-1] == "m":
        classes.append("#clock")
    if length == 2:
        classes.append("#short")
    return classes


class _Table:
    """Rules by what they read at some place of their patterns."""

    __slots__ = ("_anything", "_letters", "_words")

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._letters: dict[str, int] = {}
        self._anything = 0

    def add(self, rule: int, reads: Reads) -> None:
        for name in reads.words:
            self._words[name] = self._words.get(name, 0) | rule
        for name in reads.letters:
            self._letters[name] = self._letters.get(name, 0) | rule
        if reads.wide:
            self._anything |= rule

    def find(self, text: str) -> int:
        """Those that may read a whole run, or a mark."""
        found = self._words.get(text, 0) | self._letters.get(text[0], 0)
        return found | self._anything

    def find_marked(self) -> int:
        """Those that may read some mark."""
        found = self._anything
        for char, rules in self._letters.items():
            found |= 0 if char.isalnum() else rules
        return found
