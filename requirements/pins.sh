#!/bin/sh
# Resolves pyproject.toml anew into requirements/run.txt and requirements/test.txt.
#
# Needs uv and the network. The environment is cleared of every index setting and the
# configuration files are not read, so that no address of a machine lands in a file;
# tests/test_house.py holds that none has.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || true)
if [ -x .venv/bin/uv ]; then uv=.venv/bin/uv; fi
if [ -z "$uv" ]; then
    .venv/bin/python -m pip install --quiet uv
    uv=.venv/bin/uv
fi

compile() {
    env -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX \
        -u UV_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u PIP_FIND_LINKS \
        "$uv" --no-config --quiet pip compile --universal --generate-hashes \
        --no-annotate --custom-compile-command "make pins" "$@"
}
# hatchling installs the checkout itself (the backend named in pyproject.toml).
echo "hatchling>=1.27" | compile pyproject.toml - --output-file requirements/run.txt
compile pyproject.toml --extra test --constraint requirements/run.txt \
    --output-file requirements/test.txt
