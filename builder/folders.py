"""The folders that the program makes for itself inside a project.

Comes in: a project's root, a name. Goes out: a folder that stands in the project, or an
OSError. A project may come from anybody: a link in it that leads elsewhere is not
followed, since what is written or cleared there would be somebody else's.
"""

from __future__ import annotations

import errno
from pathlib import Path


def make_folder(root: Path, name: str) -> Path:
    """The folder of that name, made where it is not there yet.

    Raises: OSError, also where a link leads out of the project.
    """
    folder = root / name
    if not folder.resolve().is_relative_to(root.resolve()):
        raise PermissionError(errno.EPERM, "a link leads out of the project", name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
