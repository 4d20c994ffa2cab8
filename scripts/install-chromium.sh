#!/bin/sh
# The browser that tests/browser runs in comes from the system's packages. Does nothing where there is one.
set -u

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "No Chromium here: installing it from the system's packages."
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; then
        exit 0
    fi
fi

echo "NO CHROMIUM: the tests in tests/browser do not run. Install it (Debian: apt-get install chromium)." >&2
if [ "${CI:-}" = true ]; then
    exit 1
fi
