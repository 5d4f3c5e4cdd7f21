"""The Nu HTML checker: find it, get it, ask it.

Comes in: VNU_JAR, the usual places, Java. Goes out: what the checker says of a site.
``python -m tests.browser.nu`` fetches the one release named here with npm, compares
its hash and puts it where the checks look. Standard library only.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".cache" / "nu" / "vnu.jar"
PLACES = (KEPT, Path("/usr/share/java/vnu.jar"))
RELEASE = "vnu-jar@26.9.27"
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"

NOT_OURS = ".*Content Security Policy.*"
"""The checker gives a file no origin, so that 'self' would be nothing to it; browsers
give it one, and the browser checks hold that."""


def find_nu() -> list[str] | None:
    """The command that starts the checker, or None. What VNU_JAR names is taken at its
    word, so that a wrong name fails instead of passing for no checker."""
    named = os.environ.get("VNU_JAR")
    jar = named or next((str(path) for path in PLACES if path.is_file()), None)
    if jar is None:
        own = shutil.which("vnu")
        return None if own is None else [own]
    java = shutil.which("java")
    if java is None and not named:
        return None
    return [java or "java", "-jar", jar]


def check_site(command: list[str], site: Path) -> list[str]:
    """What the checker says of the pages of a folder: ``page:line: message``."""
    options = ["--stdout", "--format", "json", "--skip-non-html", "--exit-zero-always"]
    answer = subprocess.run(
        [*command, *options, "--filterpattern", NOT_OURS, str(site)],
        capture_output=True,
        text=True,
        check=True,
    )
    base = f"{site.as_uri()}/".replace("file:///", "file:/")
    return [
        f"{said.get('url', '').removeprefix(base)}:{said.get('lastLine', 0)}:"
        f" {said['message']}"
        for said in json.loads(answer.stdout)["messages"]
    ]


def main() -> int:
    """Fetch the checker; 1 where that cannot be."""
    if KEPT.is_file() and _hash(KEPT) == SHA256:
        print(KEPT)
        return 0
    npm = shutil.which("npm")
    if npm is None or shutil.which("java") is None:
        print("error: the Nu HTML checker needs npm and Java", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [npm, "pack", "--silent", "--ignore-scripts", RELEASE],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        jar = Path(folder) / "vnu.jar"
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as pack:
            member = next(m for m in pack if m.name.endswith("/vnu.jar"))
            content = pack.extractfile(member)
            assert content is not None
            jar.write_bytes(content.read())
        if _hash(jar) != SHA256:
            print(f"error: {RELEASE} is not the file it was", file=sys.stderr)
            return 1
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(jar, KEPT)
    print(KEPT)
    return 0


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
