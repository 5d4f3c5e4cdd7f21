"""The shape of the house: who imports whom, how long, what may not stand anywhere.

A new room above or below the waist is named here; everything else holds by itself.
"""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from builder.cache import ROOMS

ROOT = Path(__file__).resolve().parent.parent
BUILDER = ROOT / "builder"

# A room imports only from rooms that stand before it on its side of the waist, and
# from the floor, which is every module that is named nowhere here. The floor imports
# nothing but the floor.
ABOVE_THE_WAIST = ("annotate", "ingest", "link", "reconcile")
BELOW_THE_WAIST = ("compare", "publish")
STAGES = ("ingesting", "annotating", "linking")
COMMANDS = (
    *("deciding", "ownership", "regrouping", "explain", "unsettled", "review"),
    *("serve", "cli", "__main__"),
)
ROOF = ("cache", *STAGES, "pipeline", *COMMANDS)
"""They know the order of stages: each may import every room and the roof before it."""

MODULES = sorted(BUILDER.rglob("*.py"))

LONGEST = 500
"""Lines of a module."""

SEEDS = {
    "000_e568baf4ed83d10b.txt": (
        "e7eed60d586dedd3fa8cbb494ce8d09bd67f144b2015f4ed44b6932e5d529faa"
    ),
    "001_6c7814d4588fa08b.txt": (
        "c87d2074c9efe5cf600ab47c7d2b0391f8586ea6f2b162b6dcc81c5277cb5d75"
    ),
    "002_b592d8b5a38397cb.txt": (
        "23695f305bc09b1e94825465d4db2be3a269e0cd5291d10249296fbc38a3bfd7"
    ),
    "003_472970bed74d8ae4.txt": (
        "c9f50e96a6907c7666d14f4f6b69526dc1781a960b4af051a9aa9b731debef3d"
    ),
    "004_a8c355fc950ad76c.txt": (
        "79f3c1cbd4136586ca3a7b38882edd4313555a146e20e11842a7a4fde8e28282"
    ),
}

HEAVY = ("jinja2", "markdown", "nh3", "pydantic", "yaml", "sqlite3", "multiprocessing")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(module: str) -> str:
    """``builder.link.events`` -> ``link``; ``""`` for the package itself."""
    return [*module.split("."), ""][1]


def module_of(path: Path, root: Path = ROOT) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts)


