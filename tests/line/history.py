"""Random histories on the real line: what is found changes with texts and with rules.

The person is that of ``tests.reconcile``; the machine is the pipeline up to the waist,
on a disk. Between two builds an article comes, or its evidence goes and comes back; the
language of the titles changes, a place is forgotten, and rules find other reports.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from builder import linking
from builder.link.reports import find_reports
from builder.model import FoundReport
from builder.ownership import accept
from builder.pipeline import update_content
from builder.reconcile import Bases, Outcome, load_bases, name_takeable
from tests.line.project import Project as Disk
from tests.reconcile.hand import TOKEN
from tests.reconcile.history import History
from tests.reconcile.project import Project

LATER = """The Halden Herald, {day} June 2031

An explosion killed {dead} people in Port-Ancel on {day} June 2031, the police said. \
According to a witness, {hurt} people were wounded.
"""


class OnDisk(Project):
    """The records of a project on a disk, as they were read last."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.read()

    def read(self) -> None:
        self.files.clear()
        for folder, ending in (("articles", "md"), ("events", "yaml")):
            for path in (self.root / "content" / folder).glob(f"*.{ending}"):
                name = path.relative_to(self.root).as_posix()
                self.files[name] = path.read_bytes().decode("utf-8")

    def write(self) -> None:
        """What the person has made of them."""
        now = dict(self.files)
        self.read()
        for name in self.files.keys() - now.keys():
            (self.root / name).unlink()
        for name, text in now.items():
            (self.root / name).write_bytes(text.encode("utf-8"))
        self.read()

    def load_bases(self) -> Bases:
        return load_bases(self.root)


class RealHistory(History):
    """A history whose machine is the pipeline."""

    def __init__(self, seed: int, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(seed)
        self.disk = disk
        self.project = OnDisk(disk.root)
        self.person.project = self.project
        self.rules = 0
        monkeypatch.setattr(linking, "find_reports", self.find_reports)

    def find_reports(self, *known: Any) -> Sequence[FoundReport]:
        """What these rules find: not all that the rules of another day do."""
        return [report for report in find_reports(*known) if self.is_found(report)]

    def is_found(self, report: FoundReport) -> bool:
        words = f"{self.rules} {report.article} {report.evidence} {report.source}"
        return hashlib.sha256(words.encode()).digest()[0] > 40

    def extract(self) -> list[Outcome]:
        self.project.write()
        for _ in range(self.random.randint(0, 2)):
            change = self.random.choice(_CHANGES)
            self.log.append(change.__name__)
            change(self)
        self.log.append("build")
        return self.update()

    def update(self) -> list[Outcome]:
        state = update_content(self.disk.root)
        assert "E031" not in {problem.code for problem in state.problems}
        self.project.read()
        return list(state.outcomes)

    def rest(self) -> None:
        """A date by hand may need a second run until all follows; then nothing does."""
        for _ in range(4):
            before = dict(self.files)
            outcomes = self.update()
            for outcome in outcomes:
                self.check_bytes(before, outcome)
            if not any(outcome.writes for outcome in outcomes):
                return
        raise AssertionError("the last build still changed something")

    def accept(self) -> str:
        """As a person does it, with the command."""
        self.project.write()
        decisions = update_content(self.disk.root, write=False).outcomes[1].decisions
        content = self.project.content()
        hidden, files = self.person.ledger.broken.keys(), content.event_files
        names = [n for n in files if files[n].path not in hidden]
        offers = [(n, part) for n in names for part in name_takeable(n, decisions)]
        if not offers:
            return "accept nothing"
        record, part = self.random.choice(offers)
        before = self.person.values()
        stood = {report.id for report in content.events[record].reports}
        files = dict(self.files)
        answer = accept(self.disk.root, f"{record}.{part}")
        self.project.read()
        if answer.status:
            left = f"{record}.{part} was left as it was: the comment "
            said = re.fullmatch(
                rf"{re.escape(left)}'(# .+)' would be lost", answer.lines[0]
            )
            assert said, answer
            assert TOKEN.search(said[1]), "a word of the person's"
            assert any(said[1] in text for text in files.values())
            assert self.files == files
            return "accept refused"
        told = self.project.content().events[record].reports
        came = tuple(report.id for report in told if report.id not in stood)
        self.person.note_taken(record, before, came)
        return f"accept {record}.{part}"

    # --- what changes beside the records ------------------------------------------

    def other_rules(self) -> None:
        self.rules += 1

    def new_article(self) -> None:
        pick = self.random
        number = len(list((self.disk.root / "seeds").iterdir()))
        path = self.disk.root / "seeds" / f"later-{number}.txt"
        dead, hurt, day = (pick.randint(2, 28) for _ in range(3))
        path.write_text(LATER.format(day=day, dead=dead, hurt=hurt), "utf-8")

    def evidence_away(self) -> None:
        """And the next time back again."""
        away = self.disk.root / "away"
        if away.is_dir():
            for path in away.iterdir():
                path.rename(self.disk.root / "seeds" / path.name)
            away.rmdir()
        else:
            away.mkdir()
            paths = sorted((self.disk.root / "seeds").iterdir())
            path = self.random.choice(paths)
            path.rename(away / path.name)

    def other_language(self) -> None:
        self.disk.settings(language=self.random.choice(["fr", "en"]))

    def other_places(self) -> None:
        path = self.disk.root / "content" / "places.yaml"
        kept = self.disk.root / "places.kept"
        if kept.exists():
            kept.replace(path)
        else:
            path.rename(kept)
            path.write_text("querne: {name: Querne}\n", "utf-8")


_CHANGES: tuple[Callable[[RealHistory], None], ...] = (
    RealHistory.other_rules,
    RealHistory.new_article,
    RealHistory.evidence_away,
    RealHistory.other_language,
    RealHistory.other_places,
)


def play(seed: int, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> str:
    """One history; what was done in it."""
    history = RealHistory(seed, disk, monkeypatch)
    try:
        history.run(4)
    except Exception as error:
        done = "\n".join(history.log)
        message = f"RECOUPE_HISTORY={seed} replays this\n{done}"
        raise AssertionError(message) from error
    return f"seed {seed}: {history.done.total()} acts and edits"
