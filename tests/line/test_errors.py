"""Errors are for the person who can mend them (promise 8)."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.cli import main
from tests.line.project import Project, diff, edit, text_of


def run(project: Project, *more: str) -> int:
    return main(["build", "--root", str(project.root), *more])


def paths(project: Project) -> tuple[Path, Path]:
    """Files of the two stories; either may be unreadable."""
    folder = project.root / "content" / "events"
    (ferry,) = folder.glob("*shipwreck*.yaml")
    (march,) = folder.glob("port-ancel-protest*.yaml")
    return ferry, march


@pytest.fixture
def broken(own_made: Project) -> Project:
    """One record cannot be read; another one is out of date by a hand's edit."""
    ferry, _ = paths(own_made)
    edit(ferry, "\nstatus: machine\n", "\nstatus: [machine\n")
    article = own_made.article_path("herald-march")
    edit(article, "Thousands of people marched", "Hundreds of people marched")
    return own_made


def test_the_place_the_line_and_a_hint_are_printed(
    broken: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    ferry, _ = paths(broken)
    assert run(broken) == 1
    printed = capsys.readouterr()
    lines = printed.err.splitlines()
    name = ferry.relative_to(broken.root).as_posix()
    text = ferry.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(f"{name}:"))
    _, number, column, rest = lines[at].split(":", 3)
    assert rest.strip().startswith("error E")
    assert abs(int(number) - 1 - text.index("status: [machine")) <= 1
    assert int(column) >= 1
    shown = lines[at + 1].partition("|")[2].strip()
    assert shown in [line.strip() for line in text]
    assert lines[at + 2].strip().endswith("^")
    assert lines[at + 3].strip().startswith("hint: ")
    assert "site/ is as it was" in printed.out


def test_good_records_are_updated_and_the_site_stays(broken: Project) -> None:
    ferry, march = paths(broken)
    site, words = broken.site(), ferry.read_bytes()
    assert run(broken) == 1
    assert "Hundreds of people marched" in march.read_text(encoding="utf-8")
    assert diff(site, broken.site()) == []
    assert ferry.read_bytes() == words


def test_nothing_is_proposed_in_place_of_an_unreadable_record(
    broken: Project, made: Project
) -> None:
    before = set(broken.records())
    for _ in range(2):
        run(broken)
    assert set(broken.records()) == before
    (lost,) = [e for e in made.events().values() if e.kind == "accident/sea"]
    held = {(r.article, r.quote) for r in lost.reports}
    told = {(r.article, r.quote) for e in broken.events().values() for r in e.reports}
    assert not held & told


def test_mended_it_is_as_if_nothing_had_been(broken: Project, made: Project) -> None:
    run(broken)
    ferry, _ = paths(broken)
    edit(ferry, "status: [machine", "status: machine")
    article = broken.article_path("herald-march")
    edit(article, "Hundreds of people marched", "Thousands of people marched")
    assert run(broken) == 0
    assert diff(made.site(), broken.site()) == []
    assert {e.id for e in made.events().values()} == set(broken.events())


def test_keep_going_publishes_the_rest_and_still_fails(broken: Project) -> None:
    ferry, march = paths(broken)
    site = broken.site()
    assert run(broken, "--keep-going") == 1
    changed = diff(site, broken.site())
    assert f"event/{march.stem}.html" in changed
    assert "Hundreds of people" in broken.page(f"event/{march.stem}.html")
    placeholder = text_of(broken.page(f"event/{ferry.stem}.html"))
    assert "Naufrage" not in placeholder
    assert ferry.name in placeholder


def test_errors_of_several_files_come_together(
    own_made: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    ferry, march = paths(own_made)
    edit(ferry, "\nstatus: machine\n", "\nstatus: sure\n")
    edit(march, "\nkind: protest\n", "\nkind: protets\n")
    (own_made.root / "content" / "site.yaml").write_text("lang: en\n", encoding="utf-8")
    assert run(own_made, "-q") == 1
    printed = capsys.readouterr().err
    for path in (ferry, march, own_made.root / "content" / "site.yaml"):
        assert f"{path.relative_to(own_made.root).as_posix()}:" in printed
    assert "protest" in printed.split("protets", 1)[1]
    assert "language" in printed
    assert "checked" in printed
