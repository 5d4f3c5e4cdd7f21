"""What `recoupe check` asks about: it may be right, and a person can answer either way.

``mend`` does what the hint says first, ``answer`` what it says of the other case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.broken.case import (
    ARTICLE,
    EVENT,
    MARCH,
    SITE,
    SOURCES,
    Copy,
    Edit,
    Move,
    Step,
)

WRECK = "content/events/port-ancel-shipwreck-2031-05-03.yaml"
RELATION = "{after: port-ancel-shipwreck-2031-05-03, at_least: P1D"

FERRY = '    quote: "Un ferry a sombré'


@dataclass(frozen=True)
class Question:
    """One thing that wants a person's eyes."""

    name: str
    broken: Sequence[Step]
    mend: Sequence[Step]
    at: str
    """What the line of the first problem holds at its column."""
    answer: Sequence[Step] = field(default=())


def ask(
    name: str, path: str, old: str, new: str, mended: str, at: str, answer: str = ""
) -> Question:
    """The most frequent case: one passage of one file."""
    return Question(
        name,
        [Edit(path, old, new)],
        [Edit(path, new, mended)],
        at,
        [Edit(path, new, answer)] if answer else [],
    )


def source(name: str, entry: str, one: Sequence[Step], two: str, at: str) -> Question:
    """A new entry of sources.yaml that looks like one that is there."""
    old = "\nradio-litorale:\n"
    return Question(
        name,
        [Edit(SOURCES, old, f"\n{entry}{old}")],
        [Edit(SOURCES, f"\n{entry}{old}", old), *one],
        at,
        [Edit(SOURCES, entry, f"{entry}  {two}\n")],
    )


