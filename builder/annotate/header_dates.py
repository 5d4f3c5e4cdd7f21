"""The publication date that the lines around an article state.

Comes in: lines of a page, as they stand, of any language that has date rules, and the
language of the page: where that has none, its borrowed rules are asked first. Goes
out: EDTF, the exact words, the rule. Only a date with its year counts, and only where
the line says what it is: a label ("Publié le", "date"), a dateline, or a date alone.
It knows nothing of files or of what ingest does with the line.
"""

from __future__ import annotations

import re
from functools import cache

from builder.annotate.timex import find_written
from builder.annotate.timex_rules import rules_for
from builder.edtf import parse_edtf, sort_key
from builder.languages import known_languages

Header = tuple[str, str, str]
"""EDTF, quote, rule."""

_LONGEST_LINE = 300
_LABEL_REACH = 24
"""How far behind its label a date may stand: a name or an hour in between."""
_SMALL_WORD = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(
    r"((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?(?![0-9-])"
)
_DATELINE = re.compile(
    r"\s*(?P<place>[^\W\d_a-z][^\W\d_]*(?:[ '’-][^\W\d_]+){0,3})"
    r"(?:,\s[^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z][^\W\d_]+)?| \([^()\d\n]{2,24}\))?"
    r"(?:,| \()\s?(?P<date>[^()\n]{6,40}?)(?:\)| \((?P<who>[^()\n]{2,40})\))?\s*[-–—:]"
)
_ALONE = re.compile(r"\s*(?P<date>[^\n]{6,60}?)\s*[.]?\s*")
_INITIALS = re.compile(
    r"^\s*(?:[A-Z]{2,6}\s*[/|·•–—-]\s*(?:le\b)?"
    r"|[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[ -](?:[A-ZÀ-ÖØ-Þ][^\W\d_]+|en|de|la|sur)){0,4}"
    r",\s+le\b(?=\s*$))"
)
"""An outlet's initials before its date: "OLJ / le 18 mai 2023"; from where a letter or
a statement is written: "Verfeil, le 18 mai 2023"."""
_CLOCK = re.compile(
    r"(?:\s|,|-|–|—|·|\||/|\bà\b|\bat\b|\ble\b|\bon\b|[ap]\.?m\.?|"
    r"\b[A-Z][A-Za-z]{1,3}\b\.?|"
    r"T?[0-9]{1,2}\s?[:.hH]\s?(?:[0-9]{2})?(?::[0-9]{2})?(?:Z|[+-][0-9:]{4,6})?)*"
)


def find_published_in_line(line: str, language: str = "") -> Header | None:
    """The publication date that a line states: label, date alone, or dateline.

    ``language`` is that of the page, where it is known.
    """
    head = line[:_LONGEST_LINE]
    spoken = _spoken(language)
    return _labelled(head, spoken) or _alone(head, spoken) or _dateline(head, spoken)


@cache
def _spoken(language: str) -> tuple[str, ...]:
    """The languages a line may be in: a borrowed one before those with own rules."""
    known = known_languages("dates")
    borrowed = language not in known and rules_for(language) is not None
    return (language, *known) if borrowed else known


def _said(language: str, name: str) -> list[str]:
    """A list of words of a language; empty where it has none."""
    rules = rules_for(language)
    words = rules.data.get(name, ()) if rules else ()
    return [str(word) for word in words] if isinstance(words, list) else []


