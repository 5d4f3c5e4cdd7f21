"""Plain values to typed records; what does not fit becomes a Problem in our words.

Comes in: ``Loaded`` data and a dataclass. Goes out: the record, or Problems at the line
and column of each key or value that is wrong, all at once. The shape is checked by
pydantic; its wording is not used, because it is for programmers.
"""

from __future__ import annotations

import dataclasses
import json
import types
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from builder.problems import Problem, nearest
from builder.yamlio import KeyPath, Loaded

T = TypeVar("T")

_SHOWN_CHOICES = 14


def validate(
    loaded: Loaded, shape: type[T], at: KeyPath = (), what: str = "record"
) -> tuple[T | None, list[Problem]]:
    """The record at a key path of a file, or None and what is wrong with it."""
    kind: Any = shape
    data = loaded.data
    for step in at:
        data = data[step]
    if not isinstance(data, dict):
        needed = _required(kind) or _fields(kind)
        hint = "write 'key: value' lines, at least " + ", ".join(
            [f"{name}: …" for name in _fields(kind) if name in needed][:3]
        )
        message = (
            f"a mapping (lines of 'key: value') is expected, not {_describe(data)}"
        )
        if data is None:
            message = f"this {what} is empty"
        return None, [loaded.problem(at, "E201", message, hint)]
    try:
        return _make(data, kind), []
    except ValidationError:
        pass
    try:
        return _make(_without_blanks(data, shape), kind), []
    except ValidationError as error:
        return None, _explain(loaded, shape, at, data, error)


def _make(data: dict[str, Any], shape: Any) -> Any:
    """The record. JSON mode is strict, yet makes dataclasses from mappings."""
    return adapter(shape).validate_json(json.dumps(data))


@cache
def adapter(shape: Any) -> TypeAdapter[Any]:
    """The validator of a record type, made once."""
    return TypeAdapter(shape)


def _without_blanks(data: Any, shape: Any) -> Any:
    """The data without keys that have nothing behind them, where they may be left out.

    ``reports:`` with nothing below it means that there are none.
    """
    inner: Any = _inner(shape)
    if isinstance(data, list):
        item: Any = _inner(get_args(inner)[0]) if get_origin(inner) is list else None
        if not _is_record(item):
            return data
        return [_without_blanks(one, item) for one in data]
    if not isinstance(data, dict) or not _is_record(inner):
        return data
    hints, required = _hints(inner), _required(inner)
    return {
        key: _without_blanks(value, hints.get(key))
        for key, value in data.items()
        if not (value is None and key in hints and key not in required)
    }


# --- wording --------------------------------------------------------------------------


def _explain(
    loaded: Loaded, shape: Any, at: KeyPath, data: Any, error: ValidationError
) -> list[Problem]:
    """One Problem per place; a union reports each of its branches, we do not."""
    found: dict[tuple[KeyPath, str], Problem] = {}
    for item in error.errors(include_url=False, include_context=False):
        place, kind = _find_place(data, item["loc"]), item["type"]
        if kind in ("missing", "missing_argument"):
            name = str(item["loc"][-1])
            if not _is_misspelt(place, name, data, shape):
                key = (place, f"missing {name}")
                found.setdefault(key, _missing(loaded, shape, at, place, name))
        elif kind in ("unexpected_keyword_argument", "extra_forbidden"):
            found.setdefault((place, "key"), _unknown_key(loaded, shape, at, place))
        else:
            problem = _wrong_value(loaded, shape, at, place, data)
            found.setdefault((place, "value"), problem)
    return sorted(found.values())


def _is_misspelt(place: KeyPath, name: str, data: Any, shape: Any) -> bool:
    """Whether an unknown key beside a missing one is most likely that key."""
    owner = _shape_at(shape, place)
    for step in place:
        data = data[step]
    names = _fields(owner) if owner is not None else {}
    return any(nearest(str(k), names) == name for k in data if k not in names)


def _find_place(data: Any, loc: tuple[str | int, ...]) -> KeyPath:
    """The part of pydantic's place that is a path of the data; the rest names types."""
    place: list[str | int] = []
    for number, step in enumerate(loc):
        if _has(data, step):
            data = data[step]
            place.append(step)
        elif not isinstance(data, (dict, list)) or number + 1 == len(loc):
            break
        # else the step is the name of a union's branch
    return tuple(place)


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and 0 <= step < len(data)
    return isinstance(data, dict) and step in data


def _missing(
    loaded: Loaded, shape: Any, at: KeyPath, place: KeyPath, name: str
) -> Problem:
    owner = _shape_at(shape, place)
    wanted = _expected(_hints(owner).get(name)) if owner is not None else ""
    return loaded.problem(
        (*at, *place),
        "E202",
        f"the key '{name}' is missing",
        f"add '{name}:' with {wanted}" if wanted else f"add '{name}:'",
    )


def _unknown_key(loaded: Loaded, shape: Any, at: KeyPath, place: KeyPath) -> Problem:
    owner = _shape_at(shape, place[:-1])
    names = list(_fields(owner)) if owner is not None else []
    name = str(place[-1])
    return loaded.problem(
        (*at, *place), "E203", f"unknown key '{name}'", hint_for_key(name, names), True
    )


def hint_for_key(name: str, names: list[str]) -> str:
    """What to write instead of a key nobody knows."""
    near = nearest(name, names)
    if near:
        return f"did you mean '{near}'?"
    return "the keys here are " + ", ".join(names) if names else ""


