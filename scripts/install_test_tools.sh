#!/usr/bin/env bash
# What the tests need besides Python packages, from Debian: a browser to open pages in, Arabic
# fonts to draw them with, Pango for printing.  Nothing is done where all of it is there already.
set -euo pipefail

packages=()
command -v make >/dev/null || packages+=(make)
command -v chromium >/dev/null || packages+=(chromium)
# Package names and not fc-list: fontconfig itself may be missing.
for package in fonts-noto-core fontconfig libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; do
    dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null |
        grep -q 'ok installed' || packages+=("$package")
done
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    packages+=(python3-venv)
fi

if [ "${#packages[@]}" -eq 0 ]; then
    echo "test tools: all there"
    exit 0
fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    echo "test tools missing: ${packages[*]}" >&2
    echo "Install them and run again; without them the tests that need them are skipped." >&2
    exit 0
fi

export DEBIAN_FRONTEND=noninteractive
install() {
    apt-get -qq update &&
        apt-get -qq install --yes --no-install-recommends "${packages[@]}" >/dev/null
}
echo "test tools: installing ${packages[*]}"
install || { # a registry may be busy for a moment
    echo "test tools: trying once more" >&2
    sleep 10
    install
}
