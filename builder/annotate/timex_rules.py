"""The rules for time expressions of one language, compiled.

Comes in: ``languages/<code>/dates.yaml``: lexicons (canonical value: forms), slots
(bricks of numerals), rules (patterns over both); for a language without that file what
``borrowed`` makes in its stead. Goes out: ``Rules``, with for every trigger word the
rules it may set off. It knows nothing of calendars or anchors.

Pattern language: words as they stand; ``{slot}`` or ``{slot:2}`` for a lexicon or a
brick; ``( | )`` and ``?`` as in regular expressions; a space for one or more blanks
or a single line break; ``'`` for any apostrophe, ``-`` for any hyphen outside
brackets; ``<`` ``>`` around the words that are the mention where the pattern reads
more than those. In a lexicon ``=May`` is read with its capital only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from builder.annotate.borrowed import borrow_rules
from builder.languages import load_rules

BLANK = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"
APOSTROPHE = "['’ʼ`´]"
HYPHEN = "[-‐‑–]"
_SLOT = re.compile(r"\{([a-z_]+)(?::([0-9]))?\}")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(
    r"\[[^]]*\]|\(\?(?:P?<[a-z_0-9]+>|P=[a-z_]+|<?[=!]|-i:|:)|\\.|.", re.S
)
_SPELT = {
    " ": BLANK, "'": APOSTROPHE, "-": HYPHEN, "(": "(?:",
    "<": "(?P<mention>", ">": ")",
}  # fmt: skip
_PART = re.compile(
    r"(?P<slot>\{[a-z_]+(?::[0-9])?\})|(?P<look>\(\?<?[=!])"
    r"|(?P<open>\((?:\?(?:P<[a-z_0-9]+>|-i:|:))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<word>\[\^\\W_\]|\[[a-z0-9-]+\]|[\w?+*<>]|\{[0-9,]+\})|(?P<mark>\[[^]]+\]|\\x..|\\.|.)",
    re.S,
)
"""The parts of a pattern of the rule file, to count the words it may read."""
_COMMON = ("month", "weekday", "unit", "long_unit")
"""Lexicons whose words are too frequent to look for anything else at them."""
_PLAIN = str.maketrans(
    dict.fromkeys(APOSTROPHE[1:-1], "'") | dict.fromkeys(HYPHEN[1:-1], "-")
)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One pattern and what it makes; equal only to itself."""

    id: str
    """Language and name, e.g. ``fr/day-month``."""
    make: str
    """A production."""
    pattern: re.Pattern[str]
    options: Mapping[str, Any]
    """The other fields of the rule: what the production asks for."""
    rank: int
    """Place in the file: the earlier rule wins where two read the same words."""
    framed: bool
    """The mention is the group ``mention``, not the whole match."""
    words: int
    """It reads no more words than this, whole or cut by a mark."""
    letters: frozenset[str]
    """The ASCII characters with which a match may begin; any other one may, too."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one language."""

    language: str
    triggers: Mapping[str, tuple[Rule, ...]]
    """Word as it is spelt, or class of figures, to the rules it may set off.

    ``#year``: four figures that may be a year; ``#figures``: a dot, a stroke or a
    hyphen and another figure follow; ``#clock``: what follows makes it an hour;
    ``#short``: two figures; ``#elided``: two or three behind an apostrophe, perhaps
    with an s; ``#decade``: a year with an s.
    """
    everywhere: tuple[Rule, ...]
    """Rules that read the whole text: those for figures."""
    lexicons: Mapping[str, Mapping[str, Any]]
    """Name to folded form to value."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """The file itself."""

    def value(self, slot: str, text: str) -> Any:
        """What a form of a lexicon stands for; None if it is not in it."""
        return self.lexicons.get(slot, {}).get(fold(text))

    def number(self, text: str) -> float | None:
        """The number that figures or number words say."""
        plain = fold(text).replace(",", ".")
        if plain.replace(".", "", 1).isdigit():
            return float(plain)
        words = self.lexicons.get("number", {})
        total = 0.0
        if plain in words:
            return float(words[plain])
        parts = re.split(r"[\s-]+", plain)
        if len(parts) > 1 and words.get(parts[0]) == 1 and words.get(parts[1], 0) < 100:
            parts = parts[1:]  # an article: "a ten-year war"
        for part in parts:
            if part in words:
                value = float(words[part])
                total = total * value if value in (100, 1000) and total else (
                    total + value
                )  # fmt: skip
            elif part not in ("et", "and"):
                return None
        return total or None


def fold(text: str) -> str:
    """A form as lexicons hold it: lower case, plain apostrophe, single spaces."""
    return " ".join(text.casefold().split()).translate(_PLAIN)


@cache
def rules_for(language: str) -> Rules | None:
    """The compiled rules of a language, its own or borrowed; None where it has none."""
    data = load_rules(language, "dates") or borrow_rules(language)
    return _compile(language, data) if data else None


def _compile(language: str, data: Mapping[str, Any]) -> Rules:
    raw: Mapping[str, Mapping[Any, list[str]]] = data["lexicons"]
    lexicons = {
        name: {
            fold(form.removeprefix("=")): value
            for value, forms in entries.items()
            for form in forms
        }
        for name, entries in raw.items()
    }
    bricks = {name: _forms(entries) for name, entries in raw.items()}
    words = {
        name: max(_count_words(form, {}) for fs in entries.values() for form in fs)
        for name, entries in raw.items()
    }
    letters = {
        name: (
            frozenset[str]().union(*(_letters(re.escape(f[0])) for f in forms)),
            False,
        )
        for name, entries in raw.items()
        if (forms := {f.removeprefix("=") for fs in entries.values() for f in fs})
    }
    for name, source in data.get("slots", {}).items():
        bricks[name] = _translate(source, bricks, named=False)
        words[name] = _count_words(source, words)
        letters[name] = _first_letters(source, letters)
    triggers: dict[str, list[Rule]] = {}
    everywhere: list[Rule] = []
    common = {f for name in _COMMON for f in lexicons.get(name, ())}
    for rank, entry in enumerate(data["rules"]):
        most = _count_words(str(entry["match"]), words)
        first, _ = _first_letters(str(entry["match"]), letters)
        rule = _rule(language, rank, entry, bricks, most, first)
        for name in _listed(entry["at"]):
            if name == "text":
                everywhere.append(rule)
            for word in _trigger_words(name, raw, common):
                known = triggers.setdefault(word, [])
                if rule not in known:
                    known.append(rule)
    return Rules(language, _spelt(triggers), tuple(everywhere), lexicons, data)


def _spelt(triggers: Mapping[str, list[Rule]]) -> dict[str, tuple[Rule, ...]]:
    """Triggers as words stand in a text: small, with a capital, in capitals."""
    out: dict[str, list[Rule]] = {}
    for word, rules in triggers.items():
        for spelling in dict.fromkeys((word, word.capitalize(), word.upper())):
            known = out.setdefault(spelling, [])
            known += [rule for rule in rules if rule not in known]
    return {word: tuple(found) for word, found in out.items()}


def _count_words(source: str, words: Mapping[str, int]) -> int:
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
                groups[-1][1] += words[part[0].strip("{}").partition(":")[0]] - 1
            case "mark":
                groups[-1][1] += 1
            case _:
                pass
    return 1 + max(groups[0])


_ASCII = frozenset(map(chr, range(128)))
_NO_WIDTH = frozenset((r"\b", r"\B", r"\A", r"\Z", "^", "$"))


@dataclass(slots=True)
class _Start:
    """What is known of the start of a group while its pattern is read."""

    seen: bool = True
    """It is no look-around."""
    found: set[str] = field(default_factory=set)
    done: bool = False
    """Something was read that must be there."""
    before: bool = False
    """The same before the last part, which a sign may make optional."""
    empty: bool = False
    """A branch may be empty."""

    def add(self, letters: Collection[str], empty: bool) -> None:
        self.before = self.done
        if not self.done:
            self.found.update(letters)
            self.done = not empty

    def end_branch(self) -> None:
        self.empty = self.empty or not self.done
        self.done = self.before = False


def _first_letters(
    source: str, slots: Mapping[str, tuple[frozenset[str], bool]]
) -> tuple[frozenset[str], bool]:
    """The ASCII characters with which a pattern may begin, and whether it may be empty.

    ``slots``: the same of the slots it names. Rather too many than too few.
    """
    groups = [_Start()]
    for part in _PART.finditer(source):
        text, kind = part[0], part.lastgroup
        if kind in ("look", "open") or text == "<":
            groups.append(_Start(seen=kind != "look"))
        elif kind == "close" or text == ">":
            inner = groups.pop()
            inner.end_branch()
            if inner.seen:
                groups[-1].add(inner.found, inner.empty)
        elif kind == "bar":
            groups[-1].end_branch()
        elif kind == "slot":
            groups[-1].add(*slots[text.strip("{}").partition(":")[0]])
        elif text in ("?", "*") or text.startswith("{0"):
            groups[-1].done = groups[-1].before
        elif text not in _NO_WIDTH and text != "+" and text[0] != "{":
            groups[-1].add(_letters(_SPELT.get(text, text)), False)
    whole = groups.pop()
    whole.end_branch()
    return _ASCII if whole.empty else frozenset(whole.found), whole.empty


@cache
def _letters(pattern: str) -> frozenset[str]:
    """The ASCII characters with which what a small pattern reads may begin."""
    read = re.compile(pattern, re.IGNORECASE).match
    return frozenset(filter(read, _ASCII))


def _rule(
    language: str,
    rank: int,
    entry: Mapping[str, Any],
    bricks: Mapping[str, str],
    words: int,
    letters: frozenset[str],
) -> Rule:
    source = str(entry["match"])
    pattern = _translate(source, bricks)
    before = f"(?<![\\w{re.escape(str(entry.get('not_after', '')))}])"
    # an offset ends where the words for the other event begin
    after = (
        ""
        if entry["make"] == "offset"
        else f"(?![\\w{re.escape(str(entry.get('not_before', '')))}])"
    )
    if look := entry.get("unless_next"):
        after += f"(?!{_translate(str(look), bricks, named=False)})"
    options = {k: v for k, v in entry.items() if k not in ("id", "at", "match", "make")}
    return Rule(
        id=f"{language}/{entry['id']}",
        make=str(entry["make"]),
        pattern=re.compile(f"{before}(?:{pattern}){after}", re.IGNORECASE),
        options=options,
        rank=rank,
        framed="(?P<mention>" in pattern,
        words=words,
        letters=letters,
    )


def _translate(source: str, bricks: Mapping[str, str], *, named: bool = True) -> str:
    """A pattern of the rule file as a regular expression."""
    out, at, used = list[str](), 0, dict[str, int]()
    for slot in _SLOT.finditer(source):
        out.append(_literal(source[at : slot.start()]))
        name, copy = slot[1], slot[2]
        group = f"{name}_{copy}" if copy else name
        used[group] = used.get(group, 0) + 1
        if used[group] > 1:  # another branch: its words count for the same slot
            group = f"{group}__{used[group]}"
        opening = f"(?P<{group}>" if named else "(?:"
        out.append(f"{opening}{bricks[name]})")
        at = slot.end()
    out.append(_literal(source[at:]))
    return "".join(out)


def _literal(text: str) -> str:
    """Blanks, apostrophes, hyphens and the frame of the mention; the rest as it is."""
    return _TOKEN.sub(lambda m: _SPELT.get(m[0], m[0]), text)


def _forms(entries: Mapping[Any, list[str]]) -> str:
    """The forms of a lexicon, the longest first."""
    forms = sorted(
        {f for fs in entries.values() for f in fs}, key=lambda f: (-len(f), f)
    )
    return "|".join(_form(f) for f in forms)


def _form(form: str) -> str:
    exact = form.startswith("=")
    text = re.escape(form.removeprefix("="))
    text = text.replace("\\ ", BLANK).replace("'", APOSTROPHE).replace("\\-", HYPHEN)
    if text[-1:] == ".":
        text = text.rstrip("\\.") + r"\."
    return f"(?-i:{text})" if exact else text


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _trigger_words(
    name: str, raw: Mapping[str, Mapping[Any, list[str]]], common: Collection[str]
) -> Iterator[str]:
    """The rarest word of each form of a lexicon, or the class or word itself.

    That is the longest one, and no weekday, month or unit where there is another:
    "the past" is looked for at "past", "Mardi gras" at "gras".
    """
    if name in raw:
        for forms in raw[name].values():
            for form in forms:
                if words := _WORD.findall(form.removeprefix("=").lower()):
                    rare = [w for w in words if len(w) > 3 and fold(w) not in common]
                    longest = max(reversed(rare or words), key=len)
                    exact = form.startswith("=") and len(words) == 1
                    yield form[1:].rstrip(".") if exact else longest
    elif name != "text":
        yield name
