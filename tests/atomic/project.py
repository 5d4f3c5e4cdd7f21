"""A project amid a change, and what a run that was cut short may leave of it.

Comes in: a number of articles. Goes out: ``Change``: the files before a build (or an
``accept``), the files after one that nobody disturbed, and the checks between the two.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from builder.ownership import accept
from builder.pipeline import BuildResult, build_project
from builder.records import load_content
from tests.line.project import diff, edit, files_of
from tests.made import make_articles, write_seeds

HAND = "why: a person has read this\n"
_JOURNAL = ".base/.journal"


@dataclass(frozen=True)
class Change:
    """``start`` is a project with seeds and hand edits that no run has seen yet."""

    start: Path
    before: dict[str, bytes]
    after: dict[str, bytes]
    old_site: dict[str, bytes]
    new_site: dict[str, bytes]
    edited: str
    """The record that a person has edited, as a path in content/."""
    command: tuple[str, ...] = ("build",)
    """What is run, as on the command line."""

    def copy(self, folder: Path) -> Path:
        """The project as it was before the build."""
        shutil.copytree(self.start, folder, symlinks=True)
        return folder

    def check_whole(self, root: Path) -> None:
        """No torn record, no lost edit, a whole site or, at first, none."""
        content = files_of(root / "content")
        for name, data in content.items():
            if name == _JOURNAL or name.endswith(".part"):
                assert Path(name).name.startswith("."), name
                continue
            known = [side[name] for side in (self.before, self.after) if name in side]
            assert data in known, f"torn or unknown: {name}"
        kept = self.before.keys() & self.after.keys()
        assert kept <= content.keys(), sorted(kept - content.keys())
        if self.edited:
            assert HAND.encode() in content[self.edited]
        self._check_site(root)

    def check_finished(self, root: Path) -> None:
        """All is as if nobody had disturbed anything."""
        assert diff(self.after, files_of(root / "content")) == []
        assert diff(self.new_site, files_of(root / "site")) == []
        assert not list((root / ".cache").glob("site.*"))

    def _check_site(self, root: Path) -> None:
        folder = root / "site"
        if not folder.exists():
            # Where two folders cannot be exchanged, between two renames.
            aside = root / ".cache" / "site.old"
            assert not self.old_site or files_of(aside) == self.old_site
            return
        site = files_of(folder)
        assert site in (self.old_site, self.new_site), "neither the old nor the new"

    def find_moment(self, root: Path) -> str:
        """How far a build came, told by what it left behind."""
        content = files_of(root / "content")
        if _JOURNAL in content:
            return "among the records"
        if (root / ".cache" / "site.new").exists():
            return "staging the site"
        if self.command != ("build",):
            return "after the record" if content == self.after else "before any record"
        if self.new_site and files_of(root / "site") == self.new_site:
            return "after the site"
        if content == self.after:
            return "rendering"
        return "between records" if content != self.before else "before any record"


def build(root: Path) -> BuildResult:
    """A build that has nothing to complain of."""
    result = build_project(root)
    assert not [p for p in result.problems if p.severity == "error"]
    return result


def make_first(folder: Path, count: int) -> Change:
    """The very first build: nothing but seeds/."""
    write_seeds(folder / "start", count)
    return _finish(folder, "")


def make_change(folder: Path, count: int) -> Change:
    """A seed comes, a person edits a record and the lead of two articles, one of which
    told what others tell too: records come, change and go."""
    root = folder / "start"
    *first, last = make_articles(count + 1)
    write_seeds(root, count)
    build(root)
    (root / "seeds" / last[0]).write_text(last[1], encoding="utf-8", newline="")
    for name, text in (first[1], first[count // 2]):
        copy = root / "content" / "articles" / name.replace(".txt", ".md")
        edit(copy, text.split("\n\n")[1], "Nothing of note was told.")
    edited = sorted((root / "content" / "events").glob("*.yaml"))[-1]
    edited.write_bytes(edited.read_bytes() + HAND.encode())
    return _finish(folder, edited.relative_to(root / "content").as_posix())


def make_accept(folder: Path, built: Change) -> Change:
    """A title by hand, which a person then gives up for the machine's."""
    start, done = folder / "start", folder / "done"
    shutil.copytree(built.start.with_name("done"), start)
    path = min((start / "content" / "events").glob("*.yaml"))
    (line,) = re.findall("(?m)^title: .*$", path.read_text("utf-8"))
    edit(path, line, "title: By hand # a word of theirs")
    build(start)
    what = f"{path.stem}.title"
    assert what.startswith(f"{load_content(start).events[path.stem].id}.")
    shutil.copytree(start, done)
    answer = accept(done, what)
    assert answer.status == 0, answer
    before, after = files_of(start / "content"), files_of(done / "content")
    assert diff(before, after) == [
        f".base/events/{path.stem}.txt",
        f"events/{path.name}",
    ]
    site = files_of(start / "site")
    assert files_of(done / "site") == site
    return Change(start, before, after, site, site, "", ("accept", what))


def _finish(folder: Path, edited: str) -> Change:
    start, done = folder / "start", folder / "done"
    shutil.copytree(start, done)
    counts = build(done).counts
    after, site = files_of(done / "content"), files_of(done / "site")
    assert counts.created, "records come"
    assert not edited or (counts.changed and counts.removed), counts
    build(done)
    assert files_of(done / "content") == after
    before = files_of(start / "content")
    return Change(start, before, after, files_of(start / "site"), site, edited)
