"""Rules about content: what is right stays silent, what is wrong is placed."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.checks import CHECKS, Known, check_content
from builder.problems import Problem, render_problem
from builder.records import load_content

ARTICLE = """\
---
format: 1
id: a-1
evidence: {file: seeds/a-1.txt, sha256: "00"}
corrections:
  - {quote: "cédé hier", read_as: nothing}
---
Selon l’agence,\u00a0le pont a cédé hier. « Trois blessés », dit-elle.

Le pont est vieux.
"""

EVENT = """\
format: 1
id: pont
was: [viaduc]
title: Pont
kind: accident
place: Sur le fleuve
checked: [date, place]
reports:
  - id: r-1
    article: a-1
    source: agence@a-1
    quote: "le pont a cédé hier. \\"Trois blessés\\""
    claims:
      - {facet: wounded, value: 3, at_least: 3, at_most: 3, quote: "Trois blessés"}
    same_as: [r-2]
relations:
  - {after: crue, at_least: P1D, quote: "cédé hier"}
maybe_same_as: [crue]
"""

OTHER = """\
format: 1
id: crue
title: Crue
kind: flood
place: val-d-aure
reports:
  - {id: r-2, article: a-1, source: agence, quote: "Le pont est vieux"}
relations: [{before: viaduc}]
"""

SOURCES = "agence: {name: Agence, member_of: ministere}\nministere: {name: Ministère}\n"
PLACES = "val-d-aure: {name: Val d'Aure, within: [pays]}\npays: {name: Pays}\n"
KINDS = frozenset({"accident", "flood", "attack/rockets"})

FILES = {
    "articles/a.md": ARTICLE,
    "events/pont.yaml": EVENT,
    "events/crue.yaml": OTHER,
    "sources.yaml": SOURCES,
    "places.yaml": PLACES,
}


def check(root: Path, files: dict[str, str]) -> tuple[Problem, ...]:
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    content = load_content(root)
    assert content.problems == (), [render_problem(p) for p in content.problems]
    return check_content(Known(content, kinds=KINDS))


def test_content_that_is_right_has_no_problem(tmp_path: Path) -> None:
    assert check(tmp_path, FILES) == ()


@pytest.mark.parametrize(
    "says",
    ["no_date", "no_citation", "citation, value: agence", "date, value: 2031-05-04~"],
)
def test_a_correction_that_is_right_has_no_problem(tmp_path: Path, says: str) -> None:
    text = ARTICLE.replace("read_as: nothing", f"read_as: {says}")
    assert check(tmp_path, {**FILES, "articles/a.md": text}) == ()


FAULTS = [
    ("events/pont.yaml", "article: a-1", "article: a-2", "E301", "a-2", "'a-1'?"),
    ("events/pont.yaml", "after: crue", "after: cru", "E302", "cru,", "'crue'?"),
    ("events/pont.yaml", "after: crue", "after: pont", "E302", "pont,", "another"),
    ("events/pont.yaml", "_as: [crue]", "_as: [zzz]", "E302", "zzz]", ""),
    ("events/pont.yaml", "le pont a cédé hier.", "le pont a craqué hier.", "E304",
     '"le pont', "the nearest text there is: le pont a cédé hier. « Trois blessés »"),
    ("events/crue.yaml", "Le pont est vieux", "pont", "W304", '"pont"', "more words"),
    ("events/pont.yaml", 'quote: "Trois blessés"', 'quote: "Trois morts"', "E304",
     '"Trois morts"', "nearest text there is: "),
    ("events/pont.yaml", 'quote: "Trois blessés"', 'quote: " "', "E305", '" "', "copy"),
    ("events/pont.yaml", 'quote: "cédé hier"', 'quote: "le lendemain"', "E304",
     '"le lendemain"', "copy"),
    ("articles/a.md", 'quote: "cédé hier"', 'quote: "cédé demain"', "E304",
     '"cédé demain"', ""),
    ("events/crue.yaml", "[{before: viaduc}]", "[{quote: x}]", "E306",
     "{quote", "after:"),
    ("events/crue.yaml", "{before: viaduc}", "{before: pont, after: pont}", "E306",
     "{before", "either"),
    ("events/crue.yaml", "kind: flood", "kind: floods", "E307", "floods", "'flood'?"),
    ("events/pont.yaml", "same_as: [r-2]", "same_as: [r-9]", "W308", "r-9", ""),
    ("events/pont.yaml", "same_as: [r-2]", "same_as: [r-1]", "E308", "r-1", "delete"),
    ("events/pont.yaml", "same_as: [r-2]", "same_as: [r-2]\n    not_same_as: [r-2]",
     "E308", "[r-2]", "keep one"),
    ("events/pont.yaml", "was: [viaduc]", "was: [viaduc, crue]", "E309", "crue", ""),
    ("events/crue.yaml", "val-d-aure", "val-d-eure", "W310", "val-d", "'val-d-aure'?"),
    ("places.yaml", "[pays]", "[pais]", "E310", "pais", "'pays'?"),
    ("sources.yaml", "member_of: ministere", "member_of: x", "E311", "x}", ""),
    ("events/pont.yaml", "agence@a-1", "agence@a-7", "E311", "agence@a-7", "@a-1"),
    ("events/pont.yaml", "[date, place]", "[date, plaec]", "W312", "plaec", "'place'?"),
    ("events/pont.yaml", "at_least: 3", "at_least: 4", "E313", "4,", ""),
    ("events/pont.yaml", "value: 3", "value: -3", "E313", "-3", ""),
    ("articles/a.md", "read_as: nothing", "read_as: citation", "E314", "{quote",
     "the id or the name"),
    ("articles/a.md", "read_as: nothing", "read_as: citation, value: ' '", "E314",
     "{quote", "the id or the name"),
    ("articles/a.md", "read_as: nothing", "read_as: date", "E314", "{quote", "2024"),
    ("articles/a.md", "read_as: nothing", "read_as: date, value: hier", "E314",
     "{quote", "read_as: no_date"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "code", "at", "hint"), FAULTS)
def test_a_fault_is_placed_and_has_a_hint(
    tmp_path: Path, name: str, old: str, new: str, code: str, at: str, hint: str
) -> None:
    assert FILES[name].count(old) == 1
    problems = check(tmp_path, {**FILES, name: FILES[name].replace(old, new)})
    assert len(problems) == 1, [render_problem(p) for p in problems]
    (problem,) = problems
    severity = "warning" if code.startswith("W") else "error"
    assert (problem.code[1:], problem.severity) == (code[1:], severity)
    assert problem.path == f"content/{name}"
    assert problem.source_line[problem.column - 1 :].startswith(at)
    assert hint in problem.hint, problem.hint


def test_both_files_of_a_doubled_report_are_named(tmp_path: Path) -> None:
    files = {**FILES, "events/crue.yaml": OTHER.replace("id: r-2", "id: r-1")}
    (problem,) = [p for p in check(tmp_path, files) if p.code == "E303"]
    assert problem.path == "content/events/pont.yaml"
    assert "content/events/crue.yaml:7" in problem.message


def test_kinds_are_free_where_no_taxonomy_is_given(tmp_path: Path) -> None:
    check(tmp_path, FILES)
    assert check_content(Known(load_content(tmp_path))) == ()


def test_names_in_unreadable_files_are_not_called_unknown(tmp_path: Path) -> None:
    check(tmp_path, FILES)
    (tmp_path / "content/events/crue.yaml").write_text(OTHER + "x: [", encoding="utf-8")
    content = load_content(tmp_path)
    assert [p.code for p in content.problems] == ["E416"]
    assert check_content(Known(content, KINDS)) == ()


def test_every_rule_has_a_row() -> None:
    import builder.checks as module

    rules = {name for name in vars(module) if name.startswith("check_")}
    assert rules - {"check_content"} == {check.__name__ for _, check in CHECKS}
