"""The tokens of a unit, asked what they may be: verb, noun, start of a phrase.

Comes in: tokens and a lexicon. Goes out: answers about one place. No parser: lists,
endings and the word before. It knows nothing of subjects and contents.
"""

from __future__ import annotations

from builder.annotate.cues import Lexicon
from builder.annotate.tokens import NONE, token_reader
from builder.annotate.words import Pieces
from builder.model import Span

_LEADS = frozenset(("determiners", "pronoun"))
"""What stands first in a noun phrase."""
_LEADS_NOT = frozenset(
    ("prepositions", "subordinators", "conjunctions", "that", "any_relative", "wh",
     "adverb")
)  # fmt: skip
_OPENS = frozenset(
    ("conjunctions", "subordinators", "that", "relative", "clitics", "wh", "adverb")
)
"""Behind what a noun phrase may start."""

Range = tuple[int, int]
"""Indexes of tokens, end exclusive."""


class WordClasses:
    """The tokens of one unit, asked with one lexicon."""

    __slots__ = (
        "_ends", "_last", "_starts", "classes", "kinds", "lexicon", "lows", "size",
        "subjects", "texts", "uppers",
    )  # fmt: skip

    lows: tuple[str, ...]
    kinds: tuple[str, ...]
    uppers: tuple[bool, ...]
    classes: tuple[frozenset[str], ...]
    """Those of every token. A word without any opens and ends nothing and is no verb:
    whoever looks for such a place may pass it over at once."""

    def __init__(self, cut: Pieces, lexicon: Lexicon) -> None:
        self.texts, self._starts, self._ends = cut
        self.lexicon = lexicon
        tokens = map(token_reader(lexicon.language), self.texts)
        self.lows, self.kinds, self.uppers, self.classes = zip(*tokens, strict=True)
        self.subjects: dict[tuple[int, int], tuple[int, int] | None] = {}
        """Answers given: several patterns ask for the subject of one verb."""
        self.size = len(self.lows)
        self._last = self.size - 1

    def span(self, where: tuple[int, int]) -> Span:
        """A range of tokens, the end exclusive, in code points."""
        return self._starts[where[0]], self._ends[where[1] - 1]

    def low(self, i: int) -> str:
        return self.lows[i] if 0 <= i <= self._last else ""

    def kind(self, i: int) -> str:
        return self.kinds[i] if 0 <= i <= self._last else ""

    def is_in(self, i: int, name: str) -> bool:
        """The token is there and its word of the class."""
        return 0 <= i <= self._last and name in self.classes[i]

    def is_any(self, i: int, *names: str) -> bool:
        """The same of one class among several."""
        return 0 <= i <= self._last and not self.classes[i].isdisjoint(names)

    def is_adverb(self, i: int) -> bool:
        return 0 <= i <= self._last and "adverb" in self.classes[i]

    def is_finite(self, i: int, *, sure: bool = False) -> bool:
        """The token is probably a finite verb; ``sure``: by the lists alone."""
        if not 0 <= i <= self._last:
            return False
        classes = self.classes[i]
        if "verb_form" not in classes or (i and self.uppers[i]):
            return False
        if "finite" in classes:
            if self.lows[i].endswith("ed") and self.is_in(i + 1, "by"):
                return self.lexicon.inversion  # "a tally posted by the paper"
            return not self.is_noun_place(i) and (
                "nouns_too" not in classes or self.follows_subject(i)
            )
        if sure or not self._ends_like_verb(i):
            return False
        return not self.is_noun_place(i)

    def any_finite(self, start: int, end: int) -> bool:
        """A finite verb stands between two places."""
        for i, classes in enumerate(self.classes[start:end], start):
            if "verb_form" in classes and self.is_finite(i):
                return True
        return False

    def _ends_like_verb(self, i: int) -> bool:
        """A past tense, or "nous ...ons", by its ending and the word beside it."""
        if not self.lexicon.inversion:
            return not self.is_in(i + 1, "by")
        return "first_person" not in self.classes[i] or self.is_in(i - 1, "own")

    def may_be_verb(self, i: int) -> bool:
        """A form of a common verb where a verb may stand: behind a noun or a name."""
        return (
            self.is_in(i, "verb")
            and not self.uppers[i]
            and not self.is_noun_place(i)
            and not self.is_in(i - 1, "conjunctions")
        )

    def follows_subject(self, i: int) -> bool:
        """A word that can be the subject of a present tense stands before it."""
        k = i - 1
        while k > 0 and (self.is_adverb(k) or self.is_in(k, "modals")):
            k -= 1
        k = self._before_readers(k)
        if k < 0 or self.kind(k) != "w":
            return self.low(k) in (",", ")") and self.is_any(
                i + 1, "that", "determiners"
            )
        word = self.low(k)
        if self.is_pronoun(k) or self.is_in(k, "relative"):
            return True
        base = not self.low(i).endswith("s") and not self.is_in(i, "same_past")
        if base and not word.endswith("s"):
            return False  # "the New York state attorney": a singular has an -s form
        return (
            (self.uppers[k] and (k > 0 or word not in self.lexicon.nouns))
            or word in self.lexicon.nouns
            or word.endswith(self.lexicon.human_endings)
        )

    def _before_readers(self, k: int) -> int:
        """Before "seen by the paper", as far as names and determiners stand there."""
        for i in range(k, max(1, k - 6), -1):
            if self.is_in(i, "by") and self.is_in(i - 1, "cited_by"):
                return i - 2
            if not (self.uppers[i] or self.is_in(i, "determiners")):
                break
        return k

    def is_noun_place(self, i: int) -> bool:
        """The word before says that a noun stands here, not a verb."""
        if i < self._last and "compounds" in self.classes[i + 1]:
            return True
        before = self.classes[i - 1] if i > 0 else NONE
        if not before:
            return False
        if self.lows[i - 1] == "'s" and "be" not in self.classes[i]:
            return True
        if "determiners" in before:
            if "clitics" in before:
                return not self._is_clitic(i - 1)
            return "subject" not in before and "relative" not in before
        return "prepositions" in before and "clitics" not in before

    def _is_clitic(self, i: int) -> bool:
        """ "le", "la", "leur" is a pronoun: a subject stands straight before it."""
        if i <= 0 or self.kind(i - 1) != "w":
            return False
        if self.is_in(i - 1, "as"):  # "comme le rappelle le maire"
            speaks = self.low(i + 1) in self.lexicon.speech
            return speaks and self.is_in(i + 2, "determiners")
        if self.is_pronoun(i - 1) or self.is_any(i - 1, "relative", "negation"):
            return True
        return not (
            self.is_any(i - 1, "prepositions", "conjunctions", "that", "subordinators")
            or self.low(i - 1) in self.lexicon.finite
            or self.low(i - 1) in self.lexicon.forms
            or self.is_adverb(i - 1)
        )

    def is_participle(self, i: int) -> bool:
        """A past participle behind a noun, by its ending."""
        word = self.low(i)
        if self.kind(i) != "w" or len(word) < 5:
            return False
        ends = ("é", "ée", "és", "ées") if self.lexicon.inversion else ("ed",)
        return word.endswith(ends) and word not in self.lexicon.nouns

    def is_pronoun(self, i: int) -> bool:
        return 0 <= i <= self._last and "pronoun" in self.classes[i]

    def starts_phrase(self, i: int, *, first: bool = False) -> bool:
        """A noun phrase may start at the token; ``first``: a clause starts there."""
        before = self.classes[i - 1] if i > 0 else NONE
        if self.kinds[i] != "w":
            return (
                self.kinds[i] == "m"
                and self.kind(i + 1) == "w"
                and "prepositions" not in before
            )
        classes = self.classes[i]
        if "prepositions" in before and "subject" not in classes:
            return False
        if "prepositions" in classes and self._is_noun_like(i - 1):
            return False
        if not classes.isdisjoint(_LEADS):
            return "determiners" not in before
        if not classes.isdisjoint(_LEADS_NOT):
            return False
        if self.uppers[i]:
            return not (i and self.kind(i - 1) == "w" and not self._opens(i - 1))
        if self.lexicon.inversion or self.lows[i][0] == "'":
            return self.lows[i][0].isdigit()
        if "determiners" in before:
            return False
        return (first or self.lows[i][0].isdigit()) and not self.is_finite(i)

    def _is_noun_like(self, i: int) -> bool:
        """A word that "du" and "des" join to what follows."""
        return self.kind(i) == "w" and not self._opens(i)

    def _opens(self, i: int) -> bool:
        """The token ends what stands before it, so that a name may start after it."""
        return not self.classes[i].isdisjoint(_OPENS) or self.is_finite(i)
