#!/usr/bin/env bash
# Puts a backup in the place of the databases, all or those named: bash deploy/restore.sh [--compose] FOLDER [SERVICE …]
# The product must be stopped. What was in their place is kept under another name. Nothing is posted afterwards until an administrator
# resumes the channels, and nothing that may have been posted since the backup before a person has looked: docs/operations/backup-and-restore.md
set -euo pipefail
deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$deploy/databases.sh"
where=machine
[ "${1:-}" = --compose ] && { where=compose; shift; }
[ $# -ge 1 ] || fail "Usage: bash deploy/restore.sh [--compose] FOLDER [SERVICE …]"
folder=$(realpath -m "$1")
shift
[ -e "$folder/SHA256SUMS" ] || fail "$folder is no backup."
(cd "$folder" && sha256sum --check --quiet --strict SHA256SUMS) || fail "The backup is damaged: nothing was restored."
taken=$(<"$folder/taken-at")
restored=()
for service in "${databases[@]}"; do
    if [ $# = 0 ]; then [ ! -e "$folder/$service.dump" ] || restored+=("$service"); fi
done
for service in "$@"; do
    [ -e "$folder/$service.dump" ] || fail "The backup has no database of $service."
    restored+=("$service")
done
is_restored() { local one; for one in "${restored[@]}"; do [ "$one" = "$1" ] && return; done; return 1; }

if [ $where = machine ]; then
    data_folder new
    keys=$AKORDA_DATA/keys/public.json
    if [ -z "${AKORDA_RESTORING:-}" ]; then
        # Twice the same program: with the data folder locked for the databases, and then for what must follow before anything starts.
        AKORDA_RESTORING=yes all_in_one with-databases bash "$deploy/restore.sh" "$folder" "$@"
        all_in_one after-restore
        say "Restored from the backup of $taken. All channels are paused; docs/operations/backup-and-restore.md says what is next."
        exit
    fi
else
    keys=$deploy/secrets/public-keys.json
    compose stop desk site publisher review translation ingestion identity
    compose up --detach --wait postgres site-postgres
fi
if [ -e "$folder/public-keys.json" ] && ! cmp --quiet "$folder/public-keys.json" "$keys"; then
    say "The public keys in $keys are not those of the backup. With other keys nothing that was approved can be shown or posted: put the keys of the backup's time there before the start."
fi

present=()
for service in "${databases[@]}"; do
    [ -z "$(sql "$service" postgres <<<"select 1 from pg_database where datname = '$service'")" ] || present+=("$service")
done
services=$(IFS=,; printf '{%s}' "${restored[*]}")
# The note lies in each database before it takes its place: no start passes it by, whatever ends this script.
note() {
    sql "$1" "$2" --set owner="$1_owner" --set taken="$taken" --set services="$services" <<'SQL'
set role :owner;
create table if not exists public.restore (
    restore_id bigint generated always as identity primary key,
    backup_at timestamptz not null,
    services text[] not null,
    restored_at timestamptz not null default clock_timestamp(),
    acted_at timestamptz);
insert into public.restore (backup_at, services) values (:'taken', :'services');
SQL
}

for service in "${restored[@]}"; do
    say "Restoring $service …"
    fresh=${service}_restoring
    program "$service" dropdb --if-exists "$fresh"
    program "$service" createdb --template template0 --encoding UTF8 --owner "${service}_owner" "$fresh"
    sql "$service" "$fresh" <<<"revoke all on database $fresh from public; grant connect on database $fresh to $service"
    # Set for the database itself and not for what is in it: not in the dump. See shared/Postgres/2026-11-23_00_compression.sql.
    sql "$service" "$fresh" <<<"alter database $fresh set default_toast_compression = 'lz4'" 2>/dev/null || true
    program "$service" pg_restore --dbname "$fresh" --exit-on-error --single-transaction <"$folder/$service.dump"
    # The audit's chain must be the one that was backed up; its end may have grown by what was sealed while it was read.
    if [ -s "$folder/$service.head" ]; then
        read -r position digest <"$folder/$service.head"
        [ "$(sql "$service" "$fresh" <<<"select encode(digest, 'hex') from audit.seal where position = $position")" = "$digest" ] \
            || fail "The audit of $service is not the one that was backed up: nothing was restored."
    fi
    note "$service" "$fresh"
done
for service in "${present[@]}"; do
    is_restored "$service" || note "$service" "$service"
done
old=before_$(date -u +%Y%m%d%H%M%S)
for server in publisher site; do
    for service in "${restored[@]}"; do
        [ "$service" = site ] && its=site || its=publisher
        [ $its = $server ] || continue
        case " ${present[*]} " in *" $service "*) printf 'alter database %s rename to %s_%s;\n' "$service" "$service" "$old" ;; esac
        printf 'alter database %s_restoring rename to %s;\n' "$service" "$service"
    done | sql $server postgres
done
for service in "${restored[@]}"; do say "$service is restored; what was there is ${service}_$old"; done

if [ $where = compose ]; then
    for service in "${present[@]}"; do compose run --rm --no-deps "$service" after-restore; done
    say "Restored from the backup of $taken. All channels are paused; docs/operations/backup-and-restore.md says what is next."
fi
