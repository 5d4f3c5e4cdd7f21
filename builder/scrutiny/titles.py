"""Words in titles that judge, with nobody named who uses them.

Comes in: ``Known``. Goes out: warnings at the title. Which words judge is language
data (``wording.yaml``); a language without it is not looked at. Words in quotation
marks are somebody's, and names of places and sources are names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, Final

from builder.checks import Known
from builder.folding import fold
from builder.languages import load_rules
from builder.problems import Problem
from builder.states import find_state

_QUOTED: Final = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|‘[^’]*’(?!\w)")
_WORD: Final = re.compile(r"\w+(?:[-'’]\w+)*['’]?")
_OPTIONAL: Final = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One word, or several, that judge."""

    instead: str
    unless: frozenset[str]
    """What may follow it and make another sense, folded."""


def look_at_titles(known: Known) -> Iterator[Problem]:
    """A title of the site says nothing that only some would say."""
    if not load_rules(known.language, "wording"):
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


def find_loaded(
    title: str, language: str, names: frozenset[str] = frozenset()
) -> list[tuple[str, Loaded]]:
    """Each word that judges, as the title has it.

    ``names`` are folded words, of several words too, that are names.
    """
    lexicon = load_lexicon(language)
    bare = _QUOTED.sub(lambda quoted: " | " * bool(quoted.group()), title)
    pieces = [(m.group(), fold(m.group())) for m in _WORD.finditer(bare)]
    longest = max((key.count(" ") + 1 for key in lexicon), default=0)
    longest_name = max((name.count(" ") + 1 for name in names), default=0)
    found: list[tuple[str, Loaded]] = []
    at = 0
    while at < len(pieces):
        step = _match(pieces, at, names, longest_name)
        if step:
            at += step
            continue
        step = _match(pieces, at, lexicon, longest)
        if step:
            loaded = lexicon[_key(pieces, at, step)]
            if not _goes_on(pieces, at + step, loaded.unless):
                shown = " ".join(piece for piece, _ in pieces[at : at + step])
                found.append((shown, loaded))
        at += step or 1
    return found


def _match(
    pieces: list[tuple[str, str]],
    at: int,
    known: Mapping[str, Any] | frozenset[str],
    longest: int,
) -> int:
    """How many words from here on are known together; the longest, or 0."""
    for size in range(min(longest, len(pieces) - at), 0, -1):
        if _key(pieces, at, size) in known:
            return size
    return 0


def _key(pieces: list[tuple[str, str]], at: int, size: int) -> str:
    return " ".join(word for _, word in pieces[at : at + size])


def _goes_on(pieces: list[tuple[str, str]], at: int, unless: frozenset[str]) -> bool:
    """Whether what follows gives the words another sense."""
    return any(_key(pieces, at, size) in unless for size in (1, 2, 3))


def _find_names(known: Known) -> frozenset[str]:
    """Names of places and sources, folded: Place des Martyrs, a paper's name."""
    content = known.content
    words = [place.name for place in content.places.values()]
    for place in content.places.values():
        words += place.aliases
    for source in (*known.sources.values(), *content.sources.values()):
        words += [source.name, *source.variants]
    return frozenset(_fold_words(name) for name in words) - {""}


def _fold_words(words: str) -> str:
    return " ".join(fold(word) for word in _WORD.findall(words))


@cache
def load_lexicon(language: str) -> Mapping[str, Loaded]:
    """Folded words to what may be written instead."""
    found: dict[str, Loaded] = {}
    groups: Any = load_rules(language, "wording").get("groups", ())
    for group in groups:
        unless = group.get("unless", {})
        for written in group["words"]:
            follow = frozenset(map(_fold_words, unless.get(written, ())))
            loaded = Loaded(group["instead"], follow)
            found |= {_fold_words(form): loaded for form in expand(written)}
    return found


def expand(written: str) -> Iterator[str]:
    """Every form of a word with endings that may be left out: ``cruel(le)(s)``."""
    parts = _OPTIONAL.split(written)
    choices = [
        (part,) if index % 2 == 0 else ("", part) for index, part in enumerate(parts)
    ]
    return ("".join(chosen) for chosen in product(*choices))
