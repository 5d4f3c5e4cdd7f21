"""Where the time goes: ``make bench``, or ``python -m tests.bench 50 200 800``.

Builds made corpora of growing size in a fresh folder and prints CPU seconds: from
nothing, again without a change, and after one title was edited by hand. The cost per
article is to stay the same; the second and third column are to stay small. Before
them: CPU milliseconds of ``recoupe --version``, the start of Python included (to stay
under 60). After them: linking made reports (``bench_linking``), finding dates, and the
whole of annotation, beside dateparser's search (``bench_dates``, ``bench_annotation``).
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from builder.pipeline import build_project
from tests import bench_annotation, bench_dates, bench_linking
from tests.made import write_seeds

SIZES = (25, 100, 400)


def seconds(work: Callable[[Path], object], root: Path) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work(root)
    return time.process_time() - start


def edit_one_title(root: Path) -> None:
    path = sorted((root / "content" / "events").glob("*.yaml"))[0]
    text = path.read_text(encoding="utf-8")
    new = re.sub(r"(?m)^title: .*$", "title: Un titre écrit à la main", text, count=1)
    path.write_text(new, encoding="utf-8", newline="")


def cost_of_answer() -> float:
    """CPU seconds of a process that is asked for its version."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    recoupe = Path(sys.executable).with_name("recoupe")
    subprocess.run([recoupe, "--version"], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main(arguments: list[str]) -> int:
    sizes = [int(word) for word in arguments] or SIZES
    answers = [1000 * cost_of_answer() for _ in range(30)]
    print(f"--version: best {min(answers):.0f} ms, median {median(answers):.0f} ms\n")
    layout = "{:>9} {:>10} {:>14} {:>10} {:>10} {:>7} {:>7}"
    print(
        layout.format(
            *("articles", "first s", "per article ms", "again s", "edit s"),
            *("events", "pages"),
        )
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            write_seeds(root, size)
            first = seconds(build_project, root)
            again = seconds(build_project, root)
            edit_one_title(root)
            edit = seconds(build_project, root)
            events = len(list((root / "content" / "events").glob("*.yaml")))
            pages = len(list((root / "site").rglob("*.html")))
            row = (f"{first:.2f}", f"{1000 * first / size:.1f}", f"{again:.2f}")
            print(layout.format(size, *row, f"{edit:.2f}", events, pages), flush=True)
    print()
    bench_linking.report()
    print()
    kit = Path(os.environ.get("EVAL", "../shared/eval"))
    bench_dates.report(kit)
    print()
    bench_annotation.report(kit)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
