"""What looks dangerous and is fine: it stays text, is shown as text, and does nothing.

One project holds all of it at once, so that one build answers for all.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

import lxml.html
import pytest

from builder.pipeline import BuildResult
from builder.problems import render_problem
from tests.broken.case import EVENT, PLACES, SITE, SOURCES
from tests.line.project import MADE, Project, files_of, lay_out, text_of

HERE = Path(__file__).parent
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
PLAIN = (
    "NO",
    "yes",
    "on",
    "off",
    "Null",
    "12:30",
    "010",
    "1_000",
    "0x1f",
    "1e3",
    "2022-01-05",
    "2022-01",
    "+5",
    ".5",
    "=",
    "a&b",
    "C:\\quay",
    "50%",
)
"""Values that other readers of YAML turn into something else."""
TEMPLATES = ("{{ 7 * 7 }}", "{% raw %}", "{# gone #}", "${7*7}", "<%= 7 %>")
NAMES = (
    "with space.txt", "été à l’île.txt", "😀.txt", "a\nb.txt", "a\\..\\up.txt",
    "con.txt", "CON.TXT", "%2e%2e%2f.txt", "<script>.txt", "-rf.txt",
    "x" * 200 + ".txt",
)  # fmt: skip


def record(name: str, value: str, note: str) -> str:
    return f"id: {name}\ntitle: {value}\nkind: protest\nnote: {note}\n"


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("fine") / "project"
    folder.mkdir()
    made = lay_out(folder, MADE / "content", MADE / "seeds")
    events = folder / "content/events"
    events.mkdir()
    for number, value in enumerate(PLAIN):
        text = record(f"plain-{number}", value, '"x"')
        (events / f"plain-{number}.yaml").write_text(text)
    for number, value in enumerate(TEMPLATES):
        text = record(f"template-{number}", f'"{value}"', f'"{value}"')
        (events / f"template-{number}.yaml").write_text(text)
    marked = record("mark", "Märk", "x").replace("\n", "\r\n")
    (events / "mark.yaml").write_bytes(b"\xef\xbb\xbf" + marked.encode())
    for number, name in enumerate(NAMES):
        text = f"Vigil {number} on the quay {SCRIPT} {{{{ 7 * 7 }}}}, a witness said.\n"
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    hand = (HERE / "hand.yaml").read_text(encoding="utf-8")
    for words in ("A vigil on the quay", "told by a witness", "A *note* of a person."):
        hand = hand.replace(words, f"'{words} {SCRIPT}'")
    (folder / EVENT).write_text(hand, encoding="utf-8")
    for path, old in ((SOURCES, "name: "), (PLACES, "name: "), (SITE, "description: ")):
        text = (folder / path).read_text(encoding="utf-8")
        text = re.sub(rf"{old}(.*)", rf"{old}'\1 {SCRIPT}'", text)
        (folder / path).write_text(text, encoding="utf-8")
    pages = folder / "content/pages"
    pages.mkdir()
    (pages / "about.md").write_text(f"# About\n\n{SCRIPT} {{{{ 7 * 7 }}}}\n")
    return made


@pytest.fixture(scope="module")
def outside(laid_out: Project) -> dict[str, bytes]:
    """What stood there before the first build."""
    return files_of(laid_out.root.parent)


@pytest.fixture(scope="module")
def result(laid_out: Project, outside: dict[str, bytes]) -> BuildResult:
    return laid_out.build()


@pytest.fixture(scope="module")
def project(laid_out: Project, result: BuildResult) -> Project:
    return laid_out


def test_all_is_built_without_a_problem(
    project: Project, result: BuildResult, outside: dict[str, bytes]
) -> None:
    assert [render_problem(p) for p in result.problems] == []
    assert result.published
    ours = ("project/content/", "project/site/", "project/.cache/")
    after = files_of(project.root.parent)
    kept = {n: d for n, d in after.items() if not n.startswith(ours)}
    assert kept == {n: d for n, d in outside.items() if not n.startswith(ours)}


@pytest.mark.parametrize("number", range(len(PLAIN)))
def test_a_value_stays_text_and_is_shown(project: Project, number: int) -> None:
    event = project.events()[f"plain-{number}"]
    assert event.title == PLAIN[number]
    heading = _heading(project.page(f"event/plain-{number}.html"))
    assert heading == PLAIN[number]


@pytest.mark.parametrize("number", range(len(TEMPLATES)))
def test_template_syntax_is_only_words(project: Project, number: int) -> None:
    page = project.page(f"event/template-{number}.html")
    assert _heading(page) == TEMPLATES[number]
    assert "49" not in _heading(page)


def test_a_byte_order_mark_and_crlf_stay_and_are_not_shown(project: Project) -> None:
    data = (project.root / "content/events/mark.yaml").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid: mark\r\n")
    assert _heading(project.page("event/mark.html")) == "Märk"


def test_every_evidence_has_a_working_copy_under_a_safe_name(project: Project) -> None:
    files = {a.record.evidence.file for a in project.articles().values()}
    assert {f"seeds/{name}" for name in NAMES} <= files
    for name in project.articles():
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,119}", name), name
    folded = [name.casefold() for name in files_of(project.root / "site")]
    assert len(set(folded)) == len(folded), "also where case does not count"


def test_nothing_executes(project: Project) -> None:
    shown = 0
    for name, page in project.pages().items():
        tree = lxml.html.document_fromstring(page)
        assert not list(tree.iter("img", "iframe", "object", "form")), name
        scripts = [s.get("src", "") for s in tree.iter("script")]
        assert all(re.fullmatch(r"(\.\./)?assets/site\.js", s) for s in scripts), name
        shown += html.unescape(text_of(page)).count("alert(1)")
    assert shown > 20, "the words did reach the pages"


def test_a_second_build_changes_nothing(project: Project) -> None:
    before = (project.records(), project.site())
    project.build()
    assert (project.records(), project.site()) == before


def _heading(page: str) -> str:
    (heading,) = lxml.html.document_fromstring(page).iter("h1")
    return " ".join(str(heading.text_content()).split())
