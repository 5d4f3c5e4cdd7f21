"""What a page gets on its way, and what its policy allows then."""

from __future__ import annotations

import pytest

from builder.serve.injecting import inject, open_policy, rebase

HOST = "127.0.0.1:8000"
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'"
SCRIPT = b'<script src="/__recoupe/live.js" data-version="v-1" defer></script>'


def test_a_policy_is_opened_for_this_server_and_no_other() -> None:
    assert open_policy(POLICY, HOST) == f"{POLICY}; connect-src 'self' ws://{HOST}"


@pytest.mark.parametrize(
    ("policy", "opened"),
    [
        (
            "default-src 'none'",
            "default-src 'none'; script-src 'self'; style-src 'self';"
            " connect-src 'self' ws://h:1",
        ),
        (
            "script-src https://a.example; connect-src 'none'",
            "script-src https://a.example 'self'; connect-src 'self' ws://h:1",
        ),
        ("img-src 'self'", "img-src 'self'"),
        ("", ""),
    ],
)
def test_policies_of_own_templates(policy: str, opened: str) -> None:
    assert open_policy(policy, "h:1") == opened


def test_the_script_stands_at_the_end_of_the_head() -> None:
    page = b"<html><head><title>x</title></head><body>&lt;/head&gt;</body></html>"
    assert inject(page, "v-1", HOST) == page.replace(b"</head>", SCRIPT + b"</head>")


@pytest.mark.parametrize(
    "page", [b"", b"no markup", b"<p>no head", b"\xff\xfe not text"]
)
def test_a_page_without_a_head_gets_it_at_its_end(page: bytes) -> None:
    assert inject(page, "v-1", HOST) == page + SCRIPT


@pytest.mark.parametrize(
    "meta",
    [
        '<meta http-equiv="Content-Security-Policy" content="{}">',
        "<meta http-equiv='content-security-policy' content='{}'>",
        '<META content="{}" HTTP-EQUIV="Content-Security-Policy"/>',
    ],
)
def test_the_policy_of_a_page_is_rewritten(meta: str) -> None:
    written = meta.format("default-src &#39;none&#39;").replace("'{}'", '"{}"')
    page = inject(f"<head>{written}</head>".encode(), "v-1", HOST).decode()
    assert f"connect-src &#x27;self&#x27; ws://{HOST}" in page
    assert "script-src &#x27;self&#x27;" in page


def test_words_about_policies_stay_as_they_are() -> None:
    page = b"<p>content-security-policy content=&quot;x&quot;</p></body>"
    assert inject(page, "v-1", HOST) == page + SCRIPT


def test_the_page_for_what_is_lost_is_at_home_at_any_depth() -> None:
    page = (
        b'<link href="assets/a.css"><body data-root="">'
        b'<a href="index.html">x</a><a href="#content">y</a><a href="https://a.b/">z</a>'
    )
    assert rebase(page) == (
        b'<link href="/assets/a.css"><body data-root="/">'
        b'<a href="/index.html">x</a><a href="#content">y</a><a href="https://a.b/">z</a>'
    )


def test_the_folder_of_its_real_host_is_taken_away() -> None:
    page = b'<body data-root="/some/path/"><a href="/some/path/a.html">x</a>'
    assert rebase(page) == b'<body data-root="/"><a href="/a.html">x</a>'
