"""What an editor needs to help with a record: the way to its schema.

Comes in: ``Known``. Goes out: warnings at the line that names the schema. A record
without such a line is as right as any other: not every editor reads them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final

from builder.checks import Known
from builder.problems import Problem, make_problem
from builder.record_text import RecordFile

_FOLDER: Final = "content/.schema"
_LINE: Final = re.compile(
    r"^#[ \t]*(?:yaml-language-server:[ \t]*\$schema=|\$schema:[ \t]*)(?P<to>\S+)",
    re.MULTILINE,
)
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)


def look_at_modelines(known: Known) -> Iterator[Problem]:
    """A record that was moved to another folder still leads to its schema."""
    content = known.content
    rows: list[tuple[RecordFile, str]] = [
        *((file, "article") for file in content.article_files.values()),
        *((file, "event") for file in content.event_files.values()),
    ]
    if content.sources_file is not None:
        rows.append((content.sources_file, "sources"))
    if content.places_file is not None:
        rows.append((content.places_file, "places"))
    for file, kind in rows:
        here = posixpath.dirname(file.path)
        wanted = f"{_FOLDER}/{kind}.schema.json"
        for line in _LINE.finditer(file.text, 0, _find_end(file)):
            to = line["to"]
            named = posixpath.normpath(posixpath.join(here, to))
            if named == wanted or _ADDRESS.match(to):
                continue
            right = posixpath.relpath(wanted, here)
            message = f"'{to}' is not where the schema of this record is"
            yield make_problem(
                file.path,
                file.text,
                line.start("to"),
                "W370",
                message,
                f"write {right}, so that editors complete and check this file",
                "warning",
            )


def _find_end(file: RecordFile) -> int:
    """Where the YAML of a file ends: a working copy's body may hold any words."""
    return file.loaded.end
