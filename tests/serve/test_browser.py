"""What a person sees who edits and looks: a real server, a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Page, expect

from tests.serve.conftest import PATIENCE, Server, hash_tree, replace, wait_until

expect.set_options(timeout=PATIENCE * 1000)

OVERLAY = "recoupe-live .overlay"
NOTE = "recoupe-live .note"


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all; every check leaves the project as it found it."""
    root = tmp_path_factory.mktemp("served") / "project"
    shutil.copytree(built, root)
    running = Server(root)
    running.wait_for("first pass: shown")
    yield running
    assert running.end() == 0


def event_of(server: Server) -> tuple[Path, str]:
    """An event record and its title, as it stands in the chronology: no date behind."""
    path = sorted((server.root / "content" / "events").glob("*.yaml"))[0]
    found = re.search(r"(?m)^title: \"?([^\"\n,]+)", path.read_text(encoding="utf-8"))
    assert found
    return path, found.group(1)


@pytest.fixture
def kept(server: Server) -> Iterator[None]:
    """What a check edits is put back."""
    folder = server.root / "content"
    copy = server.root / "kept"
    shutil.copytree(folder, copy)
    before = shown(server)
    yield
    shutil.rmtree(server.root / "templates", ignore_errors=True)
    for path in [*folder.rglob("*")]:
        if path.is_file() and not (copy / path.relative_to(folder)).exists():
            path.unlink()
    shutil.copytree(copy, folder, dirs_exist_ok=True)
    shutil.rmtree(copy)
    wait_until(lambda: shown(server) == before, "all was as before")


def shown(server: Server) -> list[str]:
    """What two pages say, whatever version they are of."""
    pages = [server.ask(path)[1] for path in ("/", "/articles.html")]
    return [re.sub(r'data-version="[^"]*"', "", page) for page in pages]


def test_every_sort_of_edit_is_shown(server: Server, page: Page, kept: None) -> None:
    """An event, an article, settings, a source, an own page, a template, in turn."""
    content = server.root / "content"
    event, title = event_of(server)
    page.goto(server.url)
    expect(page.locator("main")).to_contain_text(title)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    replace(event, title, "Un titre de la main")
    expect(page.locator("main")).to_contain_text("Un titre de la main")
    replace(content / "site.yaml", "Le port", "Les îles")
    expect(page.locator(".site-title")).to_have_text("Les îles")

    article = sorted((content / "articles").glob("*.md"))[0]
    page.goto(server.url + "articles.html")
    text = article.read_text(encoding="utf-8")
    found = re.search(r"(?m)^title: (.+)$", text)
    assert found
    replace(article, found.group(), 'title: "Un article relu"')
    expect(page.locator("main")).to_contain_text("Un article relu")

    (content / "pages").mkdir(exist_ok=True)
    (content / "pages" / "notice.md").write_text("# Notice\n\nUn mot.\n", "utf-8")
    expect(page.locator(".site-nav")).to_contain_text("Notice")

    templates = server.root / "templates"
    templates.mkdir()
    (templates / "layout.html").write_text(
        '{% extends "default/layout.html" %}\n'
        "{% block footer %}<p>Pied</p>{% endblock %}\n",
        encoding="utf-8",
    )
    expect(page.locator("body")).to_contain_text("Pied")
    assert complaints == []


def test_saves_shortly_after_one_another_are_all_in_the_end(
    server: Server, page: Page, kept: None
) -> None:
    page.goto(server.url)
    event, title = event_of(server)
    settings = server.root / "content" / "site.yaml"
    for number in range(5):
        replace(event, title, title := f"Titre {number}")
        page.wait_for_timeout(300)
        replace(settings, "Le port", "Le portx")
    expect(page.locator("main")).to_contain_text("Titre 4")
    expect(page.locator(".site-title")).to_have_text("Le portxxxxx")


def test_a_problem_lies_over_the_last_good_page_and_goes_when_mended(
    server: Server, page: Page, kept: None
) -> None:
    _, title = event_of(server)
    page.goto(server.url)
    settings = server.root / "content" / "site.yaml"
    replace(settings, "language: fr", "language: fr\nlangage: de")
    expect(page.locator(OVERLAY)).to_contain_text("content/site.yaml:3:1: error")
    expect(page.locator(f"{OVERLAY} pre").first).to_contain_text("     3 | langage: de")
    expect(page.locator(OVERLAY)).to_contain_text("hint: ")
    expect(page.locator("main")).to_contain_text(title)

    page.locator(f"{OVERLAY} .close").focus()
    page.keyboard.press("Escape")
    expect(page.locator(OVERLAY)).to_be_hidden()
    page.locator("recoupe-live .open").click()
    expect(page.locator(OVERLAY)).to_be_visible()

    replace(settings, "\nlangage: de", "")
    expect(page.locator(OVERLAY)).to_have_count(0)
    expect(page.locator("recoupe-live .open")).to_have_count(0)


