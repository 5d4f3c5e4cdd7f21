"""A person's word against a citation: it reaches records and pages, and stays there."""

from __future__ import annotations

from builder.problems import has_errors
from builder.publish.addresses import page_path
from tests.line.project import Project, edit, text_of

ARTICLE = "courrier-ferry"
WORDS = "le naufrage a fait 17 morts"
SHOWN = "17 morts"
"""What may be shown of them."""
BY_HAND = f'corrections: [{{quote: "{WORDS}", read_as: citation, value: Zoé Aubert}}]'
DENIED = 'corrections: [{quote: "Selon la garde côtière", read_as: no_citation}]'


def correct(project: Project, line: str) -> None:
    edit(project.article_path(ARTICLE), "\nstatus:", f"\n{line}\nstatus:")
    assert not has_errors(project.build().problems)


def who_says(project: Project) -> set[str]:
    """Who is held to say the corrected words, in all records."""
    return {
        report.source
        for event in project.events().values()
        for report in event.reports
        if report.article == ARTICLE and WORDS in report.quote
    }


def page_of(project: Project, source: str) -> str:
    return text_of(project.page(page_path("source", source)))


def test_without_a_correction_the_text_decides(made: Project) -> None:
    assert who_says(made) == {"orvania-coast-guard"}
    assert SHOWN in page_of(made, "orvania-coast-guard")


def test_another_source_reaches_records_and_pages(own_made: Project) -> None:
    correct(own_made, BY_HAND)
    assert who_says(own_made) == {"Zoé Aubert"}
    assert SHOWN in page_of(own_made, "Zoé Aubert")
    assert SHOWN not in page_of(own_made, "orvania-coast-guard")
    network = text_of(own_made.page("network.html"))
    assert "Zoé Aubert" in network


def test_who_is_denied_says_nothing_there(own_made: Project) -> None:
    correct(own_made, DENIED)
    assert "orvania-coast-guard" not in who_says(own_made)
    assert SHOWN not in page_of(own_made, "orvania-coast-guard")


def test_it_is_found_again_after_edits_of_the_text(own_made: Project) -> None:
    correct(own_made, BY_HAND)
    path = own_made.article_path(ARTICLE)
    before = "Selon la garde côtière, "
    edit(path, before, "Il a plu.\n\nIl a neigé. D’après la garde côtière, ")
    edit(path, f"{WORDS}.", "le naufrage\u00a0a fait 17 morts.")
    text = path.read_bytes()
    for _ in range(2):
        assert not has_errors(own_made.build().problems)
        assert path.read_bytes() == text
    found = {
        report.source
        for event in own_made.events().values()
        for report in event.reports
        if report.article == ARTICLE and "17 morts" in report.quote
    }
    assert found == {"Zoé Aubert"}


def test_words_that_are_gone_are_a_problem_that_names_the_nearest(
    own_made: Project,
) -> None:
    correct(own_made, BY_HAND)
    edit(own_made.article_path(ARTICLE), f"{WORDS}.", "le naufrage a fait 18 morts.")
    result = own_made.build()
    assert not result.published
    (problem,) = (p for p in result.problems if p.path.endswith(f"{ARTICLE}.md"))
    assert problem.code == "E304"
    assert BY_HAND in problem.source_line
    assert "18 morts" in problem.hint
    edit(own_made.article_path(ARTICLE), f'"{WORDS}"', '"le naufrage a fait 18 morts"')
    assert own_made.build().published
