"""What a source phrase is made of: head noun, name, kind, number, gender.

Comes in: a range of tokens. Goes out: a ``Phrase``. It judges whether such a thing
speaks at all; whom it stands for is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.annotate.noun_phrases import Reader
from builder.annotate.sources import (
    Names,
    Speaker,
    find_known,
    longest_known,
    may_name,
    written_alike,
)
from builder.annotate.word_classes import Range
from builder.model import SourceKind, SourceRecord

_SIDES = ("-left", "-right", "-wing")
_BODIES = ("outlet", "agency", "monitor", "group", "document")


@dataclass(slots=True)
class Phrase:
    """A noun phrase read as a possible source."""

    words: str = ""
    """As it stands, without its determiner."""
    head: str = ""
    kind: SourceKind = "unknown"
    name: str = ""
    known: str = ""
    """The id of a known source."""
    pronoun: bool = False
    neuter: bool = False
    bare: bool = False
    """Without a determiner."""
    definite: bool = False
    points_back: bool = False
    """Definite, without a name: "this newspaper"."""
    pointed: bool = False
    """By a demonstrative."""
    feminine: bool | None = None
    plural: bool | None = None
    refused: bool = False
    known_to_speak: bool = False


def read_phrase(
    reader: Reader,
    where: Range,
    body: str,
    names: Names,
    sources: Mapping[str, SourceRecord],
) -> Phrase:
    """Read the phrase; ``refused`` where such a thing does not speak."""
    start, end = where
    phrase = Phrase()
    kinds, classes = reader.kinds, reader.classes
    while start < end and (kinds[start] != "w" or "adverb" in classes[start]):
        start += 1
    if start >= end:
        phrase.refused = True
        return phrase
    if reader.low(start) == "one" and reader.low(start + 1) == "," and start + 2 < end:
        start += 2  # "One, the dockers' union,"
    core = _core_end(reader, start, end)
    first, length = classes[start], core - start
    alone = length == 1 or "determiners" not in first
    if (
        (length == 2 and "back" in classes[start + 1])
        or (length == 1 and "possessive" in first)
        or ("pronoun" in first and alone)
        or reader.lows[start][0] == "-"
    ):
        return _pronoun(reader, start, core, phrase, body)
    governed = "prepositions" in first and "plural_determiners" not in first
    if governed and "determiners" in first:
        phrase.refused = True  # "du litige": a preposition stands before it
        return phrase
    determiner = start
    while start < core - 1 and "determiners" in classes[start]:
        start += 1
    phrase.bare = determiner == start
    said_of = phrase.bare and "verb_form" in classes[start] and not reader.uppers[start]
    if said_of and reader.is_in(start + 1, "by"):
        phrase.refused = True  # "sparked by a report": what a participle tells
        return phrase
    _agreement(reader, determiner, start, phrase)
    phrase.words = body[slice(*reader.span((start, core)))]
    near = _first_stretch(reader, start, core)
    head = _head(reader, start, near)
    _apply_head(reader, head, phrase)
    _find_name(reader, (start, near, core, end), head, phrase, body)
    _find_known(reader, (start, core), phrase, body, names, sources)
    if phrase.feminine is None:
        phrase.feminine = _sex(reader, (start, near), head)
    phrase.pointed = "demonstratives" in first or reader.is_in(start, "same")
    phrase.definite = determiner < start and "definite" in first
    phrase.points_back = (
        phrase.definite
        and not phrase.name
        and not phrase.known
        and phrase.kind != "unknown"
        and (phrase.pointed or core - start <= 2)
        and phrase.plural is not True
    )
    _judge(reader, head, phrase)
    if "none" in first or ("own_determiners" in first and phrase.kind == "document"):
        phrase.refused = True
    return phrase


def _pronoun(reader: Reader, i: int, end: int, phrase: Phrase, body: str) -> Phrase:
    """ "elle", "a-t-il", "ce dernier": somebody named before."""
    low = reader.low(i).rsplit("-", 1)[-1] if reader.low(i)[0] == "-" else reader.low(i)
    words = reader.lexicon.words
    phrase.words = body[slice(*reader.span((i, end)))]
    phrase.pronoun = phrase.known_to_speak = True
    if end - i > 1 and reader.is_in(i, "own"):
        phrase.refused = True  # "j'ai", "nous, habitants du port"
        return phrase
    if end - i > 1:
        _agreement(reader, i, i + 1, phrase)
        return phrase
    phrase.refused = low not in words["subject"] | words["possessive"]
    phrase.plural = low in words["plural"]
    if low in words["feminine"]:
        phrase.feminine = True
    elif low in words["masculine"]:
        phrase.feminine = False
    phrase.neuter = low == "it"
    return phrase


def _core_end(reader: Reader, start: int, end: int) -> int:
    """The phrase without apposition, bracket and relative clause."""
    for i in range(start + 1, end):
        if reader.kinds[i] == "w":
            if "any_relative" in reader.classes[i]:
                return i
        elif reader.kinds[i] == "q" or reader.lows[i] in (",", "(", "[", "—", "–"):
            return i
    return end


def _first_stretch(reader: Reader, start: int, end: int) -> int:
    """Up to the first preposition, where the head and the name stand."""
    for i in range(start + 1, end):
        if "prepositions" in reader.classes[i] and not (
            reader.uppers[i - 1]
            and i + 1 < end
            and reader.uppers[i + 1]
            and reader.is_in(i, "name_links")
        ):
            return i
    return end


def _agreement(reader: Reader, first: int, start: int, phrase: Phrase) -> None:
    for i in range(first, start):
        if reader.is_in(i, "plural_determiners"):
            phrase.plural = True
        elif phrase.plural is None:
            phrase.plural = False
        if reader.is_in(i, "feminine_determiners"):
            phrase.feminine = True


def _sex(reader: Reader, where: Range, head: int) -> bool | None:
    """Whether a title or the noun says that it is a woman: "Mrs", "spokesman"."""
    for i in (where[0], head):
        if where[0] <= i < where[1] and reader.low(i + 1) != "'s":
            if reader.is_in(i, "women"):
                return True
            if reader.is_in(i, "men"):
                return False
    return None


def _head(reader: Reader, start: int, end: int) -> int:
    """The noun the phrase is about: the first listed one, in English the last."""
    lexicon = reader.lexicon
    nouns, inanimate = lexicon.nouns, lexicon.words["inanimate"]
    order = range(start, end) if lexicon.inversion else range(end - 1, start - 1, -1)
    for i in order:
        low = reader.lows[i]
        if low in nouns or low in inanimate:
            return i
    if lexicon.inversion:
        return start
    return end - 1


def _apply_head(reader: Reader, head: int, phrase: Phrase) -> None:
    low = reader.low(head)
    phrase.head = low
    kind = reader.lexicon.nouns.get(low)
    if kind is not None:
        phrase.kind = kind  # type: ignore[assignment]
    elif phrase.plural and low.endswith(reader.lexicon.human_endings):
        phrase.kind = "anonymous"
    if not reader.lexicon.inversion and phrase.plural is None:
        phrase.plural = low.endswith("s") and not reader.uppers[head]


def _find_name(
    reader: Reader,
    where: tuple[int, int, int, int],
    head: int,
    phrase: Phrase,
    body: str,
) -> None:
    """A run of capitals: after the head noun, or the phrase itself."""
    start, near, core, end = where
    listed = reader.low(head) in reader.lexicon.nouns
    proper = listed and reader.uppers[head] and (head > 0 or reader.lexicon.inversion)
    if proper and (phrase.kind not in ("person", "official") or head == start):
        body_of = reader.is_in(head, "bodies_of") and reader.low(head + 1) == "of"
        follows = not body_of and any(reader.uppers[head + 1 : near])
        if not follows or phrase.kind in _BODIES:
            phrase.name = body[slice(*reader.span((start, core)))]
            return
    first = head + 1 if listed else start
    run = _capital_run(reader, first, near)
    if run is None and listed and phrase.kind in _BODIES:
        run = _capital_run(reader, first, core)
        between = range(head + 1, run[0]) if run is not None else range(0)
        seen = any(reader.is_in(i, "by") for i in between)  # "papers seen by X"
        if run is not None and (seen or reader.is_in(run[0] - 1, "prepositions")):
            run = None
    if run is None and core < end and reader.low(core) == ",":
        after = _capital_run(reader, core + 1, end)
        if after is not None and after[0] == core + 1:
            run = after
    run = run and _without_title(reader, run)
    if run == (0, 1) and reader.kind(1) == "w" and near > 1 and not reader.uppers[1]:
        run = None if _is_described(reader, near) else run
    if run is not None:
        phrase.name = body[slice(*reader.span(run))]
        if phrase.kind == "unknown" and core < end:
            _kind_by_apposition(reader, core + 1, end, phrase)


def _is_described(reader: Reader, near: int) -> bool:
    """ "Local partners": the capital is that of the sentence, the noun a plural."""
    return reader.lexicon.zero_that and near == 2 and reader.low(1).endswith("s")


def _without_title(reader: Reader, run: Range) -> Range:
    """ "Me Ann Rowe": a name of two words needs no title."""
    first = run[0]
    if first == 0 and run[1] > 2 and reader.is_in(0, "epithets"):
        return (1, run[1])
    if reader.low(first) in reader.lexicon.words["titles"]:
        first += 1 + (reader.low(first + 1) == ".")
    return (first, run[1]) if run[1] - first > 1 else run


def _capital_run(reader: Reader, start: int, end: int) -> Range | None:
    """The last run of capitalised words, small links between them allowed."""
    found: Range | None = None
    i = start
    while i < end:
        if _is_name_word(reader, i):
            j = i + 1
            while j < end and (
                _is_name_word(reader, j)
                or (
                    (reader.is_in(j, "name_links") or reader.low(j) == ".")
                    and j + 1 < end
                    and _is_name_word(reader, j + 1)
                )
            ):
                j += 1
            found = (i, j)
            if reader.lexicon.inversion:
                return found
            i = j
        i += 1
    return found


def _is_name_word(reader: Reader, i: int) -> bool:
    if reader.kinds[i] != "w" or reader.is_in(i, "days"):
        return False
    return reader.uppers[i] or reader.lows[i].startswith(reader.lexicon.name_prefixes)


def _kind_by_apposition(reader: Reader, start: int, end: int, phrase: Phrase) -> None:
    for i in range(start, min(end, start + 6)):
        kind = reader.lexicon.nouns.get(reader.low(i))
        if kind is not None:
            phrase.kind = kind  # type: ignore[assignment]
            phrase.head = reader.low(i)
            return


def _find_known(
    reader: Reader,
    where: Range,
    phrase: Phrase,
    body: str,
    names: Names,
    sources: Mapping[str, SourceRecord],
) -> None:
    """A known body: the phrase itself, or the name its head noun introduces."""
    start, core = where
    likely = may_name(reader.texts[start:core], names)
    if not likely and not phrase.name:
        return
    listed = phrase.head in reader.lexicon.nouns
    if listed and phrase.kind in ("person", "official", "anonymous", "group"):
        limit = start if not phrase.name else core
    else:
        limit = core
    words = reader.texts[start:limit]
    before = reader.lows[start - 1].rstrip("'") if start else ""
    found = _whole_known(body, reader, (start, core), names) if likely else None
    if found is not None:
        words = reader.texts[start:core]
    elif not phrase.name and reader.is_in(start, "mouthpieces"):
        found = _spoken_for(body, reader, (start, core), names)
        if found is not None:
            words = []
    if found is None and likely:
        found = longest_known(words, names, before)
    if found is None and phrase.name and may_name(phrase.name.split(), names):
        found = longest_known(phrase.name.split(), names, before)
        if found is not None and found[1] - found[0] < len(phrase.name.split()):
            found = None
    if found is None:
        return
    whole = found[0] == 0 and found[1] >= len(words) - 1
    if listed and phrase.kind in ("person", "official", "group") and not whole:
        return
    if not listed and not whole and found[0] > 0:
        return
    phrase.known = found[2]
    record = sources[found[2]]
    phrase.name = record.name
    if phrase.kind != "document":
        phrase.kind = record.kind


def _whole_known(
    body: str, reader: Reader, where: Range, names: Names
) -> tuple[int, int, str] | None:
    """A phrase that is, as it stands, a listed name: "the dockers' union"."""
    said = body[slice(*reader.span(where))]
    before = reader.lows[where[0] - 1].rstrip("'") if where[0] else ""
    known = find_known(said, names, before)
    if known is None or not written_alike(said, known.written):
        return None
    return 0, where[1] - where[0], known.source


def _spoken_for(
    body: str, reader: Reader, where: Range, names: Names
) -> tuple[int, int, str] | None:
    """The listed body a nameless spokesman speaks for."""
    for i in range(where[0] + 1, where[1] - 1):
        if not reader.is_in(i, "prepositions"):
            continue
        start = i + 1
        while start < where[1] - 1 and reader.is_in(start, "determiners"):
            start += 1
        found = _whole_known(body, reader, (start, where[1]), names)
        if found is not None:
            return 0, 0, found[2]
        return None
    return None


def _judge(reader: Reader, head: int, phrase: Phrase) -> None:
    """Refuse what does not speak; say what surely does."""
    low = reader.low(head)
    if phrase.known:
        phrase.known_to_speak = True
        return
    described = reader.is_in(head, "epithets") or low.endswith(_SIDES) or low.isdigit()
    if described and not phrase.name and phrase.kind == "unknown":
        phrase.refused = True  # "Ann Rowe, center-left, said": no source
        return
    common = head == 0 or not reader.uppers[head]
    if low in reader.lexicon.words["inanimate"] and common:
        phrase.refused = True
        return
    if reader.is_any(head, "prepositions", "conjunctions", "that", "wh"):
        phrase.refused = True
        return
    phrase.known_to_speak = bool(phrase.name) or phrase.kind != "unknown"


def describes(phrase: Phrase, speaker: Speaker) -> bool:
    """ "The health agency" is no agency that is not said to be one of health."""
    more = [word for word in phrase.words.casefold().split() if word != phrase.head]
    known = speaker.name.casefold().split()
    return phrase.pointed or all(word in known for word in more)


def fits(pronoun: Phrase, speaker: Speaker) -> bool:
    """Number and gender agree as far as both are known."""
    if pronoun.plural is not None and speaker.plural is not None:
        if pronoun.plural != speaker.plural:
            return False
    elif pronoun.plural and speaker.kind in ("person", "official", "outlet"):
        return False
    if pronoun.neuter and speaker.kind in ("person", "anonymous"):
        return False
    return (
        pronoun.feminine is None
        or speaker.feminine is None
        or pronoun.feminine == speaker.feminine
    )
