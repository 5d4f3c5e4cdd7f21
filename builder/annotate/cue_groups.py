"""Verb groups of saying in a unit: "a quant à lui indiqué", "croient-ils".

Comes in: the tokens of a unit. Goes out: ``Cue``s with the reach of the group. It
tells verbs from nouns of the same form, actives from passives, and knows negation;
it does not look for sources or contents.
"""

from __future__ import annotations

from typing import NamedTuple

from builder.annotate.cues import Form, Shape, Verb
from builder.annotate.noun_phrases import Reader

_REACH = 8
"""Tokens that may stand between an auxiliary and its participle."""
_FAR = 30
"""Tokens between a participle and the one that is joined to it."""
_AGREEING = ("e", "ns", "és", "es", "us", "ts")
"""Endings of a participle that agrees with a noun."""


class Cue(NamedTuple):
    """A verb group; indexes of tokens, ``last`` exclusive."""

    verb: Verb
    shape: Shape
    first: int
    head: int
    last: int
    clitic: int = -1
    """Where the inverted pronoun stands ("a-t-il dit"), -1 without one."""
    negated: bool = False


def find_cues(reader: Reader) -> list[Cue]:
    """All verb groups of saying, left to right; at most one per head."""
    found: list[Cue] = []
    forms = reader.lexicon.forms
    for i, classes in enumerate(reader.classes):
        if "cue" not in classes:
            continue
        cue = _read(reader, i, forms[reader.lows[i]])
        if cue is not None and not (found and found[-1].last > i):
            found.append(cue)
    return found


def _read(reader: Reader, i: int, forms: tuple[Form, ...]) -> Cue | None:
    inversion = reader.lexicon.inversion
    reflexive = inversion and _has_reflexive(reader, i)
    for form in forms:
        last = _tail_end(reader, i, form.tail) if form.tail else i + 1
        if last < 0 or form.reflexive != reflexive:
            continue
        cue = _shape(reader, i, last, form)
        if cue is not None:
            return cue
    return None


def _tail_end(reader: Reader, i: int, tail: tuple[str, ...]) -> int:
    """Where the phrase ends, adverbs between its words allowed; -1 if it is none."""
    at = i + 1
    for word in tail:
        while reader.low(at) != word:
            if at >= i + 4 or not reader.is_adverb(at):
                return -1
            at += 1
        at += 1
    return at


def _has_reflexive(reader: Reader, i: int) -> bool:
    """A reflexive pronoun stands before the verb or its auxiliary."""
    for k in range(i - 1, max(i - 4, -1), -1):
        if reader.lows[k] in _REFLEXIVE:
            return True
        if reader.classes[k].isdisjoint(_BEFORE_VERB):
            return False
    return False


_REFLEXIVE = ("se", "s'")
_BEFORE_VERB = frozenset(("be", "have", "adverb"))


def _shape(reader: Reader, i: int, last: int, form: Form) -> Cue | None:
    shape = form.shape
    if shape == "past":
        return _participle(reader, i, last, form)
    if shape == "finite":
        if _is_noun(reader, i):
            return None
        if reader.low(i).endswith("ed") and reader.is_in(i + 1, "by"):
            return None  # "a tally posted by the paper"
        if _auxiliary(reader, i, "have", "be") >= 0:
            return None
        first, negated = _left_edge(reader, i)
        cue = Cue(form.verb, shape, first, i, last, -1, negated)
        return _with_clitic(reader, cue) if reader.lexicon.inversion else cue
    if shape == "inf":
        if not reader.lexicon.inversion:
            return None if _is_noun(reader, i) else _english_base(reader, i, last, form)
        if _is_noun(reader, i) and reader.low(i - 1) not in ("de", "d'", "à"):
            return None
        return Cue(form.verb, shape, i, i, last)
    if not reader.lexicon.inversion:
        be = _auxiliary(reader, i, "be")
        if be >= 0:
            return Cue(form.verb, "finite", be, i, last, -1, _negated(reader, be, i))
        quoted = _quoted_as(reader, i)
        if quoted >= 0:
            return Cue(form.verb, "finite", quoted, i, last)
        quoter = find_quoter(reader, i)
        if quoter < 0 and reader.is_any(i - 1, "determiners", "prepositions"):
            return None
    return Cue(form.verb, shape, i, i, last)


def find_quoter(reader: Reader, i: int) -> int:
    """ "The paper quotes the mayor as saying": the verb of who quotes, or -1."""
    if reader.lexicon.inversion or not reader.is_in(i - 1, "as"):
        return -1
    for k in range(i - 3, max(-1, i - 2 - _REACH), -1):
        if reader.is_in(k, "citers"):
            return k if _auxiliary(reader, k, "be") < 0 else -1
        if reader.kind(k) != "w" or reader.is_any(k, "conjunctions", "that", "by"):
            return -1
    return -1


