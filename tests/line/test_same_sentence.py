"""The command ``explain`` and the pages give one reason for a date, in one sentence."""

from __future__ import annotations

import pytest

from builder.explain import explain
from builder.publish.addresses import page_path
from tests.line.project import Project, edit, text_of

DATED = "001_6c7814d4588fa08b"


@pytest.fixture(params=["shipped", "made"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory,
          ) -> Project:  # fmt: skip
    """A copy whose articles are shown whole."""
    project: Project = request.getfixturevalue(request.param)
    copy = project.copy(tmp_path_factory.mktemp("whole") / "project")
    copy.settings(excerpt_share="full")
    copy.build()
    return copy


def _page(project: Project, kind: str, name: str) -> str:
    return text_of(project.page(page_path(kind, name)))


def _why(project: Project, event: str) -> str:
    """The line under the date."""
    lines, found = explain(project.root, event)
    assert found
    return " ".join(lines[2].split())


def test_events_of_every_sort(whole: Project) -> None:
    for name in sorted(whole.events())[::5]:
        assert _why(whole, name) in _page(whole, "event", name)


def test_every_expression(whole: Project) -> None:
    said = 0
    for name in whole.articles():
        page = _page(whole, "article", name)
        lines, _ = explain(whole.root, f"{name}:")
        for line in lines:
            if "(règle " in line or "(rule " in line:
                said += 1
                assert " ".join(line.split()) in page
    assert said > 5


def test_a_narrowed_event_says_by_what(own_shipped: Project) -> None:
    edit(own_shipped.article_path(DATED), "published: unknown", "published: 2020")
    own_shipped.build()
    (event,) = (
        event.id
        for event in own_shipped.events().values()
        if event.because and event.because.quote == "samedi 14 novembre"
    )
    said = _why(own_shipped, event)
    assert said in _page(own_shipped, "event", event)
    assert said.startswith("« samedi 14 novembre » : un jour et un mois (règle fr/")
    assert "d’après la fiche de l’article" in said
    assert "14 novembre 2019 (autre jour de la semaine)" in said


def test_an_open_event_says_what_would_settle_it(shipped: Project) -> None:
    for event in shipped.events().values():
        if event.date == "XXXX-11-14":
            assert "l’année de publication trancherait" in _why(shipped, event.id)
