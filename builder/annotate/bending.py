"""How the words of a language bend: plurals, and the forms of verbs by tense.

Comes in: a word, the language's ``inflection.yaml``. Goes out: its forms. It reads no
text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from builder.languages import load_rules

Rules = Mapping[str, Any]
_NO_TENSE: frozenset[str] = frozenset()


@cache
def inflection(language: str) -> Rules:
    """The language's way of cutting and bending words; English where it has none."""
    return load_rules(language, "inflection") or load_rules("en", "inflection")


def make_plural(word: str, rules: Rules) -> str:
    """The regular plural of a word."""
    for rule in rules["plural"]:
        if _end(rule["ends"]).search(word):
            return word[: len(word) - int(rule["drop"])] + str(rule["add"])
    return word


@lru_cache(1 << 10)
def make_verb_forms(verb: str, language: str) -> Mapping[str, frozenset[str]]:
    """Every form of a verb with the tenses it may stand for."""
    table = inflection(language)["verbs"]
    if ends := [end for end in table["irregular"] if verb.endswith(end)]:
        end = max(ends, key=len)
        stem = verb[: len(verb) - len(end)]
        irregular = _sort_by_ending(language, end)
        return {stem + ending: tenses for ending, tenses in irregular.items()}
    for number, row in enumerate(table["classes"]):
        if _end(row["ends"]).search(verb):
            stem = verb[: len(verb) - row["drop"]]
            regular = _sort_by_ending(language, number)
            return _bend(stem, regular, row.get("double", False), table["spelling"])
    return {}


@cache
def _sort_by_ending(language: str, key: int | str) -> Mapping[str, frozenset[str]]:
    """The tenses of every ending of a class of verbs, or of an irregular one."""
    table = inflection(language)["verbs"]
    rows = (
        table["classes"][key]["forms"] if key in range(99) else table["irregular"][key]
    )
    found: dict[str, frozenset[str]] = {}
    for tense, endings in rows.items():
        for ending in endings:
            found[ending] = found.get(ending, _NO_TENSE) | {tense}
    return found


def _bend(
    stem: str,
    endings: Mapping[str, frozenset[str]],
    doubled: bool,
    spelling: Sequence[Rules],
) -> Mapping[str, frozenset[str]]:
    """A stem before every ending, as it is spelt there."""
    bases = (stem, stem + stem[-1:]) if doubled else (stem,)
    fitting = [[r for r in spelling if _end(r["stem"]).search(b)] for b in bases]
    if not doubled and not fitting[0]:
        return {stem + ending: tenses for ending, tenses in endings.items()}
    forms: dict[str, frozenset[str]] = {}
    for ending, tenses in endings.items():
        which = -1 if ending[:1] in ("e", "i") else 0
        form = _spell(bases[which], ending, fitting[which]) + ending
        forms[form] = forms.get(form, _NO_TENSE) | tenses
    return forms


def _spell(stem: str, ending: str, spelling: Sequence[Rules]) -> str:
    """The stem before an ending, by the first of the rules that fit the stem."""
    for rule in spelling:
        if re.match(rule["before"], ending):
            return _end(rule["stem"]).sub(rule["becomes"], stem)
    return stem


@cache
def _end(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern})$")
