"""Finding a browser: what is named, what is missing, what a person is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import chromium


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a browser, on which nothing may be installed."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "_candidates", lambda: iter(()))
    monkeypatch.setattr(chromium, "_install", lambda: None)


def make_program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_browser_that_is_named_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_program(tmp_path / "mine", "echo Chromium 1.0")
    monkeypatch.setenv("CHROMIUM", path)
    assert chromium.main() == 0
    assert capsys.readouterr().out == f"{path}\n"


@pytest.mark.parametrize("script", ["exit 1", ":"], ids=["fails", "says nothing"])
def test_a_named_program_that_is_no_browser_is_refused(
    script: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = make_program(tmp_path / "stub", script)
    monkeypatch.setenv("CHROMIUM", path)
    assert chromium.main() == 1
    told = capsys.readouterr()
    assert (told.out, path in told.err) == ("", True)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("debian", "root", "platform", "command"),
    [
        (True, True, "linux", "apt-get install -y chromium"),
        (True, False, "linux", "sudo apt-get install -y chromium"),
        (False, False, "linux", ".venv/bin/playwright install --with-deps chromium"),
        (False, False, "darwin", ".venv/bin/playwright install chromium"),
    ],
)
def test_without_a_browser_one_command_is_named(
    debian: bool,
    root: bool,
    platform: str,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(chromium, "_debian_package", lambda: debian)
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(chromium.sys, "platform", platform)
    assert chromium.main() == 1
    assert f"run this once: {command}\n" in capsys.readouterr().err
