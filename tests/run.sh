#!/usr/bin/env bash
# The one test command: installs what the tests need, builds with warnings as errors, checks the format, runs every test.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository"
source deploy/postgresql.sh
source tests/rabbitmq.sh
source tests/chromium.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

passed=0
failed=0
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
    exit
}
stage() { printf '\n== %s (%s)\n' "$1" "$(date +%T)"; }
stop() { echo "$1 failed"; failed=$((failed + 1)); finish; }

stage "What the tests need"
provide_postgresql
provide_rabbitmq
provide_chromium

stage "Build, warnings as errors"
dotnet build Akorda.Pipeline.sln --configuration Release --verbosity quiet --nologo -clp:ErrorsOnly || stop "The build"

stage "Format"
# Style is an error of the build already.
dotnet format whitespace Akorda.Pipeline.sln --no-restore --verify-no-changes --verbosity quiet || stop "The format"

results=$(mktemp -d)
# run NAME: one test program, its output into a file.
run() { "artifacts/bin/$1/release/$1" -noColor >"$results/$1" 2>&1 || true; }
# report NAME: what came of it, shown and counted.
report() {
    local name=$1 summary total errors fails skipped notrun bad
    grep -vE '^\s*$' "$results/$name" | tail -n 60
    summary=$(grep -aoE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+, Not Run: [0-9]+' "$results/$name" | tail -n 1)
    if [ -z "$summary" ]; then
        echo "$name ended without a result"
        failed=$((failed + 1))
        return
    fi
    read -r total errors fails skipped notrun < <(sed -E 's/[^0-9]+/ /g' <<<"$summary")
    # A skipped test proves nothing, so it counts as failed.
    bad=$((errors + fails + skipped + notrun))
    failed=$((failed + bad))
    passed=$((passed + total - fails - skipped - notrun))
}

# A test project that nobody runs would be the quietest failure of all, so the list is the folders', not a file's.
names=$(printf '%s\n' tests/*/*.Tests.csproj | xargs -n 1 basename --suffix .csproj)
# Browsers wait more than they compute, so they run beside the others; what starts many processes comes when they are done, one after the other.
beside=Akorda.Browser.Tests
crowds='Akorda.Faults.Tests|Akorda.Journeys.Tests|Akorda.Simulation.Tests'
run $beside & browsers=$!
for name in $(grep -vxE "$beside|$crowds" <<<"$names") $beside $(grep -xE "$crowds" <<<"$names"); do
    stage "$name"
    if [ "$name" = $beside ]; then wait $browsers; else run "$name"; fi
    report "$name"
done
rm -rf "$results"
stage "All"
finish
