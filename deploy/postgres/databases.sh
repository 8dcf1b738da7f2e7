#!/bin/bash
# Run once by the PostgreSQL image, on an empty volume: a database for each secret that names one, its data role and its owner.
set -euo pipefail

part() { sed -E "s/(^|.*;)$2=([^;]*).*/\2/" "$1"; }

for secret in /run/secrets/database-*-owner; do
    of_data=${secret%-owner}
    database=$(part "$secret" Database)
    # Names and passwords come from deploy/secrets.sh, letters and digits only: nothing here needs quoting.
    psql --set ON_ERROR_STOP=1 --no-psqlrc --quiet --username postgres --dbname postgres <<SQL
create role $(part "$of_data" Username) login password '$(part "$of_data" Password)';
create role $(part "$secret" Username) login password '$(part "$secret" Password)';
create database $database owner $(part "$secret" Username);
revoke all on database $database from public;
grant connect on database $database to $(part "$of_data" Username);
SQL
    echo "database $database"
done
