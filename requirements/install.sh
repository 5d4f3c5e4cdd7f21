#!/bin/sh
# Makes or refreshes the environment in .venv:  sh requirements/install.sh run|test
#
# Comes in: requirements/<name>.txt (hashed pins) and pyproject.toml. Goes out: .venv
# with those packages and with this checkout itself, and a stamp that says so, keyed
# on what was read: a second run does nothing. `test` holds all that `run` holds.
# Only sh, cksum and a Python with venv are needed; no tool is fetched beforehand.
set -eu
cd "$(dirname "$0")/.."
name=$1

key_of() {
    { cat "requirements/$1.txt" pyproject.toml requirements/install.sh; pwd; } | cksum
}
is_fresh() {
    [ -x .venv/bin/build ] && .venv/bin/python -c '' 2>/dev/null &&
        [ "$(cat ".venv/recoupe-$1.stamp" 2>/dev/null)" = "$(key_of "$1")" ]
}
if is_fresh "$name" || { [ "$name" = run ] && is_fresh test; }; then
    exit 0
fi

find_python() {
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
        then
            echo "$candidate"
            return
        fi
    done
    echo "error: no Python 3.11 or later was found on this machine." >&2
    echo "  hint: install one (Debian: apt-get install python3 python3-venv; macOS:" >&2
    echo "  brew install python), or name it: make PYTHON=/path/to/python3 site" >&2
    return 1
}

# An environment that was moved, or whose Python has gone, cannot be mended.
if [ -d .venv ] && ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
elif [ -e .venv/recoupe.home ] && [ "$(cat .venv/recoupe.home)" != "$(pwd)" ]; then
    rm -rf .venv
fi
if [ ! -x .venv/bin/pip ]; then
    python=$(find_python)
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "error: $python has no venv module." >&2
        echo "  hint: on Debian and Ubuntu, apt-get install python3-venv" >&2
        exit 1
    fi
    echo "Making the environment .venv with $("$python" --version)"
    "$python" -m venv .venv
    pwd >.venv/recoupe.home
fi

rm -f .venv/recoupe-*.stamp
echo "Installing what requirements/$name.txt pins"
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes -r "requirements/$name.txt"
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-index --no-deps --no-build-isolation --editable .
key_of "$name" >".venv/recoupe-$name.stamp"
