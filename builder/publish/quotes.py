"""Where the words of a record stand in the body they were taken from.

Comes in: a body and a quote. Goes out: a span, or None. White space, quotation marks
and apostrophes are folded for the search, as a person retypes them; nothing else is.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.model import Span

_FOLD = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ＇`´‛", "'"),
        **dict.fromkeys("«»“”„‟″＂", '"'),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", None),
    }
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A body folded for search, with the way back."""

    text: str
    offsets: tuple[int, ...]
    """For each folded character, and for the end, its offset in the body."""


def make_folded(body: str) -> Folded:
    """Fold a body once; every search in it then costs one ``find``."""
    text: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(body):
        folded = " " if character.isspace() else character.translate(_FOLD)
        if folded and not (folded == " " and text and text[-1] == " "):
            text.append(folded)
            offsets.append(at)
    offsets.append(len(body))
    return Folded("".join(text), tuple(offsets))


def find_quote(folded: Folded, quote: str, within: Span | None = None) -> Span | None:
    """The first place of a quote, inside ``within`` where it stands there."""
    wanted = make_folded(quote.strip()).text.strip()
    if not wanted:
        return None
    at = folded.text.find(wanted)
    first = None
    while at >= 0:
        end = at + len(wanted)
        span = folded.offsets[at], folded.offsets[end - 1] + 1
        if within is None or (within[0] <= span[0] and span[1] <= within[1]):
            return span
        first = first or span
        if span[0] > within[1]:
            break
        at = folded.text.find(wanted, at + 1)
    return first
