"""What cannot be read is no reason to rewrite what stands.

Every case: break one thing, build, and nothing of content/ is other than it was left;
mend it, build, and all is as if nothing had been.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.line.project import Project, diff, edit, files_of

Break = Callable[[Path], None]


def garble(name: str) -> Break:
    """Make a file of content/ unreadable."""

    def do(root: Path) -> None:
        path = root / "content" / name
        path.write_bytes(b"a: [b\n" + path.read_bytes())

    return do


def add_line(name: str, line: str) -> Break:
    def do(root: Path) -> None:
        path = root / "content" / name
        path.write_bytes(path.read_bytes() + line.encode())

    return do


def link_out(name: str) -> Break:
    """Move something out of the project and leave a link to it."""

    def do(root: Path) -> None:
        path, away = root / "content" / name, root.parent / "away"
        path.rename(away)
        path.symlink_to(away)

    return do


def put_file(name: str) -> Break:
    """A file where a folder of records should be."""

    def do(root: Path) -> None:
        shutil.rmtree(root / "content" / name)
        (root / "content" / name).write_text("x", encoding="utf-8")

    return do


ERRORS = {
    "sources.yaml is no YAML": garble("sources.yaml"),
    "places.yaml is no YAML": garble("places.yaml"),
    "an entry of places.yaml is wrong": add_line("places.yaml", "x: {nonsense: 1}\n"),
    "places.yaml leads out of the project": link_out("places.yaml"),
    "site.yaml is no YAML": garble("site.yaml"),
    "a misspelt key: the language would change": add_line("site.yaml", "langage: fr\n"),
    "content/articles leads out of the project": link_out("articles"),
    "content/events leads out of the project": link_out("events"),
    "content/articles is a file": put_file("articles"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_errors_above_all_records_change_none(own_made: Project, name: str) -> None:
    root = own_made.root
    kept, site = shutil.copytree(root, root.parent / "kept"), own_made.site()
    ERRORS[name](root)
    before, away = files_of(root / "content"), root.parent / "away"
    outside = files_of(away) if away.is_dir() else {}
    result = own_made.build()
    assert not result.published
    assert diff(before, files_of(root / "content")) == []
    assert diff(outside, files_of(away) if away.is_dir() else {}) == []
    assert diff(site, own_made.site()) == []

    path = root / "content"
    shutil.rmtree(path)
    shutil.copytree(kept / "content", path)
    assert own_made.build().published
    assert diff(files_of(kept / "content"), own_made.records()) == []


def test_nothing_is_written_through_a_link_that_leads_out(own_made: Project) -> None:
    link_out(".base")(own_made.root)
    away = own_made.root.parent / "away"
    article = own_made.article_path("herald-march")
    edit(article, "Thousands of people marched", "Hundreds of people marched")
    before, outside = own_made.records(), files_of(away)
    result = own_made.build()
    told = [p.code for p in result.problems if p.path == "content"]
    assert told == ["E031", "W032"]
    assert diff(before, own_made.records()) == []
    assert diff(outside, files_of(away)) == []


def test_what_is_held_is_said(own_made: Project) -> None:
    garble("places.yaml")(own_made.root)
    problems = own_made.build().problems
    (held,) = [p for p in problems if p.code == "W032"]
    assert held.path == "content/places.yaml"
    assert {p.path for p in problems} == {"content/places.yaml"}, "no place is missed"


def test_a_project_without_its_evidence_stays_as_it_is(own_shipped: Project) -> None:
    """Articles may not be published: a clone has content/ and no seeds/."""
    before, site = own_shipped.records(), own_shipped.site()
    shutil.rmtree(own_shipped.root / "seeds")
    for _ in range(2):
        result = own_shipped.build()
        assert result.published
        assert [p.code for p in result.problems if p.path == "seeds"] == ["W020"]
    assert diff(before, own_shipped.records()) == []
    assert diff(site, own_shipped.site()) == []


def test_a_deleted_report_stays_deleted_without_evidence(own_made: Project) -> None:
    """It is known by where it stood in the evidence, and by nothing else."""
    (event,) = [e for e in own_made.events().values() if e.kind == "accident/sea"]
    gone = event.reports[-1]
    path = own_made.event_path(event.id)
    text = path.read_text(encoding="utf-8")
    start = text.index(f"  - id: {gone.id}")
    end = text.find("\n  - id: ", start + 1) + 1 or text.find("\nrelations", start) + 1
    path.write_text(text[:start] + (text[end:] if end else ""), encoding="utf-8")
    own_made.build()
    assert gone.id not in {r.id for e in own_made.events().values() for r in e.reports}
    before = own_made.records()
    shutil.rmtree(own_made.root / "seeds")
    own_made.build()
    assert diff(before, own_made.records()) == []


def test_one_changed_evidence_file_loses_nothing(own_made: Project) -> None:
    before = own_made.records()
    seed = own_made.root / "seeds" / "courrier-ferry.txt"
    words = seed.read_bytes()
    seed.write_bytes(b"Another beginning.\n\n" + words)
    assert not own_made.build().published
    told = {r.id for e in own_made.events().values() for r in e.reports}
    seed.write_bytes(words)
    assert own_made.build().published
    assert diff(before, own_made.records()) == []
    assert told == {r.id for e in own_made.events().values() for r in e.reports}


def test_an_unreadable_working_copy_loses_nothing(own_made: Project) -> None:
    before = own_made.records()
    path = own_made.article_path("courrier-ferry")
    edit(path, "\nformat: 1\n", "\nformat: [1\n")
    broken = own_made.records()
    result = own_made.build()
    assert not result.published
    assert result.counts.refused == 0
    assert diff(broken, own_made.records()) == []
    edit(path, "\nformat: [1\n", "\nformat: 1\n")
    assert own_made.build().published
    assert diff(before, own_made.records()) == []


def test_a_folder_that_cannot_be_written_is_a_problem(
    own_made: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a crash: every stage still says what it found."""
    path = own_made.article_path("herald-march")
    edit(path, "Thousands of people marched", "Hundreds of people marched")
    before, site = own_made.records(), own_made.site()

    def refuse(*names: object) -> None:
        raise PermissionError(13, "Permission denied", str(names[0]))

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        result = own_made.build()
    assert [p.code for p in result.problems if p.path == "content"] == ["E031"]
    assert not result.published
    assert diff(site, own_made.site()) == []
    changed = diff(before, own_made.records())
    assert [n for n in changed if not Path(n).name.startswith(".")] == []
    assert own_made.build().published
