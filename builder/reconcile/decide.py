"""Three sides of one record become decisions; nothing is edited here.

Comes in: what stands in the file, what the machine proposes now (both plain data of
``fields.plain``), what it proposed before (a ``Base``), and what is known from beyond
the record (``Ground``). Goes out: decisions in document order, and the next base. May
not know files, YAML or other records.

The one rule: a value whose hash is in the base is the machine's and follows it; any
other value is a person's and stays, and then its line in the base stays too. Were the
line to move, a value set by hand with which the machine later agrees would look
untouched, and the machine would take it away again at its next change of mind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from builder.reconcile.base import Anchor, Base, Draft, make_hash
from builder.reconcile.claims import (
    anchor_of_claim,
    find_replaced,
    is_outside,
    rests_on_old_quote,
)
from builder.reconcile.fields import (
    Data,
    Items,
    Parts,
    Rules,
    Whole,
    field_of,
    items_of,
    make_keys,
    parts_of,
)
from builder.reconcile.lines import make_lines, make_presence

Action = Literal[
    "keep-theirs",
    "refused",
    "take-machine",
    "insert",
    "remove",
    "withhold",
    "create",
    "delete-record",
]

EDITS: Final = frozenset({"take-machine", "insert", "remove"})
"""The actions that change the text of a record that is already there."""

_TELL: Final = frozenset({"checked", "changed-by-hand", "outside-quote"})
"""Reasons against an insertion of which a person should hear: they have not decided
on this very thing before. The others only repeat what they decided."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens to one path of one record, and why."""

    record: str
    path: str
    """As in the base file; ``""`` is the record as a whole."""
    action: Action
    reason: str
    """Its id: ``changed-by-hand``, ``deleted-by-hand``, ``checked`` ..."""
    value: object = None
    """What the machine proposes, as plain data; None where it proposes nothing."""
    standing: object = None
    """What stands in the file."""
    index: int = 0
    """Of an insert: before which item of the list as it stands in the file."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a merge must know from beyond the three sides."""

    locks: tuple[str, ...] = ()
    """Paths a person has checked; ``""`` is all of the record."""
    commented: frozenset[str] = frozenset()
    """Paths of values and items that hold a comment: they are never removed."""
    pinned: Mapping[str, str] = field(default_factory=dict)
    """Path of an item that may not be removed, and the reason."""
    barred: Mapping[str, str] = field(default_factory=dict)
    """Path of an item that may not be inserted, and the reason."""
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    """Path of a proposed report, and where it was found."""

    def locked(self, path: str) -> bool:
        return any(
            not lock or path == lock or path.startswith(f"{lock}/")
            for lock in self.locks
        )


def make_locks(data: Mapping[str, object]) -> tuple[str, ...]:
    """The paths that ``checked:`` and ``status: checked`` close.

    A checked record is closed as a whole, for new reports too: otherwise words nobody
    has read would stand on a page that says they were.
    """
    if data.get("status") == "checked":
        return ("",)
    locks = (find_lock(entry, data) for entry in items_of(data, "checked"))
    return tuple(lock for lock in locks if lock)


def find_lock(entry: object, data: Mapping[str, object]) -> str:
    """The path that an entry of ``checked:`` closes; ``""`` for one that names none."""
    path = str(entry).strip().strip("/").replace(".", "/")
    first = path.split("/")[0]
    reports = items_of(data, "reports")
    of_report = any(field_of(report, "id") == first for report in reports)
    return f"reports/{path}" if path and of_report else path


def decide(
    record: str,
    rules: Rules,
    current: Data,
    proposed: Data | None,
    base: Base,
    ground: Ground,
) -> tuple[list[Decision], Base]:
    """Merge one record; ``proposed`` None leaves its values and takes back its items.

    Every record handed in is one the machine once proposed; one without a base is
    wholly a person's and never comes here.
    """
    merge = _Merge(record, base, ground)
    if proposed is None:
        for name, rule in rules.items():
            if isinstance(rule, Items):
                merge.items(name, rule, name, current, {}, "", None)
    else:
        merge.mapping("", rules, current, proposed, None)
    return merge.decisions, merge.draft.done()


def find_touched(
    rules: Rules, data: Data, base: Base, ground: Ground, path: str = ""
) -> str:
    """The first path at or below ``path`` that a person has touched, or ``""``.

    Touched is: changed, added, deleted, checked, or carrying a comment.
    """
    return _Merge("", base, ground).touched(path, rules, data)


def find_holds(
    name: str, rules: Rules, data: Data, base: Base, ground: Ground
) -> dict[str, str]:
    """The keys of a list's items on which a person's hand is, each with the reason."""
    merge = _Merge("", base, ground)
    rule, items = rules[name], items_of(data, name)
    assert isinstance(rule, Items)
    found = {}
    for key, item in zip(make_keys(rule, items), items, strict=True):
        path = f"{name}/{key}"
        added = not base.proposed(path)
        why = "added-by-hand" if added else merge.holds(path, rule, item)
        if why:
            found[key] = why
    return found


