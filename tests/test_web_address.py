"""Where a site will stand: what is refused, and how a right address is written."""

from __future__ import annotations

import pytest

from builder.web_address import check_address, make_base_address, make_base_path

WRONG = {
    "example.org": "not a web address",
    "ftp://example.org/": "not a web address",
    "javascript:alert(1)": "not a web address",
    "//example.org/": "not a web address",
    "https://": "names no site",
    "https:///folder/": "names no site",
    "https://-a-.example/": "names no site",
    "https://example.org:port/": "names no site",
    "https://example.org:99999/": "names no site",
    "https://[::1/": "names no site",
    "https://exa mple.org/": "a space or a sign",
    "https://example.org/a\tb": "a space or a sign",
    "https://example.org/\u00a0": "a space or a sign",
    "https://example.org/a\nb": "a space or a sign",
    'https://example.org/"><script>': "a space or a sign",
    "https://example.org\\a": "a space or a sign",
    "https://example.org/\ud800": "a space or a sign",
    "https://example.org/?page=1": "a query",
    "https://example.org/?": "a query",
    "https://example.org/#top": "a fragment",
    "https://me:secret@example.org/": "a user's name",
    "https://example.org/a/../b": "'..'",
    "https://é" + "x" * 80 + ".example/": "names no site",
}

RIGHT = {
    "https://example.org": "https://example.org/",
    "https://example.org/": "https://example.org/",
    "https://example.org//": "https://example.org/",
    "HTTPS://Example.ORG/Site": "https://example.org/Site/",
    "http://localhost:8000/a/b": "http://localhost:8000/a/b/",
    "http://[::1]:8000/": "http://[::1]:8000/",
    "https://example.org/récits/": "https://example.org/r%C3%A9cits/",
    "https://example.org/r%C3%A9cits": "https://example.org/r%C3%A9cits/",
    "https://example.org/100%": "https://example.org/100%25/",
    "https://example.org/a&b'c": "https://example.org/a&b'c/",
    "https://example.org/🚀": "https://example.org/%F0%9F%9A%80/",
    "https://récits.example/": "https://xn--rcits-bsa.example/",
}


@pytest.mark.parametrize("address", WRONG)
def test_a_wrong_address_is_refused_and_says_why(address: str) -> None:
    answer = check_address(address)
    assert answer is not None
    message, hint = answer
    assert WRONG[address] in message
    assert hint


@pytest.mark.parametrize("address", RIGHT)
def test_a_right_address_ends_in_a_slash_and_is_ascii(address: str) -> None:
    assert check_address(address) is None
    base = make_base_address(address)
    assert base == RIGHT[address]
    assert make_base_address(base) == base, "twice is once"
    assert check_address(base) is None


def test_the_path_of_an_address_is_a_folder() -> None:
    assert make_base_path("https://example.org") == "/"
    assert make_base_path("https://example.org//a/b") == "/a/b/"
