"""Every way of saving is seen; what no person saved is not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from builder.serve import watching
from builder.serve.watching import compare, follow, is_wanted, outermost, take_snapshot
from tests.serve.conftest import wait_until


class Watch:
    """What was told so far."""

    def __init__(self, *folders: Path) -> None:
        self.told: set[Path] = set()
        self.bursts = 0
        self._stop = Event()
        given = (folders, take_snapshot(folders), self._stop, self._take)
        self._thread = Thread(target=follow, args=given)
        self._thread.start()

    def _take(self, paths: frozenset[Path]) -> None:
        self.told |= paths
        self.bursts += 1

    def wait_for(self, path: Path) -> None:
        wait_until(lambda: path in self.told, f"{path.name} was told")

    def end(self) -> None:
        self._stop.set()
        self._thread.join()


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    folder = tmp_path / ".hidden project" / "content"
    (folder / "events").mkdir(parents=True)
    (folder / "events" / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    return folder


@pytest.fixture
def watch(watched: Path) -> Iterator[Watch]:
    running = Watch(watched)
    yield running
    running.end()


@pytest.mark.parametrize(
    "path",
    [
        ".base/events/a.yaml",
        ".schema/event.schema.json",
        "events/.a.yaml.swp",
        "events/.#a.yaml",
        "events/#a.yaml#",
        "events/a.yaml~",
        "events/4913",
        "events/a.yaml___jb_tmp___",
        "__pycache__/a.pyc",
        ".git/index",
    ],
)
def test_left_overs_are_not_wanted(path: str) -> None:
    assert not is_wanted(f"/home/.x/project/content/{path}", [FOLDER])


FOLDER = Path("/home/.x/project/content")


@pytest.mark.parametrize("path", ["events/a.yaml", "pages/à propos.md", "site.yaml"])
def test_files_of_a_person_are_wanted(path: str) -> None:
    assert is_wanted(f"/home/.x/project/content/{path}", [FOLDER])
    assert not is_wanted(f"/home/.x/project/site/{path}", [FOLDER])


def test_a_folder_within_another_is_watched_once() -> None:
    folders = [Path("/p/templates/default"), Path("/p/content"), Path("/p/templates")]
    assert outermost(folders) == [Path("/p/content"), Path("/p/templates")]


def in_place(path: Path) -> None:
    path.write_text("a: 2\n", encoding="utf-8")


def rename_over(path: Path) -> None:
    new = path.with_name(".a.yaml.tmp")
    new.write_text("a: 2\n", encoding="utf-8")
    new.replace(path)


def delete_and_create(path: Path) -> None:
    path.unlink()
    path.write_text("a: 2\n", encoding="utf-8")


def keep_a_copy(path: Path) -> None:
    path.rename(path.with_name("a.yaml~"))
    path.write_text("a: 2\n", encoding="utf-8")


def with_old_time_and_size(path: Path) -> None:
    before = path.stat()
    path.write_text("a: 2\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "save",
    [in_place, rename_over, delete_and_create, keep_a_copy, with_old_time_and_size],
)
def test_a_save_is_seen(
    watch: Watch, watched: Path, save: Callable[[Path], None]
) -> None:
    first = watched / "events" / "b.yaml"
    first.write_text("", encoding="utf-8")
    watch.wait_for(first)
    watch.told.clear()
    save(watched / "events" / "a.yaml")
    watch.wait_for(watched / "events" / "a.yaml")


def test_a_folder_that_is_replaced_whole_is_followed(
    watch: Watch, watched: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new" / "events"
    new.mkdir(parents=True)
    (new / "c.yaml").write_text("c: 1\n", encoding="utf-8")
    watched.rename(tmp_path / "old")
    new.parent.rename(watched)
    watch.wait_for(watched / "events" / "c.yaml")
    in_place(watched / "events" / "c.yaml")
    in_place(watched / "events" / "d.yaml")
    watch.wait_for(watched / "events" / "d.yaml")


def test_a_folder_that_comes_later_is_followed(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    watch = Watch(seeds)
    try:
        seeds.mkdir()
        (seeds / "a.txt").write_text("a", encoding="utf-8")
        watch.wait_for(seeds / "a.txt")
        (seeds / "more").mkdir()
        (seeds / "more" / "b.txt").write_text("b", encoding="utf-8")
        watch.wait_for(seeds / "more" / "b.txt")
    finally:
        watch.end()


def test_five_hundred_files_at_once_come_in_few_bursts(
    watch: Watch, watched: Path
) -> None:
    paths = {watched / "events" / f"{number}.yaml" for number in range(500)}
    for path in paths:
        path.write_text("x: 1\n", encoding="utf-8")
    wait_until(lambda: paths <= watch.told, "all were told")
    assert watch.bursts < 50


def test_what_the_system_does_not_tell_is_found_by_looking(
    watched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_SWEEP", 0.05)
    monkeypatch.setattr(watching, "_TICK", 50)

    def deaf(*_: object, **__: object) -> Iterator[set[object]]:
        raise OSError("no more watches")

    monkeypatch.setattr(watching, "watch", deaf)
    watch = Watch(watched)
    try:
        in_place(watched / "b.yaml")
        watch.wait_for(watched / "b.yaml")
        (watched / "events" / "a.yaml").unlink()
        watch.wait_for(watched / "events" / "a.yaml")
    finally:
        watch.end()


def test_a_snapshot_follows_no_link(watched: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x").write_text("x", encoding="utf-8")
    (watched / "link").symlink_to(tmp_path / "outside")
    (watched / "round").symlink_to(watched)
    before = take_snapshot([watched])
    (tmp_path / "outside" / "y").write_text("y", encoding="utf-8")
    assert compare(before, take_snapshot([watched])) == set()
    assert sorted(Path(path).name for path in before) == ["a.yaml", "link", "round"]
