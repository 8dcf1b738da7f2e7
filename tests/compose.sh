#!/usr/bin/env bash
# Starts the compose set-up for real under a name and ports of its own, drives it through the sample event and through what must hold, and removes it: bash tests/compose.sh
# COMPOSE names another program than `docker compose`, COMPOSE_UP another way to build the images and start everything, healthy.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository"
export COMPOSE_PROJECT_NAME=akorda-test SITE_PORT=18080 NEWSROOM_PORT=18090
export SITE_URL=http://localhost:$SITE_PORT NEWSROOM_URL=http://localhost:$NEWSROOM_PORT
bash deploy/secrets.sh
Demo__Password=$(<deploy/secrets/demo-password)
export Demo__Password Urls__Newsroom=$NEWSROOM_URL

passed=0
failed=0
say() { printf '%s  %s\n' "$(date +%T)" "$1"; }
holds() { passed=$((passed + 1)); say "ok   $1"; }
fails() { failed=$((failed + 1)); say "RED  $1${2:+: $2}"; }
# check NAME COMMAND …: green when the command succeeds.
check() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then holds "$name"; else fails "$name" "$(tail -n 3 <<<"$output")"; fi
}
compose() { ${COMPOSE:-docker compose} "$@"; }
inside() { local service=$1; shift; compose exec -T "$service" "$@"; }
start() { ${COMPOSE_UP:-docker compose up --build --detach --wait} "$@"; }

event() { bash deploy/demo.sh; }
posts() { inside sandbox cat /var/lib/akorda/sandbox/posts.jsonl; }
# A post is told by its network, its account and the page that it links to.
public_posts() { posts | grep -E '"what":"(posted|published)"' | grep '"public":true' | sed -E 's/.*"network":"([a-z]+)","account":"([^"]*)".*"links":\["([^"]*)".*/\1 \2 \3/' | sort; }
no_double_post() { local twice; twice=$(public_posts | uniq -d); [ -z "$twice" ] || { echo "$twice"; return 1; }; [ "$(public_posts | wc -l)" -gt 0 ]; }
# reaches SERVICE HOST PORT, by bash: the images have no other client.
reaches() { inside "$1" timeout 5 bash -c "exec 3<>/dev/tcp/$2/$3"; }
cannot() { ! "$@"; }
rights() { inside rabbitmq rabbitmqctl --quiet list_permissions -p akorda; }
healthy() {
    local tries
    for tries in $(seq 60); do
        inside "$1" bash /app/health.sh 8080 2>/dev/null && return
        sleep 1
    done
    return 1
}
killed_and_back() { compose kill -s KILL "$1" && compose start "$1" && healthy "$1"; }
page() { curl --silent --fail --output /dev/null "$SITE_URL/kk/"; }
events_at_once() {
    local jobs=() job i good=0
    for i in 1 2 3 4 5 6; do event >/dev/null & jobs+=($!); done
    for job in "${jobs[@]}"; do wait "$job" && good=$((good + 1)); done
    [ $good = 6 ] || { echo "$good of 6 events came out"; return 1; }
}
superuser() { inside "$1" psql --username postgres --no-psqlrc --tuples-only --no-align --dbname "$2" --command "$3"; }
own_roles() {
    local service
    for service in ingestion translation review publisher identity; do
        [ "$(superuser postgres postgres "select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = '$service'")" = f ] || return 1
        [ "$(superuser postgres postgres "select count(*) from pg_database where datname <> '$service' and datname in ('ingestion', 'translation', 'review', 'publisher', 'identity') and has_database_privilege('$service', datname, 'connect')")" = 0 ] || return 1
        [ "$(superuser postgres $service "select count(*) from pg_class where relkind = 'r' and pg_get_userbyid(relowner) = '$service'")" = 0 ] || return 1
    done
}
no_secret_shown() {
    local secret shown
    shown=$(compose config; compose logs --no-color 2>&1)
    for secret in deploy/secrets/*; do
        case $secret in *.json | *.pem) continue ;; esac
        # Of a connection string or address only the password is secret.
        grep -qF -- "$(sed -E 's/.*Password=//; s|amqp://[^:]*:([^@]*)@.*|\1|' "$secret")" <<<"$shown" && { echo "$secret is shown"; return 1; }
    done
    return 0
}

say "Building and starting; the first time this takes minutes"
if ! start; then
    fails "everything starts and is healthy"
    echo "$passed passed, $failed failed"
    exit 1
fi
holds "everything starts and is healthy"
check "the sample event goes its way" event
check "its page is public" page
check "a second start changes nothing" start

# The Publisher shares one network with the Site, for its push; everything else is out of reach.
for service in ingestion translation review identity desk; do
    check "the site cannot reach $service" cannot reaches site $service 8080
done
check "the site cannot reach the broker" cannot reaches site rabbitmq 5672
check "the site cannot reach the newsroom's databases" cannot reaches site postgres 5432
check "the site reaches its own database" reaches site site-postgres 5432
check "the desk cannot reach the broker" cannot reaches desk rabbitmq 5672
check "nobody but the services' users is at the broker" test "$(inside rabbitmq rabbitmqctl --quiet list_users | cut -f 1 | grep -v '^user$' | sort | xargs)" = "ingestion publisher review translation"
check "no service's user may write to another's approvals" cannot grep -qE '^(ingestion|translation|publisher)\s+\S+\s+\S*Reviews:TextApproved' <<<"$(rights | awk -F '\t' '{ print $1 "\t-\t" $3 }')"
check "a service's role is no more than its own database's data role" own_roles
check "no secret is shown by the configuration or the logs" no_secret_shown

check "three Publishers and two of each of the others start" start --scale publisher=3 --scale translation=2 --scale review=2 --scale ingestion=2
check "six events at once go their way through them" events_at_once
check "each post is there once" no_double_post
check "back to one of each" start --scale publisher=1 --scale translation=1 --scale review=1 --scale ingestion=1

for service in ingestion translation review publisher identity desk site sandbox; do
    check "$service is killed and comes back" killed_and_back $service
done
check "an event goes its way after that" event

compose kill -s KILL rabbitmq >/dev/null 2>&1
compose start rabbitmq >/dev/null 2>&1
check "an event goes its way after the broker was killed" event

compose rm --stop --force rabbitmq >/dev/null 2>&1
compose run --rm -T --no-deps --entrypoint bash rabbitmq -c 'rm -rf /var/lib/rabbitmq/mnesia' >/dev/null 2>&1
check "the broker starts with no data" start
check "an event goes its way after the broker lost everything" event

compose kill -s KILL postgres site-postgres >/dev/null 2>&1
check "the site serves its pages without its database" page
check "PostgreSQL comes back" start
check "an event goes its way after PostgreSQL was killed" event

posts_before=$(public_posts | wc -l)
compose down >/dev/null 2>&1
check "everything starts over the same data" start
check "the page is still public" page
check "an event goes its way after the restart" event
check "each post is there once at the end" no_double_post
check "no post was lost" test "$(public_posts | wc -l)" -gt "$posts_before"

[ -n "${KEEP:-}" ] || compose down --volumes --timeout 20 >/dev/null 2>&1
echo "$passed passed, $failed failed"
[ $failed = 0 ]
