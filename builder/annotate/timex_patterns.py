"""What can be known of a rule's pattern before it is tried on a text.

Comes in: a pattern in the language of the rule files (``timex_rules`` says which), and
the same knowledge of the slots it names. Goes out: how many words it may read at most,
and with which words or characters it may begin. Both may be too much, never too little:
they spare a search that finds nothing. It knows no rules and no texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cache

BLANK = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"
APOSTROPHE = "['’ʼ`´]"
HYPHEN = "[-‐‑–]"
_ALIKE = {"'": APOSTROPHE, "-": HYPHEN}
SPELT = {
    **_ALIKE, " ": BLANK, "(": "(?:", "<": "(?P<mention>", ">": ")",
}  # fmt: skip
"""What characters of the rule file stand for."""
_PART = re.compile(
    r"(?P<slot>\{[a-z_]+(?::[0-9])?\})|(?P<look>\(\?<?[=!])"
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
            case "mark":
                groups[-1][1] += 1
            case _:
                pass
    return 1 + max(groups[0])


def _slot(text: str) -> str:
    return text.strip("{}").partition(":")[0]


@dataclass(slots=True)
class Opening:
    """With what a pattern or a brick of one may begin, folded."""

    words: set[str] = field(default_factory=set)
    """Whole runs of letters and figures."""
    letters: set[str] = field(default_factory=set)
    """First characters of other words, and marks."""
    wide: bool = False
    """Any other character, too."""
    ends: set[str] = field(default_factory=set)
    """Words that what follows the brick may lengthen; ``""`` where it may be empty."""

    def end(self, *, cut: bool) -> None:
        """Nothing follows, or (``cut``) anything may."""
        self.close(self.ends, cut=cut)
        if "" in self.ends:
            self.letters |= _ASCII
            self.wide = True

    def close(self, begun: Iterable[str], *, cut: bool) -> None:
        """Words are read to their end, or (``cut``) go on nobody knows how."""
        for word in begun:
            if word:
                (self.letters if cut else self.words).add(word[0] if cut else word)


def find_form_opening(forms: Iterable[str]) -> Opening:
    """That of the forms of a lexicon."""
    found = Opening()
    for form in forms:
        run = _RUN.match(form)
        if run is None:
            found.letters |= _reads(_ALIKE.get(form[0], re.escape(form[0])))
        elif run[0] == form:
            found.ends.add(form.casefold())
        else:
            found.words.add(run[0].casefold())
    return found


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
    """It is no look-around."""


def find_opening(source: str, slots: Mapping[str, Opening]) -> Opening:
    """With what a pattern may begin. ``slots``: the same of the slots it names."""
    found, groups = Opening(), [_Group({""}, {""}, {""})]
    for part in _PART.finditer(source):
        text, kind, group = part[0], part.lastgroup, groups[-1]
        if kind in ("look", "open") or text == "<":
            begun = group.begun if kind != "look" else set[str]()
            groups.append(_Group(begun, begun, begun, seen=kind != "look"))
        elif kind == "close" or text == ">":
            inner = groups.pop()
            if inner.seen:
                outer = groups[-1]
                outer.before, outer.begun = outer.begun, inner.ended | inner.begun
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
            else:
                group.begun = _add_part(found, group.begun, text)
    found.ends = groups[0].ended | groups[0].begun
    return found


def _add_slot(found: Opening, begun: set[str], slot: Opening) -> set[str]:
    """The words begun once a slot is read."""
    longer = {word for word in begun if word}
    found.words.update(word + more for word in begun for more in slot.words)
    if "" in begun:
        found.letters |= slot.letters
        found.wide = found.wide or slot.wide
    if slot.letters or slot.wide:
        found.close(longer, cut=True)
        found.close(longer, cut=False)
    return _spell(found, begun, slot.ends)


def _add_part(found: Opening, begun: set[str], part: str) -> set[str]:
    """The words begun once a character or a class of them is read."""
    read, wide = _reads(SPELT.get(part, part)), _WIDE.search(part) is not None
    letters = {char for char in read if char.isalnum()}
    if len(letters) < len(read) or wide:
        found.close(begun, cut=False)
        if "" in begun:
            found.letters |= read - letters
    if len(letters) <= _FEW and not wide:
        return _spell(found, begun, letters)
    found.close(begun, cut=True)
    if "" in begun:
        found.letters |= letters
        found.wide = found.wide or wide
    return set()


def _spell(found: Opening, begun: Set[str], more: Set[str]) -> set[str]:
    """Words made longer, as long as they are not too many."""
    if len(begun) * len(more) <= _MOST:
        return {word + end for word in begun for end in more}
    found.close((word or end for word in begun for end in more), cut=True)
    return set()


@cache
def _reads(part: str) -> frozenset[str]:
    """The characters of ASCII and its own that a small pattern reads, folded."""
    read = re.compile(part, re.IGNORECASE).match
    return frozenset(char.casefold() for char in _ASCII.union(part) if read(char))
