"""What holds of every merge of a working copy: base b, current c, proposal p."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from builder.model import ArticleRecord, Because, Evidence, SetAside
from builder.reconcile import ArticleProposal
from builder.reconcile.articles import make_article_data
from builder.reconcile.base import render_base
from builder.reconcile.fields import ARTICLE
from builder.reconcile.lines import make_base
from builder.records import render_article
from tests.reconcile.project import Project

PATH = "content/articles/a1.md"
UNKNOWN = st.just("unknown")
words = st.sampled_from(["Rockets: what is known", "The mill #2", "« Là-bas »"])

records = st.builds(
    ArticleRecord,
    id=st.just("a1"),
    evidence=st.builds(
        Evidence,
        file=st.just("seeds/a1.txt"),
        sha256=st.just("00"),
        encoding=st.sampled_from(["utf-8", "cp1252"]),
        captured=UNKNOWN | st.just("2022-02"),
        address=UNKNOWN | st.just("https://example.org/a?b#c"),
    ),
    title=UNKNOWN | words,
    outlet=UNKNOWN | st.just("herald"),
    credits=st.lists(st.sampled_from(["agency", "wire", "NO"]), unique=True),
    published=UNKNOWN
    | st.sampled_from(["2022-01", "2022"])
    | st.just(["2021", "2022"]),
    because=st.none() | st.builds(Because, rule=words),
    language=UNKNOWN | st.just("fr"),
    set_aside=st.lists(
        st.builds(
            SetAside,
            role=st.sampled_from(["metadata", "share"]),
            text=words,
            rule=st.sampled_from(["", "one"]),
        ),
        unique_by=lambda item: item.text,
    ),
)
bodies = st.sampled_from(["One.\n", "# A\n\nOne.\n", "", "One.\n\nTwo: « # three ».\n"])
copies = st.tuples(records, bodies)
Copy = tuple[ArticleRecord, str]


def merge(base: Copy, current: Copy, proposed: Copy) -> Project:
    """The project after an ingest."""
    project = Project()
    made = render_base(make_base(ARTICLE, make_article_data(*base), {}))
    project.files[PATH] = render_article(*current)
    project.bases["content/.base/articles/a1.txt"] = made
    project.ingest(ArticleProposal(*proposed))
    return project


def read(project: Project) -> Copy:
    """Record and body, without the order of lists, which a merge does not change."""
    article = project.content().articles["a1"]
    return as_set(article.record), article.body


def as_set(record: ArticleRecord) -> ArticleRecord:
    return replace(
        record,
        credits=sorted(record.credits),
        set_aside=sorted(record.set_aside, key=repr),
    )


@given(copies, copies)
def test_what_nobody_touched_becomes_the_proposal(base: Copy, proposed: Copy) -> None:
    merged = read(merge(base, base, proposed))
    assert merged == (as_set(proposed[0]), proposed[1])


@given(copies, copies)
def test_an_old_proposal_changes_nothing(base: Copy, current: Copy) -> None:
    assert merge(base, current, base).files[PATH] == render_article(*current)


@given(copies, copies)
def test_agreement_changes_nothing(base: Copy, current: Copy) -> None:
    assert merge(base, current, current).files[PATH] == render_article(*current)


@given(copies, copies, copies)
def test_twice_is_once(base: Copy, current: Copy, proposed: Copy) -> None:
    project = merge(base, current, proposed)
    files, bases = dict(project.files), dict(project.bases)
    assert project.ingest(ArticleProposal(*proposed)).changes == ()
    assert (project.files, project.bases) == (files, bases)


@given(copies, copies, copies, copies)
def test_a_persons_value_outlives_every_change_of_mind(
    base: Copy, current: Copy, one: Copy, two: Copy
) -> None:
    project = merge(base, current, one)
    project.ingest(ArticleProposal(*two))
    article = project.content().articles["a1"]
    for name in ("title", "outlet", "published", "language"):
        mine = getattr(current[0], name)
        if mine != getattr(base[0], name):
            assert getattr(article.record, name) == mine
    for name in ("encoding", "captured", "address"):
        mine = getattr(current[0].evidence, name)
        if mine != getattr(base[0].evidence, name):
            assert getattr(article.record.evidence, name) == mine
    if current[1] != base[1]:
        assert article.body == current[1]
        assert article.record.set_aside == current[0].set_aside
    gone = {*base[0].credits} - {*current[0].credits}
    own = {*current[0].credits} - {*base[0].credits}
    assert own <= {*article.record.credits}
    assert not gone & {*article.record.credits}


@given(copies, copies, st.permutations(["title", "outlet", "credits", "language"]))
def test_independent_edits_commute(base: Copy, other: Copy, names: list[str]) -> None:
    """A person's edit of one field and the machine's of another both come through."""
    told = {name: getattr(other[0], name) for name in names[:2]}
    found = {name: getattr(other[0], name) for name in names[2:]}
    record, body = base
    current, proposed = replace(record, **told), replace(record, **found)
    merged = read(merge(base, (current, body), (proposed, other[1])))
    assert merged == (as_set(replace(record, **told, **found)), other[1])
