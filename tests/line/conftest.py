"""One built copy of each corpus per run; whoever edits takes a copy of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.problems import has_errors, render_problem
from tests.line.project import MADE, ROOT, Project, lay_out


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """This project's five articles, built from empty events, articles and bases."""
    folder = tmp_path_factory.mktemp("shipped") / "project"
    folder.mkdir()
    return _build(lay_out(folder, ROOT / "content", ROOT / "seeds"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two stories of an invented country, told by three invented outlets."""
    folder = tmp_path_factory.mktemp("made") / "project"
    folder.mkdir()
    return _build(lay_out(folder, MADE / "content", MADE / "seeds"))


def _build(project: Project) -> Project:
    result = project.build()
    assert not has_errors(result.problems), list(map(render_problem, result.problems))
    assert result.published
    return project


@pytest.fixture
def own_shipped(shipped: Project, tmp_path: Path) -> Project:
    """A copy of the built articles to edit."""
    return shipped.copy(tmp_path / "project")


@pytest.fixture
def own_made(made: Project, tmp_path: Path) -> Project:
    """A copy of the built stories to edit."""
    return made.copy(tmp_path / "project")
