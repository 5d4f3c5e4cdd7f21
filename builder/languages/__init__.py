"""Rules and lexicons of one language, read from its folder of YAML files.

Comes in: a language code and the name of a stage. Goes out: plain data, read once.
It knows nothing of what a stage does with its rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

_HERE = files(__package__)


@cache
def load_rules(language: str, stage: str) -> Mapping[str, object]:
    """What ``<language>/<stage>.yaml`` holds; empty where there is no such file."""
    if not (language.isalpha() and stage.isidentifier()):
        return {}
    path = _HERE / language / f"{stage}.yaml"
    if not path.is_file():
        return {}
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return data if isinstance(data, dict) else {}


@cache
def known_languages(stage: str) -> tuple[str, ...]:
    """The languages that have rules for a stage, A to Z."""
    return tuple(
        sorted(
            folder.name
            for folder in _HERE.iterdir()
            if folder.is_dir() and (folder / f"{stage}.yaml").is_file()
        )
    )