def test_hostile_names_are_shown_and_do_nothing(
    server: Server, page: Page, kept: None
) -> None:
    page.goto(server.url)
    name = "<script>document.title='bad'<img src=x onerror=alert(1)>.yaml"
    name = name.replace("/", "")
    dialogs: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    evil = server.root / "content" / "events" / name
    evil.write_text("title: '<b onclick=alert(1)>'\n<script>: [\n", encoding="utf-8")
    expect(page.locator(OVERLAY)).to_contain_text("<script>document.title='bad'<img")
    assert page.locator(f"{OVERLAY} script, {OVERLAY} img, {OVERLAY} b").count() == 0
    assert dialogs == []
    evil.unlink()
    expect(page.locator(OVERLAY)).to_have_count(0)


def test_what_a_build_would_change_is_listed_and_not_done(
    server: Server, page: Page, kept: None
) -> None:
    seeds = server.root / "seeds"
    before = hash_tree(server.root / "content")
    page.goto(server.url)
    new = seeds / "00099-neu.txt"
    first = sorted(seeds.glob("*.txt"))[0].read_text(encoding="utf-8")
    new.write_text(first.replace("Valombre", "Querne") + "\nEncore.\n", "utf-8")
    expect(page.locator(NOTE)).to_contain_text("build would change")
    page.locator(f"{NOTE} a[href$=changes]").click()
    expect(page.locator(".difference").first).to_contain_text("+++")
    expect(page.locator("h2").last).to_contain_text("in content/")
    assert hash_tree(server.root / "content") == before
    new.unlink()
    expect(page.locator("h2").last).to_contain_text("Nothing in content/")


def test_what_awaits_a_person_is_a_click_away_and_follows_the_files(
    server: Server, page: Page, kept: None
) -> None:
    page.goto(server.url)
    page.locator(f"{NOTE} a[href$=review]").click()
    expect(page.locator("h1")).to_have_text("What awaits you")
    item = page.locator("#unread ~ ol li").first
    name = item.locator("code").inner_text().partition(":")[0]
    replace(server.root / name, "\nstatus: machine\n", "\nstatus: checked\n")
    expect(page.locator("#unread ~ ol li", has_text=name)).to_have_count(0)
    page.locator("#unread ~ ol a").first.click()
    expect(page.locator(".badge").first).to_be_visible()


def test_the_place_on_the_page_stays(
    project: Path, page: Page, start: Callable[..., Server]
) -> None:
    """On a server of its own: no reload for an earlier edit comes in between."""
    server = start(project)
    page.set_viewport_size({"width": 1000, "height": 300})
    page.goto(server.url + "manual.html")
    expect(page.locator(".site-title")).to_have_text("Le port")
    page.wait_for_load_state()
    page.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    replace(server.root / "content" / "site.yaml", "Le port", "Le môle")
    expect(page.locator(".site-title")).to_have_text("Le môle")
    wait_until(lambda: abs(page.evaluate("scrollY") - 900) < 2, "it was scrolled")


def test_a_page_that_went_is_told_of_and_comes_back(
    server: Server, page: Page, kept: None
) -> None:
    pages = server.root / "content" / "pages"
    pages.mkdir(exist_ok=True)
    (pages / "notice.md").write_text("# Notice\n\nUn mot.\n", encoding="utf-8")
    page.goto(server.url)
    expect(page.locator(".site-nav")).to_contain_text("Notice")
    page.goto(server.url + "notice.html")
    expect(page.locator("main")).to_contain_text("Un mot.")
    (pages / "notice.md").rename(pages / "autre.md")
    expect(page.locator(".site-nav")).to_contain_text("Notice")
    expect(page.locator("main")).not_to_contain_text("Un mot.")
    (pages / "autre.md").rename(pages / "notice.md")
    expect(page.locator("main")).to_contain_text("Un mot.")


def test_errors_before_any_good_version_have_a_page_of_their_own(
    project: Path, page: Page, start: Callable[..., Server]
) -> None:
    replace(project / "content" / "site.yaml", "language: fr", "language: xx")
    server = start(project)
    page.goto(server.url)
    expect(page.locator("h1")).to_have_text("1 error: there is nothing to show yet")
    expect(page.locator("main")).to_contain_text("content/site.yaml:2:11")
    replace(project / "content" / "site.yaml", "language: xx", "language: fr")
    expect(page.locator(".site-title")).to_have_text("Le port")
    server.end()
    expect(page.locator("recoupe-live .busy")).to_contain_text("has ended")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overlay_can_be_read_by_all(
    server: Server, page: Page, kept: None, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(server.url)
    settings = server.root / "content" / "site.yaml"
    replace(settings, "language: fr", f"language: fr\n{'long_key_' * 30}: 1")
    expect(page.locator(OVERLAY)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = Axe().run(page, context={"include": [["recoupe-live"]]})
    wrong = [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in found.response["violations"]
    ]
    assert wrong == []
    box = page.locator(OVERLAY).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