QUESTIONS = [
    Question(
        "circle-of-relations",
        [
            Edit(
                WRECK,
                "status: machine\n",
                "status: machine\nrelations:\n  - {after: hand}\n",
            )
        ],
        [
            Edit(
                WRECK,
                "status: machine\nrelations:\n  - {after: hand}\n",
                "status: machine\n",
            )
        ],
        "{after: port",
    ),
    ask(
        "distance-that-cannot-be",
        EVENT,
        RELATION,
        RELATION.replace("P1D", "P2W") + ", at_most: P3D",
        RELATION.replace("P1D", "P3D") + ", at_most: P2W",
        "P2W",
    ),
    ask(
        "distance-the-dates-exclude",
        EVENT,
        RELATION,
        RELATION.replace("P1D", "P2W"),
        RELATION,
        "port-ancel-shipwreck",
    ),
    ask(
        "order-the-dates-exclude",
        EVENT,
        RELATION,
        RELATION.replace("after", "before"),
        RELATION,
        "port-ancel-shipwreck",
    ),
    Question(
        "told-before-it-happened",
        [
            Edit(EVENT, "why: told by a witness\n", ""),
            Edit(EVENT, "status: checked", "status: machine"),
        ],
        [Edit(EVENT, 'date: "2031-05-07"', 'date: "2031-05-05"')],
        '"2031-05-07"',
        [Edit(EVENT, "place:", "why: it had been announced\nplace:")],
    ),
    ask(
        "date-no-passage-gives",
        MARCH,
        'date: "2031-05-05"',
        'date: "2031-05-04"',
        'date: "2031-05-05"',
        '"2031-05-04"',
        'date: "2031-05-04"\nwhy: the police log has it',
    ),
    ask(
        "captured-before-published",
        ARTICLE,
        "captured: unknown",
        'captured: "2031-05-01"',
        'captured: "2031-05-06"',
        '"2031-05-05"',
    ),
    ask(
        "disputed-without-a-word",
        MARCH,
        "status: machine",
        "status: disputed",
        "status: disputed\nnote: Two of us read the place otherwise.",
        "disputed",
    ),
    ask(
        "disputed-and-checked",
        MARCH,
        "status: machine",
        "status: machine\nchecked: [place]\ndisputed: [date, place]\nnote: Two maps.",
        "status: machine\nchecked: [place]\ndisputed: [date]\nnote: Two maps.",
        "place]",
    ),
    ask(
        "part-disputed-without-a-word",
        MARCH,
        "status: machine",
        "status: machine\ndisputed: [place]",
        "status: machine\ndisputed: [place]\nnote: Two maps differ.",
        "[place]",
    ),
    ask(
        "title-that-judges",
        MARCH,
        '"Port-Ancel: protest reported, 5 May 2031"',
        '"Port-Ancel: brutal protest reported, 5 May 2031"',
        '"Port-Ancel: protest reported, 5 May 2031"',
        '"Port-Ancel',
        '"Port-Ancel: brutal protest reported, 5 May 2031"\nchecked: [title]',
    ),
    Question(
        "schema-that-is-elsewhere",
        [Move(MARCH, "content/events/2031/march.yaml")],
        [
            Edit(
                "content/events/2031/march.yaml",
                "$schema=../.schema/event.schema.json\n"
                "# $schema: ../.schema/event.schema.json",
                "$schema=../../.schema/event.schema.json\n"
                "# $schema: ../../.schema/event.schema.json",
            )
        ],
        "../.schema",
    ),
    ask(
        "checked-and-open",
        MARCH,
        "status: machine",
        "status: checked\nmaybe_same_as: [hand]",
        "status: checked",
        "[hand]",
    ),
    Question(
        "same-and-not-the-same",
        [
            Edit(EVENT, "not_same", "same_as: [r-d364ee]\n    not_same"),
            Edit(WRECK, FERRY, f"    same_as: [r-7d26af]\n{FERRY}"),
        ],
        [Edit(EVENT, "not_same_as: [r-7d26af]", "not_same_as: []")],
        "r-7d26af",
        [Edit(EVENT, "same_as: [r-d364ee]\n    not_same", "not_same")],
    ),
    ask(
        "not-the-same-in-one-event",
        WRECK,
        '    source: halden-herald\n    quote: "Ferry',
        '    source: halden-herald\n    not_same_as: [r-53a91a]\n    quote: "Ferry',
        '    source: halden-herald\n    quote: "Ferry',
        "r-53a91a",
    ),
    ask(
        "claim-twice",
        EVENT,
        '      - {facet: actor, quote: "l’équipage"}\n',
        '      - {facet: actor, quote: "l’équipage"}\n' * 2,
        '      - {facet: actor, quote: "l’équipage"}\n',
        "{facet",
    ),
    ask(
        "outlet-nobody-names",
        ARTICLE,
        "outlet: radio-litorale",
        "outlet: unknown",
        "outlet: radio-litorale",
        "outlet",
        "outlet: unknown\nchecked: [outlet]",
    ),
    ask(
        "id-of-no-source",
        EVENT,
        "via: [radio-litorale]",
        "via: [radio-literale]",
        "via: [radio-litorale]",
        "radio-literale",
    ),
    source(
        "source-spelt-otherwise",
        "halden-harald:\n  name: Halden Harald\n  kind: outlet\n",
        [
            Edit(
                SOURCES,
                "variants: [Halden Herald]",
                "variants: [Halden Herald, Halden Harald]",
            )
        ],
        "not_same_as: [halden-herald]",
        "Halden Harald",
    ),
    source(
        "source-in-short",
        "coast:\n  name: OCG\n  kind: official\n",
        [],
        "not_same_as: [orvania-coast-guard]",
        "Orvania Coast Guard",
    ),
    source(
        "source-of-the-general-list",
        "agence-reuters:\n  name: Agence Reuters\n  kind: agency\n",
        [],
        "not_same_as: [reuters]",
        "Agence Reuters",
    ),
    ask(
        "not-the-same-as-nobody",
        SOURCES,
        "kind: official\n",
        "kind: official\n  not_same_as: [union-of-docker]\n",
        "kind: official\n  not_same_as: [union-of-dockers]\n",
        "union-of-docker]",
    ),
    Question(
        "reason-whose-words-are-gone",
        [
            Edit(
                "content/articles/courrier-march.md",
                "lundi 5 mai 2031 à Port-Ancel",
                "le 5 mai 2031 à Port-Ancel",
            ),
            Edit(
                MARCH,
                "ont manifesté lundi 5 mai 2031 à Port-Ancel",
                "ont manifesté le 5 mai 2031 à Port-Ancel",
            ),
            Edit(
                MARCH,
                '{facet: when, value: "2031-05-05", quote: "lundi 5 mai 2031"}',
                '{facet: when, value: "2031-05-05", quote: "le 5 mai 2031"}',
            ),
        ],
        [Edit(MARCH, 'quote: "lundi 5 mai 2031", art', 'quote: "le 5 mai 2031", art')],
        '"lundi',
    ),
    ask(
        "claims-beyond-the-share",
        SITE,
        "language: en\n",
        "language: en\nexcerpt_share: 0.02\n",
        "language: en\nexcerpt_share: 0.5\n",
        "",
    ),
]

