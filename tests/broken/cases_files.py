"""Evidence and folders: bytes that are no text, names, links, files in wrong places."""

from __future__ import annotations

from tests.broken.case import (
    EVENT,
    PLACES,
    SITE,
    SOURCES,
    Case,
    Copy,
    Edit,
    Folder,
    Link,
    Move,
    Put,
    Remove,
)

TEXT = "A vigil was held on the quay, a witness said.\n"
SEED = "seeds/new.txt"
GOOD = [Put(SEED, TEXT)]
GONE = [Remove(SEED)]


def seed(name: str, data: bytes | str, at: str = "") -> Case:
    """A piece of evidence nobody can read; the hint is to save it as UTF-8 text."""
    return Case(name, [Put(SEED, data)], GOOD, at)


CASES = [
    seed("empty-evidence", ""),
    seed("blank-evidence", " \n\t\n"),
    seed("binary-evidence", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    seed("pdf-evidence", b"%PDF-1.7\n" + b"text " * 100),
    seed("evidence-of-20-megabytes", b"A vigil was held. " * 1_111_112),
    seed(
        "broken-utf-8-evidence",
        ("Première ligne : été, hiver, forêt, château.\nL’été " * 3).encode()
        + b"fran\xe9ais\n",
        "\ufffd",
    ),
    seed("undecodable-evidence", bytes(range(0x80, 0x100)) * 30),
    Case(
        "evidence-in-windows-1252",
        [Put(SEED, "Un été à la forêt.\n".encode("cp1252"))],
        [Put(SEED, "Un été à la forêt.\n"), Remove("content/articles/new.md")],
        outcome="warning",
    ),
    Case(
        "evidence-of-another-sort",
        [Put("seeds/page.docx", b"PK\x03\x04")],
        [Move("seeds/page.docx", "../kept.docx"), Put("seeds/page.txt", TEXT)],
        outcome="warning",
    ),
    Case(
        "same-evidence-twice",
        [Copy("seeds/herald-march.txt", "seeds/again.txt")],
        [Remove("seeds/again.txt")],
        outcome="warning",
    ),
    Case(
        "evidence-changed",
        [Edit("seeds/courrier-ferry.txt", "vingt ans", "vingt mois")],
        [Edit("seeds/courrier-ferry.txt", "vingt mois", "vingt ans")],
    ),
    Case("evidence-link-out", [Link(SEED, "../outside/secret.txt")], [*GONE, *GOOD]),
    Case(
        "evidence-link-to-nothing", [Link(SEED, "../outside/none.txt")], [*GONE, *GOOD]
    ),
    Case(
        "evidence-folder-link-out",
        [Link("seeds/more", "../outside")],
        [Remove("seeds/more")],
    ),
    Case(
        "evidence-name-with-a-newline",
        [Put("seeds/a\nb: x.txt", "")],
        [Put("seeds/a\nb: x.txt", TEXT)],
    ),
    Case(
        "evidence-name-with-an-escape",
        [Put("seeds/\x1b[31m{{x}}<script>.txt", "")],
        [Put("seeds/\x1b[31m{{x}}<script>.txt", TEXT)],
    ),
    Case(
        "seeds-is-a-link",
        [Move("seeds", "../outside/seeds"), Link("seeds", "../outside/seeds")],
        [Remove("seeds"), Move("../outside/seeds", "seeds")],
        updated=False,
    ),
    Case(
        "record-link-out",
        [Link("content/events/out.yaml", "../outside/event.yaml")],
        [
            Remove("content/events/out.yaml"),
            Put("content/events/out.yaml", "id: out\ntitle: x\nkind: protest\n"),
        ],
    ),
    Case(
        "record-link-to-nothing",
        [Link("content/events/out.yaml", "../outside/none")],
        [Remove("content/events/out.yaml")],
    ),
    Case(
        "article-link-out",
        [Link("content/articles/out.md", "../outside/secret.txt")],
        [Remove("content/articles/out.md")],
    ),
    Case(
        "events-link-out",
        [
            Move("content/events", "../outside/events"),
            Link("content/events", "../outside/events"),
        ],
        [Remove("content/events"), Move("../outside/events", "content/events")],
        updated=False,
    ),
    Case(
        "content-link-out",
        [Move("content", "../outside/content"), Link("content", "../outside/content")],
        [Remove("content"), Move("../outside/content", "content")],
        updated=False,
    ),
    Case(
        "base-link-out",
        [
            Move("content/.base", "../outside/base"),
            Link("content/.base", "../outside/base"),
        ],
        [Remove("content/.base"), Move("../outside/base", "content/.base")],
        updated=False,
    ),
    Case(
        "schema-link-out",
        [
            Move("content/.schema", "../outside/schema"),
            Edit(
                "../outside/schema/site.schema.json",
                '"http://json-schema.org/draft-07/schema#"',
                '"old"',
            ),
            Link("content/.schema", "../outside/schema"),
        ],
        [Remove("content/.schema")],
        updated=False,
    ),
    Case(
        "settings-link-out",
        [Move(SITE, "../outside/site.yaml"), Link(SITE, "../outside/site.yaml")],
        [Remove(SITE), Move("../outside/site.yaml", SITE)],
        updated=False,
    ),
    Case(
        "sources-link-out",
        [
            Move(SOURCES, "../outside/sources.yaml"),
            Link(SOURCES, "../outside/sources.yaml"),
        ],
        [Remove(SOURCES), Move("../outside/sources.yaml", SOURCES)],
        updated=False,
    ),
    Case(
        "site-link-out",
        [Move("site", "../outside/site"), Link("site", "../outside/site")],
        [Remove("site"), Move("../outside/site", "site")],
    ),
    Case(
        "base-events-is-a-file",
        [Move("content/.base/events", "../kept"), Put("content/.base/events", "x\n")],
        [Remove("content/.base/events"), Move("../kept", "content/.base/events")],
        updated=False,
    ),
    Case(
        "events-is-a-file",
        [Move("content/events", "../kept"), Put("content/events", "x\n")],
        [Remove("content/events"), Move("../kept", "content/events")],
        updated=False,
    ),
    Case(
        "sources-are-a-folder",
        [Move(SOURCES, "../kept.yaml"), Folder(SOURCES)],
        [Move(SOURCES, "../empty"), Move("../kept.yaml", SOURCES)],
        updated=False,
    ),
    Case(
        "settings-are-a-folder",
        [Move(SITE, "../kept.yaml"), Folder(SITE)],
        [Move(SITE, "../empty"), Move("../kept.yaml", SITE)],
        updated=False,
    ),
    Case(
        "settings-in-latin-1",
        [Put(SITE, b"title: Enqu\xeates\n")],
        [Put(SITE, "title: Enquêtes\n")],
        "\ufffd",
        updated=False,
    ),
    Case(
        "places-are-a-list",
        [Put(PLACES, "- {name: Orvania}\n")],
        [Put(PLACES, "orvania: {name: Orvania}\nport-ancel: {name: Port-Ancel}\n")],
        "- {name",
        updated=False,
    ),
    Case(
        "nul-in-a-record",
        [Put(EVENT, b"id: hand\0\n")],
        [Put(EVENT, "id: hand\ntitle: A vigil\nkind: protest\n")],
        "\0",
    ),
]
