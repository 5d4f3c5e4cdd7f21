"""Stretches between quotation marks, in any order and however broken.

Comes in: a body and its blocks. Goes out: quotations with depth, whether they are
closed, and whether they only hold a word at arm's length. It knows marks, words and
speech verbs; it knows nothing of who speaks.

One pass per block with a stack, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from builder.annotate.cues import Lexicon, load_lexicon
from builder.model import Block, Quotation, Span

CLOSES = {
    "«": ("»",),
    "“": ("”",),
    "„": ("“", "”"),
    "‹": ("›",),
    '"': ('"',),
    "''": ("''",),
    "‘": ("’",),
}
"""Opening mark to the marks that may close it."""

_OPENERS = tuple(CLOSES)
_MARK = re.compile("['«»“”„‹›\"‘’](?:(?<!')|')")
_TEXT = re.compile("[^\\s«»“”„‹›\"‘’']")
_WORD = re.compile(r"[^\W_]+")
_LONG = 7
"""A longer stretch is never a scare quote."""
_MANY = re.compile(rf"(?:[\W_]*+[^\W_]++){{{_LONG + 1}}}")
"""Words of such a stretch."""
_EDGE = 60
"""Characters beside the marks that are looked at."""
_NEAR = 4
"""How many words from the marks a speech verb still claims them."""


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    depth: int = 0
    """Quotations it stands in."""
    doubled: bool = False
    """It stands straight before another opening mark: two marks, one quotation."""

    @property
    def end(self) -> int:
        return self.at + len(self.mark)


def find_quotations(
    body: str, blocks: Sequence[Block], language: str
) -> tuple[Quotation, ...]:
    """Quotations of all blocks in reading order, outer before inner."""
    lexicon = load_lexicon(language)
    found: list[Quotation] = []
    running = False
    for block in blocks:
        if block.kind == "heading":
            running = False
        spans = _scan(body, block.span, reopened=running)
        if not spans:
            running = False
            continue
        running = any(not closed for _, _, _, closed in spans)
        for span, inner, depth, closed in sorted(
            spans, key=lambda item: (item[0][0], -item[0][1], item[2])
        ):
            scare = (
                depth == 0
                and _is_scare(body, span, inner, block.span, lexicon)
                and not _goes_on(body, found, block.span, span, lexicon)
            )
            found.append(Quotation(span, inner, depth, closed, scare))
    return tuple(found)


_Found = tuple[Span, Span, int, bool]


def _scan(body: str, block: Span, *, reopened: bool) -> list[_Found]:
    """Marks of one block paired by a stack; the block's end closes what is open."""
    start, end = block
    stack: list[_Open] = []
    found: list[_Found] = []
    text = body[start:end]
    if not reopened and not any(map(text.__contains__, _OPENERS)):
        return found
    for match in _MARK.finditer(body, start, end):
        at, mark = match.start(), match.group()
        if mark in ("’", "‘") and not _single_is_mark(body, at, stack, block):
            continue
        closer = _closes(stack, mark)
        if closer is not None:
            _close(body, stack, closer, match.span(), found)
        elif mark in CLOSES and _may_open(body, at, mark, block):
            _open(stack, mark, at)
        elif mark == "»" and reopened and not body[start:at].strip():
            _open(stack, "«", at)
    while stack:
        top = stack.pop()
        if top.mark == "‘":
            continue
        if not top.doubled:
            stop = _strip_end(body, top.end, end)
            found.append(((_first(stack, top), end), (top.end, stop), top.depth, False))
    return [item for item in found if _TEXT.search(body, *item[1])]


def _open(stack: list[_Open], mark: str, at: int) -> None:
    if stack and stack[-1].end == at and stack[-1].mark != mark:
        stack[-1].doubled = True
    below = stack[-1] if stack else None
    depth = below.depth + (not below.doubled) if below else 0
    stack.append(_Open(mark, at, depth))


def _closes(stack: list[_Open], mark: str) -> int | None:
    """Index in the stack of what this mark closes; the three on top are asked."""
    for back in range(1, min(3, len(stack)) + 1):
        if mark in CLOSES[stack[-back].mark]:
            return len(stack) - back
    return None


