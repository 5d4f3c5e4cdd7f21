"""Sources that may be one: other spellings, other alphabets' spellings, short forms.

Comes in: ``Known``. Goes out: a warning at the later of two entries, or at the name a
report bears. Names are sorted into blocks by what no way of writing them changes; only
neighbours within a block are compared, so the work grows with the number of names.

That two are told apart is a person's to say: ``not_same_as`` in either entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import Final

from builder.checks import Known
from builder.folding import fold
from builder.languages import known_languages, load_rules
from builder.model import SourceRecord
from builder.problems import Problem
from builder.record_text import RecordFile
from builder.yamlio import KeyPath

_ALIKE: Final = 0.7
"""Share of letters two spellings of a word have in common at least."""
_FEWEST: Final = 3
"""Letters of a short form at least, and of a name without its vowels."""
_MOST: Final = 200
"""Warnings; whoever has more begins with these."""

_SHORT, _INITIALS = "=", "~"
_MARKS: Final = (_SHORT, _INITIALS)
_ARTICLES: Final = frozenset(
    ("al", "el", "as", "ar", "at", "ad", "an", "az", "ash", "the", "le", "la", "les")
)
_NO_LETTER: Final = re.compile(r"[\W_]+")
_VOWELS: Final = re.compile(r"[aeiuy]")
_TWICE: Final = re.compile(r"(.)\1+")
_SPELT: Final = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"tch|tsch|sch|sh|ch", "s"),
        (r"dj|j|g(?=[eiy])", "j"),
        (r"kh|gh|ck|q|k|c(?![eiy])", "k"),
        (r"c", "s"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"oo|ou|ow|w|o", "u"),
        (r"ee|y", "i"),
        (r"h\b", ""),
    )
)
"""How one sound of Arabic, Persian or Russian comes to be written in French, English
or German. Coarse on purpose: it only says which names are worth comparing."""


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling, and where it stands."""

    ref: str
    """The id of its source, or the bare name that a report bears."""
    words: str
    file: RecordFile | None
    """None in the package's list, which is nobody's to mend."""
    place: KeyPath
    listed: bool


def look_at_lookalikes(known: Known) -> Iterator[Problem]:
    """No two entries, and no name beside an entry, are spellings of one source."""
    if known.is_dark("sources"):
        return
    sources = {**known.sources, **known.content.sources}
    names = list(_find_names(known))
    told: set[frozenset[str]] = set()
    for first, second in find_pairs(names):
        pair = frozenset((first.ref, second.ref))
        if len(pair) == 1 or pair in told or _are_told_apart(first, second, sources):
            continue
        told.add(pair)
        if len(told) > _MOST:
            return
        yield _tell(first, second)


def _tell(first: Name, second: Name) -> Problem:
    """At the one that a person can mend, a bare name rather than an entry."""
    if second.file is None or (not first.listed and first.file is not None):
        first, second = second, first
    assert second.file is not None
    where = ""
    if first.file is not None:
        line = first.file.loaded.mark(first.place).line
        where = f" ({first.file.path}:{line})"
    alike = (
        "is a name" if second.words == first.words else f"looks like '{first.words}'"
    )
    message = f"'{second.words}' {alike} of '{first.ref}'{where}"
    if second.listed:
        hint = (
            f"if they are one, delete this entry and put its names among the variants "
            f"of '{first.ref}'; if not, add 'not_same_as: [{first.ref}]' to this entry"
        )
    else:
        hint = (
            f"if they are one, write '{first.ref}' here; if not, give "
            f"'{second.words}' an entry in content/sources.yaml with "
            f"'not_same_as: [{first.ref}]'"
        )
    return second.file.loaded.problem(
        second.place, "W352", message, hint, severity="warning"
    )


def _are_told_apart(
    one: Name, other: Name, sources: Mapping[str, SourceRecord]
) -> bool:
    """Whether a person has answered; a body and who speaks for it are two."""
    for a, b in ((one.ref, other.ref), (other.ref, one.ref)):
        record = sources.get(a)
        if record is not None and (b in record.not_same_as or record.member_of == b):
            return True
    return (one.file is None and other.file is None) or not (one.listed or other.listed)


