"""File names and links for ids nobody can trust."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.publish.addresses import (
    make_file_name,
    page_path,
    passage_anchor,
    relative,
)

SAFE = re.compile(r"[a-z0-9_.-]{1,80}")


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../../etc/passwd", "a/b", "a\\b", "C:", "con", "nul.txt", "-rf",
        "a\nb", "a b", "é", "🚀", "<script>", "x" * 500, ".hidden", "a..b", "A",
        "%2e%2e", "a--b", "\ud800",
    ],
)  # fmt: skip
def test_a_hostile_id_gets_a_harmless_name(name: str) -> None:
    slug = make_file_name(name)
    assert slug != name
    assert SAFE.fullmatch(slug)
    assert ".." not in slug
    assert slug[0] not in ".-"


@pytest.mark.parametrize("name", ["002_b592d8b5a38397cb", "pont-2031-03-04", "a.b"])
def test_a_plain_id_stays_readable(name: str) -> None:
    assert make_file_name(name) == name


def test_case_alone_gives_two_names_on_every_disk() -> None:
    assert make_file_name("OSDH").lower() != make_file_name("osdh").lower()


@given(st.lists(st.text(max_size=30), unique=True, max_size=20))
def test_two_ids_never_share_a_file(names: list[str]) -> None:
    assert len({make_file_name(name) for name in names}) == len(names)


@given(st.text(max_size=20))
def test_what_looks_like_a_slug_with_a_hash_is_hashed_again(name: str) -> None:
    slug = make_file_name(name)
    if "--" in slug:
        assert make_file_name(slug) != slug


def test_links_are_relative() -> None:
    assert relative("article/a.html", "event/b.html") == "../article/a.html"
    assert relative("event/a.html", "index.html") == "event/a.html"
    assert page_path("method", "method") == "method.html"
    assert passage_anchor("r-7f3a2c") == "p-r-7f3a2c"
