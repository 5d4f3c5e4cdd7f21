"""What a person wrote is never lost (promise 2), and narrows what hangs on it.

Every edit is followed by builds until two in a row change nothing, which stands for
ten: what a third one would read is what the second one read. What differs afterwards
is the edit, byte for byte, and what follows from it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.edtf import parse_date
from builder.model import EventRecord
from builder.problems import has_errors
from tests.line.project import Project, diff, edit, files_of, text_of

MANY = 10
FIRE = """A warehouse burns in Port-Ancel

A fire destroyed a warehouse in Port-Ancel. An explosion damaged the customs house of \
Port-Ancel two days after the fire.

SOURCE: The Halden Herald
"""


def rebuild(project: Project, times: int = MANY) -> None:
    """Build again and again until all rests; each build must go through."""
    before, still = files_of(project.root), 0
    for _ in range(times):
        result = project.build()
        assert not has_errors(result.problems), result.problems
        after = files_of(project.root)
        still = still + 1 if diff(before, after) == [] else 0
        before = after
        if still == 2:
            return
    assert still, "the last build still changed something"


def with_kind(project: Project, kind: str, article: str) -> EventRecord:
    """The event of an article by its kind."""
    found = [
        event
        for event in project.events().values()
        if event.kind == kind and any(r.article == article for r in event.reports)
    ]
    assert len(found) == 1, [(e.id, e.kind) for e in project.events().values()]
    return found[0]


def set_date(path: Path, date: str, why: str) -> None:
    edit(path, "\ndate: unknown\n", f'\ndate: "{date}"\nwhy: {why}\n')


def changed_lines(before: bytes, after: bytes) -> list[str]:
    """Lines that only one of two files holds."""
    old, new = (data.decode("utf-8").splitlines() for data in (before, after))
    return [f"-{x}" for x in old if x not in new] + [
        f"+{x}" for x in new if x not in old
    ]


# --- titles and comments -------------------------------------------------------------


def test_a_title_and_a_comment_stay_and_nothing_else_moves(
    own_shipped: Project,
) -> None:
    event = max(own_shipped.events().values(), key=lambda e: len(e.reports))
    path = own_shipped.event_path(event.id)
    before = own_shipped.records()
    line = next(x for x in path.read_text("utf-8").splitlines() if "title:" in x)
    edit(
        path, line, "title: Ce qu’une personne a écrit  # griffonné <par> moi\n# à voir"
    )
    edited = own_shipped.records()
    rebuild(own_shipped)
    after = own_shipped.records()
    assert diff(edited, after) == []
    assert diff(before, after) == [
        path.relative_to(own_shipped.root / "content").as_posix()
    ]
    assert "<h1" in own_shipped.page(f"event/{event.id}.html")
    for page in (f"event/{event.id}.html", "index.html"):
        assert "Ce qu’une personne a écrit" in text_of(own_shipped.page(page)), page
        assert event.title not in own_shipped.page(f"event/{event.id}.html")
        assert "griffonné" not in own_shipped.page(page), (
            "a comment is no text of the site"
        )


def test_quoting_and_order_of_a_person_stay(own_made: Project) -> None:
    event = with_kind(own_made, "protest", "herald-march")
    path = own_made.event_path(event.id)
    edit(path, "\nkind: protest\ndate:", "\ndate:")
    edit(path, "\nformat: 1\n", "\nformat:   1\nkind: 'protest'  # mine\n")
    edited = own_made.records()
    rebuild(own_made, 3)
    assert diff(edited, own_made.records()) == []


# --- dates that others hang on -------------------------------------------------------


@pytest.fixture
def fire(own_made: Project) -> Project:
    """A third story: an explosion two days after a fire, neither with a date."""
    (own_made.root / "seeds" / "herald-fire.txt").write_text(FIRE, encoding="utf-8")
    own_made.build()
    return own_made


def test_a_date_by_hand_narrows_once_what_hangs_on_it(fire: Project) -> None:
    cause = with_kind(fire, "accident/fire", "herald-fire")
    effect = with_kind(fire, "explosion", "herald-fire")
    assert (cause.date, effect.date) == ("unknown", "unknown")
    assert [r.after for r in effect.relations] == [cause.id]
    set_date(fire.event_path(cause.id), "2031-05-10", "The harbour log says so.")
    edited = fire.records()
    fire.build()
    narrowed = fire.records()
    first, name = (
        f"events/{fire.event_path(event.id).name}" for event in (cause, effect)
    )
    bases = [f".base/events/{event.id}.txt" for event in (cause, effect)]
    assert diff(edited, narrowed) == sorted([*bases, first, name])
    # A title that nobody changed follows the date.
    assert changed_lines(edited[first], narrowed[first]) == [
        '-title: "Port-Ancel: fire reported"',
        '+title: "Port-Ancel: fire reported, 10 May 2031"',
    ]
    assert changed_lines(edited[name], narrowed[name]) == [
        '-title: "Port-Ancel: explosion reported"',
        "-date: unknown",
        '+title: "Port-Ancel: explosion reported, 12 May 2031"',
        '+date: "2031-05-12"',
        '+because: {rule: relation, quote: "two days after the fire"'
        ", article: herald-fire}",
    ]
    rebuild(fire)
    assert diff(narrowed, fire.records()) == []
    assert fire.events()[cause.id].date == "2031-05-10"
    page = text_of(fire.page(f"event/{effect.id}.html"))
    assert "12 May 2031" in page
    assert "two days after the fire" in page


def test_a_date_by_hand_that_is_taken_back_widens_again(fire: Project) -> None:
    cause = with_kind(fire, "accident/fire", "herald-fire")
    effect = with_kind(fire, "explosion", "herald-fire")
    before = fire.events()
    path = fire.event_path(cause.id)
    text = path.read_bytes()
    set_date(path, "2031-05-10", "The harbour log says so.")
    fire.build()
    path.write_bytes(text)
    fire.build()
    assert fire.events()[effect.id].date == "unknown"
    assert fire.events() == before


def test_dates_that_cannot_both_hold_are_named_and_stay(fire: Project) -> None:
    cause = with_kind(fire, "accident/fire", "herald-fire")
    effect = with_kind(fire, "explosion", "herald-fire")
    set_date(fire.event_path(cause.id), "2031-05-10", "The harbour log says so.")
    set_date(fire.event_path(effect.id), "2031-05-01", "So does a survivor.")
    edited = fire.records()
    result = fire.build()
    told = [p for p in result.problems if p.code == "W331"]
    assert len(told) == 1
    assert cause.id in told[0].message
    assert effect.id in told[0].message
    assert told[0].path == "content/articles/herald-fire.md"
    words = told[0].source_line[told[0].column - 1 :]
    assert words.startswith("two days after the fire")
    for event in (cause, effect):
        path = fire.event_path(event.id).relative_to(fire.root).as_posix()
        assert f"({path}:" in told[0].message, "where each date stands"
    assert told[0].hint.startswith("write date: 2031-05-12 into content/events/")
    assert fire.events()[cause.id].date == "2031-05-10"
    assert fire.events()[effect.id].date == "2031-05-01"
    now = fire.records()
    changed = [n for n in diff(edited, now) if not n.startswith(".base/")]
    assert len(changed) == 2
    for name in changed:  # a title that nobody wrote follows the date somebody wrote
        lines = changed_lines(edited[name], now[name])
        assert [line[:7] for line in lines] == ["-title:", "+title:"]


def test_the_hint_about_dates_that_cannot_both_hold_mends_it(fire: Project) -> None:
    cause = with_kind(fire, "accident/fire", "herald-fire")
    effect = with_kind(fire, "explosion", "herald-fire")
    set_date(fire.event_path(cause.id), "2031-05-10", "The harbour log says so.")
    path = fire.event_path(effect.id)
    set_date(path, "2031-05-01", "So does a survivor.")
    (told,) = (p for p in fire.build().problems if p.code == "W331")
    value = told.hint.removeprefix("write date: ").partition(" ")[0]
    edit(path, "2031-05-01", value)
    assert not [p for p in fire.build().problems if p.code == "W331"]


def test_a_date_by_hand_moves_the_attack_told_a_day_after(own_shipped: Project) -> None:
    """ "À peine 24 heures après cette frappe aérienne": known through the strike."""
    events = own_shipped.events()
    article = next(n for n in own_shipped.articles() if n.startswith("000"))
    (strike,) = [
        event
        for event in events.values()
        if event.place == "abou-kamal"
        and any(report.article == article for report in event.reports)
    ]
    (attack,) = [
        event
        for event in events.values()
        if any(relation.after == strike.id for relation in event.relations)
    ]
    assert strike.kind.startswith("attack")
    assert (attack.kind, attack.place) == ("attack/missile", "al-omar")
    assert (strike.date, attack.date) == ("unknown", "unknown")
    set_date(own_shipped.event_path(strike.id), "2021-06-27", "Dit par le Pentagone.")
    edited = own_shipped.records()
    own_shipped.build()
    narrowed = own_shipped.records()
    # The title of the strike follows its date too.
    files = [f"events/{own_shipped.event_path(e.id).name}" for e in (strike, attack)]
    changed = [n for n in diff(edited, narrowed) if not n.startswith(".base/")]
    assert changed == sorted(files)
    now = own_shipped.events()[attack.id]
    days = parse_date(now.date)
    assert days is not None
    assert (str(days.lower), str(days.upper)) == ("2021-06-27", "2021-06-28")
    assert now.because is not None
    assert "24 heures après cette frappe aérienne" in now.because.quote
    rebuild(own_shipped)
    assert diff(narrowed, own_shipped.records()) == []
    assert own_shipped.events()[strike.id].date == "2021-06-27"


# --- what was taken out or moved -----------------------------------------------------


def report_text(path: Path, rid: str) -> str:
    """The lines of one report in an event's file."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start = lines.index(f"  - id: {rid}\n")
    end = start + 1
    while end < len(lines) and lines[end].startswith("    "):
        end += 1
    return "".join(lines[start:end])


