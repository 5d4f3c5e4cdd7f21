"""Date rules for a language that has none of its own, made of dateparser's tables.

Comes in: the code of a language. Goes out: lexicons and rules in the very shape of a
``languages/<code>/dates.yaml``, so that one engine reads every language, with the same
anchors, sets and open years. The ids of the rules begin with ``dateparser/``.

Only dateparser's words are used (months, weekdays, "yesterday", "two days ago"), and
the order of figures of its one locale of that name; never its search nor its parser,
which fill in the day of today, read bare figures and abbreviations and, in odd texts,
do not end. The patterns are those of ``languages/any/borrowed.yaml``; what else is
known of a language, and the words that mean something else too, stand in its own
``borrowed.yaml``. The package is imported for such a language alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from builder.languages import known_languages, load_rules
from builder.model import UNKNOWN

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_DAYS_AGO = {"0 day ago": 0, "1 day ago": -1, "2 day ago": -2}
"""Days to come are left out: their word is "morning" in many a language."""
_UNITS = ("day", "week", "month", "year")
_AROUND = {
    "week_last": ("1 week ago", "week", -1), "week_this": ("0 week ago", "week", 0),
    "week_next": ("in 1 week", "week", 1), "month_last": ("1 month ago", "month", -1),
    "month_this": ("0 month ago", "month", 0), "month_next": ("in 1 month", "month", 1),
    "year_last": ("1 year ago", "year", -1), "year_this": ("0 year ago", "year", 0),
    "year_next": ("in 1 year", "year", 1),
}  # fmt: skip
_SHORTEST = 3
"""Letters of the shortest name of a month, of the shortest word of a length."""
_ENDING, _UNIT_ENDING = 1, 2
"""Letters an ending may add to a name, to a unit: what is cut by more is an
abbreviation."""
_WORDS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
_TEMPLATE = re.compile(r"([^()]*)\(\\d[^()]*\)([^()]*)")
_CHOICE = re.compile(r"([^\W\d_]*)\(([^\W\d_]*(?:\|[^\W\d_]*)+)\)([^\W\d_]*)")
_MOST_NUMBER = 100


def borrow_rules(language: str) -> Mapping[str, Any]:
    """The data of a ``dates.yaml``; empty for a language that dateparser lacks too."""
    tables = _tables(language)
    if tables is None:
        return {}
    shared: Mapping[str, Any] = load_rules("any", "borrowed")
    own: Mapping[str, Any] = load_rules(language, "borrowed")
    lexicons = {
        name: entries
        for name, entries in _lexicons(tables, own, shared).items()
        if entries
    }
    absent = {name: "(?!)" for name in shared["lexicons"] if name not in lexicons}
    slots = {**absent, **shared["slots"]}
    order = str(tables.get("date_order", "")).lower()
    rules = [
        rule
        for rule in shared["rules"]
        if rule.get("order", order) in (order, "any") and _is_fed(rule, lexicons)
    ]
    rules += _around_rules(lexicons)
    rules += _ago_rules(tables, own)
    return {**own, "lexicons": lexicons, "slots": slots, "rules": rules}


@cache
def _tables(language: str) -> Mapping[str, Any] | None:
    """dateparser's words of one locale; None for a language with rules of its own."""
    if language in ("", UNKNOWN, *known_languages("dates")):
        return None
    listed: list[str] = import_module("dateparser.data.languages_info").language_order
    if language not in listed:
        return None
    found: Mapping[str, Any] = import_module(
        f"dateparser.data.date_translation_data.{language}"
    ).info
    return found


# --- words ----------------------------------------------------------------------------


def _lexicons(
    tables: Mapping[str, Any], own: Mapping[str, Any], shared: Mapping[str, Any]
) -> dict[str, dict[Any, list[str]]]:
    """Every lexicon that the rules may ask for; some may be empty."""
    withheld = frozenset(str(word).casefold() for word in own.get("withheld", ()))
    relative: Mapping[str, list[str]] = tables.get("relative-type") or {}
    more_months, more_weekdays = own.get("months", {}), own.get("weekdays", {})
    months = {
        n: [*_full(tables.get(name)), *more_months.get(n, ())]
        for n, name in enumerate(_MONTHS, 1)
    }
    weekdays = {
        n: [*_full(tables.get(name)), *more_weekdays.get(n, ())]
        for n, name in enumerate(_WEEKDAYS)
    }
    days = {
        n: [w for w in _spelt(relative.get(key)) if len(w) >= _SHORTEST]
        for key, n in _DAYS_AGO.items()
    }
    units = _cut_forms(tables)
    out: dict[str, dict[Any, list[str]]] = {
        "month": _clear(months, withheld),
        "weekday": _clear(weekdays, withheld),
        "today": _clear(days, withheld),
        "number": _clear(_numbers(tables, own), withheld),
        "joint": _said(own.get("joints", ()), tables.get("pertain")),
    }
    for name in shared["lexicons"]:
        out.setdefault(name, _said(own.get(name, ())))
    for name, (key, _, _) in _AROUND.items():
        phrases = [p for p in _spelt(relative.get(key)) if not units & {*p.split()}]
        out[name] = _clear({1: [p for p in phrases if len(p) > _SHORTEST]}, withheld)
    if not out["year_word"]:
        out["year_word"] = _said(_full(tables.get("year")))
    if out["joint"] and out["year_word"]:  # "el año de 2011"
        joints, years = out["joint"][1], out["year_word"][1]
        out["year_word"] = _said(years, (f"{y} {j}" for y in years for j in joints))
    return out


