"""The three-way merge of what the machine proposes with what a person wrote.

Comes in: proposals, content as read, bases (hashes of what was proposed before). Goes
out: decisions, each with its reason, and text edits; who decided what, for the linker.
May not know how a proposal came about.

    survey    who placed, rejected or holds what, over all records
    identity  for the linker: a person's decisions, ids of reports and events
    decide    three sides of one record -> decisions       (fields: the table of rules)
    apply     decisions -> edits of the text                (comments: what not to lose)
    events, articles   all records of a kind -> Outcome
    write     Outcome -> disk, safe against a kill at any moment
"""

from builder.reconcile.articles import reconcile_articles
from builder.reconcile.base import Anchor, Base, Bases
from builder.reconcile.decide import Decision
from builder.reconcile.differences import find_differences
from builder.reconcile.events import reconcile_events
from builder.reconcile.identity import (
    Decided,
    KnownReport,
    hand_decisions,
    inherit_ids,
    match_reports,
    mint_event_id,
)
from builder.reconcile.outcome import (
    ArticleProposal,
    Change,
    EventProposal,
    Outcome,
)
from builder.reconcile.write import load_bases, settle_journal, write_outcome

__all__ = [
    "Anchor",
    "ArticleProposal",
    "Base",
    "Bases",
    "Change",
    "Decided",
    "Decision",
    "EventProposal",
    "KnownReport",
    "Outcome",
    "find_differences",
    "hand_decisions",
    "inherit_ids",
    "load_bases",
    "match_reports",
    "mint_event_id",
    "reconcile_articles",
    "reconcile_events",
    "settle_journal",
    "write_outcome",
]
