# Sourced: how backup.sh and restore.sh reach the databases, of the one machine's own server or, with --compose, of docker-compose.yml's two.
# Readers' pages follow from what the Publisher has: the Site comes last, so that it is never older.
databases=(identity ingestion translation review publisher site)
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
compose() { ${COMPOSE:-docker compose} --project-directory "$repository" "$@"; }

# A note that something is already there is no news here.
export PGOPTIONS="-c client_min_messages=warning"

say() { printf '%s\n' "$1"; }
fail() { printf '%s\n' "$1" >&2; exit 1; }

# program SERVICE NAME ARGUMENT …: a program of PostgreSQL, as the superuser of the server that has the service's database.
program() {
    local server=postgres
    [ "$1" = site ] && server=site-postgres
    shift
    if [ $where = compose ]; then compose exec -T --env PGUSER=postgres --env PGOPTIONS $server "$@"; else "$@"; fi
}
# sql SERVICE DATABASE: the statements on standard input, all or none of them; answers plain values.
sql() { program "$1" psql --no-psqlrc --quiet --tuples-only --no-align --single-transaction --set ON_ERROR_STOP=1 --dbname "$2" "${@:3}"; }
head_of() { sql "$1" "$2" <<<"select position || ' ' || encode(digest, 'hex') from audit.seal order by position desc limit 1"; }

# The one machine's program, which knows its data folder and its server.
all_in_one() {
    local built=$repository/artifacts/bin/Akorda.AllInOne/release/Akorda.AllInOne.dll
    [ -e "$built" ] || dotnet build "$repository/services/AllInOne" --configuration Release --verbosity quiet --nologo -clp:ErrorsOnly
    dotnet "$built" "$@"
}

data_folder() {
    if [ -z "${AKORDA_DATA:-}" ]; then
        AKORDA_DATA=$repository/.data
        [ -e "$AKORDA_DATA" ] || [ ! -e /var/lib/akorda ] || AKORDA_DATA=/var/lib/akorda
    fi
    [ -d "$AKORDA_DATA" ] || [ "${1:-}" = new ] || fail "There is no data folder $AKORDA_DATA; AKORDA_DATA names another one."
    AKORDA_DATA=$(realpath -m "$AKORDA_DATA")
    export AKORDA_DATA
}