def test_a_report_deleted_by_hand_stays_away(own_made: Project) -> None:
    event = with_kind(own_made, "accident/sea", "herald-ferry")
    path = own_made.event_path(event.id)
    (gone,) = [r for r in event.reports if r.source == "union-of-dockers"]
    edit(path, report_text(path, gone.id), "")
    rebuild(own_made, 3)
    quotes = [
        (r.article, r.quote) for e in own_made.events().values() for r in e.reports
    ]
    assert (gone.article, gone.quote) not in quotes
    left = [r.id for r in event.reports if r.id != gone.id]
    assert [r.id for r in own_made.events()[event.id].reports] == left


def test_an_event_file_that_is_deleted_stays_away(own_made: Project) -> None:
    event = with_kind(own_made, "protest", "herald-march")
    told = {(r.article, r.quote) for r in event.reports}
    before = own_made.records()
    own_made.event_path(event.id).unlink()
    rebuild(own_made, 3)
    events = own_made.events()
    assert event.id not in events
    assert not told & {(r.article, r.quote) for e in events.values() for r in e.reports}
    changed = diff(before, own_made.records())
    assert [n for n in changed if "/.base/" not in f"/{n}"] == [
        f"events/{event.id}.yaml"
    ]
    assert not (own_made.root / "site" / "event" / f"{event.id}.html").exists()
    assert event.id not in own_made.page("index.html")


