"""Decisions as edits of a text."""

from __future__ import annotations

import pytest

from builder.reconcile.apply import apply
from builder.reconcile.decide import Decision
from builder.reconcile.fields import EVENT, Items, make_keys
from builder.yamlio import SpliceRefused

HEAD = "id: a\ntitle: t\nkind: attack\n"


def without(text: str, *names: str) -> str:
    """The text after these events were taken from ``maybe_same_as``."""
    rule = EVENT["maybe_same_as"]
    assert isinstance(rule, Items)
    keys = make_keys(rule, names)
    decisions = [
        Decision("a", f"maybe_same_as/{key}", "remove", "not-proposed") for key in keys
    ]
    return apply(text, EVENT, decisions)


def test_a_list_keeps_what_is_left() -> None:
    text = HEAD + "maybe_same_as: [b, c]\n"
    assert without(text, "b") == HEAD + "maybe_same_as: [c]\n"


def test_a_list_that_loses_all_goes_with_its_key() -> None:
    assert without(HEAD + "maybe_same_as: [b, c]\n", "b", "c") == HEAD
    assert without(HEAD + "maybe_same_as:\n  - b\n", "b") == HEAD


def test_a_comment_in_an_emptied_list_is_not_lost() -> None:
    with pytest.raises(SpliceRefused, match="to be decided"):
        without(HEAD + "maybe_same_as:\n  # to be decided in May\n  - b\n", "b")
