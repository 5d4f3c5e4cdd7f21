"""What the wheel and the sdist hold, and that the wheel stands on its own.

Built with the backend itself: no network, no isolated environment. The empty
environment it is installed in holds copies of what the wheel says it needs, no more.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from email.message import Message
from email.parser import Parser
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent

# What travels with the program besides its modules: folder, pattern, why.
CARRIED = (
    ("builder/languages", "*.yaml"),
    ("builder/taxonomy", "*.yaml"),
    ("builder/data", "*.yaml"),
    ("builder/data", "*.gz"),
    ("templates/default", "*"),
    ("builder/serve/assets", "*"),
)


def hatch(target: str, folder: Path, source: Path = ROOT) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hatch("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hatch("sdist", tmp_path_factory.mktemp("sdist"))


def wheel_names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


def sdist_names(path: Path) -> set[str]:
    with tarfile.open(path) as archive:
        return {
            member.name.split("/", 1)[1]
            for member in archive.getmembers()
            if member.isfile()
        }


def files_below(folder: str, pattern: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }


def in_wheel(name: str) -> str:
    """Where the wheel holds a file of the checkout."""
    return f"builder/{name}" if name.startswith("templates/") else name


def test_the_wheel_holds_every_module(wheel: Path) -> None:
    assert files_below("builder", "*.py") - wheel_names(wheel) == set()


@pytest.mark.parametrize(("folder", "pattern"), CARRIED)
def test_data_travels(wheel: Path, sdist: Path, folder: str, pattern: str) -> None:
    wanted = files_below(folder, pattern)
    assert wanted, f"{folder} holds nothing: the check would be empty"
    assert {in_wheel(name) for name in wanted} - wheel_names(wheel) == set()
    assert wanted - sdist_names(sdist) == set()


def test_no_article_and_no_record_travels(wheel: Path, sdist: Path) -> None:
    tops = {name.split("/")[0] for name in wheel_names(wheel)}
    assert {top for top in tops if not top.startswith("recoupe-")} == {"builder"}
    tops = {name.split("/")[0] for name in sdist_names(sdist) if "/" in name}
    assert tops == {"builder", "templates"}


def test_no_words_of_an_article_travel(wheel: Path) -> None:
    """Not even inside a module or a language file: no long line of a seed."""
    lines = {
        line.strip().encode()
        for path in (ROOT / "seeds").glob("*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line.strip()) > 60
    }
    assert lines
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            assert [line for line in lines if line in data] == [], name


def test_licence_and_notice_travel(wheel: Path, sdist: Path) -> None:
    licences = {Path(name).name for name in wheel_names(wheel) if "/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}
    assert {"LICENSE", "NOTICE", "README.md"} <= sdist_names(sdist)


def test_a_wheel_made_from_the_sdist_is_the_same(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    with tarfile.open(sdist) as archive:
        if hasattr(tarfile, "data_filter"):  # since 3.11.4
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(tmp_path)
    (source,) = tmp_path.iterdir()
    again = hatch("wheel", tmp_path / "wheel", source)
    assert again.read_bytes() == wheel.read_bytes()


def test_the_version_stands_once(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    script = "import builder; print(builder.__version__)"
    answer = run_from(wheel.parent / "nowhere", wheel, script)
    assert answer.strip() == project["project"]["version"]


def run_from(folder: Path, wheel: Path, script: str) -> str:
    """Run with the unpacked wheel first on the path, away from the checkout."""
    unpacked = folder / "unpacked"
    if not unpacked.is_dir():
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(unpacked)
    answer = subprocess.run(
        [sys.executable, "-P", "-c", script],
        cwd=unpacked,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_the_wheel_finds_its_own_data(wheel: Path, tmp_path: Path) -> None:
    stage = min(path.stem for path in (ROOT / "builder/languages/fr").glob("*.yaml"))
    script = (
        "from builder.publish.templates import default_templates\n"
        "from builder.languages import load_rules\n"
        "import builder\n"
        "print(builder.__file__)\n"
        "print(default_templates())\n"
        f"print(bool(load_rules('fr', {stage!r})))\n"
    )
    lines = run_from(tmp_path, wheel, script).splitlines()
    assert all(line.startswith(str(tmp_path)) for line in lines[:2]), lines
    assert (Path(lines[1]) / "assets").is_dir()
    assert lines[2] == "True"


# --- what the wheel says about itself


@pytest.fixture(scope="module")
def facts(wheel: Path) -> Message:
    (name,) = (n for n in wheel_names(wheel) if n.endswith(".dist-info/METADATA"))
    with zipfile.ZipFile(wheel) as archive:
        return Parser().parsestr(archive.read(name).decode("utf-8"))


def test_the_facts_are_sane(facts: Message) -> None:
    assert facts["Name"] == "recoupe"
    assert facts["License-Expression"] == "MIT"
    assert set(facts.get_all("License-File", [])) == {"LICENSE", "NOTICE"}
    assert facts["Requires-Python"] == ">=3.11"
    assert facts["Description-Content-Type"] == "text/markdown"
    assert facts["Summary"]
    kinds = facts.get_all("Classifier", [])
    assert "Typing :: Typed" in kinds
    assert "Environment :: Console" in kinds
    assert not [k for k in kinds if k.startswith("License ::")], (
        "the expression says it"
    )


def test_no_address_is_given_that_leads_nowhere(facts: Message) -> None:
    """The project has no host of its own that a package could name."""
    assert facts.get_all("Project-URL") is None
    assert facts.get("Home-page") is None


def test_only_what_runs_is_required(facts: Message) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [Requirement(line) for line in facts.get_all("Requires-Dist", [])]
    always = {one.name for one in needed if one.marker is None}
    wanted = {Requirement(line).name for line in project["project"]["dependencies"]}
    assert always == wanted


# --- installed in an empty environment


def closure(facts: Message) -> dict[str, metadata.Distribution]:
    """What the wheel needs, and what that needs, as it is installed here."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [(line, "") for line in facts.get_all("Requires-Dist", [])]
    while waiting:
        line, extra = waiting.pop()
        wanted = Requirement(line)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": extra}):
            continue
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if name in found:
            continue
        found[name] = metadata.distribution(name)
        for deeper in found[name].requires or ():
            waiting += [(deeper, chosen) for chosen in ("", *wanted.extras)]
    return found


