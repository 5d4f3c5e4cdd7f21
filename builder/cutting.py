"""Long texts cut at a word.

Comes in: text and a number of code points. Goes out: its beginning. It knows nothing
of what the text is for.
"""

from __future__ import annotations


def cut_at_word(text: str, start: int, end: int) -> int:
    """The last end of a word at or before ``end``; ``start`` where there is none."""
    if end >= len(text):
        return len(text)
    at = end
    while at > start and not (text[at].isspace() and not text[at - 1].isspace()):
        at -= 1
    return at


def cut(text: str, limit: int) -> str:
    """A text, or its beginning and an ellipsis."""
    if len(text) <= limit:
        return text
    end = cut_at_word(text, 0, limit - 1) or limit - 1
    return text[:end].rstrip() + "…"
