"""Articles in memory, and the stand-off data over their bodies.

Annotations cross the waist as data: any extractor may supply them. Standard library
only.

Offsets are Unicode code points, end exclusive. ``Span`` counts in the *body* of an
article's working copy unless a name says ``evidence``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.model.records import UNKNOWN, ArticleRecord, Facet, SourceKind

Span = tuple[int, int]

# --- articles in memory ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of a body: a heading, a paragraph or a block quotation."""

    kind: Literal["heading", "paragraph", "quotation"]
    span: Span
    """The words alone, without the mark # or >."""


@dataclass(frozen=True, slots=True)
class Article:
    """A working copy as read: its record, its body, and where the blocks stand."""

    record: ArticleRecord
    body: str
    """The text after the front matter, exactly as in the file."""
    blocks: tuple[Block, ...]
    path: str = ""
    """Of the working copy, from the project's root."""

    @property
    def id(self) -> str:
        return self.record.id


# --- annotations: stand-off data over a body ----------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that was considered."""

    edtf: str
    kept: bool
    why: str
    """The id of the reason, e.g. ``weekday``, ``nearest-year``."""


@dataclass(frozen=True, slots=True)
class EventOffset:
    """A time told from another event: "24 heures après cette frappe"."""

    direction: Literal["after", "before"]
    at_least: str
    """ISO 8601 duration, e.g. P0D."""
    at_most: str
    """ISO 8601 duration; ``""`` where the words set no bound."""
    event: Span
    """The words that name the other event."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that stand for a time."""

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    """TIMEX3 value, e.g. 2020-11-10, XXXX-11-14, P10Y, PAST_REF."""
    edtf: str
    """EDTF, or ``""`` where a careful reader would commit to nothing."""
    rule: str
    anchor: str = ""
    """EDTF of the publication date it hangs on; ``""`` where it hangs on none."""
    candidates: tuple[Candidate, ...] = ()
    quoted: bool = False
    """It lies in a quotation."""
    offset: EventOffset | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One of the things a publication date follows from."""

    rule: str
    quote: str = ""
    """The exact words the rule read."""
    event: str = ""
    """The event whose date a person set, where it follows from that."""
    date: str = ""
    """EDTF: the date of that event."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the publication date."""

    edtf: str
    """``unknown`` where nothing bounds it."""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks."""

    span: Span
    """With its marks."""
    inner: Span
    depth: int = 0
    closed: bool = True
    scare: bool = False
    """A word or phrase held at arm's length, not somebody's speech."""


@dataclass(frozen=True, slots=True)
class Relay:
    """Somebody in the middle of a chain."""

    ref: str
    """As ``Report.source``."""
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """Source, cue and content found in a text."""

    content: tuple[Span, ...]
    cue: Span
    """Empty where no words announce it: a person said that it is one."""
    source: Span | None
    """The words that name the source; None where another sentence names it."""
    name: str
    """The name as borne, or as resolved from another mention."""
    ref: str
    """As ``Report.source``: an id, a name, or name@article."""
    kind: SourceKind
    mode: Literal["direct", "indirect", "mixed"]
    rule: str
    polarity: Literal["says", "denies", "doubts", "asks", "orders", "intends"] = "says"
    via: tuple[Relay, ...] = ()
    """Nearest to the first speaker first; the publisher not repeated."""
    hedge: str = ""
    """Exact words of a hedge on the content, such as a conditional."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """A statement that no words attribute, right behind a citation: perhaps its source
    goes on. It is no citation, and nothing is taken from it as one."""

    span: Span
    """The sentence."""
    cue: Span
    """That of the citation it follows."""
    name: str
    ref: str
    """As ``Citation.ref`` of the citation it follows."""
    rule: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place."""

    span: Span
    place: str
    """An id of places.yaml."""
    rule: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count with what is counted."""

    span: Span
    """Number, hedge and counted noun."""
    value: int | None
    """The number where one is said; None for "plusieurs", "des dizaines"."""
    at_least: int | None
    at_most: int | None
    unit: str
    """A unit of the taxonomy, or the counted noun as it stands."""
    hedge: str
    """Exact words, ``""`` where there are none."""
    state: Literal["number", "zero", "unknown"]
    rule: str


@dataclass(frozen=True, slots=True)
class Role:
    """Words that fill a facet of an event mention."""

    facet: Facet
    span: Span
    rule: str


Modality = Literal["asserted", "planned", "possible", "negated", "background"]


@dataclass(frozen=True, slots=True)
class EventMention:
    """Words that tell of, or point at, a happening."""

    trigger: Span
    kind: str
    """A kind of the taxonomy."""
    passage: Span
    """The sentence or clause that tells it."""
    modality: Modality
    rule: str
    definite: bool = False
    """It points back: "cette attaque", "the strike"."""
    again: bool = False
    """The words say it is another one of its sort: "à nouveau", "deuxième fois"."""
    roles: tuple[Role, ...] = ()


Concept = Literal["fighter", "force", "people", "person", "deed", "ground", "named"]
"""``named`` is what fills a facet and is no noun of the lexicon."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words by which a text names who acts, who is hit, what was done or where."""

    span: Span
    """The noun with what describes it, without determiner and number."""
    lead: int
    """Where the phrase begins with its determiner, number or preposition."""
    head: str
    """The noun as the lexicon lists it, or the id of a people; ``""`` for a name."""
    concept: Concept
    peoples: tuple[str, ...] = ()
    """Countries and peoples that the words name, as the lexicon's ids."""
    other: bool = False
    """The words set it apart from one named before: "une autre base"."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one article; any extractor may supply it."""

    article: str
    """The article's id."""
    sentences: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    anchor: Anchor = Anchor(UNKNOWN)
    times: tuple[TimeExpression, ...] = ()
    citations: tuple[Citation, ...] = ()
    continuations: tuple[Continuation, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    mentions: tuple[EventMention, ...] = ()
    terms: tuple[Term, ...] = ()
