"""content/ to typed records; every fault at its place, with what to write instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model import (
    UNKNOWN,
    ArticleRecord,
    Because,
    Claim,
    EventRecord,
    Evidence,
    Relation,
    Report,
    SetAside,
)
from builder.problems import render_problem
from builder.records import (
    load_content,
    parse_article,
    parse_event,
    record_to_data,
    render_article,
    render_event,
    write_schemas,
)
from builder.yamlio import Insert, SetValue
from tests.examples import examples

EVENT = """\
format: 1
id: pont-2031
title: Effondrement d'un pont
kind: accident
date: "2031-02"
reports:
  - id: r-1
    article: a-1
    source: agence
    quote: "le pont a cédé"
    claims:
      - {facet: damage, quote: "a cédé"}
"""

ARTICLE = """\
---
format: 1
id: a-1
evidence: {file: seeds/a-1.txt, sha256: "00"}
published: 2031
---
# Un titre

Selon l'agence, le pont a cédé.
"""


def test_a_right_record_is_read() -> None:
    record, problems = parse_event(EVENT, "x.yaml")
    assert problems == []
    assert record is not None
    assert record.place == UNKNOWN
    assert record.reports[0].claims == [Claim(facet="damage", quote="a cédé")]


WRONG = {
    "kind: accident": {
        "knid: accident": (4, 1, "unknown key 'knid'", "did you mean 'kind'?"),
        "": (1, 1, "the key 'kind' is missing", "add 'kind:' with text"),
        "kind:": (4, 6, "'kind' must be text, not nothing", ""),
        "kind: [a]": (4, 7, "'kind' must be text, not a list", ""),
        "kind: accident\nzzqqy: 1": (5, 1, "unknown key 'zzqqy'", "the keys here are"),
        "kind: accident\nstatus: cheked": (5, 9, "'status' cannot be", "'checked'"),
        "kind: accident\nchecked: date": (5, 10, "a list of texts", "[date]"),
        "kind: accident\nrelations: {}": (5, 12, "a list of mappings", ""),
        "kind: accident\nrelations: [{after: x, at_least: 1d}]": (
            5,
            34,
            "'at_least' is not a duration",
            "P1D",
        ),
        "kind: accident\nbecause: guess": (5, 10, "with the keys rule", ""),
    },
    "title: Effondrement d'un pont": {
        "title: 2031": (3, 8, "not the number 2031", 'quotes: "2031"'),
        "title: true": (3, 8, "not true", 'quotes: "true"'),
        "title: Pont : la ruine": (3, 13, "a colon and a space", "double quotes"),
    },
    'date: "2031-02"': {
        "date: 17 Marhc": (5, 7, "is not an EDTF date: '17 Marhc'", "2024-03-17~"),
        "date: 2031-13": (5, 7, "is not an EDTF date", ""),
        "date: 31/02/2031": (5, 7, "is not an EDTF date", ""),
        "date: []": (5, 7, "an empty list", ""),
        "date: [2031-01, nope]": (5, 17, "is not an EDTF date: 'nope'", ""),
        "date: 3.5": (5, 7, "text or a list of texts", ""),
        "date: {a: 1}": (5, 7, "text or a list of texts", ""),
    },
    "id: pont-2031": {
        "id: ../../etc/passwd": (2, 5, "cannot be an id", "letters, digits"),
        "id: a b": (2, 5, "cannot be an id", ""),
        "id: 2031": (2, 5, "must be text", '"2031"'),
        "id: .hidden": (2, 5, "cannot be an id", ""),
    },
    "format: 1": {"format: 2": (1, 9, "'format' cannot be the number 2", "write 1")},
    "facet: damage": {
        "facet: damages": (12, 17, "'facet' cannot be", "'damage'"),
        "facet: damage, value: 2.5": (12, 32, "a whole number or text", ""),
        "facet: killed, at_least: true": (12, 35, "a whole number, not true", ""),
        'facet: killed, at_least: "2"': (12, 35, "a whole number", "marks: 2"),
    },
    '      - {facet: damage, quote: "a cédé"}': {
        "      - a cédé": (12, 9, "an item of 'claims' must be a mapping", ""),
    },
    '    quote: "le pont a cédé"\n': {"": (7, 5, "the key 'quote' is missing", "")},
}
CASES = [
    (old, new, wanted) for old, table in WRONG.items() for new, wanted in table.items()
]


@pytest.mark.parametrize(("old", "new", "wanted"), CASES)
def test_a_fault_is_said_at_its_place(
    old: str, new: str, wanted: tuple[int, int, str, str]
) -> None:
    assert EVENT.count(old) == 1
    record, problems = parse_event(EVENT.replace(old, new), "content/events/x.yaml")
    assert record is None
    assert len(problems) == 1, [render_problem(p) for p in problems]
    (problem,) = problems
    assert (problem.line, problem.column) == wanted[:2]
    assert wanted[2] in problem.message
    assert wanted[3] in problem.hint


def test_a_text_that_a_hash_cuts_is_warned_of() -> None:
    text = EVENT.replace("Effondrement d'un pont", "Pont #5").replace(
        "kind: accident", "kind: accident # a comment"
    )
    record, (problem,) = parse_event(text, "x")
    assert record is not None
    assert (record.title, problem.severity) == ("Pont", "warning")
    assert (problem.line, problem.column) == (3, 13)
    quoted = text.replace("Pont #5", '"Pont #5"').replace("accident #", "accident  ##")
    assert parse_event(quoted, "x")[1] == []


def test_all_faults_are_told_at_once_and_in_order() -> None:
    text = EVENT.replace("kind: accident", "kind: 1\nstatus: x\nextra: 1")
    _, problems = parse_event(text.replace("source: agence", "source: []"), "x")
    assert [p.line for p in problems] == [4, 5, 6, 11]


@pytest.mark.parametrize("text", ["", "# only\n", "- a\n", "text\n", "5\n"])
def test_no_mapping_no_record(text: str) -> None:
    record, (problem,) = parse_event(text, "x")
    assert record is None
    assert "mapping" in problem.message or "empty" in problem.message


@pytest.mark.parametrize("date", ["2031", "2031-02-05~", "../2031", "unknown", "2031?"])
def test_a_date_needs_no_quotation_marks(date: str) -> None:
    record, problems = parse_event(EVENT.replace('"2031-02"', date), "x")
    assert problems == []
    assert record is not None
    assert record.date == date


def test_a_list_of_years_is_a_list_of_dates() -> None:
    record, _ = parse_event(EVENT.replace('"2031-02"', "[2031, 2032-01]"), "x")
    assert record is not None
    assert record.date == ["2031", "2032-01"]


def test_a_key_with_nothing_behind_it_counts_as_left_out() -> None:
    text = EVENT.replace("kind: accident", "kind: accident\nchecked:\nnote:\nplace:")
    record, problems = parse_event(text, "x")
    assert problems == []
    assert record is not None
    assert (record.checked, record.note, record.place) == ([], None, UNKNOWN)


def test_a_working_copy_is_read() -> None:
    article, problems = parse_article(ARTICLE, "content/articles/a-1.md")
    assert problems == []
    assert article is not None
    assert article.record.published == "2031"
    assert article.body == ARTICLE.split("---\n")[2]
    words = [article.body[a:b] for a, b in (block.span for block in article.blocks)]
    assert words == ["Un titre", "Selon l'agence, le pont a cédé."]


def test_a_fault_in_a_working_copy_has_its_line_in_the_file() -> None:
    text = ARTICLE.replace("published: 2031", "published: hier")
    article, (problem,) = parse_article(text, "x")
    assert article is None
    assert (problem.line, problem.column) == (5, 12)


def test_new_files_are_read_back() -> None:
    event = EventRecord(
        id="e",
        title="Tirs: l'un",
        kind="attack/rockets",
        date=["2031-01", "2031-02"],
        because=Because(rule="published-month", quote="date 2031-01"),
        checked=["date"],
        note="One\n\nTwo",
        reports=[
            Report(
                id="r-1",
                article="a",
                source="x@a",
                quote="« x »\u00a0!",
                claims=[Claim(facet="killed", value=0, quote="aucun")],
            )
        ],
        relations=[Relation(after="f", at_least="P1D")],
    )
    text = render_event(event)
    assert text.startswith("# yaml-language-server: $schema=../.schema/event.schema")
    assert parse_event(text, "x") == (event, [])
    record = ArticleRecord(
        id="a",
        evidence=Evidence(file="seeds/a.txt", sha256="00"),
        set_aside=[SetAside(role="metadata", text="2031-01")],
    )
    body = "\n# X\r\n\n---\n\ny"
    article, problems = parse_article(render_article(record, body), "x")
    assert problems == []
    assert article is not None
    assert article.record == record
    assert article.body == body


def test_what_is_unknown_is_written_for_a_person_to_fill_in() -> None:
    evidence = Evidence(file="f", sha256="s")
    data = record_to_data(ArticleRecord(id="a", evidence=evidence))
    assert list(data) == [
        *("format", "id", "evidence", "title", "outlet", "published", "language"),
        "status",
    ]
    assert data["outlet"] == UNKNOWN


@examples(100)
@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_hostile_text_survives_a_new_file(a: str, b: str, c: list[str]) -> None:
    report = Report(id="r", article="a", source=a, quote=b, via=c)
    event = EventRecord(id="e", title=a, kind="k", note=b, reports=[report])
    assert parse_event(render_event(event), "x") == (event, [])


# --- the folder ----------------------------------------------------------------------


def make_project(root: Path, **files: str | bytes) -> Path:
    """Files of content/; ``__`` in a name stands for a slash, ``_`` for the dot."""
    for name, text in {"articles__a_md": ARTICLE, **files}.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        path = root / "content" / f"{stem}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def test_a_project_without_content_is_empty(tmp_path: Path) -> None:
    content = load_content(tmp_path)
    assert (content.articles, content.events, content.problems) == ({}, {}, ())


def test_the_id_is_the_authority_and_the_file_name_is_free(tmp_path: Path) -> None:
    text = "\ufeff" + EVENT.replace("\n", "\r\n")
    content = load_content(make_project(tmp_path, events__2031__any_yaml=text))
    assert content.problems == ()
    assert list(content.articles) == ["a-1"]
    file = content.event_files["pont-2031"]
    assert file.path == "content/events/2031/any.yaml"
    assert file.text == text
    edited = file.splice([Insert(("reports", 0, "claims"), 1, {"facet": "where"})])
    assert edited == text + "      - {facet: where}\r\n"


def test_an_edited_head_leaves_the_body(tmp_path: Path) -> None:
    file = load_content(make_project(tmp_path)).article_files["a-1"]
    edited = file.splice([SetValue(("published",), "2031-03")])
    assert edited == ARTICLE.replace("published: 2031", 'published: "2031-03"')


def test_two_files_with_one_id(tmp_path: Path) -> None:
    other = EVENT.replace("pont-2031", "Pont-2031").replace("r-1", "r-2")
    content = load_content(
        make_project(tmp_path, events__a_yaml=EVENT, events__b_yaml=other)
    )
    (problem,) = content.problems
    assert problem.path == "content/events/b.yaml"
    assert "content/events/a.yaml" in problem.message
    assert (problem.line, problem.column) == (2, 5)
    (held,) = content.unreadable
    assert held.ids == ("Pont-2031", "r-2"), "its reports are not proposed again"


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("source: agence", "source: [agence"),
        lambda text: "<<<<<<< HEAD\n" + text + "=======\n>>>>>>> b\n",
        lambda text: text.replace("kind: accident", "kind: 5"),
        lambda text: text.replace("\n    article", "\n\tarticle"),
        lambda text: text.encode().replace(b"\xc3\xa9", b"\xe9"),
    ],
)
def test_an_unreadable_record_is_held_with_its_ids(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    root = make_project(tmp_path, events__a_yaml=damage(EVENT), sources_yaml="a:\n")
    content = load_content(root)
    assert content.events == {}
    held = next(file for file in content.unreadable if file.kind == "event")
    assert held.ids == ("pont-2031", "r-1")
    assert [p.path for p in content.problems] == [
        "content/events/a.yaml",
        "content/sources.yaml",
    ]


def test_lists_keep_their_right_entries(tmp_path: Path) -> None:
    text = "osd:\n  name: OSD\n  kind: monitor\nx: {nam: X}\n"
    content = load_content(make_project(tmp_path, sources_yaml=text, places_yaml=""))
    assert list(content.sources) == ["osd"]
    (problem,) = content.problems
    assert (problem.line, problem.column) == (4, 5)
    assert content.places == {}
    assert content.places_file is not None


def test_links_out_of_the_project_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(EVENT)
    root = make_project(tmp_path / "project", events__in_yaml=EVENT)
    (root / "content/events/out.yaml").symlink_to(secret)
    (root / "content/events/gone.yaml").symlink_to(root / "nothing")
    content = load_content(root)
    assert list(content.events) == ["pont-2031"]
    assert [(p.path, p.code) for p in content.problems] == [
        ("content/events/gone.yaml", "E211"),
        ("content/events/out.yaml", "E210"),
    ]


def test_hidden_and_foreign_files_are_passed_over(tmp_path: Path) -> None:
    root = make_project(tmp_path, events__a_yaml=EVENT)
    for name in (".a.yaml.swp", ".b.yaml", "a.yaml~", "notes.txt"):
        (root / "content/events" / name).write_text("[")
    (root / "content/events/.cache").mkdir()
    (root / "content/events/.cache/x.yaml").write_text("[")
    assert load_content(root).problems == ()


def test_a_hostile_file_name_is_printed_harmlessly(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    (root / "content/events").mkdir()
    (root / "content/events/x\n\x1b[31m.yaml").write_text("[")
    (problem,) = load_content(root).problems
    assert "\x1b" not in render_problem(problem)


def test_schemas_are_draft_07_and_written_once(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    folder = tmp_path / "content/.schema"
    names = sorted(path.name.partition(".")[0] for path in folder.iterdir())
    assert names == ["article", "event", "places", "site", "sources"]
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    write_schemas(tmp_path)
    assert before == {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    event = json.loads((folder / "event.schema.json").read_text(encoding="utf-8"))
    assert event["$schema"].endswith("draft-07/schema#")
    assert event["properties"]["title"]["description"].startswith("Neutral")
    assert event["properties"]["status"]["enum"] == ["machine", "checked", "disputed"]
    assert event["additionalProperties"] is False
    assert "$defs" not in json.dumps(event)
    for name in ("Report", "Claim", "Relation", "Because"):
        assert event["definitions"][name]["additionalProperties"] is False
