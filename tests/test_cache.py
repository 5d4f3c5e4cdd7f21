"""Annotations remembered between runs: what is read again, and what is not."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from builder import annotate as room
from builder import annotating, store
from builder.annotate.knowledge import Knowledge
from builder.annotating import annotate_all
from builder.cache import ROOMS, load_annotations, write_annotations
from builder.fingerprints import hash_code, hash_parts
from builder.locking import project_lock
from builder.model import Anchor, Annotations, Article, PlaceRecord
from tests.publish.sample import make_article

STORE = Path(".cache") / "annotations.sqlite"
FORK = multiprocessing.get_context("fork")
"""Workers that know what a test has replaced."""
NOBODY = Knowledge({}, {})


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the articles that are really read, in order."""
    read: list[str] = []
    real = room.annotate

    def count(article: Article, knowledge: Knowledge) -> Annotations:
        read.append(article.id)
        return real(article, knowledge)

    monkeypatch.setattr(room, "annotate", count)
    return read


def articles(**bodies: str) -> dict[str, Article]:
    return {n: make_article(n, body, language="fr") for n, body in bodies.items()}


ONE = articles(a="Il pleuvait le 3 mai 2031.", b="Un pont a cédé mardi.", c="Rien.")


# --- must not ------------------------------------------------------------------------


def test_a_changed_article_is_read_again_and_no_other(
    tmp_path: Path, seen: list[str]
) -> None:
    annotate_all(tmp_path, ONE, NOBODY)
    assert seen == ["a", "b", "c"]
    changed = ONE | articles(b="Un pont a cédé le 4 mai 2031.")
    notes = annotate_all(tmp_path, changed, NOBODY)
    assert seen == ["a", "b", "c", "b"]
    assert [t.edtf for t in notes["b"].times] == ["2031-05-04"]


def test_a_changed_head_is_a_changed_article(tmp_path: Path, seen: list[str]) -> None:
    """The publication date anchors what "mardi" means."""
    annotate_all(tmp_path, ONE, NOBODY)
    article = ONE["b"]
    dated = replace(article, record=replace(article.record, published="2031-05-07"))
    annotate_all(tmp_path, ONE | {"b": dated}, NOBODY)
    assert seen == ["a", "b", "c", "b"]


def test_new_knowledge_reads_all_again(tmp_path: Path, seen: list[str]) -> None:
    annotate_all(tmp_path, ONE, NOBODY)
    annotate_all(tmp_path, ONE, Knowledge({}, {"pont": PlaceRecord(name="Pont")}))
    assert seen == ["a", "b", "c"] * 2