def _find_names(known: Known) -> Iterator[Name]:
    """Every spelling: of the package's list, of the project's, of its records."""
    own, file = known.content.sources, known.content.sources_file
    for key, source in known.sources.items():
        if key not in own:
            for words in (source.name, *source.variants):
                yield Name(key, words, None, (), True)
    for key, source in own.items():
        yield Name(key, source.name, file, (key, "name"), True)
        for index, words in enumerate(source.variants):
            yield Name(key, words, file, (key, "variants", index), True)
    seen = set(known.source_ids)
    for key, article in known.content.articles.items():
        outlet = article.record.outlet
        if outlet not in seen and outlet != "unknown":
            seen.add(outlet)
            article_file = known.content.article_files[key]
            yield Name(outlet, outlet, article_file, ("outlet",), False)
    for event_file, at, report in known.reports():
        rows = [((*at, "source"), report.source)]
        rows += [((*at, "via", n), name) for n, name in enumerate(report.via)]
        for place, name in rows:
            if name not in seen and "@" not in name:
                seen.add(name)
                yield Name(name, name, event_file, place, False)


# --- blocks ---------------------------------------------------------------------------


def find_pairs(names: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Names that are alike, the earlier first, each pair of neighbours once.

    Initials are not tried for a source whose short form is known.
    """
    names = list(names)
    shortened = {name.ref for name in names if _short_form(name.words)}
    blocks: dict[str, list[tuple[str, int, Name]]] = {}
    for number, name in enumerate(names):
        for key, form in _find_keys(name.words):
            blocks.setdefault(key, []).append((form, number, name))
        if name.ref not in shortened and (initials := _find_initials(name.words)):
            row = (_INITIALS + initials, number, name)
            blocks.setdefault(f"short {initials}", []).append(row)
    for key in sorted(blocks):
        block = sorted(blocks[key], key=lambda row: row[:2])
        for (form, at, one), (other_form, beside, other) in pairwise(block):
            if one.ref != other.ref and _are_alike(form, other_form):
                yield (one, other) if at < beside else (other, one)


def _are_alike(one: str, other: str) -> bool:
    """Whether two forms of one block are near enough, word by word.

    Long forms alone say little: two of them may stand for two bodies.
    """
    if one[0] == other[0] == _INITIALS:
        return False
    if one[0] in _MARKS or one == other:
        return True
    pairs = list(zip(one.split(), other.split(), strict=False))
    if len(one.split()) != len(other.split()):
        pairs = [(one.replace(" ", ""), other.replace(" ", ""))]
    return all(_is_one_word(a, b) for a, b in pairs)


def _is_one_word(one: str, other: str) -> bool:
    """Whether two spellings may be of one word; how it begins is seldom in doubt."""
    if one[0] != other[0] and not (_VOWELS.match(one) and _VOWELS.match(other)):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _find_keys(words: str) -> Iterator[tuple[str, str]]:
    """The blocks a spelling belongs to, and its form within each."""
    short = _short_form(words)
    if short:
        yield f"short {short}", _SHORT + short
        return
    spelt = " ".join(_spell(word) for word in _find_words(words))
    bones = _TWICE.sub(r"\1", _VOWELS.sub("", spelt.replace(" ", "")))
    if len(bones) >= _FEWEST:
        yield f"bones {bones}", spelt
    elif spelt:
        yield f"whole {spelt}", spelt


def _find_initials(words: str) -> str:
    """The short form that a long name would have; ``""`` for a name that is short."""
    small = _small_words()
    folded = (fold(word) for word in _find_words(words))
    initials = "".join(w[0] for w in folded if len(w) > 1 and w not in small)
    return initials if len(initials) >= _FEWEST else ""


def _short_form(words: str) -> str:
    """A name that is a short form, folded: AFP, A.F.P.; else ``""``."""
    bare = _NO_LETTER.sub("", words)
    one_word = " " not in words.strip()
    return fold(bare) if one_word and bare.isupper() and len(bare) >= _FEWEST else ""


def _find_words(words: str) -> list[str]:
    """The words of a name without its articles; what is all capitals is none."""
    parts = re.split(r"[\s'’.-]+", words.strip())
    kept = [p for p in parts if p and (p.isupper() or fold(p) not in _ARTICLES)]
    return [part for part in kept or parts if part]


def _spell(word: str) -> str:
    """A word as one of many writers would spell it."""
    text = fold(word)
    for pattern, letters in _SPELT:
        text = pattern.sub(letters, text)
    text = _TWICE.sub(r"\1", _NO_LETTER.sub("", text))
    return text.removeprefix("al") or text


@cache
def _small_words() -> frozenset[str]:
    """Words that short forms leave out, of all languages."""
    found: set[str] = set()
    for language in known_languages("stopwords"):
        rules = load_rules(language, "stopwords")
        for listed in rules.values():
            if isinstance(listed, list):
                found.update(fold(str(word)) for word in listed)
    return frozenset(found)
