"""How soon an edit is seen: ``python -m tests.serve.bench [seconds between saves]``.

Edits an event record, an article, a template, the settings and an own page, five times
each, under a real server with a real browser; prints the median and the slowest time
from save to sight, and how many came within two seconds. Then saves three of them
shortly after one another and says how long after the last save the browser showed all.
On this project's own corpus, and on 300 made articles.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from builder.pipeline import build_project
from builder.publish.addresses import page_path
from tests.browser.chromium import find_chromium
from tests.conftest import QUIET
from tests.made import write_seeds
from tests.serve.conftest import ROOT, Server

TIMES = 5
GOAL = 2.0
Edit = Callable[[str], tuple[str, str]]


def edits_of(root: Path) -> dict[str, Edit]:
    """Each sort of edit: writes a word, and says on which page what is to be seen."""
    content = root / "content"
    event = sorted((content / "events").glob("*.yaml"))[0]
    article = sorted((content / "articles").glob("*.md"))[0]
    template = root / "templates" / "layout.html"

    def set_title(path: Path, word: str) -> None:
        text = path.read_text(encoding="utf-8")
        new = re.sub(r"(?m)^title: .*$", f'title: "{word}"', text, count=1)
        path.write_text(new, encoding="utf-8", newline="")

    def edit_event(word: str) -> tuple[str, str]:
        set_title(event, word)
        return page_path("event", event.stem), "main"

    def edit_article(word: str) -> tuple[str, str]:
        set_title(article, word)
        return "articles.html", "main"

    def edit_settings(word: str) -> tuple[str, str]:
        set_title(content / "site.yaml", word)
        return "index.html", ".site-title"

    def edit_template(word: str) -> tuple[str, str]:
        template.parent.mkdir(exist_ok=True)
        block = f"{{% block footer %}}<p>{word}</p>{{% endblock %}}"
        text = f'{{% extends "default/layout.html" %}}\n{block}\n'
        template.write_text(text, encoding="utf-8")
        return "index.html", "body"

    def edit_page(word: str) -> tuple[str, str]:
        (content / "pages").mkdir(exist_ok=True)
        page = content / "pages" / "notice.md"
        page.write_text(f"# {word}\n\nUn mot.\n", encoding="utf-8")
        return "index.html", ".site-nav"

    return {
        "event record": edit_event,
        "article": edit_article,
        "template": edit_template,
        "site.yaml": edit_settings,
        "own page": edit_page,
    }


def see(page: Page, place: str, word: str) -> None:
    page.locator(place).filter(has_text=word).first.wait_for(timeout=120_000)


def measure(server: Server, page: Page, between: float) -> Iterator[str]:
    edits = edits_of(server.root)
    for sort, edit in edits.items():
        name, _ = edit("Avant")
        page.goto(server.url + name)
        taken = []
        for number in range(TIMES):
            word = f"Mot{sort[:2]}{number}x"
            start = time.monotonic()
            _, place = edit(word)
            see(page, place, word)
            taken.append(time.monotonic() - start)
        soon = sum(seconds <= GOAL for seconds in taken)
        yield (
            f"{sort:14} median {median(taken):5.2f} s  slowest {max(taken):5.2f} s"
            f"  within {GOAL:.0f} s: {soon} of {TIMES}"
        )
    page.goto(server.url)
    front = ["site.yaml", "own page", "template"]
    places = []
    for sort in front:
        word = f"Fin{sort[:2]}y"
        places.append((edits[sort](word)[1], word))
        start = time.monotonic()
        time.sleep(between)
    for place, word in places:
        see(page, place, word)
    last = time.monotonic() - start
    yield f"{len(front)} saves {between} s apart: all seen {last:.2f} s after the last"


def main(arguments: list[str]) -> int:
    between = float(arguments[0]) if arguments else 0.3
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(QUIET)
        )
        own = Path(folder).resolve() / "own"
        for name in ("content", "seeds", "templates"):
            shutil.copytree(ROOT / name, own / name)
        made = own.with_name("made")
        write_seeds(made, 300)
        (made / "content").mkdir()
        (made / "content" / "site.yaml").write_text("title: Le port\n", "utf-8")
        build_project(made)
        for root in (own, made):
            server = Server(root)
            try:
                server.wait_for("first pass: shown")
                page = browser.new_page()
                print(f"{root.name}: {server.url}", flush=True)
                for line in measure(server, page, between):
                    print(f"  {line}", flush=True)
                page.close()
            finally:
                server.end()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
