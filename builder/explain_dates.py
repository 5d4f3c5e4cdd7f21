"""Why a time expression is read as it is, in one sentence for people.

Comes in: a time expression or an anchor, and the words of a language
(``languages/<code>/explain.yaml``). Goes out: text, not escaped. It decides nothing:
all it says stands in the data already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builder.cutting import cut
from builder.datewords import words
from builder.edtf import EdtfError, parse_edtf
from builder.languages import load_rules
from builder.model import UNKNOWN, Anchor, Candidate, TimeExpression

_LONGEST = 160
"""Code points of words that are quoted in a sentence."""
_MOST_NAMED = 4
"""Excluded dates beyond this number are left out of the sentence."""


@dataclass(frozen=True, slots=True)
class Hung:
    """The other event that words count from, and what follows."""

    title: str
    date: str
    """EDTF; ``""`` where nobody knows it."""
    result: str = ""
    """EDTF of what the words date, where the network found it."""


def explain_time(
    expression: TimeExpression,
    body: str,
    interface: str,
    anchor: Anchor | None = None,
    hung: Hung | None = None,
) -> str:
    """One sentence: the words, the rule, the anchor, what was excluded and why.

    ``interface`` is the code of the language to speak; English where it has no words.
    ``anchor`` says how the day of publication is known, ``hung`` what a distance from
    another event hangs on.
    """
    language, say = load_texts(interface)
    name = expression.rule.split("/")[-1]
    parts = [say["rule"].format(kind=_kind(name, say), rule=expression.rule)]
    if expression.quoted:
        parts.append(say["quoted"])
    if hung is None:
        parts += _meaning(expression, language, say, anchor)
    else:
        parts += _distance(hung, language, say)
    parts += _candidates(expression, language, say)
    if settles := _settles(expression, hung):
        parts.append(say["settle"][settles])
    quoted = body[expression.span[0] : expression.span[1]]
    joined = str(say["joint"]).join(parts)
    return str(say["sentence"]).format(words=shorten(quoted), parts=joined)


def shorten(words: str) -> str:
    """Quoted words on one line, cut where they are long."""
    return cut(" ".join(words.split()), _LONGEST)


def explain_anchor(anchor: Anchor, interface: str) -> str:
    """One sentence: what is known of the publication date, and by which words."""
    language, say = load_texts(interface)
    texts = say["anchor"]
    if anchor.edtf == UNKNOWN:
        return str(texts["unknown"])
    return str(texts["sentence"]).format(
        date=words(anchor.edtf, language),
        reasons=_reasons(anchor, language, say, str(say["joint"])),
    )


def _reasons(anchor: Anchor, language: str, say: Mapping[str, Any], joint: str) -> str:
    """How the day of publication is known, each reason once."""
    texts, rows = say["anchor"], dict[tuple[str, str, str], list[str]]()
    for reason in anchor.reasons:
        row = rows.setdefault((reason.rule, reason.event, reason.date), [])
        row.append(shorten(reason.quote))
    return joint.join(
        texts["rules"]
        .get(rule, texts["rule_other"])
        .format(
            quote=str(texts["and"]).join(dict.fromkeys(quotes)),
            event=event,
            date=words(date, language),
        )
        for (rule, event, date), quotes in rows.items()
    )


def load_texts(interface: str) -> tuple[str, Mapping[str, Any]]:
    """The language to speak, and its words."""
    found = load_rules(interface, "explain")
    return (interface, found) if found else ("en", load_rules("en", "explain"))


def _kind(name: str, say: Mapping[str, Any]) -> str:
    """The family of a rule: the longest entry its name begins with."""
    fits = [k for k in say["kinds"] if name.startswith(k)]
    return str(say["kinds"][max(fits, key=len)] if fits else say["kind_other"])


def _meaning(
    expression: TimeExpression,
    language: str,
    say: Mapping[str, Any],
    anchor: Anchor | None,
) -> list[str]:
    if not expression.edtf:
        return [say["means_nothing"]]
    out = [say["means"].format(date=words(expression.edtf, language))]
    if not expression.anchor:
        return out
    date = words(expression.anchor, language)
    reasons = ""
    if anchor is not None and anchor.edtf == expression.anchor:
        reasons = _reasons(anchor, language, say, str(say["joint"]))
    if reasons:
        out.append(say["anchored_because"].format(date=date, reasons=reasons))
    else:
        out.append(say["anchored"].format(date=date))
    return out


def _distance(hung: Hung, language: str, say: Mapping[str, Any]) -> list[str]:
    texts = say["hung"]
    if not hung.date:
        return [texts["undated"].format(title=hung.title)]
    date = words(hung.date, language)
    out = [texts["dated"].format(title=hung.title, date=date)]
    if hung.result:
        out.append(say["means"].format(date=words(hung.result, language)))
    return out


def _candidates(
    expression: TimeExpression, language: str, say: Mapping[str, Any]
) -> list[str]:
    kept = [c for c in expression.candidates if c.kept]
    dropped = [c for c in expression.candidates if not c.kept]
    out = list[str]()
    if kept and kept[0].why in say["kept"]:
        out.append(say["kept"][kept[0].why].format(count=len(kept)))
    if dropped:
        named = [_dropped(c, language, say) for c in dropped[:_MOST_NAMED]]
        out.append(say["dropped"].format(dates=str(say["comma"]).join(named)))
    return out


def explain_exclusion(candidate: Candidate, interface: str) -> str:
    """Why a date was excluded, in words; ``""`` for one that was kept."""
    _, say = load_texts(interface)
    return "" if candidate.kept else str(say["why"].get(candidate.why, candidate.why))


def _dropped(candidate: Candidate, language: str, say: Mapping[str, Any]) -> str:
    why = say["why"].get(candidate.why, candidate.why)
    text = say["dropped_one"].format(date=words(candidate.edtf, language), why=why)
    return str(text)


def _settles(expression: TimeExpression, hung: Hung | None = None) -> str:
    """What would settle an expression that is still open; ``""`` if it is not."""
    if expression.offset is not None:
        return "" if hung and hung.date else "event"
    if expression.type not in ("DATE", "TIME") or expression.value.endswith("_REF"):
        return ""
    if not expression.edtf:
        return "published" if "X" in expression.value else ""
    try:
        value = parse_edtf(expression.edtf)
    except EdtfError:
        return ""
    if value.yearless:
        return "year"
    possible = any(c.why == "possible" for c in expression.candidates)
    return "published" if possible or value.kind == "set" else ""
