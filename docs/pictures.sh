#!/usr/bin/env bash
# Takes the README's pictures from a running product (bash deploy/run.sh): bash docs/pictures.sh
set -euo pipefail
docs=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$docs/../tests/chromium.sh"
provide_chromium
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

# The Desk's: from a product of their own, by the browser tests, which prepare something to see.
dotnet build "$docs/../tests/Browser" --configuration Release --verbosity quiet --nologo -clp:ErrorsOnly
AKORDA_PICTURES="$docs/pictures" "$docs/../artifacts/bin/Akorda.Browser.Tests/release/Akorda.Browser.Tests" -noColor -method "*Show_a_draft_a_translation_and_the_board" >/dev/null
ls "$docs"/pictures/desk-*.png
