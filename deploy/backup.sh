#!/usr/bin/env bash
# Writes every database of the product into a new folder while it runs: bash deploy/backup.sh [--compose] FOLDER
# Keys and passwords are not in it: whoever has them can approve in a reviewer's name. The last lines say what to keep apart.
set -euo pipefail
deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$deploy/databases.sh"
where=machine
[ "${1:-}" = --compose ] && { where=compose; shift; }
[ $# = 1 ] || fail "Usage: bash deploy/backup.sh [--compose] FOLDER"
folder=$(realpath -m "$1")
[ ! -e "$folder" ] || fail "$folder is there already; a backup is written into a new folder."

if [ $where = machine ]; then
    data_folder
    if [ -z "${PGHOST:-}" ]; then
        # The fifth line of a running server's own note is the folder of its socket.
        note=$AKORDA_DATA/postgresql/data/postmaster.pid
        PGHOST=$(sed -n 5p "$note" 2>/dev/null || true)
        if [ -n "$PGHOST" ] && pg_isready --quiet --host "$PGHOST"; then
            PGPASSWORD=$(cat "$AKORDA_DATA/postgresql/password")
            export PGHOST PGPASSWORD PGUSER=postgres
        else
            unset PGHOST
            all_in_one with-databases bash "$deploy/backup.sh" "$folder"
            exit
        fi
    fi
    keys=$AKORDA_DATA/keys/public.json
    apart="$AKORDA_DATA/keys and $AKORDA_DATA/demo-password"
else
    keys=$deploy/secrets/public-keys.json
    apart="$deploy/secrets, .env, and the volume identity"
fi

umask 077
unfinished=$folder.unfinished
rm -rf "$unfinished"
mkdir -p "$unfinished"
# By the server's clock, before anything is read: what is committed later may be missing.
taken=$(sql publisher publisher <<<"select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
printf '%s\n' "$taken" >"$unfinished/taken-at"
for service in "${databases[@]}"; do
    # Another OpenID Connect provider may stand in Identity's place.
    [ -n "$(sql "$service" postgres <<<"select 1 from pg_database where datname = '$service'")" ] || continue
    head_of "$service" "$service" >"$unfinished/$service.head"
    program "$service" pg_dump --format custom --compress 6 --dbname "$service" >"$unfinished/$service.dump"
    # What cannot be listed cannot be restored: better known now.
    program "$service" pg_restore --list <"$unfinished/$service.dump" >/dev/null
    say "$service, $(du -h "$unfinished/$service.dump" | cut -f 1)"
done
[ ! -e "$keys" ] || cp "$keys" "$unfinished/public-keys.json"
(cd "$unfinished" && sha256sum -- * >SHA256SUMS)
# On the disk before it has its name.
sync "$unfinished"/* "$unfinished"
mv "$unfinished" "$folder"
say "Backup of $taken in $folder"
say "Not in it, and to be kept apart from it: $apart"
