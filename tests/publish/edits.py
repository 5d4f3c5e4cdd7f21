"""What a person may do to a project between two builds.

Comes in: a project on disk, a source of chance. Goes out: the project, edited: records
of every sort, settings, templates, pages, seeds; also edits that leave an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from tests.made import make_articles

SEEDS = 7

_SOURCES = """\
harbour-post:
  name: Harbour Post
  kind: outlet
prefecture:
  name: La préfecture
  kind: official
  variants: [la préfecture]
"""
_PLACES = """\
valombre:
  name: Valombre
querne:
  name: Querne
  near: [valombre]
"""
_LAYOUT = (
    "{% extends 'default/layout.html' %}\n{% block head %}<!-- N -->{% endblock %}\n"
)
_PARTS = {
    "layout.html": _LAYOUT,
    "event.html": _LAYOUT.replace("layout", "event"),
    "article.html": _LAYOUT.replace("layout", "article"),
    "source.html": _LAYOUT.replace("layout", "source"),
    "parts/entry.html": (
        "{{ event.title }} N {{ article_name('00000-made') }} {{ place(event.place) }}"
        " {{ voice_link(voice_of('prefecture')) }}\n"
    ),
}


def make_project(root: Path) -> Path:
    """Seeds, sources and places; no build has seen them."""
    for name, text in {"sources": _SOURCES, "places": _PLACES}.items():
        _write(root / "content" / f"{name}.yaml", text)
    for name, text in list(make_articles(SEEDS)):
        _write(root / "seeds" / name, text)
    return root


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def _change(path: Path, pattern: str, new: str) -> bool:
    """Replace the first match; False where there is none."""
    text, count = re.subn(
        f"(?m){pattern}", lambda _: new, path.read_text("utf-8"), count=1
    )
    if count:
        _write(path, text)
    return bool(count)


def _pick(root: Path, chance: Random, pattern: str) -> Path | None:
    paths = sorted(root.glob(pattern))
    return chance.choice(paths) if paths else None


def _some_word(chance: Random) -> str:
    return "".join(chance.choice("abcdefghij") for _ in range(6))


def _set_field(field: str, values: Callable[[Random], str]) -> Edit:
    """Give a field of an event another value, or the event that field."""

    def edit(root: Path, chance: Random) -> None:
        path = _pick(root, chance, "content/events/*.yaml")
        if path is not None:
            line = f"{field}: {values(chance)}"
            if not _change(path, f"^{field}: .*$", line):
                _change(path, "^kind: ", f"{line}\nkind: ")

    return edit


def _rename_event(root: Path, chance: Random) -> None:
    path = _pick(root, chance, "content/events/*.yaml")
    if path is not None:
        old = path.stem
        new = f"renamed-{_some_word(chance)}"
        if _change(path, "^id: .*$", f"id: {new}\nwas: [{old}]"):
            path.rename(path.with_name(f"{new}.yaml"))


def _delete_event(root: Path, chance: Random) -> None:
    path = _pick(root, chance, "content/events/*.yaml")
    if path is not None:
        path.unlink()


def _break_event(root: Path, chance: Random) -> None:
    path = _pick(root, chance, "content/events/*.yaml")
    if path is not None:
        _change(path, "^status: .*$", f"status: {_some_word(chance)}")


def _mend_events(root: Path, chance: Random) -> None:
    for path in sorted(root.glob("content/events/*.yaml")):
        _change(path, "^status: .*$", "status: machine")
    _title_article(root, chance)


def _tie_events(root: Path, chance: Random) -> None:
    """One event after another, or perhaps the same."""
    paths = sorted(root.glob("content/events/*.yaml"))
    if len(paths) > 1:
        one, other = chance.sample(paths, 2)
        text = one.read_text("utf-8")
        found = re.search(r"(?m)^id: (\S+)$", other.read_text("utf-8"))
        if found and "relations:" not in text and "maybe_same_as:" not in text:
            line = f"maybe_same_as: [{found[1]}]"
            if chance.random() < 0.5:
                line = f"relations:\n  - {{after: {found[1]}, at_least: P1D}}"
            _write(one, f"{text.rstrip()}\n{line}\n")


def _title_article(root: Path, chance: Random) -> None:
    path = _pick(root, chance, "content/articles/*.md")
    if path is not None:
        _change(path, "^title: .*$", f"title: Titre {_some_word(chance)}")


def _name_outlet(root: Path, chance: Random) -> None:
    path = _pick(root, chance, "content/articles/*.md")
    if path is not None:
        outlet = chance.choice(["harbour-post", "unknown", _some_word(chance)])
        _change(path, "^outlet: .*$", f"outlet: {outlet}")


def _rewrite_article(root: Path, chance: Random) -> None:
    path = _pick(root, chance, "content/articles/*.md")
    if path is not None:
        words = f"Le 3 mars 2031, {_some_word(chance)} a tué 4 personnes à Querne."
        _write(path, path.read_text("utf-8") + f"\n{words}\n")


def _correct_article(root: Path, chance: Random) -> None:
    """Some words of an article are what a person says they are."""
    path = _pick(root, chance, "content/articles/*.md")
    if path is None or "corrections:" in path.read_text("utf-8"):
        return
    body = path.read_text("utf-8").split("---\n", 2)[2]
    words = [line for line in body.splitlines() if line and line[0] not in "#>"]
    if words:
        says = chance.choice(["nothing", "citation, value: harbour-post"])
        quote = json.dumps(chance.choice(words)[:40], ensure_ascii=False)
        line = f"corrections: [{{quote: {quote}, read_as: {says}}}]"
        _change(path, "^status: ", f"{line}\nstatus: ")


def _add_seed(root: Path, chance: Random) -> None:
    number = len(list((root / "seeds").glob("*.txt")))
    name, text = list(make_articles(number + 1))[-1]
    _write(root / "seeds" / name, text)


def _change_source(root: Path, chance: Random) -> None:
    _change(
        root / "content/sources.yaml", "^  name: .*$", f"  name: {_some_word(chance)}"
    )


def _add_source(root: Path, chance: Random) -> None:
    path = root / "content" / "sources.yaml"
    word = _some_word(chance)
    entry = f"{word}:\n  name: le syndicat\n  kind: group\n  note: '*{word}*'\n"
    _write(path, path.read_text("utf-8") + entry)


def _change_place(root: Path, chance: Random) -> None:
    _change(
        root / "content/places.yaml", "^  name: .*$", f"  name: {_some_word(chance)}"
    )


def _change_settings(root: Path, chance: Random) -> None:
    lines = [
        f"title: Site {_some_word(chance)}",
        f"language: {chance.choice(['fr', 'en'])}",
        f"excerpt_share: {chance.choice(['0.2', '0.6', 'full'])}",
        f"passage_limit: {chance.choice([80, 300])}",
        f"publish: {chance.choice(['all', 'all', 'checked'])}",
        f"address: {chance.choice(['unknown', 'https://example.org/a/'])}",
        f"index: {chance.choice(['true', 'false'])}",
    ]
    _write(root / "content" / "site.yaml", "\n".join(lines) + "\n")


def _change_template(root: Path, chance: Random) -> None:
    name = chance.choice(sorted(_PARTS))
    text = _PARTS[name].replace("N", _some_word(chance))
    _write(root / "templates" / name, text)


def _drop_template(root: Path, chance: Random) -> None:
    path = _pick(root, chance, "templates/**/*.html")
    if path is None:
        _change_template(root, chance)
    else:
        path.unlink()


def _write_page(root: Path, chance: Random) -> None:
    name = chance.choice(["about", "method", "manual"])
    text = f"# {_some_word(chance)}\n\nA *page*.\n"
    _write(root / "content" / "pages" / f"{name}.md", text)


def _spoil_site(root: Path, chance: Random) -> None:
    path = _pick(root, chance, "site/**/*.html")
    if path is not None:
        _write(path, path.read_text("utf-8") + _some_word(chance))


def _forget(root: Path, chance: Random) -> None:
    (root / ".cache" / "pages.sqlite").write_bytes(chance.randbytes(500))


Edit = Callable[[Path, Random], None]

EDITS: Mapping[str, Edit] = {
    "title": _set_field("title", lambda chance: f"Titre {_some_word(chance)}"),
    "note": _set_field("note", lambda chance: f"Une *note* {_some_word(chance)}"),
    "date": _set_field("date", lambda chance: f'"203{chance.randrange(5)}-03"'),
    "kind": _set_field("kind", lambda chance: chance.choice(["fire", "attack/drone"])),
    "place": _set_field("place", lambda chance: chance.choice(["valombre", "querne"])),
    "status": _set_field(
        "status", lambda chance: chance.choice(["checked", "disputed"])
    ),
    "rename": _rename_event,
    "delete": _delete_event,
    "break": _break_event,
    "mend": _mend_events,
    "tie": _tie_events,
    "headline": _title_article,
    "outlet": _name_outlet,
    "body": _rewrite_article,
    "correction": _correct_article,
    "seed": _add_seed,
    "source": _change_source,
    "new source": _add_source,
    "place name": _change_place,
    "settings": _change_settings,
    "template": _change_template,
    "no template": _drop_template,
    "page": _write_page,
    "spoilt site": _spoil_site,
    "spoilt memory": _forget,
}
"""Every sort of edit, by name."""
