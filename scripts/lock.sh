#!/bin/sh
# Resolve the locks from pyproject.toml: names, versions and hashes only, so that any registry
# serves them.  Run by `make lock`, which puts a Python and pip-tools of its own first in PATH.
set -eu
cd "$(dirname "$0")/.."

# Resolved on the oldest Python that is supported, so that the versions install on all of them.
python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || {
    echo "Locks are made with Python 3.11: make clean && make lock PYTHON=python3.11" >&2
    exit 1
}
python -m pip install --quiet 'pip-tools==7.6.2'

compile() { # compile NAME [OPTION…]: writes requirements/NAME.txt, keeping versions already there
    name=$1
    shift
    python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
        --no-emit-options --no-header --no-annotate --build-deps-for editable \
        ${UPGRADE:+--upgrade} "$@" --output-file "requirements/$name.txt" pyproject.toml
    {
        echo "# Made by 'make lock' from pyproject.toml, on Python 3.11; do not edit."
        cat "requirements/$name.txt"
    } >"requirements/$name.tmp"
    mv "requirements/$name.tmp" "requirements/$name.txt"
}

compile runtime
compile dev --extra dev --constraint requirements/runtime.txt