@pytest.fixture(scope="module")
def installed(
    wheel: Path, facts: Message, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The commands' folder of an environment with the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    options = ["--no-index", "--no-deps", "--no-compile", "--disable-pip-version-check"]
    subprocess.run([*pip, *options, str(wheel)], check=True, env=bare())
    (site,) = folder.glob("lib/python*/site-packages")
    for distribution in closure(facts).values():
        for file in distribution.files or ():
            if ".." not in file.parts and "__pycache__" not in file.parts:
                (site / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(file.locate()), site / file)
    return folder / "bin"


def bare() -> dict[str, str]:
    """No variable leads back to the checkout or to a package index."""
    left = {n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "PIP_"))}
    return left | {"PIP_CONFIG_FILE": os.devnull, "PYTHONDONTWRITEBYTECODE": "1"}


def run_command(command: list[str], folder: Path) -> str:
    answer = subprocess.run(
        command, cwd=folder, env=bare(), capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def make_project(folder: Path) -> Path:
    """A folder with nothing but the five articles of the project."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    assert [path.name for path in folder.iterdir()] == ["seeds"]
    assert len(list((folder / "seeds").glob("*.txt"))) == 5
    return folder


def tree(project: Path) -> dict[str, bytes]:
    """Every file that a build makes, but the cache."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for name in ("content", "site")
        for path in (project / name).rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def from_the_checkout(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    project = make_project(tmp_path_factory.mktemp("checkout") / "project")
    python = [sys.executable, "-m", "builder", "build", "--root", str(project)]
    run_command(python, ROOT)
    return tree(project)


def test_nothing_of_the_tests_or_the_checkout_is_in_the_environment(
    installed: Path, tmp_path: Path
) -> None:
    script = (
        "import importlib.util as u\n"
        "print(*[n for n in ('pytest', 'lxml', 'hatchling', 'tests', 'builder')"
        " if u.find_spec(n)])\n"
        "import builder; print(builder.__file__)"
    )
    python = str(installed / "python")
    first, second = run_command([python, "-c", script], tmp_path).splitlines()
    assert first == "builder"
    assert Path(second).is_relative_to(installed.parent)


def test_the_wheel_gives_the_bytes_the_checkout_gives(
    installed: Path, from_the_checkout: dict[str, bytes], tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project")
    run_command([str(installed / "build")], project)
    made = tree(project)
    assert {"site/index.html", "site/manual.html", "site/.nojekyll"} <= set(made)
    assert any(path.startswith("content/.schema/") for path in made)
    assert any(path.startswith("content/events/") for path in made)
    assert sorted(made) == sorted(from_the_checkout)
    assert [p for p in made if made[p] != from_the_checkout[p]] == []


def test_from_another_folder_into_one_with_spaces_and_accents(
    installed: Path, from_the_checkout: dict[str, bytes], tmp_path: Path
) -> None:
    project = make_project(tmp_path / "un dossier d’été" / "événements 🚀")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    name = str(project.relative_to(tmp_path))
    run_command(
        [str(installed / "recoupe"), "build", "--root", f"../{name}"], elsewhere
    )
    assert tree(project) == from_the_checkout
    run_command(
        [str(installed / "recoupe"), "check", "--root", str(project)], elsewhere
    )
    assert list(elsewhere.iterdir()) == []


def test_a_template_of_ones_own_wins_and_extends_the_default_block_by_block(
    installed: Path, from_the_checkout: dict[str, bytes], tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project")
    own = project / "templates"
    (own / "assets").mkdir(parents=True)
    (own / "layout.html").write_text(
        '{% extends "default/layout.html" %}\n'
        '{% block head %}<meta name="mine" content="{{ site_title }}">{% endblock %}\n'
    )
    (own / "404.html").write_text("<!doctype html><title>Elsewhere</title>")
    (own / "assets" / "custom.css").write_text("main { color: teal; }")
    run_command([str(installed / "build")], project)
    made = tree(project)
    assert made["site/404.html"] == b"<!doctype html><title>Elsewhere</title>"
    assert made["site/assets/custom.css"] == b"main { color: teal; }"
    added = b'<meta name="mine" content="Recoupe">'
    pages = [p for p in made if p.endswith(".html") and p != "site/404.html"]
    moved = [p for p in pages if b'http-equiv="refresh"' in from_the_checkout[p]]
    changed = [p for p in pages if p not in moved]
    assert len(changed) > 30
    for path in changed:
        assert made[path].replace(added, b"") == from_the_checkout[path], path
        assert added in made[path]
    contents = [p for p in made if p.startswith("content/")]
    assert all(made[p] == from_the_checkout[p] for p in contents)
