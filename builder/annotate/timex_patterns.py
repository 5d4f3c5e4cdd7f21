"""What can be known of a rule's pattern before it is tried on a text.

Comes in: a pattern in the language of the rule files (``timex_rules`` says which), and
the same knowledge of the slots it names. Goes out: how many words it may read at most,
which words and marks these may be, and with which of them it may begin and end. All of
it may be too much, never too little: it spares a search that finds nothing. It knows no
rules and no texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

BLANK = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"
APOSTROPHE = "['’ʼ`´]"
HYPHEN = "[-‐‑–]"
_ALIKE = {"'": APOSTROPHE, "-": HYPHEN}
SPELT = {
    **_ALIKE, " ": BLANK, "(": "(?:", "<": "(?P<mention>", ">": ")",
}  # fmt: skip
"""What characters of the rule file stand for."""
_PART = re.compile(
    r"(?P<slot>\{[a-z_]+(?::[0-9])?\})|(?P<again>\(\?P=[a-z_]+\))|(?P<look>\(\?<?[=!])"
    r"|(?P<open>\((?:\?(?:P<[a-z_0-9]+>|-i:|:))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<word>\[\^\\W_\]|\[[a-z0-9-]+\]|[\w?+*<>]|\{[0-9,]+\})|(?P<mark>\[[^]]+\]|\\x..|\\.|.)",
    re.S,
)
"""The parts of a pattern of the rule file."""
_RUN = re.compile(r"[^\W_]+")
_ASCII = frozenset(map(chr, range(128)))
_NO_WIDTH = frozenset((r"\b", r"\B", r"\A", r"\Z", "^", "$"))
_WIDE = re.compile(r"\[\^|\\[wWSD]|(?<!\[)-[^\x00-\x7f]|\.\Z")
"""A part that reads more than its own characters and those of ASCII."""
_FEW = 8
"""Letters of a class that are spelt out one by one."""
_MOST = 2000
"""Words that are spelt out before their first letters must do."""
_START = "\U0010ffff"
"""Stands before what begins where its pattern does; it is no character of any text."""


def count_words(source: str, words: Mapping[str, int]) -> int:
    """How many words a pattern may read at most, each mark counted as one more.

    ``words``: the same of the slots it names.
    """
    # the longest branch so far and the one being read, of each open group
    groups, seen = [[0, 0]], [True]
    for part in _PART.finditer(source):
        match part.lastgroup:
            case "look" | "open":
                groups.append([0, 0])
                seen.append(part.lastgroup == "open")
            case "close":
                longest = max(groups.pop())
                groups[-1][1] += longest if seen.pop() else 0
            case "bar":
                groups[-1] = [max(groups[-1]), 0]
            case "slot":
                groups[-1][1] += words[_slot(part[0])] - 1
            case "mark" | "again":
                groups[-1][1] += 1
            case _:
                pass
    return 1 + max(groups[0])


def _slot(text: str) -> str:
    return text.strip("{}").partition(":")[0]


class Reads(NamedTuple):
    """Words that may stand at some place of a pattern, folded."""

    words: Set[str]
    """Whole runs of letters and figures."""
    letters: Set[str]
    """First characters of other words, and marks."""
    wide: bool
    """Any other character, too."""


@dataclass(slots=True)
class Vocabulary:
    """What a pattern or a brick of one may read, folded.

    A word, letter or mark that stands at its very start has ``_START`` before it: words
    before a brick may go on in it.
    """

    words: set[str] = field(default_factory=set)
    """Whole runs of letters and figures."""
    letters: set[str] = field(default_factory=set)
    """First characters of other words, and marks."""
    wide: bool = False
    """Any other character, too."""
    opens_wide: bool = False
    """Any other character at its very start."""
    ends: set[str] = field(default_factory=set)
    """Words that what follows may lengthen; ``""`` where it ends with a mark, the bare
    start where it may be empty."""

    def end(self, *, cut: bool) -> None:
        """Nothing follows, or (``cut``) anything may."""
        self.close(self.ends, cut=cut)
        if _START in self.ends:
            self.letters |= {_START + char for char in _ASCII}
            self.wide = self.opens_wide = True

    def close(self, begun: Iterable[str], *, cut: bool) -> None:
        """Words are read to their end, or (``cut``) go on nobody knows how."""
        for word in begun:
            if cut:
                self.letters.add(word[:2] if word[:1] == _START else word[:1])
            else:
                self.words.add(word)
        none = {"", _START}
        self.letters -= none
        self.words -= none

    def opening(self) -> Reads:
        """What may stand first."""
        words, letters = _begun(self.words), _begun(self.letters)
        return Reads(words, letters, self.opens_wide)

    def whole(self) -> Reads:
        """What may stand anywhere."""
        words, letters = map(_anywhere, (self.words, self.letters))
        return Reads(words, letters, self.wide)

    def closing(self) -> Reads:
        """What may stand last; it may lie within the words that are spelt out."""
        ends = _anywhere(self.ends)
        return Reads(ends, self.whole().letters, self.wide or "" in ends)

    def add_letters(self, begun: Set[str], letters: Iterable[str], wide: bool) -> None:
        """What may stand where words begin, if any does."""
        if _START in begun:
            self.letters.update(_START + char for char in letters)
            self.opens_wide = self.opens_wide or wide
        if "" in begun:
            self.letters.update(letters)
        self.wide = self.wide or wide


def _begun(texts: Iterable[str]) -> set[str]:
    return {text[1:] for text in texts if text[:1] == _START}


def _anywhere(texts: Iterable[str]) -> set[str]:
    return {text.removeprefix(_START) for text in texts}


def find_form_vocabulary(forms: Iterable[str]) -> Vocabulary:
    """That of the forms of a lexicon."""
    found = Vocabulary()
    for form in map(str.casefold, forms):
        runs = list(_RUN.finditer(form))
        said = [run[0] for run in runs]
        if runs and not runs[0].start():
            said[0] = _START + said[0]
        else:
            found.letters |= {_START + char for char in _reads(_spelt(form[0]))}
        for mark in _RUN.sub("", form):
            found.letters |= _reads(_spelt(mark))
        whole = runs and runs[-1].end() == len(form)
        found.ends.add(said.pop() if whole else "")
        found.words.update(said)
    return found


def _spelt(char: str) -> str:
    return SPELT[char] if char in " '-" else re.escape(char)


@dataclass(slots=True)
class _Group:
    """The words begun in a group while its pattern is read."""

    entry: set[str]
    """Those with which each of its branches begins."""
    begun: set[str]
    before: set[str]
    """The same before the last part, which a sign may make optional."""
    ended: set[str] = field(default_factory=set)
    """Those at the ends of the branches read."""
    seen: bool = True
    """It is no look-around, and in none."""


def find_vocabulary(source: str, slots: Mapping[str, Vocabulary]) -> Vocabulary:
    """What a pattern may read. ``slots``: the same of the slots it names."""
    found, groups = Vocabulary(), [_Group({_START}, {_START}, {_START})]
    for part in _PART.finditer(source):
        text, kind, group = part[0], part.lastgroup, groups[-1]
        if kind in ("look", "open") or text == "<":
            seen = group.seen and kind != "look"
            groups.append(_Group(group.begun, group.begun, group.begun, seen=seen))
        elif kind == "close" or text == ">":
            inner = groups.pop()
            if inner.seen:
                outer = groups[-1]
                outer.before, outer.begun = outer.begun, inner.ended | inner.begun
        elif not group.seen:
            continue
        elif kind == "bar":
            group.ended |= group.begun
            group.begun = group.before = group.entry
        elif kind == "word" and (text in "?*+" or text[0] == "{"):
            if text != "?":
                found.close(group.begun, cut=True)
            if text in "?*" or text.startswith("{0"):
                group.begun = group.begun | group.before
        elif text not in _NO_WIDTH:
            group.before = group.begun
            if kind == "slot":
                group.begun = _add_slot(found, group.begun, slots[_slot(text)])
            elif kind == "again":  # it may read whatever stands there
                group.begun = _add_part(found, group.begun, ".")
            else:
                group.begun = _add_part(found, group.begun, text)
    found.ends = groups[0].ended | groups[0].begun
    return found


def _add_slot(found: Vocabulary, begun: set[str], slot: Vocabulary) -> set[str]:
    """The words begun once a slot is read."""
    first, letters = _begun(slot.words), _begun(slot.letters)
    found.words.update(word + more for word in begun for more in first)
    found.words.update(word for word in slot.words if word[0] != _START)
    found.add_letters(begun, letters, slot.opens_wide)
    found.letters.update(word for word in slot.letters if word[0] != _START)
    found.wide = found.wide or slot.wide
    if letters or slot.opens_wide:
        found.close(begun, cut=True)
        found.close(begun, cut=False)
    ends = {word for word in slot.ends if word[:1] != _START}
    return _spell(found, begun, _begun(slot.ends)) | ends


def _add_part(found: Vocabulary, begun: set[str], part: str) -> set[str]:
    """The words begun once a character or a class of them is read."""
    read, wide = _reads(SPELT.get(part, part)), _WIDE.search(part) is not None
    letters = {char for char in read if char.isalnum()}
    broken = set[str]()
    if len(letters) < len(read) or wide:
        marks = read - letters
        found.close(begun, cut=False)
        found.add_letters(begun | {""}, marks, wide)
        broken = {""}
    if len(letters) <= _FEW and not wide:
        return _spell(found, begun, letters) | broken
    found.close(begun, cut=True)
    found.add_letters(begun, letters, wide)
    return broken


def _spell(found: Vocabulary, begun: Set[str], more: Set[str]) -> set[str]:
    """Words made longer, as long as they are not too many."""
    if len(begun) * len(more) <= _MOST:
        return {word + end for word in begun for end in more}
    found.close((word + end for word in begun for end in more), cut=True)
    return set()


@cache
def _reads(part: str) -> frozenset[str]:
    """The characters of ASCII and its own that a small pattern reads, folded."""
    read = re.compile(part, re.IGNORECASE).match
    return frozenset(char.casefold() for char in _ASCII.union(part) if read(char))
