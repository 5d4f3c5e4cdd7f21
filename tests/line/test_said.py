"""What a page says about itself (promise 9): not reviewed, not indexed, one outlet."""

from __future__ import annotations

import re

from tests.line.project import Project, edit, text_of

NOINDEX = re.compile(r'<meta name="robots" content="[^"]*\bnoindex\b')
FIRE = """A warehouse burns in Port-Ancel

A fire destroyed a warehouse in Port-Ancel on 9 May 2031.

SOURCE: The Halden Herald
"""


def header(project: Project, name: str) -> str:
    """What stands above the comparison on the page of an event."""
    page = project.page(f"event/{name}.html")
    return text_of(page[page.index("<h1") - 500 : page.index("<table")])


def event_pages(project: Project) -> set[str]:
    folder = project.root / "site" / "event"
    return {path.stem for path in folder.glob("*.html")}


def test_no_page_is_indexed_until_a_person_says_so(own_made: Project) -> None:
    pages = own_made.pages()
    assert len(pages) > 10
    assert [name for name, page in pages.items() if not NOINDEX.search(page)] == []
    own_made.settings(index="true")
    own_made.build()
    pages = own_made.pages()
    open_pages = [name for name, page in pages.items() if not NOINDEX.search(page)]
    assert "index.html" in open_pages
    assert set(pages) - set(open_pages) <= {"404.html"}


def test_machine_records_are_marked_until_they_are_checked(own_made: Project) -> None:
    name = next(n for n in own_made.events() if "shipwreck" in n)
    assert "Not reviewed" in header(own_made, name)
    edit(own_made.event_path(name), "\nstatus: machine\n", "\nstatus: checked\n")
    own_made.build()
    assert "Not reviewed" not in header(own_made, name)
    assert "Reviewed" in header(own_made, name)


def test_publish_checked_keeps_machine_records_off_the_site(own_made: Project) -> None:
    events = own_made.events()
    name = next(n for n in events if "shipwreck" in n)
    edit(own_made.event_path(name), "\nstatus: machine\n", "\nstatus: checked\n")
    own_made.settings(publish="checked")
    own_made.build()
    assert event_pages(own_made) == {name}
    words = [
        (other.id, report.quote)
        for other in events.values()
        if other.id != name
        for report in other.reports
        if len(report.quote) > 60
    ]
    assert words
    for page, data in own_made.site().items():
        text = data.decode("utf-8", "replace")
        for other in events:
            assert other == name or other not in text, page
    articles = "".join(own_made.pages().values())
    assert "4,000 people" not in articles, "no claim of an unread record is shown"
    assert set(own_made.events()) == set(events), "content/ keeps them"


def test_nothing_is_published_where_nothing_is_checked(own_made: Project) -> None:
    own_made.settings(publish="checked")
    result = own_made.build()
    assert result.published
    assert event_pages(own_made) == set()
    assert "<h1" in own_made.page("index.html")


def test_one_outlet_is_said_before_the_comparison(shipped: Project) -> None:
    """Every event of these articles rests on one outlet."""
    for name in event_pages(shipped):
        page = shipped.page(f"event/{name}.html")
        assert "Un seul média" in text_of(page), name
        assert page.index("Un seul média") < page.index("<table"), name


def test_several_outlets_need_no_such_notice(own_made: Project) -> None:
    """A third story, told by one outlet alone, has it beside the two that have not."""
    seed = own_made.root / "seeds" / "herald-fire.txt"
    seed.write_text(FIRE, encoding="utf-8")
    own_made.build()
    events = own_made.events().values()
    outlets = {e.id: len({r.article for r in e.reports}) for e in events}
    assert min(outlets.values()) == 1 < max(outlets.values())
    for name, count in outlets.items():
        notice = "comes from what one outlet" in header(own_made, name)
        assert notice == (count == 1), name


def test_nothing_is_fetched_from_elsewhere(shipped: Project) -> None:
    for name, page in shipped.pages().items():
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page), name
