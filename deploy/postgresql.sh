# Sourced: installs PostgreSQL's programs where they are missing. No server is set up by it; the product runs a cluster of its own.

postgresql_is_here() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null
}

provide_postgresql() {
    postgresql_is_here && return
    local with=""
    [ "$(id -u)" = 0 ] || with="sudo -n"
    echo "Installing PostgreSQL …"
    if command -v apt-get >/dev/null; then
        # Debian would make and start a cluster of its own with the package.
        $with mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' | $with tee -a /etc/postgresql-common/createcluster.conf >/dev/null \
            && { $with apt-get update -qq; DEBIAN_FRONTEND=noninteractive $with apt-get install -y -qq --no-install-recommends postgresql >/dev/null; } || true
    elif command -v dnf >/dev/null; then
        $with dnf install -y -q postgresql-server || true
    elif command -v brew >/dev/null; then
        brew install --quiet postgresql@17 || true
    fi
    postgresql_is_here || { echo "PostgreSQL is missing: install your system's package 'postgresql' (15 or newer) and start again." >&2; exit 1; }
}
