"""Paragraphs of an evidence file -> which of them are not the article.

Comes in: paragraphs, the language of the text, and which paragraphs stand word for
word in other files too. Goes out: for each paragraph either nothing, or its role with
the rule that set it aside. The rules are data (``languages/<code>/furniture.yaml``);
those of every language are tried, since pages mix languages. It knows neither sources
nor dates.

Only whole paragraphs are judged here: words inside a paragraph of prose stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from builder.folding import fold, fold_with_offsets
from builder.ingest.language import find_language
from builder.ingest.paragraphs import Paragraph
from builder.languages import known_languages, load_rules
from builder.model import UNKNOWN, SetAsideRole

_MARK = re.compile(r"\s*(?:[:|>»→►▶]+|\s-+\s)\s*")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]\s*(\.?)\s*$")
_SENTENCE_END = re.compile(r"[.!?…]['\"”»)\]\s]*$")
_TITLE_END = re.compile(r"[^.…]\.['\"”»)\]\s]*$")
_CREDIT_SIGN = re.compile(r"©|\([^()]*(?:/|\b[A-Z]{2,5}\b)[^()]*\)\s*\.?\s*$")

_SHORTEST_REPEATED = 40
"""Characters; shorter paragraphs repeat by chance."""
_MOST_WORDS = 60
"""Longer paragraphs are no furniture; no rule may ask for more."""
_SHORTEST_PROSE = 8
"""Words of the shortest paragraph that makes a page's text begin."""
_LONGEST_QUESTION = 16
"""Words from which on a question is no headline."""
_INNER_END = re.compile(r"[.!?…]['\"”»)\]\s]*\s+[\"“«(\[]?\s*[^\W\d_a-zß-ÿ]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a language file; the keys are explained in fr/furniture.yaml."""

    id: str
    role: SetAsideRole
    test: str
    mark: str
    at: str
    most_words: int
    gives: str
    block: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Aside:
    """Why a paragraph is not the article."""

    role: SetAsideRole
    rule: str
    gives: str = ""
    """source, publisher, credits, writer: what ``rest`` names; ``""`` for nobody."""
    rest: str = ""
    """The words after the opening."""
    at: str = "anywhere"
    """Where on the page it stands: top, middle or end."""


def repeated_paragraphs(texts: Iterable[Sequence[Paragraph]]) -> frozenset[str]:
    """Paragraphs that stand word for word in two or more of the files."""
    counts: Counter[str] = Counter()
    for paragraphs in texts:
        counts.update({p.text for p in paragraphs if len(p.text) >= _SHORTEST_REPEATED})
    return frozenset(text for text, times in counts.items() if times > 1)


def find_furniture(
    paragraphs: Sequence[Paragraph],
    language: str,
    repeated: Collection[str] = frozenset(),
) -> list[Aside | None]:
    """For each paragraph, why it is not the article; None where it is."""
    rules = _rules(language)
    found: list[Aside | None] = [None] * len(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        found[index] = _first_match(paragraph.text, rules, ("anywhere",)) or (
            _foreign_caption(paragraph.text, language, repeated)
        )
    prose = [
        index
        for index, paragraph in enumerate(paragraphs)
        if found[index] is None and is_prose(paragraph.text)
    ]
    first, last = (prose[0], prose[-1]) if prose else (len(paragraphs), -1)
    for index, paragraph in enumerate(paragraphs):
        places = _places(index, first, last)
        aside = found[index] or _first_match(paragraph.text, rules, places)
        if aside is not None:
            found[index] = _placed(aside, places)
    _extend_blocks(paragraphs, found)
    return found


def is_prose(text: str) -> bool:
    """It reads like a paragraph of an article: a sentence of some length.

    A short question, or a cry, may as well be a headline.
    """
    end = _SENTENCE_END.search(text)
    if end is None:
        return False
    asked = "." not in end.group() and _INNER_END.search(text) is None
    return len(text.split()) >= (_LONGEST_QUESTION if asked else _SHORTEST_PROSE)


def _places(index: int, first: int, last: int) -> tuple[str, ...]:
    if index < first:
        return ("top",)
    return ("end",) if index > last else ("middle",)


def _placed(aside: Aside, places: tuple[str, ...]) -> Aside:
    return Aside(aside.role, aside.rule, aside.gives, aside.rest, places[0])


def _first_match(
    text: str, rules: Sequence[Rule], places: tuple[str, ...]
) -> Aside | None:
    words = len(text.split())
    if words > _MOST_WORDS:
        return None
    fitting = [r for r in rules if r.at in places and words <= r.most_words]
    if not fitting:
        return None
    folded, origins = fold_with_offsets(text)
    for rule in fitting:
        if rule.test == "brackets":
            if _ends_in_brackets(folded, rule):
                return Aside(rule.role, rule.id)
            continue
        match = rule.pattern.match(folded)
        if match is None or not _mark_agrees(folded, match.end(), rule):
            continue
        after = _MARK.match(folded, match.end())
        rest = text[origins[after.end() if after else match.end()] :].strip()
        if rule.gives and not names_somebody(rest, rule.gives):
            continue
        return Aside(rule.role, rule.id, rule.gives, rest)
    return None


def _mark_agrees(folded: str, end: int, rule: Rule) -> bool:
    if rule.test == "whole" or rule.mark == "none":
        return True
    if rule.mark == "required":
        return _MARK.match(folded, end) is not None
    return not _TITLE_END.search(folded)


def _ends_in_brackets(folded: str, rule: Rule) -> bool:
    """A full stop after the brackets makes them part of a sentence."""
    match = _BRACKETS.search(folded)
    return (
        match is not None
        and not match.group(2)
        and rule.pattern.search(match.group(1)) is not None
    )


def _foreign_caption(
    text: str, language: str, repeated: Collection[str]
) -> Aside | None:
    """A paragraph that names its photographer, or has two of three signs.

    The signs: another language than the page's, repeated in other files, a credit.
    """
    words = len(text.split())
    if words <= _MOST_WORDS and _is_photo_credit(text):
        return Aside("caption", "any/photo-credit")
    signs = (text in repeated) + bool(_CREDIT_SIGN.search(text))
    if not signs or words > _MOST_WORDS:
        return None
    own = find_language(text)
    other = own != UNKNOWN and language != UNKNOWN and own != language
    if signs + other < 2:
        return None
    name = "foreign" if other else "repeated"
    return Aside("caption", f"any/{name}-caption")


def _is_photo_credit(text: str) -> bool:
    """It ends in brackets with a person and an agency: "(Jane Doe/Reuters)"."""
    match = _BRACKETS.search(text)
    if match is None or match.group(2) or match.group(1).count("/") != 1:
        return False
    sides = [side.strip() for side in match.group(1).split("/")]
    lengths = sorted(len(side.split()) for side in sides)
    return all(map(_is_name, sides)) and lengths[0] <= 2 <= lengths[1] <= 4


def _extend_blocks(paragraphs: Sequence[Paragraph], found: list[Aside | None]) -> None:
    """Titles under "Related articles" belong to it, up to the next prose."""
    blocks = {rule.id for rule in _rules("") if rule.block}
    inside: Aside | None = None
    for index, paragraph in enumerate(paragraphs):
        aside = found[index]
        if aside is not None:
            inside = aside if aside.rule in blocks else inside
        elif inside is not None and not _TITLE_END.search(paragraph.text):
            found[index] = Aside(inside.role, inside.rule, at=inside.at)
        else:
            inside = None


# --- names after an opening --------------------------------------------------------


_YEARS = re.compile(r"\b(?:19|20)\d\d\b(?:\s*-\s*(?:19|20)\d\d\b)?")
_ADDRESS = re.compile(r"[^\W_]\.[a-z]{2,10}$")
_BETWEEN = re.compile(r"\s*[,/;&+|•]\s*|\s+-\s+")


def find_names(rest: str) -> list[str]:
    """The names in the words after an opening, as they stand; generic words left out.

    A name has one to six words; each begins with a capital, but for articles and
    particles between them.
    """
    return [name for name in find_pieces(rest) if _is_name(name)]


def names_somebody(rest: str, gives: str) -> bool:
    """The words after an opening can be what the rule takes them for."""
    pieces = find_pieces(rest)
    if not pieces:
        return False
    if gives == "writer":
        first = pieces[0]
        if _is_nobody(first):
            return not _TITLE_END.search(rest)
        several = len(first.split()) > 1 or first.isupper()
        named = _is_name(first) and several and len(first.split()) <= 4
        return named and not _TITLE_END.search(rest)
    if gives in ("source", "publisher"):
        return True
    return all(_is_name(piece) or _is_nobody(piece) for piece in pieces)


def without_edition(name: str) -> str:
    """A name without the words for one of its editions; itself where none is left."""
    words = name.split()
    editions = _folded_words("editions")
    while words and fold(words[0]) in editions:
        words.pop(0)
    while words and fold(words[-1]) in editions:
        words.pop()
    return " ".join(words) or name


def names_publisher(name: str) -> bool:
    """A word of the name, or an address, says that it is a newspaper, a channel ..."""
    words = re.split(r"[\s'’-]+", fold(name))
    said = _folded_words("publishers")
    return any(word in said for word in words) or _ADDRESS.search(name) is not None


def find_pieces(rest: str) -> list[str]:
    """What commas, strokes and joining words keep apart, articles taken off."""
    text = _YEARS.sub(" ", rest.split(". ")[0]).strip(" \u00a0.:©-–—")
    pieces = [text]
    for joiner in sorted(_words("joiners"), key=len, reverse=True):
        parts = (re.split(rf"(?i)\s+{re.escape(joiner)}\s+", p) for p in pieces)
        pieces = [part for group in parts for part in group]
    pieces = [part for piece in pieces for part in _BETWEEN.split(piece)]
    return [_without_article(piece.strip()) for piece in pieces if piece.strip()]


def _without_article(piece: str) -> str:
    """Articles in small letters go: "l'AFP", "le Monde"; those of a name stay."""
    for article in sorted(_words("articles"), key=len, reverse=True):
        gap = "" if article.endswith("'") else " "
        folded = piece.replace("’", "'")
        if folded.startswith(article + gap):
            return piece[len(article + gap) :].strip()
    return piece


def _is_nobody(piece: str) -> bool:
    return fold(piece) in _folded_words("nobody")


def _is_name(piece: str) -> bool:
    words = piece.split()
    if not 1 <= len(words) <= 6 or _is_nobody(piece):
        return False
    if not any(char.isalpha() for char in piece):
        return False
    small = _words("articles") | _words("joiners")
    return all(
        word[0].isupper()
        or word[0].isdigit()
        or not (word[0].islower())
        or _is_particle(word)
        or "." in word
        or (i > 0 and word in small)
        for i, word in enumerate(words)
    )


def _is_particle(word: str) -> bool:
    """``al-Waght``, ``d'Alembert``: small letters, then a capital after a mark."""
    return re.match(r"[^\W\d_]{1,3}[-'’][^\W\d_]", word) is not None and any(
        char.isupper() for char in word
    )


# --- rules -------------------------------------------------------------------------


@cache
def _words(key: str) -> frozenset[str]:
    """A word list of all languages together."""
    lists = (load_rules(lang, "furniture").get(key, []) for lang in _languages())
    return frozenset(str(word) for words in lists for word in cast(list[str], words))


@cache
def _folded_words(key: str) -> frozenset[str]:
    return frozenset(map(fold, _words(key)))


@cache
def _languages() -> tuple[str, ...]:
    return known_languages("furniture")


@cache
def _rules(first: str) -> tuple[Rule, ...]:
    """The rules of every language, those of one before the others."""
    rows: list[dict[str, object]] = []
    for language in sorted(_languages(), key=lambda code: (code != first, code)):
        rows += cast(
            list[dict[str, object]], load_rules(language, "furniture").get("rules", [])
        )
    return tuple(map(_make_rule, rows))


def _make_rule(row: dict[str, object]) -> Rule:
    phrases = sorted(
        {fold(str(phrase)) for phrase in cast(list[str], row["phrases"])},
        key=lambda phrase: (-len(phrase), phrase),
    )
    choice = "|".join(r"\s+".join(map(re.escape, p.split())) for p in phrases)
    test = str(row["test"])
    pattern = {
        "whole": rf"\W{{0,3}}(?:{choice})\W{{0,3}}$",
        "opening": rf"\W{{0,3}}?(?:{choice})(?:(?<!\w)|(?!\w))",
        "brackets": rf"(?<!\w)(?:{choice})(?!\w)",
    }[test]
    return Rule(
        id=str(row["id"]),
        role=cast(SetAsideRole, row["as"]),
        test=test,
        mark=str(row.get("mark", "none")),
        at=str(row["at"]),
        most_words=min(int(cast(int, row["most_words"])), _MOST_WORDS),
        gives=str(row.get("gives", "")),
        block=bool(row.get("block", False)),
        pattern=re.compile(pattern),
    )
