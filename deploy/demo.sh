#!/usr/bin/env bash
# Drives one event through the running product as its people would, over HTTP: bash deploy/demo.sh [file]
set -euo pipefail
deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
file=${1:-$deploy/samples/event.json}
exec dotnet run --verbosity quiet "$deploy/demo.cs" -- "$file" "${AKORDA_DATA:-$deploy/../.data}"
