"""Working copies: what a person did to one, what ingest makes of it next."""

from __future__ import annotations

from builder.model import ArticleRecord, Evidence, SetAside
from builder.reconcile import ArticleProposal
from tests.reconcile.project import Project, found

PATH = "content/articles/a1.md"
BODY = "# The mill\n\nTwo rockets fell.\n\nShare this page\n"
SHORTER = "# The mill\n\nTwo rockets fell.\n"
SHARE = SetAside(role="share", text="Share this page", rule="share")


def copy(body: str = BODY, **more: object) -> ArticleProposal:
    values: dict[str, object] = {
        "id": "a1",
        "evidence": Evidence(file="seeds/a1.txt", sha256="00"),
        "title": "The mill",
        "published": "2022-01",
        "language": "en",
    }
    record = ArticleRecord(**(values | more))  # type: ignore[arg-type]
    return ArticleProposal(record, body)


def start() -> Project:
    project = Project()
    project.ingest(copy())
    return project


def test_an_edited_body_stays_and_so_does_what_was_set_aside() -> None:
    """Else a paragraph would stand in both places, or in neither."""
    project = start()
    project.files[PATH] += "\nA line from the printed page.\n"
    before = project.files[PATH]
    outcome = project.ingest(copy(SHORTER, set_aside=[SHARE]))
    assert project.files[PATH] == before
    assert ("a1", "body", "refused", "changed-by-hand") in found(outcome)


def test_line_ends_of_a_checkout_are_no_edit() -> None:
    project = start()
    project.files[PATH] = project.files[PATH].replace("\n", "\r\n")
    assert project.ingest(copy()).changes == ()
    project.ingest(copy(SHORTER, set_aside=[SHARE], published="2022-02"))
    text = project.files[PATH]
    assert text.endswith("Two rockets fell.\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert project.content().articles["a1"].record.set_aside == [SHARE]


def test_what_a_person_knows_of_the_evidence_stays_beside_a_new_hash() -> None:
    project = start()
    text = project.files[PATH]
    assert "address: " in text
    lines = [
        line.replace('"unknown"', "unknown").replace(
            "address: unknown", "address: https://example.org/1"
        )
        for line in text.splitlines(keepends=True)
    ]
    project.files[PATH] = "".join(lines)
    project.ingest(copy(evidence=Evidence(file="seeds/a1.txt", sha256="11")))
    evidence = project.content().articles["a1"].record.evidence
    assert (evidence.sha256, evidence.address) == ("11", "https://example.org/1")


def test_a_deleted_working_copy_is_not_made_again() -> None:
    project = start()
    del project.files[PATH]
    outcome = project.ingest(copy())
    assert project.files == {}
    assert found(outcome) == {("a1", "", "withhold", "deleted-by-hand")}


def test_evidence_that_is_not_there_today_deletes_nothing() -> None:
    project = start()
    project.ingest()
    assert PATH in project.files


def test_a_working_copy_without_base_is_left_alone() -> None:
    project = start()
    project.bases.clear()
    before = dict(project.files)
    project.ingest(copy(SHORTER, title="Another"))
    assert project.files == before
    assert project.bases == {}


def test_an_unreadable_working_copy_is_held() -> None:
    project = start()
    project.files[PATH] = project.files[PATH].replace("title: ", "title: [")
    before = dict(project.files)
    outcome = project.ingest(copy(SHORTER))
    assert project.files == before
    assert found(outcome) == {("a1", "", "withhold", "held")}


def test_a_set_aside_piece_that_was_struck_out_stays_away() -> None:
    project = Project()
    project.ingest(copy(SHORTER, set_aside=[SHARE]))
    text = project.files[PATH]
    at = text.index("set_aside:")
    project.files[PATH] = text[:at] + text[text.index("status:") :]
    other = SetAside(role="label", text="World")
    project.ingest(copy(SHORTER, set_aside=[SHARE, other]))
    assert project.content().articles["a1"].record.set_aside == [other]


def test_an_untouched_working_copy_follows() -> None:
    project = start()
    project.ingest(copy(SHORTER, set_aside=[SHARE], credits=["agency"]))
    article = project.content().articles["a1"]
    assert article.body == SHORTER
    assert article.record.credits == ["agency"]
