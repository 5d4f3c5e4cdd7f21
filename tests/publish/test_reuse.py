"""Pages that are not made again: never a wrong one, whatever was edited."""

from __future__ import annotations

import inspect
import random
import shutil
import sqlite3
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

import builder.model
from builder.pipeline import build_project, preview_project
from builder.publish import render_site, reuse
from builder.publish.library import Library, make_library
from builder.publish.lookups import Lookups, shelve_library
from builder.publish.pages import PAGES
from builder.publish.relays import NO_RELAYS
from builder.publish.render import Page, Renderer
from tests.line.project import diff, files_of
from tests.publish import sample
from tests.publish.edits import EDITS, make_project
from tests.publish.sample import COLLAPSE, CONTENT, COURRIER, Broken, Config, Content

STORE = Path(".cache") / "pages.sqlite"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the pages that are really made, in order."""
    paths: list[str] = []
    real = Renderer.render

    def count(self: Renderer, page: Page) -> bytes:
        paths.append(page.path)
        return real(self, page)

    monkeypatch.setattr(Renderer, "render", count)
    return paths


def publish_again(
    root: Path, content: Content = CONTENT, config: Config | None = None
) -> dict[str, bytes]:
    """The site of the invented corpus, put in place; the same as made from nothing."""
    settings = Config() if config is None else config
    pages = (content, sample.ANNOTATIONS, settings, root)
    site = dict(render_site(*pages, sites=[root / "site"]))
    for path, data in site.items():
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / path).write_bytes(data)
    return site


def make_anew(
    root: Path, content: Content = CONTENT, config: Config | None = None
) -> dict[str, bytes]:
    settings = Config() if config is None else config
    return dict(render_site(content, sample.ANNOTATIONS, settings, root))


# --- must not ------------------------------------------------------------------------


def edit_store(root: Path, query: str, *values: object) -> None:
    with sqlite3.connect(root / STORE) as store:
        store.execute(query, values)
    store.close()


NONSENSE = (
    b"", b"{", b"[]", b"3", b'["a", "b", 3]', b'["a", "b", {"has": 3}]',
    b'["a", "b", {"value events": [3]}]', b"\xff", b"[" * 100_000, 3, None, "x",
)  # fmt: skip


def test_rows_nobody_can_read_are_ignored(tmp_path: Path, made: list[str]) -> None:
    site = publish_again(tmp_path)
    pages = [path for path in site if path.endswith(".html")]
    assert len(pages) > len(NONSENSE)
    for number, path in enumerate(pages):
        data = NONSENSE[number % len(NONSENSE)]
        edit_store(tmp_path, "UPDATE notes SET data = ? WHERE key = ?", data, path)
    made.clear()
    assert publish_again(tmp_path) == site
    assert sorted(made) == sorted(pages)


@pytest.mark.parametrize("data", [b"", b"no database" * 200, b"SQLite format 3\0"])
def test_a_broken_store_costs_time_and_nothing_else(
    tmp_path: Path, made: list[str], data: bytes
) -> None:
    site = publish_again(tmp_path)
    (tmp_path / STORE).write_bytes(data)
    assert publish_again(tmp_path) == site
    made.clear()
    assert publish_again(tmp_path) == site
    assert made == []


def test_rows_that_changed_places_make_no_wrong_page(tmp_path: Path) -> None:
    site = publish_again(tmp_path)
    with sqlite3.connect(tmp_path / STORE) as store:
        rows = dict(store.execute("SELECT key, data FROM notes"))
    store.close()
    for key, data in zip(rows, reversed(rows.values()), strict=True):
        edit_store(tmp_path, "UPDATE notes SET data = ? WHERE key = ?", data, key)
    assert publish_again(tmp_path) == site


def test_what_somebody_did_to_the_site_does_not_stay(
    tmp_path: Path, made: list[str]
) -> None:
    site = publish_again(tmp_path)
    pages = sorted(path for path in site if path.startswith("event/"))
    changed, gone, folder, link = pages[:4]
    (tmp_path / "site" / changed).write_bytes(site[changed] + b" ")
    for path in (gone, folder, link):
        (tmp_path / "site" / path).unlink()
    (tmp_path / "site" / folder).mkdir()
    (tmp_path / "site" / link).symlink_to(tmp_path / "site" / "index.html")
    made.clear()
    site_again = dict(
        render_site(
            CONTENT, sample.ANNOTATIONS, Config(), tmp_path, sites=[tmp_path / "site"]
        )
    )
    assert site_again == site
    assert sorted(made) == [changed, gone, folder, link]


def test_other_code_and_other_templates_make_all_again(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = publish_again(tmp_path)
    pages = len(made)
    own = tmp_path / "templates" / "parts" / "x.html"
    own.parent.mkdir(parents=True)
    own.write_text("one", encoding="utf-8")
    assert publish_again(tmp_path) == site
    assert len(made) == 2 * pages
    monkeypatch.setattr(reuse, "hash_code", lambda: "other")
    assert publish_again(tmp_path) == site
    assert len(made) == 3 * pages
    monkeypatch.setattr(reuse, "version", lambda name: "other")
    assert publish_again(tmp_path) == site
    assert len(made) == 4 * pages


def test_templates_behind_a_link_count_too(tmp_path: Path, made: list[str]) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "foot.html").write_text("one", encoding="utf-8")
    own = tmp_path / "root" / "templates"
    own.mkdir(parents=True)
    (own / "shared").symlink_to(theirs)
    (theirs / "back").symlink_to(own)
    text = "{% extends 'default/404.html' %}{% block footer %}{% include "
    text += "'shared/foot.html' %}{% endblock %}"
    (own / "404.html").write_text(text, encoding="utf-8")
    site = publish_again(tmp_path / "root")
    assert b"one" in site["404.html"]
    made.clear()
    assert publish_again(tmp_path / "root") == site
    assert made == []
    (theirs / "foot.html").write_text("two", encoding="utf-8")
    assert b"two" in publish_again(tmp_path / "root")["404.html"]


def test_a_template_saved_meanwhile_leaves_no_memory(tmp_path: Path) -> None:
    """Nobody can tell which page was made with which."""
    files = render_site(
        CONTENT, sample.ANNOTATIONS, Config(), tmp_path, sites=[tmp_path / "site"]
    )
    for number, _ in enumerate(files):
        if number == 20:
            (tmp_path / "templates").mkdir()
            (tmp_path / "templates" / "404.html").write_text("x", encoding="utf-8")
    assert not (tmp_path / STORE).exists()


def test_a_value_that_does_not_say_what_it_is_is_equal_to_nothing() -> None:
    lookups, other = Lookups(), object()
    assert lookups.take_print(other) != lookups.take_print(other)
    assert lookups.take_print((1, other)) != lookups.take_print((1, other))
    assert lookups.take_print(("a", "b")) != lookups.take_print(("a, b",))
    assert lookups.take_print("1") != lookups.take_print(1)
    assert lookups.take_print(("a", ("b",))) != lookups.take_print((("a",), "b"))


def test_records_print_all_that_they_hold() -> None:
    found = [
        kind
        for _, kind in inspect.getmembers(builder.model, is_dataclass)
        if inspect.isclass(kind)
    ]
    assert len(found) > 15
    for kind in found:
        assert all(field.repr for field in fields(kind)), kind
        assert "__repr__" in vars(kind), kind


def test_what_makes_a_page_is_a_function_of_a_module() -> None:
    """A method or a closure could know what nobody noted."""
    library = make_library(CONTENT, sample.ANNOTATIONS, Config())
    makers = {
        page.more
        for make_pages in PAGES.values()
        for page in make_pages(library)
        if page.more is not None
    }
    assert len(makers) >= 3
    for maker in makers:
        assert inspect.isfunction(maker)
        assert maker.__closure__ is None
        assert "<locals>" not in maker.__qualname__


def test_pages_see_nothing_of_the_library_that_is_not_noted() -> None:
    library = make_library(CONTENT, sample.ANNOTATIONS, Config())
    lookups = Lookups()
    seen = shelve_library(library, lookups)
    open_to_all = {"settings", "interface"}
    for field in fields(Library):
        value = getattr(seen, field.name)
        if field.name in open_to_all or not value:
            continue
        if field.name == "plan":
            value = (value.texts, value.shown, value.titles)
        elif field.name == "relays":
            assert value == NO_RELAYS
            continue
        elif field.name == "chronology":
            assert value.all() == ()
            continue
        for shelf in value if isinstance(value, tuple) else (value,):
            with lookups.noting() as noted:
                list(shelf)
            assert [how for how, _, _ in noted] == ["keys"], field.name


# --- may -----------------------------------------------------------------------------


def test_without_a_change_no_page_is_made(tmp_path: Path, made: list[str]) -> None:
    """Pages of every type, and one of a file nobody can read."""
    content = replace(CONTENT, unreadable=(Broken("content/events/x.yaml", ("x",)),))
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "pages" / "about.md").write_text("# A\n", encoding="utf-8")
    site = publish_again(tmp_path, content)
    assert len(made) == len({path for path in site if path.endswith(".html")})
    made.clear()
    assert publish_again(tmp_path, content) == site
    assert made == []


def test_an_edit_reaches_the_pages_that_asked(tmp_path: Path, made: list[str]) -> None:
    """An event's own page, those of its articles and sources, no other event's."""
    publish_again(tmp_path)
    new = replace(COLLAPSE, note="Une remarque.")
    content = replace(CONTENT, events={**CONTENT.events, COLLAPSE.id: new})
    expected = make_anew(tmp_path, content)
    made.clear()
    assert publish_again(tmp_path, content) == expected
    events = [path for path in made if path.startswith("event/")]
    assert events == [f"event/{COLLAPSE.id}.html"]
    assert f"article/{COURRIER.id}.html" in made
    assert "sources.html" not in made


def test_a_name_reaches_the_pages_that_say_it(tmp_path: Path) -> None:
    before = publish_again(tmp_path)
    ref = next(iter(CONTENT.sources))
    record = replace(CONTENT.sources[ref], name="Un tout autre nom")
    content = replace(CONTENT, sources={**CONTENT.sources, ref: record})
    after = publish_again(tmp_path, content)
    assert after == make_anew(tmp_path, content)
    assert any(after[path] != before[path] for path in before if "event/" in path)


# --- any edits at all ----------------------------------------------------------------


def check_edits(tmp_path: Path, seed: int, steps: int) -> None:
    """After each edit, a build is what a build without any memory of pages would be."""
    chance = random.Random(seed)
    root = make_project(tmp_path / "made")
    build_project(root, keep_going=True)
    for step in range(steps):
        name = chance.choice(sorted(EDITS))
        EDITS[name](root, chance)
        if chance.random() < 0.25:
            preview_project(root)
        result = build_project(root, keep_going=True)
        assert result.published, (step, name, result.problems)
        anew = tmp_path / "anew"
        anew.mkdir()
        for part in ("content", "seeds", "templates"):
            if (root / part).exists():
                shutil.copytree(root / part, anew / part)
        (anew / ".cache").mkdir()
        shutil.copy(root / ".cache" / "annotations.sqlite", anew / ".cache")
        build_project(anew, keep_going=True)
        differing = diff(files_of(anew / "site"), files_of(root / "site"))
        assert differing == [], (seed, step, name)
        assert diff(files_of(anew / "content"), files_of(root / "content")) == []
        shutil.rmtree(anew)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_build_after_edits_is_a_build_from_nothing(tmp_path: Path, seed: int) -> None:
    check_edits(tmp_path, seed, steps=12)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 110))
def test_a_build_after_many_edits_is_a_build_from_nothing(
    tmp_path: Path, seed: int
) -> None:
    check_edits(tmp_path, seed, steps=60)


def test_every_edit_is_one(tmp_path: Path) -> None:
    """It changes a file, so that the tests above can fail."""
    root = make_project(tmp_path / "made")
    build_project(root)
    chance = random.Random(5)
    for name, edit in EDITS.items():
        before = files_of(root)
        edit(root, chance)
        assert diff(before, files_of(root)) != [], name
