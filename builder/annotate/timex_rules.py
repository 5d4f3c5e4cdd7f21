"""The rules for time expressions of one language, compiled.

Comes in: ``languages/<code>/dates.yaml``: lexicons (canonical value: forms), slots
(bricks of numerals), rules (patterns over both); for a language without that file what
``borrowed`` makes in its stead. Goes out: ``Rules``, and for every
word those it may set off or be read by. It knows nothing of calendars or anchors.

Pattern language: words as they stand; ``{slot}`` or ``{slot:2}`` for a lexicon or a
brick; ``( | )`` and ``?`` as in regular expressions; a space for one or more blanks
or a single line break; ``'`` for any apostrophe, ``-`` for any hyphen outside
brackets; ``<`` ``>`` around the words that are the mention where the pattern reads
more than those. In a lexicon ``=May`` is read with its capital only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from builder.annotate.borrowed import borrow_rules
from builder.annotate.timex_patterns import (
    APOSTROPHE,
    BLANK,
    HYPHEN,
    SPELT,
    Vocabulary,
    count_words,
    find_form_vocabulary,
    find_vocabulary,
)
from builder.annotate.timex_sieve import Sieve
from builder.annotate.words import WordTable
from builder.languages import load_rules

_SLOT = re.compile(r"\{([a-z_]+)(?::([0-9]))?\}")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(
    r"\[[^]]*\]|\(\?(?:P?<[a-z_0-9]+>|P=[a-z_]+|<?[=!]|-i:|:)|\\.|.", re.S
)
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
    names: tuple[str, ...]
    """The slot of each group of the pattern."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one language."""

    language: str
    rules: tuple[Rule, ...]
    """By rank."""
    sieve: Sieve
    """Which of them a word sets off, and which may read it."""
    lexicons: Mapping[str, Mapping[str, Any]]
    """Name to folded form to value."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """The file itself."""

    def value(self, slot: str, text: str) -> Any:
        """What a form of a lexicon stands for; None if it is not in it."""
        return self.lexicons[slot].get(_FOLDED[text]) if slot in self.lexicons else None

    def number(self, text: str) -> float | None:
        """The number that figures or number words say."""
        if text.isascii() and text.isdigit():
            return float(text)
        plain = _FOLDED[text].replace(",", ".")
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


_FOLDED = WordTable(fold)


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
        name: max(count_words(form, {}) for fs in entries.values() for form in fs)
        for name, entries in raw.items()
    }
    read = {
        name: find_form_vocabulary(
            form.removeprefix("=") for forms in entries.values() for form in forms
        )
        for name, entries in raw.items()
    }
    for name, source in data.get("slots", {}).items():
        bricks[name] = _translate(source, bricks, named=False)
        words[name] = count_words(source, words)
        read[name] = find_vocabulary(source, read)
    rules, known = list[Rule](), list[tuple[Vocabulary, int]]()
    for rank, entry in enumerate(data["rules"]):
        source = str(entry["match"])
        vocabulary = find_vocabulary(source, read)
        vocabulary.end(cut=entry["make"] == "offset")
        rules.append(_rule(language, rank, entry, bricks))
        known.append((vocabulary, count_words(source, words)))
    common = {f for name in _COMMON for f in lexicons.get(name, ())}
    sieve = Sieve(known, _triggers(data["rules"], raw, common))
    return Rules(language, tuple(rules), sieve, lexicons, data)


def _triggers(
    entries: Iterable[Mapping[str, Any]],
    raw: Mapping[str, Mapping[Any, list[str]]],
    common: Collection[str],
) -> dict[str, int]:
    """Triggers as words stand in a text: small, with a capital, in capitals; and the
    classes of figures. To each the set of rules it may set off."""
    out: dict[str, int] = {}
    for rank, entry in enumerate(entries):
        for name in _listed(entry["at"]):
            for word in _trigger_words(name, raw, common):
                for spelling in (word, word.capitalize(), word.upper()):
                    out[spelling] = out.get(spelling, 0) | 1 << rank
    return out


def _rule(
    language: str, rank: int, entry: Mapping[str, Any], bricks: Mapping[str, str]
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
    compiled = re.compile(f"{before}(?:{pattern}){after}", re.IGNORECASE)
    return Rule(
        id=f"{language}/{entry['id']}",
        make=str(entry["make"]),
        pattern=compiled,
        options=options,
        rank=rank,
        framed="(?P<mention>" in pattern,
        names=tuple(name.partition("__")[0] for name in compiled.groupindex),
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
    return _TOKEN.sub(lambda m: SPELT.get(m[0], m[0]), text)


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
    else:
        yield name
