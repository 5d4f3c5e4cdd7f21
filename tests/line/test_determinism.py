"""Same input, same bytes (promise 4); a grown corpus says what a new one says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.line.project import MADE, ROOT, Project, diff, lay_out

MACHINES = (
    {
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
    },
    {
        "PYTHONHASHSEED": "4242",
        "TZ": "America/Los_Angeles",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "tr_TR.UTF-8",
        "COLUMNS": "40",
    },
)
"""Other hash seeds, clocks and languages of one machine."""


def build_apart(project: Project, machine: dict[str, str]) -> None:
    """A build in a process of its own, from another working folder."""
    done = subprocess.run(
        [sys.executable, "-m", "builder", "build", "-q", "--root", str(project.root)],
        cwd=ROOT,
        env={**os.environ, **machine},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("machine", MACHINES, ids=["c", "tr"])
def test_another_folder_and_machine_make_the_same_bytes(
    shipped: Project, tmp_path: Path, machine: dict[str, str]
) -> None:
    other = lay_out(tmp_path, ROOT / "content", ROOT / "seeds")
    build_apart(other, machine)
    assert diff(shipped.records(), other.records()) == []
    assert diff(shipped.site(), other.site()) == []
    assert len(other.site()) > 20


def test_the_made_stories_make_the_same_bytes(made: Project, tmp_path: Path) -> None:
    other = lay_out(tmp_path, MADE / "content", MADE / "seeds")
    build_apart(other, MACHINES[1])
    assert diff(made.records(), other.records()) == []
    assert diff(made.site(), other.site()) == []


def test_no_page_names_this_machine_or_this_day(made: Project) -> None:
    words = (str(made.root), str(ROOT), f"{date.today():%Y-%m-%d}")
    for name, data in made.site().items():
        text = data.decode("utf-8", "replace")
        assert [word for word in words if word in text] == [], name


# --- a grown corpus ------------------------------------------------------------------


def told(project: Project) -> Counter[object]:
    """Every event as what stands in it; ids and file names left out."""
    return Counter(
        (
            event.title,
            event.kind,
            str(event.date),
            event.place,
            frozenset(
                (r.article, r.source, tuple(r.via), r.quote, str(r.claims))
                for r in event.reports
            ),
            frozenset((x.at_least, x.at_most, x.quote) for x in event.relations),
        )
        for event in project.events().values()
    )


def grow(
    folder: Path, content: Path, seeds: Path, order: Iterable[Sequence[str]]
) -> Project:
    """A project whose articles arrive a few at a time, with a build after each."""
    project = lay_out(folder, content, seeds)
    waiting = {path.name: path.read_bytes() for path in (folder / "seeds").iterdir()}
    for name in waiting:
        (folder / "seeds" / name).unlink()
    for names in order:
        for start in names:
            for name in [n for n in waiting if n.startswith(start)]:
                (folder / "seeds" / name).write_bytes(waiting.pop(name))
        project.build()
    assert waiting == {}
    return project


@pytest.mark.parametrize(
    "order",
    [
        [["herald"], ["courrier"], ["radio"]],
        [["radio-march", "courrier-ferry"], ["herald", "courrier-march", "radio-f"]],
    ],
    ids=["outlet by outlet", "late herald"],
)
def test_grown_stories_are_grouped_as_new_ones(
    made: Project, tmp_path: Path, order: list[list[str]]
) -> None:
    grown = grow(tmp_path, MADE / "content", MADE / "seeds", order)
    assert told(grown) == told(made)


def test_grown_articles_say_what_new_ones_say(shipped: Project, tmp_path: Path) -> None:
    order = [["004", "001"], ["000", "003"], ["002"]]
    grown = grow(tmp_path, ROOT / "content", ROOT / "seeds", order)
    assert told(grown) == told(shipped)


def test_an_article_that_is_taken_back_leaves_nothing_behind(
    made: Project, own_made: Project
) -> None:
    """An article added and removed again, with its working copy: as if never there."""
    seed = own_made.root / "seeds" / "zz-late.txt"
    seed.write_text(
        "A bridge collapsed in Port-Ancel on 9 May 2031, killing 3 people.\n\n"
        "SOURCE: The Halden Herald\n",
        encoding="utf-8",
    )
    own_made.build()
    assert told(own_made) != told(made)
    seed.unlink()
    own_made.article_path("zz-late").unlink()
    own_made.build()
    assert told(own_made) == told(made)
