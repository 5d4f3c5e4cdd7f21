"""Runs in which the n-th change of the disk goes wrong, for every n.

Comes in: a folder that ``test_faults`` prepared, a kind of fault, how many steps to
pass over. Goes out: one line per kind of ending; an AssertionError names the step.

Each run is a forked child, since an audit hook stays for the life of a process.
"""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from builder.ownership import accept
from builder.pipeline import build_project
from tests.atomic.project import Change

_CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

KILLED, BROKEN, TOLD, FINISHED, NO_SUCH_STEP = 9, 10, 11, 12, 13

FAULTS: dict[str, tuple[int, bool]] = {
    "kill": (0, False),
    "full once": (errno.ENOSPC, False),
    "read-only from then on": (errno.EROFS, True),
}


def main(folder: Path, fault: str, stride: int) -> None:
    change: Change = pickle.loads((folder / "change.pickle").read_bytes())
    build_project(change.copy(folder / "work"))  # so that no child imports anything
    shutil.rmtree(folder / "work")
    endings: Counter[str] = Counter()
    step = 0
    while True:
        root = change.copy(folder / "work")
        ending = _fork(partial(_run, root, change.command, fault, step))
        if ending == NO_SUCH_STEP:
            break
        label = f"{fault}, step {step}"
        assert ending != BROKEN, label
        try:
            change.check_whole(root)
            again = _fork(partial(_run, root, change.command, fault, -1))
            assert again == NO_SUCH_STEP, "the next run"
            change.check_finished(root)
        except AssertionError as error:
            error.add_note(label)
            raise
        endings[{KILLED: "killed", TOLD: "told", FINISHED: "finished"}[ending]] += 1
        shutil.rmtree(root)
        step += stride
    shutil.rmtree(folder / "work")
    print(fault, dict(endings))


def _fork(work: Callable[[], int]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(work())
        except BaseException:
            traceback.print_exc()
            os._exit(BROKEN)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _run(root: Path, command: tuple[str, ...], fault: str, at: int) -> int:
    """How a run ends whose ``at``-th change of the disk goes wrong."""
    code, lasting = FAULTS[fault]
    seen = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        writes = event == "open" and bool((arguments[2] or 0) & _WRITES)
        if not (writes or event in _CHANGES) or not isinstance(arguments[0], str):
            return
        if not arguments[0].startswith(os.fspath(root)):
            return
        seen += 1
        if at < 0 or not (seen - 1 == at or (lasting and seen > at)):
            return
        if not code:
            os._exit(KILLED)
        raise OSError(code, os.strerror(code), arguments[0])

    sys.addaudithook(watch)
    if command != ("build",):
        answer = accept(root, *command[1:])
        if not 0 <= at < seen:
            return NO_SUCH_STEP  # done now, or by the run that was told of a fault
        assert not answer.status or "cannot be read or written" in answer.lines[0]
        return TOLD if answer.status else FINISHED
    problems = build_project(root).problems
    if 0 <= at < seen:
        errors = {p.code for p in problems if p.severity == "error"}
        assert "E031" in errors or not errors, errors
        return TOLD if errors else FINISHED
    assert not [p for p in problems if p.severity == "error"], problems
    return NO_SUCH_STEP


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
