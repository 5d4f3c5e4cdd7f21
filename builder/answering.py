"""What a command that changes records comes to, and how it has them for itself.

Comes in: a project's folder, the work to do. Goes out: an ``Answer``. It knows no
command; what goes wrong in any of them is worded here once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder.locking import Locked, project_lock
from builder.problems import render_problem
from builder.reconcile import Bases, load_bases, settle_journal
from builder.records import Content, load_content
from builder.yamlio import SpliceRefused

PATIENCE = 60.0
"""Seconds to wait for another run."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command comes to."""

    lines: tuple[str, ...]
    status: int = 0
    """0 it is done; 1 it could not be done; 2 what was named is not there."""
    difference: str = ""
    """A unified diff of the records."""


def answer_alone(
    root: Path, what: str, work: Callable[[Content, Bases], Answer]
) -> Answer:
    """Do the work while no other run is there; ``what`` is what it is about."""
    try:
        with project_lock(root, PATIENCE, log.warning):
            content = load_content(root)
            settle_journal(root, content)
            return work(content, load_bases(root))
    except Locked as error:
        return Answer((render_problem(error.problem()),), 1)
    except SpliceRefused as error:
        what = f"{what} was left as it is: {error}"
        return Answer((what, "  hint: make the change by hand, in its file"), 1)
    except OSError as error:
        name = error.filename or "content/"
        return Answer((f"{name} cannot be read or written: {error.strerror}",), 1)
