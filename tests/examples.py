"""How many examples a law is tried on: some every day, all of the profile with --long.

Comes in: a number for every day. Goes out: hypothesis settings. A number written into a
test would hold for the long run too.
"""

from __future__ import annotations

from hypothesis import settings

EVERY_DAY = 100
"""Of the profile ``every-day``; more than that is the long run."""


def examples(number: int) -> settings:
    """``@examples(150)``; a law without it is tried on EVERY_DAY."""
    profile = settings().max_examples
    return settings(
        max_examples=max(number, profile) if profile > EVERY_DAY else number
    )