def _quoted_as(reader: Reader, i: int) -> int:
    """ "was quoted by the agency as saying": where the passive group starts, or -1."""
    if not reader.is_in(i - 1, "as"):
        return -1
    for k in range(i - 2, max(-1, i - 2 - _REACH), -1):
        if reader.is_in(k, "quoted_as"):
            be = _auxiliary(reader, k, "be")
            return be - 1 if reader.is_in(be - 1, "have") and be > 0 else be
        if reader.kind(k) != "w" or reader.is_any(k, "conjunctions", "that"):
            return -1
    return -1


def _english_base(reader: Reader, i: int, last: int, form: Form) -> Cue | None:
    """A base form after a modal is finite; after "to" it is an infinitive."""
    k = i - 1
    while reader.is_adverb(k) or reader.is_in(k, "negation"):
        k -= 1
    if reader.low(k) == "to":
        return Cue(form.verb, "inf", k, i, last)
    if reader.is_in(k, "modals") or reader.low(k).endswith("n't"):
        negated = _negated(reader, k, i)
        return Cue(form.verb, "finite", k, i, last, -1, negated)
    return None


def _participle(reader: Reader, i: int, last: int, form: Form) -> Cue | None:
    """A past participle speaks only with an auxiliary of the active voice."""
    kinds = ("have", "be") if form.reflexive else ("have",)
    aux = _auxiliary(reader, i, *kinds)
    if aux < 0 and _goes_on(reader, i):
        return Cue(form.verb, "finite", i, i, last)
    if aux < 0:
        return None
    clitic = next(
        (k for k in range(aux + 1, i) if reader.low(k).startswith("-")),
        -1,
    )
    first, negated = _left_edge(reader, aux)
    negated = negated or _negated(reader, aux, i)
    shape: Shape = "part" if reader.low(aux) in ("ayant", "having") else "finite"
    return Cue(form.verb, shape, first, i, last, clitic, negated)


def _goes_on(reader: Reader, i: int) -> bool:
    """A participle joined to an earlier one: "a salué le texte et demandé que".

    One that agrees with a noun beside it is that noun's.
    """
    if not reader.lexicon.inversion or reader.low(i).endswith(_AGREEING):
        return False
    k = i - 1
    while reader.is_adverb(k) and not reader.is_in(k, "conjunctions"):
        k -= 1
    if not reader.is_in(k, "conjunctions"):
        return False
    for j in range(k - 1, max(0, k - _FAR), -1):
        if reader.kinds[j] == "w" and reader.is_participle(j):
            aux = _auxiliary(reader, j, "have", "be")
            if aux >= 0:
                return reader.is_in(aux, "have")
        elif reader.is_finite(j) or reader.low(j) in ";:":
            return False
    return False


def _auxiliary(reader: Reader, i: int, *kinds: str) -> int:
    """The auxiliary left of a participle, adverbs and set phrases between; or -1."""
    k = i - 1
    floor = max(0, i - _REACH)
    inserts = reader.lexicon.phrases["inserts"]
    while k >= floor:
        classes, low = reader.classes[k], reader.lows[k]
        if not classes.isdisjoint(kinds):
            return -1 if low == "'s" and not reader.is_pronoun(k - 1) else k
        if low in inserts and (step := reader.insert_ending_at(k)):
            k -= step
        elif (
            "adverb" in classes
            or "negation" in classes
            or low == ","
            or low.startswith("-")
            or ("subject" in classes and reader.is_any(k - 1, "have", "be"))
        ):
            k -= 1
        else:
            return -1
    return -1


def _left_edge(reader: Reader, k: int) -> tuple[int, bool]:
    """The group with its negation and clitics."""
    negated = reader.is_in(k + 1, "negation") or reader.lows[k] == "n'a"
    while k > 0 and "clitics" in (before := reader.classes[k - 1]):
        if "own" in before:
            break
        if (
            "determiners" in before
            and not (
                reader.is_pronoun(k - 2) or reader.is_any(k - 2, "relative", "negation")
            )
            and reader.lows[k - 1] not in ("l'", "leur")
        ):
            break
        negated = negated or "negation" in before
        k -= 1
    return k, negated


def _negated(reader: Reader, start: int, end: int) -> bool:
    return any(
        reader.is_in(k, "negation") or reader.low(k).endswith("n't")
        for k in range(start, end)
    )


def _with_clitic(reader: Reader, cue: Cue) -> Cue:
    if reader.low(cue.last).startswith("-") and reader.kind(cue.last) == "w":
        return Cue(
            cue.verb,
            cue.shape,
            cue.first,
            cue.head,
            cue.last + 1,
            cue.last,
            cue.negated,
        )
    return cue


def _is_noun(reader: Reader, i: int) -> bool:
    """The word before says that this is a noun, or part of a name."""
    if i and reader.kinds[i - 1] == "m" and reader.is_in(i - 2, "determiners"):
        return True
    if reader.uppers[i] and i and reader.uppers[i - 1]:
        return True
    if "nouns_too" in reader.classes[i] and not reader.follows_subject(i):
        return True
    return reader.is_noun_place(i)
