"""Editions on disk and on the page: first shown, changed, why; never by the clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.pipeline import build_project, check_project, preview_project
from tests.line.project import Project, diff, edit, files_of, text_of

FIRST, SECOND = "2031-06-01", "2031-07-15"
FILES = Path("content") / ".history"


def open_edition(project: Project, day: str) -> None:
    project.settings(edition=f'"{day}"')


def history_of(project: Project, name: str) -> str:
    """What a page says of editions; ``""`` where it says nothing."""
    page = project.page(f"event/{name}.html")
    start = page.find("First shown: edition of")
    return "" if start < 0 else text_of(page[start : page.index("</details>", start)])


@pytest.fixture
def wreck(own_made: Project) -> str:
    return next(name for name in own_made.events() if "shipwreck" in name)


# --- must not ------------------------------------------------------------------------


def test_without_an_edition_nothing_is_kept_or_said(
    own_made: Project, wreck: str
) -> None:
    own_made.build()
    assert not (own_made.root / FILES).exists()
    assert history_of(own_made, wreck) == ""


def test_a_preview_writes_no_edition(own_made: Project) -> None:
    open_edition(own_made, FIRST)
    before = files_of(own_made.root / "content")
    result = preview_project(own_made.root)
    assert files_of(own_made.root / "content") == before
    assert any(f"{FIRST}.jsonl" in difference for difference in result.differences)


def test_an_edition_is_not_written_while_something_is_wrong(
    own_made: Project, wreck: str
) -> None:
    """Else what cannot be read today would be said to be withdrawn."""
    open_edition(own_made, FIRST)
    own_made.build()
    kept = files_of(own_made.root / FILES)
    open_edition(own_made, SECOND)
    edit(own_made.event_path(wreck), "\nkind: ", "\nkind ")
    own_made.build(keep_going=True)
    assert files_of(own_made.root / FILES) == kept


def test_an_edition_before_the_last_one_is_refused(own_made: Project) -> None:
    open_edition(own_made, SECOND)
    own_made.build()
    before = files_of(own_made.root / FILES)
    open_edition(own_made, FIRST)
    (problem,) = [p for p in own_made.build().problems if p.severity == "error"]
    assert problem.code == "E037"
    assert problem.path == "content/site.yaml"
    assert problem in check_project(own_made.root)
    assert files_of(own_made.root / FILES) == before


def test_a_frozen_build_still_fails_where_a_record_would_change(
    own_made: Project, wreck: str
) -> None:
    """Nor does it say then what the edition is to hold."""
    open_edition(own_made, FIRST)
    own_made.build()
    open_edition(own_made, SECOND)
    own_made.event_path(wreck).unlink()
    (own_made.root / "content" / ".base" / "events" / f"{wreck}.txt").unlink()
    before = files_of(own_made.root / "content")
    result = build_project(own_made.root, frozen=True)
    assert wreck in "".join(result.differences)
    assert not [d for d in result.differences if ".jsonl" in d]
    assert [p.code for p in result.problems if p.severity == "error"] == ["E035"]
    assert "W038" not in {p.code for p in result.problems}
    assert not result.published
    assert files_of(own_made.root / "content") == before


# --- edited where nothing can be built -----------------------------------------------


@pytest.mark.parametrize("edition", [FIRST, SECOND])
def test_a_frozen_build_publishes_what_the_edition_does_not_hold_yet(
    own_made: Project, wreck: str, edition: str
) -> None:
    """The edition is the one that was built last, or was named by the same hand."""
    open_edition(own_made, FIRST)
    own_made.build()
    open_edition(own_made, edition)
    edit(own_made.event_path(wreck), "\nstatus: machine\n", "\nstatus: checked\n")
    before = files_of(own_made.root / "content")
    result = build_project(own_made.root, frozen=True)
    assert result.published
    assert result.differences == ()
    (problem,) = [p for p in result.problems if p.code == "W038"]
    assert problem.path == f"content/.history/{edition}.jsonl"
    assert not [p for p in result.problems if p.severity == "error"]
    assert files_of(own_made.root / "content") == before
    site = own_made.site()
    changed = "State of the record: Not reviewed → Reviewed"
    assert (changed in history_of(own_made, wreck)) == (edition == SECOND)

    own_made.build()
    assert own_made.site() == site
    after = files_of(own_made.root / "content")
    assert [n for n in after if after[n] != before.get(n)] == [
        f".history/{edition}.jsonl"
    ]
    assert "W038" not in {
        p.code for p in build_project(own_made.root, frozen=True).problems
    }


# --- what is said --------------------------------------------------------------------


def test_a_page_says_when_it_was_first_shown_and_what_changed(
    own_made: Project, wreck: str
) -> None:
    open_edition(own_made, FIRST)
    own_made.build()
    assert "Edition of 1 June 2031 First shown." in history_of(own_made, wreck)
    assert "last changed" not in history_of(own_made, wreck)

    open_edition(own_made, SECOND)
    path = own_made.event_path(wreck)
    edit(
        path, "\nstatus: machine\n", '\nstatus: checked\nwhy: "Read by <two> of us."\n'
    )
    own_made.build()
    said = history_of(own_made, wreck)
    assert "last changed: edition of 15 July 2031" in said
    assert "State of the record: Not reviewed → Reviewed" in said
    assert "Reason: Read by <two> of us." in said
    other = next(name for name in own_made.events() if name != wreck)
    assert "last changed" not in history_of(own_made, other)
    assert len(list((own_made.root / FILES).glob("*.jsonl"))) == 2


def test_the_same_content_makes_the_same_bytes(
    own_made: Project, tmp_path: Path
) -> None:
    open_edition(own_made, FIRST)
    own_made.build()
    other = own_made.copy(tmp_path / "other")
    (other.root / FILES / f"{FIRST}.jsonl").unlink()
    other.build()
    assert diff(other.records(), own_made.records()) == []
    assert diff(other.site(), own_made.site()) == []


# --- people's words on parts ---------------------------------------------------------


def test_parts_are_said_to_be_reviewed_or_disputed(
    own_made: Project, wreck: str
) -> None:
    rid = own_made.events()[wreck].reports[0].id
    words = f'checked: [date, {rid}]\ndisputed: [place]\nnote: "Two maps differ."\n'
    path = own_made.event_path(wreck)
    edit(path, "\nstatus: machine\n", f"\nstatus: machine\n{words}")
    assert not [p for p in own_made.build().problems if p.severity == "error"]
    page = text_of(own_made.page(f"event/{wreck}.html"))
    assert "date reviewed" in page
    assert "place disputed" in page
    assert page.count("passage reviewed") == 1
    front = own_made.page("index.html")
    assert 'id="state-disputed"' in front
    assert 'id="state-checked"' not in front, "no record is checked as a whole"
    assert "Disputed in part" in text_of(front)


def test_lists_that_are_all_of_one_state_offer_no_choice(own_made: Project) -> None:
    own_made.build()
    assert 'name="state"' not in own_made.page("index.html")
