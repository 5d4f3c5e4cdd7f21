"""A proposal as the lines of a base: what is noted of a record the machine writes.

Comes in: plain data of a record, where its reports were found. Goes out: path, hash and
anchor of each value. May not know what was noted before.
"""

from __future__ import annotations

from collections.abc import Mapping

from builder.reconcile.base import EMPTY, Anchor, Base, Draft, make_hash
from builder.reconcile.claims import anchor_of_claim
from builder.reconcile.fields import (
    Parts,
    Rules,
    Whole,
    items_of,
    make_keys,
    parts_of,
)


def make_lines(
    rules: Rules,
    data: Mapping[str, object],
    anchors: Mapping[str, Anchor],
    path: str = "",
) -> list[tuple[str, str, Anchor | None]]:
    """All lines of the base for a proposal: path, hash, anchor."""
    lines: list[tuple[str, str, Anchor | None]] = []
    for name, rule in rules.items():
        here = f"{path}/{name}" if path else name
        if isinstance(rule, Whole):
            lines.append((here, make_hash(data.get(name)), None))
            continue
        if isinstance(rule, Parts):
            lines += make_lines(rule.fields, parts_of(data, name), anchors, here)
            continue
        items = items_of(data, name)
        for key, item in zip(make_keys(rule, items), items, strict=True):
            spot = f"{here}/{key}"
            if rule.fields is None:
                found = anchor_of_claim(anchors.get(path), data, item)
                lines.append((spot, make_hash(item), found))
            else:
                assert isinstance(item, dict)
                lines.append(
                    (spot, make_presence(anchors.get(spot)), anchors.get(spot))
                )
                lines += make_lines(rule.fields, item, anchors, spot)
    return [line for line in lines if line[1] != EMPTY]


def make_base(
    rules: Rules, data: Mapping[str, object], anchors: Mapping[str, Anchor]
) -> Base:
    """The base of a record that is written for the first time."""
    draft = Draft(Base())
    for path, digest, anchor in make_lines(rules, data, anchors):
        draft.move(path, digest, anchor)
    return draft.done()


def make_presence(anchor: Anchor | None) -> str:
    """The hash on the line that says a report was proposed."""
    return make_hash(str(anchor))
