"""The files a person dropped into seeds/.

Comes in: the project's folder. Goes out: the bytes of every evidence file in order of
its path, and problems. It opens nothing outside ``seeds/`` and writes nothing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from builder.ingest.decode import MOST_BYTES
from builder.problems import Problem, Severity

FOLDER = "seeds"
_SUFFIXES = frozenset({"", ".txt", ".text"})


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One untouched file."""

    file: str
    """Path from the project's root, with forward slashes."""
    data: bytes


def find_evidence(root: Path) -> tuple[list[EvidenceFile], list[Problem]]:
    """Every evidence file; hidden files are passed over, links are refused."""
    found: list[EvidenceFile] = []
    problems: list[Problem] = []
    top = root / FOLDER
    if top.is_symlink():
        hint = f"make {FOLDER} a folder of the project"
        return [], [_problem(FOLDER, "E111", f"{FOLDER} is a link", hint)]
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in folders:  # os.walk does not enter what is a link
            if (path := Path(folder) / name).is_symlink():
                hint = "put the folder itself there, or remove the link"
                file = path.relative_to(root).as_posix()
                problems.append(_problem(file, "E111", "this folder is a link", hint))
        for name in sorted(names):
            if name.startswith("."):
                continue
            path = Path(folder) / name
            file = path.relative_to(root).as_posix()
            if trouble := _look(path, file):
                problems.append(trouble)
                continue
            try:
                found.append(EvidenceFile(file, path.read_bytes()))
            except OSError as error:
                hint = "look at the permissions of the file"
                what = f"the file cannot be read: {error.strerror}"
                problems.append(_problem(file, "E112", what, hint))
    found.sort(key=lambda e: e.file)
    return found, problems


def _look(path: Path, file: str) -> Problem | None:
    if path.is_symlink() or not path.is_file():
        hint = "put the file itself there"
        return _problem(file, "E111", "this is a link or no regular file", hint)
    if path.suffix.lower() not in _SUFFIXES:
        what = f"files that end in {path.suffix} are not read yet"
        return _problem(file, "W113", what, "save its text as .txt", "warning")
    if (size := path.stat().st_size) > MOST_BYTES:
        what = f"the file has {size} bytes; the limit is {MOST_BYTES}"
        return _problem(file, "E105", what, "split it into one file per article")
    return None


def _problem(
    file: str, code: str, message: str, hint: str, severity: Severity = "error"
) -> Problem:
    return Problem(file, 0, 0, code, message, hint, severity=severity)