FINE: dict[str, Sequence[Step]] = {
    "one order stated from both sides": [
        Edit(
            WRECK, "status: machine\n", "status: machine\nrelations: [{before: hand}]\n"
        )
    ],
    "an exact distance that the dates allow": [
        Edit(EVENT, RELATION, RELATION.replace("P1D", "P4D") + ", at_most: P4D")
    ],
    "a day for a month": [
        Edit(EVENT, RELATION, RELATION.replace("P1D", "P4D") + ", at_most: P1M")
    ],
    "a wider date than the passages give": [Edit(MARCH, '"2031-05-05"\nb', "2031\nb")],
    "one of two dates, one of which is given": [
        Edit(MARCH, '"2031-05-05"\nb', '["2031-05-05", "2031-05-06"]\nb')
    ],
    "about a day near the one given": [
        Edit(MARCH, '"2031-05-05"\nb', "2031-05-04~\nb")
    ],
    "another date with its reason": [
        Edit(MARCH, '"2031-05-05"\nb', '"2031-05-04"\nwhy: the police log has it\nb')
    ],
    "another date that a person has checked": [
        Edit(MARCH, '"2031-05-05"\nb', '"2031-05-04"\nchecked: [date]\nb')
    ],
    "the day before, for the clocks of another zone": [
        Edit(ARTICLE, "captured: unknown", 'captured: "2031-05-04"')
    ],
    "a judging word that somebody is quoted with": [
        Edit(MARCH, '"Port-Ancel: protest', "'Port-Ancel: “brutal” protest"),
        Edit(MARCH, '5 May 2031"\n', "5 May 2031'\n"),
    ],
    "a schema from an address, and words in a body": [
        Edit(MARCH, "# $schema: ../.schema/event", "# $schema: https://a.example/e"),
        Edit(ARTICLE, "\n---\n", "\n---\n# $schema: x\n\n"),
    ],
    "disputed, with a note": [
        Edit(EVENT, "status: checked", "status: disputed"),
    ],
    "one thing said twice by two sources": [
        Edit(
            MARCH,
            "  - id: r-cc66ef",
            "  - {id: r-two, article: courrier-march, source: union-of-dockers, "
            "quote: Plusieurs milliers de personnes ont manifesté lundi 5 mai 2031 à "
            "Port-Ancel.}\n  - id: r-cc66ef",
        )
    ],
    "an outlet nobody knows, as a person has seen": [
        Edit(ARTICLE, "outlet: radio-litorale", "outlet: unknown\nchecked: [outlet]")
    ],
    "a name as the article bears it": [
        Edit(EVENT, "via: [radio-litorale]", "via: [Radio du Port]")
    ],
    "names that only begin or end alike": [
        Edit(
            SOURCES,
            "\nradio-litorale:\n",
            "\nradio-nationale: {name: Radio Nationale}\nthe-post: {name: The Post}\n"
            "union-of-teachers: {name: Union of Teachers}\n"
            "halden-post: {name: Halden Post, variants: [HP]}\n\nradio-litorale:\n",
        )
    ],
    "who speaks for a body of nearly the same name": [
        Edit(
            SOURCES,
            "\nradio-litorale:\n",
            "\norvania-coastguard: {name: Orvania Coastguard, "
            "member_of: orvania-coast-guard}\n\nradio-litorale:\n",
        )
    ],
    "another article with the same outlet": [
        Copy(ARTICLE, "content/articles/second.md", "id: radio-ferry", "id: second")
    ],
}
"""Steps after which nothing is asked: what looks wrong and is right."""
