"""The three-way merge of what the machine proposes with what a person wrote.

Comes in: proposals, content as read, bases (hashes of what was proposed before). Goes
out: decisions, each with its reason, and text edits; who decided what, for the linker.
May not know how a proposal came about.

    survey    who placed, rejected or holds what, over all records
    renamed   working copies under another id
    identity  for the linker: a person's decisions, ids of reports and events
    decide    three sides of one record -> decisions       (fields: the table of rules)
    apply     decisions -> edits of the text                (comments: what not to lose)
    events, articles   all records of a kind -> Outcome
    refused   what a person's word keeps out, told once
    taking, giving   a person takes it after all, or gives a part of a record back
    write     Outcome -> disk, safe against a kill at any moment
"""

from builder.reconcile.articles import reconcile_articles
from builder.reconcile.base import Anchor, Base, Bases
from builder.reconcile.decide import Decision
from builder.reconcile.differences import find_differences, render_difference
from builder.reconcile.events import reconcile_events
from builder.reconcile.giving import Given, give_back
from builder.reconcile.identity import (
    Decided,
    KnownReport,
    hand_decisions,
    inherit_ids,
    match_reports,
    mint_event_id,
)
from builder.reconcile.naming import split_name
from builder.reconcile.outcome import (
    ArticleProposal,
    Change,
    EventProposal,
    Outcome,
    RecordKind,
)
from builder.reconcile.refused import (
    Refused,
    find_refused,
    find_untold,
    make_refused_problems,
    render_told,
)
from builder.reconcile.renamed import find_renamed
from builder.reconcile.survey import make_survey
from builder.reconcile.taking import (
    Taken,
    cut_reports,
    name_takeable,
    take_proposals,
)
from builder.reconcile.write import (
    load_bases,
    load_told,
    settle_journal,
    write_git_rules,
    write_outcome,
    write_told,
)

__all__ = [
    "Anchor",
    "ArticleProposal",
    "Base",
    "Bases",
    "Change",
    "Decided",
    "Decision",
    "EventProposal",
    "Given",
    "KnownReport",
    "Outcome",
    "RecordKind",
    "Refused",
    "Taken",
    "cut_reports",
    "find_differences",
    "find_refused",
    "find_renamed",
    "find_untold",
    "give_back",
    "hand_decisions",
    "inherit_ids",
    "load_bases",
    "load_told",
    "make_refused_problems",
    "make_survey",
    "match_reports",
    "mint_event_id",
    "name_takeable",
    "reconcile_articles",
    "reconcile_events",
    "render_difference",
    "render_told",
    "settle_journal",
    "split_name",
    "take_proposals",
    "write_git_rules",
    "write_outcome",
    "write_told",
]