def _wrong_value(
    loaded: Loaded, shape: Any, at: KeyPath, place: KeyPath, data: Any
) -> Problem:
    value = data
    for step in place:
        value = value[step]
    annotation = _annotation_at(shape, place)
    name = next((step for step in reversed(place) if isinstance(step, str)), "")
    subject = f"'{name}'" if name else "this"
    if place and isinstance(place[-1], int):
        subject = f"an item of '{name}'" if name else "an item"
    if choices := _choices(annotation):
        return _not_a_choice(loaded, (*at, *place), subject, value, choices)
    wanted = _expected(annotation)
    message = f"{subject} must be {wanted}, not {_describe(value)}"
    return loaded.problem((*at, *place), "E204", message, _rewrite(annotation, value))


def _not_a_choice(
    loaded: Loaded, place: KeyPath, subject: str, value: Any, choices: list[str]
) -> Problem:
    near = nearest(str(value), choices)
    listed = ", ".join(choices[:_SHOWN_CHOICES])
    hint = f"write one of: {listed}" + (" …" if len(choices) > _SHOWN_CHOICES else "")
    if near:
        hint = f"did you mean '{near}'? Allowed: {listed}"
    if len(choices) == 1:
        hint = f"write {listed}"
    return loaded.problem(
        place, "E205", f"{subject} cannot be {_describe(value)}", hint
    )


def _rewrite(annotation: Any, value: Any) -> str:
    """What to write instead of a value of the wrong type."""
    names = _names(annotation)
    if isinstance(value, (bool, int, float)) and "str" in names:
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        return f'put it in double quotes: "{shown}"'
    if isinstance(value, str) and "list" in names:
        return f"write a list: [{value}]" if len(value) < 40 else "write a list: […]"
    if (
        isinstance(value, str)
        and names & {"int", "float"}
        and value.strip("-").isdigit()
    ):
        return f"write it without quotation marks: {value}"
    if isinstance(value, str) and "bool" in names:
        return "write true or false"
    return _write_instead(annotation, value)


def _write_instead(annotation: Any, value: Any) -> str:
    """The form of a right value, where the wrong one cannot be rewritten."""
    names = _names(annotation)
    if value is None:
        return "write it behind the colon; a key that may be missing can be deleted"
    if "str" in names:
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            return f"write it without the brackets: {value[0][:60]}"
        return 'write one text, such as "…"'
    if names & {"int", "float"}:
        return "write digits only, such as 12" + (
            " or 12.5" if "float" in names else ""
        )
    inner = _inner(annotation)
    if get_origin(inner) is list:
        return "begin each item of the list with '- '"
    if _is_record(inner):
        needed = _required(inner)
        keys = ", ".join(f"{name}: …" for name in _fields(inner) if name in needed)
        return f"write {{{keys}}}"
    return "write true or false" if "bool" in names else ""


def _describe(value: Any) -> str:
    """A value as the message names it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        shown = value if len(value) <= 40 else value[:39] + "…"
        return f"the text '{shown}'"
    return "a mapping" if isinstance(value, dict) else "a list"


# --- what the types say ---------------------------------------------------------------


def _is_record(annotation: Any) -> bool:
    return dataclasses.is_dataclass(annotation)


def _inner(annotation: Any) -> Any:
    """An annotation without ``| None``."""
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [one for one in get_args(annotation) if one is not type(None)]
        return rest[0] if len(rest) == 1 else annotation
    return annotation


@cache
def _hints(shape: Any) -> dict[str, Any]:
    names = _fields(shape)
    return {k: v for k, v in get_type_hints(shape).items() if k in names}


@cache
def _fields(shape: Any) -> dict[str, Any]:
    return {field.name: field for field in dataclasses.fields(shape)}


@cache
def _required(shape: Any) -> frozenset[str]:
    missing = dataclasses.MISSING
    return frozenset(
        name
        for name, field in _fields(shape).items()
        if field.default is missing and field.default_factory is missing
    )


def _annotation_at(shape: Any, place: KeyPath) -> Any:
    """The type wanted at a path; None where the path leaves the types."""
    current = shape
    for step in place:
        current = _inner(current)
        options = (
            get_args(current)
            if get_origin(current) in (Union, types.UnionType)
            else (current,)
        )
        found = None
        for option in options:
            if isinstance(step, int) and get_origin(option) is list:
                found = get_args(option)[0]
            elif isinstance(step, str) and _is_record(option):
                found = _hints(option).get(step)
        current = found
    return current


def _shape_at(shape: Any, place: KeyPath) -> Any:
    """The record type at a path, if it is one."""
    found = _inner(_annotation_at(shape, place))
    return found if _is_record(found) else None


def _choices(annotation: Any) -> list[str]:
    inner = _inner(annotation)
    return [str(v) for v in get_args(inner)] if get_origin(inner) is Literal else []


def _names(annotation: Any) -> set[str]:
    """Plain names of all types an annotation allows."""
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return {name for one in get_args(annotation) for name in _names(one)}
    if origin is Literal:
        return {"str"}
    return {(origin or annotation).__name__} if annotation is not None else set()


_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "NoneType": "",
}


def _expected(annotation: Any) -> str:
    """A type in a person's words."""
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [_expected(one) for one in get_args(annotation)]
        return " or ".join(part for part in parts if part)
    if choices := _choices(annotation):
        return choices[0] if len(choices) == 1 else "one of " + ", ".join(choices)
    if get_origin(annotation) is list:
        item = get_args(annotation)[0]
        return "a list of texts" if item is str else "a list of mappings"
    if _is_record(annotation):
        return "a mapping with the keys " + ", ".join(_fields(annotation))
    return _WORDS.get(getattr(annotation, "__name__", ""), "another value")
