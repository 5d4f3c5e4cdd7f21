"""Paragraphs that are left -> headline, sub-headings, labels, prose.

Comes in: the paragraphs of the article, furniture taken out. Goes out: what each one
is. It goes by shape alone: a heading is short, does not end like a sentence and stands
over prose. A text that starts with prose has no headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Shape = Literal["headline", "heading", "label", "prose"]

_SENTENCE_END = re.compile(r"[.…:;,–—_-](?:['’\"”»)\]\s]|\\[nrt])*$")
"""A stop, and what may follow it; some pages end their lines with an escaped \\n."""
_ASKS = re.compile(r"[?!]['’\"”»)\]\s]*$")
_SPEECH = re.compile(r"\s*[«“\"„‘–—-]")
_ITEM = re.compile(r"\s*(?:[-*]\s+|[•·▪●‣▣◦]\s*)\S")
"""An item of a list."""
_BEGINS = re.compile(r"[\W_]*(?:[^\W_])")

_HEADLINE_WORDS = 30
_HEADING_WORDS = 15
_ASKING_WORDS = 12
_LABEL_WORDS = 3


def find_shapes(texts: Sequence[str]) -> list[Shape]:
    """What each paragraph is, in order."""
    shapes: list[Shape] = ["prose"] * len(texts)
    top = _find_top(texts)
    if top < len(texts):
        for index, shape in enumerate(_shape_top(texts[:top])):
            shapes[index] = shape
    index = top
    while index < len(texts):
        end = index
        while _is_heading(texts, end, _HEADING_WORDS):
            end += 1
        if end < len(texts) and 0 < end - index <= 2:
            shapes[index:end] = ["heading"] * (end - index)
        index = end + 1
    return shapes


def _find_top(texts: Sequence[str]) -> int:
    """How many heading-like lines stand before the first paragraph of prose."""
    top = 0
    while _is_heading(texts, top, _HEADLINE_WORDS):
        top += 1
    return top


def _shape_top(texts: Sequence[str]) -> list[Shape]:
    """Labels, the headline, and what stands under it."""
    shapes: list[Shape] = []
    named = False
    for index, text in enumerate(texts):
        if named:
            shapes.append("prose" if _ITEM.match(text) else "heading")
        elif len(text.split()) <= _LABEL_WORDS and index + 1 < len(texts):
            shapes.append("label")
        else:
            shapes.append("headline")
            named = True
    return shapes


def _is_heading(texts: Sequence[str], index: int, most_words: int) -> bool:
    """Short, no sentence, no speech; it begins with a capital or a number.

    What follows must not go on with a small letter: that is a broken line.
    """
    if index >= len(texts):
        return False
    text = texts[index]
    if _ITEM.match(text):
        return False
    words = len(text.split())
    if words > most_words or _SENTENCE_END.search(text) or _begins_small(text):
        return False
    if _ASKS.search(text):
        return words <= _ASKING_WORDS and not _SPEECH.match(text)
    return index + 1 >= len(texts) or not _begins_small(texts[index + 1])


def _begins_small(text: str) -> bool:
    first = _BEGINS.match(text)
    return first is None or first.group()[-1].islower()
