"""content/site.yaml: what a person decides about the site as a whole.

Comes in: the root of a project. Goes out: a frozen ``Config`` and Problems. It knows
nothing of pages. Without the file everything has its default.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar, Literal

from builder.model import UNKNOWN
from builder.problems import Problem, make_bytes_problem
from builder.validation import validate
from builder.web_address import check_address
from builder.yamlio import find_cut_texts, load

PATH = "content/site.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a site."""

    __pydantic_config__: ClassVar[dict[str, object]] = {
        "extra": "forbid",
        "strict": True,
        "use_attribute_docstrings": True,
    }

    title: str = "Recoupe"
    """Stands above every page."""
    description: str = ""
    """One or two sentences about the subject, for the front page and for links."""
    language: Literal["en", "fr"] = "en"
    """Language of the interface; articles keep their own."""
    address: str = UNKNOWN
    """Where the site will stand (https://example.org/recoupe/); feeds need it."""
    index: bool = False
    """Whether search engines may list the pages."""
    publish: Literal["all", "checked"] = "all"
    """checked keeps records no person has read off the site."""
    edition: str = UNKNOWN
    """The day these pages are of (2022-03-01): each event then says in which edition it
    was first shown and what changed since. Write a later day for every edition."""
    excerpt_share: float | Literal["full"] = 0.4
    """How much of an article the site shows at most: a share from 0 to 1, or full."""
    passage_limit: int = 300
    """Characters of a passage that are shown at most."""


def load_config(root: Path) -> tuple[Config, list[Problem]]:
    """The settings of a project; the defaults where the file is missing or wrong."""
    path = root / PATH
    if not path.exists() and not path.is_symlink():
        return Config(), []
    if not path.resolve().is_relative_to(root.resolve()):
        message = "this link leads out of the project"
        hint = "put the file itself here"
        return Config(), [Problem(PATH, 0, 0, "E210", message, hint)]
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        hint = "put a file there, with the right to read it"
        return Config(), [Problem(PATH, 0, 0, "E211", message, hint)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Config(), [make_bytes_problem(PATH, data, error.start)]
    return parse_config(text, PATH)


def parse_config(text: str, path: str) -> tuple[Config, list[Problem]]:
    """The settings in a text; the defaults where something in it is wrong."""
    loaded = load(text, path)
    if loaded.problems:
        return Config(), list(loaded.problems)
    if loaded.data is None:
        return Config(), []
    config, problems = validate(loaded, Config, (), "site.yaml")
    if config is None:
        return Config(), problems
    notes = find_cut_texts(loaded)
    share = config.excerpt_share
    if not isinstance(share, str) and not 0 <= share <= 1:
        message = f"'excerpt_share' must be between 0 and 1, not {share}"
        hint = "write 0.4 for 40 %, or full for whole articles"
        problems.append(loaded.problem(("excerpt_share",), "E209", message, hint))
    if config.passage_limit < 1:
        message = f"'passage_limit' must be at least 1, not {config.passage_limit}"
        hint = "write a whole number of characters, such as 300"
        problems.append(loaded.problem(("passage_limit",), "E209", message, hint))
    if config.edition != UNKNOWN and not _is_day(config.edition):
        message = f"'edition' is a day, not '{config.edition[:40]}'"
        hint = "write it as 2022-03-01, or unknown"
        problems.append(loaded.problem(("edition",), "E209", message, hint))
    wrong = None if config.address == UNKNOWN else check_address(config.address)
    if wrong is not None:
        problems.append(loaded.problem(("address",), "E209", *wrong))
    return (Config() if problems else config), notes + problems


def _is_day(words: str) -> bool:
    """Whether words are a day of the calendar, as YYYY-MM-DD."""
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
