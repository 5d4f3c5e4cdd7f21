"""Every data type that crosses the border of a room.

Comes in: nothing. Goes out: frozen records. Standard library only, so that every
room may import it and none is dragged in by it.

Offsets are Unicode code points, end exclusive. ``Span`` counts in the *body* of an
article's working copy unless a name says ``evidence``. Dates are EDTF strings (see
``edtf``); the word ``unknown`` stands where nobody knows.

The record types (``ArticleRecord``, ``EventRecord``, ...) are the YAML a person
edits: field for field, in the order in which a new file is written. Their field
docstrings are the help texts of the JSON Schema files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

Span = tuple[int, int]

UNKNOWN = "unknown"
"""The value of a field of which the article says nothing; never equal to itself."""

Date = str | list[str]
"""EDTF; a list of EDTF dates means one of them; ``unknown``."""

Status = Literal["machine", "checked", "disputed"]

Facet = Literal[
    "when",
    "where",
    "kind",
    "actor",
    "target",
    "means",
    "killed",
    "wounded",
    "damage",
    "blamed_on",
    "claimed_by",
    "response",
]
"""One row of a comparison; the order is the order of the rows."""

SourceKind = Literal[
    "outlet",
    "agency",
    "monitor",
    "official",
    "person",
    "group",
    "document",
    "anonymous",
    "unknown",
]

SetAsideRole = Literal["metadata", "caption", "related", "share", "credit", "label"]

_STRICT = {"extra": "forbid", "strict": True, "use_attribute_docstrings": True}
"""How the record types are validated (read by pydantic; plain data here)."""


# --- records: what a person edits ----------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why the machine wrote a value."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    rule: str
    """The id of the rule that fired."""
    quote: str = ""
    """The exact words the rule read."""
    article: str = ""
    """The article they stand in, where the record does not say it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One facet of a report: a value, and the exact words it rests on."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    facet: Facet
    """What the claim is about."""
    value: int | str | None = None
    """A number, the word ``unknown`` (somebody says it is not known), an EDTF date, a
    place id, or words. Left out where the quote says it all."""
    at_least: int | None = None
    """Lower bound of a count that is a range."""
    at_most: int | None = None
    """Upper bound of a count that is a range."""
    unit: str | None = None
    """What is counted: a unit of the taxonomy (rocket, explosion, person ...)."""
    hedge: str | None = None
    """The words that weaken the value: "une vingtaine", "au moins", a conditional."""
    quote: str
    """The exact words; they stand inside the quote of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one source says of one event in one passage of one article."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    id: str
    """Minted once, never reused: r- and some hexadecimal digits."""
    article: str
    """The id of the article."""
    source: str
    """Who says it: a source id, a name as the article bears it, or name@article for
    somebody known in that article only (unknown@article is its unnamed publisher)."""
    via: list[str] = field(default_factory=list)
    """Who relays it, nearest to the first speaker first; the publisher not repeated."""
    quote: str
    """The exact words of the passage."""
    hedge: str | None = None
    """The words that weaken the whole report, such as a reportive conditional."""
    claims: list[Claim] = field(default_factory=list)
    """What it says, facet by facet."""
    same_as: list[str] = field(default_factory=list)
    """Report ids a person holds to be about the same event."""
    not_same_as: list[str] = field(default_factory=list)
    """Report ids a person holds to be about another event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """This event lies after (or before) another one, by a stated distance."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    after: str | None = None
    """The id of the earlier event. Either this or ``before``."""
    before: str | None = None
    """The id of the later event."""
    at_least: str | None = None
    """Smallest distance, an ISO 8601 duration in days, weeks, months or years."""
    at_most: str | None = None
    """Largest distance."""
    quote: str = ""
    """The exact words."""
    article: str = ""
    """The article they stand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """Something dated that is reported to have happened: one YAML file."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    format: Literal[1] = 1
    """The version of this file format."""
    id: str
    """The authority; the file name is free. Minted once."""
    was: list[str] = field(default_factory=list)
    """Earlier ids: their addresses lead here."""
    title: str
    """Neutral; follows kind, place and date until a person changes it."""
    kind: str
    """A kind of the taxonomy, such as attack/rockets."""
    date: Date = UNKNOWN
    """EDTF: 2022-01, 2022-01-05~ about, 2014/.. open; a list means one of them."""
    because: Because | None = None
    """What the machine's date rests on."""
    why: str | None = None
    """What a person's decisions rest on, in a person's own words."""
    place: str = UNKNOWN
    """A place id of places.yaml, or a name as an article bears it."""
    status: Status = "machine"
    """machine until a person has read the record; disputed where people disagree."""
    checked: list[str] = field(default_factory=list)
    """Fields a person agrees with, e.g. [date, place]: they stay as they are."""
    note: str | None = None
    """Markdown; shown on the page."""
    reports: list[Report] = field(default_factory=list)
    """Who says what; the key of the list is ``id``."""
    relations: list[Relation] = field(default_factory=list)
    """Before and after which events it lies; the key is the other event."""
    maybe_same_as: list[str] = field(default_factory=list)
    """Events that may be this one; for a person to decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The untouched file in seeds/."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    file: str
    """Path from the project's root, with forward slashes."""
    sha256: str
    """Hash of its bytes."""
    encoding: str = "utf-8"
    """How its bytes were read."""
    captured: str = UNKNOWN
    """EDTF date of the capture; an upper bound of the publication date."""
    address: str = UNKNOWN
    """The address it was captured from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A piece of the evidence that is not the article's text."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    role: SetAsideRole
    """metadata and credit say who and when; the rest is furniture."""
    text: str
    """The exact words."""
    rule: str = ""
    """The rule that set it aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's word against an annotation."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    quote: str
    """The exact words that were read wrongly."""
    read_as: Literal["date", "citation", "nothing"] = "nothing"
    """What they are."""
    value: str | None = None
    """The date (EDTF) or the source they stand for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """The head of a working copy, content/articles/<id>.md."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    format: Literal[1] = 1
    """The version of this file format."""
    id: str
    """The authority; the file name is free."""
    evidence: Evidence
    """The file this is the working copy of."""
    title: str = UNKNOWN
    """The headline, where the text bears one."""
    outlet: str = UNKNOWN
    """Who published it: never guessed; the page or a person says it."""
    credits: list[str] = field(default_factory=list)
    """Sources the article says its text comes from, such as an agency."""
    published: Date = UNKNOWN
    """EDTF date of publication."""
    because: Because | None = None
    """What the machine's publication date rests on."""
    why: str | None = None
    """What a person's publication date rests on, in a person's own words."""
    language: str = UNKNOWN
    """A code such as fr or en."""
    set_aside: list[SetAside] = field(default_factory=list)
    """What stands on the page and is not the article; the key is the text."""
    corrections: list[Correction] = field(default_factory=list)
    """A person's word against an annotation; the key is the quote."""
    status: Status = "machine"
    """machine until a person has read it."""
    checked: list[str] = field(default_factory=list)
    """Fields a person agrees with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """One entry of sources.yaml; the key of the mapping is the source's id."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    name: str
    """The name shown."""
    kind: SourceKind = "unknown"
    """What sort of speaker it is."""
    variants: list[str] = field(default_factory=list)
    """Other spellings, transliterations and acronyms met in articles."""
    country: str | None = None
    """ISO 3166 code of its seat."""
    owner: str | None = None
    """Who owns or funds it, as its own pages or a cited document say."""
    member_of: str | None = None
    """The id of the body it speaks for."""
    note: str | None = None
    """Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord:
    """One entry of places.yaml; the key of the mapping is the place's id."""

    __pydantic_config__: ClassVar[dict[str, object]] = _STRICT

    name: str
    """The name shown."""
    aliases: list[str] = field(default_factory=list)
    """Other spellings and transliterations met in articles."""
    kind: str | None = None
    """town, base, oil field, province, country ..."""
    within: list[str] = field(default_factory=list)
    """Ids of the places it lies in or belongs to."""
    near: list[str] = field(default_factory=list)
    """Ids of places an article may name instead of it."""
    latitude: float | None = None
    """Degrees north."""
    longitude: float | None = None
    """Degrees east."""
    precision_km: float | None = None
    """How far the coordinates may be off."""
    note: str | None = None
    """Markdown."""


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
class Anchor:
    """What is known of the publication date."""

    edtf: str
    """``unknown`` where nothing bounds it."""
    reasons: tuple[Because, ...] = ()


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
    places: tuple[PlaceMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    mentions: tuple[EventMention, ...] = ()


# --- linking -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim before it is a record."""

    facet: Facet
    span: Span
    value: int | str | None = None
    at_least: int | None = None
    at_most: int | None = None
    unit: str | None = None
    hedge: str | None = None


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report before it is a record: one speaker, one event, one passage."""

    article: str
    passage: Span
    evidence: Span
    """The passage in the evidence; it identifies the report across edits."""
    mention: EventMention
    source: str
    """As ``Report.source``."""
    via: tuple[str, ...]
    rule: str
    """How the speaker was found: ``citation/...``, ``publisher``."""
    hedge: str = ""
    times: tuple[TimeExpression, ...] = ()
    """The time expressions that date this event (not those of the act of speaking)."""
    places: tuple[str, ...] = ()
    """Place ids, the most precise first."""
    claims: tuple[FoundClaim, ...] = ()
