"""Everything a person may do with whole files: the real pipeline, and its site."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.model import EventRecord
from tests.line.project import Project, diff, edit, text_of
from tests.line.test_edits import rebuild, with_kind

NEW = """format: 1
id: arrests
title: Arrests at the march
kind: protest
date: "2031-05-05"
place: port-ancel
reports:
"""


@pytest.fixture
def march(own_made: Project) -> EventRecord:
    return with_kind(own_made, "protest", "herald-march")


def told(project: Project) -> dict[str, list[str]]:
    """Event id to the ids of its reports."""
    return {n: [r.id for r in e.reports] for n, e in project.events().items()}


def move_reports(project: Project, name: str, first: str, last: str, to: Path) -> None:
    """Cut reports out of an event, from one id up to before another, into a file."""
    path = project.event_path(name)
    text = path.read_text("utf-8")
    start = text.index(f"  - id: {first}")
    end = text.index(f"  - id: {last}") if last else len(text)
    path.write_text(text[:start] + text[end:], "utf-8")
    to.write_text(to.read_text("utf-8") + text[start:end], "utf-8")


NEW = """format: 1
id: arrests
title: Arrests at the march
kind: protest
date: "2031-05-05"
place: port-ancel
reports:
"""


@pytest.mark.parametrize(
    ("first", "last"), [("r-90dfcd", ""), ("r-cc66ef", "r-90dfcd"), ("r-485b0e", "r-9")]
)
def test_a_record_split_in_two_stays_split(
    own_made: Project, first: str, last: str
) -> None:
    """Between articles and within one: what was left behind is not drawn after."""
    march = with_kind(own_made, "protest", "herald-march")
    part = own_made.root / "content" / "events" / "arrests.yaml"
    part.write_text(NEW, "utf-8")
    move_reports(own_made, march.id, first, last, part)
    before = {n: sorted(r.id for r in e.reports) for n, e in own_made.events().items()}
    text = part.read_bytes()
    rebuild(own_made)
    after = {n: sorted(r.id for r in e.reports) for n, e in own_made.events().items()}
    assert after == before
    assert part.read_bytes() == text
    assert own_made.build().problems == ()


@pytest.mark.parametrize("gone", ["r-485b0e", "r-90dfcd", "r-fe0a7b"])
def test_one_deleted_report_takes_no_other_along(own_made: Project, gone: str) -> None:
    """Not even those that have their date or their place from it alone."""
    march = with_kind(own_made, "protest", "herald-march")
    path = own_made.event_path(march.id)
    text = path.read_text("utf-8")
    start = text.index(f"  - id: {gone}")
    end = text.find("  - id: ", start + 1)
    path.write_text(text[:start] + (text[end:] if end > 0 else ""), "utf-8")
    rebuild(own_made)
    ids = [report.id for report in own_made.events()[march.id].reports]
    assert ids == [report.id for report in march.reports if report.id != gone]


def test_a_record_with_a_new_id_has_both_addresses(
    own_made: Project, march: EventRecord
) -> None:
    """It goes on following the articles, also under its second new name."""
    path, old = own_made.event_path(march.id), march.id
    edit(path, f"id: {old}\n", f"id: march\nwas: [{old}]\n")
    rebuild(own_made)
    edit(path, f"id: march\nwas: [{old}]\n", f"id: march2\nwas: [{old}, march]\n")
    rebuild(own_made)
    for name in (old, "march"):
        assert 'url=march2.html"' in own_made.page(f"event/{name}.html")
    assert told(own_made)["march2"] == [r.id for r in march.reports]
    article = own_made.article_path("courrier-march")
    edit(article, "Plusieurs milliers", "Quelques milliers")
    rebuild(own_made)
    quotes = [r.quote for r in own_made.events()["march2"].reports]
    assert any(quote.startswith("Quelques milliers") for quote in quotes)


def test_two_records_made_one_have_both_addresses(
    own_made: Project, march: EventRecord
) -> None:
    wreck = with_kind(own_made, "accident/sea", "herald-ferry")
    path, other = own_made.event_path(march.id), own_made.event_path(wreck.id)
    text = other.read_text("utf-8")
    reports = text[text.index("reports:\n") + 9 :]
    reports = reports.split("\nrelations:")[0].rstrip() + "\n"
    edit(path, f"id: {march.id}\n", f"id: {march.id}\nwas: [{wreck.id}]\n")
    edit(path, "reports:\n", "reports:\n" + reports)
    edit(path, "reports:\n", "note: One and the same.\nreports: # of both\n")
    other.unlink()
    rebuild(own_made)
    kept = path.read_text("utf-8")
    assert "note: One and the same.\nreports: # of both\n" in kept
    ids = [r.id for r in (*wreck.reports, *march.reports)]
    assert told(own_made) == {march.id: ids}
    assert f'url={march.id}.html"' in own_made.page(f"event/{wreck.id}.html")


def test_a_copy_with_ids_of_its_own_is_a_record_of_its_own(
    own_made: Project, march: EventRecord
) -> None:
    text = own_made.event_path(march.id).read_text("utf-8")
    text = text.replace(f"id: {march.id}", "id: copy").replace("id: r-", "id: r-0")
    path = own_made.root / "content" / "events" / "0.yaml"
    path.write_text(text, "utf-8")
    before = own_made.event_path(march.id).read_bytes()
    rebuild(own_made)
    assert path.read_text("utf-8") == text
    assert own_made.event_path(march.id).read_bytes() == before
    assert len(told(own_made)["copy"]) == len(march.reports)


def test_a_copy_with_the_same_id_stops_that_record_and_no_other(
    own_made: Project, march: EventRecord
) -> None:
    path = own_made.root / "content" / "events" / "0.yaml"
    path.write_bytes(own_made.event_path(march.id).read_bytes())
    edit(own_made.article_path("courrier-march"), "Plusieurs", "Quelques")
    before, kept = own_made.records(), told(own_made)
    errors = [p for p in own_made.build().problems if p.severity == "error"]
    assert "E213" in {p.code for p in errors}
    assert [n for n in diff(before, own_made.records()) if "events" in n] == []
    path.unlink()
    rebuild(own_made)
    assert told(own_made) == kept
    assert "Quelques milliers" in own_made.event_path(march.id).read_text("utf-8")


def test_an_event_that_no_article_tells_of(own_made: Project) -> None:
    path = own_made.root / "content" / "events" / "speech.yaml"
    text = NEW.replace("reports:\n", "note: I was there.\n")
    path.write_text(text, "utf-8")
    rebuild(own_made)
    assert path.read_text("utf-8") == text
    page = own_made.page("event/arrests.html")
    assert "I was there." in text_of(page)
    assert 'event/arrests.html"' in own_made.page("index.html")


def test_a_working_copy_with_a_new_id_is_the_same_article(
    own_made: Project, march: EventRecord
) -> None:
    """Its reports keep their ids, what was deleted stays away, edits stay."""
    path = own_made.event_path(march.id)
    edit(path, "source: police@courrier-march\n", "source: police\n")
    text = path.read_text("utf-8")
    start = text.index("  - id: r-9fb931")
    path.write_text(text[:start] + text[text.index("  - id: r-90dfcd") :], "utf-8")
    rebuild(own_made)
    kept = told(own_made)
    edit(own_made.article_path("courrier-march"), "id: courrier-march", "id: printed")
    rebuild(own_made)
    assert told(own_made) == kept
    articles = {r.article for r in own_made.events()[march.id].reports}
    assert articles == {"printed", "herald-march", "radio-march"}
    assert "source: police\n" in path.read_text("utf-8")
    edit(own_made.article_path("printed"), "id: printed", "id: again")
    rebuild(own_made)
    assert told(own_made) == kept
    assert "courrier-march" not in own_made.articles()


def test_a_copy_of_a_working_copy_does_not_stand_for_the_evidence(
    own_made: Project,
) -> None:
    path = own_made.article_path("radio-ferry")
    other = path.with_name("zz.md")
    other.write_text(path.read_text("utf-8").replace("id: radio", "id: zz"), "utf-8")
    assert not [p for p in own_made.build().problems if p.code == "W020"]


def test_a_place_that_a_person_adds_is_found(own_made: Project) -> None:
    """Every record of the machine's that names it follows; no other line changes."""
    article = own_made.article_path("herald-march")
    edit(article, "through Port-Ancel on", "through Querne Bay on")
    rebuild(own_made)
    places = own_made.root / "content" / "places.yaml"
    places.write_text(
        places.read_text("utf-8").rstrip() + "\nquerne-bay: {name: Querne Bay}\n",
        "utf-8",
    )
    rebuild(own_made)
    claims = [
        claim.value
        for event in own_made.events().values()
        for report in event.reports
        for claim in report.claims
        if claim.facet == "where"
    ]
    assert "querne-bay" in claims


