"""Evidence to proposals: files known again, doubles, changes, what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.annotate.knowledge import Knowledge
from builder.data import load_general_sources
from builder.ingesting import Evidences, propose_articles
from builder.pipeline import build_project
from builder.problems import has_errors
from builder.reconcile import load_bases
from builder.records import load_content

RAIN = (
    "Rain stopped the market of Querne on Friday.\n\nNobody was hurt, the mayor said.\n"
)
SNOW = "Snow closed the road to Brigance.\n\nThe road was open again by noon.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    return tmp_path


def seed(root: Path, name: str, words: str | bytes) -> Path:
    path = root / "seeds" / name
    path.write_bytes(words if isinstance(words, bytes) else words.encode())
    return path


def propose(root: Path) -> Evidences:
    content = load_content(root)
    knowledge = Knowledge(load_general_sources())
    return propose_articles(root, content, load_bases(root), knowledge)


def copies(root: Path) -> dict[str, bytes]:
    folder = root / "content" / "articles"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.md"))}


# --- must not ------------------------------------------------------------------------


def test_changed_evidence_is_a_problem_and_the_working_copy_stays(root: Path) -> None:
    """What was cited must still be there; nobody may rewrite it unseen."""
    seed(root, "rain.txt", RAIN)
    build_project(root)
    before = copies(root)
    seed(root, "rain.txt", RAIN.replace("Nobody was", "Forty people were"))
    seed(root, "snow.txt", SNOW)
    result = build_project(root)
    (problem,) = [p for p in result.problems if p.severity == "error"]
    assert (problem.path, problem.code) == ("seeds/rain.txt", "E019")
    assert "rain" in problem.message
    assert "name of its own" in problem.hint
    assert not result.published
    assert copies(root)["rain.md"] == before["rain.md"]
    assert "snow.md" in copies(root), "good evidence is still taken in"


def test_a_double_is_one_article_and_a_warning(root: Path) -> None:
    seed(root, "a.txt", RAIN)
    seed(root, "b.txt", RAIN)
    found = propose(root)
    assert [p.record.id for p in found.proposals] == ["a"]
    assert [(p.path, p.code, p.severity) for p in found.problems] == [
        ("seeds/b.txt", "W018", "warning")
    ]
    assert "seeds/a.txt" in found.problems[0].message


def test_a_renamed_file_is_the_same_article(root: Path) -> None:
    path = seed(root, "rain.txt", RAIN)
    build_project(root)
    path.rename(path.with_name("another-name.txt"))
    result = build_project(root)
    assert not has_errors(result.problems)
    assert list(copies(root)) == ["rain.md"]
    (article,) = load_content(root).articles.values()
    assert article.id == "rain"
    assert article.record.evidence.file == "seeds/another-name.txt"


@pytest.mark.parametrize(
    "data",
    [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\x00\x01\x02\xff\xfe\x00\x00" * 40],
    ids=["empty", "white space", "mark alone", "binary"],
)
def test_what_holds_no_text_is_a_problem_and_the_rest_is_built(
    root: Path, data: bytes
) -> None:
    seed(root, "bad.txt", data)
    seed(root, "rain.txt", RAIN)
    result = build_project(root)
    assert {p.path for p in result.problems if p.severity == "error"} == {
        "seeds/bad.txt"
    }
    assert all(p.hint for p in result.problems if p.severity == "error")
    assert list(copies(root)) == ["rain.md"]


def test_a_deleted_working_copy_stays_away(root: Path) -> None:
    seed(root, "rain.txt", RAIN)
    seed(root, "snow.txt", SNOW)
    build_project(root)
    (root / "content" / "articles" / "snow.md").unlink()
    for _ in range(3):
        build_project(root)
    assert list(copies(root)) == ["rain.md"]


def test_new_evidence_does_not_take_the_id_of_a_deleted_copy(root: Path) -> None:
    path = seed(root, "rain.txt", RAIN)
    build_project(root)
    (root / "content" / "articles" / "rain.md").unlink()
    path.unlink()
    seed(root, "rain.txt", SNOW)
    build_project(root)
    assert [a.body.strip() for a in load_content(root).articles.values()] in (
        [],
        [SNOW.strip()],
    )
    assert "rain.md" not in copies(root)


# --- may -----------------------------------------------------------------------------


def test_ids_come_from_the_names_of_the_files(root: Path) -> None:
    seed(root, "Rain in Querne.txt", RAIN)
    (root / "seeds" / "b").mkdir()
    seed(root, "b/snow.txt", SNOW)
    found = propose(root)
    ids = [p.record.id for p in found.proposals]
    assert len(set(ids)) == 2
    assert all(name == name.strip() and " " not in name for name in ids)
    assert set(found.texts) == set(ids)
    assert sorted(found.texts.values()) == sorted([RAIN, SNOW])


def test_two_files_of_one_name_are_two_articles(root: Path) -> None:
    for folder, words in (("a", RAIN), ("b", SNOW)):
        (root / "seeds" / folder).mkdir()
        seed(root, f"{folder}/story.txt", words)
    assert len({p.record.id for p in propose(root).proposals}) == 2


def test_evidence_is_never_written(root: Path) -> None:
    path = seed(root, "rain.txt", RAIN.replace("\n", "\r\n"))
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    build_project(root)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)
