"""A thing that awaits a person: a question the program cannot answer.

It is no problem: nothing is wrong, and nothing has to be done. Comes in: nothing. Goes
out: the type, for whoever finds such things and whoever prints them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Awaiting:
    """One thing, at the place where a person sees what it is about; sorts by place."""

    path: str
    """From the project's root."""
    line: int
    """From 1, as ``column``; both 0 where it concerns a whole file."""
    column: int
    kind: str
    """A row of ``review.KINDS``."""
    what: str
    """What is open, in plain words."""
    todo: str
    """What to write; followed literally, it settles the matter."""
