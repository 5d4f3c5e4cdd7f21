"""Small projects, and real servers over them.

A server is a process of its own, as a person starts it; what it prints is kept.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from builder.pipeline import build_project
from tests.made import write_seeds

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds until a test gives up; nothing here is about speed."""
_START = (
    "import sys; from pathlib import Path; from builder.serve import serve;"
    " sys.exit(serve(Path(sys.argv[1]), port=int(sys.argv[2]),"
    " open_browser=False, quiet=False))"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker has the browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


def wait_until(true: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.02)


class Server:
    """``recoupe serve`` over one project."""

    def __init__(self, root: Path, port: int = 0) -> None:
        self.root = root
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, str(root), str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            cwd=root,
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        wait_until(lambda: self.lines or self._over(), "the server said its address")
        self.url = self.lines[0].split()[1]

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def _over(self) -> bool:
        return self.process.poll() is not None

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def port(self) -> int:
        return int(self.url.rstrip("/").rpartition(":")[2])

    def wait_for(self, words: str, times: int = 1) -> None:
        """Until it has printed these words that many times."""
        wait_until(
            lambda: self.text.count(words) >= times or self._over(), f"it said {words}"
        )
        assert self.text.count(words) >= times, self.text

    def ask(
        self, path: str, host: str = "", method: str = "GET"
    ) -> tuple[HTTPResponse, str]:
        """An answer and its text; the path is sent as it is."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(
                method, path, headers={"Host": host or f"127.0.0.1:{self.port}"}
            )
            answer = connection.getresponse()
            return answer, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def children(self) -> set[int]:
        """Processes that it has started and that still run."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return {int(word) for word in found.stdout.split()}

    def end(self, sort: signal.Signals = signal.SIGINT) -> int:
        """End it; its exit status."""
        if not self._over():
            self.process.send_signal(sort)
        status = self.process.wait(timeout=PATIENCE)
        self._reader.join(timeout=PATIENCE)
        return status


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four made articles, built until a build changes nothing."""
    root = tmp_path_factory.mktemp("built")
    write_seeds(root, 4)
    (root / "content").mkdir()
    settings = root / "content" / "site.yaml"
    settings.write_text("title: Le port\nlanguage: fr\n", encoding="utf-8")
    while (counts := build_project(root).counts).created or counts.changed:
        continue
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A project of one's own to edit."""
    return Path(shutil.copytree(built, tmp_path / "project", symlinks=True))


@pytest.fixture
def start() -> Iterator[Callable[..., Server]]:
    """Starts servers, and ends them with the test."""
    started: list[Server] = []

    def run(root: Path, port: int = 0) -> Server:
        started.append(Server(root, port))
        return started[-1]

    yield run
    for server in started:
        server.end(signal.SIGTERM)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


def replace(path: Path, old: str, new: str) -> None:
    """Edit a file in place; what is to go must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def hash_tree(folder: Path) -> str:
    """Names and bytes of all that a folder holds."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
