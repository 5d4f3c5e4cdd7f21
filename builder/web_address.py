"""The address a site will stand at: what may be one, and how it is written down.

Comes in: the text a person wrote. Goes out: what is wrong with it, or the same address
in ASCII with a slash at its end. It knows nothing of pages and asks no network.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_HINT = "write https://…/ or unknown"
_CLEAN = "write it without that, such as https://example.org/recoupe/"
_KEPT = "/%:@!$&'()*+,;=~-._"
"""What a path of an address may hold as it is; everything else becomes %XX."""

_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BARRED = re.compile(r"[\s\x00-\x1f\x7f\\<>\"\ud800-\udfff]")
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


def check_address(address: str) -> tuple[str, str] | None:
    """What is wrong with the address of a site, and a hint; None when it is right."""
    shown = address[:60]
    if not address.lower().startswith(("https://", "http://")):
        return f"'address' is not a web address: '{shown}'", _HINT
    if "?" in address or "#" in address:
        part = "a query (?)" if "?" in address else "a fragment (#)"
        return f"'address' may not hold {part}: '{shown}'", _CLEAN
    if _BARRED.search(address):
        return "'address' holds a space or a sign no address may hold", _CLEAN
    try:
        parts = urlsplit(address)
        known = _HOST.fullmatch(_ascii_host(parts.hostname or "")) is not None
        known = known and parts.port != 0
    except ValueError:
        known = False
    if not known:
        return f"'address' names no site: '{shown}'", _HINT
    if "@" in parts.netloc:
        return "'address' may not hold a user's name", _CLEAN
    if any(step in (".", "..") for step in parts.path.split("/")):
        return f"'address' may not hold '.' or '..' as a folder: '{shown}'", _CLEAN
    return None


def make_base_address(address: str) -> str:
    """A right address as links need it: ASCII alone, and a slash at its end."""
    parts = urlsplit(address)
    host = _ascii_host(parts.hostname or "")
    if ":" in host:
        host = f"[{host.strip('[]')}]"
    port = "" if parts.port is None else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}{make_base_path(address)}"


def make_base_path(address: str) -> str:
    """The folder of a right address on its server, from ``/`` to ``/``."""
    path = _LONE_PERCENT.sub("%25", urlsplit(address).path)
    return "/" + (quote(path, safe=_KEPT).strip("/") + "/").lstrip("/")


def _ascii_host(host: str) -> str:
    """A host as servers know it: ``é`` becomes ``xn--…``.

    Raises: ValueError for what cannot be a host.
    """
    if ":" in host:
        return f"[{host}]"
    return host if host.isascii() else host.encode("idna").decode("ascii")
