"""The record types: the YAML a person edits, field for field.

A new file is written in the order of the fields. Their docstrings are the help texts
of the JSON Schema files. Standard library only.

Dates are EDTF strings (see ``edtf``); the word ``unknown`` stands where nobody knows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

UNKNOWN = "unknown"
"""The value of a field of which the article says nothing; never equal to itself."""

Date = str | list[str]
"""EDTF; a list of EDTF dates means one of them; ``unknown``."""

Status = Literal["machine", "checked", "disputed"]

Facet = Literal[
    "when",
    "where",
    "kind",
    "rank",
    "actor",
    "target",
    "means",
    "killed",
    "wounded",
    "damage",
    "number",
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
    """Parts a person agrees with, e.g. [date, r-7f3a2c]: they stay as they are."""
    disputed: list[str] = field(default_factory=list)
    """Parts people disagree about, e.g. [place]: shown as disputed; say why in note."""
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
    """The exact words that were read wrongly; it holds wherever they stand."""
    read_as: Literal["date", "citation", "nothing", "no_date", "no_citation"] = (
        "nothing"
    )
    """What they are: a date, a citation; nothing (neither of both), or only not a date
    or not a citation. Quote a citation by what is said, with or without the words that
    announce it."""
    value: str | None = None
    """The date (EDTF), or the source: an id, a name, or name@article."""


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
    """Fields a person agrees with, e.g. [outlet]: they stay as they are."""
    disputed: list[str] = field(default_factory=list)
    """Fields people disagree about, e.g. [published]: shown as disputed."""


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
    not_same_as: list[str] = field(default_factory=list)
    """Ids of sources that look like this one and are others."""
    note: str | None = None
    """Markdown; what else a reader should know of it."""


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
    """Markdown; what else a reader should know of it."""
