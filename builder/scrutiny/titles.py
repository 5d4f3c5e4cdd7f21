"""Words in titles that judge, with nobody named who uses them.

Comes in: ``Known``. Goes out: warnings at the title. Which words judge is language
data (``loaded.yaml``); a language without it is not looked at. Words in quotation
marks are somebody's, and names of places and sources are names.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import Known
from builder.languages import load_rules
from builder.neutral import STAGE, find_loaded, fold_words
from builder.problems import Problem
from builder.states import find_state


def look_at_titles(known: Known) -> Iterator[Problem]:
    """A title of the site says nothing that only some would say."""
    if not load_rules(known.language, STAGE):
        return
    names = _find_names(known)
    for file, event in known.events():
        if find_state(event, "title") == "checked":
            continue
        found = find_loaded(event.title, known.language, names)
        if not found:
            continue
        words, loaded = found[0]
        message = f"'{words}' judges, and in a title the site itself would say so"
        hint = (
            f"write {loaded.instead}; or put it in quotation marks and name who says "
            f"it; or say that it is meant so: checked: [{_join(event.checked)}title]"
        )
        yield file.loaded.problem(("title",), "W361", message, hint, severity="warning")


def _join(checked: list[str]) -> str:
    return "".join(f"{part}, " for part in checked)


def _find_names(known: Known) -> frozenset[str]:
    """Names of places and sources, folded: Place des Martyrs, a paper's name."""
    content = known.content
    words = [place.name for place in content.places.values()]
    for place in content.places.values():
        words += place.aliases
    for source in (*known.sources.values(), *content.sources.values()):
        words += [source.name, *source.variants]
    return frozenset(fold_words(name) for name in words) - {""}
