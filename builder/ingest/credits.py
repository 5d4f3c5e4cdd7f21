"""Lines that name a publisher or a supplier -> outlet and credits of the article.

Comes in: furniture with the words after its opening, and the known sources. Goes out:
at most one outlet and the credits. It guesses nothing: an outlet is what the page
itself calls its publisher, or its source if that is an outlet by kind or by name; an
agency, a ministry or a nameless body is a credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from builder.annotate.knowledge import Knowledge
from builder.annotate.sources import resolve_name
from builder.ingest.furniture import (
    Aside,
    find_names,
    find_pieces,
    names_publisher,
    without_edition,
)
from builder.ingest.headings import find_shapes
from builder.model import UNKNOWN

_MASTHEAD_WORDS = 6
_TOP = 12
"""Paragraphs among which the first prose stands below a headline and its lines."""
_SIGNATURE_WORDS = 10
_WORD = re.compile(r"\w+")
_CLOSING = re.compile(r"(?<=[.!?…»”\"])\s*[(\[](?P<names>[^()\[\]]{2,60})[)\]]\s*$")
"""Brackets after the last sentence: "... said the mayor. (Reuters)"."""


def find_outlet_and_credits(
    asides: Iterable[Aside], knowledge: Knowledge
) -> tuple[str, list[str]]:
    """The outlet (``unknown`` where none or several are named) and the credits.

    A known source is given by its id, another one by its name as it stands. Who wrote
    an article is a credit only where that is a known source, such as an agency.
    """
    outlets: list[str] = []
    credited: list[str] = []
    for aside in asides:
        if not aside.gives or aside.at == "middle":
            continue
        whole = _find_id(aside.rest, knowledge)
        for name in [aside.rest] if whole else find_names(aside.rest):
            known = _find_id(name, knowledge)
            if _is_outlet(name, known, aside.gives, knowledge):
                outlets.append(known or name)
            elif known or aside.gives != "writer":
                credited.append(known or name)
    named = list(dict.fromkeys(outlets))
    if len(named) != 1:
        credited += named
        named = [UNKNOWN]
    return named[0], list(dict.fromkeys(credited))


def _is_outlet(name: str, known: str, gives: str, knowledge: Knowledge) -> bool:
    if gives not in ("source", "publisher"):
        return False
    if known:
        return knowledge.sources[known].kind == "outlet"
    return gives == "publisher" or names_publisher(name)


def find_masthead(texts: Sequence[str], knowledge: Knowledge) -> Aside | None:
    """The name of the publisher alone on the first line, over a longer headline.

    It is that of a known outlet, or a name in capitals that holds a publisher's word:
    "Le Courrier du Rhône", "The Evening Herald".
    """
    words = _WORD.findall(texts[0]) if len(texts) > 2 else []
    if not 1 <= len(words) <= _MASTHEAD_WORDS:
        return None
    if len(_WORD.findall(texts[1])) <= len(words):
        return None
    known = _find_id(texts[0], knowledge)
    first, second, *_ = find_shapes(texts[:_TOP])
    if second == "prose" or (first == "prose" and not known):
        return None  # an address has the shape of prose
    if known:
        is_outlet = knowledge.sources[known].kind == "outlet"
    else:
        named = len(words) > 1 and all(
            w[0].isupper() or w[0].isdigit() for w in words if len(w) > 3
        )
        is_outlet = named and names_publisher(texts[0])
    if not is_outlet:
        return None
    return Aside("metadata", "any/masthead", "publisher", texts[0], "top")


def find_signature(text: str, knowledge: Knowledge, at: str = "end") -> Aside | None:
    """A line that holds nothing but names of known sources: "Reuters, AFP".

    Above the text an outlet among them is who published it: "The Globe with AFP".
    """
    if len(text.split()) > _SIGNATURE_WORDS:
        return None
    names = find_pieces(text.strip("()[]"))
    if not names or not all(_find_id(name, knowledge) for name in names):
        return None
    gives = "credits" if at == "end" else "publisher"
    return Aside("credit", "any/signature", gives, text.strip("()[]"), at)


def find_closing(text: str, knowledge: Knowledge) -> tuple[int, Aside] | None:
    """Known sources in brackets after the last sentence; where the brackets begin."""
    match = _CLOSING.search(text)
    if match is None:
        return None
    aside = find_signature(match.group("names"), knowledge)
    return (match.start(), aside) if aside else None


def _find_id(name: str, knowledge: Knowledge) -> str:
    """The id of a known source; ``""`` where the name is of none."""
    for spelling in (name, without_edition(name)):
        known = resolve_name(spelling, knowledge)
        if known:
            return known
    return ""