def imports_of(path: Path, root: Path = ROOT) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each import of the program's own, at any depth."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parent = module_of(path, root).split(".")[: -node.level]
                base = ".".join([*parent, *filter(None, [node.module])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.split(".")[0] == "builder":
                yield node.lineno, name


def imported_rooms(path: Path, root: Path = ROOT) -> Iterator[tuple[int, str]]:
    known = rooms()
    for line, name in imports_of(path, root):
        if room_of(name) in known:
            yield line, room_of(name)


def allowed(room: str) -> frozenset[str]:
    """The rooms that a room may import from."""
    placed = (*ABOVE_THE_WAIST, *BELOW_THE_WAIST, *ROOF)
    floor = rooms() - set(placed)
    for side in (ABOVE_THE_WAIST, BELOW_THE_WAIST, placed if room in ROOF else ()):
        if room in side:
            return floor | frozenset(side[: side.index(room) + 1])
    return floor


@cache
def rooms() -> frozenset[str]:
    modules = {path.stem for path in BUILDER.glob("*.py")}
    folders = {path.parent.name for path in BUILDER.glob("*/*.py")}
    return frozenset((modules | folders) - {"__init__"})


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    room = room_of(module_of(path)) if path.parent != BUILDER else path.stem
    wrong = [
        f"{name_of(path)}:{line}: {room} imports {other}"
        for line, other in imported_rooms(path)
        if other not in allowed(room)
    ]
    assert wrong == []


def test_the_waist_is_a_waist() -> None:
    """The table itself keeps the two halves apart, in both directions."""
    for room in BELOW_THE_WAIST:
        assert allowed(room).isdisjoint((*ABOVE_THE_WAIST, *ROOF))
    for room in ABOVE_THE_WAIST:
        assert allowed(room).isdisjoint((*BELOW_THE_WAIST, *ROOF))


def find_cycle(graph: Mapping[str, frozenset[str]]) -> list[str]:
    """Modules that import each other in a ring, or nothing."""
    left = dict(graph)
    while free := [name for name, needed in left.items() if not needed & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


@cache
def import_graph() -> dict[str, frozenset[str]]:
    names = {module_of(path).removesuffix(".__init__"): path for path in MODULES}
    graph = {}
    for module, path in names.items():
        wanted = {
            name if name in names else name.rpartition(".")[0]
            for _, name in imports_of(path)
        }
        graph[module] = frozenset(wanted & names.keys()) - {module}
    return graph


def test_no_module_imports_itself_by_a_detour() -> None:
    assert find_cycle(import_graph()) == []


def test_a_detour_is_seen() -> None:
    ring = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": set()}
    assert find_cycle({k: frozenset(v) for k, v in ring.items()}) == ["a", "b", "c"]


def test_the_cache_counts_all_that_annotating_imports() -> None:
    """What annotations rest on and the key does not hold would never be renewed."""
    graph = import_graph()
    needed, left = set[str](), {m for m in graph if room_of(m) == "annotate"}
    while left:
        needed |= left
        left = {name for module in left for name in graph[module]} - needed
    rooms = {room_of(module) for module in needed if room_of(module)}
    assert rooms - {room.removesuffix(".py") for room in ROOMS} == set()


def test_an_import_in_the_wrong_direction_is_seen(tmp_path: Path) -> None:
    planted = tmp_path / "builder" / "publish" / "planted.py"
    planted.parent.mkdir(parents=True)
    planted.write_text(
        "import os, builder.model\n"
        "def f():\n    from builder.link import events\n    return events, os\n"
        "from ..ingest import align\n",
        encoding="utf-8",
    )
    found = list(imported_rooms(planted, tmp_path))
    assert sorted(found) == [(1, "model"), (3, "link"), (5, "ingest")]
    assert allowed("publish").isdisjoint({"link", "ingest"})


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_say_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def tracked() -> list[Path]:
    """The text files git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{name_of(path)}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        if pattern.search(line)
    ]


def code() -> list[Path]:
    return [p for p in tracked() if p.suffix in {".py", ".sh", ".js", ".css", ".html"}]


# Spelt in pieces, so that this file does not hold what it looks for.
UNFINISHED = re.compile(
    "|".join(
        [
            r"\bTO" + r"DO\b",
            "FIX" + "ME",
            r"(?<![\w\]-])X" + r"XX(?!\w)",
            "Not" + "ImplementedError",
            r"\bmark\." + r"(skip|xfail)",
            r"pytest\." + r"(skip|xfail|importorskip)",
        ]
    )
)
ADDRESSES = re.compile(
    r"(index-" + "url|extra-" + r"index|find-" + r"links|file:/" + "//|https?://)"
)
MACHINE = re.compile(
    r"(?:^|[^\w.])/(?:work|farm|root|home|Users)/"
    + r"\w|bash_"
    + r"jobs|/opt/py"
    + "pi"
)


def test_nothing_is_left_unfinished() -> None:
    assert lines_with(UNFINISHED, code()) == []


@pytest.mark.parametrize(
    "line",
    ["# TO" + "DO later", "raise Not" + "ImplementedError", "@pytest.mark." + "skip"],
)
def test_unfinished_places_are_seen(line: str) -> None:
    assert UNFINISHED.search(line)


def test_an_open_year_is_not_an_unfinished_place() -> None:
    assert not UNFINISHED.search('"XXXX-11-14"')


def test_pins_carry_no_address() -> None:
    pins = sorted((ROOT / "requirements").glob("*.txt"))
    assert [path.name for path in pins] == ["run.txt", "test.txt"]
    assert lines_with(ADDRESSES, pins) == []


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_every_pin_has_a_hash(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", text).strip())
    assert pins
    loose = [p for p in pins if not re.match(r"[\w.-]+==\S+(?s:.*)--hash=sha256:", p)]
    assert loose == []


def test_the_test_environment_holds_all_of_the_other() -> None:
    run, test = (
        set(
            re.findall(
                r"(?m)^[\w.-]+==\S+",
                (ROOT / "requirements" / name).read_text(encoding="utf-8"),
            )
        )
        for name in ("run.txt", "test.txt")
    )
    assert run - test == set()


def test_no_path_of_a_machine() -> None:
    assert lines_with(MACHINE, [p for p in tracked() if "seeds" not in p.parts]) == []


@pytest.mark.parametrize(
    "name",
    [
        *("builder", "templates/default", "content", "seeds", "site", "tests"),
        *("pyproject.toml", "Makefile", "README.md", "CONTRIBUTING.md", "LICENSE"),
        *("NOTICE", "CHANGELOG.md", "DECISIONS.md", ".ci/run", "requirements"),
    ],
)
def test_the_front_hall_is_complete(name: str) -> None:
    assert (ROOT / name).exists()


MADE_BY_BUILD = (".venv/", "site/")


def paths_in(text: str) -> list[str]:
    """What a page of prose names as a file or folder of the checkout."""
    links = re.findall(r"\]\((?!https?:|#)([^)]+)\)", text)
    spans = re.findall(r"`([^` ]+)`", text)
    return links + [s for s in spans if re.search(r"/$|\w/\w|\.(md|py|toml|yaml)$", s)]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_path_that_is_named_is_there(name: str) -> None:
    named = paths_in((ROOT / name).read_text(encoding="utf-8"))
    assert len(named) > 3
    gone = [
        path
        for path in named
        if not path.startswith(MADE_BY_BUILD)
        and not list(ROOT.glob(path.replace("<code>", "fr").rstrip("/")))
    ]
    assert gone == []


def test_a_path_that_is_gone_is_seen() -> None:
    prose = "![x](a/b.png) [y](https://z) `content/` `no/such.py` `make x` `checked:`"
    assert paths_in(prose) == ["a/b.png", "content/", "no/such.py"]


def test_git_keeps_the_empty_site_and_nothing_of_it() -> None:
    names = [name_of(path) for path in tracked()]
    assert [name for name in names if name.startswith("site/")] == ["site/.gitkeep"]


def test_the_evidence_is_untouched() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    }
    assert found == SEEDS


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from builder.cli import main\n"
        "try:\n"
        f"    main({arguments!r})\n"
        "except SystemExit as stop:\n"
        "    print('status', stop.code)\n"
        f"print('loaded', [m for m in {HEAVY!r} if m in sys.modules])\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout.splitlines()[-2:] == ["status 0", "loaded []"], answer.stderr


DATA = sorted(BUILDER.rglob("*.yaml"))


def misread(text: str) -> list[str]:
    """Plain words that YAML 1.1 takes for something else: on, no, 12:30, 010."""
    found = []
    for node in scalars(yaml.compose(text, yaml.CSafeLoader)):
        if node.style:
            continue
        kind = node.tag.rpartition(":")[2]
        if (
            (kind == "bool" and node.value not in {"true", "false"})
            or (kind == "int" and not re.fullmatch(r"-?(0|[1-9][0-9]*)", node.value))
            or kind == "timestamp"
        ):
            found.append(f"line {node.start_mark.line + 1}: {node.value} is a {kind}")
    return found


def scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from scalars(key)
            yield from scalars(value)


@pytest.mark.parametrize("path", DATA, ids=name_of)
def test_words_of_data_files_are_words(path: Path) -> None:
    assert misread(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text", ["[on, at]", "no: 1", "- 12:30", "- 010", "- 2020-01-02"]
)
def test_a_word_taken_for_something_else_is_seen(text: str) -> None:
    assert len(misread(text)) == 1


def test_true_numbers_and_quoted_words_are_no_trouble() -> None:
    assert misread("{a: true, 'no': 12, c: 'on', d: 0, e: oui}") == []
