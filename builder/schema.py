"""JSON Schema files, by which editors complete and check the YAML a person writes.

Comes in: the record types. Goes out: draft-07 schemas, the draft that all YAML editors
read, with the help texts and enumerations of the model. It knows of no content.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from builder.config import Config
from builder.model import ArticleRecord, EventRecord, PlaceRecord, SourceRecord
from builder.record_text import DATE_HINT
from builder.taxonomy import load_facets, load_kinds, load_units

FOLDER = "content/.schema"

_SHAPES: tuple[tuple[str, Any], ...] = (
    ("article", ArticleRecord),
    ("event", EventRecord),
    ("places", dict[str, PlaceRecord]),
    ("site", Config),
    ("sources", dict[str, SourceRecord]),
)

_POINT = (
    r"[?~%]?(-?[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX|XXXX|Y-?[0-9]+)[?~%]?"
    r"(-[?~%]?(0[1-9]|1[0-2]|2[1-4]|3[3-6]|4[01]|XX)[?~%]?"
    r"(-[?~%]?(0[1-9]|[12][0-9]|3[01]|XX)[?~%]?(T[0-9:.Z+-]+)?)?)?[?~%]?"
)
_DATE = rf"^(unknown|\[.*\]|(?!$)({_POINT}|\.\.)?(/({_POINT}|\.\.)?)?)$"
"""The form of an EDTF date; which days a month has is checked by ``recoupe``."""
_ID = r"^[^\s./-][^\s/]{0,119}$"
_DURATION = r"^P(?=[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?$"
_DAY = r"^(unknown|[0-9]{4}-[0-9]{2}-[0-9]{2})$"
_EXAMPLES = ["2022-01-05", "2022-01", "2022-01-05~", "2014/..", "unknown"]
_YEAR = {"minimum": 1000, "maximum": 9999}
_DATES = {"date", "published", "captured"}
"""Fields that hold dates: a year may be written without quotation marks."""
_IDS = {"EventRecord", "ArticleRecord"}
_STATUS = (
    "no person has read this yet",
    "a person has read it and holds it to be right",
    "people disagree; a note says about what",
)

Facts = Mapping[str, Any]


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
    definitions = raw.pop("$defs", {})
    schema = _tidy(raw, getattr(shape, "__name__", ""))
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Recoupe: {name}",
    }
    rest = {key: value for key, value in schema.items() if key not in head}
    if definitions:
        rest["definitions"] = {n: _tidy(definitions[n], n) for n in sorted(definitions)}
    return json.dumps({**head, **rest}, ensure_ascii=False, indent=2) + "\n"


def _tidy(node: Any, owner: str = "") -> Any:
    """Draft-07 words, one-line help texts, no titles made from field names.

    ``owner`` is the record type a node describes, ``""`` for a part of one.
    """
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidy: dict[str, Any] = {}
    for key, value in node.items():
        if key == "title" or (key == "default" and value in (None, "", [])):
            continue  # editors would write an empty default out
        if key == "properties":
            needed = node.get("required", ())
            tidy[key] = {
                name: _tidy_field(owner, name, _tidy(field), name in needed)
                for name, field in value.items()
            }
        elif key == "description":
            tidy[key] = " ".join(str(value).replace("``", "'").split())
        elif key == "$ref" and len(node) > 1:
            tidy["allOf"] = [{"$ref": value}]  # draft-07 ignores what stands beside it
        elif key == "anyOf" and (plain := _join_plain(_tidy(value))):
            tidy |= plain
        else:
            tidy[key] = value if key in ("default", "enum", "const") else _tidy(value)
    return tidy


def _join_plain(options: Sequence[Facts]) -> dict[str, Any] | None:
    """Alternatives that differ in nothing but their type, as one list of types."""
    types: list[str] = []
    joined: dict[str, Any] = {"type": types}
    for option in options:
        if not isinstance(option.get("type"), str) or set(option) - {"type", "items"}:
            return None
        types.append(option["type"])
        joined |= {key: value for key, value in option.items() if key != "type"}
    return joined


def _tidy_field(owner: str, name: str, field: dict[str, Any], needed: bool) -> Any:
    """One field, with what the types do not say of it and editors should know."""
    field |= _make_facts(owner, name)
    if name in _DATES:
        field |= {"type": _types(field, "integer"), **_YEAR, "pattern": _DATE}
        field |= {"examples": _EXAMPLES, "patternErrorMessage": DATE_HINT}
        if "items" in field:
            one = {"type": ["string", "integer"], **_YEAR, "pattern": _DATE}
            field |= {"items": one, "minItems": 1}
    if not needed and "type" in field and "enum" not in field and "const" not in field:
        field["type"] = _types(field, "null")  # nothing behind the colon
    return field


def _types(field: Facts, more: str) -> list[str]:
    """The types of a field and another one."""
    types = field["type"] if isinstance(field["type"], list) else [field["type"]]
    return [*types, *({more} - {*types})]


def _make_facts(owner: str, name: str) -> Facts:
    """What is checked of a field beyond its type, and the words to choose from."""
    if (owner, name) == ("EventRecord", "kind"):
        kinds = load_kinds()
        labels = [kinds[kind].label.get("en", kind) for kind in kinds]
        return {"enum": list(kinds), "enumDescriptions": labels}
    if name == "status":
        return {"enumDescriptions": list(_STATUS)}
    if (owner, name) == ("Claim", "facet"):
        return {"enumDescriptions": [label["en"] for label in load_facets().values()]}
    if (owner, name) == ("Claim", "unit"):
        return _offer(sorted(load_units()), "null")
    if name in ("checked", "disputed"):
        shape = {"EventRecord": EventRecord, "ArticleRecord": ArticleRecord}[owner]
        return {"items": _offer([field.name for field in fields(shape)])}
    if name == "id" and owner in _IDS:
        return {"pattern": _ID}
    if (owner, name) == ("EventRecord", "was"):
        return {"items": {"type": "string", "pattern": _ID}}
    if owner == "Config" and name == "address":
        return {"pattern": r"^(unknown|[Hh][Tt][Tt][Pp][Ss]?://[^\s?#]+)$"}
    if owner == "Claim" and name in ("value", "at_least", "at_most"):
        return {"minimum": 0}
    if owner == "Relation" and name in ("at_least", "at_most"):
        return {"pattern": _DURATION, "examples": ["P1D", "P2W", "P3M"]}
    if owner == "Config" and name == "edition":
        return {"pattern": _DAY, "examples": ["2022-03-01", "unknown"]}
    if owner == "Config" and name == "excerpt_share":
        return {"minimum": 0, "maximum": 1}
    return {"minimum": 1} if name == "passage_limit" else {}


def _offer(words: Sequence[str], *more: str) -> Facts:
    """Words to choose from where any other text is right too, and other types."""
    return {"anyOf": [{"enum": list(words)}, {"type": ["string", *more]}]}
