"""Noun phrases that begin at a word, without a parser: lists, capitals and commas.

Comes in: the tokens of a unit and a lexicon. Goes out: ranges of tokens. It knows
what may start and end a noun phrase; it does not know who a phrase stands for.
"""

from __future__ import annotations

from builder.annotate.word_classes import Range, WordClasses

_ENDS = frozenset(("that", "any_relative", "subordinators"))
"""What a noun phrase ends before."""
_ADJUNCT = 9
"""Tokens that an adjunct between a verb and its subject may have."""
_NAME = 6
"""Tokens in a name that stands in apposition."""
_ROLE = 4
"""Tokens among which a role's noun stands: "the former deputy head of"."""


class PhraseReader(WordClasses):
    """The tokens of one unit, asked for phrases from a word on."""

    __slots__ = ()

    def reads(self, i: int, phrase: tuple[str, ...]) -> bool:
        """The words stand there, from the token on."""
        return i >= 0 and self.lows[i : i + len(phrase)] == phrase

    def skip_adjunct(self, i: int) -> int:
        """Past "mercredi soir", "à l'AFP", "dans un communiqué" before a subject."""
        if not self.lexicon.inversion:
            return i
        j = i + (self.is_in(i, "demonstratives") and self.is_in(i + 1, "days"))
        while self.is_in(j, "days") or (j > i and self.is_in(j, "dayparts")):
            j += 1
        if not self.is_in(j, "adjuncts"):
            return j
        told = self._past_listener(j + 1)
        if told:
            return told
        for k in range(j + 2, min(self.size, j + _ADJUNCT)):
            if self.kind(k) != "w" or self.is_finite(k):
                return i
            if self.uppers[k] and self.low(k) in self.lexicon.words["titles"]:
                return k  # "à la radio Me Ann Rowe"
            inner = self.is_any(k - 1, "determiners", "prepositions")
            if not inner and self.is_in(k, "determiners"):
                return i if self.is_in(k, "prepositions") else k
        return i

    def _past_listener(self, i: int) -> int:
        """Past the first of three capitals on: "a dit à Radio-Nord Ann Rowe"; or 0."""
        i += self.is_in(i, "determiners")
        i += not self.uppers[i] and self.low(i) in self.lexicon.nouns
        end = i
        while self.kind(end) == "w" and self.uppers[end]:
            end += 1
        return end - 2 if end - i in (3, 4) and self.low(end) in ",." else 0

    def phrase_after(self, i: int, limit: int = 40) -> Range | None:
        """The noun phrase that starts at ``i``, with its "of" phrases."""
        n = self.size
        if i >= n or self.kind(i) not in ("w", "m"):
            return None
        stop = min(n, i + limit)
        if self.is_pronoun(i) and not self._counts(i):
            return (i, i + 1)
        j = i
        while j < stop:
            kind, classes = self.kinds[j], self.classes[j]
            if kind == "q" or (kind == "p" and not self._abbreviates(j)):
                break
            if j > i and kind == "w" and classes:
                if not classes.isdisjoint(_ENDS):
                    break
                if self.is_finite(j, sure=True) or self.is_pronoun(j):
                    break
                if (
                    "after_source" in classes
                    and not (self.is_in(j, "by") and self._names_maker(j - 1))
                    and not self.uppers[j]
                    and self.lows[j] != "of"
                ):
                    break
            j += 1
        while j > i and self.is_any(
            j - 1, "determiners", "prepositions", "conjunctions"
        ):
            if self.uppers[j - 1] and self.uppers[j - 2]:
                break  # "Channel Four"
            j -= 1
        return (i, j) if j > i else None

    def _names_maker(self, i: int) -> bool:
        """ "sources cited by X", "a report by X": whose it is stands behind "by"."""
        written = self.lexicon.nouns.get(self.low(i)) == "document"
        return self.is_in(i, "cited_by") or (written and self.lexicon.zero_that)

    def _counts(self, i: int) -> bool:
        """ "one" before a noun is no pronoun: "said one witness"."""
        return (
            self.is_in(i, "determiners")
            and self.kind(i + 1) == "w"
            and not self.is_any(i + 1, "after_source", "prepositions", "conjunctions")
            and not self.is_finite(i + 1)
            and not self.is_adverb(i + 1)
        )

    def _abbreviates(self, j: int) -> bool:
        """A full stop after an initial or a title, or a bracketed acronym."""
        if self.low(j) == ".":
            before = self.low(j - 1)
            return j + 1 < self.size and (
                len(before) == 1 or before in self.lexicon.words["titles"]
            )
        return False

    def apposed_name(self, end: int) -> int:
        """One past the name that stands between commas behind a phrase: "said the
        mayor, Ann Rowe"; ``end`` where there is none.

        A name has two words or more and nothing behind it that joins it to others.
        """
        if self.low(end) != ",":
            return end
        last = end + 1
        words = 0
        while last < self.size and last - end <= _NAME:
            titled = self.low(last) in self.lexicon.words["titles"]
            if self.kind(last) == "w" and (self.uppers[last] or titled):
                words += not titled
            elif not (
                words
                and (self.is_in(last, "name_links") or self._abbreviates(last))
                and last + 1 < self.size
                and self.uppers[last + 1]
                and not self.is_in(last, "conjunctions")
            ):
                break
            last += 1
        closed = last >= self.size or self.kind(last) in ("p", "q")
        return last if words > 1 and closed else end

    def apposed_role(self, end: int) -> int:
        """One past what somebody is, between commas behind the name: "said Ann Rowe,
        the head of the school,"; ``end`` where nothing of the sort stands there.
        """
        if self.low(end) != ",":
            return end
        first = end + 1
        while self.is_in(first, "determiners"):
            first += 1
        stop = first
        while stop < self.size and self.kind(stop) == "w":
            if self.is_finite(stop) or self.is_any(stop, "relative", "that"):
                return end
            stop += 1
        nouns = self.lexicon.nouns
        near = self.lows[first : min(stop, first + _ROLE)]
        listed = any(low in nouns or low.split("-")[0] in nouns for low in near)
        return stop if listed else end
