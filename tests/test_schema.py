"""What an editor knows of a record is what `recoupe` checks, no more and no less."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.config import Config, parse_config
from builder.edtf import EdtfError, parse_edtf
from builder.model import ArticleRecord, EventRecord, PlaceRecord, SourceRecord
from builder.record_text import (
    parse_article,
    parse_event,
    parse_places,
    parse_sources,
    render_article,
    render_event,
)
from builder.records import load_content
from builder.schema import make_schemas
from builder.taxonomy import load_kinds
from builder.yamlio import dump
from builder.yamlio.read import load
from tests.draft07 import find_faults

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = {name: json.loads(text) for name, text in make_schemas().items()}

EVENT: dict[str, Any] = {
    "format": 1,
    "id": "pont",
    "was": ["viaduc"],
    "title": "Pont",
    "kind": "accident",
    "date": ["2031-05-05", "2031-05-06"],
    "because": {"rule": "x/y", "quote": "hier", "article": "a-1"},
    "why": "told",
    "place": "val-d-aure",
    "status": "checked",
    "checked": ["date", "reports/r-1/source"],
    "disputed": ["place"],
    "note": "A *note*.",
    "reports": [
        {
            "id": "r-1",
            "article": "a-1",
            "source": "agence",
            "via": ["radio"],
            "quote": "trois morts",
            "hedge": "selon",
            "claims": [
                {"facet": "killed", "value": 3, "at_least": 2, "at_most": 4,
                 "unit": "person", "hedge": "environ", "quote": "trois morts"},
                {"facet": "when", "value": "2031-05", "quote": "trois"},
            ],
            "same_as": ["r-2"],
            "not_same_as": ["r-3"],
        }
    ],
    "relations": [
        {"after": "crue", "at_least": "P1D", "at_most": "P2W", "quote": "après",
         "article": "a-1"},
        {"before": "fin"},
    ],
    "maybe_same_as": ["crue"],
}  # fmt: skip
ARTICLE: dict[str, Any] = {
    "format": 1,
    "id": "a-1",
    "evidence": {"file": "seeds/a.txt", "sha256": "00", "encoding": "utf-8",
                 "captured": 2031, "address": "unknown"},
    "title": "Le pont",
    "outlet": "radio",
    "credits": ["agence"],
    "published": "2031-05~",
    "because": {"rule": "x/y"},
    "why": "told",
    "language": "fr",
    "set_aside": [{"role": "caption", "text": "Photo", "rule": "z"}],
    "corrections": [{"quote": "hier", "read_as": "date", "value": "2031-05-05"}],
    "status": "machine",
    "checked": ["outlet"],
    "disputed": ["published"],
}  # fmt: skip
SOURCES: dict[str, Any] = {
    "agence": {"name": "Agence", "kind": "agency", "variants": ["Ag"], "country": "FR",
               "owner": "x", "member_of": "b", "not_same_as": ["b"], "note": "n"},
    "b": {"name": "B"},
}  # fmt: skip
PLACES: dict[str, Any] = {
    "p": {"name": "P", "aliases": ["Q"], "kind": "town", "within": ["r"], "near": ["s"],
          "latitude": 1.5, "longitude": 2, "precision_km": 3.5, "note": "n"},
}  # fmt: skip
SITE: dict[str, Any] = {
    "title": "T", "description": "D", "language": "fr",
    "address": "https://example.org/", "index": True, "publish": "checked",
    "edition": "2031-05-08", "excerpt_share": 0.4, "passage_limit": 200,
}  # fmt: skip
RECORDS = {
    "event": EVENT,
    "article": ARTICLE,
    "sources": SOURCES,
    "places": PLACES,
    "site": SITE,
}


def is_right(name: str, data: Any) -> bool:
    """Whether `recoupe` takes the data for a record of this sort."""
    text = dump(data)
    match name:
        case "event":
            problems = parse_event(text, "x")[1]
            if isinstance(data, dict) and data.get("kind") not in [*load_kinds()]:
                return False  # a rule about content
        case "article":
            problems = parse_article(f"---\n{text}---\nThe text.\n", "x")[1]
        case "sources":
            problems = parse_sources(text, "x")[2]
        case "places":
            problems = parse_places(text, "x")[2]
        case _:
            problems = parse_config(text, "x")[1]
    return not any(problem.severity == "error" for problem in problems)


def places_in(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[Any]:
    yield at
    rows: Any = data.items() if isinstance(data, dict) else ()
    rows = enumerate(data) if isinstance(data, list) else rows
    for step, item in rows:
        yield from places_in(item, (*at, step))


def put(data: Any, at: tuple[str | int, ...], value: Any) -> Any:
    """A copy of the data with one value at a place; ``...`` takes it away."""
    copy = deepcopy(data)
    if not at:
        return value
    home = copy
    for step in at[:-1]:
        home = home[step]
    if value is ...:
        del home[at[-1]]
    else:
        home[at[-1]] = value
    return copy


VALUES: tuple[Any, ...] = (
    ..., 1, 7, 0.5, 2.5, True, "zzz", "2031-05-05", "soon", [], ["zzz"], {}, {"zzz": 1},
)  # fmt: skip
CHANGES = [
    (name, at, value)
    for name, data in RECORDS.items()
    for at in places_in(data)
    if at
    for value in VALUES
    if (at[-1], value) != ("format", True)  # True == 1
]


def test_the_examples_use_every_field() -> None:
    """Else the comparison below would pass a field over."""
    for data, shape in ((EVENT, EventRecord), (ARTICLE, ArticleRecord), (SITE, Config)):
        assert set(data) == {field.name for field in fields(shape)}
    assert set(SOURCES["agence"]) == {field.name for field in fields(SourceRecord)}
    assert set(PLACES["p"]) == {field.name for field in fields(PlaceRecord)}


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_right_is_right_in_both(name: str) -> None:
    assert is_right(name, RECORDS[name])
    assert find_faults(SCHEMAS[name], RECORDS[name]) == []


def test_one_thing_changed_is_wrong_in_both_or_in_neither() -> None:
    """Every value of every record replaced by thirteen others."""
    told, silent = [], []
    for name, at, value in CHANGES:
        data = put(RECORDS[name], at, value)
        marked, refused = (
            bool(find_faults(SCHEMAS[name], data)),
            not is_right(name, data),
        )
        if marked and not refused:
            told.append((name, at, value))
        if refused and not marked and not is_sense(at, value):
            silent.append((name, at, value))
    assert told == [], "an editor would mark what is right"
    assert silent == [], "an editor would pass over a wrong shape"


def is_sense(at: tuple[str | int, ...], value: Any) -> bool:
    """What no schema can say: which days there are, where evidence lies."""
    last = next(step for step in reversed(at) if isinstance(step, str))
    return last in ("file", "address")


CHOICES = {
    "format", "kind", "status", "read_as", "language", "publish", "index",
    "excerpt_share",
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_behind_a_colon_is_nothing(name: str) -> None:
    """`reports:` with nothing below it; a choice is still to be made."""
    for at in places_in(RECORDS[name]):
        data = put(RECORDS[name], at, None) if at else {}
        if find_faults(SCHEMAS[name], data) and is_right(name, data):
            assert at, name
            assert at[-1] in CHOICES, at


@given(
    st.text("0123456789-/.X~?%[],TYSZ: +", max_size=14)
    | st.from_regex(
        r"\A(-?20[0-3]{2}|20XX|XXXX)(-([0-3][0-9]|XX)(-([0-3][0-9]|XX))?)?[?~%]?"
        r"(/(\.\.|-?20[0-3]{2}(-[01][0-9])?[?~%]?)?)?\Z"
    )
    | st.sampled_from(["2031-05-05", "2031?", "../2031", "[2031..2032]", "Y-17E7"])
)
def test_no_date_is_marked_that_is_one(text: str) -> None:
    try:
        parse_edtf(text)
    except EdtfError:
        return
    data = {**EVENT, "date": text}
    assert find_faults(SCHEMAS["event"], data) == []


@pytest.mark.parametrize("date", ["7 May 2031", "2031-05 -07", "le 7 mai", "", "x"])
def test_words_are_marked_where_a_date_is_wanted(date: str) -> None:
    for wrong in (date, [date]):
        data = {**EVENT, "date": wrong}
        assert find_faults(SCHEMAS["event"], data)


# --- what ships -----------------------------------------------------------------------


def test_every_shipped_record_fits_its_schema() -> None:
    content = load_content(ROOT)
    assert content.events
    assert content.articles
    for kind, files in (
        ("event", content.event_files),
        ("article", content.article_files),
    ):
        for file in files.values():
            assert find_faults(SCHEMAS[kind], file.loaded.data) == [], file.path
    for kind in ("sources", "places", "site"):
        text = (ROOT / "content" / f"{kind}.yaml").read_text("utf-8")
        assert find_faults(SCHEMAS[kind], load(text, kind).data or {}) == [], kind


def test_editors_find_the_schema_from_every_record(tmp_path: Path) -> None:
    """Both modelines lead from the file to its schema, on every record that ships."""
    shipped = [*(ROOT / "content").rglob("*.yaml"), *(ROOT / "content").rglob("*.md")]
    shipped = [path for path in shipped if path.parent.name != "pages"]
    assert len(shipped) > 10
    for path in shipped:
        text = path.read_text("utf-8")
        server = re.search(r"(?m)^# yaml-language-server: \$schema=(\S+)$", text)
        other = re.search(r"(?m)^# \$schema: (\S+)$", text)
        assert server, path
        assert other, path
        assert server[1] == other[1], path
        assert (path.parent / server[1]).resolve().is_file(), path


def test_new_files_have_both_modelines() -> None:
    event = parse_event(dump(EVENT), "x")[0]
    article = parse_article(f"---\n{dump(ARTICLE)}---\nThe text.\n", "x")[0]
    assert event
    assert article
    for name, text in (
        ("event", render_event(event)),
        ("article", render_article(article.record, article.body)),
    ):
        where = f"../.schema/{name}.schema.json"
        assert f"# yaml-language-server: $schema={where}\n# $schema: {where}\n" in text


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_has_help_and_every_choice_is_listed(name: str) -> None:
    for node in nodes(SCHEMAS[name]):
        for key, field in node.get("properties", {}).items():
            assert len(field.get("description", "")) > 10, key
            assert field.get("default", "x") not in (None, "", []), key
        if "enumDescriptions" in node:
            assert len(node["enumDescriptions"]) == len(node["enum"])


def test_the_examples_of_help_texts_are_read_as_they_are_meant() -> None:
    for node in nodes(SCHEMAS["event"]):
        for example in node.get("examples", ()):
            assert yaml.safe_load(f'"{example}"') == example
            assert not find_faults({k: node[k] for k in ("type", "pattern")}, example)
