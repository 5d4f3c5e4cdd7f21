# ruff: noqa: E501 - a quote that is folded over lines can no longer be read
"""An invented corpus: three outlets, an event told by all, French and English.

Every name, place and sentence in it is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.model import (
    Anchor,
    Annotations,
    Article,
    ArticleRecord,
    Because,
    Block,
    Candidate,
    Citation,
    Claim,
    EventRecord,
    Evidence,
    PlaceRecord,
    Reason,
    Relation,
    Report,
    SetAside,
    SourceRecord,
    Span,
    TimeExpression,
)


@dataclass(frozen=True)
class Broken:
    """A file that cannot be used."""

    path: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """What the publisher reads of content/."""

    articles: Mapping[str, Article]
    events: Mapping[str, EventRecord]
    sources: Mapping[str, SourceRecord]
    places: Mapping[str, PlaceRecord]
    unreadable: tuple[Broken, ...] = ()


@dataclass(frozen=True)
class Config:
    """What the publisher reads of site.yaml."""

    title: str = "Le pont de Valombre"
    description: str = ""
    language: str = "fr"
    address: str = "unknown"
    index: bool = False
    publish: str = "all"
    excerpt_share: float | str = "full"
    passage_limit: int = 300


def make_article(name: str, body: str, **fields: object) -> Article:
    """A working copy whose paragraphs are parted by blank lines."""
    blocks = []
    start = 0
    for text in body.split("\n\n"):
        mark = 2 if text.startswith(("# ", "> ")) else 0
        kind = {"# ": "heading", "> ": "quotation"}.get(text[:2], "paragraph")
        blocks.append(Block(kind, (start + mark, start + len(text))))  # type: ignore[arg-type]
        start += len(text) + 2
    evidence = Evidence(file=f"seeds/{name}.txt", sha256="9f" * 32)
    record = ArticleRecord(id=name, evidence=evidence, **fields)  # type: ignore[arg-type]
    return Article(record, body, tuple(blocks), f"content/articles/{name}.md")


def find(article: Article, words: str) -> Span:
    """Where words stand in a body; they must stand there."""
    at = article.body.index(words)
    return at, at + len(words)


def make_report(
    name: str, article: str, source: str, quote: str, *claims: Claim, **more: object
) -> Report:
    """A report with its claims."""
    return Report(
        id=name,
        article=article,
        source=source,
        quote=quote,
        claims=list(claims),
        **more,  # type: ignore[arg-type]
    )


COURRIER = make_article(
    "courrier-01",
    "# À Valombre, le pont de la Sarenne s’effondre dans la nuit\n\n"
    "Le pont routier de la Sarenne s’est effondré dans la nuit du 3 au 4 mars 2031, a"
    " annoncé la préfecture de Valombre. « Nous déplorons quatre morts et une vingtaine"
    " de blessés », a déclaré le préfet Anselme Rivaud devant la presse.\n\n"
    "Selon un riverain, une forte détonation a été entendue peu avant 2 heures. La"
    " société Ponts & Chaussées du Levant, qui exploitait l’ouvrage, n’a pas souhaité"
    " répondre. Le syndicat des bateliers met en cause « un défaut d’entretien connu"
    " de tous ».\n\n"
    "Mercredi, la circulation fluviale restait interdite entre Valombre et Les Échelles."
    " Une grue flottante est attendue dans les prochains jours pour dégager le chenal,"
    " où deux péniches sont bloquées depuis l’accident. Les mariniers évaluent leurs"
    " pertes à plusieurs dizaines de milliers d’écus par semaine, et demandent une"
    " indemnité.\n\n"
    "> Nous attendrons le temps qu’il faudra.\n\n"
    "L’ouvrage, mis en service en 1998, avait été inspecté pour la dernière fois en"
    " 2027.",
    title="À Valombre, le pont de la Sarenne s’effondre dans la nuit",
    outlet="courrier-valombre",
    published="2031-03-05",
    because=Because(rule="header-date", quote="5 mars 2031"),
    language="fr",
    set_aside=[
        SetAside(role="metadata", text="5 mars 2031, 18 h 40", rule="fr/header-date"),
        SetAside(
            role="caption", text="La fête du fleuve, le 12 juin 2029. Photo : DR."
        ),
        SetAside(role="related", text="Lire aussi : le bac reprend du service"),
    ],
)

HERALD = make_article(
    "herald-77",
    "# Three dead as river bridge gives way\n\n"
    "At least three people were killed when the Sarenne bridge near Valombre collapsed"
    " on Tuesday, the regional fire service told the Northern Herald. Rescuers pulled"
    " 18 injured people from the water.\n\n"
    "The Levant Press Agency reported, citing a police source, that investigators have"
    " found “no trace of explosives”. The number of missing is not known, the fire"
    " service said.",
    title="Three dead as river bridge gives way",
    outlet="northern-herald",
    published="2031-03-04",
    language="en",
    status="checked",
)

RADIO = make_article(
    "radio-3",
    "Un pont s’est écroulé près de Valombre. L’Agence Levant fait état de quatre morts."
    " Des témoins parlent d’une explosion. Deux jours plus tôt, une péniche avait"
    " heurté une pile du même pont, selon l’Agence Levant.",
    language="fr",
)

HOSTILE = make_article(
    "../<b>&\"'é x",
    '<script>alert(1)</script> {{ 7*7 }} a été dit samedi 14 novembre par « Bot » & "co".',
    title="<img src=x onerror=alert(1)>",
    outlet='<i>"Outlet"</i>',
    published="2031",
    language="fr",
)

COLLAPSE = EventRecord(
    id="pont-sarenne-2031-03-04",
    title="Effondrement signalé du pont de la Sarenne",
    kind="accident/collapse",
    date="2031-03-04",
    because=Because(
        rule="day-night",
        quote="dans la nuit du 3 au 4 mars 2031",
        article="courrier-01",
    ),
    place="valombre",
    was=["pont-2031"],
    reports=[
        make_report(
            "r-a1",
            "courrier-01",
            "prefecture-valombre",
            "Le pont routier de la Sarenne s’est effondré dans la nuit du 3 au 4 mars 2031, a annoncé la préfecture de Valombre.",
            Claim(
                facet="when",
                value="2031-03-04",
                quote="dans la nuit du 3 au 4 mars 2031",
            ),
            Claim(facet="target", quote="Le pont routier de la Sarenne"),
        ),
        make_report(
            "r-a2",
            "courrier-01",
            "Anselme Rivaud",
            "« Nous déplorons quatre morts et une vingtaine de blessés », a déclaré le préfet Anselme Rivaud",
            Claim(facet="killed", value=4, unit="person", quote="quatre morts"),
            Claim(
                facet="wounded",
                at_least=15,
                at_most=25,
                unit="person",
                hedge="une vingtaine",
                quote="une vingtaine de blessés",
            ),
        ),
        make_report(
            "r-a3",
            "courrier-01",
            "un riverain@courrier-01",
            "Selon un riverain, une forte détonation a été entendue peu avant 2 heures.",
            Claim(facet="when", quote="peu avant 2 heures"),
            Claim(facet="means", quote="une forte détonation"),
        ),
        make_report(
            "r-a4",
            "courrier-01",
            "syndicat-bateliers",
            "Le syndicat des bateliers met en cause « un défaut d’entretien connu de tous ».",
            Claim(facet="blamed_on", quote="« un défaut d’entretien connu de tous »"),
        ),
        make_report(
            "r-a5",
            "courrier-01",
            "courrier-valombre",
            "Mercredi, la circulation fluviale restait interdite entre Valombre et Les Échelles.",
            Claim(facet="response", quote="la circulation fluviale restait interdite"),
            Claim(facet="where", quote="entre Valombre et Les Échelles"),
        ),
        make_report(
            "r-b1",
            "herald-77",
            "fire-service",
            "At least three people were killed when the Sarenne bridge near Valombre collapsed on Tuesday, the regional fire service told the Northern Herald.",
            Claim(
                facet="killed",
                at_least=3,
                unit="person",
                hedge="At least",
                quote="At least three people were killed",
            ),
            Claim(facet="when", value="2031-03-04", quote="on Tuesday"),
            Claim(facet="where", value="valombre", quote="near Valombre"),
        ),
        make_report(
            "r-b2",
            "herald-77",
            "a police source@herald-77",
            "investigators have found “no trace of explosives”",
            Claim(facet="means", value=0, quote="“no trace of explosives”"),
            via=["agence-levant"],
            hedge="reported",
        ),
        make_report(
            "r-b3",
            "herald-77",
            "northern-herald",
            "Rescuers pulled 18 injured people from the water.",
            Claim(facet="wounded", value=18, unit="person", quote="18 injured people"),
        ),
        make_report(
            "r-b4",
            "herald-77",
            "fire-service",
            "The number of missing is not known, the fire service said.",
            Claim(
                facet="damage",
                value="unknown",
                quote="The number of missing is not known",
            ),
        ),
        make_report(
            "r-c1",
            "radio-3",
            "agence-levant",
            "L’Agence Levant fait état de quatre morts.",
            Claim(facet="killed", value=4, unit="person", quote="quatre morts"),
        ),
        make_report(
            "r-c2",
            "radio-3",
            "unknown@radio-3",
            "Un pont s’est écroulé près de Valombre.",
            Claim(facet="where", value="valombre", quote="près de Valombre"),
        ),
        make_report(
            "r-c3",
            "radio-3",
            "Des témoins@radio-3",
            "Des témoins parlent d’une explosion.",
            Claim(facet="means", quote="une explosion"),
        ),
    ],
)

BARGE = EventRecord(
    id="peniche-pile",
    title="Choc signalé d’une péniche contre le pont",
    kind="accident",
    status="checked",
    place="valombre",
    reports=[
        make_report(
            "r-d1",
            "radio-3",
            "agence-levant",
            "Deux jours plus tôt, une péniche avait heurté une pile du même pont, selon l’Agence Levant.",
            Claim(facet="when", quote="Deux jours plus tôt"),
            Claim(facet="actor", quote="une péniche"),
        )
    ],
    relations=[
        Relation(
            before="pont-sarenne-2031-03-04",
            at_least="P2D",
            at_most="P2D",
            quote="Deux jours plus tôt",
            article="radio-3",
        )
    ],
)

INSPECTION = EventRecord(
    id="inspection-2027",
    title="Inspection signalée du pont",
    kind="event",
    date="2027",
    reports=[
        make_report(
            "r-e1",
            "courrier-01",
            "courrier-valombre",
            "avait été inspecté pour la dernière fois en 2027",
            Claim(facet="when", value="2027", quote="en 2027"),
        )
    ],
)

REMARK = EventRecord(
    id="dit-14-novembre",
    title="Propos signalés",
    kind="event",
    date="XXXX-11-14",
    note="Une *note* de la rédaction.",
    reports=[
        make_report(
            "r-h1", HOSTILE.id, "« Bot »", "a été dit samedi 14 novembre par « Bot »"
        )
    ],
)

UNDATED = EventRecord(
    id="peniches-bloquees",
    title="Péniches signalées bloquées",
    kind="event",
    status="disputed",
    reports=[
        make_report(
            "r-f1",
            "courrier-01",
            "courrier-valombre",
            "deux péniches sont bloquées depuis l’accident",
            Claim(facet="target", value=2, unit="péniches", quote="deux péniches"),
        )
    ],
)


def make_extra(number: int, date: str | list[str]) -> EventRecord:
    """A short event of one report, to fill a chronology."""
    return EventRecord(
        id=f"extra-{number:04}",
        title=f"Événement signalé n° {number}",
        kind="event",
        date=date,
        reports=[
            make_report(
                f"r-x{number}",
                "radio-3",
                "agence-levant",
                "L’Agence Levant fait état de quatre morts.",
            )
        ],
    )


MARKS: list[str | list[str]] = [
    "2030-06-20", "2030-06-20T14:30:00", "2030-01", "2030-01~", "2030-07-28?",
    ["2030-01-04", "2030-01-11", "2030-01-18", "2030-01-25"], "2011/..", "../2012-05",
    "2029-06-18/2029-06-20", ["2012-06-20", "2018-06-20"],
]  # fmt: skip
"""One date for each drawing."""

CONTENT = Content(
    articles={a.id: a for a in (COURRIER, HERALD, RADIO, HOSTILE)},
    events={
        e.id: e
        for e in (
            COLLAPSE,
            BARGE,
            INSPECTION,
            REMARK,
            UNDATED,
            *(make_extra(n, d) for n, d in enumerate(MARKS)),
        )
    },
    sources={
        "courrier-valombre": SourceRecord(
            name="Le Courrier de Valombre", kind="outlet", country="FR"
        ),
        "northern-herald": SourceRecord(
            name="Northern Herald", kind="outlet", country="GB", owner="Herald Trust"
        ),
        "agence-levant": SourceRecord(
            name="Agence Levant", kind="agency", variants=["Levant Press Agency"]
        ),
        "prefecture-valombre": SourceRecord(
            name="Préfecture de Valombre", kind="official"
        ),
        "syndicat-bateliers": SourceRecord(
            name="Syndicat des bateliers", kind="group", note="Fondé en **1921**."
        ),
        "fire-service": SourceRecord(name="Regional fire service", kind="official"),
    },
    places={"valombre": PlaceRecord(name="Valombre", kind="town")},
)


def _annotate() -> dict[str, Annotations]:
    night = TimeExpression(
        find(COURRIER, "nuit du 3 au 4 mars 2031"),
        "DATE",
        "2031-03-04TNI",
        "2031-03-03/2031-03-04",
        "fr/night-of",
        anchor="2031-03-05",
        candidates=(
            Candidate("2031-03-04", True, "weekday"),
            Candidate("2030-03-04", False, "nearest-year"),
        ),
    )
    wednesday = TimeExpression(
        find(COURRIER, "Mercredi"),
        "DATE",
        "2031-03-05",
        "2031-03-05",
        "fr/weekday",
        "2031-03-05",
    )
    prefect = Citation(
        content=(
            find(
                COURRIER, "« Nous déplorons quatre morts et une vingtaine de blessés »"
            ),
        ),
        cue=find(COURRIER, "a déclaré"),
        source=find(COURRIER, "le préfet Anselme Rivaud"),
        name="Anselme Rivaud",
        ref="Anselme Rivaud",
        kind="official",
        mode="direct",
        rule="fr/inversion",
    )
    return {
        COURRIER.id: Annotations(
            COURRIER.id,
            times=(night, wednesday),
            citations=(prefect,),
            anchor=Anchor(
                "2031-03-05", (Reason(rule="header-date", quote="5 mars 2031"),)
            ),
        )
    }


ANNOTATIONS = _annotate()
