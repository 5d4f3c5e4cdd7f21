"""The commands: read arguments, call the pipeline, print problems, exit.

Exit status: 0 all is well, 1 there are problems a person should mend, 2 the command
itself is wrong, or the program is; 130 it was interrupted, 141 nobody reads on.
Nothing heavy is imported before a command is known: ``--help`` and ``--version`` answer
at once.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Never

from builder import __version__

if TYPE_CHECKING:
    from builder.deciding import Answer
    from builder.pipeline import BuildResult

_CONFIG = "content/site.yaml"
_PORT = 8000
_SHELLS = ("bash", "zsh", "fish")
_FORMATS = ("auto", "text", "json", "github")


def main(arguments: Sequence[str] | None = None) -> int:
    """``recoupe VERB ...``."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    if options.verb is None:
        parser.print_help()
        return 0
    return _run(options)


def build(arguments: Sequence[str] | None = None) -> int:
    """The console script ``build``: ``recoupe build``."""
    parser = _Parser(prog="build", description=_BUILD)
    _add_build(parser)
    options = parser.parse_args(arguments)
    options.verb = "build"
    return _run(options)


_BUILD = "Read seeds/, bring content/ up to date, write the site to site/."
_CHECK = "Read content/ and say what a person should mend; nothing is written."
_EXPLAIN = "Say why a value stands where it stands."
_REVIEW = "List what awaits a person: where it is, what to write. Nothing is written."
_INCOMPLETE = "content/ has errors, so the list may lack something: run recoupe check"
_SERVE = "Show the site in a browser as a build would make it, after every save."
_LINK = "Say that two reports tell of one event; it is written into their records."
_UNLINK = "Say that a report tells of another event than those it stands with."
_ACCEPT = "Take what the machine proposes in place of what stands; it is yours then."
_RESET = "Give a record, or a part of one, back to the machine."
_COMPLETION = "Print a script that completes commands in a shell."


class _Parser(argparse.ArgumentParser):
    """A parser that names the nearest word it knows."""

    def error(self, message: str) -> Never:
        """Exit with status 2."""
        wrong = message.partition("invalid choice: '")[2].partition("'")[0]
        names = message.partition("(choose from ")[2].rstrip(")").split(", ")
        if message.startswith("unrecognized arguments: -"):
            wrong, names = message.split()[2], self._find_options()
        if wrong:
            from builder.problems import nearest

            near = nearest(wrong, [name.strip("'") for name in names])
            message += f"\n  hint: did you mean '{near}'?" if near else ""
        super().error(message)

    def _find_options(self) -> list[str]:
        """Options of this command and of those below it."""
        names = [*self._option_string_actions]
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                names += [n for v in action.choices.values() for n in v._find_options()]
        return names


def make_parser() -> argparse.ArgumentParser:
    """All verbs and options."""
    parser = _Parser(
        prog="recoupe",
        description="Articles in, a static site of compared accounts out.",
    )
    parser.add_argument("--version", action="version", version=f"recoupe {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    verb = verbs.add_parser("build", help=_BUILD, description=_BUILD)
    _add_build(verb)
    verb = verbs.add_parser("serve", help=_SERVE, description=_SERVE)
    _add_common(verb)
    verb.add_argument(
        "--port",
        type=int,
        default=_PORT,
        help=f"where to serve (default: {_PORT}, or the next free one)",
    )
    verb.add_argument("--open", action="store_true", help="open the browser")
    verb = verbs.add_parser("check", help=_CHECK, description=_CHECK)
    _add_common(verb)
    _add_format(verb)
    verb.add_argument(
        "--strict",
        action="store_true",
        help="exit with status 1 for warnings too",
    )
    verb = verbs.add_parser("explain", help=_EXPLAIN, description=_EXPLAIN)
    _add_common(verb)
    verb.add_argument(
        "what",
        metavar="ID",
        help="the id of an event or of an article, or ARTICLE:WORDS for one expression",
    )
    for name, about in (("accept", _ACCEPT), ("reset", _RESET)):
        verb = verbs.add_parser(name, help=about, description=about)
        _add_common(verb)
        verb.add_argument(
            "what",
            metavar="ID",
            help="the id of an event or of an article, or a part of it: ID.date, "
            "ID.r-7f3a2c, ID.r-7f3a2c.killed",
        )
    verb = verbs.add_parser("review", help=_REVIEW, description=_REVIEW)
    _add_common(verb)
    _add_format(verb)
    verb = verbs.add_parser("link", help=_LINK, description=_LINK)
    _add_common(verb)
    for name in ("one", "other"):
        verb.add_argument(name, metavar="ID", help="the id of a report or of an event")
    verb = verbs.add_parser("unlink", help=_UNLINK, description=_UNLINK)
    _add_common(verb)
    verb.add_argument("report", metavar="ID", help="the id of a report")
    verb = verbs.add_parser("completion", help=_COMPLETION, description=_COMPLETION)
    verb.add_argument("shell", choices=_SHELLS)
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


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="auto",
        help="text; json, one document on standard output; github, text and "
        "annotations; auto (the default) is github on GitHub Actions, else text",
    )


