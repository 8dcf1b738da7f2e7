#!/usr/bin/env bash
# Starts the whole product on this machine: databases, services, site and sandbox, in one process. Ctrl-C stops all of it.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$repository/deploy/postgresql.sh"

command -v dotnet >/dev/null || { echo "The .NET SDK 10 is missing: install it from your system's packages or from https://dot.net" >&2; exit 1; }
provide_postgresql

if [ -z "${AKORDA_DATA:-}" ]; then
    AKORDA_DATA=$repository/.data
    # PostgreSQL refuses to run as root, and its own user cannot pass through a closed home folder.
    if [ "$(id -u)" = 0 ] && ! setpriv --reuid=postgres --regid=postgres --clear-groups test -x "$repository"; then
        AKORDA_DATA=/var/lib/akorda
    fi
fi
export AKORDA_DATA
# Numbers and dates are written by the product's own rules; the culture of the shell must not change them.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

first=yes
[ -e "$AKORDA_DATA/postgresql" ] && first=no

echo "Building (a minute or two the first time) …"
dotnet build "$repository/services/AllInOne" --configuration Release --verbosity quiet --nologo -clp:ErrorsOnly

# The first start shows the product at work: the sample event goes all the way, over HTTP, as soon as everything answers.
if [ $first = yes ] && [ "${Demo__Enabled:-true}" = true ] && [ "${AKORDA_FIRST_EVENT:-yes}" = yes ]; then
    bash "$repository/deploy/demo.sh" &
fi
cd "$repository"
exec dotnet "$repository/artifacts/bin/Akorda.AllInOne/release/Akorda.AllInOne.dll" "$@"
