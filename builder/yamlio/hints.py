"""What libyaml stumbled over, said in the words of somebody who edits by hand.

Comes in: its exception and the text. Goes out: place, code, message and hint. Knows
nothing of records.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml
from yaml.reader import ReaderError
from yaml.tokens import ScalarToken

_CONFLICT = re.compile(r"^(?:<{7} |={7}\r?$|>{7} |\|{7} )", re.MULTILINE)
_LEFT = re.compile(r"^(?:<{7}(?: |\r?$)|>{7} )", re.MULTILINE)
"""What no text of an article has; ``=======`` alone may underline a heading."""
_TEXT_AFTER_KEY = re.compile(r"^[ \t]*(?:- +)?[\w.-]+ *:[ \u00a0]+(?P<value>\S.*)$")

_ODD_INDENT = re.compile("^ *[\u00a0\u202f]", re.MULTILINE)

_QUOTE_HINT = 'put the text in double quotes: "…"'


class Explained(NamedTuple):
    """Arguments of a problem."""

    at: int
    code: str
    message: str
    hint: str


def find_conflict_marker(part: str) -> int | None:
    """Offset of the first line that git left in a conflict."""
    if not _LEFT.search(part):
        return None
    match = _CONFLICT.search(part)
    return match.start() if match else None


def explain_error(error: Exception, part: str) -> Explained:
    """Why a text is not YAML, where, and what to write instead."""
    if isinstance(error, UnicodeEncodeError):
        return Explained(
            error.start, "E410", "half of a character (lone surrogate)", "delete it"
        )
    if isinstance(error, ReaderError):
        return _explain_reader(error, part)
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Explained(0, "E409", str(error), "")
    index = min(error.problem_mark.index, len(part))
    start = error.context_mark.index if error.context_mark else index
    return _explain_marked(error.problem or "", error.context or "", index, start, part)


def _explain_reader(error: ReaderError, part: str) -> Explained:
    at = error.position if isinstance(error.position, int) else 0
    char = part[at : at + 1]
    name = f"U+{ord(char):04X}" if char else "?"
    return Explained(
        at,
        "E410",
        f"the character {name} may not stand in a YAML file",
        "delete it; inside double quotes it can be written as an escape such as \\x0c",
    )


def _explain_marked(
    problem: str, context: str, index: int, start: int, part: str
) -> Explained:
    """Word the errors people make most; fall back on libyaml's own words."""
    line = _line_at(part, index)
    if "tab character" in problem or (
        "cannot start any token" in problem and part[index : index + 1] == "\t"
    ):
        return Explained(
            index, "E411", "a tab is used as indentation", "indent with spaces"
        )
    if (odd := _find_odd_indent(part, index)) is not None:
        what = "a no-break space is used as indentation"
        return Explained(odd, "E408", what, "indent with ordinary spaces")
    if "mapping values are not allowed" in problem:
        return _explain_colon(index, line, part)
    if "cannot start any token" in problem:
        char = part[index : index + 1]
        return Explained(index, "E413", f"a text cannot begin with {char}", _QUOTE_HINT)
    if "another document" in problem:
        return Explained(
            index,
            "E414",
            "a second document begins here (---)",
            "one file holds one record; move the rest to a file of its own",
        )
    if "quoted scalar" in context:
        return _explain_quotes(problem, index, start)
    if "alias" in context or "undefined alias" in problem:
        return Explained(start, "E407", "a text cannot begin with *", _QUOTE_HINT)
    if "anchor" in context:
        return Explained(start, "E407", "a text cannot begin with &", _QUOTE_HINT)
    if "flow" in context:
        opened = part[start : start + 1]
        close = {"[": "]", "{": "}"}.get(opened, "]")
        return Explained(
            start,
            "E416",
            f"the {opened} opened here is not closed, or a comma is missing in it",
            f"close it with {close} and put texts in it in double quotes",
        )
    if "could not find expected ':'" in problem:
        hint = "write 'key: value'"
        return Explained(start, "E415", "this line is not 'key: value'", hint)
    return _explain_rest(problem, context, index, line, part)


def _explain_colon(index: int, line: str, part: str) -> Explained:
    """A ``: `` where none may stand: in a text, or below a wrong indentation."""
    match = _TEXT_AFTER_KEY.match(line)
    if match and _column(part, index) > match.start("value"):
        return Explained(
            index,
            "E412",
            "a colon and a space stand inside a text without quotation marks",
            'put it in double quotes: "…: …"',
        )
    return Explained(
        index,
        "E415",
        "a key stands where none is expected",
        "indent it like the other keys of its mapping; if the line above is a text "
        "that goes on, put the text in double quotes",
    )


def _explain_quotes(problem: str, index: int, start: int) -> Explained:
    if "escape" in problem:
        return Explained(
            index,
            "E417",
            "unknown escape after a backslash",
            "write \\\\ for a backslash, or use single quotes",
        )
    return Explained(
        start, "E417", "the quotation mark opened here is not closed", "close it"
    )


def _explain_rest(
    problem: str, context: str, index: int, line: str, part: str
) -> Explained:
    before = part[:index].rstrip(" ")
    same_line = "\n" not in part[len(before) : index]
    if before.endswith(("'", '"')) and same_line:
        opened = _find_opening(part, len(before))
        if "\n" in part[opened : len(before)]:
            what = "the quotation mark opened here is not closed on its line"
            return Explained(opened, "E417", what, "close it at the end of the text")
        return Explained(
            index,
            "E417",
            "text goes on after the closing quotation mark",
            'put the whole in double quotes and write \\" for a double quote inside it',
        )
    value = _TEXT_AFTER_KEY.match(line)
    if before.endswith(("]", "}")) and same_line and value:
        return Explained(
            index - _column(part, index) + value.start("value"),
            "E416",
            f"text goes on behind the closing {before[-1]}",
            _QUOTE_HINT,
        )
    if "expected key" in problem or "simple key" in context + problem:
        if ":" not in line:
            message, hint = "this line is not 'key: value'", "write 'key: value'"
        else:
            message, hint = (
                "the indentation does not fit the lines above",
                "indent it like the other keys of its mapping",
            )
        return Explained(index, "E415", message, hint)
    if "'-'" in problem or "block sequence entries" in problem:
        return Explained(
            index,
            "E415",
            "a list item and something else are mixed here",
            "begin every item of the list with '- ' in the same column",
        )
    words = f"{context}: {problem}" if context else problem
    return Explained(index, "E409", words, "")


def _find_odd_indent(part: str, index: int) -> int | None:
    """A no-break space that begins the line of an offset, or the line above it."""
    end = part.find("\n", index)
    above = part.rfind("\n", 0, max(part.rfind("\n", 0, index), 0)) + 1
    match = _ODD_INDENT.search(part, above, end if end >= 0 else len(part))
    return match.end() - 1 if match else None


def _find_opening(part: str, end: int) -> int:
    """Where the quoted text that ends at an offset begins."""
    try:
        for token in yaml.scan(part, Loader=yaml.CSafeLoader):
            if token.end_mark.index == end and isinstance(token, ScalarToken):
                return int(token.start_mark.index)
    except yaml.YAMLError:
        pass
    return end


def _line_at(part: str, index: int) -> str:
    start = part.rfind("\n", 0, index) + 1
    end = part.find("\n", index)
    return part[start : end if end >= 0 else len(part)].rstrip("\r")


def _column(part: str, index: int) -> int:
    return index - part.rfind("\n", 0, index) - 1
