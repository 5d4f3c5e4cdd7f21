"""Words by which a text says that something happens again, or comes to its end.

Comes in: a trigger among its words, ``again`` and ``phases`` of the language's
``events.yaml``. Goes out: yes or no. "Again" brings up another event of its sort, an
end the one that was told; which one that is, others decide.
"""

from __future__ import annotations

from functools import cache

from builder.annotate.bending import make_verb_forms
from builder.annotate.surroundings import Sentence
from builder.annotate.triggers import Trigger, load_events
from builder.annotate.words import PhraseTable, Words, list_phrases

_PHASE = 3
"""Words before a verb in which "ended up" is looked for."""
_AGAIN = 14
"""Words after a trigger in which "for the second time" is looked for."""


@cache
def _again(language: str) -> PhraseTable[str]:
    return list_phrases(language, fixed=load_events(language)["again"])


def ends_what_began(words: Words, verb: int, language: str) -> bool:
    """Whether a verb ends what was begun before: "they ended up taking the town"."""
    near = words.texts[max(0, verb - _PHASE) : verb]
    return not _phases(language).isdisjoint(near)


@cache
def _phases(language: str) -> frozenset[str]:
    verbs = load_events(language)["phases"]
    return frozenset(f for v in verbs for f in make_verb_forms(v, language))


def is_again(head: Trigger, sentence: Sentence) -> bool:
    """Whether the words say it is another one of its sort."""
    words, table = sentence.words, _again(sentence.language)
    if table.telling.isdisjoint(words.known):
        return False
    near = (max(0, head.first - 3), min(len(words), head.last + _AGAIN))
    if says_again(words, near, sentence.language):
        return True
    return any(
        hit.first == head.last + 1  # "un accident similaire"
        or 0 < head.first - hit.last <= 2
        for hit in table.find_each(words, *near)
    )


def says_again(words: Words, near: tuple[int, int], language: str) -> bool:
    """Whether what is told happened before: "once again", "for the second time"."""
    times = load_events(language)["times"]
    return any(
        hit.first != hit.last
        or (hit.last + 1 < len(words) and words.texts[hit.last + 1] in times)
        for hit in _again(language).find_each(words, *near)
    )
