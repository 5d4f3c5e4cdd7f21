"""A project's own templates: they win, they may extend, and they may be wrong."""

from __future__ import annotations

import pytest

from tests.line.project import Project

DEFAULT = "{% extends 'default/index.html' %}"


def with_template(project: Project, text: str) -> bytes:
    """Put a template of one's own for the front page; the front page as it was."""
    project.build()
    folder = project.root / "templates"
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    return (project.root / "site" / "index.html").read_bytes()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"{DEFAULT}\n{{% block content %}}", 2, "end of template"),
        (
            f"{DEFAULT}\n\n{{% block main %}}{{{{ nobody.name }}}}{{% endblock %}}",
            3,
            "nobody",
        ),
        ("{% extends 'nothing.html' %}", 1, "nothing.html"),
    ],
)
def test_a_wrong_template_is_a_problem_at_its_line(
    own_made: Project, text: str, line: int, words: str
) -> None:
    before = with_template(own_made, text)
    result = own_made.build()
    (problem,) = [p for p in result.problems if p.code == "E033"]
    assert (problem.path, problem.line) == ("templates/index.html", line)
    assert words in problem.message
    assert not result.published
    assert (own_made.root / "site" / "index.html").read_bytes() == before


def test_a_template_may_extend_the_default_block_by_block(own_made: Project) -> None:
    text = f"{DEFAULT}\n{{% block main %}}<p>Ours.</p>{{{{ super() }}}}{{% endblock %}}"
    before = with_template(own_made, text)
    assert own_made.build().published
    now = (own_made.root / "site" / "index.html").read_bytes()
    assert b"<p>Ours.</p>" in now
    assert b"<p>Ours.</p>" not in before
