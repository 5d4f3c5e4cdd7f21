"""Tenses around a time expression: does its sentence tell of the past or the future?

Comes in: a text and its language. Goes out: ``Tenses``, which answers for a span. The
text is read once, however many spans are asked for, so the cost grows with its length
only. The forms are those of ``languages/<code>/dates.yaml`` (``future``, ``past``).
It knows no dates.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from builder.annotate.reading import Direction
from builder.annotate.timex_rules import rules_for
from builder.model import Span

SENTENCE = 260
"""How far the tense of a verb is looked for, in code points."""
ENDS = re.compile(r"[.!?;\n](?:\s|(?<=\n))")
"""Ends of a sentence, well enough for a verb beside its date."""


_OPENING = 20
"""How far from the start of its sentence a date stands that opens it."""
_PIECE = 256
"""Code points of a sentence that are read at once."""
_NEAR = 40
"""How far before its day a participle and its auxiliary stand."""
_LONGEST = 80
"""How far a verb may reach beyond its piece."""


@dataclass(frozen=True, slots=True)
class _Forms:
    """What one language says of its tenses."""

    future: re.Pattern[str] | None
    no_future: frozenset[str]
    """Words that only look like a future."""
    weak: frozenset[str]
    """Words of beginning, which a past tense outweighs."""
    outweighed_by: re.Pattern[str] | None
    reach: int
    """How far before a date a future counts; 0: anywhere in the sentence."""
    past: re.Pattern[str] | None
    participle: re.Pattern[str] | None
    """What was done on the day that follows it, whatever else the sentence tells."""
    links: frozenset[str]
    """What may stand between a past verb and the day on which it happened."""


@cache
def _forms_of(language: str) -> _Forms:
    rules = rules_for(language)
    data: Mapping[str, Mapping[str, object]] = rules.data if rules else {}
    future, past = data.get("future", {}), data.get("past", {})

    def words(name: str) -> frozenset[str]:
        found = future.get(name, ())
        return frozenset(found) if isinstance(found, list) else frozenset()

    strong = "|".join(re.escape(w) for w in sorted(words("outweighed_by")))
    reach, links = future.get("reach", 0), past.get("links", ())
    return _Forms(
        _compiled(future.get("forms")), words("not"), words("weak"),
        _compiled(f"(?:{strong})" if strong else None),
        reach if isinstance(reach, int) else 0, _compiled(past.get("forms")),
        _compiled(f"{past['participle']} {{1,2}}\\Z") if "participle" in past else None,
        frozenset(["", *map(str, links if isinstance(links, list) else ())]),
    )  # fmt: skip


def _compiled(forms: object) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w){forms}(?!\w)", re.IGNORECASE) if forms else None


class Tenses:
    """The verbs of one text, looked up by where they stand."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._read = _Read(text)
        forms = self._forms = _forms_of(language)
        self._futures = _Verbs(self._read, forms.future)
        self._strong = _Verbs(self._read, forms.outweighed_by)
        self._pasts = _Verbs(self._read, forms.past)
        self._directions: dict[Span, Direction] = {}
        self._sentences: dict[Span, Span] = {}

    def direction(self, span: Span) -> Direction:
        """Whether the sentence around a span speaks of the future; else ``""``."""
        if span not in self._directions:
            self._directions[span] = self._find_direction(span)
        return self._directions[span]

    def _find_direction(self, span: Span) -> Direction:
        low, high = self._sentence(span)
        reach, done = self._forms.reach, self._forms.participle
        near = max(low, span[0] - _NEAR)
        said = done.search(self._text, near, span[0]) if done else None
        if said and not self._told((near, said.start())):
            return ""  # "le suspect, interpellé jeudi, sera jugé lundi"
        window = (max(low, span[0] - reach), span[0]) if reach else (low, high)
        told = self._told(window)
        opens = not told and reach and span[0] - low < _OPENING
        if opens and not self._pasts.within((low, span[0])):
            # its verb follows: "On Friday he will"
            told = self._told(self._up_to_past((span[1], min(high, span[1] + reach))))
        if told and told <= self._forms.weak and self._strong.within((low, high)):
            return ""  # "avait été signalée dès dimanche"
        return "future" if told else ""

    def _told(self, window: Span) -> set[str]:
        """The forms of the future in a window."""
        found = {self._text[a:b].casefold() for a, b in self._futures.within(window)}
        return found - self._forms.no_future

    def _up_to_past(self, window: Span) -> Span:
        """A window, cut before the first past verb in it."""
        told = self._pasts.within(window)
        return window[0], told[0][0] if told else window[1]

    def is_past(self, span: Span) -> bool:
        """Whether a verb of the sentence says it happened, and none that it will."""
        if not self._pasts.within(self._sentence(span)):
            return False
        return self.direction(span) != "future"

    def is_past_beside(self, span: Span) -> bool:
        """Whether a past verb stands right before: "a débuté le 3 juin"."""
        low = self._sentence(span)[0]
        told = self._pasts.within((max(low, span[0] - _LONGEST), span[0]))
        gap = self._text[told[-1][1] : span[0]].strip() if told else "-"
        return gap in self._forms.links

    def _sentence(self, span: Span) -> Span:
        """The sentence around a span, some hundred code points at most."""
        if span not in self._sentences:
            self._sentences[span] = self._find_sentence(span)
        return self._sentences[span]

    def _find_sentence(self, span: Span) -> Span:
        low, high = max(0, span[0] - SENTENCE), min(len(self._text), span[1] + SENTENCE)
        ends = self._read.ends
        before = bisect_right(ends, (span[0], 0)) - 1
        while before >= 0 and ends[before][1] > span[0]:
            before -= 1
        if before >= 0 and ends[before][0] >= low:
            low = ends[before][1]
        after = bisect_left(ends, (span[1], 0))
        if after < len(ends):
            high = min(high, ends[after][0])
        return low, high


