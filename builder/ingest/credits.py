"""Lines that name a publisher or a supplier -> outlet and credits of the article.

Comes in: furniture with the words after its opening, and the known sources. Goes out:
at most one outlet and the credits. It guesses nothing: an outlet is what the page
itself calls its source, an agency or a monitor among them is a credit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from builder.folding import fold
from builder.ingest.furniture import Aside, find_names, without_edition
from builder.model import UNKNOWN, SourceRecord

_SUPPLIERS = ("agency", "monitor")


def find_outlet_and_credits(
    asides: Iterable[Aside], sources: Mapping[str, SourceRecord]
) -> tuple[str, list[str]]:
    """The outlet (``unknown`` where none or several are named) and the credits.

    A known source is given by its id, another one by its name as it stands.
    """
    table = _make_table(sources)
    outlets: list[str] = []
    credited: list[str] = []
    for aside in asides:
        for name in find_names(aside.rest) if aside.gives else ():
            known = _find_id(name, table)
            kind = sources[known].kind if known else "unknown"
            is_outlet = (
                aside.gives == "source"
                and aside.at != "middle"
                and kind not in _SUPPLIERS
            )
            if is_outlet:
                outlets.append(known or name)
            elif aside.at != "middle" and (known or aside.gives == "credits"):
                credited.append(known or name)
            elif aside.at != "middle" and aside.gives == "source":
                credited.append(name)
    named = list(dict.fromkeys(outlets))
    if len(named) != 1:
        credited += named
        named = [UNKNOWN]
    return named[0], list(dict.fromkeys(credited))


def _find_id(name: str, table: Mapping[str, str]) -> str:
    """The id of a known source; ``""`` where the name is of none."""
    for spelling in (name, without_edition(name)):
        known = table.get(_key(spelling), "")
        if known:
            return known
    return ""


def _make_table(sources: Mapping[str, SourceRecord]) -> dict[str, str]:
    """Folded name -> id; a name that two sources bear names neither."""
    table: dict[str, str] = {}
    for id_, record in sources.items():
        for name in (record.name, *record.variants):
            key = _key(name)
            table[key] = id_ if table.get(key, id_) == id_ else ""
    return table


def _key(name: str) -> str:
    return fold(name).replace("-", " ").replace(".", "")
