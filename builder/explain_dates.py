"""Why a time expression is read as it is, in one sentence for people.

Comes in: a time expression or an anchor, and the words of a language
(``languages/<code>/explain.yaml``). Goes out: text, not escaped. It decides nothing:
all it says stands in the data already.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.datewords import words
from builder.edtf import EdtfError, parse_edtf
from builder.languages import load_rules
from builder.model import UNKNOWN, Anchor, Candidate, TimeExpression

_MOST_NAMED = 4
"""Excluded dates beyond this number are left out of the sentence."""


def explain_time(expression: TimeExpression, body: str, interface: str) -> str:
    """One sentence: the words, the rule, the anchor, what was excluded and why.

    ``interface`` is the code of the language to speak; English where it has no words.
    """
    language, say = _texts(interface)
    name = expression.rule.split("/")[-1]
    parts = [say["rule"].format(kind=_kind(name, say), rule=expression.rule)]
    if expression.quoted:
        parts.append(say["quoted"])
    parts += _meaning(expression, language, say)
    parts += _candidates(expression, language, say)
    if settles := _settles(expression):
        parts.append(say["settle"][settles])
    quoted = body[expression.span[0] : expression.span[1]]
    joined = str(say["joint"]).join(parts)
    return str(say["sentence"]).format(words=" ".join(quoted.split()), parts=joined)


def explain_anchor(anchor: Anchor, interface: str) -> str:
    """One sentence: what is known of the publication date, and by which words."""
    language, say = _texts(interface)
    texts = say["anchor"]
    if anchor.edtf == UNKNOWN:
        return str(texts["unknown"])
    reasons = [
        texts["rules"]
        .get(r.rule, texts["rule_other"])
        .format(quote=r.quote, event=r.event, date=words(r.date, language))
        for r in dict.fromkeys(anchor.reasons)
    ]
    return str(texts["sentence"]).format(
        date=words(anchor.edtf, language), reasons=str(say["joint"]).join(reasons)
    )


def _texts(interface: str) -> tuple[str, Mapping[str, Any]]:
    found = load_rules(interface, "explain")
    return (interface, found) if found else ("en", load_rules("en", "explain"))


def _kind(name: str, say: Mapping[str, Any]) -> str:
    """The family of a rule: the longest entry its name begins with."""
    fits = [k for k in say["kinds"] if name.startswith(k)]
    return str(say["kinds"][max(fits, key=len)] if fits else say["kind_other"])


def _meaning(
    expression: TimeExpression, language: str, say: Mapping[str, Any]
) -> list[str]:
    if not expression.edtf:
        return [say["means_nothing"]]
    out = [say["means"].format(date=words(expression.edtf, language))]
    if expression.anchor:
        out.append(say["anchored"].format(date=words(expression.anchor, language)))
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


def _dropped(candidate: Candidate, language: str, say: Mapping[str, Any]) -> str:
    why = say["why"].get(candidate.why, candidate.why)
    text = say["dropped_one"].format(date=words(candidate.edtf, language), why=why)
    return str(text)


def _settles(expression: TimeExpression) -> str:
    """What would settle an expression that is still open; ``""`` if it is not."""
    if expression.offset is not None:
        return "event"
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
    open_set = value.kind == "set" or any(c.why == "possible" for c in
                                          expression.candidates)  # fmt: skip
    return "published" if open_set else ""
