"""The words a text chooses: noun phrases that name actors, the hit, deeds and grounds.

Comes in: an article with its sentences and counts, ``wording.yaml`` of its language.
Goes out: terms with exact spans. It knows which nouns there are and what may describe
them; whom they mean in an event is decided where events are compared. A noun that it
is not sure of makes no term.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import zip_longest

from builder.annotate.lexicon import Lexicon, Noun, load_lexicon
from builder.annotate.words import Hit, Words, find_sentences_words
from builder.model import Annotations, Article, Facet, Span, Term

_MOST_WORDS = 9
"""Words of quality on one side of a noun."""
_LONGEST = 8
"""Words of what fills a facet and is taken as a term."""
_FILLED: frozenset[Facet] = frozenset({"actor", "target", "blamed_on", "claimed_by"})
_QUOTES = frozenset('«»“”"')
_BEGINS = _QUOTES | {":", "."}
"""Marks behind which a word has a capital though it is no name."""
_PLURALS = ("s", "people", "men", "children", "police", "military")
"""Endings of English nouns that stand without a determiner."""
_STARTS = frozenset(",;:.!?()-–—…«»“”\"'‘’")
"""Marks behind which a phrase may begin without a determiner."""


def find_terms(article: Article, so_far: Annotations) -> tuple[Term, ...]:
    """Every term of an article, in the order of the text."""
    lexicon = load_lexicon(article.record.language)
    if lexicon is None:
        return ()
    counts = sorted(quantity.span for quantity in so_far.quantities)
    found: list[Term] = []
    names: list[Term] = []
    each = [words for _, words in find_sentences_words(article, so_far.sentences)]
    for words in each:
        if hits := lexicon.nouns.find(words):
            found += _Sentence(article.body, words, lexicon, counts).find(hits)
    found.sort(key=lambda term: term.lead)
    leads = [term.lead for term in found]
    starts = [span[0] for span in so_far.sentences]
    for start, end in _find_filled(so_far):
        number = bisect_right(leads, start) - 1
        if number >= 0 and start < found[number].span[1]:
            continue
        words = each[bisect_right(starts, start) - 1].cut((start, end))
        if 0 < len(words) <= _LONGEST:
            names += _name(words, lexicon)
    return tuple(sorted([*found, *names], key=lambda term: (term.span, term.lead)))


def _find_filled(so_far: Annotations) -> Iterator[Span]:
    """The words that fill a facet with somebody or something, each once."""
    spans = {
        role.span
        for mention in so_far.mentions
        for role in mention.roles
        if role.facet in _FILLED
    }
    yield from sorted(spans)


def _name(words: Words, lexicon: Lexicon) -> Iterator[Term]:
    """What fills a facet and is no listed noun, without its determiner."""
    first = 0
    while first < len(words) and (
        lexicon.has("determiners", words.texts[first])
        or words.texts[first] in _STARTS
        or words.texts[first][0].isdigit()
    ):
        first += 1
    if first < len(words):
        span = words.starts[first], words.ends[-1]
        yield Term(span, words.starts[0], "", "named")


@dataclass(slots=True)
class _Sentence:
    """One sentence, ready for reading."""

    body: str
    words: Words
    lexicon: Lexicon
    counts: Sequence[Span]

    def find(self, hits: Sequence[Hit[Noun]]) -> Iterator[Term]:
        """The terms of the sentence, none within another, about the nouns found."""
        idioms = self._find_idioms(hits)
        behind = 0
        for hit, ahead in zip_longest(hits, hits[1:]):
            if hit.first < behind or hit.first in idioms or hit.last in idioms:
                continue
            if hit.value.capital and not self._is_people(hit):
                continue
            if not self.lexicon.after and self._describes(hit, ahead):
                continue
            term = self._make(hit, behind)
            if term is not None:
                behind = bisect_left(self.words.starts, term.span[1])
                yield term

    def _find_idioms(self, hits: Sequence[Hit[Noun]]) -> Set[int]:
        """Indexes of the words of idioms, where one may hold a noun."""
        texts, idiomatic = self.words.texts, self.lexicon.idiomatic
        if not any(
            texts[hit.first] in idiomatic or texts[hit.last] in idiomatic
            for hit in hits
        ):
            return frozenset()
        return {
            index
            for hit in self.lexicon.idioms.find(self.words)
            for index in range(hit.first, hit.last + 1)
        }

    def _make(self, hit: Hit[Noun], floor: int) -> Term | None:
        first = self._extend_left(hit.first, floor)
        last = self._extend_right(hit.last)
        lead, other = self._find_lead(first, floor)
        words, lexicon = self.words, self.lexicon
        if first == hit.first and not self._may_stand(hit, lead):
            return None
        if hit.value.weak and first == hit.first and last == hit.last:
            return None
        peoples: set[str] = set()
        if first < hit.first or hit.last < last:
            whole = words.texts[first : last + 1]
            around = whole[: hit.first - first] + whole[hit.last + 1 - first :]
            peoples.update(map(lexicon.people_of.__getitem__, around))
            if not lexicon.names.telling.isdisjoint(whole):
                named = lexicon.names.find(words, first, last + 1)
                peoples.update([name.value for name in named])
        if hit.value.concept == "people":
            peoples.add(hit.value.head)
        return Term(
            span=(words.starts[first], words.ends[last]),
            lead=self._count_start(words.starts[lead], words.starts[hit.first]),
            head=hit.value.head,
            concept=hit.value.concept,
            peoples=tuple(sorted(peoples - {""})) if peoples else (),
            other=other,
        )

    # --- where a noun is none ------------------------------------------------------

    def _is_people(self, hit: Hit[Noun]) -> bool:
        """Whether a capital makes it "les Américains" and no adjective."""
        if not self.words.cased[hit.first]:
            return False
        if not self.lexicon.after:
            return True
        before = self.words.texts[hit.first - 1] if hit.first else ""
        return self.lexicon.has("determiners", before)

    def _describes(self, hit: Hit[Noun], ahead: Hit[Noun] | None) -> bool:
        """Whether a noun only describes the next one: "army base", "militia leader"."""
        words = self.words
        if hit.last + 1 >= len(words) or words.texts[hit.last].endswith(_PLURALS):
            return False
        if ahead is not None and ahead.first == hit.last + 1:
            return True
        after = words.texts[hit.last + 1]
        both = self.lexicon.has("and", after) and hit.last + 2 < len(words)
        if both and self.lexicon.has("compounds", words.texts[hit.last + 2]):
            return True  # "bank and tax fraud"
        return after.isalpha() and not self._closes(after)

    def _closes(self, text: str) -> bool:
        """Whether a word cannot be the noun that another one describes."""
        return text in self.lexicon.closing or text.endswith(("ed", "ing", "ly"))

    def _may_stand(self, hit: Hit[Noun], lead: int) -> bool:
        """Whether what stands before a noun lets it be one: a verb of the same form
        needs a determiner or a preposition, and in French so does every noun but at a
        beginning."""
        lexicon = self.lexicon
        noun = self.words.texts[hit.first]
        led = self.words.texts[lead : hit.first]
        if not lexicon.words["joining"].issuperset(led):
            return True
        verbs = lexicon.words["verb_like"]
        if noun in verbs or noun.removesuffix("s") in verbs:
            return hit.first == 0
        before = self.words.texts[hit.first - 1] if hit.first else "."
        if led or before in _STARTS or lexicon.after:
            return bool(led) or before in _STARTS
        return noun.endswith(_PLURALS)

    # --- what belongs to it --------------------------------------------------------

    def _find_lead(self, first: int, floor: int) -> tuple[int, bool]:
        """Where determiner, number and preposition begin; whether "other" is there."""
        texts, leading = self.words.texts, self.lexicon.leading
        others, other = self.lexicon.words["others"], False
        index = first
        while index > floor and first - index < _MOST_WORDS:
            text = texts[index - 1]
            if text in others:
                other = True
            elif not (text in leading or text in _QUOTES or text[0].isdigit()):
                break
            index -= 1
        return index, other or "another" in texts[index:first]

    def _count_start(self, lead: int, head: int) -> int:
        """The start of a count that holds the noun, where it lies further left."""
        number = bisect_right(self.counts, (head, len(self.body))) - 1
        if number >= 0 and self.counts[number][1] > head:
            return min(lead, self.counts[number][0])
        return lead

    def _extend_left(self, first: int, floor: int) -> int:
        index = first
        while index > floor and first - index < _MOST_WORDS:
            if not self._fits_before(index - 1, self.words.texts[index - 1]):
                break
            index -= 1
        while index < first and self.lexicon.has("and", self.words.texts[index]):
            index += 1
        return index

    def _fits_before(self, index: int, text: str) -> bool:
        lexicon = self.lexicon
        if text in lexicon.before:
            return True
        if lexicon.after:
            return False
        if lexicon.has("and", text):  # "US and Israeli forces"
            both = (index - 1, index + 1)
            people_of, texts = lexicon.people_of, self.words.texts
            return index > 0 and all(people_of[texts[n]] for n in both)
        if lexicon.people_of[text] or self._is_name(index):
            return True
        if not text.isascii():
            return False
        small = not self.words.cased[index] or "-" in text
        return lexicon.has("compounds", text) or (small and lexicon.adjectives[text])

    def _is_name(self, index: int) -> bool:
        """Whether a word is a name: capitals, and not only because a sentence or a
        quotation begins with it."""
        if not 0 <= index < len(self.words):
            return False
        text = self.words.texts[index]
        if not self.words.cased[index] and "-" not in text:
            return False
        written = self.body[self.words.starts[index] : self.words.ends[index]]
        if len(written) > 1 and written.isupper() and written.isalpha():
            return True
        first = index == 0 or self.words.texts[index - 1] in _BEGINS
        if first or self.lexicon.has("determiners", text):
            return False
        if self.words.cased[index]:
            return True
        return any(part[:1].isupper() for part in written.split("-"))

    def _extend_right(self, last: int) -> int:
        index = last + 1
        stop = min(len(self.words), last + 1 + _MOST_WORDS)
        while index < stop:
            step = self._step(index, index == last + 1)
            if not step:
                break
            index += step
        return index - 1

    def _step(self, index: int, first: bool) -> int:
        """How many words from here on belong to the phrase; 0 where it ends."""
        lexicon, words = self.lexicon, self.words
        text, cased = words.texts[index], words.cased[index]
        if text in _STARTS:
            return 0
        if text in lexicon.backed and index + 2 < len(words):
            return self._backed(index)
        if lexicon.has("of", text):
            return self._complement(index)
        if not lexicon.after:
            return 0
        if lexicon.people_of[text] and not cased:
            return 1
        if self._is_name(index):
            return 1
        if lexicon.has("sides", text) and index + 1 < len(words):
            return 2 if words.texts[index + 1] not in _STARTS else 0
        if lexicon.has("and", text) and not first and index + 1 < len(words):
            people = lexicon.people_of[words.texts[index + 1]]
            return 2 if people and not words.cased[index + 1] else 0
        if cased or not lexicon.adjectives[text]:
            return 0
        return int(not self._opens_clause(index))

    def _opens_clause(self, index: int) -> bool:
        """Whether a participle has a complement of its own: "visée par des drones"."""
        after = self.words.texts[index + 1] if index + 1 < len(self.words) else "."
        return (
            self.lexicon.participle.search(self.words.texts[index]) is not None
            and self.lexicon.has("prepositions", after)
            and not self.lexicon.has("and", after)
        )

    def _backed(self, index: int) -> int:
        """ "soutenues par l'Iran": a participle, a preposition, a name."""
        words, lexicon = self.words, self.lexicon
        if not lexicon.has("backed_by", words.texts[index + 1]):
            return int(lexicon.after and not self._opens_clause(index))
        at = index + 2
        while at < len(words) and lexicon.has("of_the", words.texts[at]):
            at += 1
        return self._named(at) - index if self._named(at) > at else int(lexicon.after)

    def _complement(self, index: int) -> int:
        """ "de résistance", "de l'armée", "of Valombre": the preposition and what it
        adds, where that is a name or a word that is listed."""
        words, lexicon = self.words, self.lexicon
        at = index + 1
        while at < len(words) and lexicon.has("of_the", words.texts[at]):
            at += 1
        if at < len(words) and lexicon.has("complements", words.texts[at]):
            return at + 1 - index
        end = self._named(at)
        if end == at or (not lexicon.after and self._goes_on(end)):
            return 0
        return end - index

    def _goes_on(self, end: int) -> bool:
        """Whether a name only describes a noun behind it: "of the Croydon crash"."""
        if end >= len(self.words) or not self.words.texts[end].isalpha():
            return False
        return not self._closes(self.words.texts[end])

    def _named(self, at: int) -> int:
        """The end of a run of names that begins at a word."""
        end = at
        while end < len(self.words) and end - at < 5 and self._is_name(end):
            end += 1
        return end
