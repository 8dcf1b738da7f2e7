#!/usr/bin/env bash
# Takes the README's pictures from a running product (bash deploy/run.sh): bash docs/pictures.sh
set -euo pipefail
docs=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
command -v chromium >/dev/null || { [ "$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; } \
    || { echo "Chromium is missing: install your system's package 'chromium'." >&2; exit 1; }
site=${Urls__Site:-http://127.0.0.1:8080}
wall=${Urls__Sandbox:-http://127.0.0.1:8095}
mkdir -p "$docs/pictures"

picture() {
    local profile
    profile=$(mktemp -d)
    chromium --headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run \
        --hide-scrollbars --user-data-dir="$profile" --window-size="$3" --screenshot="$docs/pictures/$1.png" "$2" >/dev/null 2>&1
    rm -rf "$profile"
    echo "docs/pictures/$1.png"
}

# The newest event, as the feed names it; the feed's own address comes before, and ends in no number.
event=$(curl -fsS "$site/kk/feed.json" | grep -o '"url": *"[^"]*-[0-9][0-9]*"' | head -n 1 | cut -d '"' -f 4)
picture event-kk "$event" 1100,1900
picture wall "$wall/" 1300,900
