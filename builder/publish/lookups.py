"""What a page looks up in the library, noted while it is made.

Comes in: a library. Goes out: the same library, on shelves that note every question;
and for each question a fingerprint of its answer today. Two runs in which all that a
page asked has the same answers make the same page: so it need not be made again.

A shelf notes the key that was asked for, not the whole shelf: that is what keeps an
edit from reaching pages that never asked about it. Whatever cannot be noted is taken
out of the library that pages see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import is_dataclass
from typing import TypeVar
from uuid import uuid4

from builder.compare import Chronology
from builder.fingerprints import hash_parts
from builder.publish.excerpts import Plan
from builder.publish.library import Library
from builder.publish.relays import NO_RELAYS

T = TypeVar("T")

Lookup = tuple[str, str, str]
"""How a shelf was asked (``value``, ``has``, ``keys``), its name, the key (``""`` where
all keys were asked for)."""

_PLACE_IN_MEMORY = re.compile(r" at 0x[0-9a-f]+")
"""What Python prints of a thing that does not say what it is."""


class Lookups:
    """Questions to the shelves of one library, and their answers."""

    def __init__(self) -> None:
        self._noted: dict[Lookup, None] = {}
        self._shelves: dict[str, Mapping[str, object]] = {}
        self._answers: dict[Lookup, str] = {}
        self._known: dict[int, tuple[object, str]] = {}

    def shelve(self, name: str, values: Mapping[str, T]) -> Mapping[str, T]:
        """A view that notes what is asked of it."""
        self._shelves[name] = values
        return _Shelf(name, values, self._note)

    def _note(self, lookup: Lookup) -> None:
        self._noted[lookup] = None

    @contextmanager
    def noting(self) -> Iterator[Mapping[Lookup, None]]:
        """What is looked up meanwhile; whoever notes around it gets it too."""
        outer, self._noted = self._noted, {}
        inner = self._noted
        try:
            yield inner
        finally:
            self._noted = outer
            self.repeat(inner)

    def repeat(self, lookups: Iterable[Lookup]) -> None:
        """Note what was looked up for a part that is used again."""
        self._noted.update(dict.fromkeys(lookups))

    def answer(self, lookup: Lookup) -> str:
        """A fingerprint of what a shelf answers today."""
        if lookup not in self._answers:
            self._answers[lookup] = self._ask(*lookup)
        return self._answers[lookup]

    def _ask(self, how: str, name: str, key: str) -> str:
        shelf = self._shelves.get(name, {})
        if how == "keys":
            return hash_parts(*shelf)
        if key not in shelf:
            return "absent"
        return "present" if how == "has" else self.take_print(shelf[key])

    def take_print(self, value: object) -> str:
        """A fingerprint of a value: of its type and all that it holds.

        Records, annotations, entries are dataclasses of plain values, which print as
        what they are. What does not is equal to nothing, not even to itself.
        """
        if type(value) is tuple:
            return hash_parts("tuple", *map(self.take_print, value))
        if id(value) in self._known:
            return self._known[id(value)][1]
        text = repr(value)
        if _PLACE_IN_MEMORY.search(text):
            text = uuid4().hex
        found = hash_parts(type(value).__qualname__, text)
        if is_dataclass(value):  # kept, as its number in memory would be given again
            self._known[id(value)] = value, found
        return found


class _Shelf(Mapping[str, T]):
    """A mapping that notes what is asked of it."""

    def __init__(
        self, name: str, values: Mapping[str, T], note: Callable[[Lookup], None]
    ) -> None:
        self._name = name
        self._values = values
        self._note = note

    def __getitem__(self, key: str) -> T:
        self._note(("value", self._name, key))
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str):
            return False
        self._note(("has", self._name, key))
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._note(("keys", self._name, ""))
        return iter(self._values)

    def __len__(self) -> int:
        self._note(("keys", self._name, ""))
        return len(self._values)


def shelve_library(library: Library, lookups: Lookups) -> Library:
    """The library as a page sees it.

    Settings and interface stay as they are: every page depends on them. What only the
    table of pages goes through is empty here, so that no page rests on it unnoted.
    """

    def listed(name: str, names: Collection[str]) -> Collection[str]:
        return lookups.shelve(name, dict.fromkeys(names))

    plan = library.plan
    return Library(
        settings=library.settings,
        interface=library.interface,
        articles=lookups.shelve("articles", library.articles),
        events=lookups.shelve("events", library.events),
        sources=lookups.shelve("sources", library.sources),
        places=lookups.shelve("places", library.places),
        annotations=lookups.shelve("annotations", library.annotations),
        plan=Plan(
            plan.limit,
            lookups.shelve("texts", plan.texts),
            lookups.shelve("shown", plan.shown),
            lookups.shelve("titles", plan.titles),
        ),
        chronology=Chronology((), (), (), ()),
        entries=lookups.shelve("entries", library.entries),
        by_article=lookups.shelve("by_article", library.by_article),
        by_source=lookups.shelve("by_source", library.by_source),
        maybe_same=lookups.shelve("maybe_same", library.maybe_same),
        copies=lookups.shelve("copies", library.copies),
        history=lookups.shelve("history", library.history),
        cited=lookups.shelve("cited", library.cited),
        relays=NO_RELAYS,
        tallies=lookups.shelve("tallies", library.tallies),
        dated_by_hand=listed("dated_by_hand", library.dated_by_hand),
        absent=listed("absent", library.absent),
    )
