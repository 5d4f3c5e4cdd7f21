"""Outlets nobody named, and names that look like ids and are none.

Comes in: ``Known``. Goes out: warnings at the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from builder.checks import Known
from builder.model import UNKNOWN
from builder.problems import Problem, nearest
from builder.record_text import RecordFile
from builder.yamlio import KeyPath

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+\Z")
"""What an id most often looks like; a name as an article bears it hardly ever does."""


def look_at_outlets(known: Known) -> Iterator[Problem]:
    """Who published an article is known, or a person has looked and nobody knows."""
    for name, article in known.content.articles.items():
        record = article.record
        if record.outlet != UNKNOWN or "outlet" in record.checked:
            continue
        if record.status == "checked":
            continue
        file = known.content.article_files[name]
        message = "nobody is named as the publisher of this article"
        hint = (
            "write the outlet that its page names; if it names none, write "
            f"checked: [{', '.join([*record.checked, 'outlet'])}]"
        )
        place: KeyPath = ("outlet",)
        yield file.loaded.problem(
            place, "W350", message, hint, key=True, severity="warning"
        )


def look_at_names(known: Known) -> Iterator[Problem]:
    """What looks like the id of a source is one."""
    if known.is_dark("sources"):
        return
    named: list[tuple[RecordFile, KeyPath, str]] = []
    for key, article in known.content.articles.items():
        file, record = known.content.article_files[key], article.record
        named.append((file, ("outlet",), record.outlet))
        named += [(file, ("credits", n), c) for n, c in enumerate(record.credits)]
    for file, at, report in known.reports():
        named.append((file, (*at, "source"), report.source))
        named += [(file, (*at, "via", n), v) for n, v in enumerate(report.via)]
    for file, place, name in named:
        if name in known.source_ids or not _SLUG.match(name):
            continue
        near = nearest(name, known.source_ids)
        hint = f"did you mean '{near}'?" if near else ""
        hint = hint or f"add '{name}: {{name: …}}' to content/sources.yaml"
        message = f"'{name}' looks like the id of a source and is in no list"
        yield file.loaded.problem(place, "W351", message, hint, severity="warning")


def look_at_distinctions(known: Known) -> Iterator[Problem]:
    """What a source is not the same as is another source that is there."""
    file = known.content.sources_file
    for name, record in known.content.sources.items():
        for index, other in enumerate(record.not_same_as):
            if file is None or (other in known.source_ids and other != name):
                continue
            near = nearest(other, known.source_ids - {name})
            hint = f"did you mean '{near}'?" if near else "delete it"
            message = f"there is no other source '{other}'"
            place: KeyPath = (name, "not_same_as", index)
            yield file.loaded.problem(place, "W351", message, hint, severity="warning")
