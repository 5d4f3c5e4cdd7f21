"""A record that could not be edited, told to the person who can.

Comes in: the file and the decisions that were not carried out. Goes out: a Problem.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.problems import Problem, make_problem
from builder.reconcile.decide import EDITS, Decision
from builder.records import RecordFile
from builder.yamlio import SpliceRefused
from builder.yamlio.emit import render_flow

_SHOWN = 3


def make_refusal(
    file: RecordFile, decisions: Sequence[Decision], error: SpliceRefused
) -> Problem:
    """What to write by hand, for a record whose layout the machine will not touch."""
    wanted = [d for d in decisions if d.action in EDITS]
    shown = "; ".join(_describe(d) for d in wanted[:_SHOWN])
    more = f"; and {len(wanted) - _SHOWN} more" if len(wanted) > _SHOWN else ""
    reason = str(error)
    at = file.loaded.start
    if error.edit is not None:
        reason = reason.removesuffix(f": {error.edit}")
        at = file.loaded.key_offset(error.edit.path)
    return make_problem(
        file.path,
        file.text,
        at,
        "E130",
        f"this record was left as it is: {reason}",
        f"make the change by hand, or a plainer layout there: {shown}{more}",
    )


def _describe(decision: Decision) -> str:
    if decision.action == "remove":
        return f"remove {decision.path}"
    if decision.value is None:
        return f"clear {decision.path}"
    return f"{decision.path}: {render_flow(decision.value)}"
