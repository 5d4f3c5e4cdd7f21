"""The subject of a verb without a parser: lists, capitals and commas.

Comes in: the tokens of a unit and a lexicon. Goes out: ranges of tokens. It knows
what may stand between a subject and its verb; it does not know who it stands for.
"""

from __future__ import annotations

from builder.annotate.phrase_reading import PhraseReader
from builder.annotate.word_classes import Range

_OPENERS = frozenset(("that", "subordinators", "wh"))
"""What opens a clause, so that no subject of a later verb stands before it."""
_GROUP = frozenset(("clitics", "negation", "modals"))
_NO_ADVERB = frozenset(("conjunctions", "subject"))
"""An adverb that is one of these besides may be more than part of a verb group."""
_BOUNDARIES = frozenset(";:()[]–—―…")
_BRACKET = 12
"""Tokens in a bracket behind a name: a party, a place, a short name."""
_ASIDE = 30
"""Tokens between two dashes behind a name."""
_DASHES = frozenset(("--", "—", "–", "―"))
_WINDOW = 80
"""Tokens looked at to the left of a verb: no subject is further away."""


class Reader(PhraseReader):
    """The tokens of one unit, asked for subjects and phrases."""

    __slots__ = ()

    def subject_before(self, verb: int, floor: int = 0) -> Range | None:
        """The subject of the verb group that starts at ``verb``, not left of floor."""
        asked = (verb, max(floor, verb - _WINDOW))
        if asked not in self.subjects:
            self.subjects[asked] = self._find_subject(*asked)
        return self.subjects[asked]

    def _find_subject(self, verb: int, floor: int) -> Range | None:
        k = self.skip_left(verb - 1, floor)
        if k < floor:
            return None
        classes, kind = self.classes[k], self.kinds[k]
        if "conjunctions" in classes:
            return self._shared_subject(k, floor)
        if "relative" in classes and kind == "w":
            return self._antecedent(k, floor)
        if "pronoun" in classes:
            return (k, k + 1)
        if kind == "w":
            return self._subject_in_segment(k, floor)
        if self.low(k) == ",":
            return self._subject_beyond_commas(k, floor)
        if self.low(k) == ")" and (opening := self._opening(k, floor)) > floor:
            found = self.subject_before(opening, floor)
            return (found[0], k + 1) if found and found[1] == opening else None
        if self.low(k) in _DASHES and (opening := self._dash(k, floor)) > floor:
            found = self.subject_before(opening, floor)
            return (found[0], k) if found and found[1] == opening else None
        if kind in ("m", "q") or self.low(k) in ")].'":
            return self._subject_in_segment(k, floor)
        return None

    def _opening(self, k: int, floor: int) -> int:
        """Where the bracket that ends at ``k`` opens; -1 where none does."""
        for i in range(k - 1, max(floor, k - _BRACKET) - 1, -1):
            if self.low(i) in "([":
                return i
        return -1

    def _dash(self, k: int, floor: int) -> int:
        """Where what the dash at ``k`` closes is opened by another; or -1."""
        for i in range(k - 2, max(floor, k - _ASIDE) - 1, -1):
            if self.low(i) == self.low(k):
                return i
        return -1

    def skip_left(self, k: int, floor: int) -> int:
        """Step over clitics, adverbs and set phrases left of a verb."""
        inserts = self.lexicon.phrases["inserts"]
        while k >= floor:
            if self.lows[k] in inserts and (step := self.insert_ending_at(k)):
                k -= step
                continue
            classes = self.classes[k]
            adverb = "adverb" in classes and classes.isdisjoint(_NO_ADVERB)
            if not adverb and classes.isdisjoint(_GROUP):
                break
            k -= 1
        return k

    def insert_ending_at(self, k: int) -> int:
        """Length of the set phrase ("for his part") that ends at the token, or 0."""
        for phrase in self.lexicon.phrases["inserts"].get(self.low(k), ()):
            if k + 1 >= len(phrase) and self.reads(k + 1 - len(phrase), phrase):
                return len(phrase)
        return 0

    def segment_start(self, k: int, floor: int) -> int:
        """Left border of the comma-free stretch that ends at ``k``."""
        i = k
        if self.low(k) == ")":
            i = max(self._opening(k, floor), floor, 0) or k
        while i > floor:
            if self.kinds[i - 1] == "w":
                i -= 1
                continue
            low = self.lows[i - 1]
            if low == ")" and (opening := self._opening(i - 1, floor)) > floor:
                i = opening
                continue
            if self.kinds[i - 1] == "q" or low in _BOUNDARIES or low == ",":
                return i
            i -= 1
        return i

    def _subject_in_segment(self, k: int, floor: int) -> Range | None:
        """The leftmost phrase of the segment that no preposition governs."""
        start = self.segment_start(k, floor)
        cut = start
        for i in range(k, start - 1, -1):
            classes = self.classes[i]
            if not classes:
                continue
            relative = "relative" in classes and "that" not in classes
            opens = not (relative or classes.isdisjoint(_OPENERS))
            if opens and not self._is_relative_that(i):
                cut = i + 1
                break
            if self.kinds[i] == "w" and "relative" in classes:
                break
            finite = "verb_form" in classes and self.is_finite(i)
            if (
                finite
                and not self.in_relative(i, start)
                and not self._is_reduced(i, start, k)
            ):
                cut = i + 1
                break
        behind_quotation = cut == start > floor and self.kind(start - 1) == "q"
        if behind_quotation and self._may_open_subject(start):
            return (start, k + 1)
        opening = self._past_fronted(cut)
        for i in range(opening, k + 1):
            fronted = i == opening > cut and self._may_open_subject(i)
            if fronted or self.starts_phrase(i, first=i == opening):
                return (i, k + 1)
            opening += i == opening and self.is_in(i, "conjunctions")
        if cut == start and start > floor and self.low(start - 1) == ",":
            return self._subject_beyond_commas(start - 1, floor, right=k + 1)
        return None

    def _past_fronted(self, i: int) -> int:
        """Past a day before the subject: "On Sunday night police chief X said"."""
        if self.lexicon.inversion:
            return i
        timed = self.is_any(i + 1, "days", "dayparts", "spells")
        if self.is_in(i, "latest") and timed:
            return i + 2  # "Last night police chief X said"
        j = i + self.is_in(i, "prepositions")
        while self.is_in(j, "days") or (j > i and self.is_in(j, "dayparts")):
            j += 1
        return j if self.is_in(j - 1, "dayparts") or self.is_in(j - 1, "days") else i

    def _is_reduced(self, i: int, start: int, end: int) -> bool:
        """ "A poll of voters published on Monday by the firm found": a participle of
        the noun before it, as the clause has its one verb further right.

        A verb of saying is a verb: its clause may stand behind it without "that".
        """
        return (
            self.lexicon.zero_that
            and start < i < end
            and self.low(i).endswith("ed")
            and self.low(i) not in self.lexicon.forms
            and self.kind(i - 1) == "w"
            and not self.is_any(i - 1, "pronoun", "have", "be", "modals")
            and self.is_any(i + 1, "prepositions", "after_source", "adverb")
            and any(
                self.lexicon.nouns.get(low) == "document" for low in self.lows[start:i]
            )
        )

    def _may_open_subject(self, i: int) -> bool:
        """No preposition, adverb or finite verb stands there."""
        return self.kind(i) == "w" and not (
            self.is_any(i, "prepositions", "conjunctions", "subordinators", "modals")
            or self.is_adverb(i)
            or self.low(i) in self.lexicon.verbs
        )

    def _is_relative_that(self, i: int) -> bool:
        return self.low(i) == "that" and self.is_finite(i + 1)

    def in_relative(self, i: int, start: int) -> bool:
        if self._in_contact_relative(i, start):
            return True
        return any(self.is_in(n, "any_relative") for n in range(max(start, i - 4), i))

    def _in_contact_relative(self, i: int, start: int) -> bool:
        """ "The experts I met": a pronoun straight behind a noun opens a relative."""
        return (
            self.lexicon.zero_that
            and i - 2 >= start
            and self.is_any(i - 1, "subject", "own")
            and self.kind(i - 2) == "w"
            and not self._opens(i - 2)
            and not self.is_any(i - 2, "prepositions", "determiners")
        )

    def _subject_beyond_commas(
        self, comma: int, floor: int, right: int = 0
    ) -> Range | None:
        """Step over appositions and inserted phrases until a subject shows."""
        end = right or (comma if self._is_apposition(comma, floor) else 0)
        at = comma
        for _ in range(4):
            start = self.segment_start(at - 1, floor)
            if start >= at:
                return None
            phrase = self._leading_phrase(start, at)
            if phrase is not None and self._is_clause(phrase, at):
                return None
            skipped = at == comma and not right and not self._has_relative(start, at)
            has_more = start > floor and self.low(start - 1) == ","
            if phrase is not None and not (skipped and has_more):
                return (phrase, end or at)
            if phrase is not None and not has_more:
                return (phrase, end or at)
            if not has_more:
                return None
            if (
                skipped
                and phrase is not None
                and self._is_bare_adjunct(start - 1, floor)
            ):
                return (phrase, end or at)
            at = start - 1
        return None

    def _is_clause(self, start: int, end: int) -> bool:
        """A noun phrase with its own verb behind it."""
        for i, classes in enumerate(self.classes[start + 1 : end], start + 1):
            finite = "verb_form" in classes and self.is_finite(i, sure=True)
            if finite and not self.in_relative(i, start):
                return True
        return False

    def _is_apposition(self, comma: int, floor: int) -> bool:
        """What stands before the comma names the subject in other words."""
        start = self.segment_start(comma - 1, floor)
        return not (
            self.is_any(start, "prepositions", "relative", "other_relative", "subject")
            or self.is_adverb(start)
            or self.is_any(start, "subordinators", "conjunctions")
            or self.low(start).endswith(("ant", "ing", "ed"))
        )

    def _is_bare_adjunct(self, comma: int, floor: int) -> bool:
        """What stands before the comma cannot be a subject."""
        start = self.segment_start(comma - 1, floor)
        if comma - start == 1 and self.low(start).isdigit():
            return False  # "Ann Rowe, 44, a former judge"
        return self._leading_phrase(start, comma) is None

    def _leading_phrase(self, start: int, end: int) -> int | None:
        """Where a noun phrase starts in a segment without a main verb before it."""
        if end - start == 1 and self.low(start).isdigit():
            return None  # "Ann Rowe, 29, from Bath": an age
        for i in range(start, end):
            if self.starts_phrase(i, first=i == start):
                return i
            if self.is_finite(i):
                return None
            if self.is_in(i, "any_relative"):
                return None
        return None

    def _has_relative(self, start: int, end: int) -> bool:
        return any(
            self.is_in(i, "any_relative") and self.kind(i) == "w"
            for i in range(start + 1, end)
        )

    def _antecedent(self, relative: int, floor: int) -> Range | None:
        """The phrase a relative pronoun takes up."""
        k = relative - 1
        if self.low(k) == ",":
            k -= 1
        if k < floor:
            return None
        start = self.segment_start(k, floor)
        found = None
        for i in range(start, k + 1):
            if self.starts_phrase(i, first=i == start):
                found = i
                break
            if self.is_finite(i):
                found = None
        for i in range(k, start, -1):
            if self.is_finite(i) and (found is None or i > found):
                found = next(
                    (
                        n
                        for n in range(i + 1, k + 1)
                        if self.starts_phrase(n, first=n == i + 1)
                    ),
                    None,
                )
                break
        if found is not None and self._is_gerund(found):
            found += 1  # "contradicting the mayor, who had said"
        if found is not None and found == start and self.is_in(found, "determiners"):
            found = self._named_before(found)
        return (found, k + 1) if found is not None else None

    def _named_before(self, role: int) -> int:
        """Where the name starts that stands before its role: "Ann Rowe, the head,"."""
        if not self.lexicon.zero_that or self.low(role - 1) != ",":
            return role
        first = role - 1
        while first > 0 and self.uppers[first - 1] and self.kind(first - 1) == "w":
            first -= 1
        return first if role - 1 - first > 1 else role

    def _is_gerund(self, i: int) -> bool:
        """ "-ing" before an object of its own."""
        object_ = self.is_in(i + 1, "determiners") or (
            i + 1 < self.size and self.uppers[i + 1]
        )
        return self.lexicon.zero_that and self.low(i).endswith("ing") and object_

    def _shared_subject(self, conjunction: int, floor: int) -> Range | None:
        """The subject of the verb before "and": "X came and said that"."""
        i = conjunction - 1
        while i > floor:
            if self.low(i) in _BOUNDARIES and self.low(i) not in ")]":
                return None
            if self.is_finite(i) and not self.in_relative(i, floor):
                k = i
                while k > floor and self.is_finite(k - 1):
                    k -= 1
                return self.subject_before(k, floor)
            i -= 1
        return None

    def is_main_verb(self, i: int, start: int) -> bool:
        """A finite verb that stands in no relative or subordinate clause."""
        if not self.is_finite(i):
            return False
        first = self.segment_start(i, start)
        if self.is_in(first, "subordinators"):
            return False
        verbs = sum(
            self.is_finite(j) and not self.is_finite(j - 1) for j in range(first, i + 1)
        )
        relatives = sum(self.is_in(j, "any_relative") for j in range(first, i))
        return verbs > relatives
