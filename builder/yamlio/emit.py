"""Plain values to YAML text for a new file, or for one value in an old one.

Comes in: dict, list, str, int, float, bool, None. Goes out: YAML that ``read`` reads
back as the same values and that no other YAML reader mistakes: what looks like a date,
a number, yes or no is quoted. Block style, our key order, no wrapping; short lists and
short maps of single values stand on one line.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

WIDTH = 100
"""Columns up to which a list or map is written on one line."""

_ALWAYS_QUOTED = frozenset({"quote", "text"})
"""Keys whose text is somebody's exact words: quoted, so that its ends are seen."""

_OWN_LINES = frozenset({"id"})
"""A map with one of these keys is a record of its own: never on one line."""

_MISTAKEN = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|none)\Z"
    r"|0[xob][0-9a-f_]+\Z|[\d._]+e[-+]?[\d_]+\Z",
    re.IGNORECASE,
)
_NOT_PLAIN = re.compile(r": |:\Z| #|[\x00-\x1f\x7f-\xa0\ufeff]|  ")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}:#]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def dump(data: Any, comment: str = "") -> str:
    """A whole file; ``comment`` goes first, each of its lines behind a ``#``."""
    head = "".join(f"# {line}".rstrip() + "\n" for line in comment.splitlines())
    return head + "\n".join(render_block(data, 0)) + "\n"


def render_block(value: Any, indent: int) -> list[str]:
    """The lines of a value that begins a line of its own, indented."""
    pad = " " * indent
    if isinstance(value, Mapping) and value:
        return [line for key in value for line in render_entry(key, value[key], indent)]
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        return [line for item in value for line in render_item(item, indent)]
    return [pad + render_flow(value)]


def render_entry(key: str, value: Any, indent: int) -> list[str]:
    """The lines of one key and its value."""
    pad = " " * indent
    head = pad + render_scalar(key) + ":"
    if isinstance(value, str):
        return _render_text(head, value, indent, quoted=key in _ALWAYS_QUOTED)
    short = render_short(value, len(head) + 1)
    if short is not None:
        return [f"{head} {short}"]
    return [head, *render_block(value, indent + 2)]


def render_item(value: Any, indent: int) -> list[str]:
    """The lines of one list item."""
    head = " " * indent + "-"
    if isinstance(value, str):
        return _render_text(head, value, indent)
    short = render_short(value, indent + 2)
    if short is not None:
        return [f"{head} {short}"]
    first, *rest = render_block(value, indent + 2)
    return [f"{head} {first[indent + 2 :]}", *rest]


def render_short(value: Any, column: int) -> str | None:
    """A value on one line, or None where it should have lines of its own."""
    if isinstance(value, Mapping) and value:
        if _OWN_LINES & value.keys() or any(map(_is_map_or_nested, value.values())):
            return None
    elif isinstance(value, list) and any(isinstance(v, (dict, list)) for v in value):
        return None
    text = render_flow(value)
    fits = column + len(text) <= WIDTH or not isinstance(value, (dict, list))
    return text if fits or not value else None


def _is_map_or_nested(value: Any) -> bool:
    if isinstance(value, str):
        return "\n" in value
    return isinstance(value, Mapping) or (
        isinstance(value, list) and any(isinstance(v, (dict, list)) for v in value)
    )


def render_flow(value: Any, key: str = "") -> str:
    """A value of any depth on one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(
            f"{render_scalar(k, in_flow=True)}: {render_flow(v, k)}"
            for k, v in value.items()
        )
        return "{" + inner + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(render_flow(item) for item in value) + "]"
    if isinstance(value, str) and key in _ALWAYS_QUOTED:
        return render_double(value)
    return render_scalar(value, in_flow=True)


def render_scalar(value: Any, in_flow: bool = False) -> str:
    """A single value on one line.

    Raises: TypeError for a type YAML has no plain form of here; ValueError for a
    number that is not finite.
    """
    if isinstance(value, str):
        return value if is_plain(value, in_flow) else render_double(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _render_float(value)
    raise TypeError(f"no YAML form for {type(value).__name__}")


def _render_float(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError("a number must be finite")
    text = format(Decimal(repr(value)), "f")
    return text if "." in text else text + ".0"


def is_plain(text: str, in_flow: bool = False) -> bool:
    """Whether a text can stand without quotation marks and nobody mistakes it."""
    if not text or not text[0].isalnum() or text != text.strip():
        return False
    if not any(char.isalpha() for char in text) or _MISTAKEN.match(text):
        return False
    if _NOT_PLAIN.search(text) or not all(map(is_shown, text)):
        return False
    return not (in_flow and _NOT_PLAIN_IN_FLOW.search(text))


def is_shown(char: str) -> bool:
    """Whether a character may stand as itself (joiners of Arabic script may)."""
    if char in "\u200c\u200d\u00ad":
        return True
    if char in "\u0085\u2028\u2029\ufeff":
        return False
    code = ord(char)
    if 0xFFFE <= (code & 0xFFFF) <= 0xFFFF:
        return False
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co")


def render_double(text: str) -> str:
    """A text in double quotes; what nobody could see is escaped."""
    return '"' + "".join(map(_escape, text)) + '"'


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if is_shown(char):
        return char
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def render_literal(text: str, indent: int) -> list[str] | None:
    """Header and lines of a literal block (``|``); None where it would not do."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not lines[0] or lines[0][0].isspace() or body.endswith("\n") or not body:
        return None
    if not all(char == "\n" or is_shown(char) for char in text):
        return None
    if any(line != line.rstrip() for line in lines):
        return None
    header = "|" if text.endswith("\n") else "|-"
    return [header, *(" " * indent + line if line else "" for line in lines)]


def _render_text(head: str, text: str, indent: int, quoted: bool = False) -> list[str]:
    if "\n" in text and not quoted:
        literal = render_literal(text, indent + 2)
        if literal is not None:
            return [f"{head} {literal[0]}", *literal[1:]]
    return [f"{head} {render_double(text) if quoted else render_scalar(text)}"]
