"""``recoupe review``: what awaits a person, and what settles it."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from builder.awaiting import Awaiting
from builder.cli import main
from builder.pipeline import update_content
from builder.reporting import print_awaiting, render_awaiting, render_awaiting_json
from builder.review import KINDS, find_awaiting
from builder.yamlio import load
from tests.line.project import files_of
from tests.steps import count_steps

SEED = """\
Le pont de Valombre a rouvert mardi, selon le Syndicat des bateliers. « Les péniches
passent de nouveau », a déclaré Anselme Rivaud. Selon Anselme Rivaud, la crue est finie.
D'après un témoin, l'eau a baissé.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one article whose outlet and speakers nobody knows."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "valombre.txt").write_text(SEED, encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("language: fr\n", encoding="utf-8")
    assert main(["build", "-q", "--root", str(tmp_path)]) == 0
    return tmp_path


def find(root: Path, kind: str) -> list[Awaiting]:
    items = find_awaiting(update_content(root, write=False))
    return [item for item in items if item.kind == kind]


def article_of(root: Path) -> Path:
    return next((root / "content" / "articles").glob("*.md"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def names_of(items: list[Awaiting]) -> list[str]:
    return [item.what.split("'")[1] for item in items]


# --- what awaits nobody -------------------------------------------------------------


def test_who_bears_no_name_awaits_nobody(root: Path) -> None:
    assert not [n for n in names_of(find(root, "unknown-source")) if "témoin" in n]


def test_a_source_of_the_general_list_awaits_nobody(root: Path) -> None:
    seed = "L'AFP a annoncé que le pont est fermé. Selon Reuters, il rouvrira.\n"
    (root / "seeds" / "other.txt").write_text(seed, encoding="utf-8")
    assert len(find(root, "unnamed-outlet")) == 2
    assert not {"AFP", "Reuters"} & {*names_of(find(root, "unknown-source"))}


def test_an_outlet_nobody_knows_can_be_agreed_upon(root: Path) -> None:
    assert len(find(root, "unnamed-outlet")) == 1
    edit(article_of(root), "status:", "checked: [outlet]\nstatus:")
    assert find(root, "unnamed-outlet") == []


def test_while_the_list_of_sources_cannot_be_read_no_name_is_called_unknown(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "content" / "sources.yaml").write_text("a: [\n", encoding="utf-8")
    assert main(["review", "--root", str(root)]) == 1
    printed = capsys.readouterr()
    assert "unknown-source" not in printed.out
    assert "unnamed-outlet" in printed.out
    assert "recoupe check" in printed.err


# --- sources --------------------------------------------------------------------------


def test_each_unknown_source_once_where_it_is_met_first(root: Path) -> None:
    items = find(root, "unknown-source")
    assert sorted(names_of(items)) == ["Anselme Rivaud", "Syndicat des bateliers"]
    lines = article_of(root).read_text(encoding="utf-8").split("\n")
    for item, name in zip(items, names_of(items), strict=True):
        assert root / item.path == article_of(root)
        assert name in lines[item.line - 1][item.column - 1 :][: len(name) + 4]
    (rivaud,) = (item for item in items if "Anselme" in item.what)
    assert "2 passages" in rivaud.what


def test_what_is_proposed_settles_it(root: Path) -> None:
    items = find(root, "unknown-source")
    lines = [item.todo.partition("sources.yaml: ")[2] for item in items]
    path = root / "content" / "sources.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["check", "-q", "--root", str(root)]) == 0
    assert find(root, "unknown-source") == []


# --- places -------------------------------------------------------------------------


def test_a_place_that_no_list_knows_is_proposed_once_and_settled_by_a_line(
    root: Path,
) -> None:
    seed = "Un feu a pris près de Mirelle. Selon la mairie, près de Mirelle, rien.\n"
    (root / "seeds" / "other.txt").write_text(seed, encoding="utf-8")
    assert main(["build", "-q", "--root", str(root)]) == 0
    (item,) = find(root, "unknown-place")
    assert "'Mirelle', named in 2 passages" in item.what
    line = item.todo.partition("places.yaml: ")[2].partition(";")[0]
    (root / "content" / "places.yaml").write_text(f"{line}\n", encoding="utf-8")
    assert main(["check", "-q", "--root", str(root)]) == 0
    assert find(root, "unknown-place") == []


def test_while_the_list_of_places_cannot_be_read_no_place_is_called_unknown(
    root: Path,
) -> None:
    seed = "Un feu a pris près de Mirelle.\n"
    (root / "seeds" / "other.txt").write_text(seed, encoding="utf-8")
    (root / "content" / "places.yaml").write_text("a: [\n", encoding="utf-8")
    assert find(root, "unknown-place") == []


def test_a_name_that_may_be_short_for_a_known_one_says_so(root: Path) -> None:
    path = root / "content" / "sources.yaml"
    entry = "rivaud: {name: Anselme Rivaud de Valombre, kind: person}\n"
    path.write_text(entry, encoding="utf-8")
    (item,) = (i for i in find(root, "unknown-source") if "Anselme" in i.what)
    assert item.todo.endswith(
        "if it is Anselme Rivaud de Valombre, add it to the variants of rivaud"
    )
    path.write_text(entry.replace("}", ", variants: [Anselme Rivaud]}"), "utf-8")
    assert names_of(find(root, "unknown-source")) == ["Syndicat des bateliers"]


def test_a_source_that_a_correction_names_is_listed_too(root: Path) -> None:
    words = (
        "corrections: [{quote: l'eau a baissé, read_as: citation, value: Berthe Ode}]"
    )
    edit(article_of(root), "status:", f"{words}\nstatus:")
    assert "Berthe Ode" in names_of(find(root, "unknown-source"))


def test_a_source_that_only_a_record_names(root: Path) -> None:
    article = article_of(root).stem
    text = (
        "format: 1\nid: pont-rouvert\ntitle: Pont rouvert\nkind: attack\nreports:\n"
        f"  - id: r-000001\n    article: {article}\n    source: Zoé Nom\n"
        "    quote: la crue est finie\n"
    )
    path = root / "content" / "events" / "pont-rouvert.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    (item,) = (i for i in find(root, "unknown-source") if "Zoé" in i.what)
    assert (item.path, item.line) == ("content/events/pont-rouvert.yaml", 8)


@pytest.mark.parametrize(
    "name", ["con", "Ω", 'A "B" \\ #', "x: y", "- z", "x" * 300, "المحافظة", "a\nb"]
)
def test_any_name_gives_a_line_that_can_be_read(root: Path, name: str) -> None:
    value = json.dumps(name, ensure_ascii=False)
    words = f"corrections: [{{quote: la crue, read_as: citation, value: {value}}}]"
    edit(article_of(root), "status:", f"{words}\nstatus:")
    items = find(root, "unknown-source")
    path = root / "content" / "sources.yaml"
    lines = [item.todo.partition("sources.yaml: ")[2] for item in items]
    assert any(" ".join(name.split()) in item.what for item in items)
    assert load("\n".join(lines), "x").problems == ()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["check", "-q", "--root", str(root)]) == 0


# --- what is printed ------------------------------------------------------------------

HOSTILE = Awaiting("content/a.md", 3, 7, "unknown-source", "x\x1b[31m\n::error::y", "z")


def test_one_line_each_with_place_and_kind(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", "--root", str(root), "--format", "text"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    lines = printed.out.splitlines()
    assert len(lines) == 4
    for line in lines:
        path, row, column, kind, _ = line.split(":", 4)
        assert (root / path).exists()
        assert int(row) > 0 < int(column)
        assert kind.strip() in KINDS


def test_json_is_one_document(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--root", str(root), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["version"], document["ok"]) == (1, True)
    assert len(document["awaiting"]) == 4
    keys = {"path", "line", "column", "kind", "what", "todo"}
    assert all(set(item) == keys for item in document["awaiting"])


def test_nothing_is_written_and_the_same_is_said_twice(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(root / "content")
    assert main(["review", "--root", str(root)]) == 0
    first = capsys.readouterr().out
    assert main(["review", "--root", str(root)]) == 0
    assert capsys.readouterr().out == first
    assert files_of(root / "content") == before


def test_an_empty_list_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").mkdir()
    assert main(["review", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Nothing awaits you.\n"
    assert main(["review", "-q", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


def test_no_text_drives_a_terminal_or_a_hosted_check() -> None:
    assert "\x1b" not in render_awaiting(HOSTILE)
    assert "\n" not in render_awaiting(HOSTILE)
    out = StringIO()
    print_awaiting([HOSTILE], "github", out, "sub/")
    first, second = out.getvalue().splitlines()
    assert first.startswith(
        "::notice file=sub/content/a.md,line=3,col=7,title=unknown-source::"
    )
    assert "%0A::error" in first
    assert not second.lstrip().startswith("::")
    assert json.loads(render_awaiting_json([HOSTILE], True))["awaiting"]
    assert render_awaiting(replace(HOSTILE, line=0, column=0)).startswith(
        "content/a.md: unknown-source:"
    )


def test_the_work_grows_with_the_names(root: Path) -> None:
    state = update_content(root, write=False)
    (article,) = state.annotations
    citation = state.annotations[article].citations[0]

    def work(count: int) -> int:
        cited = tuple(replace(citation, ref=f"Name {n}") for n in range(count))
        notes = replace(state.annotations[article], citations=cited)
        many = replace(state, annotations={article: notes})
        return count_steps(lambda: find_awaiting(many))

    assert work(800) < 9 * work(100)
