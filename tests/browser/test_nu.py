"""The pages before the Nu HTML checker, where there is one.

Where there is none these checks are left out, and the end of the run says so.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.nu import check_site, find_nu

pytestmark = pytest.mark.nu


@pytest.fixture(scope="module")
def command() -> list[str]:
    found = find_nu()
    assert found is not None
    return found


def test_nothing_to_say_of_any_page(command: list[str], site: Path) -> None:
    assert check_site(command, site) == []


def test_a_fault_is_said_and_a_policy_is_none(
    command: list[str], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">\n'
        '<title>x</title><script src="a.js"></script></head>\n'
        '<body><h1>x</h1><p align="left">x</p></body></html>\n',
        encoding="utf-8",
    )
    said = check_site(command, tmp_path)
    assert len(said) == 1
    assert said[0].startswith("index.html:5: ")
    assert "align" in said[0]
