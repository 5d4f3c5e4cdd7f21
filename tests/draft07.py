"""Enough of JSON Schema draft-07 to hold records against the schemas we write.

Comes in: a schema and plain data. Goes out: what is wrong, as paths. A keyword it does
not know is an error of the schema: nothing is passed over unseen.
Source: JSON Schema Validation, draft-07, section 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

ABOUT = {
    "$schema", "title", "description", "default", "examples", "definitions",
    "enumDescriptions", "patternErrorMessage",
}  # fmt: skip
"""Keywords that only say something to a reader or an editor."""
TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
Path = tuple[str | int, ...]


def find_faults(schema: Any, data: Any) -> list[Path]:
    """The places where data is not what the schema says."""
    return list(_faults(schema, schema, data, ()))


def _faults(top: Any, schema: Any, data: Any, at: Path) -> Iterator[Path]:
    for keyword, value in schema.items():
        if keyword not in ABOUT:
            yield from _RULES[keyword](top, value, data, at, schema)


def _is(kind: str, data: Any) -> bool:
    if isinstance(data, bool):
        return kind == "boolean"
    return isinstance(data, TYPES[kind])


def _type(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    kinds = [value] if isinstance(value, str) else value
    if not any(_is(kind, data) for kind in kinds):
        yield at


def _enum(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    if not any(data == one and type(data) is type(one) for one in value):
        yield at


def _const(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    yield from _enum(top, [value], data, at, _)


def _pattern(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    if isinstance(data, str) and not re.search(value, data):
        yield at


def _minimum(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    if _is("number", data) and data < value:
        yield at


def _maximum(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    if _is("number", data) and data > value:
        yield at


def _min_items(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    if isinstance(data, list) and len(data) < value:
        yield at


def _items(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    for index, item in enumerate(data if isinstance(data, list) else ()):
        yield from _faults(top, value, item, (*at, index))


def _properties(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    for name, item in data.items() if isinstance(data, dict) else ():
        if name in value:
            yield from _faults(top, value[name], item, (*at, name))


def _additional(
    top: Any, value: Any, data: Any, at: Path, schema: Any
) -> Iterator[Path]:
    for name, item in data.items() if isinstance(data, dict) else ():
        if name in schema.get("properties", {}):
            continue
        if value is False:
            yield (*at, name)
        elif isinstance(value, dict):
            yield from _faults(top, value, item, (*at, name))


def _required(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    if isinstance(data, dict) and not set(value) <= set(data):
        yield at


def _any_of(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    if all(list(_faults(top, one, data, at)) for one in value):
        yield at


def _all_of(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    for one in value:
        yield from _faults(top, one, data, at)


def _ref(top: Any, value: Any, data: Any, at: Path, _: Any) -> Iterator[Path]:
    prefix, name = value.rsplit("/", 1)
    assert prefix == "#/definitions"
    yield from _faults(top, top["definitions"][name], data, at)


_RULES = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minimum": _minimum,
    "maximum": _maximum,
    "minItems": _min_items,
    "items": _items,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": _required,
    "anyOf": _any_of,
    "allOf": _all_of,
    "$ref": _ref,
}
