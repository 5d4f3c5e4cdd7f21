"""Find a Chromium for the checks, or get one, or name the command that gets it.

Comes in: CHROMIUM, the programs on PATH, the usual places. Goes out: the path of a
browser that starts. ``python -m tests.browser.chromium`` prints it; with no browser it
asks the package manager of a Debian where it may do so without a password, and
otherwise fails with one command for a person to run. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge",
)
MAC_APPS = ("Chromium", "Google Chrome", "Microsoft Edge", "Google Chrome for Testing")


def find_chromium() -> str | None:
    """The first browser that starts, or None."""
    return next((path for path in _candidates() if _starts(path)), None)


def find_command() -> str:
    """The one command that gets a browser on this machine."""
    if _debian_package():
        sudo = "" if os.geteuid() == 0 else "sudo "
        return f"{sudo}apt-get install -y chromium"
    options = " --with-deps" if sys.platform == "linux" else ""
    return f".venv/bin/playwright install{options} chromium"


def main() -> int:
    """Print the path of a browser; 1 where there is none and none can be had."""
    named = os.environ.get("CHROMIUM")
    if named and not _starts(named):
        print(f"error: CHROMIUM names no browser that starts: {named}", file=sys.stderr)
        return 1
    path = find_chromium()
    if path is None:
        _install()
        path = find_chromium()
    if path is None:
        print(
            "error: the checks open the site in a browser and found no Chromium.\n"
            f"  hint: run this once: {find_command()}\n"
            "  or name one that you have: make CHROMIUM=/path/to/chrome test",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


def _candidates() -> Iterator[str]:
    named = os.environ.get("CHROMIUM")
    if named:
        yield named
        return
    yield from filter(None, map(shutil.which, NAMES))
    for app in MAC_APPS:
        yield f"/Applications/{app}.app/Contents/MacOS/{app}"
    yield from _downloaded()


def _downloaded() -> Iterator[str]:
    """What ``playwright install chromium`` has put into its own folder."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _starts(path: str) -> bool:
    """Whether it answers; a stub that only offers to install something does not."""
    if not Path(path).is_file() and shutil.which(path) is None:
        return False
    try:
        answer = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and bool(answer.stdout.strip())


def _debian_package() -> bool:
    """Whether apt offers a Chromium that is no stub (Ubuntu's only points at snap)."""
    release = Path("/etc/os-release")
    text = release.read_text(encoding="utf-8") if release.is_file() else ""
    return shutil.which("apt-get") is not None and "ID=debian" in text.splitlines()


def _install() -> None:
    """Ask apt for a Chromium where no password is needed; silent where it is."""
    if not _debian_package():
        return
    prefix: list[str] = []
    if os.geteuid() != 0:
        prefix = ["sudo", "-n"]
        if shutil.which("sudo") is None or _run([*prefix, "true"]) != 0:
            return
    print("No Chromium found: asking apt-get for one", file=sys.stderr)
    _run([*prefix, "apt-get", "update", "-qq"])
    wanted = ["chromium", "fonts-dejavu-core"]
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted]
    _run([*prefix, *install])


def _run(command: list[str]) -> int:
    """Its exit status; what it prints goes to standard error."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            env=environment,
            check=False,
        ).returncode
    except OSError:
        return 127


if __name__ == "__main__":
    sys.exit(main())
