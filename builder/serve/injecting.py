"""What a page gets on its way to the browser, and the site on the disk never holds.

Comes in: a page as it would be published. Goes out: the same with one script more, and
a policy that lets that script speak to this server. Pure.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

PREFIX: Final = "/__recoupe/"
"""Addresses of the server's own; no page of a site is named so."""

_META = re.compile(
    rb"<meta\s[^>]*http-equiv\s*=\s*[\"']?content-security-policy\b[^>]*>", re.I
)
_CONTENT = re.compile(rb"(\bcontent\s*=\s*)(\"[^\"]*\"|'[^']*')", re.I)
_HEAD_END = re.compile(rb"</head\s*>|<body\b", re.I)
_ROOT = re.compile(rb'<body\b[^>]*\bdata-root="([^"]*)"', re.I)
_LINK = re.compile(rb'(\s(?:href|src|data-root)=")([^"]*)"', re.I)
_ABSOLUTE = re.compile(rb"[a-z][a-z0-9+.-]*:|[/#?]", re.I)


def inject(page: bytes, version: str, host: str) -> bytes:
    """The page with the script that follows this server.

    ``version`` is that of the site the page is from; ``host`` names the server as the
    browser does, and holds no sign that could end an attribute or a directive.
    """
    policy = _META.sub(lambda meta: _open_policy(meta.group(), host), page)
    script = (
        f'<script src="{PREFIX}live.js" data-version="{escape(version)}" defer>'
        "</script>"
    ).encode()
    end = _HEAD_END.search(policy)
    place = end.start() if end else len(policy)
    return policy[:place] + script + policy[place:]


def _open_policy(meta: bytes, host: str) -> bytes:
    return _CONTENT.sub(
        lambda found: found.group(1) + _open_quoted(found.group(2), host), meta, count=1
    )


def _open_quoted(quoted: bytes, host: str) -> bytes:
    policy = open_policy(unescape(quoted[1:-1].decode("utf-8", "replace")), host)
    return b'"' + escape(policy).encode() + b'"'


def open_policy(policy: str, host: str) -> str:
    """A policy that also allows the server's own script, style and socket."""
    directives = [part.split() for part in policy.split(";") if part.strip()]
    fallback = next((d[1:] for d in directives if d[0].lower() == "default-src"), None)
    added = {
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "connect-src": ["'self'", f"ws://{host}"],
    }
    for name, sources in added.items():
        present = next((d for d in directives if d[0].lower() == name), None)
        if present is None:
            if fallback is None:
                continue
            present = [name, *fallback]
            directives.append(present)
        allowed = [source for source in present[1:] if source.lower() != "'none'"]
        present[1:] = [*allowed, *(s for s in sources if s not in allowed)]
    return "; ".join(" ".join(directive) for directive in directives)


def rebase(page: bytes) -> bytes:
    """The page for addresses that are not found, with links that start at ``/``.

    It is shown at any depth, and on its real host perhaps below a folder; here the site
    stands at the top.
    """
    found = _ROOT.search(page)
    base = found.group(1) if found else b""

    def link(match: re.Match[bytes]) -> bytes:
        target = match.group(2)
        if base.startswith(b"/") and target.startswith(base):
            target = b"/" + target.removeprefix(base)
        elif not _ABSOLUTE.match(target):
            target = b"/" + target
        return match.group(1) + target + b'"'

    return _LINK.sub(link, page)
