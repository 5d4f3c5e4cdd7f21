"""A line on a terminal, and nothing anywhere else."""

from __future__ import annotations

import io
import logging

import pytest

from builder import progress
from builder.progress import follow, render_bar, wants_bar, watch


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_nobody_watches_and_nothing_is_drawn(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert list(follow("pages", range(3))) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_short_work_draws_nothing(clock: list[float]) -> None:
    stream = io.StringIO()
    with watch(stream):
        for _ in follow("pages", range(100)):
            clock[0] += 0.009
    assert stream.getvalue() == ""


def test_long_work_draws_one_line_and_leaves_none(clock: list[float]) -> None:
    stream = io.StringIO()
    with watch(stream):
        for _ in follow("pages", range(1000), 1000):
            clock[0] += 0.01
    drawn = stream.getvalue()
    assert "pages [" in drawn
    assert "\n" not in drawn
    assert drawn.endswith("\r\x1b[K")
    assert drawn.count("pages") <= 91, "ten a second, after the first second"


def test_it_is_erased_when_the_work_fails(clock: list[float]) -> None:
    def work() -> None:
        with watch(stream):
            for number in follow("pages", range(9)):
                clock[0] += 1
                if number == 5:
                    raise ValueError("bad")

    stream = io.StringIO()
    with pytest.raises(ValueError, match="bad"):
        work()
    assert stream.getvalue().endswith("\r\x1b[K")
    assert list(follow("later", [1])) == [1]


def test_the_bar() -> None:
    assert render_bar("x", 0, 10) == f"x [{'.' * 24}] 0/10"
    assert render_bar("x", 10, 10) == f"x [{'#' * 24}] 10/10"
    assert render_bar("x", 12, 10).endswith("] 12/10")
    assert render_bar("x", 7, None) == "x 7"


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [({"CI": "true"}, False), ({"TERM": "dumb"}, False), ({"TERM": "xterm"}, True)],
)
def test_a_bar_is_for_who_sits_there(environ: dict[str, str], wanted: bool) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert wants_bar(Terminal(), environ) is wanted
    assert wants_bar(io.StringIO(), environ) is False


def test_what_is_logged_stands_on_a_line_of_its_own(clock: list[float]) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    try:
        with watch(stream):
            for number in follow("pages", range(30), 30):
                clock[0] += 0.1
                if number == 20:
                    logging.getLogger("test").warning("said")
    finally:
        logging.getLogger().removeHandler(handler)
    assert "30\r\x1b[Ksaid\n\r\x1b[K" in stream.getvalue()
    assert handler.filters == []
