"""Quotations that belong to a citation although no cue stands with them.

Comes in: the findings of an article, unit by unit. Goes out: the same with what goes
on beside or behind them. A quotation straight behind one that is attributed, in the
same paragraph, is more of it; a statement without marks never is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.annotate.attribution import Finding, Resolver
from builder.annotate.noun_phrases import Reader
from builder.annotate.word_classes import Range


def find_beside(
    reader: Reader, number: int, findings: Sequence[Finding]
) -> Iterator[Finding]:
    """Quotations of one unit that no cue governs, but whose speaker is said."""
    held = {i for f in findings for part in f.content for i in range(*part)}
    yield from _behind_colon(reader, number, findings, held)
    signed = _signed(reader, number)
    if signed is not None and 0 not in held:
        yield signed


def _behind_colon(
    reader: Reader, number: int, findings: Sequence[Finding], held: set[int]
) -> Iterator[Finding]:
    """A quotation after a colon goes on with the speaker of the clause before it."""
    for i, kind in enumerate(reader.kinds):
        if kind != "q" or reader.low(i - 1) != ":" or i in held:
            continue
        speaker = next(
            (f for f in reversed(findings) if f.source and f.cue[0] < i), None
        )
        if speaker is not None:
            yield Finding(
                unit=number,
                content=((i, i + 1),),
                cue=(i - 1, i),
                source=speaker.source,
                rule=f"{reader.lexicon.language}/colon-quotation",
            )


def _signed(reader: Reader, number: int) -> Finding | None:
    """A quotation with a dash and a name behind it, and nothing else."""
    end = reader.size
    while end > 0 and reader.low(end - 1) == ".":
        end -= 1
    dash = 1
    if reader.kind(0) != "q" or reader.low(dash) not in _DASHES or end <= dash + 1:
        return None
    if end - dash > _SIGNATURE or not reader.uppers[dash + 1]:
        return None
    named: Range = (dash + 1, end)
    if any(reader.kind(i) == "q" or reader.is_finite(i) for i in range(*named)):
        return None
    return Finding(
        unit=number,
        content=((0, 1),),
        cue=(dash, dash + 1),
        source=named,
        rule=f"{reader.lexicon.language}/signed-quotation",
        strict=True,
    )


_DASHES = frozenset(("—", "–", "―", "-", "--"))
_SIGNATURE = 12
"""Tokens of a dash and the name behind it."""


def go_on(read: Sequence[list[Finding]], resolver: Resolver) -> list[list[Finding]]:
    """Findings by unit; a unit that is nothing but a quotation is more of the one
    before it."""
    joined = [list(findings) for findings in read]
    if not resolver.quoted:
        return joined
    last: tuple[int, int] | None = None
    for number, findings in enumerate(joined):
        if not findings and resolver.units[number].tokens is None:
            last = None
            continue
        reader = resolver.reader(number)
        if findings or not _is_quotation(reader):
            last = _last_quoting(resolver, number, findings) if findings else None
            continue
        if last is None or not _same_block(resolver, number):
            last = None
            continue
        unit, at = last
        finding = joined[unit][at]
        more = (*finding.more, (number, _quotation(reader)))
        joined[unit][at] = finding._replace(more=more)
    return joined


def _is_quotation(reader: Reader) -> bool:
    """The unit starts with a quotation that has no clause behind it."""
    if reader.kind(0) != "q":
        return False
    return not any(reader.is_finite(i) for i in range(1, reader.size))


def _quotation(reader: Reader) -> Range:
    """The quotations of a unit that starts with one."""
    end = max(i for i in range(reader.size) if reader.kind(i) == "q")
    return (0, end + 1)


def _same_block(resolver: Resolver, number: int) -> bool:
    return (
        number > 0 and resolver.units[number].block == resolver.units[number - 1].block
    )


def _last_quoting(
    resolver: Resolver, number: int, findings: Sequence[Finding]
) -> tuple[int, int] | None:
    """Unit and place of the finding whose quotation stands last in the unit."""
    kinds = resolver.reader(number).kinds
    best = None
    if "q" not in kinds:
        return None
    for at, finding in enumerate(findings):
        ends = [i for part in finding.content for i in range(*part) if kinds[i] == "q"]
        if ends and finding.source is not None and (best is None or ends[-1] > best[0]):
            best = (ends[-1], at)
    return None if best is None else (number, best[1])