@cache
def _labels(spoken: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Patterns of the labels of some languages: pattern, language, rule."""
    out = list[tuple[re.Pattern[str], str, str]]()
    for language in spoken:
        rules = rules_for(language)
        header = rules.data.get("header") if rules else None
        if not isinstance(header, dict):
            continue
        for rule, forms in sorted(header.items()):
            words = "|".join(
                re.escape(str(f)).replace("\\ ", r"\s+").replace("'", "['’]")
                for f in sorted(forms, key=lambda f: (-len(f), f))
            )
            pattern = re.compile(
                rf"[\s*_]*(?:{words})(?![\w])\s*[:=]?\s*", re.IGNORECASE
            )
            out.append((pattern, language, f"header/{rule}"))
    return tuple(out)


def _labelled(line: str, spoken: tuple[str, ...]) -> Header | None:
    for pattern, language, rule in _labels(spoken):
        label = pattern.match(line)
        if label is None:
            continue
        for span, edtf in _dates(line[label.end() :], language):
            between = line[label.end() : label.end() + span[0]]
            if not _is_short(between, language, rule):
                continue
            end = label.end() + span[1]
            return edtf, line[:end].strip(), rule
    return None


def _is_short(between: str, language: str, rule: str) -> bool:
    """Nothing stands there, or a name or an hour; no words of a sentence."""
    if len(between) > (2 if rule == "header/date" else _LABEL_REACH):
        return False
    allowed = _said(language, "header_between")
    small = [w for w in _SMALL_WORD.findall(between) if w[0].islower()]
    return all(word in allowed for word in small)


def _alone(line: str, spoken: tuple[str, ...]) -> Header | None:
    """A date that fills its line, perhaps with its hour, an initialism or a name."""
    whole = _ALONE.fullmatch(line)
    if whole is None:
        return None
    found: dict[str, str] = {}
    for language in spoken:
        for span, edtf in _dates(whole["date"], language):
            start = span[0] + 3 * (whole["date"][slice(*span)][:3].lower() == "le ")
            before, after = whole["date"][:start], whole["date"][span[1] :]
            if _surrounds(before, language) and _surrounds(after, language):
                found.setdefault(language, edtf)
                break
    if own := found.get(spoken[0]) if spoken != known_languages("dates") else None:
        return own, line.strip(), "header/alone"
    if len(set(found.values())) > 1:  # 4/3/2021: whose order?
        said = {w.casefold() for w in _SMALL_WORD.findall(whole["date"])}
        found = {k: v for k, v in found.items() if said & _marks(k)}
    if len(set(found.values())) != 1:
        return None
    return next(iter(found.values())), line.strip(), "header/alone"


def _surrounds(text: str, language: str) -> bool:
    """Whether words beside a date are an hour, a weekday or who wrote the text."""
    rest = _byline(language).sub(" ", text, count=1)
    return _CLOCK.fullmatch(_INITIALS.sub(" ", rest, count=1)) is not None


def is_byline(text: str, language: str) -> bool:
    """Whether a line says who wrote and nothing else."""
    return any(
        (found := _byline(code).match(text)) is not None and found.end() == len(text)
        for code in _spoken(language)
    )


@cache
def _byline(language: str) -> re.Pattern[str]:
    """ "Par Jean Dupont, le", "by Ann Rowe"."""
    lead = "|".join(re.escape(word) for word in _said(language, "header_by"))
    return re.compile(
        rf"(?:^|(?<=[\s,|]))(?i:{lead or '(?!)'})\s+"
        r"[^\W\d_a-zß-ÿ][\w.'’-]*(?:\s[^\W\d_a-zß-ÿ][\w.'’-]*){0,3}"
        r"(?:,?\s(?:le|on)\b)?"
    )


@cache
def _marks(language: str) -> frozenset[str]:
    """Words that say whose order figures follow."""
    return frozenset(_said(language, "header_marks"))


def _dateline(line: str, spoken: tuple[str, ...]) -> Header | None:
    """PARIS, 3 mai 2019 (AFP) - ...: a place, a date, a dash."""
    found = _DATELINE.match(line)
    if found is None:
        return None
    for language in spoken:
        for span, edtf in _dates(found["date"], language):
            if not found["date"][: span[0]].strip(" ,"):
                return edtf, found[0].rstrip(" -–—:").strip(), "header/dateline"
    return None


def _dates(text: str, language: str) -> list[tuple[tuple[int, int], str]]:
    """Dates with their year, in figures or words, in text order."""
    out = [(m.span(), m[0]) for m in _FIGURES.finditer(text)]
    taken = [s for s, _ in out]
    for span, edtf in find_written(text, language):
        if all(span[1] <= s or e <= span[0] for s, e in taken):
            out.append((span, edtf))
    return sorted(d for d in out if _is_plain(d[1]))


def _is_plain(edtf: str) -> bool:
    """A day, a month; a year alone is too little to be a dateline."""
    return sort_key(parse_edtf(edtf))[0] == 0 and len(edtf) >= 7 and "/" not in edtf
