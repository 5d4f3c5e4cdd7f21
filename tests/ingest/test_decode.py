"""Bytes to text: what is refused, then what is read, then that offsets hold."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.ingest.decode import MOST_BYTES, decode

FRENCH = "L’été, « déjà » : à Noël, où l'on fête l'œuvre d'Élise à 20 €.\r\nFin.\n"


@pytest.mark.parametrize(
    ("data", "code", "why"),
    [
        (b"", "E011", "nothing in it"),
        (b" \r\n\t", "E011", "white space alone"),
        (codecs.BOM_UTF8, "E011", "a mark alone"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "E012", "a picture"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00", "E012", "an archive"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", "E012", "a PDF is no text"),
        ("Привет, как дела сегодня".encode("cp1251"), "E013", "Cyrillic, not Latin"),
        (b"caf\xc3\xa9 \xc3\xa9t\xc3\xa9 \xc3\xa0 \xff mardi", "E014", "one bad byte"),
        (b"a" * (MOST_BYTES + 1), "E015", "too long for an article"),
    ],
)
def test_refused(data: bytes, code: str, why: str) -> None:
    decoded = decode(data, "seeds/a.txt")
    assert decoded.text is None, why
    assert [problem.code for problem in decoded.problems] == [code]
    assert decoded.problems[0].hint


def test_broken_utf8_is_placed() -> None:
    (problem,) = decode(
        "été à\nl'île d'\xff".encode().replace(b"\xc3\xbf", b"\xff"), "seeds/a.txt"
    ).problems
    assert (problem.line, problem.column) == (2, 9)


@pytest.mark.parametrize(
    ("encoding", "mark", "codec"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_encodings(encoding: str, mark: bytes, codec: str) -> None:
    data = mark + FRENCH.encode(encoding)
    decoded = decode(data, "seeds/a.txt")
    assert decoded.text == FRENCH
    assert decoded.encoding == codec
    assert data.decode(decoded.encoding) == FRENCH


def test_cp1252_is_said() -> None:
    decoded = decode(FRENCH.encode("cp1252"), "seeds/a.txt")
    assert [p.severity for p in decoded.problems] == ["warning"]


def test_utf16_without_latin_letters() -> None:
    text = "Президент заявил, что войска ушли из города в понедельник утром. " * 3
    assert decode(text.encode("utf-16-le"), "a").text == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1))
def test_utf8_is_never_changed(text: str) -> None:
    decoded = decode(text.encode(), "a")
    if text.strip("\ufeff").strip() and not text.startswith("\ufeff"):
        assert decoded.text == text


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_problem(data: bytes) -> None:
    decoded = decode(data, "a")
    if decoded.text is None:
        assert decoded.problems
    else:
        assert data.decode(decoded.encoding) == decoded.text
