"""The process that makes passes: kept warm, renewed when the program itself changed.

Comes in: a line on standard input with a project's root, for each pass, or ``null``,
for what awaits a person after the last one. Goes out: a line of JSON for each, on what
was standard output. Rules and word lists are remembered
for the life of a process; one whose rules changed is thrown away whole, which is the
only way to be sure of the new ones.

It ends when its input does: however the server ended, no pass outlives it.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import traceback
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.pipeline import State

Answer = dict[str, object]
"""What a line of JSON says."""


def main() -> None:
    """Answer each line that comes in, for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a pass prints is no answer
    asked: SimpleQueue[str | None] = SimpleQueue()
    Thread(target=_listen, args=(asked,), daemon=True).start()
    with suppress(Exception):  # what is wrong with the program, the first pass says
        importlib.import_module("builder.review")
    state: State | None = None
    while True:
        root = asked.get()
        if root is None:
            answer = list_awaiting(state)
        else:
            answer, state = make_pass(Path(root))
        data = json.dumps(answer).encode("ascii") + b"\n"
        while data:
            data = data[os.write(answers, data) :]


def _listen(asked: SimpleQueue[str | None]) -> None:
    """Hand on what is asked; end the whole process when nobody can ask any more.

    Plain reads: a buffered reader's lock would be held at every fork of a pass.
    """
    line = b""
    while data := os.read(0, 65536):
        *whole, line = (line + data).split(b"\n")
        for question in whole:
            asked.put(json.loads(question))
    os._exit(0)


def make_pass(root: Path) -> tuple[Answer, State | None]:
    """One pass over a project, and what it found; an exception, which is a bug, is an
    answer."""
    try:
        from builder.pipeline import preview_project

        result = preview_project(root)
    except Exception as error:
        return _tell_crash(error), None
    answer = {
        "problems": [asdict(problem) for problem in result.problems],
        "published": result.published,
        "differences": list(result.differences),
    }
    return answer, result.state


def list_awaiting(state: State | None) -> Answer:
    """What awaits a person after the last pass, each thing with the page of its record.

    Asked for by itself: nobody should wait for it before the pages are shown.
    """
    if state is None:
        return {}
    try:
        from builder.review import find_awaiting

        pages = _find_pages(state)
        items = [
            asdict(item) | {"page": pages.get(item.path, "")}
            for item in find_awaiting(state)
        ]
    except Exception as error:
        return _tell_crash(error)
    return {"awaiting": items}


def _find_pages(state: State) -> dict[str, str]:
    """By path of a record the page that shows it, from the site's root."""
    from builder.publish.addresses import page_path
    from builder.states import is_shown

    content, publish = state.content, state.config.publish
    return {
        content.event_files[name].path: page_path("event", name)
        for name, event in content.events.items()
        if is_shown(event, publish)
    } | {
        content.article_files[name].path: page_path("article", name)
        for name, article in content.articles.items()
        if is_shown(article.record, publish)
    }


def _tell_crash(error: Exception) -> Answer:
    print(traceback.format_exc(), file=sys.stderr, flush=True)
    return {"crash": "".join(traceback.format_exception_only(error)).strip()}
