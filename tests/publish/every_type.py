"""The invented corpus with a page of every type and words that are hard to set.

Comes in: the sample. Goes out: CONTENT, SETTINGS, the project's own pages, and PAGES,
which names one page of every type. Right-to-left letters, emoji, words and addresses
without a place to break, wide tables: what a corpus of the world brings along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from builder.history import make_history
from builder.model import Claim, EventRecord, Evidence, Relation, SourceRecord
from builder.publish.addresses import page_path
from tests.publish.sample import (
    ANNOTATIONS,
    COLLAPSE,
    CONTENT,
    HOSTILE,
    RADIO,
    REMARK,
    UNDATED,
    Broken,
    Config,
    Content,
    make_article,
    make_extra,
    make_report,
)

__all__ = [
    "ABSENT",
    "ANNOTATIONS",
    "EVERY",
    "HISTORY",
    "PAGES",
    "SETTINGS",
    "write_own_pages",
]

LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 3
LONG_ADDRESS = "https://example.org/" + "very/long_path%20of-an/" * 7 + "page?q=1&r=2"
FAMILY = "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿🇺🇳"

UNTITLED = make_article(
    "untitled",
    f"{LONG_WORD} {LONG_ADDRESS} {FAMILY * 12}\n\n" + "\u00a0".join(["lié"] * 80),
)

ARABIC = make_article(
    "arabic",
    "# انهيار جسر قرب فالومبر\n\n"
    "قالت المحافظة يوم الثلاثاء 4 مارس 2031 إن أربعة أشخاص قتلوا (4) عند Sarenne."
    "\n\n> لن نغادر المكان.",
    title="انهيار جسر قرب فالومبر",
    outlet="jarida",
    published="2031-03-04",
    language="ar",
)

ADDRESSED = make_article(
    "addressed",
    "Le pont a tenu onze jours.\n\nLa mairie parle de 4 blessés.",
    title=f"Le pont {LONG_WORD}",
    outlet="courrier-valombre",
    published=["2031-03-04", "2031-03-11"],
    why="La date du timbre, lue par la rédaction.",
    language="fr",
)
ADDRESSED = replace(
    ADDRESSED,
    record=replace(
        ADDRESSED.record,
        evidence=Evidence(
            file="seeds/" + "dossier/" * 20 + "pont 😀.txt",
            sha256="9f" * 32,
            address=LONG_ADDRESS,
            captured="2031-03-05",
        ),
        status="disputed",
    ),
)

SAME = EventRecord(
    id="pont-meme",
    title=f"Le même pont ? {LONG_WORD} {FAMILY}",
    kind="accident/collapse",
    date=["2031-03-04", "2031-03-11"],
    place="valombre",
    maybe_same_as=[COLLAPSE.id],
    reports=[
        make_report(
            "r-s1",
            ADDRESSED.id,
            "courrier-valombre",
            "Le pont a tenu onze jours",
            Claim(facet="damage", quote="Le pont a tenu onze jours"),
        ),
        make_report(
            "r-s2",
            ADDRESSED.id,
            "mairie",
            "La mairie parle de 4 blessés et d'un mort.",
            Claim(facet="wounded", value=4, unit=LONG_WORD, quote="4 blessés"),
            Claim(facet="killed", value=1, unit="person", quote="un mort"),
        ),
        make_report(
            "r-s3",
            ARABIC.id,
            "المحافظة",
            "قالت المحافظة يوم الثلاثاء 4 مارس 2031 إن أربعة أشخاص قتلوا (4)",
            Claim(facet="killed", value=4, unit="person", quote="أربعة أشخاص قتلوا"),
            Claim(facet="when", value="2031-03-04", quote="الثلاثاء 4 مارس 2031"),
        ),
        make_report(
            "r-s4",
            UNTITLED.id,
            LONG_WORD,
            f"{LONG_WORD} {LONG_ADDRESS}",
            Claim(facet="target", quote=LONG_ADDRESS),
        ),
    ],
    checked=["date", "r-s2"],
    disputed=["place", "r-s3.killed"],
    relations=[
        Relation(after=COLLAPSE.id, at_least="P1D", quote="onze jours"),
        Relation(before=UNDATED.id, quote="Le pont a tenu", article=ADDRESSED.id),
    ],
)

BY_HAND = EventRecord(
    id="par-la-redaction",
    title="Événement sans article",
    kind="event",
    date="2031-03-20~",
    why="Notes de la rédaction, carnet 4.",
    status="checked",
    place=f"Lieu-dit {LONG_WORD}",
    note=f"[Le carnet]({LONG_ADDRESS})\n\n| a | b |\n|---|---|\n| {LONG_WORD} | 2 |",
)

LOST_WORDS = replace(
    REMARK,
    id="mots-perdus",
    title="Passage introuvable",
    reports=[make_report("r-l1", RADIO.id, "Bot", "Ces mots ne sont nulle part.")],
)

_EXTRAS = [make_extra(100 + n, f"{2028 + n % 3}-0{1 + n % 9}-11") for n in range(201)]

EVERY = Content(
    articles={
        **CONTENT.articles,
        **{article.id: article for article in (UNTITLED, ARABIC, ADDRESSED)},
    },
    events={
        **CONTENT.events,
        **{event.id: event for event in (SAME, BY_HAND, LOST_WORDS, *_EXTRAS)},
    },
    sources={
        **CONTENT.sources,
        "jarida": SourceRecord(name="الجريدة", kind="outlet", variants=["Al-Jarida"]),
        "mairie": SourceRecord(
            name=f"Mairie {LONG_WORD}",
            kind="official",
            owner=LONG_WORD,
            variants=[LONG_ADDRESS, FAMILY],
        ),
    },
    places=CONTENT.places,
    unreadable=(
        Broken("content/events/cassé.yaml", ("casse",)),
        Broken("content/articles/" + "x" * 120 + ".md", ("article-casse",)),
    ),
)

SETTINGS = Config(
    title=f"Le pont de Valombre {FAMILY}", description="Un corpus inventé."
)

ABSENT = frozenset({ADDRESSED.id})
"""Articles whose evidence is not at hand."""

FIRST = make_history("2031-04-01", (SAME, replace(BY_HAND, status="machine")), {})
HISTORY = make_history(
    "2031-05-01",
    (replace(SAME, date="2031-03-04", place="x", why=LONG_WORD), BY_HAND),
    {"2031-04-01": FIRST.text},
).steps
"""Editions that showed and changed two of the events."""

_COLUMNS = 14

_OWN = {
    "a-propos": "# À propos\n\n## Qui\n\nNous. [Écrire](mailto:a@example.org),"
    f" [lire]({LONG_ADDRESS}).\n\n| {' | '.join('colonne' for _ in range(_COLUMNS))} |"
    f"\n|{'---|' * _COLUMNS}\n| {' | '.join(['123 456 789'] * _COLUMNS)} |\n"
    f"\n```\n{'0123456789 ' * 30}{LONG_WORD}\n```\n\n> {LONG_WORD}\n",
    "method": "Ce que la rédaction ajoute.\n",
}


def write_own_pages(root: Path) -> None:
    """The Markdown files of a project, below its root."""
    folder = root / "content" / "pages"
    folder.mkdir(parents=True)
    for name, text in _OWN.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


PAGES: Mapping[str, str] = {
    "front": "index.html",
    "year": page_path("year", "2029"),
    "articles": "articles.html",
    "sources": "sources.html",
    "network": "network.html",
    "method": "method.html",
    "manual": "manual.html",
    "own page": "a-propos.html",
    "lost": "404.html",
    "event": page_path("event", COLLAPSE.id),
    "event of one source": page_path("event", "inspection-2027"),
    "event of a person": page_path("event", BY_HAND.id),
    "event maybe another": page_path("event", SAME.id),
    "event with lost words": page_path("event", LOST_WORDS.id),
    "event dated by another": page_path("event", "peniche-pile"),
    "moved": page_path("event", "pont-2031"),
    "broken event": page_path("event", "casse"),
    "broken article": page_path("article", "article-casse"),
    "article": page_path("article", "courrier-01"),
    "article untitled": page_path("article", UNTITLED.id),
    "article right to left": page_path("article", ARABIC.id),
    "article with an address": page_path("article", ADDRESSED.id),
    "article hostile": page_path("article", HOSTILE.id),
    "source": page_path("source", "courrier-valombre"),
    "source with long names": page_path("source", "mairie"),
    "source met once": page_path("source", "un riverain@courrier-01"),
}
"""One page of every type, and of every way it may look."""
