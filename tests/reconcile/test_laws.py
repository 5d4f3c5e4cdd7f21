"""What holds of every merge, whatever the values: base b, current c, proposal p."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from builder.model import Because, Claim, EventRecord, Relation, Report
from builder.reconcile.base import parse_base, render_base
from builder.reconcile.fields import EVENT, make_data
from builder.reconcile.lines import make_base
from builder.records import render_event
from tests.examples import examples
from tests.reconcile.project import Project, event, propose, report

WORDS = ("two rockets", "one man", "the mill")
PASSAGE = "two rockets fell on the mill and one man was hurt"

claims = st.builds(
    Claim,
    facet=st.sampled_from(["means", "killed"]),
    quote=st.sampled_from(WORDS),
    value=st.sampled_from([None, 1, 2, "unknown"]),
    hedge=st.sampled_from([None, "about"]),
)


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    ids = draw(st.lists(st.sampled_from("abcd"), unique=True, max_size=4))
    return [
        report(
            f"r-{letter * 6}",
            source=draw(st.sampled_from(["army", "council"])),
            via=draw(st.sampled_from([[], ["agency"], ["agency", "paper"]])),
            quote=PASSAGE,
            hedge=draw(st.sampled_from([None, "would have"])),
            claims=draw(st.lists(claims, max_size=3)),
        )
        for letter in ids
    ]


records = st.builds(
    event,
    st.just("e1"),
    reports(),
    title=st.sampled_from(["One", "Two: three", "Quatre #5"]),
    date=st.sampled_from(["unknown", "2022-01", ["2021", "2022"]]),
    because=st.sampled_from([None, Because(rule="r1"), Because(rule="r2", quote="w")]),
    place=st.sampled_from(["mill", "bridge", "unknown"]),
    relations=st.lists(
        st.builds(
            Relation,
            after=st.sampled_from(["e2", "e3"]),
            at_most=st.sampled_from([None, "P1D"]),
        ),
        max_size=2,
    ),
    maybe_same_as=st.lists(st.sampled_from(["e2", "e3"]), unique=True, max_size=2),
)

OTHERS = [event(f"e{n}", [report(f"r-00000{n}")]) for n in (2, 3)]


def merge(base: EventRecord, current: EventRecord, proposed: EventRecord) -> Project:
    """The project after a build; e2 and e3 are there to be pointed at."""
    project = Project()
    for record, told in [(base, current), *((other, other) for other in OTHERS)]:
        anchors = {f"reports/{k}": a for k, a in propose(record).anchors.items()}
        made = render_base(make_base(EVENT, make_data(record), anchors))
        project.files[f"content/events/{record.id}.yaml"] = render_event(told)
        project.bases[f"content/.base/events/{record.id}.txt"] = made
    project.build(propose(proposed), *map(propose, OTHERS))
    return project


def as_set(record: EventRecord) -> EventRecord:
    """A record without the order of its lists, which a merge does not change."""
    told = sorted(record.reports, key=lambda item: item.id)
    return replace(
        record,
        reports=[replace(r, claims=sorted(r.claims, key=repr)) for r in told],
        relations=sorted(record.relations, key=repr),
        maybe_same_as=sorted(record.maybe_same_as),
    )


@given(records, records)
def test_what_nobody_touched_becomes_the_proposal(
    base: EventRecord, proposed: EventRecord
) -> None:
    merged = merge(base, base, proposed).event("e1")
    assert as_set(merged) == as_set(proposed)


@given(records, records)
def test_an_old_proposal_changes_nothing(
    base: EventRecord, current: EventRecord
) -> None:
    project = merge(base, current, base)
    assert project.files["content/events/e1.yaml"] == render_event(current)


@given(records, records)
def test_agreement_changes_nothing(base: EventRecord, current: EventRecord) -> None:
    project = merge(base, current, current)
    assert project.files["content/events/e1.yaml"] == render_event(current)


@given(records, records, records)
def test_twice_is_once(
    base: EventRecord, current: EventRecord, proposed: EventRecord
) -> None:
    project = merge(base, current, proposed)
    files, bases = dict(project.files), dict(project.bases)
    outcome = project.build(propose(proposed), *map(propose, OTHERS))
    assert outcome.changes == ()
    assert (project.files, project.bases) == (files, bases)


@given(records, records, records, records)
def test_a_persons_value_outlives_every_change_of_mind(
    base: EventRecord, current: EventRecord, one: EventRecord, two: EventRecord
) -> None:
    project = merge(base, current, one)
    project.build(propose(two), *map(propose, OTHERS))
    merged = project.event("e1")
    for name in ("title", "date", "place"):
        if getattr(current, name) != getattr(base, name):
            assert getattr(merged, name) == getattr(current, name)
    before = {item.id for item in base.reports}
    here = {item.id for item in current.reports}
    after = {item.id for item in merged.reports}
    assert here - before <= after
    assert not (before - here) & after


@given(records, records, st.permutations(["title", "date", "place", "reports"]))
def test_independent_edits_commute(
    base: EventRecord, other: EventRecord, names: list[str]
) -> None:
    """A person's edit of one field and the machine's of another both come through."""
    mine, machines = names[:2], names[2:]
    told = {name: getattr(other, name) for name in mine}
    found = {name: getattr(other, name) for name in machines}
    current, proposed = replace(base, **told), replace(base, **found)
    both = replace(base, **told, **found)
    merged = merge(base, current, proposed).event("e1")
    assert as_set(merged) == as_set(both)


@given(records)
@examples(50)
def test_a_base_reads_as_it_was_written(record: EventRecord) -> None:
    anchors = {f"reports/{k}": a for k, a in propose(record).anchors.items()}
    base = make_base(EVENT, make_data(record), anchors)
    assert parse_base(render_base(base)) == base


@given(records, records)
@examples(50)
def test_bases_of_two_branches_joined_line_by_line_hold_both(
    one: EventRecord, other: EventRecord
) -> None:
    """Git's union merge keeps both lines of a path; either value is the machine's."""
    texts = [
        render_base(make_base(EVENT, make_data(record), {})) for record in (one, other)
    ]
    base = parse_base(
        "".join(sorted({*texts[0].splitlines(True), *texts[1].splitlines(True)}))
    )
    for record in (one, other):
        data = make_data(record)
        for name in ("title", "kind", "place", "date"):
            if name in data:
                assert not base.differs(name, data[name])
