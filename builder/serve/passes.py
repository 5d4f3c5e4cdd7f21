"""Passes as the server sees them: ask for one, get what came of it.

Comes in: a project's root. Goes out: a ``Pass`` value. Knows nothing of the web, nor
of what a pass does; a worker that dies is a ``Pass`` that says so.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Final

from builder.awaiting import Awaiting
from builder.problems import Problem

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from builder.serve.worker import main; main()"
)
"""Not ``-m``: that would look for the program in the folder of the project first."""


@dataclass(frozen=True, slots=True)
class Waiting(Awaiting):
    """One thing that awaits a person, and where its record is shown."""

    page: str = ""
    """From the site's root; ``""`` where no page shows it."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What came of one pass."""

    problems: tuple[Problem, ...] = ()
    published: bool = False
    """Whether the preview is up to date; else the last good one still stands."""
    differences: tuple[str, ...] = ()
    """What a build would change in content/, a unified diff for each file."""
    crash: str = ""
    """What broke in the program itself; ``""`` where nothing did."""
    seconds: float = 0.0
    awaiting: tuple[Waiting, ...] = ()
    """By kind, as ``recoupe review`` lists them."""


class Worker:
    """One process at a time that makes passes; started when it is needed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._ended = False

    def run(self) -> Pass:
        """Make one pass and wait for it."""
        start = time.monotonic()
        answer = self._ask(os.fspath(self._root))
        return read_answer(answer, time.monotonic() - start)

    def look(self, result: Pass) -> Pass:
        """The pass that was made last, with what awaits a person after it."""
        found = read_answer(self._ask(None), 0)
        return replace(result, awaiting=found.awaiting, crash=found.crash)

    def _ask(self, question: str | None) -> bytes:
        """The line of an answer; also where the process died over it."""
        process = self.start()
        if process is None or process.stdin is None or process.stdout is None:
            return json.dumps({"crash": "the server has ended"}).encode()
        line = b""
        with suppress(OSError, ValueError):  # ended, or closed, by another thread
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        if line.endswith(b"\n"):
            return line
        self.renew()
        how = f"the process that makes the pages ended ({process.wait()})"
        return json.dumps({"crash": how}).encode()

    def start(self) -> subprocess.Popen[bytes] | None:
        """The process, started where there is none; None after the end."""
        with self._lock:
            if self._process is None and not self._ended:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-c", _START, os.fspath(_PACKAGE.parent)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    start_new_session=True,
                )
            return self._process

    def renew(self) -> None:
        """Throw the process away; the next pass gets another."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            _kill(process)

    def end(self) -> None:
        """Stop whatever is under way; there is no next pass."""
        with self._lock:
            self._ended = True
        self.renew()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started, and wait until it is gone."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def read_answer(line: bytes, seconds: float) -> Pass:
    """What a worker answered, as a value."""
    answer = json.loads(line)
    return Pass(
        tuple(Problem(**problem) for problem in answer.get("problems", ())),
        answer.get("published", False),
        tuple(answer.get("differences", ())),
        answer.get("crash", ""),
        seconds,
        tuple(Waiting(**item) for item in answer.get("awaiting", ())),
    )
