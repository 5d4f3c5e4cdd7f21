"""``recoupe serve``: the site as it would be, in the browser, after every save.

Comes in: a project's root. Goes out: a web server on this machine alone. It writes
neither content/ nor site/: a pass shows what ``build`` would make, in .cache/preview/,
and lists what it would change.

Three threads: one follows the files, one has passes made by a process of its own (a
long pass must not keep pages from being served), one serves. Bursts of saves come as
one; what is saved while a pass runs makes one pass more.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Final

from builder.problems import Problem, render_problem
from builder.serve.live import Live
from builder.serve.panels import count
from builder.serve.passes import Pass, Waiting, Worker
from builder.serve.watching import follow, take_snapshot
from builder.serve.web import HOST, listen, make_application

__all__ = ["serve"]

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_WATCHED: Final = ("content", "seeds", "templates")
_BUSY: Final = "E034"
"""Another run is at work: nothing is wrong, the pass is to be made once more."""

Saves = SimpleQueue["frozenset[Path] | None"]


def serve(root: Path, *, port: int, open_browser: bool, quiet: bool) -> int:
    """Serve a project until Ctrl-C; the exit status.

    ``quiet`` prints the address and problems alone.
    """
    with suppress(KeyboardInterrupt):
        return asyncio.run(_serve(root.resolve(), port, open_browser, quiet))
    return 0


async def _serve(root: Path, port: int, open_browser: bool, quiet: bool) -> int:
    say = _say_nothing if quiet else _say
    loop = asyncio.get_running_loop()
    live = Live(root / ".cache" / "preview")
    try:
        server, taken = listen(make_application(live), port)
    except OSError as error:
        print(f"port {port} cannot be served on: {error.strerror}", file=sys.stderr)
        return 2
    url = f"http://{HOST}:{taken}/"
    print(f"Serving {url} (Ctrl-C ends it)", flush=True)
    over, stop, saves = asyncio.Event(), Event(), Saves()
    if sys.platform != "win32":  # there Ctrl-C raises KeyboardInterrupt
        for sort in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(sort, over.set)
    worker = Worker(root)

    def show(result: Pass | None) -> None:
        with suppress(RuntimeError):  # the loop was closed meanwhile
            if result is None:
                loop.call_soon_threadsafe(live.begin)
            else:
                loop.call_soon_threadsafe(live.finish, result)

    report = Report(root, f"{url}__recoupe/changes", say)
    folders = find_folders(root)
    seen = take_snapshot(folders)  # before the first pass: what is saved later is new
    threads = [
        Thread(target=follow, args=(folders, seen, stop, saves.put)),
        Thread(target=make_passes, args=(worker, saves, show, report)),
    ]
    try:
        saves.put(frozenset())
        for thread in threads:
            thread.start()
        if open_browser:
            Thread(target=webbrowser.open, args=(url,), daemon=True).start()
        await over.wait()
    finally:
        stop.set()
        saves.put(None)
        worker.end()
        server.stop()
        for thread in threads:
            thread.join()
        await server.close_all_connections()
        say("Stopped.")
    return 0


def find_folders(root: Path) -> list[Path]:
    """All folders whose files a pass reads; the program's own where it is a checkout.

    An installed program is not edited while it serves.
    """
    folders = [root / name for name in _WATCHED]
    shipped = _PACKAGE.parent / "templates" / "default"
    return [*folders, _PACKAGE, shipped] if shipped.is_dir() else folders


def make_passes(
    worker: Worker,
    saves: Saves,
    show: Callable[[Pass | None], None],
    report: Report,
) -> None:
    """A pass for each burst of saves, until there is None.

    What awaits a person is looked for once the pages are shown; until then they have
    the list of the pass before.
    """
    awaiting: tuple[Waiting, ...] = ()
    while (saved := drain(saves)) is not None:
        if any(path.is_relative_to(_PACKAGE) for path in saved):
            worker.renew()
        show(None)
        result = replace(worker.run(), awaiting=awaiting)
        busy = any(problem.code == _BUSY for problem in result.problems)
        if busy:
            saves.put(frozenset())
        show(result)
        report.tell(saved, result)
        if not (busy or result.crash):
            looked = worker.look(result)
            awaiting = looked.awaiting
            if looked != result:
                show(looked)


def drain(saves: Saves) -> frozenset[Path] | None:
    """All that was saved since the last pass, waiting for a first; None at the end."""
    found = saves.get()
    with suppress(Empty):
        while found is not None:
            further = saves.get_nowait()
            found = None if further is None else found | further
    return found


class Report:
    """What the terminal says of passes: each thing once."""

    def __init__(self, root: Path, changes: str, say: Callable[[str], None]) -> None:
        self._root = root
        self._changes = changes
        self._say = say
        self._problems: tuple[Problem, ...] = ()
        self._differences: tuple[str, ...] = ()

    def tell(self, saved: frozenset[Path], result: Pass) -> None:
        """Say what was saved, what is wrong now, and what a build would change."""
        if result.crash:
            print(f"the program failed: {result.crash}", file=sys.stderr, flush=True)
            return
        if result.problems != self._problems:
            for problem in result.problems:
                print(render_problem(problem), file=sys.stderr, flush=True)
        errors = sum(problem.severity == "error" for problem in result.problems)
        what = self._name(saved)
        if errors or not result.published:
            self._say(f"{what}: {count(errors, 'error')}, the last good version stays")
        else:
            self._say(f"{what}: shown after {result.seconds:.1f} s")
        if result.differences and result.differences != self._differences:
            number = count(len(result.differences), "record")
            self._say(f"build would change {number}: {self._changes}")
        self._problems, self._differences = result.problems, result.differences

    def _name(self, saved: frozenset[Path]) -> str:
        if not saved:
            return "first pass"
        first = min(saved)
        name = (
            first.relative_to(self._root).as_posix()
            if first.is_relative_to(self._root)
            else first.name
        )
        more = f" and {count(len(saved) - 1, 'file')} more" if len(saved) > 1 else ""
        return "".join(c if c.isprintable() else "?" for c in name) + more


def _say(line: str) -> None:
    print(line, flush=True)


def _say_nothing(_: str) -> None:
    """The terminal stays quiet."""
