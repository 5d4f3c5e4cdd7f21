"""The tokens of a unit, asked what they may be: verb, noun, start of a phrase.

Comes in: tokens and a lexicon. Goes out: answers about one place. No parser: lists,
endings and the word before. It knows nothing of subjects and contents.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from builder.annotate.clauses import Token
from builder.annotate.cues import Lexicon

_NONE: frozenset[str] = frozenset()
_low, _kind = attrgetter("low"), attrgetter("kind")
_PAST = ("aient", "èrent", "ront", "ait")
"""Endings that are hardly ever those of a noun."""


class WordClasses:
    """The tokens of one unit, asked with one lexicon."""

    __slots__ = ("_classes", "_kinds", "_last", "lexicon", "lows", "subjects", "tokens")

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.lows: tuple[str, ...] = tuple(map(_low, tokens))
        self._kinds: tuple[str, ...] = tuple(map(_kind, tokens))
        self.subjects: dict[tuple[int, int], tuple[int, int] | None] = {}
        """Answers given: several patterns ask for the subject of one verb."""
        known = lexicon.classes.get
        self._classes = [known(low, _NONE) for low in self.lows]
        self._last = len(tokens) - 1

    def low(self, i: int) -> str:
        return self.lows[i] if 0 <= i <= self._last else ""

    def kind(self, i: int) -> str:
        return self._kinds[i] if 0 <= i <= self._last else ""

    def is_in(self, i: int, *classes: str) -> bool:
        return 0 <= i <= self._last and not self._classes[i].isdisjoint(classes)

    def is_adverb(self, i: int) -> bool:
        word, ending = self.low(i), self.lexicon.adverb_ending
        return self.is_in(i, "adverbs") or (
            word.endswith(ending) and len(word) > 5 and word not in self.lexicon.nouns
        )

    def is_finite(self, i: int, *, sure: bool = False) -> bool:
        """The token is probably a finite verb; ``sure``: by the lists alone."""
        if not 0 <= i < len(self.tokens):
            return False
        token = self.tokens[i]
        if token.kind != "w" or (i and token.upper):
            return False
        if token.low in self.lexicon.finite:
            return not self.is_noun_place(i) and (
                not self.is_in(i, "nouns_too") or self.follows_subject(i)
            )
        if sure or not self._ends_like_verb(i, token.low):
            return False
        return not self.is_noun_place(i)

    def _ends_like_verb(self, i: int, word: str) -> bool:
        """A past tense, or "nous ...ons", by its ending."""
        if self.lexicon.inversion:
            if word.endswith(("ons", "ez")) and self.is_in(i - 1, "own"):
                return True
            return len(word) > 5 and word.endswith(_PAST) and not self._is_nominal(i)
        return len(word) > 4 and word.endswith("ed") and not self.is_in(i + 1, "by")

    def _is_nominal(self, i: int) -> bool:
        """ "retrait", "portrait": nouns with the ending of a tense."""
        word = self.low(i)
        return word.endswith(("trait", "fait", "hait", "crait"))

    def may_be_verb(self, i: int) -> bool:
        """A form of a common verb where a verb may stand: behind a noun or a name."""
        token = self.tokens[i]
        return (
            token.kind == "w"
            and token.low in self.lexicon.verbs
            and not token.upper
            and not self.is_noun_place(i)
            and not self.is_in(i - 1, "conjunctions")
        )

    def follows_subject(self, i: int) -> bool:
        """A word that can be the subject of a present tense stands before it."""
        k = i - 1
        while k > 0 and (self.is_adverb(k) or self.is_in(k, "modals")):
            k -= 1
        if k < 0 or self.kind(k) != "w":
            return self.low(k) in (",", ")") and self.is_in(
                i + 1, "that", "determiners"
            )
        word = self.low(k)
        if self.is_pronoun(k) or self.is_in(k, "relative"):
            return True
        if not self.low(i).endswith("s") and not word.endswith("s"):
            return False  # "the New York state attorney": a singular has an -s form
        return (
            (self.tokens[k].upper and (k > 0 or word not in self.lexicon.nouns))
            or word in self.lexicon.nouns
            or word.endswith(self.lexicon.human_endings)
        )

    def is_noun_place(self, i: int) -> bool:
        """The word before says that a noun stands here, not a verb."""
        if self.low(i - 1) == "'s" and self.low(i) not in self.lexicon.words["be"]:
            return True
        if self.is_in(i + 1, "compounds"):
            return True
        if self.is_in(i - 1, "determiners"):
            if self.is_in(i - 1, "clitics"):
                return not self._is_clitic(i - 1)
            return not self.is_in(i - 1, "subject", "relative")
        return self.is_in(i - 1, "prepositions") and not self.is_in(i - 1, "clitics")

    def _is_clitic(self, i: int) -> bool:
        """ "le", "la", "leur" is a pronoun: a subject stands straight before it."""
        if i <= 0 or self.kind(i - 1) != "w":
            return False
        if self.is_in(i - 1, "as"):  # "comme le rappelle le maire"
            speaks = self.low(i + 1) in self.lexicon.speech
            return speaks and self.is_in(i + 2, "determiners")
        if self.is_pronoun(i - 1) or self.is_in(i - 1, "relative", "negation"):
            return True
        return not (
            self.is_in(i - 1, "prepositions", "conjunctions", "that", "subordinators")
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
        return self.kind(i) == "w" and self.is_in(
            i, "subject", "own", "indefinite", "impersonal"
        )

    def starts_phrase(self, i: int, *, first: bool = False) -> bool:
        """A noun phrase may start at the token; ``first``: a clause starts there."""
        token = self.tokens[i]
        if token.kind != "w":
            return (
                token.kind == "m"
                and i + 1 < len(self.tokens)
                and self.kind(i + 1) == "w"
                and not self.is_in(i - 1, "prepositions")
            )
        if self.is_in(i - 1, "prepositions") and not self.is_in(i, "subject"):
            return False
        if self.is_in(i, "prepositions") and self._is_noun_like(i - 1):
            return False
        if self.is_in(i, "determiners", "subject", "own", "indefinite", "impersonal"):
            return not self.is_in(i - 1, "determiners")
        if self.is_in(i, "prepositions", "subordinators", "conjunctions", "that"):
            return False
        if self.is_in(i, "relative", "other_relative", "wh") or self.is_adverb(i):
            return False
        if token.upper:
            return not (i and self.kind(i - 1) == "w" and not self._opens(i - 1))
        if self.lexicon.inversion or token.low[0] == "'":
            return token.low[0].isdigit()
        if self.is_in(i - 1, "determiners"):
            return False
        return (first or token.low[0].isdigit()) and not self.is_finite(i)

    def _is_noun_like(self, i: int) -> bool:
        """A word that "du" and "des" join to what follows."""
        return self.kind(i) == "w" and not self._opens(i)

    def _opens(self, i: int) -> bool:
        """The token ends what stands before it, so that a name may start after it."""
        return (
            self.is_in(
                i, "conjunctions", "subordinators", "that", "relative", "clitics", "wh"
            )
            or self.is_adverb(i)
            or self.is_finite(i)
        )
