"""Bytes of an evidence file -> its text, or the reason why there is none.

Comes in: the bytes and the path to name in a message. Goes out: the decoded text,
the name of the codec that gives the same text again, and problems. It does not
know what an article is.

Line ends stay as they are: offsets in the evidence count in this very text. A byte
order mark is not part of the text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from builder.problems import Problem

MOST_BYTES = 5_000_000
"""No article is longer; a larger file is a dump that was put into the wrong folder."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Longest first where one is the start of another (UTF-32 LE begins like UTF-16 LE)."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_FOREIGN_RUN = re.compile(r"[^\W\d_a-zA-Z]{4,}")
_CP1252_SIGNS = frozenset("\xa0«»“”‘’„…–—•·°€£§©®™²³½¼×¿¡ªº")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; ``text`` is None where nothing could be read."""

    text: str | None
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, path: str) -> Decoded:
    """The text of an evidence file, with the codec that reads it."""
    if len(data) > MOST_BYTES:
        return _refuse(
            path,
            "E015",
            f"the file has {len(data)} bytes; the limit is {MOST_BYTES}",
            "split it into one file per article",
        )
    decoded = _by_mark(data) or _by_pattern(data)
    if decoded is None:
        return _without_mark(data, path)
    return _checked(decoded, path)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                return None
    return None


def _by_pattern(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: its blanks and Latin letters have one zero byte each."""
    pairs = len(data) // 2
    if len(data) % 2 or pairs < 2 or 0 not in data:
        return None
    high, low = data[0::2].count(0), data[1::2].count(0)
    for zeros, others, encoding in ((low, high, "utf-16-le"), (high, low, "utf-16-be")):
        if zeros * 10 >= pairs and others * 100 <= pairs:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if not _CONTROL.search(text):
                return Decoded(text, encoding)
    return None


def _without_mark(data: bytes, path: str) -> Decoded:
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8"), path)
    except UnicodeDecodeError as error:
        broken = error
    if _looks_binary(data):
        return _binary(path)
    if _is_broken_utf8(data):
        return _broken_utf8(data, broken.start, path)
    text = _as_cp1252(data)
    if text is None:
        return _refuse(
            path,
            "E013",
            "the text is neither UTF-8 nor UTF-16 nor Windows-1252",
            "save it as UTF-8",
        )
    note = Problem(
        path=path,
        line=1,
        column=1,
        severity="warning",
        code="E016",
        message="the text is not UTF-8; it was read as Windows-1252",
        hint="look whether its accents are right; if not, save it as UTF-8",
        source_line="",
    )
    return Decoded(text, "cp1252", (note,))


def _checked(decoded: Decoded, path: str) -> Decoded:
    text = decoded.text or ""
    if not text.strip():
        return _refuse(path, "E011", "the file is empty", "remove it or fill it")
    if "\x00" in text or len(_CONTROL.findall(text)) * 100 > len(text):
        return _binary(path)
    if text.startswith("%PDF-"):
        return _binary(path)
    return decoded


def _looks_binary(data: bytes) -> bool:
    control = sum(data.count(byte) for byte in (*range(9), *range(14, 27), 127))
    return 0 in data or control * 100 > len(data)


def _is_broken_utf8(data: bytes) -> bool:
    """Far more characters of several bytes that are right than wrong ones."""
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(1 for char in text if char > "\x7f") - wrong
    return right > 3 * wrong


def _as_cp1252(data: bytes) -> str | None:
    """The text, unless its characters above ASCII make no Latin-script sense."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = [char for char in text if char > "\x7f"]
    sensible = sum(
        1
        for char in foreign
        if char in _CP1252_SIGNS or unicodedata.category(char) in ("Ll", "Lu")
    )
    in_runs = sum(len(run) for run in _FOREIGN_RUN.findall(text))
    if sensible * 10 < len(foreign) * 9 or in_runs * 5 > len(foreign):
        return None
    return text


def _binary(path: str) -> Decoded:
    return _refuse(
        path,
        "E012",
        "the file is not text",
        "put the text of the article into a .txt file encoded as UTF-8",
    )


def _broken_utf8(data: bytes, position: int, path: str) -> Decoded:
    before = data[:position].decode("utf-8")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    start = data.rfind(b"\n", 0, position) + 1
    end = data.find(b"\n", position)
    source = data[start : end if end >= 0 else len(data)]
    problem = Problem(
        path=path,
        line=line,
        column=column,
        severity="error",
        code="E014",
        message=f"byte {data[position]:#04x} is not valid UTF-8",
        hint="the rest of the file is UTF-8: mend this character and save again",
        source_line=source.decode("utf-8", errors="replace").rstrip("\r"),
    )
    return Decoded(None, "", (problem,))


def _refuse(path: str, code: str, message: str, hint: str) -> Decoded:
    problem = Problem(
        path=path,
        line=1,
        column=1,
        severity="error",
        code=code,
        message=message,
        hint=hint,
        source_line="",
    )
    return Decoded(None, "", (problem,))