def _close(
    body: str, stack: list[_Open], index: int, mark: Span, found: list[_Found]
) -> None:
    """Close the opening at ``index``; what is still open inside it is lost."""
    del stack[index + 1 :]
    top = stack.pop()
    if top.doubled:
        return
    first = _first(stack, top)
    at, last = mark
    if stack and stack[-1].doubled:
        outer = stack.pop()
        if body.startswith(CLOSES[outer.mark], last):
            last += len(outer.mark)
    found.append(((first, last), (top.end, at), top.depth, True))


def _first(stack: list[_Open], top: _Open) -> int:
    return stack[-1].at if stack and stack[-1].doubled else top.at


def _may_open(body: str, at: int, mark: str, block: Span) -> bool:
    """A straight mark that hugs the word before it and not the one after closes."""
    if mark not in ('"', "''"):
        return True
    end = at + len(mark)
    before = body[at - 1] if at > block[0] else " "
    after = body[end] if end < block[1] else " "
    return not ((before.isalnum() or before in ".,!?…") and not after.isalnum())


def _single_is_mark(body: str, at: int, stack: list[_Open], block: Span) -> bool:
    """An apostrophe stands inside or after a word that no single mark opened."""
    before = body[at - 1] if at > block[0] else " "
    after = body[at + 1] if at + 1 < block[1] else " "
    if body[at] == "‘":
        return not before.isalnum() and (after.isalnum() or after in " \u00a0\u202f")
    return bool(stack) and stack[-1].mark == "‘" and not after.isalnum()


def _goes_on(
    body: str, found: list[Quotation], block: Span, span: Span, lexicon: Lexicon
) -> bool:
    """Words of speech and a comma stand between it and the quotation before it."""
    before = next((q for q in reversed(found) if q.depth == 0), None)
    if before is None or not block[0] <= before.span[1] <= span[0]:
        return False
    between = body[before.span[1] : span[0]]
    return (
        len(between) < 2 * _EDGE
        and between.rstrip().endswith(",")
        and any(w.casefold() in lexicon.speech for w in _WORD.findall(between))
    )


def _strip_end(body: str, start: int, end: int) -> int:
    while end > start and body[end - 1].isspace():
        end -= 1
    return end


def _is_scare(
    body: str, span: Span, inner: Span, block: Span, lexicon: Lexicon
) -> bool:
    """Short, without a verb, a capital, a colon or a speech verb at its edge."""
    if _MANY.match(body, *inner):
        return False
    words = _WORD.findall(body, *inner)
    before = body[max(block[0], span[0] - _EDGE) : span[0]].rstrip()
    if not words or before.endswith(":"):
        return not words
    text = body[slice(*inner)].strip()
    capital, stopped = text[:1].isupper(), text[-1:] in ",.!?…"
    if capital and stopped:
        return False
    edge = capital or stopped
    if edge or body[span[1] : span[1] + 2].lstrip()[:1] == ",":
        near = _WORD.findall(body, span[1], min(block[1], span[1] + _EDGE))[:_NEAR]
        if any(w.casefold() in lexicon.speech for w in near):
            return False
    if edge:
        near = _WORD.findall(before)[-1:]
        if any(w.casefold() in lexicon.speech for w in near):
            return False
    if len(words) <= 3:
        return True
    return not (edge and text[:1].isupper()) and not any(
        w.casefold() in lexicon.finite for w in words
    )


def find_mode(
    content: Sequence[Span], outer: Sequence[Quotation]
) -> Literal["direct", "indirect", "mixed"]:
    """Typographic: all, some or none of a content stands between marks.

    ``outer`` are the quotations that stand in no other, in their order.
    """
    if not outer:
        return "indirect"
    total = inside = 0
    for start, end in content:
        total += end - start
        after = bisect_right(outer, start, key=lambda q: q.span[1])
        for i in range(after, len(outer)):
            first, last = outer[i].span
            if first >= end:
                break
            inside += min(end, last) - max(start, first)
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * total else "mixed"