class _Merge:
    """One merge under way: walks the three sides, collects decisions and lines."""

    def __init__(self, record: str, base: Base, ground: Ground) -> None:
        self.record = record
        self.base = base
        self.ground = ground
        self.draft = Draft(base)
        self.decisions: list[Decision] = []
        self.children = base.children()

    def say(
        self,
        path: str,
        action: Action,
        reason: str,
        value: object = None,
        standing: object = None,
        index: int = 0,
    ) -> None:
        self.decisions.append(
            Decision(self.record, path, action, reason, value, standing, index)
        )

    # --- mappings and values -----------------------------------------------------

    def mapping(
        self,
        path: str,
        rules: Rules,
        current: Data,
        proposed: Data,
        anchor: Anchor | None,
    ) -> None:
        settled = dict(current)
        for name, rule in rules.items():
            here = f"{path}/{name}" if path else name
            if isinstance(rule, Parts):
                now, new = parts_of(current, name), parts_of(proposed, name)
                self.mapping(here, rule.fields, dict(now), dict(new), None)
                continue
            frozen = self.frozen(path, rule.follows, current)
            if isinstance(rule, Items):
                self.items(here, rule, name, settled, proposed, frozen, anchor)
                continue
            if name == "quote" and rests_on_old_quote(
                path, current, proposed, self.theirs_or_commented
            ):
                frozen = "claims-rest-on-it"
            keeps = rule.empty is None
            new_value = proposed.get(name)
            if self.value(here, current.get(name), new_value, frozen, keeps):
                settled[name] = new_value

    def theirs(self, path: str, value: object) -> bool:
        return make_hash(value) not in self.base.of(path) or self.ground.locked(path)

    def theirs_or_commented(self, path: str, value: object) -> bool:
        return path in self.ground.commented or self.theirs(path, value)

    def frozen(self, path: str, follows: str, current: Data) -> str:
        """The reason why a field stays that goes with another one, or ``""``."""
        leader = f"{path}/{follows}" if path else follows
        if follows and self.theirs(leader, current.get(follows)):
            return f"goes-with-{follows}"
        return ""

    def value(
        self, path: str, now: object, new: object, frozen: str, removes: bool
    ) -> bool:
        """Decide one value; whether the machine's is taken.

        ``removes``: taking nothing means removing the key, with its comments.
        """
        known = self.base.of(path)
        if now == new and len(known) <= 1:
            return False  # whoever owns it: nothing to write, no line to move
        why = frozen or ("checked" if self.ground.locked(path) else "")
        if make_hash(now) not in known:
            why = "changed-by-hand" if path in self.base.hashes else "set-by-hand"
        elif not why and new is None and removes and path in self.ground.commented:
            why = "commented"
        if why:
            if now != new:
                self.keep(path, why, new, now)
            return False
        if now != new:
            self.say(path, "take-machine", "untouched", new, now)
        spot = (self.base.anchors.get(path) or (None,))[0]
        self.draft.move(path, make_hash(new), spot)
        return now != new

    def keep(self, path: str, reason: str, new: object, now: object) -> None:
        """Theirs stays; a proposal that was not there before counts as refused."""
        fresh = new is not None and make_hash(new) not in self.base.of(path)
        told = fresh and not reason.startswith("goes-with-")
        self.say(path, "refused" if told else "keep-theirs", reason, new, now)

    # --- lists --------------------------------------------------------------------

    def items(
        self,
        path: str,
        rule: Items,
        name: str,
        current: Data,
        proposed: Data,
        frozen: str,
        anchor: Anchor | None,
    ) -> None:
        now, new = items_of(current, name), items_of(proposed, name)
        here = dict(zip(make_keys(rule, now), now, strict=True))
        mine = dict(zip(make_keys(rule, new), new, strict=True))
        gone: list[str] = []
        coming: list[tuple[int, str]] = []
        for key, item in here.items():
            spot = f"{path}/{key}"
            if key not in mine or is_outside(path, item, current):
                if self.absent(spot, rule, item, frozen):
                    gone.append(key)
            elif not self.base.proposed(spot):
                if item != mine[key]:
                    self.keep(spot, "added-by-hand", mine[key], item)
            elif rule.fields is not None:
                self.report(spot, rule.fields, item, mine[key])
            else:
                self.value(spot, item, mine[key], frozen, False)
                place = anchor_of_claim(anchor, proposed, mine[key])
                if place is not None and not self.theirs(spot, item):
                    self.draft.move(spot, make_hash(mine[key]), place)
        for key in self.children.get(path, ()):
            if key not in here:
                self.draft.mark_gone(f"{path}/{key}")
        places = _make_places(list(here), list(mine))
        kept_out: dict[str, str] = {}
        for key, item in mine.items():
            if key in here:
                continue
            spot = f"{path}/{key}"
            place = anchor_of_claim(anchor, proposed, item)
            why = self.why_not(path, key, item, list(mine), current, place) or frozen
            why = why or kept_out.get(key.split("~")[0], "")
            if why:
                kept_out[key] = why
                told: Action = "refused" if why in _TELL else "withhold"
                self.say(spot, told, why, item, None, places[key])
            else:
                self.add(spot, rule, item, places[key], place)
                coming.append((places[key], key))
        if any("~" in key for key in (*here, *mine)):
            self.draft.rename(_renumber(path, list(here), gone, coming))

    def report(self, path: str, rules: Rules, now: object, new: object) -> None:
        assert isinstance(now, dict)
        assert isinstance(new, dict)
        anchor = self.ground.anchors.get(path)
        if anchor is not None:
            self.draft.move(path, make_presence(anchor), anchor)
        self.mapping(path, rules, now, new, anchor)

    def add(
        self, path: str, rule: Items, item: object, index: int, place: Anchor | None
    ) -> None:
        self.say(path, "insert", "proposed", item, None, index)
        if rule.fields is None:
            self.draft.move(path, make_hash(item), place)
            return
        assert isinstance(item, dict)
        anchor = self.ground.anchors.get(path)
        self.draft.move(path, make_presence(anchor), anchor)
        anchors = {} if anchor is None else {path: anchor}
        for line, digest, spot in make_lines(rule.fields, item, anchors, path):
            self.draft.move(line, digest, spot)

    def absent(self, path: str, rule: Items, item: object, frozen: str) -> bool:
        """An item that stands and is not proposed any more; whether it goes."""
        if not self.base.proposed(path):
            return False  # added by hand: nobody's business
        why = frozen or self.ground.pinned.get(path, "") or self.holds(path, rule, item)
        if why:
            self.say(path, "keep-theirs", why, None, item)
            return False
        self.say(path, "remove", "not-proposed", None, item)
        self.draft.forget([path])
        return True

    def why_not(
        self,
        path: str,
        key: str,
        item: object,
        proposed: Sequence[str],
        current: Data,
        place: Anchor | None,
    ) -> str:
        """The reason why a proposed item may not be inserted, or ``""``."""
        spot = f"{path}/{key}"
        if spot in self.ground.barred:
            return self.ground.barred[spot]
        if spot in self.base.hashes:
            return "deleted-by-hand"
        if self.ground.locked(spot):
            return "checked"
        if not path.endswith("/claims"):
            return ""
        if is_outside(path, item, current):
            return "outside-quote"
        below = self.children.get(path, ())
        return find_replaced(
            path, item, current, proposed, place, self.base, below, self.theirs
        )

    # --- whose is it? -------------------------------------------------------------

    def holds(self, path: str, rule: Items, item: object) -> str:
        """The reason why a person's hand is on an item, or ``""``."""
        if self.ground.locked(path):
            return "checked"
        if path in self.ground.commented:
            return "commented"
        if rule.fields is None:
            changed = make_hash(item) not in self.base.of(path)
        else:
            assert isinstance(item, dict)
            changed = bool(self.touched(path, rule.fields, item))
        return "changed-by-hand" if changed else ""

    def touched(self, path: str, rules: Rules, data: Data) -> str:
        for name, rule in rules.items():
            here = f"{path}/{name}" if path else name
            if isinstance(rule, Whole):
                mine = not self.theirs_or_commented(here, data.get(name))
                below = "" if mine else here
            elif isinstance(rule, Parts):
                below = self.touched(here, rule.fields, dict(parts_of(data, name)))
            else:
                below = self.touched_items(here, rule, items_of(data, name))
            if below:
                return below
        return ""

    def touched_items(self, path: str, rule: Items, items: Sequence[object]) -> str:
        keys = make_keys(rule, items)
        for key, item in zip(keys, items, strict=True):
            here = f"{path}/{key}"
            if not self.base.proposed(here) or self.holds(here, rule, item):
                return here
        there = set(keys)
        gone = (key for key in self.children.get(path, ()) if key not in there)
        return next((f"{path}/{key}" for key in gone), "")


def _make_places(here: Sequence[str], mine: Sequence[str]) -> dict[str, int]:
    """Before which standing item each proposed item goes.

    Behind its nearest proposed neighbour that stands in the file, else before the
    next one, else at the end: what stands is never reordered.
    """
    standing = {key: index for index, key in enumerate(here)}
    at = next((standing[key] for key in mine if key in standing), len(here))
    places = {}
    for key in mine:
        if key in standing:
            at = standing[key] + 1
        places[key] = at
    return places


def _renumber(
    path: str,
    here: Sequence[str],
    gone: Sequence[str],
    coming: Sequence[tuple[int, str]],
) -> dict[str, str]:
    """New paths of items of one key, of which one before them came or went."""
    ranked = [(index, 1, 0, key) for index, key in enumerate(here) if key not in gone]
    ranked += [(index, 0, n, key) for n, (index, key) in enumerate(coming)]
    seen: dict[str, int] = {}
    moves = {}
    for _, _, _, key in sorted(ranked):
        stem = key.split("~")[0]
        seen[stem] = seen.get(stem, 0) + 1
        new = stem if seen[stem] == 1 else f"{stem}~{seen[stem]}"
        if new != key:
            moves[f"{path}/{key}"] = f"{path}/{new}"
    return moves
