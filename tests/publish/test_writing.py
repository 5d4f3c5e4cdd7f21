"""A site is written whole, and only there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.publish import writing
from builder.publish.writing import write_site


def tree(root: Path) -> dict[str, bytes]:
    site = root / "site"
    return {
        p.relative_to(site).as_posix(): p.read_bytes()
        for p in site.rglob("*")
        if p.is_file()
    }


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "", "a\\..\\x", "a/../b"])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        write_site(tmp_path, [("ok.html", b""), (path, b"bad")])
    assert not (tmp_path / "site").exists()
    assert not (tmp_path.parent / "x").exists()


def test_a_failing_page_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    write_site(tmp_path, [("a.html", b"1")])

    def files() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        write_site(tmp_path, files())
    assert tree(tmp_path) == {"a.html": b"1"}
    assert write_site(tmp_path, [("a.html", b"3")]).written == 1
    assert tree(tmp_path) == {"a.html": b"3"}


def test_a_link_in_the_old_site_is_replaced_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").symlink_to(outside)
    write_site(tmp_path, [("a.html", b"page")])
    assert outside.read_bytes() == b"mine"
    assert not (tmp_path / "site" / "a.html").is_symlink()


def test_unchanged_files_keep_bytes_and_time(tmp_path: Path) -> None:
    write_site(tmp_path, [("a/b.html", b"same"), ("c.html", b"old"), ("d.html", b"")])
    kept = tmp_path / "site" / "a" / "b.html"
    os.utime(kept, (1, 1))
    done = write_site(tmp_path, [("a/b.html", b"same"), ("c.html", b"new")])
    assert (done.written, done.kept, done.removed) == (1, 1, 1)
    assert kept.stat().st_mtime == 1
    assert tree(tmp_path) == {"a/b.html": b"same", "c.html": b"new"}
    assert not list((tmp_path / ".cache").glob("site*"))


def test_the_same_site_is_not_touched(tmp_path: Path) -> None:
    write_site(tmp_path, [("a.html", b"x")])
    before = (tmp_path / "site").stat().st_ino
    done = write_site(tmp_path, [("a.html", b"x")])
    assert (done.written, done.kept, done.removed) == (0, 1, 0)
    assert (tmp_path / "site").stat().st_ino == before


def test_a_build_killed_between_two_renames_is_mended_by_the_next(
    tmp_path: Path,
) -> None:
    write_site(tmp_path, [("a.html", b"x")])
    (tmp_path / "site").rename(tmp_path / ".cache" / "site.old")
    write_site(tmp_path, [("a.html", b"x")])
    assert tree(tmp_path) == {"a.html": b"x"}


def test_it_also_works_where_folders_cannot_be_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_exchange", lambda one, other: False)
    write_site(tmp_path, [("a.html", b"x")])
    write_site(tmp_path, [("a.html", b"y")])
    assert tree(tmp_path) == {"a.html": b"y"}
    assert not list((tmp_path / ".cache").glob("site*"))


@pytest.mark.parametrize("link", ["site", ".cache"])
def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path, link: str) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    (outside / "site.new").mkdir(parents=True)
    (outside / "site.new" / "mine").touch()
    root.mkdir()
    (root / link).symlink_to(outside)
    with pytest.raises(PermissionError, match="link"):
        write_site(root, [("a.html", b"x")])
    assert [p.name for p in sorted(outside.rglob("*"))] == ["site.new", "mine"]


def test_leftovers_of_a_kill_go_links_and_files_too(tmp_path: Path) -> None:
    write_site(tmp_path, [("a.html", b"x")])
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine").touch()
    (tmp_path / ".cache" / "site.old").symlink_to(outside)
    (tmp_path / ".cache" / "site.new").write_bytes(b"a file")
    write_site(tmp_path, [("a.html", b"y")])
    assert tree(tmp_path) == {"a.html": b"y"}
    assert (outside / "mine").exists()
    assert not list((tmp_path / ".cache").glob("site*"))
