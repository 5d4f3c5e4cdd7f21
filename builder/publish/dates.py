"""Dates and distances in words, as the pages say them.

Comes in: EDTF, relations between events. Goes out: text in the interface language.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from builder.compare import read_date
from builder.datewords import words
from builder.model import UNKNOWN, Date, Relation
from builder.publish.words import Interface

_HTML_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
_DURATION = re.compile(r"P(?:T(?=[0-9]+H))?([0-9]+)([DWMYH])")


def say_date(value: Date, interface: Interface) -> str:
    """A date in words; what nobody knows is said to be unknown."""
    if value == UNKNOWN or not value:
        return str(interface.t("date.unknown"))
    read = read_date(value)
    if read is None:
        return str(value)
    return words(read, interface.language)


def machine_date(value: str) -> str:
    """A value for ``<time datetime>``; empty where HTML has none, as for seasons."""
    return value if _HTML_DATE.fullmatch(value) else ""


def day_key(value: Date | None) -> str:
    """A text that sorts as the date does, by its earliest day; what is unknown last."""
    read = read_date(value) if value else None
    if read is None or read.earliest is None:
        return "z"
    return "{:06d}-{:02d}-{:02d}".format(*read.earliest)


def say_duration(value: str, interface: Interface) -> str:
    """An ISO 8601 duration in words; as it stands where it is none we write."""
    found = _DURATION.fullmatch(value)
    if found is None:
        return value
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year", "H": "hour"}[found[2]]
    return str(interface.t(f"duration.{unit}", count=int(found[1])))


def say_relation(relation: Relation, event: Markup, interface: Interface) -> Markup:
    """How far before or after another event: ``event`` is its title or a link."""
    side = "after" if relation.after else "before"
    least, most = relation.at_least, relation.at_most
    if least and least[1:2] == "0":
        least = None
    if least and least == most:
        form = "exactly"
    elif least and most:
        form = "between"
    else:
        form = "at_least" if least else "at_most" if most else "some_time"
    return interface.t(
        f"relation.{side}.{form}",
        event=event,
        least=say_duration(least or "", interface),
        most=say_duration(most or "", interface),
    )
