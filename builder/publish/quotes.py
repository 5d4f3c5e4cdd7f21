"""Where the words of a record stand in the body they were taken from.

Comes in: a body, a quote, the passage it should lie in. Goes out: a span, or None. The
search is the one by which records are checked, so that both always agree.
"""

from __future__ import annotations

from functools import lru_cache

from builder.anchoring import find_quote
from builder.model import Span


@lru_cache(maxsize=16384)
def locate(body: str, quote: str, within: Span | None = None) -> Span | None:
    """The first place of a quote, inside ``within`` where it stands there."""
    spans = find_quote(body, quote)
    if within is not None:
        inside = (s for s in spans if within[0] <= s[0] and s[1] <= within[1])
        return next(inside, spans[0] if spans else None)
    return spans[0] if spans else None
