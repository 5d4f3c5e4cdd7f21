"""A claim with who makes it, and how claims relate.

Comes in: nothing. Goes out: frozen values that verdicts are made of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from builder.model import UNKNOWN, Claim, Facet, Report
from builder.taxonomy import VerdictKind
from builder.voices import Voice

Scope = Literal["between", "inside"]
"""Between sources, or between the words of one source in one article."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim and who makes it."""

    claim: Claim
    speaker: Voice
    """The first speaker."""
    report: Report = field(hash=False)
    headline: bool = False
    """The words stand in the headline."""
    language: str = UNKNOWN
    """Of the words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How some claims on one facet relate, by one rule."""

    facet: Facet
    kind: VerdictKind
    rule: str
    """Its id; a sentence for people stands under it in ``verdicts.yaml``."""
    claims: tuple[Stated, ...]
    """The claims it is about, in the order of the reports."""
    scope: Scope = "between"
    one_origin: bool = False
    """Several sources agree, but they are one origin, or some relay the other."""

    @property
    def headline(self) -> bool:
        """Whether the headline says one thing and the text another."""
        return len({stated.headline for stated in self.claims}) > 1