def _add_build(parser: argparse.ArgumentParser) -> None:
    _add_common(parser)
    _add_format(parser)
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="publish what is good although there are errors (the status stays 1)",
    )
    parser.add_argument(
        "--frozen",
        action="store_true",
        help="publish content/ as it stands and never write it; print the diff and "
        "fail where a build would change a record",
    )


def _run(options: argparse.Namespace) -> int:
    """Carry a command out; the exit status."""
    _open_output()
    try:
        status = _VERBS[options.verb](options)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print("interrupted; nothing is torn, the next build completes", file=sys.stderr)
        return 130
    except BrokenPipeError:  # recoupe check | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        _report_fault(error, getattr(options, "verbose", True))
        return 2


def _open_output() -> None:
    """Make any text printable: a title may hold what the terminal's alphabet lacks."""
    if sys.stdout is None:  # recoupe check >&-
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _report_fault(error: Exception, verbose: bool) -> None:
    hint = "report this with the lines above it"
    if verbose:
        import traceback

        traceback.print_exception(error)
    else:
        hint = "run it again with --verbose and report what it prints"
    print(
        f"a fault of the program, not of your files: {type(error).__name__}: "
        f"{error}\n  hint: nothing is lost; {hint}",
        file=sys.stderr,
    )


def _find_project(options: argparse.Namespace) -> Path | None:
    """The project's folder; None, and a message, where there is none."""
    import logging

    level = logging.INFO if options.verbose else logging.WARNING
    form = (
        "%(relativeCreated)7.0f ms  %(message)s" if options.verbose else "%(message)s"
    )
    logging.basicConfig(level=level, format=form, stream=sys.stderr)
    root: Path = options.root.resolve()
    if root.is_dir() and any((root / f).exists() for f in ("seeds", _CONFIG)):
        return root
    print(
        f"{root}: there is no project here (no seeds/ and no {_CONFIG}).\n"
        "  hint: make a folder seeds/ and put articles into it, or name the "
        "project's folder with --root",
        file=sys.stderr,
    )
    return None


def _do_build(options: argparse.Namespace) -> int:
    root = _find_project(options)
    if root is None:
        return 2
    from dataclasses import asdict

    from builder.pipeline import build_project
    from builder.problems import has_errors
    from builder.progress import wants_bar, watch
    from builder.reporting import (
        find_base,
        find_format,
        make_harmless,
        print_problems,
        render_json,
    )

    shown = wants_bar(sys.stderr) and not (options.quiet or options.verbose)
    with watch(sys.stderr) if shown else nullcontext():
        result = build_project(
            root, keep_going=options.keep_going, frozen=options.frozen
        )
    form = find_format(options.format)
    if form == "json":
        counts = asdict(result.counts)
        print(
            render_json(result.problems, counts, result.published, result.differences)
        )
    else:
        for difference in result.differences:
            sys.stdout.write(make_harmless(_printable(difference), form))
        sys.stdout.flush()
        print_problems(result.problems, form, sys.stderr, find_base(root))
        if not options.quiet:
            _print_summary(result)
    return 1 if has_errors(result.problems) else 0