def test_new_rules_read_all_again(
    tmp_path: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    annotate_all(tmp_path, ONE, NOBODY)
    monkeypatch.setattr(annotating, "hash_code", lambda rooms: "other rules")
    annotate_all(tmp_path, ONE, NOBODY)
    assert seen == ["a", "b", "c"] * 2


@pytest.mark.parametrize(
    "data", [b"", b"no database at all" * 200, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_broken_store_costs_time_and_nothing_else(
    tmp_path: Path, seen: list[str], data: bytes
) -> None:
    first = annotate_all(tmp_path, ONE, NOBODY)
    (tmp_path / STORE).write_bytes(data)
    assert annotate_all(tmp_path, ONE, NOBODY) == first
    assert seen == ["a", "b", "c"] * 2


@pytest.mark.parametrize("data", ['{"article": 3}', 3, None, b"\xff"])
def test_a_row_nobody_can_read_is_ignored(
    tmp_path: Path, seen: list[str], data: object
) -> None:
    first = annotate_all(tmp_path, ONE, NOBODY)
    with sqlite3.connect(tmp_path / STORE) as store:
        store.execute("UPDATE notes SET data = ?", [data])
    store.close()
    assert annotate_all(tmp_path, ONE, NOBODY) == first
    assert annotate_all(tmp_path, ONE, NOBODY) == first


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(
    tmp_path: Path, seen: list[str]
) -> None:
    (tmp_path / ".cache").write_text("a file in its place", encoding="utf-8")
    assert set(annotate_all(tmp_path, ONE, NOBODY)) == {"a", "b", "c"}
    annotate_all(tmp_path, ONE, NOBODY)
    assert seen == ["a", "b", "c"] * 2


@pytest.mark.parametrize(
    "data", [b"no database at all" * 200, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_broken_store_is_made_anew(
    tmp_path: Path, seen: list[str], data: bytes
) -> None:
    (tmp_path / STORE).parent.mkdir()
    (tmp_path / STORE).write_bytes(data)
    annotate_all(tmp_path, ONE, NOBODY)
    annotate_all(tmp_path, ONE, NOBODY)
    assert seen == ["a", "b", "c"]


def test_a_store_of_another_version_is_made_anew(
    tmp_path: Path, seen: list[str]
) -> None:
    (tmp_path / STORE).parent.mkdir()
    with sqlite3.connect(tmp_path / STORE) as store:
        store.execute("CREATE TABLE notes (id INTEGER, other TEXT)")
    store.close()
    annotate_all(tmp_path, ONE, NOBODY)
    annotate_all(tmp_path, ONE, NOBODY)
    assert seen == ["a", "b", "c"]


def test_a_store_held_by_another_program_is_left_alone(
    tmp_path: Path, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.0)
    first = annotate_all(tmp_path, ONE, NOBODY)
    before = (tmp_path / STORE).stat().st_ino
    holder = sqlite3.connect(tmp_path / STORE, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert annotate_all(tmp_path, ONE, NOBODY) == first
    holder.close()
    assert (tmp_path / STORE).stat().st_ino == before
    assert annotate_all(tmp_path, ONE, NOBODY) == first
    assert seen == ["a", "b", "c"] * 2


@pytest.mark.parametrize("kind", ["FULL", "READONLY", "IOERR_WRITE", "CANTOPEN"])
def test_a_disk_that_takes_nothing_costs_time_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    annotate_all(tmp_path, ONE, NOBODY)
    before = (tmp_path / STORE).read_bytes()

    def fail(*_: object, **__: object) -> None:
        error = sqlite3.OperationalError("cannot write")
        error.sqlite_errorname = f"SQLITE_{kind}"
        raise error

    monkeypatch.setattr(sqlite3, "connect", fail)
    more = ONE | articles(d="Une autre histoire.")
    assert set(annotate_all(tmp_path, more, NOBODY)) == {"a", "b", "c", "d"}
    assert (tmp_path / STORE).read_bytes() == before


@pytest.mark.parametrize("link", [".cache", os.fspath(STORE)])
def test_a_link_out_of_the_project_is_not_followed(tmp_path: Path, link: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    outside.mkdir()
    (root / link).symlink_to(outside / ("" if link == ".cache" else "theirs"))
    assert set(annotate_all(root, ONE, NOBODY)) == {"a", "b", "c"}
    assert not list(outside.iterdir())


def kill_worker(article: Article, knowledge: Knowledge) -> Annotations:
    """As the system does where memory is short; the build itself lives on."""
    if article.id == "b" and multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return Annotations(article.id)


def test_a_killed_worker_leaves_its_work_to_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(room, "annotate", kill_worker)
    monkeypatch.setattr(annotating, "_CHUNK", 1)
    with ProcessPoolExecutor(2, mp_context=FORK) as pool:
        notes = annotate_all(tmp_path, ONE, NOBODY, pool)
    assert {name: found.article for name, found in notes.items()} == {
        name: name for name in ONE
    }
    assert "ended from outside" in caplog.text


@pytest.mark.parametrize("workers", [False, True])
def test_an_exception_names_its_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: bool
) -> None:
    def fail(article: Article, knowledge: Knowledge) -> Annotations:
        if article.id == "b":
            raise ZeroDivisionError
        return Annotations(article.id)

    monkeypatch.setattr(room, "annotate", fail)
    pool = ProcessPoolExecutor(1, mp_context=FORK) if workers else None
    with pool or nullcontext(), pytest.raises(ZeroDivisionError) as caught:
        annotate_all(tmp_path, ONE, NOBODY, pool)
    assert caught.value.__notes__ == ["while reading the article b"]


ORPHANS = """
import os, sys, time
from pathlib import Path
from builder import annotate as room, annotating
from builder.annotate.knowledge import Knowledge
from builder.locking import project_lock
from tests.test_cache import ONE

def stay(article, knowledge):
    print("at work", flush=True)
    time.sleep(600)

room.annotate = stay
annotating._ENOUGH_FOR_WORKERS = 1
os.cpu_count = lambda: 2
with project_lock(Path(sys.argv[1])):
    annotating.annotate_all(Path(sys.argv[1]), ONE, Knowledge({}, {}))
"""


def test_a_killed_build_takes_its_workers_along(tmp_path: Path) -> None:
    """A worker that lived on would hold the lock, which it got at the fork."""
    code = [sys.executable, "-c", ORPHANS, os.fspath(tmp_path)]
    with subprocess.Popen(code, stdout=subprocess.PIPE) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == b"at work\n"
        build.kill()
        with project_lock(tmp_path, wait=30):
            pass


# --- may -----------------------------------------------------------------------------


def test_unchanged_articles_come_from_the_store(
    tmp_path: Path, seen: list[str]
) -> None:
    first = annotate_all(tmp_path, ONE, NOBODY)
    again = annotate_all(tmp_path, ONE, NOBODY)
    assert seen == ["a", "b", "c"]
    assert again == first
    assert list(again) == list(ONE)


def test_what_is_gone_is_forgotten(tmp_path: Path, seen: list[str]) -> None:
    annotate_all(tmp_path, ONE, NOBODY)
    only = {"a": ONE["a"]} | articles(d="Une autre histoire.")
    annotate_all(tmp_path, only, NOBODY)
    with sqlite3.connect(tmp_path / STORE) as store:
        (rows,) = store.execute("SELECT count(*) FROM notes").fetchone()
    store.close()
    assert rows == 2
    annotate_all(tmp_path, ONE, NOBODY)
    assert seen == ["a", "b", "c", "d", "b", "c"]


def test_another_executor_finds_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        apart = annotate_all(tmp_path / "x", ONE, NOBODY, pool)
    assert apart == annotate_all(tmp_path, ONE, NOBODY)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    notes = {
        "k1": Annotations("a", ((0, 4),), anchor=Anchor("2031-05")),
        "k2": Annotations("b"),
    }
    write_annotations(tmp_path, notes)
    assert load_annotations(tmp_path, ["k2", "k1", "k3"]) == notes
    assert load_annotations(tmp_path / "none", ["k1"]) == {}


def test_parts_cannot_run_into_each_other() -> None:
    assert hash_parts("ab", "c") != hash_parts("a", "bc")
    assert hash_parts("a") != hash_parts("a", "")


def test_the_code_is_read_in_one_order() -> None:
    first = hash_code(ROOMS), hash_code()
    hash_code.cache_clear()
    assert (hash_code(ROOMS), hash_code()) == first
    assert len({*first, hash_code(ROOMS[1:])}) == 3


def test_workers_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles, knowledge and annotations travel between processes."""
    known = Knowledge({}, {"pont": PlaceRecord(name="Pont")})
    alone = annotate_all(tmp_path / "a", ONE, known)
    monkeypatch.setattr(annotating, "_ENOUGH_FOR_WORKERS", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert annotate_all(tmp_path / "b", ONE, known) == alone
