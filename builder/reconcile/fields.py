"""How each field of a record is merged: the table, and the keys of lists.

Comes in: record types of ``model``. Goes out: plain data and paths. May not know what
was proposed before, nor what a file looks like.

=====================  =========================================================
event                  merged as
=====================  =========================================================
format, id, was        never: they are a person's, or never change
title kind date place  one value each
because                one value; frozen while ``date`` is a person's, since it
                       would explain another date than the one beside it
why status checked     one value each; the machine proposes none
disputed note
reports                items by ``id``, each field by itself:
  article source via     one value each (``via`` is an order, not a set)
  quote hedge            one value each
  claims                 items by facet and folded quote. One claim is one value:
                         a person's number with a machine's unit or range would
                         be nobody's statement
  same_as not_same_as    one value each; the machine proposes none
relations              items by direction and other event, each one value
maybe_same_as          a set: items by themselves
=====================  =========================================================

=====================  =========================================================
article                merged as
=====================  =========================================================
format, id             never
evidence               each field by itself (a person may know the address)
title outlet language  one value each
published
because                one value; frozen while ``published`` is a person's
why status checked     one value each; the machine proposes none
disputed
credits                a set: items by themselves
set_aside              items by folded text, each one value; frozen while the body
                       is a person's, or text could stand in both or in neither
corrections            items by quote; the machine proposes none
body                   one value: the text after the front matter
=====================  =========================================================

A list item whose key changed under a person's hand is one deleted and one added: the
old one stays away, the new one is theirs. That is what they meant.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from types import MappingProxyType
from typing import Final

from builder.anchoring import fold_quote
from builder.model import UNKNOWN
from builder.reconcile.base import encode

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Whole:
    """One value, owned as one."""

    empty: object = None
    """What a new record has: written out where taking a value back is not removing."""
    follows: str = ""
    """The field beside it whose owner owns this one too."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A mapping whose fields are owned one by one."""

    fields: Mapping[str, Whole]


@dataclass(frozen=True, slots=True)
class Items:
    """A list of things with a key; ``fields`` is None where an item is one value."""

    key: Callable[[object], str]
    fields: Rules | None = None
    follows: str = ""


NEVER_PROPOSED: Final = frozenset(
    {
        "why",
        "note",
        "status",
        "checked",
        "disputed",
        "corrections",
        "same_as",
        "not_same_as",
    }
)
"""Fields that only people write; the machine's saying nothing there is no proposal."""

Rule = Whole | Parts | Items
Rules = Mapping[str, Rule]


def plain(value: object) -> object:
    """Plain data of a record: fields in order, those at their default left out."""
    if is_dataclass(value) and not isinstance(value, type):
        found: Data = {}
        for name, empty in _defaults(type(value)):
            here = getattr(value, name)
            if here != empty:
                found[name] = plain(here)
        return found
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def make_data(record: object) -> Data:
    """``plain`` for a whole record."""
    data = plain(record)
    assert isinstance(data, dict)
    return data


@functools.cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    found: list[tuple[str, object]] = []
    for item in fields(kind):
        if item.default is not MISSING:
            found.append((item.name, item.default))
        elif item.default_factory is not MISSING:
            found.append((item.name, item.default_factory()))
        else:
            found.append((item.name, MISSING))
    return tuple(found)


@functools.lru_cache(maxsize=65_536)
def make_key(words: str) -> str:
    """Eight hexadecimal digits that stand for words (folded) no base may hold."""
    return hashlib.sha256(fold_quote(words).encode("utf-8", "replace")).hexdigest()[:8]


def field_of(item: object, name: str) -> str:
    """A field of a list item as text; ``""`` where there is none."""
    value = item.get(name) if isinstance(item, Mapping) else None
    return value if isinstance(value, str) else ""


def _by_id(item: object) -> str:
    return encode(field_of(item, "id"))


def _by_claim(item: object) -> str:
    return f"{field_of(item, 'facet')}-{make_key(field_of(item, 'quote'))}"


def _by_other_event(item: object) -> str:
    after = field_of(item, "after")
    return encode(f"after:{after}" if after else f"before:{field_of(item, 'before')}")


def _by_text(item: object) -> str:
    return make_key(field_of(item, "text"))


def _by_quote(item: object) -> str:
    return make_key(field_of(item, "quote"))


def _by_name(item: object) -> str:
    return encode(str(item))


def _by_words(item: object) -> str:
    return make_key(str(item))


def make_keys(rule: Items, items: Iterable[object]) -> list[str]:
    """The key of each item; a second of the same key gets ``~2``, and so on."""
    seen: dict[str, int] = {}
    keys = []
    for item in items:
        key = rule.key(item)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}~{seen[key]}")
    return keys


_SILENT: Final = Whole()
_LIST: Final = Whole(empty=())
_UNKNOWN: Final = Whole(empty=UNKNOWN)

REPORT: Final[Rules] = MappingProxyType(
    {
        "article": _SILENT,
        "source": _SILENT,
        "via": _LIST,
        "quote": _SILENT,
        "hedge": _SILENT,
        "claims": Items(_by_claim),
        "same_as": _LIST,
        "not_same_as": _LIST,
    }
)

EVENT: Final[Rules] = MappingProxyType(
    {
        "title": _SILENT,
        "kind": _SILENT,
        "date": _UNKNOWN,
        "because": Whole(follows="date"),
        "why": _SILENT,
        "place": _UNKNOWN,
        "status": Whole(empty="machine"),
        "checked": _LIST,
        "disputed": _LIST,
        "note": _SILENT,
        "reports": Items(_by_id, REPORT),
        "relations": Items(_by_other_event),
        "maybe_same_as": Items(_by_name),
    }
)

ARTICLE: Final[Rules] = MappingProxyType(
    {
        "evidence": Parts(
            {
                "file": _SILENT,
                "sha256": _SILENT,
                "encoding": Whole(empty="utf-8"),
                "captured": _UNKNOWN,
                "address": _UNKNOWN,
            }
        ),
        "title": _UNKNOWN,
        "outlet": _UNKNOWN,
        "credits": Items(_by_words),
        "published": _UNKNOWN,
        "because": Whole(follows="published"),
        "why": _SILENT,
        "language": _UNKNOWN,
        "set_aside": Items(_by_text, follows="body"),
        "corrections": Items(_by_quote),
        "status": Whole(empty="machine"),
        "checked": _LIST,
        "disputed": _LIST,
        "body": _SILENT,
    }
)


def items_of(data: Mapping[str, object], name: str) -> Sequence[object]:
    """A list field of plain data, empty where it is left out."""
    value = data.get(name)
    return value if isinstance(value, list) else ()


def parts_of(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    """A mapping field of plain data, empty where it is left out."""
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def is_item(rules: Rules, path: str) -> bool:
    """Whether a path is that of a list item as a whole, not of a field."""
    name, _, rest = path.partition("/")
    rule = rules.get(name)
    if not isinstance(rule, Items) or not rest:
        return False
    _, _, below = rest.partition("/")
    return not below or is_item(rule.fields or {}, below)
