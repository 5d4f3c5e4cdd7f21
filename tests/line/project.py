"""A project on disk, built by the real pipeline, and what to ask of it.

Comes in: seeds and the hand-written files of a content/. Goes out: ``Project``: build
it, edit its files as a person would, read its records and its site.
"""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from builder.model import Article, EventRecord
from builder.pipeline import BuildResult, build_project
from builder.records import Content, load_content

ROOT = Path(__file__).resolve().parents[2]
MADE = ROOT / "tests" / "sites" / "made"
BY_HAND = ("places.yaml", "sources.yaml", "site.yaml")
"""Files of content/ that only people write."""


@dataclass(frozen=True)
class Project:
    """The folder of a project."""

    root: Path

    def build(self, *, keep_going: bool = False) -> BuildResult:
        return build_project(self.root, keep_going=keep_going)

    def copy(self, folder: Path) -> Project:
        """The same project elsewhere, with its site and its cache."""
        shutil.copytree(self.root, folder)
        return Project(folder)

    def content(self) -> Content:
        return load_content(self.root)

    def events(self) -> dict[str, EventRecord]:
        return dict(self.content().events)

    def articles(self) -> dict[str, Article]:
        return dict(self.content().articles)

    def event_path(self, name: str) -> Path:
        return self.root / self.content().event_files[name].path

    def article_path(self, name: str) -> Path:
        return self.root / self.content().article_files[name].path

    def page(self, name: str) -> str:
        return (self.root / "site" / name).read_text(encoding="utf-8")

    def pages(self) -> dict[str, str]:
        return {
            path.relative_to(self.root / "site").as_posix(): path.read_text("utf-8")
            for path in sorted((self.root / "site").rglob("*.html"))
        }

    def records(self) -> dict[str, bytes]:
        """What a person reads and git compares: content/, but for its history."""
        files = files_of(self.root / "content")
        return {n: text for n, text in files.items() if not n.startswith(".history/")}

    def site(self) -> dict[str, bytes]:
        return files_of(self.root / "site")

    def settings(self, **values: str) -> None:
        """Set top-level keys of site.yaml."""
        path = self.root / "content" / "site.yaml"
        text = path.read_text(encoding="utf-8")
        for key, value in values.items():
            text = re.sub(rf"(?m)^{key}:.*\n", "", text) + f"{key}: {value}\n"
        path.write_text(text, encoding="utf-8")


def lay_out(folder: Path, content: Path, seeds: Path) -> Project:
    """A project that nothing has been built in: evidence and hand-written files."""
    shutil.copytree(seeds, folder / "seeds")
    (folder / "content").mkdir()
    for name in BY_HAND:
        shutil.copyfile(content / name, folder / "content" / name)
    (folder / "site").mkdir()
    (folder / "site" / ".gitkeep").touch()
    return Project(folder)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, old: str, new: str) -> None:
    """Replace words in a file as a person would; they must stand there once."""
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1, f"{text.count(old)} times {old!r} in:\n{text}"
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def text_of(page: str) -> str:
    """The words of a page without its marks, white space folded."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", bare)).split())


def diff(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Names of the files that came, went or changed."""
    names = before.keys() | after.keys()
    return sorted(n for n in names if before.get(n) != after.get(n))
