"""What every test shares: options, the folder of the project, a browser.

``--regold`` rewrites golden files instead of comparing; ``--long`` adds the slow runs.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.browser.nu import find_nu

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("every-day", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=2000)

Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regold", action="store_true", help="rewrite the golden files")
    parser.addoption("--long", action="store_true", help="run the slow checks too")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: too slow for every day (--long)")
    config.addinivalue_line("markers", "nu: needs the Nu HTML checker (make nu)")
    settings.load_profile("long" if config.getoption("--long") else "every-day")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out, and count as left out: the slow checks of an everyday run, and those
    of an HTML checker that is not there."""
    absent = {"long": not config.getoption("--long"), "nu": find_nu() is None}
    left_out = [
        item
        for item in items
        if any(item.get_closest_marker(name) for name, out in absent.items() if out)
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what a run of everything could not check."""
    asked = {Path(arg.partition("::")[0]).resolve() for arg in config.args}
    if find_nu() is None and asked & {ROOT, ROOT / "tests", ROOT / "tests" / "browser"}:
        terminalreporter.write_line(
            "NOT CHECKED: the pages before the Nu HTML checker (no Java, or no"
            " vnu.jar). `make nu` fetches it, or name yours: VNU_JAR=path",
            yellow=True,
            bold=True,
        )


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all checks that need one; a missing one fails them."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import find_chromium, find_command

    path = find_chromium()
    if path is None:
        pytest.fail(f"no Chromium was found; run: {find_command()}", pytrace=False)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """``golden(path, text)``: the text is what the file holds, byte for byte."""
    regold = request.config.getoption("--regold")

    def compare(path: Path, text: str) -> None:
        if regold:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            return
        kept = path.read_text(encoding="utf-8") if path.is_file() else ""
        if kept != text:
            lines = difflib.unified_diff(
                kept.splitlines(),
                text.splitlines(),
                os.fspath(path.relative_to(ROOT)),
                "now",
                lineterm="",
            )
            pytest.fail("\n".join(["`make regold` rewrites it", *lines]), pytrace=False)

    return compare
