"""Working copies to which a person gave another id.

Comes in: content as read, bases. Goes out: old id to new one. It decides nothing.

An article has no ``was``: its evidence says who it is. Reports are known again by
article and passage, so that without this every one of them would be a new one.
"""

from __future__ import annotations

from builder.reconcile.base import Base, Bases, Draft, make_hash
from builder.records import Content

_EVIDENCE = "evidence/sha256"


def find_renamed(content: Content, bases: Bases) -> dict[str, str]:
    """Ids that no working copy has any more, and that of the one they became."""
    gone = sorted(bases.articles.keys() - content.articles.keys())
    if not gone:
        return {}
    now: dict[str, list[str]] = {}
    for name, article in content.articles.items():
        now.setdefault(make_hash(article.record.evidence.sha256), []).append(name)
    found = {}
    for old in gone:
        names = [
            n
            for digest in bases.articles[old].of(_EVIDENCE)
            for n in now.get(digest, ())
        ]
        if len(names) == 1:
            found[old] = names[0]
    return found


def find_old_id(name: str, renamed: dict[str, str], bases: Bases) -> str:
    """The id a working copy without base had before, where its base is to be had."""
    olds = [
        o for o, new in renamed.items() if new == name and not bases.articles[o].moved
    ]
    return olds[0] if len(olds) == 1 and name not in bases.articles else ""


def close_base(base: Base) -> Base:
    """What stays of the base of an old id: whose evidence it was."""
    draft = Draft(base)
    draft.keep_only([_EVIDENCE])
    draft.mark_moved()
    return draft.done()
