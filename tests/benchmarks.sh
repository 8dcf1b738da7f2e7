#!/usr/bin/env bash
# Measures the product on this machine and prints the table of the README: bash tests/benchmarks.sh [start] [drafts] [visible] [pages] [messages] [apart] [backlog] [growth]
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository"
source deploy/postgresql.sh
source tests/rabbitmq.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

provide() {
    command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] && return
    echo "Installing $1 …" >&2
    local with=""
    [ "$(id -u)" = 0 ] || with="sudo -n"
    # Debian would start nginx with the package.
    { $with apt-get update -qq; RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive $with apt-get install -y -qq --no-install-recommends "$2" >/dev/null; } || true
    command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || { echo "$1 is missing: install your system's package '$2' and start again." >&2; exit 1; }
}

provide_postgresql
provide_rabbitmq
provide wrk wrk
provide nginx nginx-light
PATH=$PATH:/usr/sbin

echo "Building …" >&2
for project in services/AllInOne tests/Benchmarks; do
    dotnet build $project --configuration Release --verbosity quiet --nologo -clp:ErrorsOnly >&2
done
exec dotnet artifacts/bin/Akorda.Benchmarks/release/Akorda.Benchmarks.dll "$repository" "$@"
