"""A closer look at content: what may be right, and wants a person's eyes.

Comes in: ``Known``, as the rules of every build have it. Goes out: Problems, all of
them warnings. ``recoupe check`` looks this closely and a build does not: what is told
here never keeps a site from being built, and told at every build nobody would read it.

Each of these can be answered in the files: by mending, or by saying there that it is
meant so. A warning without an answer would teach people to pass over all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from builder.checks import Known
from builder.problems import Problem
from builder.scrutiny.dates import (
    look_at_circles,
    look_at_dates_without_passage,
    look_at_distances,
    look_at_publication,
)
from builder.scrutiny.decisions import (
    look_at_doubts,
    look_at_opposites,
    look_at_repeats,
)
from builder.scrutiny.editors import look_at_modelines
from builder.scrutiny.lookalikes import look_at_lookalikes
from builder.scrutiny.titles import look_at_titles
from builder.scrutiny.voices import (
    look_at_distinctions,
    look_at_names,
    look_at_outlets,
)
from builder.scrutiny.words import look_at_reasons, look_at_shares

LOOKS: tuple[tuple[str, Callable[[Known], Iterable[Problem]]], ...] = (
    ("W320", look_at_circles),
    ("W321", look_at_distances),
    ("W322", look_at_publication),
    ("W323", look_at_dates_without_passage),
    ("W340", look_at_opposites),
    ("W341", look_at_doubts),
    ("W342", look_at_repeats),
    ("W350", look_at_outlets),
    ("W351", look_at_names),
    ("W351", look_at_distinctions),
    ("W352", look_at_lookalikes),
    ("W360", look_at_reasons),
    ("W361", look_at_titles),
    ("W362", look_at_shares),
    ("W370", look_at_modelines),
)
"""Code and rule. To add one is to add a function and a row."""


def scrutinise(known: Known) -> tuple[Problem, ...]:
    """All that a closer look finds, by place."""
    return tuple(sorted(problem for _, look in LOOKS for problem in look(known)))