def _printable(text: str) -> str:
    """Text of a file for a terminal, with nothing in it that could drive one."""
    return "".join(
        c if c.isprintable() or c in "\n\t\u00a0\u202f" else "�" for c in text
    )


def _print_summary(result: BuildResult) -> None:
    for line in result.summary():
        print(line)


def _do_serve(options: argparse.Namespace) -> int:
    root = _find_project(options)
    if root is None:
        return 2
    from builder.serve import serve

    return serve(
        root, port=options.port, open_browser=options.open, quiet=options.quiet
    )


def _do_check(options: argparse.Namespace) -> int:
    root = _find_project(options)
    if root is None:
        return 2
    from builder.pipeline import check_project
    from builder.problems import has_errors
    from builder.reporting import find_base, find_format, print_problems, render_json

    problems = check_project(root)
    failed = has_errors(problems) or (options.strict and bool(problems))
    form = find_format(options.format)
    if form == "json":
        print(render_json(problems, strict=options.strict))
    else:
        print_problems(problems, form, sys.stderr, find_base(root))
        if not options.quiet:
            print(_sum_up(len(problems), failed))
    return 1 if failed else 0


def _sum_up(count: int, failed: bool) -> str:
    if not count:
        return "content/ is in order."
    name = "1 problem" if count == 1 else f"{count} problems"
    if failed:
        return f"{name}: mend what is above, then run recoupe check again"
    return f"{name}, none of which keeps the site from being built"


def _do_explain(options: argparse.Namespace) -> int:
    root = _find_project(options)
    if root is None:
        return 2
    from builder.explain import explain

    lines, found = explain(root, options.what)
    for line in lines:
        print(line, file=sys.stdout if found else sys.stderr)
    return 0 if found else 2


def _do_accept(options: argparse.Namespace) -> int:
    root = _find_project(options)
    if root is None:
        return 2
    from builder.ownership import accept

    return _print_answer(accept(root, options.what), options.quiet)


def _do_reset(options: argparse.Namespace) -> int:
    root = _find_project(options)
    if root is None:
        return 2
    from builder.ownership import reset

    return _print_answer(reset(root, options.what), options.quiet)


def _print_answer(answer: Answer, quiet: bool) -> int:
    """The change on standard output, what was done or is wrong beside it."""
    if not quiet:
        sys.stdout.write(_printable(answer.difference))
        sys.stdout.flush()
    if answer.status or not quiet:
        for line in answer.lines:
            print(_printable(line), file=sys.stderr if answer.status else sys.stdout)
    return answer.status


def _do_review(options: argparse.Namespace) -> int:
    root = _find_project(options)
    if root is None:
        return 2
    from builder.pipeline import update_content
    from builder.problems import has_errors
    from builder.reporting import (
        find_base,
        find_format,
        print_awaiting,
        render_awaiting_json,
    )
    from builder.review import find_awaiting

    state = update_content(root, write=False)
    items, wrong = find_awaiting(state), has_errors(state.problems)
    form = find_format(options.format)
    if form == "json":
        print(render_awaiting_json(items, not wrong))
    else:
        print_awaiting(items, form, sys.stdout, find_base(root))
    if wrong:
        print(_INCOMPLETE, file=sys.stderr)
    elif not items and form != "json" and not options.quiet:
        print("Nothing awaits you.")
    return 1 if wrong else 0


def _do_link(options: argparse.Namespace) -> int:
    root = _find_project(options)
    if root is None:
        return 2
    from builder.regrouping import link

    return _print_answer(link(root, options.one, options.other), options.quiet)


def _do_unlink(options: argparse.Namespace) -> int:
    root = _find_project(options)
    if root is None:
        return 2
    from builder.regrouping import unlink

    return _print_answer(unlink(root, options.report), options.quiet)


def _do_completion(options: argparse.Namespace) -> int:
    from builder.completion import render_completion

    print(render_completion(options.shell, make_parser()), end="")
    return 0


_VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _do_build,
    "serve": _do_serve,
    "check": _do_check,
    "explain": _do_explain,
    "accept": _do_accept,
    "reset": _do_reset,
    "review": _do_review,
    "link": _do_link,
    "unlink": _do_unlink,
    "completion": _do_completion,
}
