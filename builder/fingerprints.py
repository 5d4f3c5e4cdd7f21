"""Fingerprints: two things with one fingerprint are the same.

Comes in: texts, the files of the program. Goes out: hexadecimal digests. It knows
nothing of what is remembered under them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


def hash_parts(*parts: str) -> str:
    """A key for a result that depends on these texts and nothing else."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


@cache
def hash_code(rooms: tuple[str, ...] = ()) -> str:
    """A hash of code and rules: of these rooms, or of the whole program.

    Taken once in a process: what it has loaded stays as it is, whatever happens to the
    files meanwhile.
    """
    package = files("builder")
    places = [package / room for room in rooms] or [package]
    return hash_parts(*(text for place in places for text in _read(place)))


def _read(place: Traversable) -> Iterable[str]:
    if place.is_dir():
        for child in sorted(place.iterdir(), key=lambda c: c.name):
            if child.name.endswith((".py", ".yaml", ".gz")) or child.is_dir():
                yield from _read(child)
    elif place.name.endswith(".gz"):
        yield place.name
        yield hashlib.sha256(place.read_bytes()).hexdigest()
    elif place.is_file():
        yield place.name
        yield place.read_text(encoding="utf-8")
