"""JSON Schema files, by which editors complete and check the YAML a person writes.

Comes in: the record types. Goes out: draft-07 schemas, the draft that all YAML editors
read, with the help texts and enumerations of the model. It knows of no content.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from builder.config import Config
from builder.model import ArticleRecord, EventRecord, PlaceRecord, SourceRecord

FOLDER = "content/.schema"

_SHAPES: tuple[tuple[str, Any], ...] = (
    ("article", ArticleRecord),
    ("event", EventRecord),
    ("places", dict[str, PlaceRecord]),
    ("site", Config),
    ("sources", dict[str, SourceRecord]),
)

_YEARS = {"date", "published", "captured"}
"""Dates: a year may be written without quotation marks."""


def write_schemas(root: Path) -> None:
    """Write the files that differ from what is there.

    Raises: OSError, also where a link in their path leads out of the project.
    """
    folder = root / FOLDER
    if not folder.resolve().is_relative_to(root.resolve()):
        raise PermissionError(errno.EPERM, "a link leads out of the project", FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in make_schemas().items():
        path = folder / f"{name}.schema.json"
        data = text.encode("utf-8")
        if path.is_symlink() or not path.is_file() or path.read_bytes() != data:
            part = path.with_name(f".{path.name}.part")
            part.write_bytes(data)
            os.replace(part, path)  # a link is replaced, never followed


@cache
def make_schemas() -> Mapping[str, str]:
    """Text of each schema file, by its short name."""
    return {name: _render(name, shape) for name, shape in _SHAPES}


def _render(name: str, shape: Any) -> str:
    raw = TypeAdapter(shape).json_schema(ref_template="#/definitions/{model}")
    schema = _tidy(raw)
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Recoupe: {name}",
    }
    rest = {key: value for key, value in schema.items() if key not in head}
    return json.dumps({**head, **rest}, ensure_ascii=False, indent=2) + "\n"


def _tidy(node: Any, is_names: bool = False) -> Any:
    """Draft-07 words, one-line help texts, no titles made from field names."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    if is_names:
        return {name: _tidy(_with_year(name, value)) for name, value in node.items()}
    tidy: dict[str, Any] = {}
    for key, value in node.items():
        if key == "title" and isinstance(value, str):
            continue
        if key == "$defs":
            tidy["definitions"] = {n: _tidy(v) for n, v in sorted(value.items())}
        elif key == "description":
            tidy[key] = " ".join(str(value).replace("``", "'").split())
        elif key in ("default", "enum", "const"):
            tidy[key] = value
        elif key == "$ref" and len(node) > 1:
            tidy["allOf"] = [{"$ref": value}]  # draft-07 ignores what stands beside it
        else:
            tidy[key] = _tidy(value, is_names=key == "properties")
    return tidy


def _with_year(name: str, value: Any) -> Any:
    if name not in _YEARS or not isinstance(value, dict):
        return value
    year = {"type": "integer"}
    if "anyOf" in value:
        return {**value, "anyOf": [*value["anyOf"], year]}
    if value.get("type") == "string":
        return {**value, "type": ["string", "integer"]}
    return value
