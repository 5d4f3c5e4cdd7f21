"""How a person names a part of a record: ``date``, ``r-7f3a2c``, ``r-7f3a2c.killed``.

Comes in: paths as in a base file, names as a person types them. Goes out: names and
paths. May not know what stands at a path, nor who owns it.

What says nothing may be left out: ``reports`` before the id of a report, ``claims``
before a facet, the hash behind a facet, the direction before another event. A name
stands for its path and for all below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final
from urllib.parse import unquote

_CLAIM: Final = re.compile(r"(?P<facet>\w+)-[0-9a-f]{8}(?:~\d+)?")
_DIRECTION: Final = re.compile(r"(?:after|before):")


def name_part(path: str, beside: Iterable[str] = ()) -> str:
    """The shortest name of a path that stands for none of those ``beside`` it."""
    names = _find_names(path)
    others = [other for other in beside if other != path]
    for name in names:
        if not find_parts(name, others):
            return name
    return names[-1]


def find_parts(name: str, paths: Iterable[str]) -> list[str]:
    """The paths that a name stands for, in their order."""
    return [
        path
        for path in paths
        if any(_is_at_or_below(known, name) for known in _find_names(path))
    ]


def split_name(what: str, records: Iterable[str]) -> tuple[str, str] | None:
    """Record and part of ``RECORD`` or ``RECORD.part``; the longest record wins.

    An id may hold dots. None where no record is named.
    """
    found = [name for name in records if _is_at_or_below(what, name)]
    if not found:
        return None
    record = max(found, key=len)
    return record, what[len(record) + 1 :]


def _is_at_or_below(name: str, other: str) -> bool:
    return name == other or name.startswith(f"{other}.")


def _find_names(path: str) -> list[str]:
    """All names of a path, the shortest first."""
    steps = [unquote(step) for step in path.split("/")]
    choices = [_name_step(steps, index) for index in range(len(steps))]
    names = [".".join(filter(None, chosen)) for chosen in product(*choices)]
    return sorted(names, key=lambda name: (len(name), name))


def _name_step(steps: Sequence[str], index: int) -> tuple[str, ...]:
    """The words for one step of a path; ``""`` where it may be left out."""
    step, last = steps[index], index + 1 == len(steps)
    if steps[0] == "reports" and index in (0, 2) and step in ("reports", "claims"):
        return (step,) if last else ("", step)
    if index == 3 and (claim := _CLAIM.fullmatch(step)):
        return claim["facet"], step
    if index == 1 and steps[0] == "relations":
        return _DIRECTION.sub("", step, count=1), step
    return (step,)
