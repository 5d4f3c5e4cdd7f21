"""The commands: read arguments, call the pipeline, print problems, exit.

Exit status: 0 all is well, 1 there are problems a person should mend, 2 the command
itself is wrong. Nothing heavy is imported before a command is known: ``--help`` and
``--version`` answer at once.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from builder import __version__

_CONFIG = "content/site.yaml"


def main(arguments: Sequence[str] | None = None) -> int:
    """``recoupe VERB ...``."""
    parser = _make_parser()
    options = parser.parse_args(arguments)
    if options.verb is None:
        parser.print_help()
        return 0
    return _run(options)


def build(arguments: Sequence[str] | None = None) -> int:
    """The console script ``build``: ``recoupe build``."""
    parser = argparse.ArgumentParser(prog="build", description=_BUILD)
    _add_common(parser)
    _add_build(parser)
    options = parser.parse_args(arguments)
    options.verb = "build"
    return _run(options)


_BUILD = "Read seeds/, bring content/ up to date, write the site to site/."
_CHECK = "Read content/ and say what a person should mend; nothing is written."
_EXPLAIN = "Say why a value stands where it stands."


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="recoupe",
        description="Articles in, a static site of compared accounts out.",
    )
    parser.add_argument("--version", action="version", version=f"recoupe {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    verb = verbs.add_parser("build", help=_BUILD, description=_BUILD)
    _add_common(verb)
    _add_build(verb)
    verb = verbs.add_parser("check", help=_CHECK, description=_CHECK)
    _add_common(verb)
    verb = verbs.add_parser("explain", help=_EXPLAIN, description=_EXPLAIN)
    _add_common(verb)
    verb.add_argument(
        "what",
        help="the id of an event or of an article, or ARTICLE:WORDS for one expression",
    )
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="the project's folder (default: the current one)",
    )
    volume = parser.add_mutually_exclusive_group()
    volume.add_argument(
        "-q", "--quiet", action="store_true", help="print problems and nothing else"
    )
    volume.add_argument(
        "-v", "--verbose", action="store_true", help="print what every stage does"
    )


def _add_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="publish what is good although there are errors (the status stays 1)",
    )


def _run(options: argparse.Namespace) -> int:
    level = logging.INFO if options.verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)
    root: Path = options.root.resolve()
    if not root.is_dir() or not any((root / f).exists() for f in ("seeds", _CONFIG)):
        print(
            f"{root}: there is no project here (no seeds/ and no {_CONFIG}).\n"
            "  hint: make a folder seeds/ and put articles into it, or name the "
            "project's folder with --root",
            file=sys.stderr,
        )
        return 2
    return _VERBS[options.verb](root, options)


def _do_build(root: Path, options: argparse.Namespace) -> int:
    from builder.pipeline import build_project
    from builder.problems import has_errors

    result = build_project(root, keep_going=options.keep_going)
    _print_problems(result.problems)
    if not options.quiet:
        for line in result.summary():
            print(line)
    return 1 if has_errors(result.problems) else 0


def _do_check(root: Path, options: argparse.Namespace) -> int:
    from builder.pipeline import check_project
    from builder.problems import has_errors

    problems = check_project(root)
    _print_problems(problems)
    if not options.quiet and not problems:
        print("content/ is in order.")
    return 1 if has_errors(problems) else 0


def _do_explain(root: Path, options: argparse.Namespace) -> int:
    from builder.explain import explain

    lines, found = explain(root, options.what)
    for line in lines:
        print(line, file=sys.stdout if found else sys.stderr)
    return 0 if found else 2


def _print_problems(problems: Sequence[object]) -> None:
    from builder.problems import Problem, render_problem

    for problem in problems:
        assert isinstance(problem, Problem)
        print(render_problem(problem), file=sys.stderr)


_VERBS: dict[str, Callable[[Path, argparse.Namespace], int]] = {
    "build": _do_build,
    "check": _do_check,
    "explain": _do_explain,
}
