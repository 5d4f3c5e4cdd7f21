"""A text cut into words, and tables of bent phrases that are looked up in it.

Comes in: a body, a language's ``inflection.yaml``. Goes out: words with code-point
spans, and for a table of phrases every place where one stands. It knows nothing of
events or numbers.

A table is a dictionary on first forms, so that a look-up costs the same however many
phrases a language lists.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import accumulate, compress, count
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from builder.annotate.bending import inflection, make_plural, make_verb_forms
from builder.folding import fold_character
from builder.model import Article, Span

T = TypeVar("T")
_NO_TENSE: frozenset[str] = frozenset()
_GAP = 5
"""How many words may stand where a phrase says "..."."""


@cache
def _word_pattern(language: str) -> re.Pattern[str]:
    return re.compile(f"({inflection(language)['word']})")


def fold(text: str) -> str:
    """The form in which words are compared."""
    if text.isascii():
        return text.lower()
    return text.casefold().replace("’", "'").replace("‑", "-")


class WordTable(dict[str, T]):
    """What is read of a word by itself, kept for the next time it is met.

    A look-up takes a third of the time of ``lru_cache``; where there are too many
    words, all are read anew.
    """

    MOST = 1 << 16

    def __init__(self, read: Callable[[str], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, word: str) -> T:
        if len(self) >= self.MOST:
            self.clear()
        self[word] = found = self._read(word)
        return found


class Words:
    """The words and marks of a stretch in order: the first of ``texts`` begins at the
    first of ``starts`` and so on.

    To ask for all of them at once is many times as quick as to ask every word.
    """

    __slots__ = ("_cuts", "cased", "ends", "known", "starts", "texts")

    def __init__(
        self,
        texts: tuple[str, ...],
        starts: Sequence[int],
        ends: Sequence[int],
        cased: Sequence[bool],
    ) -> None:
        self.texts = texts
        """Case-folded, with straight apostrophes and hyphens."""
        self.starts = starts
        self.ends = ends
        self.cased = cased
        """Which begin with a capital."""
        self.known = frozenset(texts)
        """Each text once: ``wanted.isdisjoint(known)`` says there is nothing to do, in
        this order, as the keys of a dictionary would be gone through."""
        self._cuts: dict[Span, Words] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def find_among(
        self, wanted: Set[str], start: int = 0, end: int | None = None
    ) -> list[int]:
        """Where words of a set stand, in order, between two indexes."""
        if wanted.isdisjoint(self.known):
            return []
        found = map(wanted.__contains__, self.texts[start:end])
        return list(compress(count(start), found))

    def cut(self, span: Span) -> Words:
        """Those that lie in a stretch of the text; kept, as stages share sentences."""
        found = self._cuts.get(span)
        if found is None:
            first = bisect_left(self.starts, span[0])
            end = bisect_left(self.starts, span[1], first)
            found = self._cuts[span] = self.part(first, end)
        return found

    def part(self, start: int, end: int) -> Words:
        """Those between two indexes."""
        return Words(
            self.texts[start:end],
            self.starts[start:end],
            self.ends[start:end],
            self.cased[start:end],
        )


@lru_cache(1 << 8)
def find_words(body: str, span: Span, language: str) -> Words:
    """The words and marks of a stretch, in order; kept, as stages share blocks."""
    written, starts, ends = _cut_words(body, span, language)
    read = list(map(READ.__getitem__, written))
    return Words(tuple(map(_first, read)), starts, ends, list(map(_second, read)))


_first, _second = itemgetter(0), itemgetter(1)
Pieces = tuple[Sequence[str], Sequence[int], Sequence[int]]
"""Texts, and where each begins and ends."""


@lru_cache(1 << 8)
def _cut_words(body: str, span: Span, language: str) -> Pieces:
    return cut_text(body, span, _word_pattern(language))


def cut_words(body: str, block: Span, span: Span, language: str) -> Pieces:
    """The words and marks of a stretch of a block, as they are written."""
    texts, starts, ends = _cut_words(body, block, language)
    first = bisect_left(starts, span[0])
    end = bisect_left(starts, span[1], first)
    return texts[first:end], starts[first:end], ends[first:end]


@lru_cache(1 << 8)
def find_runs(body: str, span: Span, language: str) -> Pieces:
    """The runs of letters and figures of a stretch; kept.

    Words are cut at the ends of runs, whatever the language: nearly every word is one.
    """
    runs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for text, start, end in zip(*_cut_words(body, span, language), strict=True):
        if text.isalnum():
            runs.append(text)
            starts.append(start)
            ends.append(end)
        elif end - start > 1:
            for run in _RUN.finditer(text):
                runs.append(run.group())
                starts.append(start + run.start())
                ends.append(start + run.end())
    return runs, starts, ends


_RUN = re.compile(r"[^\W_]+")


def cut_text(body: str, span: Span, pattern: re.Pattern[str]) -> Pieces:
    """What a pattern of one group reads in a stretch."""
    parts = pattern.split(body[span[0] : span[1]])
    borders = list(accumulate(map(len, parts), initial=span[0]))
    return parts[1::2], borders[1:-1:2], borders[2::2]


Read = tuple[str, bool, str, bool]
"""A word folded, whether it begins with a capital; the same as names of places are
compared: without accents, any sign but a small letter being as good as a capital."""


def _read_word(text: str) -> Read:
    """All at once: most words are met but once, and two tables would cost twice."""
    first = text[0]
    if text.isascii():
        folded = key = text.lower()
    else:
        folded, key = fold(text), "".join(map(fold_character, text))
    key = "al" if key in _ARTICLES else key
    return folded, first.isupper(), key, not first.islower()


_ARTICLES = frozenset({"al", "el"})
"""Of Arabic names: one spelling stands for all."""
READ = WordTable(_read_word)


def find_sentences_words(
    article: Article, sentences: Iterable[Span]
) -> Iterator[tuple[Span, Words]]:
    """The words of each sentence, cut from those of its block."""
    body, language = article.body, article.record.language
    blocks = [block.span for block in article.blocks]
    at, words = 0, None
    for span in sentences:
        while at + 1 < len(blocks) and blocks[at][1] <= span[0]:
            at, words = at + 1, None
        if words is None:
            words = find_words(body, blocks[at], language)
        yield span, words.cut(span)


class Hit(NamedTuple, Generic[T]):
    """A phrase where it stands."""

    first: int
    last: int
    """Index of its last word."""
    value: T
    tenses: frozenset[str]
    """Of its verb; empty for a noun or a fixed phrase."""
    length: int
    """How many words it fixes."""


class _Entry(NamedTuple, Generic[T]):
    rest: tuple[frozenset[str] | None, ...]
    value: T
    tenses: frozenset[str]
    reflexive: bool
    length: int


class _Row(Generic[T]):
    """The phrases that begin with one word, the longest first, then as listed."""

    __slots__ = ("always", "before")

    def __init__(self) -> None:
        self.always: list[_Entry[T]] = []
        """Those that may stand there whatever word comes next."""
        self.before: dict[str, list[_Entry[T]]] = {}
        """Those that may stand there before a certain word."""

    def add(self, entry: _Entry[T]) -> None:
        following = entry.rest[0] if entry.rest else None
        if following is None:
            _insert(self.always, entry)
        for word in self.before if following is None else following:
            if word not in self.before:
                self.before[word] = self.always.copy()
            _insert(self.before[word], entry)


def _insert(entries: list[_Entry[T]], entry: _Entry[T]) -> None:
    if not entries or entries[-1].length >= entry.length:
        entries.append(entry)
    else:
        insort(entries, entry, key=_shortness)


def _shortness(entry: _Entry[T]) -> int:
    return -entry.length


def _shortest(forms: Iterable[str]) -> int:
    return min(map(len, forms), default=0)


class PhraseTable(Generic[T]):
    """Phrases by their first form and by what comes next."""

    def __init__(self, language: str) -> None:
        self._rules = inflection(language)
        self._language = language
        self._rows: dict[str, _Row[T]] = {}
        self.first_words: Set[str] = self._rows.keys()
        """The words a phrase of the table may begin with."""
        self.telling: set[str] = set()
        """The longest word of every phrase, the last one of these: where none of them
        stands, no phrase of the table does, while many begin with a word as common as
        "is"."""
        self._reflexive = frozenset(self._rules["reflexive"])

    def _cut(self, phrase: str) -> list[list[str]]:
        pattern = _word_pattern(self._language)
        return [
            [fold(piece)]
            if piece == "..." or "/" in piece or piece[-1] in "'’"
            else [fold(w) for w in pattern.findall(piece)]
            for piece in phrase.split()
        ]

    def _parts(self, phrase: str) -> list[str]:
        return [word for piece in self._cut(phrase) for word in piece]

    def _fixed(self, part: str) -> frozenset[str] | None:
        return None if part == "..." else frozenset(fold(part).split("/"))

    def add_fixed(self, phrase: str, value: T) -> None:
        """A phrase as it stands; ``a/b`` gives a choice, ``...`` a short gap."""
        first, *rest = (self._fixed(part) for part in self._parts(phrase))
        self._add(dict.fromkeys(first or (), _NO_TENSE), rest, value)

    def add_noun(self, phrase: str, value: T) -> None:
        """A phrase in the singular, and its plural, word by word."""
        invariable = self._rules["invariable"]

        def forms(part: str) -> frozenset[str] | None:
            fixed = self._fixed(part)
            if fixed is None or part in invariable:
                return fixed
            return fixed | {make_plural(word, self._rules) for word in fixed}

        first, *rest = (forms(part) for part in self._parts(phrase))
        self._add(dict.fromkeys(first or (), _NO_TENSE), rest, value)

    def add_verb(self, phrase: str, value: T) -> None:
        """A verb in the infinitive with what may follow it, in all its forms."""
        reflexive = False
        for mark in self._rules["reflexive_before"]:
            if phrase.startswith(mark):
                phrase, reflexive = phrase[len(mark) :], True
        verb, *rest = self._parts(phrase)
        after = [self._fixed(part) for part in rest]
        self._add(make_verb_forms(verb, self._language), after, value, reflexive)

    def _add(
        self,
        firsts: Mapping[str, frozenset[str]],
        rest: Sequence[frozenset[str] | None],
        value: T,
        reflexive: bool = False,
    ) -> None:
        """A phrase by the forms of its first word, with the tenses of each; one without
        any stands nowhere."""
        if not firsts:
            return
        parts = tuple(rest)
        fixed = [firsts.keys(), *filter(None, parts)]
        self.telling.update(max(reversed(fixed), key=_shortest))
        entries = {
            tenses: _Entry(parts, value, tenses, reflexive, len(fixed))
            for tenses in set(firsts.values())
        }
        for form, tenses in firsts.items():
            row = self._rows.get(form)
            if row is None:
                row = self._rows[form] = _Row()
            row.add(entries[tenses])

    def find_whole(self) -> set[str]:
        """Words that a phrase may begin with whatever comes next."""
        return {word for word, row in self._rows.items() if row.always}

    def find_seconds(self) -> set[str]:
        """The words of which a phrase needs one behind its first word."""
        return {word for row in self._rows.values() for word in row.before}

    def find_all(self, words: Words, start: int) -> list[Hit[T]]:
        """Every phrase that begins at a word, longest first, then as listed."""
        if words.texts[start] not in self._rows:
            return []
        return self._find(words.texts, start)

    def find_longest(self, words: Words, start: int) -> Hit[T] | None:
        """The longest phrase that begins at a word."""
        for hit in self.find_all(words, start):
            return hit
        return None

    def find_each(
        self, words: Words, start: int = 0, end: int | None = None
    ) -> Iterator[Hit[T]]:
        """The longest phrase at every word of a stretch; they may overlap."""
        for index in self.find_firsts(words, start, end):
            for hit in self._find(words.texts, index):
                yield hit
                break

    def find_firsts(
        self, words: Words, start: int = 0, end: int | None = None
    ) -> Sequence[int]:
        """Indexes of the words that a phrase may begin with; none where none stands."""
        if self.telling.isdisjoint(words.known):
            return ()
        begins = map(self._rows.__contains__, words.texts[start:end])
        return list(compress(count(start), begins))

    def stands_in(self, words: Words, start: int = 0, end: int | None = None) -> bool:
        """Whether a phrase of the table begins in a stretch."""
        for index in self.find_firsts(words, start, end):
            if self._find(words.texts, index):
                return True
        return False

    def find(
        self, words: Words, start: int = 0, end: int | None = None
    ) -> list[Hit[T]]:
        """The longest phrase at every word, left to right, without overlap, of those
        that stand in a stretch as a whole."""
        hits: list[Hit[T]] = []
        free = 0
        stop = len(words) if end is None else end
        for index in self.find_firsts(words, start, end):
            if index < free:
                continue
            for hit in self._find(words.texts, index):
                if hit.last < stop:
                    hits.append(hit)
                    free = (hit.last if _solid(hit) else index) + 1
                    break
        return hits

    def _find(self, texts: tuple[str, ...], start: int) -> list[Hit[T]]:
        """The phrases at a word that one of them begins with, longest first."""
        row = self._rows[texts[start]]
        following = texts[start + 1] if start + 1 < len(texts) else ""
        entries = row.before.get(following, row.always)
        hits = []
        for rest, value, tenses, reflexive, length in entries:
            last = _match(rest, texts, start) if rest else start
            if last >= 0 and (not reflexive or self._is_reflexive(texts, start)):
                hits.append(Hit(start, last, value, tenses, length))
        return hits

    def _is_reflexive(self, texts: tuple[str, ...], start: int) -> bool:
        return not self._reflexive.isdisjoint(texts[max(0, start - 4) : start])


def _match(
    rest: tuple[frozenset[str] | None, ...], texts: tuple[str, ...], start: int
) -> int:
    """The index of a phrase's last word; -1 where the phrase does not stand there."""
    index = start
    gap = False
    for part in rest:
        if part is None:
            gap = True
            continue
        limit = index + 1 + (_GAP if gap else 0)
        for index in range(index + 1, min(limit + 1, len(texts))):  # noqa: B020
            if texts[index] in part:
                break
            if not gap or texts[index] in ",;.:":
                return -1
        else:
            return -1
        gap = False
    return index


def _solid(hit: Hit[T]) -> bool:
    return hit.last - hit.first + 1 == hit.length


def list_phrases(
    language: str,
    *,
    fixed: Iterable[str] = (),
    nouns: Iterable[str] = (),
    verbs: Iterable[str] = (),
) -> PhraseTable[str]:
    """A table of phrases that stand for themselves."""
    table: PhraseTable[str] = PhraseTable(language)
    for phrase in fixed:
        table.add_fixed(phrase, phrase)
    for phrase in nouns:
        table.add_noun(phrase, phrase)
    for phrase in verbs:
        table.add_verb(phrase, phrase)
    return table


def list_nouns(language: str, names: Mapping[str, Iterable[str]]) -> PhraseTable[str]:
    """A table of nouns, each standing for the name under which it is listed."""
    table: PhraseTable[str] = PhraseTable(language)
    for name, nouns in names.items():
        for noun in nouns:
            table.add_noun(noun, name)
    return table
