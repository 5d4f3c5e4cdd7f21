"""The commands: what they print where, and their exit status."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder import __version__
from builder.cli import build, main
from tests.line.project import MADE, ROOT, files_of, lay_out


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "project"
    folder.mkdir()
    root = lay_out(folder, MADE / "content", MADE / "seeds").root
    assert main(["build", "-q", "--root", str(root)]) == 0
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "project")


def break_one(project: Path) -> Path:
    """A kind that nobody knows, in one record."""
    path = next((project / "content" / "events").glob("*shipwreck*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("accident/sea\n", "accident/see\n", 1), "utf-8")
    return path


# --- 2: the command is wrong ---------------------------------------------------------


@pytest.mark.parametrize("verb", ["build", "check", "explain", "review"])
def test_outside_a_project_it_says_what_to_do(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["x"] if verb == "explain" else []
    assert main([verb, "--root", str(tmp_path), *more]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert str(tmp_path) in printed.err
    assert "seeds/" in printed.err
    assert "--root" in printed.err
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"


def test_a_folder_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--root", str(tmp_path / "none")]) == 2
    assert "there is no project here" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["bild"], ["build", "--fast"], ["explain"]])
def test_what_cannot_be_understood_is_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_an_id_nobody_knows_names_the_nearest(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "--root", str(built), "port-ancel-shipwrek-2031"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "port-ancel-shipwreck-2031-05-03" in printed.err


def test_an_id_like_no_other_gets_no_wrong_advice(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "--root", str(built), "zzzzzzzz"]) == 2
    assert "Did you mean" not in capsys.readouterr().err


# --- 1: a person should mend something -----------------------------------------------


@pytest.mark.parametrize("verb", ["build", "check"])
def test_an_error_is_1_and_on_standard_error(
    verb: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = break_one(project)
    assert main([verb, "--root", str(project)]) == 1
    printed = capsys.readouterr()
    assert path.relative_to(project).as_posix() in printed.err
    assert "accident/sea" in printed.err.split("accident/see", 1)[1]
    assert "error" not in printed.out.replace("errors above", "")


def test_check_writes_nothing(project: Path) -> None:
    break_one(project)
    before = files_of(project)
    main(["check", "--root", str(project)])
    assert files_of(project) == before


def test_explain_writes_nothing(project: Path) -> None:
    edited = next((project / "content" / "articles").glob("herald-march.md"))
    text = edited.read_text(encoding="utf-8")
    edited.write_text(text.replace("Thousands of people", "Dozens of people"), "utf-8")
    before = files_of(project / "content") | files_of(project / "site")
    main(["explain", "--root", str(project), "herald-march"])
    assert files_of(project / "content") | files_of(project / "site") == before


# --- 0 -------------------------------------------------------------------------------


def test_check_of_a_good_project(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(built)]) == 0
    assert "in order" in capsys.readouterr().out


def test_a_warning_fails_only_a_strict_check(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = project / "content" / "articles" / "herald-march.md"
    text = article.read_text("utf-8").replace(
        "outlet: halden-herald", "outlet: unknown"
    )
    article.write_text(text, "utf-8")
    for options, status in (((), 0), (("--strict",), 1)):
        assert main(["check", "--root", str(project), *options]) == status
        assert "W350" in capsys.readouterr().err
        answer = ["check", "--root", str(project), "--format", "json", *options]
        assert main(answer) == status
        assert json.loads(capsys.readouterr().out)["ok"] is (status == 0)


def test_a_strict_check_of_a_good_project(built: Path) -> None:
    assert main(["check", "--strict", "--root", str(built)]) == 0


def test_build_says_what_it_did(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(["--root", str(project)]) == 0
    out = capsys.readouterr().out
    assert "6 articles" in out
    assert "site/: 0 files written" in out


def test_quiet_prints_nothing_where_all_is_well(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(["-q", "--root", str(project)]) == 0
    assert capsys.readouterr() == ("", "")


def test_without_a_verb_it_helps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    assert all(verb in out for verb in ("build", "check", "explain"))


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"recoupe {__version__}\n"


def test_as_a_module_from_inside_the_project(project: Path) -> None:
    """``python -m builder build`` in the folder itself, as a person types it."""
    done = subprocess.run(
        [sys.executable, "-m", "builder", "build"],
        cwd=project,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "6 articles" in done.stdout


def test_names_that_are_no_ascii_print_everywhere(project: Path) -> None:
    """A terminal without UTF-8 gets a message, not a traceback."""
    path = break_one(project)
    path.rename(path.with_name("naufrage-é-港.yaml"))
    done = subprocess.run(
        [sys.executable, "-m", "builder", "check", "--root", str(project)],
        cwd=ROOT,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": ""},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"accident/sea" in done.stderr


# --- formats, frozen, interruptions --------------------------------------------------


def test_one_document_and_nothing_else(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = break_one(project)
    assert main(["build", "--format", "json", "--root", str(project)]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    document = json.loads(printed.out)
    assert document["published"] is False
    assert [p["path"] for p in document["problems"]] == [
        path.relative_to(project).as_posix()
    ]


def test_a_hosted_check_gets_annotations_and_text(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_one(project)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["check", "--root", str(project)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("::error file=content/events/")
    assert any("hint: " in line for line in lines[1:])


def test_a_misspelt_verb_names_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["bild"])
    assert stop.value.code == 2
    assert "did you mean 'build'?" in capsys.readouterr().err


def test_an_interruption_is_one_line(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("builder.pipeline.check_project", stop)
    assert main(["check", "--root", str(project)]) == 130
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_fault_of_the_program_is_said_to_be_one(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr("builder.pipeline.check_project", fail)
    assert main(["check", "--root", str(project)]) == 2
    printed = capsys.readouterr().err
    assert "RuntimeError: odd" in printed
    assert "Traceback" not in printed
    assert main(["check", "--verbose", "--root", str(project)]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_who_stops_reading_gets_no_traceback(project: Path) -> None:
    break_one(project)
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m builder check --format json "
         f"--root '{project}' | true"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_a_misspelt_option_names_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["build", "--zzz"])
    assert "did you mean" not in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["build", "--frozn"])
    assert "did you mean '--frozen'?" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        build(["--kep-going"])
    assert "did you mean '--keep-going'?" in capsys.readouterr().err


@pytest.mark.parametrize("redirect", ["", " >&-"])
def test_any_output_takes_any_title(built: Path, redirect: str) -> None:
    """Neither an alphabet without accents nor a closed output is a fault."""
    name = "port-ancel-shipwreck-2031-05-03"
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m builder explain {name} "
         f"--root '{built}'{redirect}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_verbose_says_what_is_done_and_when(
    project: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "builder", "build", "-v", "--root", str(project)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = [line.partition(" ms  ") for line in done.stderr.splitlines()]
    assert all(mark and time.strip().isdigit() for time, mark, _ in told)
    assert "reading seeds/" in [said for _, _, said in told]
    assert "writing the site to site/" in [said for _, _, said in told]


def test_a_file_of_a_project_commands_no_hosted_check(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The text beside the annotations is searched for commands too."""
    path = break_one(project)
    path.rename(path.with_name("a ##[add-mask]x.yaml"))
    assert main(["check", "--format", "github", "--root", str(project)]) == 1
    lines = capsys.readouterr().err.splitlines()
    for line in lines:
        assert line.startswith("::error file=") or "##[" not in line
    assert any("a ## [add-mask]x.yaml" in line for line in lines)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_a_quick_answer_loads_no_more_than_it_needs(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from builder.cli import main\n"
        "try:\n"
        f"    main({arguments!r})\n"
        "except SystemExit:\n"
        "    print(*sorted(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(done.stdout.splitlines()[-1].split())
    ours = {name for name in loaded if name.split(".")[0] == "builder"}
    assert ours == {"builder", "builder.cli"}
    assert loaded.isdisjoint(
        {"asyncio", "dataclasses", "difflib", "inspect", "json", "logging", "socket"}
    )
