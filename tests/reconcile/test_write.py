"""Writing: killed anywhere, the next run takes up where this one was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.model import EventRecord
from builder.reconcile import (
    load_bases,
    reconcile_events,
    settle_journal,
    write_outcome,
)
from builder.reconcile.write import JOURNAL
from builder.records import load_content
from tests.reconcile.project import QUOTE, event, names, propose, report

ONE, TWO, THREE, FOUR = "r-aaaaaa", "r-bbbbbb", "r-cccccc", "r-dddddd"

FIRST = (
    event("e1", [report(ONE), report(TWO)]),
    event("e3", [report(THREE), report(FOUR)]),
)
SECOND = (
    event("e0", [report(FOUR)]),
    event("e1", [report(ONE, source="army")], date="2022-02"),
    event("e2", [report(TWO)]),
)
"""A value taken, reports moved up and down, events made, one withdrawn."""

STEPS = 10
"""Files replaced or deleted for it: the journal, four records, four bases, again it."""


def build(root: Path, records: tuple[EventRecord, ...]) -> None:
    content = load_content(root)
    settle_journal(root, content)
    bases = load_bases(root)
    outcome = reconcile_events(map(propose, records), content, bases)
    assert write_outcome(root, outcome) == ()


def files_of(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


class Killed(BaseException):
    """Stands for the end of the process."""


def kill_after(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Let so many files be replaced or deleted, then end."""
    left = [steps]
    replace, unlink = os.replace, Path.unlink

    def step() -> None:
        if left[0] == 0:
            raise Killed
        left[0] -= 1

    def replaces(*paths: str) -> None:
        step()
        replace(*paths)

    def unlinks(path: Path, missing_ok: bool = False) -> None:
        step()
        unlink(path, missing_ok)

    monkeypatch.setattr(os, "replace", replaces)
    monkeypatch.setattr(Path, "unlink", unlinks)


@pytest.mark.parametrize("steps", range(STEPS))
def test_a_killed_run_is_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    build(tmp_path / "whole", FIRST)
    build(tmp_path / "whole", SECOND)
    wished = files_of(tmp_path / "whole")
    root = tmp_path / "killed"
    build(root, FIRST)
    with monkeypatch.context() as patch:
        kill_after(patch, steps)
        with pytest.raises(Killed):
            build(root, SECOND)
    build(root, SECOND)
    made = {name: text for name, text in files_of(root).items() if ".part" not in name}
    assert made == wished


def test_an_edit_after_the_kill_is_a_persons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, FIRST)
    with monkeypatch.context() as patch:
        kill_after(patch, 4)
        with pytest.raises(Killed):
            build(tmp_path, SECOND)
    assert (tmp_path / JOURNAL).exists()
    path = tmp_path / "content/events/e1.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("place: mill", "place: bridge"), encoding="utf-8")
    build(tmp_path, SECOND)
    build(tmp_path, (event("e1", [report(ONE)], date="2022-03"), *SECOND[2:]))
    record = load_content(tmp_path).events["e1"]
    assert record.place == "bridge"
    assert record.date == "2022-03"
    assert not (tmp_path / JOURNAL).exists()


def test_a_file_changed_during_the_build_is_left(tmp_path: Path) -> None:
    build(tmp_path, FIRST)
    content = load_content(tmp_path)
    bases = load_bases(tmp_path)
    outcome = reconcile_events(map(propose, SECOND), content, bases)
    path = tmp_path / "content/events/e1.yaml"
    late = path.read_text(encoding="utf-8").replace("place: mill", "place: bridge")
    path.write_text(late, encoding="utf-8")
    before = (tmp_path / "content/.base/events/e1.txt").read_text(encoding="utf-8")
    (problem,) = write_outcome(tmp_path, outcome)
    assert problem.path == "content/events/e1.yaml"
    assert path.read_text(encoding="utf-8") == late
    after = (tmp_path / "content/.base/events/e1.txt").read_text(encoding="utf-8")
    assert after == before


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    build(tmp_path, FIRST)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    build(tmp_path, FIRST)
    assert times == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


def test_no_words_of_an_article_stand_in_a_base(tmp_path: Path) -> None:
    build(tmp_path, FIRST)
    for path in (tmp_path / "content/.base").rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert QUOTE not in text
        assert "rocket" not in text


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    build(tmp_path, FIRST)
    path = tmp_path / "content/events/e1.yaml"
    text = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text)
    build(tmp_path, SECOND)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf#")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert names(load_content(tmp_path).events["e1"].reports) == [ONE]


@pytest.mark.parametrize(
    "journal",
    [
        "{}",
        "[1, null]",
        '[{"kind": "events"}]',
        '[{"kind": "../..", "record": "x", "path": "x", "old": "none", "new": "none",'
        ' "base": "x"}]',
        '[{"kind": "events", "record": "../../../x", "path": "../x", "old": "none",'
        ' "new": "none", "base": "date 1", "base_path": "../x"}]',
    ],
)
def test_a_journal_of_somebody_else_writes_nothing_elsewhere(
    tmp_path: Path, journal: str
) -> None:
    """It may come with a project that was fetched from anywhere."""
    root = tmp_path / "a" / "b"
    build(root, FIRST)
    before = files_of(tmp_path)
    (root / JOURNAL).write_text(journal, encoding="utf-8")
    build(root, FIRST)
    base = (root / "content" / ".base").relative_to(tmp_path).as_posix()
    after = files_of(tmp_path)
    assert {n: t for n, t in after.items() if not n.startswith(f"{base}/")} == {
        n: t for n, t in before.items() if not n.startswith(f"{base}/")
    }
    assert not (root / JOURNAL).exists()
