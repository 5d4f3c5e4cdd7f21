"""Lists whose members hang on one noun: "fighters of A, B and C", "les combattants du
A, de B et du C".

Comes in: words, grammar of the language's ``events.yaml``. Goes out: where such a list
ends or begins. A comma that closes no list with "and" is none of its matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from builder.annotate.triggers import load_events
from builder.annotate.words import Word

_LONGEST = 40
"""Words of a noun with its list."""
_MARKS = frozenset(";:.!?()…")


def find_list_end(
    words: Sequence[Word], start: int, comma: int, end: int, language: str
) -> int:
    """Index of the last word of the list that goes on behind a comma; else -1.

    ``start`` is the first word of the phrase, ``end`` the first word behind what may
    be read.
    """
    of = _listed(language, "of")
    hung = next((i for i in range(start + 1, comma) if words[i].text in of), -1)
    head = _find_member(words, hung, comma + 1, end, language) if hung >= 0 else -1
    joints, closed, index = _joints(language), False, head + 1
    stop = min(end, start + _LONGEST) if head >= 0 else -1
    while index < stop and words[index].text not in _MARKS:
        text = words[index].text
        if text == "," or text in joints:
            head = _find_member(words, hung, index + 1, end, language)
            if closed or head < 0:
                break
            closed, index = text in joints, head
        elif closed and not _may_belong(words, index, language):
            break
        index += 1
    if not closed:
        return -1
    # a verb behind bare names makes the last of them its subject
    bare = words[comma + 1].text not in of
    ended = index >= end or words[index].text in _MARKS or words[index].text == ","
    return index - 1 if ended or not bare else -1


def find_list_noun(
    words: Sequence[Word], comma: int, last: int, first: int, language: str
) -> int:
    """Index of the noun on which a list hangs whose last members stand between a comma
    and ``last``; else -1. ``first`` is the first word that may be read."""
    of = _listed(language, "of")
    if words[comma + 1].text not in of:
        return -1
    for index in range(comma - 2, max(first, last - _LONGEST) - 1, -1):
        text = words[index].text
        if text in _MARKS or (text == "," and words[index + 1].text not in of):
            return -1
        if text not in of and text != "," and words[index + 1].text in of:
            ends = find_list_end(words, index, comma, last + 1, language)
            return index if ends == last else -1
    return -1


def _find_member(
    words: Sequence[Word], hung: int, index: int, end: int, language: str
) -> int:
    """Index of the noun or name of one more member that begins at a word: one behind
    the same preposition, or a name like the first one; else -1."""
    of, skipped = _listed(language, "of"), _listed(language, "determiners")
    first, head = hung + 1, index
    while head < end and (words[head].text in of or words[head].text in skipped):
        head += 1
    while first < hung + 3 and words[first].text in skipped:
        first += 1
    if head >= end or not words[head].text[0].isalpha():
        return -1
    alike = words[first].cased == words[head].cased
    if words[index].text in of:  # "de nuit" hangs on no noun; "de la nuit" may
        bare = words[index].text in _listed(language, "bare_of") and head == index + 1
        return head if alike or not bare else -1
    return head if alike and words[head].cased else -1


def _may_belong(words: Sequence[Word], index: int, language: str) -> bool:
    """Whether a word may go on with the name of the last member."""
    text = words[index].text
    linked = text in _listed(language, "of") or text in _listed(language, "determiners")
    return words[index].cased or linked or not text[0].isalpha() or "-" in text


@cache
def _listed(language: str, key: str) -> frozenset[str]:
    return frozenset(str(word) for word in load_events(language)["grammar"][key])


@cache
def _joints(language: str) -> frozenset[str]:
    return frozenset(load_events(language)["clauses"]["and"])