def _spelt(forms: Iterable[str] | None) -> list[str]:
    """Forms that are words, in small letters, each once."""
    found = (form.strip().rstrip(".").lower() for form in forms or ())
    return list(dict.fromkeys(form for form in found if _WORDS.fullmatch(form)))


def _full(forms: Iterable[str] | None) -> list[str]:
    """Forms without the abbreviations among them: cut words, and the shortest."""
    words = _spelt(forms)
    longest = max(map(len, words), default=0)
    return [
        word
        for word in words
        if len(word) >= _SHORTEST
        and (len(word) > _SHORTEST or len(word) == longest)
        and not _is_cut(word, words, _ENDING)
    ]


def _is_cut(word: str, words: Iterable[str], ending: int) -> bool:
    """Whether other forms go on where this one ends, by more than an ending."""
    longer = [len(o) - len(word) for o in words if o != word and o.startswith(word)]
    return min(longer, default=0) > ending


def _cut_forms(tables: Mapping[str, Any]) -> frozenset[str]:
    """The abbreviations of units: "sem" for "semana"."""
    out = set[str]()
    for unit in _UNITS:
        words = _spelt(tables.get(unit))
        out |= {
            word
            for word in words
            if len(word) < _SHORTEST or _is_cut(word, words, _UNIT_ENDING)
        }
    return frozenset(out)


def _clear(
    entries: Mapping[Any, list[str]], withheld: frozenset[str]
) -> dict[Any, list[str]]:
    """Entries without the withheld words and without those that mean two things."""
    home: dict[str, set[Any]] = {}
    for value, forms in entries.items():
        for form in forms:
            home.setdefault(form, set()).add(value)
    kept = {
        value: [f for f in forms if len(home[f]) == 1 and f not in withheld]
        for value, forms in entries.items()
    }
    return {value: forms for value, forms in kept.items() if forms}


def _numbers(tables: Mapping[str, Any], own: Mapping[str, Any]) -> dict[int, list[str]]:
    """Number words: the language's own, then those the tables spell out."""
    out: dict[int, list[str]] = {
        int(value): list(forms) for value, forms in own.get("numbers", {}).items()
    }
    for row in tables.get("simplifications") or ():
        for form, value in row.items():
            if str(value).isdigit() and 0 < int(value) <= _MOST_NUMBER:
                known = out.setdefault(int(value), [])
                known += [w for w in _choices(str(form)) if w not in known]
    return out


def _choices(form: str) -> Iterator[str]:
    """The words a simple pattern stands for: ``tr(i|e)`` is "tri" and "tre"."""
    if choice := _CHOICE.fullmatch(form):
        for middle in choice[2].split("|"):
            yield (choice[1] + middle + choice[3]).lower()
    elif _WORDS.fullmatch(form):
        yield form.lower()


def _said(*lists: Iterable[str] | None) -> dict[Any, list[str]]:
    words = list(dict.fromkeys(str(w) for words in lists for w in words or ()))
    return {1: words} if words else {}


# --- rules ----------------------------------------------------------------------------


def _is_fed(rule: Mapping[str, Any], lexicons: Mapping[str, Any]) -> bool:
    """Whether the words a rule needs are there; ``needs: -name``: are not there."""
    needs = [str(name) for name in rule.get("needs", ())]
    return all((n.lstrip("-") in lexicons) != n.startswith("-") for n in needs)


def _around_rules(lexicons: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, (_, unit, shift) in _AROUND.items():
        if name in lexicons:
            which = {-1: "unit-last", 0: "this", 1: "unit-next"}[shift]
            yield {
                "id": f"dateparser/{which}-{unit}",
                "at": name, "make": "around", "match": f"{{{name}}}",
                "unit": unit, "shift": shift,
            }  # fmt: skip


def _ago_rules(
    tables: Mapping[str, Any], own: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """One rule per unit out of phrases such as ``hace (\\d+) días``."""
    phrases: Mapping[str, list[str]] = tables.get("relative-type-regex") or {}
    cut = _cut_forms(tables) | {str(w).casefold() for w in own.get("withheld", ())}
    for unit in _UNITS:
        key = f"\\1 {unit} ago"
        parts = [*phrases.get(key, ()), *own.get("ago", {}).get(unit, ())]
        found = list(dict.fromkeys(p for part in parts if (p := _phrase(part, cut))))
        if found:
            words = {w for p in found for w in re.findall(r"[^\W\d_]+", p)}
            triggers = sorted(words - {"amount"}, key=lambda w: (-len(w), w))
            kept = [t for t in triggers if _starts_each(t, found)]
            yield {
                "id": f"dateparser/ago-{unit}", "make": "ago", "unit": unit,
                "at": kept[:1] or triggers, "match": f"({'|'.join(found)})",
            }  # fmt: skip


def _starts_each(word: str, phrases: Iterable[str]) -> bool:
    return all(word in re.findall(r"[^\W\d_]+", phrase) for phrase in phrases)


def _phrase(template: str, cut: frozenset[str]) -> str:
    """A phrase in the language of the rules; "" where it abbreviates its unit."""
    found = _TEMPLATE.fullmatch(template)
    if found is None:
        return ""
    before, after = (part.lower().strip() for part in found.groups())
    words = [*before.split(), *after.split()]
    fixed = all(_WORDS.fullmatch(word) and word not in cut for word in words)
    apart = found[1][-1:] in ("", " ") and found[2][:1] in ("", " ")
    if not fixed or not apart or len(words) < 2:
        return ""
    return " ".join(part for part in (before, "{amount}", after) if part)