class _Read:
    """A text and where its sentences end, which is looked for when it is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def ends(self) -> list[Span]:
        return [m.span() for m in ENDS.finditer(self.text)]

    @cached_property
    def pieces(self) -> list[Span]:
        """The sentences, long ones in pieces that follow each other at once."""
        found, at = list[Span](), 0
        for start, end in (*self.ends, (len(self.text),) * 2):
            while start - at > _PIECE:
                found.append((at, at + _PIECE))
                at += _PIECE
            found.append((at, start))
            at = end
        return found


class _Verbs:
    """Where some forms stand in a text, which is read piece by piece when asked for."""

    def __init__(self, read: _Read, pattern: re.Pattern[str] | None) -> None:
        self._read = read
        self._pattern = pattern
        self._found: dict[int, list[Span]] = {}

    def within(self, window: Span) -> list[Span]:
        """Those that lie within a window, in text order."""
        if self._pattern is None:
            return []
        pieces = self._read.pieces
        first = max(0, bisect_right(pieces, (window[0], len(self._read.text))) - 1)
        last = bisect_left(pieces, (window[1], 0), first)
        return [
            span
            for number in range(first, last)
            for span in self._piece(number, self._pattern)
            if window[0] <= span[0] and span[1] <= window[1]
        ]

    def _piece(self, number: int, pattern: re.Pattern[str]) -> list[Span]:
        found = self._found.get(number)
        if found is None:
            start, end = self._read.pieces[number]
            goes_on = end - start == _PIECE  # a verb may reach into the next piece
            stop = end + _LONGEST if goes_on else end
            matches = pattern.finditer(self._read.text, start, stop)
            found = [m.span() for m in matches if m.start() < end]
            self._found[number] = found
        return found


@lru_cache(maxsize=4)
def tenses_of(text: str, language: str) -> Tenses:
    """The tenses of a text; of the last few texts they are kept."""
    return Tenses(text, language)
