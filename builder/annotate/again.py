"""Words by which a text says that something happens again, or comes to its end.

Comes in: a trigger among its words, ``again`` and ``phases`` of the language's
``events.yaml``. Goes out: yes or no. "Again" brings up another event of its sort, an
end the one that was told; which one that is, others decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from builder.annotate.grouping import Sentence
from builder.annotate.triggers import Trigger, load_events
from builder.annotate.words import PhraseTable, Word, inflection, make_verb_forms

_PHASE = 3
"""Words before a verb in which "ended up" is looked for."""
_AGAIN = 14
"""Words after a trigger in which "for the second time" is looked for."""


@cache
def _again(language: str) -> PhraseTable[str]:
    table: PhraseTable[str] = PhraseTable(language)
    for phrase in load_events(language)["again"]:
        table.add_fixed(phrase, "again")
    return table


def ends_what_began(words: Sequence[Word], verb: int, language: str) -> bool:
    """Whether a verb ends what was begun before: "they ended up taking the town"."""
    near = words[max(0, verb - _PHASE) : verb]
    return any(word.text in _phases(language) for word in near)


@cache
def _phases(language: str) -> frozenset[str]:
    verbs = load_events(language)["phases"]
    return frozenset(f for v in verbs for f in make_verb_forms(v, inflection(language)))


def is_again(head: Trigger, sentence: Sentence) -> bool:
    """Whether the words say it is another one of its sort."""
    words = sentence.words
    near = (max(0, head.first - 3), min(len(words), head.last + _AGAIN))
    if says_again(words, near, sentence.language):
        return True
    return any(
        hit.first == head.last + 1  # "un accident similaire"
        or 0 < head.first - hit.last <= 2
        for hit in _again(sentence.language).find_each(words, *near)
    )


def says_again(words: Sequence[Word], near: tuple[int, int], language: str) -> bool:
    """Whether what is told happened before: "once again", "for the second time"."""
    times = load_events(language)["times"]
    return any(
        hit.first != hit.last
        or (hit.last + 1 < len(words) and words[hit.last + 1].text in times)
        for hit in _again(language).find_each(words, *near)
    )