def test_a_report_moved_to_another_file_stays_there(own_made: Project) -> None:
    ferry = with_kind(own_made, "accident/sea", "herald-ferry")
    march = with_kind(own_made, "protest", "herald-march")
    source, target = own_made.event_path(ferry.id), own_made.event_path(march.id)
    moved = ferry.reports[2].id
    words = report_text(source, moved)
    edit(source, words, "")
    target.write_text(target.read_text("utf-8") + words, encoding="utf-8")
    rebuild(own_made, 3)
    events = own_made.events()
    assert moved not in [r.id for r in events[ferry.id].reports]
    assert moved in [r.id for r in events[march.id].reports]
    assert words in target.read_text(encoding="utf-8")


def test_a_renamed_file_keeps_its_record(own_made: Project) -> None:
    """``id:`` is the authority; the name of the file is free."""
    event = with_kind(own_made, "protest", "herald-march")
    path = own_made.event_path(event.id)
    path.rename(path.with_name("my-own-name.yaml"))
    renamed = own_made.records()
    rebuild(own_made, 3)
    assert diff(renamed, own_made.records()) == []


def test_a_published_site_is_not_touched_by_a_build_that_changes_nothing(
    own_made: Project,
) -> None:
    stamps = {
        path: path.stat().st_mtime_ns
        for path in (own_made.root / "site").rglob("*")
        if path.is_file()
    }
    result = own_made.build()
    assert result.counts.pages_written == 0
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps


def test_a_date_by_hand_is_not_given_the_reason_of_the_machine(
    own_made: Project,
) -> None:
    event = next(e for e in own_made.events().values() if e.because is not None)
    path = own_made.root / "content" / "events" / f"{event.id}.yaml"
    page = own_made.root / "site" / "event" / f"{event.id}.html"
    assert event.because is not None
    rule = f"(rule {event.because.rule})"
    assert rule in page.read_text(encoding="utf-8")
    line = next(
        x
        for x in path.read_text(encoding="utf-8").splitlines()
        if x.startswith("date:")
    )
    edit(path, f"\n{line}\n", "\ndate: 1999-12-31\n")
    rebuild(own_made)
    text = page.read_text(encoding="utf-8")
    assert rule not in text
    assert "A date that a person wrote" in text
