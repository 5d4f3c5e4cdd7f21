"""From a finding to a citation: who the source words stand for.

Comes in: findings (ranges of tokens) of one article, in reading order. Goes out:
citations. It remembers who has spoken, so that pronouns, short names and "this
newspaper" find whom they stand for; it does not search for cues or contents.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from builder.annotate.chains import split_cited, told_to
from builder.annotate.clauses import Unit, cut_unit
from builder.annotate.cues import Lexicon, Polarity
from builder.annotate.knowledge import Knowledge
from builder.annotate.names import find_full_names, is_introduced
from builder.annotate.noun_phrases import Reader
from builder.annotate.phrases import Phrase, describes, fits, read_phrase
from builder.annotate.quotations import find_mode
from builder.annotate.sources import Speaker, find_known, local_ref, names_index
from builder.annotate.word_classes import Range
from builder.model import Article, Citation, Quotation, Relay, SourceKind, Span

_HEARD = 200
"""Speakers kept: none further back is taken up."""
_NEAR_BLOCKS = 2
"""Paragraphs back in which a pronoun may find its speaker."""


class Finding(NamedTuple):
    """A citation as ranges of tokens of one unit."""

    unit: int
    content: tuple[Range, ...]
    cue: Range
    source: Range | None
    rule: str
    polarity: Polarity = "says"
    weak: bool = False
    """Refused unless the source is known to speak."""
    strict: bool = False
    """The same, for frames that stories share with speech."""
    according: bool = False
    source_unit: int = -1
    """The unit of cue and source where it is not that of the content."""
    more: tuple[tuple[int, Range], ...] = ()
    """Content that goes on in later units."""
    relay: Range | None = None
    """Who cites the source."""
    turn: bool = False
    """What is said behind a name and a colon, without quotation marks."""

    def moved(self, unit: int, content: Range) -> Finding:
        """The finding with its content in another unit: "said:" and a new paragraph."""
        return self._replace(unit=unit, content=(content,), source_unit=self.unit)

    def with_content(self, content: tuple[Range, ...]) -> Finding:
        return self._replace(content=content)


class _Heard(NamedTuple):
    """A speaker and where he was named."""

    unit: int
    block: int
    speaker: Speaker
    via: tuple[Relay, ...] = ()


class Resolver:
    """Knows one article: its units, its names, and who has spoken so far."""

    def __init__(
        self,
        article: Article,
        units: Sequence[Unit],
        lexicon: Lexicon,
        knowledge: Knowledge,
        quotations: Sequence[Quotation],
    ) -> None:
        self.article = article
        self.units = units
        self.lexicon = lexicon
        self.sources = knowledge.sources
        self.names = names_index(knowledge)
        self.quoted = [q for q in quotations if q.depth == 0]
        self._inner = {q.span: q.inner for q in quotations}
        self._heard: deque[_Heard] = deque(maxlen=_HEARD)
        self._nameless: dict[str, str] = {}
        """Refs by what they are without capitals: "Police" begins a sentence."""
        self._feminine: dict[str, bool] = {}
        """By ref, what the pronouns that stood for somebody say."""
        self._readers: list[Reader | None] = [None] * len(units)
        self._phrases: dict[tuple[int, Range], Phrase] = {}

    def reader(self, unit: int) -> Reader:
        found = self._readers[unit]
        if found is None:
            language = self.lexicon.language
            cut = cut_unit(self.article.body, self.units[unit], language)
            found = self._readers[unit] = Reader(cut, self.lexicon)
        return found

    @cached_property
    def _full_names(self) -> dict[str, str]:
        return find_full_names(self.article.body, self.lexicon)

    def is_broken_off(self, span: Span) -> bool:
        """The quotation that stands there begins with a small letter."""
        start, end = self._inner.get(span, span)
        return self.article.body[start:end].lstrip()[:1].islower()

    def phrase(self, unit: int, where: Range) -> Phrase:
        found = self._phrases.get((unit, where))
        if found is None:
            reader, body = self.reader(unit), self.article.body
            found = read_phrase(reader, where, body, self.names, self.sources)
            self._phrases[unit, where] = found
        return found

    # --- asked while patterns are matched ---------------------------------------

    def speaks(self, unit: int, where: Range, *, strict: bool) -> bool:
        """The phrase may stand for somebody who speaks."""
        phrase = self.phrase(unit, where)
        if phrase.refused:
            return False
        return phrase.known_to_speak or not strict

    def named_source(self, unit: int, start: int) -> Range | None:
        """The phrase after "selon": it ends where a clause starts, comma or not."""
        reader = self.reader(unit)
        if start < reader.size and reader.is_pronoun(start):
            return (start, start + 1)
        found = reader.phrase_after(start)
        if found is None:
            return None
        first, last = self._before_another(reader, found)
        found = first, last
        for j in range(first + 1, last):
            if (
                not reader.uppers[j]
                and reader.starts_phrase(j)
                and reader.is_in(j, "determiners")
                and not reader.is_in(j, "prepositions")
                and not reader.is_in(j - 1, "conjunctions")
            ):
                if reader.low(last) == "," and not any(
                    reader.is_finite(i) for i in range(j, last)
                ):
                    return found
                return (first, j)
        return found

    def _before_another(self, reader: Reader, where: Range) -> Range:
        """ "The police and five according to the mayor": the police alone."""
        by_first = self.lexicon.phrases["according"]
        for j in range(where[0] + 1, where[1]):
            phrases = by_first.get(reader.low(j), ())
            if any(reader.reads(j, phrase) for phrase in phrases):
                joint = (
                    k for k in range(j, where[0], -1) if reader.is_in(k, "conjunctions")
                )
                return where[0], next(joint, j)
        return where

    def with_name(self, unit: int, where: Range) -> Range:
        """The phrase and the name behind it, where it is somebody's role alone."""
        phrase = self.phrase(unit, where)
        bodies = ("outlet", "agency", "monitor", "group", "document", "anonymous")
        if phrase.name or phrase.known or phrase.pronoun or phrase.plural:
            return where
        if phrase.kind in bodies:
            return where
        return where[0], self.reader(unit).apposed_name(where[1])

    def may_be_cited(self, unit: int, where: Range) -> bool:
        """The head after "selon" can speak; a rule, a way or a measure cannot."""
        reader = self.reader(unit)
        if reader.is_any(where[0], "own", "according_not", "relative"):
            return False
        phrase = self.phrase(unit, where)
        first = where[0]
        while first < where[1] - 1 and reader.is_in(first, "determiners"):
            first += 1
        manner = self.lexicon.words["according_not"]
        if not phrase.known and (phrase.head in manner or reader.low(first) in manner):
            return False
        bare = phrase.definite and where[1] - where[0] == 2
        if bare and phrase.head in self.lexicon.words["bare_not"]:
            return bool(self._same_nameless(phrase, unit))
        return not phrase.refused and phrase.known_to_speak

    # --- from finding to citation ---------------------------------------------------

    def make(self, finding: Finding) -> Citation | None:
        """The citation, or None where the source is refused or cannot be told."""
        if finding.source is None:
            return None
        at = finding.source_unit if finding.source_unit >= 0 else finding.unit
        reader = self.reader(at)
        content = self._content(finding)
        first, relayed = split_cited(reader, finding.source)
        if finding.relay is not None:
            first, relayed = finding.source, finding.relay
        elif relayed and reader.is_in(first[1], "issued_by"):
            first, relayed = relayed, None  # "a toll given by the fire service"
        phrase = self.phrase(at, first)
        if phrase.refused or not content:
            return None
        if (finding.weak or finding.strict) and not phrase.known_to_speak:
            return None
        speaker = self._speaker(phrase, at, first)
        if speaker is None:
            return None
        if phrase.feminine is not None and (phrase.pronoun or self.lexicon.zero_that):
            self._feminine.setdefault(speaker.ref, phrase.feminine)
        where = relayed or told_to(reader, finding.cue)
        via = self._relays(finding, at, where, relayed) if where else ()
        earlier = self._same_nameless(phrase, at)
        if earlier is not None:
            speaker = earlier.speaker._replace(name=speaker.name)
            via = via or earlier.via
        self._heard.append(_Heard(at, self.units[at].block, speaker, via))
        return Citation(
            content=content,
            cue=reader.span(finding.cue),
            source=self._source_span(reader, finding.source),
            name=speaker.name,
            ref=speaker.ref,
            kind=speaker.kind,
            mode="direct" if finding.turn else find_mode(content, self.quoted),
            rule=finding.rule,
            polarity=finding.polarity,
            via=via,
            hedge=self._hedge(finding),
        )

    def _relays(
        self, finding: Finding, at: int, where: Range, relayed: Range | None
    ) -> tuple[Relay, ...]:
        """Who passes the words on, by the words of the sentence itself."""
        if finding.source and where[0] < finding.source[0] < where[1]:
            where = (where[0], finding.source[0])
        phrase = self.phrase(at, where)
        if relayed is None and phrase.kind not in ("outlet", "agency"):
            return ()
        if relayed is None and phrase.head in self.lexicon.words["press"]:
            return ()
        if relayed is not None and not phrase.known_to_speak:
            return ()  # "residents reached by telephone"
        speaker = self._speaker(phrase, at, where)
        if speaker is None or speaker.ref == self.article.record.outlet:
            return ()
        return (Relay(speaker.ref, self._source_span(self.reader(at), where)),)

    def _source_span(self, reader: Reader, where: Range) -> Span:
        first, last = where
        if last - first == 1:
            start, end = reader.span(where)
            if self.article.body[start] == "-":
                start = self.article.body.rfind("-", start, end) + 1
            return start, end
        for i, classes in enumerate(reader.classes[first + 1 : last], first + 1):
            if "any_relative" in classes:
                last = i - (reader.lows[i - 1] == ",")
                break
        return reader.span((first, max(last, first + 1)))

    def _content(self, finding: Finding) -> tuple[Span, ...]:
        """Spans without the punctuation and the marks around them."""
        spans = []
        trim = _TRIM + "."
        reader = self.reader(finding.unit)
        parts = [(reader, part) for part in finding.content]
        more = [(self.reader(unit), part) for unit, part in finding.more]
        for reader, (first, last) in (*parts, *more):
            while last - first > 1 and reader.lows[last - 1] in trim:
                last -= 1
            start, end = reader.span((first, last))
            inner = self._inner.get((start, end)) if last - first == 1 else None
            span = _strip(self.article.body, *(inner or (start, end)), bool(inner))
            if span[0] < span[1]:
                spans.append(span)
        return tuple(sorted(spans))

    def _hedge(self, finding: Finding) -> str:
        """The first reportive conditional of an indirect content."""
        endings = self.lexicon.hedge_endings
        if not endings:
            return ""
        reader = self.reader(finding.unit)
        for first, last in finding.content:
            for i, low in enumerate(reader.lows[first:last], first):
                if low.endswith(endings) and low in self.lexicon.finite:
                    return self.article.body[slice(*reader.span((i, i + 1)))]
        return ""

    # --- who is meant -------------------------------------------------------

    def _speaker(self, phrase: Phrase, unit: int, where: Range) -> Speaker | None:
        if phrase.pronoun:
            return self._antecedent(phrase, unit, where)
        if phrase.points_back:
            earlier = self._same_sort(phrase, unit)
            if earlier is not None:
                return earlier
        if phrase.known:
            longer = self._longer_name(phrase.words)
            return longer or Speaker(
                phrase.kind,
                phrase.name,
                phrase.known,
                phrase.head,
                phrase.feminine,
                phrase.plural,
            )
        if phrase.name:
            full = self._whole_name(phrase.name)
            listed = find_known(full, self.names) if full != phrase.name else None
            if listed is not None:
                kind, ref = self.sources[listed.source].kind, listed.source
                full = self.sources[ref].name
                return Speaker(
                    kind, full, ref, phrase.head, phrase.feminine, phrase.plural
                )
            kind = phrase.kind
            if kind == "unknown":
                person = phrase.bare and " " in full
                kind = self._kind_heard(full) or ("person" if person else kind)
            return Speaker(
                kind, full, full, phrase.head, phrase.feminine, phrase.plural
            )
        if not phrase.words:
            return None
        words = local_ref(phrase.words, self.article.id)
        ref = self._nameless.setdefault(words.casefold(), words)
        return Speaker(
            phrase.kind, phrase.words, ref, phrase.head, phrase.feminine, phrase.plural
        )

    def _whole_name(self, name: str) -> str:
        """The full name an article has for a last name; the name where it has none."""
        if " " in name:
            return name
        whole = self._full_names.get(name.casefold())
        known = whole is not None and is_introduced(whole, self.article.body)
        return whole if whole is not None and known else name

    def _longer_name(self, words: str) -> Speaker | None:
        """The source of which a known name is short here: "the Times" in a text that
        named the Bay Times before."""
        full = self._whole_name(words) if words.istitle() else words
        if full == words:
            return None
        listed = find_known(full, self.names)
        if listed is None:
            return Speaker("outlet", full, full)
        record = self.sources[listed.source]
        return Speaker(record.kind, record.name, listed.source)

    def _kind_heard(self, name: str) -> SourceKind | None:
        return next(
            (
                h.speaker.kind
                for h in reversed(self._heard)
                if h.speaker.name == name and h.speaker.kind != "unknown"
            ),
            None,
        )

    def _same_sort(self, phrase: Phrase, unit: int) -> Speaker | None:
        """ "This newspaper", "the minister": the last speaker of that sort."""
        bodies = ("outlet", "agency", "monitor", "group", "unknown")
        for heard in reversed(self._heard):
            speaker = heard.speaker
            if "@" in speaker.ref or not describes(phrase, speaker):
                continue
            if speaker.head == phrase.head:
                return speaker
            if phrase.kind in ("outlet", "agency", "monitor") and (
                speaker.kind in bodies
            ):
                return speaker
        return None

    def _same_nameless(self, phrase: Phrase, unit: int) -> _Heard | None:
        """ "The sources" after "sources quoted by X", in one paragraph."""
        if phrase.kind != "anonymous" or not phrase.definite:
            return None
        block = self.units[unit].block
        return next(
            (
                h
                for h in reversed(self._heard)
                if h.block == block
                and h.speaker.kind == "anonymous"
                and h.speaker.head == phrase.head
            ),
            None,
        )

    def _antecedent(self, phrase: Phrase, unit: int, where: Range) -> Speaker | None:
        """The nearest earlier speaker or name of fitting number."""
        in_sentence = self._topic(unit, where[0], phrase)
        if in_sentence is not None:
            return in_sentence
        block = self.units[unit].block
        if phrase.neuter and self._heard and self._heard[-1].unit == unit - 1:
            said = self._heard[-1].speaker
            if fits(phrase, said):
                return said  # "..., the ministry said. ..., it added."
        near = next(
            (
                h
                for h in reversed(self._heard)
                if h.unit <= unit
                and fits(phrase, h.speaker)
                and self._feminine.get(h.speaker.ref, phrase.feminine)
                == phrase.feminine
            ),
            None,
        )
        last = near if near and near.block == block else None
        if last is not None and last.unit >= unit - 1:
            return last.speaker
        if unit > 0:
            before = self._topic(unit - 1, self.reader(unit - 1).size, phrase)
            if before is not None and (last is None or before.kind == "person"):
                return before
        if last is not None:
            return last.speaker
        if near and block - near.block <= _NEAR_BLOCKS:
            return near.speaker
        words = phrase.words.lstrip("-")
        return Speaker("unknown", words, local_ref(words, self.article.id))

    def _topic(self, unit: int, before: int, asked: Phrase) -> Speaker | None:
        """The first phrase of a unit, where it can be whom a pronoun takes up."""
        reader = self.reader(unit)
        for i in range(min(before, reader.size)):
            if not reader.starts_phrase(i, first=i == 0) or reader.is_pronoun(i):
                continue
            if reader.is_in(i - 1, "determiners"):
                continue  # "dans le massif de la Vanoise": inside a phrase
            found = reader.phrase_after(i)
            if found is None or found[1] > before:
                return None
            phrase = self.phrase(unit, found)
            if phrase.pronoun or phrase.refused or not phrase.known_to_speak:
                continue
            if phrase.kind == "document" and not asked.neuter and self._heard:
                continue  # "Le texte est bon, a-t-elle dit": a person did
            if i == 0 and found[1] == 1 and self._is_verbal(reader.low(0)):
                continue  # "Asked whether he would stay, he said"
            speaker = self._speaker(phrase, unit, found)
            if speaker is not None and fits(asked, speaker):
                return speaker
            if reader.is_finite(i + 1):
                return None
        return None

    def _is_verbal(self, low: str) -> bool:
        """A form of a verb, which its capital at the start of a sentence hides."""
        return (
            low in self.lexicon.forms
            or low in self.lexicon.verbs
            or low in self.lexicon.finite
        )


_TRIM = " \t\r\n\u00a0\u202f,;:—–"


def _strip(body: str, start: int, end: int, quoted: bool) -> Span:
    """The span without spaces and commas at its edges, and without a final stop."""
    trim = _TRIM if quoted else _TRIM + "."
    while start < end and body[start] in _TRIM:
        start += 1
    while end > start and body[end - 1] in trim:
        end -= 1
    return (start, end)
