"""What people do to files, done at random and noted.

Comes in: a project in memory, a source of chance. Goes out: other files, and a ledger
of what must hold from then on. Every word of the person's own is a token that no
machine writes.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from builder.working_copy import split_front_matter
from builder.yamlio import load
from tests.reconcile.hand import Path, Sheet, lay_out
from tests.reconcile.machine import DATES, FACETS, HEDGES, PLACES
from tests.reconcile.project import Project

EVENTS, ARTICLES = "content/events/", "content/articles/"
SET = {
    "title": ("Title 1", "Title 2"),
    "kind": ("attack", "attack/rockets"),
    "date": tuple(map(str, DATES[:2])),
    "place": PLACES,
}
"""Fields of an event, with values that the machine knows too."""


@dataclass
class Ledger:
    """What must hold from now on, beside the tokens."""

    fixed: dict[tuple[str, str], object] = field(default_factory=dict)
    """Record or report id, field: the value a person gave it, or left it without."""
    gone: set[str] = field(default_factory=set)
    """Speakers whose report was deleted; each passage has its own speaker."""
    gone_reports: set[str] = field(default_factory=set)
    placed: dict[str, str] = field(default_factory=dict)
    """Report id to event id."""
    own: set[str] = field(default_factory=set)
    """Ids of reports that the person wrote."""
    kept: set[str] = field(default_factory=set)
    """Records that the person wrote, or gave a name."""
    gone_records: set[str] = field(default_factory=set)
    gone_claims: set[tuple[str, str, str]] = field(default_factory=set)
    broken: dict[str, str | None] = field(default_factory=dict)
    """Path to the text before it was broken; None for a file that is one too many."""
    doubled: set[str] = field(default_factory=set)
    """Paths of broken files that can be read, and bear one id."""


class Person:
    """Somebody at work in a project, between two builds."""

    def __init__(self, project: Project, pick: random.Random) -> None:
        self.project = project
        self.random = pick
        self.ledger = Ledger()
        self.count = 0
        self.stood: dict[tuple[str, str], object] = {}
        """What the machine last wrote into each field."""
        self.named: set[str] = set()
        """The events at the last build."""
        self.homes: dict[str, tuple[str, bool]] = {}
        """Report id to its event after the last build, and whether it was placed."""

    @property
    def files(self) -> dict[str, str]:
        return self.project.files

    def values(self) -> dict[tuple[str, str], object]:
        """The fields a ledger may speak of."""
        content = self.project.content()
        found: dict[tuple[str, str], object] = {}
        for name, record in content.events.items():
            for key in SET:
                found[name, key] = getattr(record, key)
            for report in record.reports:
                for key in ("source", "hedge", "via"):
                    found[report.id, key] = getattr(report, key)
        for name, article in content.articles.items():
            for key in ("title", "outlet", "published", "language"):
                found[name, key] = getattr(article.record, key)
        return found

    def remember(self) -> None:
        self.named = set(self.project.content().events)
        fixed = self.ledger.fixed
        self.stood |= {k: v for k, v in self.values().items() if k not in fixed}
        self.homes |= {
            report.id: (name, report.id in self.ledger.placed)
            for name, record in self.project.content().events.items()
            for report in record.reports
        }

    def act(self) -> str:
        """Do something; what, and to which file."""
        paths = sorted(set(self.files) - set(self.ledger.broken))
        if not paths:
            return "nothing"
        path = self.random.choice(paths)
        kind = EVENTS if path.startswith(EVENTS) else ARTICLES
        act = self.random.choice(_ACTS[kind])
        if self.random.random() < 0.04:
            act = Person.delete_record
        act(self, path)
        return f"{act.__name__} {path}"

    def token(self) -> str:
        self.count += 1
        return f"hand{self.count}"

    def word(self) -> str:
        """One for an article: what the machine reads there may come into events."""
        self.count += 1
        return f"text{self.count}"

    def mint(self) -> str:
        """An id that no machine makes; its record is a person's."""
        self.count += 1
        name = f"mine-{self.count}"
        self.ledger.kept.add(name)
        return name

    def sheet(self, path: str) -> Sheet:
        return Sheet(self.yaml(path)[1])

    def yaml(self, path: str) -> tuple[str, str, str]:
        """What stands before the YAML of a record, it, and what stands behind."""
        text = self.files[path]
        if path.startswith(EVENTS):
            mark = "\ufeff" if text.startswith("\ufeff") else ""
            return mark, text[len(mark) :], ""
        cut = split_front_matter(text, path)
        return text[: cut.start], text[cut.start : cut.end], text[cut.end :]

    def put(self, path: str, part: str) -> None:
        """Write the YAML of a record."""
        head, _, tail = self.yaml(path)
        if tail and not part.endswith("\n"):
            part += "\n"
        self.files[path] = head + part + tail

    def data(self, path: str) -> dict[str, Any]:
        data = load(self.yaml(path)[1], "").data
        assert isinstance(data, dict), (path, self.files[path])
        return data

    def name(self, path: str) -> str:
        return str(self.data(path)["id"])

    def settle(self, key: tuple[str, str], value: object) -> None:
        """The person gave a field a value; the machine's own gives it back."""
        if key in self.stood and self.stood[key] == value:
            self.ledger.fixed.pop(key, None)
        else:
            self.ledger.fixed[key] = value

    def note_taken(
        self, record: str, before: dict[tuple[str, str], object], came: tuple[str, ...]
    ) -> None:
        """They took something over from the machine: from now on it is theirs."""
        ledger, now = self.ledger, self.values()
        events = self.project.content().events
        for key in now.keys() & before.keys():
            if now[key] != before[key]:
                ledger.fixed[key] = now[key]
        told = {report.id for event in events.values() for report in event.reports}
        gone = {key[0] for key in before.keys() - now.keys()} - told - events.keys()
        ledger.gone_reports |= gone
        ledger.placed = {r: n for r, n in ledger.placed.items() if r not in gone}
        ledger.fixed = {k: v for k, v in ledger.fixed.items() if k[0] not in gone}
        for report in events[record].reports:
            if report.id in came:
                ledger.placed[report.id] = record
                ledger.gone_reports.discard(report.id)
                ledger.gone.discard(report.source)
            keys = {(report.id, claim.facet, claim.quote) for claim in report.claims}
            ledger.gone_claims -= keys

    # --- values ---------------------------------------------------------------------

    def set_field(self, path: str) -> None:
        """A word of their own, or one that the machine might have said."""
        name = self.random.choice(sorted(SET))
        # Titles that nobody wrote follow kind and place: those are in the ledger alone.
        own = self.token() if name == "title" else self.word()
        words = self.random.choice([*SET[name], own])
        if name == "date" and words == own:
            words = "2019"
        self.set_words(path, (name,), words, (self.name(path), name))

    def set_in_report(self, path: str) -> None:
        at = self.pick_report(path)
        if at is None:
            return
        key = self.random.choice(["source", "hedge"])
        words = self.random.choice([self.token(), *filter(None, HEDGES)])
        words = self.token() if key == "source" else words
        rid = self.data(path)["reports"][at]["id"]
        self.set_words(path, ("reports", at, key), words, (rid, key))

    def set_words(self, path: str, at: Path, words: str, key: tuple[str, str]) -> None:
        sheet = self.sheet(path)
        shown = self.random.choice(["{}", '"{}"', "'{}'"]).format(words)
        if at in sheet.entries:
            made = sheet.set(at, shown)
        else:
            made = sheet.add_key(at[:-1], str(at[-1]), shown)
        self.put(path, made)
        self.settle(key, words)

    def unset_field(self, path: str) -> None:
        """Delete a line."""
        name = self.name(path)
        spots: list[tuple[Path, str, object]] = [
            (("place",), name, "unknown"),
            (("date",), name, "unknown"),
        ]
        at = self.pick_report(path)
        if at is not None:
            rid = self.data(path)["reports"][at]["id"]
            spots += [
                (("reports", at, "hedge"), rid, None),
                (("reports", at, "via"), rid, []),
            ]
        spot, owner, value = self.random.choice(spots)
        sheet = self.sheet(path)
        if spot in sheet.entries and not self.is_note(sheet, spot):
            self.put(path, sheet.cut(spot)[0])
            self.settle((owner, str(spot[-1])), value)

    @staticmethod
    def is_note(sheet: Sheet, spot: Path) -> bool:
        """Whether it stands on the line of its dash: too odd a line to delete."""
        entry = sheet.entries[spot]
        return not entry.in_flow and not sheet.leads(sheet.start(entry))

    def set_claim(self, path: str) -> None:
        rows = [
            p
            for p in self.sheet(path).entries
            if len(p) == 5 and p[2] == "claims" and p[4] == "value"
        ]
        if rows:
            sheet = self.sheet(path)
            self.put(path, sheet.set(self.random.choice(rows), self.token()))

    def write_note(self, path: str) -> None:
        key = self.random.choice(["note", "why"])
        sheet = self.sheet(path)
        if (key,) not in sheet.entries and ("id",) in sheet.entries:
            self.put(path, sheet.add_key((), key, f'"{self.token()}: #1"'))

    # --- comments and layout --------------------------------------------------------

    def comment(self, path: str) -> None:
        """Behind a value, or on a line of its own, at any indentation."""
        _, part, tail = self.yaml(path)
        data, newline = load(part, "").data, Sheet(part).newline
        for _ in range(5):
            at = self.random.randrange(len(part) + 1)
            words = f"# {self.token()}"
            if self.random.random() < 0.5:
                at = (part.find("\n", at) + len(part) + 1) % (len(part) + 1)
                at -= part[at - 1 : at] == "\r"
                made = f"{part[:at]} {words}{part[at:]}"
            else:
                at = part.rfind("\n", 0, at) + 1
                pad = " " * self.random.choice([0, 2, 2, 4, 4, 6])
                made = f"{part[:at]}{pad}{words}{newline}{part[at:]}"
            after = load(made, "")
            if not after.problems and after.data == data and (not tail or at):
                self.put(path, made)
                return

    def relay(self, path: str) -> None:
        _, part, tail = self.yaml(path)
        made = lay_out(part, self.random)
        if tail and made.startswith("---"):
            return
        self.put(path, made)

    def mark_order(self, path: str) -> None:
        """A byte order mark, as some editors write it."""
        text = self.files[path]
        bare = text.removeprefix("\ufeff")
        self.files[path] = bare if bare != text else "\ufeff" + text

    # --- reports and claims ---------------------------------------------------------

    def pick_report(self, path: str) -> int | None:
        reports = self.data(path).get("reports") or ()
        return self.random.randrange(len(reports)) if reports else None

    def cut_report(self, path: str) -> dict[str, Any] | None:
        at = self.pick_report(path)
        if at is None:
            return None
        report = self.data(path)["reports"][at]
        assert isinstance(report, dict)
        self.put(path, self.sheet(path).cut(("reports", at))[0])
        return report

    def delete_report(self, path: str) -> None:
        report = self.cut_report(path)
        if report is not None:
            self.forget_report(report)

    def forget_report(self, report: dict[str, Any]) -> None:
        rid, source = report["id"], str(report["source"])
        ledger = self.ledger
        ledger.placed.pop(rid, None)
        ledger.gone_reports.add(rid)
        ledger.fixed = {k: v for k, v in ledger.fixed.items() if k[0] != rid}
        ledger.gone_claims = {row for row in ledger.gone_claims if row[0] != rid}
        if re.fullmatch(r"s\d", source) and rid not in ledger.own:
            ledger.gone.add(source)

    def move_report(self, path: str) -> None:
        others = sorted(set(self.files) - set(self.ledger.broken) - {path})
        homes = [other for other in others if other.startswith(EVENTS)]
        if homes:
            self.move(path, self.random.choice(homes))

    def move(self, path: str, home: str) -> None:
        report = self.cut_report(path)
        if report is None:
            return
        where = self.random.choice([0.0, 0.5, 1.0])
        self.put(home, self.sheet(home).add_item(("reports",), report, where))
        self.place(report["id"], self.name(home))

    def place(self, rid: str, name: str) -> None:
        self.ledger.placed[rid] = name
        if self.homes.get(rid) == (name, False):
            del self.ledger.placed[rid]  # and back again: nobody can see that

    def add_report(self, path: str) -> None:
        self.put(
            path,
            self.sheet(path).add_item(
                ("reports",), self.make_report(path), self.random.random()
            ),
        )

    def make_report(self, path: str) -> dict[str, object]:
        words = self.token()
        rid = f"r-{self.count:06x}"
        self.ledger.own.add(rid)
        self.ledger.placed[rid] = self.name(path)
        return {"id": rid, "article": "a2", "source": words, "quote": "I saw: it"}

    def swap_reports(self, path: str) -> None:
        reports = self.data(path).get("reports") or ()
        if len(reports) > 1:
            at = self.random.randrange(len(reports) - 1)
            sheet = self.sheet(path)
            made = sheet.swap(("reports", at), ("reports", at + 1))
            after = load(made, "").data
            if after and Counter(r["id"] for r in after["reports"]) == Counter(
                r["id"] for r in reports
            ):
                self.put(path, made)

    def delete_claim(self, path: str) -> None:
        sheet = self.sheet(path)
        rows = [p for p in sheet.entries if len(p) == 4 and p[2:3] == ("claims",)]
        if not rows:
            return
        spot = self.random.choice(rows)
        report = self.data(path)["reports"][spot[1]]
        claim = report["claims"][spot[3]]
        key = (report["id"], claim["facet"], claim["quote"])
        self.ledger.gone_claims.add(key)
        self.put(path, sheet.cut(spot)[0])

    def add_claim(self, path: str) -> None:
        at = self.pick_report(path)
        if at is not None:
            facet = self.random.choice(FACETS)
            made = {"facet": facet, "quote": "said", "value": self.token()}
            sheet = self.sheet(path)
            where = self.random.random()
            self.put(path, sheet.add_item(("reports", at, "claims"), made, where))

    # --- what is checked --------------------------------------------------------------

    def check_field(self, path: str) -> None:
        name = self.random.choice(sorted(SET))
        sheet, record = self.sheet(path), self.name(path)
        if ("checked",) not in sheet.entries:
            self.put(path, sheet.add_key((), "checked", f"[{name}]"))
        else:
            self.put(path, sheet.add_item(("checked",), name))
        self.ledger.fixed[record, name] = self.values()[record, name]

    # --- records --------------------------------------------------------------------

    def rename_file(self, path: str) -> None:
        self.count += 1
        folder, _, ending = path.rpartition("/")[0], "", path.rpartition(".")[2]
        self.files[f"{folder}/renamed-{self.count}.{ending}"] = self.files.pop(path)

    def rename_record(self, path: str) -> None:
        """Another id; the old one in ``was``, or forgotten."""
        old = self.name(path)
        new = self.mint()
        made = self.sheet(path).set(("id",), new)
        if self.random.random() < 0.7:
            made = Sheet(made).add_item(("was",), old)
        else:
            # Nothing says any more that the machine has a part in it.
            self.ledger.gone_records.add(old)
        self.put(path, made)
        self.call(old, new)

    def call(self, old: str, new: str) -> None:
        """All that is noted of a record, under its new id."""
        ledger = self.ledger
        ledger.kept.discard(old)
        ledger.fixed = {
            (new if name == old else name, key): value
            for (name, key), value in ledger.fixed.items()
        }
        ledger.placed = {
            rid: new if name == old else name for rid, name in ledger.placed.items()
        }
        self.stood = {
            (new if name == old else name, key): value
            for (name, key), value in self.stood.items()
        }
        self.homes = {
            rid: (new if name == old else name, by)
            for rid, (name, by) in self.homes.items()
        }

    def split(self, path: str) -> None:
        """Some reports go into a new file of a person's."""
        reports = self.data(path).get("reports") or ()
        if len(reports) < 2:
            return
        home = self.write_record("")
        for _ in range(self.random.randint(1, len(reports) - 1)):
            self.move(path, home)

    def write_record(self, path: str) -> str:
        """An event that no article tells of."""
        name = self.mint()
        home = f"{EVENTS}{name}.yaml"
        self.files[home] = (
            f"format: 1\nid: {name}\ntitle: Of {name}\nkind: attack\nreports: []\n"
        )
        return home

    def merge(self, path: str) -> None:
        """All reports of a record go into another one, which has its address."""
        others = sorted(set(self.files) - set(self.ledger.broken) - {path})
        homes = [other for other in others if other.startswith(EVENTS)]
        if not homes:
            return
        home = self.random.choice(homes)
        if not self.data(home).get("reports"):
            return  # to move all into an empty one is to rename: nobody can tell
        for _ in range(len(self.data(path).get("reports") or ())):
            self.move(path, home)
        old, new = self.name(path), self.name(home)
        self.put(home, self.sheet(home).add_item(("was",), old))
        self.drop(path, old)
        told = [report["id"] for report in self.data(home)["reports"]]
        if new not in self.named and all(
            self.homes.get(rid, ("",))[0] == old for rid in told
        ):
            for rid in told:  # all that it had, under another id: nobody can tell
                if not self.homes[rid][1]:
                    self.ledger.placed.pop(rid, None)

    def drop(self, path: str, name: str) -> None:
        del self.files[path]
        ledger = self.ledger
        ledger.gone_records.add(name)
        ledger.kept.discard(name)
        ledger.fixed = {k: v for k, v in ledger.fixed.items() if k[0] != name}

    def delete_record(self, path: str) -> None:
        for report in self.data(path).get("reports") or ():
            self.forget_report(report)
        self.drop(path, self.name(path))

    def copy_record(self, path: str) -> None:
        """Under ids of its own; or by mistake under the same ones, till told."""
        folder, ending = path.rpartition("/")[0], path.rpartition(".")[2]
        self.count += 1
        place = self.random.choice(["0", "zz"])
        copy = f"{folder}/{place}-copy-{self.count}.{ending}"
        self.files[copy] = self.files[path]
        if path.startswith(ARTICLES) or self.random.random() < 0.4:
            self.ledger.broken[copy] = None
            self.ledger.broken[path] = self.files[path]
            self.ledger.doubled |= {path, copy}
            return
        name = self.mint()
        sheet = self.sheet(copy).set(("id",), name)
        for at, report in enumerate(self.data(copy).get("reports") or ()):
            self.count += 1
            rid = f"r-{self.count:06x}"
            sheet = Sheet(sheet).set(("reports", at, "id"), rid)
            self.ledger.own.add(rid)
            self.ledger.placed[rid] = name
            assert report["id"] != rid
        if ("was",) in Sheet(sheet).entries:
            sheet = Sheet(sheet).cut(("was",))[0]
        self.put(copy, sheet)

    def break_file(self, path: str) -> None:
        """A bracket that is not closed; sometimes not even the id can be seen."""
        head, part, tail = self.yaml(path)
        self.ledger.broken[path] = self.files[path]
        made = part + "\nbroken: [\n"
        if self.random.random() < 0.2:
            made = part.replace("id: ", "id  ", 1)
            made += "\nbroken: [\n"
        self.files[path] = head + made + tail

    def mend(self) -> None:
        for path, text in self.ledger.broken.items():
            if text is None:
                del self.files[path]
            else:
                self.files[path] = text
        self.ledger.broken.clear()
        self.ledger.doubled.clear()

    # --- articles -------------------------------------------------------------------

    def edit_body(self, path: str) -> None:
        text = self.files[path]
        start = split_front_matter(text, path).body
        at = self.random.randint(start, len(text))
        self.files[path] = f"{text[:at]} {self.word()} {text[at:]}"

    def rename_article(self, path: str) -> None:
        """Another id; its evidence says which it was."""
        old, new = self.name(path), self.mint()
        self.put(path, self.sheet(path).set(("id",), new))
        self.ledger.gone_records.add(old)
        self.call(old, new)

    def edit_head(self, path: str) -> None:
        key = self.random.choice(["title", "outlet", "published", "language"])
        words = {"published": "2019", "language": "fr"}.get(key) or self.word()
        self.set_words(path, (key,), words, (self.name(path), key))

    def add_to_head(self, path: str) -> None:
        key, item = self.random.choice(
            [
                ("credits", self.word()),
                ("corrections", {"quote": self.word(), "read_as": "nothing"}),
                ("set_aside", {"role": "label", "text": self.word()}),
            ]
        )
        where = self.random.random()
        self.put(path, self.sheet(path).add_item((key,), item, where))


Act = Callable[[Person, str], None]

_ANY: tuple[Act, ...] = (
    *(Person.comment,) * 4,
    *(Person.relay,) * 8,
    *(Person.rename_file, Person.break_file, Person.mark_order),
    *(Person.copy_record,),
)
_ACTS: dict[str, tuple[Act, ...]] = {
    EVENTS: (
        *_ANY,
        *(Person.set_field, Person.set_in_report, Person.set_claim) * 3,
        *(Person.unset_field, Person.write_note, Person.check_field) * 2,
        *(Person.delete_report, Person.move_report, Person.add_report) * 2,
        *(Person.swap_reports, Person.delete_claim, Person.add_claim),
        *(Person.rename_record, Person.split, Person.merge, Person.write_record),
    ),
    ARTICLES: (
        *_ANY,
        *(Person.edit_body, Person.edit_head, Person.add_to_head) * 3,
        Person.rename_article,
    ),
}
