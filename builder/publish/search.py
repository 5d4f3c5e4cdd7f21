"""The search index: titles of events, articles and sources, names of places.

Comes in: a library. Goes out: a classic script, which also works from disk. Words are
folded here (case, accents, apostrophes), so that the browser folds only the query.
"""

from __future__ import annotations

import json
import re

from builder.folding import fold
from builder.publish.addresses import page_path
from builder.publish.dates import say_date
from builder.publish.library import Library
from builder.voices import make_voice

PATH = "assets/search.js"


def render_search(library: Library) -> bytes:
    """``window.RECOUPE = {rows: [[kind, title, detail, href, folded], ...]}``."""
    rows: list[tuple[str, str, str, str, str]] = []
    interface = library.interface
    for entry in library.entries.values():
        place = library.place_name(entry.place)
        other = (
            []
            if entry.place not in library.places
            else library.places[entry.place].aliases
        )
        detail = say_date(entry.date, interface)
        words = fold_words(" ".join((entry.title, place, detail, entry.date, *other)))
        rows.append(("event", entry.title, detail, page_path("event", entry.id), words))
    for name in library.articles:
        title = library.plan.titles[name]
        if title:
            shown = interface.t("article.quoted", words=title).unescape()
            rows.append(
                ("article", shown, "", page_path("article", name), fold_words(title))
            )
    for ref in library.by_source:
        voice = make_voice(ref, library.sources)
        if voice.standing in ("listed", "named"):
            record = library.sources.get(ref)
            variants = [] if record is None else record.variants
            words = fold_words(" ".join((voice.words, *variants)))
            rows.append(("source", voice.words, "", page_path("source", ref), words))
    labels = {
        kind: interface.name("search.kind", kind)
        for kind in ("event", "article", "source")
    }
    data = json.dumps(
        {"rows": rows, "labels": labels}, ensure_ascii=True, separators=(",", ":")
    )
    return f"window.RECOUPE={data.replace('<', chr(92) + 'u003c')};\n".encode("ascii")


def fold_words(text: str) -> str:
    """Words as they are searched: letters and digits, single blanks."""
    return " ".join(re.findall(r"\w+", fold(text)))
