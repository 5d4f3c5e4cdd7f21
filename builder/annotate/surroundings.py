"""A sentence with all that was found in it, as the reading of events asks for it.

It holds values and where they lie; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from builder.annotate.segments import Range
from builder.annotate.triggers import Trigger
from builder.annotate.words import Words
from builder.model import Citation, PlaceMention, Quantity, Span, TimeExpression


class Sentence(NamedTuple):
    """A sentence with all that was found in it."""

    words: Words
    segments: tuple[Range, ...]
    """Those of a sentence with triggers."""
    triggers: Sequence[Trigger]
    quantities: Sequence[Quantity]
    times: Sequence[TimeExpression]
    places: Sequence[PlaceMention]
    cited: bool
    language: str
    heading: bool
    citations: Sequence[Citation] = ()
    """Those announced in it."""

    def is_cue(self, index: int) -> bool:
        """Whether a word belongs to a cue."""
        start = self.words.starts[index]
        return any(c.cue[0] <= start < c.cue[1] for c in self.citations)

    def span(self, part: Range) -> Span:
        """A range of words in code points."""
        return self.words.starts[part[0]], self.words.ends[part[1] - 1]
