"""What the commands share that write a person's decision into records.

Comes in: a project's folder and the work to do on its records. Goes out: an ``Answer``
for whoever asked. One run at a time; what a killed run left is settled first.
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


def decide(root: Path, left: str, work: Callable[[Content, Bases], Answer]) -> Answer:
    """Do the work while no other run is there.

    ``left`` says what stays as it was where a record cannot be spliced.
    """
    try:
        with project_lock(root, PATIENCE, log.warning):
            content = load_content(root)
            settle_journal(root, content)
            return work(content, load_bases(root))
    except Locked as error:
        return Answer((render_problem(error.problem()),), 1)
    except SpliceRefused as error:
        hint = "  hint: make the change by hand, in its file"
        return Answer((f"{left}: {error}", hint), 1)
    except OSError as error:
        name = error.filename or "content/"
        return Answer((f"{name} cannot be read or written: {error.strerror}",), 1)