def test_a_text_mended_by_hand_moves_what_the_machine_said_of_it(
    own_made: Project, march: EventRecord
) -> None:
    """And no edit; a quote that a person wrote and that is gone from it is told."""
    article, path = (
        own_made.article_path("courrier-march"),
        own_made.event_path(march.id),
    )
    quote = "Le syndicat des dockers a affirmé que 10 000 habitants étaient descendus"
    edit(path, f'quote: "{quote} dans la rue."', f'quote: "{quote}"')
    rebuild(own_made)
    edit(article, "Plusieurs milliers de personnes", "Quelques milliers de personnes")
    edit(article, "10 000 habitants", "12 000 habitants")
    result = own_made.build()
    text = path.read_text("utf-8")
    assert "Quelques milliers de personnes" in text
    assert f'quote: "{quote}"' in text
    (problem,) = [p for p in result.problems if p.severity == "error" and p.line]
    assert (problem.code, problem.path) == ("E304", f"content/events/{path.name}")
    assert "12 000 habitants" in problem.hint


def test_a_source_that_a_person_adds_speaks_in_every_article(
    own_made: Project, march: EventRecord
) -> None:
    """Where the machine named it; what a person wrote there stays."""
    path = own_made.event_path(march.id)
    edit(path, "source: union-of-dockers\n", "source: dockers # as they sign\n")
    sources = own_made.root / "content" / "sources.yaml"
    new = "\npolice-of-orvania: {name: Police of Orvania, variants: [la police]}\n"
    sources.write_text(sources.read_text("utf-8").rstrip() + new, "utf-8")
    rebuild(own_made)
    text = path.read_text("utf-8")
    assert "source: police-of-orvania\n" in text
    assert "police@" not in text
    assert "source: dockers # as they sign\n" in text
