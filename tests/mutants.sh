#!/usr/bin/env bash
# Plants fifteen bugs, one by one, in a copy of the tree, and expects the tests named beside each to find it: bash tests/mutants.sh [number]
# The last five only show in real processes: beside them stand rows of the fault matrix.
# A test that stays green over a planted bug proves nothing, however often it passes.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository"
source deploy/postgresql.sh
source tests/rabbitmq.sh
source tests/faketime.sh
provide_postgresql
provide_rabbitmq
provide_faketime
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
only=${1:-}
copy=$(mktemp -d)
chmod 755 "$copy"
trap 'rm -rf "$copy"' EXIT
(cd "$repository" && git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy")

number=0
found=0
missed=0

# mutant NAME FILE OLD NEW PROJECT CLASS, or FAULT for the project Faults
mutant() {
    number=$((number + 1))
    [ -n "$only" ] && [ "$only" != $number ] && return
    local name=$1 file=$copy/$2 old=$3 new=$4 project=$5 class=$6
    local whole before output
    before=$(<"$file")
    whole=${before/"$old"/"$new"}
    printf '%2d  %-52s ' $number "$name"
    if [ "$whole" = "$before" ]; then
        echo "NOT PLANTED: $2 does not hold the line any more"
        missed=$((missed + 1))
        return
    fi
    printf '%s\n' "$whole" >"$file"
    # A bug may leave something unused behind; that is the compiler's affair, not the tests'.
    if ! output=$(dotnet build "$copy/tests/$project" --configuration Release --verbosity quiet --nologo -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false 2>&1); then
        echo "NOT PLANTED: it does not compile"
        grep -m 3 error <<<"$output"
        missed=$((missed + 1))
    else
        local program
        program=$(basename "$copy/tests/$project"/*.csproj .csproj)
        if [ "$project" = Faults ]; then
            output=$(AKORDA_FAULTS=$class "$copy/artifacts/bin/$program/release/$program" -noColor 2>&1)
        else
            output=$("$copy/artifacts/bin/$program/release/$program" -class "*$class*" -noColor 2>&1)
        fi
        # Only a test that failed has found something; a run that broke has not.
        if grep -qaE 'Total: [0-9]+, Errors: 0, Failed: [1-9]' <<<"$output"; then
            echo "found by $(grep -aoE '[A-Za-z_]+(\(.*\))? \[FAIL\]' <<<"$output" | head -n 1 | cut -c 1-90)"
            found=$((found + 1))
        else
            echo "SURVIVED $class: $(grep -aoE 'Total: .*' <<<"$output" | tail -n 1)"
            missed=$((missed + 1))
        fi
    fi
    printf '%s\n' "$before" >"$file"
}

mutant "the inbox check is dropped" shared/Messaging/Inbox.cs \
    'foreach (var unit in transaction.Fresh)' 'foreach (var unit in group)' \
    Simulation TheMessagesUnderFire
mutant "a message is sent before its commit" shared/Messaging/Inbox.cs \
    'var rows = await transaction.CommitAsync(statements, letters, ct);' 'relay.Accept([.. letters.Select((letter, i) => new OutboxRow(-1 - i, letter))]); var rows = await transaction.CommitAsync(statements, letters, ct);' \
    Simulation TheMessagesUnderFire
mutant "a row is marked before it is sent" shared/Messaging/Relay.cs \
    'await transport.PublishAsync(' 'lock (gate) sent.AddRange(rows.Select(row => row.Id)); toMark.Set(); await transport.PublishAsync(' \
    Simulation TheMessagesUnderFire
mutant "an uncertain post is sent again, blindly" services/Publisher/Deliveries/Delivery.cs \
    'Finding.Absent when AbsentAt < now && now >= Settles(timing) =>' 'Finding.Absent when Doubts >= 0 =>' \
    Simulation TheLedgerUnderFire
mutant "an attempt leaves before it is committed" services/Publisher/Deliveries/AttemptDelivery.cs \
    'if (!await turn.BeginAsync(attempt, ct)) return;' 'await turn.Channel.AttemptAsync(turn.Order(), request, begin.Token); if (!await turn.BeginAsync(attempt, ct)) return;' \
    Simulation TheLedgerUnderFire
mutant "the Publisher does not check the approval" services/Publisher/Releases/Proof.cs \
    'if (approved.RefusalFor(eventId, language, revision, round, document) is { } refusal) return (null, refusal);' '' \
    Publisher.Tests ForgedApprovals
mutant "the Site does not check the approval" services/Site/Intake/ProveTexts.cs \
    'if (push.Withdrawn) return null;' 'return null;' \
    Site.Tests PushingAPublication
mutant "who wrote a text may approve it" services/Review/Reviews/TextReview.cs \
    'if (Writers.Any(writer => writer.Id == person.Id)) return FourEyes();' '' \
    Review.Tests ApprovingAText
mutant "the embargo is not looked at" services/Publisher/Releases/Release.cs \
    'public DateTimeOffset? Earliest => Later(EmbargoUntil, NotBefore);' 'public DateTimeOffset? Earliest => NotBefore;' \
    Publisher.Tests AnEmbargo
mutant "a request without an answer counts as not sent" services/Publisher/Channels/Exchange.cs \
    'Status is not null ? null : Started ?' 'Status is not null ? null : false ?' \
    Publisher.Tests SendingOnce
mutant "the local clock decides on an embargo" services/Publisher/Releases/ReleaseWhatIsDue.cs \
    'var databaseNow = await db.FindAsync("select clock_timestamp()", [], row => row.GetFieldValue<DateTimeOffset>(0), ct);' \
    "var databaseNow = clock.GetUtcNow(); await db.ExecuteAsync(\"update publisher.release set release_at = now(), embargo_until = null where state = 'scheduled' and release_at <= \$1\", [databaseNow], ct);" \
    Faults F33
mutant "a revision is approved, whatever the digest" services/Review/Reviews/TextReview.cs \
    'if (Digest != digest) return' 'if (Digest != digest && Revision < 0) return' \
    Faults F27
mutant "a message that no queue takes counts as sent" shared/Messaging/Wire.cs \
    'rabbit.Mandatory = true' 'rabbit.Mandatory = false' \
    Faults F14
mutant "a broker that lost everything is not noticed" shared/Messaging/LostBroker.cs \
    'if (!await RemembersAsync(connection, ct)) await SendAgainAsync' 'if (!await RemembersAsync(connection, ct) && module.Length == 0) await SendAgainAsync' \
    Faults F17
mutant "a pause is not looked at" services/Publisher/Deliveries/LedgerSql.cs \
    "exists (select from publisher.pause p where p.channel_id in (\$1, '*'))\"" "\$1 = ''\"" \
    Faults F37

echo "$found found, $missed missed"
[ $missed = 0 ]
