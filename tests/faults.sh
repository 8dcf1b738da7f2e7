#!/usr/bin/env bash
# Real processes, a real database and broker, events all the time, and every fault there is, one by one, in an order drawn from a seed: bash tests/faults.sh [seconds] [seed]
# Prints a line for each fault (bit, healed, seconds to heal) and each invariant as they come. It goes on for 600 seconds unless told otherwise, and until each fault came once.
# AKORDA_FAULTS=F8,F16 takes only these.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository"
source deploy/postgresql.sh
source tests/rabbitmq.sh
source tests/faketime.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
provide_postgresql
provide_rabbitmq
provide_faketime
echo "Building …"
dotnet build tests/Faults --configuration Release --verbosity quiet --nologo -clp:ErrorsOnly
export AKORDA_SECONDS=${1:-600} AKORDA_FAULTS=${AKORDA_FAULTS:-all}
[ -z "${2:-}" ] || export AKORDA_SEED=$2
exec artifacts/bin/Akorda.Faults.Tests/release/Akorda.Faults.Tests -noColor
