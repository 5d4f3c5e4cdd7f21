"""What a build would change in content/, for a person to read.

Comes in: outcomes that were not carried out. Goes out: one unified diff per record. It
reads and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import unified_diff

from builder.reconcile.outcome import Outcome


def find_differences(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """A diff per record, by path."""
    texts: dict[str, tuple[str, str]] = {}
    for outcome in outcomes:
        for change in outcome.changes:
            if change.new != change.old:
                texts[change.path] = (change.old or "", change.new or "")
    return tuple(render_difference(path, *texts[path]) for path in sorted(texts))


def render_difference(path: str, old: str, new: str) -> str:
    """As ``git diff`` shows it; a text without a last line end is said to be one."""
    sides = (f"a/{path}" if old else "/dev/null", f"b/{path}" if new else "/dev/null")
    lines = unified_diff(old.splitlines(True), new.splitlines(True), *sides)
    ended = (
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in lines
    )
    return "".join(ended)
