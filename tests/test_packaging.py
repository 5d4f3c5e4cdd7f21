"""What the wheel and the sdist hold, and that the wheel stands on its own.

Built with the backend itself: no network, no isolated environment.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# What travels with the program besides its modules: folder, pattern, why.
CARRIED = (
    ("builder/languages", "*.yaml"),
    ("builder/taxonomy", "*.yaml"),
    ("builder/data", "*.yaml"),
    ("templates/default", "*"),
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
