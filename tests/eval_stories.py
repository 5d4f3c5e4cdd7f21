"""Whole articles as a site: ``python -m tests.eval_stories ../shared/eval``.

Comes in: the folder of the evaluation kit, which is no part of this project. Goes out:
a row for each of its stories (outlets beside one another on the page of its main event,
and whether articles of another story stand there, which may tell of it too), counted in
a scratch project that is deleted.
Nothing of the texts is printed or kept but ids.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from builder.model import EventRecord
from builder.pipeline import State, update_content

SETS = ("a", "b")
_ENOUGH = 3
"""Outlets that make a comparison."""


def load_stories(kit: Path, name: str) -> list[dict[str, str]]:
    text = (kit / "incidents" / "en_articles_dev.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    return [row for row in rows if row["set"] == name]


def build_content(root: Path, rows: list[dict[str, str]]) -> State:
    """The content of a scratch project: an article a file, its outlet and day said."""
    (root / "seeds").mkdir()
    outlets = sorted({row["outlet"] for row in rows})
    known = [f"{one}: {{name: {one.capitalize()}, kind: outlet}}\n" for one in outlets]
    (root / "content").mkdir()
    (root / "content" / "sources.yaml").write_text("".join(known))
    for row in rows:
        lines = (row["title"], f"Source: {row['outlet'].capitalize()}", row["date"])
        head = "\n\n".join(line for line in lines if line)
        (root / "seeds" / f"{row['id']}.txt").write_text(f"{head}\n\n{row['text']}\n")
    return update_content(root)


def find_pages(state: State) -> dict[str, set[str]]:
    """The articles of each event."""
    return {
        name: {report.article for report in event.reports}
        for name, event in sorted(state.content.events.items())
    }


def report(kit: Path, name: str) -> None:
    """Print a row for each story of a set, and the counts."""
    rows = load_stories(kit, name)
    gold = {row["id"]: row["gold"] for row in rows}
    outlet = {row["id"]: row["outlet"] for row in rows}
    with tempfile.TemporaryDirectory() as folder:
        state = build_content(Path(folder).resolve(), rows)
    pages = find_pages(state)
    mixing = [p for p, told in pages.items() if len({gold[a] for a in told}) > 1]
    best: dict[str, tuple[int, str]] = defaultdict(lambda: (0, ""))
    for page, here in pages.items():
        for story, count in Counter(gold[a] for a in here).items():
            best[story] = max(best[story], (count, page))
    print(f"set {name}: {len(rows)} articles, {len(pages)} events")
    layout = "{:>6} {:>9} {:>9} {:>8}  {}"
    print(layout.format("story", "articles", "on page", "outlets", "page"))
    told = unmixed = 0
    for story, (count, page) in sorted(best.items()):
        outlets = {outlet[a] for a in pages[page] if gold[a] == story}
        told += len(outlets) >= _ENOUGH
        unmixed += len(outlets) >= _ENOUGH and page not in mixing
        of = sum(one == story for one in gold.values())
        event: EventRecord = state.content.events[page]
        row = f"{page} ({event.kind}, {event.date}, {event.place})"
        print(layout.format(story, of, count, len(outlets), row))
    print(f"stories on a page of {_ENOUGH} outlets and more: {told} of {len(best)}")
    print(f"of these, on a page that no article of another story stands on: {unmixed}")
    print(f"pages that mix stories: {len(mixing)} {mixing}")


if __name__ == "__main__":
    for each in SETS:
        report(Path(sys.argv[1]), each)
