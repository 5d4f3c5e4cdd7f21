"""The turns of a transcript: "ANN ROWE, HOST: Good morning."

Comes in: an article, the lexicon of its language, the known sources. Goes out: one
citation per turn, whole paragraphs after the colon. A text is a transcript only where
most paragraphs are turns of two speakers or more who come back and talk as people do
to each other; labels of a list, of a page ("READ MORE:") or of questions are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from builder.annotate.cues import Lexicon
from builder.annotate.knowledge import Knowledge
from builder.annotate.sources import find_known, local_ref, names_index
from builder.model import Article, Citation, SourceKind, Span

_LABEL = re.compile(
    r"(?P<name>[^\W\d_a-zß-ÿ][^\W_]*+\.?(?:[ '’-]{1,2}[^\W\d_][^\W_]*+\.?){0,5}?)"
    r"(?P<role>,[^:\n()\[\]“”\"«»?!]{1,60}?)?"
    r"(?:\s?\([^()\n]{1,40}\))?(?P<colon>\s?:)\s+(?=\S)"
)
"""A name, what its bearer is, an aside such as "(via video)", a colon."""
_STAGE = re.compile(r"\s*[\[(][^\[\]()]{1,60}[\])]\.?\s*")
"""What is no speech: "(CROSSTALK)"."""
_LEAST = 4
"""Turns that a transcript has at least."""
_SHARE = 0.6
"""Of the paragraphs from the first turn to the last, the share that are turns."""


class _Turn(NamedTuple):
    """A paragraph that opens with a speaker's name."""

    block: int
    name: str
    source: Span
    colon: Span
    start: int
    """Where the words begin."""


def find_transcript(
    article: Article, lexicon: Lexicon, knowledge: Knowledge
) -> list[Citation]:
    """One citation per turn of a transcript; nothing in any other text."""
    turns = _read_turns(article)
    if len(turns) < _LEAST:
        return []
    full = _full_names(turns)
    short = {t.name for t in turns if " " not in t.name}
    known = {_key(t.name) for t in turns if " " in t.name and _has_role(t)}
    turns = [
        t
        for t in turns
        if _is_speaker(t.name, full, lexicon)
        and not (
            _is_command(full[_key(t.name)], lexicon)
            and _key(t.name) not in known.union(map(_key, short))
        )
    ]
    if not _is_transcript(article, turns, lexicon):
        return []
    made = []
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        last = following.block if following else turn.block + 1
        content = _words_of(article, turn, last)
        if content:
            name = full.get(_key(turn.name), turn.name)
            made.append(_cite(article, turn, content, name, lexicon, knowledge))
    return made


def _read_turns(article: Article) -> list[_Turn]:
    """Every paragraph that opens with a name and a colon."""
    turns = []
    for number, block in enumerate(article.blocks):
        found = _LABEL.match(article.body, *block.span)
        if found is not None and _is_name(found["name"]):
            source = found.start("name"), found.end("role" if found["role"] else "name")
            turns.append(
                _Turn(number, found["name"], source, found.span("colon"), found.end())
            )
    return turns


def _is_name(words: str) -> bool:
    """Each word has a capital, but for links such as "van"."""
    return all(w[0].isupper() or len(w) <= 3 for w in re.split(r"[ '’-]+", words) if w)


def _key(name: str) -> str:
    """The last name, as turns after the first one give it."""
    return name.split()[-1].casefold()


def _full_names(turns: Sequence[_Turn]) -> dict[str, str]:
    """The longest name of each speaker by the last one."""
    full: dict[str, str] = {}
    for turn in turns:
        if len(turn.name) > len(full.get(_key(turn.name), "")):
            full[_key(turn.name)] = turn.name
    return full


def _is_speaker(name: str, full: Mapping[str, str], lexicon: Lexicon) -> bool:
    """A name of several words, its short form, or a noun for somebody who speaks."""
    if " " in full[_key(name)]:
        return True
    low = name.casefold()
    if lexicon.nouns.get(low) in ("person", "official", "anonymous"):
        return True
    return low not in lexicon.classes and low not in lexicon.nouns and len(low) > 2


def _has_role(turn: _Turn) -> bool:
    """What the speaker is stands behind the name."""
    return turn.source[1] - turn.source[0] > len(turn.name)


def _is_command(name: str, lexicon: Lexicon) -> bool:
    """ "READ MORE", "WATCH LIVE": a verb first, all in capitals."""
    return name.isupper() and name.split()[0].casefold() in lexicon.verbs


def _is_transcript(article: Article, turns: Sequence[_Turn], lexicon: Lexicon) -> bool:
    """Most paragraphs are turns, speakers come back, and say "I" or "you"."""
    if len(turns) < _LEAST:
        return False
    first, last = turns[0].block, turns[-1].block
    between = [
        block
        for block in article.blocks[first : last + 1]
        if not _STAGE.fullmatch(article.body, *block.span)
    ]
    if len(turns) < _SHARE * len(between):
        return False
    times = Counter(_key(turn.name) for turn in turns)
    if sum(n > 1 for n in times.values()) < 2:
        return False
    if not any(" " in turn.name for turn in turns):
        return False
    own = lexicon.words["own"] | lexicon.words["own_determiners"]
    talk = sum(
        not own.isdisjoint(
            re.findall(
                r"[^\W\d_]+'?",
                article.body[
                    turn.start : article.blocks[turn.block].span[1]
                ].casefold(),
            )
        )
        for turn in turns
    )
    return talk > 1


def _words_of(article: Article, turn: _Turn, last: int) -> tuple[Span, ...]:
    """What is said, paragraph by paragraph, without what tells of the stage."""
    spans = [(turn.start, article.blocks[turn.block].span[1])]
    spans += [block.span for block in article.blocks[turn.block + 1 : last]]
    return tuple(
        (start, end)
        for start, end in spans
        if start < end and not _STAGE.fullmatch(article.body, start, end)
    )


def _cite(
    article: Article,
    turn: _Turn,
    content: tuple[Span, ...],
    name: str,
    lexicon: Lexicon,
    knowledge: Knowledge,
) -> Citation:
    """The turn as a citation: the label is its source, the colon its cue."""
    kind: SourceKind = "person"
    noun = lexicon.nouns.get(name.casefold())
    known = find_known(name, names_index(knowledge))
    if known is not None:
        kind, ref = knowledge.sources[known.source].kind, known.source
        name = knowledge.sources[ref].name
    elif noun is not None:
        kind, ref = noun, local_ref(name, article.id)  # type: ignore[assignment]
    else:
        name = _as_in_text(article.body, name)
        ref = name if " " in name else local_ref(name, article.id)
    return Citation(
        content=content,
        cue=turn.colon,
        source=turn.source,
        name=name,
        ref=ref,
        kind=kind,
        mode="direct",
        rule=f"{lexicon.language}/turn",
    )


def _as_in_text(body: str, name: str) -> str:
    """A name in capitals as the text writes it elsewhere, where it does."""
    if not name.isupper():
        return name
    for found in re.finditer(rf"\b{re.escape(name)}\b", body, re.IGNORECASE):
        if not found[0].isupper():
            return found[0]
    return name
