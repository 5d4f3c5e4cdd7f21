"""The manual names everything a person can write, and every command there is."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path

import lxml.html
import pytest

from builder.cli import _VERBS
from builder.config import Config
from builder.edtf import parse_edtf
from builder.model import (
    ArticleRecord,
    Because,
    Claim,
    Correction,
    EventRecord,
    Evidence,
    PlaceRecord,
    Relation,
    Report,
    SetAside,
    SourceRecord,
)
from builder.publish import render_site
from builder.publish.manual_pages import load_manual
from builder.record_text import parse_article, parse_event
from tests.publish import sample

LANGUAGES = ("fr", "en")
RECORDS = (
    EventRecord, Report, Claim, Relation, Because, ArticleRecord, Evidence, SetAside,
    Correction, SourceRecord, PlaceRecord, Config,
)  # fmt: skip


@cache
def page(language: str, root: Path | None = None) -> lxml.html.HtmlElement:
    config = sample.Config(language=language)
    files = dict(render_site(sample.CONTENT, {}, config, root))
    return lxml.html.document_fromstring(files["manual.html"].decode())


def codes(language: str) -> list[str]:
    """What the page sets as code, in blocks and within sentences."""
    return [code.text_content() for code in page(language).iter("code")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.__name__)
def test_every_field_is_named(language: str, record: type) -> None:
    words = set(re.findall(r"\w+", " ".join(codes(language))))
    fields = {f.name for f in dataclasses.fields(record)}
    assert fields - words == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_is_named(language: str) -> None:
    text = page(language).text_content()
    assert [verb for verb in _VERBS if f"recoupe {verb}" not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_an_event_is_one(language: str) -> None:
    (text,) = (c for c in codes(language) if c.startswith("format:") and "kind:" in c)
    event, problems = parse_event(text, "content/events/e.yaml")
    assert list(problems) == []
    assert event is not None
    default = EventRecord(id="", title="", kind="")
    unset = [
        f.name
        for f in dataclasses.fields(EventRecord)
        if getattr(event, f.name) == getattr(default, f.name)
    ]
    assert unset == ["format", "status"], "the example shows every field in use"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_an_article_is_one(language: str) -> None:
    (text,) = (c for c in codes(language) if "evidence:" in c)
    file = f"---\n{text.replace('9f…', '9f' * 32)}---\nUn mot.\n"
    article, problems = parse_article(file, "content/articles/a.md")
    assert [str(p.message) for p in problems if p.severity == "error"] == []
    assert article is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_date_of_the_cheat_sheet_can_be_read(language: str) -> None:
    cells = page(language).xpath("//td[2]//code")
    dates = [c.text_content().replace('"', "") for c in cells]
    known = [
        parse_edtf(part)
        for text in dates
        for part in text.strip("[]").split(", ")
        if part != "unknown"
    ]
    assert len(known) >= 10


def test_a_projects_manual_wins(tmp_path: Path) -> None:
    (tmp_path / "templates" / "pages").mkdir(parents=True)
    own = tmp_path / "templates" / "pages" / "manual.fr.md"
    own.write_text("# Chez nous\n\nAppelez Anne.")
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "pages" / "manual.md").write_text("Et encore.")
    tree = page("fr", tmp_path)
    assert tree.find(".//h1").text == "Chez nous"
    assert "Appelez Anne." in tree.text_content()
    assert "Et encore." in tree.text_content()
    assert "Appelez Anne." not in page("en", tmp_path).text_content()


def test_a_language_without_a_manual_gets_the_english_one() -> None:
    assert load_manual(None, "xx") == load_manual(None, "en") != ""


def test_every_page_leads_to_the_manual() -> None:
    files = dict(render_site(sample.CONTENT, {}, sample.Config()))
    for name, data in files.items():
        if name.endswith(".html") and b'http-equiv="refresh"' not in data:
            tree = lxml.html.document_fromstring(data.decode())
            href = f"{'../' * name.count('/')}manual.html"
            assert tree.xpath(f"//footer//a[@href='{href}']"), name
