"""Claims and the words they rest on: when another claim is the same one in new words.

Comes in: reports as plain data, a base. Goes out: anchors and yes or no. May not
decide anything; ``decide`` asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from builder.anchoring import fold_quote
from builder.reconcile.base import Anchor, Base
from builder.reconcile.fields import REPORT, Data, Items, field_of, items_of, make_keys

SHARED: Final = 0.5
"""Share of the shorter of two spans from which on they are the same words."""

Theirs = Callable[[str, object], bool]
"""Whether the claim at a path is a person's."""


def overlap(one: Anchor, other: Anchor) -> float:
    """The share of the shorter span that lies in the other; 0 in another article."""
    if one.article != other.article:
        return 0.0
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / max(min(one.end - one.start, other.end - other.start), 1)


def anchor_of_claim(
    anchor: Anchor | None, report: Mapping[str, object], claim: object
) -> Anchor | None:
    """About where in the evidence a claim stands; white space may shift it a little."""
    words = field_of(claim, "quote")
    offset = field_of(report, "quote").find(words)
    if anchor is None or not words or offset < 0:
        return None
    start = anchor.start + offset
    return Anchor("", start, start + len(words))


def is_outside(path: str, claim: object, report: Mapping[str, object]) -> bool:
    """Whether an item of a list is a claim whose words the report does not quote."""
    if not path.endswith("/claims"):
        return False
    words = fold_quote(field_of(claim, "quote"))
    return words not in fold_quote(field_of(report, "quote"))


def rests_on_old_quote(
    path: str, current: Data, proposed: Data, theirs: Theirs
) -> bool:
    """Whether a person's claim stands in the report's old quote, not in the new one."""
    if field_of(current, "quote") == field_of(proposed, "quote"):
        return False
    now, new = (
        fold_quote(field_of(current, "quote")),
        fold_quote(field_of(proposed, "quote")),
    )
    for key, claim in _keyed(current):
        words = fold_quote(field_of(claim, "quote"))
        if words in now and words not in new and theirs(f"{path}/claims/{key}", claim):
            return True
    return False


def find_replaced(
    path: str,
    claim: object,
    current: Data,
    proposed: Sequence[str],
    spot: Anchor | None,
    base: Base,
    below: Sequence[str],
    theirs: Theirs,
) -> str:
    """The reason why a new claim is one a person has dealt with, or ``""``.

    ``path`` is that of the list, ``proposed`` the keys proposed now, ``below`` the
    keys proposed before. Rules that read a few words more or less give a claim another
    key; what a person corrected or deleted must not come back under it.
    """
    facet, words = field_of(claim, "facet"), fold_quote(field_of(claim, "quote"))
    standing = set()
    for key, other in _keyed(current):
        standing.add(key)
        theirs_words = fold_quote(field_of(other, "quote"))
        alike = theirs_words in words or words in theirs_words
        same = alike and field_of(other, "facet") == facet and key not in proposed
        if same and theirs(f"{path}/{key}", other):
            return "changed-by-hand"
    for key in below:
        if key in standing or key in proposed or not key.startswith(f"{facet}-"):
            continue
        for old in base.anchors.get(f"{path}/{key}", ()):
            if spot is not None and overlap(old, spot) >= SHARED:
                return "deleted-by-hand"
    return ""


def _keyed(report: Data) -> list[tuple[str, object]]:
    rule = REPORT["claims"]
    assert isinstance(rule, Items)
    claims = items_of(report, "claims")
    return list(zip(make_keys(rule, claims), claims, strict=True))
