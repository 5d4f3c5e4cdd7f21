"""The server as a process: whom it answers, what it writes, how it ends."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tornado.web import Application

from builder.locking import project_lock
from builder.pipeline import build_project
from builder.serve.live import is_local
from builder.serve.passes import Worker
from builder.serve.web import find_file, listen
from tests.serve.conftest import ROOT, Server, hash_tree, replace, wait_until

Start = Callable[..., Server]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "127.0.0.1@evil.example",
        "user@127.0.0.1",
        "127.0.0.1:x",
        "127.0.0.1:80;x",
        "192.168.1.2",
        "",
        "[::1",
        '127.0.0.1"',
    ],
)
def test_other_names_of_this_machine_are_refused(host: str) -> None:
    assert not is_local(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost", "[::1]:9", "localhost:1"]
)
def test_this_machine_is_known(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "a/../../secret.txt",
        "/etc/passwd",
        "//etc/passwd",
        "a//b.html",
        "..\\secret.txt",
        ".hidden",
        "a/.hidden",
        "link.txt",
        "linked/x.html",
        "nul\0.html",
        "a" * 5000,
        "none.html",
        "a",
        "linked/",
    ],
)
def test_nothing_outside_the_site_is_found(path: str, tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert find_file(site, path) is None


def test_files_and_front_pages_are_found(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert find_file(site, "") == site / "index.html"
    assert find_file(site, "a/b.html") == site / "a" / "b.html"
    assert find_file(site, "front") == site / "front"
    assert find_file(site, "front/") == site / "front" / "index.html"


def make_site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name in ("index.html", "a/b.html", "a/.hidden", ".hidden", "front/index.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "x.html").write_text("secret", encoding="utf-8")
    (tmp_path / "x" / "index.html").write_text("secret", encoding="utf-8")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    (site / "linked").symlink_to(tmp_path / "x")
    return site


def test_it_answers_this_machine_and_writes_nothing_a_person_keeps(
    project: Path, start: Start
) -> None:
    before = [hash_tree(project / name) for name in ("content", "seeds", "site")]
    server = start(project)
    server.wait_for("first pass: shown")

    answer, text = server.ask("/")
    assert answer.status == 200
    assert "/__recoupe/live.js" in text
    assert answer.getheader("Cache-Control") == "no-store"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
    assert server.ask("/", host=f"evil.example:{server.port}")[0].status == 403
    assert server.ask("/livereload", host="evil.example")[0].status == 403
    for name in ("changes", "review"):
        assert server.ask(f"/__recoupe/{name}", host="evil.example")[0].status == 403
    unread = "Records nobody has read"
    wait_until(lambda: unread in server.ask("/__recoupe/review")[1], "it was listed")
    answer, text = server.ask("/__recoupe/review")
    assert answer.status == 200
    assert "default-src 'none'" in answer.getheader("Content-Security-Policy", "")
    shown = re.findall(r'<a href="(/event/[^"]+)">', text)
    assert shown
    assert {server.ask(path)[0].status for path in shown} == {200}
    assert server.ask("/", method="POST")[0].status == 405
    assert server.ask("/", method="HEAD")[1] == ""
    for path in ("/../content/site.yaml", "/%2e%2e/content/site.yaml", "//etc/passwd"):
        answer, text = server.ask(path)
        assert answer.status == 404
        assert "language: fr" not in text
    answer, text = server.ask("/event/none/at/all.html")
    assert answer.status == 404
    assert 'href="/index.html"' in text
    assert "/__recoupe/live.js" in text

    replace(project / "content" / "site.yaml", "Le port", "Le grand port")
    server.wait_for("content/site.yaml: shown")
    assert "Le grand port" in server.ask("/")[1]
    replace(project / "content" / "site.yaml", "Le grand port", "Le port")
    server.wait_for("content/site.yaml: shown", times=2)
    assert server.end() == 0
    assert server.lines[-1] == "Stopped."
    assert before == [
        hash_tree(project / name) for name in ("content", "seeds", "site")
    ]
    for page in (project / "site").rglob("*.html"):
        assert b"__recoupe" not in page.read_bytes()
        assert b"Records nobody has read" not in page.read_bytes()


def test_the_next_free_port_is_taken(project: Path, start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = start(project, port)
        assert port < server.port <= port + 50
        other = start(project, port)
        assert other.port not in (port, server.port)
        server.wait_for("first pass: shown")
        other.wait_for("first pass: shown")


@pytest.mark.parametrize("port", [-1, 65536, 1 << 40])
def test_a_port_that_cannot_be_is_refused(port: int) -> None:
    with pytest.raises(OSError, match="there is no such port"):
        listen(Application(), port)


def test_nothing_is_left_after_ctrl_c_amid_a_pass(project: Path, start: Start) -> None:
    """The pass waits for a lock that this test holds: it is under way for sure."""
    with project_lock(project):
        server = start(project)
        server.wait_for("waiting for another run")
        children = server.children()
        assert server.end() == 0
        assert server.lines[-1] == "Stopped."
        alive = subprocess.run(
            ["ps", "-o", "stat=", "-p", ",".join(map(str, children))],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()
        assert [state for state in alive if not state.startswith("Z")] == []
    with project_lock(project, wait=0):
        pass


def test_a_killed_server_disturbs_no_build(project: Path, start: Start) -> None:
    replace(project / "content" / "site.yaml", "Le port", "Le quai")
    server = start(project)
    wait_until(server.children, "the worker was started")
    children = server.children()
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()

    def gone() -> bool:
        found = subprocess.run(
            ["ps", "-o", "stat=", "-p", ",".join(map(str, children))],
            capture_output=True,
            text=True,
            check=False,
        )
        return all(state.startswith("Z") for state in found.stdout.split())

    wait_until(gone, "the worker ended by itself")
    assert build_project(project).published
    assert "Le quai" in (project / "site" / "index.html").read_text(encoding="utf-8")


def test_a_pass_that_dies_says_so_and_the_next_one_is_made(project: Path) -> None:
    worker = Worker(project)
    try:
        process = worker.start()
        assert process is not None
        process.kill()
        process.wait()
        assert "ended (-9)" in worker.run().crash
        result = worker.run()
        assert result.published
        assert {"unread"} <= {thing.kind for thing in worker.look(result).awaiting}
        worker.renew()
        assert worker.look(result).awaiting == (), "it has made no pass yet"
    finally:
        worker.end()
    assert worker.run().crash
    assert worker.look(result).crash


def test_a_fault_of_the_program_is_shown_and_goes_with_a_new_worker(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules are remembered for the life of a process: another one reads them anew."""
    package = tmp_path / "program" / "builder"
    shutil.copytree(
        ROOT / "builder", package, ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "templates", package.parent / "templates")
    monkeypatch.setattr("builder.serve.passes._PACKAGE", package)
    rules = package / "languages" / "fr"
    broken = sorted(rules.glob("*.yaml"))[0]
    kept = broken.read_bytes()
    worker = Worker(project)
    try:
        assert worker.run().published
        broken.write_text("- [", encoding="utf-8")
        worker.renew()
        result = worker.run()
        assert result.crash
        assert not result.published
        broken.write_bytes(kept)
        worker.renew()
        assert worker.run().published
    finally:
        worker.end()


def test_saves_while_a_pass_runs_make_one_pass_more(
    project: Path, start: Start
) -> None:
    settings = project / "content" / "site.yaml"
    server = start(project)
    server.wait_for("first pass: shown")
    with project_lock(project):
        replace(settings, "Le port", "Le port 0")
        server.wait_for("waiting for another run")
        for number in range(5):
            replace(settings, f"Le port {number}", f"Le port {number + 1}")
    wait_until(lambda: "Le port 5" in server.ask("/")[1], "the last save was shown")
    assert server.text.count("content/site.yaml: shown") <= 3
