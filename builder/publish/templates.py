"""Where templates and assets come from.

Comes in: the root of a project. Goes out: folders, and a Jinja environment over them. A
project's ``templates/<name>`` wins over the default of the same name and may extend it
block by block as ``default/<name>``.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from traceback import extract_tb

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)

from builder.fingerprints import hash_parts
from builder.problems import Problem


def default_templates() -> Path:
    """The folder of default templates: inside the wheel, or beside the package."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "templates" / "default"
    return shipped if shipped.is_dir() else package.parent / "templates" / "default"


def template_dirs(root: Path | None) -> tuple[Path, ...]:
    """Where a name is looked up: the project's folder, then the default ones."""
    own = () if root is None else (root / "templates",)
    return (*own, default_templates())


def make_environment(root: Path | None) -> Environment:
    """The Jinja environment of one build: autoescape on, no undefined names."""
    *own, shipped = template_dirs(root)
    default = FileSystemLoader(shipped)
    return Environment(
        loader=ChoiceLoader(
            [
                *(FileSystemLoader(folder) for folder in own),
                default,
                PrefixLoader({"default": default}),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def hash_templates(root: Path | None) -> str:
    """A fingerprint of every file a template may be made of, links followed."""
    parts: list[str] = []
    for top in template_dirs(root):
        seen: set[str] = set()
        for here, folders, names in os.walk(top, followlinks=True):
            real = os.path.realpath(here)
            parts += [os.path.relpath(here, top), real]
            if real in seen:  # a link that leads back
                folders.clear()
                continue
            seen.add(real)
            folders.sort()
            for name in sorted(names):
                parts += [name, _hash_file(Path(here, name))]
    return hash_parts(*parts)


def _hash_file(path: Path) -> str:
    """A fingerprint of a file's bytes; ``""`` where it cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""


def load_assets(root: Path | None) -> dict[str, bytes]:
    """Style sheets and scripts by path; the project's own win over the default ones."""
    assets: dict[str, bytes] = {}
    for folder in reversed(template_dirs(root)):
        for path in sorted((folder / "assets").glob("*")):
            if path.is_file() and not path.is_symlink():
                assets[f"assets/{path.name}"] = path.read_bytes()
    return assets


def make_template_problem(error: TemplateError, root: Path) -> Problem | None:
    """What is wrong in a project's own template, at its line; None for a default one.

    A default template that fails is a bug of the program and no trouble of content.
    """
    own = root / "templates"
    if isinstance(error, TemplateSyntaxError):
        place, line = Path(error.filename or ""), error.lineno
    else:
        frames = [
            (Path(frame.filename), frame.lineno or 0)
            for frame in extract_tb(error.__traceback__)
            if Path(frame.filename).is_relative_to(own)
        ]
        place, line = frames[-1] if frames else (Path(), 0)
    if not place.is_relative_to(own):
        return None
    lines = place.read_text(encoding="utf-8", errors="replace").splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    return Problem(
        place.relative_to(root).as_posix(),
        line,
        len(shown) - len(shown.lstrip()) + 1,
        "E033",
        f"the template cannot be used: {error.message or error}",
        "compare it with the default of the same name, or take it away",
        shown,
    )
