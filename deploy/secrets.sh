#!/usr/bin/env bash
# Makes what `docker compose up` needs to be secret, each in a file of its own: bash deploy/secrets.sh [folder]
# A file that is there stays as it is, so that a second call changes nothing and one more secret is only added.
set -euo pipefail
deploy=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$deploy/secrets}
command -v openssl >/dev/null || { echo "openssl is missing: install your system's package 'openssl'." >&2; exit 1; }

mkdir -p "$folder"
# The folder keeps others out; the files inside must be readable by the containers' own users, who are not ours.
chmod 700 "$folder"
umask 022

before=$(ls "$folder" | wc -l)
# keep NAME: writes standard input to a secret that is not there yet.
keep() {
    if [ -e "$folder/$1" ]; then cat >/dev/null; return; fi
    cat >"$folder/$1.new"
    chmod 444 "$folder/$1.new"
    mv "$folder/$1.new" "$folder/$1"
}
word() { openssl rand -hex 24; }
base64url() { base64 -w 0 | tr '+/' '-_' | tr -d '='; }

# PostgreSQL: for each service one role for its data and one that owns the tables. The Site has a server of its own.
word | tr -d '\n' | keep postgres-superuser
word | tr -d '\n' | keep site-postgres-superuser
for service in ingestion translation review publisher identity site; do
    server=postgres
    [ $service = site ] && server=site-postgres
    for role in "$service" "${service}_owner"; do
        printf 'Host=%s;Database=%s;Username=%s;Password=%s' $server $service "$role" "$(word)" | keep "database-${role/_/-}"
    done
done

# RabbitMQ: for each service one user. The broker is told only a salted hash of its password (its own format: base64 of salt and SHA-256).
for service in ingestion translation review publisher; do
    printf 'amqp://%s:%s@rabbitmq/akorda' $service "$(word)" | keep "rabbitmq-$service"
done
hash() {
    local salt
    salt=$(openssl rand -hex 4)
    { xxd_r "$salt"; { xxd_r "$salt"; printf %s "$1"; } | openssl dgst -sha256 -binary; } | base64 -w 0
}
xxd_r() { local i; for ((i = 0; i < ${#1}; i += 2)); do printf '%b' "\\x${1:i:2}"; done; }
{
    printf '{ "users": ['
    separator=
    for service in ingestion translation review publisher; do
        password=$(sed -E 's|amqp://[^:]*:([^@]*)@.*|\1|' "$folder/rabbitmq-$service")
        printf '%s\n  { "name": "%s", "password_hash": "%s", "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": [] }' "$separator" $service "$(hash "$password")"
        separator=,
    done
    printf '\n] }\n'
} | keep rabbitmq-users.json

# Keys: Review signs approvals, the Publisher signs what it pushes to the Site; everybody gets the public halves.
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 2>/dev/null; }
jwk() {
    # The last 64 bytes of the public key are its two coordinates.
    local point
    point=$(openssl pkey -in "$1" -pubout -outform DER | tail -c 64 | base64 -w 0)
    printf '{ "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "x": "%s", "y": "%s" }' \
        "$(base64 -d <<<"$point" | head -c 32 | base64url)" "$(base64 -d <<<"$point" | tail -c 32 | base64url)"
}
key | keep review.pem
key | keep publisher.pem
key | keep identity.pem
printf '{ "review": { "keys": [ %s ] }, "publisher": { "keys": [ %s ] } }\n' "$(jwk "$folder/review.pem")" "$(jwk "$folder/publisher.pem")" | keep public-keys.json

word | tr -d '\n' | keep publisher-client-secret
word | tr -d '\n' | keep desk-client-secret
openssl rand -base64 32 | tr -d '\n' | keep publisher-credentials-key
openssl rand -hex 8 | tr -d '\n' | keep demo-password
printf '{ "channels": [] }\n' | keep channels.json

echo "$(($(ls "$folder" | wc -l) - before)) secrets made in $folder, $before were there"
