"""Which files of seeds/ are evidence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.ingest import evidence
from builder.ingest.evidence import find_evidence


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "project" / "seeds"
    folder.mkdir(parents=True)
    return folder


def names(seeds: Path) -> list[str]:
    return [found.file for found in find_evidence(seeds.parent)[0]]


def codes(seeds: Path) -> list[tuple[str, str, str]]:
    return [(p.path, p.code, p.severity) for p in find_evidence(seeds.parent)[1]]


# --- must not ------------------------------------------------------------------------


def test_a_link_is_refused_wherever_it_leads(seeds: Path, tmp_path: Path) -> None:
    """A link could lead out of the project; the site would publish what it names."""
    secret = tmp_path / "secret.txt"
    secret.write_text("not an article", encoding="utf-8")
    (seeds / "out.txt").symlink_to(secret)
    (seeds / "nowhere.txt").symlink_to(tmp_path / "none")
    assert names(seeds) == []
    assert codes(seeds) == [
        ("seeds/nowhere.txt", "E111", "error"),
        ("seeds/out.txt", "E111", "error"),
    ]


def test_a_linked_folder_is_not_entered(seeds: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("elsewhere", encoding="utf-8")
    (seeds / "folder").symlink_to(outside, target_is_directory=True)
    assert names(seeds) == []


def test_seeds_itself_may_be_no_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text("text", encoding="utf-8")
    (tmp_path / "seeds").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    found, problems = find_evidence(tmp_path)
    assert found == []
    assert [p.code for p in problems] == ["E111"]


def test_hidden_files_and_folders_are_passed_over(seeds: Path) -> None:
    (seeds / ".DS_Store").write_bytes(b"\0\1")
    (seeds / ".git").mkdir()
    (seeds / ".git" / "a.txt").write_text("hidden", encoding="utf-8")
    assert names(seeds) == []
    assert codes(seeds) == []


def test_a_pipe_is_no_evidence(seeds: Path) -> None:
    """Reading it would wait for ever."""
    os.mkfifo(seeds / "pipe.txt")
    assert names(seeds) == []
    assert codes(seeds) == [("seeds/pipe.txt", "E111", "error")]


@pytest.mark.parametrize("name", ["page.html", "scan.pdf", "notes.docx"])
def test_other_formats_are_named_and_left_alone(seeds: Path, name: str) -> None:
    (seeds / name).write_bytes(b"something")
    assert names(seeds) == []
    assert codes(seeds) == [(f"seeds/{name}", "W113", "warning")]


def test_a_file_that_is_too_large_is_not_read(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_BYTES", 10)
    (seeds / "book.txt").write_text("eleven char", encoding="utf-8")
    assert names(seeds) == []
    assert codes(seeds) == [("seeds/book.txt", "E105", "error")]


def test_a_file_that_cannot_be_read_is_a_problem(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeds / "a.txt").write_text("one", encoding="utf-8")
    (seeds / "b.txt").write_text("two", encoding="utf-8")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert names(seeds) == ["seeds/b.txt"]
    assert codes(seeds) == [("seeds/a.txt", "E112", "error")]


# --- may -----------------------------------------------------------------------------


def test_files_come_in_order_of_their_path_with_their_bytes(seeds: Path) -> None:
    (seeds / "b").mkdir()
    for name, data in {
        "c.txt": b"3",
        "b/a.text": b"2\r\n",
        "a": b"1",
        "D.TXT": b"4",
    }.items():
        (seeds / name).write_bytes(data)
    found, problems = find_evidence(seeds.parent)
    assert [(f.file, f.data) for f in found] == [
        ("seeds/D.TXT", b"4"),
        ("seeds/a", b"1"),
        ("seeds/b/a.text", b"2\r\n"),
        ("seeds/c.txt", b"3"),
    ]
    assert problems == []


def test_without_seeds_there_is_nothing(tmp_path: Path) -> None:
    assert find_evidence(tmp_path) == ([], [])
