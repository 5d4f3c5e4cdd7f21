"""content/site.yaml."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from builder.config import Config, load_config, parse_config

ROOT = Path(__file__).resolve().parent.parent


def test_without_the_file_all_has_its_default(tmp_path: Path) -> None:
    assert load_config(tmp_path) == (Config(), [])
    assert Config().index is False
    assert Config().excerpt_share == 0.4


def test_an_empty_file_changes_nothing() -> None:
    assert parse_config("# nothing\n", "x") == (Config(), [])


def test_settings_are_read() -> None:
    text = "language: fr\nexcerpt_share: full\nindex: true\npublish: checked\n"
    config, problems = parse_config(text, "x")
    assert problems == []
    wanted = Config(language="fr", excerpt_share="full", index=True, publish="checked")
    assert config == wanted


@pytest.mark.parametrize("share", ["0", "1", "0.25"])
def test_a_share_may_be_a_whole_number(share: str) -> None:
    config, problems = parse_config(f"excerpt_share: {share}\n", "x")
    assert problems == []
    assert config.excerpt_share == float(share)


WRONG = {
    "excerp_share: 0.5\n": (1, 1, "unknown key 'excerp_share'", "'excerpt_share'"),
    "title: x\nlanguage: de\n": (2, 11, "'language' cannot be", "en, fr"),
    "index: yes\n": (1, 8, "must be true or false", "write true or false"),
    "publish: check\n": (1, 10, "'publish' cannot be", "'checked'"),
    "excerpt_share: 40\n": (1, 16, "between 0 and 1", "0.4"),
    "excerpt_share: half\n": (1, 16, "'excerpt_share'", ""),
    "passage_limit: 0\n": (1, 16, "at least 1", ""),
    'passage_limit: "300"\n': (1, 16, "a whole number", "without quotation marks"),
    "title: 2022\n": (1, 8, "must be text", '"2022"'),
    "address: example.org\n": (1, 10, "not a web address", "https://"),
    "address: https://example.org/?a=1\n": (1, 10, "a query", "without that"),
    'address: "https://example.org/#a"\n': (1, 10, "a fragment", "without that"),
    "- title\n": (1, 1, "a mapping", "title: …"),
    "title: a: b\n": (1, 9, "a colon", "double quotes"),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_setting_is_placed_and_the_defaults_hold(text: str) -> None:
    line, column, message, hint = WRONG[text]
    config, problems = parse_config(text, "content/site.yaml")
    assert config == Config()
    (problem,) = problems
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message
    assert hint in problem.hint


def test_the_shipped_file_is_right_and_names_every_setting() -> None:
    config, problems = load_config(ROOT)
    assert problems == []
    assert config.language == "fr"
    text = (ROOT / "content/site.yaml").read_text(encoding="utf-8")
    for field in fields(Config):
        assert f"\n{field.name}: " in text
